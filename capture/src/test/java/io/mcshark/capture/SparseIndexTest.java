package io.mcshark.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any packet of a file, a compressed file or a pipe can be shown, by number or by time. */
class SparseIndexTest {
    private static final int PACKETS = 20_000;

    @TempDir
    Path folder;

    private static SparseIndex index(PacketReader reader) throws IOException {
        SparseIndex index = new SparseIndex();
        while (reader.next()) {
            index.note(reader);
        }
        return index;
    }

    /** A file whose second section has other interfaces, in the other byte order. */
    private static byte[] file(String format) {
        return (format.equals("pcap")
                        ? Samples.pcap(Bytes.little(), 0xa1b23c4d, PACKETS)
                        : Samples.pcapng(false, PACKETS / 2).add(Samples.pcapng(true, PACKETS / 2)))
                .array();
    }

    private static void assertShowsAll(byte[] file, PacketReader reader, SparseIndex index) throws IOException {
        PacketReader plain = Reading.of(file);
        Reading.Frame[] frames = Reading.frames(plain).toArray(Reading.Frame[]::new);
        assertEquals(frames.length, index.packets());
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            int wanted = 1 + (i % 3 == 0 ? random.nextInt(frames.length) : i * frames.length / 300);
            assertTrue(reader.show(wanted, index), "packet " + wanted);
            Reading.Frame frame = frames[wanted - 1];
            assertEquals(wanted, reader.number());
            assertEquals(frame.nanos(), reader.nanos());
            assertEquals(frame.linkType(), reader.linkType());
            assertEquals(frame.interfaceId(), reader.interfaceId());
            Reading.assertData(frame.data(), reader);
        }
        assertFalse(reader.show(frames.length + 1, index));
        assertTrue(reader.show(frames.length, index), "after having gone past the end");
        Reading.assertData(frames[frames.length - 1].data(), reader);
        assertFalse(reader.show(0, index));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcap", "pcapng"})
    void showsAnyPacketOfAFile(String format) throws IOException {
        byte[] file = file(format);
        Path path = Files.write(folder.resolve("f"), file);
        try (PacketReader scan = PacketReader.open(path);
                PacketReader view = scan.twin()) {
            assertShowsAll(file, view, index(scan));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcap", "pcapng"})
    void showsAnyPacketOfAStreamThroughASpool(String format) throws IOException {
        byte[] file = file(format);
        try (Spool spool = new Spool(folder, Spool.LIMIT)) {
            SparseIndex index;
            PacketReader view;
            try (PacketReader scan = PacketReader.open(new ByteArrayInputStream(file), "stream", spool)) {
                view = scan.twin();
                assertTrue(scan.seekable());
                index = index(scan);
            }
            assertShowsAll(file, view, index); // what was kept outlives the reader
            assertNull(spool.lost());
            try (var left = Files.list(folder)) {
                assertEquals(0, left.count(), "the spool has no name");
            }
        }
    }

    @Test
    void spoolKeepsNoMoreThanItsLimit() throws IOException {
        byte[] file = file("pcap");
        int limit = file.length / 2;
        try (Spool spool = new Spool(folder, limit);
                PacketReader scan = PacketReader.open(new ByteArrayInputStream(file), "stream", spool);
                PacketReader view = scan.twin()) {
            SparseIndex index = index(scan);
            assertEquals(PACKETS, index.packets(), "all are read");
            assertEquals("not kept beyond the spool's limit of " + limit + " bytes", spool.lost());
            assertTrue(view.show(PACKETS / 2 - 10, index));
            assertFalse(view.show(PACKETS - 1, index));
            assertTrue(view.damage().startsWith("cannot be shown again: " + spool.lost()), view.damage());
        }
    }

    @Test
    void aTwinNeedNotWaitForTheOthers() throws IOException {
        byte[] file = file("pcap");
        try (Spool spool = new Spool(folder, Spool.LIMIT);
                PacketReader first = PacketReader.open(new ByteArrayInputStream(file), "stream", spool);
                PacketReader second = first.twin();
                PacketReader third = first.twin()) {
            assertEquals(PACKETS, index(second).packets()); // though the first has read nothing
            assertTrue(first.next());
            assertEquals(PACKETS, index(third).packets());
            assertEquals(PACKETS - 1, Reading.frames(first).size());
        }
    }

    @Test
    void withoutASpoolAStreamIsNotReadTwice() throws IOException {
        try (PacketReader scan = Reading.of(file("pcap"))) {
            SparseIndex index = index(scan);
            assertThrows(IllegalStateException.class, scan::twin);
            assertThrows(IllegalStateException.class, () -> scan.show(1, index));
        }
    }

    @Test
    void findsTheEntryBeforeATime() throws IOException {
        SparseIndex index = index(Reading.of(file("pcap"))); // ten packets a second
        long start = 1_700_000_000L * 1_000_000_000L;
        assertNull(index.beforeTime(start - 1));
        assertEquals(1, index.beforeTime(start).number());
        SparseIndex.Entry entry = index.beforeTime(start + 1000 * 1_000_000_000L);
        assertNotNull(entry);
        assertEquals(2 * SparseIndex.STEP + 1, entry.number());
        assertEquals(4 * SparseIndex.STEP + 1, index.beforeTime(Long.MAX_VALUE).number());
    }
}
