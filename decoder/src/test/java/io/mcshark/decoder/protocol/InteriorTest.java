package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.mcshark.decoder.Decoded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Routing protocols that speak to multicast groups: RIP, RIPng. */
class InteriorTest {
    private static final String ROUTE = "0002 0007 c6336400 ffffff00 c0000203 00000003";

    private static Decoded udp(int port, String hex) {
        return Decoded.ipv4(17, "c350%04x%04x0000".formatted(port, 8 + Decoded.bytes(hex).length) + hex)
                .sayAll();
    }

    @Test
    void rip() {
        Decoded two = udp(520, "02 02 0000" + ROUTE + "0002 0000 cb007100 ffffff80 00000000 00000010");
        two.has("rip.command", "2", "rip.version", "2", "rip.family", "2,2", "rip.route_tag", "7,0");
        two.has("rip.ip", "198.51.100.0,203.0.113.0", "rip.netmask", "255.255.255.0,255.255.255.128");
        two.has("rip.next_hop", "192.0.2.3,0.0.0.0", "rip.metric", "3,16", "_ws.malformed", "");
        assertEquals("rip v2 response  198.51.100.0/24 metric 3, 203.0.113.0/25 unreachable", two.row("rip"));
        Decoded one = udp(520, "02 01 0000 0002 0000 c6336400 00000000 00000000 00000003");
        one.has("rip.ip", "198.51.100.0", "rip.metric", "3", "rip.netmask", "", "rip.route_tag", "");
        Decoded all = udp(520, "01 02 0000 0000 0000 00000000 00000000 00000000 00000010");
        all.has("rip.ip", "", "rip.metric", "16", "rip.family", "0");
        assertEquals("rip v2 request  all", all.row("rip"));
    }

    /** RFC 2453, 4.1; RFC 4822, 2. */
    @Test
    void ripAuthentication() {
        udp(520, "02 02 0000 ffff 0002 73656372657400000000000000000000" + ROUTE)
                .has("rip.auth.type", "2", "rip.auth.passwd", "secret", "rip.ip", "198.51.100.0", "rip.family", "2");
        Decoded keyed = udp(
                520,
                "02 02 0000 ffff 0003 002c 05 10 00000009 0000000000000000" + ROUTE
                        + "ffff 0001 000102030405060708090a0b0c0d0e0f");
        keyed.has("rip.digest_offset", "44", "rip.key_id", "5", "rip.auth_data_len", "16", "rip.seq_num", "9");
        keyed.has("rip.authentication_data", "000102030405060708090a0b0c0d0e0f", "rip.ip", "198.51.100.0");
        keyed.has("_ws.malformed", "", "rip.auth.type", "3");
        udp(520, "02 02 0000 ffff 0003 ffff 05 10 00000009 0000000000000000" + ROUTE)
                .has("rip.ip", "198.51.100.0", "rip.authentication_data", "", "_ws.malformed", "");
    }

    @Test
    void ripThatLies() {
        udp(520, "02").has("_ws.malformed", "Malformed Packet");
        udp(520, "02 02").has("rip.version", "2", "_ws.malformed", "Malformed Packet");
        udp(520, "02 02 0000 0002 0000 c6336400 ffff")
                .has("rip.ip", "198.51.100.0", "rip.netmask", "", "_ws.malformed", "Malformed Packet");
        udp(520, "02 02 0000 0025 0000 c6336400 ffffff00 00000000 00000001")
                .has("rip.unknown_address_family", "1", "rip.ip", "", "rip.metric", "");
        assertTimeout(Duration.ofSeconds(5), () -> udp(520, "02 02 0000" + ROUTE.repeat(3000)));
    }

    @Test
    void ripng() {
        String prefix = "20010db8000700000000000000000000 0000 30 02";
        Decoded response = udp(521, "02 01 0000 fe800000000000000000000000000001 0000 00 ff" + prefix);
        response.has("ripng.cmd", "2", "ripng.version", "1", "ripng.rte.ipv6_prefix", "fe80::1,2001:db8:7::");
        response.has("ripng.rte.prefix_length", "0,48", "ripng.rte.metric", "255,2", "_ws.malformed", "");
        assertEquals("ripng response  via fe80::1, 2001:db8:7::/48 metric 2", response.row("ripng"));
        udp(521, "02").has("ripng.cmd", "2", "_ws.malformed", "Malformed Packet");
        udp(521, "02 01 0000 20010db8000700000000000000000000 00")
                .has(
                        "ripng.rte.ipv6_prefix",
                        "2001:db8:7::",
                        "ripng.rte.metric",
                        "",
                        "_ws.malformed",
                        "Malformed Packet");
        assertTimeout(Duration.ofSeconds(5), () -> udp(521, "02 01 0000" + prefix.repeat(3000)));
    }
}
