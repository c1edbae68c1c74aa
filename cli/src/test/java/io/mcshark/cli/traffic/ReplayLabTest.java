package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Lab;
import io.mcshark.cli.Lab.Result;
import io.mcshark.cli.Lab.Running;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** tshark compares what is replayed with the recording; pings go there and back. */
@Tag("live")
class ReplayLabTest {
    private static Lab lab;

    @TempDir
    Path folder;

    @BeforeAll
    static void up() {
        Lab.assumeProgram("tshark");
        Lab.assumeProgram("tcpdump");
        lab = Lab.up("replay", 2);
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

    private static String pcap(String name) {
        return Lab.repository("test-pcaps/src/main/resources/pcaps/" + name).toString();
    }

    private static List<String> fields(String file, String... names) {
        List<String> words = new ArrayList<>(List.of("tshark", "-n", "-r", file, "-T", "fields"));
        words.addAll(List.of("-o", "ip.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-Y", "udp"));
        for (String name : names) {
            words.add("-e");
            words.add(name);
        }
        return lab.run(1, words.toArray(String[]::new)).out().lines().toList();
    }

    /** Replays on host 1 and records there. */
    private String replayed(int datagrams, String... options) {
        String file = folder.resolve("replayed.pcap").toString();
        Running tcpdump = lab.start(
                        1,
                        "tcpdump",
                        "-i",
                        "eth0",
                        "-U",
                        "-c",
                        String.valueOf(datagrams),
                        "-w",
                        file,
                        "udp and port 7000")
                .await("listening on");
        List<String> words = new ArrayList<>(List.of("replay", "-i", "eth0"));
        words.addAll(List.of(options));
        Result result = lab.mcshark(1, words.toArray(String[]::new));
        assertEquals(0, result.code(), result.err());
        assertTrue(result.err().startsWith(datagrams + " datagrams, "), result.err());
        tcpdump.finish();
        return file;
    }

    @ParameterizedTest
    @CsvSource({
        "rtp-mp2t.pcap, 13, --to 239.9.9.9:7000, 239.9.9.9, 1",
        "rtp-mp2t.pcap, 13, --to 239.9.9.9:7000 --speed 4 --ttl 5, 239.9.9.9, 5",
        "rtp-mp2t.pcap, 13, --to 239.9.9.9:7000 --rate 100pps --frames, 239.9.9.9, 4",
        "rtp-mp2t.pcap, 13, --to 239.9.9.9:7000 --top-speed --frames --ttl 9, 239.9.9.9, 9",
        "fragments.pcap, 2, --map 239.1.2.3=239.8.8.8:7000, 239.8.8.8, 1",
    })
    void carriesWhatWasRecorded(String name, int datagrams, String options, String group, String ttl) {
        List<String> words = new ArrayList<>(List.of(options.split(" ")));
        words.add(pcap(name));
        boolean fragmented = name.startsWith("fragments");
        if (fragmented) { // a filter on ports sees first fragments only
            Result result = lab.mcshark(1, ("replay -i eth0 " + options + " " + pcap(name)).split(" "));
            assertEquals(0, result.code(), result.err());
            assertTrue(result.err().contains("2 datagrams, 7999 bytes replayed to 239.8.8.8:7000"), result.err());
            return;
        }
        String file = replayed(datagrams, words.toArray(String[]::new));
        assertEquals(fields(pcap(name), "udp.payload"), fields(file, "udp.payload"));
        List<String> heads =
                fields(file, "eth.dst", "ip.dst", "udp.dstport", "ip.ttl", "ip.checksum.status", "udp.checksum.status");
        assertEquals(
                List.of("01:00:5e:09:09:09\t" + group + "\t7000\t" + ttl + "\t1\t1"),
                heads.stream().distinct().toList());
        if (options.contains("--frames")) {
            assertEquals(
                    List.of("02:00:00:00:00:01"),
                    fields(file, "eth.src").stream().distinct().toList());
            assertEquals(fields(pcap(name), "ip.src", "ip.id"), fields(file, "ip.src", "ip.id"));
        }
    }

    @Test
    void repeatsUntilCtrlCAndTellsTheTotals() {
        Running replay =
                lab.startMcshark(1, "replay", "-i", "eth0", "--loop", "0", "--rate", "200pps", pcap("rtp-mp2t.pcap"));
        Running receiver = lab.startMcshark(2, "receive", "239.1.2.3:5004", "-i", "eth0", "-q", "-c", "20");
        assertEquals(0, receiver.finish().code());
        Result result = replay.interrupt();
        assertEquals(0, result.code(), result.err());
        assertTrue(result.err().contains(" replayed to "), result.err());
    }

    @Test
    void reflectorsAreReachedByMulticastAndByUnicast() {
        lab.startMcshark(2, "reflect", "239.3.3.3:7000", "[ff15::3]:7000", "-i", "eth0")
                .await("reflecting");
        for (String group : new String[] {"239.3.3.3:7000", "[ff15::3]:7000"}) {
            Result result = lab.mcshark(1, "ping", group, "-i", "eth0", "-c", "4", "--interval", "300ms", "--ndjson");
            assertEquals(0, result.code(), result.err());
            List<String> rows = result.out().lines().toList();
            assertEquals(2, rows.size(), result.out());
            assertTrue(rows.get(0).contains("\"way\":\"multicast\",\"sent\":4,\"received\":4,\"loss\":0"), rows.get(0));
            assertTrue(rows.get(1).contains("\"way\":\"unicast\""), rows.get(1));
            assertTrue(rows.get(1).contains("\"loss\":0,\"duplicates\":0"), rows.get(1));
        }
        Result nobody = lab.mcshark(1, "ping", "239.3.3.4:7000", "-i", "eth0", "-c", "1", "--timeout", "200ms");
        assertEquals(1, nobody.code());
        assertTrue(nobody.err().contains("nobody answered"), nobody.err());
    }

    @Test
    void answersCanGoToAGroup() {
        Running reflector = lab.startMcshark(2, "reflect", "239.3.3.3:7000", "-i", "eth0", "--to", "239.4.4.4:8000")
                .await("reflecting");
        Result result = lab.mcshark(
                1,
                "ping",
                "239.3.3.3:7000",
                "-i",
                "eth0",
                "-c",
                "3",
                "--interval",
                "100ms",
                "-q",
                "--reply-group",
                "239.4.4.4:8000",
                "--ndjson");
        assertEquals(0, result.code(), result.err());
        assertTrue(
                result.out().contains("\"host\":\"192.0.2.2\",\"way\":\"multicast\",\"sent\":3,\"received\":3"),
                result.out());
        Result end = reflector.interrupt();
        assertEquals(0, end.code(), end.err());
        assertTrue(end.err().contains("3 datagrams to groups and 0 by unicast answered, from 1 host"), end.err());
    }
}
