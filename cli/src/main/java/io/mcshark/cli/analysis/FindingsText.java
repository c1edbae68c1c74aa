package io.mcshark.cli.analysis;

import io.mcshark.decoder.Out;
import io.mcshark.decoder.analysis.Finding;
import io.mcshark.decoder.analysis.Rule;
import io.mcshark.decoder.analysis.Severity;
import io.mcshark.decoder.view.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Findings as text for people: by severity and rule; of each what, about what, how often, and in which frames. */
final class FindingsText {
    /** How many findings of one rule are shown unless all are asked for. */
    private static final int SOME = 5;

    /** Where explanations are broken, if the terminal is not narrower. */
    private static final int LINE = 100;

    private static final int LEAST_LINE = 40;

    private final Clock clock;
    private final int width;
    private final boolean verbose;
    private final Out scratch = new Out();

    /** @param verbose with reasons and advice, and every finding */
    FindingsText(Clock clock, int columns, boolean verbose) {
        this.clock = clock;
        this.width = Math.max(LEAST_LINE, Math.min(columns, LINE));
        this.verbose = verbose;
    }

    /** Appends findings that are in order: the gravest first. */
    void put(List<Finding> findings, Out out) {
        Map<Severity, Map<Rule, List<Finding>>> ordered = findings.stream()
                .collect(Collectors.groupingBy(
                        Finding::severity,
                        LinkedHashMap::new,
                        Collectors.groupingBy(Finding::rule, LinkedHashMap::new, Collectors.toList())));
        ordered.forEach((severity, rules) -> rules.forEach((rule, some) -> rule(severity, rule, some, out)));
    }

    private void rule(Severity severity, Rule rule, List<Finding> findings, Out out) {
        out.put(severity.token()).put("  ").put(rule.id()).put('\n');
        if (verbose) {
            wrapped("Why: ", rule.why(), out);
            wrapped("Do:  ", rule.advice(), out);
        }
        int shown = verbose || findings.size() == SOME + 1 ? findings.size() : Math.min(SOME, findings.size());
        for (Finding finding : findings.subList(0, shown)) {
            out.put("    ").safe(finding.about()).put(": ").safe(finding.text()).put('\n');
            often(finding, out.put("        "));
            out.put('\n');
        }
        if (shown < findings.size()) {
            out.put("    and ").dec(findings.size() - shown).put(" more (--verbose shows them)\n");
        }
        out.put('\n');
    }

    /** {@code 12 times from 10:00:00.000000 to 10:02:00.000000, frames 3, 5, 9, 12, 15 … 480}. */
    private void often(Finding finding, Out out) {
        if (finding.count() == 1) {
            time(finding.firstNanos(), out.put("once, at "));
        } else {
            out.dec(finding.count()).put(finding.count() == 2 ? " times, " : " times from ");
            time(finding.firstNanos(), out);
            time(finding.lastNanos(), out.put(finding.count() == 2 ? " and " : " to "));
        }
        List<Long> frames = finding.frames();
        if (frames.isEmpty()) {
            return;
        }
        out.put(frames.size() == 1 ? ", frame " : ", frames ");
        out.put(frames.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        if (finding.lastFrame() != frames.getLast()) {
            out.put(" … ").dec(finding.lastFrame());
        }
    }

    private void time(long nanos, Out out) {
        scratch.clear();
        clock.put(nanos, scratch);
        out.put(scratch.toString().strip());
    }

    /** Appends one finding as a line, as it comes. */
    void line(Finding finding, Out out) {
        time(finding.lastNanos(), out);
        out.put("  ")
                .put(finding.severity().token())
                .put("  ")
                .put(finding.rule().id())
                .put("  ");
        out.safe(finding.about()).put(": ").safe(finding.text());
        if (finding.count() > 1) {
            out.put(" (").dec(finding.count()).put(" times");
            out.put(finding.lastFrame() > 0 ? ", last in frame " + finding.lastFrame() : "")
                    .put(")");
        } else if (finding.lastFrame() > 0) {
            out.put(" (frame ").dec(finding.lastFrame()).put(')');
        }
        out.put('\n');
    }

    /** Appends what there is to know about a rule. */
    void explain(Rule rule, Out out) {
        out.put(rule.id())
                .put("  (")
                .put(rule.severity().token())
                .put(", ")
                .put(rule.protocol())
                .put(")\n");
        wrapped("When: ", rule.condition(), out);
        wrapped("Why:  ", rule.why(), out);
        wrapped("Do:   ", rule.advice(), out);
        out.put("    Show: -Y 'mcast.finding == \"").put(rule.id()).put("\"'\n");
    }

    /** Appends a label and text in lines that hang under it. */
    private void wrapped(String label, String text, Out out) {
        int indent = 4 + label.length();
        int column = indent;
        out.put("    ").put(label);
        boolean begun = false;
        for (String word : text.split(" ")) {
            if (begun && column + 1 + word.length() > width) {
                out.put('\n').repeat(' ', indent);
                column = indent;
                begun = false;
            }
            out.put(begun ? " " : "").put(word);
            column += word.length() + (begun ? 1 : 0);
            begun = true;
        }
        out.put('\n');
    }
}
