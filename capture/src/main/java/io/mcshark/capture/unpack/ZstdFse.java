package io.mcshark.capture.unpack;

import java.io.IOException;
import java.util.Arrays;

/**
 * A decoding table of finite state entropy codes (RFC 8878, 4.1): a state stands for a symbol and tells how many bits lead to
 * the next state.
 */
final class ZstdFse {
    private static final int MOST_SYMBOLS = 256;

    private final byte[] symbols;
    private final byte[] widths;
    private final short[] bases;
    private final short[] counts = new short[MOST_SYMBOLS];
    private final int[] next = new int[MOST_SYMBOLS];
    private final int mostLog;
    private int log;

    /** @param mostLog largest accuracy log allowed */
    ZstdFse(int mostLog) {
        this.mostLog = mostLog;
        symbols = new byte[1 << mostLog];
        widths = new byte[1 << mostLog];
        bases = new short[1 << mostLog];
    }

    /** A table of a distribution known beforehand (RFC 8878, 3.1.1.3.2.2). */
    static ZstdFse of(int log, int... distribution) {
        ZstdFse table = new ZstdFse(log);
        for (int i = 0; i < distribution.length; i++) {
            table.counts[i] = (short) distribution[i];
        }
        table.log = log;
        table.build(distribution.length);
        return table;
    }

    /** Every state stands for {@code symbol} and takes no bits. */
    void single(int symbol) {
        log = 0;
        symbols[0] = (byte) symbol;
        widths[0] = 0;
        bases[0] = 0;
    }

    /**
     * Reads a table's description, forward, from {@code at}, not beyond {@code end}.
     *
     * @param most largest symbol allowed
     * @return where it ends
     */
    int read(byte[] bytes, int at, int end, int most) throws IOException {
        long from = 8L * at;
        log = bits(bytes, from, 4) + 5;
        from += 4;
        if (log > mostLog) {
            throw new IOException("a table too large");
        }
        Arrays.fill(counts, (short) 0);
        int remaining = 1 << log, symbol = 0;
        while (remaining > 0) {
            int width = 32 - Integer.numberOfLeadingZeros(remaining + 1);
            int value = bits(bytes, from, width);
            int low = (1 << width - 1) - 1, threshold = (1 << width) - 1 - (remaining + 1);
            if ((value & low) < threshold) {
                value &= low;
                from += width - 1;
            } else {
                value -= value > low ? threshold : 0;
                from += width;
            }
            if (symbol > most || from > 8L * end) {
                throw new IOException("a malformed table");
            }
            counts[symbol++] = (short) (value - 1);
            remaining -= Math.abs(value - 1);
            if (value == 1) { // a probability of 0: two bits tell how many more follow
                int more;
                do {
                    more = bits(bytes, from, 2);
                    from += 2;
                    symbol += more;
                } while (more == 3 && symbol <= most);
            }
        }
        int used = (int) (from + 7 >> 3);
        if (remaining < 0 || used > end || symbol > most + 1) {
            throw new IOException("a malformed table");
        }
        build(symbol);
        return used;
    }

    private static int bits(byte[] bytes, long from, int width) {
        int at = (int) (from >> 3);
        int word = bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16;
        return word >>> (int) (from & 7) & (1 << width) - 1;
    }

    private void build(int count) {
        int size = 1 << log, mask = size - 1, high = size;
        for (int s = 0; s < count; s++) {
            if (counts[s] == -1) { // less than one: a single state at the end
                symbols[--high] = (byte) s;
            }
            next[s] = Math.abs(counts[s]);
        }
        int step = (size >> 1) + (size >> 3) + 3, at = 0;
        for (int s = 0; s < count; s++) {
            for (int i = 0; i < counts[s]; i++) {
                symbols[at] = (byte) s;
                do {
                    at = at + step & mask;
                } while (at >= high);
            }
        }
        for (int i = 0; i < size; i++) {
            int x = next[symbols[i] & 0xff]++;
            widths[i] = (byte) (log - (31 - Integer.numberOfLeadingZeros(x)));
            bases[i] = (short) ((x << widths[i]) - size);
        }
    }

    int start(BackwardBits in) {
        return in.read(log);
    }

    int symbol(int state) {
        return symbols[state] & 0xff;
    }

    int next(int state, BackwardBits in) {
        return bases[state] + in.read(widths[state]);
    }
}
