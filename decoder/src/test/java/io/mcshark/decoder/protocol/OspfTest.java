package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.mcshark.decoder.Decoded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** OSPF versions 2 and 3, their five packets and the ways they may lie. */
class OspfTest {
    private static final String LSA = "0001 02 01 c0000203 c0000203 80000001 1234 0024",
            LINK = "0000 0001 c6336400 ffffff00 0300000a",
            HELLO =
                    "02 01 0030 c0000201 00000000 f48f 0000 0000000000000000"
                            + "ffffff00 000a 02 01 00000028 c0000201 c0000203 c0000203";

    private static Decoded ospf(String hex) {
        return Decoded.ipv4(89, hex).sayAll();
    }

    /** A packet of version 2 with a checksum of zero. */
    private static Decoded packet(int type, String body) {
        return ospf("02 %02x %04x c0000201 00000000 0000 0000 0000000000000000"
                        .formatted(type, 24 + Decoded.bytes(body).length)
                + body);
    }

    @Test
    void hello() {
        Decoded d = ospf(HELLO);
        d.has("frame.protocols", "eth:ethertype:ip:ospf", "ospf.version", "2", "ospf.msg", "1");
        d.has("ospf.packet_length", "48", "ospf.srcrouter", "192.0.2.1", "ospf.area_id", "0.0.0.0");
        d.has("ospf.checksum", "0xf48f", "mcast.ospf_bad_checksum", "", "ospf.auth.none", "0000000000000000");
        d.has("ospf.hello.network_mask", "255.255.255.0", "ospf.hello.hello_interval", "10");
        d.has("ospf.hello.router_priority", "1", "ospf.hello.router_dead_interval", "40", "ospf.v2.options", "0x02");
        d.has("ospf.hello.designated_router", "192.0.2.1", "ospf.hello.backup_designated_router", "192.0.2.3");
        d.has("ospf.hello.active_neighbor", "192.0.2.3", "_ws.malformed", "");
        d.has("ospf.v2.options.e", "1", "ospf.v2.options.dc", "0", "ospf.msg.hello", "1", "ospf.msg.lsack", "");
        assertEquals("ospf v2 hello packet, router 192.0.2.1, area 0.0.0.0, neighbors 192.0.2.3", d.row("ospf"));
        ospf(HELLO.replace("f48f", "f48e")).has("mcast.ospf_bad_checksum", "1");
    }

    @Test
    void authentication() {
        ospf(HELLO.replace("f48f 0000 00000000", "f48f 0001 61620000"))
                .has("ospf.auth.type", "1", "ospf.auth.simple", "ab", "ospf.auth.none", "");
        // The digest behind the packet is not one more neighbor.
        ospf(HELLO.replace("f48f 0000 0000000000000000", "0000 0002 0000 07 10 00000009") + "11".repeat(16))
                .has("ospf.auth.crypt.key_id", "7", "ospf.auth.crypt.data_length", "16")
                .has("ospf.auth.crypt.data", "11".repeat(16))
                .has("ospf.auth.crypt.seq_nbr", "9", "ospf.hello.active_neighbor", "192.0.2.3")
                .has("mcast.ospf_bad_checksum", "", "_ws.malformed", "");
    }

    @Test
    void databaseOfVersion2() {
        Decoded description = packet(2, "05dc 42 03 0000004d" + LSA);
        description.has("ospf.db.interface_mtu", "1500", "ospf.dbd", "0x03", "ospf.dbd.ms", "1", "ospf.dbd.i", "0");
        description.has("ospf.db.dd_sequence", "77");
        description.has("ospf.lsa", "1", "ospf.lsa.id", "192.0.2.3", "ospf.lsa.seqnum", "0x80000001");
        description.has("ospf.v2.options", "0x42,0x02", "ospf.lsa.length", "36", "_ws.malformed", "");
        packet(3, "00000001 c0000203 c0000209")
                .has("ospf.lsa", "1", "ospf.link_state_id", "192.0.2.3", "ospf.advrouter", "192.0.2.9");
        Decoded update = packet(4, "00000002" + LSA + LINK + LSA + LINK);
        update.has("ospf.ls.number_of_lsas", "2", "ospf.lsa", "1,1", "ospf.lsa.age", "1,1", "_ws.malformed", "");
        packet(5, LSA.replace("0001 02 01", "8e10 20 0a"))
                .has("ospf.lsa", "10", "ospf.lsid_opaque_type", "192", "ospf.lsid.opaque_id", "515")
                .has("ospf.lsa.id", "", "ospf.lsa.donotage", "1", "ospf.lsa.age", "3600");
        packet(5, LSA + LSA).has("ospf.lsa", "1,1", "ospf.lsa.chksum", "0x1234,0x1234");
    }

    @Test
    void version3() {
        Decoded hello = ospf(
                "03 01 0028 c0000201 00000000 c63e 05 00 00000005 01 000013 000a 0028" + "c0000201 c0000203 c0000203");
        hello.has("ospf.version", "3", "ospf.instance_id", "5", "ospf.hello.interface_id", "5");
        hello.has("ospf.v3.options", "0x000013", "ospf.hello.hello_interval", "10");
        hello.has("ospf.hello.router_dead_interval", "40", "ospf.hello.active_neighbor", "192.0.2.3");
        Decoded description = ospf(
                "03 02 0030 c0000201 00000000 0000 0000 00 000013 05dc 00 07 0000004d" + LSA.replace("02 01", "2001"));
        description
                .has("ospf.dbd", "0x07", "ospf.v3.lsa", "0x2001", "ospf.lsa", "", "ospf.db.interface_mtu", "1500")
                .has("ospf.link_state_id", "192.0.2.3", "ospf.lsa.id", "", "ospf.v3.lsa.do_not_age", "0");
        ospf("03 03 001c c0000201 00000000 0000 0000 0000 2001 00000000 c0000203")
                .has("ospf.v3.lsa", "0x2001", "ospf.v3.lsa.s12", "0x0001", "ospf.v3.lsa.fc", "1")
                .has("ospf.link_state_id", "0.0.0.0", "ospf.advrouter", "192.0.2.3", "ospf.reserved", "00,0000");
    }

    @Test
    void thatLies() {
        ospf("02 01").has("_ws.malformed", "Malformed Packet");
        ospf("02 01 0030 c0000201").has("ospf.srcrouter", "192.0.2.1", "_ws.malformed", "Malformed Packet");
        ospf(HELLO.replace("0030", "ffff")).has("_ws.malformed", "Malformed Packet");
        ospf(HELLO.replace("0030", "0000")).has("ospf.hello.active_neighbor", "", "ospf.version", "2");
        ospf("07 04 0010 c0000201 00000000 0000 0000 00000000").has("ospf.version", "7", "_ws.malformed", "");
        ospf("02 04 0018 c0000201 00000000 0000 0000 0000000000000000").has("_ws.malformed", "Malformed Packet");
        packet(4, "ffffffff" + LSA.replace("0024", "0000") + LSA.replace("0024", "ffff"))
                .has("ospf.ls.number_of_lsas", "4294967295", "ospf.lsa", "1")
                .has("_ws.malformed", "Malformed Packet");
        packet(4, "00000000" + LSA).has("ospf.lsa", "", "_ws.malformed", "");
        assertTimeout(
                Duration.ofSeconds(5),
                () -> packet(4, "ffffffff" + LSA.replace("0024", "0000").repeat(3000)));
    }
}
