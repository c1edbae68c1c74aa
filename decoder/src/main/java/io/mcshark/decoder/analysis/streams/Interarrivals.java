package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Quantity;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** The times between the packets of each stream, as distributions: only where they are asked for. */
final class Interarrivals {
    /** The most streams with a distribution; some 40 KB each. */
    static final int MOST = 1000;

    /** The most that are drawn. */
    static final int MOST_DRAWN = 3;

    /** To one part in a hundred. */
    private static final int DIGITS = 2;

    private static final int BAR = 40, LABEL = 20, COUNT = 12, SHARE = 10;

    /** Where steps of a picture end, for each power of ten: usual intervals (1, 2, 5) lie within a step, not between two. */
    private static final double[] ENDS = {1.5, 3, 7};

    /** A picture of more steps than these is drawn in powers of ten. */
    private static final int MOST_STEPS = 18;

    private static final String EIGHTHS = "▏▎▍▌▋▊▉█";

    private final boolean blocks;
    private int streams;
    private boolean crowded;

    /** @param blocks whether pictures may have more than ASCII */
    Interarrivals(boolean blocks) {
        this.blocks = blocks;
    }

    /** @param gap since the packet before; a time that goes back is none */
    void add(Stream s, long gap) {
        if (s.packets < 2 || gap < 0) {
            return;
        }
        if (s.gapTimes == null) {
            if (streams >= MOST) {
                crowded = true;
                return;
            }
            streams++;
            s.gapTimes = new Histogram(DIGITS);
            s.gapTimes.setAutoResize(true);
        }
        s.gapTimes.recordValue(gap);
    }

    // ---- telling

    static final Sheet<Stream> SHEET = Sheet.of(
            "interarrival",
            "Times between packets",
            "How the times between the packets of a stream are distributed, to one part in a hundred (--histogram).",
            Column.of("source", "Source", Kind.TEXT, "Source address.", Stream::source),
            Column.<Stream>of("source_port", "Port", Kind.COUNT, "Source port.", Stream::sourcePort)
                    .rank(2),
            Column.of("group", "Group", Kind.TEXT, "Group address.", Stream::group),
            Column.of("port", "Port", Kind.COUNT, "Destination port.", Stream::port),
            Column.of("vlan", "VLAN", Kind.TEXT, "VLAN id.", Stream::vlan),
            Column.<Stream>of("gaps", "Gaps", Kind.COUNT, "Times between two packets.", s -> s.gapTimes.getTotalCount())
                    .rank(1),
            Column.of("p50", "p50", Kind.DURATION, "Half of them are no longer.", at(50)),
            Column.of("p90", "p90", Kind.DURATION, "90 % are no longer.", at(90)),
            Column.of("p99", "p99", Kind.DURATION, "99 % are no longer.", at(99)),
            Column.of("p99_9", "p99.9", Kind.DURATION, "99.9 % are no longer.", at(99.9)),
            Column.of("max", "Max", Kind.DURATION, "The longest, exactly.", s -> s.longestGap));

    private static Function<Stream, Object> at(double percent) {
        return s -> Math.min(s.gapTimes.getValueAtPercentile(percent), s.longestGap);
    }

    /** Adds the table, and pictures of the first few. */
    void tell(Report report, List<Stream> all) {
        List<Stream> some = all.stream().filter(s -> s.gapTimes != null).toList();
        report.add(SHEET, some);
        if (crowded) {
            report.say("Times between packets are those of the first " + MOST + " streams only");
        }
        if (some.size() > MOST_DRAWN) {
            report.say("Drawn are the " + MOST_DRAWN + " streams with most bytes");
        }
        for (int i = 0; i < Math.min(MOST_DRAWN, some.size()); i++) {
            report.draw(i == 0 ? List.of() : List.of("")).draw(draw(some.get(i)));
        }
    }

    private List<String> draw(Stream s) {
        List<String> lines = new ArrayList<>();
        lines.add("Times between packets of " + s);
        long[] counts = new long[step(Long.MAX_VALUE) + 1];
        for (HistogramIterationValue value : s.gapTimes.recordedValues()) {
            long middle = s.gapTimes.medianEquivalentValue(value.getValueIteratedTo());
            counts[step(Math.min(middle, s.longestGap))] += value.getCountAtValueIteratedTo();
        }
        List<long[]> rows = new ArrayList<>(); // where one begins and ends, and its count
        if (counts[0] > 0) {
            rows.add(new long[] {0, 0, counts[0]});
        }
        int first = 1;
        int last = counts.length - 1;
        while (first < last && counts[first] == 0) {
            first++;
        }
        while (last > 0 && counts[last] == 0) {
            last--;
        }
        int width = last - first < MOST_STEPS ? 1 : ENDS.length;
        for (int i = first - (first - 1) % width; i <= last; i += width) {
            long count = 0;
            for (int j = i; j <= Math.min(last, i + width - 1); j++) {
                count += counts[j];
            }
            rows.add(new long[] {end(i - 1), end(i + width - 1), count});
        }
        long most = rows.stream().mapToLong(row -> row[2]).max().orElse(1);
        for (long[] row : rows) {
            String label = row[1] == 0 ? "same time" : duration(row[0]) + " - " + duration(row[1]);
            lines.add((right(label, LABEL) + "  " + left(bar((double) row[2] / most), BAR)
                            + right(String.valueOf(row[2]), COUNT)
                            + right(Quantity.share((double) row[2] / s.gapTimes.getTotalCount()), SHARE))
                    .stripTrailing());
        }
        return lines;
    }

    /** Which step a time lies in: 0 for no time at all, else up to {@link #end}. */
    private static int step(long nanos) {
        if (nanos == 0) {
            return 0;
        }
        int step = 1;
        double power = 1;
        while (true) {
            for (double end : ENDS) {
                if (nanos < end * power) {
                    return step;
                }
                step++;
            }
            power *= 10;
        }
    }

    /** Where a step ends, nanoseconds. */
    private static long end(int step) {
        return step <= 0 ? 0 : (long) (ENDS[(step - 1) % ENDS.length] * Math.pow(10, (step - 1) / ENDS.length));
    }

    private String duration(long nanos) {
        String text = Quantity.duration(nanos);
        return blocks ? text : text.replace('µ', 'u');
    }

    private String bar(double share) {
        int eighths = (int) Math.round(share * BAR * EIGHTHS.length());
        if (share <= 0) {
            return "";
        }
        if (!blocks) {
            return eighths < EIGHTHS.length() / 2
                    ? "."
                    : "#".repeat((eighths + EIGHTHS.length() / 2) / EIGHTHS.length());
        }
        int rest = Math.max(eighths, 1) % EIGHTHS.length();
        return "█".repeat(eighths / EIGHTHS.length()) + (rest == 0 ? "" : EIGHTHS.charAt(rest - 1));
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(1, width - text.length())) + text;
    }

    private static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
