package io.mcshark.cli.traffic;

import io.mcshark.cli.Console;
import io.mcshark.cli.Quantities;
import io.mcshark.cli.Quantities.Rate;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Sends recorded datagrams on a schedule. Used by one thread. */
final class Replayer {
    /** So that a wait notices Ctrl-C. */
    private static final long LOOK_NANOS = 50_000_000L;

    /** Shorter waits are not slept through: waking up takes longer. */
    private static final long SPIN_NANOS = 60_000L;

    private static final int MAX_GROUPS = 100_000;

    private final Console console;
    private final Exit exit;
    private final Redirect redirect;
    private final double speed;
    private final Rate rate;
    private final Set<Target> groups = new HashSet<>();
    private long datagrams;
    private long bytes;
    private long cut;
    private long fragments;
    private long startTick;
    private long lastTick;
    private long passNanos;
    private long latest;

    /**
     * @param speed how much faster than recorded, infinite for as fast as possible; counts where {@code rate} is null
     * @param rate in datagrams or payload bits a second, or null
     */
    Replayer(Console console, Exit exit, Redirect redirect, double speed, Rate rate) {
        this.console = console;
        this.exit = exit;
        this.redirect = redirect;
        this.speed = speed;
        this.rate = rate;
    }

    /** How many were sent. */
    long datagrams() {
        return datagrams;
    }

    /** Sends a whole recording, after what was sent before. @return false when the person stopped it */
    boolean run(Recording recording) throws IOException {
        long first = 0;
        long last = 0;
        long count = 0;
        while (!console.stopped() && recording.next()) {
            first = count == 0 ? recording.nanos() : first;
            last = Math.max(last, recording.nanos());
            if (datagrams > 0 && !reached(startTick + due(recording.nanos() - first))) {
                break;
            }
            Target target = redirect.of(recording.group(), recording.port());
            bytes += exit.send(recording, target);
            lastTick = System.nanoTime();
            // The first one takes longer, since everything is opened and loaded for it.
            startTick = datagrams == 0 ? lastTick : startTick;
            datagrams++;
            count++;
            if (groups.size() < MAX_GROUPS) {
                groups.add(target);
            }
        }
        cut = recording.cut();
        fragments = recording.fragments();
        // The next pass begins as far behind this one as its datagrams are apart.
        passNanos += count > 1 ? (last - first) + (last - first) / (count - 1) : 1_000_000_000L;
        return !console.stopped();
    }

    /** Nanoseconds after the start; a clock that was set back while recording holds nothing up. */
    private long due(long sinceFirst) {
        if (rate != null) {
            return rate.nanos(datagrams, bytes);
        }
        latest = Math.max(latest, (long) ((passNanos + sinceFirst) / speed));
        return latest;
    }

    private boolean reached(long due) {
        for (long left; !console.stopped() && (left = due - System.nanoTime()) > 0; ) {
            if (left > SPIN_NANOS) {
                LockSupport.parkNanos(Math.min(left - SPIN_NANOS, LOOK_NANOS));
            } else {
                Thread.onSpinWait();
            }
        }
        return !console.stopped();
    }

    /** What was left out of the recording, for the end of a line; empty for nothing. */
    String leftOut() {
        String text = cut == 0 ? "" : "; " + Sender.plural(cut, "datagram") + " left out, recorded only in part";
        return fragments == 0
                ? text
                : text + "; " + Sender.plural(fragments, "fragment") + " left out (sockets send them whole)";
    }

    /** One line on standard error: how much, to how many groups, how fast, what was left out. */
    void summary() {
        double seconds = Math.max(lastTick - startTick, 0) / 1e9;
        StringBuilder line = new StringBuilder();
        line.append(Sender.plural(datagrams, "datagram"))
                .append(", ")
                .append(Sender.plural(bytes, "byte"))
                .append(" replayed to ")
                .append(groups.size() == 1 ? groups.iterator().next() : Sender.plural(groups.size(), "group"));
        if (datagrams > 1 && seconds > 0) {
            double share = (datagrams - 1) / (double) datagrams;
            line.append(String.format(
                    Locale.ROOT,
                    " in %.3f s: %.1f packets/s, %s",
                    seconds,
                    datagrams * share / seconds,
                    Quantities.bitRate(bytes * 8 * share / seconds)));
        }
        console.err().println(line + leftOut());
    }
}
