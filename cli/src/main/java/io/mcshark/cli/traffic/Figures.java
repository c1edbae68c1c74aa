package io.mcshark.cli.traffic;

import java.util.Arrays;

/** Least, mean, 95th percentile (nearest rank) and most of some nanoseconds; null for none. */
record Figures(Long least, Long mean, Long p95, Long most) {
    static Figures of(long[] values) {
        if (values.length == 0) {
            return new Figures(null, null, null, null);
        }
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(0.95 * sorted.length);
        long mean = Math.round(Arrays.stream(sorted).average().orElseThrow());
        return new Figures(sorted[0], mean, sorted[rank - 1], sorted[sorted.length - 1]);
    }
}
