package io.mcshark.decoder.groups;

import java.util.Locale;

/**
 * One row of a group registry.
 *
 * @param first the range's first address as written in the registry ({@code ff0x::fb}: x is any scope)
 * @param last its last address, inclusive
 * @param firstHigh the first address: its high 64 bits, 0 for IPv4
 * @param firstLow its low 64 bits; for IPv4 the address as 32 unsigned bits
 * @param lastHigh the same of the last address
 * @param lastLow the same of the last address
 * @param anyScope whether the scope digit is open; it is 0 in the numbers then
 * @param name as registered, or what it is used for
 * @param reference RFC and section, registry and date, or source
 * @param note more to know, or empty
 */
public record Entry(
        String first,
        String last,
        long firstHigh,
        long firstLow,
        long lastHigh,
        long lastLow,
        boolean anyScope,
        String name,
        Kind kind,
        String reference,
        Status status,
        String note) {

    /** What a row describes. */
    public enum Kind {
        /** One of the registry's top-level ranges. */
        BLOCK,
        /** Structure within a block. */
        PART,
        /** An assigned or customary address or range. */
        GROUP;

        static Kind of(String token) {
            return switch (token) {
                case "block" -> BLOCK;
                case "part" -> PART;
                case "group" -> GROUP;
                default -> throw new IllegalArgumentException(token);
            };
        }
    }

    /** What the registry says of a row. */
    public enum Status {
        ASSIGNED,
        RESERVED,
        UNASSIGNED,
        EXPERIMENTAL,
        DEPRECATED,
        HISTORIC,
        /** In no registry: the customary default of a well-known program. */
        UNOFFICIAL;

        /** The word used in output. */
        public String token() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String token) {
            return switch (token) {
                case "assigned" -> ASSIGNED;
                case "reserved" -> RESERVED;
                case "unassigned" -> UNASSIGNED;
                case "experimental" -> EXPERIMENTAL;
                case "deprecated" -> DEPRECATED;
                case "historic" -> HISTORIC;
                case "unofficial" -> UNOFFICIAL;
                default -> throw new IllegalArgumentException(token);
            };
        }
    }

    /** Reads the row that {@code csv} is at the beginning of. */
    static Entry read(Csv csv) {
        String first = csv.field(), last = csv.field();
        long[] from = new long[2], to = new long[2];
        boolean anyScope = address(first, from);
        address(last, to);
        Kind kind = Kind.of(csv.field());
        Status status = Status.of(csv.field());
        return new Entry(
                first,
                last,
                from[0],
                from[1],
                to[0],
                to[1],
                anyScope,
                csv.field(),
                kind,
                csv.field(),
                status,
                csv.field());
    }

    /** Parses an address of the registry's; whether its scope digit is open. */
    static boolean address(String text, long[] into) {
        if (text.indexOf(':') < 0) {
            into[0] = 0;
            into[1] = AddressText.parseIpv4(text);
            return false;
        }
        boolean anyScope = text.charAt(3) == 'x';
        AddressText.parseIpv6(anyScope ? text.replace('x', '0') : text, into);
        return anyScope;
    }

    /** Whether such a row gives a group a name: not if it says that the range is unassigned or merely reserved. */
    static boolean named(Kind kind, Status status, String name) {
        return kind == Kind.GROUP && status != Status.UNASSIGNED && !name.startsWith("Reserved");
    }

    /** Whether this row gives a group a name: not if it says that the range is unassigned or merely reserved. */
    public boolean named() {
        return named(kind, status, name);
    }

    /** The range as text: one address, or first and last. */
    public String range() {
        return first.equals(last) ? first : first + "-" + last;
    }

    /** Negative if this range is smaller than {@code other}. */
    int compareSize(Entry other) {
        // 128-bit last - first; the borrow is 1 where the low half wraps
        long borrow = Long.compareUnsigned(lastLow, firstLow) < 0 ? 1 : 0;
        long otherBorrow = Long.compareUnsigned(other.lastLow, other.firstLow) < 0 ? 1 : 0;
        return compare(
                lastHigh - firstHigh - borrow,
                lastLow - firstLow,
                other.lastHigh - other.firstHigh - otherBorrow,
                other.lastLow - other.firstLow);
    }

    static int compare(long high, long low, long otherHigh, long otherLow) {
        int order = Long.compareUnsigned(high, otherHigh);
        return order != 0 ? order : Long.compareUnsigned(low, otherLow);
    }
}
