package io.mcshark.capture.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Unpacks LZ4 frames (LZ4 Frame Format 1.6.4, LZ4 Block Format): independent and linked blocks, all block sizes, checksums of
 * header, blocks and content verified, frames one after the other, skippable frames. Dictionaries are not supported.
 *
 * <pre>
 * frame   magic 4 | FLG BD [content size 8] [dictionary 4] HC | blocks | end mark 4 = 0 | [content checksum 4]
 * block   size 4 (top bit: stored as it is) | data | [checksum 4]
 * data    sequences of: token (literal length, match length - 4), literals, match offset 2; lengths of 15 go on in octets of 255
 * </pre>
 */
final class Lz4InputStream extends InputStream {
    static final int MAGIC = 0x184d2204;
    /** A match reaches back at most so far, into the block before where blocks are linked. */
    private static final int HISTORY = 1 << 16;

    private static final int LINKED = 0x20, BLOCK_CHECKSUM = 0x10, SIZE = 8, CONTENT_CHECKSUM = 4, DICTIONARY = 1;

    private final InputStream in;
    private final byte[] word = new byte[4];
    private final XxHash32 content = new XxHash32();
    private byte[] block = new byte[0];
    /** The block before (at most {@link #HISTORY}), then this one. */
    private byte[] out = new byte[0];

    private int at;
    private int end;
    private int flags;
    private int blockMost;
    private boolean inFrame;

    Lz4InputStream(InputStream in) {
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
            if (inFrame ? !nextBlock() && !nextFrame() : !nextFrame()) {
                return -1;
            }
        }
        int n = Math.min(length, end - at);
        System.arraycopy(out, at, to, from, n);
        at += n;
        return n;
    }

    /** Reads up to the next frame's first block; false at the end of the input. */
    private boolean nextFrame() throws IOException {
        while (true) {
            int got = in.readNBytes(word, 0, 4);
            if (got == 0) {
                return false;
            }
            if (got < 4) {
                throw new EOFException("ends in a frame's magic");
            }
            int magic = word();
            if (magic == MAGIC) {
                break;
            }
            if (!Compression.skippable(magic)) {
                throw new IOException("something else follows a frame");
            }
            in.skipNBytes(u32() & 0xffff_ffffL);
        }
        byte[] head = new byte[15];
        need(head, 0, 2);
        flags = head[0];
        int size = head[1] >> 4 & 7;
        if ((flags & 0xc0) != 0x40 || size < 4) {
            throw new IOException("unknown version or block size");
        }
        if ((flags & DICTIONARY) != 0) {
            throw new IOException("needs a dictionary");
        }
        int more = (flags & SIZE) != 0 ? 8 : 0;
        need(head, 2, more + 1);
        if ((XxHash32.of(head, 0, 2 + more) >> 8 & 0xff) != (head[2 + more] & 0xff)) {
            throw new IOException("wrong header checksum");
        }
        blockMost = 1 << 8 + 2 * size;
        if (out.length < HISTORY + blockMost) {
            out = new byte[HISTORY + blockMost];
            block = new byte[blockMost];
        }
        at = end = 0;
        content.reset();
        inFrame = true;
        return true;
    }

    /** Unpacks a block; false at the end of the frame. */
    private boolean nextBlock() throws IOException {
        int size = u32();
        if (size == 0) {
            inFrame = false;
            if ((flags & CONTENT_CHECKSUM) != 0 && u32() != content.value()) {
                throw new IOException("wrong content checksum");
            }
            return false;
        }
        boolean stored = size < 0;
        size &= 0x7fff_ffff;
        if (size > blockMost) {
            throw new IOException("a block larger than the frame allows");
        }
        need(block, 0, size);
        if ((flags & BLOCK_CHECKSUM) != 0 && u32() != XxHash32.of(block, 0, size)) {
            throw new IOException("wrong block checksum");
        }
        int keep = (flags & LINKED) != 0 ? 0 : Math.min(end, HISTORY);
        System.arraycopy(out, end - keep, out, 0, keep);
        at = end = keep;
        if (stored) {
            System.arraycopy(block, 0, out, at, size);
            end = at + size;
        } else {
            try {
                end = unpack(size, at);
            } catch (IndexOutOfBoundsException e) {
                throw new IOException("malformed block", e); // the arrays' own checks are the bounds checks
            }
        }
        content.update(out, at, end - at);
        return true;
    }

    /** Unpacks {@code block[0, size)} to {@code out} from {@code to} on; returns the end. */
    private int unpack(int size, int to) throws IOException {
        int from = 0, o = to, most = to + blockMost;
        while (true) {
            int token = block[from++] & 0xff;
            int literals = token >> 4;
            if (literals == 15) {
                int more;
                do {
                    more = block[from++] & 0xff;
                    literals += more;
                } while (more == 255);
            }
            if (literals > size - from || literals > most - o) {
                throw new IOException("literals longer than the block");
            }
            System.arraycopy(block, from, out, o, literals);
            from += literals;
            o += literals;
            if (from == size) {
                return o; // the last sequence has no match
            }
            int distance = block[from] & 0xff | (block[from + 1] & 0xff) << 8;
            from += 2;
            int match = token & 15;
            if (match == 15) {
                int more;
                do {
                    more = block[from++] & 0xff;
                    match += more;
                } while (more == 255);
            }
            match += 4;
            if (distance == 0 || distance > o || match > most - o || from > size) {
                throw new IOException("a match outside the block");
            }
            copy(o, distance, match);
            o += match;
        }
    }

    /** Copies forward; a distance shorter than the length repeats what was copied. */
    private void copy(int to, int distance, int length) {
        if (distance >= length) {
            System.arraycopy(out, to - distance, out, to, length);
        } else {
            for (int i = 0; i < length; i++) {
                out[to + i] = out[to + i - distance];
            }
        }
    }

    private int u32() throws IOException {
        need(word, 0, 4);
        return word();
    }

    private int word() {
        return word[0] & 0xff | (word[1] & 0xff) << 8 | (word[2] & 0xff) << 16 | word[3] << 24;
    }

    private void need(byte[] to, int from, int length) throws IOException {
        if (in.readNBytes(to, from, length) < length) {
            throw new EOFException("cut short");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
