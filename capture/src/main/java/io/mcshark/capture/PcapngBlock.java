package io.mcshark.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A pcapng block that is no packet, little-endian, put together piece by piece; options with nothing to tell are left out. */
final class PcapngBlock {
    private static final int FRAME = 12, LONGEST_OPTION = 0xffff;

    private byte[] bytes = new byte[256];
    private int have;
    private boolean options;

    PcapngBlock u32(int value) {
        for (int i = 0; i < 4; i++) {
            put(value >>> 8 * i);
        }
        return this;
    }

    PcapngBlock u64(long value) {
        return u32((int) value).u32((int) (value >>> 32));
    }

    /** A time in nanoseconds: the higher word first. */
    PcapngBlock time(long nanos) {
        return u32((int) (nanos >>> 32)).u32((int) nanos);
    }

    PcapngBlock text(int code, String text) {
        return text == null ? this : option(code, text.getBytes(StandardCharsets.UTF_8));
    }

    PcapngBlock time(int code, long nanos) {
        return nanos < 0 ? this : head(code, 8).time(nanos);
    }

    PcapngBlock counter(int code, long count) {
        return count < 0 ? this : head(code, 8).u64(count);
    }

    PcapngBlock option(int code, byte... value) {
        int n = Math.min(value.length, LONGEST_OPTION);
        head(code, n);
        for (int i = 0; i < n; i++) {
            put(value[i]);
        }
        while (have % 4 != 0) {
            put(0);
        }
        return this;
    }

    private PcapngBlock head(int code, int length) {
        options = true;
        return u32(code | length << 16);
    }

    private void put(int octet) {
        if (have == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * have);
        }
        bytes[have++] = (byte) octet;
    }

    void writeTo(RecordFile out, int type) throws IOException {
        if (options) {
            u32(PcapngOptions.END);
        }
        int whole = have + FRAME;
        int at = out.begin(whole);
        ByteBuffer to = out.bytes();
        to.putInt(at, type);
        to.putInt(at + 4, whole);
        to.put(at + 8, bytes, 0, have);
        to.putInt(at + 8 + have, whole);
        out.end(whole);
    }
}
