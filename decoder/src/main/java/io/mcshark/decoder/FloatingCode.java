package io.mcshark.decoder;

/**
 * The floating-point codes in which queries write times: IGMPv3's Max Resp Code and QQIC (RFC 3376, 4.1.1 and 4.1.7: 4 bits
 * of mantissa), MLDv2's QQIC alike, and its Maximum Response Code (RFC 3810, 5.1.3: 12 bits). Below the top bit a code is
 * its value; with it, {@code (mantissa | 1 << bits) << exponent + 3}, the exponent in the three bits between.
 *
 * @param mantissa bits of the mantissa; a code has four more
 */
public record FloatingCode(int mantissa) {
    /** One octet: 0 to 31744. */
    public static final FloatingCode OCTET = new FloatingCode(4);

    /** Two octets: 0 to 8387584. */
    public static final FloatingCode WORD = new FloatingCode(12);

    private int floating() {
        return 1 << mantissa + 3;
    }

    /** Whether {@code code} has an exponent. */
    public boolean isFloating(long code) {
        return code >= floating();
    }

    /** The value a code stands for. */
    public long value(long code) {
        if (!isFloating(code)) {
            return code;
        }
        long one = 1L << mantissa;
        return (code & one - 1 | one) << (code >> mantissa & 7) + 3;
    }

    /** The code of the greatest value that is not more than {@code value}. */
    public int code(long value) {
        if (value < floating()) {
            return (int) Math.max(value, 0);
        }
        int shift = 63 - Long.numberOfLeadingZeros(value) - mantissa;
        int exponent = shift - 3;
        if (exponent > 7) {
            return (floating() << 1) - 1;
        }
        return floating() | exponent << mantissa | (int) (value >> shift & (1 << mantissa) - 1);
    }
}
