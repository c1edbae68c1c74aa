package io.mcshark.decoder;

import java.util.Arrays;

/**
 * Places for what is known by five numbers: most often two addresses of up to 128 bits, and what else tells things apart. There
 * is a fixed number of places; where those that a key can have are taken, the one used least recently is given to it. What is
 * kept in a place is up to the owner. Memory is taken when there is the first one, none after that.
 */
public final class Recent {
    private static final int WAYS = 4, NUMBERS = 5;

    private final int shift;
    private final int most;
    private final long[] sought = new long[NUMBERS];
    private long[] keys = {};
    private long[] used = {};
    private long clock;
    private long begin = 1;
    private int size;
    private long forgotten;

    /** @param bits a key has one of 2^{@code bits} sets of places */
    Recent(int bits) {
        shift = Long.SIZE - bits;
        most = most(bits);
    }

    /** How many places that makes. */
    static int most(int bits) {
        return WAYS << bits;
    }

    /** Names what is sought next. */
    public void of(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, long id) {
        sought[0] = sourceHigh;
        sought[1] = sourceLow;
        sought[2] = destinationHigh;
        sought[3] = destinationLow;
        sought[4] = id;
    }

    /** The place of that; -1 where it has none. */
    int find() {
        if (size == 0) {
            return -1;
        }
        int set = set();
        for (int i = set; i < set + WAYS; i++) {
            if (used[i] >= begin && isAt(i)) {
                used[i] = ++clock;
                return i;
            }
        }
        return -1;
    }

    private boolean isAt(int place) {
        return Arrays.equals(keys, place * NUMBERS, (place + 1) * NUMBERS, sought, 0, NUMBERS);
    }

    /** Gives a place to that, which has none; what was there is forgotten. */
    int take() {
        if (keys.length == 0) {
            keys = new long[most * NUMBERS];
            used = new long[most];
        }
        int set = set();
        int place = set;
        for (int i = set + 1; i < set + WAYS; i++) {
            if (used[i] < used[place]) {
                place = i;
            }
        }
        if (used[place] >= begin) {
            forgotten++;
        } else {
            size++;
        }
        System.arraycopy(sought, 0, keys, place * NUMBERS, NUMBERS);
        used[place] = ++clock;
        return place;
    }

    private int set() {
        long hash = 0;
        for (long number : sought) {
            hash = (hash ^ number) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 32;
        }
        return (int) (hash * 0x9e3779b97f4a7c15L >>> shift) * WAYS;
    }

    /** Forgets all, as if nothing had been there. */
    void clear() {
        begin = clock + 1;
        size = 0;
    }

    /** How many places are taken. */
    int size() {
        return size;
    }

    /** How often a place was given to another for want of room. */
    long forgotten() {
        return forgotten;
    }
}
