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
 * Internet Control Message Protocol: RFC 792, 950 (address mask), 1191 (next hop's MTU), 1256 (router discovery), 4884
 * (extensions of errors), 8335 (extended echo).
 *
 * <pre>
 * type     message                        bytes
 * 0 8      echo                           8 + data
 * 3 4 11   unreachable, quench, exceeded  8 + quoted packet (+ extensions)
 * 5        redirect                       8 + quoted packet
 * 9 10     router discovery               8 + 8N, 8
 * 12       parameter problem              8 + quoted packet (+ extensions)
 * 13 14    timestamp                      20
 * 15 16    information                    8
 * 17 18    address mask                   12
 * 42 43    extended echo                  8 + extensions
 * </pre>
 */
public final class Icmp extends Protocol {
    private static final int ECHO_REPLY = 0,
            UNREACHABLE = 3,
            QUENCH = 4,
            REDIRECT = 5,
            ECHO = 8,
            ADVERTISEMENT = 9,
            EXCEEDED = 11,
            PARAMETER = 12,
            TIMESTAMP = 13,
            TIMESTAMP_REPLY = 14,
            MASK = 17,
            MASK_REPLY = 18,
            EXTENDED_ECHO = 42,
            EXTENDED_REPLY = 43,
            FRAGMENTATION_NEEDED = 4,
            HEADER = 8;

    /** RFC 8335, 3. */
    static final Names STATES = Names.lines("""
            0 Reserved
            1 Incomplete
            2 Reachable
            3 Stale
            4 Delay
            5 Probe
            6 Failed
            """);

    public static final Header H = header("icmp", "Internet Control Message Protocol");
    public static final Field TYPE =
            H.u8("type", "Type").names(Names.lines("""
            0 Echo (ping) reply
            3 Destination unreachable
            4 Source quench
            5 Redirect
            6 Alternate host address
            8 Echo (ping) request
            9 Router advertisement
            10 Router solicitation
            11 Time-to-live exceeded
            12 Parameter problem
            13 Timestamp request
            14 Timestamp reply
            15 Information request
            16 Information reply
            17 Address mask request
            18 Address mask reply
            30 Traceroute
            40 Photuris
            41 Experimental mobility protocols
            42 Extended Echo request
            43 Extended Echo reply
            """)).parent();

    static final Field CODE_UNREACHABLE = code(UNREACHABLE, """
            0 Network unreachable
            1 Host unreachable
            2 Protocol unreachable
            3 Port unreachable
            4 Fragmentation needed
            5 Source route failed
            6 Destination network unknown
            7 Destination host unknown
            8 Source host isolated
            9 Network administratively prohibited
            10 Host administratively prohibited
            11 Network unreachable for TOS
            12 Host unreachable for TOS
            13 Communication administratively filtered
            14 Host precedence violation
            15 Precedence cutoff in effect
            """),
            CODE_REDIRECT = code(REDIRECT, """
            0 Redirect for network
            1 Redirect for host
            2 Redirect for TOS and network
            3 Redirect for TOS and host
            """),
            CODE_EXCEEDED = code(EXCEEDED, """
            0 Time to live exceeded in transit
            1 Fragment reassembly time exceeded
            """),
            CODE_PARAMETER = code(PARAMETER, """
            0 Pointer indicates the error
            1 Required option missing
            2 Bad length
            """);
    static final Header OTHER_CODE = H.then("Code", (f, at, end) -> codeOf(f.u8(at)) == Icmp.CODE);
    static final Field CODE = OTHER_CODE.u8("code", "Code");

    static final Field CHECKSUM = H.skip(8).u16("checksum", "Checksum").hex(),
            STATUS =
                    H.derived("checksum.status", "Checksum Status", Type.UINT, Icmp::status)
                            .names(Checksum.STATUS),
            CHECKSUM_BAD = H.note("checksum_bad", "Bad checksum", (f, at, end) -> status(f, at, end) == Checksum.BAD);

    static final Header NUMBERED = H.then("Identifier", (f, at, end) -> isNumbered(f.u8(at)));
    static final Field IDENT = NUMBERED.u16("ident", "Identifier (BE)"),
            IDENT_LE = NUMBERED.again(IDENT, "ident_le", "Identifier (LE)").little(),
            SEQ = NUMBERED.u16("seq", "Sequence Number (BE)"),
            SEQ_LE = NUMBERED.again(SEQ, "seq_le", "Sequence Number (LE)").little();
    static final Header TIMES =
            NUMBERED.then("Timestamps", (f, at, end) -> f.u8(at) == TIMESTAMP || f.u8(at) == TIMESTAMP_REPLY);
    static final Field ORIGINATE = TIMES.u32("originate_timestamp", "Originate Timestamp"),
            RECEIVE = TIMES.u32("receive_timestamp", "Receive Timestamp"),
            TRANSMIT = TIMES.u32("transmit_timestamp", "Transmit Timestamp");
    static final Header MASKED =
            NUMBERED.then("Address Mask", (f, at, end) -> f.u8(at) == MASK || f.u8(at) == MASK_REPLY);
    static final Field ADDRESS_MASK = MASKED.ipv4("address_mask", "Address Mask");

    static final Header EXTENDED =
            H.then("Extended Echo", (f, at, end) -> f.u8(at) == EXTENDED_ECHO || f.u8(at) == EXTENDED_REPLY);
    static final Field EXTENDED_IDENT = EXTENDED.u16("ident", "Identifier (BE)"),
            EXTENDED_IDENT_LE =
                    EXTENDED.again(EXTENDED_IDENT, "ident_le", "Identifier (LE)")
                            .little(),
            EXTENDED_SEQ = EXTENDED.u8("ext.echo.seq", "Sequence Number");
    static final Header REQUEST = EXTENDED.then("Request", (f, at, end) -> f.u8(at) == EXTENDED_ECHO);
    static final Field
            REQUEST_RESERVED = REQUEST.bits(7, "ext.echo.req.res", "Reserved").hex(),
            LOCAL = REQUEST.bit("ext.echo.req.local", "Local bit");
    static final Header REPLY = EXTENDED.then("Reply", (f, at, end) -> f.u8(at) == EXTENDED_REPLY);
    static final Field STATE = REPLY.bits(3, "ext.echo.rsp.state", "State").names(STATES),
            REPLY_RESERVED = REPLY.bits(2, "ext.echo.rsp.res", "Reserved").hex(),
            ACTIVE = REPLY.bit("ext.echo.rsp.active", "Active bit"),
            IPV4 = REPLY.bit("ext.echo.rsp.ipv4", "IPv4 bit"),
            IPV6 = REPLY.bit("ext.echo.rsp.ipv6", "IPv6 bit");

    static final Header GATEWAY = H.then("Gateway", (f, at, end) -> f.u8(at) == REDIRECT);
    static final Field REDIR_GW = GATEWAY.ipv4("redir_gw", "Gateway Address");

    static final Header ROUTERS = H.then("Router advertisement", (f, at, end) -> f.u8(at) == ADVERTISEMENT);
    static final Field NUM_ADDRS = ROUTERS.u8("num_addrs", "Number of addresses"),
            ADDR_ENTRY_SIZE =
                    ROUTERS.u8("addr_entry_size", "Address entry size").in("words"),
            LIFETIME = ROUTERS.u16("lifetime", "Lifetime").in("seconds");
    static final Header ROUTER = ROUTERS.list("Router", NUM_ADDRS, (f, at, end) -> 8);
    static final Field ROUTER_ADDRESS = ROUTER.ipv4("router_address", "Router address"),
            PREF_LEVEL = ROUTER.bits(32, "pref_level", "Preference level").signed();

    // The second word of an error; since RFC 4884 its second byte may tell the length of the quoted packet.
    static final Header POINTED = H.then("Pointer", (f, at, end) -> f.u8(at) == PARAMETER);
    static final Field POINTER = POINTED.u8("pointer", "Pointer");
    static final Header BEFORE = H.then("Unused", (f, at, end) -> f.u8(at) != PARAMETER && quoteBytes(f, at, end) > 0);
    static final Field UNUSED_BEFORE = BEFORE.bytes(1, "unused", "Unused");
    static final Header MEASURED = H.then("Length", (f, at, end) -> quoteBytes(f, at, end) > 0);
    static final Field LENGTH = MEASURED.skip(8).u8("length", "Length").in("words"),
            ORIGINAL =
                    MEASURED.again(LENGTH, "length.original_datagram", "Length of original datagram")
                            .code(words -> words * 4)
                            .in("bytes");
    static final Header BEHIND = MEASURED.then("Unused", (f, at, end) -> !hasMtu(f, at));
    static final Field UNUSED_BEHIND = BEHIND.bytes(2, "unused", "Unused");
    static final Header PLAIN = H.then("Unused", (f, at, end) -> isUnmeasured(f, at, end));
    static final Header UNUSED_4 = PLAIN.then("Unused", (f, at, end) -> f.u8(at) != PARAMETER && !hasMtu(f, at)),
            UNUSED_3 = PLAIN.then("Unused", (f, at, end) -> f.u8(at) == PARAMETER),
            UNUSED_2 = PLAIN.then("Unused", (f, at, end) -> hasMtu(f, at));
    static final Field UNUSED = UNUSED_4.bytes(4, "unused", "Unused"),
            UNUSED_POINTER = UNUSED_3.skip(8).bytes(3, "unused", "Unused"),
            UNUSED_MTU = UNUSED_2.bytes(2, "unused", "Unused");
    static final Header FRAGMENTATION = H.then("MTU", (f, at, end) -> hasMtu(f, at));
    static final Field MTU = FRAGMENTATION.skip(16).u16("mtu", "MTU of next hop");

    static {
        H.length(4);
        NUMBERED.length(4);
        EXTENDED.length(3);
        ROUTERS.length(4);
        ROUTER.length(8);
        IcmpExtensions.under(H, (f, at, end, previous, index) -> index > 0 ? -1 : extensions(f, at, end));
    }

    public Icmp() {
        super(H);
        on(Ipv4.PROTOCOL, 1);
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
        int body = Math.min(at + HEADER, end);
        f.push(this, at, body, end);
        if (at + needed(f, at, end) > end) {
            f.broken(end, end);
        } else if (isError(type)) {
            int extensions = extensions(f, at, end);
            f.quote(Ethernet.TYPE.table(), 0x0800, body, extensions < 0 ? f.declared() : extensions);
        } else if (type == ECHO || type == ECHO_REPLY || TYPE.names().get(type) == null) {
            f.next(TYPE.table(), type, body, f.declared());
        }
    }

    /** Bytes that a message of its type must have. */
    private static int needed(Frame f, int at, int end) {
        return switch (f.u8(at)) {
            case TIMESTAMP, TIMESTAMP_REPLY -> 20;
            case MASK, MASK_REPLY -> 12;
            case ADVERTISEMENT -> HEADER + (at + HEADER > end ? 0 : 8 * f.u8(at + 4));
            default -> TYPE.names().get(f.u8(at)) == null ? 4 : HEADER;
        };
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        int type = f.u8(at);
        String name = TYPE.names().get(type);
        Field code = codeOf(type);
        String reason = code == CODE ? null : code.names().get(f.u8(at + 1));
        out.put("icmp ").words(reason != null ? reason : name != null ? name : "type ");
        if (name == null) {
            out.dec(type).put(" code ").dec(f.u8(at + 1));
        }
        if (at + HEADER <= end) {
            if (isNumbered(type)) {
                out.put(", id ").dec(IDENT.get(f, at)).put(", seq ").dec(SEQ.get(f, at));
                if (type == ECHO || type == ECHO_REPLY) {
                    out.put(", ").dec(f.declared(layer) - at - HEADER).put(" bytes");
                }
            } else if (type == REDIRECT) {
                out.put(" to ").ipv4(f.i32(at + 4));
            } else if (hasMtu(f, at)) {
                out.put(", mtu ").dec(MTU.get(f, at));
            }
        }
        if (status(f, at, end) == Checksum.BAD) {
            out.put(" [bad checksum]");
        }
        Network.quoted(f, layer, out);
    }

    private static Field codeOf(int type) {
        return switch (type) {
            case UNREACHABLE -> CODE_UNREACHABLE;
            case REDIRECT -> CODE_REDIRECT;
            case EXCEEDED -> CODE_EXCEEDED;
            case PARAMETER -> CODE_PARAMETER;
            default -> CODE;
        };
    }

    private static boolean isNumbered(int type) {
        return type == ECHO || type == ECHO_REPLY || type >= TIMESTAMP && type <= MASK_REPLY;
    }

    private static boolean isError(int type) {
        return type == UNREACHABLE || type == QUENCH || type == REDIRECT || type == EXCEEDED || type == PARAMETER;
    }

    /** Whether extensions may follow the quoted packet (RFC 4884, 4). */
    private static boolean isExtensible(int type) {
        return type == UNREACHABLE || type == EXCEEDED || type == PARAMETER;
    }

    private static boolean hasMtu(Frame f, int at) {
        return f.u8(at) == UNREACHABLE && f.u8(at + 1) == FRAGMENTATION_NEEDED;
    }

    private static boolean isUnmeasured(Frame f, int at, int end) {
        return isExtensible(f.u8(at)) && quoteBytes(f, at, end) == 0;
    }

    /** Bytes of the quoted packet where the message gives them (RFC 4884, 4), else 0. */
    private static int quoteBytes(Frame f, int at, int end) {
        return isExtensible(f.u8(at)) && at + HEADER <= end ? f.u8(at + 5) * 4 : 0;
    }

    /** Where extensions begin, or -1. */
    private static int extensions(Frame f, int at, int end) {
        int type = f.u8(at);
        if (type == EXTENDED_ECHO || type == EXTENDED_REPLY) {
            return at + HEADER < end ? at + HEADER : -1;
        }
        return isExtensible(type) ? IcmpExtensions.find(f, at + HEADER, end, quoteBytes(f, at, end)) : -1;
    }

    /** Of a quoted message the checksum means nothing: it is not there whole. */
    private static long status(Frame f, int at, int end) {
        int layer = f.layer(H.protocol(), at);
        boolean partial = f.isQuoted(layer) || Network.isFragment(f, layer);
        return partial ? Checksum.UNVERIFIED : Checksum.ofLayer(f, layer, 0);
    }
}
