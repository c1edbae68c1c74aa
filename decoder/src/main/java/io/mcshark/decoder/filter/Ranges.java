package io.mcshark.decoder.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers, as the ranges they lie in: what a number literal, a prefix, a value's name or a set stands for. Addresses and
 * unsigned numbers are ordered as unsigned, the others as signed.
 */
final class Ranges {
    /** Up to so many ranges looking at each is quicker than a binary search. */
    private static final int FEW = 6;

    private final long flip;
    private final List<long[]> added = new ArrayList<>();
    private long[] lows = {};
    private long[] spans = {};

    /** @param signed whether numbers are in two's complement */
    Ranges(boolean signed) {
        flip = signed ? 0 : Long.MIN_VALUE;
    }

    static Ranges of(boolean signed, long low, long high) {
        return new Ranges(signed).add(low, high).ready();
    }

    /** Adds all from {@code low} to {@code high}, both included; {@code low} is at most {@code high}. Not before {@link #ready} do they count. */
    Ranges add(long low, long high) {
        added.add(new long[] {low, high});
        return this;
    }

    Ranges add(Ranges others) {
        added.addAll(others.added);
        return this;
    }

    /** Sorts what was added, and joins ranges that overlap, so that a search finds the right one. */
    Ranges ready() {
        added.sort((a, b) -> compare(a[0], b[0]));
        List<long[]> joined = new ArrayList<>();
        for (long[] range : added) {
            long[] last = joined.isEmpty() ? null : joined.getLast();
            if (last == null || compare(range[0], last[1]) > 0) {
                joined.add(range.clone());
            } else if (compare(range[1], last[1]) > 0) {
                last[1] = range[1];
            }
        }
        lows = joined.stream().mapToLong(range -> range[0]).toArray();
        spans = joined.stream().mapToLong(range -> range[1] - range[0]).toArray();
        return this;
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
