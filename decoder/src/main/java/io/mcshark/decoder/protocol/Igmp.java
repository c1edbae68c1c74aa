package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.FloatingCode;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Internet Group Management Protocol: RFC 988 (version 0), 1112 appendix I (1), 2236 (2), 3376 and 9776 (3).
 *
 * <pre>
 * type  message                     RFC   bytes       second octet
 * 01-08 create, join, leave,        988   20          odd: group type (01) or nothing; even: reply
 *       confirm; request and reply
 * 11    query                       1112  8           0
 * 11    query                       2236  8           Max Resp Time
 * 11    query                       3376  12 + 4N     Max Resp Code
 * 12    report                      1112  8           reserved
 * 16    report                      2236  8           Max Resp Time, 0
 * 17    leave                       2236  8           Max Resp Time, 0
 * 22    report                      3376  8 + records reserved
 * 13    DVMRP                       1075
 * 14    PIM version 1               -
 * 1e-1f traceroute                  -
 * 30-32 router discovery            4286
 * fc-ff RGMP                        3488
 * </pre>
 *
 * Other protocols that travel in IGMP hang under {@link #TYPE}; they then have the message to themselves.
 */
public final class Igmp extends Protocol {
    private static final int QUERY = 0x11, REPORT_1 = 0x12, REPORT_2 = 0x16, LEAVE = 0x17, REPORT_3 = 0x22;

    /** From 9 to 11 octets a query is of no version: {@link #version}. */
    private static final int NONE = -1;

    public static final Header H = header("igmp", "Internet Group Management Protocol");
    static final Field VERSION = H.derived("version", "IGMP Version", Type.UINT, Igmp::versionField),
            TYPE = H.u8("type", "Type").hex().names(Names.lines("""
            0x01 Create Group Request
            0x02 Create Group Reply
            0x03 Join Group Request
            0x04 Join Group Reply
            0x05 Leave Group Request
            0x06 Leave Group Reply
            0x07 Confirm Group Request
            0x08 Confirm Group Reply
            0x11 Membership Query
            0x12 Membership Report
            0x13 DVMRP Protocol
            0x14 PIM Routing Message
            0x16 Membership Report
            0x17 Leave Group
            0x1e Traceroute Response
            0x1f Traceroute Query or Request
            0x22 Membership Report
            0x30 Multicast Router Advertisement
            0x31 Multicast Router Solicitation
            0x32 Multicast Router Termination
            0xfc RGMP Leave a Group
            0xfd RGMP Join a Group
            0xfe RGMP Bye
            0xff RGMP Hello
            """)).parent();
    static final Field ODD_LENGTH = H.note(
                    "length",
                    "A query of 9 to 11 octets is of no version and must be ignored (RFC 3376, 7.1)",
                    (f, at, end) -> f.u8(at) == QUERY && length(f, at) > 8 && length(f, at) < 12)
            .called("mcast.igmp_query_length");

    // The second octet, by message.
    static final Header CREATE = H.then("Create Group Request", (f, at, end) -> f.u8(at) == 1);
    static final Field GROUP_TYPE =
            CREATE.u8("group_type", "Type Of Group").names(Names.of(0, "Public Group", 1, "Private Group"));
    static final Header REPLY = H.then("Reply", (f, at, end) -> isReply0(f.u8(at)) && f.u8(at + 1) < 5);
    static final Field REPLY_CODE = REPLY.u8("reply", "Reply").names(Names.lines("""
            0 Request Granted
            1 Request Denied, No Resources
            2 Request Denied, Invalid Code
            3 Request Denied, Invalid Group
            4 Request Denied, Invalid Key
            """));
    static final Header PENDING = H.then("Reply Pending", (f, at, end) -> isReply0(f.u8(at)) && f.u8(at + 1) >= 5);
    static final Field REPLY_PENDING =
            PENDING.u8("reply.pending", "Reply Pending").in("seconds");
    static final Header LINEAR = H.then("Max Resp Time", (f, at, end) -> hasMaxResp(f, at) && !isQuery3(f, at));
    static final Field MAX_RESP_2 = LINEAR.u8("max_resp", "Max Resp Time").means(Igmp::tenths);
    static final Header CODED = H.then("Max Resp Code", (f, at, end) -> isQuery3(f, at));
    static final Field MAX_RESP_3 = CODED.u8("max_resp", "Max Resp Time")
            .code(FloatingCode.OCTET::value)
            .means(Igmp::tenths);
    static final Header FLOATING = H.then(
            "Floating-point code", (f, at, end) -> isQuery3(f, at) && FloatingCode.OCTET.isFloating(f.u8(at + 1)));
    static final Field
            EXPONENT =
                    FLOATING.split(MAX_RESP_3)
                            .skip(1)
                            .bits(3, "max_resp.exp", "Exponent")
                            .hex(),
            MANTISSA = FLOATING.bits(4, "max_resp.mant", "Mantissa").hex();
    static final Header UNUSED = H.then("Reserved", (f, at, end) -> hasReserved(f, at));
    static final Field RESERVED = UNUSED.bytes(1, "reserved", "Reserved");

    static final Header KNOWN = H.then("Checksum", (f, at, end) -> isKnown(f.u8(at)));
    static final Field CHECKSUM = KNOWN.skip(8).u16("checksum", "Checksum").hex(),
            STATUS =
                    KNOWN.derived("checksum.status", "Checksum Status", Type.UINT, Igmp::status)
                            .names(Checksum.STATUS),
            BAD_CHECKSUM =
                    KNOWN.note("bad_checksum", "Bad checksum", (f, at, end) -> status(f, at, end) == Checksum.BAD);

    static final Header VERSION_0 = KNOWN.then("Version 0", (f, at, end) -> isVersion0(f.u8(at)));
    static final Field IDENTIFIER = VERSION_0.u32("identifier", "Identifier"),
            MADDR_0 = VERSION_0.ipv4("maddr", "Multicast Address").group(),
            ACCESS_KEY = VERSION_0.bytes(8, "access_key", "Access Key");

    static final Header GROUP = KNOWN.then("Group", (f, at, end) -> hasGroup(f.u8(at)));
    static final Field MADDR = GROUP.ipv4("maddr", "Multicast Address").group();
    static final Header QUERY_3 = GROUP.then("Query", (f, at, end) -> isQuery3(f, at));
    static final Field S = QUERY_3.skip(4).bit("s", "S"),
            QRV = QUERY_3.bits(3, "qrv", "QRV"),
            QQIC =
                    QUERY_3.u8("qqic", "QQIC").means((code, out) -> out.dec(FloatingCode.OCTET.value(code))
                            .put(" s")),
            NUM_SRC = QUERY_3.u16("num_src", "Num Src");
    static final Header SOURCE = QUERY_3.list("Source", NUM_SRC, (f, at, end) -> 4);
    static final Field SADDR = SOURCE.ipv4("saddr", "Source Address");

    static final Header REPORT = KNOWN.then("Report", (f, at, end) -> f.u8(at) == REPORT_3);
    static final Field RESERVED_3 = REPORT.bytes(2, "reserved", "Reserved"),
            NUM_GRP_RECS = REPORT.u16("num_grp_recs", "Num Group Records");
    static final Header RECORD =
            REPORT.list("Group Record", NUM_GRP_RECS, (f, at, end) -> GroupRecords.bytes(f, at, 4));
    static final Field RECORD_TYPE = RECORD.u8("record_type", "Record Type").names(Names.lines("""
            1 Mode Is Include
            2 Mode Is Exclude
            3 Change To Include Mode
            4 Change To Exclude Mode
            5 Allow New Sources
            6 Block Old Sources
            """)),
            AUX_DATA_LEN = RECORD.u8("aux_data_len", "Aux Data Len").in("words"),
            RECORD_NUM_SRC = RECORD.u16("num_src", "Num Src"),
            RECORD_MADDR = RECORD.ipv4("maddr", "Multicast Address").group();
    static final Header RECORD_SOURCE = RECORD.list("Source", RECORD_NUM_SRC, (f, at, end) -> 4);
    static final Field RECORD_SADDR = RECORD_SOURCE.ipv4("saddr", "Source Address"),
            AUX_DATA =
                    RECORD.span(
                            "aux_data", "Aux Data", Type.BYTES, (f, at, end) -> GroupRecords.auxiliary(f, at, end, 4));

    static final Field DATA = H.span(
            "data",
            "Data",
            Type.BYTES,
            (f, at, end) -> isKnown(f.u8(at)) || end == at + 1 ? Field.ABSENT : Field.span(at + 1, end - at - 1));

    static {
        H.length(1);
        KNOWN.length(3);
        VERSION_0.length(16);
        GROUP.length(4);
        QUERY_3.length(4);
        REPORT.length(4);
        RECORD.length(8);
        Mtrace.declare();
    }

    public Igmp() {
        super(H);
        on(Ipv4.PROTOCOL, 2);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at == end) {
            f.broken(at, end);
            return;
        }
        Protocol child = f.child(TYPE.table(), f.u8(at));
        if (child != null) {
            f.next(child, at, f.declared());
            return;
        }
        f.push(this, at, end, end);
        if (needed(f, at, end) > end) {
            f.broken(end, end);
        }
    }

    /** One past the last byte that the message's own counts ask for. */
    static int needed(Frame f, int at, int end) {
        int type = f.u8(at);
        if (isVersion0(type)) {
            return at + 20;
        }
        if (Mtrace.is(type)) {
            return Mtrace.needed(at, end);
        }
        if (isQuery3(f, at)) {
            return at + 12 + (at + 12 > end ? 0 : 4 * f.u16(at + 10));
        }
        if (type == REPORT_3) {
            return at + 8 > end ? at + 8 : GroupRecords.end(f, at + 8, end, f.u16(at + 6), 4);
        }
        return at + (hasGroup(type) ? 8 : isKnown(type) ? 4 : 1);
    }

    /** Messages of known types have a second step in tshark's list: one looks at the type, another at the rest. */
    @Override
    public String through(Frame f, int layer) {
        return isKnown(f.u8(f.at(layer))) ? "igmp" : null;
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        int type = f.u8(at);
        int version = version(f, at, end);
        out.put("igmp");
        if (version != NONE) {
            out.put(" v").dec(version);
        }
        switch (type) {
            case QUERY -> {
                out.put(" query");
                query(f, at, end, out);
                if (version == NONE) {
                    out.put(" [of no version: ").dec(length(f, at)).put(" bytes]");
                }
            }
            case REPORT_1, REPORT_2 -> group(f, at, end, out.put(" report"));
            case LEAVE -> group(f, at, end, out.put(" leave"));
            case 0x1e, 0x1f -> Mtrace.row(f, at, end, out);
            case REPORT_3 -> {
                out.put(" report");
                if (at + 8 <= end) {
                    GroupRecords.put(f, at + 8, end, f.u16(at + 6), 4, out.put("  "));
                }
            }
            default -> {
                String name = TYPE.names().get(type);
                out.put(' ').words(name == null ? "type 0x" : name);
                if (name == null) {
                    out.hex(type, 2);
                } else if (isVersion0(type) && at + 12 <= end) {
                    out.put("  ").ipv4(f.i32(at + 8));
                }
            }
        }
        if (isKnown(type) && at + 4 <= end && status(f, at, end) == Checksum.BAD) {
            out.put(" [bad checksum]");
        }
    }

    private static void group(Frame f, int at, int end, Out out) {
        if (at + 8 <= end) {
            out.put("  ").ipv4(f.i32(at + 4));
        }
    }

    private static void query(Frame f, int at, int end, Out out) {
        if (at + 8 > end) {
            return;
        }
        if (f.i32(at + 4) == 0) {
            out.put("  general");
        } else {
            group(f, at, end, out);
        }
        boolean three = isQuery3(f, at);
        boolean whole = three && at + 12 <= end;
        if (whole && f.u16(at + 10) > 0) {
            GroupRecords.sources(f, at + 12, end, f.u16(at + 10), 4, out.put(" from "));
        }
        if (f.u8(at + 1) > 0 || three) {
            tenths(three ? FloatingCode.OCTET.value(f.u8(at + 1)) : f.u8(at + 1), out.put(", answer within "));
        }
        if (whole) {
            out.put(", robustness ").dec(QRV.get(f, at)).put(", every ");
            out.dec(FloatingCode.OCTET.value(f.u8(at + 9))).put(" s");
            out.put(S.get(f, at) == 1 ? ", suppress" : "");
        }
    }

    private static void tenths(long tenths, Out out) {
        GroupRecords.seconds(tenths, 1, out);
    }

    /**
     * The version a message is of: a query's by its length and code (RFC 3376, 7.1), the others' by type.
     *
     * @return {@link #NONE} where the RFC knows none
     */
    static int version(Frame f, int at, int end) {
        int type = f.u8(at);
        return switch (type) {
            case QUERY -> {
                int length = length(f, at);
                yield length >= 12 ? 3 : length != 8 || at + 2 > end ? NONE : f.u8(at + 1) == 0 ? 1 : 2;
            }
            case REPORT_1 -> 1;
            case REPORT_2, LEAVE -> 2;
            case REPORT_3 -> 3;
            default -> isVersion0(type) ? 0 : NONE;
        };
    }

    private static long versionField(Frame f, int at, int end) {
        int version = version(f, at, end);
        return version == NONE ? Field.ABSENT : version;
    }

    /** The checksum covers the whole IP payload (RFC 2236, 2.3; RFC 3376, 4.1.2), trailing bytes included. */
    private static long status(Frame f, int at, int end) {
        return status(f, f.layer(H.protocol(), at));
    }

    /** The same of a message of those that travel in IGMP. */
    static long status(Frame f, int layer) {
        boolean partial = f.isQuoted(layer) || Network.isFragment(f, layer);
        return partial ? Checksum.UNVERIFIED : Checksum.ofLayer(f, layer, 0);
    }

    /** Bytes of the message on the wire. */
    private static int length(Frame f, int at) {
        return f.declared(f.layer(H.protocol(), at)) - at;
    }

    private static boolean isKnown(int type) {
        return TYPE.names().get(type) != null;
    }

    /** Whether it is one of those that members and queriers exchange since version 1. */
    static boolean isMembership(int type) {
        return hasGroup(type) || type == REPORT_3;
    }

    private static boolean isVersion0(int type) {
        return type >= 1 && type <= 8;
    }

    private static boolean isReply0(int type) {
        return isVersion0(type) && (type & 1) == 0;
    }

    private static boolean hasGroup(int type) {
        return type == QUERY || type == REPORT_1 || type == REPORT_2 || type == LEAVE;
    }

    private static boolean isQuery3(Frame f, int at) {
        return f.u8(at) == QUERY && length(f, at) >= 12;
    }

    private static boolean hasMaxResp(Frame f, int at) {
        int type = f.u8(at);
        return type == REPORT_2 || type == LEAVE || type == QUERY && !hasReserved(f, at);
    }

    /** A query of version 1 has a reserved octet, always zero, where later ones have the time. */
    private static boolean hasReserved(Frame f, int at) {
        int type = f.u8(at);
        return type == REPORT_1 || type == REPORT_3 || type == QUERY && f.u8(at + 1) == 0 && length(f, at) < 12;
    }
}
