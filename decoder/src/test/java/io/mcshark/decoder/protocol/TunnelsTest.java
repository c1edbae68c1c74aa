package io.mcshark.decoder.protocol;

import static io.mcshark.decoder.Decoded.bytes;
import static io.mcshark.decoder.Decoded.ethernet;
import static io.mcshark.decoder.Decoded.ipv4;
import static io.mcshark.decoder.Decoded.link;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Decoded;
import io.mcshark.decoder.Frame;
import org.junit.jupiter.api.Test;

/** What carries packets. Values checked against tshark 4.0.17. */
class TunnelsTest {
    private static final String MACS = "01005e000001 020000000001 ";

    /** 32 bytes of IPv4 with UDP to port 5000 in them. */
    private static final String PACKET = "45000020 00010000 051102c7 c0000201 ef010203 0fa01388 000c0000 78787878";

    private static final String FRAME = MACS + "0800" + PACKET;

    private static Decoded udp(int port, String hex) {
        return ipv4(17, "c000%04x%04x0000".formatted(port, 8 + bytes(hex).length) + hex);
    }

    private static Decoded inside(Decoded d, String protocols) {
        return d.sayAll()
                .has("frame.protocols", "eth:ethertype:ip:" + protocols)
                .has(
                        "ip.dst",
                        "239.1.2.3,239.1.2.3",
                        "ip.ttl",
                        "1,5".replace("1,", d.get("ip.ttl").split(",")[0] + ","));
    }

    @Test
    void gre() {
        inside(ipv4(47, "0000 0800" + PACKET), "gre:ip:udp:data")
                .has("gre.proto", "0x0800", "gre.key", "", "gre.flags.reserved", "0");
        inside(ipv4(47, "3000 6558 0000002a 00000007" + FRAME), "gre:eth:ethertype:ip:udp:data")
                .has("gre.key", "0x0000002a", "gre.sequence_number", "7", "eth.type", "0x0800,0x0800");
        inside(ipv4(47, "8000 0800 f2c9 0000" + PACKET), "gre:ip:udp:data")
                .has("gre.checksum", "0xf2c9", "gre.checksum.status", "0", "gre.offset", "0");
        // RFC 1701: two route entries, the second of them empty.
        inside(ipv4(47, "4000 0800 0000 0000 0800 00 04 c0000263 00000000" + PACKET), "gre:ip:udp:data")
                .has("gre.routing.src_length", "4,0", "gre.routing.information", "c0000263", "gre.checksum.status", "");
        ipv4(47, "0000 0000").has("frame.protocols", "eth:ethertype:ip:gre", "gre.proto", "0x0000");
        inside(ipv4(47, "0000 883e 01020304" + PACKET), "gre:ip:udp:data").has("gre.wccp.service_id", "2");
    }

    @Test
    void pptp() {
        inside(ipv4(47, "3081 880b 0024 0006 00000022 00000011 ff03 0021" + PACKET), "gre:ppp:ip:udp:data")
                .has("gre.key.payload_length", "36", "gre.key.call_id", "6", "gre.key", "")
                .has("gre.sequence_number", "34", "gre.ack_number", "17", "gre.flags.ack", "1");
    }

    @Test
    void greThatLies() {
        ipv4(47, "3000 0800 0000")
                .has(
                        "gre.proto",
                        "0x0800",
                        "gre.key",
                        "",
                        "frame.protocols",
                        "eth:ethertype:ip:gre",
                        "_ws.malformed",
                        "Malformed Packet");
        // A route without end is no longer than the packet.
        ipv4(47, "4000 0800 00000000" + "0800 00 01 00".repeat(200))
                .sayAll()
                .has("frame.protocols", "eth:ethertype:ip:gre", "_ws.malformed", "Malformed Packet");
        // GRE in GRE, without end.
        Decoded nested = ethernet(MACS + "6558" + (MACS + "6558").repeat(1000));
        assertTrue(nested.frame().depth() <= Frame.MAX_LAYERS);
        nested.sayAll();
    }

    @Test
    void erspan() {
        inside(ipv4(47, "1000 88be 00000001 1001 0864 00000005" + FRAME), "gre:erspan:eth:ethertype:ip:udp:data")
                .has("erspan.version", "1", "erspan.vlan", "1", "erspan.spanid", "100", "erspan.index", "5");
        inside(ipv4(47, "0000 88be" + FRAME), "gre:eth:ethertype:ip:udp:data");
        inside(
                        ipv4(47, "1000 22eb 00000001 2000 0064 00000009 0000 0045 04000000 00000000" + FRAME),
                        "gre:erspan:eth:ethertype:ip:udp:data")
                .has("erspan.timestamp", "9", "erspan.hw", "4", "erspan.o", "1", "erspan.gra", "2")
                .has("erspan.platid", "1");
    }

    @Test
    void vxlanAndGeneve() {
        inside(udp(4789, "08000000 00002a00" + FRAME), "udp:vxlan:eth:ethertype:ip:udp:data")
                .has("vxlan.flags", "0x0800", "vxlan.vni", "42", "vxlan.flag_i", "1", "vxlan.gbp", "0");
        inside(udp(4790, "0c000001 00002a00" + PACKET), "udp:vxlan:ip:udp:data")
                .has("vxlan.flags", "0x0c", "vxlan.vni", "42", "vxlan.next_proto", "1", "vxlan.p_bit", "1");
        inside(udp(6081, "0240 6558 00002b00 0102 80 01 00010002" + FRAME), "udp:geneve:eth:ethertype:ip:udp:data")
                .has("geneve.vni", "0x00002b", "geneve.option.class", "0x0102", "geneve.option.length", "8,8")
                .has("geneve.flags.critical", "1", "geneve.option.type.critical", "1");
        udp(6081, "3f00 6558 00002b00 0102 80 1f").sayAll().has("geneve.vni", "0x00002b", "udp.dstport", "6081");
        udp(4789, "0800").has("frame.protocols", "eth:ethertype:ip:udp", "_ws.malformed", "Malformed Packet");
    }

    @Test
    void mpls() {
        ethernet(MACS + "8847 186b0040 00011740" + PACKET)
                .sayAll()
                .has("mpls.label", "100016,17", "mpls.exp", "0,3", "mpls.bottom", "0,1", "mpls.ttl", "64,64")
                .has("frame.protocols", "eth:ethertype:mpls:ip:udp:data", "udp.dstport", "5000");
        String without = "4c0000000002 020000000001 0800" + PACKET;
        ethernet(MACS + "8847 00011740" + without)
                .has("frame.protocols", "eth:ethertype:mpls:pwethheuristic:pwethnocw:eth:ethertype:ip:udp:data");
        ethernet(MACS + "8847 00011740 00000007" + FRAME)
                .has("frame.protocols", "eth:ethertype:mpls:pwethheuristic:pwethcw:eth:ethertype:ip:udp:data")
                .has("pweth.cw.sequence_number", "7");
        ethernet(MACS + "8847 0000d140 10000021 00")
                .has("frame.protocols", "eth:ethertype:mpls:pwach:data", "pwach.channel_type", "0x0021");
        // A stack without a bottom.
        ethernet(MACS + "8847" + "00010040".repeat(300)).sayAll().has("udp.dstport", "");
    }

    @Test
    void nsh() {
        ethernet(MACS + "894f 0fc6 01 01 123456 ff 11223344 00000000 00000000 00000000" + PACKET)
                .sayAll()
                .has("nsh.spi", "1193046", "nsh.si", "255", "nsh.ttl", "0x003f", "nsh.length", "6")
                .has("nsh.contextheader", "11223344,00000000,00000000,00000000", "udp.dstport", "5000");
        ethernet(MACS + "894f 0fc4 02 01 123456 ff 0001 05 03 aabbcc00" + PACKET)
                .has("nsh.metadataclass", "1", "nsh.metadata", "aabbcc", "udp.dstport", "5000");
    }

    @Test
    void pppoe() {
        ethernet(MACS + "8864 11 00 002a 0022 0021" + PACKET + "0000")
                .sayAll()
                .has("pppoe.session_id", "0x002a", "ppp.protocol", "0x0021", "udp.dstport", "5000");
        ethernet(MACS + "8863 11 09 0000 000c 0101 0000 0103 0004 deadbeef")
                .sayAll()
                .has("pppoe.code", "0x09", "pppoed.tag", "0x0101,0x0103", "pppoed.tags.host_uniq", "deadbeef");
        // A tag that is longer than all tags.
        ethernet(MACS + "8863 11 09 0000 0008 0103 ffff deadbeef").sayAll().has("pppoed.tags.host_uniq", "deadbeef");
        ethernet(MACS + "8864 11 00 002a 000a c021 01 01 0008 01 04 05dc")
                .sayAll()
                .has("ppp.code", "1", "ppp.length", "8", "lcp.opt.mru", "1500", "lcp.opt.type", "1");
        ethernet(MACS + "8864 11 00 002a 000c 8021 01 01 000a 03 06 0a000001").has("ipcp.opt.ip_address", "10.0.0.1");
        ethernet(MACS + "8864 11 00 002a 0012 c023 01 01 0010 05 636973636f 05 636973636f")
                .sayAll()
                .has("pap.peer_id", "cisco", "pap.password", "cisco", "pap.peer_id.length", "5");
        // An option of no length is the last one.
        ethernet(MACS + "8864 11 00 002a 000a c021 01 01 0008 01 00 05dc")
                .sayAll()
                .has("lcp.opt.length", "0");
    }

    @Test
    void gtp() {
        inside(udp(2152, "30 ff 0020 0000002c" + PACKET), "udp:gtp:ip:udp:data")
                .has("gtp.teid", "0x0000002c", "gtp.message", "0xff", "gtp.flags.version", "1");
        inside(udp(2152, "34 ff 0028 0000002c 00000085 01 00 05 00" + PACKET), "udp:gtp:ip:udp:data")
                .has("gtp.ext_hdr.next", "0x85,0x00", "gtp.ext_hdr.pdu_ses_con.qos_flow_id", "5");
        // An extension header of no length does not go on for ever.
        udp(2152, "34 ff 0028 0000002c 00000085 00 00 05 00" + PACKET)
                .sayAll()
                .has("frame.protocols", "eth:ethertype:ip:udp:gtp", "_ws.malformed", "Malformed Packet");
        udp(2123, "32 01 0004 00000000 0001 00 00")
                .has("gtp.seq_number", "0x0001", "frame.protocols", "eth:ethertype:ip:udp:gtp");
    }

    @Test
    void l2tp() {
        inside(udp(1701, "0002 0007 0008 ff03 0021" + PACKET), "udp:l2tp:ppp:ip:udp:data")
                .has("l2tp.tunnel", "7", "l2tp.session", "8", "l2tp.type", "0", "l2tp.length", "");
        inside(udp(1701, "4a02 0034 0007 0008 0001 0000 0002 0000 0021" + PACKET + "0000"), "udp:l2tp:ppp:ip:udp:data")
                .has("l2tp.length", "52", "l2tp.Ns", "1", "l2tp.offset", "2");
        udp(1701, "c802 0014 0000 0000 0000 0000 8008 0000 0000 0001")
                .sayAll()
                .has(
                        "l2tp.avp.message_type",
                        "1",
                        "l2tp.avp.length",
                        "8",
                        "frame.protocols",
                        "eth:ethertype:ip:udp:l2tp");
        assertEquals(
                "l2tp tunnel 0 session 0 Start-Control-Connection-Request",
                udp(1701, "c802 0014 0000 0000 0000 0000 8008 0000 0000 0001").row("l2tp"));
        ipv4(115, "00000009 0102").sayAll().has("l2tp.sid", "0x00000009", "data.data", "0102");
        // An attribute of no length is the last one.
        udp(1701, "c802 0014 0000 0000 0000 0000 8000 0000 0000 0001").sayAll().has("l2tp.avp.length", "0");
    }

    @Test
    void links() {
        link(9, "ff03 0021" + PACKET)
                .sayAll()
                .has("ppp.address", "0xff", "ppp.protocol", "0x0021", "udp.dstport", "5000");
        link(9, "21" + PACKET).has("ppp.protocol", "0x0021", "udp.dstport", "5000");
        link(104, "0f00 0800" + PACKET).sayAll().has("chdlc.protocol", "0x0800", "udp.dstport", "5000");
        link(50, "8f00 8035 00000002 00000001 00000002 ffff").sayAll().has("slarp.mysequence", "1");
        link(107, "1841 03 cc" + PACKET)
                .sayAll()
                .has("fr.dlci", "100", "fr.nlpid", "0xcc", "fr.control", "0x03", "udp.dstport", "5000");
        link(107, "1841 0800" + PACKET).sayAll().has("fr.chdlctype", "0x0800", "udp.dstport", "5000");
        link(107, "1841 03 00 80 000000 0800" + PACKET).sayAll().has("fr.snaptype", "0x0800", "udp.dstport", "5000");
        link(107, "1840 8208 8100").sayAll().has("fr.nlpid", "");
        link(239, "02000005 0800 0100 0800 03 00 2400 0900" + PACKET)
                .sayAll()
                .has("nflog.hook", "3", "nflog.protocol", "0x0800", "nflog.tlv_type", "1,9", "udp.dstport", "5000");
        link(239, "02000005 0000 0100").sayAll().has("frame.protocols", "nflog", "_ws.malformed", "Malformed Packet");
        link(226, "01 02 0000 00000020 00000002 00000000 ffffffff 00000000" + PACKET)
                .has("ipnet.ifindex", "2", "udp.dstport", "5000");
        link(242, "00".repeat(20) + "80000550 fe800000000000000010e000664ab451 0800 0000" + PACKET)
                .has("ipoib.daddr.qpn", "0x000550", "ipoib.type", "0x0800", "udp.dstport", "5000");
        link(129, "be50 c600 f0" + PACKET).sayAll().has("arcnet.protID", "0xf0", "udp.dstport", "5000");
        link(7, "be50 d4 00 0001" + PACKET).sayAll().has("arcnet.sequence", "1", "udp.dstport", "5000");
        link(192, "00000c00 01000000 08000000" + FRAME)
                .has("frame.protocols", "ppi:pcap_pktdata:eth:ethertype:ip:udp:data", "ppi.field_type", "8");
    }
}
