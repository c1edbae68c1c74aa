package io.mcshark.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws and variants of pcap; what each variant gives was compared with tshark 4.0.17. */
class PcapReaderTest {
    private static final int MICRO = 0xa1b2c3d4, NANO = 0xa1b23c4d, MODIFIED = 0xa1b2cd34;
    private static final long SECONDS = 1_700_000_000L, NANOS = 1_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "a1b2c3d4, 1000, little",
        "a1b2c3d4, 1000, big",
        "a1b23c4d, 1, little",
        "a1b23c4d, 1, big",
        "a12b3c4d, 1, little",
    })
    void readsEitherResolutionAndByteOrder(String magic, long unit, String order) throws IOException {
        Bytes file = order.equals("big") ? Bytes.big() : Bytes.little();
        file.pcap(Integer.parseUnsignedInt(magic, 16), 1);
        file.record(SECONDS, 123_456, Bytes.data(60), 60).record(SECONDS + 1, 999_999, Bytes.data(61), 1500);
        PacketReader reader = Reading.of(file);
        assertTrue(reader.next());
        assertEquals(SECONDS * NANOS + 123_456 * unit, reader.nanos());
        assertEquals(60, reader.captured());
        assertEquals(60, reader.length());
        assertEquals(1, reader.linkType());
        assertEquals(24, reader.offset());
        Reading.assertData(Bytes.data(60), reader);
        assertTrue(reader.next());
        assertEquals(2, reader.number());
        assertEquals((SECONDS + 1) * NANOS + 999_999 * unit, reader.nanos());
        assertEquals(1500, reader.length());
        assertEquals(24 + 76, reader.offset());
        Reading.assertData(Bytes.data(61), reader);
        assertFalse(reader.next());
        assertNull(reader.damage());
        assertEquals(unit == 1 ? 9 : 6, reader.interfaces().getFirst().digits());
    }

    @ParameterizedTest
    @CsvSource({"a1b2cd34, 8", "a1b2cd34, 12", "a1b2c3d4, 8", "a1b2c3d4, 4"})
    void findsLongerRecordHeadersByTheLookOfTheRecords(String magic, int more) throws IOException {
        Bytes file = Bytes.little().pcap(Integer.parseUnsignedInt(magic, 16), 1);
        for (int i = 0; i < 5; i++) {
            file.u32(SECONDS + i).u32(5).u32(60).u32(60).raw(new byte[] {3, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0}, more);
            file.raw(Bytes.data(60));
        }
        PacketReader reader = Reading.of(file);
        for (int i = 0; i < 5; i++) {
            assertTrue(reader.next());
            assertEquals((SECONDS + i) * NANOS + 5000, reader.nanos());
            Reading.assertData(Bytes.data(60), reader);
        }
        assertFalse(reader.next());
        assertNull(reader.damage());
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "2, 3", "543, 0"})
    void oldVersionsHaveTheLengthsTheOtherWayRound(int major, int minor) throws IOException {
        Bytes file = Bytes.little().pcap(MICRO, major, minor, 65535, 1);
        file.u32(SECONDS).u32(0).u32(80).u32(60).raw(Bytes.data(60));
        file.u32(SECONDS).u32(0).u32(60).u32(80).raw(Bytes.data(60));
        List<Reading.Frame> frames = Reading.frames(Reading.of(file));
        assertEquals(2, frames.size());
        for (Reading.Frame frame : frames) {
            assertEquals(60, frame.captured());
            assertEquals(80, frame.length());
        }
    }

    @Test
    void aixCountsNanosecondsAndInterfaceTypes() throws IOException {
        Bytes file = Bytes.big().pcap(MICRO, 2, 2, 65535, 6).record(SECONDS, 123_456_789, Bytes.data(60), 60);
        PacketReader reader = Reading.of(file);
        assertTrue(reader.next());
        assertEquals(SECONDS * NANOS + 123_456_789, reader.nanos());
        assertEquals(1, reader.linkType());
    }

    @Test
    void ixiaHasFourBytesMoreInTheFileHeader() throws IOException {
        Bytes file = Bytes.little().pcap(0x1c0001ac, 1).u32(76).record(SECONDS, 7, Bytes.data(60), 60);
        List<Reading.Frame> frames = Reading.frames(Reading.of(file));
        assertEquals(1, frames.size());
        assertArrayEquals(Bytes.data(60), frames.getFirst().data());
    }

    @Test
    void checkSequenceLengthIsTakenFromTheLinkType() throws IOException {
        PacketReader reader = Reading.of(Bytes.little().pcap(MICRO, 0x2400_0001));
        assertEquals(1, reader.linkType());
        assertEquals(4, reader.interfaces().getFirst().fcsBytes());
        assertFalse(reader.next());
    }

    @Test
    void snapLengthIsNotBelieved() throws IOException {
        Bytes file = Bytes.little().pcap(MICRO, 2, 4, 20, 1).record(SECONDS, 0, Bytes.data(60), 60);
        assertEquals(60, Reading.frames(Reading.of(file)).getFirst().captured());
    }

    @ParameterizedTest
    @ValueSource(longs = {262_145, 0x7fff_ffffL, 0xffff_ffffL})
    void lengthNoPacketHasIsDamage(long length) throws IOException {
        Bytes file = Bytes.little().pcap(MICRO, 1).record(SECONDS, 0, Bytes.data(60), 60);
        file.u32(SECONDS).u32(0).u32(length).u32(length).raw(new byte[300_000]);
        PacketReader reader = Reading.of(file);
        assertEquals(1, Reading.frames(reader).size());
        assertEquals(
                "packet 2 at byte 100 claims " + length + " bytes, more than the 262144 a packet may have",
                reader.damage());
        assertFalse(reader.next(), "and stays so");
    }

    @Test
    void largestPacketsOutgrowNoWindow() throws IOException {
        Bytes file = Bytes.little().pcap(NANO, 231); // D-Bus messages are large
        byte[] large = Bytes.data(3 << 20);
        file.record(SECONDS, 0, Bytes.data(1), 1)
                .record(SECONDS, 0, large, large.length)
                .record(SECONDS, 1, large, 1);
        List<Reading.Frame> frames = Reading.frames(Reading.of(file));
        assertEquals(3, frames.size());
        assertArrayEquals(large, frames.get(1).data());
        assertArrayEquals(large, frames.get(2).data());
    }

    @Test
    void cutAnywhereGivesTheWholePacketsBefore() throws IOException {
        Bytes head = Bytes.little().pcap(MICRO, 1);
        Bytes whole = Bytes.little().add(head);
        int[] ends = new int[6];
        ends[0] = whole.size();
        for (int i = 1; i < ends.length; i++) {
            whole.record(SECONDS, i, Bytes.data(10 * i), 10 * i);
            ends[i] = whole.size();
        }
        byte[] all = whole.array();
        for (int n = head.size(); n <= all.length; n++) {
            PacketReader reader = Reading.of(java.util.Arrays.copyOf(all, n));
            List<Reading.Frame> frames = Reading.frames(reader);
            int expected = 0;
            while (expected + 1 < ends.length && ends[expected + 1] <= n) {
                expected++;
            }
            assertEquals(expected, frames.size(), "cut at " + n);
            if (n == ends[expected]) {
                assertNull(reader.damage());
            } else {
                int begun = ends[expected];
                int needed = n - begun < 16 ? 16 : 16 + 10 * (expected + 1);
                assertEquals(
                        "cut short in the middle of packet " + (expected + 1) + " at byte " + begun + " (needed "
                                + needed + " bytes, had " + (n - begun) + ")",
                        reader.damage());
            }
        }
    }

    @Test
    void headerCutShortOrOfAnotherAgeIsRefused() {
        byte[] head = Bytes.little().pcap(MICRO, 1).array();
        for (int n = 4; n < head.length; n++) {
            byte[] cut = java.util.Arrays.copyOf(head, n);
            String message =
                    assertThrows(SavefileException.class, () -> Reading.of(cut)).getMessage();
            assertEquals("test: cut short in the file header (needed 24 bytes, had " + n + ")", message);
        }
        Bytes old = Bytes.little().pcap(MICRO, 1, 1, 65535, 1);
        assertThrows(SavefileException.class, () -> Reading.of(old));
    }

    @Test
    void modifiedMagicInBigEndian() throws IOException {
        Bytes file = new Bytes(ByteOrder.BIG_ENDIAN).pcap(MODIFIED, 1);
        file.u32(SECONDS).u32(5).u32(4).u32(4).u64(0).raw(Bytes.data(4));
        assertEquals(1, Reading.frames(Reading.of(file)).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"little", "big"})
    void passesOverWhatNobodyLooksAt(String order) throws IOException {
        Bytes file = (order.equals("big") ? Bytes.big() : Bytes.little()).pcap(NANO, 1);
        for (int i = 1; i <= 10; i++) {
            file.record(SECONDS + i, i, Bytes.data(60 + i), 1000 + i);
        }
        PacketReader reader = Reading.of(file);
        PacketReader.Glance glance =
                (segment, at, captured, length, nanos, number, linkType) -> captured != 66 && linkType == 1;
        assertTrue(reader.next());
        assertEquals(4, reader.passOver(glance, 100));
        assertEquals(5, reader.number());
        assertEquals((SECONDS + 5) * NANOS + 5, reader.nanos());
        assertEquals(1005, reader.length());
        assertEquals(24 + 4 * 16 + 61 + 62 + 63 + 64, reader.offset());
        Reading.assertData(Bytes.data(65), reader);
        assertEquals(0, reader.passOver(glance, 100));
        assertTrue(reader.next());
        assertEquals(6, reader.number());
        Reading.assertData(Bytes.data(66), reader);
        assertEquals(2, reader.passOver(glance, 2));
        assertEquals(8, reader.number());
        assertEquals(2, reader.passOver(glance, 100));
        assertFalse(reader.next());
        assertNull(reader.damage());
    }

    @ParameterizedTest
    @ValueSource(longs = {0xffff_ffffL, 300_000})
    void passesOverNoDamage(long length) throws IOException {
        Bytes file = Bytes.little().pcap(NANO, 1);
        file.record(SECONDS, 1, Bytes.data(60), 60).record(SECONDS, 2, Bytes.data(60), 60);
        file.u32(SECONDS).u32(3).u32(length).u32(length).raw(new byte[400_000]);
        PacketReader reader = Reading.of(file);
        assertEquals(2, reader.passOver((segment, at, captured, wire, nanos, number, linkType) -> true, 100));
        assertFalse(reader.next());
        assertTrue(reader.damage().contains("packet 3 at byte " + (24 + 2 * 76)), reader.damage());
    }
}
