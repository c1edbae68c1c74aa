package io.mcshark.cli.traffic;

import java.io.IOException;
import java.util.List;

/**
 * Joined groups and what comes in for them. Each group has a socket of its own, bound to the group's address: it hears
 * nothing else, takes no unicast datagram away from a program that shares the port, and no limit on memberships per socket
 * ({@code igmp_max_memberships}) is met.
 *
 * <p>Not thread-safe.
 */
interface Inbox extends AutoCloseable {
    /**
     * Joins every group.
     *
     * @param bufferBytes receive buffer of each socket, 0 for the system's default
     * @throws io.mcshark.cli.UserError when one of them cannot be joined; none is then held
     */
    static Inbox open(List<Joined> groups, int bufferBytes) throws IOException {
        return Libc.available() ? new LinuxInbox(groups, bufferBytes) : new ChannelInbox(groups, bufferBytes);
    }

    /**
     * Waits for a datagram.
     *
     * @return null when none came within so many milliseconds
     */
    Message next(int millis) throws IOException;

    /** Sends to the sender of {@code message}, from the port it was sent to. */
    void reply(Message message, byte[] payload) throws IOException;

    /** The smallest receive buffer that any socket was granted, in bytes. */
    int bufferBytes();

    /** Datagrams lost so far because they were not read fast enough; 0 where the system does not tell. */
    long dropped();

    /** Those on one interface. */
    long dropped(Nic nic);

    @Override
    void close();
}
