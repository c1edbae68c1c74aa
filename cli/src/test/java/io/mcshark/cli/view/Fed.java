package io.mcshark.cli.view;

import io.mcshark.capture.Growth;
import io.mcshark.capture.PacketReader;
import io.mcshark.capture.live.Counts;
import io.mcshark.capture.live.Running;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** A capture that runs and gets its packets from a test, when the test says so. */
final class Fed implements Running, Growth {
    /** 2026-01-02 03:04:05 UTC. */
    static final long BEGIN = 1_767_323_045_000_000_000L;

    private static final int ETHERNET = 14, IP = 20, UDP = 8;
    private static final long SECOND = 1_000_000_000;

    private final Path file;
    private volatile long limit;
    private volatile boolean ended;
    private volatile String failure;
    private volatile long dropped;
    private long packets;

    Fed(Path file) throws IOException {
        this.file = file;
        ByteBuffer head = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(0xa1b23c4d).putShort((short) 2).putShort((short) 4).putLong(0);
        Files.write(file, head.putInt(65535).putInt(1).array());
        limit = head.capacity();
    }

    /** A packet that comes some milliseconds after the beginning, as the wire has it. */
    Fed packet(long millis, byte[] bytes) throws IOException {
        long nanos = BEGIN + millis * 1_000_000;
        ByteBuffer record = ByteBuffer.allocate(16 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt((int) (nanos / SECOND)).putInt((int) (nanos % SECOND));
        record.putInt(bytes.length).putInt(bytes.length).put(bytes);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            out.write(record.array());
        }
        packets++;
        limit += record.capacity();
        return this;
    }

    /** RTP, twenty bytes of sound, from 192.0.2.{@code host} to 239.1.2.{@code group}:5004. */
    Fed rtp(long millis, int host, int group, int sequence) throws IOException {
        ByteBuffer payload = ByteBuffer.allocate(32);
        payload.putShort((short) 0x8008)
                .putShort((short) sequence)
                .putInt(160 * sequence)
                .putInt(0xc0ffee);
        return packet(millis, udp(host, 0xef010200 | group, 5004, payload.array()));
    }

    /** A datagram in Ethernet, with the right checksum of its IP header and none of UDP. */
    static byte[] udp(int host, int group, int port, byte[] payload) {
        ByteBuffer packet = ByteBuffer.allocate(ETHERNET + IP + UDP + payload.length);
        packet.putShort((short) 0x0100).putInt(0x5e000000 | group & 0x7fffff);
        packet.putShort((short) 0x0200).putInt(host).putShort((short) 0x0800);
        packet.putShort((short) 0x4500).putShort((short) (IP + UDP + payload.length));
        packet.putInt(0).putShort((short) 0x1011).putShort((short) 0);
        packet.putInt(0xc0000200 | host).putInt(group);
        int sum = 0;
        for (int i = 0; i < IP; i += 2) {
            sum += packet.getShort(ETHERNET + i) & 0xffff;
        }
        packet.putShort(ETHERNET + 10, (short) ~(sum % 0xffff));
        packet.putShort((short) 4000).putShort((short) port);
        return packet.putShort((short) (UDP + payload.length))
                .putShort((short) 0)
                .put(payload)
                .array();
    }

    long packets() {
        return packets;
    }

    void drop(long count) {
        dropped += count;
    }

    void fail(String why) {
        failure = why;
        ended = true;
    }

    @Override
    public PacketReader reader() throws IOException {
        return PacketReader.follow(file, this);
    }

    @Override
    public long limit() {
        return limit;
    }

    @Override
    public void stop() {
        ended = true;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public void await() {
        ended = true;
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public List<Counts> counts() {
        return List.of(new Counts("eth0", packets, packets + dropped, dropped, 0));
    }

    @Override
    public void close() {
        ended = true;
    }
}
