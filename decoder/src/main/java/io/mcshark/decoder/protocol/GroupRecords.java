package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;

/**
 * The group records of IGMPv3 and MLDv2 reports in words (RFC 3376, 4.2.4; RFC 3810, 5.2.4). The two differ in the size of
 * an address only: type 1, auxiliary words 1, number of sources 2, group, sources, auxiliary data.
 *
 * <pre>
 * IS_IN {S}  is-in G from {S}       IS_EX {S}  is-ex G except {S}
 * TO_IN {}   leave G                TO_IN {S}  join G from {S}
 * TO_EX {}   join G                 TO_EX {S}  join G except {S}
 * ALLOW {S}  allow G from {S}       BLOCK {S}  block G from {S}
 * </pre>
 */
final class GroupRecords {
    static final int IS_IN = 1, IS_EX = 2, TO_IN = 3, TO_EX = 4, ALLOW = 5, BLOCK = 6;

    /** How much of a long list a line shows. */
    private static final int RECORDS = 6, SOURCES = 4;

    private GroupRecords() {}

    /** Bytes of a record before its sources. */
    static int head(int address) {
        return 4 + address;
    }

    /** Bytes of the record at {@code at} as its counts declare them; {@code address} is 4 or 16. */
    static int bytes(Frame f, int at, int address) {
        return head(address) + f.u16(at + 2) * address + f.u8(at + 1) * 4;
    }

    /**
     * One past the last of {@code count} records from {@code at} on, as they declare it; where a record begins past {@code
     * end}, so much that it does not fit.
     */
    static int end(Frame f, int at, int end, int count, int address) {
        int from = at;
        for (int i = 0; i < count; i++) {
            if (from + head(address) > end) {
                return from + head(address);
            }
            from += bytes(f, from, address);
        }
        return from;
    }

    /** The place of a record's auxiliary data; none when there is none or it does not fit. */
    static long auxiliary(Frame f, int at, int end, int address) {
        int bytes = f.u8(at + 1) * 4;
        int from = at + bytes(f, at, address) - bytes;
        return bytes == 0 || from + bytes > end ? Field.ABSENT : Field.span(from, bytes);
    }

    /** Appends {@code count} records from {@code at} on, as far as they lie before {@code end}. */
    static void put(Frame f, int at, int end, int count, int address, Out out) {
        int from = at;
        for (int i = 0; i < count && from + head(address) <= end; i++) {
            if (i == RECORDS) {
                out.put(" and ").dec(count - i).put(" more");
                return;
            }
            out.put(i == 0 ? "" : ", ");
            put(f, from, end, address, out);
            from += bytes(f, from, address);
        }
    }

    private static void put(Frame f, int at, int end, int address, Out out) {
        int type = f.u8(at);
        int count = f.u16(at + 2);
        switch (type) {
            case IS_IN -> out.put("is-in");
            case IS_EX -> out.put("is-ex");
            case TO_IN -> out.put(count == 0 ? "leave" : "join");
            case TO_EX -> out.put("join");
            case ALLOW -> out.put("allow");
            case BLOCK -> out.put("block");
            default -> out.put("record ").dec(type);
        }
        address(f, at + 4, address, out.put(' '));
        boolean exclude = type == IS_EX || type == TO_EX;
        if (count > 0 || !exclude && type != TO_IN) {
            sources(f, at + head(address), end, count, address, out.put(exclude ? " except " : " from "));
        }
    }

    /** Appends {@code count} addresses from {@code at} on in braces, as far as they lie before {@code end}. */
    static void sources(Frame f, int at, int end, int count, int address, Out out) {
        int there = Math.min(count, (end - at) / address);
        // One more than the limit is shown rather than counted.
        int shown = there == SOURCES + 1 ? there : Math.min(there, SOURCES);
        out.put('{');
        for (int i = 0; i < shown; i++) {
            address(f, at + i * address, address, out.put(i == 0 ? "" : ", "));
        }
        if (shown < count) {
            out.put(shown == 0 ? "" : " and ").dec(count - shown).put(" more");
        }
        out.put('}');
    }

    /** Appends a time counted in parts of a second, {@code decimals} of them: 416 with one is 41.6 s. */
    static void seconds(long time, int decimals, Out out) {
        long one = decimals == 1 ? 10 : 1000;
        out.dec(time / one);
        long rest = time % one;
        if (rest != 0) {
            while (rest % 10 == 0) {
                rest /= 10;
                decimals--;
            }
            out.put('.').dec(rest, decimals);
        }
        out.put(" s");
    }

    static void address(Frame f, int at, int address, Out out) {
        if (address == 4) {
            out.ipv4(f.i32(at));
        } else {
            out.ipv6(f.u64(at), f.u64(at + 8));
        }
    }
}
