package io.mcshark.decoder.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.report.Csv;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HappeningsTest {
    private final List<String> told = new ArrayList<>();
    private final List<Happening> all = new ArrayList<>();
    private final Happenings happenings = new Happenings(h -> {
        all.add(h);
        told.add((h.nanos() - Traffic.START) / 1_000_000 + " " + h.how() + " " + h.host() + " " + h.group());
    });
    private final Traffic traffic = Traffic.guessing(happenings);

    private static byte[] rtp(int number) {
        return ByteBuffer.allocate(32)
                .putShort((short) 0x8060)
                .putShort((short) number)
                .putInt(number * 100)
                .putInt(7)
                .array();
    }

    @Test
    void membersComeAndGo() {
        traffic.ttl(1).routerAlert(true).from("10.0.0.2").to("224.0.0.22");
        traffic.at(1).vlan(7).igmp("22 00 0000 0000 0001 04 00 0000 ef010101");
        traffic.at(2).igmp("22 00 0000 0000 0001 03 00 0000 ef010101");
        traffic.at(3).igmp("22 00 0000 0000 0001 04 00 0000 ef010102");
        traffic.silence(400);
        assertEquals(
                List.of(
                        "1000 join 10.0.0.2 239.1.1.1",
                        "2000 leave 10.0.0.2 239.1.1.1",
                        "3000 join 10.0.0.2 239.1.1.2",
                        "263000 expire 10.0.0.2 239.1.1.2"),
                told);
        Map<String, String> facts = new Csv().first(Happenings.report(all.getFirst()));
        assertEquals("join", facts.get("event"));
        assertEquals("1700000001.000000000", facts.get("time"));
        assertEquals("7", facts.get("vlan"));
        assertEquals("1", facts.get("frame"));
        assertEquals(null, facts.get("port"), "there is none");
    }

    @Test
    void queriersChangeFallSilentAndComeBack() {
        String query = "11 64 0000 00000000 02 7d 0000";
        traffic.ttl(1).routerAlert(true).to("224.0.0.1");
        traffic.at(0).from("10.0.0.9").igmp(query);
        traffic.at(10).from("10.0.0.5").igmp(query);
        traffic.at(135).igmp(query);
        traffic.at(800).igmp(query);
        assertEquals(
                List.of(
                        "0 querier 10.0.0.9 null",
                        "10000 querier-changed 10.0.0.5 null",
                        "390000 querier-silent 10.0.0.5 null",
                        "800000 querier-back 10.0.0.5 null"),
                told);
    }

    @Test
    void missingNumbersAreTold() {
        for (int i = 0; i < 20; i++) {
            traffic.at(i / 100.0).udp(4000, 5004, rtp(i < 10 ? i : i + 3));
        }
        assertEquals(List.of("100 gap 10.0.0.1 239.1.1.1"), told);
        assertEquals(3, all.getFirst().lost());
        assertEquals(4000, all.getFirst().sourcePort());
        assertEquals(5004, all.getFirst().port());
        assertEquals("3 numbers are missing", all.getFirst().text());
    }

    @Test
    void aStreamThatStopsAndGoesOnIsToldOnceEach() {
        for (int i = 0; i < 10; i++) {
            traffic.at(i * 0.05).udp(4000, 5004, new byte[10]);
        }
        traffic.silence(3);
        traffic.silence(3);
        traffic.at(7).udp(4000, 5004, new byte[10]);
        assertEquals(List.of("1450 silence 10.0.0.1 239.1.1.1", "7000 resume 10.0.0.1 239.1.1.1"), told);
        assertEquals(6_550_000_000L, all.getLast().lasts());
    }

    @Test
    void aSlowStreamAndAShortOneMayPause() {
        for (int i = 0; i < 20; i++) {
            traffic.at(i * 0.5).udp(4000, 5004, new byte[10]); // ten times that is 5 s
        }
        for (int i = 0; i < 9; i++) {
            traffic.at(9.5 + i * 0.001).udp(4000, 5005, new byte[10]);
        }
        traffic.silence(14.4);
        assertEquals(List.of(), told);
        traffic.silence(16);
        assertEquals(List.of("14500 silence 10.0.0.1 239.1.1.1"), told);
    }
}
