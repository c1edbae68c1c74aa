package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.Decoded;
import org.junit.jupiter.api.Test;

/** What bridges and switches say: spanning trees, LLDP, CDP, link aggregation. */
class BridgesTest {
    private static final String BRIDGES = "8000 020000000001 00004e20 9005 020000000003 8002 0140 1400 0200 0f00",
            REGION = "00 726567696f6e" + "00".repeat(26) + "0003" + "ab".repeat(16),
            CHASSIS = "0207 04 020000000001",
            PORT = "0405 07 70303031",
            TTL = "0602 0078";

    private static Decoded llc(String hex) {
        return Decoded.ethernet("0180c2000000 020000000001 %04x".formatted(Decoded.bytes(hex).length) + hex)
                .sayAll();
    }

    private static Decoded of(int type, String hex) {
        return Decoded.ethernet("0180c200000e 020000000001 %04x".formatted(type) + hex)
                .sayAll();
    }

    @Test
    void spanningTree() {
        Decoded d = llc("424203 0000 00 00 81" + BRIDGES);
        d.has("frame.protocols", "eth:llc:stp", "stp.version", "0", "stp.type", "0x00", "stp.flags.tc", "1");
        d.has("stp.flags.proposal", "", "stp.root.prio", "32768", "stp.root.ext", "0", "stp.root.cost", "20000");
        d.has("stp.bridge.prio", "36864", "stp.bridge.ext", "5", "stp.bridge.hw", "02:00:00:00:00:03");
        d.has("stp.port", "0x8002", "stp.msg_age", "1.25", "stp.max_age", "20", "stp.hello", "2", "stp.forward", "15");
        assertEquals(
                "stp root 32768.0.02:00:00:00:00:01, cost 20000, bridge 36864.5.02:00:00:00:00:03, port 0x8002, topology change",
                d.row("stp"));
        assertEquals(
                "stp topology change notification", llc("424203 0000 00 80").row("stp"));
        llc("424203 0000 02 02 7c" + BRIDGES + "00").has("stp.flags.port_role", "3", "stp.version_1_length", "0");
        llc("424203 0000 02 02 7c" + BRIDGES).has("_ws.malformed", "Malformed Packet");
        llc("424203 0000 00 07").has("stp.type.unknown", "1", "stp.root.hw", "");
        llc("424203 0001 00 07").has("frame.protocols", "eth:llc:data");
    }

    @Test
    void spanningTrees() {
        String instances = REGION + "00030d40 8000 020000000007 13" + "7c 6007 020000000005 00030d40 60 80 14";
        Decoded d = llc("424203 0000 03 02 7c" + BRIDGES + "00 0050" + instances);
        d.has("mstp.config_name", "region", "mstp.config_revision_level", "3", "mstp.cist_remaining_hops", "19");
        d.has("mstp.msti.msti_id", "7", "mstp.msti.priority", "0x06", "mstp.msti.bridge_priority", "6");
        d.has("stp.flags.port_role", "3,3", "_ws.malformed", "");
        llc("424203 0000 04 02 7c" + BRIDGES + "00 0050" + instances + "0055" + REGION
                        + "39 00 00 20 0020 0000000000000000" + "cd".repeat(20))
                .has("mstp.agree_flags.agreement_num", "1", "mstp.agree_flags.dagreement_num", "2")
                .has("mstp.agreement_digest", "cd".repeat(20), "mstp.config_name", "region,region");
        llc("424203 0000 03 02 7c" + BRIDGES + "00 ffff" + instances).has("mstp.msti.msti_id", "7");
        llc("aaaa03 00000c 010b 0000 02 02 3c" + BRIDGES + "00 0000 0002 0005 0001 ffff")
                .has("stp.pvst.origvlan", "5", "stp.pvst.tlvtype", "0x0000,0x0001", "stp.pvst.tlvval", "");
    }

    @Test
    void discovery() {
        String management = "101b 11 02 20010db8000000000000000000000001 02 00000002 03 2b0687";
        Decoded d = of(0x88cc, CHASSIS + PORT + TTL + "0a06 686f73742d31" + management + "0000" + "00".repeat(20));
        d.has("frame.protocols", "eth:ethertype:lldp", "lldp.tlv.type", "1,2,3,5,8,0", "lldp.tlv.len", "7,5,2,6,27,0");
        d.has("lldp.chassis.subtype", "4", "lldp.chassis.id.mac", "02:00:00:00:00:01", "lldp.port.id", "p001");
        d.has("lldp.tlv.system.name", "host-1", "lldp.mgn.addr.ip6", "2001:db8::1", "lldp.mgn.obj.id", "1.3.6");
        d.has("lldp.bad_type", "", "_ws.malformed", "");
        assertEquals("lldp chassis 02:00:00:00:00:01 port p001, ttl 120 s, system host-1", d.row("lldp"));
        of(0x88cc, CHASSIS + TTL + "0000").has("lldp.bad_type", "1", "lldp.tlv.type", "1");
        of(0x88cc, CHASSIS + PORT + TTL + "08ff 00")
                .has("_ws.malformed", "Malformed Packet", "lldp.tlv.type", "1,2,3,4");
    }

    @Test
    void discoveryOfOrganizations() {
        Decoded d = of(
                0x88cc,
                CHASSIS + PORT + TTL + "fe06 0080c2 01 0064" + "fe09 00120f 03 03 00000009"
                        + "fe09 00120f 01 03 6c01 0010" + "fe08 0012bb 02 01 41b92e" + "fe07 0012bb 0a 4d444c"
                        + "fe05 112233 07 aa" + "0000");
        d.has("lldp.ieee.802_1.port_vlan.id", "100", "lldp.ieee.802_3.aggregated_port_id", "9");
        d.has("lldp.ieee.802_3.pmd_auto_neg_advertised_caps.10base_t", "1", "lldp.ieee.802_3.pmd_mau_type", "0x0010");
        d.has("lldp.media.vlan_id", "220", "lldp.media.l2_prio", "4", "lldp.media.dscp", "46");
        d.has(
                "lldp.media.model",
                "MDL",
                "lldp.unknown_subtype.content",
                "aa",
                "lldp.orgtlv.oui",
                "32962,4623,4623,4795,4795,1122867");
    }

    @Test
    void ciscosDiscovery() {
        String parts = "0001 0006 5331" + "0003 0007 466130" + "0002 0011 00000001 01 01 cc 0004 c0000201"
                + "0004 0008 00000028" + "0005 0007 610a62" + "000a 0006 0001"
                + "001a 0010 0000 0001 00000000 ffffffff";
        Decoded d = llc("aaaa03 00000c 2000 02 b4 2c9c" + parts);
        d.has("frame.protocols", "eth:llc:cdp", "cdp.version", "2", "cdp.ttl", "180", "cdp.deviceid", "S1");
        d.has("cdp.nrgyz.ip_address", "192.0.2.1", "cdp.capabilities.igmp_capable", "1", "cdp.software_version", "a,b");
        d.has("cdp.native_vlan", "1", "cdp.power_available", "0,4294967295", "cdp.protocol", "cc");
        llc("aaaa03 00000c 2000 02 b4 0000 0002 0009 ffffffff 01").has("cdp.number_of_addresses", "4294967295");
    }

    @Test
    void sumOfAnOddNumberOfOctets() {
        llc("aaaa03 00000c 2000 02 b4 fd40 0001 0005 05").has("cdp.checksum.status", "1");
        llc("aaaa03 00000c 2000 02 b4 fdc5 0001 0005 80").has("cdp.checksum.status", "1");
    }

    @Test
    void linkAggregation() {
        Decoded d = of(
                0x8809,
                "01 01" + "01 14 8000 020000000001 000d 0080 0002 3d 000000"
                        + "02 14 8000 020000000003 000d 0080 0004 85 000000" + "03 10 0005" + "00".repeat(12) + "00 00"
                        + "00".repeat(50));
        d.has("frame.protocols", "eth:ethertype:slow:lacp", "lacp.tlv_type", "0x01,0x02,0x03,0x00");
        d.has("lacp.actor.state_str", "**DCSG*A", "lacp.partner.state_str", "E****G*A", "lacp.pad", "00".repeat(50));
        d.has("lacp.actor.state.distributing", "1", "lacp.collector.max_delay", "5");
        of(0x8809, "02 01 02 10 0002 020000000001 0000004d 0000 00 00")
                .has("frame.protocols", "eth:ethertype:slow:marker", "marker.requesterTransId", "77");
        of(0x8809, "03 00").has("frame.protocols", "eth:ethertype:slow:oampdu");
    }
}
