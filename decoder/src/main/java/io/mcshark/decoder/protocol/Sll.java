package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Linux cooked-mode capture, what libpcap gives for the device "any" (LINKTYPE_LINUX_SLL, LINKTYPE_LINUX_SLL2).
 *
 * <pre>
 * v1  packet type 2, hardware type 2, address length 2, address 8, protocol 2                                   16 bytes
 * v2  protocol 2, reserved 2, interface 4, hardware type 2, packet type 1, address length 1, address 8          20 bytes
 * </pre>
 *
 * The protocol is an EtherType, or below 1536 a number of Linux's own; on GRE devices it is GRE's.
 */
public final class Sll extends Protocol {
    private static final int V1 = 113, V2 = 276;
    private static final int V1_LENGTH = 16, V2_LENGTH = 20;
    private static final int ADDRESS = 8;

    /** The hardware type (ARPHRD_) of GRE devices. */
    private static final int GRE = 778, LOOPBACK = 772;

    /** Packet type 4: the capturing host sent it. */
    private static final int SENT = 4;

    private static final Names PACKET_TYPES =
            Names.of(0, "Unicast to us", 1, "Broadcast", 2, "Multicast", 3, "Unicast to another host", 4, "Sent by us");

    /** ETH_P_ numbers that are no EtherTypes. */
    private static final Names LINUX_TYPES = Names.lines("""
            0x01 802.3 without LLC
            0x03 Ethernet
            0x04 802.2 LLC
            0x07 PPP
            0x0c CAN
            0x0d CAN FD
            0x17 IrDA LAP
            0xf5 ISI
            0xf6 IEEE 802.15.4
            """);

    public static final Header H = header("sll", "Linux cooked-mode capture");

    static final Header FIRST = H.then("v1", (f, at, end) -> f.linkType() == V1);
    static final Field PKTTYPE = FIRST.u16("pkttype", "Packet type").names(PACKET_TYPES),
            HATYPE = FIRST.u16("hatype", "Link-layer address type").names(Arp.HARDWARE),
            HALEN = FIRST.u16("halen", "Link-layer address length");

    static {
        address(FIRST, HALEN, 6);
    }

    static final Field ETYPE = etherType(FIRST), LTYPE = linuxType(FIRST).parent(), GRETYPE = greType(FIRST);

    static {
        FIRST.skip(16).length(V1_LENGTH);
    }

    static final Header SECOND = H.then("v2", (f, at, end) -> f.linkType() == V2);
    static final Field ETYPE2 = etherType(SECOND), LTYPE2 = linuxType(SECOND), GRETYPE2 = greType(SECOND);
    static final Field IFINDEX = SECOND.skip(32).u32("ifindex", "Interface index"),
            HATYPE2 = SECOND.u16("hatype", "Link-layer address type").names(Arp.HARDWARE),
            PKTTYPE2 = SECOND.u8("pkttype", "Packet type").names(PACKET_TYPES),
            HALEN2 = SECOND.u8("halen", "Link-layer address length");

    static {
        address(SECOND, HALEN2, 12);
        SECOND.length(V2_LENGTH);
        Trailer.tag(H, "sll.trailer");
    }

    /** Whether the packet in a layer was caught on a loopback. */
    public static boolean isLoopback(Frame f, int layer) {
        return (f.linkType() == V1 ? HATYPE : HATYPE2).get(f, f.at(layer)) == LOOPBACK;
    }

    /** Whether a frame was sent by the host that captured it, as far as this header tells. */
    public static boolean isSent(Frame f) {
        int layer = f.first(H.protocol());
        return layer >= 0 && (f.linkType() == V1 ? PKTTYPE : PKTTYPE2).get(f, f.at(layer)) == SENT;
    }

    public Sll() {
        super(H);
        on(FrameInfo.LINK_TYPE, V1, V2);
    }

    private static Field etherType(Header h) {
        Header typed = h.then("EtherType", (f, at, end) -> !isGre(f, at) && protocol(f, at) >= Ethernet.MIN_TYPE);
        return typed.u16("etype", "Protocol").hex().names(EtherTypes.NAMES);
    }

    private static Field linuxType(Header h) {
        Header typed = h.then("Linux type", (f, at, end) -> !isGre(f, at) && protocol(f, at) < Ethernet.MIN_TYPE);
        return typed.u16("ltype", "Protocol").hex().names(LINUX_TYPES);
    }

    private static Field greType(Header h) {
        Header typed = h.then("GRE type", (f, at, end) -> isGre(f, at));
        return typed.u16("gretype", "Protocol").hex().names(EtherTypes.NAMES);
    }

    /** Declares the sender's address, {@code from} bytes from the header's first. */
    private static void address(Header h, Field length, int from) {
        h.then("Ethernet address", (f, at, end) -> length.get(f, at) == 6).mac("src.eth", "Source");
        h.then("IPv4 address", (f, at, end) -> length.get(f, at) == 4).ipv4("src.ipv4", "Source");
        h.span("src.other", "Source", Type.BYTES, (f, at, end) -> {
            int bytes = (int) Math.min(length.get(f, at), ADDRESS);
            return Field.span(at + from, bytes == 6 || bytes == 4 || bytes == 0 ? -1 : bytes);
        });
        h.span("unused", "Unused", Type.BYTES, (f, at, end) -> {
            int bytes = (int) Math.min(length.get(f, at), ADDRESS);
            return Field.span(at + from + bytes, bytes == ADDRESS ? -1 : ADDRESS - bytes);
        });
        h.skip(ADDRESS * 8);
    }

    private static int protocol(Frame f, int at) {
        return f.u16(f.linkType() == V1 ? at + V1_LENGTH - 2 : at);
    }

    private static boolean isGre(Frame f, int at) {
        return f.u16(f.linkType() == V1 ? at + 2 : at + 8) == GRE;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int body = at + (f.linkType() == V1 ? V1_LENGTH : V2_LENGTH);
        if (body > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, body, end);
        int protocol = protocol(f, at);
        boolean linux = protocol < Ethernet.MIN_TYPE && !isGre(f, at);
        f.next(linux ? LTYPE.table() : Ethernet.TYPE.table(), protocol, body, f.declared());
    }

    @Override
    public boolean hasEtherType(Frame f, int layer) {
        int at = f.at(layer);
        return !isGre(f, at) && protocol(f, at) >= Ethernet.MIN_TYPE;
    }

    @Override
    public Level level() {
        return Level.LINK;
    }

    @Override
    public void source(Frame f, int layer, Out out) {
        int at = f.at(layer);
        boolean first = f.linkType() == V1;
        if ((first ? HALEN : HALEN2).get(f, at) == 6) {
            out.mac(f.u48(first ? at + 6 : at + 12));
        } else {
            out.put("cooked");
        }
    }

    @Override
    public void destination(Frame f, int layer, Out out) {
        Field type = f.linkType() == V1 ? PKTTYPE : PKTTYPE2;
        String name = PACKET_TYPES.get(type.get(f, f.at(layer)));
        out.put(name == null ? "?" : name);
    }
}
