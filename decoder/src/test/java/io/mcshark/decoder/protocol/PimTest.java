package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Decoded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PimTest {
    private static final String GROUP = "01 00 00 20 ef 01 01 01 ",
            SOURCE = "01 00 c6 33 64 05 ",
            RP = "01 00 cb 00 71 01 ";
    private static final String GROUP6 = "02 00 00 80 ff15" + "00".repeat(12) + "0001";
    private static final String ME = "fe80::1", ROUTERS = "ff02::d";

    private static Decoded pim(String hex) {
        return Decoded.ipv4(103, hex).sayAll();
    }

    private static Decoded pim6(String hex) {
        return Decoded.ipv6(103, ME, ROUTERS, hex).sayAll();
    }

    @Test
    void hello() {
        Decoded hello = pim("20 00 36 08 00 01 00 02 00 69 00 02 00 04 01 f4 09 c4 00 13 00 04 00 00 00 01"
                + " 00 14 00 04 de ad be ef");
        hello.has("pim.version", "2", "pim.type", "0", "pim.res_bytes", "00", "pim.cksum", "0x3608");
        hello.has("pim.cksum.status", "1", "pim.optiontype", "1,2,19,20", "pim.optionlength", "2,4,4,4");
        hello.has("pim.holdtime", "105", "pim.t", "0", "pim.propagation_delay", "500", "pim.override_interval", "2500");
        hello.has("pim.dr_priority", "1", "pim.generation_id", "3735928559", "pim.option", "1", "pim.optionvalue", "");
        assertEquals("pim hello, hold 105 s, prune delay 500+2500 ms, dr priority 1, id deadbeef", hello.row("pim"));
        assertEquals(
                "pim hello goodbye [bad checksum]",
                pim("20 00 00 00 00 01 00 02 00 00").row("pim"));
        assertTrue(pim("20000000 0001 0002 ffff").tree().contains("Holdtime: 65535 seconds (Infinity)"));
    }

    @Test
    void furtherOptions() {
        Decoded hello = pim("20 00 00 00 0015 0004 01 3c 0000 0016 0000 0018 0018" + "01 00 c0 00 02 09"
                + "02 00 2001 0db8 0000 0000 0000 0000 0000 0009"
                + "001f 0008 00000005 c0000201 03e7 0002 abcd 001a 0000");
        hello.has("pim.state_refresh_version", "1", "pim.state_refresh_interval", "60");
        hello.has("pim.address_list", "192.0.2.9", "pim.address_list_ip6", "2001:db8::9");
        hello.has("pim.addr_address_family", "1,2", "pim.unicast", "192.0.2.9", "pim.unicast_ipv6", "2001:db8::9");
        hello.has("pim.optionvalue", "00000005c0000201,abcd", "_ws.malformed", "");
        assertEquals(
                "pim hello, state refresh every 60 s, bidirectional capable, interface id, option 999, join attribute"
                        + " [bad checksum]",
                hello.row("pim"));
    }

    @Test
    void joinPrune() {
        Decoded join =
                pim("23 00 9a 09 01 00 c0 00 02 02 00 02 00 d2 01 00 00 20 ef 01 01 01 00 01 00 01 01 00 07 20 cb 00"
                        + "71 01 01 00 05 20 c6 33 64 05 01 00 00 20 e8 01 01 01 00 01 00 00 01 00 04 20 c6 33 64 07");
        join.has(
                "pim.type",
                "3",
                "pim.cksum.status",
                "1",
                "pim.upstream_neighbor",
                "192.0.2.2",
                "pim.res_bytes",
                "00,00");
        join.has("pim.numgroups", "2", "pim.holdtime", "210", "pim.numjoins", "1,1", "pim.numprunes", "1,0");
        join.has("pim.group", "239.1.1.1,239.1.1.1,232.1.1.1,232.1.1.1", "pim.mask_len", "32,32,32,32,32");
        join.has("pim.join_ip", "203.0.113.1,198.51.100.7", "pim.prune_ip", "198.51.100.5");
        join.has("pim.source", "203.0.113.1,198.51.100.5,198.51.100.7", "pim.source_addr.flags", "0x07,0x05,0x04");
        join.has("pim.source_addr.flags.s", "1,1,1", "pim.source_addr.flags.w", "1,0,0");
        join.has("mcast.group", "239.1.2.3,239.1.1.1,232.1.1.1");
        assertEquals(
                "pim join/prune to 192.0.2.2  join (*,239.1.1.1) rp 203.0.113.1, prune (198.51.100.5,239.1.1.1,rpt),"
                        + " join (198.51.100.7,232.1.1.1), hold 210 s",
                join.row("pim"));
    }

    @Test
    void joinAttributes() {
        Decoded join = pim("23 00 00 00 01 00 c0 00 02 02 00 01 00 d2" + GROUP + "00 01 00 01 01 01 04 20 c6 33 64 05"
                + "00 06 01 00 c0 00 02 09 83 02 ab cd 46 05 01 cb 00 71 09" + "01 00 04 20 c6 33 64 07");
        join.has("pim.addr_encoding_type", "0,0,1,0,0", "pim.source_ja.flags.attr_type", "0,3,6");
        join.has("pim.source_ja.flags.f", "0,1,0", "pim.source_ja.flags.e", "0,0,1", "pim.source_ja.length", "6,2,5");
        join.has("pim.source_ja.value", "abcd", "pim.rloc", "203.0.113.9", "pim.prune_ip", "198.51.100.7");
        join.has("pim.unicast", "192.0.2.2,192.0.2.9,192.0.2.9", "_ws.malformed", "");
    }

    @Test
    void register() {
        String inner = "4500001c 00000000 09110000 c6336405 ef010101 138c138c00080000";
        Decoded register = pim("21 00 de ff 00 00 00 00" + inner);
        register.has("pim.type", "1", "pim.cksum.status", "1", "pim.register_flag.border", "0", "pim.ip_version", "4");
        register.has("frame.protocols", "eth:ethertype:ip:pim:ip:udp", "ip.dst", "239.1.2.3,239.1.1.1");
        assertEquals("pim register  (198.51.100.5,239.1.1.1)", register.row("pim"));
        // RFC 7761, 4.9.3: a checksum over everything is accepted, too.
        pim("21 00 00 00 00 00 00 00" + inner).has("pim.cksum.status", "0");
        Decoded whole = pim("21 00 4f 76 00 00 00 00" + inner);
        whole.has("pim.cksum.status", "1", "pim.bad_checksum", "");
        Decoded dummy = pim("21 00 9e ff 40 00 00 00" + "00".repeat(12) + "c6336405 ef010101");
        dummy.has("pim.register_flag.null_register", "1", "pim.ip_version", "0", "pim.dummy_header", "1");
        dummy.has("pim.source", "198.51.100.5", "pim.group", "239.1.1.1");
        assertEquals("pim register, null  (198.51.100.5,239.1.1.1)", dummy.row("pim"));
        Decoded empty = pim("21 00 9e ff 40 00 00 00 45000014 00000000 40670000 c6336405 ef010101");
        empty.has("frame.protocols", "eth:ethertype:ip:pim:ip", "_ws.malformed", "");
        Decoded stop = pim("22 00 33 2d" + GROUP + SOURCE);
        stop.has("pim.group", "239.1.1.1,239.1.1.1", "pim.source", "198.51.100.5", "pim.cksum.status", "0");
        assertEquals("pim register-stop  (198.51.100.5,239.1.1.1) [bad checksum]", stop.row("pim"));
    }

    /** RFC 7761, 4.9: in IPv6 with a pseudo-header, whose length is that of what is covered. */
    @Test
    void checksumsInIpv6() {
        pim6("20 00 e1 90 00 01 00 02 00 69").has("pim.cksum.status", "1", "pim.holdtime", "105");
        pim6("20 00 e1 91 00 01 00 02 00 69").has("pim.cksum.status", "0", "pim.bad_checksum", "1");
        pim6("21 00 e0 fe 00 00 00 00" + Decoded.header6(59, "2001:db8::7", "ff15::1", 0))
                .has("pim.cksum.status", "1", "ipv6.dst", "ff02::d,ff15::1");
    }

    @Test
    void bootstrap() {
        Decoded bootstrap = pim("24 80 00 00 2a17 1e 40" + RP + "01 00 81 08 ef000000 02 02 0000" + RP + "0096 c0 00"
                + "01 00 c0000209 ffff 00 00" + GROUP + "01 00 0000");
        bootstrap.has("pim.fragment_tag", "0x2a17", "pim.hash_mask_len", "30", "pim.bsr_priority", "64");
        bootstrap.has("pim.bsr", "203.0.113.1", "pim.group", "239.0.0.0,239.0.0.0,239.1.1.1,239.1.1.1");
        bootstrap.has("pim.rp_count", "2,1", "pim.frp_count", "2,0", "pim.rp", "203.0.113.1,192.0.2.9");
        bootstrap.has("pim.holdtime", "150,65535", "pim.priority", "192,0", "pim.res_bytes", "80,00,00");
        bootstrap.has("pim.group_addr.flags.b", "1,0", "pim.group_addr.flags.z", "1,0", "_ws.malformed", "");
        assertEquals(
                "pim bootstrap  bsr 203.0.113.1, priority 64, hash 30, no forward, 239.0.0.0/8 rp 203.0.113.1 192.0.2.9,"
                        + " 239.1.1.1 [bad checksum]",
                bootstrap.row("pim"));
        Decoded candidate = pim("28 00 00 00 01 c0 0096" + RP + "01 00 00 04 e0000000");
        candidate.has("pim.prefix_count", "1", "pim.priority", "192", "pim.holdtime", "150", "pim.rp", "203.0.113.1");
        candidate.has("pim.group", "224.0.0.0,224.0.0.0", "pim.mask_len", "4");
        assertEquals(
                "pim candidate-rp-advertisement  rp 203.0.113.1, priority 192, hold 150 s, 224.0.0.0/4 [bad checksum]",
                candidate.row("pim"));
    }

    @Test
    void assertAndStateRefresh() {
        Decoded winner = pim("25 00 be 21" + GROUP + SOURCE + "00 00 00 6e 00 00 00 14");
        winner.has("pim.cksum.status", "1", "pim.group", "239.1.1.1,239.1.1.1", "pim.source", "198.51.100.5");
        winner.has("pim.rpt", "0", "pim.metric_pref", "110", "pim.metric", "20");
        assertEquals("pim assert  (198.51.100.5,239.1.1.1), preference 110, metric 20", winner.row("pim"));
        Decoded refresh = pim("29 00 00 00" + GROUP + SOURCE + "01 00 c0000201 8000006e 00000014 18 0c e0 3c");
        refresh.has("pim.originator", "192.0.2.1", "pim.rpt", "1", "pim.mask_len", "32,24", "pim.ttl", "12");
        refresh.has("pim.prune_indicator", "1", "pim.prune_now", "1", "pim.assert_override", "1", "pim.interval", "60");
    }

    /** RFC 5015, 3.7: backoff and pass have a second address, which tshark 4.0 leaves out. */
    @Test
    void election() {
        Decoded backoff = pim("2a 30 00 00" + RP + "0000006e 00000014 01 00 c0000203 00000064 0000000a 00fa");
        backoff.has(
                "pim.df_elect.subtype", "3", "pim.df_elect.rsvd", "0", "pim.res_bytes", "", "pim.rp", "203.0.113.1");
        backoff.has("pim.metric_pref", "110", "pim.metric", "20", "pim.bidir_offering_ip4", "192.0.2.3");
        backoff.has(
                "pim.bidir_off_metric_pref", "100", "pim.bidir_off_metric", "10", "pim.bidir_offering_interval", "250");
        Decoded pass = pim("2a 40 00 00" + RP + "0000006e 00000014 01 00 c0000203 00000064 0000000a");
        pass.has("pim.bidir_winner_ip4", "192.0.2.3", "pim.bidir_win_metric", "10", "pim.bidir_offering_ip4", "");
        assertEquals(
                "pim df election df pass  rp 203.0.113.1, preference 110, metric 20, to 192.0.2.3 [bad checksum]",
                pass.row("pim"));
        pim("2a 10 00 00" + RP + "0000006e 00000014").has("pim.bidir_winner_ip4", "", "_ws.malformed", "");
    }

    @Test
    void redirectAndFlooding() {
        Decoded redirect = pim("2b 00 00 00" + GROUP + SOURCE + "c0000203 0000000500000006 01 0000000000000014");
        redirect.has("mcast.pim_neighbor", "192.0.2.3", "mcast.pim_interface_id", "0000000500000006");
        redirect.has("mcast.pim_redirect_preference", "1", "mcast.pim_redirect_metric", "20", "_ws.malformed", "");
        assertEquals("pim ecmp redirect  (198.51.100.5,239.1.1.1) to 192.0.2.3 [bad checksum]", redirect.row("pim"));
        Decoded flooding = pim(
                "2c 80 00 00" + RP + "8001 0018" + GROUP + "0002 00d2" + SOURCE + "01 00 c6336409" + "004d 0002 abcd");
        flooding.has("pim.pfmnoforwardbit", "1", "pim.originator", "203.0.113.1", "pim.transitivetype", "1,0");
        flooding.has(
                "pim.optiontype", "1,77", "pim.srccount", "2", "pim.srcholdtime", "210", "pim.optionvalue", "abcd");
        flooding.has("pim.source", "198.51.100.5,198.51.100.9", "_ws.malformed", "");
        assertEquals("pim type 13.2 [bad checksum]", pim("2d 20 00 00 01").row("pim"));
    }

    @Test
    void version1() {
        String joins = "c0000203 0000 00d2 00 20 04 01 ef010203 ffffffff 0001 0001 07 20 cb007101 04 20 c6336405";
        Decoded join = Decoded.ipv4(2, "14 03 00 00 10 000000" + joins).sayAll();
        join.has("frame.protocols", "eth:ethertype:ip:igmp:pim", "pim.igmp_type", "PIM (0x14)", "pim.code", "3");
        join.has("pim.version", "1", "pim.type", "", "pim.upstream_neighbor", "192.0.2.3", "pim.holdtime", "210");
        join.has("pim.group", "239.1.2.3", "pim.group_mask", "255.255.255.255", "pim.join_ip", "203.0.113.1");
        join.has("pim.src_flags.s", "1,1", "pim.src_flags.w", "1,0", "pim.prune_ip", "198.51.100.5");
        join.has("pim.res_bytes", "000000,0000,00", "pim.mask_len", "32,32,32", "_ws.malformed", "");
        Decoded.ipv4(2, "14 00 cb 96 10 000000 1000 0069")
                .has("pim.mode", "1", "pim.holdtime", "105", "pim.cksum.status", "1");
        Decoded.ipv4(2, "14 00 cb 96 20 000000 1000 0069")
                .has("pim.version", "2", "pim.mode", "", "pim.cksum.status", "2");
        Decoded lying = Decoded.ipv4(2, "14 03 00 00 10 000000" + joins.replace("0001 0001", "ffff ffff"))
                .sayAll();
        lying.has(
                "_ws.malformed",
                "Malformed Packet",
                "pim.numjoins",
                "65535",
                "pim.join_ip",
                "203.0.113.1,198.51.100.5");
    }

    /** An option that is shorter than its value is read where the value must be, and remarked upon; the next follows its length. */
    @Test
    void optionsThatLie() {
        Decoded shorter = pim("20 00 00 00 0014 0000 0000 0000");
        shorter.has("pim.optiontype", "20,0", "pim.generation_id", "0", "mcast.pim_option_length", "1");
        shorter.has("_ws.malformed", "");
        Decoded longer = pim("20 00 00 00 0001 ffff 0069");
        longer.has("pim.optiontype", "", "_ws.malformed", "Malformed Packet");
        pim("20 00 00 00 0014 0000 00").has("pim.generation_id", "", "_ws.malformed", "Malformed Packet");
        pim("20 00 00 00 0001").has("_ws.malformed", "Malformed Packet");
        pim("20 00 00 00 00").has("_ws.malformed", "");
    }

    @Test
    void countsThatLie() {
        Decoded join = pim("23 00 00 00 01 00 c0000202 00 ff 00d2" + GROUP + "ffff ffff 01 00 04 20 c6336405");
        join.has("_ws.malformed", "Malformed Packet", "pim.join_ip", "198.51.100.5", "pim.numprunes", "");
        pim("24 00 00 00 2a17 1e 40" + RP + GROUP + "ff ff 0000" + RP)
                .has("_ws.malformed", "Malformed Packet", "pim.frp_count", "255", "pim.rp", "203.0.113.1");
        pim("28 00 00 00 ff c0 0096" + RP + GROUP).has("_ws.malformed", "Malformed Packet", "pim.prefix_count", "255");
        pim("2c 00 00 00" + RP + "8001 000c" + GROUP + "ffff 00d2").has("_ws.malformed", "Malformed Packet");
    }

    /** Behind an address of an unknown family nothing can be found; that is not malformed. */
    @Test
    void unknownFamilies() {
        Decoded join = pim("23 00 00 00 09 00 c0000202 00 01 00d2" + GROUP);
        join.has("pim.upstream_neighbor", "", "pim.numgroups", "", "_ws.malformed", "");
        pim("25 00 00 00 01 07").has("pim.group", "", "_ws.malformed", "");
        pim6("25 00 00 00" + GROUP6).has("pim.group_ip6", "ff15::1,ff15::1", "_ws.malformed", "Malformed Packet");
    }

    @Test
    void otherVersions() {
        Decoded three = pim("30 00 12 34 00 01 00 02 00 69");
        three.has("pim.version", "3", "pim.cksum.status", "2", "pim.holdtime", "");
        assertEquals("pim of version 3", three.row("pim"));
        pim("20").has("pim.version", "2", "pim.res_bytes", "", "_ws.malformed", "Malformed Packet");
        pim("20 00 df ff").has("pim.cksum.status", "1", "pim.option", "", "_ws.malformed", "");
    }

    @Test
    void whatWasCutIsUnverified() {
        Decoded cut = Decoded.ipv4(103, "20 00 36 08 00 01 00 02 00 69 00 02 00 04 01 f4 09 c4", 12)
                .sayAll();
        cut.has(
                "pim.cksum.status",
                "2",
                "pim.holdtime",
                "105",
                "frame.protocols",
                "eth:ethertype:ip:pim",
                "_ws.short",
                "Packet size limited during capture");
    }

    /** A register in a register in a register … */
    @Test
    void nestingIsBounded() {
        StringBuilder nested = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            nested.append("21 00 de ff 00 00 00 00").append(Decoded.header4(103, (200 - i) * 28));
        }
        Decoded packet = pim(nested.toString());
        assertTrue(packet.get("_ws.malformed").contains("Malformed"));
    }

    @Test
    void longListsTakeBoundedTime() {
        String sources = "01 00 04 20 c6 33 64 05".repeat(8000);
        String groups = (GROUP + "0000 0000").repeat(255);
        assertTimeout(Duration.ofSeconds(5), () -> {
            pim("23 00 00 00 01 00 c0000202 00 01 00d2" + GROUP + "1f40 0000" + sources)
                    .has("pim.numjoins", "8000");
            pim("23 00 00 00 01 00 c0000202 00 ff 00d2" + groups).has("pim.numgroups", "255");
            pim("20 00 00 00" + "0014 0000".repeat(16000));
            pim("23 00 00 00 01 01 c0000202" + "00 00".repeat(32000));
            pim("24 00 00 00 2a17 1e 40" + RP + (GROUP + "01 00 0000").repeat(5000))
                    .has("pim.bsr", "203.0.113.1");
        });
    }
}
