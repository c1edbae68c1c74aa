package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.mcshark.decoder.Decoded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** AUTOSAR SOME/IP and its service discovery. */
class SomeipTest {
    private static final String SERVICE = "1234 0001 01";

    private static Decoded udp(String hex) {
        return Decoded.ipv4(17, "771a771a%04x0000".formatted(8 + Decoded.bytes(hex).length) + hex)
                .sayAll();
    }

    private static String message(String id, String type, String payload) {
        return id + "%08x".formatted(8 + Decoded.bytes(payload).length) + "01020003 0102" + type + "00" + payload;
    }

    private static Decoded discovery(String entries, String options) {
        String arrays = "%08x".formatted(Decoded.bytes(entries).length)
                + entries
                + "%08x".formatted(Decoded.bytes(options).length)
                + options;
        return udp(message("ffff8100", "02", "c0000000" + arrays));
    }

    @Test
    void discovers() {
        String offer = "01 00 00 10" + SERVICE + "000003 00000007", stop = "01 00 00 00" + SERVICE + "000000 00000007";
        String endpoint = "0009 04 00 c0000201 00 11 7725", text = "0010 01 00 05 6162633d78 07 6465663d313233 00";
        Decoded offered = discovery(offer + stop, endpoint + text);
        offered.has(
                "frame.protocols",
                "eth:ethertype:ip:udp:someip",
                "someipsd.entry.type",
                "0x01,0x01",
                "someipsd.entry.ttl",
                "3,0");
        offered.has(
                "someipsd.entry.offerservice",
                "0x0000123400010000",
                "someipsd.entry.stopofferservice",
                "0x0000123400010000");
        offered.has(
                "someipsd.entry.optionsreferenced",
                "0-0,None",
                "someipsd.option.ipv4address",
                "192.0.2.1",
                "someipsd.option.port",
                "30501");
        offered.has(
                "someipsd.option.config_string_element", "abc=x,def=123", "someip.payload", "", "_ws.malformed", "");
        assertEquals("some/ip-sd rebooted offer service 0x1234, stop offer service 0x1234", offered.row("someipsd"));
        Decoded subscribed = discovery("07 00 00 10" + SERVICE + "000000 00 81 0455", "0009 14 00 ef010203 00 11 7726");
        subscribed.has(
                "someipsd.entry.subscribeeventgroupnack", "0x0000123400010455", "someipsd.entry.initialevents", "1");
        subscribed.has("someipsd.entry.counter", "0x01", "someipsd.option.ipv4address", "239.1.2.3");
        assertEquals(
                "some/ip-sd rebooted refuse subscribe eventgroup ack 0x1234 group 0x0455", subscribed.row("someipsd"));
    }

    @Test
    void messages() {
        Decoded two = udp(message("12340421", "00", "61736b") + message("12348005", "22", "00000571 0001"));
        two.has(
                "someip.messageid",
                "0x12340421,0x12348005",
                "someip.payload",
                "61736b,0001",
                "someip.tp.offset",
                "1392");
        two.has(
                "someip.tp.flags.more_segments",
                "1",
                "frame.protocols",
                "eth:ethertype:ip:udp:someip",
                "_ws.malformed",
                "");
        assertEquals("some/ip request service 0x1234 method 0x0421", two.row("someip"));
    }

    @Test
    void lies() {
        udp("12340421 00000190 01020003 01020000 61")
                .has("someip.message_truncated", "1", "someip.payload", "61", "_ws.malformed", "Malformed Packet");
        udp("12340421 00000003 01020003 01020000")
                .has("someip.incomplete_headers", "1", "_ws.malformed", "Malformed Packet");
        udp("1234").has("someip.messageid", "", "_ws.malformed", "Malformed Packet");
        udp(message("ffff8100", "02", "c0000000 ffffffff 01"))
                .has("someipsd.message_truncated", "1", "someipsd.entry", "", "_ws.malformed", "Malformed Packet");
        discovery("09 00 00 10" + SERVICE + "000003 00000007 01", "0009 04 00")
                .has(
                        "someipsd.entry_unknown",
                        "1",
                        "someipsd.entry_array_malformed",
                        "1",
                        "someipsd.option_array_truncated",
                        "1");
        assertTimeout(Duration.ofSeconds(5), () -> udp("12340421 00000008 01020003 01020000".repeat(4000)));
    }
}
