package io.mcshark.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The index is as the protocols are declared. A new protocol has its line {@code NAME,,,} in protocols.csv, where it is to
 * stand; the rest, and the tables, are written by {@code ./check -Dgoldens=write -Dtest=ProtocolIndexTest}.
 */
class ProtocolIndexTest {
    private static final Path FOLDER = Path.of("src/main/resources/io/mcshark/decoder");

    @Test
    void protocolsAreAsDeclared() throws IOException {
        StringBuilder text = new StringBuilder("name,like,begins,tables\n");
        for (Protocol p : Protocols.all()) {
            TreeSet<String> begins = new TreeSet<>();
            Catalogue.each(p.header(), (name, home) -> begins.add(ProtocolIndex.start(name)));
            List<String> tables = new ArrayList<>();
            if (!p.header().isTwin()) {
                tables(p.header(), tables);
            }
            text.append(p.name()).append(',').append(p.header().like()).append(',');
            text.append(String.join(" ", begins)).append(',');
            text.append(String.join(" ", tables)).append('\n');
        }
        hold("protocols.csv", text.toString());
    }

    private static void tables(Header header, List<String> tables) {
        for (Object item : header.items()) {
            if (item instanceof Header part) {
                tables(part, tables);
            } else if (item instanceof Field field && field.table() != null) {
                tables.add(field.name());
            }
        }
    }

    @Test
    void tablesAreAsDeclared() throws IOException {
        Map<String, List<String>> children = new TreeMap<>();
        for (Protocol p : Protocols.all()) {
            for (String binding : p.index()) {
                int how = 0;
                while ("=?~".indexOf(binding.charAt(how)) < 0) {
                    how++;
                }
                children.computeIfAbsent(binding.substring(0, how), field -> new ArrayList<>())
                        .add(p.name() + binding.substring(how));
            }
        }
        StringBuilder text = new StringBuilder("field,children\n");
        children.forEach((field, list) ->
                text.append(field).append(',').append(String.join(" ", list)).append('\n'));
        hold("tables.csv", text.toString());
    }

    /** Two tables of one name would have the same children. */
    @Test
    void noTwoTablesHaveOneName() {
        Map<String, Header> seen = new LinkedHashMap<>();
        for (Protocol p : Protocols.all()) {
            List<String> tables = new ArrayList<>();
            tables(p.header(), tables);
            for (String table : p.header().isTwin() ? List.<String>of() : tables) {
                assertEquals(null, seen.put(table, p.header()), table);
            }
        }
    }

    private static void hold(String name, String text) throws IOException {
        Path file = FOLDER.resolve(name);
        if ("write".equals(System.getProperty("goldens"))) {
            Files.writeString(file, text);
        }
        assertEquals(text, Files.readString(file), name + " is stale: make it anew with -Dgoldens=write");
    }
}
