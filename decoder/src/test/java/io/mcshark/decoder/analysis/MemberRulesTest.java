package io.mcshark.decoder.analysis;

import static io.mcshark.decoder.analysis.GroupTalk.ALLOW;
import static io.mcshark.decoder.analysis.GroupTalk.IS_EX;
import static io.mcshark.decoder.analysis.GroupTalk.TO_EX;
import static io.mcshark.decoder.analysis.GroupTalk.TO_IN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** For every rule about members: traffic that meets it, and traffic that falls just short. */
class MemberRulesTest {
    private static final String A = "10.0.0.1", B = "10.0.0.2", G = "239.1.1.1", SSM = "232.1.1.1", S = "10.0.9.9";
    private static final String T = "10.0.9.8";

    private GroupTalk talk = new GroupTalk();

    private Finding has(String id) {
        return talk.finding(id);
    }

    private void hasNot(String id) {
        assertFalse(
                talk.found().contains(id), () -> id + ": " + talk.finding(id).text());
        talk = new GroupTalk();
    }

    @Test
    void unansweredQuery() {
        talk.at(0)
                .query()
                .at(2)
                .record(A, IS_EX, G)
                .at(125)
                .query()
                .at(250)
                .query()
                .silence(260.9);
        hasNot("unanswered-query");
        talk.at(0)
                .query()
                .at(2)
                .record(A, IS_EX, G)
                .at(125)
                .query()
                .at(250)
                .query()
                .silence(261.5);
        assertEquals("10.0.0.1 in 239.1.1.1", has("unanswered-query").about());
        talk = new GroupTalk();
        talk.at(0).query().at(2).record(A, IS_EX, G).at(125).query().at(130).record(A, IS_EX, G);
        talk.at(250).query().silence(261.5);
        hasNot("unanswered-query");
        talk.at(0)
                .query()
                .at(2)
                .report(A, G)
                .report(B, G)
                .at(125)
                .query()
                .at(126)
                .report(B, G);
        talk.at(250).query().at(251).report(B, G).silence(261.5);
        hasNot("unanswered-query"); // A's may be suppressed
    }

    @Test
    void membershipExpired() {
        talk.at(0).report(A, G).silence(259.9);
        hasNot("membership-expired");
        talk.at(0).report(A, G).silence(260.1);
        assertEquals(
                "not heard for 4 min 20 s; no querier was heard either",
                has("membership-expired").text());
    }

    @Test
    void joinWithoutTraffic() {
        talk.at(0).report(A, G).silence(9.9);
        hasNot("join-without-traffic");
        talk.at(0).report(A, G).at(9).data(S, G).silence(10.1);
        hasNot("join-without-traffic");
        talk.at(0).report(A, "224.0.0.251").silence(20);
        hasNot("join-without-traffic");
        talk.at(0).report(A, G).at(5).leave(A, G).silence(20);
        hasNot("join-without-traffic");
        talk.at(0).record(A, ALLOW, SSM, S).at(9).data(T, SSM).silence(10.1);
        has("join-without-traffic");
        talk = new GroupTalk();
        talk.at(0).report(A, G).silence(10.1);
        assertEquals(
                "1 member for 10 s, no data for them seen in this capture",
                has("join-without-traffic").text());
    }

    /** A frame of 1250 bytes every 10 ms is 1 Mbit/s. */
    private void flood(String group, double from, double until, double every) {
        for (int i = 0; from + i * every < until; i++) {
            talk.at(from + i * every).data(S, group, 1208);
        }
    }

    @Test
    void trafficWithoutMember() {
        talk.at(0).data(S, G);
        flood(G, 245, 260, 0.01);
        hasNot("traffic-without-member"); // the capture is too short
        talk.at(0).data(S, G);
        flood(G, 260, 271, 0.0102);
        hasNot("traffic-without-member"); // too little
        talk.at(0).data(S, G).at(255).report(A, G);
        flood(G, 260, 271, 0.01);
        hasNot("traffic-without-member");
        talk.at(0).data(S, G);
        flood("224.0.0.9", 260, 271, 0.01);
        hasNot("traffic-without-member");
        talk.at(0).data(S, G);
        flood(G, 260, 281, 0.0099);
        assertEquals("239.1.1.1", has("traffic-without-member").about());
    }

    @Test
    void slowZap() {
        talk.at(0).report(A, G).at(0.2).data(S, G);
        hasNot("slow-zap");
        talk.at(0).report(A, G).at(0.21).data(S, G);
        assertEquals(Severity.NOTE, has("slow-zap").severity());
        talk = new GroupTalk();
        talk.at(0).report(A, G).at(1.01).data(S, G);
        assertEquals(Severity.WARN, has("slow-zap").severity());
    }

    private void leaves(double until) {
        talk.at(0).report(A, G).stream(S, G, 0.1, 10, 0.1).at(10).leave(A, G).stream(S, G, 10.05, until, 0.1);
        talk.silence(20);
    }

    @Test
    void leaveLatency() {
        leaves(12);
        hasNot("leave-latency");
        talk.stream(S, G, 0, 1, 0.1).at(1).report(A, G).stream(S, G, 1.1, 10, 0.1)
                .at(10)
                .leave(A, G);
        talk.stream(S, G, 10.1, 20, 0.1).silence(25);
        hasNot("leave-latency"); // it flowed before anyone joined
        talk.at(0).report(A, G).stream(S, G, 0.1, 10, 0.1).at(10).leave(A, G).stream(S, G, 20, 30, 0.1)
                .silence(40);
        hasNot("leave-latency"); // it had ended before it came anew
        leaves(12.5);
        assertEquals(Severity.NOTE, has("leave-latency").severity());
        assertEquals(
                "data came until 2.45 s after the last member had gone",
                has("leave-latency").text());
        talk = new GroupTalk();
        leaves(16);
        assertEquals(Severity.WARN, has("leave-latency").severity());
    }

    @Test
    void noSpecificQueryAfterLeave() {
        talk.at(0).query().at(1).report(A, G).at(20).leave(A, G).at(20.9).ask(G).silence(30);
        hasNot("no-specific-query-after-leave");
        talk.at(0).report(A, G).at(20).leave(A, G).silence(30);
        hasNot("no-specific-query-after-leave"); // no querier
        talk.at(0)
                .query()
                .at(1)
                .report(A, "224.0.0.99")
                .at(20)
                .leave(A, "224.0.0.99")
                .silence(30);
        hasNot("no-specific-query-after-leave");
        talk.at(0).query().at(1).record(A, TO_EX, G).at(20).record(A, TO_IN, G).silence(30);
        has("no-specific-query-after-leave");
        assertEquals(
                A + " left; no query for the group seen within 1 s",
                has("no-specific-query-after-leave").text());
        assertEquals(
                Traffic.START + 21_000_000_000L,
                has("no-specific-query-after-leave").firstNanos());
    }

    @Test
    void leaveWhileOthers() {
        talk.at(0)
                .query()
                .at(1)
                .report(A, G)
                .report(B, G)
                .at(20)
                .leave(A, G)
                .at(21)
                .report(B, G);
        hasNot("leave-while-others"); // nobody asked
        talk.at(0).query().at(1).report(A, G).at(20).leave(A, G).ask(G).at(21).report(A, G);
        hasNot("leave-while-others"); // it came back
        talk.at(0)
                .query()
                .at(1)
                .report(A, G)
                .report(B, G)
                .at(20)
                .leave(A, G)
                .ask(G)
                .at(31)
                .report(B, G);
        hasNot("leave-while-others"); // too late
        talk.at(0)
                .query()
                .at(1)
                .report(A, G)
                .report(B, G)
                .at(20)
                .leave(A, G)
                .ask(G)
                .at(21)
                .report(B, G);
        assertEquals(
                "10.0.0.1 left, 10.0.0.2 goes on", has("leave-while-others").text());
    }

    @Test
    void versionMismatch() {
        talk.at(0).report(A, G).report(B, G).at(1).leave(B, G).at(2).record(B, IS_EX, "239.1.1.2");
        hasNot("version-mismatch-group");
        talk.at(0).report(A, G).at(1).record(A, IS_EX, G).at(2).record(B, IS_EX, G);
        hasNot("version-mismatch-group"); // it has changed its version
        talk.at(0).report(A, G).at(1).record(B, IS_EX, G);
        assertEquals(
                "1 member of IGMPv3, 1 of older versions",
                has("version-mismatch-group").text());
    }

    @Test
    void ssmRangeAsmJoin() {
        talk.at(0).record(A, ALLOW, SSM, S).report(A, G).leave(A, SSM);
        hasNot("ssm-range-asm-join");
        talk.at(0).report(A, SSM);
        assertEquals(Severity.ERROR, has("ssm-range-asm-join").severity());
        talk = new GroupTalk();
        talk.at(0).record("fe80::1", TO_EX, "ff35::8000:1");
        assertEquals(
                "joined in EXCLUDE mode, for any source",
                has("ssm-range-asm-join").text());
    }

    @Test
    void ssmSourceMissing() {
        talk.at(0).record(A, ALLOW, SSM, S).stream(S, SSM, 0, 11, 1).silence(12);
        hasNot("ssm-source-missing");
        talk.at(0).record(A, ALLOW, SSM, S).silence(12);
        hasNot("ssm-source-missing"); // nobody sends
        talk.at(0).record(A, ALLOW, SSM, S).stream(T, SSM, 0, 9, 1).silence(9.5);
        hasNot("ssm-source-missing"); // too early to tell
        talk.at(0).record(A, ALLOW, SSM, S).stream(T, SSM, 0, 9, 1).silence(10.1);
        assertEquals(
                "nothing from 10.0.9.9 seen in this capture, but data from 10.0.9.8",
                has("ssm-source-missing").text());
        talk = new GroupTalk();
        talk.at(0).record(A, ALLOW, SSM, "239.9.9.9");
        assertEquals(
                "239.9.9.9 is no unicast address", has("ssm-source-missing").text());
    }

    @Test
    void asmJoinWithSource() {
        talk.at(0).record(A, ALLOW, SSM, S).record(A, TO_EX, G, S);
        hasNot("asm-join-with-source");
        talk.at(0).record(A, ALLOW, G, S);
        assertEquals("asked for 10.0.9.9", has("asm-join-with-source").text());
    }

    @Test
    void ssmMultipleSources() {
        talk.at(0).data(S, SSM).data(S, G).data(T, G);
        hasNot("ssm-multiple-sources");
        talk.at(0).data(S, SSM).data(T, SSM);
        assertEquals(
                "carries data of 10.0.9.9, 10.0.9.8",
                has("ssm-multiple-sources").text());
    }

    @Test
    void excessiveGroups() {
        for (int i = 0; i < 100; i++) {
            talk.at(i).report(A, "239.1.2." + i).report(B, "239.1.3." + i);
        }
        talk.report(A, "239.1.2.99").leave(A, "239.1.2.0").report(A, "239.1.2.100");
        hasNot("excessive-groups");
        for (int i = 0; i <= 100; i++) {
            talk.at(0).report(A, "239.1.2." + i);
        }
        assertEquals("is a member of 101 groups", has("excessive-groups").text());
    }

    @Test
    void groupCollision() {
        talk.at(0).data(S, G).data(S, "239.129.1.1").report(A, "239.1.1.2");
        hasNot("group-collision-32-to-1"); // no member
        talk.at(0).report(A, G).report(A, "239.129.1.1").data(S, G).data(S, "239.129.1.1");
        hasNot("group-collision-32-to-1"); // both wanted
        talk.at(0).report(A, G).data(S, G).vlan(7).data(S, "239.129.1.1");
        hasNot("group-collision-32-to-1"); // another VLAN
        talk.at(0).data(S, G).at(61).data(S, "239.129.1.1").report(A, "239.129.1.1");
        hasNot("group-collision-32-to-1"); // one has ended
        talk.at(0).data(S, G).data(S, "239.129.1.1").report(A, G);
        assertTrue(has("group-collision-32-to-1").text().startsWith("239.1.1.1 with members and 239.129.1.1 without"));
        talk = new GroupTalk();
        talk.at(0).report(A, G).data(S, G).data(S, "225.1.1.1");
        has("group-collision-32-to-1");
    }

    @Test
    void membersOfGroupsOnTheLinkNeedNotBeWatched() {
        GroupTalk link = new GroupTalk();
        link.at(0).query();
        link.at(1).record("10.0.0.2", GroupTalk.IS_EX, "224.0.0.251").report("10.0.0.3", "224.0.0.251");
        link.at(125).query();
        link.at(250).query();
        link.silence(400);
        assertEquals(java.util.List.of(), link.found());
        GroupTalk beyond = new GroupTalk();
        beyond.at(0).query();
        beyond.at(1).record("10.0.0.2", GroupTalk.IS_EX, "239.1.1.1").report("10.0.0.3", "239.1.1.1");
        beyond.at(125).query();
        beyond.at(250).query();
        beyond.silence(400);
        assertTrue(beyond.found()
                .containsAll(java.util.List.of("version-mismatch-group", "unanswered-query", "membership-expired")));
    }
}
