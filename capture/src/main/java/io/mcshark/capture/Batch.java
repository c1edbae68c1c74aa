package io.mcshark.capture;

import java.lang.foreign.MemorySegment;

/**
 * Consecutive packets that lie whole in one stretch of memory, for another thread than the reader's to look at. Filled by
 * {@link PacketReader#fill}; its memory is its own until {@link PacketReader#done} gives it back.
 *
 * <p>Threads: one at a time; handing it over must be a happens-before edge.
 */
public final class Batch {
    private static final int MOST = 1 << 14;

    final long[] at = new long[MOST];
    final int[] captured = new int[MOST], length = new int[MOST], linkType = new int[MOST];
    final long[] nanos = new long[MOST];
    MemorySegment segment = MemorySegment.NULL;
    int size;
    long first;

    void begin(PacketReader reader) {
        segment = reader.segment;
        first = reader.number;
        size = 0;
    }

    void add(PacketReader reader) {
        int i = size++;
        at[i] = reader.at;
        captured[i] = reader.captured;
        length[i] = reader.length;
        linkType[i] = reader.linkType;
        nanos[i] = reader.nanos;
    }

    boolean full() {
        return size == MOST;
    }

    public int size() {
        return size;
    }

    /** Number of its first packet in the file; the others follow without a gap. */
    public long first() {
        return first;
    }

    /** Where the bytes of all its packets are. */
    public MemorySegment segment() {
        return segment;
    }

    /** Of packet {@code i}'s first byte in {@link #segment}. */
    public long at(int i) {
        return at[i];
    }

    /** Bytes in the file. */
    public int captured(int i) {
        return captured[i];
    }

    /** Bytes on the wire. */
    public int length(int i) {
        return length[i];
    }

    /** LINKTYPE_ number, -1 for what is no packet. */
    public int linkType(int i) {
        return linkType[i];
    }

    /** When captured, nanoseconds since 1970. */
    public long nanos(int i) {
        return nanos[i];
    }
}
