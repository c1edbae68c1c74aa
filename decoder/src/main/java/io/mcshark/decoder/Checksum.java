package io.mcshark.decoder;

/** The Internet checksum, RFC 1071: one's complement sum of 16-bit words. */
public final class Checksum {
    /** A status as tshark's {@code *.checksum.status} has it. */
    public static final int BAD = 0, GOOD = 1, UNVERIFIED = 2, NOT_PRESENT = 3, ILLEGAL = 4;

    /** What the statuses are called. */
    public static final Names STATUS = Names.of(
            BAD, "Bad", GOOD, "Good", UNVERIFIED, "Unverified", NOT_PRESENT, "Not present", ILLEGAL, "Illegal");

    private Checksum() {}

    /** The sum of the words from {@code at} to {@code end} added to {@code sum}, not folded; an odd last byte is padded with zero. */
    public static long sum(Frame f, int at, int end, long sum) {
        int i = at;
        for (; i + 4 <= end; i += 4) {
            long word = f.u32(i);
            sum += (word >>> 16) + (word & 0xffff);
        }
        for (; i + 2 <= end; i += 2) {
            sum += f.u16(i);
        }
        return i < end ? sum + (f.u8(i) << 8) : sum;
    }

    /** The same of bytes that stand in no frame. */
    public static long sum(byte[] bytes, int at, int end, long sum) {
        for (int i = at; i < end; i++) {
            sum += (long) (bytes[i] & 0xff) << ((i - at & 1) == 0 ? 8 : 0);
        }
        return sum;
    }

    /** Whether a sum that includes the checksum field is right: all ones. */
    public static boolean good(long sum) {
        return fold(sum) == 0xffff;
    }

    /** A sum reduced to 16 bits, carries added. */
    public static int fold(long sum) {
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (int) sum;
    }

    /** The status of bytes whose checksum covers nothing else. */
    public static int status(Frame f, int at, int end) {
        return good(sum(f, at, end, 0)) ? GOOD : BAD;
    }

    /**
     * The status of a checksum over a whole layer.
     *
     * @param covered the sum of what is covered beside the layer: a pseudo-header
     * @return unverified where the packet was cut
     */
    public static int ofLayer(Frame f, int layer, long covered) {
        int end = f.end(layer);
        return end < f.declared(layer) ? UNVERIFIED : good(sum(f, f.at(layer), end, covered)) ? GOOD : BAD;
    }
}
