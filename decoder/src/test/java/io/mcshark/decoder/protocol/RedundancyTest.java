package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.mcshark.decoder.Decoded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How routers stand in for one another: VRRP, CARP, HSRP, GLBP. */
class RedundancyTest {
    private static final String GROUP = "012c 020000000001 0000006e 00000bb8 00002904";
    private static final String STATE = "01 28 02 00 06 04" + GROUP + "c0000264 000000000000000000000000";
    private static final String HELLO = "10 03 0a 6e 01 00 636973636f000000 c0000264";
    private static final String DIGEST = "04 1c 01 00 0000 c0000201 00000007 000102030405060708090a0b0c0d0e0f";

    private static Decoded vrrp(String hex) {
        return Decoded.ipv4(112, hex).sayAll();
    }

    private static Decoded hsrp(String group, String hex) {
        String udp = "07c107c1%04x0000".formatted(8 + Decoded.bytes(hex).length) + hex;
        String header = Decoded.header4(17, Decoded.bytes(udp).length).replaceAll("\\s", "");
        return Decoded.ethernet("01005e000002 020000000001 0800" + header.substring(0, 32) + group + udp)
                .sayAll();
    }

    /** RFC 3768, 5.1. */
    @Test
    void vrrp2() {
        Decoded advertisement = vrrp("21 05 64 02 00 01 f6 2c c0000264 c0000265 0000000000000000");
        advertisement.has("vrrp.version", "2", "vrrp.type", "1", "vrrp.virt_rtr_id", "5", "vrrp.prio", "100");
        advertisement.has("vrrp.addr_count", "2", "vrrp.auth_type", "0", "vrrp.adver_int", "1");
        advertisement.has("vrrp.ip_addr", "192.0.2.100,192.0.2.101", "vrrp.checksum.status", "1");
        advertisement.has("vrrp.short_adver_int", "", "vrrp.auth_string", "", "_ws.malformed", "");
        assertEquals("vrrp v2 router 5, priority 100, every 1 s  192.0.2.100 192.0.2.101", advertisement.row("vrrp"));
        vrrp("21 05 ff 01 01 01 00 00 c0000264 7365637265740000")
                .has("vrrp.auth_string", "secret", "vrrp.checksum.status", "0", "vrrp.checksum_bad.expert", "1");
        vrrp("21 05 00 01 fe 01 00 00 c0000264 000102030405060708090a0b0c0d0e0f")
                .has("vrrp.md5_auth_data", "000102030405060708090a0b0c0d0e0f", "_ws.malformed", "");
    }

    /** RFC 9568, 5.1; the pseudo-header is in the checksum, 5.2.8. */
    @Test
    void vrrp3() {
        Decoded six = Decoded.ipv6(
                        112,
                        "fe80::1",
                        "ff02::12",
                        "31 05 64 02 00 64 40 20 fe800000000000000000000000050001 20010db8000000000000000000000005")
                .sayAll();
        six.has("vrrp.ipv6_addr", "fe80::5:1,2001:db8::5", "vrrp.short_adver_int", "100", "vrrp.reserved_mbz", "0");
        six.has("vrrp.checksum.status", "1", "vrrp.auth_type", "", "vrrp.adver_int", "", "vrrp.ip_addr", "");
        assertEquals("vrrp v3 router 5, priority 100, every 1 s  fe80::5:1 2001:db8::5", six.row("vrrp"));
        Decoded resigns = vrrp("31 05 00 01 00 19 00 00 c0000264");
        resigns.has("vrrp.ip_addr", "192.0.2.100", "vrrp.prio", "0", "vrrp.short_adver_int", "25");
        assertEquals("vrrp v3 router 5 resigns, every 0.25 s  192.0.2.100 [bad checksum]", resigns.row("vrrp"));
    }

    @Test
    void vrrpThatLies() {
        vrrp("21 05 64 c8 00 01 00 00 c0000264 c0000265")
                .has("_ws.malformed", "Malformed Packet", "vrrp.ip_addr", "192.0.2.100,192.0.2.101");
        vrrp("21 05 64 01 01 01 00 00 c0000264 736563")
                .has("_ws.malformed", "Malformed Packet", "vrrp.auth_string", "", "vrrp.ip_addr", "192.0.2.100");
        vrrp("21 05 64 01 00").has("_ws.malformed", "Malformed Packet", "vrrp.auth_type", "0", "vrrp.adver_int", "");
        vrrp("21").has("_ws.malformed", "Malformed Packet", "vrrp.version", "2", "vrrp.prio", "");
        vrrp("").has("vrrp.version", "", "_ws.malformed", "");
        assertTimeout(Duration.ofSeconds(5), () -> vrrp("21 05 64 ff 00 01 00 00" + "00".repeat(60000)));
    }

    /** Seven addresses would be followed by VRRP's authentication data. */
    @Test
    void carp() {
        String body = "21 01 64 07 00 01 00 00 0000000000005eed 000102030405060708090a0b0c0d0e0f10111213";
        Decoded carp = vrrp(body);
        carp.has("frame.protocols", "eth:ethertype:ip:carp", "carp.vhid", "1", "carp.advskew", "100");
        carp.has("carp.counter", "24301", "carp.authlen", "7", "carp.adver_int", "1", "carp.checksum.status", "0");
        carp.has("carp.hmac", "000102030405060708090a0b0c0d0e0f10111213", "vrrp.version", "");
        assertEquals("carp v2 host 1, skew 100, every 1 s [bad checksum]", carp.row("carp"));
        vrrp(body + "0000000000000000").has("vrrp.addr_count", "7", "carp.vhid", "", "_ws.malformed", "");
        vrrp(body.replace("21 01", "31 01")).has("vrrp.version", "3", "carp.vhid", "");
        Decoded.ipv4(112, body, 10)
                .sayAll()
                .has("carp.vhid", "1", "carp.adver_int", "1", "carp.counter", "", "carp.checksum.status", "2");
    }

    /** RFC 2281, 5.1. */
    @Test
    void hsrp1() {
        Decoded hello = hsrp("e0000002", "00 00" + HELLO);
        hello.has("hsrp.version", "0", "hsrp.opcode", "0", "hsrp.state", "16", "hsrp.hellotime", "3");
        hello.has("hsrp.holdtime", "10", "hsrp.priority", "110", "hsrp.group", "1", "hsrp.auth_data", "cisco");
        hello.has("hsrp.virt_ip", "192.0.2.100", "hsrp2.group", "", "_ws.malformed", "");
        assertEquals(
                "hsrp v1 hello, group 1 active, priority 110, every 3 s, hold 10 s  192.0.2.100", hello.row("hsrp"));
        hsrp("e0000002", "00 01" + HELLO + DIGEST)
                .has("hsrp2.md5_key_id", "7", "hsrp.md5_ip_address", "192.0.2.1", "hsrp2.md5_algorithm", "1");
        hsrp("e0000002", "00 00" + HELLO + "05" + DIGEST.substring(2)).has("hsrp.unknown_tlv", "1");
        Decoded advertise = hsrp("e0000002", "00 03 0001 000a 02 00 0001 0002 00000000");
        advertise.has("hsrp.adv.state", "2", "hsrp.adv.activegrp", "1", "hsrp.adv.passivegrp", "2");
        assertEquals("hsrp v1 advertise passive, groups 1 active 2 passive", advertise.row("hsrp"));
        hsrp("e0000002", "00 09 abcd").has("data.data", "abcd", "hsrp.opcode", "9", "hsrp.state", "");
        hsrp("c0000207", "00 00" + HELLO).has("hsrp.version", "", "frame.protocols", "eth:ethertype:ip:udp:data");
    }

    @Test
    void hsrp2() {
        Decoded hello = hsrp("e0000066", STATE + "03 08 636973636f000000");
        hello.has("hsrp2.version", "2", "hsrp2.opcode", "0", "hsrp2.state", "6", "hsrp2.group", "300");
        hello.has("hsrp2.identifier", "02:00:00:00:00:01", "hsrp2.priority", "110", "hsrp2.hellotime", "3000");
        hello.has("hsrp2.holdtime", "10500", "hsrp2.virt_ip", "192.0.2.100", "hsrp2.auth_data", "cisco");
        hello.has("hsrp.version", "", "_ws.malformed", "", "hsrp2.ipversion", "4", "hsrp2.virt_ip_v6", "");
        assertEquals(
                "hsrp v2 hello, group 300 active, priority 110, every 3 s, hold 10.5 s  192.0.2.100, authenticated",
                hello.row("hsrp"));
        hsrp("e0000066", "02 04 0003 0001").has("hsrp2.active_groups", "3", "hsrp2.passive_groups", "1");
        hsrp("e0000066", STATE + DIGEST).has("hsrp2.md5_auth_data", "000102030405060708090a0b0c0d0e0f");
        hsrp("e0000066", STATE.replace("06 04", "06 09"))
                .has("data.data", "c0000264000000000000000000000000", "hsrp2.virt_ip", "");
        String six = "01 28 02 00 05 06" + GROUP + "fe80000000000000000573fffea0012c";
        Decoded.ipv6(17, "fe80::1", "ff02::66", "07ed07ed00320000" + six)
                .has("hsrp2.virt_ip_v6", "fe80::5:73ff:fea0:12c", "hsrp2.virt_ip", "", "hsrp2.state", "5");
    }

    @Test
    void hsrpThatLies() {
        hsrp("e0000002", "00").has("_ws.malformed", "Malformed Packet", "hsrp.opcode", "");
        hsrp("e0000002", "00 00" + HELLO.substring(0, 17) + "6369")
                .has("_ws.malformed", "Malformed Packet", "hsrp.group", "1", "hsrp.auth_data", "");
        hsrp("e0000066", "01").has("_ws.malformed", "Malformed Packet", "hsrp2.group", "");
        hsrp("e0000066", STATE.substring(0, 17) + GROUP.substring(0, 17))
                .has("_ws.malformed", "Malformed Packet", "hsrp2.group", "300");
        hsrp("e0000066", STATE + "03 00").has("data.data", "0300", "hsrp2.auth_data", "");
        hsrp("e0000066", "09 ff").has("data.data", "09ff", "_ws.malformed", "");
        hsrp("e0000066", "03 08 6369").has("_ws.malformed", "Malformed Packet", "hsrp2.auth_data", "");
        assertTimeout(Duration.ofSeconds(5), () -> hsrp("e0000066", "02 04 0001 0002".repeat(10000)));
    }

    private static Decoded glbp(String hex) {
        String message = "01 00 012c 0000 020000000001" + hex;
        return Decoded.ipv4(17, "0c960c96%04x0000".formatted(8 + Decoded.bytes(message).length) + message)
                .sayAll();
    }

    @Test
    void glbp() {
        String hello = "01 1c 00 20 00 6e 0000 00000bb8 00002904 0258 3840 0000 01 04 c0000264";
        Decoded both = glbp(hello + "02 14 01 20 00 a7 64 00000000000000 0007b4012c01");
        both.has("glbp.group", "300", "glbp.ownerid", "02:00:00:00:00:01", "glbp.type", "1,2", "glbp.length", "28,20");
        both.has("glbp.hello.vgstate", "32", "glbp.hello.priority", "110", "glbp.hello.virtualipv4", "192.0.2.100");
        both.has("glbp.hello.helloint", "3000", "glbp.hello.redirect", "600", "glbp.reqresp.weight", "100");
        both.has("glbp.reqresp.virtualmac", "00:07:b4:01:2c:01", "_ws.malformed", "");
        assertEquals(
                "glbp group 300 hello active, priority 110, every 3 s, hold 10.5 s  192.0.2.100, forwarder 1 active"
                        + " 00:07:b4:01:2c:01",
                both.row("glbp"));
        glbp(hello + "03 0a 01 06 736563726574").has("glbp.auth.plainpass", "secret");
        glbp(hello + "03 0a 03 06 00000007 abcd").has("glbp.auth.md5chainindex", "7", "glbp.auth.md5chainhash", "abcd");
        glbp("09 05 616263").has("glbp.unknown.data", "616263", "_ws.malformed", "");
        glbp("09 01").has("glbp.tlv_length_too_small", "1", "_ws.malformed", "Malformed Packet");
        glbp("03 0a 01 ff 736563726574").has("_ws.malformed", "Malformed Packet", "glbp.auth.plainpass", "");
        glbp(hello.substring(0, 31)).has("_ws.malformed", "Malformed Packet", "glbp.hello.priority", "110");
        assertTimeout(Duration.ofSeconds(5), () -> glbp("09 02".repeat(30000)));
    }
}
