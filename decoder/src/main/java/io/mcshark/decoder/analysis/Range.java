package io.mcshark.decoder.analysis;

/** The smallest, the largest and the mean of numbers. */
public final class Range {
    private long count;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private double sum;

    public void add(long value) {
        count++;
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** Null when there was none. */
    public Long min() {
        return isEmpty() ? null : min;
    }

    /** Null when there was none. */
    public Long max() {
        return isEmpty() ? null : max;
    }

    /** Null when there was none. */
    public Long mean() {
        return isEmpty() ? null : Math.round(sum / count);
    }

    /** {@code 3} or {@code 3 to 5}; only for one that is not empty. */
    @Override
    public String toString() {
        return min == max ? String.valueOf(min) : min + " to " + max;
    }
}
