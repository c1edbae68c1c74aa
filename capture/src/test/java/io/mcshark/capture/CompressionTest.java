package io.mcshark.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CompressionTest {
    private static byte[] gzip(byte[] bytes, int from, int to) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(out)) {
            packed.write(bytes, from, to - from);
        }
        return out.toByteArray();
    }

    /** In two members or frames, the second beginning inside a packet. */
    private static byte[] packed(Compression how) throws IOException {
        if (how != Compression.GZIP) {
            return Packed.file(how == Compression.ZSTD ? "two-frames.zst" : "two-frames.lz4");
        }
        byte[] content = Packed.content();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(gzip(content, 0, Packed.SECOND_FRAME));
        out.writeBytes(gzip(content, Packed.SECOND_FRAME, content.length));
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void readsMemberAfterMember(Compression how) throws IOException {
        PacketReader reader = Reading.of(packed(how));
        assertEquals(how, reader.compression());
        int n = 0;
        while (reader.next()) {
            assertEquals(n++, reader.nanos() % 1_000_000_000L);
        }
        assertNull(reader.damage());
        assertEquals(Packed.PACKETS, n);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void cutShortGivesWhatCanBeUnpacked(Compression how) throws IOException {
        byte[] packed = packed(how);
        PacketReader reader = Reading.of(Arrays.copyOf(packed, packed.length - 12));
        long offset = 0, n = 0;
        while (reader.next()) {
            n = reader.number();
            offset = reader.offset();
        }
        assertTrue(offset > Packed.SECOND_FRAME - 1000, "the first member is whole, and with it its packets");
        String name = how.name().toLowerCase(Locale.ROOT);
        assertTrue(
                reader.damage().startsWith("the " + name + " data is cut short, after packet " + n + " at byte "),
                reader.damage());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void changedBytesAreNoticed(Compression how) throws IOException {
        byte[] packed = packed(how);
        packed[packed.length / 2] ^= 0x55;
        PacketReader reader = Reading.of(packed);
        Reading.frames(reader);
        assertNotNull(reader.damage()); // by the decompressor, or by what came out of it
    }

    /** A window, and a content size that stands for one. */
    @ParameterizedTest
    @CsvSource({"28b52ffd 00 88 010000, 134217728", "28b52ffd e0 0000008000000000 010000, 2147483648"})
    void largeWindowsAreRefusedWithALine(String frame, long window) {
        byte[] file = HexFormat.of().parseHex(frame.replace(" ", ""));
        String message =
                assertThrows(SavefileException.class, () -> Reading.of(file)).getMessage();
        assertEquals(
                "test: the zstd data cannot be unpacked further (needs a window of " + window
                        + " bytes, more than 8388608; try zstd -dc --long=31 FILE | mcshark read -)",
                message);
    }

    @ParameterizedTest
    @CsvSource({"28b52ffd, zstd", "1f8b08, gzip", "04224d18 64, lz4"})
    void cutInTheFirstHead(String head, String name) {
        byte[] file = HexFormat.of().parseHex((head + "00").replace(" ", ""));
        String message =
                assertThrows(SavefileException.class, () -> Reading.of(file)).getMessage();
        assertEquals("test: the " + name + " data is cut short", message);
    }

    @Test
    void manyEmptyGzipMembersOverflowNothing() throws IOException {
        byte[] empty = gzip(new byte[0], 0, 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < 50_000; i++) {
            out.writeBytes(empty);
        }
        byte[] file = out.toByteArray();
        assertThrows(SavefileException.class, () -> Reading.of(file));
    }

    @Test
    void whatIsPackedMustBeASavefile() throws IOException {
        byte[] file = gzip("once upon a time".getBytes(), 0, 16);
        String message =
                assertThrows(SavefileException.class, () -> Reading.of(file)).getMessage();
        assertEquals("test: not a pcap or pcapng file; looks like text", message);
    }
}
