package io.mcshark.cli.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What comes back to a sender. A thread of its own reads each socket, so that the delay of a reply does not depend on what
 * the sender is waiting for; it ends when the socket is closed.
 */
final class Replies {
    /**
     * @param tick {@link System#nanoTime} of its arrival
     * @param epochNanos the wall clock's time of it
     * @param delayNanos since the latest datagram that was sent before it came
     */
    record Reply(long tick, long epochNanos, long delayNanos, InetSocketAddress source, byte[] payload) {}

    /** More than a person could look at; what comes while it is full waits in the socket. */
    private static final int MAX_WAITING = 10_000;

    private final LinkedBlockingQueue<Reply> waiting = new LinkedBlockingQueue<>(MAX_WAITING);

    private volatile long sentTick;

    /** Tells that a datagram is about to leave; delays count from here. */
    void sending(long tick) {
        sentTick = tick;
    }

    void listen(DatagramChannel channel) {
        Thread.ofPlatform().daemon().name("replies").start(() -> read(channel));
    }

    private void read(DatagramChannel channel) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(65536);
        try {
            while (true) {
                buffer.clear();
                InetSocketAddress source = (InetSocketAddress) channel.receive(buffer);
                long tick = System.nanoTime();
                byte[] payload = new byte[buffer.flip().remaining()];
                buffer.get(payload);
                waiting.put(new Reply(tick, now(), tick - sentTick, source, payload));
            }
        } catch (IOException | InterruptedException e) {
            // the sender closed its socket: there is nothing more to hear
        }
    }

    /** @return null when none came within so many nanoseconds */
    Reply poll(long nanos) throws InterruptedException {
        return waiting.poll(nanos, TimeUnit.NANOSECONDS);
    }

    static long now() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
    }
}
