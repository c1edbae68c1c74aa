package io.mcshark.decoder.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Out;
import io.mcshark.decoder.view.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** Tables as text, JSON and CSV. */
class ReportTest {
    /** A row with one of everything. */
    private record Row(
            String name,
            Long count,
            Double rate,
            Double share,
            Long time,
            Long length,
            Boolean flag,
            List<Long> frames) {
        static Row of(String name, long count) {
            return new Row(name, count, null, null, null, null, null, null);
        }
    }

    private static final Sheet<Row> SHEET = Sheet.of(
            "row",
            "Rows",
            "A row.",
            Column.of("name", "Name", Kind.TEXT, "Its name.", Row::name),
            Column.of("count", "Count", Kind.COUNT, "How many.", Row::count),
            Column.<Row>of("rate", "Rate", Kind.RATE, "How fast.", Row::rate).rank(1),
            Column.<Row>of("share", "Share", Kind.SHARE, "How much of it.", Row::share)
                    .rank(3),
            Column.<Row>of("first", "First", Kind.TIME, "When.", Row::time).rank(2),
            Column.<Row>of("length", "Length", Kind.DURATION, "How long.", Row::length)
                    .rank(2),
            Column.of("flag", "Flag", Kind.FLAG, "Whether.", Row::flag),
            Column.<Row>of("frames", "Frames", Kind.COUNTS, "Which.", Row::frames)
                    .hidden());

    private static final Row FULL = new Row(
            "239.1.1.1",
            1234L,
            12_345_678.0,
            0.1234,
            1_700_000_000_123_456_789L,
            1_500_000_000L,
            true,
            List.of(1L, 22L));

    private static String text(int width, Row... rows) {
        Out out = new Out();
        Clock clock = new Clock(Clock.Format.U, TimeZone.getTimeZone("UTC"), false);
        new TextTable(clock, width).put(new Report().add(SHEET, List.of(rows)), out);
        return out.toString();
    }

    private static String json(boolean lines, Row... rows) {
        Out out = new Out();
        new Json(lines).put(new Report().add(SHEET, List.of(rows)), out);
        return out.toString();
    }

    private static String csv(Row... rows) {
        Out out = new Out();
        new Csv().put(new Report().add(SHEET, List.of(rows)), out);
        return out.toString();
    }

    // ---- text

    @Test
    void columnsAreAsWideAsWhatStandsInThemAndNumbersFlushRight() {
        assertEquals("""
                Name         Count          Rate    Share            First  Length  Flag
                239.1.1.1     1234  12.35 Mbit/s  12.34 %  22:13:20.123456   1.5 s  yes
                10.0.0.1000     22
                """, text(Integer.MAX_VALUE, FULL, Row.of("10.0.0.1000", 22)));
    }

    @Test
    void aColumnWithoutAnyValueIsNotShown() {
        assertEquals("Name  Count\na         1\n", text(80, Row.of("a", 1)));
    }

    @Test
    void aNarrowTerminalLosesColumnsOfTheHighestRankFirstAndIsToldWhich() {
        assertEquals("""
                Name       Count          Rate            First  Length  Flag
                239.1.1.1   1234  12.35 Mbit/s  22:13:20.123456   1.5 s  yes
                (no room for: Share)
                """, text(69, FULL));
        assertEquals("""
                Name       Count          Rate  Flag
                239.1.1.1   1234  12.35 Mbit/s  yes
                (no room for: Share, First, Length)
                """, text(36, FULL));
        assertEquals("""
                Name       Count  Flag
                239.1.1.1   1234  yes
                (no room for: Rate, Share, First, Length)
                """, text(10, FULL));
    }

    @Test
    void wideAndCombiningCharactersTakeTheColumnsTheyTake() {
        assertEquals(
                """
                Name    Count
                東京        1
                é           2
                abcdef      3
                """,
                text(80, Row.of("東京", 1), Row.of("e\u0301", 2), Row.of("abcdef", 3))
                        .replace("e\u0301", "é"));
    }

    @Test
    void whatCouldSteerATerminalIsEscapedAndMeasuredSo() {
        assertEquals("""
                Name      Count
                a\\x1b[1m      1
                \\u202eb       2
                """, text(80, Row.of("a\u001b[1m", 1), Row.of("\u202eb", 2)));
    }

    @Test
    void remarksFollowTheirTableAndSeveralTablesHaveTitles() {
        Report report = new Report()
                .say("before")
                .add(SHEET, List.of(Row.of("a", 1)))
                .say("behind")
                .add(SHEET, List.of())
                .add(SHEET, List.of(Row.of("b", 2)));
        Out out = new Out();
        new TextTable(new Clock(Clock.Format.U, TimeZone.getTimeZone("UTC"), false), 80).put(report, out);
        assertEquals(
                "before\n\nRows\nName  Count\na         1\nbehind\n\nRows\nName  Count\nb         2\n", out.toString());
        assertEquals(List.of("before", "behind"), report.remarks());
    }

    // ---- JSON

    @Test
    void jsonHasEveryKeyAndTheUnitsThatAreDocumented() {
        assertEquals(
                "[\n{\"schema\":1,\"record\":\"row\",\"name\":\"239.1.1.1\",\"count\":1234,\"rate\":12345678,"
                        + "\"share\":0.1234,\"first\":\"1700000000.123456789\",\"length\":1.5,\"flag\":true,\"frames\":[1,22]}\n]\n",
                json(false, FULL));
        assertEquals(
                "{\"schema\":1,\"record\":\"row\",\"name\":\"a\",\"count\":1,\"rate\":null,\"share\":null,\"first\":null,"
                        + "\"length\":null,\"flag\":null,\"frames\":null}\n",
                json(true, Row.of("a", 1)));
        assertEquals("[]\n", json(false));
        assertEquals("", json(true));
    }

    @Test
    void jsonEscapesWhatItMustAndWhatCouldSteerATerminal() {
        String name = "q\" b\\ n\n e\u001b c\u0085 r\u202e s\u2028 \ud83d\ude00 \ud83d ü";
        String expected = "q\\\" b\\\\ n\\u000a e\\u001b c\\u0085 r\\u202e s\\u2028 \\ud83d\\ude00 \\ud83d ü";
        assertTrue(json(true, Row.of(name, 1)).contains("\"name\":\"" + expected + "\","), json(true, Row.of(name, 1)));
    }

    @Test
    void jsonNumbersAreNumbers() {
        Out out = new Out();
        for (double value : new double[] {0, -0.0, 1e15, 1.5e-7, 1e22, Double.NaN, Double.POSITIVE_INFINITY}) {
            Json.number(value, out.put(' '));
        }
        assertEquals(" 0 0 1000000000000000 0.00000015 10000000000000000000000 null null", out.toString());
    }

    // ---- CSV

    @Test
    void csvQuotesCommasAndQuotesAndLeavesNothingEmpty() {
        String head = "name,count,rate,share,first,length,flag,frames\r\n";
        assertEquals(head + "239.1.1.1,1234,12345678,0.1234,1700000000.123456789,1.5,true,1 22\r\n", csv(FULL));
        assertEquals(
                head + "\"a,b\",1,,,,,,\r\n\"a \"\"b\"\"\",2,,,,,,\r\n", csv(Row.of("a,b", 1), Row.of("a \"b\"", 2)));
        assertEquals(head + "a\\nb\\x1b,1,,,,,,\r\n", csv(Row.of("a\nb\u001b", 1)));
        assertEquals(head + "a,1,,,,,,\r\n", csv(new Row("a", 1L, Double.NaN, null, null, null, null, null)));
        assertEquals(head, csv());
    }

    // ---- order

    @Test
    void numbersInTextAreComparedByValue() {
        String[] sorted = {"", "10.0.0.9", "10.0.0.10", "239.1.1.9", "239.1.1.10", "a", "a1", "a01", "a2b", "a10", "b"};
        String[] given = sorted.clone();
        java.util.Collections.reverse(Arrays.asList(given));
        Arrays.sort(given, Report::natural);
        assertEquals(0, Report.natural("a1", "a1"));
        assertTrue(Report.natural("a1", "a01") != 0, "different texts are never equal");
        assertEquals(
                List.of("10.0.0.9", "10.0.0.10", "239.1.1.9", "239.1.1.10"),
                List.of(given).subList(1, 5));
        assertEquals(List.of("a2b", "a10", "b"), List.of(given).subList(8, 11));
        String long1 = "1".repeat(40);
        assertTrue(Report.natural(long1 + "0", long1) > 0, "numbers of any length");
    }

    @Test
    void sortingPutsNumbersFallingTextRisingAndNothingLast() {
        Row none = new Row("c", null, null, null, null, null, null, null);
        Report report = new Report().add(SHEET, List.of(Row.of("b10", 1), none, Row.of("b9", 2)));
        assertTrue(report.sort("count"));
        assertEquals("b9 b10 c", names(report));
        assertTrue(report.sort("-Count"));
        assertEquals("b10 b9 c", names(report));
        assertTrue(report.sort("name"));
        assertEquals("b9 b10 c", names(report));
        assertFalse(report.sort("nothing"));
        assertTrue(new Report().sort("nothing"), "nothing to sort");
    }

    private static String names(Report report) {
        return String.join(
                " ",
                report.parts().getFirst().rows().stream()
                        .map(row -> ((Row) row).name())
                        .toList());
    }
}
