package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/**
 * Internet Protocol version 6: RFC 8200. Its extension headers are layers of their own: {@link HopByHop}, {@link Routing},
 * {@link Ipv6Fragment}, {@link DestinationOptions}, {@link Ah}.
 *
 * <pre>
 * 40 bytes, then payload length bytes of extension headers and payload
 * payload length 0: a jumbogram (RFC 2675), whose length is in the hop-by-hop header, or nothing
 * </pre>
 */
public final class Ipv6 extends Protocol {
    private static final int LENGTH = 40;
    private static final int HOP_BY_HOP = 0;

    public static final Header H = header("ipv6", "Internet Protocol Version 6");
    public static final Field VERSION = H.bits(4, "version", "Version"),
            // tshark makes this one so that "ip.version == 6" finds something.
            IP_VERSION =
                    H.again(VERSION, "version", "Version").called("ip.version").hidden(),
            TCLASS = H.bits(8, "tclass", "Traffic Class").hex(8),
            DSCP =
                    H.split(TCLASS)
                            .bits(6, "tclass.dscp", "Differentiated Services Codepoint")
                            .names(Ipv4.DSCPS),
            ECN = H.bits(2, "tclass.ecn", "Explicit Congestion Notification").names(Ipv4.ECNS),
            FLOW = H.bits(20, "flow", "Flow Label").hex(6),
            PLEN = H.u16("plen", "Payload Length").in("bytes"),
            NXT = H.u8("nxt", "Next Header").names(IpProtocols.NAMES),
            HLIM = H.u8("hlim", "Hop Limit");
    public static final Field SRC = H.ipv6("src", "Source Address"),
            DST = H.ipv6("dst", "Destination Address").group();

    static {
        H.length(LENGTH);
        H.note("plen_exceeds_framing", "Payload length goes past the end of the frame", (f, at, end) -> {
            int layer = f.layer(H.protocol(), at);
            return at + LENGTH + f.u16(at + 4) > f.declared(layer);
        });
        H.either("addr", "Source or Destination Address", SRC, DST);
        EmbeddedAddress.declare(H, SRC, DST);
    }

    public Ipv6() {
        super(H);
        on(FrameInfo.LINK_TYPE, 229);
        on(Ethernet.TYPE, 0x86dd);
        on(Null.FAMILY, 24, 28, 30);
        on(Ipv4.VERSION, 6);
        on(Ipv4.PROTOCOL, 41);
        on(Vxlan.NEXT, 2);
        on(Nsh.NEXT, 2);
        on(Ppp.PROTOCOL, 0x0057);
        on(FrameRelay.NLPID, 0x8e);
        on(Arcnet.PROTOCOL, 196);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at < end && f.u8(at) >>> 4 != 6) {
            f.nextData(at, f.declared());
            return;
        }
        int body = at + LENGTH;
        if (body > end) {
            f.broken(at, end);
            return;
        }
        int next = f.u8(at + 6);
        int plen = f.u16(at + 4);
        long length = plen == 0 && next == HOP_BY_HOP ? HopByHop.jumbo(f, body, end) : plen;
        int declared = (int) Math.min(body + length, Integer.MAX_VALUE);
        f.push(this, at, body, Math.min(declared, end));
        f.next(Ipv4.PROTOCOL.table(), next, body, declared);
    }

    @Override
    public Level level() {
        return Level.NETWORK;
    }

    @Override
    public void remark(Frame f, int layer, Out out) {
        Mcast.remark6(f, layer, out);
    }

    @Override
    public void source(Frame f, int layer, Out out) {
        int at = f.at(layer);
        out.ipv6(f.u64(at + 8), f.u64(at + 16));
    }

    @Override
    public void destination(Frame f, int layer, Out out) {
        int at = f.at(layer);
        out.ipv6(f.u64(at + 24), f.u64(at + 32));
    }
}
