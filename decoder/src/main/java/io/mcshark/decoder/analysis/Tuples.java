package io.mcshark.decoder.analysis;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Gives tuples of five numbers consecutive indices, in the order they are met, without making an object of one. */
public final class Tuples {
    private static final int WIDTH = 5, FEW = 64;

    private final int most;
    private final long seed = new SplittableRandom().nextLong(); // nobody shall be able to fill one place
    private long[] keys = new long[FEW * WIDTH];
    private int[] slots = new int[2 * FEW];
    private int size;

    /** @param most of them */
    public Tuples(int most) {
        this.most = most;
    }

    public int size() {
        return size;
    }

    /** The index of a tuple, which it gets if it is new; -1 when it is and there is no room. */
    public int of(long a, long b, long c, long d, long e) {
        int slot = slot(a, b, c, d, e);
        if (slots[slot] > 0) {
            return slots[slot] - 1;
        }
        if (size >= most) {
            return -1;
        }
        if (2 * (size + 1) > slots.length) {
            grow();
            slot = slot(a, b, c, d, e);
        }
        int at = size * WIDTH;
        keys[at] = a;
        keys[at + 1] = b;
        keys[at + 2] = c;
        keys[at + 3] = d;
        keys[at + 4] = e;
        slots[slot] = ++size;
        return size - 1;
    }

    /** The index of a tuple; -1 for one that was not met. */
    public int find(long a, long b, long c, long d, long e) {
        return slots[slot(a, b, c, d, e)] - 1;
    }

    private int slot(long a, long b, long c, long d, long e) {
        int mask = slots.length - 1;
        int slot = (int) Mix.of(Mix.of(Mix.of(a, b), Mix.of(c, d)), e ^ seed) & mask;
        while (slots[slot] > 0 && !is((slots[slot] - 1) * WIDTH, a, b, c, d, e)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private boolean is(int at, long a, long b, long c, long d, long e) {
        return keys[at] == a && keys[at + 1] == b && keys[at + 2] == c && keys[at + 3] == d && keys[at + 4] == e;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, 2 * keys.length);
        slots = new int[2 * slots.length];
        for (int i = 0; i < size; i++) {
            int at = i * WIDTH;
            slots[slot(keys[at], keys[at + 1], keys[at + 2], keys[at + 3], keys[at + 4])] = i + 1;
        }
    }
}
