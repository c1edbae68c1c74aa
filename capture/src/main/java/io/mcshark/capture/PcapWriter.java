package io.mcshark.capture;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Writes pcap (draft-ietf-opsawg-pcap) with times in nanoseconds, little-endian. */
public final class PcapWriter implements PacketWriter {
    private static final int ETHERNET = 1, NANO = 0xa1b23c4d, VERSION = 2 | 4 << 16, SNAPLEN = 262_144;
    private static final int HEADER = 16, FILE_HEADER = 24;
    private static final long NANOS = 1_000_000_000L;

    private final RecordFile out;
    private int linkType = -1;
    private PacketReader source;
    private int interfaces;

    PcapWriter(RecordFile out) {
        this.out = out;
    }

    @Override
    public void begin(SectionHeader about) {
        interfaces = 0;
    }

    @Override
    public void begin(PacketReader source) throws IOException {
        interfaces = 0;
        this.source = source;
        if (source instanceof PcapReader) {
            add(source.interfaces().getFirst());
        }
    }

    @Override
    public int add(InterfaceDescription about) throws IOException {
        if (linkType < 0) {
            linkType = about.linkType();
            int fcs = about.fcsBytes() < 0 ? 0 : 0x0400_0000 | about.fcsBytes() / 2 << 28;
            int at = out.begin(FILE_HEADER);
            ByteBuffer to = out.bytes();
            to.putInt(at, NANO);
            to.putInt(at + 4, VERSION);
            to.putLong(at + 8, 0);
            to.putInt(at + 16, about.snaplen() == 0 ? SNAPLEN : about.snaplen());
            to.putInt(at + 20, linkType | fcs);
            out.end(FILE_HEADER);
        } else if (about.linkType() != linkType) {
            throw new SavefileException(out.name() + ": a pcap file takes one link type, not " + linkType + " and "
                    + about.linkType() + "; name it .pcapng");
        }
        return interfaces++;
    }

    @Override
    public void write(MemorySegment segment, long from, int captured, int length, long nanos, int interfaceId)
            throws IOException {
        int at = out.begin(HEADER + captured);
        ByteBuffer to = out.bytes();
        long seconds = Math.floorDiv(nanos, NANOS);
        to.putInt(at, (int) seconds);
        to.putInt(at + 4, (int) (nanos - seconds * NANOS));
        to.putInt(at + 8, captured);
        to.putInt(at + 12, length);
        MemorySegment.copy(segment, from, out.memory(), at + HEADER, captured);
        out.end(HEADER + captured);
    }

    /** Leaves out what is no packet: pcap has no room for it. */
    @Override
    public void copy(PacketReader source) throws IOException {
        if (source.kind() != PacketReader.Kind.PACKET) {
            return;
        }
        if (source.linkType() != linkType) {
            add(source.interfaces().get(source.interfaceId()));
        }
        write(source.segment, source.at, source.captured, source.length, source.nanos, source.interfaceId);
    }

    @Override
    public void write(InterfaceStatistics counters) {}

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public long position() {
        return out.position();
    }

    @Override
    public long flushed() {
        return out.flushed();
    }

    /** A file without packets has a header, too. */
    @Override
    public void close() throws IOException {
        if (linkType < 0) {
            boolean none = source == null || source.interfaces().isEmpty();
            add(
                    none
                            ? InterfaceDescription.of(ETHERNET, 0)
                            : source.interfaces().getFirst());
        }
        out.close();
    }
}
