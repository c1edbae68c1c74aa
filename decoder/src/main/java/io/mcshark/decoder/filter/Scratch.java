package io.mcshark.decoder.filter;

import io.mcshark.decoder.Out;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Room for bytes that do not stand in the packet: text a field makes, joined slices, masked bytes. What was written stays
 * until the next {@link #clear}, even when there must be more room.
 */
final class Scratch {
    private byte[] bytes = new byte[0];
    private MemorySegment segment = MemorySegment.ofArray(bytes);
    private int size;
    private Out out;
    private byte[] outBytes;
    private MemorySegment outSegment;

    /** Forgets everything. */
    void clear() {
        size = 0;
        if (out != null) {
            out.clear();
        }
    }

    /** Room for {@code count} bytes behind what there is; returns where it begins. */
    int room(int count) {
        if (bytes.length - size < count) {
            // The old array is left to those who were lent some of it.
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count + 256));
            segment = MemorySegment.ofArray(bytes);
        }
        int at = size;
        size += count;
        return at;
    }

    void set(int at, int value) {
        bytes[at] = (byte) value;
    }

    void copy(MemorySegment from, long at, int to, int count) {
        MemorySegment.copy(from, ValueLayout.JAVA_BYTE, at, bytes, to, count);
    }

    /** What {@link #room} gave room in. */
    MemorySegment segment() {
        return segment;
    }

    /** Where text is written; it begins at {@code out().size()}. */
    Out out() {
        if (out == null) {
            out = new Out();
        }
        return out;
    }

    /** What {@link #out} wrote to. */
    MemorySegment text() {
        if (out.bytes() != outBytes) {
            outBytes = out.bytes();
            outSegment = MemorySegment.ofArray(outBytes);
        }
        return outSegment;
    }
}
