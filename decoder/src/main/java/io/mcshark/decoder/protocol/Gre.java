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
 * Generic Routing Encapsulation: RFC 1701 and 1702 (routing), 2784, 2890 (key and sequence number), 2637 (PPTP's, version 1),
 * 8086 (over UDP); WCCP's redirect header (draft-wilson-wrec-wccp-v2, 4.12).
 *
 * <pre>
 * flags and version 2, protocol 2, then as the flags say
 *   C or R  checksum 2, offset 2       K  key 4 (PPTP: payload length 2, call 2)
 *   S       sequence number 4          A  acknowledgment number 4 (PPTP)
 *   R       source route entries: family 2, offset 1, length 1, address; one of length 0 ends them
 * </pre>
 *
 * The protocol is an EtherType, or a number of GRE's own.
 */
public final class Gre extends Protocol {
    private static final int FIXED = 4;
    private static final int C = 0x8000, R = 0x4000, K = 0x2000, S = 0x1000, A = 0x0080;
    private static final int KEEPALIVE = 0, PPP = 0x880b;

    /** The key of WCCP in the table of {@link #PROTO}. */
    static final int WCCP = 0x883e;

    private static final Names PROTOCOLS = Names.lines("""
            0x0000 Keepalive
            0x00fe OSI
            0x0101 GRE bonding
            0x0800 IPv4
            0x0806 ARP
            0x2000 CDP
            0x2001 NHRP
            0x22eb ERSPAN III
            0x6400 MikroTik EoIP
            0x6558 Transparent Ethernet
            0x6559 Frame Relay
            0x86dd IPv6
            0x880b PPP
            0x8847 MPLS
            0x8848 MPLS, upstream label
            0x8881 CDMA2000 A10
            0x883e WCCP
            0x88be ERSPAN
            0x894f NSH
            """);

    static final Header H = header("gre", "Generic Routing Encapsulation");
    static final Field FLAGS = H.u16("flags_and_version", "Flags and Version").hex(),
            HAS_CHECKSUM = H.split(FLAGS).bit("flags.checksum", "Checksum Bit"),
            HAS_ROUTING = H.bit("flags.routing", "Routing Bit"),
            HAS_KEY = H.bit("flags.key", "Key Bit"),
            HAS_SEQUENCE = H.bit("flags.sequence_number", "Sequence Number Bit"),
            STRICT = H.bit("flags.strict_source_route", "Strict Source Route Bit"),
            RECURSION = H.bits(3, "flags.recursion_control", "Recursion control");

    static {
        H.skip(8);
    }

    static final Header PLAIN = H.then("Flags", (f, at, end) -> !isPptp(f, at));
    static final Field RESERVED = PLAIN.split(FLAGS).skip(8).bits(5, "flags.reserved", "Flags (Reserved)");
    static final Header ENHANCED = H.then("PPTP flags", (f, at, end) -> isPptp(f, at));
    static final Field ACK = ENHANCED.split(FLAGS).skip(8).bit("flags.ack", "Acknowledgment"),
            RESERVED_1 = ENHANCED.bits(4, "flags.reserved", "Flags (Reserved)");
    static final Field VERSION = H.split(FLAGS).skip(13).bits(3, "flags.version", "Version");
    public static final Field PROTO =
            H.u16("proto", "Protocol Type").hex().names(PROTOCOLS).parent();

    static final Header CHECKED = optional("Checksum", 0, (f, at) -> (f.u16(at) & (C | R)) != 0);
    static final Field CHECKSUM = CHECKED.u16("checksum", "Checksum").hex(),
            STATUS =
                    CHECKED.derived("checksum.status", "Checksum Status", Type.UINT, Gre::status)
                            .names(Checksum.STATUS),
            INCORRECT =
                    CHECKED.note(
                            "checksum.incorrect",
                            "Incorrect GRE Checksum",
                            (f, at, end) -> status(f, at, end) == Checksum.BAD),
            OFFSET = CHECKED.u16("offset", "Offset");
    static final Header KEYED = optional("Key", 1, (f, at) -> (f.u16(at) & K) != 0 && !isPptp(f, at));
    static final Field KEY = KEYED.u32("key", "Key").hex();
    static final Header CALL = optional("PPTP key", 1, (f, at) -> (f.u16(at) & K) != 0 && isPptp(f, at));
    static final Field PAYLOAD_LENGTH = CALL.u16("key.payload_length", "Payload Length"),
            CALL_ID = CALL.u16("key.call_id", "Call ID");
    static final Header NUMBERED = optional("Sequence", 2, (f, at) -> (f.u16(at) & S) != 0);
    static final Field SEQUENCE = NUMBERED.u32("sequence_number", "Sequence Number");
    static final Header ACKNOWLEDGED = optional("Acknowledgment", 3, (f, at) -> (f.u16(at) & A) != 0 && isPptp(f, at));
    static final Field ACK_NUMBER = ACKNOWLEDGED.u32("ack_number", "Acknowledgment Number");
    static final Header ROUTE =
            H.parts("Routing", Gre::route, (f, at, end) -> at + FIXED > end ? FIXED : FIXED + f.u8(at + 3));
    static final Field FAMILY = ROUTE.u16("routing.address_family", "Address Family"),
            SRE_OFFSET = ROUTE.u8("routing.sre_offset", "SRE Offset"),
            SRE_LENGTH = ROUTE.u8("routing.src_length", "SRE Length"),
            INFORMATION =
                    ROUTE.span(
                            "routing.information",
                            "Routing Information",
                            Type.BYTES,
                            (f, at, end) -> Field.span(at + FIXED, end > at + FIXED ? end - at - FIXED : -1));
    static final Header REDIRECT = H.parts(
            "Redirect Header",
            (f, at, end, previous, index) -> index == 0 && isRedirect(f, at, end) ? at + optional(f, at, 4) : -1,
            (f, at, end) -> FIXED);
    static final Field VALID = REDIRECT.skip(5).bit("wccp.redirect_header_valid", "WCCP Redirect header is valid"),
            ALTERNATIVE_USED = REDIRECT.bit("wccp.alternative_bucket_used", "Alternative bucket used"),
            DYNAMIC = REDIRECT.bit("wccp.dynamic_service", "Dynamic Service"),
            SERVICE = REDIRECT.u8("wccp.service_id", "Service ID"),
            ALTERNATIVE = REDIRECT.u8("wccp.alternative_bucket", "Alternative Bucket"),
            PRIMARY = REDIRECT.u8("wccp.primary_bucket", "Primary Bucket");

    static {
        H.length(FIXED);
        REDIRECT.length(4);
    }

    /** Whether an optional word is there. */
    private interface Flag {
        boolean test(Frame f, int at);
    }

    public Gre() {
        super(H);
        on(Ipv4.PROTOCOL, 47);
        on(Udp.DSTPORT, 4754);
    }

    /** Declares the optional word that {@code before} other kinds of words may stand in front of. */
    private static Header optional(String label, int before, Flag flag) {
        return H.parts(
                label,
                (f, at, end, previous, index) -> index == 0 && flag.test(f, at) ? at + optional(f, at, before) : -1,
                (f, at, end) -> FIXED);
    }

    /** Bytes of the header up to the first {@code kinds} kinds of optional words. */
    private static int optional(Frame f, int at, int kinds) {
        int flags = f.u16(at);
        int bytes = FIXED;
        bytes += kinds > 0 && (flags & (C | R)) != 0 ? 4 : 0;
        bytes += kinds > 1 && (flags & K) != 0 ? 4 : 0;
        bytes += kinds > 2 && (flags & S) != 0 ? 4 : 0;
        return bytes + (kinds > 3 && (flags & A) != 0 && isPptp(f, at) ? 4 : 0);
    }

    private static boolean isPptp(Frame f, int at) {
        return f.u16(at + 2) == PPP;
    }

    /** WCCP version 2 puts four bytes before the packet; version 1 does not, and then the packet's version is here. */
    private static boolean isRedirect(Frame f, int at, int end) {
        int from = at + optional(f, at, 4);
        return f.u16(at + 2) == WCCP && from < end && f.u8(from) >> 4 != 4;
    }

    private static int route(Frame f, int at, int end, int previous, int index) {
        if ((f.u16(at) & R) == 0) {
            return -1;
        }
        if (previous < 0) {
            return at + optional(f, at, 4);
        }
        int length = f.u8(previous + 3);
        return length == 0 ? -1 : previous + FIXED + length;
    }

    /** One past the header; beyond {@code end} when it does not fit. */
    private static int body(Frame f, int at, int end) {
        int body = at + optional(f, at, 4);
        if ((f.u16(at) & R) != 0) {
            int length;
            do {
                if (body + FIXED > end) {
                    return body + FIXED;
                }
                length = f.u8(body + 3);
                body += FIXED + length;
            } while (length != 0);
        }
        return isRedirect(f, at, end) ? body + FIXED : body;
    }

    private static long status(Frame f, int at, int end) {
        int layer = f.inside(H.protocol(), at);
        return (f.u16(f.at(layer)) & C) == 0 ? Field.ABSENT : Checksum.ofLayer(f, layer, 0);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + FIXED > end) {
            f.broken(at, end);
            return;
        }
        int body = body(f, at, end);
        f.push(this, at, Math.min(body, end), end);
        if (body > end) {
            f.broken(end, end);
            return;
        }
        int type = f.u16(at + 2);
        if (type == KEEPALIVE) {
            f.nextData(body, f.declared());
            return;
        }
        f.next(PROTO.table().has(type) ? PROTO.table() : Ethernet.TYPE.table(), type, body, f.declared());
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int type = f.u16(at + 2);
        String name = PROTOCOLS.get(type);
        out.put("gre ");
        if (name == null) {
            PROTO.put(type, out);
        } else {
            out.put(name);
        }
        int key = at + optional(f, at, 1);
        if ((f.u16(at) & K) != 0 && key + 4 <= f.end(layer)) {
            out.put(isPptp(f, at) ? ", call " : ", key ").unsigned(isPptp(f, at) ? f.u16(key + 2) : f.u32(key));
        }
        int sequence = at + optional(f, at, 2);
        if ((f.u16(at) & S) != 0 && sequence + 4 <= f.end(layer)) {
            out.put(", seq ").unsigned(f.u32(sequence));
        }
    }
}
