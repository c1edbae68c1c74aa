package io.mcshark.cli.view;

import io.mcshark.decoder.report.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows in the order of what stands in a column; equal ones stay as they were. Rows behind the last one it knows do not move. */
final class Order {
    /** What a row takes while it is put in order: its value, and value and place together, or place and row. */
    private static final int BYTES_A_ROW = 16;

    /** Of the JVM's memory: rows may take one half, different texts one quarter. */
    private static final int ROWS_SHARE = 2, TEXTS_SHARE = 4;

    /** What a text takes beside its characters. */
    private static final int BYTES_A_TEXT = 120;

    private final int[] rows;
    private final int[] places;

    private Order(int[] rows) {
        this.rows = rows;
        places = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            places[rows[i]] = i;
        }
    }

    /** The most rows that are put in order. */
    static long most() {
        return Math.min(Runtime.getRuntime().maxMemory() / ROWS_SHARE / BYTES_A_ROW, Integer.MAX_VALUE / 2);
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
        private final Map<String, Integer> texts = new HashMap<>();
        private final long mostText;
        private long[] values;
        private int count;
        private long text;

        /** @param most rows that may come, at most {@link Order#most} */
        Values(long most) {
            this(most, Runtime.getRuntime().maxMemory() / TEXTS_SHARE);
        }

        /** @param mostText bytes of text that are kept */
        Values(long most, long mostText) {
            values = new long[Math.toIntExact(most)];
            this.mostText = mostText;
        }

        /** Takes the next row's. */
        void add(long value) {
            values[count++] = value;
        }

        /** @return false when there are too many different ones to keep */
        boolean add(String one) {
            Integer known = texts.putIfAbsent(one, texts.size());
            text += known == null ? BYTES_A_TEXT + 2L * one.length() : 0;
            add(known == null ? texts.size() - 1 : known);
            return text <= mostText;
        }

        /**
         * The order; afterwards nothing is kept here.
         *
         * @param falling largest first
         */
        Order order(boolean falling) {
            if (!texts.isEmpty()) {
                rank();
            }
            long least = Long.MAX_VALUE;
            long largest = Long.MIN_VALUE;
            for (int i = 0; i < count; i++) {
                least = Math.min(least, values[i]);
                largest = Math.max(largest, values[i]);
            }
            for (int i = 0; i < count; i++) { // from 0 on, without a sign
                values[i] = falling ? largest - values[i] : values[i] - least;
            }
            return new Order(sorted(Long.SIZE - Long.numberOfLeadingZeros(count == 0 ? 0 : largest - least)));
        }

        /**
         * Sorts numbers made of a value's upper bits and its row, as many as have room beside the row, without an object a row;
         * then those whose upper bits are equal by the rest.
         *
         * @param width of the values in bits
         */
        private int[] sorted(int width) {
            int rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(count);
            long rowMask = (1L << rowBits) - 1;
            int rest = Math.max(0, width - (Long.SIZE - 1 - rowBits));
            long restMask = (1L << rest) - 1;
            long[] keys = new long[count];
            for (int i = 0; i < count; i++) {
                keys[i] = values[i] >>> rest << rowBits | i;
            }
            Arrays.sort(keys);
            for (int from = 0; rest > 0 && from < count; ) {
                int end = from + 1;
                while (end < count && keys[end] >>> rowBits == keys[from] >>> rowBits) {
                    end++;
                }
                if (end - from > 1) {
                    for (int i = from; i < end; i++) {
                        long row = keys[i] & rowMask;
                        keys[i] = (values[(int) row] & restMask) << rowBits | row;
                    }
                    Arrays.sort(keys, from, end);
                }
                from = end;
            }
            values = null;
            int[] rows = new int[count];
            for (int i = 0; i < count; i++) {
                rows[i] = (int) (keys[i] & rowMask);
            }
            return rows;
        }

        /** Turns numbers of texts into their rank. */
        private void rank() {
            List<String> sorted = new ArrayList<>(texts.keySet());
            sorted.sort(Report::natural);
            int[] ranks = new int[sorted.size()];
            for (int i = 0; i < ranks.length; i++) {
                ranks[texts.get(sorted.get(i))] = i;
            }
            for (int i = 0; i < count; i++) {
                values[i] = ranks[(int) values[i]];
            }
            texts.clear();
        }
    }
}
