package io.mcshark.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** Reads a savefile held in memory, and what its packets tell. */
final class Reading {
    /** A frame as a test sees it. */
    record Frame(long number, long nanos, int captured, int length, int linkType, int interfaceId, byte[] data) {}

    private Reading() {}

    static PacketReader of(Bytes file) throws IOException {
        return of(file.array());
    }

    static PacketReader of(byte[] file) throws IOException {
        return PacketReader.open(new ByteArrayInputStream(file), "test");
    }

    static byte[] data(PacketReader reader) {
        return reader.segment().asSlice(reader.at(), reader.captured()).toArray(ValueLayout.JAVA_BYTE);
    }

    static List<Frame> frames(PacketReader reader) throws IOException {
        List<Frame> frames = new ArrayList<>();
        while (reader.next()) {
            // The bounds contract: a packet is whole in the window.
            assertTrue(reader.at() >= 0 && reader.captured() >= 0);
            assertTrue(reader.at() + reader.captured() <= reader.segment().byteSize());
            frames.add(new Frame(
                    reader.number(),
                    reader.nanos(),
                    reader.captured(),
                    reader.length(),
                    reader.linkType(),
                    reader.interfaceId(),
                    data(reader)));
        }
        return frames;
    }

    static void assertData(byte[] expected, PacketReader reader) {
        assertArrayEquals(expected, data(reader));
    }
}
