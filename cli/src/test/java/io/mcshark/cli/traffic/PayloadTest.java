package io.mcshark.cli.traffic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mcshark.cli.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"47400011, 4", "0x47, 1", "'47 40 00:11', 4", "de-AD-be-ef, 4", "'', 0"})
    void hexMayBeSpaced(String text, int length) {
        assertEquals(length, Payload.hex(text).length);
        assertArrayEquals(new byte[] {(byte) 0xde, (byte) 0xad}, Payload.hex("de:AD"));
    }

    @ParameterizedTest
    @CsvSource({"474z, column 4", "'47 4', column 4", "x, column 1", "0x4, column 3"})
    void badHexIsToldByColumn(String text, String where) {
        String message = assertThrows(UserError.class, () -> Payload.hex(text)).getMessage();
        assertEquals(true, message.contains(where), message);
    }

    @Test
    void aFileGoesWholeOrInPieces() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "abcdefgh");
        assertEquals(List.of("abcdefgh"), pass(Payload.file(file, 0, 8)));
        Payload pieces = Payload.file(file, 3, 8);
        assertEquals(List.of("abc", "def", "gh"), pass(pieces));
        assertEquals(List.of("abc", "def", "gh"), pass(pieces), "a second pass begins again");
    }

    @Test
    void aFileThatCannotBeSentIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "abcdefgh");
        refused(
                file,
                7,
                "payload too long: " + file
                        + " has more than 7 bytes, the most a datagram can carry; --size N sends it in pieces");
        refused(folder.resolve("none"), 8, "no file " + folder.resolve("none"));
        refused(folder, 8, folder + " is a directory");
        refused(Files.createFile(folder.resolve("empty")), 8, folder.resolve("empty") + " is empty: nothing to send");
    }

    private static void refused(Path file, int max, String message) {
        assertEquals(
                message,
                assertThrows(UserError.class, () -> Payload.file(file, 0, max)).getMessage());
    }

    @Test
    void aStreamGivesWhatOneReadGives() throws IOException {
        byte[] input = "x".repeat(20).getBytes(US_ASCII);
        Payload stream = new Payload.Stream(new ByteArrayInputStream(input), 8);
        assertEquals(List.of("x".repeat(8), "x".repeat(8), "x".repeat(4)), pass(stream));
        assertNull(stream.next(), "it has one pass");
    }

    @Test
    void aStreamIsNotReadyBeforeSomethingComes() throws IOException {
        try (PipedOutputStream out = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(out)) {
            Payload stream = new Payload.Stream(in, 8);
            assertFalse(stream.ready());
            out.write('x');
            out.flush();
            assertEquals("x", new String(stream.next(), US_ASCII));
        }
    }

    @Test
    void whatIsSentByDefaultIsNumbered() throws IOException {
        Payload payload = Payload.numbered();
        assertEquals(List.of("hello from mcshark, message 1"), pass(payload));
        assertEquals(List.of("hello from mcshark, message 2"), pass(payload));
    }

    @Test
    void aSizeIsBytesThatCount() throws IOException {
        byte[] bytes = Payload.counting(300).next();
        assertEquals(300, bytes.length);
        assertEquals((byte) 299, bytes[299]);
    }

    private static List<String> pass(Payload payload) throws IOException {
        List<String> pieces = new ArrayList<>();
        for (byte[] piece; (piece = payload.next()) != null; ) {
            pieces.add(new String(piece, US_ASCII));
        }
        return pieces;
    }
}
