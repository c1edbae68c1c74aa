package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;

/**
 * Domain names in messages: RFC 1035, 3.1 and 4.1.4; RFC 6762, appendix F (they are UTF-8 there).
 *
 * <pre>
 * 00......  label: its length in 6 bits, then that many bytes; length 0 ends the name
 * 11......  pointer: 14 bits, distance from the message's first byte to where the name goes on
 * </pre>
 *
 * A name is made into text where it is shown and kept nowhere. Pointers can loop and can multiply a few bytes into long names, so both are
 * limited.
 */
final class DnsName {
    /** The most characters shown; RFC 1035, 3.1 allows 255. */
    private static final int MAX_CHARACTERS = 1024;

    /** The most pointers followed: a name of 255 bytes has no room for more labels than this. */
    private static final int MAX_POINTERS = 128;

    private static final int LABEL = 0x00, POINTER = 0xc0, FORM = 0xc0;
    private static final int LOOPS = -1, TOO_LONG = -2, OUTSIDE = -3;
    private static final String ROOT = "<Root>", LOOP_TEXT = "<Name contains a pointer that loops>";
    private static final String LONG_TEXT = "<Name too long>";

    private DnsName() {}

    /** One past the bytes that a name takes where it stands; -1 when it does not end before {@code end}. */
    static int after(Frame f, int at, int end) {
        int i = at;
        while (i < end) {
            int octet = f.u8(i);
            if (octet == 0) {
                return i + 1;
            }
            if ((octet & FORM) == POINTER) {
                return i + 2 <= end ? i + 2 : -1;
            }
            if ((octet & FORM) != LABEL) {
                return -1;
            }
            i += 1 + octet;
        }
        return -1;
    }

    /** Appends a name; nothing when it leads out of the message. */
    static void put(Frame f, int at, Out out) {
        put(f, at, 0, Integer.MAX_VALUE, out);
    }

    /** Appends the labels from number {@code first} on and before number {@code last}. */
    static void put(Frame f, int at, int first, int last, Out out) {
        int before = out.size();
        long found = read(f, at, first, last, out);
        if (found <= 0) {
            out.size(before);
            out.put(found == 0 && first == 0 ? ROOT : found == LOOPS ? LOOP_TEXT : found == TOO_LONG ? LONG_TEXT : "");
        }
    }

    /** How many characters a name's text has, escapes counted as the bytes they stand for. */
    static long characters(Frame f, int at, int end) {
        long found = read(f, at, 0, 0, null);
        return switch ((int) (found >> 32)) {
            case 0 -> ROOT.length();
            case -1 -> found == LOOPS ? LOOP_TEXT.length() : found == TOO_LONG ? LONG_TEXT.length() : Field.ABSENT;
            default -> found >> 32;
        };
    }

    /** How many labels a name has; 1 for the root, as tshark counts. */
    static long labels(Frame f, int at, int end) {
        long found = read(f, at, 0, 0, null);
        return found == OUTSIDE ? Field.ABSENT : found <= 0 ? 1 : (int) found;
    }

    /** Whether a name loops, is too long or leads out of the message. */
    static boolean isBad(Frame f, int at, int end) {
        return read(f, at, 0, 0, null) < 0;
    }

    /** Goes through a name: characters &lt;&lt; 32 | labels, or what is wrong with it. */
    private static long read(Frame f, int at, int first, int last, Out out) {
        int layer = f.inside(Dns.H, at); // not DnsMessage.H: NBNS comes here before DNS is declared
        if (layer < 0) {
            return OUTSIDE;
        }
        int start = DnsMessage.start(f, layer);
        int end = f.end(layer);
        long characters = 0;
        int labels = 0;
        int pointers = 0;
        int i = at;
        while (i < end) {
            int octet = f.u8(i);
            if (octet == 0) {
                return characters << 32 | labels;
            }
            if ((octet & FORM) == POINTER) {
                if (i + 2 > end) {
                    return OUTSIDE;
                }
                if (++pointers > MAX_POINTERS) {
                    return LOOPS;
                }
                i = start + (f.u16(i) & 0x3fff);
                continue;
            }
            if ((octet & FORM) != LABEL || i + 1 + octet > end) {
                return OUTSIDE;
            }
            characters += octet + (labels > 0 ? 1 : 0);
            if (characters > MAX_CHARACTERS) {
                return TOO_LONG;
            }
            if (out != null && labels >= first && labels < last) {
                label(f, i + 1, octet, labels > first ? out.put('.') : out);
            }
            labels++;
            i += 1 + octet;
        }
        return OUTSIDE;
    }

    /** Control characters as three octal digits, as Wireshark writes them. */
    private static void label(Frame f, int at, int length, Out out) {
        int from = at;
        for (int i = at; i < at + length; i++) {
            int octet = f.u8(i);
            if (octet < 0x20 || octet == 0x7f) {
                out.safe(f.segment(), f.base() + from, i - from);
                out.put('\\').dec(octet >> 6).dec(octet >> 3 & 7).dec(octet & 7);
                from = i + 1;
            }
        }
        out.safe(f.segment(), f.base() + from, at + length - from);
    }

    /** Declares a name in a record, {@code from} bytes from the base of its header. */
    static Field field(Header h, int from, String name, String label) {
        return h.text(name, label, (f, at, end, out) -> put(f, at + from, out)).plain();
    }
}
