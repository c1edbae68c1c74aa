package io.mcshark.decoder.analysis;

import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Quantity;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What was found in a capture, the gravest first, and what kept more from being found. */
public final class Diagnosis {
    /** A capture shorter than this cannot show that a querier is missing: 2 x 125 s + 10 s (RFC 3376, 8.4). */
    public static final long ABSENCE_NANOS = 260_000_000_000L;

    public static final Sheet<Finding> SHEET = Sheet.of(
            "finding",
            "Findings",
            "A rule that was met, about one thing; docs/findings.md has the rules.",
            Column.of("severity", "Severity", Kind.TEXT, "error, warn, note or chat.", f -> f.severity()
                    .token()),
            Column.of("id", "Rule", Kind.TEXT, "The rule's name.", f -> f.rule().id()),
            Column.of("about", "About", Kind.TEXT, "Who or what: a flow, a host, a group.", Finding::about),
            Column.of("text", "What", Kind.TEXT, "What was seen.", Finding::text),
            Column.of("count", "Count", Kind.COUNT, "How often.", Finding::count),
            Column.<Finding>of(
                            "suppressed",
                            "Suppressed",
                            Kind.COUNT,
                            "How many of these came less than 60 s after one that was told live.",
                            Finding::suppressed)
                    .hidden(),
            Column.<Finding>of("first", "First", Kind.TIME, "Time of the first.", Finding::firstNanos)
                    .rank(1),
            Column.<Finding>of("last", "Last", Kind.TIME, "Time of the last.", Finding::lastNanos)
                    .rank(2),
            Column.<Finding>of(
                            "frames",
                            "Frames",
                            Kind.COUNTS,
                            "The first frames that show it; none for an absence.",
                            Finding::frames)
                    .rank(3),
            Column.<Finding>of("protocol", "Protocol", Kind.TEXT, "The protocol.", f -> f.rule()
                            .protocol())
                    .hidden(),
            Column.<Finding>of("why", "Why", Kind.TEXT, "Why it matters.", f -> f.rule()
                            .why())
                    .hidden(),
            Column.<Finding>of("advice", "Advice", Kind.TEXT, "What to do.", f -> f.rule()
                            .advice())
                    .hidden());

    private static final Comparator<Finding> GRAVEST = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::count)
            .reversed()
            .thenComparing(Finding::firstNanos)
            .thenComparing(Finding::about, Report::natural);

    private final Findings findings;
    private final Extent extent;
    private final Predicate<Finding> asked;
    private final List<String> remarks = new ArrayList<>();

    /** @param asked which rules count at all */
    public Diagnosis(Situation situation, Predicate<Finding> asked) {
        this.findings = situation.findings();
        this.extent = situation.extent();
        this.asked = asked;
    }

    /** Adds something that keeps findings from being made, known outside. */
    public void remark(String line) {
        remarks.add(line);
    }

    /** The findings of at least a severity, the gravest first, of those the most frequent. */
    public List<Finding> findings(Severity least) {
        return findings.atLeast(least).stream().filter(asked).sorted(GRAVEST).toList();
    }

    /** The findings of at least a severity as a table, and the remarks. */
    public Report report(Severity least) {
        Report report = new Report().add(SHEET, findings(least));
        report.say(summary());
        caveats().forEach(report::say);
        return report;
    }

    /** One line: how many of which severity, in how much. */
    public String summary() {
        int[] counts = new int[Severity.values().length];
        findings(Severity.CHAT).forEach(finding -> counts[finding.severity().ordinal()]++);
        StringBuilder text = new StringBuilder();
        for (int i = counts.length - 1; i >= 0; i--) {
            if (counts[i] > 0) {
                text.append(text.isEmpty() ? "" : ", ").append(words(counts[i], Severity.values()[i]));
            }
        }
        return (text.isEmpty() ? "Nothing found" : text) + " in " + extent();
    }

    private String extent() {
        String packets =
                extent.packets() == 1 ? "1 packet" : String.format(Locale.ROOT, "%,d packets", extent.packets());
        return extent.nanos() == 0 ? packets : packets + " over " + Quantity.duration(extent.nanos());
    }

    /** {@code 1 error}, {@code 3 warnings}. */
    public static String words(int count, Severity severity) {
        String word =
                switch (severity) {
                    case ERROR -> "error";
                    case WARN -> "warning";
                    case NOTE -> "note";
                    case CHAT -> "normal event";
                };
        return count + " " + word + (count == 1 ? "" : "s");
    }

    /** What keeps findings from being made, or from being believed. */
    public List<String> caveats() {
        List<String> lines = new ArrayList<>(remarks);
        if (extent.packets() > 0 && extent.nanos() < ABSENCE_NANOS) {
            lines.add("Too short to tell what is missing: no querier, no answer; that takes "
                    + Quantity.duration(ABSENCE_NANOS) + ".");
        }
        if (extent.cut() > 0) {
            lines.add(counted(extent.cut(), "was cut", "were cut")
                    + " at capture: what lies behind was not looked at, checksums over it were not verified.");
        }
        if (extent.withOffload() > 0) {
            lines.add(
                    counted(extent.withOffload(), "has a checksum", "have checksums")
                            + " that the network adapter was to fill in: captured on the host that sent, and not counted as wrong.");
        }
        if (findings.dropped() > 0) {
            lines.add("More than " + Findings.MOST + " findings; " + findings.dropped() + " more were not kept.");
        }
        return lines;
    }

    private static String counted(long count, String one, String many) {
        return String.format(Locale.ROOT, "%,d ", count) + (count == 1 ? "packet " + one : "packets " + many);
    }
}
