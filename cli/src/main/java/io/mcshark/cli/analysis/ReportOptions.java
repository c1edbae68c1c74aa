package io.mcshark.cli.analysis;

import io.mcshark.cli.Console;
import io.mcshark.cli.Options;
import io.mcshark.cli.Quantities;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.report.Csv;
import io.mcshark.decoder.report.Json;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.TextTable;
import io.mcshark.decoder.view.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;

/** How a report is shown. */
final class ReportOptions {
    private static final String ALL = "all";

    private boolean json;
    private boolean lines;
    private boolean csv;
    private String records;
    private String sort;
    private String time = "a";
    private String every;

    void declare(Options options) {
        options.flag(() -> json = true, "As a JSON array (docs/reports.md).", "--json")
                .flag(() -> lines = true, "As one JSON object a line.", "--ndjson")
                .flag(() -> csv = true, "As CSV.", "--csv")
                .value(
                        String.class,
                        names -> records = names,
                        "NAME,…",
                        "Which tables: their names, or all; JSON and CSV show the first if not told.",
                        "--record")
                .value(
                        String.class,
                        column -> sort = column,
                        "COLUMN",
                        "Sort by this column; -COLUMN the other way round.",
                        "--sort")
                .value(
                        String.class,
                        t -> time = t,
                        "a|ad|u|ud|e",
                        "Times: of day, with date, universal, universal with date, since 1970.",
                        "-t")
                .value(
                        String.class,
                        d -> every = d,
                        "TIME",
                        "Live: show anew so often; 1s on a terminal, at the end only elsewhere, if not told.",
                        "--every");
    }

    /** Finds what cannot be meant, before packets are read. */
    void check() {
        if ((json ? 1 : 0) + (lines ? 1 : 0) + (csv ? 1 : 0) > 1) {
            throw new UserError("give one of --json, --ndjson and --csv");
        }
        clock();
        every();
    }

    /** How often a live report is shown anew; null if not told. */
    Duration every() {
        return every == null ? null : Quantities.duration(every);
    }

    /** Whether it is text for people. */
    boolean isText() {
        return !json && !lines && !csv;
    }

    /** Whether findings and the like are told one by one while they come: as lines of text or of JSON. */
    boolean isTold() {
        return !json && !csv && !isTable();
    }

    /** Whether the tables were asked for in a way that only a table has. */
    boolean isTable() {
        return isText() && (sort != null || records != null);
    }

    Clock clock() {
        try {
            return new Clock(Clock.Format.valueOf(time.toUpperCase(Locale.ROOT)), TimeZone.getDefault(), false);
        } catch (IllegalArgumentException e) {
            throw new UserError("-t " + time + ": give one of a, ad, u, ud, e");
        }
    }

    /** Shows a report on a console. */
    void show(Report report, Console console) throws IOException {
        if (console.reports() != null && isText()) {
            console.reports().accept(chosen(report));
            return;
        }
        Out out = new Out();
        put(report, console, out);
        console.flush();
        console.show(out);
    }

    void put(Report report, Console console, Out out) {
        Report some = chosen(report);
        if (sort != null && !some.sort(sort)) {
            throw new UserError("--sort " + sort + ": no such column; mcshark help and docs/reports.md list them");
        }
        if (isText()) {
            new TextTable(clock(), console.columns()).put(some, out);
            return;
        }
        if (csv) {
            new Csv().put(some, out);
        } else {
            new Json(lines).put(some, out);
        }
        report.remarks().forEach(remark -> console.err().println(remark));
    }

    private Report chosen(Report report) {
        if (records == null) {
            return isText() ? report.usual() : report.main();
        }
        if (records.equals(ALL)) {
            return report;
        }
        List<String> names = List.of(records.split(","));
        for (String name : names) {
            if (!report.names().contains(name)) {
                throw new UserError("--record " + name + ": there are " + String.join(", ", report.names()));
            }
        }
        return report.only(names);
    }
}
