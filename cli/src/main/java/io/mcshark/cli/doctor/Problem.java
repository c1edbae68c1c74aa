package io.mcshark.cli.doctor;

import io.mcshark.decoder.analysis.Severity;
import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Sheet;

/**
 * Something that may keep multicast from a program.
 *
 * @param id for scripts: {@code rp-filter}
 * @param text what was found, with the values
 * @param why it matters
 * @param mend a command, or what to do; null for nothing
 */
record Problem(String id, Severity severity, String text, String why, String mend) {
    static final Sheet<Problem> SHEET = Sheet.of(
            "problem",
            "Problems",
            "Something on this host that may keep a group from a program.",
            Column.of("severity", "Severity", Kind.TEXT, "error, warn or note.", p -> p.severity.token()),
            Column.of("id", "Problem", Kind.TEXT, "What kind of problem.", p -> p.id),
            Column.of("text", "Found", Kind.TEXT, "What was found, with its values.", p -> p.text),
            Column.of("why", "Why it matters", Kind.TEXT, "What it does to multicast.", p -> p.why),
            Column.of("mend", "To mend it", Kind.TEXT, "A command, or what to do; null for nothing.", p -> p.mend));
}
