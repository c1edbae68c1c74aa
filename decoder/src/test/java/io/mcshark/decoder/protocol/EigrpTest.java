package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.Decoded;
import org.junit.jupiter.api.Test;

/** EIGRP: messages, the parts of each kind, and parts that lie. */
class EigrpTest {
    private static final String PARAMETERS = "0001 000c 01 00 01 00 00 00 000f",
            METRIC = "00006400 0003e800 0005dc 01 ff 01 00 02",
            EXTERNAL = "cb007101 0000fde8 00000007 00000014 0000 06 02";

    private static Decoded eigrp(String opcode, String parts) {
        return Decoded.ipv4(88, "02" + opcode + "0000 00000009 00000003 00000000 0000 0064" + parts)
                .sayAll();
    }

    private static String part(String type, String body) {
        return type + "%04x".formatted(4 + Decoded.bytes(body).length) + body;
    }

    @Test
    void hello() {
        Decoded d = Decoded.ipv4(
                        88, "02 05 ee68 00000000 00000000 00000000 0000 0064" + PARAMETERS + "0004 0008 0c04 0102")
                .sayAll();
        d.has("frame.protocols", "eth:ethertype:ip:eigrp", "eigrp.version", "2", "eigrp.opcode", "5");
        d.has("eigrp.checksum", "0xee68", "eigrp.checksum.status", "1", "eigrp.as", "100", "eigrp.par.k3", "1");
        d.has("eigrp.par.holdtime", "15", "eigrp.release_version", "3076", "eigrp.tlv_version", "258");
        assertEquals("eigrp hello, as 100, hold 15 s", d.row("eigrp"));
        eigrp("05", part("0001", "ffffffffff00 000f")).has("eigrp.peer_termination", "1", "eigrp.checksum.status", "0");
    }

    @Test
    void parametersOfPeers() {
        Decoded d =
                eigrp("05", part("0003", "04 c0000203 10 20010db8000000000000000000000005") + part("0005", "00000009"));
        d.has("eigrp.seq.addrlen", "4,16", "eigrp.seq.ipv4addr", "192.0.2.3", "eigrp.seq.ipv6addr", "2001:db8::5");
        d.has("eigrp.next_mcast_seq", "9", "_ws.malformed", "");
        eigrp("05", part("0006", "000d") + part("0008", "0000 0004 0000 0005"))
                .has("eigrp.stub_options.connected", "1", "eigrp.stub_options.static", "0")
                .has("eigrp.tidlist", "0,5", "eigrp.tidlist.len", "4");
        eigrp("05", part("0002", "0002 0010 00000001 00000000 0000000000000000" + "ab".repeat(16)))
                .has(
                        "eigrp.auth.digest",
                        "ab".repeat(16),
                        "eigrp.auth.keyid",
                        "1",
                        "eigrp.nullpad",
                        "0000000000000000");
    }

    @Test
    void routes() {
        Decoded d = eigrp("01", part("0102", "00000000" + METRIC + "18 c63364 20 cb007101"));
        d.has("eigrp.flags.init", "1", "eigrp.flags.eot", "1", "eigrp.flags.restart", "0", "eigrp.seq", "3");
        d.has("eigrp.ipv4.prefixlen", "24,32", "eigrp.ipv4.destination", "198.51.100.0,203.0.113.1");
        d.has("eigrp.old_metric.delay", "25600", "eigrp.old_metric.mtu", "1500", "eigrp.metric.flags.cd", "1");
        assertEquals(
                "eigrp update, as 100, seq 3, init, end of table  198.51.100.0/24, 203.0.113.1/32 [bad checksum]",
                d.row("eigrp"));
        eigrp("03", part("0103", "c0000209" + EXTERNAL + METRIC.replace("00006400", "ffffffff") + "00"))
                .has("eigrp.ipv4.nexthop", "192.0.2.9", "eigrp.extdata.metric", "20", "eigrp.extdata.proto", "6")
                .has("eigrp.opaque.flag.cd", "1", "eigrp.ipv4.destination", "0.0.0.0");
        eigrp(
                        "01",
                        part(
                                "0402",
                                "fe80" + "00".repeat(13) + "03" + METRIC + "20 20010db800 80 20010db8" + "00".repeat(11)
                                        + "05"))
                .has("eigrp.ipv6.prefixlen", "32,128", "eigrp.ipv6.destination", "2001:db8::,2001:db8::5");
    }

    @Test
    void routesOfAnyFamily() {
        String wide = "03 00 ff 01 0005dc 02 000000989680 0000000f4240 0000 0400 0402 0000004d";
        eigrp("01", part("0602", "0000 0001 c0000201" + wide + "00000000 18 c63364"))
                .has("eigrp.afi", "1", "eigrp.routerid", "192.0.2.1", "eigrp.metric.delay", "10000000")
                .has("eigrp.attr.opcode", "4", "eigrp.attr.jitter", "77", "eigrp.metric.flags.active", "1")
                .has("eigrp.ipv4.destination", "198.51.100.0", "_ws.malformed", "");
        eigrp("01", part("00f3", "0000 0000 0001 c0000201 00000009" + METRIC + "c0000203" + EXTERNAL + "08 0a"))
                .has("eigrp.old_metric.tag", "9", "eigrp.ipv4.nexthop", "192.0.2.3", "eigrp.extdata.as", "65000")
                .has("eigrp.ipv4.destination", "10.0.0.0");
    }

    @Test
    void thatLie() {
        eigrp("01", "0102 0003")
                .has("eigrp.tlv.len", "3", "eigrp.tlv.len.invalid", "1", "_ws.malformed", "Malformed Packet");
        eigrp("01", "0102 ffff 00000000").has("eigrp.ipv4.nexthop", "0.0.0.0", "_ws.malformed", "Malformed Packet");
        eigrp("01", part("0102", "00000000" + METRIC + "21 01020304"))
                .has("eigrp.prefixlen.invalid", "1", "eigrp.ipv4.destination", "");
        eigrp("01", part("0602", "0000 0001 c0000201 ff")).has("eigrp.metric.offset", "", "eigrp.ipv4.nexthop", "");
        Decoded.ipv4(88, "02 05").sayAll().has("_ws.malformed", "Malformed Packet");
    }
}
