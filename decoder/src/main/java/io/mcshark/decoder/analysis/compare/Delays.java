package io.mcshark.decoder.analysis.compare;

import org.HdrHistogram.IntCountsHistogram;

/** A distribution of time differences, which may be negative: to one part in a hundred, the least and the largest exactly. */
final class Delays {
    private static final int DIGITS = 2;

    private IntCountsHistogram positive;
    private IntCountsHistogram negative;
    private long least = Long.MAX_VALUE;
    private long most = Long.MIN_VALUE;

    void add(long nanos) {
        least = Math.min(least, nanos);
        most = Math.max(most, nanos);
        if (nanos < 0) {
            negative = negative == null ? new IntCountsHistogram(DIGITS) : negative;
            negative.recordValue(nanos == Long.MIN_VALUE ? Long.MAX_VALUE : -nanos);
        } else {
            positive = positive == null ? new IntCountsHistogram(DIGITS) : positive;
            positive.recordValue(nanos);
        }
    }

    boolean isEmpty() {
        return least > most;
    }

    /** Of something there is. */
    long least() {
        return least;
    }

    long most() {
        return most;
    }

    /** The difference that so large a share, 0 to 1, does not exceed. */
    long at(double share) {
        long below = negative == null ? 0 : negative.getTotalCount();
        long all = below + (positive == null ? 0 : positive.getTotalCount());
        long wanted = Math.max(1, (long) Math.ceil(share * all));
        long value = wanted <= below
                ? -negative.getValueAtPercentile(100.0 * (below - wanted + 1) / below)
                : positive.getValueAtPercentile(100.0 * (wanted - below) / (all - below));
        return Math.clamp(value, least, most);
    }
}
