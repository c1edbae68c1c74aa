package io.mcshark.decoder.analysis;

import static io.mcshark.decoder.analysis.GroupTalk.ALLOW;
import static io.mcshark.decoder.analysis.GroupTalk.BLOCK;
import static io.mcshark.decoder.analysis.GroupTalk.IS_EX;
import static io.mcshark.decoder.analysis.GroupTalk.IS_IN;
import static io.mcshark.decoder.analysis.GroupTalk.TO_EX;
import static io.mcshark.decoder.analysis.GroupTalk.TO_IN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Facts;
import io.mcshark.decoder.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembersTest {
    private static final String A = "10.0.0.1", B = "10.0.0.2", G = "239.1.1.1", S = "10.0.9.9", T = "10.0.9.8";

    private final GroupTalk talk = new GroupTalk();

    private String member() {
        return talk.text("member", "host", "state", "mode", "sources", "version", "expires_in");
    }

    private String table() {
        return talk.text("mdb", "group", "source", "filter_mode", "forwarded", "timer");
    }

    private String events() {
        return talk.text("event", "host", "event", "text");
    }

    @Test
    void holdsReportsForTheDefaultIntervalAndSaysSo() {
        talk.at(0).report(A, G).at(100).report(B, G);
        assertEquals("10.0.0.1 active exclude  2 160\n10.0.0.2 active exclude  2 260", member());
        assertTrue(
                talk.members.report(null).remarks().getFirst().contains("no querier heard in IGMP"),
                () -> talk.members.report(null).remarks().toString());
    }

    @Test
    void holdsReportsByTheQueriersValues() {
        talk.at(0).query(3, 20).at(1).record(A, IS_EX, G);
        assertEquals("10.0.0.1 active exclude  3 70", member());
        assertEquals("239.1.1.1  exclude true 70", table());
        assertEquals(List.of(), talk.members.report(null).remarks());
        talk.silence(70.9);
        assertEquals("active", talk.rows("member").getFirst().get("state"));
        talk.silence(71.1);
        assertEquals("10.0.0.1 expired   3 ", member());
        assertEquals("", table());
    }

    @Test
    void takesTheLowestQueriersValues() {
        talk.at(0).query(2, 125);
        talk.at(1).igmp("10.0.0.9", "224.0.0.1", "1164000000000000020a0000");
        talk.at(2).query(2, 60).at(3).record(A, TO_EX, G);
        assertEquals("10.0.0.1 active exclude  3 30", member());
        talk.at(40).query(2, 60).record(B, TO_EX, G);
        assertEquals("130", talk.rows("member").get(1).get("expires_in"), "the lowest is silent for too long");
    }

    @Test
    void measuresTheIntervalOfOldQueriersWhenTheyWereHeardForLong() {
        for (int i = 0; i < 12; i++) {
            talk.at(i * 20).query2();
        }
        talk.at(230).report(A, G);
        assertEquals("10.0.0.1 active exclude  2 260", member(), "it may be one that was in a hurry");
        talk.at(240).query2().at(260).query2().report(A, G);
        assertEquals("10.0.0.1 active exclude  2 50", member());
    }

    @Test
    void leavesLowerTheGroupTimerWhereAQuerierListens() {
        talk.at(0).query().at(1).report(A, G).at(20).leave(A, G);
        assertEquals("10.0.0.1 left   2 ", member());
        assertEquals("239.1.1.1  exclude true 2", table());
        talk.silence(22.1);
        assertEquals("", table());
    }

    @Test
    void aQueryForTheGroupLowersThoseWhoDoNotAnswer() {
        talk.at(0).query().at(1).record(A, IS_EX, G).record(B, IS_EX, G).record("10.0.0.3", IS_EX, G);
        talk.at(20).record(A, TO_IN, G).ask(G).at(20.5).record(B, IS_EX, G);
        talk.silence(22.5);
        assertEquals(
                "10.0.0.1 left   3 \n10.0.0.2 active exclude  3 256\n10.0.0.3 expired   3 ", member(), "after 24.5 s");
        assertEquals("239.1.1.1  exclude true 256", table());
    }

    @Test
    void aQueryWithTheSuppressFlagLowersNothing() {
        talk.at(0).query().at(1).record(A, IS_EX, G);
        talk.at(2).igmp(GroupTalk.QUERIER, G, "110a0000ef0101010a7d0000");
        assertEquals("10.0.0.1 active exclude  3 259", member());
    }

    @Test
    void oldMembersMayBeSuppressed() {
        talk.at(0).query().at(1).report(A, G).report(B, G);
        talk.at(125).query().at(126).report(A, G).at(250).query().at(251).report(A, G);
        talk.silence(262);
        assertEquals("10.0.0.1 active exclude  2 247\n10.0.0.2 suppressed exclude  2 ", member());
        assertEquals("2", talk.rows("group").getFirst().get("members"));
        talk.at(270).leave(A, G).ask(G);
        assertEquals("suppressed", talk.rows("member").get(1).get("state"));
        talk.silence(272.5);
        assertEquals("10.0.0.1 left   2 \n10.0.0.2 expired   2 ", member(), "nobody answered");
        talk.at(280).report(B, G);
        assertEquals("active", talk.rows("member").get(1).get("state"));
    }

    @Test
    void knowsSourcesAndModes() {
        talk.at(0).record(A, ALLOW, "232.1.1.1", S);
        talk.at(10).record(A, ALLOW, "232.1.1.1", T);
        assertEquals("10.0.0.1 active include 10.0.9.9 10.0.9.8 3 260", member());
        assertEquals("232.1.1.1 10.0.9.8 include true 260\n232.1.1.1 10.0.9.9 include true 250", table());
        talk.at(20).record(A, BLOCK, "232.1.1.1", T);
        assertEquals("10.0.0.1 active include 10.0.9.9 3 240", member());
        talk.at(30).record(A, TO_EX, "232.1.1.1", T);
        assertEquals("10.0.0.1 active exclude 10.0.9.8 3 260", member());
        talk.at(40).record(A, ALLOW, "232.1.1.1", T);
        assertEquals("10.0.0.1 active exclude  3 250", member());
        talk.at(50).record(A, TO_IN, "232.1.1.1", S, T);
        talk.at(60).record(A, IS_IN, "232.1.1.1", S);
        talk.silence(310);
        assertEquals("10.0.0.1 active include 10.0.9.9 3 8", member(), "one source ran out");
        talk.at(315).record(A, BLOCK, "232.1.1.1", S);
        assertEquals("10.0.0.1 left   3 ", member());
        assertEquals("""
                10.0.0.1 join IGMPv3, from 10.0.9.9
                10.0.0.1 sources from 10.0.9.9, 10.0.9.8
                10.0.0.1 sources from 10.0.9.9
                10.0.0.1 mode any source but 10.0.9.8
                10.0.0.1 sources any source
                10.0.0.1 mode from 10.0.9.9, 10.0.9.8
                10.0.0.1 sources from 10.0.9.9 (expired)
                10.0.0.1 leave IGMPv3""", events());
    }

    @Test
    void knowsMldAndIgnoresWhatRoutersIgnore() {
        talk.at(0).record("fe80::1", TO_EX, "ff15::1");
        talk.record("2001:db8::1", TO_EX, "ff15::1").record("::", TO_EX, "ff15::1");
        talk.icmp("fe80::2", "ff15::1", "8300000000000000ff150000000000000000000000000001");
        talk.icmp("fe80::2", "ff02::2", "8400000000000000ff150000000000000000000000000001");
        assertEquals("fe80::1 active exclude  2 260\nfe80::2 left   1 ", member());
        assertTrue(talk.members.report(null).remarks().stream().anyMatch(r -> r.startsWith("2 MLD messages")));
        assertEquals("1", talk.text("mdb", "version"));
    }

    @Test
    void countsBadChecksumsAndTakesNothingFromThem() {
        byte[] report = {0x16, 0, 1, 2, (byte) 239, 1, 1, 1};
        talk.traffic.at(0).from(A).to(G).ttl(1).ip(2, report);
        assertEquals("", member());
        assertEquals(
                List.of("1 messages with a bad checksum were ignored"),
                talk.members.report(null).remarks());
    }

    @Test
    void tellsVlansApart() {
        talk.vlan(7).at(0).report(A, G).vlan(8).report(B, G).vlan(7).data(S, G);
        assertEquals(
                "7 239.1.1.1 1 10.0.0.1 1 flows\n8 239.1.1.1 1 10.0.0.2 0 no data",
                talk.text("group", "vlan", "group", "members", "hosts", "packets", "state"));
        assertTrue(talk.rows("group").get(1).get("likely").startsWith("wrong VLAN: its data is on VLAN 7"));
    }

    @Test
    void measuresFromTheJoinToTheFirstPacketWanted() {
        talk.at(0).record(A, ALLOW, "232.1.1.1", S);
        talk.at(0.1).data(T, "232.1.1.1");
        assertEquals(Field.ABSENT, talk.traffic.last().facts().number(Facts.Name.ZAP));
        talk.at(0.25).data(S, "232.1.1.1").at(0.3).data(S, "232.1.1.1");
        assertEquals("0.25", talk.rows("group").getFirst().get("zap"));
        assertEquals(
                "10.0.9.9 data 0.25",
                talk.text("event", "host", "event", "after").lines().toList().getLast());
    }

    /** The first source was the wrong one: the network was not slow. */
    @Test
    void measuresFromWhenTheSourceWasAskedFor() {
        talk.at(0).record(A, ALLOW, "232.1.1.1", T).at(1).record(A, ALLOW, "232.1.1.1", S);
        talk.at(1.01).record(A, BLOCK, "232.1.1.1", T).at(1.02).data(S, "232.1.1.1");
        assertEquals("0.02", talk.rows("group").getFirst().get("zap"));
        talk.at(2)
                .record(A, BLOCK, "232.1.1.1", S)
                .at(3)
                .record(A, TO_EX, G)
                .at(4)
                .record(A, TO_IN, G, S);
        talk.at(4.5).data(S, G); // it had wanted that before
        assertEquals("1.5", talk.rows("group").get(1).get("zap"));
    }

    @Test
    void doesNotMeasureWhereDataFlowedOrTheMemberWasThere() {
        talk.stream(S, G, 0, 5, 0.5).at(5).record(A, TO_EX, G).stream(S, G, 5.1, 6, 0.5);
        assertEquals("", talk.rows("group").getFirst().get("zap"));
        GroupTalk other = new GroupTalk();
        other.at(0).query().at(1).report(A, G).at(1.5).data(S, G);
        assertEquals("", other.rows("group").getFirst().get("zap"));
        assertEquals("present", other.rows("event").get(1).get("event"));
        other.at(20).leave(A, G).at(30).report(A, G).at(30.5).data(S, G);
        assertEquals("0.5", other.rows("group").getFirst().get("zap"));
    }

    @Test
    void measuresHowLongDataComesAfterTheLastLeave() {
        talk.at(0).report(A, G).stream(S, G, 0.1, 10, 0.1).at(10).leave(A, G).stream(S, G, 10.05, 12, 0.1);
        assertEquals("1.95", talk.rows("group").getFirst().get("leave_latency"));
    }

    @Test
    void notesFactsOnPackets() {
        talk.at(0).report(A, G).report(B, G);
        talk.at(0.4).traffic.from(S).to(G).ttl(16).routerAlert(true).udp(1, 2, new byte[9]); // options: it is walked
        Facts facts = talk.traffic.last().facts();
        assertEquals(2, facts.number(Facts.Name.MEMBERS));
        assertEquals(400_000_000, facts.number(Facts.Name.ZAP));
        assertEquals("slow-zap", facts.finding(0));
    }

    @Test
    void goesOnWhenTheClockGoesBack() {
        talk.at(1000).report(A, G).at(10).report(B, G).silence(20);
        assertEquals("10.0.0.1 active exclude  2 248\n10.0.0.2 active exclude  2 248", member());
        assertTrue(talk.members.report(null).remarks().stream().anyMatch(r -> r.contains("clock went back")));
    }

    @Test
    void aMemberOfVersion1IsNotHeardToLeave() {
        talk.at(0).query().at(12).report1(A, G).leave(B, G);
        assertEquals("239.1.1.1  exclude true 260", table());
        assertEquals(
                "was not known to be a member", talk.rows("event").getLast().get("text"));
    }

    @Test
    void memoryIsBounded() {
        for (int i = 0; i < 51_000; i++) {
            talk.at(i * 1e-3).data(S, "239.%d.%d.%d".formatted(i >> 16 & 255, i >> 8 & 255, i & 255), 0);
        }
        assertEquals(50_000, talk.rows("group").size());
        assertTrue(
                talk.members.report(null).remarks().getFirst().startsWith("1000 packets of further groups"),
                () -> talk.members.report(null).remarks().toString());
        // What has been idle for a minute makes room.
        talk.at(200).data(S, "238.0.0.1").at(211).data(S, "238.0.0.2");
        assertEquals(2, talk.rows("group").size());
    }

    @Test
    void sourcesOfOneMemberAreBounded() {
        String[] sources = new String[300];
        for (int r = 0; r < 5; r++) {
            for (int i = 0; i < sources.length; i++) {
                sources[i] = "10.1." + r + "." + (i & 255) + "";
                sources[i] = "10." + (r + 1) + "." + (i >> 8) + "." + (i & 255);
            }
            talk.at(r).record(A, ALLOW, "232.1.1.1", sources);
        }
        assertEquals(1000, talk.rows("member").getFirst().get("sources").split(" ").length);
        assertTrue(
                talk.members.report(null).remarks().stream().anyMatch(r -> r.startsWith("1000 sources were not kept")));
    }
}
