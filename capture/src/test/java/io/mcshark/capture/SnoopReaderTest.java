package io.mcshark.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** RFC 1761, section by section. */
class SnoopReaderTest {
    private static final byte[] NAME = {'s', 'n', 'o', 'o', 'p', 0, 0, 0};

    @Test
    void aRecordIsReadWithItsPaddingSkipped() throws IOException {
        byte[] file = file(2, 4, record(61, new byte[] {1, 2, 3}, 5, 0), record(4, new byte[] {4, 5, 6, 7}, 0, 7));
        try (PacketReader reader = open(file)) {
            assertTrue(reader.next());
            assertEquals(1, reader.linkType());
            assertEquals(3, reader.captured());
            assertEquals(61, reader.length());
            assertEquals(1_700_000_000_000_002_000L, reader.nanos());
            assertEquals(0, reader.dropCount());
            assertTrue(reader.next());
            assertEquals(4, reader.segment().get(java.lang.foreign.ValueLayout.JAVA_BYTE, reader.at()));
            assertEquals(7, reader.dropCount());
            assertFalse(reader.next());
            assertNull(reader.damage());
        }
    }

    @Test
    void everyCutGivesTheWholePacketsBeforeIt() throws IOException {
        byte[] first = record(3, new byte[] {1, 2, 3}, 1, 0);
        byte[] file = file(2, 4, first, record(4, new byte[] {4, 5, 6, 7}, 0, 0));
        int second = 16 + first.length;
        for (int cut = 16; cut < file.length; cut++) {
            try (PacketReader reader = open(Arrays.copyOf(file, cut))) {
                int packets = 0;
                while (reader.next()) {
                    packets++;
                }
                assertEquals(cut < second ? 0 : 1, packets, "cut at " + cut);
                assertEquals(cut == 16 || cut == second, reader.damage() == null, "cut at " + cut);
            }
        }
    }

    @Test
    void lyingLengthsAreDamage() throws IOException {
        byte[] file = file(2, 4, record(3, new byte[] {1, 2, 3}, 1, 0));
        ByteBuffer.wrap(file).putInt(16 + 4, 0x7fffffff);
        try (PacketReader reader = open(file)) {
            assertFalse(reader.next());
            assertEquals("packet 1 at byte 16 claims 2147483647 bytes in a record of 28", reader.damage());
        }
    }

    @Test
    void otherVersionsAndLinkTypesAreRefused() {
        assertThrows(SavefileException.class, () -> open(file(1, 4)));
        assertThrows(SavefileException.class, () -> open(file(2, 5)));
    }

    private static PacketReader open(byte[] file) throws IOException {
        return PacketReader.open(new ByteArrayInputStream(file), "test");
    }

    private static byte[] file(int version, int type, byte[]... records) {
        ByteBuffer b = ByteBuffer.allocate(1000).put(NAME).putInt(version).putInt(type);
        for (byte[] record : records) {
            b.put(record);
        }
        return Arrays.copyOf(b.array(), b.position());
    }

    private static byte[] record(int wire, byte[] packet, int padding, int drops) {
        int whole = 24 + packet.length + padding;
        ByteBuffer b = ByteBuffer.allocate(whole);
        b.putInt(wire).putInt(packet.length).putInt(whole).putInt(drops).putInt(1_700_000_000).putInt(2);
        return b.put(packet).array();
    }
}
