package io.mcshark.capture;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * Walks the options at the end of a pcapng block (draft-ietf-opsawg-pcapng, 3.5): code and length of 16 bits each, the value,
 * padding to four bytes. {@link #next} moves; the accessors tell about the option under the cursor.
 */
final class PcapngOptions {
    static final int END = 0, COMMENT = 1;

    private final MemorySegment segment;
    private final boolean swapped;
    private long at;
    private final long end;
    private int code;
    private int length;
    private boolean broken;

    PcapngOptions(MemorySegment segment, long at, long end, boolean swapped) {
        this.segment = segment;
        this.at = at;
        this.end = end;
        this.swapped = swapped;
        this.length = -4;
    }

    /** False at the end of the options, or where one does not fit. */
    boolean next() {
        at += 4 + (length + 3 & ~3);
        if (end - at < 4) {
            return false;
        }
        code = u16(at);
        length = u16(at + 2);
        if (code == END) {
            return false;
        }
        if (length > end - at - 4) {
            broken = true;
            return false;
        }
        return true;
    }

    /** Whether the walk ended at an option longer than the rest of its block. */
    boolean broken() {
        return broken;
    }

    int code() {
        return code;
    }

    int length() {
        return length;
    }

    String text() {
        byte[] bytes = segment.asSlice(at + 4, length).toArray(ValueLayout.JAVA_BYTE);
        int n = bytes.length;
        while (n > 0 && bytes[n - 1] == 0) {
            n--; // some writers count a terminating zero
        }
        return new String(bytes, 0, n, StandardCharsets.UTF_8);
    }

    int u8(int i) {
        return segment.get(ValueLayout.JAVA_BYTE, at + 4 + i) & 0xff;
    }

    int u32() {
        int value = segment.get(Window.U32, at + 4);
        return swapped ? Integer.reverseBytes(value) : value;
    }

    long u64() {
        long value = segment.get(Window.U64, at + 4);
        return swapped ? Long.reverseBytes(value) : value;
    }

    /** A time stamp: two halves, the higher first, in either byte order. */
    long stamp() {
        return (long) u32() << 32
                | (swapped ? Integer.reverseBytes(segment.get(Window.U32, at + 8)) : segment.get(Window.U32, at + 8))
                        & 0xffff_ffffL;
    }

    private int u16(long at) {
        short value = segment.get(Window.U16, at);
        return (swapped ? Short.reverseBytes(value) : value) & 0xffff;
    }
}
