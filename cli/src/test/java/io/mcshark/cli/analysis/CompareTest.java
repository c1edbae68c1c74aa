package io.mcshark.cli.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Ran;
import io.mcshark.pcaps.Pcaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {
    private static final String A = Pcaps.path("points-a.pcap").toString();
    private static final String B = Pcaps.path("points-b.pcap").toString();

    @TempDir
    Path folder;

    private static void assertRefused(String says, String... words) {
        Ran ran = Ran.mcshark(words);
        assertEquals(2, ran.code(), ran.err());
        assertTrue(ran.err().contains(says), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertEquals("", ran.out());
    }

    @Test
    void whatCannotBeMeantIsRefusedInOneLine() {
        assertRefused("give a second file to compare with", "compare", A);
        assertRefused("no such file", "compare", A, "nowhere.pcap");
        assertRefused("give files, no pipe", "compare", A, "-");
        assertRefused("give GROUP:PORT=GROUP:PORT", "compare", A, B, "--pair", "239.1.1.1=239.1.1.2");
        assertRefused("give GROUP:PORT=GROUP:PORT", "compare", A, B, "--pair", "239.1.1.1:70000=239.1.1.2:1");
        assertRefused("give GROUP:PORT=GROUP:PORT", "compare", A, B, "--pair", "example.org:1=239.1.1.2:1");
        assertRefused(
                "in another pair",
                "compare",
                A,
                B,
                "--pair",
                "239.1.1.1:1=239.1.1.2:1",
                "--pair",
                "239.1.1.3:1=239.1.1.2:1");
        assertRefused("is no duration", "compare", A, B, "--offset", "soon");
        assertRefused("there are comparison", "compare", A, B, "--record", "found");
        assertRefused("what they mean together", "compare", A, B, "-Y", "mcast.lost > 0");
    }

    @Test
    void aFilterLeavesStreamsOutButNotTheTimeCovered() {
        Ran ran = Ran.mcshark("compare", A, B, "-Y", "udp.dstport == 26477", "--csv");
        assertEquals(0, ran.code(), ran.err());
        assertEquals(2, ran.out().lines().count(), ran.out());
        assertTrue(ran.out().contains("239.1.2.4,26477,moldudp64,5,4,2,"), ran.out());
    }

    @Test
    void twoFilesMayHaveTheTwoFeeds() throws IOException {
        String feeds = Pcaps.path("feeds.pcap").toString();
        Path a = folder.resolve("a.pcap");
        Path b = folder.resolve("b.pcapng");
        assertEquals(
                0,
                Ran.mcshark("read", feeds, "-Y", "ip.dst == 239.1.2.3", "-w", a.toString())
                        .code());
        assertEquals(
                0,
                Ran.mcshark("read", feeds, "-Y", "ip.dst == 239.2.2.3", "-w", b.toString())
                        .code());
        String one = Ran.mcshark("compare", feeds, "--feeds", "--csv").out();
        assertEquals(
                one,
                Ran.mcshark("compare", a.toString(), b.toString(), "--feeds", "--csv")
                        .out());
    }

    @Test
    void capturesCutAtDifferentLengthsAreCompared() {
        // Of the longer ones 16 bytes of payload are there.
        Ran ran = Ran.mcshark(
                "compare",
                Pcaps.path("udp-cut.pcap").toString(),
                Pcaps.path("udp-cut.pcap").toString());
        assertEquals(0, ran.code());
        assertTrue(ran.out().contains("4 packets were cut short"), ran.out());
        assertTrue(ran.out().contains("1 stream: 3 packets at A, 3 of them at B: lost 0"), ran.out());
    }

    @Test
    void aDamagedFileIsComparedAsFarAsItGoes() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(B));
        Path cut = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(bytes, bytes.length / 2));
        Ran ran = Ran.mcshark("compare", A, cut.toString());
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("cut short"), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.out().contains("192.0.2.1  239.1.2.3  5004  rtp"), ran.out());
    }

    @Test
    void streamsWithoutAPartnerAreNoFeeds() {
        Ran ran = Ran.mcshark("compare", A, "--feeds");
        assertEquals(0, ran.code());
        assertTrue(ran.err().endsWith("points-a.pcap: no two streams carry the same packets\n"), ran.err());
    }
}
