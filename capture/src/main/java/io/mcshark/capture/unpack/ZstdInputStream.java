package io.mcshark.capture.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Unpacks zstd frames (RFC 8878) one after the other, skippable ones skipped, checksums verified; windows of up to 128 MiB, as
 * the zstd program takes them. Dictionaries are not supported.
 *
 * <pre>
 * frame   magic 4 | descriptor [window] [dictionary] [content size] | blocks | [checksum 4]
 * block   3 bytes: last 1 bit, type 2 bits, size 21 bits | data: as it is, one byte repeated, or packed ({@link ZstdBlock})
 * </pre>
 */
final class ZstdInputStream extends InputStream {
    static final int MAGIC = 0xfd2f_b528;
    private static final int MOST_WINDOW = 128 << 20, LEAST_OUT = 1 << 18;
    private static final int RAW = 0, REPEATED = 1, PACKED = 2;

    private final InputStream in;
    private final byte[] head = new byte[14];
    private final byte[] block = new byte[ZstdBlock.MOST + BackwardBits.SLACK];
    private final ZstdBlock unpacker = new ZstdBlock();
    private final XxHash64 hash = new XxHash64();

    /** History, then the block that is given out: {@code at <= end}. Grows to the window and a quarter as bytes come. */
    private byte[] out = new byte[LEAST_OUT];

    private int at;
    private int end;
    private int window;
    private boolean checked;
    private boolean inFrame;

    ZstdInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        while (at == end) {
            if (!inFrame && !nextFrame()) {
                return -1;
            }
            nextBlock();
        }
        int n = Math.min(length, end - at);
        System.arraycopy(out, at, to, from, n);
        at += n;
        return n;
    }

    /** Reads up to the next frame's first block; false at the end of the input. */
    private boolean nextFrame() throws IOException {
        while (true) {
            int got = in.readNBytes(head, 0, 4);
            if (got == 0) {
                return false;
            }
            if (got < 4) {
                throw new EOFException();
            }
            int magic = (int) number(0, 4);
            if (magic == MAGIC) {
                break;
            }
            if (!Compression.skippable(magic)) {
                throw new IOException("something else follows a frame");
            }
            need(head, 0, 4);
            in.skipNBytes(number(0, 4));
        }
        need(head, 0, 1);
        int descriptor = head[0];
        boolean single = (descriptor & 0x20) != 0;
        int sizeBytes =
                switch (descriptor >> 6 & 3) {
                    case 0 -> single ? 1 : 0;
                    case 1 -> 2;
                    case 2 -> 4;
                    default -> 8;
                };
        int windowBytes = single ? 0 : 1, idBytes = new int[] {0, 1, 2, 4}[descriptor & 3];
        need(head, 0, windowBytes + idBytes + sizeBytes);
        if ((descriptor & 8) != 0 || number(windowBytes, idBytes) != 0) {
            throw new IOException((descriptor & 8) != 0 ? "unknown frame header" : "needs a dictionary");
        }
        long size = number(windowBytes + idBytes, sizeBytes) + (sizeBytes == 2 ? 256 : 0);
        long least = 1L << 10 + (head[0] >> 3 & 31);
        long wanted = single ? size : least + (least >> 3) * (head[0] & 7);
        if (wanted < 0 || wanted > MOST_WINDOW) {
            throw new IOException(
                    "needs a window of " + Long.toUnsignedString(wanted) + " bytes, more than " + MOST_WINDOW);
        }
        window = (int) wanted;
        checked = (descriptor & 4) != 0;
        at = end = 0;
        hash.reset();
        unpacker.reset();
        inFrame = true;
        return true;
    }

    private void nextBlock() throws IOException {
        need(head, 0, 3);
        int header = (int) number(0, 3), size = header >> 3, type = header >> 1 & 3;
        if (size > ZstdBlock.MOST || type > PACKED) {
            throw new IOException("malformed block header");
        }
        need(block, 0, type == REPEATED ? 1 : size);
        makeRoom();
        int from = end;
        switch (type) {
            case RAW -> System.arraycopy(block, 0, out, from, size);
            case REPEATED -> Arrays.fill(out, from, from + size, block[0]);
            default -> {
                try {
                    size = unpacker.unpack(block, size, out, from) - from;
                } catch (IndexOutOfBoundsException e) {
                    throw new IOException("malformed block", e);
                }
            }
        }
        hash.update(out, from, size);
        if ((header & 1) != 0) {
            inFrame = false;
            if (checked) {
                checksum(size);
            }
        }
        end = from + size;
    }

    /** The bytes of a block that fails the checksum are not given out. */
    private void checksum(int size) throws IOException {
        need(head, 0, 4);
        if ((int) number(0, 4) != (int) hash.value()) {
            throw new IOException("wrong checksum");
        }
    }

    /** Makes room for a block after the history. */
    private void makeRoom() throws IOException {
        if (out.length - end >= ZstdBlock.MOST) {
            return;
        }
        int most = window + Math.max(window / 4, 2 * ZstdBlock.MOST);
        if (out.length < most) {
            try {
                out = Arrays.copyOf(out, (int) Math.min(2L * out.length, most));
            } catch (OutOfMemoryError e) {
                throw new IOException("needs a window of " + window + " bytes, more than there is memory", e);
            }
            if (out.length - end >= ZstdBlock.MOST) {
                return;
            }
        }
        int keep = Math.min(window, end);
        System.arraycopy(out, end - keep, out, 0, keep);
        at = end = keep;
    }

    private long number(int from, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (head[from + i] & 0xffL) << 8 * i;
        }
        return value;
    }

    private void need(byte[] to, int from, int length) throws IOException {
        if (in.readNBytes(to, from, length) < length) {
            throw new EOFException();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
