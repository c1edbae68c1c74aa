package io.mcshark.decoder.analysis.compare;

import io.mcshark.decoder.analysis.Mix;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The packets of one point that another may still show, oldest first, at most {@link #MOST}: a ring, and for each identity a
 * queue of the packets that have it, so that payloads which repeat are taken in their order.
 */
final class Recent {
    static final int MOST = 1 << 20;

    /** From {@link #take}: there was no such packet; there was one, but it has been taken. */
    static final int NONE = -1, TAKEN = -2;

    private static final int FEW = 1 << 10;
    private static final int NO = -1;

    private final long seed = new SplittableRandom().nextLong();
    private long first;
    private long last; // one past the newest

    private long[] keys;
    private long[] nanos;
    private long[] frames;
    private long[] numbers;
    private int[] streams;
    private int[] same; // the next one of the same identity
    private byte[] ttls;
    private byte[] classes;
    private boolean[] taken;
    private boolean[] copy; // came when one of the same identity was kept

    private int[] heads;
    private int[] tails;
    private int[] free; // the first that was not taken behind the last one that was
    private int[] latest; // the last one that was
    private boolean repeated;

    Recent() {
        room(FEW);
    }

    private void room(int capacity) {
        keys = new long[capacity];
        nanos = new long[capacity];
        frames = new long[capacity];
        numbers = new long[capacity];
        streams = new int[capacity];
        same = new int[capacity];
        ttls = new byte[capacity];
        classes = new byte[capacity];
        taken = new boolean[capacity];
        copy = new boolean[capacity];
        heads = new int[2 * capacity];
        tails = new int[2 * capacity];
        free = new int[2 * capacity];
        latest = new int[2 * capacity];
        Arrays.fill(heads, NO);
    }

    int size() {
        return (int) (last - first);
    }

    boolean isFull() {
        return size() == MOST;
    }

    /** The serial number of the oldest one, and of the one that comes next. */
    long first() {
        return first;
    }

    long last() {
        return last;
    }

    /** Appends a packet; there must be room. */
    void add(long key, int stream, long time, long frame, long number, int ttl, int trafficClass) {
        if (size() == keys.length) {
            grow();
        }
        int i = place(last++);
        keys[i] = key;
        nanos[i] = time;
        frames[i] = frame;
        numbers[i] = number;
        streams[i] = stream;
        ttls[i] = (byte) ttl;
        classes[i] = (byte) trafficClass;
        taken[i] = false;
        enqueue(i);
    }

    private void enqueue(int i) {
        same[i] = NO;
        int slot = slot(keys[i]);
        copy[i] = heads[slot] != NO;
        if (heads[slot] == NO) {
            heads[slot] = i;
            free[slot] = NO;
            latest[slot] = NO;
        } else {
            same[tails[slot]] = i;
        }
        tails[slot] = i;
        if (taken[i]) {
            free[slot] = NO;
            latest[slot] = i;
        } else if (free[slot] == NO) {
            free[slot] = i;
        }
    }

    private void grow() {
        long[] k = keys, n = nanos, f = frames, u = numbers;
        int[] s = streams;
        byte[] t = ttls, c = classes;
        boolean[] was = taken, y = copy;
        room(2 * k.length);
        for (long serial = first; serial < last; serial++) {
            int from = (int) serial & k.length - 1;
            int to = place(serial);
            keys[to] = k[from];
            nanos[to] = n[from];
            frames[to] = f[from];
            numbers[to] = u[from];
            streams[to] = s[from];
            ttls[to] = t[from];
            classes[to] = c[from];
            taken[to] = was[from];
            enqueue(to);
            copy[to] = y[from]; // what it was a copy of may have been given up
        }
    }

    /** Removes the oldest one. */
    void drop() {
        int i = place(first);
        int slot = slot(keys[i]);
        heads[slot] = same[i];
        if (free[slot] == i) {
            free[slot] = same[i];
        }
        if (latest[slot] == i) {
            latest[slot] = NO;
        }
        if (heads[slot] == NO) {
            close(slot);
        }
        first++;
    }

    /** Closes the gap at {@code slot}: those behind it that belong before it move up. */
    private void close(int slot) {
        int mask = heads.length - 1;
        int gap = slot;
        for (int i = slot + 1 & mask; heads[i] != NO; i = i + 1 & mask) {
            int home = home(keys[heads[i]]);
            if ((i - home & mask) >= (i - gap & mask)) {
                heads[gap] = heads[i];
                tails[gap] = tails[i];
                free[gap] = free[i];
                latest[gap] = latest[i];
                gap = i;
            }
        }
        heads[gap] = NO;
    }

    /**
     * Takes the packet that a copy seen elsewhere is of. Of those of one identity the oldest that was not taken, unless it is
     * further away than one of many would be.
     *
     * @param time when the copy was seen, on this point's clock
     * @param reach how far from it one of several may be
     * @return its place, or {@link #NONE}, or {@link #TAKEN}
     */
    int take(long key, long time, long reach) {
        int slot = slot(key);
        if (heads[slot] == NO) {
            return NONE;
        }
        repeated = heads[slot] != tails[slot];
        int i = free[slot];
        while (repeated && i != NO && same[i] != NO && time - nanos[i] > reach && nanos[same[i]] - time <= reach) {
            i = same[i]; // it did not arrive
        }
        if (i == NO || repeated && nanos[i] - time > reach) {
            boolean near = latest[slot] != NO && Math.abs(time - nanos[latest[slot]]) <= reach;
            return near || !repeated ? TAKEN : NONE;
        }
        latest[slot] = i;
        taken[i] = true;
        free[slot] = same[i];
        return i;
    }

    /** Whether the packet taken last was one of several of one identity. */
    boolean wasRepeated() {
        return repeated;
    }

    private int slot(long key) {
        int mask = heads.length - 1;
        int slot = home(key);
        while (heads[slot] != NO && keys[heads[slot]] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int home(long key) {
        return (int) Mix.of(key, seed) & heads.length - 1;
    }

    // ---- one packet, by its place

    /** The place of the packet with a serial number. */
    int place(long serial) {
        return (int) serial & keys.length - 1;
    }

    /** The serial number of the packet at a place. */
    long serial(int place) {
        return first + (place - (int) first & keys.length - 1);
    }

    long nanos(int place) {
        return nanos[place];
    }

    long frame(int place) {
        return frames[place];
    }

    long number(int place) {
        return numbers[place];
    }

    int stream(int place) {
        return streams[place];
    }

    int ttl(int place) {
        return ttls[place] & 0xff;
    }

    int trafficClass(int place) {
        return classes[place] & 0xff;
    }

    boolean isTaken(int place) {
        return taken[place];
    }

    /** Whether one of the same identity was kept when it came. */
    boolean isCopy(int place) {
        return copy[place];
    }
}
