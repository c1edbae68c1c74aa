package io.mcshark.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Time;
import io.mcshark.cli.shell.Session;
import io.mcshark.cli.shell.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever packets, file names and pasted filters hold: the screen stays whole, and the terminal has nothing to interpret. */
class HostileScreenTest {
    /** Clearing the screen, a title, a bell, right to left, zero width, a combining storm, wide characters, bytes that are no UTF-8. */
    private static final List<byte[]> PAYLOADS = List.of(
            text("\u001b[2J\u001b[H\u001b]0;owned\u0007"),
            text(
                    "NOTIFY * HTTP/1.1\r\nHOST: \u001b[31m239.255.255.250\r\nSERVER: \u202egnp.exe\u2066\u200b\ufeff\r\n\r\n"),
            text("NOTIFY * HTTP/1.1\r\nNT: e" + "\u0301".repeat(50) + "\u4e2d\u6587 \ud83d\ude00\u0085\u2028\r\n\r\n"),
            new byte[] {
                'N', 'O', 'T', 'I', 'F', 'Y', ' ', (byte) 0xff, (byte) 0xc0, (byte) 0x80, (byte) 0xed, (byte) 0xa0
            });

    @TempDir
    Path folder;

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Path capture() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer head = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65535)
                .putInt(1);
        all.write(head.array());
        for (byte[] payload : PAYLOADS) {
            int length = 14 + 20 + 8 + payload.length;
            ByteBuffer packet = ByteBuffer.allocate(16 + length).order(ByteOrder.LITTLE_ENDIAN);
            packet.putInt(1).putInt(0).putInt(length).putInt(length).order(ByteOrder.BIG_ENDIAN);
            packet.putInt(0x01005e7f)
                    .putShort((short) 0xfffa)
                    .putShort((short) 0x0200)
                    .putInt(1);
            packet.putShort((short) 0x0800).putShort((short) 0x4500).putShort((short) (length - 14));
            packet.putInt(0)
                    .putShort((short) 0x0411)
                    .putShort((short) 0)
                    .putInt(0xc0000201)
                    .putInt(0xeffffffa);
            packet.putShort((short) 1900).putShort((short) 1900).putShort((short) (8 + payload.length));
            packet.putShort((short) 0).put(payload);
            all.write(packet.array());
        }
        return Files.write(folder.resolve("evil\u001b[31m\u202e.pcap"), all.toByteArray());
    }

    @ParameterizedTest
    @CsvSource({"10, 12", "80, 24", "200, 60"})
    void nothingIsInterpretedAndTheScreenStaysWhole(int width, int height) throws IOException {
        try (Session session = new Session()) {
            session.open(capture());
            while (session.packets() < PAYLOADS.size()) {
                Thread.onSpinWait();
            }
            PacketStore store = new PacketStore(session);
            Browser browser =
                    new Browser(store, (console, words) -> Shell.run(session, console, words), Time.SYSTEM, " .:");
            Painter painter = new Painter(browser, new Theme(Theme.Look.DARK, true), session.name());
            Speech speech = new Speech(browser, "evil");
            for (int i = 0; i < PAYLOADS.size(); i++) {
                for (String key : new String[] {"tab", "e", "end", "tab", "end", "tab", "j"}) {
                    whole(painter.paint(width, height), width, height);
                    browser.key(key);
                    speech.news(true).forEach(HostileScreenTest::harmless);
                }
            }
            browser.key("/");
            for (String key : new String[] {"s", "\u202e", "\u200b", "\u001b", "\u009b"}) {
                browser.key(key);
                whole(painter.paint(width, height), width, height);
            }
            browser.key("enter");
            whole(painter.paint(width, height), width, height);
            browser.key("esc");
            for (String number : new String[] {"2", "3", "5", "9"}) {
                browser.key(number);
                while (!browser.board().isDone()) {
                    Thread.onSpinWait();
                }
                whole(painter.paint(width, height), width, height);
            }
            browser.end();
            store.close();
        }
    }

    private static void whole(List<AttributedString> screen, int width, int height) {
        assertEquals(height, screen.size());
        for (AttributedString line : screen) {
            assertEquals(width, line.columnLength(), line.toString());
            harmless(line.toString());
        }
    }

    private static void harmless(String line) {
        line.codePoints()
                .forEach(c -> assertTrue(
                        Character.getType(c) != Character.CONTROL
                                && Character.getType(c) != Character.FORMAT
                                && Character.getType(c) != Character.LINE_SEPARATOR,
                        () -> "U+" + Integer.toHexString(c) + " in " + line.replaceAll("\\p{Cc}", "?")));
    }

    /** What the escapes look like. */
    @Test
    void theyAreShownAsWhatTheyAre() throws IOException {
        try (Session session = new Session()) {
            session.open(capture());
            while (session.packets() < PAYLOADS.size()) {
                Thread.onSpinWait();
            }
            PacketStore store = new PacketStore(session);
            Browser browser = new Browser(store, (console, words) -> 0, Time.SYSTEM, " .:");
            Painter painter = new Painter(browser, new Theme(Theme.Look.PLAIN, true), session.name());
            List<String> screen = painter.paint(200, 60).stream()
                    .map(AttributedString::toString)
                    .toList();
            assertTrue(screen.getFirst().startsWith(" evil\\x1b[31m\\u202e.pcap   4 packets"), screen.getFirst());
            browser.end();
            store.close();
        }
    }
}
