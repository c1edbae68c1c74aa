package io.mcshark.decoder.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final Rule RULE = Rule.warn("some-rule", "ip", "If.", "Because.", "Do."),
            OTHER = Rule.note("other-rule", "ip", "If.", "Because.", "Do.");

    private static final long SECOND = 1_000_000_000L;

    private final Findings findings = new Findings();

    private Finding raise(Rule rule, long id, double seconds, long frame) {
        Finding finding = findings.about(0, 0, 0, 0, id).raise(rule, Math.round(seconds * SECOND), frame);
        if (finding != null) {
            finding.say("about " + id, "text at " + frame);
        }
        return finding;
    }

    @Test
    void whatIsMetAgainIsCountedAndToldAgainAfterAPause() {
        List<String> told = new ArrayList<>();
        findings.watch(finding -> told.add(finding.about() + " " + finding.count()));
        assertNotNull(raise(RULE, 1, 0, 1));
        assertNull(raise(RULE, 1, 1, 2));
        assertNotNull(raise(RULE, 2, 1, 2), "another thing");
        assertNotNull(raise(OTHER, 1, 1, 2), "another rule");
        assertNull(raise(RULE, 1, 59.9, 3));
        assertNotNull(raise(RULE, 1, 60, 4));
        findings.tell();
        assertEquals(List.of("about 1 1", "about 2 1", "about 1 1", "about 1 4"), told);
        Finding first = findings.all().iterator().next();
        assertEquals(4, first.count());
        assertEquals(2, first.suppressed());
        assertEquals("text at 4", first.text());
        assertEquals(List.of(1L, 2L, 3L, 4L), first.frames());
        assertEquals(60 * SECOND, first.lastNanos());
    }

    @Test
    void framesAreTheFirstFiveAndTheLast() {
        for (int i = 1; i <= 9; i++) {
            raise(RULE, 1, i, i);
        }
        raise(RULE, 1, 10, 0);
        Finding finding = findings.all().iterator().next();
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), finding.frames());
        assertEquals(9, finding.lastFrame());
    }

    @Test
    void theirNumberIsLimited() {
        for (int i = 0; i < Findings.MOST + 7; i++) {
            raise(RULE, i, 0, 1);
        }
        assertEquals(Findings.MOST, findings.all().size());
        assertEquals(7, findings.dropped());
        assertNull(raise(RULE, 0, 1, 2), "what is known is still counted");
        assertEquals(2, findings.all().iterator().next().count());
        findings.clear();
        assertEquals(0, findings.all().size());
    }

    @Test
    void severitiesAreFilteredByTheFindingsOwn() {
        findings.about(0, 0, 0, 0, 1).as(Severity.CHAT).raise(RULE, 0, 1).say("milder", "text");
        raise(OTHER, 1, 0, 1);
        assertEquals(1, findings.atLeast(Severity.NOTE).size());
        assertEquals(2, findings.atLeast(Severity.CHAT).size());
    }
}
