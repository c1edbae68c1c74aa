package io.mcshark.capture;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes pcapng, little-endian: one section, Enhanced Packet Blocks, times in nanoseconds. */
public final class PcapngWriter implements PacketWriter {
    private static final int HEAD = 28;

    private final RecordFile out;
    private int interfaces;

    private PcapngWriter(RecordFile out) {
        this.out = out;
    }

    static PcapngWriter create(Path file, SectionHeader about) throws IOException {
        PcapngWriter writer = new PcapngWriter(RecordFile.create(file));
        Block b = new Block();
        b.u32(0x1a2b3c4d).u32(1).u64(-1);
        about.comments().forEach(c -> b.text(PcapngOptions.COMMENT, c));
        b.text(2, about.hardware()).text(3, about.os()).text(4, about.application());
        b.writeTo(writer.out, PcapngReader.SECTION);
        return writer;
    }

    @Override
    public int add(InterfaceDescription about) throws IOException {
        Block b = new Block();
        b.u32(about.linkType()).u32(about.snaplen());
        b.text(2, about.name()).text(3, about.description());
        b.option(9, new byte[] {9});
        if (about.filter() != null) {
            b.text(11, "\0" + about.filter());
        }
        b.text(12, about.os());
        if (about.fcsBytes() >= 0) {
            b.option(13, new byte[] {(byte) about.fcsBytes()});
        }
        b.text(15, about.hardware());
        about.comments().forEach(c -> b.text(PcapngOptions.COMMENT, c));
        b.writeTo(out, PcapngReader.INTERFACE);
        return interfaces++;
    }

    @Override
    public void write(MemorySegment segment, long from, int captured, int length, long nanos, int interfaceId)
            throws IOException {
        int padded = captured + 3 & ~3;
        int whole = HEAD + padded + 4;
        int at = out.begin(whole);
        MemorySegment m = out.memory();
        m.set(Window.U32, at, PcapngReader.ENHANCED_PACKET);
        m.set(Window.U32, at + 4L, whole);
        m.set(Window.U32, at + 8L, interfaceId);
        m.set(Window.U32, at + 12L, (int) (nanos >>> 32));
        m.set(Window.U32, at + 16L, (int) nanos);
        m.set(Window.U32, at + 20L, captured);
        m.set(Window.U32, at + 24L, length);
        MemorySegment.copy(segment, from, m, at + HEAD, captured);
        for (int i = captured; i < padded; i++) {
            m.set(ValueLayout.JAVA_BYTE, at + HEAD + i, (byte) 0);
        }
        m.set(Window.U32, at + whole - 4L, whole);
        out.end(whole);
    }

    @Override
    public void write(InterfaceStatistics c) throws IOException {
        Block b = new Block();
        b.u32(c.interfaceId()).u32((int) (c.nanos() >>> 32)).u32((int) c.nanos());
        b.stamp(2, c.startNanos()).stamp(3, c.endNanos());
        b.counter(4, c.received()).counter(5, c.droppedByInterface()).counter(6, c.acceptedByFilter());
        b.counter(7, c.droppedByOs()).counter(8, c.delivered());
        b.writeTo(out, PcapngReader.STATISTICS);
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
    public void close() throws IOException {
        out.close();
    }

    /** A block that is no packet, put together byte by byte; options left out where there is nothing to tell. */
    private static final class Block {
        private byte[] bytes = new byte[256];
        private int have;
        private boolean options;

        Block u32(int value) {
            for (int i = 0; i < 4; i++) {
                put(value >>> 8 * i);
            }
            return this;
        }

        Block u64(long value) {
            return u32((int) value).u32((int) (value >>> 32));
        }

        Block text(int code, String text) {
            return text == null ? this : option(code, text.getBytes(StandardCharsets.UTF_8));
        }

        Block stamp(int code, long nanos) {
            if (nanos >= 0) {
                head(code, 8).u32((int) (nanos >>> 32)).u32((int) nanos);
            }
            return this;
        }

        Block counter(int code, long count) {
            return count < 0 ? this : head(code, 8).u64(count);
        }

        Block option(int code, byte[] value) {
            int n = Math.min(value.length, 0xffff);
            head(code, n);
            for (int i = 0; i < n; i++) {
                put(value[i]);
            }
            while (have % 4 != 0) {
                put(0);
            }
            return this;
        }

        private Block head(int code, int length) {
            options = true;
            return u32(code | length << 16);
        }

        private void put(int octet) {
            if (have == bytes.length) {
                bytes = java.util.Arrays.copyOf(bytes, 2 * have);
            }
            bytes[have++] = (byte) octet;
        }

        void writeTo(RecordFile out, int type) throws IOException {
            if (options) {
                u32(PcapngOptions.END);
            }
            int whole = have + 12;
            int at = out.begin(whole);
            MemorySegment m = out.memory();
            m.set(Window.U32, at, type);
            m.set(Window.U32, at + 4L, whole);
            MemorySegment.copy(bytes, 0, m, ValueLayout.JAVA_BYTE, at + 8L, have);
            m.set(Window.U32, at + 8L + have, whole);
            out.end(whole);
        }
    }
}
