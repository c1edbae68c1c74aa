package io.mcshark.decoder;

import io.mcshark.pcaps.Pcaps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The packets of a test capture, as simply as can be read: the module knows nothing of savefiles. */
record Capture(String name, List<Packet> packets) {
    /** @param length bytes on the wire */
    record Packet(byte[] bytes, int length, long nanos, int linkType) {}

    private static final int PCAPNG = 0x0a0d0d0a, INTERFACE = 1, ENHANCED = 6;

    /** All captures that are not compressed. */
    static Stream<Capture> all() {
        return Pcaps.all().stream()
                .filter(file ->
                        file.toString().endsWith(".pcap") || file.toString().endsWith(".pcapng"))
                .map(Capture::read);
    }

    static Capture named(String name) {
        return read(Pcaps.path(name));
    }

    private static Capture read(Path file) {
        try {
            ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            List<Packet> packets = all.getInt(0) == PCAPNG ? pcapng(all) : pcap(all);
            return new Capture(file.getFileName().toString(), packets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Packet> pcap(ByteBuffer all) {
        if (Integer.reverseBytes(all.getInt(0)) >>> 16 == 0xa1b2) {
            all.order(ByteOrder.BIG_ENDIAN);
        }
        int unit = all.getInt(0) == 0xa1b23c4d ? 1 : 1000;
        int linkType = all.getInt(20) & 0xffff;
        List<Packet> packets = new ArrayList<>();
        for (int at = 24; at + 16 <= all.limit(); at += 16 + all.getInt(at + 8)) {
            long nanos = (all.getInt(at) & 0xffffffffL) * 1_000_000_000 + (long) all.getInt(at + 4) * unit;
            packets.add(packet(all, at + 16, all.getInt(at + 8), all.getInt(at + 12), nanos, linkType));
        }
        return packets;
    }

    private static List<Packet> pcapng(ByteBuffer all) {
        List<Packet> packets = new ArrayList<>();
        List<Integer> linkTypes = new ArrayList<>();
        for (int at = 0; at + 12 <= all.limit(); at += all.getInt(at + 4)) {
            switch (all.getInt(at)) {
                case PCAPNG -> linkTypes.clear();
                case INTERFACE -> linkTypes.add(all.getShort(at + 8) & 0xffff);
                case ENHANCED -> {
                    long ticks = (long) all.getInt(at + 12) << 32 | all.getInt(at + 16) & 0xffffffffL;
                    int linkType = linkTypes.get(all.getInt(at + 8));
                    packets.add(packet(all, at + 28, all.getInt(at + 20), all.getInt(at + 24), ticks * 1000, linkType));
                }
                default -> {}
            }
        }
        return packets;
    }

    private static Packet packet(ByteBuffer all, int at, int captured, int length, long nanos, int linkType) {
        return new Packet(Arrays.copyOfRange(all.array(), at, at + captured), length, nanos, linkType);
    }

    int longest() {
        return packets.stream().mapToInt(p -> p.bytes.length).max().orElse(0);
    }
}
