package io.mcshark.decoder.analysis.rates;

import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.List;

/**
 * Rates over time, ready to be drawn.
 *
 * @param origin when the first interval begins, nanoseconds since 1970
 * @param interval its length in nanoseconds, and that of all others
 * @param count how many there are
 * @param lines those with most bytes first; the last may be all others together
 * @param total all of them, and those without a line
 */
public record Plot(long origin, long interval, int count, List<Line> lines, Line total) {
    static final double SECOND = 1e9;

    /** What all series that have no line of their own are called. */
    public static final String OTHERS = "others";

    /** One series: packets and bytes in each interval. */
    public record Line(String name, long[] packets, long[] bytes) {
        /** The first interval with a packet; the number of intervals if there is none. */
        public int first() {
            int i = 0;
            while (i < packets.length && packets[i] == 0) {
                i++;
            }
            return i;
        }

        /** The last interval with a packet; -1 if there is none. */
        public int last() {
            int i = packets.length - 1;
            while (i >= 0 && packets[i] == 0) {
                i--;
            }
            return i;
        }

        /** Intervals without a packet between those with the first and the last one. */
        public int gaps() {
            int gaps = 0;
            for (int i = first(); i <= last(); i++) {
                gaps += packets[i] == 0 ? 1 : 0;
            }
            return gaps;
        }

        static long sum(long[] values) {
            long sum = 0;
            for (long value : values) {
                sum += value;
            }
            return sum;
        }
    }

    /** What is drawn of a line. */
    public enum Unit {
        BITS("bit/s"),
        PACKETS("packets/s");

        private final String text;

        Unit(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** A line's rate in an interval. */
    public double rate(Line line, int i, Unit unit) {
        double amount = unit == Unit.BITS ? line.bytes[i] * 8.0 : line.packets[i];
        return amount * SECOND / interval;
    }

    /** A line's highest rate. */
    public double peak(Line line, Unit unit) {
        double peak = 0;
        for (int i = 0; i < count; i++) {
            peak = Math.max(peak, rate(line, i, unit));
        }
        return peak;
    }

    /** A line's rate over the whole time. */
    public double mean(Line line, Unit unit) {
        double amount = unit == Unit.BITS ? Line.sum(line.bytes) * 8.0 : Line.sum(line.packets);
        return amount * SECOND / interval / count;
    }

    /** The same in longer intervals, {@code factor} in one. */
    public Plot coarser(int factor) {
        int fewer = (count + factor - 1) / factor;
        return new Plot(
                origin,
                interval * factor,
                fewer,
                lines.stream().map(line -> coarser(line, factor, fewer)).toList(),
                coarser(total, factor, fewer));
    }

    private static Line coarser(Line line, int factor, int fewer) {
        Line some = new Line(line.name, new long[fewer], new long[fewer]);
        for (int i = 0; i < line.packets.length; i++) {
            some.packets[i / factor] += line.packets[i];
            some.bytes[i / factor] += line.bytes[i];
        }
        return some;
    }

    // ---- as tables

    /** A line in an interval. */
    private record Spot(Plot plot, Line line, int i) {}

    private static final Sheet<Spot> SPOTS = Sheet.of(
            "rate",
            "Rates",
            "A series in an interval. Intervals in which it has no packet are there, too.",
            Column.of(
                    "time", "Time", Kind.TIME, "When the interval begins.", s -> s.plot.origin + s.plot.interval * s.i),
            Column.of(
                    "key", "Key", Kind.TEXT, "What the series is of: a group, a source … or others.", s -> s.line.name),
            Column.of("packets", "Packets", Kind.COUNT, "Packets in the interval.", s -> s.line.packets[s.i]),
            Column.of("bytes", "Bytes", Kind.COUNT, "Bytes of their frames.", s -> s.line.bytes[s.i]),
            Column.of(
                    "rate",
                    "Rate",
                    Kind.RATE,
                    "These bytes over the interval.",
                    s -> s.plot.rate(s.line, s.i, Unit.BITS)));

    /** A line as a whole. */
    private record Whole(Plot plot, Line line) {}

    private static final Sheet<Whole> SERIES = Sheet.of(
            "series",
            "Series",
            "A series as a whole.",
            Column.of("key", "Key", Kind.TEXT, "What it is of.", w -> w.line.name),
            Column.of("packets", "Packets", Kind.COUNT, "Its packets.", w -> Line.sum(w.line.packets)),
            Column.of("bytes", "Bytes", Kind.COUNT, "Bytes of their frames.", w -> Line.sum(w.line.bytes)),
            Column.of("mean_rate", "Mean", Kind.RATE, "Rate over the whole time.", w -> w.plot.mean(w.line, Unit.BITS)),
            Column.of(
                    "peak_rate",
                    "Peak",
                    Kind.RATE,
                    "Highest rate of an interval.",
                    w -> w.plot.peak(w.line, Unit.BITS)),
            Column.of("interval", "Interval", Kind.DURATION, "Length of an interval.", w -> w.plot.interval),
            Column.of(
                    "gaps",
                    "Gaps",
                    Kind.COUNT,
                    "Intervals without a packet between its first and its last one.",
                    w -> w.line.gaps()));

    /** The tables of its report. */
    public static final List<Sheet<?>> SHEETS = List.of(SPOTS, SERIES);

    private List<Spot> spots() {
        List<Spot> spots = new ArrayList<>();
        for (Line line : lines) {
            for (int i = 0; i < count; i++) {
                spots.add(new Spot(this, line, i));
            }
        }
        return spots;
    }

    /** Adds its tables to a report, to be shown when asked for. */
    void report(Report report) {
        report.aside(SPOTS, spots());
        List<Whole> all = new ArrayList<>();
        lines.forEach(line -> all.add(new Whole(this, line)));
        report.aside(SERIES, all);
    }
}
