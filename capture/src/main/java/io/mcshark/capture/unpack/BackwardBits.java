package io.mcshark.capture.unpack;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A bit stream that is read from its end to its start (RFC 8878, 4.1): the highest bit set in the last byte only marks the end;
 * a number's highest bit is met first. The array must go on for {@link #SLACK} bytes after the stream.
 */
final class BackwardBits {
    static final int SLACK = 8;
    private static final VarHandle U64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int start;
    /** Bits not read yet; negative when more were asked for than there are. */
    private int left;

    void open(byte[] bytes, int start, int length) throws IOException {
        int last = length > 0 ? bytes[start + length - 1] & 0xff : 0;
        if (last == 0) {
            throw new IOException("a bit stream without an end mark");
        }
        this.bytes = bytes;
        this.start = start;
        left = 8 * length - 1 - (Integer.numberOfLeadingZeros(last) - 24);
    }

    /** The next {@code n} bits, at most 32, as a number; 0 once there are too few. */
    int read(int n) {
        left -= n;
        if (left < 0) {
            return 0;
        }
        long word = (long) U64.get(bytes, start + (left >> 3));
        return (int) (word >>> (left & 7) & (1L << n) - 1);
    }

    /** The next {@code n} bits without moving; as if zeros came before the start. */
    int peek(int n) {
        int at = left - n;
        if (at >= 0) {
            return (int) ((long) U64.get(bytes, start + (at >> 3)) >>> (at & 7)) & (1 << n) - 1;
        }
        long word = (long) U64.get(bytes, start);
        return left <= 0 ? 0 : (int) (word & (1L << left) - 1) << -at;
    }

    void skip(int n) {
        left -= n;
    }

    /** Bits not read yet; negative when more were asked for than there are. */
    int left() {
        return left;
    }
}
