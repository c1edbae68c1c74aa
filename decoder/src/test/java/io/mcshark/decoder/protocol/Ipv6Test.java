package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Decoded;
import org.junit.jupiter.api.Test;

/** Values checked against tshark 4.0.17. */
class Ipv6Test {
    private static final String FROM = "fe80::1", TO = "ff02::1";
    private static final String UDP = "0fa01388000d0000 68656c6c6f";
    private static final String ADDRESS = "20010db8000000000000000000000";

    private static Decoded ipv6(int next, String hex) {
        return Decoded.ipv6(next, FROM, TO, hex).sayAll();
    }

    /** A hop-by-hop (0) or destination options (60) header, its options padded with Pad1. */
    private static Decoded options(int header, String hex) {
        int bytes = 2 + Decoded.bytes(hex).length;
        int padded = (bytes + 7) / 8 * 8;
        return ipv6(header, "11%02x".formatted(padded / 8 - 1) + hex + "00".repeat(padded - bytes) + UDP)
                .has("udp.dstport", "5000");
    }

    private static Decoded hop(String hex) {
        return options(0, hex);
    }

    /** A routing header, its type-specific data given. */
    private static Decoded routing(String hex) {
        int bytes = 2 + Decoded.bytes(hex).length;
        return ipv6(43, "11%02x".formatted(bytes / 8 - 1) + hex + UDP).has("udp.dstport", "5000");
    }

    @Test
    void header() {
        Decoded.link(
                        229,
                        "6b9abcde 000d 11 40 fe800000000000000211 22fffe334455 ff0200000000000000000001ff334455" + UDP)
                .sayAll()
                .has("ipv6.version", "6", "ip.version", "6", "ipv6.tclass", "0x000000b9", "ipv6.tclass.dscp", "46")
                .has("ipv6.tclass.ecn", "1", "ipv6.flow", "0x0abcde", "ipv6.plen", "13", "ipv6.nxt", "17")
                .has("ipv6.hlim", "64", "ipv6.src", "fe80::211:22ff:fe33:4455", "ipv6.dst", "ff02::1:ff33:4455")
                .has("ipv6.src_slaac_mac", "00:11:22:33:44:55", "ipv6.slaac_mac", "00:11:22:33:44:55");
    }

    @Test
    void addressesInAddresses() {
        Decoded.ipv6(17, "2002:c000:201:1::1", TO, UDP)
                .has("ipv6.src_6to4_gw_ipv4", "192.0.2.1", "ipv6.src_6to4_sla_id", "1");
        Decoded.ipv6(17, "2001:0:4136:e378:8000:63bf:3fff:fdd2", TO, UDP)
                .has("ipv6.ts_ipv4", "65.54.227.120", "ipv6.tc_port", "40000", "ipv6.tc_ipv4", "192.0.2.45");
        Decoded.ipv6(17, "fe80::5efe:c000:201", TO, UDP).has("ipv6.src_isatap_ipv4", "192.0.2.1");
        Decoded.ipv6(17, "64:ff9b::c000:201", TO, UDP).has("ipv6.src_embed_ipv4", "192.0.2.1", "ipv6.slaac_mac", "");
    }

    @Test
    void routerAlert() {
        Decoded p = hop("05020000 0100")
                .has("ipv6.hopopts.nxt", "17", "ipv6.hopopts.len", "0", "ipv6.hopopts.len_oct", "8")
                .has("ipv6.opt.type", "0x05,0x01", "ipv6.opt.length", "2,0", "ipv6.opt.router_alert", "0")
                .has("ipv6.opt.type.action", "0,0", "ipv6.opt.type.rest", "0x05,0x01");
        assertTrue(p.tree().contains("Router Alert: MLD (0)"), p.tree());
        hop("05020001").has("ipv6.opt.router_alert", "1", "ipv6.opt.type", "0x05,0x00,0x00", "ipv6.opt.pad1", "1,1");
        hop("0503000000").has("ipv6.opt.invalid_len", "1", "ipv6.opt.router_alert", "0");
    }

    @Test
    void options() {
        options(60, "0401 07 010100").has("ipv6.opt.tel", "7", "ipv6.opt.padn", "00", "ipv6.dstopts.nxt", "17");
        options(60, "c910" + ADDRESS + "009").has("ipv6.opt.mipv6.home_address", "2001:db8::9");
        hop("070c 00000001 01 05 abcd ffff0000")
                .has("ipv6.opt.calipso.doi", "1", "ipv6.opt.calipso.sens_level", "5")
                .has("ipv6.opt.calipso.checksum", "0xabcd", "ipv6.opt.calipso.cmpt_bitmap", "ffff0000");
        hop("0805 12 aabb 0102")
                .has("ipv6.opt.smf_dpd.tid_type", "1", "ipv6.opt.smf_dpd.tid_len", "2")
                .has("ipv6.opt.smf_dpd.tagger_id", "aabb01", "ipv6.opt.smf_dpd.ident", "02");
        hop("0803 81 0203").has("ipv6.opt.smf_dpd.hash_bit", "1", "ipv6.opt.smf_dpd.hav", "810203");
        hop("2606 0f 40 12345678").has("ipv6.opt.qs_ttl_diff", "193", "ipv6.opt.qs_nonce", "0x048d159e");
        hop("3004 05dc 05dd")
                .has("ipv6.opt.pmtu.min", "1500", "ipv6.opt.pmtu.rtn", "1500", "ipv6.opt.pmtu.r_flag", "1");
        hop("6304 e0 01 0100")
                .has("ipv6.opt.rpl.flag", "0xe0", "ipv6.opt.rpl.flag.f", "1", "ipv6.opt.rpl.sender_rank", "0x0100");
        hop("6d04 60 01 0102").has("ipv6.opt.mpl.flag.s", "1", "ipv6.opt.mpl.seed_id", "0102");
        hop("8c06 05 4142434445").has("ipv6.opt.lio.length", "5", "ipv6.opt.lio.line_id", "ABCDE");
        hop("ee03 30 0102").has("ipv6.opt.dff.flag.dup", "1", "ipv6.opt.dff.sequence_number", "258");
        hop("1e02 0102").has("ipv6.opt.experimental", "0102", "ipv6.opt.unknown", "");
        hop("0903 010203").has("ipv6.opt.unknown", "010203");
    }

    @Test
    void optionsThatDoNotFitEndWithTheirHeader() {
        hop("0108 0102 0000").has("ipv6.opt.type", "0x01", "ipv6.opt.padn", "01020000");
        hop("05020000 0105").has("ipv6.opt.type", "0x05,0x01");
        hop("010300000005").has("ipv6.opt.type", "0x01");
    }

    @Test
    void routes() {
        routing("00 01 00000000" + ADDRESS + "001" + ADDRESS + "002")
                .has("ipv6.routing.type", "0", "ipv6.routing.segleft", "1", "ipv6.routing.len_oct", "40")
                .has("ipv6.routing.src.addr", "2001:db8::1,2001:db8::2", "ipv6.routing.src.reserved", "00000000");
        routing("02 01 00000000" + ADDRESS + "001").has("ipv6.routing.mipv6.home_address", "2001:db8::1");
        routing("03 02 99 700000 01020304050607 08090a0b0c0d0e0f10")
                .has("ipv6.routing.rpl.cmprI", "9", "ipv6.routing.rpl.pad", "7", "ipv6.routing.rpl.addr_count", "1")
                .has("ipv6.routing.rpl.address", "01020304050607");
        routing("04 01 01 00 0001" + ADDRESS + "001" + ADDRESS + "002")
                .has("ipv6.routing.srh.last_entry", "1", "ipv6.routing.srh.flags", "0x00")
                .has("ipv6.routing.srh.tag", "0001", "ipv6.routing.srh.addr", "2001:db8::1,2001:db8::2");
        routing("fd 00 01020304").has("ipv6.routing.unknown_data", "01020304");
    }

    @Test
    void chains() {
        ipv6(0, "3c00 05020000 0100 2b00 0104 00000000 2c02 0001 00000000" + ADDRESS + "001 1100 0000 00000001" + UDP)
                .has(
                        "frame.protocols",
                        "eth:ethertype:ipv6:ipv6.hopopts:ipv6.dstopts:ipv6.routing:ipv6.fraghdr:udp:data")
                .has("ipv6.fraghdr.nxt", "17", "ipv6.fraghdr.more", "0", "ipv6.fraghdr.ident", "0x00000001")
                .has("udp.dstport", "5000");
        // What follows a hop-by-hop header in the wrong place cannot be trusted.
        ipv6(60, "0000 010400000000 1100 010400000000" + UDP)
                .has("ipv6.hopopts.not_first", "1", "udp.dstport", "", "data.len", "13");
        ipv6(59, "0102").has("frame.protocols", "eth:ethertype:ipv6:data");
        assertEquals(
                "eth:ethertype:ipv6" + ":ipv6.dstopts".repeat(300 / 8) + ":udp:data",
                chain(300 / 8).get("frame.protocols"));
        assertEquals("Malformed Packet", chain(150).get("_ws.malformed"));
    }

    private static Decoded chain(int headers) {
        return ipv6(60, "3c00 010400000000".repeat(headers - 1) + "1100 010400000000" + UDP);
    }

    @Test
    void authenticationHeader() {
        ipv6(51, "1104 0000 00000001 00000002 0102030405060708090a0b0c" + UDP)
                .has("ah.next_header", "17", "ah.length", "4", "ah.reserved", "0000", "ah.spi", "0x00000001")
                .has("ah.sequence", "2", "ah.icv", "0102030405060708090a0b0c", "udp.dstport", "5000");
        ipv6(51, "11ff 0000 00000001 00000002 0102")
                .has(
                        "ah.length",
                        "255",
                        "ah.icv",
                        "",
                        "frame.protocols",
                        "eth:ethertype:ipv6:ah",
                        "_ws.malformed",
                        "Malformed Packet");
    }

    @Test
    void jumbograms() {
        String options = "1100 c204 00000015" + UDP;
        Decoded.link(229, Decoded.header6(0, FROM, TO, 0) + options)
                .has("ipv6.plen", "0", "ipv6.opt.jumbo", "21", "udp.dstport", "5000");
        Decoded.link(229, Decoded.header6(17, FROM, TO, 0) + UDP).has("udp.dstport", "");
    }

    @Test
    void headersThatDoNotFitAreShownAsFarAsTheyGo() {
        ipv6(43, "1102 0001 00000000 20010db8")
                .has("ipv6.routing.nxt", "17", "ipv6.routing.src.reserved", "00000000", "ipv6.routing.src.addr", "")
                .has("frame.protocols", "eth:ethertype:ipv6:ipv6.routing", "_ws.malformed", "Malformed Packet");
        ipv6(0, "1102 05020000")
                .has(
                        "ipv6.opt.router_alert",
                        "0",
                        "frame.protocols",
                        "eth:ethertype:ipv6:ipv6.hopopts",
                        "_ws.malformed",
                        "Malformed Packet");
        ipv6(0, "11").has("frame.protocols", "eth:ethertype:ipv6", "_ws.malformed", "Malformed Packet");
        ipv6(44, "11000001").has("frame.protocols", "eth:ethertype:ipv6", "_ws.malformed", "Malformed Packet");
        Decoded.link(229, Decoded.header6(17, FROM, TO, 100) + UDP).has("ipv6.plen_exceeds_framing", "1");
    }
}
