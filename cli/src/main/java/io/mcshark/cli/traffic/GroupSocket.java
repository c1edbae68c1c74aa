package io.mcshark.cli.traffic;

import io.mcshark.cli.UserError;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;

/** A plain socket that sends to groups of one IP version, each datagram at once, and hears what comes back. */
final class GroupSocket implements AutoCloseable {
    private final DatagramChannel channel;
    private final Nic nic;

    /**
     * @param nic {@link Nic#ANY} for what the routes say
     * @param loop whether receivers on this host hear it
     * @param port to send from, 0 for any free one
     * @throws UserError when the interface cannot send, or the port is taken
     */
    GroupSocket(boolean ipv6, Nic nic, int ttl, boolean loop, int port) throws IOException {
        this.nic = nic;
        this.channel = DatagramChannel.open(ipv6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, ttl);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, loop);
            if (nic.given()) {
                channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, nic.sender(ipv6));
            }
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, port > 0);
            channel.bind(new InetSocketAddress(port));
        } catch (BindException e) {
            close();
            throw new UserError("cannot use source port " + port + ": " + e.getMessage());
        } catch (IOException | UserError e) {
            close();
            throw e;
        }
    }

    /** For unicast, and for what comes back. */
    DatagramChannel channel() {
        return channel;
    }

    /** @throws UserError when there is no way to the group */
    void send(byte[] payload, Target target) throws IOException {
        try {
            channel.send(ByteBuffer.wrap(payload), new InetSocketAddress(target.group(), target.port()));
        } catch (SocketException e) {
            boolean noRoute = !nic.given() && String.valueOf(e.getMessage()).contains("unreachable");
            throw new UserError("cannot send to " + target + ": " + e.getMessage()
                    + (noRoute ? ": no route to it; name an interface with -i" : ""));
        }
    }

    @Override
    public void close() {
        Membership.closeAll(List.of(channel));
    }
}
