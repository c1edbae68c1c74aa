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
    private static final int HEAD = 4;

    private final MemorySegment segment;
    private final boolean swapped;
    private final long end;
    private long at;
    private long following;
    private int code;
    private int length;
    private boolean broken;

    PcapngOptions(MemorySegment segment, long at, long end, boolean swapped) {
        this.segment = segment;
        this.following = at;
        this.end = end;
        this.swapped = swapped;
    }

    /** False at the end of the options, or where one does not fit. */
    boolean next() {
        at = following + HEAD;
        if (at > end) {
            return false;
        }
        code = u16(following);
        length = u16(following + 2);
        broken = code != END && length > end - at;
        following = at + (length + 3 & ~3);
        return code != END && !broken;
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
        return text(0);
    }

    /** @param skip bytes of the value before the text */
    String text(int skip) {
        byte[] bytes = segment.asSlice(at + skip, length - skip).toArray(ValueLayout.JAVA_BYTE);
        int n = bytes.length;
        while (n > 0 && bytes[n - 1] == 0) {
            n--; // some writers count a terminating zero
        }
        return new String(bytes, 0, n, StandardCharsets.UTF_8);
    }

    int u8() {
        return segment.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }

    int u32() {
        return u32(at);
    }

    long u64() {
        long value = segment.get(LittleEndian.U64, at);
        return swapped ? Long.reverseBytes(value) : value;
    }

    /** A time stamp: two words, the higher first, in either byte order. */
    long stamp() {
        return (long) u32(at) << 32 | u32(at + 4) & 0xffff_ffffL;
    }

    private int u32(long at) {
        int value = segment.get(LittleEndian.U32, at);
        return swapped ? Integer.reverseBytes(value) : value;
    }

    private int u16(long at) {
        short value = segment.get(LittleEndian.U16, at);
        return (swapped ? Short.reverseBytes(value) : value) & 0xffff;
    }
}
