package io.mcshark.capture.unpack;

import java.io.IOException;

/**
 * Unpacks a compressed zstd block (RFC 8878, 3.1.1.3): literals, then sequences of "copy so many literals, then so many bytes
 * from so far back". Codes and the last three offsets are kept from block to block of a frame.
 */
final class ZstdBlock {
    /** Largest block, packed or not (RFC 8878, 3.1.1.2.4). */
    static final int MOST = 1 << 17;

    private static final int LITERAL_LOG = 9, OFFSET_LOG = 8, MATCH_LOG = 9;
    private static final int LITERAL_CODES = 35, OFFSET_CODES = 31, MATCH_CODES = 52;

    /** Distributions where the block gives none (RFC 8878, 3.1.1.3.2.2). */
    private static final ZstdFse
            LITERAL_DEFAULT =
                    ZstdFse.of(
                            6, 4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1,
                            1, 1, -1, -1, -1, -1),
            OFFSET_DEFAULT =
                    ZstdFse.of(
                            5, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1,
                            -1),
            MATCH_DEFAULT =
                    ZstdFse.of(
                            6, 1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1);

    /** What a code stands for: a base, and so many bits more (RFC 8878, 3.1.1.3.2.1.1). */
    private static final int[]
            LITERAL_BASE =
                    {
                        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64,
                        128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536
                    },
            LITERAL_BITS =
                    {
                        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11,
                        12, 13, 14, 15, 16
                    },
            MATCH_BASE =
                    {
                        3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
                        29, 30, 31, 32, 33, 34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051,
                        4099, 8195, 16387, 32771, 65539
                    },
            MATCH_BITS =
                    {
                        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                        1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
                    };

    private final ZstdHuffman huffman = new ZstdHuffman();
    private final ZstdFse literalOwn = new ZstdFse(LITERAL_LOG),
            offsetOwn = new ZstdFse(OFFSET_LOG),
            matchOwn = new ZstdFse(MATCH_LOG);
    /** In use; null before the frame's first table. */
    private ZstdFse literalCodes, offsetCodes, matchCodes;

    private final BackwardBits bits = new BackwardBits();
    private final byte[] literals = new byte[MOST];
    private int literalCount;
    /** Last offsets used, the latest first. */
    private int repeat1, repeat2, repeat3;
    /** Where the reading of the block stands. */
    private int at;

    /** Forgets the frame before. */
    void reset() {
        huffman.reset();
        literalCodes = offsetCodes = matchCodes = null;
        repeat1 = 1;
        repeat2 = 4;
        repeat3 = 8;
    }

    /**
     * Unpacks {@code block[0, size)} into {@code out} from {@code to} on, at most {@link #MOST} bytes; what is before {@code to}
     * is history.
     *
     * @param block with {@link BackwardBits#SLACK} bytes more
     * @return the end of what was unpacked
     */
    int unpack(byte[] block, int size, byte[] out, int to) throws IOException {
        at = 0;
        literals(block, size);
        return sequences(block, size, out, to);
    }

    private void literals(byte[] block, int size) throws IOException {
        int head = block[0] & 0xff, kind = head & 3, format = head >> 2 & 3;
        if (kind < 2) { // as they are, or one repeated
            int bytes = format == 1 ? 2 : format == 3 ? 3 : 1;
            literalCount = bytes == 1 ? head >> 3 : (int) (number(block, 0, bytes) >> 4);
            at = bytes;
            check(literalCount <= MOST && at + (kind == 0 ? literalCount : 1) <= size);
            if (kind == 0) {
                System.arraycopy(block, at, literals, 0, literalCount);
                at += literalCount;
            } else {
                java.util.Arrays.fill(literals, 0, literalCount, block[at++]);
            }
            return;
        }
        int width = format < 2 ? 10 : format == 2 ? 14 : 18, bytes = (4 + 2 * width + 7) / 8;
        long word = number(block, 0, bytes) >> 4;
        literalCount = (int) word & (1 << width) - 1;
        int packed = (int) (word >> width) & (1 << width) - 1;
        at = bytes;
        int end = at + packed;
        check(literalCount <= MOST && end <= size);
        if (kind == 2) {
            at = huffman.read(block, at, end);
        }
        if (format == 0) {
            huffman.decode(block, at, end - at, literals, 0, literalCount);
        } else {
            fourStreams(block, end);
        }
        at = end;
    }

    private void fourStreams(byte[] block, int end) throws IOException {
        int from = at + 6, share = (literalCount + 3) / 4;
        check(from <= end && literalCount >= 3 * share);
        for (int i = 0; i < 4; i++) {
            int length = i < 3 ? (int) number(block, at + 2 * i, 2) : end - from;
            check(length <= end - from);
            huffman.decode(block, from, length, literals, i * share, i < 3 ? share : literalCount - 3 * share);
            from += length;
        }
    }

    private int sequences(byte[] block, int size, byte[] out, int to) throws IOException {
        check(at < size);
        int count = block[at++] & 0xff;
        if (count >= 128) {
            count = count < 255
                    ? (count - 128 << 8) + (block[at++] & 0xff)
                    : (int) number(block, (at += 2) - 2, 2) + 0x7f00;
        }
        int used = 0, o = to;
        if (count > 0) {
            check(at < size);
            int modes = block[at++] & 0xff;
            check((modes & 3) == 0);
            literalCodes = codes(modes >> 6, literalCodes, literalOwn, LITERAL_DEFAULT, LITERAL_CODES, block, size);
            offsetCodes = codes(modes >> 4 & 3, offsetCodes, offsetOwn, OFFSET_DEFAULT, OFFSET_CODES, block, size);
            matchCodes = codes(modes >> 2 & 3, matchCodes, matchOwn, MATCH_DEFAULT, MATCH_CODES, block, size);
            check(at < size);
            bits.open(block, at, size - at);
            int l = literalCodes.start(bits), f = offsetCodes.start(bits), m = matchCodes.start(bits);
            int most = to + MOST;
            for (int i = 0; i < count; i++) {
                int code = offsetCodes.symbol(f);
                int value = (1 << code) + bits.read(code);
                code = matchCodes.symbol(m);
                int match = MATCH_BASE[code] + bits.read(MATCH_BITS[code]);
                code = literalCodes.symbol(l);
                int run = LITERAL_BASE[code] + bits.read(LITERAL_BITS[code]);
                if (i + 1 < count) {
                    l = literalCodes.next(l, bits);
                    m = matchCodes.next(m, bits);
                    f = offsetCodes.next(f, bits);
                }
                int offset = offset(value, run);
                check(bits.left() >= 0 && run <= literalCount - used && run + match <= most - o);
                System.arraycopy(literals, used, out, o, run);
                used += run;
                o += run;
                check(offset > 0 && offset <= o);
                copy(out, o, offset, match);
                o += match;
            }
            check(bits.left() == 0);
        } else {
            check(at == size);
        }
        int rest = literalCount - used;
        check(rest <= to + MOST - o);
        System.arraycopy(literals, used, out, o, rest);
        return o + rest;
    }

    /** The table of one kind of code (RFC 8878, 3.1.1.3.2.1): predefined, one symbol, described, or the last one again. */
    private ZstdFse codes(int mode, ZstdFse last, ZstdFse own, ZstdFse predefined, int most, byte[] block, int size)
            throws IOException {
        switch (mode) {
            case 0 -> {
                return predefined;
            }
            case 1 -> {
                int symbol = block[at++] & 0xff;
                check(symbol <= most);
                own.single(symbol);
                return own;
            }
            case 2 -> {
                at = own.read(block, at, size, most);
                return own;
            }
            default -> {
                check(last != null);
                return last;
            }
        }
    }

    /** Values up to 3 stand for offsets used before (RFC 8878, 3.1.1.5). */
    private int offset(int value, int run) {
        int offset;
        if (value > 3 || value < 0) {
            offset = value - 3;
            repeat3 = repeat2;
            repeat2 = repeat1;
            repeat1 = offset;
            return offset;
        }
        int which = run == 0 ? value + 1 : value;
        if (which == 1) {
            return repeat1;
        }
        if (which == 2) {
            offset = repeat2;
        } else {
            offset = which == 3 ? repeat3 : repeat1 - 1;
            repeat3 = repeat2;
        }
        repeat2 = repeat1;
        repeat1 = offset;
        return offset;
    }

    /** Copies forward; an offset shorter than the length repeats what was copied. */
    private static void copy(byte[] out, int to, int offset, int length) {
        if (offset >= length) {
            System.arraycopy(out, to - offset, out, to, length);
        } else {
            for (int i = 0; i < length; i++) {
                out[to + i] = out[to + i - offset];
            }
        }
    }

    private static long number(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (bytes[at + i] & 0xffL) << 8 * i;
        }
        return value;
    }

    private static void check(boolean right) throws IOException {
        if (!right) {
            throw new IOException("malformed block");
        }
    }
}
