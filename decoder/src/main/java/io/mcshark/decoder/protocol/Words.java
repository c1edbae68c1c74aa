package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;

/** Lines and words of protocols that are text. Places are those of {@link Field#span}: position and length. */
final class Words {
    private Words() {}

    /** One past a line's text: at its line end, or at {@code end}. */
    static int stop(Frame f, int at, int end) {
        int i = at;
        while (i < end && f.u8(i) != '\r' && f.u8(i) != '\n') {
            i++;
        }
        return i;
    }

    /** Where the line behind the one at {@code at} begins. */
    static int next(Frame f, int at, int end) {
        int i = stop(f, at, end);
        if (i < end && f.u8(i) == '\r') {
            i++;
        }
        return i < end && f.u8(i) == '\n' ? i + 1 : i;
    }

    /** The word after {@code index} others, in a text with blanks between them; {@link Field#ABSENT} for none. */
    static long word(Frame f, int at, int end, int index) {
        int i = at;
        for (int n = 0; ; n++) {
            while (i < end && f.u8(i) == ' ') {
                i++;
            }
            int from = i;
            while (i < end && f.u8(i) > ' ') {
                i++;
            }
            if (i == from) {
                return Field.ABSENT;
            }
            if (n == index) {
                return Field.span(from, i - from);
            }
        }
    }

    /** Of the text at a place, the part between slashes after {@code index} others. */
    static long slash(Frame f, long place, int index) {
        int at = (int) (place >>> 32);
        int end = at + (int) place;
        for (int n = 0; ; n++) {
            int i = at;
            while (i < end && f.u8(i) != '/') {
                i++;
            }
            if (n == index) {
                return Field.span(at, i - at);
            }
            if (i == end) {
                return Field.ABSENT;
            }
            at = i + 1;
        }
    }

    /** The text before the first {@code sign}; all of it where there is none. */
    static long before(Frame f, int at, int end, char sign) {
        int i = at;
        while (i < end && f.u8(i) != sign) {
            i++;
        }
        return Field.span(at, i - at);
    }

    /** The text behind the first {@code sign}; {@link Field#ABSENT} where there is none. */
    static long behind(Frame f, int at, int end, char sign) {
        int i = at;
        while (i < end && f.u8(i) != sign) {
            i++;
        }
        return i < end ? Field.span(i + 1, end - i - 1) : Field.ABSENT;
    }

    /** Whether a text begins with {@code word}, which is in small letters; whatever the case of the text. */
    static boolean begins(Frame f, int at, int end, String word) {
        if (at + word.length() > end) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (Character.toLowerCase(f.u8(at + i)) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The number that the text at a place begins with; {@link Field#ABSENT} where it begins with no digit or is beyond 32 bits. */
    static long number(Frame f, long place) {
        int at = (int) (place >>> 32);
        int end = at + (int) place;
        long number = Field.ABSENT;
        for (int i = at; i < end && f.u8(i) >= '0' && f.u8(i) <= '9'; i++) {
            number = (number == Field.ABSENT ? 0 : number) * 10 + f.u8(i) - '0';
            if (number > 0xffffffffL) {
                return Field.ABSENT;
            }
        }
        return number;
    }

    /** The IPv4 address that the text at a place is; {@link Field#ABSENT} where it is none. */
    static long ipv4(Frame f, long place) {
        int at = (int) (place >>> 32);
        int end = at + (int) place;
        long address = 0;
        for (int n = 0; n < 4; n++) {
            int from = at;
            long octet = 0;
            while (at < end && f.u8(at) >= '0' && f.u8(at) <= '9' && at - from < 3) {
                octet = octet * 10 + f.u8(at++) - '0';
            }
            if (at == from || octet > 255 || n < 3 && (at == end || f.u8(at++) != '.')) {
                return Field.ABSENT;
            }
            address = address << 8 | octet;
        }
        return at == end ? address : Field.ABSENT;
    }

    /** One half of the IPv6 address that the text at a place is, groups as text with one gap at most; 0 for what is wrong. */
    static long ipv6(Frame f, long place, boolean high) {
        int at = (int) (place >>> 32);
        int end = at + (int) place;
        long before = 0;
        long first = 0;
        long after = 0;
        long last = 0;
        int groups = 0;
        int behind = -1;
        while (at < end && groups < 8) {
            if (f.u8(at) == ':') {
                at++;
                if (at < end && f.u8(at) == ':') {
                    at++;
                    behind = groups;
                }
                continue;
            }
            long group = 0;
            int from = at;
            while (at < end && Character.digit(f.u8(at), 16) >= 0 && at - from < 4) {
                group = group << 4 | Character.digit(f.u8(at++), 16);
            }
            if (at == from) {
                return 0;
            }
            if (behind < 0) {
                before = before << 16 | first >>> 48;
                first = first << 16 | group;
            } else {
                after = after << 16 | last >>> 48;
                last = last << 16 | group;
            }
            groups++;
        }
        if (behind < 0) {
            return groups < 8 ? 0 : high ? before : first;
        }
        // The groups before the gap move to the front.
        int up = (8 - behind) * 16;
        long frontHigh = behind == 0 ? 0 : up >= 64 ? first << up - 64 : before << up | first >>> 64 - up;
        long frontLow = behind == 0 || up >= 64 ? 0 : first << up;
        return high ? frontHigh | after : frontLow | last;
    }
}
