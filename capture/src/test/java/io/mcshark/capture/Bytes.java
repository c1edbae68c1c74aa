package io.mcshark.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Puts savefiles together for tests, field by field as the drafts lay them out, right or wrong as told. */
final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteOrder order;

    Bytes(ByteOrder order) {
        this.order = order;
    }

    static Bytes little() {
        return new Bytes(ByteOrder.LITTLE_ENDIAN);
    }

    static Bytes big() {
        return new Bytes(ByteOrder.BIG_ENDIAN);
    }

    Bytes u16(int value) {
        return raw(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
    }

    Bytes u32(long value) {
        return raw(ByteBuffer.allocate(4).order(order).putInt((int) value).array());
    }

    Bytes u64(long value) {
        return raw(ByteBuffer.allocate(8).order(order).putLong(value).array());
    }

    Bytes raw(byte[] bytes, int length) {
        out.write(bytes, 0, length);
        return this;
    }

    Bytes raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    Bytes add(Bytes more) {
        return raw(more.array());
    }

    Bytes pad() {
        while (out.size() % 4 != 0) {
            out.write(0);
        }
        return this;
    }

    int size() {
        return out.size();
    }

    byte[] array() {
        return out.toByteArray();
    }

    private Bytes fresh() {
        return new Bytes(order);
    }

    /** {@code n} bytes that tell where they are. */
    static byte[] data(int n) {
        byte[] data = new byte[n];
        for (int i = 0; i < n; i++) {
            data[i] = (byte) (i * 7 + n);
        }
        return data;
    }

    // pcap

    Bytes pcap(int magic, int linkType) {
        return pcap(magic, 2, 4, 65535, linkType);
    }

    Bytes pcap(int magic, int major, int minor, int snaplen, int network) {
        return u32(magic).u16(major).u16(minor).u64(0).u32(snaplen).u32(network);
    }

    Bytes record(long seconds, long fraction, byte[] data, int length) {
        return u32(seconds).u32(fraction).u32(data.length).u32(length).raw(data);
    }

    // pcapng

    Bytes block(int type, Bytes body) {
        body.pad();
        int whole = body.size() + 12;
        return u32(type).u32(whole).add(body).u32(whole);
    }

    Bytes option(int code, byte... value) {
        return u16(code).u16(value.length).raw(value).pad();
    }

    Bytes option(int code, String text) {
        return option(code, text.getBytes(StandardCharsets.UTF_8));
    }

    Bytes section(Bytes... options) {
        Bytes body = fresh().u32(0x1a2b3c4d).u16(1).u16(0).u64(-1);
        return block(PcapngReader.SECTION, end(body, options));
    }

    Bytes describe(int linkType, int snaplen, Bytes... options) {
        return block(PcapngReader.INTERFACE, end(fresh().u16(linkType).u16(0).u32(snaplen), options));
    }

    Bytes packet(int id, long stamp, byte[] data, int length, Bytes... options) {
        Bytes body = fresh().u32(id)
                .u32(stamp >>> 32)
                .u32(stamp)
                .u32(data.length)
                .u32(length)
                .raw(data)
                .pad();
        return block(PcapngReader.ENHANCED_PACKET, end(body, options));
    }

    Bytes simple(byte[] data, int length) {
        return block(PcapngReader.SIMPLE_PACKET, fresh().u32(length).raw(data));
    }

    Bytes old(int id, int drops, long stamp, byte[] data) {
        Bytes body = fresh().u16(id).u16(drops).u32(stamp >>> 32).u32(stamp);
        return block(
                PcapngReader.OLD_PACKET, body.u32(data.length).u32(data.length).raw(data));
    }

    private static Bytes end(Bytes body, Bytes... options) {
        for (Bytes option : options) {
            body.add(option);
        }
        return options.length == 0 ? body : body.u32(0);
    }
}
