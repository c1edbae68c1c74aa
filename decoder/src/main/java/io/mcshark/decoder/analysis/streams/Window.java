package io.mcshark.decoder.analysis.streams;

/** The packets of the last so many nanoseconds, the present one among them: how many, how many bytes, and the most there ever were. */
final class Window {
    private static final int SMALLEST = 8;

    /** How many packets one window holds at most; when more come within its time it becomes shorter. */
    static final int MOST = 1 << 16;

    /** How many packets all windows of one analysis hold together. */
    static final class Room {
        private int left = 4 << 20;
        private boolean scarce;

        private boolean take(int slots) {
            if (slots > left) {
                scarce = true;
                return false;
            }
            left -= slots;
            return true;
        }

        /** Whether some windows had to be shorter than their time: what they measured may be too little. */
        boolean isScarce() {
            return scarce;
        }
    }

    private final Room room;
    private final long nanos;

    /** Time and length of each packet in turn. */
    private long[] ring;

    private int head;
    private int packets;
    private long bytes;
    private long last;
    private int mostPackets;
    private long mostBytes;
    private long mostNanos;

    Window(long nanos, Room room) {
        this.nanos = nanos;
        this.room = room;
    }

    void add(long time, int length) {
        long now = time;
        if (now < last) {
            now = turnedBack(now);
        }
        last = now;
        int mask = ring == null ? 0 : ring.length / 2 - 1;
        long from = now - nanos;
        while (packets > 0 && ring[2 * head] <= from) {
            drop(mask);
        }
        if (ring == null || packets == mask + 1) {
            mask = grow(mask);
        }
        int slot = 2 * (head + packets & mask);
        ring[slot] = now;
        ring[slot + 1] = length;
        packets++;
        bytes += length;
        if (packets > mostPackets) {
            mostPackets = packets;
        }
        if (bytes > mostBytes) {
            mostBytes = bytes;
            mostNanos = now;
        }
    }

    private void drop(int mask) {
        bytes -= ring[2 * head + 1];
        head = head + 1 & mask;
        packets--;
    }

    /** The clock went back: a little is held to be no time at all; from much on all begins anew. */
    private long turnedBack(long now) {
        if (last - now <= nanos) {
            return last;
        }
        packets = 0;
        bytes = 0;
        return now;
    }

    /** Makes place for one more: twice as many slots, or the oldest packet goes. */
    private int grow(int mask) {
        if (ring == null) {
            ring = new long[2 * SMALLEST];
            return SMALLEST - 1;
        }
        int slots = mask + 1;
        if (slots == MOST || !room.take(slots)) {
            drop(mask);
            return mask;
        }
        long[] larger = new long[4 * slots];
        int first = slots - head;
        System.arraycopy(ring, 2 * head, larger, 0, 2 * first);
        System.arraycopy(ring, 0, larger, 2 * first, 2 * head);
        ring = larger;
        head = 0;
        return 2 * slots - 1;
    }

    long nanos() {
        return nanos;
    }

    /** Packets in the window, the last one included. */
    int packets() {
        return packets;
    }

    int mostPackets() {
        return mostPackets;
    }

    long mostBytes() {
        return mostBytes;
    }

    /** When there were {@link #mostBytes} in the window, nanoseconds since 1970. */
    long mostNanos() {
        return mostNanos;
    }

    /** The most bytes in the window, as bits per second. */
    double mostRate() {
        return mostBytes * 8e9 / nanos;
    }
}
