package io.mcshark.decoder.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What all rules have in common, whoever declares them. */
class RulesTest {
    private static final Path TESTS = Path.of("src/test/java");

    /** The reference is made from the declarations; to make it anew: {@code ./check -Dgoldens=write -Dtest=RulesTest}. */
    @Test
    void theReferenceIsUpToDate() throws IOException {
        Reference.check("findings.md", markdown());
    }

    private static String markdown() {
        StringBuilder text = new StringBuilder("""
                # Findings

                The rules of `mcshark expert`. Made from the declarations in the decoder; `mcshark expert --explain ID` prints the
                same. A finding can be filtered for: `-Y 'mcast.finding == "ttl-zero"'`. A finding may be milder than its rule.

                error: a violation of a protocol, or data lost for certain; warn: likely a problem; note: unusual; chat: a normal
                event. A finding met again within 60 s is counted, not told again.

                | rule | severity | protocol |
                |---|---|---|
                """);
        for (Rule rule : Rules.all()) {
            text.append("| [`%1$s`](#%1$s) | ".formatted(rule.id()));
            text.append(rule.severity().token())
                    .append(" | ")
                    .append(rule.protocol())
                    .append(" |\n");
        }
        for (Rule rule : Rules.all()) {
            text.append("\n## ").append(rule.id()).append("\n\n");
            text.append("- When: ").append(rule.condition()).append('\n');
            text.append("- Why: ").append(rule.why()).append('\n');
            text.append("- Do: ").append(rule.advice()).append('\n');
        }
        return text.toString();
    }

    @Test
    void idsAreUniqueAndWrittenAlike() {
        Set<String> ids = new HashSet<>();
        for (Rule rule : Rules.all()) {
            assertTrue(rule.id().matches("[a-z][a-z0-9]*(-[a-z0-9]+)+"), rule.id());
            assertTrue(ids.add(rule.id()), "twice: " + rule.id());
            assertEquals(rule, Rules.of(rule.id()));
        }
        assertFalse(ids.isEmpty());
    }

    @Test
    void everyTextIsThere() {
        for (Rule rule : Rules.all()) {
            assertTrue(rule.protocol().matches("[a-z0-9]+"), rule.id());
            for (String text : List.of(rule.condition(), rule.why(), rule.advice())) {
                assertTrue(text.length() > 3 && !text.contains("  "), rule.id() + ": " + text);
                assertTrue(text.chars().noneMatch(Character::isISOControl), rule.id() + ": " + text);
            }
        }
    }

    /** How grave a rule is was decided once, for all of them; see {@code severities.txt}. */
    @Test
    void severitiesAreThoseDecidedOn() throws IOException {
        Map<String, String> decided = decided();
        for (Rule rule : Rules.all()) {
            String severities = decided.getOrDefault(rule.id(), rule.severity().token());
            assertTrue(List.of(severities.split("/")).contains(rule.severity().token()), rule.id());
        }
        assertNotNull(decided.get("ttl-zero"));
    }

    private static Map<String, String> decided() throws IOException {
        Map<String, String> decided = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(RulesTest.class.getResourceAsStream("severities.txt"), StandardCharsets.UTF_8))) {
            lines.lines().map(line -> line.split(" ")).forEach(words -> decided.put(words[0], words[1]));
        }
        return decided;
    }

    /** A rule that no test names was never seen raised. */
    @Test
    void everyRuleIsNamedInATest() throws IOException {
        String tests;
        try (Stream<Path> files = Files.walk(TESTS)) {
            tests = files.filter(file -> file.toString().endsWith("Test.java"))
                    .map(RulesTest::text)
                    .collect(Collectors.joining());
        }
        for (Rule rule : Rules.all()) {
            assertTrue(tests.contains('"' + rule.id() + '"'), "no test raises " + rule.id());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
