package io.mcshark.cli.traffic;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Datagrams that go to the kernel in one call, as sendmmsg(2) takes them: {@code struct mmsghdr { msghdr; unsigned length; }}.
 * What a place held the last time is kept, so that the same payload to the same group costs nothing but its place.
 */
final class Batch implements AutoCloseable {
    /** More in one call were no faster, and what comes later waits longer. */
    private static final int PLACES = 64;

    private static final int HEADER_BYTES = 64, IOV_BYTES = 16, NAME_BYTES = 32, PAYLOAD_BYTES = 65536;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment headers = arena.allocate((long) PLACES * HEADER_BYTES, 8);
    private final MemorySegment iovs = arena.allocate((long) PLACES * IOV_BYTES, 8);
    private final MemorySegment names = arena.allocate((long) PLACES * NAME_BYTES, 8);
    private final MemorySegment payloads = arena.allocate((long) PLACES * PAYLOAD_BYTES, 8);
    private final Target[] targets = new Target[PLACES];
    private final byte[][] constants = new byte[PLACES][];
    private final int nameBytes;
    private int size;

    /** @param nameBytes of a destination's address; 0 where the socket has one */
    Batch(int nameBytes) {
        this.nameBytes = nameBytes;
        for (int i = 0; i < PLACES; i++) {
            long header = (long) i * HEADER_BYTES;
            long iov = (long) i * IOV_BYTES;
            // struct msghdr { void *name; u32 nameBytes; iovec *iov; u64 iovs; void *control; u64 controlBytes; int
            // flags; }
            headers.set(JAVA_LONG, header, nameBytes == 0 ? 0 : names.address() + (long) i * NAME_BYTES);
            headers.set(JAVA_INT, header + 8, nameBytes);
            headers.set(JAVA_LONG, header + 16, iovs.address() + iov);
            headers.set(JAVA_LONG, header + 24, 1);
            iovs.set(JAVA_LONG, iov, payloads.address() + (long) i * PAYLOAD_BYTES);
        }
    }

    boolean isFull() {
        return size == PLACES;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Takes a datagram; there must be room. */
    void add(byte[] payload, boolean constant, Target target, int scope) {
        int i = size++;
        if (!constant || constants[i] != payload) {
            MemorySegment.copy(payload, 0, payloads, JAVA_BYTE, (long) i * PAYLOAD_BYTES, payload.length);
            iovs.set(JAVA_LONG, (long) i * IOV_BYTES + 8, payload.length);
            constants[i] = constant ? payload : null;
        }
        if (nameBytes > 0 && targets[i] != target) {
            LinuxSocket.put(names, (long) i * NAME_BYTES, target.group(), target.port(), scope);
            targets[i] = target;
        }
    }

    /** Lets go of all that was taken. */
    void forget() {
        size = 0;
    }

    /** Has all of them sent; a socket whose buffer is full lets it wait. */
    void send(int fd) throws IOException {
        int sent = 0;
        try {
            do {
                sent += Libc.send(fd, headers.asSlice((long) sent * HEADER_BYTES), size - sent);
            } while (sent < size);
        } finally {
            size = 0;
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
