package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * What Linux's netfilter logs (LINKTYPE_NFLOG; linux/netfilter/nfnetlink_log.h).
 *
 * <pre>
 * family 1, version 1, resource 2, then: length 2 (of all), type 2, value, padding to 4 bytes
 * </pre>
 *
 * Length and type are in the byte order of the machine that captured, the values in network byte order. One of them, the last,
 * is the packet.
 */
public final class Nflog extends Protocol {
    private static final int FIXED = 4, ATTRIBUTE = 4;
    private static final int PACKET_HDR = 1, PREFIX = 10, PAYLOAD = 9, TIMESTAMP = 3;
    private static final int INET = 2, INET6 = 10;

    static final Header H = header("nflog", "Linux Netfilter NFLOG");
    static final Field FAMILY = H.u8("family", "Family").names(Names.of(INET, "IPv4", INET6, "IPv6", 7, "Bridge")),
            VERSION = H.u8("version", "Version"),
            RESOURCE = H.u16("res_id", "Resource id");
    static final Header PART = H.parts("Attribute", Nflog::next, (f, at, end) -> Math.max(length(f, at), ATTRIBUTE));
    static final Field
            LENGTH =
                    PART.derived("tlv_length", "Length", Type.UINT, (f, at, end) -> length(f, at))
                            .plain(),
            TYPE =
                    PART.derived("tlv_type", "Type", Type.UINT, (f, at, end) -> type(f, at))
                            .plain()
                            .names(Names.lines("""
            1 Packet header
            2 Mark
            3 Timestamp
            4 Interface in
            5 Interface out
            6 Bridge port in
            7 Bridge port out
            8 Hardware address
            9 Payload
            10 Prefix
            11 User
            12 Sequence number
            13 Global sequence number
            14 Group
            15 Hardware type
            16 Hardware header
            17 Hardware header length
            18 Conntrack
            19 Conntrack info
            """)),
            PROTOCOL =
                    number(PACKET_HDR, 0, 2, "protocol", "HW protocol").hex(4).names(EtherTypes.NAMES),
            HOOK =
                    number(PACKET_HDR, 2, 1, "hook", "Netfilter hook")
                            .names(Names.of(
                                    0, "Pre-routing", 1, "Local in", 2, "Forward", 3, "Local out", 4, "Post-routing")),
            INDEV = number(4, 0, 4, "ifindex_indev", "IFINDEX_INDEV"),
            OUTDEV = number(5, 0, 4, "ifindex_outdev", "IFINDEX_OUTDEV"),
            PHYSINDEV = number(6, 0, 4, "ifindex_physindev", "IFINDEX_PHYSINDEV"),
            PHYSOUTDEV = number(7, 0, 4, "ifindex_physoutdev", "IFINDEX_PHYSOUTDEV"),
            PREFIX_TEXT =
                    PART.span(
                            "prefix",
                            "Prefix",
                            Type.STRING,
                            // The value ends with a zero, which is not shown.
                            (f, at, end) ->
                                    Field.span(at + ATTRIBUTE, type(f, at) == PREFIX ? end - at - ATTRIBUTE - 1 : -1)),
            UID = number(11, 0, 4, "uid", "UID").as(Type.INT),
            GID = number(14, 0, 4, "gid", "GID").as(Type.INT),
            TIME =
                    PART.derived(
                                    "timestamp",
                                    "Timestamp",
                                    Type.ABSOLUTE_TIME,
                                    (f, at, end) -> type(f, at) == TIMESTAMP && at + ATTRIBUTE + 16 <= end
                                            ? f.u64(at + ATTRIBUTE) * 1_000_000_000 + f.u64(at + ATTRIBUTE + 8) * 1000
                                            : Field.ABSENT)
                            .plain();

    static {
        H.length(FIXED);
        PART.skip(32).length(ATTRIBUTE);
    }

    public Nflog() {
        super(H);
        on(FrameInfo.LINK_TYPE, 239);
    }

    private static Field number(int type, int from, int bytes, String name, String label) {
        return PART.derived(name, label, Type.UINT, (f, at, end) -> {
                    int start = at + ATTRIBUTE + from;
                    return type(f, at) == type && start + bytes <= end ? f.number(start, bytes) : Field.ABSENT;
                })
                .plain();
    }

    /** In a frame the byte order is that of its first length, which is small. */
    private static boolean isLittle(Frame f) {
        int first = FIXED;
        return first + 2 <= f.captured() && (f.u8(first + 1) == 0 || f.u8(first) != 0 && f.u16(first) > f.length());
    }

    private static int u16(Frame f, int at) {
        return isLittle(f) ? f.u8(at) | f.u8(at + 1) << 8 : f.u16(at);
    }

    private static int length(Frame f, int at) {
        return u16(f, at);
    }

    /** The upper bit says that attributes are nested. */
    private static int type(Frame f, int at) {
        return u16(f, at + 2) & 0x7fff;
    }

    private static int next(Frame f, int at, int end, int previous, int index) {
        if (previous < 0) {
            return at + FIXED;
        }
        int length = length(f, previous);
        return length < ATTRIBUTE || type(f, previous) == PAYLOAD ? -1 : previous + (length + 3 & ~3);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + FIXED > end) {
            f.broken(at, end);
            return;
        }
        int attribute = at + FIXED;
        int protocol = 0;
        while (attribute + ATTRIBUTE <= end && type(f, attribute) != PAYLOAD) {
            int length = length(f, attribute);
            if (length < ATTRIBUTE) {
                f.push(this, at, end, end);
                f.malformed(end, end);
                return;
            }
            if (type(f, attribute) == PACKET_HDR && attribute + ATTRIBUTE + 2 <= end) {
                protocol = f.u16(attribute + ATTRIBUTE);
            }
            attribute += length + 3 & ~3;
        }
        int body = attribute + ATTRIBUTE;
        f.push(this, at, Math.min(body, end), end);
        if (body > end) {
            if (attribute > end) {
                f.broken(end, end);
            }
            return;
        }
        int stop = attribute + Math.max(length(f, attribute), ATTRIBUTE);
        int family = f.u8(at);
        if (family == INET || family == INET6) {
            f.next(Ipv4.VERSION.table(), family == INET ? 4 : 6, body, stop);
        } else {
            f.next(Ethernet.TYPE.table(), protocol, body, stop);
        }
    }
}
