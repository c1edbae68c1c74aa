package io.mcshark.decoder.groups;

/** Addresses from and to text. The parsers refuse what is ambiguous; the writers give the canonical form. */
public final class AddressText {
    private static final String HEX = "0123456789abcdef";

    private AddressText() {}

    /** @return the address as 32 unsigned bits, or -1 if {@code text} is not four decimal bytes without leading zeros */
    public static long parseIpv4(String text) {
        long address = 0;
        int value = 0, digits = 0, dots = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c >= '0' && c <= '9' && digits < 3 && (digits == 0 || value > 0)) {
                value = value * 10 + c - '0';
                digits++;
            } else if (c == '.' && digits > 0 && value <= 255 && dots < 3) {
                address = address << 8 | value;
                dots++;
                value = digits = 0;
            } else {
                return -1;
            }
        }
        return dots == 3 && digits > 0 && value <= 255 ? address << 8 | value : -1;
    }

    /**
     * Parses an IPv6 address (RFC 4291 s2.2, all three forms, without a zone).
     *
     * @param into receives the high and the low 64 bits
     * @return whether {@code text} is an address; if not, {@code into} is unchanged
     */
    public static boolean parseIpv6(String text, long[] into) {
        int[] words = new int[8];
        int count = 0, gap = -1, at = 0;
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        }
        while (at < text.length()) {
            int end = text.indexOf(':', at);
            String word = text.substring(at, end < 0 ? text.length() : end);
            if (word.isEmpty() || count == 8) {
                return false;
            }
            if (word.indexOf('.') >= 0) {
                long tail = parseIpv4(word);
                if (tail < 0 || end >= 0 || count > 6) {
                    return false;
                }
                words[count++] = (int) (tail >>> 16);
                words[count++] = (int) (tail & 0xffff);
                break;
            }
            int value = hex(word, 4);
            if (value < 0) {
                return false;
            }
            words[count++] = value;
            if (end < 0) {
                break;
            }
            at = end + 1;
            if (at == text.length()) {
                return false;
            }
            if (text.charAt(at) == ':') {
                if (gap >= 0) {
                    return false;
                }
                gap = count;
                at++;
            }
        }
        if (gap < 0 ? count != 8 : count > 7) {
            return false;
        }
        long high = 0, low = 0;
        for (int i = 0; i < 8; i++) {
            int moved = 8 - count;
            int word = gap < 0 || i < gap ? words[i] : i < gap + moved ? 0 : words[i - moved];
            high = high << 16 | low >>> 48;
            low = low << 16 | word;
        }
        into[0] = high;
        into[1] = low;
        return true;
    }

    /**
     * Parses a hardware address in any usual notation: six bytes of one or two digits between {@code :} or {@code -}, three
     * words between {@code .} or {@code :} or {@code -}, or twelve digits, whole or in halves.
     *
     * @return its 48 bits, or -1
     */
    public static long parseMac(String text) {
        String[] parts = text.split("[:.-]", -1);
        int width =
                switch (parts.length) {
                    case 1 -> 12;
                    case 2 -> 6;
                    case 3 -> 4;
                    case 6 -> 2;
                    default -> 0;
                };
        if (width == 0
                || text.chars().filter(c -> ":.-".indexOf(c) >= 0).distinct().count() > 1) {
            return -1;
        }
        long mac = 0;
        for (String part : parts) {
            if (part.isEmpty() || part.length() > width || (width > 2 && part.length() < width)) {
                return -1;
            }
            for (int i = 0; i < part.length(); i++) {
                if (digit(part.charAt(i)) > 15) {
                    return -1;
                }
            }
            mac = mac << 4 * width | Long.parseLong(part, 16);
        }
        return mac;
    }

    public static String ipv4(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    /** The canonical text of RFC 5952: lower case, the longest run of two or more zero words (the first of equals) as ::. */
    public static String ipv6(long high, long low) {
        int gap = -1, length = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && word(high, low, i + run) == 0) {
                run++;
            }
            if (run > length) {
                gap = i;
                length = run;
            }
            i += run;
        }
        StringBuilder out = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == gap) {
                out.append("::");
                i += length - 1;
                continue;
            }
            if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
                out.append(':');
            }
            out.append(Integer.toHexString(word(high, low, i)));
        }
        return out.toString();
    }

    public static String mac(long mac) {
        StringBuilder out = new StringBuilder(17);
        for (int shift = 44; shift >= 0; shift -= 4) {
            out.append(HEX.charAt((int) (mac >>> shift & 15)));
            if (shift % 8 == 0 && shift > 0) {
                out.append(':');
            }
        }
        return out.toString();
    }

    private static int word(long high, long low, int i) {
        return (int) ((i < 4 ? high >>> 48 - 16 * i : low >>> 112 - 16 * i) & 0xffff);
    }

    private static int hex(String word, int most) {
        int value = 0;
        for (int i = 0; i < word.length(); i++) {
            int digit = digit(word.charAt(i));
            if (digit > 15 || i >= most) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** The digit's value, or 16 if it is none; ASCII only. */
    private static int digit(char c) {
        return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : 16;
    }
}
