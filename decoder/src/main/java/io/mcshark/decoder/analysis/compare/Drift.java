package io.mcshark.decoder.analysis.compare;

import io.mcshark.decoder.report.Quantity;
import java.util.Arrays;
import java.util.Locale;

/**
 * How the difference of two clocks changes: the smallest difference of times in each stretch of the capture, at most {@link #MOST}
 * of them, which grow longer with it.
 */
final class Drift {
    private static final int MOST = 64, LEAST = 8, CLEARLY = 4;
    private static final double SECOND = 1e9, MILLION = 1e6;

    /** Less than this over the whole time is not worth a word. */
    private static final long SMALL = 20_000;

    private final long[] smallest = new long[MOST];
    private long width = 1_000_000_000;
    private long start = Long.MIN_VALUE;
    private long last;

    Drift() {
        Arrays.fill(smallest, Long.MAX_VALUE);
    }

    void add(long nanos, long difference) {
        if (start == Long.MIN_VALUE) {
            start = nanos;
        }
        if (nanos < start) {
            return;
        }
        while ((nanos - start) / width >= MOST) {
            for (int i = 0; i < MOST; i++) {
                long here = smallest[i];
                smallest[i] = Long.MAX_VALUE;
                smallest[i / 2] = Math.min(smallest[i / 2], here);
            }
            width *= 2;
        }
        int i = (int) ((nanos - start) / width);
        smallest[i] = Math.min(smallest[i], difference);
        last = Math.max(last, nanos);
    }

    /** How much a second the difference grows, in nanoseconds: the median of all pairs of stretches (Theil and Sen). */
    private double slope() {
        double[] slopes = new double[MOST * MOST];
        int count = 0;
        for (int i = 0; i < MOST; i++) {
            for (int k = i + 1; k < MOST; k++) {
                if (smallest[i] != Long.MAX_VALUE && smallest[k] != Long.MAX_VALUE) {
                    slopes[count++] = (smallest[k] - smallest[i]) / ((k - i) * width / SECOND);
                }
            }
        }
        return median(slopes, count);
    }

    private static double median(double[] values, int count) {
        Arrays.sort(values, 0, count);
        return count == 0 ? 0 : values[count / 2];
    }

    /** A sentence about it; null when it is not clear or not worth one. */
    String told() {
        double slope = slope();
        double[] rests = new double[MOST];
        int count = 0;
        double from = 0;
        for (int i = 0; i < MOST; i++) {
            if (smallest[i] != Long.MAX_VALUE) {
                double rest = smallest[i] - slope * i * width / SECOND;
                from = count == 0 ? rest : from;
                rests[count++] = rest - from;
            }
        }
        double middle = median(rests, count);
        for (int i = 0; i < count; i++) {
            rests[i] = Math.abs(rests[i] - middle);
        }
        double sum = slope * (last - start) / SECOND;
        if (count < LEAST || Math.abs(sum) < Math.max(SMALL, CLEARLY * median(rests, count))) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "B's clock %s %s on A's each minute (%.1f in a million), which makes %s of the differences of times",
                slope > 0 ? "gains" : "loses",
                Quantity.duration((long) Math.abs(slope * 60)),
                Math.abs(slope) / SECOND * MILLION,
                Quantity.duration((long) Math.abs(sum)));
    }
}
