package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Open Shortest Path First, to 224.0.0.5 and .6, ff02::5 and ::6: version 2 (RFC 2328, appendix A), version 3 (RFC 5340, appendix A).
 *
 * <pre>
 * version 1, type 1, length 2, router 4, area 4, checksum 2;
 *   version 2: authentication type 2, authentication 8; version 3: instance 1, zero 1
 * 1 hello            v2: mask 4, interval 2, options 1, priority 1, dead interval 4;
 *                    v3: interface 4, priority 1, options 3, interval 2, dead interval 2; both: DR 4, BDR 4, neighbors 4 each
 * 2 description      v2: MTU 2, options 1, flags 1; v3: zero 1, options 3, MTU 2, zero 1, flags 1; both: sequence 4, LSA headers
 * 3 request          type 4 (v3: zero 2, type 2), ID 4, router 4, each
 * 4 update           count 4, LSAs
 * 5 acknowledgement  LSA headers
 * LSA header         age 2, options 1, type 1 (v3: age 2, type 2), ID 4, router 4, sequence 4, checksum 2, length 2
 * </pre>
 *
 * What LSAs say behind their headers: {@link OspfLsa}. What follows the packet is not taken apart: link-local signalling
 * (RFC 5613), version 3's authentication (RFC 7166).
 */
public final class Ospf extends Protocol {
    private static final int NUMBER = 89, HEADER_2 = 24, HEADER_3 = 16, LSA_HEADER = 20, REQUESTED = 12;
    private static final int HELLO = 1, DESCRIPTION = 2, REQUEST = 3, UPDATE = 4, ACKNOWLEDGEMENT = 5;
    private static final int PASSWORD = 1, CRYPTOGRAPHIC = 2, COUNT = 4, LENGTH_AT = 18;

    private static final Names TYPES_2 = Names.lines("""
            1 Router-LSA
            2 Network-LSA
            3 Summary-LSA (IP network)
            4 Summary-LSA (ASBR)
            5 AS-External-LSA (ASBR)
            6 Group Membership LSA
            7 NSSA AS-External-LSA
            8 External Attributes LSA
            9 Opaque LSA, Link-local scope
            10 Opaque LSA, Area-local scope
            11 Opaque LSA, AS-local scope
            """);

    private static final Names FUNCTIONS = Names.lines("""
            1 Router-LSA
            2 Network-LSA
            3 Inter-Area-Prefix-LSA
            4 Inter-Area-Router-LSA
            5 AS-External-LSA
            6 Group-Membership-LSA
            7 NSSA-LSA
            8 Link-LSA
            9 Intra-Area-Prefix-LSA
            12 Router Information Opaque-LSA
            """);

    static final Header H = header("ospf", "Open Shortest Path First");

    static {
        H.note("header", "OSPF Header", (f, at, end) -> true).hidden();
        said(HELLO, "msg.hello", "Hello");
        said(DESCRIPTION, "msg.dbdesc", "Database Description");
        said(REQUEST, "msg.lsreq", "Link State Adv Request");
        said(UPDATE, "msg.lsupdate", "Link State Adv Update");
        said(ACKNOWLEDGEMENT, "msg.lsack", "Link State Adv Acknowledgement");
    }

    static final Field VERSION = H.u8("version", "Version"),
            TYPE = H.u8("msg", "Message Type").names(Names.lines("""
            1 Hello Packet
            2 DB Description
            3 LS Request
            4 LS Update
            5 LS Acknowledge
            """)),
            LENGTH = H.u16("packet_length", "Packet Length");
    static final Header FROM = H.then("Router", (f, at, end) -> true);
    static final Field ROUTER = FROM.ipv4("srcrouter", "Source OSPF Router");
    static final Header AREA = FROM.then("Area", (f, at, end) -> true);
    static final Field AREA_ID = AREA.ipv4("area_id", "Area ID");
    static final Header SUMMED = AREA.then("Checksum", (f, at, end) -> true);
    static final Field CHECKSUM = SUMMED.u16("checksum", "Checksum").hex();
    static final Field BAD_CHECKSUM = SUMMED.note(
                    "bad_checksum", "Bad checksum", (f, at, end) -> status(f, at) == Checksum.BAD)
            .called("mcast.ospf_bad_checksum");
    static final Header AUTH = SUMMED.then("Authentication", (f, at, end) -> is(f, at, 2));
    static final Field AUTH_TYPE = AUTH.u16("auth.type", "Auth Type")
            .names(Names.of(0, "Null", PASSWORD, "Simple password", CRYPTOGRAPHIC, "Cryptographic"));
    static final Field AUTH_NONE =
            AUTH.then("None", (f, at, end) -> f.u16(at + 14) == 0).bytes(8, "auth.none", "Auth Data (none)");
    static final Field AUTH_SIMPLE = AUTH.span("auth.simple", "Auth Data (Simple)", Type.STRING, Ospf::password);
    static final Header CRYPT = AUTH.then("Cryptographic", (f, at, end) -> f.u16(at + 14) == CRYPTOGRAPHIC)
            .skip(16);
    static final Field CRYPT_KEY = CRYPT.u8("auth.crypt.key_id", "Auth Crypt Key id"),
            CRYPT_LENGTH = CRYPT.u8("auth.crypt.data_length", "Auth Crypt Data Length"),
            CRYPT_SEQUENCE = CRYPT.u32("auth.crypt.seq_nbr", "Auth Crypt Sequence Number");
    static final Field CRYPT_DATA =
            H.span("auth.crypt.data", "Auth Crypt Data", Type.BYTES, (f, at, end) -> digest(f, at, end));
    static final Header INSTANCE = SUMMED.then("Instance", (f, at, end) -> is(f, at, 3));
    static final Field INSTANCE_ID = INSTANCE.u8("instance_id", "Instance ID"),
            RESERVED = INSTANCE.bytes(1, "reserved", "Reserved");

    static final Header HELLO_2 = H.behind("OSPF Hello Packet", (f, at, end) -> body(f, at, 2, HELLO));
    static final Field NETWORK_MASK = HELLO_2.ipv4("hello.network_mask", "Network Mask"),
            HELLO_INTERVAL = HELLO_2.u16("hello.hello_interval", "Hello Interval [sec]"),
            OPTIONS = options(HELLO_2, "n", "(N) NSSA"),
            PRIORITY = HELLO_2.u8("hello.router_priority", "Router Priority"),
            DEAD_INTERVAL = HELLO_2.u32("hello.router_dead_interval", "Router Dead Interval [sec]"),
            DESIGNATED = HELLO_2.ipv4("hello.designated_router", "Designated Router"),
            BACKUP = HELLO_2.ipv4("hello.backup_designated_router", "Backup Designated Router");
    static final Header HELLO_3 = H.behind("OSPF Hello Packet", (f, at, end) -> body(f, at, 3, HELLO));
    static final Field INTERFACE_ID = HELLO_3.u32("hello.interface_id", "Interface ID"),
            PRIORITY_3 = HELLO_3.u8("hello.router_priority", "Router Priority"),
            OPTIONS_3 = options3(HELLO_3),
            HELLO_INTERVAL_3 = HELLO_3.u16("hello.hello_interval", "Hello Interval [sec]"),
            DEAD_INTERVAL_3 = HELLO_3.u16("hello.router_dead_interval", "Router Dead Interval [sec]"),
            DESIGNATED_3 = HELLO_3.ipv4("hello.designated_router", "Designated Router"),
            BACKUP_3 = HELLO_3.ipv4("hello.backup_designated_router", "Backup Designated Router");
    static final Header NEIGHBOR = H.parts(
                    "Neighbor",
                    (f, at, end, previous, index) -> {
                        int next = previous < 0 ? afterHello(f, at) : previous + 4;
                        return next < 0 || next + 4 > packetEnd(f, at, end) ? -1 : next;
                    },
                    (f, at, end) -> 4)
            .untitled();
    static final Field ACTIVE_NEIGHBOR = NEIGHBOR.ipv4("hello.active_neighbor", "Active Neighbor");

    static final Header DESCRIPTION_2 = H.behind("OSPF DB Description", (f, at, end) -> body(f, at, 2, DESCRIPTION));
    static final Field MTU = DESCRIPTION_2.u16("db.interface_mtu", "Interface MTU"),
            DB_OPTIONS = options(DESCRIPTION_2, "n", "(N) NSSA"),
            DBD = description(DESCRIPTION_2),
            DD_SEQUENCE = DESCRIPTION_2.u32("db.dd_sequence", "DD Sequence");
    static final Header DESCRIPTION_3 = H.behind("OSPF DB Description", (f, at, end) -> body(f, at, 3, DESCRIPTION));
    static final Field DB_RESERVED = DESCRIPTION_3.bytes(1, "reserved", "Reserved"),
            DB_OPTIONS_3 = options3(DESCRIPTION_3),
            MTU_3 = DESCRIPTION_3.u16("db.interface_mtu", "Interface MTU");
    static final Header FLAGGED = DESCRIPTION_3.then("Flags", (f, at, end) -> true);
    static final Field DB_RESERVED_3 = FLAGGED.bytes(1, "reserved", "Reserved"),
            DBD_3 = description(FLAGGED),
            DD_SEQUENCE_3 = FLAGGED.u32("db.dd_sequence", "DD Sequence");

    static final Header ASKED = H.parts("Link State Request", Ospf::nextRequest, (f, at, end) -> REQUESTED);
    static final Header ASKED_2 = ASKED.then("Version 2", (f, at, end) -> ofVersion2(f, at));
    static final Field ASKED_TYPE = ASKED_2.u32("lsa", "LS Type").names(TYPES_2);
    static final Header ASKED_3 = ASKED.then("Version 3", (f, at, end) -> !ofVersion2(f, at));
    static final Field ASKED_RESERVED = ASKED_3.bytes(2, "reserved", "Reserved"), ASKED_TYPE_3 = type3(ASKED_3);
    static final Header ASKED_FOR =
            ASKED.then("What is asked for", (f, at, end) -> true).skip(32);
    static final Field ASKED_ID = ASKED_FOR.ipv4("link_state_id", "Link State ID"),
            ASKED_ROUTER = ASKED_FOR.ipv4("advrouter", "Advertising Router");

    static final Header LS_UPDATE = H.behind(
            "LS Update",
            (f, at, end) -> f.u8(at + 1) == UPDATE && headerBytes(f, at) > 0 ? at + headerBytes(f, at) : -1);
    static final Field NUMBER_OF_LSAS = LS_UPDATE.u32("ls.number_of_lsas", "Number of LSAs");

    static final Header LSA = H.parts("LSA", Ospf::nextLsa, (f, at, end) -> lsaBytes(f, at, end));
    static final Header LSA_2 = LSA.then("Version 2", (f, at, end) -> ofVersion2(f, at));
    static final Field DO_NOT_AGE = LSA_2.bits(1, "lsa.donotage", "Do Not Age Flag"),
            AGE = LSA_2.bits(15, "lsa.age", "LS Age (seconds)"),
            LSA_OPTIONS = options(LSA_2.then("Options", (f, at, end) -> f.u8(at + 3) != OspfLsa.NSSA), "n", "(N) NSSA"),
            NSSA_OPTIONS =
                    options(LSA_2.then("Options", (f, at, end) -> f.u8(at + 3) == OspfLsa.NSSA), "p", "(P) Propagate");
    static final Header TYPED = LSA_2.then("Type", (f, at, end) -> true).skip(8);
    static final Field LSA_TYPE = TYPED.u8("lsa", "LS Type").names(TYPES_2);
    static final Header NAMED = TYPED.then("ID", (f, at, end) -> !isOpaque(f.u8(at + 3)));
    static final Field LSA_ID = NAMED.ipv4("lsa.id", "Link State ID");
    static final Header OPAQUE = TYPED.then("Opaque ID", (f, at, end) -> isOpaque(f.u8(at + 3)));
    static final Field
            OPAQUE_TYPE =
                    OPAQUE.u8("lsid_opaque_type", "Link State ID Opaque Type").names(Names.lines("""
            1 Traffic Engineering LSA
            2 Sycamore Optical Topology Descriptions
            3 grace-LSA
            4 Optional Router Information (RI)
            6 Inter-AS-TE-v2 LSA
            7 OSPFv2 Extended Prefix Opaque LSA
            8 OSPFv2 Extended Link Opaque LSA
            """)),
            OPAQUE_ID = OPAQUE.u24("lsid.opaque_id", "Link State ID Opaque ID");
    static final Header LSA_3 = LSA.then("Version 3", (f, at, end) -> !ofVersion2(f, at));
    static final Field DO_NOT_AGE_3 = LSA_3.bit("v3.lsa.do_not_age", "Do Not Age"),
            AGE_3 = LSA_3.bits(15, "lsa.age", "LS Age (seconds)"),
            LSA_TYPE_3 = type3(LSA_3),
            LSA_ID_3 = LSA_3.ipv4("link_state_id", "Link State ID");
    static final Header LSA_REST = LSA.then("Rest", (f, at, end) -> true).skip(64);
    static final Field LSA_ROUTER = LSA_REST.ipv4("advrouter", "Advertising Router"),
            SEQUENCE = LSA_REST.u32("lsa.seqnum", "Sequence Number").hex(),
            LSA_CHECKSUM = LSA_REST.u16("lsa.chksum", "Checksum").hex(),
            LSA_LENGTH = LSA_REST.u16("lsa.length", "Length");

    static {
        H.length(4);
        HELLO_2.length(20);
        HELLO_3.length(20);
        DESCRIPTION_2.length(8);
        FLAGGED.length(6);
        ASKED_FOR.length(REQUESTED);
        TYPED.length(2);
        LSA_3.length(8);
        LSA_REST.length(LSA_HEADER);
        OspfLsa.declare(LSA);
    }

    public Ospf() {
        super(H);
        on(Ipv4.PROTOCOL, NUMBER);
    }

    private static void said(int type, String name, String label) {
        H.derived(name, label, Type.BOOL, (f, at, end) -> f.u8(at + 1) == type ? 1 : Field.ABSENT)
                .hidden();
    }

    /** RFC 2328, A.2, and what came later: RFC 4576 (DN), 5250 (O), 1793 (DC), 5613 (L), 3101 (N), 4915 (MT). */
    private static Field options(Header h, String eighth, String label) {
        Field all = h.u8("v2.options", "Options").hex();
        h.split(all).bit("v2.options.dn", "DN");
        h.bit("v2.options.o", "O");
        h.bit("v2.options.dc", "(DC) Demand Circuits");
        h.bit("v2.options.l", "(L) LLS Data block");
        h.bit("v2.options." + eighth, label);
        h.bit("v2.options.mc", "(MC) Multicast");
        h.bit("v2.options.e", "(E) External Routing");
        h.bit("v2.options.mt", "(MT) Multi-Topology Routing");
        return all;
    }

    /** RFC 5340, A.2; RFC 5613 (L), RFC 5838 (AF), RFC 7166 (AT). */
    static Field options3(Header h) {
        Field all = h.u24("v3.options", "Options").hex();
        h.split(all).skip(13).bit("v3.options.at", "AT");
        h.bit("v3.options.l", "L");
        h.bit("v3.options.af", "AF");
        h.skip(2).bit("v3.options.dc", "DC");
        h.bit("v3.options.r", "R");
        h.bit("v3.options.n", "N");
        h.bit("v3.options.mc", "MC");
        h.bit("v3.options.e", "E");
        h.bit("v3.options.v6", "V6");
        return all;
    }

    private static Field description(Header h) {
        Field all = h.u8("dbd", "DB Description").hex();
        h.split(all).skip(4).bit("dbd.r", "(R) OOBResync");
        h.bit("dbd.i", "(I) Init");
        h.bit("dbd.m", "(M) More");
        h.bit("dbd.ms", "(MS) Master");
        return all;
    }

    /** RFC 5340, A.4.2.1. */
    private static Field type3(Header h) {
        Field all = h.u16("v3.lsa", "LS Type").hex();
        h.split(all).bit("v3.lsa.u", "LSA Handling");
        h.bits(2, "v3.lsa.s12", "Flooding Scope")
                .hex(4)
                .names(Names.of(0, "Link-Local Scoping", 1, "Area Scoping", 2, "AS Scoping"));
        h.bits(13, "v3.lsa.fc", "Function Code").names(FUNCTIONS);
        return all;
    }

    private static boolean isOpaque(int type) {
        return type >= 9 && type <= 11;
    }

    // Every look behind the four octets that are always there is bounded by the caller or by the layer's end.

    private static boolean is(Frame f, int at, int version) {
        return f.u8(at) == version;
    }

    private static boolean ofVersion2(Frame f, int at) {
        return is(f, f.at(f.inside(H.protocol(), at)), 2);
    }

    /** Whether there is an LSA of that version and type at {@code at}, behind whose header it is told what it says: in an update. */
    static boolean says(Frame f, int at, int version, int type) {
        int packet = f.at(f.inside(H.protocol(), at));
        return f.u8(packet + 1) == UPDATE && isOf(f, at, version, type);
    }

    /** Whether the LSA at {@code at} is of that version and type. */
    static boolean isOf(Frame f, int at, int version, int type) {
        return is(f, f.at(f.inside(H.protocol(), at)), version) && typeOf(f, at, version) == type;
    }

    /** The type of an LSA of version 2, the function code of one of version 3. */
    private static int typeOf(Frame f, int at, int version) {
        return version == 2 ? f.u8(at + 3) : f.u16(at + 2) & 0x1fff;
    }

    private static int headerBytes(Frame f, int at) {
        return is(f, at, 2) ? HEADER_2 : is(f, at, 3) ? HEADER_3 : 0;
    }

    private static int body(Frame f, int at, int version, int type) {
        return is(f, at, version) && f.u8(at + 1) == type ? at + headerBytes(f, at) : -1;
    }

    private static int afterHello(Frame f, int at) {
        return f.u8(at + 1) == HELLO && headerBytes(f, at) > 0 ? at + headerBytes(f, at) + 20 : -1;
    }

    /** The length does not count a digest or a block of link-local signalling behind the packet (RFC 2328, D.4.3). */
    private static int packetEnd(Frame f, int at, int end) {
        return Math.min(end, at + f.u16(at + 2));
    }

    private static int nextRequest(Frame f, int at, int end, int previous, int index) {
        if (f.u8(at + 1) != REQUEST || headerBytes(f, at) == 0) {
            return -1;
        }
        int next = previous < 0 ? at + headerBytes(f, at) : previous + REQUESTED;
        return next + REQUESTED > packetEnd(f, at, end) ? -1 : next;
    }

    private static int nextLsa(Frame f, int at, int end, int previous, int index) {
        if (previous >= 0 && f.u8(at + 1) == UPDATE && f.u16(previous + LENGTH_AT) < LSA_HEADER) {
            return -1; // nothing says where the next one begins
        }
        int next = previous < 0 ? firstLsa(f, at) : previous + lsaBytes(f, previous, end);
        int stop = packetEnd(f, at, end);
        return next < 0 || next + LSA_HEADER > stop || index >= told(f, at) ? -1 : next;
    }

    /** How many LSAs there are by the packet's count, which only an update has. */
    private static long told(Frame f, int at) {
        return f.u8(at + 1) == UPDATE ? f.u32(at + headerBytes(f, at)) : Long.MAX_VALUE;
    }

    /** Whether an update ends before its LSAs do. */
    private static boolean isShort(Frame f, int at, int end) {
        int count = 0, lsa = -1, next = firstLsa(f, at);
        while ((lsa = LSA.next(f, at, end, lsa, count)) >= 0) {
            next = lsa + lsaBytes(f, lsa, end);
            count++;
        }
        return count < told(f, at) || next > packetEnd(f, at, end);
    }

    private static int firstLsa(Frame f, int at) {
        int body = at + headerBytes(f, at);
        return switch (body == at ? 0 : f.u8(at + 1)) {
            case DESCRIPTION -> body + (is(f, at, 2) ? 8 : 12);
            case UPDATE -> body + COUNT;
            case ACKNOWLEDGEMENT -> body;
            default -> -1;
        };
    }

    /** The bytes of the LSA here: in an update what it says itself, at least its header; elsewhere the header. */
    private static int lsaBytes(Frame f, int at, int end) {
        boolean update = f.u8(f.at(f.inside(H.protocol(), at)) + 1) == UPDATE;
        return !update || at + LSA_HEADER > end ? LSA_HEADER : Math.max(LSA_HEADER, f.u16(at + LENGTH_AT));
    }

    /** The digest stands behind the packet and is not counted in its length (RFC 2328, D.4.3). */
    private static long digest(Frame f, int at, int end) {
        if (at + HEADER_2 > end || !is(f, at, 2) || f.u16(at + 14) != CRYPTOGRAPHIC) {
            return Field.ABSENT;
        }
        int from = at + f.u16(at + 2), bytes = f.u8(at + 19);
        return bytes == 0 || from < at + HEADER_2 || from + bytes > end ? Field.ABSENT : Field.span(from, bytes);
    }

    private static long password(Frame f, int at, int end) {
        if (at + HEADER_2 > end || f.u16(at + 14) != PASSWORD) {
            return Field.ABSENT;
        }
        int length = 0;
        while (length < 8 && f.u8(at + 16 + length) != 0) {
            length++;
        }
        return Field.span(at + 16, length);
    }

    /** Version 2 leaves the authentication out and has no sum where that is cryptographic (RFC 2328, D.4); version 3 has a pseudo-header. */
    private static int status(Frame f, int at) {
        int layer = f.layer(H.protocol(), at);
        int end = at + f.u16(at + 2);
        boolean partial = end > f.end(layer) || end < at + headerBytes(f, at) || f.isQuoted(layer);
        if (partial || headerBytes(f, at) == 0 || Network.isFragment(f, layer)) {
            return Checksum.UNVERIFIED;
        }
        if (is(f, at, 3)) {
            long pseudo = Network.pseudoHeader(f, layer, NUMBER, end - at);
            return Checksum.good(Checksum.sum(f, at, end, pseudo)) ? Checksum.GOOD : Checksum.BAD;
        }
        if (f.u16(at + 14) == CRYPTOGRAPHIC) {
            return Checksum.UNVERIFIED;
        }
        return Checksum.good(Checksum.sum(f, at + HEADER_2, end, Checksum.sum(f, at, at + 16, 0)))
                ? Checksum.GOOD
                : Checksum.BAD;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 4 > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, end, end);
        int least = least(f, at);
        boolean cut = at + Math.max(f.u16(at + 2), least) > end;
        if (cut || least > 0 && f.u8(at + 1) == UPDATE && isShort(f, at, end)) {
            f.broken(end, end);
        }
    }

    /** The fewest bytes that a message of this type has. */
    private static int least(Frame f, int at) {
        int header = headerBytes(f, at);
        return header
                + switch (header == 0 ? 0 : f.u8(at + 1)) {
                    case HELLO -> 20;
                    case DESCRIPTION -> firstLsa(f, at) - at - header;
                    case UPDATE -> COUNT;
                    default -> 0;
                };
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer);
        String name = TYPE.names().get(TYPE.get(f, at));
        out.put("ospf v").dec(VERSION.get(f, at)).put(' ').words(name == null ? "type " : name);
        if (name == null) {
            out.dec(TYPE.get(f, at));
        }
        if (at + 12 > end || headerBytes(f, at) == 0) {
            return;
        }
        out.put(", router ").ipv4((int) ROUTER.get(f, at)).put(", area ").ipv4((int) AREA_ID.get(f, at));
        int part = -1, count = 0;
        while ((part = NEIGHBOR.next(f, at, end, part, count)) >= 0) {
            out.put(count++ == 0 ? ", neighbors " : " ").ipv4(f.i32(part));
            if (count == 8) {
                out.put(" …");
                break;
            }
        }
        part = -1;
        count = 0;
        while ((part = LSA.next(f, at, end, part, count)) >= 0) {
            count++;
        }
        if (count > 0) {
            out.put(", ").dec(count).put(count == 1 ? " LSA" : " LSAs");
        }
        if (at + HEADER_3 <= end && status(f, at) == Checksum.BAD) {
            out.put(" [bad checksum]");
        }
    }
}
