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
 * Enhanced Interior Gateway Routing Protocol, to 224.0.0.10 and ff02::a: RFC 7868, section 6.
 *
 * <pre>
 * version 1, opcode 1, checksum 2, flags 4, sequence 4, acknowledge 4, virtual router 2, autonomous system 2; parts: type 2, length 2 (of all of it), and
 * 0001  K1 … K6 1 each, hold time 2                     0005  next multicast sequence 4
 * 0002  type 2, length 2, key 4, key sequence 4,        0006  stub flags 2
 *       zeros 8, digest                                 0007  peer termination
 * 0003  address length 1, address, each                 0008  flags 2, bytes 2, topologies 2 each
 * 0004  release 2, version of the parts 2
 * 0102  next hop 4, metric 16, destinations             0402  next hop 16, metric 16, destinations
 * 00f2  reserved 2, topology 2, family 2, router 4, tag 4, metric 16, next hop, destinations
 * 0602  topology 2, family 2, router 4, wide metric 24, attributes, next hop, destinations
 * …3    the same of an external route: its data, 20, behind the next hop
 * destination: prefix length 1, prefix
 * </pre>
 */
public final class Eigrp extends Protocol {
    private static final int NUMBER = 88, HEADER = 20, HEAD = 4, SHOWN = 4;
    private static final int HELLO = 5, IPV4 = 1, IPV6 = 2;
    private static final int PARAMETER = 1,
            AUTH = 2,
            SEQUENCE_LIST = 3,
            SOFTWARE = 4,
            NEXT_SEQUENCE = 5,
            STUB = 6,
            TIDS = 8;
    private static final int MD5 = 2, SHA256 = 3, METRIC_BYTES = 16, EXTERNAL_BYTES = 20, WIDE_BYTES = 24;
    private static final long INFINITE = 0xffff_ffffL;

    static final Header H = header("eigrp", "Enhanced Interior Gateway Routing Protocol");
    static final Field VERSION = H.u8("version", "Version"),
            OPCODE = H.u8("opcode", "Opcode").names(Names.lines("""
            1 Update
            2 Request
            3 Query
            4 Reply
            5 Hello
            6 IPX/SAP
            7 Route Probe
            8 Hello (Ack)
            9 Stub-Info
            10 SIA-Query
            11 SIA-Reply
            """)),
            CHECKSUM = H.u16("checksum", "Checksum").hex(),
            STATUS =
                    H.derived("checksum.status", "Checksum Status", Type.UINT, Eigrp::status)
                            .names(Checksum.STATUS),
            BAD_CHECKSUM = H.note("checksum.bad", "Bad Checksum", (f, at, end) -> status(f, at, end) == Checksum.BAD);
    static final Header REST = H.then("Rest", (f, at, end) -> true);
    static final Field FLAGS = REST.u32("flags", "Flags").hex(),
            EOT = REST.split(FLAGS).skip(28).bit("flags.eot", "End Of Table"),
            RESTART = REST.bit("flags.restart", "Restart"),
            CONDITIONAL = REST.bit("flags.condrecv", "Conditional Receive"),
            INIT = REST.bit("flags.init", "Init"),
            SEQ = REST.u32("seq", "Sequence"),
            ACK = REST.u32("ack", "Acknowledge"),
            VRID =
                    REST.u16("vrid", "Virtual Router ID")
                            .names(Names.of(0, "Address-Family", 1, "Multi-Cast", 0x8000, "Service-Family")),
            AS = REST.u16("as", "Autonomous System");

    static final Header TLV = REST.parts(
            "TLV",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at + HEADER : previous + f.u16(previous + 2);
                return previous >= 0 && f.u16(previous + 2) < HEAD || next + HEAD > end ? -1 : next;
            },
            (f, at, end) -> Math.max(HEAD, f.u16(at + 2)));
    static final Field TLV_TYPE = TLV.u16("tlv_type", "Type").hex().names(Names.lines("""
            0x0001 Parameters
            0x0002 Authentication
            0x0003 Sequence
            0x0004 Software Version
            0x0005 Next multicast sequence
            0x0006 Peer Stub Information
            0x0007 Peer Termination
            0x0008 Peer TopologyID List
            0x00f1 Request(MTR)
            0x00f2 Internal Route(MTR)
            0x00f3 External Route(MTR)
            0x0101 Request(IPv4)
            0x0102 Internal Route(IPv4)
            0x0103 External Route(IPv4)
            0x0104 Community(IPv4)
            0x0202 Internal Route(ATALK)
            0x0203 External Route(ATALK)
            0x0204 Cable Configuration(ATALK)
            0x0302 Internal Route(IPX)
            0x0303 External Route(IPX)
            0x0304 Community(IPX)
            0x0401 Request(IPv6)
            0x0402 Internal Route(IPv6)
            0x0403 External Route(IPv6)
            0x0404 Community(IPv6)
            0x0601 Request(MP)
            0x0602 Internal Route(MP)
            0x0603 External Route(MP)
            0x0604 Community(MP)
            """)),
            TLV_LEN = TLV.u16("tlv.len", "Length"),
            TLV_LEN_INVALID =
                    TLV.note(
                            "tlv.len.invalid",
                            "Corrupt TLV (Length field less than 4)",
                            (f, at, end) -> f.u16(at + 2) < HEAD);

    static final Header PARAMETERS = TLV.then("Parameters", (f, at, end) -> f.u16(at) == PARAMETER);

    static {
        for (int k = 1; k <= 6; k++) {
            PARAMETERS.u8("par.k" + k, "K" + k);
        }
    }

    static final Field HOLD_TIME = PARAMETERS.u16("par.holdtime", "Hold Time"),
            PEER_TERMINATION =
                    PARAMETERS.note("peer_termination", "Peer Termination", (f, at, end) -> isGoodbye(f, at));

    static final Header SIGNED = TLV.then("Authentication", (f, at, end) -> f.u16(at) == AUTH);
    static final Field AUTH_TYPE = SIGNED.u16("auth.type", "Type").names(Names.lines("""
            0 NONE
            1 TEXT
            2 MD5
            3 SHA256
            """)),
            AUTH_LENGTH = SIGNED.u16("auth.length", "Length"),
            KEY_ID = SIGNED.u32("auth.keyid", "Key ID"),
            KEY_SEQUENCE = SIGNED.u32("auth.keyseq", "Key Sequence"),
            NULL_PAD = SIGNED.bytes(8, "nullpad", "Nullpad"),
            DIGEST =
                    SIGNED.span("auth.digest", "Digest", Type.BYTES, (f, at, end) -> {
                        int bytes = f.u16(at + 4) == MD5 ? 16 : f.u16(at + 4) == SHA256 ? 32 : -1;
                        return bytes < 0 || at + 24 + bytes > end ? Field.ABSENT : Field.span(at + 24, bytes);
                    });

    static final Header PEER = TLV.parts(
            "Peer",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at + HEAD : previous + 1 + f.u8(previous);
                return f.u16(at) == SEQUENCE_LIST && next < end && next + 1 + f.u8(next) <= end ? next : -1;
            },
            (f, at, end) -> 1 + f.u8(at));
    static final Field ADDRESS_LENGTH = PEER.u8("seq.addrlen", "Address length");
    static final Field PEER_4 = PEER.then("IPv4", (f, at, end) -> f.u8(at) == 4).ipv4("seq.ipv4addr", "IP Address");
    static final Field PEER_6 =
            PEER.then("IPv6", (f, at, end) -> f.u8(at) == 16).ipv6("seq.ipv6addr", "IPv6 Address");

    static final Header SOFTWARE_VERSION = TLV.then("Software", (f, at, end) -> f.u16(at) == SOFTWARE);
    static final Field
            RELEASE = SOFTWARE_VERSION.u16("release_version", "EIGRP Release").means(Eigrp::dotted),
            PARTS_VERSION =
                    SOFTWARE_VERSION.u16("tlv_version", "EIGRP TLV version").means(Eigrp::dotted);
    static final Field NEXT_MCAST_SEQ =
            TLV.then("Next", (f, at, end) -> f.u16(at) == NEXT_SEQUENCE).u32("next_mcast_seq", "Multicast Sequence");
    static final Header STUB_INFO = TLV.then("Stub", (f, at, end) -> f.u16(at) == STUB);
    static final Field
            STUB_OPTIONS = STUB_INFO.u16("stub_options", "Stub Options").hex(),
            STUB_RECVONLY = STUB_INFO.split(STUB_OPTIONS).skip(10).bit("stub_options.recvonly", "Receive-Only"),
            STUB_LEAKMAP = STUB_INFO.bit("stub_options.leakmap", "Leak-Map"),
            STUB_REDIST = STUB_INFO.bit("stub_options.redist", "Redistributed"),
            STUB_SUMMARY = STUB_INFO.bit("stub_options.summary", "Summary"),
            STUB_STATIC = STUB_INFO.bit("stub_options.static", "Static"),
            STUB_CONNECTED = STUB_INFO.bit("stub_options.connected", "Connected");
    static final Header TID_LIST = TLV.then("Topologies", (f, at, end) -> f.u16(at) == TIDS);
    static final Field
            TID_FLAGS = TID_LIST.u16("tidlist.flags", "TID List Flags").hex(),
            TID_BYTES = TID_LIST.u16("tidlist.len", "TID List Size");
    static final Header TID_ENTRY = TID_LIST.parts(
                    "TID",
                    (f, at, end, previous, index) -> {
                        int next = previous < 0 ? at + 8 : previous + 2;
                        return next + 2 <= Math.min(end, at + 8 + f.u16(at + 6)) ? next : -1;
                    },
                    (f, at, end) -> 2)
            .untitled();
    static final Field TID_OF_LIST = TID_ENTRY.u16("tidlist", "TID List");

    static final Header TOPOLOGY = TLV.behind(
            "Topology", (f, at, end) -> isMultiTopology(f.u16(at)) ? at + 6 : isWide(f.u16(at)) ? at + 4 : -1);
    static final Field TID = TOPOLOGY.u16("tid", "Topology").names(Names.of(0, "base")),
            AFI = TOPOLOGY.u16("afi", "AFI").names(Names.lines("""
            1 IPv4
            2 IPv6
            11 IPX
            12 Appletalk
            16384 Common Service Family
            16385 IPv4 Service Family
            16386 IPv6 Service Family
            """)),
            ROUTER_ID = TOPOLOGY.ipv4("routerid", "RouterID");
    static final Header TAGGED = TLV.behind("Tag", (f, at, end) -> isMultiTopology(f.u16(at)) ? at + 14 : -1);
    static final Field OLD_TAG = TAGGED.u32("old_metric.tag", "Tag");

    static final Header WIDE = TLV.parts(
            "Wide Metric",
            (f, at, end, previous, index) -> index == 0 && isWide(f.u16(at)) ? at + 12 : -1,
            (f, at, end) -> WIDE_BYTES);
    static final Field OFFSET = WIDE.u8("metric.offset", "Offset"),
            RANK = WIDE.u8("metric.priority", "Priority"),
            RELIABILITY = WIDE.u8("metric.reliability", "Reliability"),
            LOAD = WIDE.u8("metric.load", "Load"),
            MTU = WIDE.u24("metric.mtu", "MTU"),
            HOPS = WIDE.u8("metric.hopcount", "Hop Count"),
            DELAY = WIDE.bits(48, "metric.delay", "Delay"),
            BANDWIDTH = WIDE.bits(48, "metric.bandwidth", "Bandwidth"),
            RESERVED = WIDE.u16("metric.reserved", "Reserved").hex();

    static {
        flags(WIDE);
        WIDE.skip(8);
    }

    static final Header ATTRIBUTE = TLV.parts(
            "Attribute",
            (f, at, end, previous, index) -> {
                if (!isWide(f.u16(at)) || at + 12 + WIDE_BYTES > end) {
                    return -1;
                }
                int next = previous < 0 ? at + 12 + WIDE_BYTES : previous + 2 + 2 * f.u8(previous + 1);
                return next + 2 <= Math.min(end, at + 12 + WIDE_BYTES + 2 * f.u8(at + 12)) ? next : -1;
            },
            (f, at, end) -> 2 + 2 * f.u8(at + 1));
    static final Field ATTR_OPCODE = ATTRIBUTE.u8("attr.opcode", "Opcode").names(Names.lines("""
            0 NO-OP
            1 Scaled Metric
            2 Tag
            3 Community
            4 Jitter
            5 Quiescent Energy
            6 Energy
            """)),
            ATTR_OFFSET = ATTRIBUTE.u8("attr.offset", "Offset");

    static {
        attribute(1, "attr.scaled", "Legacy Metric");
        attribute(2, "attr.tag", "Tag");
        attribute(4, "attr.jitter", "Jitter");
        attribute(5, "attr.qenergy", "Q-Energy");
        attribute(6, "attr.energy", "Energy");
    }

    static final Field NEXT_HOP = TLV.behind(
                    "Next hop", (f, at, end) -> family(f, at, end) == IPV4 ? nextHop(f, at, end) : -1)
            .ipv4("ipv4.nexthop", "NextHop");
    static final Field NEXT_HOP_6 = TLV.behind(
                    "Next hop", (f, at, end) -> family(f, at, end) == IPV6 ? nextHop(f, at, end) : -1)
            .ipv6("ipv6.nexthop", "NextHop");
    static final Header EXTERNAL = TLV.parts(
            "External Data",
            (f, at, end, previous, index) ->
                    index == 0 && isExternal(f.u16(at)) && family(f, at, end) > 0 ? external(f, at, end) : -1,
            (f, at, end) -> EXTERNAL_BYTES);
    static final Field ORIGINAL_ROUTER = EXTERNAL.ipv4("extdata.origrid", "Originating RouterID"),
            ORIGINAL_AS = EXTERNAL.u32("extdata.as", "Originating A.S."),
            TAG = EXTERNAL.u32("extdata.tag", "Administrative Tag"),
            EXTERNAL_METRIC = EXTERNAL.u32("extdata.metric", "External Metric"),
            EXTERNAL_RESERVED = EXTERNAL.u16("extdata.reserved", "Reserved"),
            PROTO = EXTERNAL.u8("extdata.proto", "External Protocol ID").names(Names.lines("""
            0 NULL
            1 IGRP
            2 EIGRP
            3 Static
            4 RIP
            5 HELLO
            6 OSPF
            7 IS-IS
            8 EGP
            9 BGP
            10 IDRP
            11 Connected
            """)),
            EXTERNAL_CD = EXTERNAL.skip(6).bit("opaque.flag.cd", "Route is Candidate Default"),
            EXTERNAL_EXT = EXTERNAL.bit("opaque.flag.ext", "Route is External");

    static final Header METRIC = TLV.parts(
            "Legacy Metric",
            (f, at, end, previous, index) -> index == 0 ? metric(f, at, end) : -1,
            (f, at, end) -> METRIC_BYTES);
    static final Field OLD_DELAY = METRIC.u32("old_metric.delay", "Scaled Delay"),
            OLD_BANDWIDTH = METRIC.u32("old_metric.bw", "Scaled BW"),
            OLD_MTU = METRIC.u24("old_metric.mtu", "MTU"),
            OLD_HOPS = METRIC.u8("old_metric.hopcount", "Hop Count"),
            OLD_RELIABILITY = METRIC.u8("old_metric.rel", "Reliability"),
            OLD_LOAD = METRIC.u8("old_metric.load", "Load"),
            OLD_INTERNAL_TAG = METRIC.u8("old_metric.intag", "Route Tag");

    static {
        flags(METRIC);
    }

    static final Header DESTINATION = TLV.parts(
            "Destination",
            (f, at, end, previous, index) -> next(f, at, end, previous, IPV4),
            (f, at, end) -> destinationBytes(f, at, IPV4));
    static final Field PREFIX_LENGTH = DESTINATION.u8("ipv4.prefixlen", "Prefix Length"),
            PREFIX =
                    DESTINATION
                            .derived(
                                    "ipv4.destination",
                                    "Destination",
                                    Type.IPV4,
                                    (f, at, end) -> f.u8(at) > 32 || at + destinationBytes(f, at, IPV4) > end
                                            ? Field.ABSENT
                                            : prefix(f, at))
                            .plain(),
            PREFIX_INVALID =
                    DESTINATION.note("prefixlen.invalid", "Invalid prefix length", (f, at, end) -> f.u8(at) > 32);
    static final Header DESTINATION_6 = TLV.parts(
            "Destination",
            (f, at, end, previous, index) -> next(f, at, end, previous, IPV6),
            (f, at, end) -> destinationBytes(f, at, IPV6));
    static final Field PREFIX_LENGTH_6 = DESTINATION_6.u8("ipv6.prefixlen", "Prefix Length"),
            PREFIX_6 =
                    DESTINATION_6.span(
                            "ipv6.destination",
                            "Destination",
                            Type.IPV6,
                            (f, at, end) -> f.u8(at) > 128 || at + 1 + (f.u8(at) + 7) / 8 > end
                                    ? Field.ABSENT
                                    : Field.span(at + 1, (f.u8(at) + 7) / 8)),
            PREFIX_6_INVALID =
                    DESTINATION_6.note("prefixlen.invalid", "Invalid prefix length", (f, at, end) -> f.u8(at) > 128);

    static {
        H.length(4);
        REST.length(HEADER - 4);
        PARAMETERS.length(8);
        SIGNED.length(20);
        WIDE.length(WIDE_BYTES);
        EXTERNAL.length(EXTERNAL_BYTES);
        METRIC.length(METRIC_BYTES);
    }

    public Eigrp() {
        super(H);
        on(Ipv4.PROTOCOL, NUMBER);
    }

    /** A release and its minor number. */
    private static void dotted(long version, Out out) {
        out.dec(version >> 8).put('.').dec(version & 0xff);
    }

    private static void attribute(int opcode, String name, String label) {
        ATTRIBUTE
                .then(label, (f, at, end) -> f.u8(at) == opcode && f.u8(at + 1) >= 2)
                .u32(name, label);
    }

    private static void flags(Header h) {
        h.skip(4).bit("metric.flags.repl", "Route is Replicated");
        h.bit("metric.flags.active", "Route is Active");
        h.bit("metric.flags.cd", "Candidate Default");
        h.bit("metric.flags.srcwd", "Source Withdraw");
    }

    // ---- where what is in a route: the caller has the part's first four octets, and compares what is found with its
    // end

    private static boolean isMultiTopology(int type) {
        return type == 0xf2 || type == 0xf3;
    }

    private static boolean isWide(int type) {
        return type == 0x602 || type == 0x603;
    }

    private static boolean isExternal(int type) {
        return (type & 0xf) == 3;
    }

    /** The address family of a route; 0 for what is none, or of a family unknown here. */
    private static int family(Frame f, int at, int end) {
        int type = f.u16(at);
        int told = isMultiTopology(type) ? at + 8 : at + 6;
        int family =
                switch (type) {
                    case 0x102, 0x103 -> IPV4;
                    case 0x402, 0x403 -> IPV6;
                    case 0xf2, 0xf3, 0x602, 0x603 -> told + 2 <= end ? f.u16(told) : 0;
                    default -> 0;
                };
        return family == IPV4 || family == IPV6 ? family : 0;
    }

    private static int nextHop(Frame f, int at, int end) {
        int type = f.u16(at);
        if (isWide(type)) {
            return at + 12 < end ? at + 12 + WIDE_BYTES + 2 * f.u8(at + 12) : end;
        }
        return isMultiTopology(type) ? at + 18 + METRIC_BYTES : at + HEAD;
    }

    private static int external(Frame f, int at, int end) {
        return nextHop(f, at, end) + (family(f, at, end) == IPV4 ? 4 : 16);
    }

    private static int metric(Frame f, int at, int end) {
        int type = f.u16(at);
        if (isMultiTopology(type)) {
            return at + 18;
        }
        return isWide(type) || family(f, at, end) == 0
                ? -1
                : external(f, at, end) + (isExternal(type) ? EXTERNAL_BYTES : 0);
    }

    private static int destinations(Frame f, int at, int end) {
        int type = f.u16(at);
        return external(f, at, end)
                + (isExternal(type) ? EXTERNAL_BYTES : 0)
                + (isWide(type) || isMultiTopology(type) ? 0 : METRIC_BYTES);
    }

    private static int next(Frame f, int at, int end, int previous, int family) {
        if (family(f, at, end) != family) {
            return -1;
        }
        int next = previous < 0 ? destinations(f, at, end) : previous + destinationBytes(f, previous, family);
        return next < end ? next : -1;
    }

    /** Of IPv6 there is one octet more than the prefix needs where that ends with one, as Cisco's routers send it. */
    private static int destinationBytes(Frame f, int at, int family) {
        int bits = f.u8(at);
        if (family == IPV4) {
            return 1 + (bits > 32 ? 4 : (bits + 7) / 8);
        }
        return 1 + (bits > 128 ? 16 : (bits + 7) / 8 + (bits < 128 && bits % 8 == 0 ? 1 : 0));
    }

    private static long prefix(Frame f, int at) {
        int bytes = (f.u8(at) + 7) / 8;
        return bytes == 0 ? 0 : f.number(at + 1, bytes) << 32 - 8 * bytes;
    }

    private static boolean isGoodbye(Frame f, int at) {
        return f.i32(at + HEAD) == -1 && f.u8(at + HEAD + 4) == 0xff;
    }

    private static long status(Frame f, int at, int end) {
        int layer = f.layer(H.protocol(), at);
        return f.isQuoted(layer) || Network.isFragment(f, layer) ? Checksum.UNVERIFIED : Checksum.ofLayer(f, layer, 0);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 4 > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, end, end);
        int next = at + HEADER;
        while (next + HEAD <= end && f.u16(next + 2) >= HEAD) {
            next += f.u16(next + 2);
        }
        if (next + HEAD <= end) {
            f.malformed(next, end);
        } else if (next != end) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer);
        out.put("eigrp ");
        if (at + HEADER > end) {
            return;
        }
        boolean ack = OPCODE.get(f, at) == HELLO && ACK.get(f, at) != 0;
        String name = OPCODE.names().get(OPCODE.get(f, at));
        out.words(ack ? "ack" : name == null ? "opcode " : name);
        if (name == null) {
            out.dec(OPCODE.get(f, at));
        }
        out.put(", as ").dec(AS.get(f, at));
        if (SEQ.get(f, at) != 0) {
            out.put(", seq ").dec(SEQ.get(f, at));
        }
        if (ACK.get(f, at) != 0) {
            out.put(", ack ").dec(ACK.get(f, at));
        }
        out.put(INIT.get(f, at) != 0 ? ", init" : "").put(EOT.get(f, at) != 0 ? ", end of table" : "");
        int tlv = -1, shown = 0;
        for (int i = 0; (tlv = TLV.next(f, at, end, tlv, i)) >= 0; i++) {
            int stop = TLV.end(f, tlv, end);
            if (f.u16(tlv) == PARAMETER && tlv + 12 <= stop) {
                out.put(isGoodbye(f, tlv) ? ", goodbye" : ", hold ");
                if (!isGoodbye(f, tlv)) {
                    out.dec(HOLD_TIME.get(f, tlv)).put(" s");
                }
            }
            shown = routes(f, tlv, stop, shown, out);
        }
        out.put(shown > SHOWN ? " …" : "").put(status(f, at, end) == Checksum.BAD ? " [bad checksum]" : "");
    }

    private static int routes(Frame f, int tlv, int end, int before, Out out) {
        int shown = before, route = -1;
        int metric = metric(f, tlv, end);
        boolean unreachable = metric >= 0 && metric + 4 <= end && f.u32(metric) == INFINITE;
        for (int i = 0; (route = DESTINATION.next(f, tlv, end, route, i)) >= 0; i++) {
            if (f.u8(route) <= 32 && route + destinationBytes(f, route, IPV4) <= end && shown++ < SHOWN) {
                out.put(shown == 1 ? "  " : ", ").ipv4((int) prefix(f, route));
                out.put('/').dec(f.u8(route)).put(unreachable ? " unreachable" : "");
            }
        }
        route = -1;
        for (int i = 0; (route = DESTINATION_6.next(f, tlv, end, route, i)) >= 0; i++) {
            long place = PREFIX_6.place(f, route, end);
            if (place != Field.ABSENT && shown++ < SHOWN) {
                PREFIX_6.put(f, route, end, out.put(shown == 1 ? "  " : ", "));
                out.put('/').dec(f.u8(route)).put(unreachable ? " unreachable" : "");
            }
        }
        return shown;
    }
}
