package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Point-to-Point Protocol: RFC 1661, 2 and 6.5 (protocol field compression), in HDLC-like framing RFC 1662, 3.1 and 3.2
 * (address and control, left out when compressed).
 *
 * <pre>
 * address ff, control 03 (or neither), protocol 2; 1 when its first octet is odd
 * </pre>
 */
public final class Ppp extends Protocol {
    private static final int ALL_STATIONS = 0xff, UNNUMBERED = 3;

    /** Cisco's HDLC on the same kind of line, told by the address. */
    static final int CISCO_UNICAST = 0x0f, CISCO_BROADCAST = 0x8f;

    private static final int SERIAL = 50;

    /** What Ethernet calls it, and GRE. */
    static final int ETHER_TYPE = 0x880b;

    /** IANA ppp-numbers. */
    private static final Names PROTOCOLS = Names.lines("""
            0x0001 Padding
            0x0021 IPv4
            0x0023 OSI
            0x0025 XNS IDP
            0x0027 DECnet Phase IV
            0x0029 AppleTalk
            0x002b IPX
            0x002d Van Jacobson Compressed TCP/IP
            0x002f Van Jacobson Uncompressed TCP/IP
            0x0031 Bridging
            0x003d Multilink
            0x0057 IPv6
            0x0061 RTP IPHC Full Header
            0x00fb Single Link Compression in Multilink
            0x00fd Compressed
            0x0207 CDP
            0x0281 MPLS
            0x0283 MPLS, upstream label
            0x8021 IP Control Protocol
            0x8023 OSI Control Protocol
            0x8029 AppleTalk Control Protocol
            0x802b IPX Control Protocol
            0x8031 Bridging Control Protocol
            0x8057 IPv6 Control Protocol
            0x80fb Single Link Compression Control
            0x80fd Compression Control Protocol
            0x8207 CDP Control Protocol
            0x8281 MPLS Control Protocol
            0xc021 Link Control Protocol
            0xc023 Password Authentication Protocol
            0xc025 Link Quality Report
            0xc029 Callback Control Protocol
            0xc02b Bandwidth Allocation Control Protocol
            0xc02d Bandwidth Allocation Protocol
            0xc223 Challenge Handshake Authentication Protocol
            0xc227 Extensible Authentication Protocol
            """);

    static final Header H = header("ppp", "Point-to-Point Protocol");
    static final Header FRAMED = H.then("Framing", (f, at, end) -> isFramed(f, at, end));
    static final Field ADDRESS = FRAMED.u8("address", "Address").hex(),
            CONTROL = FRAMED.u8("control", "Control").hex();
    public static final Field PROTOCOL = H.derived("protocol", "Protocol", Type.UINT, Ppp::protocol)
            .plain()
            .hex(4)
            .names(PROTOCOLS)
            .parent();

    static {
        FRAMED.length(2);
    }

    public Ppp() {
        super(H);
        on(FrameInfo.LINK_TYPE, 9, SERIAL);
        on(Ethernet.TYPE, ETHER_TYPE);
        on(Gre.PROTO, ETHER_TYPE, 0x8881, 0x88d2);
        on(Sll.LTYPE, 7);
    }

    private static boolean isFramed(Frame f, int at, int end) {
        return at + 2 <= end && f.u8(at) == ALL_STATIONS && f.u8(at + 1) == UNNUMBERED;
    }

    /** One past the protocol field; beyond {@code end} when there is none. */
    private static int body(Frame f, int at, int end) {
        int from = isFramed(f, at, end) ? at + 2 : at;
        return from >= end ? from + 2 : from + ((f.u8(from) & 1) == 1 ? 1 : 2);
    }

    private static long protocol(Frame f, int at, int end) {
        int body = body(f, at, end);
        if (body > end) {
            return Field.ABSENT;
        }
        return (f.u8(body - 1) & 1) == 1 && body - at == (isFramed(f, at, end) ? 3 : 1)
                ? f.u8(body - 1)
                : f.u16(body - 2);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        boolean serial = f.linkType() == SERIAL && f.depth() == 1 && at < end;
        if (serial && (f.u8(at) == CISCO_UNICAST || f.u8(at) == CISCO_BROADCAST)) {
            f.next(FrameInfo.LINK_TYPE.table(), CiscoHdlc.LINK_TYPE, at, f.declared());
            return;
        }
        int body = body(f, at, end);
        if (body > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, body, end);
        f.next(PROTOCOL.table(), (int) protocol(f, at, end), body, f.declared());
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        long protocol = protocol(f, f.at(layer), f.end(layer));
        String name = PROTOCOLS.get(protocol);
        out.put("ppp ");
        if (name == null) {
            PROTOCOL.put(protocol, out);
        } else {
            out.put(name);
        }
    }
}
