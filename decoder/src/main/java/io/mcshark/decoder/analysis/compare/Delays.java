package io.mcshark.decoder.analysis.compare;

import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;

/** A distribution of time differences, which may be negative: to one part in a hundred, the least and the largest exactly. */
final class Delays {
    private static final int DIGITS = 2;

    private AbstractHistogram positive;
    private AbstractHistogram negative;
    private long least = Long.MAX_VALUE;
    private long most = Long.MIN_VALUE;

    void add(long nanos) {
        add(nanos, 1);
    }

    /** As if it had come so many times. */
    void add(long nanos, long times) {
        least = Math.min(least, nanos);
        most = Math.max(most, nanos);
        if (nanos < 0) {
            negative = withRoom(negative, times);
            negative.recordValueWithCount(nanos == Long.MIN_VALUE ? Long.MAX_VALUE : -nanos, times);
        } else {
            positive = withRoom(positive, times);
            positive.recordValueWithCount(nanos, times);
        }
    }

    /** A histogram that can count so many more: with 32 bits as long as they last, as there may be ten thousand. */
    private static AbstractHistogram withRoom(AbstractHistogram some, long times) {
        if (some == null) {
            return new IntCountsHistogram(DIGITS);
        }
        if (some.getTotalCount() <= Integer.MAX_VALUE - times || some instanceof Histogram) {
            return some;
        }
        Histogram wide = new Histogram(DIGITS);
        wide.add(some);
        return wide;
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
