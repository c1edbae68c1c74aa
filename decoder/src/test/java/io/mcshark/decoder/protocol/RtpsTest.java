package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.mcshark.decoder.Decoded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** DDSI-RTPS 2.5. */
class RtpsTest {
    private static final String PREFIX = "0102030405060708090a0b0c", READER = "000004c7", WRITER = "000003c2";

    private static Decoded rtps(int port, String submessages) {
        return udp(port, "52545053 0205 0110" + PREFIX + submessages);
    }

    private static Decoded udp(int port, String hex) {
        return Decoded.ipv4(17, "1cf2%04x%04x0000".formatted(port, 8 + Decoded.bytes(hex).length) + hex)
                .sayAll();
    }

    @Test
    void reliability() {
        Decoded little = rtps(
                7400,
                "0e010c00" + PREFIX + "07031c00" + READER + WRITER + "00000000 01000000 00000000 05000000 03000000");
        little.has(
                "rtps.sm.id",
                "0x0e,0x07",
                "rtps.guidPrefix.dst",
                PREFIX,
                "rtps.sm.seqNumber",
                "1,5",
                "rtps.heartbeat_count",
                "3");
        little.has(
                "rtps.flag.final",
                "1",
                "rtps.flag.endianness",
                "1,1",
                "rtps.domain_id",
                "0",
                "rtps.traffic_nature",
                "2");
        assertEquals("rtps v2.5 info_dst, heartbeat", little.row("rtps"));
        Decoded big =
                rtps(7661, "06000020" + READER + WRITER + "00000001 00000003 00000021 80000000 80000000 00000007");
        big.has("rtps.sm.seqNumber", "4294967299", "rtps.bitmap", "8000000080000000", "rtps.acknack.count", "7");
        big.has("rtps.domain_id", "1", "rtps.participant_idx", "0", "rtps.traffic_nature", "3", "_ws.malformed", "");
        rtps(7400, "0801 2000" + READER + WRITER + "00000000 02000000 00000000 04000000 08000000 000000a5")
                .has("rtps.sm.seqNumber", "2,4", "rtps.bitmap", "000000a5");
        rtps(7400, "0901 0800 00f15365 00000080").has("rtps.info_ts.timestamp", "Nov 14, 2023 22:13:20.500000000 UTC");
    }

    @Test
    void discovery() {
        String qos = "7000 1000 000102030405060708090a0b0c0d0e0f 7100 0400 00000003 0100 0000";
        String topic = "0500 0c00 07000000 53717561726500 00";
        String locator = "3300 1800 01000000 e81c0000 000000000000000000000000 efff0001";
        String property = "5900 1800 01000000 04000000 6f6e6500 02000000 31000000 0000 0000";
        Decoded data = rtps(
                7400,
                "1507 0000 0000 1000" + READER + "000100c2 00000000 05000000" + qos + "0003 0000" + topic + locator
                        + property + "0100 0000");
        data.has(
                "rtps.guid",
                "000102030405060708090a0b0c0d0e0f",
                "rtps.flag.undisposed",
                "1",
                "rtps.param.topicName",
                "Square");
        data.has("rtps.locator.ipv4", "239.255.0.1", "rtps.locator.port", "7400", "rtps.property_name", "one");
        data.has("rtps.property_value", "1", "rtps.param.id", "0x0070,0x0071,0x0001,0x0005,0x0033,0x0059,0x0001");
        data.has("rtps.param.serialize.encap_kind", "0x0003", "rtps.issueData", "", "_ws.malformed", "");
        assertEquals("rtps v2.5 data of a participant", data.row("rtps"));
        rtps(7400, "1505 1c00 0000 1000" + READER + "00000102 00000000 05000000 0001 0000 cafebabe")
                .has("rtps.issueData", "cafebabe", "rtps.sm.wrEntityId", "0x00000102");
    }

    @Test
    void lies() {
        rtps(7400, "1505 ff7f 0000 1000" + READER).has("_ws.malformed", "Malformed Packet", "rtps.param.id", "");
        rtps(7400, "1507 0000 0000 ffff" + READER + "00000102 00000000 05000000 0001")
                .has("rtps.issueData", "");
        rtps(7400, "1505 0000 0000 1000" + READER + "000100c2 00000000 05000000 0003 0000 5900 0800 ffffffff ffffffff")
                .has("rtps.property_name", "");
        rtps(7400, "0601 1c00" + READER + WRITER + "00000000 05000000 ffffffff 00000000")
                .has("rtps.bitmap", "", "rtps.acknack.count", "");
        udp(7410, "52545053 0201 0101 4e44445350494e47")
                .has("rtps.sm.id", "", "_ws.malformed", "", "rtps.version", "0x0201");
        udp(7410, "52545053 2069 7320 6d656e74696f6e6564")
                .has("rtps.magic", "", "frame.protocols", "eth:ethertype:ip:udp:data");
        udp(7410, "52545053 02").has("rtps.magic", "");
        assertTimeout(Duration.ofSeconds(5), () -> rtps(7400, "01010000".repeat(16000)));
    }
}
