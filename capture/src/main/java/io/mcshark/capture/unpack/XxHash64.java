package io.mcshark.capture.unpack;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The checksum of zstd frames: XXH64 with seed 0 (the xxHash fast digest algorithm's specification, version 0.1.1). */
final class XxHash64 {
    private static final VarHandle U64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle U32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long P1 = 0x9e3779b185ebca87L,
            P2 = 0xc2b2ae3d27d4eb4fL,
            P3 = 0x165667b19e3779f9L,
            P4 = 0x85ebca77c2b2ae63L,
            P5 = 0x27d4eb2f165667c5L;
    private static final int STRIPE = 32;

    private final byte[] pending = new byte[STRIPE];
    private int have;
    private long total;
    private long a, b, c, d;

    XxHash64() {
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

    void update(byte[] bytes, int from, int length) {
        total += length;
        int at = from, end = from + length;
        if (have > 0) {
            int n = Math.min(STRIPE - have, length);
            System.arraycopy(bytes, at, pending, have, n);
            have += n;
            at += n;
            if (have < STRIPE) {
                return;
            }
            stripe(pending, 0);
            have = 0;
        }
        for (; end - at >= STRIPE; at += STRIPE) {
            stripe(bytes, at);
        }
        have = end - at;
        System.arraycopy(bytes, at, pending, 0, have);
    }

    private void stripe(byte[] bytes, int at) {
        a = round(a, (long) U64.get(bytes, at));
        b = round(b, (long) U64.get(bytes, at + 8));
        c = round(c, (long) U64.get(bytes, at + 16));
        d = round(d, (long) U64.get(bytes, at + 24));
    }

    private static long round(long sum, long lane) {
        return Long.rotateLeft(sum + lane * P2, 31) * P1;
    }

    private static long merge(long h, long lane) {
        return (h ^ round(0, lane)) * P1 + P4;
    }

    long value() {
        long h = P5;
        if (total >= STRIPE) {
            h = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
            h = merge(merge(merge(merge(h, a), b), c), d);
        }
        h += total;
        int at = 0;
        for (; have - at >= 8; at += 8) {
            h = Long.rotateLeft(h ^ round(0, (long) U64.get(pending, at)), 27) * P1 + P4;
        }
        if (have - at >= 4) {
            h = Long.rotateLeft(h ^ ((int) U32.get(pending, at) & 0xffff_ffffL) * P1, 23) * P2 + P3;
            at += 4;
        }
        for (; at < have; at++) {
            h = Long.rotateLeft(h ^ (pending[at] & 0xff) * P5, 11) * P1;
        }
        h = (h ^ h >>> 33) * P2;
        h = (h ^ h >>> 29) * P3;
        return h ^ h >>> 32;
    }
}
