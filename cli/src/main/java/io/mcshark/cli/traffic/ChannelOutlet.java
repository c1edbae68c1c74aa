package io.mcshark.cli.traffic;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;

/** An outlet over Java's channels: for systems other than Linux, and where replies are heard. */
final class ChannelOutlet implements Outlet {
    private final DatagramChannel channel;
    private final Nic nic;

    ChannelOutlet(boolean ipv6, Nic nic, Settings settings) throws IOException {
        this.nic = nic;
        NetworkInterface device = nic.given() ? nic.sender(ipv6) : null;
        this.channel = DatagramChannel.open(ipv6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
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
            throw Outlet.portRefused(settings.sourcePort(), e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    DatagramChannel channel() {
        return channel;
    }

    @Override
    public void timeToLive(int ttl) throws IOException {
        channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, ttl);
    }

    @Override
    public void add(byte[] payload, boolean constant, Target target) throws IOException {
        try {
            channel.send(ByteBuffer.wrap(payload), new InetSocketAddress(target.group(), target.port()));
        } catch (SocketException e) {
            throw Outlet.explained(e, target, nic);
        }
    }

    @Override
    public void rehearse(byte[] payload, Target target) {}

    @Override
    public void flush() {}

    @Override
    public void close() {
        Membership.closeAll(List.of(channel));
    }
}
