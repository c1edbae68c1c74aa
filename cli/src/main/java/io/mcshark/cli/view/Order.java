package io.mcshark.cli.view;

import io.mcshark.decoder.report.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows in the order of what stands in a column; equal ones stay as they were. Rows behind the last one it knows do not move. */
final class Order {
    /** The most rows that are put in order: their values are kept in memory. */
    static final int MOST = 500_000;

    private final int[] rows;
    private final int[] places;

    private Order(int[] rows) {
        this.rows = rows;
        places = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            places[rows[i]] = i;
        }
    }

    /** The row that stands at a place. */
    long at(long place) {
        return place >= 0 && place < rows.length ? rows[(int) place] : place;
    }

    /** The place where a row stands. */
    long of(long row) {
        return row >= 0 && row < places.length ? places[(int) row] : row;
    }

    /** Collects the values of a column, row by row: numbers, or text. */
    static final class Values {
        private long[] values = new long[1024];
        private int count;
        private final Map<String, Integer> texts = new HashMap<>();

        /** @return false when there are too many rows */
        boolean add(long value) {
            if (count == MOST) {
                return false;
            }
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
            return true;
        }

        boolean add(String text) {
            Integer known = texts.putIfAbsent(text, texts.size());
            return add(known == null ? texts.size() - 1 : known);
        }

        /** @param falling largest first */
        Order order(boolean falling) {
            if (!texts.isEmpty()) {
                rank();
            }
            long[] sorted = Arrays.copyOf(values, count);
            Arrays.sort(sorted);
            long[] ranked =
                    new long[count]; // rank above, row below: one sort without objects, equal rows in their order
            for (int i = 0; i < count; i++) {
                long rank = first(sorted, values[i]);
                ranked[i] = (falling ? count - rank : rank) << 32 | i;
            }
            Arrays.sort(ranked);
            int[] rows = new int[count];
            for (int i = 0; i < count; i++) {
                rows[i] = (int) ranked[i];
            }
            return new Order(rows);
        }

        /** The first place at which a value stands. */
        private static int first(long[] sorted, long value) {
            int low = 0;
            int high = sorted.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (sorted[middle] < value) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        /** Turns numbers of texts into their rank. */
        private void rank() {
            List<String> sorted = new ArrayList<>(texts.keySet());
            sorted.sort(Report::natural);
            long[] ranks = new long[sorted.size()];
            for (int i = 0; i < ranks.length; i++) {
                ranks[texts.get(sorted.get(i))] = i;
            }
            for (int i = 0; i < count; i++) {
                values[i] = ranks[(int) values[i]];
            }
        }
    }
}
