package io.mcshark.capture;

/**
 * Turns an interface's time stamps into nanoseconds since 1970 (if_tsresol and if_tsoffset). Times later than 2262 are held at
 * the largest {@code long}.
 */
final class PcapngClock {
    private static final long NANOS = 1_000_000_000L;
    /** Finer units than these leave no seconds in 64 bits. */
    private static final int MOST_DIGITS = 19, MOST_BITS = 63;

    /** Nanoseconds a unit, 0 where a unit is no whole number of them. */
    private final long multiplier;
    /** Stamps above this one are beyond a {@code long} of nanoseconds. */
    private final long largest;
    /** Units a second, unsigned; used where {@link #multiplier} and {@link #bits} are 0. */
    private final long units;
    /** A unit is 2^-bits seconds. */
    private final int bits;

    private final long offsetNanos;

    /** @param digits as in {@link InterfaceDescription#digits} */
    PcapngClock(int digits, long offsetSeconds) {
        offsetNanos = offsetSeconds * NANOS;
        bits = digits < 0 ? Math.min(-digits, MOST_BITS) : 0;
        long power = 1;
        for (int i = 0; i < Math.min(digits, MOST_DIGITS); i++) {
            power *= 10;
        }
        units = power;
        multiplier = bits == 0 && digits <= 9 ? NANOS / power : 0;
        largest = multiplier == 0 ? 0 : Long.MAX_VALUE / multiplier;
    }

    /** @param stamp 64 bits, unsigned */
    long nanos(long stamp) {
        if (multiplier != 0) {
            return (Long.compareUnsigned(stamp, largest) > 0 ? Long.MAX_VALUE : stamp * multiplier) + offsetNanos;
        }
        return slow(stamp) + offsetNanos;
    }

    private long slow(long stamp) {
        long seconds, part;
        if (bits != 0) {
            seconds = stamp >>> bits;
            long rest = stamp & ((1L << bits) - 1);
            // rest * 10^9 / 2^bits, through 128 bits
            part = Math.unsignedMultiplyHigh(rest, NANOS) << (64 - bits) | rest * NANOS >>> bits;
        } else {
            seconds = Long.divideUnsigned(stamp, units);
            part = Long.divideUnsigned(stamp - seconds * units, Long.divideUnsigned(units, NANOS));
        }
        return Long.compareUnsigned(seconds, Long.MAX_VALUE / NANOS) >= 0 ? Long.MAX_VALUE : seconds * NANOS + part;
    }
}
