package io.mcshark.cli.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Lab;
import io.mcshark.cli.Lab.Result;
import io.mcshark.cli.Lab.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts join, lose and fall silent; commands of a capture that sees all of it tell. */
@Tag("live")
class HooksLabTest {
    private static final String GROUP = "239.1.2.3:5000";
    private static final Pattern SUMMARY = Pattern.compile("--on: (\\d+) commands? run.*; (\\d+) not run");

    private static Lab lab;

    @TempDir
    Path folder;

    @BeforeAll
    static void up() {
        lab = Lab.up("hooks", 3);
        lab.monitor(3);
    }

    @AfterEach
    void quiet() {
        lab.quiet();
    }

    @AfterAll
    static void down() {
        if (lab != null) {
            lab.close();
        }
    }

    /** The last event of a run is the silence behind it; whoever waits for that has had all others. */
    @Test
    void eachEventRunsItsCommandAndIsALineOfJson() throws IOException {
        Path log = folder.resolve("log");
        String tell = "echo $MCSHARK_EVENT $MCSHARK_HOST $MCSHARK_GROUP $MCSHARK_PORT $MCSHARK_LOST >> " + log;
        Running events = lab.startMcshark(
                        3,
                        "events",
                        "-i",
                        "eth0",
                        "--ndjson",
                        "--on",
                        "join",
                        tell,
                        "--on",
                        "leave",
                        tell,
                        "--on",
                        "querier",
                        tell,
                        "--on",
                        "gap",
                        tell,
                        "--on",
                        "silence",
                        tell + "; exit 3")
                .await("analysing on");
        lab.query();
        Running receiver =
                lab.startMcshark(2, "receive", "-q", GROUP, "-i", "eth0").await("receiving");
        lab.awaitJoined(2, "239.1.2.3");
        lab.mcshark(
                1, "send", GROUP, "-q", "--probe", "--count", "200", "--rate", "500pps", "--lose", "1%", "--seed", "4",
                "--json");
        receiver.interrupt();
        events.await("\"event\":\"silence\"").await("ended with exit code 3");
        Result result = events.interrupt();
        assertEquals(0, result.code(), result.err());
        List<String> lines = Files.readAllLines(log);
        long gaps = count(result.out(), "\"event\":\"gap\"");
        assertTrue(gaps > 0, result.out());
        assertEquals(
                gaps,
                lines.stream()
                        .filter(l -> l.matches("gap 192.0.2.1 239.1.2.3 5000 [1-9]"))
                        .count());
        assertTrue(lines.contains("join 192.0.2.2 239.1.2.3"), lines.toString());
        assertTrue(lines.contains("leave 192.0.2.2 239.1.2.3"), lines.toString());
        assertTrue(lines.contains("silence 192.0.2.1 239.1.2.3 5000"), lines.toString());
        assertTrue(lines.stream().anyMatch(l -> l.startsWith("querier ")), lines.toString());
        assertEquals(count(result.out(), "\"event\""), lines.size(), "every event ran its command");
        assertTrue(result.err().contains("--on: " + lines.size() + " commands run, 1 of them failed"), result.err());
    }

    @Test
    void commandsAreBoundedCountedAndEndedByCtrlC() throws IOException {
        Path file = folder.resolve("all.pcap");
        Running capture = lab.startMcshark(
                        3, "capture", "-i", "eth0", "-w", file.toString(), "--on", "gap", "echo begun; sleep 20.125")
                .await("capturing on");
        lab.mcshark(1, "send", GROUP, "-q", "--probe", "--count", "600", "--rate", "3000pps", "--lose", "50%");
        capture.await("begun");
        Result result = capture.interrupt();
        assertEquals(0, result.code(), result.err());
        Matcher summary = SUMMARY.matcher(result.err());
        assertTrue(summary.find(), result.err());
        assertTrue(Integer.parseInt(summary.group(1)) <= 4, result.err());
        assertTrue(Integer.parseInt(summary.group(2)) > 64, result.err());
        assertEquals("", lab.run(3, "pgrep", "-f", "sleep 20.125").out(), "nothing is left behind");
        assertTrue(Files.size(file) > 10_000, "the capture went on");
    }

    private static long count(String text, String what) {
        return text.lines().filter(line -> line.contains(what)).count();
    }
}
