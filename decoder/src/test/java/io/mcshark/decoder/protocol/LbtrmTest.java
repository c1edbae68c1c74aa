package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.Decoded;
import org.junit.jupiter.api.Test;

/** LBT-RM at the addresses and ports that it has by default. */
class LbtrmTest {
    private static final String SOURCE = "00 3836 cafe0001", GROUP = "e00a0a0a";

    private static Decoded udp(String to, int port, String hex) {
        String udp = "3837%04x%04x0000".formatted(port, 8 + Decoded.bytes(hex).length) + hex;
        String header = Decoded.header4(17, Decoded.bytes(udp).length).replaceAll("\\s", "");
        return Decoded.ethernet("01005e0a0a0a 020000000001 0800" + header.substring(0, 32) + to + udp)
                .sayAll();
    }

    @Test
    void messages() {
        Decoded data = udp(GROUP, 14400, "00" + SOURCE + "00000064 0000005a a0 00 0000 cafe");
        data.has(
                "frame.protocols",
                "eth:ethertype:ip:udp:lbtrm:data",
                "lbtrm.data.sqn",
                "0x00000064",
                "data.data",
                "cafe");
        data.has(
                "lbtrm.data.flags_fec_type.rx",
                "1",
                "lbtrm.data.flags_fec_type.ucast_naks",
                "1",
                "lbtrm.hdr.ucast_port",
                "14390");
        assertEquals("lbtrm data session 0xcafe0001, 100 again", data.row("lbtrm"));
        udp("e00a0a15", 14401, "02" + SOURCE + "00000003 00000064 0000005a 80 00 0000")
                .has("lbtrm.sm.lead_sqn", "0x00000064", "_ws.malformed", "");
        Decoded nak = udp("c0000203", 14390, "03" + SOURCE + "0002 00 00 0000005f 00000060");
        nak.has("lbtrm.nak.list.nak", "95,96", "lbtrm.nak.num_naks", "2", "_ws.malformed", "");
        assertEquals("lbtrm nak session 0xcafe0001, 95 96", nak.row("lbtrm"));
        udp(GROUP, 14400, "04" + SOURCE + "0000005a 0001 00 10 0000005f")
                .has("lbtrm.ncf.list.ncf", "95", "lbtrm.ncf.reason", "0x01");
    }

    @Test
    void others() {
        udp(GROUP, 14400, "03" + SOURCE + "0384 00 00 0000005f")
                .has("_ws.malformed", "Malformed Packet", "lbtrm.nak.list.nak", "95");
        udp(GROUP, 14400, "12" + SOURCE).has("lbtrm.hdr.ver", "");
        udp("ef010203", 14400, "02" + SOURCE + "00000003 00000064 0000005a 80 00 0000")
                .has("lbtrm.hdr.ver", "");
        udp(GROUP, 14400, "02").has("lbtrm.hdr.ver", "");
        // What goes to one of these ports and looks like something else is that.
        udp(GROUP, 14400, "4172742d4e657400 0020 000e 00 00").has("artnet.header.opcode", "0x2000");
    }
}
