package io.mcshark.decoder.filter;

import java.util.Arrays;

/**
 * Numbers, as the ranges they lie in: what a number literal, a prefix, a value's name or a set stands for. Addresses and
 * unsigned numbers are ordered as unsigned, the others as signed.
 */
final class Ranges {
    /** Up to so many ranges looking at each is quicker than a binary search. */
    private static final int FEW = 6;

    private final long flip;
    private long[] lows = {};
    private long[] spans = {};

    /** @param signed whether numbers are in two's complement */
    Ranges(boolean signed) {
        flip = signed ? 0 : Long.MIN_VALUE;
    }

    static Ranges of(boolean signed, long low, long high) {
        return new Ranges(signed).add(low, high);
    }

    /** Adds all from {@code low} to {@code high}, both included; {@code low} is at most {@code high}. */
    Ranges add(long low, long high) {
        int n = lows.length;
        long[] starts = Arrays.copyOf(lows, n + 1);
        long[] widths = Arrays.copyOf(spans, n + 1);
        int at = n;
        while (at > 0 && compare(starts[at - 1], low) > 0) {
            starts[at] = starts[at - 1];
            widths[at] = widths[at - 1];
            at--;
        }
        starts[at] = low;
        widths[at] = high - low;
        lows = starts;
        spans = widths;
        join();
        return this;
    }

    Ranges add(Ranges others) {
        for (int i = 0; i < others.lows.length; i++) {
            add(others.lows[i], others.lows[i] + others.spans[i]);
        }
        return this;
    }

    /** Makes ranges that overlap one, so that a search finds the right one. */
    private void join() {
        int n = 0;
        for (int i = 1; i < lows.length; i++) {
            long end = lows[n] + spans[n];
            if (compare(lows[i], end) <= 0) {
                long other = lows[i] + spans[i];
                spans[n] = (compare(other, end) > 0 ? other : end) - lows[n];
            } else {
                n++;
                lows[n] = lows[i];
                spans[n] = spans[i];
            }
        }
        lows = Arrays.copyOf(lows, n + 1);
        spans = Arrays.copyOf(spans, n + 1);
    }

    int compare(long a, long b) {
        return Long.compare(a ^ flip, b ^ flip);
    }

    boolean isSigned() {
        return flip == 0;
    }

    /** Whether there is one range only; {@link #low} and {@link #high} are then its ends. */
    boolean isOne() {
        return lows.length == 1;
    }

    long low() {
        return lows[0];
    }

    long high() {
        return lows[lows.length - 1] + spans[spans.length - 1];
    }

    long least() {
        return flip == 0 ? Long.MIN_VALUE : 0;
    }

    long most() {
        return flip == 0 ? Long.MAX_VALUE : -1L;
    }

    boolean contains(long value) {
        if (lows.length <= FEW) {
            for (int i = 0; i < lows.length; i++) {
                if (Long.compareUnsigned(value - lows[i], spans[i]) <= 0) {
                    return true;
                }
            }
            return false;
        }
        int low = 0;
        int high = lows.length - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (compare(lows[middle], value) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return Long.compareUnsigned(value - lows[low], spans[low]) <= 0;
    }
}
