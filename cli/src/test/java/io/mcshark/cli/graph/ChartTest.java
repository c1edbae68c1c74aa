package io.mcshark.cli.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.analysis.rates.Plot;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ChartTest {
    private static final long SECOND = 1_000_000_000L;

    /** Ten intervals: one series with a gap, one with a name that is markup. */
    private static Plot plot() {
        long[] some = {1, 2, 0, 0, 4, 4, 4, 4, 4, 4};
        long[] few = {0, 0, 0, 1, 0, 0, 0, 0, 0, 0};
        long[] all = {1, 2, 0, 1, 4, 4, 4, 4, 4, 4};
        return new Plot(
                1_700_000_000 * SECOND,
                SECOND,
                10,
                List.of(line("239.1.1.1", some), line("<b>&\"\u0007", few)),
                line("total", all));
    }

    private static Plot.Line line(String name, long[] packets) {
        return new Plot.Line(
                name,
                packets,
                IntStream.range(0, 10).mapToLong(i -> packets[i] * 125).toArray());
    }

    private interface Drawing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    private static byte[] bytes(Drawing drawing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        drawing.to(out);
        return out.toByteArray();
    }

    @Test
    void svgIsWellFormedAndSaysWhatItShows() throws Exception {
        byte[] svg = bytes(out -> new Chart(plot(), Plot.Unit.BITS, "bit/s & more").svg(out));
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
        Element root = document.getDocumentElement();
        assertEquals("svg", root.getTagName());
        assertEquals("img", root.getAttribute("role"));
        assertEquals("bit/s & more", root.getElementsByTagName("title").item(0).getTextContent());
        String description = root.getElementsByTagName("desc").item(0).getTextContent();
        assertTrue(
                description.contains("239.1.1.1: mean 2.7 kbit/s, peak 4 kbit/s, 2 intervals without a packet"),
                description);
        NodeList texts = root.getElementsByTagName("text");
        List<String> words = IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
        assertTrue(
                words.containsAll(List.of("0 bit/s", "5 kbit/s", "0 s", "10 s", "total", "<b>&\"", "mean", "peak")),
                words::toString);
        assertFalse(new String(svg, StandardCharsets.UTF_8).contains("<b>"));
    }

    @Test
    void aCurveLiesOnTheAxisWhereThereAreNoPackets() throws Exception {
        String svg =
                new String(bytes(out -> new Chart(plot(), Plot.Unit.PACKETS, "x").svg(out)), StandardCharsets.UTF_8);
        // 5 packets/s is the height, 320; the axis is at 360.
        assertTrue(svg.contains("points=\"110,296 151,296 234,232 317,360 400,360 483,104 "), svg);
    }

    @Test
    void pngIsTheSameEveryTimeAndHasTheCurves() throws IOException {
        byte[] png = bytes(out -> new Chart(plot(), Plot.Unit.BITS, "bits").png(out));
        assertArrayEquals(png, bytes(out -> new Chart(plot(), Plot.Unit.BITS, "bits").png(out)));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(1920, image.getWidth());
        assertEquals(0x0072b2, image.getRGB(2 * 600, 2 * 104) & 0xffffff);
        assertEquals(0xffffff, image.getRGB(2 * 600, 2 * 200) & 0xffffff);
    }

    @Test
    void aLetterIsDrawnDotByDot() {
        assertTrue(Glyphs.isInk('T', 0, 0) && Glyphs.isInk('T', 6, 2) && !Glyphs.isInk('T', 6, 0));
        assertTrue(Glyphs.isInk('\u4e2d', 0, 0)); // a box
        assertFalse(Glyphs.isInk(' ', 3, 3));
    }

    @Test
    void axesEndAtRoundNumbers() {
        assertEquals(200, Chart.ceiling(120));
        assertEquals(1000, Chart.ceiling(501));
        assertEquals(0.5, Chart.ceiling(0.3));
        assertEquals(1, Chart.ceiling(0));
    }

    @Test
    void lettersShowGapsPeaksAndMeansWithinTheWidth() {
        List<String> lines = new TextGraph(Plot.Unit.PACKETS, 80, true).draw(plot(), "group");
        assertTrue(lines.stream().allMatch(line -> line.length() <= 80), () -> String.join("\n", lines));
        String line = lines.stream()
                .filter(l -> l.startsWith("239.1.1.1"))
                .findFirst()
                .orElseThrow();
        assertTrue(line.contains("▂▄··██████"), line);
        assertTrue(line.matches(".* 2\\.7 packets/s +4 packets/s"), line);
        assertEquals(1, lines.stream().filter(l -> l.contains("no packet")).count());
        List<String> plain = new TextGraph(Plot.Unit.PACKETS, 80, false).draw(plot(), "group");
        assertTrue(plain.stream().allMatch(l -> l.chars().allMatch(c -> c < 0x7f)), () -> String.join("\n", plain));
    }

    @Test
    void moreIntervalsThanColumnsAreDrawnTogether() {
        long[] many = new long[1000];
        Arrays.fill(many, 3);
        Plot.Line line = new Plot.Line("239.1.1.1", many, many);
        Plot plot = new Plot(0, SECOND, 1000, List.of(line), line);
        List<String> lines = new TextGraph(Plot.Unit.PACKETS, 100, true).draw(plot, "group");
        assertTrue(lines.getFirst().contains("a column for 2"), lines.getFirst());
        assertTrue(lines.stream().allMatch(l -> l.length() <= 100), () -> String.join("\n", lines));
        assertTrue(lines.getLast().matches(".* 3 packets/s +3 packets/s"), lines.getLast());
    }
}
