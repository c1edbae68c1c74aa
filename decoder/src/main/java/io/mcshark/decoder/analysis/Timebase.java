package io.mcshark.decoder.analysis;

/**
 * Time that only goes on, for timers: capture time, and where that jumps back (another file, a clock that was set) it goes on
 * from where it was.
 */
final class Timebase {
    /** Packets may be out of order by so much without the clock having been set. */
    private static final long SLACK = 1_000_000_000L;

    private long start = Long.MIN_VALUE;
    private long now;
    private long offset;
    private int turns;

    /** It is {@code nanos} since 1970 by the capture; the time by this clock. */
    long at(long nanos) {
        if (start == Long.MIN_VALUE) {
            start = nanos;
            now = nanos;
        }
        long at = nanos + offset;
        if (at < now - SLACK) {
            offset += now - at;
            turns++;
            return now;
        }
        now = Math.max(now, at);
        return now;
    }

    long now() {
        return now;
    }

    /** Whether there was any packet. */
    boolean hasStarted() {
        return start != Long.MIN_VALUE;
    }

    /** The time of the first packet. */
    long start() {
        return start;
    }

    /** A time by this clock as capture time, since 1970. */
    long shown(long at) {
        return at - offset;
    }

    /** Says of a clock that went back what that means; does not of one that did not. */
    void say(io.mcshark.decoder.report.Report report) {
        if (turns > 0) {
            report.say("Times went back " + (turns == 1 ? "once" : turns + " times")
                    + ": timers went on from there, and no time was counted in between.");
        }
    }
}
