package io.mcshark.capture;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * Writes a savefile: pcapng, or pcap where the name ends in {@code .pcap} or {@code .cap}. Buffered; nothing is allocated per
 * packet. When writing fails (a full disk) the file is cut back to its last whole packet and {@link SavefileException} says so
 * in one line; afterwards only {@link #close} may be called.
 *
 * <p>Threads: one at a time.
 */
public sealed interface PacketWriter extends Closeable permits PcapWriter, PcapngWriter {
    /** Whether {@link #create} makes a pcap file of that name. */
    static boolean isPcap(Path file) {
        String name =
                file.getFileName() == null ? "" : file.getFileName().toString().toLowerCase(java.util.Locale.ROOT);
        return name.endsWith(".pcap") || name.endsWith(".cap");
    }

    /**
     * Creates a savefile with times in nanoseconds; {@code -} is standard output. Interfaces are added by {@link #add} before
     * their packets.
     *
     * @param about who writes; pcapng only
     */
    static PacketWriter create(Path file, SectionHeader about) throws IOException {
        return isPcap(file) ? PcapWriter.create(file) : PcapngWriter.create(file, about);
    }

    /** Adds an interface; returns its id, from 0. pcap takes several only where they have one link type. */
    int add(InterfaceDescription about) throws IOException;

    /**
     * Writes a packet.
     *
     * @param captured bytes at {@code segment}'s {@code at}
     * @param length bytes on the wire
     * @param nanos since 1970
     */
    void write(MemorySegment segment, long at, int captured, int length, long nanos, int interfaceId)
            throws IOException;

    /** Writes counters; a no-op in pcap. */
    void write(InterfaceStatistics counters) throws IOException;

    /** Hands what is buffered to the system. */
    void flush() throws IOException;

    /** Bytes written and buffered so far: whole records. */
    long position();
}
