package io.mcshark.decoder.analysis.streams;

/** The packets of the last so many nanoseconds, the present one among them: how many, how many bytes, and the most there ever were. */
final class Window {
    private static final int SMALLEST = 8;

    /** How many packets one window holds at most; when more come within its time it becomes shorter. */
    static final int MOST = 1 << 16;

    /** A packet is kept in one number: its length in the lower bits, above it the time since {@link #origin}. */
    private static final int LENGTH_BITS = 20;

    private static final int LONGEST = (1 << LENGTH_BITS) - 1;
    private static final long FARTHEST = 1L << Long.SIZE - LENGTH_BITS - 2;

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

    private static final long[] NONE = new long[1];

    private long[] ring = NONE;
    private int head;
    private int packets;
    private long bytes;
    private final long nanos;
    private long last;
    private long origin;
    private int mostPackets;
    private long mostBytes;
    private long mostNanos;
    private final long alarmPackets;
    private boolean alarmed;
    private long alarms;
    private final Room room;

    /** @param alarmPackets how many packets raise the alarm */
    Window(long nanos, long alarmPackets, Room room) {
        this.nanos = nanos;
        this.alarmPackets = alarmPackets;
        this.room = room;
    }

    void add(long time, int length) {
        long[] ring = this.ring;
        int mask = ring.length - 1;
        int head = this.head;
        int packets = this.packets;
        if (time < last || time - origin > FARTHEST || packets > mask || ring == NONE) {
            prepare(time);
            add(Math.max(time, last), length);
            return;
        }
        last = time;
        long from = time - origin - nanos;
        long bytes = this.bytes;
        while (packets > 0 && ring[head & mask] >> LENGTH_BITS <= from) {
            bytes -= ring[head & mask] & LONGEST;
            head++;
            packets--;
        }
        int some = Math.min(length, LONGEST);
        ring[head + packets & mask] = time - origin << LENGTH_BITS | some;
        packets++;
        bytes += some;
        this.head = head;
        this.packets = packets;
        this.bytes = bytes;
        if (bytes > mostBytes) {
            mostBytes = bytes;
            mostNanos = time;
        }
        if (packets > mostPackets) {
            mostPackets = packets;
        }
        if (packets < alarmPackets) {
            alarmed = false;
        } else if (!alarmed) {
            alarmed = true;
            alarms++;
        }
    }

    /** Makes a packet of that time fit: in time, and in room. */
    private void prepare(long time) {
        if (time < last && last - time > nanos || time - origin > FARTHEST) {
            // The clock went back, or far on: all begins anew.
            packets = 0;
            bytes = 0;
            head = 0;
            last = time;
            origin = time;
        }
        if (ring == NONE || packets == ring.length) {
            grow();
        }
    }

    /** Makes place for one more: twice as many slots, or the oldest packet goes. */
    private void grow() {
        int slots = ring == NONE ? SMALLEST : 2 * ring.length;
        if (slots > MOST || slots > SMALLEST && !room.take(slots / 2)) {
            bytes -= ring[head & ring.length - 1] & LONGEST;
            head++;
            packets--;
            return;
        }
        long[] larger = new long[slots];
        for (int i = 0; i < packets; i++) {
            larger[i] = ring[head + i & ring.length - 1];
        }
        ring = larger;
        head = 0;
    }

    long nanos() {
        return nanos;
    }

    /** Packets in the window as it is. */
    int packets() {
        return packets;
    }

    /** Bytes in the window as it is. */
    long bytes() {
        return bytes;
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

    /** How often there were enough packets for an alarm, each time after fewer. */
    long alarms() {
        return alarms;
    }

    /** The most bytes in the window, as bits per second. */
    double mostRate() {
        return mostBytes * 8e9 / nanos;
    }
}
