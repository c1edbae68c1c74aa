package io.mcshark.capture;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Reads pcap (draft-ietf-opsawg-pcap): a file header of 24 bytes, then records of a 16-byte header and the packet.
 *
 * <pre>
 * magic       times         record header
 * a1b2c3d4    microseconds  16   the usual
 * a1b23c4d    nanoseconds   16
 * a12b3c4d    nanoseconds   16   Navtel
 * a1b2cd34    microseconds  24   Kuznetzov's, of old Red Hat: interface, protocol and packet type follow
 * </pre>
 */
public final class PcapReader extends PacketReader {
    private static final int MICRO = 0xa1b2c3d4, NANO = 0xa1b23c4d, NAVTEL = 0xa12b3c4d, MODIFIED = 0xa1b2cd34;
    private static final int FILE_HEADER = 24;

    private final boolean swapped;
    private final long fraction;
    private final int header;
    private final int most;
    private final InterfaceDescription about;

    PcapReader(String name, Window window, boolean bigEndian) throws IOException {
        super(name, window);
        swapped = bigEndian;
        if (window.fill(0, FILE_HEADER) < 0) {
            throw new SavefileException(name + ": cut short in the file header (needed " + FILE_HEADER + " bytes, had "
                    + window.have + ")");
        }
        segment = window.memory;
        int magic = u32(0);
        fraction = magic == NANO || magic == NAVTEL ? 1 : 1000;
        header = magic == MODIFIED ? 24 : 16;
        int network = u32(20);
        linkType = network & 0xffff;
        int fcs = (network & 0x0400_0000) != 0 ? (network >>> 28) * 2 : -1;
        most = LinkLimits.most(linkType);
        about = new InterfaceDescription(
                linkType, u32(16), null, null, null, null, null, fraction == 1 ? 9 : 6, 0, fcs, List.of());
        next = FILE_HEADER;
    }

    /** Whether {@code magic}, read as little-endian, begins a pcap file of either byte order. */
    static boolean recognises(int magic) {
        return known(magic) || known(Integer.reverseBytes(magic));
    }

    static boolean known(int magic) {
        return magic == MICRO || magic == NANO || magic == NAVTEL || magic == MODIFIED;
    }

    @Override
    public boolean next() throws IOException {
        int from = next;
        if (window.have - from < header && (from = window.fill(from, header)) < 0) {
            return ended(header);
        }
        int size = u32(window.memory, from + 8L);
        if (size < 0 || size > most) {
            return damaged("packet " + (number + 1) + " at byte " + (window.start + from) + " claims "
                    + Integer.toUnsignedString(size) + " bytes, more than the " + most + " a packet may have");
        }
        int whole = header + size;
        if (window.have - from < whole && (from = window.fill(from, whole)) < 0) {
            return ended(whole);
        }
        MemorySegment memory = window.memory;
        segment = memory;
        recordAt = from;
        recordLength = whole;
        at = from + header;
        captured = size;
        length = u32(memory, from + 12L);
        nanos = (u32(memory, from) & 0xffff_ffffL) * 1_000_000_000L
                + (u32(memory, from + 4L) & 0xffff_ffffL) * fraction;
        offset = window.start + from;
        number++;
        next = from + whole;
        return true;
    }

    private int u32(long at) {
        return u32(window.memory, at);
    }

    private int u32(MemorySegment memory, long at) {
        int value = memory.get(Window.U32, at);
        return swapped ? Integer.reverseBytes(value) : value;
    }

    @Override
    public List<InterfaceDescription> interfaces() {
        return List.of(about);
    }

    @Override
    public SectionHeader section() {
        return SectionHeader.NONE;
    }
}
