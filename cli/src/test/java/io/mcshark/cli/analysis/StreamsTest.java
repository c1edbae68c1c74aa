package io.mcshark.cli.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcshark.cli.Lab;
import io.mcshark.cli.Ran;
import io.mcshark.pcaps.Pcaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code streams} counts is what was done to the packets, and what tshark counts. */
class StreamsTest {
    private static final Path SPOILED = Path.of("../test-pcaps/src/main/resources/spoiled/rtp-spoiled.log");
    private static final String GROUP = "239.7.7.7";
    private static final int PORT = 5004;

    /** The value of a key in the first object of JSON that has it. */
    private static String value(String json, String key) {
        Matcher m = Pattern.compile("\"" + key + "\": ?\"?([^,\"}]*)").matcher(json);
        assertTrue(m.find(), () -> key + " in " + json);
        return m.group(1).strip();
    }

    private static String streams(Path file, String... options) {
        List<String> args = new ArrayList<>(List.of("streams", file.toString(), "--ndjson"));
        args.addAll(List.of(options));
        Ran ran = Ran.mcshark(args.toArray(String[]::new));
        assertEquals(0, ran.code(), ran.err());
        return ran.out();
    }

    @Test
    void lossRepetitionAndOrderAreWhatTheSpoilerLogged() throws IOException {
        Map<String, Long> done = Files.readAllLines(SPOILED).stream()
                .collect(Collectors.groupingBy(line -> line.split(" ")[1], Collectors.counting()));
        String json = streams(Pcaps.path("rtp-spoiled.pcap"));
        assertEquals(String.valueOf(done.get("lose")), value(json, "lost"));
        assertEquals(String.valueOf(done.get("double")), value(json, "duplicate"));
        assertEquals(String.valueOf(done.get("hold")), value(json, "reordered"));
    }

    /** What RTP is by its content, it is by its number alone. */
    @Test
    void numbersThatAreFoundCountAsThoseThatAreKnown() {
        Path file = Pcaps.path("rtp-mp2t.pcap");
        String found = streams(file, "--guess", "none", "--sequence", "auto");
        assertEquals("u16@2", value(found, "sequence"));
        for (String key : List.of("packets", "lost", "duplicate", "reordered")) {
            assertEquals(value(streams(file), key), value(found, key));
        }
    }

    @Test
    void framesCanBeAskedFor() {
        Ran ran = Ran.mcshark(
                "read",
                Pcaps.path("rtp-spoiled.pcap").toString(),
                "--guess",
                "rtp",
                "-Y",
                "mcast.duplicate == 1",
                "-T",
                "fields",
                "-e",
                "rtp.seq");
        assertEquals(17, ran.out().lines().count(), ran.err());
    }

    /** The streams of a capture as "source:port group:port frames bytes", by ours and by {@code tshark -z conv,udp}. */
    @Test
    void countsAreTsharks() throws IOException, InterruptedException {
        Process tshark;
        String file = Pcaps.path("rtp-spoiled.pcap").toString();
        try {
            tshark = new ProcessBuilder("tshark", "-n", "-r", file, "-q", "-z", "conv,udp")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "no tshark");
            return;
        }
        String text = new String(tshark.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        tshark.waitFor(60, TimeUnit.SECONDS);
        String json = streams(Path.of(file));
        Matcher m = Pattern.compile("(\\S+):(\\d+) +<-> (\\S+):(\\d+) +0 0 bytes +(\\d+) +(\\d+) (bytes|kB)")
                .matcher(text);
        assertTrue(m.find(), text);
        assertEquals(m.group(5), value(json, "packets"));
        long bytes = Long.parseLong(value(json, "bytes"));
        long told = Long.parseLong(m.group(6));
        assertEquals(told, m.group(7).equals("kB") ? bytes / 1000 : bytes);
    }

    /** RTP on its way through a relay that spoils it, captured behind it. */
    @Tag("live")
    @Test
    void countsAreTheLogOfARelayThatSpoils(@TempDir Path folder) throws IOException, InterruptedException {
        Path tools = Lab.repository("../shared/lab");
        assumeTrue(Files.isExecutable(tools.resolve("impair")), "no ../shared/lab");
        String name = "mcstr" + ProcessHandle.current().pid();
        Path log = folder.resolve("log");
        Path file = folder.resolve("behind.pcap");
        String script = """
                set -e
                trap 'kill $tap $relay 2>/dev/null; "$T/lab" down "$N"' EXIT
                "$T/lab" up "$N" 3
                "$T/lab" relay "$N" 3
                "$T/lab" monitor "$N" 3
                ip netns exec "$N-x3" "$T/impair" toswitch tohost --log "$L" --loss 2% --duplicate 2% --reorder 2% --seed 5 &
                relay=$!
                ip netns exec "$N-h3" tcpdump -Z root --immediate-mode -U -w "$F" -i eth0 udp port 5004 2>/dev/null &
                tap=$!
                sleep 2
                ip netns exec "$N-h1" python3 -c '
                import socket, struct, time
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 4)
                for i in range(3000):
                    n = (i + 64000) & 0xffff
                    s.sendto(struct.pack("!BBHII", 0x80, 8, n, i * 160, 77) + bytes(160), ("239.7.7.7", 5004))
                    time.sleep(0.0005)
                '
                for i in $(seq 40); do
                    before=$(wc -c <"$F")
                    sleep 0.5
                    [ "$before" = "$(wc -c <"$F")" ] && break
                done
                kill -INT $relay
                wait $relay || true
                sleep 1
                kill -INT $tap
                wait $tap || true
                """;
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
        builder.environment().put("T", tools.toString());
        builder.environment().put("N", name);
        builder.environment().put("L", log.toString());
        builder.environment().put("F", file.toString());
        Process process = builder.redirectOutput(folder.resolve("out").toFile()).start();
        assumeTrue(process.waitFor(120, TimeUnit.SECONDS) && Files.exists(file), "no namespaces, or no tcpdump");
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        assumeTrue(lines.size() > 2900, () -> "the relay saw " + lines.size() + " frames only");

        // What lies before the first and behind the last packet that came cannot be missed.
        TreeMap<Integer, String> actions = new TreeMap<>();
        for (String line : lines) {
            if (line.contains("\"" + GROUP + "\"") && value(line, "port").equals(String.valueOf(PORT))) {
                int number = Integer.parseInt(value(line, "payload").substring(4, 8), 16);
                actions.put(number < 32768 ? number + 65536 : number, value(line, "action"));
            }
        }
        Set<Integer> came = new HashSet<>(actions.keySet());
        came.removeIf(number -> actions.get(number).equals("loss"));
        int first = came.stream().min(Integer::compare).orElseThrow();
        int last = came.stream().max(Integer::compare).orElseThrow();
        long lost = actions.subMap(first, last).values().stream()
                .filter("loss"::equals)
                .count();
        long repeated = actions.values().stream().filter("duplicate"::equals).count();
        long late = actions.headMap(last - 3).values().stream()
                .filter("reorder"::equals)
                .count();
        String json = streams(file);
        assertEquals(lost, Long.parseLong(value(json, "lost")), json);
        assertEquals(repeated, Long.parseLong(value(json, "duplicate")), json);
        assertEquals(late, Long.parseLong(value(json, "reordered")), json);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        for (String[] wrong : new String[][] {
            {"--sequence", "u33@0"},
            {"--sequence", "automatic"},
            {"--time", "u64ns@0"},
            {"--sequence", "u32@0", "--time", "u64@8"},
            {"--empty-rate", "10pps"},
            {"--burst-interval", "0"},
            {"--direction", "up"},
            {"--by", "colour"},
            {"--link", "fast"}
        }) {
            List<String> args =
                    new ArrayList<>(List.of("streams", Pcaps.path("mp2t.pcap").toString()));
            args.addAll(List.of(wrong));
            Ran ran = Ran.mcshark(args.toArray(String[]::new));
            assertEquals(2, ran.code(), String.join(" ", wrong));
            assertEquals(1, ran.err().lines().count(), ran.err());
        }
    }
}
