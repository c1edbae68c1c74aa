package io.mcshark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.doctor.Doctor;
import io.mcshark.cli.query.Query;
import io.mcshark.cli.traffic.Ping;
import io.mcshark.cli.traffic.Receive;
import io.mcshark.cli.traffic.Send;
import io.mcshark.cli.traffic.Zap;
import io.mcshark.decoder.analysis.Sheets;
import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** All tables of all commands. */
class ReportsTest {
    private static List<Sheet<?>> all() {
        List<Sheet<?>> all = new ArrayList<>(Sheets.all());
        List.of(Send.SHEETS, Receive.SHEETS, Zap.SHEETS, Ping.SHEETS, Query.SHEETS, Doctor.SHEETS)
                .forEach(all::addAll);
        return all;
    }

    @Test
    void namesAreUnique() {
        Set<String> names = new HashSet<>();
        all().forEach(sheet -> assertTrue(names.add(sheet.name()), "twice: " + sheet.name()));
    }

    /** The reference is made from the declarations; to make it anew: {@code ./check -Dgoldens=write -Dtest=ReportsTest}. */
    @Test
    void theReferenceIsUpToDate() throws IOException {
        Path reference = Path.of("../docs/reports.md");
        if ("write".equals(System.getProperty("goldens"))) {
            Files.writeString(reference, markdown());
        }
        assertEquals(Files.readString(reference), markdown());
    }

    private static String markdown() {
        StringBuilder text = new StringBuilder("""
                # Reports

                What commands write with `--json`, `--ndjson` and `--csv`, as far as they have these. Made from the declarations.

                JSON is an array of objects, `--ndjson` one object a line. Each has `schema` (%d), `record` (which table it is a row
                of) and every key of that table, null where there is nothing. Times are text, seconds since 1970 with nine
                decimals; durations are seconds, rates bits per second, shares lie between 0 and 1. CSV (RFC 4180) has the keys in
                its first line, values as in JSON, lists with blanks between. Within one schema version keys are only added. The
                first table of a command is written unless `--record` names others.
                """.formatted(Report.SCHEMA));
        for (Sheet<?> sheet : all()) {
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
