package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Decoded;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DnsTest {
    /** example.org, at offset 12. */
    private static final String NAME = "07 6578616d706c65 03 6f7267 00";

    private static final String ANSWER =
            "1234 8180 0001 0001 0000 0000" + NAME + "0001 0001" + "c00c 0001 0001 0000003c 0004 c0000201";

    private static Decoded udp(int port, String message) {
        String datagram = "%04x %04x %04x 0000".formatted(port, port, 8 + Decoded.bytes(message).length) + message;
        return Decoded.ipv4(17, datagram).sayAll();
    }

    private static Decoded record(int type, String data) {
        int length = Decoded.bytes(data).length;
        return udp(
                53, "0001 8400 0000 0001 0000 0000" + NAME + "%04x 0001 0000000a %04x".formatted(type, length) + data);
    }

    @Test
    void questionAndAnswerWithCompression() {
        Decoded p = udp(53, ANSWER);
        p.has("dns.id", "0x1234", "dns.flags", "0x8180", "dns.flags.response", "1", "dns.flags.recavail", "1");
        p.has("dns.count.queries", "1", "dns.count.answers", "1", "dns.qry.name", "example.org", "dns.qry.type", "1");
        p.has("dns.qry.name.len", "11", "dns.count.labels", "2", "dns.resp.name", "example.org", "dns.a", "192.0.2.1");
        p.has("dns.resp.ttl", "60", "dns.resp.len", "4", "frame.protocols", "eth:ethertype:ip:udp:dns");
        assertEquals("dns response  A example.org  A example.org 192.0.2.1", p.row("dns"));
    }

    @Test
    void multicastHasBitsInTheClass() {
        Decoded p = udp(
                5353, "0000 8400 0001 0001 0000 0000" + NAME + "00ff 8001" + "c00c 0001 8001 00000078 0004 c0000201");
        p.has("dns.qry.qu", "1", "dns.qry.class", "0x0001", "dns.resp.cache_flush", "1", "dns.resp.class", "0x0001");
        p.has("frame.protocols", "eth:ethertype:ip:udp:mdns", "dns.a", "192.0.2.1");
        assertEquals("mdns response  ANY example.org (QU)  A example.org 192.0.2.1", p.row("mdns"));
        Decoded llmnr = udp(5355, "0007 8700 0001 0000 0000 0000" + NAME + "0001 0001");
        llmnr.has("dns.flags.conflict", "1", "dns.flags.tentative", "1", "dns.flags.authoritative", "");
        llmnr.has("frame.protocols", "eth:ethertype:ip:udp:llmnr");
    }

    @Test
    void recordsOfAllSectionsInTheirOrder() {
        String a = "c00c 0001 0001 00000001 0004 ";
        udp(53, "0001 8400 0001 0001 0001 0001" + NAME + "0001 0001" + a + "0a000001" + a + "0a000002" + a + "0a000003")
                .has("dns.a", "10.0.0.1,10.0.0.2,10.0.0.3", "dns.count.auth_rr", "1", "dns.count.add_rr", "1");
    }

    @Test
    void data() {
        record(28, "20010db8000000000000000000000001").has("dns.aaaa", "2001:db8::1");
        record(15, "000a 046d61696c c00c").has("dns.mx.preference", "10", "dns.mx.mail_exchange", "mail.example.org");
        record(33, "0001 0002 0050 0377777700")
                .has("dns.srv.priority", "1", "dns.srv.weight", "2", "dns.srv.port", "80", "dns.srv.target", "www");
        record(33, "0001 0002 0050 0377777700")
                .has("dns.srv.service", "example", "dns.srv.proto", "org", "dns.resp.name", "");
        record(16, "026869 00 0121").has("dns.txt", "hi,,!", "dns.txt.length", "2,0,1");
        record(6, "016d00 017200 00000001 00000002 00000003 00000004 00000005")
                .has(
                        "dns.soa.mname",
                        "m",
                        "dns.soa.rname",
                        "r",
                        "dns.soa.serial_number",
                        "1",
                        "dns.soa.minimum_ttl",
                        "5");
        record(47, "c00c 0006 400100000003")
                .has("dns.nsec.next_domain_name", "example.org", "dns.resp.type", "47,1,15,46,47");
        record(257, "80 05 6973737565 6361").has("dns.caa.issue", "ca", "dns.caa.flags.issuer_critical", "1");
        record(43, "ec45 05 02 aabb").has("dns.ds.key_id", "0xec45", "dns.ds.digest", "aabb");
        record(999, "010203").has("dns.data", "010203");
    }

    @Test
    void options() {
        Decoded p = udp(53, "0001 0100 0000 0000 0000 0001 00 0029 1000 00008000 000b 0008 0007 0001 18 00 c00002");
        p.has("dns.resp.name", "<Root>", "dns.rr.udp_payload_size", "4096", "dns.resp.z.do", "1");
        p.has("dns.opt.code", "8", "dns.opt.client.netmask", "24", "dns.opt.client.addr4", "192.0.2.0");
    }

    @Test
    void overTcpSeveralInOneSegment() {
        int length = Decoded.bytes(ANSWER).length;
        String message = "%04x".formatted(length) + ANSWER;
        String header = "0035 9c40 00000001 00000001 5018 03e8 0000 0000";
        Decoded p = Decoded.ipv4(6, header + message + message).sayAll();
        p.has("dns.length", length + "," + length, "dns.a", "192.0.2.1,192.0.2.1");
        p.has("frame.protocols", "eth:ethertype:ip:tcp:dns:dns");
    }

    @Test
    void loopsAndLies() {
        Decoded loop = udp(53, "0001 0100 0001 0000 0000 0000 03616263 c00c 0001 0001");
        loop.has("dns.qry.name", "<Name contains a pointer that loops>", "mcast.dns_bad_name", "1");
        udp(53, "0001 0100 0001 0000 0000 0000 c3ff 0001 0001").has("dns.qry.name", "", "mcast.dns_bad_name", "1");
        Decoded counts = udp(53, "0001 8180 ffff ffff ffff ffff" + NAME + "0001 0001");
        counts.has(
                "dns.qry.name",
                "example.org",
                "frame.protocols",
                "eth:ethertype:ip:udp:dns",
                "_ws.malformed",
                "Malformed Packet");
    }

    /** Every record points at the longest chain that pointers can make. */
    @Test
    void workIsBounded() {
        StringBuilder all = new StringBuilder("0001 8180 0000 1388 0000 0000");
        for (int i = 0; i < 5000; i++) {
            all.append(i == 0 ? "c00c" : "%04x".formatted(0xc000 | Math.min(0x3fff, 12 * i)))
                    .append("0001000100000000 0000");
        }
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> udp(53, all.toString()).get("dns.resp.name"));
    }

    @Test
    void everyCutAndEveryLieIsSurvived() {
        byte[] whole = Decoded.bytes(ANSWER);
        for (int i = 0; i < whole.length; i++) {
            udp(53, HexFormat.of().formatHex(whole, 0, i));
            byte[] lie = whole.clone();
            lie[i] = (byte) 0xff;
            udp(5353, HexFormat.of().formatHex(lie));
        }
        assertTrue(udp(53, ANSWER).tree().contains("Address: 192.0.2.1"));
    }
}
