package io.mcshark.decoder.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Out;
import io.mcshark.decoder.report.Csv;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Elections of grandmasters and their ends. Announce every 2 s (timeout 6 s), sync every second (missing after 4 s). */
class PtpBoardTest {
    private static final int A = 0xa, B = 0xb;

    private final Findings findings = new Findings();
    private final PtpBoard board = new PtpBoard(findings);
    private final Traffic traffic = new Traffic(board).to("224.0.1.129");
    private int domain;

    private static byte[] message(int type, int domain, int flags, int clock, int period, String body) {
        String head = "%02x02%04x%02x00%04x"
                        .formatted(type, 34 + body.replace(" ", "").length() / 2, domain, flags)
                + "00".repeat(12)
                + "%016x0001000000%02x".formatted(clock, period & 0xff);
        return HexFormat.of().parseHex((head + body).replace(" ", ""));
    }

    private void send(double at, int clock, byte[] message) {
        int port = (message[0] & 15) < 8 ? 319 : 320;
        traffic.at(at).from("10.0.0." + clock).udp(port, port, message);
    }

    /** An announce message; the grandmaster's quality as priority 1, class, accuracy, variance, priority 2. */
    private void announce(double at, int clock, int grandmaster, int steps, int... quality) {
        int[] q = quality.length == 0 ? new int[] {128, 248, 0xfe, 0xffff, 128} : quality;
        String body = "00".repeat(10) + "002500"
                + "%02x%02x%02x%04x%02x%016x%04xa0".formatted(q[0], q[1], q[2], q[3], q[4], grandmaster, steps);
        send(at, clock, message(11, domain, 0, clock, 1, body));
    }

    private void sync(double at, int clock) {
        send(at, clock, message(0, domain, 0x200, clock, 0, "00".repeat(10)));
    }

    private List<String> raised() {
        findings.tell();
        return findings.all().stream().map(finding -> finding.rule().id()).toList();
    }

    private String column(String sheet, String key) {
        Out out = new Out();
        new Csv().put(board.report().only(List.of(sheet)), out);
        String[] lines = out.toString().split("\r\n");
        int at = List.of(lines[0].split(",")).indexOf(key);
        assertTrue(at >= 0, key);
        List<String> values = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            values.add(lines[i].split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)[at].replace("\"", ""));
        }
        return String.join(" ", values);
    }

    @Test
    void aMasterThatKeepsOnRaisesNothing() {
        for (int t = 0; t < 20; t++) {
            sync(t, A);
            if (t % 2 == 0) {
                announce(t, A, A, 0);
            }
        }
        traffic.silence(19 + 4).end();
        assertEquals(List.of(), raised());
        assertEquals("master", column("clock", "role"));
        assertEquals("000000000000000a-1", column("clock", "port"));
        assertEquals("2 2", column("clock", "announce_interval") + " " + column("clock", "announce_mean"));
        assertEquals("1 1", column("clock", "sync_interval") + " " + column("clock", "sync_mean"));
        assertEquals("true", column("clock", "two_step"));
        assertEquals("37", column("clock", "utc_offset"));
        assertEquals("000000000000000a", column("domain", "grandmaster"));
    }

    @Test
    void syncThatEndsIsMissing() {
        sync(0, A);
        sync(1, A);
        traffic.silence(5);
        assertEquals(List.of(), raised());
        traffic.silence(5.1);
        assertEquals(List.of("ptp-sync-missing"), raised());
        Finding finding = findings.all().iterator().next();
        assertEquals(Traffic.START + 5_000_000_000L, finding.firstNanos());
        sync(6, A);
        assertEquals("false 1", column("domain", "missing") + " " + column("domain", "silences"));
    }

    @Test
    void anotherGrandmasterTakesOver() {
        int[] better = {100, 248, 0xfe, 0xffff, 128};
        for (int t = 0; t <= 6; t += 2) {
            announce(t, A, A, 0);
        }
        announce(6.1, B, B, 0, better); // heeded from the second on
        assertEquals(List.of(), raised());
        announce(8, A, A, 0);
        announce(8.1, B, B, 0, better);
        assertEquals(List.of("ptp-master-changed"), raised());
        assertEquals("announces announces", column("clock", "role"));
        assertEquals("000000000000000b-1", column("domain", "best"));
    }

    @Test
    void aGrandmasterThatGoesIsSucceeded() {
        for (int t = 0; t <= 10; t += 2) {
            announce(t, B, B, 0);
            if (t <= 2) {
                announce(t, A, A, 0);
            }
            assertEquals(t > 8, raised().contains("ptp-master-changed"), "at " + t);
        }
        assertEquals("silent announces", column("clock", "role"));
    }

    @Test
    void aBoundaryClockMayNameAnotherGrandmaster() {
        announce(0, A, 0xe, 1);
        announce(2, A, 0xe, 1);
        assertEquals(List.of(), raised());
        announce(4, A, 0xf, 1);
        assertEquals(List.of("ptp-master-changed"), raised());
    }

    @Test
    void theOrderOfTheComparison() {
        int[][] better = {
            {127, 255, 255, 65535, 255},
            {128, 6, 255, 65535, 255},
            {128, 248, 0x21, 65535, 255},
            {128, 248, 0xfe, 100, 255},
            {128, 248, 0xfe, 0xffff, 127}
        };
        for (int i = 0; i < better.length; i++) {
            domain = i + 1;
            announce(i * 4, A, A, 0);
            announce(i * 4, B, B, 0, better[i]);
            announce(i * 4 + 2, A, A, 0);
            announce(i * 4 + 2, B, B, 0, better[i]);
        }
        domain = 9; // one grandmaster: the nearer, then the lower identity
        announce(30, A, 0xe, 2);
        announce(30, B, 0xe, 1);
        announce(32, A, 0xe, 2);
        announce(32, B, 0xe, 1);
        String b = "000000000000000b-1";
        assertEquals(
                b, column("domain", "best").substring(column("domain", "best").length() - b.length()));
        List<String> order = List.of(column("clock", "port").split(" "));
        for (int i = 0; i < 12; i += 2) {
            assertEquals(b, order.get(i), "domain at " + i);
        }
    }

    @Test
    void twoMastersAtOnce() {
        for (int t = 0; t <= 6; t++) {
            sync(t, A);
            sync(t + 0.1, B);
        }
        assertEquals(List.of(), raised());
        sync(7, A);
        assertEquals(List.of("ptp-two-masters"), raised());
    }

    @Test
    void aHandoverIsNotTwoMasters() {
        for (int t = 0; t < 10; t++) {
            sync(t, A);
        }
        for (int t = 10; t < 30; t++) {
            sync(t, B);
        }
        assertEquals(List.of(), raised());
    }

    @Test
    void slavesAreThoseThatAsk() {
        sync(0, A);
        send(0.5, 3, message(1, 0, 0, 3, 0, "00".repeat(10)));
        send(0.6, A, message(9, 0, 0, A, 0, "00".repeat(10) + "%016x0001".formatted(3)));
        send(1.5, 3, message(1, 0, 0, 3, 0, "00".repeat(10)));
        send(1.6, 4, message(1, 0, 0, 4, 0, "00".repeat(10)));
        assertEquals("10.0.0.3 10.0.0.4", column("slave", "address"));
        assertEquals("2 1", column("slave", "requests"));
        assertEquals("1 0", column("slave", "answers"));
        assertEquals("end-to-end 2", column("domain", "mechanism") + " " + column("domain", "slaves"));
    }

    @Test
    void overEthernetWithTags() throws IOException {
        traffic.vlan(5).mac("011b19000000").ethernet(0x88f7, message(0, 0, 0, A, 0, "00".repeat(10)));
        assertEquals("5", column("clock", "vlan"));
        assertEquals("Ethernet", column("clock", "transport"));
        assertEquals("02:00:00:00:00:01", column("clock", "address"));
    }

    @Test
    void manyForgedClocksAreCounted() {
        for (int i = 0; i < 3000; i++) {
            byte[] sync = message(0, 0, 0, 1000 + i, 0, "00".repeat(10));
            traffic.at(i / 1000.0).udp(319, 319, sync);
        }
        assertEquals(PtpDomain.MOST, column("clock", "port").split(" ").length);
        assertTrue(board.report().remarks().stream().anyMatch(s -> s.startsWith("1000 messages")));
    }

    // ---- what is told

    private List<String> said() {
        findings.tell();
        return findings.all().stream()
                .map(finding -> finding.rule().id() + " " + finding.about() + ": " + finding.text())
                .toList();
    }

    @Test
    void whatClocksDoIsToldInItsOrder() {
        int[] better = {100, 248, 0xfe, 0xffff, 128};
        for (int t = 0; t <= 20; t++) {
            sync(t, A);
            if (t % 2 == 0) {
                announce(t, A, A, 0);
            }
            if (t >= 8) {
                sync(t + 0.1, B);
                if (t % 2 == 0) {
                    announce(t + 0.1, B, B, 0, better);
                }
            }
        }
        traffic.silence(30);
        sync(31, B);
        announce(32, B, 0xc, 1, better);
        assertEquals(
                "announces master announces master-changed two-masters no-master sync-missing sync grandmaster master-changed",
                column("event", "event"));
        assertEquals(
                List.of(
                        "ptp-master-changed domain 0, IPv4: Grandmaster is now 000000000000000b, was 000000000000000a",
                        "ptp-two-masters domain 0, IPv4: 000000000000000a-1 (10.0.0.10) and 000000000000000b-1 (10.0.0.11)"
                                + " both send sync",
                        "ptp-sync-missing domain 0, IPv4: No sync for 4 s (four intervals), last from 000000000000000b-1",
                        "ptp-master-changed domain 0, IPv4: Grandmaster is now 000000000000000c, was 000000000000000b"),
                said());
        assertTrue(board.report().remarks().getFirst().startsWith("Offsets and path delays cannot be told"));
    }

    @Test
    void aPauseBeginsARunAnew() {
        for (int t = 0; t < 4; t++) {
            sync(t, A);
            sync(t + 0.1, B);
        }
        for (int t = 20; t <= 25; t++) { // both again, for less than six seconds
            sync(t, A);
            sync(t + 0.1, B);
        }
        assertEquals(List.of("ptp-sync-missing"), raised());
        sync(26.2, A);
        sync(26.3, B);
        assertEquals(List.of("ptp-sync-missing", "ptp-two-masters"), raised());
    }

    @Test
    void otherVersionsAreCounted() {
        byte[] first = message(0, 0, 0, A, 0, "00".repeat(10));
        first[1] = 1;
        send(0, A, first);
        sync(1, A);
        assertTrue(
                board.report().remarks().stream().anyMatch(line -> line.startsWith("1 message of other versions")),
                () -> board.report().remarks().toString());
    }
}
