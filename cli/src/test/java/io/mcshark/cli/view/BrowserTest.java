package io.mcshark.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Time;
import io.mcshark.cli.shell.Session;
import io.mcshark.cli.shell.Shell;
import io.mcshark.pcaps.Pcaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types keys and reads the screen as text. */
class BrowserTest {
    private static final int WIDTH = 140, HEIGHT = 30;

    private final Session session = new Session();
    private PacketStore store;
    private Browser browser;
    private Painter painter;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("routers.pcap");
        Files.copy(Pcaps.path("routers.pcap"), file);
        session.open(file);
        while (session.packets() < 38) {
            Thread.onSpinWait();
        }
        store = new PacketStore(session);
        browser = new Browser(store, (console, words) -> Shell.run(session, console, words), Time.SYSTEM, " .:");
        painter = new Painter(browser, new Theme(Theme.Look.DARK, true), "routers.pcap");
    }

    @AfterEach
    void close() throws IOException {
        browser.end();
        store.close();
        session.close();
    }

    private List<String> screen() {
        while (!store.isComplete()) {
            Thread.onSpinWait();
        }
        browser.tick();
        return painter.paint(WIDTH, HEIGHT).stream()
                .map(AttributedString::toString)
                .map(String::stripTrailing)
                .toList();
    }

    private void keys(String... keys) {
        for (String key : keys) {
            screen();
            browser.key(key);
        }
    }

    private void type(String text) {
        text.chars().forEach(c -> browser.key(String.valueOf((char) c)));
    }

    @Test
    void everyLineIsAsWideAsTheTerminal() {
        for (AttributedString line : painter.paint(WIDTH, HEIGHT)) {
            assertEquals(WIDTH, line.columnLength());
        }
        assertEquals(HEIGHT, painter.paint(WIDTH, HEIGHT).size());
        assertEquals(7, painter.paint(20, 7).size());
    }

    @Test
    void listTreeAndBytesMoveTogether() {
        keys("j", "j", "enter");
        assertEquals(2, browser.list().selected());
        // From the topmost protocol's line to its third field, the checksum.
        keys("down", "down", "down");
        keys("down", "down", "down");
        List<String> screen = screen();
        assertTrue(screen.stream().anyMatch(line -> line.contains("Checksum: 0xb281")), screen.toString());
        assertEquals(
                List.of(40, 42),
                List.of(browser.detail().lit()[0], browser.detail().lit()[1]));
        // The other way: the byte at 3 is the destination's, and the tree follows.
        keys("tab", "home", "right", "right", "right");
        Detail.Line line = browser.detail().selected();
        assertTrue(line.text().startsWith("Destination: 01:00:5e"), line.text());
    }

    @Test
    void filterKeepsWhatWasSelectedAndSaysWhatIsWrong() {
        keys("j", "j", "j", "j", "j", "j", "j", "j", "j", "j", "j", "j");
        long number = store.number(browser.list().selected());
        keys("/");
        type("dvmrp");
        keys("enter");
        assertTrue(screen().getFirst().contains("13 of 38 packets   dvmrp"), screen().getFirst());
        assertEquals(number, store.number(browser.list().selected()));
        keys("/");
        browser.key("ctrl-u");
        type("ip.dst[0] == 239");
        keys("enter");
        assertTrue(screen().getLast().contains("write 0xef"), screen().getLast());
        keys("esc", "esc");
        assertTrue(screen().getFirst().contains("38 packets"), screen().getFirst());
        assertEquals(number, store.number(browser.list().selected()));
    }

    @Test
    void tabCompletesFields() {
        keys("/");
        type("igmp.max_re");
        browser.key("tab");
        assertTrue(screen().getLast().startsWith("Filter: igmp.max_resp"), screen().getLast());
    }

    @Test
    void followsTheGroupOfThePacket() {
        keys("F");
        assertEquals("ip.dst == 224.0.0.2", browser.filter());
    }

    @Test
    void searchesMarksAndLeaves() {
        keys("s");
        type("graft ack");
        keys("enter");
        assertEquals(17, store.number(browser.list().selected()));
        keys("m", "g", "'");
        assertEquals(17, store.number(browser.list().selected()));
        assertFalse(browser.quits());
        keys("q");
        assertTrue(browser.quits());
    }

    @Test
    void numberKeysShowWhatCommandsSay() {
        keys("/");
        type("dvmrp");
        keys("enter", "9");
        List<String> screen = screen();
        while (screen.get(1).startsWith("looking")) {
            Thread.onSpinWait();
            screen = screen();
        }
        assertTrue(screen.getFirst().contains("talkers   dvmrp"), screen.getFirst());
        assertTrue(screen.get(1).startsWith("Source"), screen.get(1));
        assertTrue(screen.get(2).startsWith("192.0.2.1 "), screen.get(2));
        keys("1");
        assertTrue(screen().getFirst().contains("13 of 38 packets"), screen().getFirst());
    }

    /** On every page: the packets that times refer to are not on it. */
    @Test
    void timesCountFromTheFirstPacketAndFromTheOneBefore() {
        keys("t", "t", "t", "t", "G");
        assertEquals("0.000494000", time(38));
        keys("t");
        assertEquals("0.000011000", time(26)); // the first one shown
    }

    /** The time that the list shows of a packet. */
    private String time(int number) {
        return screen().stream()
                .map(line -> line.replace('>', ' ').strip().split("\\s+"))
                .filter(words -> words[0].equals(String.valueOf(number)))
                .map(words -> words[1])
                .findFirst()
                .orElse("not shown");
    }

    @Test
    void clicksSelectRowsLinesAndBytes() {
        screen();
        browser.key("click:5:6"); // the fifth row
        assertEquals(4, browser.list().selected());
        int pane = new Geometry(WIDTH, HEIGHT).paneTop();
        screen();
        browser.key("click:4:" + (pane + 1));
        assertEquals(Browser.Pane.TREE, browser.focus());
        assertTrue(browser.detail().selected().text().startsWith("Ethernet"));
        screen();
        browser.key("click:4:" + (pane + 1)); // again: opens
        assertTrue(screen().stream().anyMatch(line -> line.contains("Source: 02:00:00:00:00:01")));
        // The third byte of the second line, 0x12: the length field of IP is 0x10 and 0x11.
        browser.key("click:" + (WIDTH - new Geometry(WIDTH, HEIGHT).hexWidth() + 7) + ":" + (pane + 1));
        assertEquals(16, browser.detail().cursor());
        assertTrue(
                browser.detail().selected().text().startsWith("Total Length"),
                browser.detail().selected().text());
        browser.key("wheel-down:3:4");
        assertEquals(7, browser.list().selected());
    }

    @Test
    void columnsAreChosenResizedAndSortedBy() {
        keys("C");
        browser.key("ctrl-u");
        type("no length ip.tt");
        browser.key("tab");
        keys("enter");
        assertEquals("No. Length ip.ttl", screen().get(1).strip());
        assertTrue(row(2).matches("1 +50 1"), screen().get(2));
        keys(".", ".", "o");
        sorted();
        assertEquals("No. Length\u25b2 ip.ttl", screen().get(1).strip());
        assertTrue(row(2).matches("\\d+ +42 1"), screen().get(2));
        keys("o");
        sorted();
        keys("home");
        assertTrue(row(2).matches("\\d+ +126 1"), screen().get(2));
        keys("o", "home", "<", "<");
        assertTrue(row(2).matches("1 +50 1"), screen().get(2));
        assertTrue(screen().get(1).startsWith("   No. Len\u2026"), screen().get(1));
        keys("C");
        browser.key("ctrl-u");
        type("no ip.scr");
        keys("enter");
        assertTrue(screen().getLast().contains("did you mean ip.src?"), screen().getLast());
    }

    private Stream<String> painted() {
        return painter.paint(WIDTH, HEIGHT).stream().map(AttributedString::toString);
    }

    /** A line of the list without the sign of the selected row. */
    private String row(int line) {
        return screen().get(line).replace('>', ' ').strip();
    }

    private void sorted() {
        while (browser.list().sortingAt() >= 0) {
            browser.tick();
        }
    }

    @Test
    void goesFromFindingToFinding() {
        while (browser.troubles() == null || !browser.troubles().isDone()) {
            browser.tick();
        }
        keys("]");
        assertEquals(2, store.number(browser.list().selected()));
        assertTrue(screen().getLast().startsWith("found: igmp-unknown-type: "), screen().getLast());
        keys("]", "]", "[", "[");
        assertEquals(2, store.number(browser.list().selected()));
        keys("[", "[");
        assertEquals("no further finding", screen().getLast());
    }

    @Test
    void searchesBytesAndTheTree() {
        keys("s");
        type("0xcb007101");
        keys("enter");
        assertEquals(3, store.number(browser.list().selected()));
        assertEquals(0xcb, browser.detail().detail().bytes()[browser.detail().cursor()] & 0xff);
        keys("enter", "s");
        browser.key("ctrl-u");
        type("code: graft");
        keys("enter");
        assertTrue(
                browser.detail().selected().text().startsWith("Code: Graft"),
                browser.detail().selected().text());
    }

    /** Before the index is there the last packets have no numbers; afterwards the selected one keeps its place. */
    @Test
    void showsTheLastPacketsBeforeTheyAreCounted() throws IOException {
        assertTrue(store.tail());
        browser.list().rows().clear();
        browser.list().select(store.count() - 1);
        assertTrue(painted().anyMatch(line -> line.matches("> *end .*")));
        browser.list().select(store.count() - 2);
        assertTrue(painted().anyMatch(line -> line.matches("> *end-1 .*")));
        assertTrue(painted().anyMatch(line -> line.strip().startsWith("end ")));
        browser.tick();
        assertFalse(store.isTail());
        assertEquals(37, store.number(browser.list().selected()));
    }

    @Test
    void enterOnALineOfAScreenShowsItsPackets() {
        keys("9");
        List<String> screen = screen();
        while (screen.get(1).startsWith("looking")) {
            Thread.onSpinWait();
            screen = screen();
        }
        keys(".", ".", "o", "enter");
        assertEquals("ip.src == 192.0.2.1", browser.filter());
    }

    /** On a terminal of any size the screen stays whole. */
    @Test
    void linesAreAsWideAsTheSmallestTerminal() {
        for (int[] size : new int[][] {{10, 5}, {1, 1}, {10, 24}, {80, 24}, {200, 60}}) {
            for (String key : new String[] {"?", "x", "/", "esc", "2", "1", "tab", "tab"}) {
                browser.key(key);
                List<AttributedString> lines = painter.paint(size[0], size[1]);
                assertEquals(size[1], lines.size());
                lines.forEach(line -> assertEquals(size[0], line.columnLength(), line.toString()));
            }
        }
    }

    /** What a screen reader is told. */
    @Test
    void speaksOneLineForAKey() {
        screen();
        Speech speech = new Speech(browser, "routers.pcap");
        assertTrue(speech.greeting().startsWith("routers.pcap, 38 packets"));
        speech.news(false);
        browser.key("j");
        List<String> told = speech.news(true);
        assertTrue(told.getFirst().startsWith("2  "), told.toString());
        browser.key("enter");
        assertTrue(speech.news(true).getFirst().startsWith("level 1  "));
        browser.key("tab");
        assertTrue(speech.news(true).getFirst().startsWith("byte "));
        assertEquals(List.of(), speech.news(false));
        browser.key("x");
        assertEquals("no command on x; ? lists them", speech.news(true).getLast());
    }

    @Test
    void goesToTheEndAndNoFurther() {
        keys("G", "j", "pgdn");
        assertEquals(37, browser.list().selected());
        keys("g", "k", "pgup");
        assertEquals(0, browser.list().selected());
    }
}
