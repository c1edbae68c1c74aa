package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Out;
import io.mcshark.decoder.report.Json;
import io.mcshark.decoder.report.Report;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ZapReportTest {
    private static final Target A = Target.parse("239.1.1.1:5000").getFirst();
    private static final long SECOND = 1_000_000_000L, MS = 1_000_000L;

    private static Zapping zap(long before, long join, long leave, long leaked) {
        return new Zapping(A, 1, SECOND, before, join, join < 0 ? 0 : 10, 5 * MS, leave, leave > 0 ? 3 : 0, leaked);
    }

    private static String json(ZapReport report) {
        Out out = new Out();
        Report some = report.report(SECOND);
        new Json(true).put(some, out);
        return out + String.join("\n", some.remarks());
    }

    @Test
    void percentilesAreOfTheNearestRank() {
        assertEquals(
                new Figures(1L, 11L, 19L, 20L),
                Figures.of(LongStream.rangeClosed(1, 20).toArray()));
        assertEquals(new Figures(7L, 7L, 7L, 7L), Figures.of(new long[] {7}));
        assertEquals(new Figures(null, null, null, null), Figures.of(new long[0]));
    }

    @Test
    void latenciesCountFailuresApart() {
        List<Zapping> all = List.of(
                zap(0, 10 * MS, 2 * SECOND, Zapping.UNKNOWN),
                zap(0, 30 * MS, Zapping.NEVER, Zapping.UNKNOWN),
                zap(0, Zapping.NEVER, Zapping.UNKNOWN, Zapping.UNKNOWN));
        ZapReport report = new ZapReport(all, false, false);
        assertFalse(report.passed());
        assertTrue(
                json(report)
                        .contains(
                                "\"zaps\":3,\"join_failures\":1,\"join_min\":0.01,\"join_mean\":0.02,\"join_p95\":0.03,"
                                        + "\"join_max\":0.03,\"leave_failures\":1,\"leave_min\":2,\"leave_mean\":2"),
                json(report));
        assertTrue(new ZapReport(all.subList(0, 2), false, false).passed(), "leaving is no failure without --phases");
    }

    @Test
    void eachPhaseFailsForItself() {
        assertTrue(new ZapReport(List.of(zap(0, MS, SECOND, 0)), true, true).passed());
        assertFailed("before", zap(1, MS, SECOND, 0));
        assertFailed("joined", zap(0, Zapping.NEVER, 0, 0));
        assertFailed("left", zap(0, MS, Zapping.NEVER, 0));
        assertFailed("leak", zap(0, MS, SECOND, 1));
    }

    private static void assertFailed(String phase, Zapping zapping) {
        ZapReport report = new ZapReport(List.of(zapping), true, true);
        assertFalse(report.passed());
        assertTrue(json(report).contains("\"phase\":\"" + phase + "\",\"ok\":false"), json(report));
        assertEquals(3, json(report).split("\"ok\":true", -1).length - 1, json(report));
    }

    @Test
    void whatMakesAFigureDoubtfulIsSaid() {
        String flooded = json(new ZapReport(List.of(zap(4, MS, 0, 0), zap(0, MS, 0, 0)), false, false));
        assertTrue(flooded.contains("In 1 of 2 zaps the group came before it was joined"), flooded);
        Zapping slow = new Zapping(A, 1, 0, 0, MS, 2, SECOND, 0, 0, 0);
        assertTrue(json(new ZapReport(List.of(slow), false, false)).contains("proves little"));
    }
}
