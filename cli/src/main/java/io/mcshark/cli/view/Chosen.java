package io.mcshark.cli.view;

import io.mcshark.capture.SparseIndex;
import java.util.Arrays;

/**
 * Which packets passed a filter: a bit for each, and how many there were before each block, so that a row's packet and a packet's
 * row are found quickly. Ten million packets take 1.3 MB. One thread adds, others may look meanwhile.
 */
final class Chosen {
    private static final int BLOCK = SparseIndex.STEP;
    private static final int WORDS = BLOCK / Long.SIZE;

    private long[] bits = new long[16 * WORDS];
    private long[] before = new long[16];
    private long packets;
    private long count;

    /** Takes note of the next packet. */
    synchronized void add(boolean passes) {
        int block = (int) (packets / BLOCK);
        if (packets % BLOCK == 0) {
            if (block == before.length) {
                before = Arrays.copyOf(before, 2 * block);
                bits = Arrays.copyOf(bits, 2 * bits.length);
            }
            before[block] = count;
        }
        if (passes) {
            bits[(int) (packets / Long.SIZE)] |= 1L << packets % Long.SIZE;
            count++;
        }
        packets++;
    }

    /** Takes note of some packets that did not pass. */
    synchronized void skip(int packets) {
        for (int i = 0; i < packets; i++) {
            add(false);
        }
    }

    /** Packets that passed so far. */
    synchronized long count() {
        return count;
    }

    /** Packets looked at so far. */
    synchronized long packets() {
        return packets;
    }

    /** The number, from 1, of the packet in a row, from 0; 0 when there is none yet. */
    synchronized long number(long row) {
        if (row < 0 || row >= count) {
            return 0;
        }
        int block = block(row);
        long left = row - before[block];
        int word = block * WORDS;
        while (Long.bitCount(bits[word]) <= left) {
            left -= Long.bitCount(bits[word++]);
        }
        long rest = bits[word];
        for (; left > 0; left--) {
            rest &= rest - 1;
        }
        return word * (long) Long.SIZE + Long.numberOfTrailingZeros(rest) + 1;
    }

    /** The last block with no more than {@code row} before it. */
    private int block(long row) {
        int blocks = (int) ((packets + BLOCK - 1) / BLOCK);
        int low = 0;
        int high = blocks;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (before[middle] <= row) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many packets before number {@code number} passed: the row it has, or would have. */
    synchronized long row(long number) {
        long index = Math.min(number - 1, packets);
        if (index >= packets) {
            return count;
        }
        int block = (int) (index / BLOCK);
        long row = before[block];
        int word = block * WORDS;
        for (; (word + 1) * (long) Long.SIZE <= index; word++) {
            row += Long.bitCount(bits[word]);
        }
        return row + Long.bitCount(bits[word] & (1L << index % Long.SIZE) - 1);
    }
}
