package io.mcshark.decoder.analysis.streams;

/** All streams together. */
final class Totals {
    long packets;
    long bytes;
    long firstNanos = Long.MAX_VALUE;
    long lastNanos = Long.MIN_VALUE;
    final Window window;
    final Buffer buffer;
    final Bursts bursts;
    long streams;
    long groups;
    long sources;
    long lost;
    long duplicate;
    long reordered;

    Totals(Limits limits, Window.Room room) {
        window = new Window(limits.burstNanos(), limits.burstPackets(), room);
        buffer = new Buffer(limits.totalEmptyRate(), limits.bufferBytes());
        bursts = limits.link() > 0 ? new Bursts(limits.link(), room) : null;
    }

    void add(long now, int length) {
        packets++;
        bytes += length;
        firstNanos = Math.min(firstNanos, now);
        lastNanos = Math.max(lastNanos, now);
        window.add(now, length);
        buffer.add(now, length);
        if (bursts != null) {
            bursts.add(now, length);
        }
    }

    Double averageRate() {
        return lastNanos > firstNanos ? bytes * 8e9 / (lastNanos - firstNanos) : null;
    }

    Double packetRate() {
        return lastNanos > firstNanos ? packets * 1e9 / (lastNanos - firstNanos) : null;
    }
}
