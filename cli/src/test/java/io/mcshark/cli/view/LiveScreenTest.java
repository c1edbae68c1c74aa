package io.mcshark.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.shell.Session;
import io.mcshark.cli.shell.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Screens of a capture that runs, as text: packets come and time passes when the test says so. */
class LiveScreenTest {
    private static final int LONG_SECONDS = 60;

    private final TimeZone zone = TimeZone.getDefault();
    private final Session session = new Session();
    private final FakeTime time = new FakeTime();
    private Fed fed;
    private PacketStore store;
    private Browser browser;
    private Painter painter;
    private int width = 80, height = 10;

    @BeforeEach
    void begin(@TempDir Path folder) throws IOException {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        fed = new Fed(folder.resolve("fed.pcap"));
        session.follow(fed, "eth0", null);
        store = new PacketStore(session);
        Theme theme = new Theme(Theme.Look.PLAIN, true);
        browser = new Browser(store, (console, words) -> Shell.run(session, console, words), time, theme.bars());
        painter = new Painter(browser, theme, session.name());
    }

    @AfterEach
    void end() throws IOException {
        browser.end();
        store.close();
        session.close();
        TimeZone.setDefault(zone);
    }

    private void size(int width, int height) {
        this.width = width;
        this.height = height;
    }

    private String screen() {
        await(() -> session.packets() == fed.packets());
        browser.tick();
        return painter.paint(width, height).stream()
                .map(line -> line.toString().stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONG_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain");
            }
            Thread.onSpinWait();
        }
    }

    /** The screen; what is shown reversed, as selected rows and lit bytes are, stands in brackets. */
    private String lit() {
        screen();
        StringBuilder text = new StringBuilder();
        for (AttributedString line : painter.paint(width, height)) {
            StringBuilder one = new StringBuilder();
            for (int i = 0; i < line.length(); i++) {
                boolean before = i > 0 && isReversed(line, i - 1);
                one.append(isReversed(line, i) == before ? "" : before ? "⟧" : "⟦")
                        .append(line.charAt(i));
            }
            text.append(one.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static boolean isReversed(AttributedString line, int at) {
        return (line.styleAt(at).getStyle() & AttributedStyle.INVERSE.getStyle()) != 0;
    }

    private void keys(String... keys) {
        for (String key : keys) {
            screen();
            browser.key(key);
        }
    }

    /** Lets so much time pass that a screen is asked for again, and waits for another answer. */
    private void awaitAnother() throws InterruptedException {
        String before = screen();
        time.passForSleeper(1000);
        await(() -> !screen().equals(before));
    }

    @Test
    void listFollowsTheEnd() throws IOException {
        for (int i = 0; i < 6; i++) {
            fed.rtp(20 * i, 1, 3, i);
        }
        assertEquals("""
                 eth0   6 packets  0 dropped by kernel
                   No. Time            Source          Destination     Packet
                     4 03:04:05.060000 192.0.2.1.4000  239.1.2.3.5004  udp 32 rtp PCMA, seq 3, t
                     5 03:04:05.080000 192.0.2.1.4000  239.1.2.3.5004  udp 32 rtp PCMA, seq 4, t
                >    6 03:04:05.100000 192.0.2.1.4000  239.1.2.3.5004  udp 32 rtp PCMA, seq 5, t
                ─ Packet ─ Bytes, 74 from 0 ────────────────────────────────────────────────────
                ▸ Frame
                ▸ Ethernet, 02:00:00:00:00:01 > 01:00:5e:01:02:03
                ▸ Internet Protocol Version 4, 192.0.2.1 > 239.1.2.3
                 ? help  / filter  s search  ] finding  2 streams  5 expert  q leave
                """, screen());
        fed.rtp(120, 2, 3, 6);
        fed.drop(3);
        time.pass(999);
        assertEquals(" eth0   7 packets  3 dropped by kernel", line(0));
        assertTrue(line(4).startsWith(">    7 03:04:05.120000 192.0.2.2.4000"), line(4));
        time.pass(1);
        assertEquals(" eth0   7 packets  1/s  3 dropped by kernel", line(0));
        keys("k"); // no longer at the end
        fed.rtp(140, 1, 3, 6);
        screen();
        assertTrue(line(3).startsWith(">    6 ") || line(2).startsWith(">    6 "), screen());
        keys("G");
        fed.rtp(160, 1, 3, 7);
        assertTrue(line(4).startsWith(">    9 "), line(4));
        fed.fail("eth0 went away");
        assertEquals(" eth0   9 packets  capture ended: eth0 went away", line(0));
    }

    private String line(int index) {
        return screen().lines().toList().get(index);
    }

    @Test
    void whatNobodyAskedForIsSaidAtTheBottom() throws IOException {
        fed.rtp(0, 1, 3, 0);
        session.notices().add("mcshark: eth0 is down");
        session.notices().add("mcshark: eth0 is up");
        assertEquals("mcshark: eth0 is down", line(9));
        assertEquals("mcshark: eth0 is down", line(9));
        browser.key("j");
        assertEquals("mcshark: eth0 is up", line(9));
        browser.key("j");
        assertTrue(line(9).startsWith(" ? help"), line(9));
    }

    @Test
    void listTreeAndBytesMoveTogether() throws IOException {
        size(126, 12);
        for (int i = 0; i < 6; i++) {
            fed.rtp(20 * i, 1, 3, i);
        }
        keys("k", "k", "enter", "end", "right", "down", "down", "down", "down", "down", "down", "down");
        assertEquals("""
                ⟦ eth0   6 packets  0 dropped by kernel
                   No. Time            Source          Destination     Protocol Length Packet
                     3 03:04:05.040000 192.0.2.1.4000  239.1.2.3.5004  rtp          74 udp 32 rtp PCMA, seq 2, time 320, ssrc 0x00c0ffee, 20 b
                >    4 03:04:05.060000 192.0.2.1.4000  239.1.2.3.5004  rtp          74 udp 32 rtp PCMA, seq 3, time 480, ssrc 0x00c0ffee, 20 b
                     5 03:04:05.080000 192.0.2.1.4000  239.1.2.3.5004  rtp          74 udp 32 rtp PCMA, seq 4, time 640, ssrc 0x00c0ffee, 20 b
                     6 03:04:05.100000 192.0.2.1.4000  239.1.2.3.5004  rtp          74 udp 32 rtp PCMA, seq 5, time 800, ssrc 0x00c0ffee, 20 b
                ─⟦ Packet ⟧─ Bytes, 20 from 54 ─────────────────────────────────────────────────────────────────────────────────────────────────
                    Sequence number: 3                            │ 0010  00 3c 00 00 00 00 10 11  f7 ab c0 00 02 01 ef 01  .<..............
                    Timestamp: 480                                │ 0020  02 03 0f a0 13 8c 00 28  00 00 80 08 00 03 00 00  .......(........
                    Synchronization Source identifier: 0x00c0ffee │ 0030  01 e0 00 c0 ff ee ⟦00 00 ⟧ ⟦00 00 00 00 00 00 00 00⟧  ......⟦..........⟧
                ⟦    Payload: 0000000000000000000000000000000000000⟧│ 0040  ⟦00 00 00 00 00 00 00 00 ⟧ ⟦00 00⟧                    ⟦..........⟧
                ⟦ ? help   / filter   s search   ] finding   tab pane   F group   2 streams   3 groups   5 expert   q leave
                """, lit());
        keys("up", "up", "up", "J"); // the next packet, the same field
        assertEquals("""
                ⟦ eth0   6 packets  0 dropped by kernel
                   No. Time            Source          Destination     Protocol Length Packet
                     3 03:04:05.040000 192.0.2.1.4000  239.1.2.3.5004  rtp          74 udp 32 rtp PCMA, seq 2, time 320, ssrc 0x00c0ffee, 20 b
                     4 03:04:05.060000 192.0.2.1.4000  239.1.2.3.5004  rtp          74 udp 32 rtp PCMA, seq 3, time 480, ssrc 0x00c0ffee, 20 b
                >    5 03:04:05.080000 192.0.2.1.4000  239.1.2.3.5004  rtp          74 udp 32 rtp PCMA, seq 4, time 640, ssrc 0x00c0ffee, 20 b
                     6 03:04:05.100000 192.0.2.1.4000  239.1.2.3.5004  rtp          74 udp 32 rtp PCMA, seq 5, time 800, ssrc 0x00c0ffee, 20 b
                ─⟦ Packet ⟧─ Bytes, 2 from 44 ──────────────────────────────────────────────────────────────────────────────────────────────────
                    Marker: Not set                               │ 0000  01 00 5e 01 02 03 02 00  00 00 00 01 08 00 45 00  ..^...........E.
                    Payload type: PCMA (8)                        │ 0010  00 3c 00 00 00 00 10 11  f7 ab c0 00 02 01 ef 01  .<..............
                ⟦    Sequence number: 4                            ⟧│ 0020  02 03 0f a0 13 8c 00 28  00 00 80 08 ⟦00 04⟧ 00 00  .......(....⟦..⟧..
                    Timestamp: 640                                │ 0030  02 80 00 c0 ff ee 00 00  00 00 00 00 00 00 00 00  ................
                ⟦ ? help   / filter   s search   ] finding   tab pane   F group   2 streams   3 groups   5 expert   q leave
                """, lit());
        keys("tab", "end"); // the last byte: the payload's
        assertEquals("""
                ⟦ eth0   6 packets  0 dropped by kernel
                   No. Time            Source          Destination     Protocol Length Packet
                     3 03:04:05.040000 192.0.2.1.4000  239.1.2.3.5004  rtp          74 udp 32 rtp PCMA, seq 2, time 320, ssrc 0x00c0ffee, 20 b
                     4 03:04:05.060000 192.0.2.1.4000  239.1.2.3.5004  rtp          74 udp 32 rtp PCMA, seq 3, time 480, ssrc 0x00c0ffee, 20 b
                >    5 03:04:05.080000 192.0.2.1.4000  239.1.2.3.5004  rtp          74 udp 32 rtp PCMA, seq 4, time 640, ssrc 0x00c0ffee, 20 b
                     6 03:04:05.100000 192.0.2.1.4000  239.1.2.3.5004  rtp          74 udp 32 rtp PCMA, seq 5, time 800, ssrc 0x00c0ffee, 20 b
                ─ Packet ─⟦ Bytes, at 73 ⟧──────────────────────────────────────────────────────────────────────────────────────────────────────
                    Sequence number: 4                            │ 0010  00 3c 00 00 00 00 10 11  f7 ab c0 00 02 01 ef 01  .<..............
                    Timestamp: 640                                │ 0020  02 03 0f a0 13 8c 00 28  00 00 80 08 00 04 00 00  .......(........
                    Synchronization Source identifier: 0x00c0ffee │ 0030  02 80 00 c0 ff ee 00 00  00 00 00 00 00 00 00 00  ................
                    Payload: 0000000000000000000000000000000000000│ 0040  00 00 00 00 00 00 00 00  00 ⟦00⟧                    .........⟦.⟧
                ⟦ ? help   / filter   s search   ] finding   tab pane   F group   2 streams   3 groups   5 expert   q leave
                """, lit());
    }

    @Test
    void streamsAreUpdatedInPlace() throws Exception {
        size(100, 7);
        for (int i = 0; i < 6; i++) {
            fed.rtp(20 * i, 1, 3, i).rtp(20 * i + 5, 2, 4, i);
        }
        keys("2");
        await(() -> browser.board().isDone());
        assertEquals("""
                ⟦ eth0   streams
                Streams
                Source     Group      Port  Packets  Lost  Dup  Reord  Jitter       Average
                ⟦192.0.2.1  239.1.2.3  5004        6     0    0      0     0 s  35.52 kbit/s
                192.0.2.2  239.1.2.4  5004        6     0    0      0     0 s  35.52 kbit/s
                (no room for: Port, Carries, Bytes, Loss, Packets/s, Peak, Burst, Alarms, Buffer, Alarms, Longest ga
                ⟦ 1 packets   2 streams  3 groups  4 queriers  5 expert  6 graph  7 pim  8 ptp  9 talkers   enter its
                """, lit());
        keys("j");
        for (int i = 6; i < 20; i++) {
            fed.rtp(20 * i, 1, 3, i).rtp(20 * i + 5, 2, 4, i + (i > 9 ? 1 : 0));
        }
        awaitAnother();
        for (int i = 20; i < 27; i++) {
            fed.rtp(20 * i, 1, 3, i);
        }
        awaitAnother();
        assertEquals("""
                ⟦ eth0   streams
                Streams
                Source     Group      Port  Packets  Lost  Dup  Reord   Jitter       Average
                192.0.2.1  239.1.2.3  5004       27     0    0      0      0 s  30.74 kbit/s                      █▄
                ⟦192.0.2.2  239.1.2.4  5004       20     1    0      0  1.25 ms  31.16 kbit/s                      █
                (no room for: Port, Carries, Bytes, Loss, Packets/s, Peak, Burst, Alarms, Buffer, Alarms, Longest ga
                ⟦ 1 packets   2 streams  3 groups  4 queriers  5 expert  6 graph  7 pim  8 ptp  9 talkers   enter its
                """, lit());
        keys(".", ".", ".", ".", "o"); // by what was lost, the worst first
        assertEquals("""
                ⟦ eth0   streams
                Streams
                Source     Group      Port  Packets  Lost  Dup  Reord   Jitter       Average
                ⟦192.0.2.2  239.1.2.4  5004       20     1    0      0  1.25 ms  31.16 kbit/s                      █
                192.0.2.1  239.1.2.3  5004       27     0    0      0      0 s  30.74 kbit/s                      █▄
                (no room for: Port, Carries, Bytes, Loss, Packets/s, Peak, Burst, Alarms, Buffer, Alarms, Longest ga
                ⟦ 1 packets   2 streams  3 groups  4 queriers  5 expert  6 graph  7 pim  8 ptp  9 talkers   enter its
                """, lit());
        for (int i = 0; i < 4; i++) {
            fed.rtp(600 + 20 * i, 1, 3, 30 + i);
        }
        awaitAnother(); // another order: the line that is selected goes with its stream
        assertEquals("""
                ⟦ eth0   streams
                Streams
                Source     Group      Port  Packets  Lost  Dup  Reord   Jitter       Average
                192.0.2.1  239.1.2.3  5004       31     3    0      0      0 s  27.81 kbit/s                     █▄▃
                ⟦192.0.2.2  239.1.2.4  5004       20     1    0      0  1.25 ms  31.16 kbit/s                     █
                (no room for: Port, Carries, Bytes, Loss, Packets/s, Peak, Burst, Alarms, Buffer, Alarms, Longest ga
                ⟦ 1 packets   2 streams  3 groups  4 queriers  5 expert  6 graph  7 pim  8 ptp  9 talkers   enter its
                """, lit());
    }

    @Test
    void barsNeedNoMoreThanAscii() throws Exception {
        fed.rtp(0, 1, 3, 0);
        await(() -> session.packets() == fed.packets());
        Board board = new Board(
                (console, words) -> Shell.run(session, console, words),
                "talkers",
                "",
                new Theme(Theme.Look.PLAIN, false).bars(),
                time,
                100,
                10);
        await(board::isDone);
        for (int come : new int[] {8, 4, 1}) {
            List<String> before = board.lines();
            for (int i = 0; i < come; i++) {
                fed.rtp(10, 1, 3, i);
            }
            await(() -> session.packets() == fed.packets());
            time.passForSleeper(1000);
            await(() -> !board.lines().equals(before));
        }
        String line = board.lines().get(board.selectedLine());
        assertTrue(line.endsWith("  @=."), line);
        board.close();
    }

    @Test
    void findingsLeadToPackets() throws IOException {
        size(130, 9);
        for (int i = 0; i < 6; i++) {
            fed.rtp(20 * i, 1, 3, i + (i > 3 ? 2 : 0));
        }
        keys("5");
        await(() -> browser.board().isDone());
        assertEquals("""
                ⟦ eth0   expert
                Severity  Rule               About                            What                                   Count
                ⟦error     rtp-gap            192.0.2.1:4000 > 239.1.2.3:5004  2 packets are missing before this one      1
                note      udp-checksum-zero  192.0.2.1 > 239.1.2.3:5004       no UDP checksum                            6
                (no room for: First, Last, Frames)
                1 error, 1 note in 6 packets over 100 ms
                Too short to tell what is missing: no querier, no answer; that takes 4 min 20 s.

                ⟦ 1 packets   2 streams  3 groups  4 queriers  5 expert  6 graph  7 pim  8 ptp  9 talkers   enter its packets   , . o sort   q back
                """, lit());
        keys("enter");
        assertEquals("""
                ⟦ eth0   6 packets  0 dropped by kernel
                   No. Time            Source          Destination     Protocol Length Packet
                ⟦>    5 03:04:05.080000 192.0.2.1.4000  239.1.2.3.5004  rtp          74 udp 32 rtp PCMA, seq 6, time 960, ssrc 0x00c0ffee, 20 bytes
                     6 03:04:05.100000 192.0.2.1.4000  239.1.2.3.5004  rtp          74 udp 32 rtp PCMA, seq 7, time 1120, ssrc 0x00c0ffee, 20 byte
                ─ Packet ─ Bytes, 74 from 0 ──────────────────────────────────────────────────────────────────────────────────────────────────────
                ▸ Frame                                               │ 0000  ⟦01 00 5e 01 02 03 02 00 ⟧ ⟦00 00 00 01 08 00 45 00⟧  ⟦..^...........E.⟧
                ▸ Ethernet, 02:00:00:00:00:01 > 01:00:5e:01:02:03     │ 0010  ⟦00 3c 00 00 00 00 10 11 ⟧ ⟦f7 ab c0 00 02 01 ef 01⟧  ⟦.<..............⟧
                ▸ Internet Protocol Version 4, 192.0.2.1 > 239.1.2.3  │ 0020  ⟦02 03 0f a0 13 8c 00 28 ⟧ ⟦00 00 80 08 00 06 00 00⟧  ⟦.......(........⟧
                ⟦ ? help   / filter   s search   ] finding   tab pane   F group   2 streams   3 groups   5 expert   q leave
                """, lit());
    }

    /** A condition that goes on is found on the first packets of its flow only; else each packet would be a finding. */
    @Test
    void whatGoesOnIsNoNewFinding() throws IOException {
        for (int i = 0; i < 40; i++) { // each without a checksum: a note; the last but nine after a gap
            fed.rtp(20 * i, 1, 3, i + (i > 30 ? 2 : 0));
        }
        screen();
        browser.key("]");
        await(() -> browser.troubles().seen() == 40);
        assertEquals(9, browser.troubles().count());
        assertEquals(32, browser.troubles().next(20, 1));
        assertTrue(browser.troubles().isGrave(32));
        assertTrue(
                browser.troubles().on(20).startsWith("found: udp-checksum-zero"),
                browser.troubles().on(20));
        browser.key("home");
        screen();
        for (int i = 0; i < 31; i++) {
            browser.key("j");
        }
        assertTrue(screen().contains("\n>  !32 03:04:05.620000"), screen());
        assertTrue(screen().contains("\nfound: 2 packets are missing before this one, or late; "), screen());
    }
}
