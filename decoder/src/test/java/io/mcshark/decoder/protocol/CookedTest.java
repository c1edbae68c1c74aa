package io.mcshark.decoder.protocol;

import static io.mcshark.decoder.Decoded.link;

import org.junit.jupiter.api.Test;

/** Captures without an Ethernet header. Values checked against tshark 4.0.17. */
class CookedTest {
    private static final int NULL = 0, RAW = 101, LOOP = 108, SLL = 113, IPV4 = 228, IPV6 = 229, SLL2 = 276;
    private static final String PACKET = "45000020 00010000 051102c7 c0000201 ef010203 0fa01388 000c0000 78787878";
    private static final String PACKET6 = "60000000 000c 11 05 fe800000000000000000000000000001"
            + "ff020000000000000000000000000001 0fa01388 000c0000 78787878";

    @Test
    void cookedFirstVersion() {
        link(SLL, "0002 0001 0006 0200000000010000 0800" + PACKET)
                .sayAll()
                .has("sll.pkttype", "2", "sll.hatype", "1", "sll.halen", "6", "sll.src.eth", "02:00:00:00:00:01")
                .has("sll.unused", "0000", "sll.etype", "0x0800", "sll.ltype", "", "udp.dstport", "5000");
        link(SLL, "0000 0304 0000 0200000000010000 0800" + PACKET + "7a7a7a7a")
                .has("sll.src.eth", "", "sll.unused", "0200000000010000", "sll.trailer", "7a7a7a7a");
        link(SLL, "0004 0200 0004 c000020100010000 0800" + PACKET)
                .has("sll.src.ipv4", "192.0.2.1", "sll.unused", "00010000");
        link(SLL, "0000 0001 0009 0200000000010000 0800" + PACKET)
                .has("sll.halen", "9", "sll.src.other", "0200000000010000", "sll.unused", "");
    }

    @Test
    void cookedSecondVersion() {
        link(SLL2, "0800 0000 00000007 0001 02 06 0200000000010000" + PACKET)
                .sayAll()
                .has("sll.etype", "0x0800", "sll.ifindex", "7", "sll.hatype", "1", "sll.pkttype", "2", "sll.halen", "6")
                .has("sll.src.eth", "02:00:00:00:00:01", "sll.unused", "0000", "udp.dstport", "5000");
    }

    @Test
    void cookedProtocolsOfLinux() {
        link(SLL, "0000 0001 0006 0200000000010000 0004 aaaa03 000000 0800" + PACKET)
                .has("sll.ltype", "0x0004", "sll.etype", "", "llc.type", "0x0800", "udp.dstport", "5000");
        link(SLL, "0000 030a 0004 0200000000010000 0800" + PACKET)
                .has("sll.gretype", "0x0800", "sll.etype", "", "udp.dstport", "5000");
        link(SLL2, "000c 0000 00000001 0118 00 00 0000000000000000 01").has("sll.ltype", "0x000c", "data.len", "1");
    }

    @Test
    void loopbackInEitherByteOrder() {
        link(NULL, "02000000" + PACKET).sayAll().has("null.family", "2", "udp.dstport", "5000");
        link(NULL, "00000002" + PACKET).has("null.family", "2", "udp.dstport", "5000");
        link(LOOP, "00000002" + PACKET).has("null.family", "2", "udp.dstport", "5000");
        for (String family : new String[] {"18", "1c", "1e"}) {
            link(NULL, family + "000000" + PACKET6)
                    .has("null.family", String.valueOf(Integer.parseInt(family, 16)), "udp.dstport", "5000");
        }
        // IRIX, and old libpcaps for Linux.
        link(NULL, "00020000" + PACKET).has("null.family", "2", "udp.dstport", "5000");
        link(NULL, "00000800" + PACKET).has("null.family", "", "null.type", "0x0800", "udp.dstport", "5000");
        link(NULL, "63000000" + PACKET).has("null.family", "99", "frame.protocols", "null:data");
    }

    @Test
    void noLinkLayerAtAll() {
        link(RAW, PACKET).sayAll().has("frame.protocols", "raw:ip:udp:data");
        link(RAW, PACKET6).has("frame.protocols", "raw:ipv6:udp:data");
        link(12, PACKET).has("frame.protocols", "raw:ip:udp:data");
        link(IPV4, PACKET).has("frame.protocols", "ip:udp:data");
        link(IPV6, PACKET6).has("frame.protocols", "ipv6:udp:data");
        link(RAW, "").has("frame.protocols", "raw");
        link(RAW, "ff").has("frame.protocols", "raw:data");
        // What said IPv4 was wrong.
        link(IPV4, PACKET6).has("frame.protocols", "ipv6:udp:data");
    }
}
