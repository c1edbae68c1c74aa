package io.mcshark.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading and writing allocate for the file, not for its packets. */
class ScanAllocationTest {
    private static final int PACKETS = 200_000;
    /** What opening a file and filling windows may cost: far less than a byte a packet. */
    private static final long ALLOWED = 60_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcap", "pcapng"})
    void scanAllocatesNothingPerPacket(String format, @TempDir Path folder) throws IOException {
        Bytes bytes = format.equals("pcap")
                ? Samples.pcap(Bytes.little(), 0xa1b2c3d4, PACKETS)
                : Samples.pcapng(false, PACKETS);
        Path file = Files.write(folder.resolve("f"), bytes.array());
        scan(file); // classes are loaded and initialised outside the measurement
        long before = allocated();
        long packets = scan(file);
        long cost = allocated() - before;
        assertTrue(packets >= PACKETS);
        assertTrue(cost < ALLOWED, cost + " bytes for " + packets + " packets");
    }

    private static long scan(Path file) throws IOException {
        try (PacketReader reader = PacketReader.open(file)) {
            SparseIndex index = new SparseIndex();
            while (reader.next()) {
                index.note(reader);
            }
            return reader.number();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.pcap", "out.pcapng"})
    void copyAllocatesNothingPerPacket(String name, @TempDir Path folder) throws IOException {
        Path file = Files.write(
                folder.resolve("f"),
                Samples.pcap(Bytes.little(), 0xa1b2c3d4, PACKETS).array());
        copy(file, folder.resolve(name));
        long before = allocated();
        copy(file, folder.resolve(name));
        long cost = allocated() - before;
        assertTrue(cost < 3 * ALLOWED, cost + " bytes");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (PacketReader reader = PacketReader.open(from);
                PacketWriter writer = PacketWriter.create(to, reader)) {
            while (reader.next()) {
                writer.copy(reader);
            }
            assertEquals(PACKETS, reader.number());
        }
    }
}
