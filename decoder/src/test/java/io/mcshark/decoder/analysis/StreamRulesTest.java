package io.mcshark.decoder.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.analysis.streams.Limits;
import io.mcshark.decoder.analysis.streams.Streams;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** For each rule: traffic that raises it, and traffic just short of it. */
class StreamRulesTest {
    private Findings findings;
    private Traffic traffic;

    private void begin() {
        findings = new Findings();
        traffic = Traffic.guessing(new Streams(Limits.USUAL, findings));
    }

    StreamRulesTest() {
        begin();
    }

    private Finding found(String id) {
        assertNotNull(Rules.of(id), id);
        findings.tell();
        return findings.all().stream()
                .filter(finding -> finding.rule().id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private void assertFound(String id) {
        assertNotNull(
                found(id),
                () -> id + " is not among "
                        + findings.all().stream().map(f -> f.rule().id()).toList());
        assertTrue(!found(id).about().isEmpty() && !found(id).text().isEmpty(), id);
    }

    private void assertNone(String id) {
        assertNull(found(id), id);
        begin();
    }

    private static byte[] rtp(int number, int timestamp, int ssrc, int type, byte[] media) {
        ByteBuffer rtp = ByteBuffer.allocate(12 + media.length);
        rtp.put((byte) 0x80)
                .put((byte) type)
                .putShort((short) number)
                .putInt(timestamp)
                .putInt(ssrc);
        return rtp.put(media).array();
    }

    private void rtp(int number) {
        traffic.at(number * 0.02).id(number).udp(1, 5004, rtp(number, number * 160, 7, 8, new byte[160]));
    }

    /** Numbers in a row, twenty milliseconds apart, but for those left out. */
    private void rtp(int from, int to, int... without) {
        for (int i = from; i <= to; i++) {
            int number = i;
            if (Arrays.stream(without).noneMatch(one -> one == number)) {
                rtp(i);
            }
        }
    }

    private void plain(double at, int id) {
        traffic.at(at)
                .id(id)
                .udp(1, 5004, ByteBuffer.allocate(100).putInt(4, id).array());
    }

    @Test
    void lossIsWhatDoesNotComeLate() {
        rtp(1, 10, 5);
        rtp(5);
        rtp(11, 200);
        traffic.end();
        assertFound("rtp-reorder");
        assertNone("rtp-gap");
        rtp(1, 200, 5, 6);
        assertFound("rtp-gap");
        assertEquals(1, found("rtp-gap").count());
        assertEquals(java.util.List.of(5L), found("rtp-gap").frames());
        assertNone("rtp-reorder");
        rtp(1, 20, 18);
        assertNull(found("rtp-gap")); // it may still come
        traffic.end();
        assertFound("rtp-gap");
    }

    @Test
    void otherNumbersHaveGapsToo() {
        for (int i = 1; i < 20; i++) {
            if (i != 7) {
                ByteBuffer message = ByteBuffer.allocate(26);
                message.put("SESSION001".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                traffic.udp(
                        1,
                        26000,
                        message.putLong(i)
                                .putShort((short) 1)
                                .putShort((short) 4)
                                .array());
            }
        }
        traffic.end();
        assertFound("sequence-gap");
    }

    @Test
    void repetitionsAndNewBeginnings() {
        rtp(1, 20);
        assertNull(found("rtp-duplicate"));
        assertNull(found("rtp-restart"));
        rtp(20);
        assertFound("rtp-duplicate");
        rtp(30_000);
        assertNull(found("rtp-restart"));
        rtp(30_001);
        assertFound("rtp-restart");
    }

    @Test
    void sourcesThatAlternateCollide() {
        for (int i = 0; i < 20; i++) {
            traffic.at(i * 0.02).udp(1, 5004, rtp(i, i * 160, i < 10 ? 7 : 8, 8, new byte[160]));
        }
        assertFound("rtp-restart");
        assertNone("rtp-ssrc-collision");
        for (int i = 0; i < 20; i++) {
            traffic.at(i * 0.02).udp(1, 5004, rtp(i / 2, i * 160, 7 + i % 2, 8, new byte[160]));
        }
        rtp(21, 24);
        assertFound("rtp-ssrc-collision");
    }

    @Test
    void jitterHasToLast() {
        for (int i = 0; i < 400; i++) {
            traffic.at(i * 0.02 + i % 2 * 0.0085).udp(1, 5004, rtp(i, i * 160, 7, 8, new byte[160]));
        }
        assertFound("rtp-high-jitter");
        begin();
        for (int i = 0; i < 400; i++) {
            traffic.at(i * 0.02 + i % 2 * 0.004).udp(1, 5004, rtp(i, i * 160, 7, 8, new byte[160]));
        }
        assertNone("rtp-high-jitter");
    }

    @Test
    void timeStampsGoOn() {
        for (int i = 0; i < 60; i++) {
            traffic.at(i * 0.03).udp(1, 5004, rtp(i, 0, 7, 8, new byte[160]));
        }
        assertFound("rtp-timestamp-frozen");
        begin();
        for (int i = 0; i < 60; i++) {
            traffic.at(i * 0.03).udp(1, 5004, rtp(i, i / 30, 7, 8, new byte[160]));
        }
        assertNone("rtp-timestamp-frozen");
    }

    @Test
    void payloadTypesStay() {
        rtp(1, 10);
        traffic.udp(1, 5004, rtp(11, 1760, 7, 13, new byte[1])); // comfort noise
        rtp(12, 20);
        assertNull(found("rtp-payload-type-changed"));
        traffic.udp(1, 5004, rtp(21, 3360, 7, 9, new byte[160]));
        assertFound("rtp-payload-type-changed");
    }

    // ---- MPEG-TS

    private static byte[] ts(int pid, int counter, int... adaptation) {
        byte[] packet = new byte[188];
        packet[0] = 0x47;
        packet[1] = (byte) (pid >> 8);
        packet[2] = (byte) pid;
        packet[3] = (byte) ((adaptation.length > 0 ? 0x30 : 0x10) | counter & 15);
        for (int i = 0; i < adaptation.length; i++) {
            packet[4 + i] = (byte) adaptation[i];
        }
        return packet;
    }

    private void ts(double at, byte[] packet) {
        traffic.at(at).id((int) (at * 1e4) & 0xffff).udp(1, 1234, packet);
    }

    private static byte[] pcr(int counter, double seconds) {
        long base = Math.round(seconds * 90_000);
        return ts(
                0x100,
                counter,
                7,
                0x10,
                (int) (base >> 25),
                (int) (base >> 17),
                (int) (base >> 9),
                (int) (base >> 1),
                (int) (base << 7 & 0x80 | 0x7e),
                0);
    }

    @Test
    void countersGoOn() {
        ts(0, ts(0x100, 1));
        ts(0.01, ts(0x100, 2));
        ts(0.02, ts(0x100, 2)); // one repetition is allowed
        ts(0.03, ts(0x100, 7, 1, 0x80)); // a discontinuity that was announced
        assertNull(found("ts-cc-error"));
        ts(0.04, ts(0x100, 9));
        assertFound("ts-cc-error");
    }

    @Test
    void packetsAreWholeAndFineAndBeginWithTheSyncByte() {
        byte[] packet = ts(0x100, 1);
        ts(0, packet);
        byte[] two = Arrays.copyOf(ts(0x100, 2), 376);
        ts(0.01, two); // one without: not yet a loss of synchronization
        assertNull(found("ts-sync-loss"));
        assertNull(found("ts-transport-error"));
        assertNull(found("payload-not-multiple-188"));
        ts(0.02, new byte[376]);
        assertFound("ts-sync-loss");
        byte[] bad = ts(0x100, 3);
        bad[1] |= (byte) 0x80;
        ts(0.03, bad);
        assertFound("ts-transport-error");
        ts(0.04, Arrays.copyOf(ts(0x100, 3), 200));
        assertFound("payload-not-multiple-188");
    }

    @Test
    void tablesComeTwiceASecond() {
        for (int i = 0; i < 20; i++) {
            ts(i * 0.1, ts(i % 4 == 0 ? 0 : 0x100, i % 4 == 0 ? i / 4 : i - i / 4 - 1));
        }
        assertNone("ts-pat-missing");
        for (int i = 0; i < 7; i++) {
            ts(i * 0.1, ts(0x100, i));
        }
        assertFound("ts-pat-missing");
    }

    /** A table that begins in a packet: behind the header a pointer, then the table's bytes. */
    private static byte[] table(int pid, int counter, String hex) {
        byte[] packet = ts(pid, counter);
        packet[1] |= 0x40;
        byte[] bytes = java.util.HexFormat.of().parseHex("00" + hex);
        System.arraycopy(bytes, 0, packet, 4, bytes.length);
        return packet;
    }

    /** Two programs and the network's PID, which has no map; the map of the second one, or not. */
    private void programs(double until, double mapEvery) {
        for (int i = 0; i * 0.1 < until; i++) {
            ts(i * 0.1, table(0, i, "00b0150001c10000" + "0000e010" + "0001e100" + "0002e200" + "00000000"));
            ts(i * 0.1 + 0.01, table(0x100, i, "02b0"));
            if (i % Math.round(mapEvery * 10) == 0) {
                ts(i * 0.1 + 0.02, table(0x200, (int) (i / Math.round(mapEvery * 10)), "02b0"));
            }
        }
    }

    @Test
    void mapsThatAreListedComeTwiceASecond() {
        programs(2, 0.5);
        assertNone("ts-pmt-missing");
        programs(2, 0.6);
        assertFound("ts-pmt-missing");
        assertEquals(
                "no program map of PID 0x200 since 580 ms",
                found("ts-pmt-missing").text());
        assertNull(found("ts-pat-missing"));
        begin();
        ts(0, table(0, 0, "00b0110001c10000" + "0001e100" + "0002e200" + "00000000"));
        for (int i = 1; i < 10; i++) { // the second program is given up
            ts(i * 0.1, table(0, i, "00b00d0001c30000" + "0001e100" + "00000000"));
            ts(i * 0.1 + 0.01, table(0x100, i, "02b0"));
        }
        assertNone("ts-pmt-missing");
    }

    @Test
    void clocksAreSentOftenAndRunOn() {
        for (int i = 0; i < 20; i++) {
            ts(i * 0.035, pcr(i, 10 + i * 0.035));
        }
        assertNull(found("ts-pcr-interval"));
        assertNull(found("ts-pcr-discontinuity"));
        assertNull(found("ts-pcr-jitter"));
        ts(0.75, pcr(20, 10.75));
        assertEquals(Severity.NOTE, found("ts-pcr-interval").severity());
        ts(0.76, pcr(21, 30));
        assertFound("ts-pcr-discontinuity");
        begin();
        for (int i = 0; i < 20; i++) {
            ts(i * 0.035 + (i == 10 ? 0.06 : i > 10 ? 0.03 : 0), pcr(i, 10 + i * 0.035));
        }
        assertFound("ts-pcr-jitter");
    }

    @Test
    void nullsAndScrambling() {
        for (int i = 0; i < 1000; i++) {
            ts(i * 0.001, i % 5 == 0 ? ts(0x1fff, 0) : ts(0x100, i - i / 5 - 1));
        }
        traffic.end();
        assertNull(found("ts-scrambling-changed"));
        assertNone("ts-null-overhead");
        for (int i = 0; i < 1000; i++) {
            ts(i * 0.001, i % 4 == 0 ? ts(0x1fff, 0) : ts(0x100, i - i / 4 - 1));
        }
        byte[] scrambled = ts(0x100, 750);
        scrambled[3] |= (byte) 0x80;
        ts(1, scrambled);
        assertFound("ts-scrambling-changed");
        traffic.end();
        assertFound("ts-null-overhead");
    }

    // ---- whatever it carries

    @Test
    void aSilenceIsLongerThanASecondAndTenIntervals() {
        for (int i = 0; i < 20; i++) {
            plain(i * 0.2, i);
        }
        plain(3.8 + 1.9, 20);
        traffic.silence(3.8 + 1.9 + 1.9);
        assertNone("silent-stream");
        for (int i = 0; i < 20; i++) {
            plain(i * 0.05, i);
        }
        plain(0.95 + 1.1, 20);
        assertFound("silent-stream");
        assertEquals(1, found("silent-stream").frames().size());
        begin();
        for (int i = 0; i < 20; i++) {
            plain(i * 0.05, i);
        }
        traffic.silence(2.5);
        assertFound("silent-stream"); // also when nothing comes any more
        traffic.silence(4);
        plain(5, 20);
        assertEquals(1, found("silent-stream").count()); // once
    }

    @Test
    void protocolsMaySayNothing() {
        for (String group : new String[] {"224.0.0.100", "239.255.255.250", "ff02::1234", "ff05::c"}) {
            traffic.from(group.startsWith("2") ? "10.0.0.1" : "fe80::1").to(group);
            for (int i = 0; i < 200; i++) {
                plain(i * 0.01, i);
                if (i % 10 == 0) {
                    plain(i * 0.01, i);
                }
            }
            plain(1.99 + 0.5, 200);
            plain(10, 201);
            traffic.silence(20);
            traffic.end();
            assertNull(found("stream-gap"), group);
            assertNull(found("duplicate-packets"), group);
            assertNone("silent-stream");
        }
        traffic.from("fe80::1").to("ff15::c");
        for (int i = 0; i < 200; i++) {
            plain(i * 0.01, i);
        }
        traffic.silence(20);
        assertFound("silent-stream");
    }

    @Test
    void aFewPacketsInARowHaveNoRate() {
        for (int i = 0; i < 20; i++) {
            plain(i * 0.0001, i);
        }
        traffic.end();
        assertNone("dscp-unmarked");
        for (int i = 0; i < 1200; i++) {
            plain(i * 0.001, i);
        }
        traffic.end();
        assertFound("dscp-unmarked");
    }

    @Test
    void aGapIsFiveTimesTheUsual() {
        for (int i = 0; i < 150; i++) {
            plain(i * 0.01, i);
        }
        plain(1.49 + 0.045, 150);
        assertNone("stream-gap");
        for (int i = 0; i < 150; i++) {
            plain(i * 0.01, i);
        }
        plain(1.49 + 0.06, 150);
        assertFound("stream-gap");
    }

    @Test
    void ratesStay() {
        for (int i = 0; i < 1600; i++) {
            plain(i < 1000 ? i * 0.01 : 10 + (i - 1000) * 0.018, i);
        }
        assertNone("rate-drop");
        double at = 0;
        for (int i = 0; i < 3000; i++) {
            plain(at, i);
            at += i < 1000 ? 0.01 : i < 1700 ? 0.025 : 0.01;
        }
        assertFound("rate-drop");
        assertFound("rate-rise");
    }

    @Test
    void ttlsStay() {
        for (int i = 0; i < 100; i++) {
            traffic.ttl(i % 40 == 20 ? 14 : 16);
            plain(i * 0.01, i);
        }
        assertNull(found("ttl-flapping"));
        assertNone("ttl-changed-mid-stream");
        for (int i = 0; i < 60; i++) {
            traffic.ttl(i < 30 ? 16 : 14);
            plain(i * 0.01, i);
        }
        assertFound("ttl-changed-mid-stream");
        assertNone("ttl-flapping");
        for (int i = 0; i < 60; i++) {
            traffic.ttl(i % 2 == 0 ? 16 : 14);
            plain(i * 0.01, i);
        }
        assertFound("ttl-flapping");
        begin();
        for (int i = 0; i < 60; i++) { // once in six seconds
            traffic.ttl(i % 6 == 0 ? 16 : 14);
            plain(i, i);
        }
        assertNone("ttl-flapping");
    }

    @Test
    void markingStaysAndIsThere() {
        traffic.trafficClass(0xb8);
        rtp(1, 20);
        traffic.trafficClass(0xbb); // ECN is none of it
        rtp(21);
        traffic.end();
        assertNull(found("dscp-changed"));
        assertNone("dscp-unmarked");
        traffic.trafficClass(0);
        rtp(1, 20);
        traffic.end();
        assertFound("dscp-unmarked");
        traffic.trafficClass(0x28);
        rtp(21);
        assertFound("dscp-changed");
    }

    @Test
    void copiesAreCountedAndLoopsSeen() {
        for (int i = 0; i < 100; i++) {
            plain(i * 0.01, i);
        }
        traffic.end();
        assertNone("duplicate-packets");
        for (int i = 0; i < 100; i++) {
            plain(i * 0.01, i);
            if (i % 10 == 0) {
                plain(i * 0.01, i);
            }
        }
        traffic.end();
        assertNull(found("forwarding-loop")); // the TTL stays
        assertFound("duplicate-packets");
        traffic.ttl(15);
        plain(1.01, 99);
        assertNull(found("forwarding-loop"));
        traffic.ttl(14);
        plain(1.02, 99);
        assertFound("forwarding-loop");
    }

    @Test
    void linksHaveRoom() {
        Limits link = new Limits(100_000_000, 50, 10_000, 5e6, 100e6, null, null, 10e6);
        for (int packets : new int[] {5, 9}) {
            findings = new Findings();
            traffic = Traffic.guessing(new Streams(link, findings));
            for (int i = 0; i < 10; i++) {
                for (int k = 0; k < packets; k++) { // of 1250 bytes: 5 Mbit/s, 9 Mbit/s within 10 ms
                    traffic.at(i * 0.1 + k * (packets == 5 ? 0.002 : 0.0011))
                            .id(i * 10 + k)
                            .udp(1, 5004, new byte[1208]);
                }
            }
            if (packets == 5) {
                assertNull(found("burst-over-threshold"));
            }
        }
        assertFound("burst-over-threshold");
        assertNone("bandwidth-over-link");
        traffic = Traffic.guessing(new Streams(link, findings));
        for (int i = 0; i < 100; i++) {
            traffic.at(i * 0.0012).id(i).udp(1, 5004, new byte[1208]); // 8.3 Mbit/s all the time
        }
        assertFound("bandwidth-over-link");
        assertNull(found("burst-over-threshold"));
    }

    // ---- who sends where

    private void stream(String source, String group, int port, int packets) {
        for (int i = 0; i < packets; i++) {
            traffic.from(source).to(group);
            traffic.at(i * 4.0 / packets)
                    .id(i)
                    .udp(
                            1,
                            port,
                            ByteBuffer.allocate(90)
                                    .putInt(4, i)
                                    .put(9, (byte) port)
                                    .array());
        }
    }

    @Test
    void oneSourceAGroupUnlessItIsAskedForBySource() {
        stream("10.0.0.1", "239.1.1.1", 5004, 100);
        stream("10.0.0.2", "239.1.1.1", 5004, 10); // too few
        stream("10.0.0.1", "232.1.1.1", 5004, 100);
        stream("10.0.0.2", "232.1.1.1", 5004, 100);
        stream("10.0.0.1", "224.0.0.5", 5004, 100);
        stream("10.0.0.2", "224.0.0.5", 5004, 100);
        traffic.end();
        assertNone("duplicate-source-same-group");
        stream("10.0.0.1", "239.1.1.1", 5004, 100);
        stream("10.0.0.2", "239.1.1.1", 5004, 60);
        traffic.end();
        assertFound("duplicate-source-same-group");
    }

    @Test
    void aPortAGroupAndAGroupAPort() {
        stream("10.0.0.1", "239.1.1.1", 5004, 100);
        stream("10.0.0.1", "239.1.1.1", 5005, 100);
        stream("10.0.0.1", "239.1.1.2", 5010, 100);
        traffic.end();
        assertNull(found("port-shared-by-groups"));
        assertNone("group-shared-by-ports");
        stream("10.0.0.1", "239.1.1.1", 5004, 100);
        stream("10.0.0.1", "239.1.1.2", 5004, 100);
        stream("10.0.0.1", "239.1.1.2", 5010, 100);
        traffic.end();
        assertFound("port-shared-by-groups");
        assertFound("group-shared-by-ports");
    }
}
