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
 * Internet Control Message Protocol for IPv6: RFC 4443, 4884 (extensions of errors), 4286 (router discovery for multicast),
 * 4620 (node information), 8335 (extended echo).
 *
 * <pre>
 * type     message                          bytes
 * 1 3      unreachable, time exceeded       8 + quoted packet (+ extensions)
 * 2 4      too big, parameter problem       8 + quoted packet
 * 128 129  echo                             8 + data
 * 130-132  MLD                              {@link Mld}
 * 133-137  neighbor discovery               {@link NeighborDiscovery}
 * 139 140  node information                 16 + data
 * 141 142  inverse neighbor discovery       {@link NeighborDiscovery}
 * 143      MLD                              {@link Mld}
 * 151-153  multicast router discovery       8, 4, 4
 * 160 161  extended echo                    8 + extensions
 * </pre>
 */
public final class Icmpv6 extends Protocol {
    private static final int NUMBER = 58,
            UNREACHABLE = 1,
            TOO_BIG = 2,
            EXCEEDED = 3,
            PARAMETER = 4,
            ECHO = 128,
            ECHO_REPLY = 129,
            NODE_QUERY = 139,
            NODE_REPLY = 140,
            ROUTER = 151,
            ROUTER_TERMINATION = 153,
            EXTENDED_ECHO = 160,
            EXTENDED_REPLY = 161,
            HEADER = 8;

    public static final Header H = header("icmpv6", "Internet Control Message Protocol v6");
    public static final Field TYPE =
            H.u8("type", "Type").names(Names.lines("""
            1 Destination Unreachable
            2 Packet Too Big
            3 Time Exceeded
            4 Parameter Problem
            100 Private experimentation
            101 Private experimentation
            127 Reserved for expansion of ICMPv6 error messages
            128 Echo (ping) request
            129 Echo (ping) reply
            130 Multicast Listener Query
            131 Multicast Listener Report
            132 Multicast Listener Done
            133 Router Solicitation
            134 Router Advertisement
            135 Neighbor Solicitation
            136 Neighbor Advertisement
            137 Redirect
            138 Router Renumbering
            139 Node Information Query
            140 Node Information Reply
            141 Inverse Neighbor Discovery Solicitation
            142 Inverse Neighbor Discovery Advertisement
            143 Multicast Listener Report Message v2
            144 Home Agent Address Discovery Request
            145 Home Agent Address Discovery Reply
            146 Mobile Prefix Solicitation
            147 Mobile Prefix Advertisement
            148 Certification Path Solicitation
            149 Certification Path Advertisement
            150 Experimental Mobility
            151 Multicast Router Advertisement
            152 Multicast Router Solicitation
            153 Multicast Router Termination
            154 FMIPv6
            155 RPL Control
            156 Locator Update
            157 Duplicate Address Request
            158 Duplicate Address Confirmation
            159 MPL Control Message
            160 Extended Echo request
            161 Extended Echo reply
            200 Private experimentation
            201 Private experimentation
            255 Reserved for expansion of ICMPv6 informational messages
            """)).parent();

    static final Field CODE_UNREACHABLE = code(UNREACHABLE, """
            0 no route to destination
            1 Administratively prohibited
            2 Beyond scope of source address
            3 Address unreachable
            4 Port unreachable
            5 Source address failed ingress/egress policy
            6 Reject route to destination
            7 Error in Source Routing Header
            """),
            CODE_EXCEEDED = code(EXCEEDED, """
            0 hop limit exceeded in transit
            1 fragment reassembly time exceeded
            """),
            CODE_PARAMETER = code(PARAMETER, """
            0 erroneous header field encountered
            1 unrecognized Next Header type encountered
            2 unrecognized IPv6 option encountered
            3 IPv6 First Fragment has incomplete IPv6 Header Chain
            """);
    static final Header OTHER_CODE = H.then("Code", (f, at, end) -> codeOf(f.u8(at)) == Icmpv6.CODE);
    static final Field CODE = OTHER_CODE.u8("code", "Code");

    static final Field CHECKSUM = H.skip(8).u16("checksum", "Checksum").hex(),
            STATUS =
                    H.derived("checksum.status", "Checksum Status", Type.UINT, Icmpv6::status)
                            .names(Checksum.STATUS),
            CHECKSUM_BAD =
                    H.note("checksum_bad.expert", "Bad checksum", (f, at, end) -> status(f, at, end) == Checksum.BAD);

    static final Header MEASURED = H.then("Length", (f, at, end) -> isExtensible(f.u8(at)) && f.u8(at + 4) > 0);
    static final Field
            LENGTH =
                    MEASURED.u8("length", "Length of original datagram")
                            .means((units, out) -> out.dec(units * 8).put(" bytes")),
            RESERVED_3 = MEASURED.bytes(3, "reserved", "Reserved");
    static final Header UNUSED = H.then("Reserved", (f, at, end) -> isExtensible(f.u8(at)) && f.u8(at + 4) == 0);
    static final Field RESERVED = UNUSED.bytes(4, "reserved", "Reserved");
    static final Header LIMITED = H.then("MTU", (f, at, end) -> f.u8(at) == TOO_BIG);
    static final Field MTU = LIMITED.u32("mtu", "MTU");
    static final Header POINTED = H.then("Pointer", (f, at, end) -> f.u8(at) == PARAMETER);
    static final Field POINTER = POINTED.u32("pointer", "Pointer");

    static final Header PING = H.then("Echo", (f, at, end) -> f.u8(at) == ECHO || f.u8(at) == ECHO_REPLY);
    static final Field IDENTIFIER = PING.u16("echo.identifier", "Identifier").hex(),
            SEQUENCE = PING.u16("echo.sequence_number", "Sequence");

    static final Header EXTENDED = H.then("Extended Echo", (f, at, end) -> isExtended(f.u8(at)));
    static final Field
            EXTENDED_IDENTIFIER = EXTENDED.u16("echo.identifier", "Identifier").hex(),
            EXTENDED_SEQUENCE = EXTENDED.u8("ext.echo.seq", "Sequence number");
    static final Header REQUEST = EXTENDED.then("Request", (f, at, end) -> f.u8(at) == EXTENDED_ECHO);
    static final Field
            REQUEST_RESERVED = REQUEST.bits(7, "ext.echo.req.res", "Reserved").hex(),
            LOCAL = REQUEST.bit("ext.echo.req.local", "Local bit");
    static final Header REPLY = EXTENDED.then("Reply", (f, at, end) -> f.u8(at) == EXTENDED_REPLY);
    static final Field STATE = REPLY.bits(3, "ext.echo.rsp.state", "State").names(Icmp.STATES),
            REPLY_RESERVED = REPLY.bits(2, "ext.echo.rsp.res", "Reserved").hex(),
            ACTIVE = REPLY.bit("ext.echo.rsp.active", "Active bit"),
            IPV4 = REPLY.bit("ext.echo.rsp.ipv4", "IPv4 bit"),
            IPV6 = REPLY.bit("ext.echo.rsp.ipv6", "IPv6 bit");

    static final Header NODE = H.then("Node Information", (f, at, end) -> isNode(f.u8(at)));
    static final Field QTYPE = NODE.u16("ni.qtype", "Qtype").names(Names.lines("""
            0 NOOP
            1 Supported query types (Obsolete)
            2 Node Name
            3 Node addresses
            4 IPv4 node addresses
            """)),
            NODE_FLAG = NODE.u16("ni.flag", "Flags").hex(),
            NODE_RSV = NODE.split(NODE_FLAG).bits(10, "ni.flag.rsv", "Reserved").hex(),
            NODE_G = NODE.bit("ni.flag.g", "Global-scope addresses"),
            NODE_S = NODE.bit("ni.flag.s", "Site-local addresses"),
            NODE_L = NODE.bit("ni.flag.l", "Link-local addresses"),
            NODE_C = NODE.bit("ni.flag.c", "Compression"),
            NODE_A = NODE.bit("ni.flag.a", "Unicast Addresses"),
            NODE_T = NODE.bit("ni.flag.t", "Truncated"),
            NODE_NONCE = NODE.u64("ni.nonce", "Nonce").hex();

    static final Header ROUTERS = H.then("Multicast Router Advertisement", (f, at, end) -> f.u8(at) == ROUTER);
    static final Field
            QUERY_INTERVAL =
                    ROUTERS.u16("mcast_ra.query_interval", "Query Interval").in("seconds"),
            ROBUSTNESS = ROUTERS.u16("mcast_ra.robustness_variable", "Robustness Variable");

    static final Field DATA = H.span(
            "data",
            "Data",
            Type.BYTES,
            (f, at, end) -> isDecoded(f.u8(at)) || at + 4 == end ? Field.ABSENT : Field.span(at + 4, end - at - 4));

    static {
        H.length(4);
        MEASURED.length(4);
        PING.length(4);
        EXTENDED.length(3);
        NODE.length(12);
        ROUTERS.length(4);
        IcmpExtensions.under(H, (f, at, end, previous, index) -> index > 0 ? -1 : extensions(f, at, end));
        Mld.declare();
        NeighborDiscovery.declare();
    }

    public Icmpv6() {
        super(H);
        on(Ipv4.PROTOCOL, NUMBER);
    }

    private static Field code(int type, String names) {
        return H.then("Code", (f, at, end) -> f.u8(at) == type)
                .u8("code", "Code")
                .names(Names.lines(names));
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 4 > end) {
            f.broken(at, end);
            return;
        }
        int type = f.u8(at);
        boolean carries = isError(type) || type == ECHO || type == ECHO_REPLY;
        f.push(this, at, carries ? Math.min(at + HEADER, end) : end, end);
        if (needed(f, at, end) > end - at) {
            NeighborOptions.quote(f, at, end);
            f.broken(end, end);
        } else if (isError(type)) {
            int extensions = extensions(f, at, end);
            f.quote(Ethernet.TYPE.table(), 0x86dd, at + HEADER, extensions < 0 ? f.declared() : extensions);
        } else if (carries) {
            f.next(TYPE.table(), type, at + HEADER, f.declared());
        } else if (NeighborDiscovery.is(type)) {
            NeighborOptions.quote(f, at, end);
        }
    }

    /** Bytes that a message asks for by its type and its own counts. */
    private static int needed(Frame f, int at, int end) {
        int type = f.u8(at);
        if (Mld.is(type)) {
            return Mld.needed(f, at, end);
        }
        if (NeighborDiscovery.is(type)) {
            return Math.max(NeighborDiscovery.fixed(type), NeighborOptions.needed(f, at, end) - at);
        }
        return isNode(type) ? 16 : isDecoded(type) && type <= ROUTER || isExtended(type) ? HEADER : 4;
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        int type = f.u8(at);
        if (Mld.is(type)) {
            Mld.row(f, at, end, out);
        } else {
            said(f, layer, at, end, out);
        }
        if (status(f, at, end) == Checksum.BAD) {
            out.put(" [bad checksum]");
        }
        Network.quoted(f, layer, out);
    }

    private static void said(Frame f, int layer, int at, int end, Out out) {
        int type = f.u8(at);
        Field code = codeOf(type);
        String reason = code == CODE ? null : code.names().get(f.u8(at + 1));
        String name = reason != null ? reason : TYPE.names().get(type);
        out.put("icmp6 ").words(name != null ? name : "type ");
        if (name == null) {
            out.dec(type).put(" code ").dec(f.u8(at + 1));
        } else if (NeighborDiscovery.is(type)) {
            NeighborDiscovery.row(f, at, end, out);
        } else if (at + HEADER > end) {
            return;
        } else if (type == ECHO || type == ECHO_REPLY) {
            out.put(", id ").dec(IDENTIFIER.get(f, at)).put(", seq ").dec(SEQUENCE.get(f, at));
            out.put(", ").dec(f.declared(layer) - at - HEADER).put(" bytes");
        } else if (type == TOO_BIG) {
            out.put(", mtu ").dec(MTU.get(f, at));
        } else if (type == ROUTER) {
            out.put(", robustness ").dec(ROBUSTNESS.get(f, at));
            out.put(", every ").dec(QUERY_INTERVAL.get(f, at)).put(" s");
        }
    }

    private static Field codeOf(int type) {
        return switch (type) {
            case UNREACHABLE -> CODE_UNREACHABLE;
            case EXCEEDED -> CODE_EXCEEDED;
            case PARAMETER -> CODE_PARAMETER;
            default -> CODE;
        };
    }

    private static boolean isError(int type) {
        return type >= UNREACHABLE && type <= PARAMETER;
    }

    /** Whether extensions may follow the quoted packet (RFC 4884, 4). */
    private static boolean isExtensible(int type) {
        return type == UNREACHABLE || type == EXCEEDED;
    }

    private static boolean isExtended(int type) {
        return type == EXTENDED_ECHO || type == EXTENDED_REPLY;
    }

    private static boolean isNode(int type) {
        return type == NODE_QUERY || type == NODE_REPLY;
    }

    private static boolean isDecoded(int type) {
        return isError(type)
                || type == ECHO
                || type == ECHO_REPLY
                || Mld.is(type)
                || NeighborDiscovery.is(type)
                || isNode(type)
                || type >= ROUTER && type <= ROUTER_TERMINATION
                || isExtended(type);
    }

    /** Where extensions begin, or -1. */
    private static int extensions(Frame f, int at, int end) {
        int type = f.u8(at);
        if (isExtended(type)) {
            return at + HEADER < end ? at + HEADER : -1;
        }
        return isExtensible(type) && at + HEADER <= end
                ? IcmpExtensions.find(f, at + HEADER, end, f.u8(at + 4) * 8)
                : -1;
    }

    /** Where the address is that a neighbor solicitation in a layer asks for; -1 in other messages. */
    public static int target(Frame f, int layer) {
        int at = f.at(layer);
        int type = f.u8(at);
        boolean whole = NeighborDiscovery.SOLICITATION == type && at + NeighborDiscovery.fixed(type) <= f.end(layer);
        return whole ? at + NeighborDiscovery.NS_TARGET.at() : -1;
    }

    /**
     * A prefix that the router advertisement in a layer says is on the link: where it stands in the frame, and its length.
     *
     * @param previous what was given before, or -1
     * @return where the option is; -1 when there is no further one, or it is no advertisement
     */
    public static int onLinkPrefix(Frame f, int layer, int previous) {
        int at = f.at(layer);
        boolean advertises = f.u8(at) == NeighborDiscovery.ROUTER_ADVERTISEMENT
                && at + NeighborDiscovery.fixed(f.u8(at)) <= f.end(layer);
        return advertises ? NeighborOptions.onLink(f, at, f.end(layer), previous) : -1;
    }

    /** The upper half of the prefix in an option found by {@link #onLinkPrefix}. */
    public static long prefix(Frame f, int option) {
        return f.u64(option + NeighborOptions.PREFIX_ADDRESS.at());
    }

    /** The length of the prefix in such an option, in bits. */
    public static int prefixLength(Frame f, int option) {
        return (int) NeighborOptions.PREFIX_LENGTH.get(f, option);
    }

    /** Whether the message in a layer is one of neighbor discovery. */
    public static boolean isNeighborDiscovery(Frame f, int layer) {
        int type = f.u8(f.at(layer));
        return type >= NeighborDiscovery.ROUTER_SOLICITATION && type <= NeighborDiscovery.REDIRECT;
    }

    /** Bytes of the message on the wire. */
    static int length(Frame f, int at) {
        return f.declared(f.layer(H.protocol(), at)) - at;
    }

    /** The checksum covers a pseudo-header, too (RFC 4443, 2.3). Of a quoted message it means nothing: it is not there whole. */
    private static long status(Frame f, int at, int end) {
        int layer = f.layer(H.protocol(), at);
        long pseudo = f.isQuoted(layer) ? -1 : Network.pseudoHeader(f, layer, NUMBER, f.declared(layer) - at);
        return pseudo < 0 ? Checksum.UNVERIFIED : Checksum.ofLayer(f, layer, pseudo);
    }
}
