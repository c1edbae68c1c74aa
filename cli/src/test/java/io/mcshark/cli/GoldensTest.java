package io.mcshark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.mcshark.pcaps.Pcaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Whole outputs, one line each in {@code goldens/LIST}: name, capture, arguments (of {@code read}, or of another command whose
 * name stands first as {@code !NAME}; other captures go by their name). The expected text is {@code NAME.out} beside
 * it. To write them anew: {@code ./check -Dgoldens=write -Dtest=GoldensTest}, then read the diff before committing it.
 */
class GoldensTest {
    private static final Path FOLDER = Path.of("../test-pcaps/src/main/resources/goldens");

    @TestFactory
    Stream<DynamicTest> goldens() throws IOException {
        return lines().map(line -> dynamicTest(line[0], () -> check(line[0], line[1], line[2])));
    }

    @Test
    void everyCaptureHasOneAndNoFileIsLeftOver() throws IOException {
        Set<String> captures = lines().map(line -> line[1]).collect(Collectors.toSet());
        List<String> without =
                Pcaps.names().stream().filter(name -> !captures.contains(name)).toList();
        assertEquals(List.of(), without, "captures without a golden");
        Set<String> names = lines().map(line -> line[0] + ".out").collect(Collectors.toCollection(TreeSet::new));
        names.add("LIST");
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> extra = files.map(file -> file.getFileName().toString())
                    .filter(name -> !names.contains(name))
                    .toList();
            assertEquals(List.of(), extra, "expected output of no line in LIST");
        }
    }

    private static Stream<String[]> lines() throws IOException {
        return Files.readAllLines(FOLDER.resolve("LIST")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s+", 3));
    }

    private static void check(String name, String capture, String options) throws IOException {
        Path capturePath = Pcaps.path(capture);
        List<String> args = new ArrayList<>(Stream.of(options.split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> Pcaps.names().contains(word) ? Pcaps.path(word).toString() : word)
                .toList());
        boolean other = !args.isEmpty() && args.getFirst().startsWith("!");
        String command = other ? args.removeFirst().substring(1) : "read";
        args.addFirst(capturePath.toString());
        args.addFirst(command);
        Ran ran = Ran.mcshark(args.toArray(String[]::new));
        String text = ran.out()
                + (ran.err().isEmpty() ? "" : "stderr: " + ran.err().replace(capturePath.getParent() + "/", ""))
                + (ran.code() == 0 ? "" : "exit code " + ran.code() + "\n");
        Path expected = FOLDER.resolve(name + ".out");
        if ("write".equals(System.getProperty("goldens"))) {
            Files.writeString(expected, text);
            return;
        }
        assertTrue(Files.exists(expected), () -> "no " + expected + "; see this class's comment");
        assertEquals(Files.readString(expected), text);
    }
}
