package io.mcshark.capture;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes pcapng (draft-ietf-opsawg-pcapng). What is captured live becomes little-endian sections of Enhanced Packet Blocks with
 * times in nanoseconds. What comes from a pcapng file is copied block by block, in its own byte order and resolution; only
 * the section's length becomes "unknown".
 */
public final class PcapngWriter implements PacketWriter {
    private static final int BYTE_ORDER = 0x1a2b3c4d, VERSION = 1, UNKNOWN = -1;
    private static final int PACKET_HEAD = 28, SECTION_LENGTH = 16;

    private final RecordFile out;
    private int interfaces;

    PcapngWriter(RecordFile out) {
        this.out = out;
    }

    @Override
    public void begin(SectionHeader about) throws IOException {
        PcapngBlock block = new PcapngBlock().u32(BYTE_ORDER).u32(VERSION).u64(UNKNOWN);
        comments(block, about.comments());
        block.text(2, about.hardware()).text(3, about.os()).text(4, about.application());
        block.writeTo(out, PcapngReader.SECTION);
        interfaces = 0;
    }

    @Override
    public void begin(PacketReader source) throws IOException {
        if (source instanceof PcapngReader) {
            source.blocks((type, segment, at, length, bigEndian) -> {
                int to = out.begin(length);
                MemorySegment.copy(segment, at, out.memory(), to, length);
                if (type == PcapngReader.SECTION) {
                    out.bytes().putLong(to + SECTION_LENGTH, UNKNOWN);
                }
                out.end(length);
            });
        } else {
            begin(SectionHeader.NONE);
            add(source.interfaces().getFirst());
        }
    }

    @Override
    public int add(InterfaceDescription about) throws IOException {
        PcapngBlock block = new PcapngBlock().u32(about.linkType()).u32(about.snaplen());
        comments(block, about.comments());
        block.text(2, about.name()).text(3, about.description()).option(9, (byte) 9);
        if (about.filter() != null) {
            block.text(11, "\0" + about.filter()); // 0: a capture filter as text
        }
        block.text(12, about.os());
        if (about.fcsBytes() >= 0) {
            block.option(13, (byte) about.fcsBytes());
        }
        block.text(15, about.hardware());
        block.writeTo(out, PcapngReader.INTERFACE);
        return interfaces++;
    }

    private static void comments(PcapngBlock block, List<String> comments) {
        comments.forEach(comment -> block.text(PcapngOptions.COMMENT, comment));
    }

    @Override
    public void write(MemorySegment segment, long from, int captured, int length, long nanos, int interfaceId)
            throws IOException {
        int padded = captured + 3 & ~3;
        int whole = PACKET_HEAD + padded + 4;
        int at = out.begin(whole);
        ByteBuffer to = out.bytes();
        to.putInt(at, PcapngReader.ENHANCED_PACKET);
        to.putInt(at + 4, whole);
        to.putInt(at + 8, interfaceId);
        to.putInt(at + 12, (int) (nanos >>> 32));
        to.putInt(at + 16, (int) nanos);
        to.putInt(at + 20, captured);
        to.putInt(at + 24, length);
        MemorySegment.copy(segment, from, out.memory(), at + PACKET_HEAD, captured);
        for (int i = captured; i < padded; i++) {
            to.put(at + PACKET_HEAD + i, (byte) 0);
        }
        to.putInt(at + whole - 4, whole);
        out.end(whole);
    }

    @Override
    public void copy(PacketReader source) throws IOException {
        if (source instanceof PcapngReader) {
            out.put(source.segment, source.recordAt, source.recordLength);
        } else {
            write(source.segment, source.at, source.captured, source.length, source.nanos, source.interfaceId);
        }
    }

    @Override
    public void write(InterfaceStatistics c) throws IOException {
        PcapngBlock block = new PcapngBlock().u32(c.interfaceId()).time(c.nanos());
        block.time(2, c.startNanos()).time(3, c.endNanos());
        block.counter(4, c.received()).counter(5, c.droppedByInterface()).counter(6, c.acceptedByFilter());
        block.counter(7, c.droppedByOs()).counter(8, c.delivered());
        block.writeTo(out, PcapngReader.STATISTICS);
    }

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

    @Override
    public void close() throws IOException {
        out.close();
    }
}
