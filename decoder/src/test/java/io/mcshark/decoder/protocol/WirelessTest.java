package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.Decoded;
import org.junit.jupiter.api.Test;

/** What stations behind access points send and are sent. */
class WirelessTest {
    private static final String STATIONS = "020000000005 020000000001 01005e010203 0010";

    private static Decoded udp(int port, String hex) {
        String payload = hex.replace(" ", "");
        return Decoded.ipv4(17, "3039 %04x %04x 0000".formatted(port, 8 + payload.length() / 2) + payload);
    }

    @Test
    void aControllerLookedFor() {
        Decoded d = udp(5246, "00 204210 00000000 06020000000001 00" + "00000001 07 0008 00 0014 0001 00");
        d.has(
                "frame.protocols",
                "eth:ethertype:ip:udp:capwap",
                "capwap.header.wbid",
                "1",
                "capwap.header.flags.m",
                "1");
        d.has("capwap.control.header.message_type", "1", "capwap.control.header.sequence_number", "7");
        d.has("capwap.message_element.type", "20", "capwap.message_element.value", "00", "_ws.malformed", "");
        assertEquals("capwap Discovery Request, sequence 7", d.row("capwap"));
    }

    @Test
    void framesOfStations() {
        String ip = "aaaa03 000000 0800" + "45000014 00000000 01020000 c0000201 ef010203";
        udp(5247, "00 104300 00000000" + "0108 2c00" + STATIONS + ip)
                .has("frame.protocols", "eth:ethertype:ip:udp:capwap.data:wlan:llc:ip")
                .has("wlan.da", "01:00:5e:01:02:03", "wlan.sa", "02:00:00:00:00:01", "wlan.bssid", "02:00:00:00:00:05")
                .has("wlan.fc.tods", "1", "wlan.fc.type", "2", "ip.dst", "239.1.2.3,239.1.2.3");
    }

    @Test
    void whatIsNoFrame() {
        udp(5247, "00 104308 00000000 0102").has("frame.protocols", "eth:ethertype:ip:udp:capwap.data");
        udp(5247, "00 104380 00000000 0102").has("frame.protocols", "eth:ethertype:ip:udp:capwap.data:data");
        udp(5246, "01 000000 17fefd").has("frame.protocols", "eth:ethertype:ip:udp:capwap:dtls");
        udp(5246, "00 f84300 00000000 00000001").has("_ws.malformed", "Malformed Packet");
        udp(5247, "00 104300 00000000 0108 2c00 0200").has("_ws.malformed", "Malformed Packet");
    }
}
