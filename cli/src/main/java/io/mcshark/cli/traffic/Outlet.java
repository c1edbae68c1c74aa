package io.mcshark.cli.traffic;

import io.mcshark.cli.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/** A socket that sends to groups of one IP version over one interface. Used by one thread. */
interface Outlet extends AutoCloseable {
    /** How datagrams leave: {@code sourcePort} 0 for any free one, {@code dscp} 0 to 63. */
    record Settings(int ttl, boolean loop, int dscp, int sourcePort) {
        /** TOS or traffic class. */
        int trafficClass() {
            return dscp << 2;
        }
    }

    /** The port that datagrams come from. */
    int port() throws IOException;

    /** The TTL or hop limit of the datagrams to come; call it when all was flushed. */
    void timeToLive(int ttl) throws IOException;

    /**
     * Takes a datagram to send; it may wait for others that go with it.
     *
     * @param constant whether this array always holds the same bytes
     */
    void add(byte[] payload, boolean constant, Target target) throws IOException;

    /** Does all of {@link #add} and {@link #flush} but sending: what is done for the first time takes long. */
    void rehearse(byte[] payload, Target target) throws IOException;

    /** Has everything taken so far on its way. */
    void flush() throws IOException;

    @Override
    void close();

    /**
     * The address datagrams to this group will come from.
     *
     * @throws UserError when there is no way to the group
     */
    static InetAddress source(Target target, Nic nic) throws IOException {
        try (DatagramChannel probe =
                DatagramChannel.open(target.ipv6() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET)) {
            NetworkInterface device = nic.given() ? nic.sender(target.ipv6()) : null;
            if (device != null) {
                probe.setOption(StandardSocketOptions.IP_MULTICAST_IF, device);
            }
            probe.connect(new InetSocketAddress(target.group(), target.port()));
            return ((InetSocketAddress) probe.getLocalAddress()).getAddress();
        } catch (SocketException e) {
            throw explained(e, target, nic);
        }
    }

    /** Says what a refused datagram means for the person. */
    static UserError explained(IOException problem, Target target, Nic nic) {
        boolean noRoute = problem.getMessage() != null && problem.getMessage().contains("unreachable");
        String hint = !noRoute
                ? ""
                : nic.given() ? " (is " + nic.name() + " up?)" : ": no route to it; name an interface with -i";
        return new UserError("cannot send to " + target + ": " + problem.getMessage() + hint);
    }

    static UserError portRefused(int port, IOException problem) {
        return new UserError("cannot use source port " + port + ": " + problem.getMessage());
    }
}
