package io.mcshark.capture;

import java.util.Arrays;

/**
 * Where every 4096th packet of a savefile lies, for {@link PacketReader#show}. A scan fills it packet by packet; a twin of the
 * scanning reader, in another thread, may use it meanwhile. 24 bytes for 4096 packets.
 */
public final class SparseIndex {
    /** Packets from one entry to the next. */
    public static final int STEP = 4096;

    private long[] offsets = new long[64];
    private long[] times = new long[64];
    private Object[] states = new Object[64];
    private int count;
    private volatile long packets;

    /**
     * Where a packet lies.
     *
     * @param number of the packet, from 1
     * @param offset byte offset of its record in the (decompressed) file
     * @param nanos its time
     * @param state of the reader
     */
    public record Entry(long number, long offset, long nanos, Object state) {}

    /** Takes note of the packet under the cursor; to be called for each, in order. Costs next to nothing. */
    public void note(PacketReader reader) {
        long number = reader.number;
        if (number % STEP == 1) {
            add(reader);
        }
        packets = number;
    }

    private synchronized void add(PacketReader reader) {
        if (reader.number != count * (long) STEP + 1) {
            throw new IllegalStateException("packet " + reader.number + " noted out of order");
        }
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
            times = Arrays.copyOf(times, 2 * count);
            states = Arrays.copyOf(states, 2 * count);
        }
        offsets[count] = reader.offset;
        times[count] = reader.nanos;
        states[count] = reader.state();
        count++;
    }

    /** Packets noted so far. */
    public long packets() {
        return packets;
    }

    /** The last entry at or before packet {@code number}; null where there is none yet. */
    public synchronized Entry before(long number) {
        long i = Math.min((number - 1) / STEP, count - 1);
        return number < 1 || i < 0 ? null : entry((int) i);
    }

    /** The last entry before the first one later than {@code nanos}; null where there is none. Meant for files in order. */
    public synchronized Entry beforeTime(long nanos) {
        int low = 0, high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] <= nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? null : entry(low - 1);
    }

    private Entry entry(int i) {
        return new Entry(i * (long) STEP + 1, offsets[i], times[i], states[i]);
    }
}
