package io.mcshark.decoder.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a value's bytes, or of layers. Positions count from 0, negative ones from the end (-1 is the last).
 *
 * @param start the first position
 * @param length how many; {@link #REST} for all that follow, otherwise at least 1; with {@code ends} the last position
 * @param ends whether {@code length} is the last position of {@code [i-j]} and not the length of {@code [i:j]}
 */
record Range(int start, int length, boolean ends) {
    static final int REST = Integer.MIN_VALUE;

    /** No packet is longer. */
    private static final int MOST = 0xffffff;

    /** How many bytes it takes where all of them are there; -1 when that depends on the value. */
    int bytes() {
        return length == REST ? -1 : ends ? length - start + 1 : length;
    }

    /** The first position in a value of {@code size} bytes; -1 when the range does not lie within it. */
    int at(int size) {
        int at = start < 0 ? size + start : start;
        int count = length == REST ? size - at : bytes();
        return at < 0 || at > size || count > size - at ? -1 : at;
    }

    /** Bytes taken from a value of {@code size} bytes, {@code at} being what {@link #at} gave. */
    int count(int at, int size) {
        return length == REST ? size - at : bytes();
    }

    /** Whether it names layer {@code number} (from 1) of {@code count}. */
    boolean hasLayer(int number, int count) {
        int first = start < 0 ? count + 1 + start : start;
        return number >= first && (length == REST || number - first < bytes());
    }

    /**
     * Reads what stands between brackets: {@code 0:3}, {@code 0-2}, {@code 5}, {@code :3}, {@code -2:}, several with commas.
     *
     * @param at offset of {@code inner} in the whole filter, for messages
     */
    static List<Range> parse(String filter, String inner, int at) throws FilterException {
        List<Range> ranges = new ArrayList<>();
        int from = 0;
        while (from <= inner.length()) {
            int comma = inner.indexOf(',', from);
            int end = comma < 0 ? inner.length() : comma;
            ranges.add(one(filter, inner.substring(from, end), at + from));
            from = end + 1;
        }
        return List.copyOf(ranges);
    }

    private static Range one(String filter, String part, int at) throws FilterException {
        String trimmed = part.strip();
        int end = Math.max(at + part.length(), at + 1);
        int colon = trimmed.indexOf(':');
        if (colon >= 0) {
            String first = trimmed.substring(0, colon).strip();
            String last = trimmed.substring(colon + 1).strip();
            int start = first.isEmpty() ? 0 : number(filter, first, part, at, end);
            int length = last.isEmpty() ? REST : number(filter, last, part, at, end);
            if (length != REST && length <= 0) {
                throw wrong(filter, at, end, part, "the length after : must be at least 1");
            }
            return new Range(start, length, false);
        }
        int dash = trimmed.indexOf('-', 1);
        if (dash < 0) {
            return new Range(number(filter, trimmed, part, at, end), 1, false);
        }
        int start = number(filter, trimmed.substring(0, dash).strip(), part, at, end);
        int last = number(filter, trimmed.substring(dash + 1).strip(), part, at, end);
        if (start < 0 != last < 0) {
            throw wrong(filter, at, end, part, "count both ends from the same side");
        }
        if (last < start) {
            throw wrong(filter, at, end, part, "the last position is before the first");
        }
        return new Range(start, last, true);
    }

    private static int number(String filter, String text, String part, int at, int end) throws FilterException {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        try {
            // Digits first: decode itself would take a second sign.
            if (!digits.isEmpty() && Character.isDigit(digits.charAt(0))) {
                int value = Integer.decode(digits);
                if (value <= MOST) {
                    return negative ? -value : value;
                }
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong(filter, at, end, part, "write [first:length], [first-last] or [position], in numbers");
    }

    private static FilterException wrong(String filter, int from, int end, String part, String hint) {
        return new FilterException(filter, from, end, "bad range " + Quote.of(part.strip()) + ": " + hint);
    }

    @Override
    public String toString() {
        if (length == REST) {
            return start + ":";
        }
        return ends ? start + "-" + length : length == 1 ? Integer.toString(start) : start + ":" + length;
    }
}
