package io.mcshark.cli.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Ran;
import io.mcshark.pcaps.Pcaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphTest {
    private static final String CAPTURE = Pcaps.path("points-a.pcap").toString();

    @TempDir
    Path folder;

    private static void assertRefused(String says, String... words) {
        Ran ran = Ran.mcshark(words);
        assertEquals(2, ran.code(), ran.err());
        assertTrue(ran.err().contains(says), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
    }

    @Test
    void whatCannotBeMeantIsRefusedInOneLine() {
        assertRefused("give one of group, source, stream, vlan, protocol", "graph", CAPTURE, "--by", "colour");
        assertRefused("give a number of series", "graph", CAPTURE, "--top", "0");
        assertRefused("give a time above 0", "graph", CAPTURE, "--interval", "0");
        assertRefused("ends in .svg or .png", "graph", CAPTURE, "-o", "graph.gif");
        assertRefused("give savefiles to read, or -i IF", "graph");
    }

    @Test
    void picturesGoIntoTheFileOnly() throws IOException {
        Path svg = folder.resolve("rates.svg");
        Ran ran = Ran.mcshark("graph", CAPTURE, "-o", svg.toString(), "--by", "stream");
        assertEquals(0, ran.code(), ran.err());
        assertEquals("", ran.out() + ran.err());
        String text = Files.readString(svg);
        assertTrue(text.contains("192.0.2.1 &gt; 239.1.2.3:5004"), text);
        Path png = folder.resolve("rates.png");
        assertEquals(0, Ran.mcshark("graph", CAPTURE, "-o", png.toString()).code());
        assertTrue(Files.size(png) > 1000);
    }

    @Test
    void noPictureOfNothing() {
        Path svg = folder.resolve("none.svg");
        Ran ran = Ran.mcshark("graph", Pcaps.path("lldp.pcap").toString(), "-o", svg.toString());
        assertEquals(0, ran.code());
        assertTrue(ran.err().contains("no IP multicast in"), ran.err());
        assertFalse(Files.exists(svg));
    }
}
