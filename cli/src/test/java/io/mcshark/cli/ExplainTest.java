package io.mcshark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.groups.explain.Explanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainTest {
    private static final Path DOCUMENT = Path.of("../docs/explain.md");

    /** The examples in the document are what the command prints, to the letter. */
    @Test
    void documentedExamplesAreTrue() throws IOException {
        List<MatchResult> examples = Pattern.compile("\\$ mcshark (explain .*)\n([^`]*)```")
                .matcher(Files.readString(DOCUMENT))
                .results()
                .toList();
        assertTrue(examples.size() >= 4);
        for (MatchResult example : examples) {
            assertEquals(
                    example.group(2), Ran.mcshark(example.group(1).split(" ")).out());
        }
    }

    /** Every key of the JSON is in the document, and every documented key is in some explanation. */
    @Test
    void documentedKeysAreTheKeys() throws IOException {
        Set<String> documented = Pattern.compile("^\\| `([a-z0-9_]+)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map(key -> key.group(1))
                .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
        Set<String> found = new TreeSet<>();
        for (String thing : List.of(
                "233.1.2.3",
                "234.1.2.3",
                "232.1.1.1:5004",
                "228.8.8.8",
                "239.255.255.250",
                "ff02::1:ff00:1",
                "ff3e::1",
                "ff7e:140:2001:db8::1",
                "ff32:ff:1:2:3:4:0:1",
                "239.0.0.0/8",
                "ff02::/16",
                "192.0.2.1",
                "fe80::1",
                "64",
                "01:00:5e:00:00:fb",
                "33:33:00:00:00:fb",
                "01:80:c2:00:00:00",
                "02:00:00:00:00:01")) {
            keys(Explanation.of(thing).values(), found);
        }
        assertEquals(documented, found);
    }

    private static void keys(Object value, Set<String> into) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                into.add((String) key);
                keys(inner, into);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> keys(inner, into));
        }
    }

    @Test
    void severalThingsInOneJsonArray() {
        Ran ran = Ran.mcshark("explain", "--json", "12", "224.0.0.1");
        assertEquals(Main.OK, ran.code());
        List<String> lines = ran.out().lines().toList();
        assertEquals(4, lines.size());
        assertEquals("[", lines.get(0));
        assertTrue(lines.get(1).startsWith("{\"schema\":1,\"input\":\"12\",\"kind\":\"ttl\","), lines.get(1));
        assertTrue(lines.get(1).endsWith("},"), lines.get(1));
        assertTrue(lines.get(2).contains("\"name\":\"All Systems on this Subnet\""), lines.get(2));
        assertEquals("]", lines.get(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"256", "-1", "300.1.1.1", "239.1.1", "ff02:::1", "nonsense", "239.1.1.1:0", "239.1.1.1/40", ""})
    void badInputIsOneLineAndTwo(String thing) {
        Ran ran = Ran.mcshark("explain", "224.0.0.1", thing);
        assertEquals(Main.ERROR, ran.code());
        assertEquals("", ran.out(), "nothing half-written");
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().startsWith("mcshark: "), ran.err());
    }

    @Test
    void unicastIsAnAnswer() {
        Ran ran = Ran.mcshark("explain", "192.168.1.10");
        assertEquals(Main.OK, ran.code());
        assertEquals("192.168.1.10  not a multicast address: private unicast (RFC 1918 s3)\n", ran.out());
    }
}
