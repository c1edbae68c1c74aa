package io.mcshark.decoder.filter;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Byte sequences compared. */
final class Octets {
    private static final ValueLayout.OfByte U8 = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private Octets() {}

    /**
     * Less than, equal to or more than 0, as the first is less, equal or more. Bytes are unsigned.
     *
     * @param text whether they are compared as in a dictionary; otherwise the longer is the greater, as in Wireshark
     */
    static int compare(MemorySegment a, long at, int length, MemorySegment b, long from, int count, boolean text) {
        if (!text && length != count) {
            return length - count;
        }
        int both = Math.min(length, count);
        int i = 0;
        for (; i + 8 <= both; i += 8) {
            long x = a.get(U64, at + i);
            long y = b.get(U64, from + i);
            if (x != y) {
                return Long.compareUnsigned(x, y);
            }
        }
        for (; i < both; i++) {
            int x = get(a, at + i);
            int y = get(b, from + i);
            if (x != y) {
                return x - y;
            }
        }
        return length - count;
    }

    static int get(MemorySegment segment, long at) {
        return segment.get(U8, at) & 0xff;
    }

    /** Whether the first holds the second; nothing holds the empty sequence, as in Wireshark. */
    static boolean contains(MemorySegment a, long at, int length, MemorySegment b, long from, int count) {
        if (count == 0 || count > length) {
            return false;
        }
        byte first = b.get(U8, from);
        for (long i = at, last = at + length - count; i <= last; i++) {
            if (a.get(U8, i) == first && compare(a, i + 1, count - 1, b, from + 1, count - 1, true) == 0) {
                return true;
            }
        }
        return false;
    }
}
