package io.mcshark.capture;

/** Turns an interface's time stamps into nanoseconds since 1970 (if_tsresol, if_tsoffset). */
final class PcapngClock {
    private static final long NANOS = 1_000_000_000L;

    /** Nanoseconds a unit, or 0 where a unit is no whole number of them. */
    private final long multiplier;
    /** Units a second as an unsigned number, where {@link #multiplier} is 0 and {@link #bits} is 0. */
    private final long units;
    /** A unit is 2^-bits seconds. */
    private final int bits;

    private final long offsetNanos;

    /** @param digits as in {@link InterfaceDescription#digits} */
    PcapngClock(int digits, long offsetSeconds) {
        offsetNanos = offsetSeconds * NANOS;
        bits = digits < 0 ? -digits : 0;
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        units = power;
        multiplier = bits == 0 && digits <= 9 ? NANOS / power : 0;
    }

    /** Whether such a resolution can be counted in 64 bits. */
    static boolean possible(int digits) {
        return digits >= -63 && digits <= 19;
    }

    /** @param stamp 64 bits, unsigned */
    long nanos(long stamp) {
        return multiplier != 0 ? stamp * multiplier + offsetNanos : slow(stamp) + offsetNanos;
    }

    private long slow(long stamp) {
        if (bits != 0) {
            long part = stamp & ((1L << bits) - 1);
            // part * 10^9 / 2^bits, through 128 bits
            long high = Math.unsignedMultiplyHigh(part, NANOS), low = part * NANOS;
            return (stamp >>> bits) * NANOS + (high << (64 - bits) | low >>> bits);
        }
        long seconds = Long.divideUnsigned(stamp, units);
        return seconds * NANOS + (stamp - seconds * units) / (units / NANOS);
    }
}
