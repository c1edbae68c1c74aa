package io.mcshark.decoder.protocol;

import static io.mcshark.decoder.Decoded.ethernet;

import io.mcshark.decoder.Decoded;
import org.junit.jupiter.api.Test;

/** Ethernet, LLC, VLAN tags and what stands behind the packet. Values checked against tshark 4.0.17. */
class EthernetTest {
    private static final String MACS = "01005e000001 020000000001 ";

    /** 32 bytes of IPv4 with UDP in them: 46 with the Ethernet header. */
    private static final String PACKET = "45000020 00010000 051102c7 c0000201 ef010203 0fa01388 000c0000 78787878";

    private static String zeros(int bytes) {
        return "00".repeat(bytes);
    }

    @Test
    void addressesAndType() {
        ethernet(MACS + "0800" + PACKET)
                .sayAll()
                .has("eth.dst", "01:00:5e:00:00:01", "eth.dst.ig", "1", "eth.dst.lg", "0", "eth.dst.oui", "65630")
                .has("eth.src", "02:00:00:00:00:01", "eth.src.ig", "0", "eth.src.lg", "1", "eth.lg", "0,1")
                .has("eth.addr", "01:00:5e:00:00:01,02:00:00:00:00:01", "eth.type", "0x0800", "eth.len", "")
                .has("eth.trailer", "", "eth.padding", "", "eth.fcs", "", "udp.dstport", "5000");
    }

    @Test
    void paddingUpToSixtyBytes() {
        ethernet(MACS + "0800" + PACKET + zeros(14)).has("eth.padding", zeros(14), "eth.trailer", "", "eth.fcs", "");
        ethernet(MACS + "0800" + PACKET + zeros(14) + "deadbeef")
                .has("eth.padding", zeros(14), "eth.trailer", "", "eth.fcs", "0xdeadbeef", "eth.fcs.status", "2");
        // Shorter frames cannot have been padded.
        ethernet(MACS + "0800" + PACKET + zeros(4)).has("eth.padding", "", "eth.trailer", "00000000");
        ethernet(MACS + "0800" + PACKET + "010203").has("eth.padding", "", "eth.trailer", "010203");
        ethernet(MACS + "0800" + PACKET + "01".repeat(40))
                .has("eth.padding", "", "eth.trailer", "01".repeat(36), "eth.fcs", "0x01010101");
    }

    @Test
    void frameCheckSequenceIsVerifiedWhenAsked() {
        String frame = MACS + "0800" + PACKET + zeros(14);
        Decoded.verified(frame + "af9d4d2f").has("eth.fcs", "0xaf9d4d2f", "eth.fcs.status", "1");
        Decoded.verified(frame + "af9d4d20").has("eth.fcs.status", "0");
    }

    @Test
    void lengthsBeginWithLlc() {
        ethernet(MACS + "0026 424203" + zeros(35) + zeros(8))
                .sayAll()
                .has("eth.len", "38", "eth.type", "", "eth.padding", zeros(8))
                .has(
                        "llc.dsap",
                        "0x42",
                        "llc.dsap.sap",
                        "33",
                        "llc.dsap.ig",
                        "0",
                        "llc.ssap",
                        "0x42",
                        "llc.ssap.cr",
                        "0")
                .has("llc.control", "0x0003", "llc.control.u_modifier_cmd", "0x00", "llc.control.ftype", "0x03");
        ethernet(MACS + "0028 aaaa03 000000 0800" + PACKET + "7a7a")
                .has("llc.oui", "0", "llc.type", "0x0800", "ip.len", "32", "eth.trailer", "7a7a");
        ethernet(MACS + "0028 aaaa03 00000c 2000" + PACKET)
                .has("llc.oui", "12", "llc.cisco_pid", "0x2000", "llc.pid", "");
        ethernet(MACS + "0028 aaaa03 123456 0800" + PACKET)
                .has("llc.oui", "1193046", "llc.pid", "0x0800", "ip.len", "");
        ethernet(MACS + "0028 fefe 0104" + PACKET)
                .has("llc.control", "0x0401", "llc.control.n_r", "2", "llc.control.s_ftype", "0x0000");
        ethernet(MACS + "0028 0405 0009" + PACKET)
                .has("llc.control", "0x0900", "llc.control.n_r", "4", "llc.control.n_s", "0", "llc.control.p", "1");
        ethernet(MACS + "0028 0405 bf" + PACKET)
                .has("llc.control.f", "1", "llc.control.p", "", "llc.control.u_modifier_resp", "0x2b");
    }

    @Test
    void whatIsNeitherLengthNorTypeIsShown() {
        ethernet(MACS + "05f0 424203").has("eth.invalid_lentype", "0x05f0", "frame.protocols", "eth:data");
        // Novell's 802.3 has no LLC.
        ethernet(MACS + "0028 ffff 0028" + PACKET).has("eth.len", "40", "frame.protocols", "eth:data");
        ethernet(MACS + "0000 e0e003").has("eth.type", "0x0000", "eth.len", "");
        ethernet(MACS + "ffff 00").has("eth.type", "0xffff", "data.len", "1");
    }

    @Test
    void tags() {
        ethernet(MACS + "8100 702a 0800" + PACKET)
                .sayAll()
                .has(
                        "vlan.priority",
                        "3",
                        "vlan.dei",
                        "1",
                        "vlan.id",
                        "42",
                        "vlan.etype",
                        "0x0800",
                        "udp.dstport",
                        "5000");
        ethernet(MACS + "9100 602a 8100 0001 0800" + PACKET)
                .has("vlan.id", "42,1", "vlan.etype", "0x8100,0x0800", "udp.dstport", "5000");
        ethernet(MACS + "88a8 602a 8100 0001 0800" + PACKET)
                .sayAll()
                .has("ieee8021ad.priority", "3", "ieee8021ad.dei", "0", "ieee8021ad.id", "42", "vlan.id", "1")
                .has("ieee8021ah.etype", "0x8100", "udp.dstport", "5000");
        ethernet(MACS + "8100 002a 0028 aaaa03 000000 0800" + PACKET)
                .has("vlan.len", "40", "vlan.etype", "", "llc.type", "0x0800", "udp.dstport", "5000");
    }

    @Test
    void theTagOwnsWhatStandsBehindItsPacket() {
        ethernet(MACS + "8100 602a 0800" + PACKET + zeros(10) + "61626364")
                .has("eth.padding", zeros(10), "vlan.trailer", "61626364", "eth.trailer", "", "eth.fcs", "");
        ethernet(MACS + "88a8 602a 8100 0001 0800" + PACKET + zeros(6) + "00000000")
                .has("eth.padding", zeros(6), "vlan.trailer", "00000000", "ieee8021ah.trailer", "");
    }
}
