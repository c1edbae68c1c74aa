package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.Decoded;
import org.junit.jupiter.api.Test;

/** Protocols with which routers find and watch their neighbors: BFD, LDP, Babel. */
class NeighborsTest {
    private static final String SESSION = "03 18 00000001 00000002 000493e0 000493e0 0000c350";

    private static Decoded udp(int port, String hex) {
        return Decoded.ipv4(17, "c350 %04x %04x 0000".formatted(port, 8 + Decoded.bytes(hex).length) + hex)
                .sayAll();
    }

    @Test
    void watched() {
        Decoded d = udp(3784, "20 e0" + SESSION);
        d.has(
                "frame.protocols",
                "eth:ethertype:ip:udp:bfd",
                "bfd.version",
                "1",
                "bfd.sta",
                "0x03",
                "bfd.flags",
                "0xe0");
        d.has("bfd.flags.p", "1", "bfd.flags.m", "0", "bfd.my_discriminator", "0x00000001", "bfd.auth.type", "");
        d.has("bfd.desired_min_tx_interval", "300000", "bfd.detect_time_multiplier", "3");
        assertEquals("bfd v1 up, poll, 0x00000001 to 0x00000002, every 0.3 s x 3", d.row("bfd"));
        udp(4784, "23 44" + SESSION.replace("0318", "0321") + "01 09 02 736563726574")
                .has("bfd.auth.password", "secret", "bfd.diag", "0x03");
        udp(7784, "20 44" + SESSION + "02 18 02 00 00000005" + "ab".repeat(16))
                .has("bfd.checksum", "ab".repeat(16), "bfd.auth.seq_num", "0x00000005");
        udp(3784, "01 c0" + SESSION).has("bfd.flags.h", "1", "bfd.flags.d", "1", "bfd.sta", "", "bfd.version", "0");
        udp(3784, "20 c4" + SESSION).has("bfd.auth.type", "", "_ws.malformed", "");
        udp(3784, "20 c0 03 ff").has("_ws.malformed", "Malformed Packet", "bfd.sta", "0x03");
    }

    @Test
    void labels() {
        Decoded d = udp(646, "0001 001e c0000201 0000 0100 0014 00000007 0400 0004 000f 2000 0401 0004 c0000201");
        d.has(
                "frame.protocols",
                "eth:ethertype:ip:udp:ldp",
                "ldp.hdr.ldpid.lsr",
                "192.0.2.1",
                "ldp.msg.type",
                "0x0100");
        d.has("ldp.msg.tlv.hello.hold", "15", "ldp.msg.tlv.hello.gtsm", "1", "ldp.msg.tlv.ipv4.taddr", "192.0.2.1");
        assertEquals("ldp 192.0.2.1:0 hello, hold 15 s", d.row("ldp"));
        udp(646, "0001 000e c0000201 0000 0201 0003 00000007").has("_ws.malformed", "Malformed Packet");
        udp(646, "0002 000e c0000201 0000").has("frame.protocols", "eth:ethertype:ip:udp:data");
        udp(
                        646,
                        "0001 003b c0000201 0000 0400 0031 00000009"
                                + "0100 000c 02 0001 18 c63364 02 0002 08 20 0200 0004 00000003"
                                + "0101 0006 0001 c0000201 0103 0001 05 3fff 0002 abcd")
                .has("ldp.msg.tlv.fec.pfval", "198.51.100.0,2000::", "ldp.msg.tlv.generic.label", "3")
                .has("ldp.msg.tlv.addrl.addr", "192.0.2.1", "ldp.msg.tlv.hc.value", "5", "ldp.msg.tlv.value", "abcd");
    }

    @Test
    void babel() {
        Decoded d = udp(
                6696,
                "2a 02 0046 00 01 01 00 04 06 0000 e316 0190 05 0e 03 00 0060 04b0 8d84d538a212c6dd"
                        + "06 0a 0000 0200000000000001" + "08 0d 01 40 18 00 0640 a1af 0000 c63364"
                        + "09 05 01 18 c63364" + "02 06 0000 0007 0064" + "10 02 abcd");
        d.has("frame.protocols", "eth:ethertype:ip:udp:babel", "babel.message.type", "0,1,4,5,6,8,9,2,16");
        d.has("babel.message.seqno", "0xe316,0xa1af", "babel.message.rxcost", "0x0060", "babel.message.metric", "0");
        d.has("babel.message.prefix", "8d84d538a212c6dd,c63364,c63364", "babel.message.nonce", "0x0007");
        d.has("babel.message.routerid", "0200000000000001", "_ws.malformed", "");
        assertEquals("babel hello 58134 every 4 s, ihu cost 96, router id, update /24 metric 0, …", d.row("babel"));
        udp(6696, "2a 02 000c 04 0a 0000 e316 0190 03 02 abcd")
                .has("babel.subtlv.type", "3", "babel.subtlv.length", "2");
        udp(6696, "2a 02 0004 04 ff 00 00").has("babel.message.type", "", "_ws.malformed", "Malformed Packet");
        udp(6696, "17 02 0004 04 ff 00 00").has("frame.protocols", "eth:ethertype:ip:udp:data");
    }

    @Test
    void intermediateSystems() {
        String areas = "01 04 03 49000a", address = "84 04 c0000201", mac = "06 06 020000000003";
        Decoded d =
                osi("83 1b 01 00 0f 01 00 00" + "01 192168001001 001e 002f 40 192168001001 01" + areas + address + mac);
        d.has("frame.protocols", "eth:llc:osi:isis:isis.hello", "isis.type", "15", "isis.hello.circuit_type", "0x01");
        d.has("isis.hello.source_id", "1921.6800.1001", "isis.hello.lan_id", "1921.6800.1001.01");
        d.has("isis.hello.holding_timer", "30", "isis.hello.priority", "64", "isis.hello.clv.type", "1,132,6");
        d.has("isis.hello.area_address", "0349000a", "isis.hello.clv_ipv4_int_addr", "192.0.2.1");
        d.has("isis.hello.is_neighbor", "02:00:00:00:00:03", "_ws.malformed", "");
        assertEquals(
                "isis l1 hello of 1921.6800.1001, hold 30 s, priority 64, lan 1921.6800.1001.01", d.row("isis.hello"));
        osi("83 14 01 00 11 01 00 00 03 192168001001 001e 001c 01 d3 03 05 0000 f0 01 02")
                .has("isis.hello.local_circuit_id", "1", "isis.hello.clv_restart_flags.sa", "1")
                .has("isis.hello.adjacency_state", "2", "isis.hello.priority", "");
    }

    /** RFC 5303, 3358, 5310, 8706, 5120; the checksum is right. */
    @Test
    void whatHellosSayBeyondAddresses() {
        String p2p = "83 14 01 00 11 01 00 00 03 192168001001 001e 0026 01";
        Decoded threeWay = osi(p2p + "f0 0f 00 00000001 192168001003 00000002" + "00");
        threeWay.has("isis.hello.adjacency_state", "0", "isis.hello.extended_local_circuit_id", "0x00000001")
                .has("isis.hello.neighbor_systemid", "1921.6800.1003")
                .has("isis.hello.neighbor_extended_local_circuit_id", "0x00000002");
        osi(p2p + "f0 05 01 00000001 d3 09 02 001e 192168001003")
                .has("isis.hello.extended_local_circuit_id", "0x00000001", "isis.hello.neighbor_systemid", "")
                .has("isis.hello.clv_restart.remain_time", "30")
                .has("isis.hello.clv_restart.neighbor", "1921.6800.1003");
        osi(p2p.replace("0026", "0029") + "0a 07 03 0005 01020304 e5 04 0000 8002 07 04 0001 0002")
                .has("isis.clv.key_id", "5", "isis.hello.clv_authentication", "01020304")
                .has("isis.hello.clv_mt", "0x0000,0x8002", "isis.hello.iid", "1")
                .has("isis.hello.supported_itid", "2", "isis.hello.checksum.status", "");
        String lan = "83 1b 01 00 0f 01 00 00 03 000000000001 001e 001f 40 000000000001 01 0c 02";
        osi(lan + "6658").has("isis.hello.checksum", "0x6658", "isis.hello.checksum.status", "1");
        osi(lan + "6659").has("isis.hello.checksum.status", "0");
        osi(lan + "0000").has("isis.hello.checksum.status", "3");
    }

    @Test
    void linkStates() {
        osi("83 1b 01 00 12 01 00 00 001f 04b0 192168001001 00 00 00000009 65ca 03 89 02 5232")
                .has("isis.lsp.lsp_id", "1921.6800.1001.00-00", "isis.lsp.hostname", "R2", "isis.lsp.is_type", "3")
                .has("isis.lsp.checksum.status", "1", "isis.lsp.sequence_number", "0x00000009");
        osi("83 1b 01 00 12 01 00 00 001f 04b0 192168001001 00 00 00000009 65cb 03 89 02 5232")
                .has("isis.lsp.checksum.status", "0");
        String entry = "04b0 192168001001 0000 00000009 1234";
        osi("83 21 01 00 18 01 00 00 0033 192168001001 00 0000000000000000 ffffffffffffffff 09 10" + entry)
                .has("isis.csnp.end_lsp_id", "ffff.ffff.ffff.ff-ff", "isis.csnp.lsp_checksum", "0x1234");
        osi("83 11 01 00 1a 01 00 00 0023 192168001001 00 09 10" + entry)
                .has("isis.psnp.source_id", "1921.6800.1001", "isis.csnp.lsp_id", "1921.6800.1001.00-00");
        osi("83 1b 01 00 12 01 00 00 ffff 04b0 192168001001 00 00 00000009 65ca 03")
                .has("_ws.malformed", "Malformed Packet", "isis.lsp.checksum.status", "2");
        osi("81 1b 01 00 12 01 00 00").has("frame.protocols", "eth:llc:data");
    }

    private static Decoded osi(String hex) {
        return Decoded.ethernet("0180c2000014 020000000001 %04x fefe03".formatted(3 + Decoded.bytes(hex).length) + hex)
                .sayAll();
    }
}
