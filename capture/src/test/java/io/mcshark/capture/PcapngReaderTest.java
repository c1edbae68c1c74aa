package io.mcshark.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** pcapng as the draft has it and as it is found; what counts as a frame was compared with tshark 4.0.17. */
class PcapngReaderTest {
    private static final long MICROS = 1_700_000_000_123_456L;

    private static Bytes order(String order) {
        return order.equals("big") ? Bytes.big() : Bytes.little();
    }

    @ParameterizedTest
    @ValueSource(strings = {"little", "big"})
    void tellsAllThatSectionInterfaceAndPacketTell(String endian) throws IOException {
        Bytes o = order(endian);
        Bytes file = order(endian)
                .section(
                        order(endian).option(1, "made for a test"),
                        order(endian).option(2, "x86"),
                        order(endian).option(3, "Linux 6"),
                        order(endian).option(4, "tester\0"))
                .describe(
                        1,
                        96,
                        order(endian).option(2, "eth0"),
                        order(endian).option(3, "uplink"),
                        order(endian).option(9, (byte) 9),
                        order(endian).option(11, "\0udp"),
                        order(endian).option(12, "Linux"),
                        order(endian).option(13, (byte) 4),
                        order(endian).option(14, order(endian).u64(3600).array()),
                        order(endian).option(15, "e1000"),
                        order(endian).option(1, "first port"))
                .packet(
                        0,
                        MICROS * 1000 + 789,
                        Bytes.data(57),
                        1500,
                        order(endian).option(1, "eins"),
                        order(endian).option(1, "zwei"),
                        order(endian).option(2, order(endian).u32(2).array()),
                        order(endian).option(4, order(endian).u64(7).array()))
                .block(
                        PcapngReader.STATISTICS,
                        order(endian)
                                .u32(0)
                                .u32(MICROS * 1000 >>> 32)
                                .u32(MICROS * 1000)
                                .add(order(endian).option(4, o.u64(1000).array()))
                                .add(order(endian)
                                        .option(7, order(endian).u64(3).array()))
                                .u32(0));
        PacketReader reader = Reading.of(file);
        assertEquals(1, reader.interfaces().size(), "known before the first packet");
        assertTrue(reader.next());
        assertEquals(new SectionHeader("x86", "Linux 6", "tester", List.of("made for a test")), reader.section());
        assertEquals(
                new InterfaceDescription(
                        1, 96, "eth0", "uplink", "udp", "Linux", "e1000", 9, 3600, 4, List.of("first port")),
                reader.interfaces().getFirst());
        assertEquals(MICROS * 1000 + 789 + 3_600_000_000_000L, reader.nanos());
        assertTrue(reader.timed());
        assertEquals(57, reader.captured());
        assertEquals(1500, reader.length());
        assertEquals(List.of("eins", "zwei"), reader.comments());
        assertEquals(2, reader.flags());
        assertEquals(7, reader.dropCount());
        Reading.assertData(Bytes.data(57), reader);
        assertFalse(reader.next());
        assertNull(reader.damage());
        InterfaceStatistics counters = reader.statistics().getFirst();
        assertEquals(1000, counters.received());
        assertEquals(3, counters.droppedByOs());
        assertEquals(-1, counters.droppedByInterface());
        assertEquals(MICROS * 1000 + 3_600_000_000_000L, counters.nanos());
    }

    @Test
    void sectionsHaveTheirOwnByteOrderAndInterfaces() throws IOException {
        Bytes file = Bytes.little().section().describe(1, 0).packet(0, MICROS, Bytes.data(60), 60);
        file.add(Bytes.big().section().describe(101, 0).describe(113, 0));
        file.add(Bytes.big().packet(1, MICROS + 1, Bytes.data(20), 20).packet(0, MICROS + 2, Bytes.data(21), 21));
        PacketReader reader = Reading.of(file);
        List<Reading.Frame> frames = Reading.frames(reader);
        assertEquals(
                List.of(1, 113, 101),
                frames.stream().map(Reading.Frame::linkType).toList());
        assertEquals((MICROS + 1) * 1000, frames.get(1).nanos());
        assertEquals(3, frames.getLast().number());
        assertEquals(2, reader.sections());
        assertEquals(2, reader.interfaces().size());
        assertNull(reader.damage());
    }

    @Test
    void oldAndSimplePackets() throws IOException {
        Bytes file = Bytes.little().section().describe(1, 32);
        file.old(0, 3, MICROS, Bytes.data(60)).old(0, 0xffff, MICROS, Bytes.data(5));
        file.simple(Bytes.data(32), 60).simple(Bytes.data(7), 7);
        PacketReader reader = Reading.of(file);
        assertTrue(reader.next());
        assertEquals(MICROS * 1000, reader.nanos());
        assertEquals(3, reader.dropCount());
        assertTrue(reader.next());
        assertEquals(-1, reader.dropCount());
        assertTrue(reader.next());
        assertEquals(32, reader.captured());
        assertEquals(60, reader.length());
        assertFalse(reader.timed());
        assertTrue(reader.next());
        Reading.assertData(Bytes.data(7), reader);
        assertFalse(reader.next());
        assertNull(reader.damage());
    }

    @Test
    void numbersAsFramesWhatWiresharkDoes() throws IOException {
        byte[] journal = "MESSAGE=hello\n__REALTIME_TIMESTAMP=1700000001234567\n\n".getBytes(StandardCharsets.US_ASCII);
        Bytes sysdig =
                Bytes.little().u16(0).u64(MICROS * 1000).u64(1).u32(999).u16(5).raw(Bytes.data(16));
        Bytes file = Bytes.little().section().describe(1, 0);
        file.block(PcapngReader.CUSTOM, Bytes.little().u32(4711).raw(Bytes.data(8)));
        file.block(PcapngReader.NAME_RESOLUTION, Bytes.little().u32(0));
        file.block(PcapngReader.JOURNAL, Bytes.little().raw(journal));
        file.block(0x8000_1234, Bytes.little().raw(Bytes.data(8)));
        file.block(0x204, sysdig);
        file.packet(0, MICROS, Bytes.data(4), 4);
        PacketReader reader = Reading.of(file);
        assertTrue(reader.next());
        assertEquals(PacketReader.Kind.CUSTOM, reader.kind());
        assertFalse(reader.timed());
        assertEquals(-1, reader.linkType());
        Reading.assertData(Bytes.data(8), reader);
        assertTrue(reader.next());
        assertEquals(PacketReader.Kind.JOURNAL, reader.kind());
        assertEquals(1_700_000_001_234_567_000L, reader.nanos());
        assertTrue(reader.next());
        assertEquals(PacketReader.Kind.SYSTEM_EVENT, reader.kind());
        assertEquals(MICROS * 1000, reader.nanos());
        assertEquals(999, reader.length());
        assertEquals(16, reader.captured());
        assertTrue(reader.next());
        assertEquals(PacketReader.Kind.PACKET, reader.kind());
        assertEquals(4, reader.number());
        assertFalse(reader.next());
        assertNull(reader.damage());
    }

    @Test
    void givesTheOtherBlocksAsTheyStand() throws IOException {
        Bytes secrets = Bytes.big()
                .block(PcapngReader.SECRETS, Bytes.big().u32(0x544c534b).u32(4).raw(Bytes.data(4)));
        Bytes section = Bytes.big().section();
        Bytes file = Bytes.big()
                .add(section)
                .describe(1, 0)
                .packet(0, 1, Bytes.data(4), 4)
                .add(secrets);
        StringBuilder types = new StringBuilder();
        PacketReader reader = Reading.of(file);
        reader.blocks((type, segment, at, length, bigEndian) -> {
            types.append(type).append(bigEndian).append(' ');
            if (type == PcapngReader.SECRETS) {
                assertEquals(secrets.size(), length);
                for (int i = 0; i < length; i++) {
                    assertEquals(secrets.array()[i], segment.get(java.lang.foreign.ValueLayout.JAVA_BYTE, at + i));
                }
            }
        });
        assertEquals(1, Reading.frames(reader).size());
        assertEquals("168627466true 1true 10true ", types.toString());
    }

    @Test
    void lengthThatLeavesOutThePaddingIsTaken() throws IOException {
        byte[] block = Bytes.little().packet(0, MICROS, Bytes.data(57), 57).array();
        block[4] -= 3;
        block[block.length - 4] -= 3;
        Bytes file = Bytes.little().section().describe(1, 0).raw(block).packet(0, MICROS, Bytes.data(4), 4);
        assertEquals(2, Reading.frames(Reading.of(file)).size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            interface  | the packet block at byte 84, after packet 1, names interface 1 of 1
            captured   | the packet block at byte 84, after packet 1, claims a packet of 9 bytes
            trailer    | the packet block at byte 84, after packet 1, begins with length 36 and ends with length 8
            length     | the packet block at byte 84, after packet 1, claims a length of 8 bytes
            huge       | the packet block at byte 84, after packet 1, claims a length of 4294967280 bytes
            cut        | cut short in the middle of the block after packet 1 at byte 84 (needed 36 bytes, had 30)
            """)
    void damageIsToldWithItsPlace(String how, String expected) throws IOException {
        byte[] second = Bytes.little()
                .packet(how.equals("interface") ? 1 : 0, MICROS, Bytes.data(4), 4)
                .array();
        switch (how) {
            case "captured" -> second[20] = 9;
            case "trailer" -> second[second.length - 4] = 8;
            case "length" -> second[4] = 8;
            case "huge" -> Arrays.fill(second, 4, 8, (byte) 0xff);
            case "cut" -> second = Arrays.copyOf(second, 30);
            default -> {}
        }
        if (how.equals("huge")) {
            second[4] = (byte) 0xf0;
        }
        Bytes file = Bytes.little()
                .section()
                .describe(1, 0)
                .packet(0, MICROS, Bytes.data(4), 4)
                .raw(second);
        if (!how.equals("cut")) {
            file.packet(0, MICROS, Bytes.data(4), 4);
        }
        PacketReader reader = Reading.of(file);
        assertEquals(1, Reading.frames(reader).size());
        assertEquals(expected, reader.damage());
    }

    @Test
    void brokenOptionsOfAPacketHideNoPacket() throws IOException {
        Bytes broken = Bytes.little().u16(1).u16(100).raw(Bytes.data(4));
        Bytes file = Bytes.little().section().describe(1, 0).packet(0, MICROS, Bytes.data(4), 4, broken);
        PacketReader reader = Reading.of(file);
        assertTrue(reader.next());
        assertEquals(List.of(), reader.comments());
        assertEquals(0, reader.flags());
    }

    @Test
    void cutAnywhereGivesTheWholePacketsBefore() throws IOException {
        Bytes file = Bytes.little().section(Bytes.little().option(4, "x"));
        int head = file.size();
        file.describe(1, 0, Bytes.little().option(2, "eth0"));
        int[] ends = new int[4];
        for (int i = 0; i < ends.length; i++) {
            file.packet(0, MICROS, Bytes.data(i), i, Bytes.little().option(1, "number " + i));
            ends[i] = file.size();
        }
        byte[] all = file.array();
        for (int n = 4; n <= all.length; n++) {
            byte[] cut = Arrays.copyOf(all, n);
            if (n < head) {
                String message = assertThrows(SavefileException.class, () -> Reading.of(cut))
                        .getMessage();
                assertEquals("test: the section header at byte 0 is cut short", message);
                continue;
            }
            PacketReader reader = Reading.of(cut);
            int expected = 0;
            while (expected < ends.length && ends[expected] <= n) {
                expected++;
            }
            assertEquals(expected, Reading.frames(reader).size(), "cut at " + n);
            if (n == head || n == ends[0] || (expected > 0 && n == ends[expected - 1])) {
                assertNull(reader.damage());
            } else if (n > ends[0]) {
                assertNotNull(reader.damage());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1700000000, 1700000000000000000",
        "6, 1700000000123456, 1700000000123456000",
        "9, 1700000000123456789, 1700000000123456789",
        "12, 1333333333333, 1333333333",
        "19, 13333333333333333333, 1333333333",
        "-10, 1740800000341, 1700000000333007812",
        "-32, 7301444404631655765, 1700000000333333333",
        "-63, 12297829382473034410, 1333333333",
        "6, 18446744073709551615, 9223372036854775807",
    })
    void timesOfAnyResolution(int digits, String stamp, long nanos) {
        assertEquals(nanos, new PcapngClock(digits, 0).nanos(Long.parseUnsignedLong(stamp)));
    }

    @Test
    void unknownVersionsAreRefused() {
        byte[] file = Bytes.little().section().array();
        file[12] = 2;
        String message =
                assertThrows(SavefileException.class, () -> Reading.of(file)).getMessage();
        assertEquals("test: the section header at byte 0 has version 2.0, known is 1.0", message);
    }
}
