package io.mcshark.cli.traffic;

import io.mcshark.decoder.analysis.streams.Sequence;
import io.mcshark.decoder.analysis.streams.Sequence.Outcome;

/**
 * What became of the numbered datagrams of one sender: probes, or RTP. Numbers that are missing before the first one that came
 * are lost only if the receiver was there when they were sent; with a sender that begins at 0 that is told by how long it must
 * have been sending, at the pace it kept from then on.
 */
final class Numbers {
    private static final long NONE = -1;

    private final Sequence sequence;
    private final boolean fromZero;
    private final long readyNanos;
    private final Jitter jitter = new Jitter();
    private long stream;
    private boolean begun;
    private long received;
    private long lost;
    private long duplicate;
    private long reordered;
    private long stray;
    private long restarts;
    private long lowest = NONE;
    private long lowestSent;
    private long lowestNanos;
    private long highest;
    private long highestSent;

    /**
     * @param width bits of a number
     * @param fromZero whether a sender's first number is 0
     * @param readyNanos since when the receiver listens
     */
    Numbers(int width, boolean fromZero, long readyNanos) {
        this.sequence = new Sequence(width);
        this.fromZero = fromZero;
        this.readyNanos = readyNanos;
    }

    /**
     * Takes note of a datagram.
     *
     * @param stream what its numbers belong to: with another, they begin anew
     * @param sent when it was sent, nanoseconds by the sender's clock
     * @param nanos when it came
     */
    Outcome take(long stream, long number, long sent, long nanos) {
        boolean another = begun && stream != this.stream;
        if (another) {
            lost += before();
            sequence.restart();
            jitter.restart();
            lowest = NONE;
            restarts++;
        }
        begun = true;
        this.stream = stream;
        Outcome outcome = sequence.take(number);
        lost += sequence.missing();
        switch (outcome) {
            case REPEATED -> {
                duplicate++;
                return outcome;
            }
            case STRAY -> {
                stray++;
                return outcome;
            }
            case LATE -> reordered++;
            case RESTARTED -> {
                restarts++;
                jitter.restart();
                lowest = number; // nothing is known of what was before
                received++;
            }
            default -> {}
        }
        received++;
        jitter.add(nanos - sent);
        place(number, sent, nanos);
        return another ? Outcome.RESTARTED : outcome;
    }

    private void place(long number, long sent, long nanos) {
        if (lowest == NONE) {
            highest = NONE;
            lowestNanos = nanos;
        }
        if (lowest == NONE || number < lowest) {
            lowest = number;
            lowestSent = sent;
        }
        if (number > highest) {
            highest = number;
            highestSent = sent;
        }
    }

    /** How many numbers were sent before the first that came, while the receiver listened. */
    private long before() {
        if (!fromZero || lowest <= 0 || highest <= lowest) {
            return 0;
        }
        double spacing = (highestSent - lowestSent) / (double) (highest - lowest);
        return lowest * spacing <= lowestNanos - readyNanos ? lowest : 0;
    }

    /** By the last datagram: how many numbers more are missing before it. */
    long missing() {
        return sequence.missing();
    }

    /** Each number once. */
    long received() {
        return received;
    }

    long lost() {
        return lost + before();
    }

    /** Lost of those that should have come. */
    double loss() {
        long all = received + lost();
        return all == 0 ? 0 : lost() / (double) all;
    }

    long duplicate() {
        return duplicate;
    }

    /** That came behind a later one. */
    long reordered() {
        return reordered;
    }

    /** Numbers that belong to nothing seen. */
    long stray() {
        return stray;
    }

    long restarts() {
        return restarts;
    }

    /** Nanoseconds. */
    long jitter() {
        return jitter.nanos();
    }
}
