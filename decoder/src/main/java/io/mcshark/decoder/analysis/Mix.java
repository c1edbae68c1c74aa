package io.mcshark.decoder.analysis;

/** Two numbers made into one that looks random: for finding equal ones, not for secrets. */
public final class Mix {
    private static final long A = 0x9e3779b97f4a7c15L, B = 0xd6e8feb86659fd93L;

    private Mix() {}

    public static long of(long a, long b) {
        long x = a ^ A;
        long y = b ^ B;
        return Math.multiplyHigh(x, y) ^ x * y ^ Long.rotateLeft(b, 32); // the last, since x may be 0
    }
}
