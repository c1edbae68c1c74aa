package io.mcshark.pcaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PcapsTest {
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| .+ \\| .+ \\| .+ \\| .+ \\|");

    @Test
    void everyCaptureHasAnOriginAndEveryOriginACapture() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("ORIGIN.md")).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .map(row -> row.group(1))
                .toList();
        assertEquals(new TreeSet<>(Pcaps.names()), new TreeSet<>(rows));
    }

    @Test
    void capturesAreSmallAndNotEmpty() throws IOException {
        assertFalse(Pcaps.all().isEmpty());
        for (Path file : Pcaps.all()) {
            long bytes = Files.size(file);
            assertTrue(bytes > 24 && bytes <= 32_000, file + " has " + bytes + " bytes");
        }
    }

    @Test
    void anUnknownNameIsSaid() {
        assertThrows(IllegalArgumentException.class, () -> Pcaps.path("none.pcap"));
    }
}
