package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Label Distribution Protocol: RFC 5036, section 3. Hellos over UDP to 224.0.0.2 and ff02::2 (RFC 7552), sessions over TCP.
 *
 * <pre>
 * version 2, length 2 (of what follows), router 4, label space 2; messages: U 1 bit, type 15 bits, length 2, ID 4;
 * parts: U F 2 bits, type 14 bits, length 2, and
 * 0100 FEC       element 1; 02: family 2, bits 1, prefix       0300 status       E F 30 bits, message 4, type 2
 * 0101 addresses family 2, addresses                           0400 hello        hold time 2, T R G, zeros
 * 0103 hops 1                                                  0401, 0403        transport address 4, 16
 * 0104 path      routers 4 each                                0402              sequence 4
 * 0200 label 4                                                 0500 session      version 2, keepalive 2, A D, path limit 1,
 * 0600 request   message 4                                                       PDU limit 2, receiver 4, label space 2
 * </pre>
 *
 * The PDUs of a segment are one layer each.
 */
public final class Ldp extends Protocol {
    private static final int PORT = 646,
            HEADER = 10,
            COUNTED = 4,
            MESSAGE_HEAD = 8,
            HEAD = 4,
            SHOWN = 4,
            VERSION_1 = 1,
            ID_BYTES = 4;
    private static final int FEC = 0x100, ADDRESSES = 0x101, HOPS = 0x103, PATH = 0x104, LABEL = 0x200, STATUS = 0x300;
    private static final int HELLO = 0x400,
            ADDRESS_4 = 0x401,
            SEQUENCE = 0x402,
            ADDRESS_6 = 0x403,
            SESSION = 0x500,
            REQUEST = 0x600;
    private static final int PREFIX = 2, IPV4 = 1, IPV6 = 2;

    static final Header H = header("ldp", "Label Distribution Protocol");
    static final Field VERSION = H.u16("hdr.version", "Version"),
            PDU_LENGTH = H.u16("hdr.pdu_len", "PDU Length"),
            LSR = H.ipv4("hdr.ldpid.lsr", "LSR ID"),
            SPACE = H.u16("hdr.ldpid.lsid", "Label Space ID");
    static final Header MESSAGE = H.parts(
            "Message",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at + HEADER : previous + 4 + f.u16(previous + 2);
                return next + MESSAGE_HEAD <= end && f.u16(next + 2) >= ID_BYTES ? next : -1;
            },
            (f, at, end) -> 4 + f.u16(at + 2));
    static final Field UBIT = MESSAGE.bit("msg.ubit", "U bit"),
            TYPE = MESSAGE.bits(15, "msg.type", "Message Type").hex().names(Names.lines("""
            0x0001 Notification Message
            0x0100 Hello Message
            0x0200 Initialization Message
            0x0201 Keep Alive Message
            0x0202 Capability Message
            0x0300 Address Message
            0x0301 Address Withdrawal Message
            0x0400 Label Mapping Message
            0x0401 Label Request Message
            0x0402 Label Withdrawal Message
            0x0403 Label Release Message
            0x0404 Label Abort Request Message
            """)),
            LENGTH = MESSAGE.u16("msg.len", "Message Length"),
            ID = MESSAGE.u32("msg.id", "Message ID").hex();
    static final Header TLV = MESSAGE.parts(
            "TLV",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at + MESSAGE_HEAD : previous + HEAD + f.u16(previous + 2);
                return next + HEAD <= end ? next : -1;
            },
            (f, at, end) -> HEAD + f.u16(at + 2));
    static final Field
            UNKNOWN_BITS = TLV.bits(2, "msg.tlv.unknown", "TLV Unknown bits").hex(),
            TLV_TYPE = TLV.bits(14, "msg.tlv.type", "TLV Type").hex().names(Names.lines("""
            0x0100 Forwarding Equivalence Classes TLV
            0x0101 Address List TLV
            0x0103 Hop Count TLV
            0x0104 Path Vector TLV
            0x0200 Generic Label TLV
            0x0201 ATM Label TLV
            0x0202 Frame Label TLV
            0x0300 Status TLV
            0x0301 Extended Status TLV
            0x0302 Returned PDU TLV
            0x0303 Returned Message TLV
            0x0400 Common Hello Parameters TLV
            0x0401 IPv4 Transport Address TLV
            0x0402 Configuration Sequence Number TLV
            0x0403 IPv6 Transport Address TLV
            0x0500 Common Session Parameters TLV
            0x0501 ATM Session Parameters TLV
            0x0502 Frame Relay Session Parameters TLV
            0x0503 Fault Tolerant Session TLV
            0x0506 Dynamic Capability Announcement TLV
            0x050b Typed Wildcard FEC Capability TLV
            0x0600 Label Request Message ID TLV
            0x0603 Unrecognized Notification TLV
            0x0701 Dual-Stack Capability TLV
            """)),
            TLV_LENGTH = TLV.u16("msg.tlv.len", "TLV Length");

    static final Header HELLO_TLV = of(HELLO, "Hello");
    static final Field HOLD = HELLO_TLV.u16("msg.tlv.hello.hold", "Hold Time"),
            TARGETED = HELLO_TLV.bit("msg.tlv.hello.targeted", "Targeted Hello"),
            REQUESTED = HELLO_TLV.bit("msg.tlv.hello.requested", "Hello Requested"),
            GTSM = HELLO_TLV.bit("msg.tlv.hello.gtsm", "GTSM Flag"),
            HELLO_RESERVED = HELLO_TLV.bits(13, "msg.tlv.hello.res", "Reserved").hex();
    static final Field TRANSPORT_4 = of(ADDRESS_4, "Transport").ipv4("msg.tlv.ipv4.taddr", "IPv4 Transport Address"),
            CONFIGURATION = of(SEQUENCE, "Sequence").u32("msg.tlv.hello.cnf_seqno", "Configuration Sequence Number"),
            TRANSPORT_6 = of(ADDRESS_6, "Transport").ipv6("msg.tlv.ipv6.taddr", "IPv6 Transport Address"),
            HOP_COUNT = of(HOPS, "Hops").u8("msg.tlv.hc.value", "Hop Count Value"),
            REQUEST_ID =
                    of(REQUEST, "Request")
                            .u32("msg.tlv.lbl_req_msg_id", "Label Request Message ID")
                            .hex();
    static final Field GENERIC_LABEL = of(LABEL, "Label").skip(12).bits(20, "msg.tlv.generic.label", "Generic Label");
    static final Field PATH_LSR = list("LSR", PATH, HEAD, 4).ipv4("msg.tlv.pv.lsrid", "LSR Id");

    static final Header STATUS_TLV = of(STATUS, "Status");
    static final Field EBIT = STATUS_TLV.bit("msg.tlv.status.ebit", "E Bit"),
            FBIT = STATUS_TLV.bit("msg.tlv.status.fbit", "F Bit"),
            STATUS_DATA =
                    STATUS_TLV
                            .bits(30, "msg.tlv.status.data", "Status Data")
                            .hex()
                            .names(Names.lines("""
            0x00 Success
            0x01 Bad LDP Identifier
            0x02 Bad Protocol Version
            0x03 Bad PDU Length
            0x04 Unknown Message Type
            0x05 Bad Message Length
            0x06 Unknown TLV
            0x07 Bad TLV Length
            0x08 Malformed TLV Value
            0x09 Hold Timer Expired
            0x0a Shutdown
            0x0b Loop Detected
            0x0c Unknown FEC
            0x0d No Route
            0x0e No Label Resources
            0x0f Label Resources Available
            0x10 Session Rejected, No Hello
            0x11 Session Rejected, Parameters Advertisement Mode
            0x12 Session Rejected, Parameters Max PDU Length
            0x13 Session Rejected, Parameters Label Range
            0x14 KeepAlive Timer Expired
            0x15 Label Request Aborted
            0x16 Missing Message Parameters
            0x17 Unsupported Address Family
            0x18 Session Rejected, Bad KeepAlive Time
            0x19 Internal Error
            """)),
            STATUS_MESSAGE =
                    STATUS_TLV.u32("msg.tlv.status.msg.id", "Message ID").hex(),
            STATUS_TYPE =
                    STATUS_TLV.u16("msg.tlv.status.msg.type", "Message Type").hex();

    static final Header SESSION_TLV = of(SESSION, "Session");
    static final Field SESSION_VERSION = SESSION_TLV.u16("msg.tlv.sess.ver", "Session Protocol Version"),
            KEEPALIVE = SESSION_TLV.u16("msg.tlv.sess.ka", "Session KeepAlive Time"),
            ADVERTISED = SESSION_TLV.bit("msg.tlv.sess.advbit", "Session Label Advertisement Discipline"),
            LOOP_DETECTION = SESSION_TLV.bit("msg.tlv.sess.ldetbit", "Session Loop Detection"),
            PATH_LIMIT = SESSION_TLV.skip(6).u8("msg.tlv.sess.pvlim", "Session Path Vector Limit"),
            PDU_LIMIT = SESSION_TLV.u16("msg.tlv.sess.mxpdu", "Session Max PDU Length"),
            RECEIVER = SESSION_TLV.ipv4("msg.tlv.sess.rxlsr", "Session Receiver LSR Identifier"),
            RECEIVER_SPACE = SESSION_TLV.u16("msg.tlv.sess.rxls", "Session Receiver Label Space Identifier");

    static final Header LISTED = of(ADDRESSES, "Addresses");
    static final Field FAMILY =
            LISTED.u16("msg.tlv.addrl.addr_family", "Address Family").names(Names.of(IPV4, "IPv4", IPV6, "IPv6"));
    static final Header ADDRESS = LISTED.parts(
                    "Address",
                    (f, at, end, previous, index) -> {
                        int bytes = f.u16(at + HEAD) == IPV4 ? 4 : f.u16(at + HEAD) == IPV6 ? 16 : end - at;
                        int next = previous < 0 ? at + HEAD + 2 : previous + bytes;
                        return next + bytes <= end ? next : -1;
                    },
                    null)
            .untitled();
    static final Field LISTED_ADDRESS =
            ADDRESS.text("msg.tlv.addrl.addr", "Address", Ldp::address).plain();

    static final Header ELEMENT = TLV.parts(
            "FEC Element",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at + HEAD : elementEnd(f, previous, end);
                return type(f, at) == FEC && next < end ? next : -1;
            },
            (f, at, end) -> elementEnd(f, at, end) - at);
    static final Field ELEMENT_TYPE =
            ELEMENT.u8("msg.tlv.fec.type", "FEC Element Type").names(Names.lines("""
            1 Wildcard FEC
            2 Prefix FEC
            3 Host Address FEC
            5 Typed Wildcard FEC Element
            128 Virtual Circuit FEC
            129 Generalized PWid FEC
            """));
    static final Header PREFIXED = ELEMENT.then("Prefix", (f, at, end) -> f.u8(at) == PREFIX);
    static final Field
            ELEMENT_FAMILY =
                    PREFIXED.u16("msg.tlv.fec.af", "FEC Element Address Type")
                            .names(Names.of(IPV4, "IPv4", IPV6, "IPv6")),
            ELEMENT_BITS = PREFIXED.u8("msg.tlv.fec.len", "FEC Element Length"),
            ELEMENT_PREFIX =
                    PREFIXED.text("msg.tlv.fec.pfval", "FEC Element Prefix Value", Ldp::prefix)
                            .plain();
    static final Field VALUE = TLV.span("msg.tlv.value", "TLV Value", Type.BYTES, (f, at, end) -> {
        boolean known = isKnown(type(f, at));
        return known || end <= at + HEAD ? Field.ABSENT : Field.span(at + HEAD, end - at - HEAD);
    });

    static {
        H.length(HEADER);
        MESSAGE.length(MESSAGE_HEAD);
        HELLO_TLV.length(4);
        STATUS_TLV.length(10);
        SESSION_TLV.length(14);
    }

    public Ldp() {
        super(H);
        on(Udp.DSTPORT, PORT);
        on(Tcp.DSTPORT, PORT);
    }

    private static int type(Frame f, int at) {
        return f.u16(at) & 0x3fff;
    }

    private static Header of(int type, String label) {
        return TLV.then(label, (f, at, end) -> type(f, at) == type);
    }

    private static Header list(String label, int type, int from, int bytes) {
        return TLV.parts(
                        label,
                        (f, at, end, previous, index) -> {
                            int next = previous < 0 ? at + from : previous + bytes;
                            return type(f, at) == type && next + bytes <= end ? next : -1;
                        },
                        (f, at, end) -> bytes)
                .untitled();
    }

    private static boolean isKnown(int type) {
        return switch (type) {
            case FEC, ADDRESSES, HOPS, PATH, LABEL, STATUS, HELLO, ADDRESS_4, SEQUENCE, ADDRESS_6, SESSION, REQUEST ->
                true;
            default -> false;
        };
    }

    /** A prefix says how long it is; what else an element is made of goes on to the end of its part. */
    private static int elementEnd(Frame f, int at, int end) {
        boolean prefix = f.u8(at) == PREFIX && at + 4 <= end;
        return prefix ? Math.min(end, at + 4 + (f.u8(at + 3) + 7) / 8) : end;
    }

    private static void prefix(Frame f, int at, int end, Out out) {
        int family = f.u16(at + 1), bytes = (f.u8(at + 3) + 7) / 8;
        int size = family == IPV4 ? 4 : family == IPV6 ? 16 : 0;
        if (bytes > size || at + 4 + bytes > end) {
            return;
        }
        long high = half(f, at + 4, Math.min(8, bytes));
        if (family == IPV4) {
            out.ipv4((int) (high >>> 32));
        } else {
            out.ipv6(high, half(f, at + 12, bytes - 8));
        }
    }

    private static long half(Frame f, int at, int bytes) {
        return bytes <= 0 ? 0 : f.number(at, bytes) << 64 - 8 * bytes;
    }

    private static void address(Frame f, int at, int end, Out out) {
        if (end - at >= 16 && isIpv6(f, at)) {
            out.ipv6(f.u64(at), f.u64(at + 8));
        } else {
            out.ipv4(f.i32(at));
        }
    }

    /** Whether the list that the address at {@code at} is in is one of IPv6; its part is the last one that begins before it. */
    private static boolean isIpv6(Frame f, int at) {
        int layer = f.inside(H.protocol(), at), message = -1, found = -1;
        for (int i = 0; (message = MESSAGE.next(f, f.at(layer), f.end(layer), message, i)) >= 0 && message < at; i++) {
            int tlv = -1, stop = MESSAGE.end(f, message, f.end(layer));
            for (int j = 0; (tlv = TLV.next(f, message, stop, tlv, j)) >= 0 && tlv < at; j++) {
                found = tlv;
            }
        }
        return found >= 0 && f.u16(found + HEAD) == IPV6;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        boolean stream = f.protocol(f.depth() - 1).header() == Tcp.H;
        if (at + COUNTED > end || f.u16(at) != VERSION_1) {
            if (at + COUNTED > end && stream && f.declared() == end) {
                f.pending(at);
            } else {
                f.nextData(at, f.declared());
            }
            return;
        }
        int stop = at + COUNTED + f.u16(at + 2);
        if (stop > end && stream && f.declared() == end) {
            f.pending(at);
            return;
        }
        if (at + HEADER > Math.min(stop, end)) {
            f.broken(at, end);
            return;
        }
        int limit = Math.min(stop, end);
        f.push(this, at, limit, limit);
        int next = at + HEADER;
        while (next + MESSAGE_HEAD <= limit && f.u16(next + 2) >= ID_BYTES) {
            next += 4 + f.u16(next + 2);
        }
        if (stop > end) {
            f.broken(end, end);
        } else if (next != limit) {
            f.malformed(Math.min(next, limit), limit);
        } else if (stop < end) {
            f.beside(this, stop, end);
        }
    }

    @Override
    public boolean goesOn(Frame f, int layer) {
        return f.protocol(layer - 1) == this;
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer), message = -1;
        out.put("ldp ").ipv4((int) LSR.get(f, at)).put(':').dec(SPACE.get(f, at));
        for (int i = 0; (message = MESSAGE.next(f, at, end, message, i)) >= 0; i++) {
            if (i == SHOWN) {
                out.put(", …");
                return;
            }
            int type = (int) TYPE.get(f, message), stop = MESSAGE.end(f, message, end);
            String name = TYPE.names().get(type);
            out.put(i == 0 ? " " : ", ").words(name == null ? "message " : name.substring(0, name.length() - 8));
            if (name == null) {
                out.put("0x").hex(type, 4);
            }
            int tlv = TLV.next(f, message, stop, -1, 0);
            if (tlv >= 0 && type(f, tlv) == HELLO && tlv + 8 <= stop) {
                out.put(TARGETED.get(f, tlv) != 0 ? " targeted" : "").put(", hold ");
                out.dec(HOLD.get(f, tlv)).put(" s");
            }
        }
    }
}
