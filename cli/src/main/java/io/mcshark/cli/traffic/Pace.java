package io.mcshark.cli.traffic;

import io.mcshark.cli.Quantities.Rate;
import java.time.Duration;

/**
 * When the next piece is due: a schedule from the start of sending, not from the piece before, so that delays do not add
 * up and the average is exact.
 */
final class Pace {
    /** How often a payload is repeated when nothing is said: as ping does, so that a forgotten option floods nobody. */
    private static final long USUAL_NANOS = 1_000_000_000L;

    /** About what a datagram on Ethernet carries. */
    private static final int FULL_BYTES = 1400;

    private final Rate rate;
    private final long intervalNanos;
    private final int burst;
    private long burstBytes;
    private long passes;
    private long pieces;
    private long bytes;

    private Pace(Rate rate, long intervalNanos, int burst) {
        this.rate = rate;
        this.intervalNanos = intervalNanos;
        this.burst = burst;
    }

    static Pace at(Rate rate) {
        return new Pace(rate, 0, 1);
    }

    /** @param interval between pieces; zero for as fast as possible */
    static Pace every(Duration interval) {
        return new Pace(null, interval.toNanos(), 1);
    }

    /** The pieces of a pass at once, the passes one a second. */
    static Pace usual() {
        return new Pace(null, -1, 1);
    }

    /** The same pace in bursts: so many pieces at once where there was one, or at the same rate. */
    Pace bursts(int pieces) {
        return new Pace(rate, intervalNanos < 0 ? USUAL_NANOS : intervalNanos, pieces);
    }

    /** About how long it is from one datagram to the next. */
    long nanos() {
        return rate != null ? rate.nanos(1, FULL_BYTES) : (intervalNanos < 0 ? USUAL_NANOS : intervalNanos) / burst;
    }

    /** Whether there are hundreds of datagrams a second. */
    boolean isFast() {
        return nanos() < USUAL_NANOS / 100;
    }

    /** Nanoseconds after the start at which the next piece is due. */
    long dueNanos() {
        if (rate != null) {
            return burst == 1 ? rate.nanos(pieces, bytes) : rate.nanos(pieces - pieces % burst, burstBytes);
        }
        return intervalNanos >= 0 ? pieces / burst * intervalNanos : passes * USUAL_NANOS;
    }

    /** Counts a piece that was sent to each group. */
    void sent(int length) {
        pieces++;
        bytes += length;
        if (pieces % burst == 0) {
            burstBytes = bytes;
        }
    }

    void passed() {
        passes++;
    }
}
