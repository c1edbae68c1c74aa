package io.mcshark.cli.analysis;

import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.Main;
import io.mcshark.cli.Options;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.analysis.Diagnosis;
import io.mcshark.decoder.analysis.Finding;
import io.mcshark.decoder.analysis.Rule;
import io.mcshark.decoder.analysis.Rules;
import io.mcshark.decoder.analysis.Severity;
import io.mcshark.decoder.analysis.Situation;
import io.mcshark.decoder.analysis.streams.Limits;
import io.mcshark.decoder.filter.FilterException;
import io.mcshark.decoder.report.Json;
import io.mcshark.decoder.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code mcshark expert}: what is wrong in a capture, and what to do about it. */
public final class Expert implements Declared {
    private static final String ALL = "all";

    private final Console console;
    private final AnalysisRun run;
    private final List<String> only = new ArrayList<>();
    private final List<String> without = new ArrayList<>();
    private String severity;
    private String failOn;
    private String explained;
    private String link;
    private boolean verbose;

    public Expert(Console console) {
        this.console = console;
        run = new AnalysisRun(console);
    }

    @Override
    public String about() {
        return "Finds what is wrong, says why it matters and what to do.";
    }

    @Override
    public void declare(Options options) {
        run.declare(options);
        options.value(
                        String.class,
                        s -> severity = s,
                        "LEVEL",
                        "Show findings from this severity on: chat, note, warn, error; note if not told, in JSON and CSV chat.",
                        "--severity")
                .values(only, "ID,…", "Only these rules.", "--only")
                .values(without, "ID,…", "Not these rules.", "--without")
                .flag(() -> verbose = true, "With reasons and advice, and every finding of a rule.", "--verbose")
                .value(
                        String.class,
                        text -> link = text,
                        "RATE",
                        "The speed of the link, 1G or 100Mbps: streams and bursts are measured against it.",
                        "--link")
                .value(
                        String.class,
                        id -> explained = id,
                        "ID",
                        "Explain a rule: when it is raised, why it matters, what to do; all for all of them.",
                        "--explain")
                .value(
                        String.class,
                        s -> failOn = s,
                        "LEVEL",
                        "Exit with 1 when there is a finding of this severity or a graver one.",
                        "--fail-on");
    }

    @Override
    public Integer call() throws IOException, FilterException {
        if (explained != null) {
            explain();
            return Main.OK;
        }
        Severity least =
                severity == null ? run.isText() ? Severity.NOTE : Severity.CHAT : level("--severity", severity);
        Severity failing = failOn == null ? null : level("--fail-on", failOn);
        Set<Rule> asked = asked();
        run.settings().checksums = true;
        Situation situation =
                new Situation(run.settings(), link == null ? Limits.USUAL : Limits.USUAL.withLink(Streams.link(link)));
        Diagnosis diagnosis = new Diagnosis(situation, finding -> asked.contains(finding.rule()));
        if (run.isLive() && run.isTold()) {
            situation.findings().watch(finding -> {
                if (asked.contains(finding.rule()) && finding.severity().compareTo(least) >= 0) {
                    tell(finding);
                }
            });
        }
        run.feed(situation, null);
        if (run.dropped() > 0) {
            diagnosis.remark(run.dropped() + " packets were dropped at capture: what seems lost may not have been.");
        }
        show(diagnosis, least);
        if (run.damaged()) {
            return Main.ERROR;
        }
        return failing == null || diagnosis.findings(failing).isEmpty() ? Main.OK : Main.NO;
    }

    private void show(Diagnosis diagnosis, Severity least) throws IOException {
        if (!run.isText() || run.isTable()) {
            boolean told = run.isLive() && run.isTold();
            Report report = told ? rest(diagnosis, least) : diagnosis.report(least);
            run.show(report, null);
            return;
        }
        Out out = new Out();
        new FindingsText(run.clock(), console.columns(), verbose).put(diagnosis.findings(least), out);
        out.put(diagnosis.summary());
        if (diagnosis.findings(least).size() < diagnosis.findings(Severity.CHAT).size()) {
            out.put(" (--severity chat shows all)");
        }
        out.put('\n');
        diagnosis.caveats().forEach(line -> out.put(line).put('\n'));
        console.flush();
        console.show(out);
    }

    /** Of findings that were told as they came, those that were met again since. */
    private static Report rest(Diagnosis diagnosis, Severity least) {
        Report all = diagnosis.report(least);
        Report rest = new Report()
                .add(
                        Diagnosis.SHEET,
                        diagnosis.findings(least).stream()
                                .filter(finding -> finding.suppressed() > 0)
                                .toList());
        all.remarks().forEach(rest::say);
        return rest;
    }

    /** One finding of a live capture, as it comes. */
    private void tell(Finding finding) {
        Out out = new Out();
        if (run.isText()) {
            new FindingsText(run.clock(), console.columns(), verbose).line(finding, out);
        } else {
            new Json(true).put(new Report().add(Diagnosis.SHEET, List.of(finding)), out);
        }
        try {
            console.show(out);
        } catch (IOException e) {
            console.stop(); // nobody looks any more
        }
    }

    private void explain() throws IOException {
        Out out = new Out();
        FindingsText text = new FindingsText(null, console.columns(), true);
        List<Rule> rules = explained.equals(ALL) ? Rules.all() : rules("--explain", List.of(explained));
        for (Rule rule : rules) {
            out.put(out.size() == 0 ? "" : "\n");
            text.explain(rule, out);
        }
        console.show(out);
    }

    private Set<Rule> asked() {
        Set<Rule> asked = new HashSet<>(only.isEmpty() ? Rules.all() : rules("--only", only));
        rules("--without", without).forEach(asked::remove);
        return asked;
    }

    private static List<Rule> rules(String option, List<String> lists) {
        List<Rule> rules = new ArrayList<>();
        for (String list : lists) {
            for (String id : list.split(",")) {
                Rule rule = Rules.of(id.strip());
                if (rule == null) {
                    String near = Catalogue.nearest(
                            id.strip(), Rules.all().stream().map(Rule::id).toList());
                    throw new UserError(option + " " + id.strip() + ": no such rule; "
                            + (near == null
                                    ? "mcshark expert --explain all lists them"
                                    : "did you mean " + near + "?"));
                }
                rules.add(rule);
            }
        }
        return rules;
    }

    private static Severity level(String option, String text) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.token().equals(text))
                .findFirst()
                .orElseThrow(() -> new UserError(option + " " + text + ": give one of "
                        + Arrays.stream(Severity.values()).map(Severity::token).collect(Collectors.joining(", "))));
    }
}
