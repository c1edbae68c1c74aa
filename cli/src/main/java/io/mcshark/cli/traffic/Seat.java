package io.mcshark.cli.traffic;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.mcshark.cli.UserError;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A socket for one group that is made ready first, so that joining, and leaving by closing it, are one call each whose time
 * is known. Linux only.
 */
final class Seat implements AutoCloseable {
    private static final short POLLIN = 1;

    private final Target target;
    private final Nic nic;
    private final LinuxSocket socket;
    private final Arena arena = Arena.ofConfined();
    private final LinuxSocket.Envelope envelope = new LinuxSocket.Envelope();
    private final MemorySegment poll = arena.allocate(8, 8); // struct pollfd { int fd; short events, revents; }
    private boolean open = true;

    /** @throws UserError when the group's port cannot be had */
    Seat(Target target, Nic nic) throws IOException {
        if (!Libc.available()) {
            throw new UserError("joining at a known time needs Linux");
        }
        this.target = target;
        this.nic = nic;
        this.socket = new LinuxSocket(target.ipv6());
        try {
            socket.prepareToReceive();
            socket.bind(target.group(), target.port(), target.needsInterface() ? nic.index() : 0);
        } catch (Libc.Failure e) {
            close();
            throw Membership.explained(e, target, nic);
        }
        poll.set(JAVA_INT, 0, socket.fd());
        poll.set(JAVA_SHORT, 4, POLLIN);
    }

    /**
     * Joins.
     *
     * @return the time just before the call, nanoseconds since the epoch, the kernel's clock
     */
    long join() throws IOException {
        try {
            long before = Replies.now();
            socket.join(nic.index(), target.group(), target.source());
            return before;
        } catch (Libc.Failure e) {
            throw Membership.explained(e, target, nic);
        }
    }

    /**
     * Takes the next datagram.
     *
     * @return when the kernel got it, nanoseconds since the epoch; 0 when none came within so many milliseconds
     */
    long next(int millis) throws IOException {
        if (Libc.poll(poll, 1, millis) == 0 || !socket.receive(envelope)) {
            return 0;
        }
        boolean elsewhere = nic.given() && envelope.index > 0 && envelope.index != nic.index();
        return elsewhere ? 0 : envelope.nanos;
    }

    /** Leaves: the kernel does it when the socket is closed. */
    void leave() {
        close();
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            socket.close();
            envelope.close();
            arena.close();
        }
    }
}
