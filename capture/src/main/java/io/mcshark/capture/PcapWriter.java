package io.mcshark.capture;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** Writes pcap with times in nanoseconds, little-endian. */
public final class PcapWriter implements PacketWriter {
    private static final int NANO = 0xa1b23c4d, SNAPLEN = 262_144;
    private static final int HEADER = 16, FILE_HEADER = 24;

    private final RecordFile out;
    private final String name;
    private int linkType = -1;
    private int interfaces;

    private PcapWriter(RecordFile out, String name) {
        this.out = out;
        this.name = name;
    }

    static PcapWriter create(Path file) throws IOException {
        return new PcapWriter(RecordFile.create(file), file.toString());
    }

    @Override
    public int add(InterfaceDescription about) throws IOException {
        if (interfaces == 0) {
            linkType = about.linkType();
            int at = out.begin(FILE_HEADER);
            MemorySegment m = out.memory();
            m.set(Window.U32, at, NANO);
            m.set(Window.U32, at + 4L, 2 | 4 << 16);
            m.set(Window.U64, at + 8L, 0);
            m.set(Window.U32, at + 16L, about.snaplen() > 0 ? about.snaplen() : SNAPLEN);
            m.set(Window.U32, at + 20L, linkType);
            out.end(FILE_HEADER);
        } else if (about.linkType() != linkType) {
            throw new SavefileException(name + ": a pcap file takes one link type, not " + linkType + " and "
                    + about.linkType() + "; name it .pcapng");
        }
        return interfaces++;
    }

    @Override
    public void write(MemorySegment segment, long from, int captured, int length, long nanos, int interfaceId)
            throws IOException {
        int at = out.begin(HEADER + captured);
        MemorySegment m = out.memory();
        long seconds = Math.floorDiv(nanos, 1_000_000_000L);
        m.set(Window.U32, at, (int) seconds);
        m.set(Window.U32, at + 4L, (int) (nanos - seconds * 1_000_000_000L));
        m.set(Window.U32, at + 8L, captured);
        m.set(Window.U32, at + 12L, length);
        MemorySegment.copy(segment, from, m, at + HEADER, captured);
        out.end(HEADER + captured);
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
    public void close() throws IOException {
        out.close();
    }
}
