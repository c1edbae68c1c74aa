package io.mcshark.decoder.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Facts;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.analysis.streams.DeclaredField;
import io.mcshark.decoder.analysis.streams.Limits;
import io.mcshark.decoder.analysis.streams.Streams;
import io.mcshark.decoder.report.Csv;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.TextTable;
import io.mcshark.decoder.view.Clock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class StreamsTest {
    private Streams streams = new Streams(Limits.USUAL);
    private Traffic traffic = Traffic.guessing(streams);

    private static byte[] rtp(int number, int timestamp, int ssrc, int type, int bytes) {
        ByteBuffer rtp = ByteBuffer.allocate(12 + bytes);
        rtp.put((byte) 0x80)
                .put((byte) type)
                .putShort((short) number)
                .putInt(timestamp)
                .putInt(ssrc);
        return rtp.array();
    }

    /** The rows of a sheet, by column. */
    private List<Map<String, String>> rows(String sheet) {
        return rows(streams.report(), sheet);
    }

    static List<Map<String, String>> rows(Report report, String sheet) {
        Out out = new Out();
        new Csv().put(report.only(List.of(sheet)), out);
        List<Map<String, String>> rows = new ArrayList<>();
        String[] lines = out.toString().split("\r\n");
        String[] names = lines[0].split(",");
        for (int i = 1; i < lines.length; i++) {
            String[] values = lines[i].split(",", -1);
            Map<String, String> row = new HashMap<>();
            for (int c = 0; c < names.length; c++) {
                row.put(names[c], values[c]);
            }
            rows.add(row);
        }
        return rows;
    }

    private String one(String column) {
        return rows("stream").getFirst().get(column);
    }

    @Test
    void tellsStreamsApartByAddressesPortsAndVlans() {
        traffic.udp(1, 5004, new byte[10]).udp(1, 5006, new byte[10]).udp(2, 5004, new byte[10]);
        traffic.vlan(7).udp(1, 5004, new byte[10]).vlan(8, 7).udp(1, 5004, new byte[10]);
        traffic.vlan()
                .from("10.0.0.2")
                .udp(1, 5004, new byte[10])
                .to("239.1.1.2")
                .udp(1, 5004, new byte[10]);
        traffic.from("fe80::1").to("ff05::1").udp(1, 5004, new byte[10]).udp(1, 5004, new byte[10]);
        traffic.to("10.0.0.9").from("10.0.0.1").udp(1, 5004, new byte[10]);
        List<Map<String, String>> rows = rows("stream");
        assertEquals(8, rows.size());
        assertEquals("ff05::1", rows.getFirst().get("group"));
        assertEquals("2", rows.getFirst().get("packets"));
        assertEquals("144", rows.getFirst().get("bytes"));
        assertEquals(
                1, rows.stream().filter(row -> row.get("vlan").equals("8.7")).count());
        assertEquals("8", rows("total").getFirst().get("streams"));
    }

    @Test
    void burstsAreThePacketsOfATenthOfASecondThePresentOneAmongThem() {
        for (int i = 0; i < 30; i++) {
            traffic.at(i * 0.01).udp(1, 5004, new byte[58]); // 100 bytes a frame
        }
        for (int i = 0; i < 55; i++) {
            traffic.at(1 + i * 0.001).udp(1, 5004, new byte[58]);
        }
        assertEquals("55", one("max_burst"));
        assertEquals("1", one("burst_alarms"));
        assertEquals(55 * 100 * 80.0, Double.parseDouble(one("peak_rate")));
        assertEquals("0.71", one("longest_gap"));
        // 0.8 Mbit/s in, 5 Mbit/s out: never more than one packet in the buffer.
        assertEquals("100", one("max_buffer"));
    }

    @Test
    void theBufferFillsByWhatComesFasterThanItEmpties() {
        for (int i = 0; i < 100; i++) {
            traffic.at(i * 0.0001).udp(1, 5004, new byte[1208]); // 1250 bytes in 0.1 ms, 62.5 of them go
        }
        assertEquals(String.valueOf(Math.round(100 * 1250 - 99 * 62.5)), one("max_buffer"));
        assertEquals("1", one("buffer_alarms"));
    }

    @Test
    void countsLossRepetitionAndOrderOfRtpApart() {
        int[] numbers = {1, 2, 4, 5, 5, 3, 9};
        for (int i = 0; i < numbers.length; i++) {
            traffic.at(i * 0.02).udp(1, 5004, rtp(numbers[i], 160 * numbers[i], 7, 8, 160));
        }
        assertEquals("rtp", one("carries"));
        assertEquals("3", one("lost"));
        assertEquals("1", one("duplicate"));
        assertEquals("1", one("reordered"));
        Map<String, String> gap = rows("gap").getFirst();
        assertEquals(1, rows("gap").size()); // 3 came late
        assertEquals("6", gap.get("from"));
        assertEquals("8", gap.get("to"));
        assertEquals("7", gap.get("frame"));
    }

    /** The worked example of RFC 3550's formula: 8 kHz, jitter 5.69519 ticks at the end. */
    @Test
    void jitterIsThatOfRfc3550() {
        double[] arrivals = {0.000, 0.021, 0.040, 0.065, 0.080};
        for (int i = 0; i < arrivals.length; i++) {
            traffic.at(arrivals[i]).udp(1, 5004, rtp(i, 160 * i, 7, 0, 160));
        }
        Map<String, String> source = rows("rtp").getFirst();
        assertEquals(5.69519 / 8000, Double.parseDouble(source.get("jitter")), 1e-8);
        assertEquals("8000", source.get("clock_rate"));
        assertEquals("false", source.get("clock_assumed"));
    }

    @Test
    void whatLooksLikeRtpOnceIsNoRtp() {
        for (int i = 0; i < 20; i++) {
            byte[] payload = new byte[40];
            payload[0] = (byte) 0x80;
            payload[1] = 96;
            payload[3] = (byte) (i * 37);
            payload[11] = (byte) i;
            traffic.udp(1, 5004, payload);
        }
        assertEquals("", one("lost"));
    }

    @Test
    void aDeclaredFieldHasNumbersAndTimes() {
        Limits limits = new Limits(
                100_000_000,
                50,
                10_000,
                5e6,
                100e6,
                DeclaredField.parse("u32le@4", false),
                DeclaredField.parse("u64us@8", true),
                0);
        streams = new Streams(limits);
        traffic = new Traffic(streams);
        for (int number : new int[] {0xfffffffe, 0xffffffff, 0, 2, 2}) {
            ByteBuffer payload = ByteBuffer.allocate(16);
            payload.putInt(4, Integer.reverseBytes(number)).putLong(8, Traffic.START / 1000 - 250);
            traffic.udp(1, 5004, payload.array());
        }
        assertEquals("1", one("lost"));
        assertEquals("1", one("duplicate"));
        assertEquals("0.00025", one("delay_min"));
        assertEquals("0.00025", one("delay_max"));
    }

    /** A thousand packets: every 10 ms, ten of them 100 ms late, one 2 s; the first ones of a burst at the same time. */
    private void unsteady() {
        double now = 0;
        for (int i = 0; i < 1000; i++) {
            now += i < 5 ? 0 : i == 900 ? 2 : i % 100 == 50 ? 0.1 : 0.01;
            traffic.at(now).udp(1, 5004, new byte[10]);
        }
    }

    @Test
    void timesBetweenPacketsAreDistributions() {
        streams.histogram(true);
        unsteady();
        Map<String, String> row = rows("interarrival").getFirst();
        assertEquals("999", row.get("gaps"));
        assertEquals(0.01, Double.parseDouble(row.get("p50")), 0.0001);
        assertEquals(0.01, Double.parseDouble(row.get("p90")), 0.0001);
        assertEquals(0.1, Double.parseDouble(row.get("p99")), 0.001);
        assertEquals("2", row.get("p99_9"));
        assertEquals("2", row.get("max"));
        traffic.at(0).udp(1, 5004, new byte[10]); // back
        assertEquals("999", rows("interarrival").getFirst().get("gaps"));
    }

    @Test
    void theyAreDrawnInStepsAndBars() {
        streams.histogram(true);
        unsteady();
        List<String> lines = text(streams.report()).lines().toList();
        assertEquals("Times between packets of 10.0.0.1:1 > 239.1.1.1:5004", lines.getFirst());
        assertTrue(lines.stream().anyMatch(l -> l.matches(" +7 ms - 15 ms +█{40} +984 +98.5 %")), lines.toString());
        assertTrue(lines.stream().anyMatch(l -> l.matches(" +70 ms - 150 ms +▍ +10 +1.001 %")), lines.toString());
        assertTrue(lines.get(1).matches(" +same time +▏ +4 +0.4 %"), lines.toString());
        assertEquals(10, lines.indexOf(""), lines.toString()); // same time, and 7 ms to 3 s
        streams = new Streams(Limits.USUAL).histogram(false);
        traffic = Traffic.guessing(streams);
        unsteady();
        assertTrue(
                text(streams.report()).lines().anyMatch(l -> l.matches(" +7 ms - 15 ms +#{40} +984 +98.5 %")),
                text(streams.report()));
    }

    private static String text(Report report) {
        Out out = new Out();
        new TextTable(new Clock(Clock.Format.E, TimeZone.getDefault(), false), 200).put(report, out);
        return out.toString();
    }

    @Test
    void nobodyPaysForTimesNotAskedFor() {
        unsteady();
        assertFalse(streams.report().names().contains("interarrival"));
    }

    @Test
    void timesOfMoreStreamsThanAThousandAreNotKept() {
        streams.histogram(true);
        for (int i = 0; i < 1010; i++) {
            traffic.udp(1, 1024 + i, new byte[10]).udp(1, 1024 + i, new byte[10]);
        }
        assertEquals(1000, rows("interarrival").size());
        assertTrue(streams.report().remarks().stream().anyMatch(r -> r.contains("first 1000 streams")));
    }

    @Test
    void changesAreListedWithTheirFrames() {
        traffic.ttl(16).udp(1, 5004, new byte[10]).udp(1, 5004, new byte[10]);
        traffic.ttl(14).udp(1, 5004, new byte[10]);
        traffic.trafficClass(0xb8).udp(1, 5004, new byte[10]);
        traffic.trafficClass(0xbb).udp(1, 5004, new byte[10]); // ECN only
        traffic.from("10.0.0.2").udp(1, 5004, new byte[10]);
        List<Map<String, String>> changes = rows("change");
        assertEquals(
                List.of("TTL", "DSCP", "source"),
                changes.stream().map(c -> c.get("what")).toList());
        assertEquals(
                List.of("3", "4", "6"),
                changes.stream().map(c -> c.get("frame")).toList());
        assertEquals("14", changes.getFirst().get("after"));
        assertEquals("46", changes.get(1).get("after"));
        assertEquals("10.0.0.1:1", changes.get(2).get("before"));
    }

    @Test
    void noneIsGlancedAtThatHasToBeWalked() {
        traffic.udp(1, 5004, rtp(1, 0, 7, 96, 20)).udp(1, 5004, rtp(2, 0, 7, 96, 20));
        assertTrue(traffic.last().depth() > 0);
        traffic.udp(1, 5004, rtp(3, 0, 7, 96, 20));
        assertEquals(0, traffic.last().depth());
        assertEquals("3", one("packets"));
    }

    @Test
    void framesKnowWhatTheyShow() {
        Streams all = streams;
        List<String> facts = new ArrayList<>();
        Analysis walked = new Analysis() {
            @Override
            public void accept(Frame f) {
                all.accept(f);
                facts.add(f.facts().number(Facts.Name.LOST) + "/" + f.facts().number(Facts.Name.DUPLICATE) + "/"
                        + f.facts().number(Facts.Name.REORDERED));
            }
        };
        Traffic walk = Traffic.guessing(walked);
        for (int number : new int[] {1, 2, 4, 3, 4}) {
            walk.udp(1, 5004, rtp(number, 0, 7, 8, 160));
        }
        String none = String.valueOf(Long.MIN_VALUE);
        assertEquals(
                List.of(
                        none + "/" + none + "/" + none,
                        none + "/" + none + "/" + none,
                        "1/" + none + "/" + none,
                        none + "/" + none + "/1",
                        none + "/1/" + none),
                facts);
    }

    @Test
    void aClockThatGoesBackIsSurvived() {
        for (int i = 0; i < 100; i++) {
            traffic.at(100 - i).udp(1, 5004, new byte[58]);
        }
        assertEquals("100", one("packets"));
        assertEquals(1_700_000_001.0, Double.parseDouble(one("first")));
        assertEquals("1", one("max_burst"));
    }

    @Test
    void millionsOfStreamsAreABoundedNumber() {
        for (int i = 0; i < Streams.MOST + 500; i++) {
            traffic.udp(i >>> 16, 1024 + (i & 0x7fff), new byte[0]).to(i % 2 == 0 ? "239.1.1.1" : "239.1.1.2");
            traffic.udp(i & 0xffff, 40_000 + (i >>> 16), new byte[0]);
        }
        assertEquals(Streams.MOST, rows("stream").size());
        assertFalse(streams.report().remarks().isEmpty());
    }

    /** Sources that alternate on a group and port, and a transport stream whose counters have a hole. */
    @Test
    void continuityOfTransportStreamsIsThatOfEachPid() {
        int[] counters = {5, 6, 8, 8, 8, 9};
        for (int i = 0; i < counters.length; i++) {
            byte[] packet = new byte[188];
            packet[0] = 0x47;
            packet[1] = 0x01;
            packet[3] = (byte) (0x10 | counters[i]);
            traffic.at(i * 0.01).udp(1, 5004, packet);
        }
        assertEquals("mp2t", one("carries"));
        assertEquals("2", one("ts_errors")); // 7 is missing; the third 8
        assertEquals("1", one("ts_lost"));
    }

    @Test
    void declaredNumbersAreRefusedWhenTheyMakeNoSense() {
        for (String text : new String[] {"u12@0", "u32", "u32@", "u32ns@4", "i32@4", "u32@123456"}) {
            try {
                DeclaredField.parse(text, false);
                throw new AssertionError(text);
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().startsWith(text));
            }
        }
        assertEquals("u16le@2", DeclaredField.parse("U16LE@2", false).toString());
    }

    // ---- names

    private void announce(String session, String media) {
        traffic.from("10.0.0.9").to("224.2.127.254");
        byte[] text = ("v=0\r\no=- 1 1 IN IP4 10.0.0.9\r\ns=" + session + "\r\nt=0 0\r\n" + media)
                .getBytes(StandardCharsets.UTF_8);
        traffic.udp(
                9875,
                9875,
                ByteBuffer.allocate(8 + text.length)
                        .putInt(0x20000001)
                        .putInt(0x0a000009)
                        .put(text)
                        .array());
        traffic.from("10.0.0.1").to("239.1.1.1");
    }

    private String name(String group, int port) {
        return rows("stream").stream()
                .filter(row -> row.get("group").equals(group) && row.get("port").equals(String.valueOf(port)))
                .map(row -> row.get("name"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void streamsAreCalledWhatAnnouncementsCallThem() {
        traffic.udp(1, 5004, new byte[100]).udp(1, 5006, new byte[100]).udp(1, 5010, new byte[100]);
        traffic.to("239.1.1.2").udp(1, 1234, new byte[100]);
        for (int i = 0; i < 9; i++) {
            announce("Other " + i, "c=IN IP4 239.9.9." + i + "/16\r\nm=audio 5004 RTP/AVP 0\r\n");
        }
        announce("Channel one", "c=IN IP4 239.1.1.1/16\r\nm=video 5004/2 RTP/AVP 33\r\n");
        announce("\u001bTwo", "m=video 1234 udp 33\r\nc=IN IP4 239.1.1.2/16\r\n");
        assertEquals("Channel one", name("239.1.1.1", 5004));
        assertEquals("Channel one", name("239.1.1.1", 5006));
        assertEquals("", name("239.1.1.1", 5010));
        assertFalse(name("239.1.1.2", 1234).contains("\u001b"));
        assertTrue(name("239.1.1.2", 1234).endsWith("Two"));
        announce("Channel 1", "c=IN IP4 239.1.1.1/16\r\nm=video 5004 RTP/AVP 33\r\n"); // what was said last
        announce("-", "c=IN IP4 239.1.1.1/16\r\nm=video 5006 RTP/AVP 33\r\n"); // no name
        announce("Two hosts", "c=IN IP4 10.0.0.9\r\nm=video 5010 RTP/AVP 33\r\n");
        assertEquals("Channel 1", name("239.1.1.1", 5004));
        assertEquals("Channel one", name("239.1.1.1", 5006));
        assertEquals("", name("239.1.1.1", 5010));
    }

    @Test
    void namesHaveALimit() {
        for (int i = 0; i < 157; i++) { // of 64 ports each, two too many of the last ones
            announce("a", "c=IN IP4 239.1.2." + i + "/16\r\nm=video 5004/64 RTP/AVP 33\r\n");
        }
        assertTrue(streams.report().remarks().stream().anyMatch(line -> line.startsWith("48 announced names")));
    }
}
