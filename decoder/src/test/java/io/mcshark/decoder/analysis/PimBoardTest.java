package io.mcshark.decoder.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Out;
import io.mcshark.decoder.report.Csv;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Neighbors and their timers, the designated router, joins and prunes, asserts, registers, RPs. */
class PimBoardTest {
    private static final String A = "10.0.0.1", B = "10.0.0.2", ALL = "224.0.0.13";
    private static final String GROUP = "01 00 00 20 ef010101", SOURCE = "0a090909";

    private final Findings findings = new Findings();
    private final PimBoard board = new PimBoard(findings);
    private final Traffic traffic = new Traffic(board).ttl(1).to(ALL);

    /** A hello with holdtime, priority (none when negative) and generation ID. */
    private static String hello(int holdtime, int priority, int generation) {
        return "2000 0000 0001 0002 %04x".formatted(holdtime)
                + (priority < 0 ? "" : " 0013 0004 %08x".formatted(priority))
                + " 0014 0004 %08x".formatted(generation);
    }

    private void hello(double at, String from, int holdtime, int priority, int generation) {
        traffic.at(at).from(from).to(ALL).pim(hello(holdtime, priority, generation));
    }

    /** A join/prune to 10.0.0.1 with one group and a source with its flags: 04 (S,G), 05 (S,G,rpt), 07 (*,G). */
    private void joinPrune(double at, String from, boolean prune, String flags, int hold) {
        traffic.at(at)
                .from(from)
                .to(ALL)
                .pim("2300 0000 01 00 0a000001 00 01 %04x ".formatted(hold) + GROUP
                        + (prune ? " 0000 0001 " : " 0001 0000 ") + "01 00 " + flags + " 20 " + SOURCE);
    }

    private void contest(double at, String from, boolean rpt, int preference, int metric) {
        traffic.at(at)
                .from(from)
                .to(ALL)
                .pim("2500 0000 " + GROUP + " 01 00 " + SOURCE
                        + " %08x %08x".formatted(preference | (rpt ? 1 << 31 : 0), metric));
    }

    /** A register from A to B with a UDP packet from 10.9.9.9 to 239.1.1.1, its checksum over the header only. */
    private void register(double at, boolean empty) {
        byte[] head = HexFormat.of().parseHex(empty ? "21009eff40000000" : "2100deff00000000");
        byte[] packet =
                HexFormat.of().parseHex("4500001c000000001011" + "0000" + SOURCE + "ef010101" + "1388138800080000");
        byte[] all = new byte[head.length + packet.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(packet, 0, all, head.length, packet.length);
        traffic.at(at).from(A).to(B).ip(103, all);
    }

    private void stop(double at) {
        traffic.at(at).from(B).to(A).pim("2200 0000 " + GROUP + " 01 00 " + SOURCE);
    }

    /** A bootstrap message from a BSR: 239.0.0.0/8 with one RP, 10.8.8.8, priority 1, hold 150 s. */
    private void bootstrap(double at, String bsr) {
        traffic.at(at)
                .from(A)
                .to(ALL)
                .pim("2400 0000 0001 1e 40 01 00 " + bsr
                        + " 01 00 00 08 ef000000 01 01 0000 01 00 0a080808 0096 01 00");
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
    void neighborsThatGoOnSayingHelloRaiseNothing() {
        for (int t = 0; t < 300; t += 30) {
            hello(t, A, 105, 1, 7);
            hello(t + 1, B, 105, 1, 8);
        }
        traffic.silence(300 + 70).end();
        assertEquals(List.of(), raised());
        assertEquals("up up", column("neighbor", "state"));
        assertEquals("false true", column("neighbor", "dr"));
        assertEquals("30 30", column("neighbor", "interval_mean"));
        assertEquals("1700000375.000000000 1700000376.000000000", column("neighbor", "expiry"));
    }

    @Test
    void aNeighborExpiresAndTheOtherIsDesignated() {
        hello(0, A, 105, 1, 7);
        hello(1, B, 35, 1, 8);
        traffic.silence(36);
        assertEquals(List.of(), raised());
        traffic.silence(36.1);
        assertEquals(List.of("pim-holdtime-expired", "pim-dr-changed"), raised());
        assertEquals("up expired", column("neighbor", "state"));
        assertEquals("true false", column("neighbor", "dr"));
    }

    @Test
    void forever() {
        hello(0, A, 0xffff, 1, 7);
        traffic.silence(1_000_000);
        assertEquals(List.of(), raised());
        assertEquals("up", column("neighbor", "state"));
    }

    @Test
    void goodbye() {
        hello(0, A, 105, 1, 7);
        hello(1, A, 0, 1, 7);
        assertEquals(List.of("pim-hello-goodbye"), raised());
        traffic.silence(200);
        assertEquals(List.of("pim-hello-goodbye"), raised());
        assertEquals("gone", column("neighbor", "state"));
    }

    @Test
    void aRestartShowsInTheGenerationId() {
        hello(0, A, 105, 1, 7);
        hello(30, A, 105, 1, 7);
        assertEquals(List.of(), raised());
        hello(31, A, 105, 1, 8);
        assertEquals(List.of("pim-genid-changed"), raised());
        assertEquals("1", column("neighbor", "restarts"));
    }

    @Test
    void theDesignatedRouterIsThatOfHighestPriority() {
        hello(0, A, 105, 5, 7);
        hello(1, B, 105, 1, 8);
        assertEquals("true false", column("neighbor", "dr"));
        hello(2, "10.0.0.3", 105, -1, 9); // says no priority: only the address counts
        assertEquals("false false true", column("neighbor", "dr"));
        assertEquals(List.of(), raised()); // the capture has just begun
        hello(40, "10.0.0.4", 105, -1, 9);
        assertEquals(List.of("pim-dr-changed"), raised());
    }

    @Test
    void whoeverSaysNoHelloIsNoNeighbor() {
        joinPrune(0, B, false, "04", 210);
        joinPrune(105, B, false, "04", 210);
        assertEquals(List.of(), raised());
        joinPrune(105.1, B, false, "04", 210);
        assertEquals(List.of("pim-no-hello"), raised());
        assertEquals("no hello", column("neighbor", "state"));
        findings.clear();
        hello(106, B, 105, 1, 1);
        joinPrune(107, B, false, "04", 210);
        assertEquals(List.of(), raised());
    }

    @Test
    void joinsHoldAndPrunesEndThem() {
        joinPrune(0, B, false, "07", 210);
        assertEquals("(*,239.1.1.1)", column("route", "route"));
        assertEquals("10.9.9.9", column("route", "rp"));
        assertEquals("10.0.0.1", column("route", "upstream"));
        traffic.silence(10);
        assertEquals("joined 200", column("route", "state") + " " + column("route", "left"));
        traffic.silence(211);
        assertEquals("expired ", column("route", "state") + " " + column("route", "left"));
        joinPrune(212, B, false, "07", 210);
        joinPrune(213, B, true, "07", 210);
        assertEquals("prune pending", column("route", "state"));
        traffic.silence(217);
        assertEquals("pruned", column("route", "state"));
        joinPrune(218, "10.0.0.3", false, "07", 210);
        assertEquals("joined", column("route", "state"));
        assertEquals("10.0.0.3", column("route", "from"));
        joinPrune(219, "10.0.0.3", true, "05", 210);
        assertEquals("(*,239.1.1.1) (10.9.9.9,239.1.1.1,rpt)", column("route", "route"));
        assertEquals("joined pruned", column("route", "state"));
    }

    @Test
    void theBetterRouteWinsAnAssert() {
        contest(0, A, false, 110, 20);
        assertEquals(List.of("pim-assert-seen"), raised());
        assertEquals(A, column("assert", "winner"));
        contest(1, B, true, 1, 1); // for (*,G): another contest
        contest(2, B, false, 110, 20); // the higher address
        assertEquals(B + " " + B, column("assert", "winner"));
        contest(3, A, false, 110, 19); // the lower metric
        assertEquals(A + " " + B, column("assert", "winner"));
        contest(4, B, false, 90, 100); // the lower preference
        assertEquals(B + " " + B, column("assert", "winner"));
        contest(5, B, false, 0x7fffffff, -1); // takes back
        assertEquals(" " + B, column("assert", "winner"));
    }

    @Test
    void registersMustBeAnswered() {
        register(0, false);
        register(9, false);
        stop(9.5);
        register(10, true);
        assertEquals(List.of(), raised());
        assertEquals("stopped", column("register", "state"));
        assertEquals(
                "2 1 1",
                column("register", "data") + " " + column("register", "null") + " " + column("register", "stops"));
        register(20, false);
        register(30, false);
        assertEquals(List.of(), raised());
        register(30.1, false);
        assertEquals(List.of("pim-register-stuck"), raised());
        assertEquals("stuck", column("register", "state"));
        assertEquals(
                "10.9.9.9 239.1.1.1 10.0.0.1 10.0.0.2",
                column("register", "source") + " " + column("register", "group") + " " + column("register", "router")
                        + " " + column("register", "rp"));
    }

    @Test
    void bootstrapRouters() {
        bootstrap(0, "0a070707");
        bootstrap(60, "0a070707");
        traffic.silence(190);
        assertEquals(List.of(), raised());
        assertEquals(
                "239.0.0.0/8 10.8.8.8 10.7.7.7",
                column("rp", "range") + " " + column("rp", "rp") + " " + column("rp", "from"));
        assertEquals("20", column("rp", "left"));
        traffic.silence(190.1);
        assertEquals(List.of("bsr-missing"), raised());
        bootstrap(200, "0a070708");
        assertEquals(List.of("bsr-missing", "bsr-changed"), raised());
    }

    @Test
    void autoRpAndCandidates() {
        traffic.at(0).from(A).to("10.7.7.7").pim("2800 0000 01 02 0096 01 00 0a080808 01 00 00 08 ef000000");
        byte[] mapping = HexFormat.of().parseHex("120100b500000000" + "0a080808" + "02" + "01" + "0104" + "e0000000");
        traffic.from(B).to("224.0.1.40").udp(496, 496, mapping);
        assertEquals("224.0.0.0/4 239.0.0.0/8", column("rp", "range"));
        assertEquals("auto-rp mapping candidate", column("rp", "via"));
        assertEquals("true false", column("rp", "negative"));
        assertEquals("181 150", column("rp", "left"));
    }

    @Test
    void wrongChecksums() {
        traffic.from(A).to(ALL).ip(103, HexFormat.of().parseHex("2000123400010002006900130004000000ff"));
        assertEquals(List.of("pim-bad-checksum"), raised());
        assertEquals(List.of("pim-bad-checksum 10.0.0.1: Wrong checksum: Hello"), said());
        assertEquals("", column("neighbor", "state"));
        hello(1, A, 105, 1, 7);
        assertEquals(
                List.of("1 message with a wrong checksum: not counted."),
                board.report().remarks());
    }

    @Test
    void neighborsOfIpv6AreApart() {
        hello(0, A, 105, 1, 7);
        traffic.from("fe80::1")
                .to("ff02::d")
                .pim("2000 0000 0001 0002 0069 0018 0012 02 00 20010db8000000000000000000000001");
        assertEquals("10.0.0.1 fe80::1", column("neighbor", "address"));
        assertEquals("true true", column("neighbor", "dr"));
        assertEquals(" 2001:db8::1", column("neighbor", "addresses"));
    }

    @Test
    void manyForgedRoutersAreCounted() {
        for (int i = 0; i < 1000; i++) {
            hello(0, "10.1." + i / 250 + "." + (1 + i % 250), 105, 1, i);
        }
        assertEquals(PimLink.MOST, column("neighbor", "address").split(" ").length);
        assertTrue(
                board.report().remarks().stream().anyMatch(s -> s.startsWith("488 messages")),
                board.report().remarks().toString());
    }

    // ---- what is told

    private List<String> said() {
        findings.tell();
        return findings.all().stream()
                .map(finding -> finding.rule().id() + " " + finding.about() + ": " + finding.text())
                .toList();
    }

    @Test
    void whatRoutersDoIsToldInItsOrder() {
        traffic.vlan(7);
        hello(0, A, 105, 5, 7);
        hello(40, B, 105, 1, 8);
        hello(41, B, 105, 9, 8);
        hello(42, B, 105, 9, 9);
        joinPrune(43, B, false, "04", 210);
        joinPrune(44, B, false, "04", 210); // again: nothing new
        joinPrune(45, B, true, "04", 210);
        contest(46, A, false, 110, 20);
        contest(47, A, false, 110, 20);
        hello(48, B, 0, 9, 9);
        traffic.silence(200).end();
        assertEquals(
                "neighbor dr neighbor priority dr-changed restart join prune assert goodbye dr-changed expired",
                column("event", "event"));
        assertEquals("7 7 7 7 7 7 7 7 7 7 7 7", column("event", "vlan"));
        assertEquals("1 1 2 3 3 4 5 7 8 10 10 ", column("event", "frame"));
        assertEquals(
                List.of(
                        "pim-dr-changed PIM, VLAN 7: Designated router is now 10.0.0.2, was 10.0.0.1",
                        "pim-genid-changed 10.0.0.2 on VLAN 7: Restarted: generation ID 00000009, was 00000008",
                        "pim-assert-seen PIM, VLAN 7, (10.9.9.9,239.1.1.1): 10.0.0.1 asserts preference 110, metric 20;"
                                + " 10.0.0.1 wins",
                        "pim-hello-goodbye 10.0.0.2 on VLAN 7: Says goodbye",
                        "pim-dr-changed PIM, VLAN 7: Designated router is now 10.0.0.1, was 10.0.0.2",
                        "pim-holdtime-expired 10.0.0.1 on VLAN 7: No hello for its holdtime, 105 s"),
                said());
    }

    @Test
    void whatRendezvousPointsDoIsToldInItsOrder() {
        bootstrap(0, "0a070707");
        traffic.silence(131);
        bootstrap(140, "0a070708");
        bootstrap(141, "0a070708");
        register(150, false);
        register(155, false);
        register(161, false);
        assertEquals("bsr bsr-missing bsr-changed", column("event", "event"));
        assertEquals(
                List.of(
                        "bsr-missing BSR: No bootstrap message of 10.7.7.7 for 130 s",
                        "bsr-changed BSR: Bootstrap router is now 10.7.7.8, was 10.7.7.7",
                        "pim-register-stuck 10.0.0.1 to RP 10.0.0.2: Registers of (10.9.9.9,239.1.1.1) for 11 s, no stop seen"),
                said());
    }
}
