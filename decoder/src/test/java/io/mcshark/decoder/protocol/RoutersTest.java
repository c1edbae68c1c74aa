package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.mcshark.decoder.Decoded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What routers speak beside PIM: DVMRP, mtrace, MRDISC, RGMP, CGMP, Auto-RP, AMT, MSDP. */
class RoutersTest {
    private static final String LLC = "01000cdddddd 020000000001 %04x aaaa0300000c2001";
    private static final String ENTRY = "00000020 ef010203 c6336407 ";

    private static Decoded igmp(String hex) {
        return Decoded.ipv4(2, hex).sayAll();
    }

    private static Decoded udp(int port, String hex) {
        return Decoded.ipv4(17, "c350%04x%04x0000".formatted(port, 8 + Decoded.bytes(hex).length) + hex)
                .sayAll();
    }

    private static Decoded tcp(String hex) {
        return Decoded.ipv4(6, "9c40027f 00000001 00000001 50180200 00000000" + hex)
                .sayAll();
    }

    @Test
    void dvmrp3() {
        Decoded probe = igmp("13 01 13 5b 00 3e ff 03 6553f100 c0000203 c0000209");
        probe.has("frame.protocols", "eth:ethertype:ip:igmp:dvmrp", "dvmrp.version", "3", "dvmrp.v3.code", "0x01");
        probe.has("dvmrp.checksum.status", "1", "dvmrp.capabilities", "0x3e", "dvmrp.cap.leaf", "0");
        probe.has("dvmrp.genid", "1700000000", "dvmrp.neighbor", "192.0.2.3,192.0.2.9", "dvmrp.maj_ver", "0x03");
        assertEquals("dvmrp probe, id 1700000000, neighbors 192.0.2.3 192.0.2.9", probe.row("dvmrp"));
        Decoded report = igmp("13 02 b7 45 00 00 ff 03 ffff00 c63364 83 ffff00 cb0071 05 c00002 82 000000 00 81");
        report.has("dvmrp.netmask", "255.255.255.0,255.255.255.0,255.0.0.0", "dvmrp.metric", "3,5,2,1");
        report.has("dvmrp.saddr", "198.51.100.0,203.0.113.0,192.0.2.0,0.0.0.0", "_ws.malformed", "");
        Decoded prune = igmp("13 07 b7 93 00 00 ff 03 c6336407 ef010203 00001c20 ffffff00");
        prune.has("dvmrp.saddr", "198.51.100.7", "dvmrp.maddr", "239.1.2.3", "dvmrp.lifetime", "7200");
        prune.has("dvmrp.netmask", "255.255.255.0", "dvmrp.checksum.status", "1");
        Decoded neighbors = igmp("13 06 00 00 00 0e ff 03 c0000201 01 10 71 02 c0000203 c0000209");
        neighbors.has("dvmrp.local", "192.0.2.1", "dvmrp.threshold", "16", "dvmrp.ncount", "2");
        neighbors.has("dvmrp.flag.tunnel", "1", "dvmrp.flag.leaf", "0", "dvmrp.neighbor", "192.0.2.3,192.0.2.9");
    }

    /** RFC 1075, 3: what tshark 4.0 takes for version 3. */
    @Test
    void dvmrp1() {
        Decoded response = igmp("13 01 00 00 02 02 03 01 ffffff00 04 02 06 20 05 03 07 01 c6336400 03 00");
        response.has("dvmrp.version", "1", "dvmrp.v1.code", "0x01", "dvmrp.v3.code", "", "dvmrp.afi", "0x02");
        response.has("dvmrp.command", "0x02,0x03,0x04,0x06,0x05,0x07,0x03", "dvmrp.netmask", "255.255.255.0");
        response.has("dvmrp.metric", "2", "dvmrp.infinity", "32", "dvmrp.daddr", "198.51.100.0", "_ws.malformed", "");
        igmp("13 03 00 00 02 02 09 ff ef010203 0000012c")
                .has("dvmrp.maddr", "239.1.2.3", "dvmrp.hold", "300", "_ws.malformed", "Malformed Packet");
    }

    @Test
    void dvmrpThatLies() {
        igmp("13 02 00 00 00 00 ff 03 ffff00 c63364 03").has("_ws.malformed", "Malformed Packet");
        igmp("13 02 00 00 00 00 ff 03 ffff").has("_ws.malformed", "Malformed Packet", "dvmrp.netmask", "");
        igmp("13 07 00 00 00 00 ff 03 c6336407")
                .has("_ws.malformed", "Malformed Packet", "dvmrp.saddr", "198.51.100.7");
        igmp("13").has("dvmrp.type", "0x13", "_ws.malformed", "Malformed Packet");
        assertTimeout(Duration.ofSeconds(5), () -> {
            igmp("13 02 00 00 00 00 ff 03" + "000000 00 81".repeat(12000));
            igmp("13 02 00 00 00 00 ff 03 000000" + "00 01".repeat(30000));
            igmp("13 01 00 00 02 02" + "00 00".repeat(30000));
        });
    }

    @Test
    void mtrace() {
        String head = "ef010203 c6336407 c0000201 c0000201 7f 123456";
        Decoded query = igmp("1f 20 8e 33" + head);
        query.has(
                "igmp.type",
                "0x1f",
                "igmp.mtrace.max_hops",
                "32",
                "igmp.checksum.status",
                "1",
                "igmp.maddr",
                "239.1.2.3");
        query.has("igmp.mtrace.saddr", "198.51.100.7", "igmp.mtrace.raddr", "192.0.2.1", "igmp.mtrace.q_id", "1193046");
        Decoded response = igmp(
                "1e 20 00 00" + head + "c0de8000 c0000203 c00002fe cb007109 000003e8 000003de ffffffff 03 01 58 05");
        response.has(
                "igmp.mtrace.q_inaddr", "192.0.2.3", "igmp.mtrace.q_total", "4294967295", "igmp.mtrace.q_s", "0x01");
        response.has("igmp.mtrace.q_src_mask", "0x18", "igmp.mtrace.q_fwd_code", "0x05", "_ws.malformed", "");
        assertEquals(
                "igmp mtrace response  (198.51.100.7,239.1.2.3) to 192.0.2.1, id 1193046, 1 hop, NO_ROUTE [bad checksum]",
                response.row("igmp"));
        igmp("1f 20 00 00" + head + "00").has("_ws.malformed", "Malformed Packet");
    }

    @Test
    void routerDiscovery() {
        Decoded advertisement = igmp("30 14 cf 6c 00 7d 00 02");
        advertisement.has(
                "mrdisc.type", "0x30", "igmp.type", "0x30", "mrdisc.adv_int", "20", "mrdisc.query_int", "125");
        advertisement.has("mrdisc.rob_var", "2", "mrdisc.checksum.status", "1");
        assertEquals("multicast router advertisement, robustness 2, every 125 s", advertisement.row("mrdisc"));
        igmp("31 00 ce ff").has("mrdisc.type", "0x31", "mrdisc.adv_int", "", "_ws.malformed", "");
        igmp("30 14 cf").has("mrdisc.adv_int", "20", "_ws.malformed", "Malformed Packet");
    }

    @Test
    void rgmp() {
        Decoded join = igmp("fd 00 11 fa ef 01 02 03");
        join.has("rgmp.type", "0xfd", "rgmp.reserved", "0x00", "rgmp.checksum.status", "1", "rgmp.maddr", "239.1.2.3");
        assertEquals("rgmp join  239.1.2.3", join.row("rgmp"));
        igmp("ff 00 00 ff").has("_ws.malformed", "Malformed Packet", "rgmp.checksum", "0x00ff");
    }

    @Test
    void cgmp() {
        Decoded join = Decoded.ethernet(LLC.formatted(24) + "10 0000 01 01005e010203 020000000003")
                .sayAll();
        join.has("frame.protocols", "eth:llc:cgmp", "cgmp.version", "1", "cgmp.type", "0", "cgmp.count", "1");
        join.has("cgmp.gda", "01:00:5e:01:02:03", "cgmp.usa", "02:00:00:00:00:03");
        assertEquals("cgmp join  01:00:5e:01:02:03 for 02:00:00:00:00:03", join.row("cgmp"));
        Decoded.ethernet(LLC.formatted(24) + "11 0000 ff 01005e010203 020000000003")
                .sayAll()
                .has("cgmp.type", "1", "cgmp.gda", "01:00:5e:01:02:03", "_ws.malformed", "Malformed Packet");
    }

    @Test
    void autoRp() {
        Decoded mapping = udp(496, "12 01 00b5 00000000 cb007101 02 02 00 04 e0000000 01 08 ef000000 abcd");
        mapping.has("auto_rp.version", "1", "auto_rp.type", "2", "auto_rp.rp_count", "1", "auto_rp.holdtime", "181");
        mapping.has("auto_rp.rp_addr", "203.0.113.1", "auto_rp.pim_ver", "2", "auto_rp.group_num", "2");
        mapping.has(
                "auto_rp.prefix_sign", "0,1", "auto_rp.mask_len", "4,8", "auto_rp.group_prefix", "224.0.0.0,239.0.0.0");
        mapping.has("auto_rp.trailing_junk", "abcd", "_ws.malformed", "");
        assertEquals("auto-rp mapping, hold 181 s  203.0.113.1 for 224.0.0.0/4 -239.0.0.0/8", mapping.row("auto_rp"));
        udp(496, "12 ff 00b5 00000000 cb007101 02 ff").has("_ws.malformed", "Malformed Packet", "auto_rp.rp_addr", "");
    }

    @Test
    void amt() {
        udp(2268, "02 000000 01020304 c0000203")
                .has("amt.type", "2", "amt.discovery_nonce", "0x01020304", "amt.relay_address.ipv4", "192.0.2.3");
        udp(2268, "03 01 0000 01020304").has("amt.request.p", "1", "amt.request_nonce", "0x01020304");
        String query = "46c00024 00000000 01020000 00000000 e0000001 94040000 1164ec1e 00000000 027d0000";
        Decoded asked = udp(2268, "04 01 a1a2a3a4a5a6 01020304" + query + "c350 00000000000000000000ffffc0000201");
        asked.has("amt.membership_query.g", "1", "amt.response_mac", "0x0000a1a2a3a4a5a6", "igmp.qqic", "125");
        asked.has(
                "amt.gateway.port_number", "50000", "amt.gateway.ip_address", "::ffff:192.0.2.1", "_ws.malformed", "");
        Decoded data = udp(2268, "06 00 4500001c 00000000 09110000 c6336407 e8010101 138c138c00080000");
        data.has(
                "ip.dst",
                "239.1.2.3,232.1.1.1",
                "udp.dstport",
                "2268,5004",
                "frame.protocols",
                "eth:ethertype:ip:udp:amt:ip:udp");
        udp(2268, "07 00 a1a2a3a4a5a6").has("_ws.malformed", "Malformed Packet");
        udp(2268, "06 00").has("_ws.malformed", "Malformed Packet");
        udp(2268, "04 01 a1a2a3a4a5a6 01020304 4500ffff").has("amt.gateway.port_number", "");
    }

    @Test
    void msdp() {
        Decoded active = tcp("01 0014 01 cb007101" + ENTRY + "04 0003");
        active.has(
                "msdp.type",
                "1,4",
                "msdp.length",
                "20,3",
                "msdp.sa.entry_count",
                "1",
                "msdp.sa.rp_addr",
                "203.0.113.1");
        active.has("msdp.sa.group_addr", "239.1.2.3", "msdp.sa.src_addr", "198.51.100.7", "msdp.sa.sprefix_len", "32");
        active.has("frame.protocols", "eth:ethertype:ip:tcp:msdp");
        assertEquals("msdp source active of 203.0.113.1  (198.51.100.7,239.1.2.3), keepalive", active.row("msdp"));
        Decoded carrying =
                tcp("01 0030 01 cb007101" + ENTRY + "4500001c 00000000 09110000 c6336407 ef010203 138c138c00080000");
        carrying.has("frame.protocols", "eth:ethertype:ip:tcp:msdp:ip:udp", "udp.dstport", "5004");
        Decoded error = tcp("05 000d 81 02 02 0008 00 ef010203" + "05 000c 03 02 000000 cb007101");
        error.has(
                "msdp.not.o", "0x01,0x00", "msdp.not.error", "1,3", "msdp.not.error_sub", "2,2", "msdp.type", "5,2,5");
        error.has("msdp.sa_req.group_addr", "239.1.2.3", "msdp.not.rp_address", "203.0.113.1");
    }

    @Test
    void msdpThatLies() {
        tcp("04 0002 00").has("msdp.tlv_len.too_short", "1", "_ws.malformed", "Malformed Packet");
        tcp("01 0008 ff cb007101").has("msdp.sa.entry_count", "255", "msdp.sa.group_addr", "");
        assertEquals("", tcp("04 0003 01 ffff ff").get("msdp.sa.rp_addr"));
        assertTimeout(Duration.ofSeconds(5), () -> tcp("04 0003".repeat(20000)));
    }
}
