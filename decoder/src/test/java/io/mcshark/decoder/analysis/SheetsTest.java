package io.mcshark.decoder.analysis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SheetsTest {
    /** The reference is made from the declarations; to make it anew: {@code ./check -Dgoldens=write -Dtest=SheetsTest}. */
    @Test
    void theReferenceIsUpToDate() throws IOException {
        Reference.check("reports.md", markdown());
    }

    @Test
    void namesAndKeysAreUniqueAndWrittenAlike() {
        Set<String> names = new HashSet<>();
        for (Sheet<?> sheet : Sheets.all()) {
            assertTrue(sheet.name().matches("[a-z][a-z0-9_]*"), sheet.name());
            assertTrue(names.add(sheet.name()), "twice: " + sheet.name());
            Set<String> keys = new HashSet<>(List.of("schema", "record"));
            for (Column<?> column : sheet.columns()) {
                assertTrue(column.key().matches("[a-z][a-z0-9_]*"), sheet.name() + "." + column.key());
                assertTrue(keys.add(column.key()), "twice: " + sheet.name() + "." + column.key());
                assertTrue(column.about().endsWith("."), sheet.name() + "." + column.key());
            }
            assertTrue(sheet.about().endsWith("."), sheet.name());
        }
    }

    private static String markdown() {
        StringBuilder text = new StringBuilder("""
                # Reports

                What the commands that analyse write with `--json`, `--ndjson` and `--csv`. Made from the declarations in the decoder.

                JSON is an array of objects, `--ndjson` one object a line. Each has `schema` (%d), `record` (which table it is a row
                of) and every key of that table, null where there is nothing. Times are text, seconds since 1970 with nine
                decimals; durations are seconds, rates bits per second, shares lie between 0 and 1. CSV (RFC 4180) has the keys in
                its first line, values as in JSON, lists with blanks between. Within one schema version keys are only added. The
                first table of a command is written unless `--record` names others.
                """.formatted(Report.SCHEMA));
        for (Sheet<?> sheet : Sheets.all()) {
            text.append("\n## ")
                    .append(sheet.name())
                    .append("\n\n")
                    .append(sheet.about())
                    .append('\n');
            text.append("\n| key | JSON | |\n|---|---|---|\n");
            for (Column<?> column : sheet.columns()) {
                text.append("| `")
                        .append(column.key())
                        .append("` | ")
                        .append(column.kind().json());
                text.append(" | ").append(column.about()).append(" |\n");
            }
        }
        return text.toString();
    }
}
