package io.mcshark.capture.live;

import io.mcshark.capture.Growth;
import java.nio.file.Path;

/** One file of a capture, and how far it may be read. */
final class Part implements Growth {
    private final long number;
    private final Path path;
    private volatile long limit;
    private volatile long packets;
    private volatile boolean ended;
    private volatile Gap gap = Gap.NONE;

    /**
     * @param number of the part in the capture, from 0
     * @param path under which readers open it
     */
    Part(long number, Path path) {
        this.number = number;
        this.path = path;
    }

    long number() {
        return number;
    }

    Path path() {
        return path;
    }

    /** Packets it was seen to hold. */
    long packets() {
        return packets;
    }

    /** Lets readers see so much. */
    void publish(long bytes, long packetsSoFar) {
        packets = packetsSoFar;
        if (bytes != limit) {
            limit = bytes;
            wake();
        }
    }

    void giveUp(Gap given) {
        gap = given;
    }

    void end() {
        ended = true;
        wake();
    }

    private synchronized void wake() {
        notifyAll();
    }

    @Override
    public long limit() {
        return limit;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public Gap gap() {
        return gap;
    }

    @Override
    public synchronized void await(long seen, long millis) throws InterruptedException {
        if (!ended && limit <= seen) {
            wait(millis);
        }
    }
}
