package io.mcshark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FieldsTest {
    /** The field reference is made from the declarations; to make it anew: {@code ./check -Dgoldens=write -Dtest=FieldsTest}. */
    @Test
    void theFieldReferenceIsUpToDate() throws IOException {
        Path reference = Path.of("../docs/fields.md");
        if ("write".equals(System.getProperty("goldens"))) {
            Files.writeString(reference, Fields.markdown());
        }
        assertEquals(Files.readString(reference), Fields.markdown());
    }

    @Test
    void aPrefixNarrowsTheList() {
        Ran ran = Ran.mcshark("fields", "igmp.record");
        assertEquals(Main.OK, ran.code());
        assertTrue(ran.out().startsWith("igmp.record_type "), ran.out());
        assertEquals(1, ran.out().lines().count());
    }

    @Test
    void anUnknownPrefixIsAskedBack() {
        Ran ran = Ran.mcshark("fields", "igmp.recordtype");
        assertEquals(Main.ERROR, ran.code());
        assertEquals("mcshark: no field begins with igmp.recordtype; did you mean igmp.record_type?\n", ran.err());
    }
}
