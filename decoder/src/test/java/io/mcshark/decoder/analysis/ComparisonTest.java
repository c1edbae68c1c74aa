package io.mcshark.decoder.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.analysis.compare.Alignment;
import io.mcshark.decoder.analysis.compare.Comparison;
import io.mcshark.decoder.analysis.compare.Pair;
import io.mcshark.decoder.report.Csv;
import io.mcshark.decoder.report.Report;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Two captures are described, each by what is sent in it, and compared. */
class ComparisonTest {
    private static final int PORT = 5004;

    /** The capture goes on for a while. */
    private static final Consumer<Traffic> OTHER =
            traffic -> traffic.at(0.9).to("239.9.9.9").udp(1, 1, text("still here"));

    private List<Pair> pairs;
    private boolean feeds;
    private Long offset;
    private Comparison comparison;

    /** What the first row says, by key. */
    private Map<String, String> compare(Consumer<Traffic> a, Consumer<Traffic> b) {
        Alignment alignment = new Alignment(feeds || pairs != null, false);
        a.accept(Traffic.guessing(alignment::first));
        b.accept(Traffic.guessing(alignment::second));
        alignment.meet();
        if (feeds) {
            pairs = alignment.pairs();
        }
        comparison = new Comparison(pairs, alignment, offset);
        long[] begin = {Long.MAX_VALUE, Long.MAX_VALUE};
        a.accept(Traffic.guessing(f -> begin[0] = Math.min(begin[0], f.nanos())));
        b.accept(Traffic.guessing(f -> begin[1] = Math.min(begin[1], f.nanos())));
        comparison.begin(begin[0], begin[1]);
        a.accept(Traffic.guessing(all(comparison::first)));
        b.accept(Traffic.guessing(all(comparison::second)));
        comparison.end();
        return row(comparison.report());
    }

    private static Analysis all(BiConsumer<Frame, Boolean> point) {
        return f -> point.accept(f, true);
    }

    private static Map<String, String> row(Report report) {
        Out out = new Out();
        new Csv().put(report.main(), out);
        String[] lines = out.toString().split("\r\n");
        Map<String, String> row = new HashMap<>();
        if (lines.length > 1) {
            String[] keys = lines[0].split(",");
            String[] values = lines[1].split(",", -1);
            for (int i = 0; i < keys.length; i++) {
                row.put(keys[i], values[i]);
            }
        }
        return row;
    }

    private static String rows(Report report, String name) {
        Out out = new Out();
        new Csv().put(report.only(List.of(name)), out);
        return out.toString();
    }

    private static byte[] rtp(int sequence) {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        bytes.putShort((short) 0x8060)
                .putShort((short) sequence)
                .putInt(160 * sequence)
                .putInt(0x1234);
        return bytes.putLong(sequence).array();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Packets with these numbers, ten milliseconds apart. */
    private static Consumer<Traffic> sent(double from, int... numbers) {
        return traffic -> {
            for (int i = 0; i < numbers.length; i++) {
                traffic.at(from + i * 0.01).udp(PORT, PORT, rtp(numbers[i]));
            }
        };
    }

    private static int[] upTo(int most) {
        int[] all = new int[most];
        Arrays.setAll(all, i -> i);
        return all;
    }

    private void assertRow(Map<String, String> row, String... expected) {
        for (String one : expected) {
            String[] pair = one.split("=", -1);
            assertEquals(pair[1], row.get(pair[0]), pair[0] + " of " + row);
        }
    }

    @Test
    void lossDuplicatesAndReorderingAreCountedApart() {
        Map<String, String> row = compare(
                sent(0, upTo(10)).andThen(OTHER),
                sent(0.001, 0, 1, 3, 5, 4, 5, 6, 7, 9).andThen(OTHER));
        assertRow(row, "matched_by=rtp", "packets_a=10", "packets_b=9", "lost=2", "longest_loss=1");
        assertRow(row, "duplicate=1", "reordered=1", "only_b=0", "lost_before=0");
        String lost = rows(comparison.report(), "lost");
        assertTrue(lost.contains("1700000000.020000000,B,3,"), lost);
        assertTrue(lost.contains("1700000000.080000000,B,9,"), lost);
        assertEquals(3, lost.split("\r\n").length);
    }

    @Test
    void aCaptureIsLikeItself() {
        Map<String, String> row = compare(sent(0, 1, 2, 2, 9), sent(0, 1, 2, 2, 9));
        assertRow(row, "packets_a=4", "packets_b=4", "lost=0", "duplicate=0", "reordered=0", "only_b=0");
        assertRow(row, "lost_before=6", "delay_max=0");
    }

    @Test
    void onlyTheTimeThatBothCoverCounts() {
        Map<String, String> row = compare(
                sent(0, upTo(100)), // 0 s to 0.99 s
                sent(0.301, Arrays.copyOfRange(upTo(60), 30, 60)));
        assertRow(row, "packets_a=30", "packets_b=30", "lost=0", "only_b=0");
        row = compare(sent(0.3, Arrays.copyOfRange(upTo(60), 30, 60)), sent(0.001, upTo(100)));
        assertRow(row, "packets_a=30", "packets_b=30", "lost=0", "only_b=0");
    }

    @Test
    void aStreamThatEndsAtOnePointIsLostThere() {
        Map<String, String> row =
                compare(sent(0, upTo(100)), sent(0.001, upTo(50)).andThen(OTHER));
        assertRow(row, "packets_b=50", "lost=40", "longest_loss=40"); // what B can have had by 0.9 s
        assertTrue(rows(comparison.report(), "unpaired").contains("B,10.0.0.1,239.9.9.9,1,1"));
    }

    @Test
    void clocksThatAreHoursApartAreFoundOut() {
        double hours = 20_000;
        Map<String, String> row = compare(sent(0, upTo(200)), sent(hours + 0.002, upTo(200)));
        assertRow(row, "packets_a=200", "lost=0", "delay_min=0", "delay_max=0");
        assertEquals(20_000_002_000_000L, comparison.offset());
        offset = 20_000_000_000_000L;
        row = compare(sent(0, upTo(200)), sent(hours + 0.002, upTo(200)));
        assertRow(row, "delay_min=0.002", "delay_max=0.002");
    }

    @Test
    void delaysAreThoseBeyondTheQuickestPacket() {
        Map<String, String> row = compare(sent(0, upTo(100)), traffic -> {
            for (int i = 0; i < 100; i++) {
                traffic.at(i * 0.01 + 0.003 + (i == 0 ? 0.001 : 0) + (i == 99 ? 0.005 : 0))
                        .udp(PORT, PORT, rtp(i));
            }
        });
        assertRow(row, "delay_min=0", "delay_p50=0", "delay_max=0.005");
    }

    @Test
    void clocksThatRunApartAreSaid() {
        Consumer<Traffic> steady = sent(0, upTo(2000)); // for 20 s
        compare(steady, traffic -> {
            for (int i = 0; i < 2000; i++) {
                traffic.at(i * 0.01 * (1 + 30e-6) + i % 7 * 0.0001).udp(PORT, PORT, rtp(i));
            }
        });
        assertTrue(
                comparison.report().remarks().stream()
                        .anyMatch(line ->
                                line.startsWith("B's clock gains 1.8 ms on A's each minute (30.0 in a million)")),
                () -> comparison.report().remarks().toString());
        compare(steady, traffic -> {
            for (int i = 0; i < 2000; i++) {
                traffic.at(i * 0.01 + i % 7 * 0.0001).udp(PORT, PORT, rtp(i));
            }
        });
        assertFalse(comparison.report().remarks().stream().anyMatch(line -> line.contains("clock gains")));
    }

    @Test
    void hopsAndMarkingAreCompared() {
        Map<String, String> row = compare(sent(0, upTo(10)), traffic -> sent(0.001, upTo(10))
                .accept(traffic.ttl(13).trafficClass(0x88)));
        assertRow(row, "hops=3", "ttl_a=16", "ttl_b=13", "dscp_a=0", "dscp_b=34", "remarked=10", "hop_changes=0");
    }

    @Test
    void payloadsThatRepeatAreTakenInTheirOrder() {
        Consumer<Traffic> alive = traffic -> {
            for (int i = 0; i < 10; i++) {
                traffic.at(i).udp(PORT, PORT, text("alive"));
            }
        };
        assertRow(compare(alive, alive), "matched_by=payload", "packets_a=10", "lost=0", "duplicate=0", "lost_before=");
        Map<String, String> row = compare(alive, traffic -> {
            for (int i : new int[] {0, 1, 3, 4, 5, 6, 7, 8, 9}) {
                traffic.at(i).udp(PORT, PORT, text("alive"));
            }
        });
        assertRow(row, "lost=1", "packets_b=9", "delay_max=0", "duplicate=0");
        assertTrue(rows(comparison.report(), "lost").contains("1700000002.000000000,B,3,"));
        row = compare(alive, traffic -> {
            for (int i = 0; i < 10; i++) {
                traffic.at(i).udp(PORT, PORT, text("alive")).at(i + 0.01).udp(PORT, PORT, text("alive"));
            }
        });
        assertRow(row, "lost=0", "only_b=0", "duplicate=10");
    }

    @Test
    void aBurstOfEqualPayloadsIsNoLoss() {
        Consumer<Traffic> burst = traffic -> {
            for (int i = 0; i < 20; i++) {
                traffic.at(i * 0.001).udp(PORT, PORT, text("fill"));
            }
        };
        Map<String, String> row = compare(burst, traffic -> {
            for (int i = 0; i < 20; i++) {
                traffic.at(i * 0.001 + 0.005).udp(PORT, PORT, text("fill"));
            }
        });
        assertRow(row, "packets_a=20", "packets_b=20", "lost=0", "only_b=0", "duplicate=0");
    }

    @Test
    void twoFeedsAreFoundAndTellWhatOneReceiverOfBothLoses() {
        feeds = true;
        Map<String, String> row = compare(sent(0, 65530, 65531, 65533, 65535, 0, 1, 3, 5, 6, 7), traffic -> {
            traffic.to("239.2.1.1");
            sent(0.0001, 65530, 65531, 65532, 65533, 0, 1, 2, 3, 6, 7).accept(traffic);
        });
        // 65534 and 4 are in neither.
        assertRow(row, "group_a=239.1.1.1", "group_b=239.2.1.1", "lost_a=2", "lost_b=2", "lost_both=2");
        assertRow(row, "packets_a=10", "packets_b=10", "matched_by=rtp");
    }

    @Test
    void skewIsNegativeWhereBIsFirst() {
        pairs = List.of(new Pair(
                new Pair.End(null, new io.mcshark.decoder.groups.Address(0, 0xffff_ef01_0101L), PORT),
                new Pair.End(null, new io.mcshark.decoder.groups.Address(0, 0xffff_ef02_0101L), PORT)));
        Map<String, String> row = compare(sent(0.002, upTo(4)), traffic -> {
            traffic.from("10.0.0.7").to("239.2.1.1");
            sent(0, upTo(4)).accept(traffic);
            OTHER.accept(traffic);
        });
        assertRow(row, "skew_min=-0.002", "skew_max=-0.002", "first_a=0", "lost_a=0", "lost_b=0");
    }

    @Test
    void oneAnnouncementAnHourLaterIsNoProofOfWrongClocks() {
        Consumer<Traffic> announced = traffic -> traffic.to("224.2.127.254").udp(9875, 9875, text("v=0"));
        Alignment alignment = new Alignment(false, false);
        announced.accept(Traffic.guessing(alignment::first).at(0));
        announced.accept(Traffic.guessing(alignment::second).at(3600));
        alignment.meet();
        assertEquals(0, alignment.offset());
        alignment = new Alignment(false, false);
        announced.accept(Traffic.guessing(alignment::first).at(0));
        announced.accept(Traffic.guessing(alignment::second).at(2));
        alignment.meet();
        assertEquals(2_000_000_000L, alignment.offset());
    }

    @Test
    void capturesWithNothingInCommonSayWhy() {
        compare(sent(0, 1, 2), sent(1000, 3, 4));
        assertFalse(comparison.hasMatches());
        assertEquals("they cover different times", comparison.nothing());
        compare(sent(0, 1, 2), traffic -> sent(0, 1, 2).accept(traffic.to("239.1.1.2")));
        assertEquals("no packet of one is in the other", comparison.nothing());
        assertEquals(
                "at,source,group,port,packets\r\nA,10.0.0.1,239.1.1.1,5004,2\r\nB,10.0.0.1,239.1.1.2,5004,2\r\n",
                rows(comparison.report(), "unpaired"));
    }

    @Test
    void muchOfAIsReadBeforeBBegins() {
        comparison = new Comparison(null, new Alignment(false, false), 0L);
        comparison.begin(Traffic.START, Traffic.START + 2_000_000_000L);
        Traffic traffic = Traffic.guessing(all(comparison::first));
        int read = 0;
        while (comparison.wants(Traffic.START + read * 2_000L, Traffic.START + 2_000_000_000L)) {
            traffic.at(read * 2e-6).udp(PORT, PORT, rtp(read)); // half a million a second
            read++;
        }
        assertTrue(read > 1_000_000, "A is not ahead of B: " + read);
    }

    @Test
    void morePacketsThanAreKeptAreGivenUpAndSaid() {
        int more = 1000;
        Alignment alignment = new Alignment(false, false);
        comparison = new Comparison(null, alignment, 0L);
        comparison.begin(Traffic.START, Traffic.START);
        Frame frame = Traffic.guessing(f -> {})
                .udp(PORT, PORT, text("again and again"))
                .last();
        for (int i = 0; i < (1 << 20) + more; i++) {
            comparison.first(frame, true);
        }
        assertFalse(comparison.wants(Traffic.START, Traffic.START - 1)); // whoever listens to it does not come so far
        comparison.second(frame, true);
        comparison.end();
        assertTrue(
                comparison.report().remarks().stream()
                        .anyMatch(line -> line.startsWith("1000 packets of A were given up")),
                () -> comparison.report().remarks().toString());
    }
}
