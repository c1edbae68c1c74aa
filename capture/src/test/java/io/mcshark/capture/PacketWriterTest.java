package io.mcshark.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketWriterTest {
    private static final long NANOS = 1_700_000_000_123_456_789L;

    @TempDir
    Path folder;

    private static byte[] copy(byte[] file, boolean pcap) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PacketReader reader = Reading.of(file);
                PacketWriter writer = PacketWriter.create(out, "copy", pcap)) {
            writer.begin(reader);
            while (reader.next()) {
                writer.copy(reader);
            }
        }
        return out.toByteArray();
    }

    @Test
    void pcapngComesOverByteByByte() throws IOException {
        for (Map.Entry<String, byte[]> sample : Samples.all().entrySet()) {
            if (sample.getKey().contains("o")) {
                continue; // pcap and those with more than one section are tried below
            }
            assertArrayEquals(sample.getValue(), copy(sample.getValue(), false), sample.getKey());
        }
        byte[] two = Samples.all().get("two-sections");
        assertArrayEquals(two, copy(two, false));
    }

    @Test
    void sectionLengthIsNotCopied() throws IOException {
        byte[] file = Samples.pcapng(true, 3).array(), lying = file.clone();
        System.arraycopy(Bytes.big().u64(4711).array(), 0, lying, 16, 8);
        assertArrayEquals(file, copy(lying, false));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pcapComesOverPacketByPacket(boolean pcap) throws IOException {
        byte[] file = Samples.all().get("nano-big");
        List<Reading.Frame> before = Reading.frames(Reading.of(file));
        List<Reading.Frame> after = Reading.frames(Reading.of(copy(file, pcap)));
        assertEquals(before.size(), after.size());
        for (int i = 0; i < before.size(); i++) {
            assertEquals(before.get(i).nanos(), after.get(i).nanos());
            assertEquals(before.get(i).length(), after.get(i).length());
            assertEquals(before.get(i).linkType(), after.get(i).linkType());
            assertArrayEquals(before.get(i).data(), after.get(i).data());
        }
    }

    @Test
    void pcapTakesThePacketsOfOneLinkType() throws IOException {
        byte[] one = Bytes.little()
                .section()
                .describe(1, 0, Bytes.little().option(9, (byte) 9))
                .packet(0, NANOS, Bytes.data(60), 70)
                .block(PcapngReader.CUSTOM, Bytes.little().u32(1))
                .array();
        List<Reading.Frame> frames = Reading.frames(Reading.of(copy(one, true)));
        assertEquals(1, frames.size());
        assertEquals(NANOS, frames.getFirst().nanos());
        assertEquals(70, frames.getFirst().length());
        String message = assertThrows(
                        SavefileException.class,
                        () -> copy(Samples.pcapng(false, 3).array(), true))
                .getMessage();
        assertEquals("copy: a pcap file takes one link type, not 1 and 101; name it .pcapng", message);
    }

    @Test
    void fileWithoutPacketsIsASavefile() throws IOException {
        byte[] none = Bytes.little().section().describe(113, 0).array();
        PacketReader reader = Reading.of(copy(none, true));
        assertEquals(113, reader.linkType());
        assertFalse(reader.next());
        assertEquals(0, Reading.frames(Reading.of(copy(none, false))).size());
    }

    @Test
    void shortBlocksFillTheBuffer() throws IOException {
        Bytes many = Bytes.little().section().describe(1, 0);
        for (int i = 0; i < 30_000; i++) {
            many.block(0x1234_5678, Bytes.little());
        }
        assertArrayEquals(many.array(), copy(many.array(), false));
    }

    @Test
    void checkSequenceLengthIsKept() throws IOException {
        byte[] file = Bytes.little()
                .pcap(0xa1b2c3d4, 0x2400_0001)
                .record(1, 2, Bytes.data(60), 60)
                .array();
        for (boolean pcap : new boolean[] {true, false}) {
            PacketReader reader = Reading.of(copy(file, pcap));
            assertTrue(reader.next());
            assertEquals(4, reader.interfaces().getFirst().fcsBytes());
            assertEquals(1, reader.linkType());
        }
    }

    @Test
    void writesWhatLiveCaptureKnows() throws IOException {
        Path file = folder.resolve("live.pcapng");
        MemorySegment data = MemorySegment.ofArray(Bytes.data(61));
        InterfaceDescription eth0 = InterfaceDescription.of(1, 96).named("eth0", "uplink", "udp", "Linux 6");
        SectionHeader about = SectionHeader.by("mcshark 1");
        InterfaceStatistics counters = new InterfaceStatistics(1, NANOS, NANOS - 5, NANOS, 100, 3, 90, 2, 88);
        try (PacketWriter writer = PacketWriter.create(file, about)) {
            assertEquals(0, writer.add(eth0));
            assertEquals(1, writer.add(InterfaceDescription.of(113, 0)));
            writer.write(data, 0, 61, 1500, NANOS, 0);
            writer.flush();
            assertEquals(Files.size(file), writer.flushed());
            writer.write(data, 3, 8, 8, NANOS + 1, 1);
            writer.write(counters);
            assertTrue(writer.position() > writer.flushed());
        }
        try (PacketReader reader = PacketReader.open(file)) {
            List<Reading.Frame> frames = Reading.frames(reader);
            assertEquals(about, reader.section());
            assertEquals(eth0, reader.interfaces().getFirst());
            assertEquals(
                    List.of(NANOS, NANOS + 1),
                    frames.stream().map(Reading.Frame::nanos).toList());
            assertEquals(1500, frames.getFirst().length());
            assertEquals(113, frames.getLast().linkType());
            assertArrayEquals(
                    java.util.Arrays.copyOfRange(Bytes.data(61), 3, 11),
                    frames.getLast().data());
            assertEquals(List.of(counters), reader.statistics());
        }
    }

    @Test
    void writesPcapWhereTheNameSaysSo() throws IOException {
        Path file = folder.resolve("LIVE.PCAP");
        try (PacketWriter writer = PacketWriter.create(file, SectionHeader.NONE)) {
            writer.add(InterfaceDescription.of(1, 0));
            writer.write(MemorySegment.ofArray(Bytes.data(4)), 0, 4, 4, NANOS, 0);
        }
        try (PacketReader reader = PacketReader.open(file)) {
            assertTrue(reader.next());
            assertEquals(NANOS, reader.nanos());
            assertEquals("nanosecond pcap, little-endian", reader.format());
        }
        assertFalse(PacketWriter.isPcap(Path.of("x.pcapng")));
        assertTrue(PacketWriter.isPcap(Path.of("x.cap")));
    }

    @Test
    void largePacketsPassTheBuffer() throws IOException {
        Bytes file = Bytes.little().pcap(0xa1b23c4d, 231);
        file.record(1, 1, Bytes.data(5), 5)
                .record(2, 2, Bytes.data(1 << 20), 1 << 20)
                .record(3, 3, Bytes.data(6), 6);
        assertArrayEquals(file.array(), copy(file.array(), true).length == file.size() ? file.array() : null);
        assertEquals(3, Reading.frames(Reading.of(copy(file.array(), false))).size());
    }

    @Test
    void neverOverwritesWhatIsBeingRead() throws IOException {
        Path file = Files.write(folder.resolve("f.pcap"), Samples.all().get("micro"));
        try (PacketReader reader = PacketReader.open(file)) {
            Path link = Files.createSymbolicLink(folder.resolve("g.pcap"), file);
            assertThrows(SavefileException.class, () -> PacketWriter.create(link, reader));
        }
        assertArrayEquals(Samples.all().get("micro"), Files.readAllBytes(file));
    }

    @Test
    void refusesPlacesThatCannotBeWritten() {
        assertThrows(SavefileException.class, () -> PacketWriter.create(folder));
        Path nowhere = folder.resolve("no").resolve("f.pcap");
        assertEquals(
                nowhere + ": cannot be written: there is no such folder",
                assertThrows(SavefileException.class, () -> PacketWriter.create(nowhere))
                        .getMessage());
    }

    /** A disk that takes so many bytes more. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 23, 24, 99, 100, 101, 5000, 300_000, 599_999})
    void fullDiskLeavesWholePackets(int room) throws IOException {
        Path file = folder.resolve("full.pcap");
        try (FileChannel channel = FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
                PacketWriter writer =
                        new PcapWriter(RecordFile.of("full.pcap", new FullDisk(channel, room), channel))) {
            writer.begin(SectionHeader.NONE);
            writer.add(InterfaceDescription.of(1, 0));
            MemorySegment data = MemorySegment.ofArray(Bytes.data(60));
            SavefileException e = assertThrows(SavefileException.class, () -> {
                for (int i = 0; i < 10_000; i++) {
                    writer.write(data, 0, 60, 60, NANOS + i, 0);
                }
                writer.flush();
            });
            long whole = room < 24 ? 0 : 24 + (room - 24) / 76 * 76L;
            assertEquals(
                    "full.pcap: writing failed (No space left on device); the file ends with its last whole packet, at"
                            + " byte " + whole,
                    e.getMessage());
            assertEquals(whole, Files.size(file));
            assertEquals(whole, writer.flushed());
            assertThrows(SavefileException.class, () -> writer.write(data, 0, 60, 60, NANOS, 0));
        }
    }

    private static final class FullDisk implements java.nio.channels.WritableByteChannel {
        private final FileChannel channel;
        private int room;

        FullDisk(FileChannel channel, int room) {
            this.channel = channel;
            this.room = room;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            if (room == 0) {
                throw new IOException("No space left on device");
            }
            int limit = from.limit();
            from.limit(Math.min(limit, from.position() + room));
            int n = channel.write(from);
            from.limit(limit);
            room -= n;
            return n;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
