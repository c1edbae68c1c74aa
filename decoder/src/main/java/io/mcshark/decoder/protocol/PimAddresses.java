package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Type;
import io.mcshark.decoder.groups.Address;

/**
 * The addresses in PIM messages (RFC 7761, 4.9.1), with their attributes (RFC 5384; 5496: RPF vector; 8059: transport and
 * RLOC).
 *
 * <pre>
 * unicast  family 1, encoding 1, address                               attributes of encoding 1:
 * group    family 1, encoding 1, flags 1, mask length 1, address       F 1 bit, E 1 bit (the last), type 6 bits,
 * source   family 1, encoding 1, flags 1, mask length 1, address       length 1, value
 * </pre>
 *
 * An address has no length of its own: behind one of an unknown family or encoding nothing can be found any more.
 */
final class PimAddresses {
    /** Instead of a position behind an address: its length is not known. */
    static final int UNKNOWN = -1;

    private static final int IPV4 = 1, IPV6 = 2, WITH_ATTRIBUTES = 1, UNICAST = 2, MASKED = 4;
    private static final int LAST = 0x40, ATTRIBUTE_TYPE = 0x3f, VECTOR = 0, TRANSPORT = 5, RLOC = 6;

    private static final Names FAMILIES = Names.of(IPV4, "IPv4", IPV6, "IPv6");
    private static final Names ENCODINGS = Names.of(0, "Native", WITH_ATTRIBUTES, "Native with Join Attribute");
    private static final Names ATTRIBUTES = Names.lines("""
            0 RPF Vector TLV
            1 MVPN Join Attribute
            2 MT-ID Join Attribute
            3 Pop-Count
            4 Explicit RPF Vector
            5 Transport Attribute
            6 Receiver RLOC Attribute
            """);

    private PimAddresses() {}

    // ---- where they end

    /**
     * One past the unicast address at {@code at}; more than {@code end} when it does not fit, {@link #UNKNOWN} when it cannot
     * be told.
     */
    static int afterUnicast(Frame f, int at, int end) {
        return after(f, at, end, UNICAST);
    }

    /** One past the group or source address at {@code at}, as {@link #afterUnicast}. */
    static int afterMasked(Frame f, int at, int end) {
        return after(f, at, end, MASKED);
    }

    private static int after(Frame f, int at, int end, int fixed) {
        if (at + 1 > end) {
            return end + 1;
        }
        int family = f.u8(at);
        if (family != IPV4 && family != IPV6) {
            return UNKNOWN;
        }
        if (at + 2 > end) {
            return end + 1;
        }
        int encoding = f.u8(at + 1);
        if (encoding > WITH_ATTRIBUTES) {
            return UNKNOWN;
        }
        int next = at + fixed + size(family);
        while (encoding == WITH_ATTRIBUTES && next + 2 <= end) {
            encoding = (f.u8(next) & LAST) != 0 ? 0 : encoding;
            next += 2 + f.u8(next + 1);
        }
        return next;
    }

    private static int size(int family) {
        return family == IPV4 ? 4 : 16;
    }

    /** Whether an answer of {@link #afterUnicast} or {@link #afterMasked} says that the address is there. */
    static boolean fits(int after, int end) {
        return after != UNKNOWN && after <= end;
    }

    // ---- their values; the addresses are whole

    /** The upper half of a unicast address, as {@link io.mcshark.decoder.groups.Address} keeps it. */
    static long unicastHigh(Frame f, int at) {
        return high(f, at, UNICAST);
    }

    static long unicastLow(Frame f, int at) {
        return low(f, at, UNICAST);
    }

    /** The upper half of a group or source address. */
    static long maskedHigh(Frame f, int at) {
        return high(f, at, MASKED);
    }

    static long maskedLow(Frame f, int at) {
        return low(f, at, MASKED);
    }

    private static long high(Frame f, int at, int fixed) {
        return f.u8(at) == IPV4 ? 0 : f.u64(at + fixed);
    }

    private static long low(Frame f, int at, int fixed) {
        return f.u8(at) == IPV4 ? Address.mapped(f.i32(at + fixed)) : f.u64(at + fixed + 8);
    }

    /** The flags of a group or source address. */
    static int flags(Frame f, int at) {
        return f.u8(at + 2);
    }

    /** The prefix length of a group or source address. */
    static int mask(Frame f, int at) {
        return f.u8(at + 3);
    }

    // ---- declaring them

    /** A unicast address as a part of {@code parent}; {@code ipv4} and {@code ipv6} are the names of its two fields. */
    static Header unicast(Header parent, String label, String ipv4, String ipv6, Header.Locator locator) {
        Header address = part(parent, label, UNICAST, locator);
        address(address, label, ipv4, ipv6, "unicast", "unicast_ipv6", false);
        attributes(address, UNICAST);
        return address;
    }

    /** A group address as a part of {@code parent}, called {@code pim.group}. */
    static Header group(Header parent, Header.Locator locator) {
        Header address = part(parent, "Group", MASKED, locator);
        groupFields(address);
        attributes(address, MASKED);
        return address;
    }

    private static void groupFields(Header address) {
        Field flags = address.u8("group_addr.flags", "Flags").hex();
        address.split(flags).bit("group_addr.flags.b", "Bidirectional PIM");
        address.bits(6, "group_addr.flags.reserved", "Reserved").hex();
        address.bit("group_addr.flags.z", "Admin Scope Zone");
        address.u8("mask_len", "Masklen");
        address(address, "Group", "group", "group_ip6", "group", "group_ip6", true);
    }

    /** A source address as a part of {@code parent}. */
    static Header source(Header parent, String ipv4, String ipv6, Header.Locator locator) {
        Header address = part(parent, "Source", MASKED, locator);
        Field flags = address.u8("source_addr.flags", "Flags").hex();
        address.split(flags).bits(5, "source_addr.flags.reserved", "Reserved").hex();
        address.bit("source_addr.flags.s", "Sparse");
        address.bit("source_addr.flags.w", "WildCard");
        address.bit("source_addr.flags.r", "Rendezvous Point Tree");
        address.u8("mask_len", "Masklen");
        address(address, "IP address", ipv4, ipv6, "source", "source_ip6", false);
        attributes(address, MASKED);
        return address;
    }

    /** A part that is there only when the whole address is. */
    private static Header part(Header parent, String label, int fixed, Header.Locator locator) {
        Header address = parent.parts(
                label,
                (f, at, end, previous, index) -> {
                    int found = locator.next(f, at, end, previous, index);
                    return found >= 0 && fits(after(f, found, end, fixed), end) ? found : -1;
                },
                (f, at, end) -> after(f, at, end, fixed) - at);
        family(address);
        address.u8("addr_encoding_type", "Encoding Type").names(ENCODINGS);
        return address;
    }

    private static void family(Header header) {
        header.u8("addr_address_family", "Address Family").names(FAMILIES);
    }

    /** The address under the name that tells its role, and again under the name that tells its form, as tshark has it. */
    private static void address(
            Header h, String label, String ipv4, String ipv6, String form4, String form6, boolean group) {
        Header four = h.then("IPv4", (f, at, end) -> f.u8(at) == IPV4);
        Field address4 = role(four.ipv4(ipv4, label), group);
        four.then("Form", (f, at, end) -> true).again(address4, form4, label).hidden();
        Header six = h.then("IPv6", (f, at, end) -> f.u8(at) == IPV6);
        Field address6 = role(six.ipv6(ipv6, label), group);
        six.then("Form", (f, at, end) -> true).again(address6, form6, label).hidden();
    }

    private static Field role(Field address, boolean group) {
        return group ? address.group() : address;
    }

    private static void attributes(Header address, int fixed) {
        Header attribute = address.parts(
                "Join Attribute",
                (f, at, end, previous, index) -> {
                    if (previous < 0) {
                        return f.u8(at + 1) == WITH_ATTRIBUTES ? at + fixed + size(f.u8(at)) : -1;
                    }
                    return (f.u8(previous) & LAST) != 0 ? -1 : previous + 2 + f.u8(previous + 1);
                },
                (f, at, end) -> 2 + f.u8(at + 1));
        Field flags = attribute.u8("source_ja.flags", "Flags").hex();
        attribute.split(flags).bit("source_ja.flags.f", "Forward");
        attribute.bit("source_ja.flags.e", "End of Attributes");
        attribute.bits(6, "source_ja.flags.attr_type", "Attribute Type").names(ATTRIBUTES);
        attribute.u8("source_ja.length", "Length");
        attribute
                .note("source_ja", "Join Attribute", (f, at, end) -> true)
                .plain()
                .hidden();
        Header vector = attribute.parts(
                "RPF Vector", (f, at, end, previous, index) -> index == 0 && isVector(f, at, end) ? at + 2 : -1, null);
        family(vector);
        vector.u8("addr_encoding_type", "Encoding Type").names(ENCODINGS);
        address(vector, "Unicast", "unicast", "unicast_ipv6", "unicast", "unicast_ipv6", false);
        Header mode = attribute.then("Transport", (f, at, end) -> type(f, at) == TRANSPORT);
        mode.u8("attribute_transport_mode", "Attribute Transport Mode")
                .names(Names.of(0, "Multicast", 1, "Unicast Replication"));
        Header rloc = attribute.parts(
                "RLOC", (f, at, end, previous, index) -> index == 0 && type(f, at) == RLOC ? at + 2 : -1, null);
        family(rloc);
        rloc.then("IPv4", (f, at, end) -> f.u8(at) == IPV4).ipv4("rloc", "RLOC");
        rloc.then("IPv6", (f, at, end) -> f.u8(at) == IPV6).ipv6("rloc_ipv6", "RLOC");
        attribute.span(
                "source_ja.value",
                "Value",
                Type.BYTES,
                (f, at, end) -> fixed == UNICAST || isVector(f, at, end) || type(f, at) == RLOC || end == at + 2
                        ? Field.ABSENT
                        : Field.span(at + 2, end - at - 2));
    }

    private static int type(Frame f, int at) {
        return f.u8(at) & ATTRIBUTE_TYPE;
    }

    private static boolean isVector(Frame f, int at, int end) {
        return type(f, at) == VECTOR && end > at + 2 && f.u8(at + 1) == UNICAST + size(f.u8(at + 2));
    }

    // ---- in words

    /** Appends the address of the unicast address at {@code at}, which is whole. */
    static void putUnicast(Frame f, int at, Out out) {
        put(f, f.u8(at), at + UNICAST, out);
    }

    /** Appends a group or source address, its prefix length when it is not the address's own. */
    static void putMasked(Frame f, int at, Out out) {
        put(f, f.u8(at), at + MASKED, out);
        int mask = mask(f, at);
        if (mask != 8 * size(f.u8(at))) {
            out.put('/').dec(mask);
        }
    }

    private static void put(Frame f, int family, int at, Out out) {
        if (family == IPV4) {
            out.ipv4(f.i32(at));
        } else {
            out.ipv6(f.u64(at), f.u64(at + 8));
        }
    }
}
