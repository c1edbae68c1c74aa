package io.mcshark.cli.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Lab;
import io.mcshark.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames are spoiled by a program that writes down what it does, captured before and behind it, and compared. */
@Tag("live")
class CompareLabTest {
    private static final String TARGET = "239.1.2.3:5000";
    private static final int SENT = 600;

    @TempDir
    Path folder;

    @BeforeAll
    static void programs() {
        Stream.of("tcpdump", "python3").forEach(Lab::assumeProgram);
    }

    @Test
    void tellsWhatWasDoneToTheFrames() throws IOException {
        Path a = folder.resolve("a.pcap");
        Path b = folder.resolve("b.pcap");
        Path log = folder.resolve("log");
        try (Lab lab = Lab.up("compare", 2)) {
            String between = lab.trunk(1);
            Lab.Running spoil = lab.start(
                    between,
                    Lab.repository("test-pcaps/tools/spoil").toString(),
                    "host",
                    "port",
                    log.toString(),
                    "--seed",
                    "11",
                    "--lose",
                    "4",
                    "--double",
                    "3",
                    "--hold",
                    "5",
                    "--routed");
            spoil.await("ready");
            Lab.Running first = capture(lab, between, "host", a);
            Lab.Running second = capture(lab, between, "port", b);
            send(lab, TARGET, "--count", String.valueOf(SENT), "--rate", "500pps", "--ttl", "9");
            send(
                    lab,
                    "239.1.2.4:9",
                    "--count",
                    "10",
                    "--rate",
                    "10pps",
                    "--ttl",
                    "9"); // the captures go on for a while
            spoil.interrupt();
            first.interrupt();
            second.interrupt();
        }
        Ran ran = Ran.mcshark("compare", a.toString(), b.toString(), "--csv", "-Y", "udp.dstport == 5000");
        assertEquals(0, ran.code(), ran.err());
        Map<String, String> row = row(ran.out());
        Plan plan = new Plan(Files.readAllLines(log));
        assertEquals(SENT, plan.sent);
        assertTrue(plan.lost > 0 && plan.doubled > 0 && plan.reordered > 0, "nothing was spoiled");
        assertEquals(String.valueOf(SENT), row.get("packets_a"));
        assertEquals(String.valueOf(plan.lost), row.get("lost"));
        assertEquals(String.valueOf(plan.doubled), row.get("duplicate"));
        assertEquals(String.valueOf(plan.reordered), row.get("reordered"));
        assertEquals("0", row.get("only_b"));
        assertEquals("1", row.get("hops"));
    }

    private static Lab.Running capture(Lab lab, String namespace, String name, Path file) {
        return lab.start(
                        namespace,
                        "tcpdump",
                        "-Z",
                        "root",
                        "--immediate-mode",
                        "-U",
                        "-i",
                        name,
                        "-w",
                        file.toString(),
                        "udp and dst net 239.0.0.0/8")
                .await("listening on " + name);
    }

    private static void send(Lab lab, String target, String... options) {
        List<String> words = new ArrayList<>(List.of("send", target, "-i", "eth0", "-q"));
        words.addAll(Arrays.asList(options));
        Lab.Result sent = lab.mcshark(1, words.toArray(String[]::new));
        assertEquals(0, sent.code(), sent.err());
    }

    private static Map<String, String> row(String csv) {
        String[] lines = csv.split("\r\n");
        assertEquals(2, lines.length, csv);
        Map<String, String> row = new HashMap<>();
        String[] keys = lines[0].split(",");
        for (int i = 0; i < keys.length; i++) {
            row.put(keys[i], lines[1].split(",", -1)[i]);
        }
        return row;
    }

    /** What the log says was done to the frames of the stream. */
    private static final class Plan {
        private static final int BEHIND = 2;

        private int sent;
        private int lost;
        private int doubled;
        private int reordered;

        /** @param log lines of number, action and target */
        Plan(List<String> log) {
            List<Integer> left = new ArrayList<>(); // in the order in which they went on
            List<Integer> held = new ArrayList<>();
            Set<Integer> ours = new HashSet<>();
            for (String line : log) {
                String[] words = line.split(" ");
                int number = Integer.parseInt(words[0]);
                if (words[2].equals(TARGET)) {
                    ours.add(number);
                    lost += words[1].equals("lose") ? 1 : 0;
                    doubled += words[1].equals("double") ? 1 : 0;
                }
                if (words[1].equals("hold")) {
                    held.add(number);
                } else if (!words[1].equals("lose")) {
                    left.add(number);
                }
                while (!held.isEmpty() && held.getFirst() + BEHIND <= number) {
                    left.add(held.removeFirst());
                }
            }
            sent = ours.size();
            left.retainAll(ours);
            int highest = 0;
            for (int number : left) {
                reordered += number < highest ? 1 : 0;
                highest = Math.max(highest, number);
            }
        }
    }
}
