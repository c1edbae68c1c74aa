package io.mcshark.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes a savefile with times in nanoseconds: pcapng, or pcap where the name ends in {@code .pcap} or {@code .cap}. Buffered;
 * nothing is allocated per packet. When writing fails (a full disk) the file is cut back to its last whole packet and a {@link
 * SavefileException} says so in one line; a pipe whose reader went away gives the system's {@link IOException}. Afterwards
 * only {@link #close} may be called.
 *
 * <p>Two ways to use it. What is captured live: {@link #begin(SectionHeader)}, {@link #add} for each interface, {@link
 * #write}. What another savefile holds: {@link #begin(PacketReader)} before its first {@link PacketReader#next}, then {@link
 * #copy} for each packet wanted; from pcapng to pcapng everything comes over as it stands.
 *
 * <p>Threads: one at a time.
 */
public sealed interface PacketWriter extends Closeable permits PcapWriter, PcapngWriter {
    /** Whether a file of that name is written as pcap. */
    static boolean isPcap(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".pcap") || name.endsWith(".cap");
    }

    /** Creates a savefile, or empties the one there is. Nothing is written before {@code begin}. */
    static PacketWriter create(Path file) throws IOException {
        return create(file, isPcap(file));
    }

    /** The same in the format told, whatever the name. */
    static PacketWriter create(Path file, boolean pcap) throws IOException {
        RecordFile out = RecordFile.create(file);
        return pcap ? new PcapWriter(out) : new PcapngWriter(out);
    }

    /** The same on a stream (standard output), which is not closed by {@link #close}. */
    static PacketWriter create(OutputStream out, String name, boolean pcap) {
        RecordFile file = RecordFile.on(out, name);
        return pcap ? new PcapWriter(file) : new PcapngWriter(file);
    }

    /** Creates a savefile and begins a section; for what is captured live. */
    static PacketWriter create(Path file, SectionHeader about) throws IOException {
        PacketWriter writer = create(file);
        writer.begin(about);
        return writer;
    }

    /**
     * Creates a savefile to copy {@code source}'s packets to.
     *
     * @throws SavefileException also where {@code file} is the source itself
     */
    static PacketWriter create(Path file, PacketReader source) throws IOException {
        if (source.path() != null && Files.exists(file) && Files.isSameFile(file, source.path())) {
            throw new SavefileException(file + ": is being read; write to another file");
        }
        PacketWriter writer = create(file);
        writer.begin(source);
        return writer;
    }

    /** Begins a section with interfaces of its own; interface ids start at 0 again. pcap has but one section. */
    void begin(SectionHeader about) throws IOException;

    /** Begins copying from {@code source}, which stands before its first packet. May be called again for a further source. */
    void begin(PacketReader source) throws IOException;

    /** Adds an interface; returns its id, from 0. pcap takes several only where they have one link type. */
    int add(InterfaceDescription about) throws IOException;

    /**
     * Writes a packet.
     *
     * @param captured bytes from {@code at} in {@code segment}
     * @param length bytes on the wire
     * @param nanos since 1970
     */
    void write(MemorySegment segment, long at, int captured, int length, long nanos, int interfaceId)
            throws IOException;

    /** Writes what is under the cursor of the source begun with, with all that pcapng tells about it. */
    void copy(PacketReader source) throws IOException;

    /** Writes counters; nothing in pcap. */
    void write(InterfaceStatistics counters) throws IOException;

    /** Hands what is buffered to the system. */
    void flush() throws IOException;

    /** Bytes of whole records written, those in the buffer included. */
    long position();

    /** Bytes of whole records handed to the system: as far as another may read. */
    long flushed();
}
