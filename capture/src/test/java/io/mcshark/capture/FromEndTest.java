package io.mcshark.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last packets of a file, without reading those before. */
class FromEndTest {
    private static final int COUNT = 100;

    @TempDir
    Path folder;

    private void assertLast(byte[] bytes, int least) throws IOException {
        List<Reading.Frame> all = Reading.frames(Reading.of(bytes));
        Path file = Files.write(folder.resolve("file"), bytes);
        try (PacketReader reader = PacketReader.open(file)) {
            SparseIndex.Entry entry = reader.last(COUNT);
            assertNotNull(entry);
            reader.seek(entry);
            List<Reading.Frame> last = Reading.frames(reader);
            assertNull(reader.damage());
            assertTrue(last.size() >= least && last.size() <= COUNT, last.size() + " packets");
            for (int i = 0; i < last.size(); i++) {
                Reading.Frame expected = all.get(all.size() - last.size() + i);
                assertEquals(expected.nanos(), last.get(i).nanos());
                assertEquals(expected.linkType(), last.get(i).linkType());
                assertTrue(Arrays.equals(expected.data(), last.get(i).data()));
            }
        }
    }

    @Test
    void findsTheLastPackets() throws IOException {
        for (int packets : new int[] {COUNT, 150, 20_000}) {
            assertLast(Samples.pcap(Bytes.little(), 0xa1b2c3d4, packets).array(), COUNT);
            assertLast(Samples.pcap(Bytes.big(), 0xa1b23c4d, packets).array(), COUNT);
            assertLast(Samples.pcapng(false, packets).array(), COUNT / 2);
            assertLast(Samples.pcapng(true, packets).array(), COUNT / 2);
        }
    }

    /** Packets that hold a savefile of their own: what looks like records is none. */
    @Test
    void isNotMisledByRecordsInPackets() throws IOException {
        byte[] inner = Samples.pcap(Bytes.little(), 0xa1b2c3d4, 20).array();
        byte[] records = Arrays.copyOfRange(inner, 24, inner.length);
        Bytes file = Bytes.little();
        file.pcap(0xa1b2c3d4, 1);
        for (int i = 0; i < 400; i++) {
            file.record(1_700_000_000L + i, i, records, records.length);
        }
        assertLast(file.array(), COUNT);
    }

    @Test
    void saysSoWhereItCannot() throws IOException {
        byte[] whole = Samples.pcap(Bytes.little(), 0xa1b2c3d4, 20_000).array();
        for (byte[] bytes : List.of(Arrays.copyOf(whole, whole.length - 3), Arrays.copyOf(whole, 24))) {
            Path file = Files.write(folder.resolve("file"), bytes);
            try (PacketReader reader = PacketReader.open(file)) {
                assertNull(reader.last(COUNT));
                assertEquals(bytes.length > 24, reader.next());
            }
        }
        byte[] zeros = Arrays.copyOf(whole, whole.length + (1 << 20));
        try (PacketReader reader = PacketReader.open(Files.write(folder.resolve("file"), zeros))) {
            assertNull(reader.last(COUNT));
        }
        try (PacketReader reader = Reading.of(whole)) {
            assertNull(reader.last(COUNT)); // a stream
            assertTrue(reader.next());
            assertFalse(reader.number() != 1);
        }
    }

    /** A chain that is too short to be sure of, as behind a damaged record; a block whose two lengths differ. */
    @Test
    void isNotMisledByDamage() throws IOException {
        int packets = 20_000;
        ByteBuffer pcap = ByteBuffer.wrap(
                        Samples.pcap(Bytes.little(), 0xa1b2c3d4, packets).array())
                .order(ByteOrder.LITTLE_ENDIAN);
        assertTrue(pcap.capacity() > FromEnd.MOST, "there is more before what is looked at");
        int at = 24;
        for (int i = 0; i < packets - COUNT - COUNT / 2; i++) {
            at += 16 + pcap.getInt(at + 8);
        }
        pcap.putInt(at + 8, -1);
        assertNone(pcap.array());

        ByteBuffer pcapng =
                ByteBuffer.wrap(Samples.pcapng(false, COUNT).array()).order(ByteOrder.LITTLE_ENDIAN);
        int last = pcapng.capacity() - pcapng.getInt(pcapng.capacity() - 4);
        pcapng.putInt(last + 4, pcapng.getInt(last + 4) + 4);
        assertNone(pcapng.array());
    }

    private void assertNone(byte[] bytes) throws IOException {
        try (PacketReader reader = PacketReader.open(Files.write(folder.resolve("file"), bytes))) {
            assertNull(reader.last(COUNT));
        }
    }
}
