package io.mcshark.decoder.analysis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Sheet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SheetsTest {
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
}
