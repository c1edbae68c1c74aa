package io.mcshark.decoder.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A document made from declarations. */
final class Reference {
    private Reference() {}

    /** Compares a file in docs with what it should be; with {@code -Dgoldens=write} it is written first. */
    static void check(String name, String text) throws IOException {
        Path file = Path.of("../docs", name);
        if ("write".equals(System.getProperty("goldens"))) {
            Files.writeString(file, text);
        }
        assertTrue(Files.exists(file), () -> "no docs/" + name + ": make it with -Dgoldens=write");
        assertEquals(
                Files.readString(file), text, () -> "docs/" + name + " is stale: make it anew with -Dgoldens=write");
    }
}
