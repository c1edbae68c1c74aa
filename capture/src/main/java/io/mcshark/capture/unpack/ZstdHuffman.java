package io.mcshark.capture.unpack;

import java.io.IOException;

/** The Huffman code of a block's literals (RFC 8878, 4.2): as many bits as the longest code has give symbol and length. */
final class ZstdHuffman {
    private static final int MOST_BITS = 11, MOST_SYMBOLS = 256, MOST_WEIGHT_LOG = 6;

    private final byte[] symbols = new byte[1 << MOST_BITS];
    private final byte[] widths = new byte[1 << MOST_BITS];
    private final int[] weights = new int[MOST_SYMBOLS + 1];
    private final ZstdFse weightCodes = new ZstdFse(MOST_WEIGHT_LOG);
    private final BackwardBits in = new BackwardBits();
    private int bits;

    /** Forgets the code of the block before. */
    void reset() {
        bits = 0;
    }

    /** Reads a code's description from {@code at}, not beyond {@code end}; returns where it ends. */
    int read(byte[] bytes, int at, int end) throws IOException {
        int head = bytes[at++] & 0xff, count, used;
        if (head < 128) {
            used = at + head;
            check(used <= end);
            count = packedWeights(bytes, at, used);
        } else {
            count = head - 127;
            used = at + (count + 1) / 2;
            check(used <= end);
            for (int i = 0; i < count; i++) {
                int two = bytes[at + i / 2] & 0xff;
                weights[i] = i % 2 == 0 ? two >> 4 : two & 15;
            }
        }
        build(count);
        return used;
    }

    /** Two states take turns until the bits are used up (RFC 8878, 4.2.1.2). */
    private int packedWeights(byte[] bytes, int at, int end) throws IOException {
        int from = weightCodes.read(bytes, at, end, MOST_BITS + 1);
        in.open(bytes, from, end - from);
        int one = weightCodes.start(in), two = weightCodes.start(in), count = 0;
        while (true) {
            check(count < MOST_SYMBOLS - 2);
            weights[count++] = weightCodes.symbol(one);
            one = weightCodes.next(one, in);
            if (in.left() < 0) {
                weights[count++] = weightCodes.symbol(two);
                return count;
            }
            int swap = one;
            one = two;
            two = swap;
        }
    }

    /** The last weight is not written: it fills the sum up to a power of two. */
    private void build(int count) throws IOException {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            check(weights[i] <= MOST_BITS);
            sum += weights[i] == 0 ? 0 : 1 << weights[i] - 1;
        }
        check(sum > 0);
        bits = 32 - Integer.numberOfLeadingZeros(sum);
        int rest = (1 << bits) - sum;
        check(bits <= MOST_BITS && Integer.bitCount(rest) == 1);
        weights[count] = 32 - Integer.numberOfLeadingZeros(rest);
        int at = 0;
        for (int weight = 1; weight <= bits; weight++) {
            for (int s = 0; s <= count; s++) {
                if (weights[s] == weight) {
                    int span = 1 << weight - 1;
                    java.util.Arrays.fill(symbols, at, at + span, (byte) s);
                    java.util.Arrays.fill(widths, at, at + span, (byte) (bits + 1 - weight));
                    at += span;
                }
            }
        }
    }

    /** Decodes {@code count} symbols from the stream at {@code from} of {@code length} bytes. */
    void decode(byte[] bytes, int from, int length, byte[] to, int at, int count) throws IOException {
        check(bits > 0);
        in.open(bytes, from, length);
        for (int i = at; i < at + count; i++) {
            int index = in.peek(bits);
            to[i] = symbols[index];
            in.skip(widths[index]);
        }
        check(in.left() == 0);
    }

    private static void check(boolean right) throws IOException {
        if (!right) {
            throw new IOException("malformed literals");
        }
    }
}
