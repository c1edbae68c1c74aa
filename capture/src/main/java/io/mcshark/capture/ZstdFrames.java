package io.mcshark.capture;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.airlift.compress.v3.xxhash.XxHash64JavaHasher;
import io.airlift.compress.v3.zstd.ZstdIncrementalFrameDecompressor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Arrays;

/**
 * Feeds zstd frames (RFC 8878, 3.1.1) to aircompressor block by block. The library's own stream loses up to a window of good
 * bytes where the data ends early or is damaged, because it gives them out only when more follows; here the frame is then
 * ended for it, which makes it give out everything before the damage (docs/decisions/0013-decompressors.md).
 *
 * <pre>
 * frame   magic 4 | descriptor [window] [dictionary] [content size] | blocks | [checksum 4]
 * block   3 bytes: last 1 bit, type 2 bits, size 21 bits | data: as it is, one byte repeated, or packed
 * </pre>
 */
final class ZstdFrames extends InputStream {
    private static final int SINGLE = 0x20, CHECKSUM = 4, DICTIONARY = 3;
    private static final int REPEATED = 1, PACKED = 2, RESERVED = 3, LAST = 1;
    /** No packed block is smaller. */
    private static final int LEAST_PACKED = 3;

    private static final int MOST_BLOCK = 1 << 17;
    /** What the library takes. */
    private static final int MOST_WINDOW = 8 << 20;
    /** The library reads words, some of them past the input's end. */
    private static final int SLACK = 1 << 12;

    private static final byte[] NOTHING = {};

    private final InputStream in;
    private final byte[] bytes = new byte[3 + MOST_BLOCK];
    /** Off-heap, because the library wants an address. */
    private final MemorySegment input =
            Arena.ofAuto().allocate(bytes.length + 2 * SLACK, 8).asSlice(SLACK, bytes.length);

    private final ZstdIncrementalFrameDecompressor library = new ZstdIncrementalFrameDecompressor();
    private final XxHash64JavaHasher hash = new XxHash64JavaHasher(0);
    private boolean inFrame;
    private boolean checked;
    private IOException damage;

    ZstdFrames(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (library.getRequestedOutputSize() == 0) {
            if (damage != null) {
                throw damage;
            }
            try {
                if (inFrame) {
                    nextBlock();
                } else if (!nextFrame()) {
                    return -1;
                }
            } catch (IOException e) {
                damage = e;
                if (inFrame) {
                    bytes[0] = LAST; // an empty block, stored as it is
                    bytes[1] = bytes[2] = 0;
                    feed(3);
                }
            }
        }
        library.partialDecompress(null, 0, 0, to, from, from + length);
        int n = library.getOutputBufferUsed();
        if (checked) {
            hash.update(to, from, n);
        }
        return n;
    }

    /** Up to the next frame's first block; false at the end of the input. */
    private boolean nextFrame() throws IOException {
        if (checked) {
            checked = false; // once the last bytes of the frame were given out
            need(0, 4);
            if ((int) number(0, 4) != (int) hash.digest()) {
                throw new IOException("wrong checksum");
            }
        }
        while (true) {
            int got = in.readNBytes(bytes, 0, 4);
            if (got == 0) {
                return false;
            }
            need(got, 4 - got);
            int magic = (int) number(0, 4);
            if (magic == Compression.ZSTD_MAGIC) {
                break;
            }
            if (!Compression.skippable(magic)) {
                throw new IOException("something else follows a frame");
            }
            need(0, 4);
            in.skipNBytes(number(0, 4));
        }
        feed(4);
        need(0, 1);
        boolean check = (bytes[0] & CHECKSUM) != 0;
        bytes[0] &= ~CHECKSUM; // compared here: the library would give out nothing more where it is wrong
        feed(1);
        int size = library.getInputRequired();
        need(1, size - 1);
        if ((bytes[0] & DICTIONARY) != 0) {
            throw new IOException("needs a dictionary");
        }
        boolean single = (bytes[0] & SINGLE) != 0;
        long window = single ? number(1, size - 1) : (8L + (bytes[1] & 7)) << 7 + (bytes[1] >> 3 & 31);
        if (window < 0 || window > MOST_WINDOW) {
            throw new IOException("needs a window of " + Long.toUnsignedString(window) + " bytes, more than "
                    + MOST_WINDOW + "; try zstd -dc --long=31 FILE | mcshark read -");
        }
        feed(size);
        hash.reset();
        checked = check;
        inFrame = true;
        return true;
    }

    private void nextBlock() throws IOException {
        need(0, 3);
        int header = (int) number(0, 3), type = header >> 1 & 3, size = header >> 3;
        if (type == RESERVED || size > MOST_BLOCK || type == PACKED && size < LEAST_PACKED) {
            throw new IOException("malformed block header");
        }
        int packed = type == REPEATED ? 1 : size;
        need(3, packed);
        inFrame = (header & LAST) == 0;
        try {
            feed(3 + packed);
        } catch (RuntimeException e) {
            // The library waits for this block again. Zeros are a block without literals and sequences.
            Arrays.fill(bytes, 0, packed, (byte) 0);
            feed(packed);
            throw new IOException("malformed block", e);
        }
    }

    /** Has the library take the first {@code length} of {@link #bytes}. */
    private void feed(int length) {
        MemorySegment.copy(bytes, 0, input, JAVA_BYTE, 0, length);
        long address = input.address();
        library.partialDecompress(null, address, address + length, NOTHING, 0, 0);
        Reference.reachabilityFence(input);
    }

    private void need(int at, int length) throws IOException {
        if (in.readNBytes(bytes, at, length) < length) {
            throw new EOFException("cut short");
        }
    }

    private long number(int at, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xff;
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
