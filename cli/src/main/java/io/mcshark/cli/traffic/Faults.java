package io.mcshark.cli.traffic;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a sender does wrong on purpose, by a seeded plan: one cast of the dice for each datagram decides whether it is lost,
 * sent twice, held back until some later ones to the same group have gone, or sent as it should be; another delays it.
 */
final class Faults {
    /**
     * How much goes wrong.
     *
     * @param lose,duplicate,reorder shares of the datagrams
     * @param by how many later datagrams go before one that is held back
     * @param jitterNanos by how much a datagram is late at most
     */
    record Settings(double lose, double duplicate, double reorder, int by, long jitterNanos, long seed) {
        static final Settings NONE = new Settings(0, 0, 0, 1, 0, 0);

        boolean isNone() {
            return lose == 0 && duplicate == 0 && reorder == 0 && jitterNanos == 0;
        }
    }

    /** Where datagrams go. */
    interface Way {
        void send(byte[] datagram) throws IOException;
    }

    private record Held(byte[] datagram, long number) {}

    private final Settings settings;
    private final Random dice;
    private final List<ArrayDeque<Held>> held = new ArrayList<>();
    private final long[] passed;
    private final long[] sent;
    private long lost;
    private long duplicated;
    private long reordered;

    /** @param ways to how many groups it sends */
    Faults(Settings settings, int ways) {
        this.settings = settings;
        this.dice = new Random(settings.seed());
        this.passed = new long[ways];
        this.sent = new long[ways];
        for (int i = 0; i < ways; i++) {
            held.add(new ArrayDeque<>());
        }
    }

    /** By how much the next datagram is late. */
    long lateness() {
        return settings.jitterNanos() == 0 ? 0 : dice.nextLong(settings.jitterNanos() + 1);
    }

    /** Sends a datagram on a way, or does something else with it. */
    void pass(byte[] datagram, int number, Way way) throws IOException {
        double cast = dice.nextDouble();
        double lose = settings.lose(), twice = lose + settings.duplicate(), back = twice + settings.reorder();
        long n = ++passed[number];
        if (cast < lose) {
            lost++;
        } else if (cast >= twice && cast < back) {
            held.get(number).add(new Held(datagram.clone(), n));
        } else {
            sent[number] = n;
            way.send(datagram);
            if (cast < twice) {
                duplicated++;
                way.send(datagram);
            }
        }
        ArrayDeque<Held> waiting = held.get(number);
        while (!waiting.isEmpty() && waiting.getFirst().number() + settings.by() <= n) {
            release(waiting.removeFirst(), number, way);
        }
    }

    /** What was held back is out of order only if a later one has gone. */
    private void release(Held held, int number, Way way) throws IOException {
        reordered += sent[number] > held.number() ? 1 : 0;
        way.send(held.datagram());
    }

    /** Sends what is still held back on a way. */
    void end(int number, Way way) throws IOException {
        for (Held waiting; (waiting = held.get(number).poll()) != null; ) {
            release(waiting, number, way);
        }
    }

    long lost() {
        return lost;
    }

    long duplicated() {
        return duplicated;
    }

    long reordered() {
        return reordered;
    }

    /** {@code 9 lost, 11 duplicated, 8 reordered on purpose (seed 7)}. */
    @Override
    public String toString() {
        return lost + " lost, " + duplicated + " duplicated, " + reordered + " reordered on purpose (seed "
                + settings.seed() + ")";
    }
}
