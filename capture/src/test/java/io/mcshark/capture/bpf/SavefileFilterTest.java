package io.mcshark.capture.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcshark.capture.PacketReader;
import io.mcshark.pcaps.Pcaps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Capture filters on our captures take what tcpdump takes, which runs them in libpcap. */
class SavefileFilterTest {
    private static final int ETHERNET = 1;

    @BeforeAll
    static void libpcap() {
        try {
            Compiler.compile("ip", ETHERNET);
        } catch (IOException e) {
            assumeTrue(false, e.getMessage());
        }
    }

    private static long ours(Path file, String text) throws IOException {
        SavefileFilter filter = new SavefileFilter(text);
        long count = 0;
        try (PacketReader reader = PacketReader.open(file)) {
            while (reader.next()) {
                count += filter.passes(reader) ? 1 : 0;
            }
        }
        return count;
    }

    /** What tcpdump counts; -1 where it cannot read the file or refuses the filter. */
    private static long tcpdumps(Path file, String text) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("tcpdump", "-n", "--count", "-r", file.toString(), text)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return process.waitFor() != 0 ? -1 : Long.parseLong(out.strip().split(" ")[0]);
    }

    private static boolean hasTcpdump() {
        try {
            return new ProcessBuilder("tcpdump", "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "udp",
                "igmp or ip6 multicast",
                "dst net 224.0.0.0/4 and not port 53",
                "vlan or greater 100",
                "ip[8] < 64 or ip6[7] = 1",
                "udp[8:2] != 0 and udp[4:2] - 8 > 20",
                "icmp6 and ip6[40] >= 143",
                "tcp[tcpflags] & tcp-syn != 0",
                "ip[2:2] / 4 * 4 = ip[2:2] or ip[2:2] % 7 = 1",
                "len <= 64",
            })
    void takesWhatTcpdumpTakes(String text) throws IOException, InterruptedException {
        assumeTrue(hasTcpdump(), "tcpdump is not installed");
        List<String> differing = new ArrayList<>();
        int compared = 0;
        for (Path file : Pcaps.all()) {
            long wanted = file.toString().endsWith(".pcap") ? tcpdumps(file, text) : -1;
            if (wanted >= 0) {
                compared++;
                long got = ours(file, text);
                if (got != wanted) {
                    differing.add(file.getFileName() + ": " + got + ", tcpdump " + wanted);
                }
            }
        }
        assertEquals(List.of(), differing);
        assertTrue(compared > 10, compared + " files compared");
    }

    @Test
    void compilesForTheLinkOfEachInterface() throws IOException {
        SavefileFilter filter = new SavefileFilter("udp");
        assertTrue(filter.program(ETHERNET) != filter.program(101));
        assertTrue(filter.program(ETHERNET) == filter.program(ETHERNET));
    }

    @Test
    void refusesInLibpcapsWords() {
        IOException e = assertThrows(IOException.class, () -> new SavefileFilter("udp prot 53").program(ETHERNET));
        assertTrue(e.getMessage().startsWith("bad capture filter \"udp prot 53\" on Ethernet: "), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }
}
