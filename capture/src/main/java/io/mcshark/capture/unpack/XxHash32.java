package io.mcshark.capture.unpack;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The checksum of LZ4 frames: XXH32 with seed 0 (the xxHash fast digest algorithm's specification, version 0.1.1). */
final class XxHash32 {
    private static final VarHandle U32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int P1 = 0x9e3779b1, P2 = 0x85ebca77, P3 = 0xc2b2ae3d, P4 = 0x27d4eb2f, P5 = 0x165667b1;

    private final byte[] pending = new byte[16];
    private int have;
    private long total;
    private int a, b, c, d;

    XxHash32() {
        reset();
    }

    void reset() {
        a = P1 + P2;
        b = P2;
        c = 0;
        d = -P1;
        have = 0;
        total = 0;
    }

    static int of(byte[] bytes, int from, int length) {
        XxHash32 hash = new XxHash32();
        hash.update(bytes, from, length);
        return hash.value();
    }

    void update(byte[] bytes, int from, int length) {
        total += length;
        int at = from, end = from + length;
        if (have > 0) {
            int n = Math.min(16 - have, length);
            System.arraycopy(bytes, at, pending, have, n);
            have += n;
            at += n;
            if (have < 16) {
                return;
            }
            stripe(pending, 0);
            have = 0;
        }
        for (; end - at >= 16; at += 16) {
            stripe(bytes, at);
        }
        have = end - at;
        System.arraycopy(bytes, at, pending, 0, have);
    }

    private void stripe(byte[] bytes, int at) {
        a = round(a, (int) U32.get(bytes, at));
        b = round(b, (int) U32.get(bytes, at + 4));
        c = round(c, (int) U32.get(bytes, at + 8));
        d = round(d, (int) U32.get(bytes, at + 12));
    }

    private static int round(int sum, int lane) {
        return Integer.rotateLeft(sum + lane * P2, 13) * P1;
    }

    int value() {
        int h = total < 16
                ? P5
                : Integer.rotateLeft(a, 1)
                        + Integer.rotateLeft(b, 7)
                        + Integer.rotateLeft(c, 12)
                        + Integer.rotateLeft(d, 18);
        h += (int) total;
        int at = 0;
        for (; have - at >= 4; at += 4) {
            h = Integer.rotateLeft(h + (int) U32.get(pending, at) * P3, 17) * P4;
        }
        for (; at < have; at++) {
            h = Integer.rotateLeft(h + (pending[at] & 0xff) * P5, 11) * P1;
        }
        h = (h ^ h >>> 15) * P2;
        h = (h ^ h >>> 13) * P3;
        return h ^ h >>> 16;
    }
}
