package io.mcshark.decoder.analysis;

import static io.mcshark.decoder.analysis.GroupTalk.ALLOW;
import static io.mcshark.decoder.analysis.GroupTalk.IS_EX;
import static io.mcshark.decoder.analysis.GroupTalk.TO_EX;
import static io.mcshark.decoder.analysis.GroupTalk.TO_IN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A stream that stops: whether that is bad depends on who wants it. */
class AudienceTest {
    private static final String HOST = "10.0.0.2", OTHER = "10.0.0.3", SENDER = "10.9.0.1";
    private static final String GROUP = "239.1.1.1";

    private final GroupTalk talk = GroupTalk.withStreams();

    /** It sends until so late, and again much later. */
    private void stream(String group, double from, double until) {
        talk.stream(SENDER, group, from, until, 0.1);
    }

    private void assertSilent(Severity severity, String text) {
        Finding finding = talk.finding("silent-stream");
        assertEquals(severity, finding.severity(), finding::text);
        assertTrue(finding.text().contains(text), finding::text);
    }

    @Test
    void whereNobodyReportsNothingIsKnown() {
        talk.at(0).query();
        stream(GROUP, 0, 20);
        talk.at(20).report("10.0.0.2", "224.0.0.251"); // kept on the link: says nothing about snooping
        talk.silence(30);
        assertSilent(Severity.ERROR, "nothing more in this capture for 12.1 s after this packet");
        assertEquals(-1, talk.finding("silent-stream").text().indexOf("member"));
    }

    @Test
    void withMembersItIsAnError() {
        talk.at(0).record(HOST, TO_EX, GROUP).record(OTHER, TO_EX, GROUP);
        stream(GROUP, 0.1, 10);
        stream(GROUP, 15, 15.1);
        assertSilent(Severity.ERROR, "nothing for 5.1 s, then this packet; 2 members wait for it");
    }

    @Test
    void withoutThemItIsNone() {
        talk.at(0).record(HOST, TO_EX, GROUP);
        stream(GROUP, 0.1, 10);
        talk.at(8.9).record(HOST, TO_IN, GROUP);
        talk.at(30).record(OTHER, TO_EX, GROUP);
        stream(GROUP, 30.1, 30.2);
        assertSilent(Severity.CHAT, "; its last member, 10.0.0.2, had gone 1 s before");
    }

    @Test
    void whoLeavesAfterwardsLeavesForWantOfIt() {
        talk.at(0).record(HOST, TO_EX, GROUP);
        stream(GROUP, 0.1, 10);
        talk.at(11.5).record(HOST, TO_IN, GROUP);
        talk.at(13).record(HOST, TO_EX, GROUP);
        talk.at(14).record(HOST, TO_IN, GROUP);
        talk.at(15).record(HOST, TO_EX, GROUP);
        stream(GROUP, 16, 16.1);
        assertSilent(Severity.ERROR, "; 1 member waits for it");
    }

    @Test
    void aMilderPauseHidesNoGraverOne() {
        talk.at(0).record(HOST, TO_EX, GROUP);
        stream(GROUP, 0.1, 10);
        talk.at(9.5).record(HOST, TO_IN, GROUP);
        talk.at(15).record(HOST, TO_EX, GROUP);
        stream(GROUP, 15.1, 25);
        talk.silence(40);
        assertEquals(2, talk.found().stream().filter("silent-stream"::equals).count(), () -> talk.found() + "");
        assertEquals(
                1,
                talk.findings.atLeast(Severity.ERROR).stream()
                        .filter(f -> f.rule().id().equals("silent-stream"))
                        .count());
    }

    @Test
    void whoAnswersWasThereBefore() {
        stream(GROUP, 0, 5);
        talk.at(6.5).query();
        talk.at(7).record(HOST, IS_EX, GROUP);
        stream(GROUP, 20, 20.1);
        assertSilent(Severity.ERROR, "; 1 member waits for it");
    }

    @Test
    void aGroupNobodyAskedFor() {
        talk.at(0).record(HOST, TO_EX, "239.9.9.9");
        stream(GROUP, 0.1, 10);
        talk.silence(20);
        assertSilent(Severity.WARN, "; no member of the group had been seen by then");
    }

    @Test
    void aGroupNobodyAskedForWhenAllWereAsked() {
        stream(GROUP, 0, 5);
        talk.at(5).query();
        talk.at(6).record(HOST, IS_EX, "239.9.9.9");
        talk.silence(20);
        assertSilent(Severity.NOTE, "; no member of the group had been seen by then");
    }

    @Test
    void aSourceNobodyAskedFor() {
        talk.at(0).record(HOST, ALLOW, "232.1.1.1", "10.9.0.2");
        stream("232.1.1.1", 0.1, 10);
        talk.silence(20);
        assertSilent(Severity.NOTE, "; members of the group ask for other sources");
    }
}
