package io.mcshark.decoder.analysis.streams;

/** A buffer that packets fill and that empties at a constant rate: how full it was at most. */
final class Buffer {
    private final double bytesPerNano;
    private double level;
    private long last;
    private double most;
    private long mostNanos;

    /** @param rate at which it empties, bits per second */
    Buffer(double rate) {
        bytesPerNano = rate / 8e9;
    }

    /** Adds a packet; how many bytes are in the buffer then. */
    double add(long now, int length) {
        long passed = now - last;
        last = now;
        if (passed > 0) {
            level = Math.max(0, level - passed * bytesPerNano);
        }
        level += length;
        if (level > most) {
            most = level;
            mostNanos = now;
        }
        return level;
    }

    /** Bytes at most. */
    long most() {
        return Math.round(most);
    }

    /** When there were {@link #most} bytes in it, nanoseconds since 1970. */
    long mostNanos() {
        return mostNanos;
    }
}
