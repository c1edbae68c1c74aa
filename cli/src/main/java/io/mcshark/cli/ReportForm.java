package io.mcshark.cli;

import io.mcshark.decoder.Out;
import io.mcshark.decoder.report.Csv;
import io.mcshark.decoder.report.Json;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.TextTable;
import io.mcshark.decoder.view.Clock;
import java.io.IOException;
import java.util.TimeZone;

/** How a command that measured something shows its report: as text, or as one of the forms for programs. */
public final class ReportForm {
    private boolean json;
    private boolean lines;
    private boolean csv;

    public void declare(Options options) {
        options.flag(() -> json = true, "As a JSON array.", "--json")
                .flag(() -> lines = true, "As one JSON object a line.", "--ndjson")
                .flag(() -> csv = true, "As CSV.", "--csv");
    }

    /** Finds what cannot be meant, before anything is begun. */
    public void check() {
        if ((json ? 1 : 0) + (lines ? 1 : 0) + (csv ? 1 : 0) > 1) {
            throw new UserError("give one of --json, --ndjson and --csv");
        }
    }

    /** Shows all of a report; CSV its first sheet. What is said beside the sheets goes to standard error unless it is text. */
    public void show(Report report, Console console) throws IOException {
        Out out = new Out();
        if (json || lines) {
            new Json(lines).put(report, out);
        } else if (csv) {
            new Csv().put(report, out);
        } else {
            new TextTable(new Clock(Clock.Format.A, TimeZone.getDefault(), false), console.columns()).put(report, out);
        }
        if (json || lines || csv) {
            report.remarks().forEach(console.err()::println);
        }
        console.flush();
        console.show(out);
    }
}
