package io.mcshark.decoder.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Out;
import io.mcshark.decoder.report.Csv;
import io.mcshark.decoder.report.TextTable;
import io.mcshark.decoder.view.Clock;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** Elections and their timers: who is the querier when, and what is raised. Default timers: 125 s, 10 s, robustness 2; silent after 255 s. */
class QueriersTest {
    /** General queries: max resp 10 s; of version 3 with robustness 2, every 125 s. */
    private static final String V3 = "1164 0000 00000000 02 7d 0000",
            V2 = "1164 0000 00000000",
            V1 = "1100 0000 00000000";

    private static final String GROUP_3 = "1164 0000 ef010101 02 7d 0000";
    private static final String JOIN_3 = "2200 0000 0000 0001 04000000 ef010101", JOIN_2 = "1600 0000 ef010101";
    private static final String LOW = "10.0.0.1", HIGH = "10.0.0.2";

    private final Findings findings = new Findings();
    private final Queriers queriers = new Queriers(findings);
    private final Traffic traffic = new Traffic(queriers).ttl(1).routerAlert(true);

    private void ask(double at, String from, String query) {
        traffic.at(at).from(from).to("224.0.0.1").igmp(query);
    }

    private void join(double at, String from) {
        traffic.at(at).from(from).to("224.0.0.22").igmp(JOIN_3);
    }

    /** Rule ids that were raised. */
    private List<String> raised() {
        findings.tell();
        return findings.all().stream().map(finding -> finding.rule().id()).toList();
    }

    private String csv(String sheet) {
        Out out = new Out();
        new Csv().put(queriers.report().only(List.of(sheet)), out);
        return out.toString();
    }

    /** One column of a sheet, its rows joined by blanks. */
    private String column(String sheet, String key) {
        String[] lines = csv(sheet).split("\r\n");
        int at = List.of(lines[0].split(",")).indexOf(key);
        StringBuilder values = new StringBuilder();
        for (int i = 1; i < lines.length; i++) {
            values.append(i == 1 ? "" : " ").append(lines[i].split(",", -1)[at]);
        }
        return values.toString();
    }

    private String text() {
        Out out = new Out();
        new TextTable(new Clock(Clock.Format.E, TimeZone.getTimeZone("UTC"), false), Integer.MAX_VALUE)
                .put(queriers.report(), out);
        return out.toString();
    }

    @Test
    void aLoneQuerierThatKeepsToWhatItSaysRaisesNothing() {
        for (int i = 0; i < 10; i++) {
            ask(125 * i, LOW, V3);
            join(125 * i + 1, "10.0.0.9");
        }
        traffic.silence(125 * 9 + 254).end();
        assertEquals(List.of(), raised());
        assertEquals("querier", column("querier", "role"));
        assertEquals("125", column("querier", "interval_mean"));
        assertEquals("1700001250.000000000", column("querier", "next"));
        assertEquals("present", column("link", "state"));
        assertEquals("1700001380.000000000", column("link", "timeout"));
    }

    @Test
    void startupQueriesMayComeFaster() {
        ask(0, LOW, V3);
        ask(31.25, LOW, V3);
        ask(62.5, LOW, V3);
        ask(187.5, LOW, V3);
        assertEquals(List.of(), raised());
        ask(187.5 + 31.25, LOW, V3); // no start any more
        assertEquals(List.of("query-interval-irregular"), raised());
    }

    @Test
    void intervalsWithinAFifthAreRegular() {
        ask(0, LOW, V3);
        ask(149, LOW, V3);
        assertEquals(List.of(), raised());
        ask(149 + 151, LOW, V3);
        assertEquals(List.of("query-interval-irregular"), raised());
    }

    @Test
    void whatIsNotAnnouncedIsJudgedByTheMedian() {
        for (int i = 0; i < 4; i++) {
            ask(60 * i, LOW, V2);
        }
        assertEquals(List.of(), raised());
        ask(60 * 3 + 100, LOW, V2);
        assertEquals(List.of("query-interval-irregular"), raised());
    }

    @Test
    void theLowestAddressWinsAndTheOtherStops() {
        ask(0, HIGH, V3);
        ask(125, HIGH, V3);
        ask(130, LOW, V3);
        ask(255, LOW, V3);
        assertEquals(List.of("querier-changed"), raised());
        assertEquals("10.0.0.1 10.0.0.2", column("querier", "address"));
        assertEquals("querier lost election", column("querier", "role"));
        assertEquals("1700000130.000000000 1700000000.000000000", column("querier", "since"));
        assertTrue(text().contains("is lower than 10.0.0.2 and takes over"), text());
    }

    @Test
    void aRouterThatStartsAsksOnceAndLoses() {
        ask(0, LOW, V3);
        ask(60, HIGH, V3);
        ask(60 + 31, HIGH, V3); // has not heard the other yet
        ask(125, LOW, V3);
        ask(250, LOW, V3);
        assertEquals(List.of(), raised());
        assertEquals("querier lost election", column("querier", "role"));
    }

    @Test
    void twoThatGoOnAskingDoNotHearEachOther() {
        ask(0, LOW, V3);
        ask(60, HIGH, V3);
        ask(125, LOW, V3);
        ask(185, HIGH, V3);
        ask(250, LOW, V3);
        assertEquals(List.of(), raised());
        ask(310, HIGH, V3);
        assertEquals(List.of("two-queriers-active"), raised());
        assertEquals("querier rival", column("querier", "role"));
        assertEquals("10.0.0.1", column("link", "querier"));
    }

    @Test
    void aSilentQuerierIsSucceeded() {
        ask(0, LOW, V3);
        ask(1, HIGH, V3);
        ask(125, LOW, V3);
        traffic.silence(125 + 255);
        assertEquals(List.of(), raised());
        traffic.silence(125 + 256);
        assertEquals(List.of("querier-silent"), raised());
        assertEquals("silent", column("link", "state"));
        assertEquals("", column("querier", "next").strip());
        ask(125 + 257, HIGH, V3);
        assertEquals(List.of("querier-silent", "querier-changed"), raised());
        assertEquals("querier silent", column("querier", "role"));
        assertEquals("1", column("link", "timeouts"));
    }

    @Test
    void aSilentQuerierThatComesBackIsNoChange() {
        ask(0, LOW, V3);
        ask(300, LOW, V3);
        assertEquals(List.of("querier-silent"), raised());
        assertEquals("0", column("link", "changes"));
        assertTrue(text().contains("asks again"), text());
    }

    @Test
    void membersExpireAfterTheQuerierFellSilent() {
        ask(0, LOW, V3);
        join(1, "10.0.0.9");
        traffic.silence(260);
        assertEquals(List.of("querier-silent"), raised());
        traffic.silence(261);
        assertEquals(List.of("querier-silent", "no-querier-seen"), raised());
        Finding absent = findings.all().stream()
                .filter(f -> f.rule() == QuerierRules.NO_QUERIER)
                .findFirst()
                .orElseThrow();
        assertEquals(Traffic.START + 260_000_000_000L, absent.firstNanos());
        assertEquals(List.of(), absent.frames());
        assertEquals("1700000270.000000000", column("link", "expiry"));
    }

    @Test
    void nobodyAsksThoughSomebodyJoined() {
        join(0, "10.0.0.9");
        traffic.silence(260);
        assertEquals(List.of(), raised());
        traffic.silence(261);
        assertEquals(List.of("no-querier-seen"), raised());
        assertTrue(text().contains("no querier was seen in 4 min 21 s of this capture, though hosts report."), text());
        assertEquals("none seen", column("link", "state"));
        assertEquals("", csv("querier").lines().skip(1).findFirst().orElse(""));
    }

    @Test
    void dataNeedsAQuerierToo() {
        traffic.at(0).to("239.1.1.1").udp(1, 5004, new byte[4]);
        traffic.at(261).to("239.1.1.1").udp(1, 5004, new byte[4]);
        assertEquals(List.of("no-querier-seen"), raised());
    }

    @Test
    void groupsOfTheLinkNeedNone() {
        traffic.at(0).to("224.0.0.251").udp(1, 5353, new byte[4]);
        traffic.at(0).to("224.0.0.22").igmp("2200 0000 0000 0001 04000000 e00000fb");
        traffic.at(0)
                .from("fe80::1")
                .to("ff02::16")
                .icmpv6("8f00 0000 0000 0001 04000000" + "ff0200000000000000000001ff000001");
        traffic.silence(1000).end();
        assertEquals(List.of(), raised());
        assertEquals("unneeded unneeded", column("link", "state"));
    }

    @Test
    void proxiesAreNoQueriers() {
        ask(0, "0.0.0.0", V3);
        join(1, "10.0.0.9");
        assertEquals(List.of(), raised());
        assertEquals("proxy", column("querier", "role"));
        ask(125, "0.0.0.0", V3);
        ask(250, "0.0.0.0", V3);
        traffic.silence(261);
        assertEquals(List.of("no-querier-seen"), raised());
    }

    @Test
    void anOlderQueryWhereTheNewerWasInUse() {
        ask(0, LOW, V2);
        ask(125, LOW, V2);
        assertEquals(List.of(), raised());
        ask(250, LOW, V3);
        assertEquals(List.of(), raised());
        ask(375, LOW, V2);
        assertEquals(List.of("igmp-version-fallback"), raised());
    }

    @Test
    void aHostFallsBack() {
        ask(0, LOW, V2);
        traffic.at(1).from("10.0.0.9").to("239.1.1.1").igmp(JOIN_2);
        traffic.at(2).from("10.0.0.9").to("239.1.1.1").igmp(JOIN_2);
        assertEquals(List.of(), raised());
        join(3, "10.0.0.9");
        traffic.at(4).from("10.0.0.9").to("239.1.1.1").igmp(JOIN_2);
        assertEquals(List.of("igmp-version-fallback"), raised());
    }

    @Test
    void aLowerRouterThatDoesNotAsk() {
        String hello = "2000 0000 0001 0002 0069";
        for (int t = 0; t < 300; t += 30) {
            traffic.at(t).from("10.0.0.5").to("224.0.0.13").pim(hello);
            if (t % 120 == 0) {
                ask(t, "10.0.0.7", V3);
            }
            assertEquals(t < 240, raised().isEmpty(), "at " + t);
        }
        assertEquals(List.of("querier-not-lowest"), raised());
    }

    @Test
    void groupQueriesAreCountedAndElectNobody() {
        ask(0, HIGH, V3);
        traffic.at(1).from(LOW).to("239.1.1.1").igmp(GROUP_3);
        traffic.at(2).from(LOW).to("239.1.1.1").igmp("1164 0000 ef010101 02 7d 0001 0a000001");
        assertEquals("querier groups only", column("querier", "role"));
        assertEquals("0 1", column("querier", "group_queries"));
        assertEquals("0 1", column("querier", "source_queries"));
    }

    @Test
    void linksAreApartByVlanAndFamily() {
        traffic.vlan(7);
        ask(0, LOW, V3);
        traffic.vlan(8);
        ask(0, HIGH, V3);
        traffic.at(1).from("fe80::1").to("ff02::1");
        traffic.icmpv6("8200 0000 2710 0000 00000000000000000000000000000000 02 7d 0000");
        assertEquals("7 8 8", column("querier", "vlan"));
        assertEquals("IGMP IGMP MLD", column("querier", "protocol"));
        assertEquals("querier querier querier", column("querier", "role"));
        assertEquals("10 10 10", column("querier", "max_response"));
    }

    @Test
    void aClockThatGoesBackMakesNobodySilent() {
        ask(1000, LOW, V3);
        ask(0, LOW, V3);
        ask(125, LOW, V3);
        traffic.silence(200);
        assertEquals(List.of(), raised());
        assertTrue(text().contains("Times went back once"), text());
        assertEquals("1700000250.000000000", column("querier", "next"));
    }

    @Test
    void badChecksumsCountForNothing() {
        byte[] query = new byte[] {0x11, 100, 1, 2, 0, 0, 0, 0};
        traffic.at(0).from(LOW).to("224.0.0.1").ip(2, query);
        assertEquals("1", column("link", "bad"));
        assertEquals("", csv("querier").lines().skip(1).findFirst().orElse(""));
    }

    @Test
    void manyForgedQueriersAreForgottenAndTheQuerierIsNot() {
        ask(0, LOW, V3);
        for (int i = 0; i < 1000; i++) {
            ask(1 + i / 1000.0, "10.1." + i / 250 + "." + (1 + i % 250), V2);
        }
        assertEquals(QuerierLink.MOST_QUERIERS, csv("querier").lines().count() - 1);
        assertEquals("10.0.0.1", column("link", "querier"));
        assertTrue(text().contains("addresses that ask were forgotten"), text());
    }

    @Test
    void rulesOfTheBoardsAreNoOtherAnalysis() {
        for (Rule[] rules : new Rule[][] {QuerierRules.RULES, PimRules.RULES, PtpRules.RULES, Discovery.RULES}) {
            for (Rule rule : rules) {
                assertEquals(
                        List.of(rule),
                        Rules.all().stream()
                                .filter(other -> other.id().equals(rule.id()))
                                .toList());
            }
        }
    }
}
