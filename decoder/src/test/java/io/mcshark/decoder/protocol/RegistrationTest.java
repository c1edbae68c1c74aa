package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.mcshark.decoder.Decoded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How hosts and bridges tell one another of groups, VLANs and streams: IEEE 802.1D-2004, clause 12; IEEE 802.1Q, clauses 10, 11 and 35. */
class RegistrationTest {
    private static Decoded garp(String last, String hex) {
        return Decoded.ethernet("0180c20000" + last
                        + "020000000001 %04x 424203 0001".formatted(5 + Decoded.bytes(hex).length) + hex)
                .sayAll();
    }

    private static Decoded mrp(String last, String type, String hex) {
        return Decoded.ethernet("0180c20000" + last + "020000000001" + type + hex)
                .sayAll();
    }

    @Test
    void garp() {
        Decoded groups = garp("20", "01 08 01 01005e010203 02 00 00 02 03 01 01 00 00");
        groups.has("frame.protocols", "eth:llc:stp:gmrp", "gmrp.attribute_value_group_membership", "01:00:5e:01:02:03");
        groups.has(
                "gmrp.attribute_value_service_requirement",
                "0x01",
                "gmrp.end_of_mark",
                "0x00,0x00,0x00",
                "gmrp.attribute_event",
                "1,0,1");
        assertEquals("gmrp join empty 01:00:5e:01:02:03, leave all, join empty 1", groups.row("gmrp"));
        Decoded vlans = garp("21", "01 04 02 0064 00 00");
        vlans.has(
                "frame.protocols",
                "eth:llc:stp:gvrp",
                "gvrp.attribute_value",
                "100",
                "gvrp.end_of_mark",
                "1,1",
                "_ws.malformed",
                "");
        garp("22", "aabb").has("gmrp.protocol_id", "", "gvrp.protocol_id", "");
        garp("20", "01 c8 00").has("_ws.malformed", "Malformed Packet", "gmrp.end_of_mark", "");
    }

    @Test
    void mrp() {
        String macs = "02 06 0001 01005e010203 24 2004 01005e010203 01 02 0000", service = "01 01 0001 01 48 0000";
        Decoded groups = mrp("20", "88f6", "00" + macs + service + "0000");
        groups.has(
                "mrp-mmrp.attribute_type",
                "2,1",
                "mrp-mmrp.three_packed_event",
                "1,0,0,1,0,2",
                "mrp-mmrp.end_mark",
                "0x0000,0x0000,0x0000");
        groups.has(
                "mcast.mmrp_address",
                "01:00:5e:01:02:03,01:00:5e:01:02:03",
                "mrp-mmrp.leave_all_event",
                "0,1,0",
                "_ws.malformed",
                "");
        assertEquals("mmrp mac JoinIn, service requirement In", groups.row("mrp-mmrp"));
        Decoded vlans = mrp("21", "88f5", "00 01 02 0005 0064 2b 06 0000 0000");
        vlans.has("mrp-mvrp.vid", "100", "mrp-mvrp.three_packed_event", "1,1,1,0,1", "mrp-mvrp.number_of_values", "5");
        Decoded streams = mrp(
                "0e", "22ea", "00 03 08 000e 0001 0001020304050607 24 80 0000 04 04 0009 0001 06 03 0002 24 0000 0000");
        streams.has(
                "mrp-msrp.stream_id",
                "0x0001020304050607",
                "mrp-msrp.four_packed_event",
                "2",
                "mrp-msrp.sr_class_vid",
                "2");
        assertEquals("msrp listener JoinIn, domain JoinIn", streams.row("mrp-msrp"));
    }

    @Test
    void lies() {
        mrp("21", "88f5", "00 01 02 1f40 0064 2b 06")
                .has("_ws.malformed", "Malformed Packet", "mrp-mvrp.three_packed_event", "1,1,1,0,1,0");
        mrp("21", "88f5", "00 01 09 0001 0064 2b 06 0000 0000")
                .has("_ws.malformed", "Malformed Packet", "mrp-mvrp.vid", "");
        mrp("0e", "22ea", "00 03 08 ffff 0001").has("_ws.malformed", "Malformed Packet");
        mrp("0e", "22ea", "").has("_ws.malformed", "Malformed Packet");
        assertTimeout(Duration.ofSeconds(5), () -> mrp("21", "88f5", "00 01 02" + "2000 0001".repeat(15000)));
        assertTimeout(Duration.ofSeconds(5), () -> mrp("21", "88f5", "00" + "01 02 0000".repeat(15000)));
    }
}
