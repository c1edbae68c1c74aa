package io.mcshark.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds records near a file's end without reading what is before them, so that the last packets can be shown of a file that
 * takes long to read. Looks at {@link #MOST} bytes at most; what it finds is a chain of records, each beginning where
 * the one before ends, that ends where the file does.
 */
final class FromEnd {
    /** The last bytes that are looked at; more of them where that is too little. */
    static final int FEW = 1 << 17, MOST = 1 << 20;

    private final ByteBuffer bytes;
    private final long start;

    private FromEnd(ByteBuffer bytes, long start) {
        this.bytes = bytes;
        this.start = start;
    }

    /**
     * The end of a file.
     *
     * @param size of the file
     * @param most bytes
     */
    static FromEnd of(ByteSource source, long size, int most, boolean swapped) throws IOException {
        long start = Math.max(0, size - most);
        ByteBuffer bytes = ByteBuffer.allocate((int) (size - start));
        while (bytes.hasRemaining()) {
            int n = source.read(bytes, start + bytes.position());
            if (n <= 0) {
                break;
            }
        }
        bytes.flip();
        return new FromEnd(bytes.order(swapped ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN), start);
    }

    /** A number of 32 bits at an index. */
    int u32(int at) {
        return bytes.getInt(at);
    }

    /** How many bytes there are. */
    int size() {
        return bytes.limit();
    }

    /** Tells how long the record would be that began at an index. */
    interface Length {
        /** @return its length in all; 0 when none begins there */
        int at(FromEnd end, int index);
    }

    /**
     * Where the chain of records begins that has {@code count} of them up to the end of the file.
     *
     * <p>Bytes of a packet may look like a record, and even lead into the chain of the true ones; so the longest chain is taken,
     * and of it only the last part.
     *
     * @return an offset in the file; -1 when there are not twice as many
     */
    long chain(int count, Length length) {
        int size = size();
        int[] links = new int[size + 1]; // how many records follow from an index; 0 for no chain
        int longest = size;
        for (int i = size - 1; i >= 0; i--) {
            int bytes = length.at(this, i);
            int next = i + bytes;
            if (bytes > 0 && next > i && (next == size || next < size && links[next] > 0)) {
                links[i] = 1 + (next == size ? 0 : links[next]);
                longest = links[i] > (longest == size ? 0 : links[longest]) ? i : longest;
            }
        }
        if (longest == size || links[longest] < 2 * count && start > 0) {
            return -1;
        }
        int at = longest;
        while (links[at] > count) {
            at += length.at(this, at);
        }
        return start + at;
    }

    /** Where the last {@code count} blocks begin that have their length at their end, too; -1 when they do not. */
    long blocks(int count, Length length) {
        int at = size();
        for (int i = 0; i < count; i++) {
            int bytes = at < 4 ? 0 : u32(at - 4) + 3 & ~3;
            if (bytes <= 0 || bytes > at || length.at(this, at - bytes) != bytes) {
                return at == size() ? -1 : start + at;
            }
            at -= bytes;
        }
        return start + at;
    }
}
