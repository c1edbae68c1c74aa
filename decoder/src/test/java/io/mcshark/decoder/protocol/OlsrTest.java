package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.mcshark.decoder.Decoded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** RFC 3626. */
class OlsrTest {
    private static String udp(String messages, int length) {
        String packet = "%04x 004d".formatted(length) + messages;
        return "02ba02ba%04x0000".formatted(8 + Decoded.bytes(packet).length) + packet;
    }

    private static Decoded olsr(String messages) {
        return Decoded.ipv4(17, udp(messages, 4 + Decoded.bytes(messages).length))
                .sayAll();
    }

    private static String message(String type, String body) {
        return type + "86 %04x c0000201 ff 00 0102".formatted(12 + Decoded.bytes(body).length) + body;
    }

    @Test
    void messages() {
        String hello = message("01", "0000 0f 03 06 00 000c c0000203 c0000204 0a 00 0008 c0000205");
        Decoded all = olsr(hello + message("02", "0009 0000 c0000203") + message("04", "c6336400 ffffff00"));
        all.has("olsr.message_type", "1,2,4", "olsr.vtime", "6,6,6", "olsr.htime", "2048", "olsr.link_type", "6,10");
        all.has(
                "olsr.neighbor_addr",
                "192.0.2.3,192.0.2.4,192.0.2.5,192.0.2.3",
                "olsr.netmask",
                "255.255.255.0",
                "olsr.ansn",
                "9");
        all.has("olsr.lq", "", "_ws.malformed", "", "olsr.origin_addr", "192.0.2.1,192.0.2.1,192.0.2.1");
        assertEquals("olsr hello valid 6 s, tc valid 6 s, hna valid 6 s", all.row("olsr"));
        Decoded judged = olsr(message("c9", "0000 10 03 06 00 000c c0000203 fff00000")
                + message("82", "0001 0001 0000 0005 c0000201" + "00".repeat(12) + "686f7374 31000000"));
        judged.has(
                "olsr.lq",
                "255",
                "olsr.nlq",
                "240",
                "olsr.neighbor_addr",
                "192.0.2.3",
                "olsr.ns.content",
                "host1",
                "olsr.ns.ip",
                "192.0.2.1");
        judged.has("olsr.htime", "0.06640625");
        String six = "03 86 0028 20010db8000000000000000000000001 ff 00 0102 fe800000000000000000000000000066";
        Decoded.ipv6(17, "fe80::1", "ff02::6d", udp(six, 44))
                .sayAll()
                .has(
                        "olsr.origin6_addr",
                        "2001:db8::1",
                        "olsr.interface6_addr",
                        "fe80::66",
                        "olsr.origin_addr",
                        "",
                        "_ws.malformed",
                        "");
    }

    @Test
    void lies() {
        olsr("01 86 0190 c0000201 ff 00 0102 0000 05 03")
                .has("_ws.malformed", "Malformed Packet", "olsr.willingness", "3");
        olsr("01 86 0005 c0000201 ff 00 0102")
                .has("_ws.malformed", "Malformed Packet", "olsr.not_enough_bytes", "1", "olsr.message_type", "1");
        olsr(message("01", "0000 05 03 06 00 0384 c0000203"))
                .has("olsr.not_enough_bytes", "1", "olsr.neighbor_addr", "192.0.2.3");
        Decoded.ipv4(17, udp("01", 500))
                .sayAll()
                .has("olsr.packet_len", "", "frame.protocols", "eth:ethertype:ip:udp:data");
        Decoded.ipv4(17, "02ba02ba000a0000 0004").sayAll().has("olsr.packet_len", "");
        assertTimeout(Duration.ofSeconds(5), () -> olsr(message("c9", "0000 05 03" + "06000004".repeat(16000))));
        assertTimeout(Duration.ofSeconds(5), () -> olsr(message("03", "").repeat(5000)));
    }
}
