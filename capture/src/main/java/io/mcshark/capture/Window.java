package io.mcshark.capture;

import java.io.Flushable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The stretch of a savefile that is in memory: off-heap, moved forward by {@link #fill}, grown to the largest record.
 *
 * <p>Its memory belongs to the garbage collector, so a reader may be closed from another thread while a packet is looked at.
 */
final class Window {
    /** A look at a growing file that gave nothing is repeated after this time. */
    private static final long PAUSE_MILLIS = 20;

    private final ByteSource source;
    private final Growth growth;
    private ByteBuffer buffer;
    private Flushable output;
    private final Queue<MemorySegment> spares = new ConcurrentLinkedQueue<>();
    private boolean lends;
    private volatile boolean closed;
    private String fault;

    /** Valid bytes are {@code 0 <= at < have}; byte 0 is the source's byte {@code start}. */
    MemorySegment memory;

    /** The same, for reading numbers: until it is compiled, the JVM does that several times as fast as from a segment. */
    ByteBuffer bytes;

    int have;
    long start;

    /** @param growth of the file, or null where the source's end is the end */
    Window(ByteSource source, Growth growth, int size) throws SavefileException {
        this.source = source;
        this.growth = growth;
        allocate(size);
    }

    /** Has {@code output} flushed before bytes are asked for, which may be long in coming. */
    void flushing(Flushable output) {
        this.output = output;
    }

    /** Has what is in memory stay where it is when the window moves on: others look at it, until they {@link #giveBack} it. */
    void lend() {
        lends = true;
    }

    /** Memory that nobody looks at any more; from any thread. */
    void giveBack(MemorySegment spare) {
        spares.add(spare);
    }

    private void allocate(int size) throws SavefileException {
        try {
            use(MemorySegment.ofBuffer(ByteBuffer.allocateDirect(size))); // the first arena takes 4 ms to make
        } catch (OutOfMemoryError e) {
            throw new SavefileException("a record of more than " + have + " bytes needs more memory than there is", e);
        }
    }

    private void use(MemorySegment memory) {
        this.memory = memory;
        buffer = memory.asByteBuffer();
        bytes = memory.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Makes the {@code needed} bytes from {@code at} on available, waiting for them where the source is slow or grows.
     *
     * @return where {@code at} lies now, or -1 if the source ended first: then byte 0 is what {@code at} was and {@link #have}
     *     are the bytes there are
     */
    int fill(int at, int needed) throws IOException {
        if (have - at >= needed) {
            return at;
        }
        if (output != null) {
            output.flush();
        }
        move(at, (int) memory.byteSize());
        while (have < needed) {
            if (have == memory.byteSize()) {
                // Doubled as bytes really come: a lie in a length costs nothing.
                move(0, (int) Math.min(2L * have, needed));
            }
            boolean ended = growth == null || growth.ended(); // asked first: what was added before the end is read
            if (read() <= 0) {
                if (ended || closed || fault != null) {
                    return -1;
                }
                pause();
            }
        }
        return 0;
    }

    /** Gives up what is before {@code at}, in a window of {@code size} bytes. */
    private void move(int at, int size) throws SavefileException {
        int rest = have - at;
        MemorySegment from = memory;
        if (size > memory.byteSize()) {
            allocate(size);
        } else if (lends) {
            turn(size);
        }
        MemorySegment.copy(from, at, memory, 0, rest);
        start += at;
        have = rest;
    }

    /** Goes on in memory of its own. */
    private void turn(int size) throws SavefileException {
        MemorySegment spare = spares.poll();
        if (spare == null || spare.byteSize() < size) {
            allocate(size);
        } else {
            use(spare);
        }
    }

    private int read() throws IOException {
        if (closed || fault != null) {
            return -1;
        }
        int room = (int) memory.byteSize();
        if (growth != null) {
            long most = growth.limit() - start;
            if (most <= have) {
                return 0;
            }
            room = (int) Math.min(room, most);
        }
        buffer.limit(room).position(have);
        try {
            int n = source.read(buffer, start + have);
            have += Math.max(n, 0);
            return n;
        } catch (ClosedChannelException e) {
            closed = true; // from another thread, to end the wait
        } catch (ByteSource.Damage e) {
            fault = e.getMessage();
        }
        return -1;
    }

    private void pause() {
        try {
            growth.await(start + have, PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    ByteSource source() {
        return source;
    }

    Growth growth() {
        return growth;
    }

    /** What a decompressor complained about, or null. */
    String fault() {
        return fault;
    }

    /** Goes to {@code offset} of the source; returns where it lies in the window. */
    int seek(long offset) {
        if (offset >= start && offset <= start + have) {
            return (int) (offset - start);
        }
        start = offset;
        have = 0;
        fault = null;
        return 0;
    }

    boolean closed() {
        return closed;
    }

    void close() throws IOException {
        closed = true;
        source.close();
    }
}
