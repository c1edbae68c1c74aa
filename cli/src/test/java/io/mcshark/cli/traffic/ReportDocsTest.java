package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Lab;
import io.mcshark.decoder.report.Sheet;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The keys that programs read are the documented ones. */
class ReportDocsTest {
    @Test
    void everyKeyIsDocumented() throws IOException {
        has("zap.md", ZapReport.LATENCIES, ZapReport.PHASES);
        has("ping.md", Pinger.SHEET);
    }

    private static void has(String file, Sheet<?>... sheets) throws IOException {
        String text = Files.readString(Lab.repository("docs/" + file));
        for (Sheet<?> sheet : List.of(sheets)) {
            assertTrue(text.contains("`" + sheet.name() + "`"), sheet.name());
            sheet.columns().forEach(c -> assertTrue(text.contains("`" + c.key() + "`"), c.key()));
        }
    }
}
