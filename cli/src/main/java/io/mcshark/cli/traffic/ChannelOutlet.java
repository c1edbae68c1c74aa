package io.mcshark.cli.traffic;

import io.mcshark.cli.UserError;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;

/** A socket that sends to groups of one IP version over one interface. */
final class Outlet implements AutoCloseable {
    /** How datagrams leave: {@code sourcePort} 0 for any free one, {@code dscp} 0 to 63. */
    record Settings(int ttl, boolean loop, int dscp, int sourcePort) {}

    private final DatagramChannel channel;
    private final NetworkInterface device;
    private final ProtocolFamily family;
    private final Nic nic;

    Outlet(boolean ipv6, Nic nic, Settings settings) throws IOException {
        this.nic = nic;
        this.family = ipv6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        this.device = nic.given() ? nic.sender(ipv6) : null;
        this.channel = DatagramChannel.open(family);
        try {
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, settings.ttl());
            channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, settings.loop());
            channel.setOption(StandardSocketOptions.IP_TOS, settings.dscp() << 2);
            if (device != null) {
                channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, device);
            }
            // a receiver beside us may hold the port that is asked for
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, settings.sourcePort() > 0);
            channel.bind(new InetSocketAddress(settings.sourcePort()));
        } catch (BindException e) {
            channel.close();
            throw new UserError("cannot use source port " + settings.sourcePort() + ": " + e.getMessage());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * The address datagrams to this group will come from.
     *
     * @throws UserError when there is no way to the group
     */
    InetAddress source(Target target) throws IOException {
        try (DatagramChannel probe = DatagramChannel.open(family)) {
            if (device != null) {
                probe.setOption(StandardSocketOptions.IP_MULTICAST_IF, device);
            }
            probe.connect(new InetSocketAddress(target.group(), target.port()));
            return ((InetSocketAddress) probe.getLocalAddress()).getAddress();
        } catch (SocketException e) {
            throw explained(e, target);
        }
    }

    int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    DatagramChannel channel() {
        return channel;
    }

    void send(byte[] payload, Target target) throws IOException {
        try {
            channel.send(ByteBuffer.wrap(payload), new InetSocketAddress(target.group(), target.port()));
        } catch (SocketException e) {
            throw explained(e, target);
        }
    }

    private UserError explained(IOException problem, Target target) {
        boolean noRoute = problem.getMessage() != null && problem.getMessage().contains("unreachable");
        String hint = !noRoute
                ? ""
                : nic.given() ? " (is " + nic.name() + " up?)" : ": no route to it; name an interface with -i";
        return new UserError("cannot send to " + target + ": " + problem.getMessage() + hint);
    }

    @Override
    public void close() {
        Membership.closeAll(List.of(channel));
    }
}
