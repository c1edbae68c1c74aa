package io.mcshark.cli.traffic;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.mcshark.cli.UserError;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** An inbox over {@link LinuxSocket}s and poll(2). */
final class LinuxInbox implements Inbox {
    private static final short POLLIN = 1;
    private static final int POLLFD_BYTES = 8; // struct pollfd { int fd; short events, revents; }

    /** Datagrams taken from one socket before the next has its turn. */
    private static final int TURN = 16;

    private final Arena arena = Arena.ofShared();
    private final LinuxSocket.Envelope envelope = new LinuxSocket.Envelope();
    private final List<LinuxSocket> sockets = new ArrayList<>();
    private final List<Joined> groups;
    private final long[] dropped;
    private final MemorySegment poll;
    private int bufferBytes = Integer.MAX_VALUE;
    private int at;
    private int taken;

    LinuxInbox(List<Joined> groups, int bufferBytes) throws IOException {
        this.groups = groups;
        this.dropped = new long[groups.size()];
        this.poll = arena.allocate((long) POLLFD_BYTES * groups.size(), 8);
        this.at = groups.size();
        try {
            for (int i = 0; i < groups.size(); i++) {
                add(groups.get(i), bufferBytes);
                poll.set(JAVA_INT, (long) POLLFD_BYTES * i, sockets.get(i).fd());
                poll.set(JAVA_SHORT, (long) POLLFD_BYTES * i + 4, POLLIN);
            }
        } catch (IOException | UserError e) {
            close();
            throw e;
        }
    }

    private void add(Joined group, int wantedBytes) throws IOException {
        Target target = group.target();
        Nic nic = group.nic();
        try {
            LinuxSocket socket = new LinuxSocket(target.ipv6());
            sockets.add(socket);
            socket.prepareToReceive();
            bufferBytes =
                    Math.min(bufferBytes, wantedBytes > 0 ? socket.receiveBuffer(wantedBytes) : socket.receiveBuffer());
            socket.bind(target.group(), target.port(), target.needsInterface() ? nic.index() : 0);
            socket.join(nic.index(), target.group(), target.source());
            for (InetAddress source : group.excluded()) {
                socket.exclude(nic.index(), target.group(), source);
            }
        } catch (Libc.Failure e) {
            throw Membership.explained(e, target, nic);
        }
    }

    @Override
    public Message next(int millis) throws IOException {
        boolean polled = false;
        while (true) {
            while (at < sockets.size()) {
                Message message = ready(at) && taken < TURN ? take(at) : null;
                if (message != null) {
                    taken++;
                    return message;
                }
                at++;
                taken = 0;
            }
            if (polled || Libc.poll(poll, sockets.size(), millis) == 0) {
                return null;
            }
            polled = true;
            at = 0;
        }
    }

    /** @return null when nothing waits, or what waited came in on another interface */
    private Message take(int socket) throws IOException {
        if (!sockets.get(socket).receive(envelope)) {
            return null;
        }
        if (envelope.dropped >= 0) {
            dropped[socket] = envelope.dropped;
        }
        Nic nic = groups.get(socket).nic();
        if (nic.given() && envelope.index > 0 && envelope.index != nic.index()) {
            return null; // IPv6 sockets hear a joined group on every interface on which anybody joined it
        }
        return new Message(
                envelope.nanos,
                envelope.source(),
                groups.get(socket).target(),
                nic,
                envelope.ttl,
                envelope.trafficClass,
                envelope.payload());
    }

    private boolean ready(int socket) {
        return poll.get(JAVA_SHORT, (long) POLLFD_BYTES * socket + 6) != 0;
    }

    @Override
    public void reply(Message message, byte[] payload) throws IOException {
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).target() == message.target() && groups.get(i).nic() == message.nic()) {
                sockets.get(i).send(payload, message.source());
                return;
            }
        }
    }

    @Override
    public int bufferBytes() {
        return bufferBytes;
    }

    @Override
    public long dropped() {
        long sum = 0;
        for (int i = 0; i < sockets.size(); i++) {
            sum += dropped(i);
        }
        return sum;
    }

    @Override
    public long dropped(Nic nic) {
        long sum = 0;
        for (int i = 0; i < sockets.size(); i++) {
            sum += groups.get(i).nic().equals(nic) ? dropped(i) : 0;
        }
        return sum;
    }

    /** A datagram tells of those lost before it; the last ones are known by asking only. */
    private long dropped(int socket) {
        return Math.max(dropped[socket], sockets.get(socket).dropped());
    }

    @Override
    public void close() {
        sockets.forEach(LinuxSocket::close);
        sockets.clear();
        envelope.close();
        arena.close();
    }
}
