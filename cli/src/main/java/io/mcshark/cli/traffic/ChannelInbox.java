package io.mcshark.cli.traffic;

import io.mcshark.cli.UserError;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.MulticastChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * An inbox over Java's own channels, for systems other than Linux: no TTL, no kernel time, no count of losses, and only
 * interfaces that have an address.
 */
final class ChannelInbox implements Inbox {
    private final Selector selector = Selector.open();
    private final List<DatagramChannel> channels = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(65536);
    private int bufferBytes = Integer.MAX_VALUE;

    ChannelInbox(List<Joined> groups, int bufferBytes) throws IOException {
        try {
            for (Joined group : groups) {
                add(group, bufferBytes);
            }
        } catch (IOException | UserError e) {
            close();
            throw e;
        }
    }

    private void add(Joined group, int wantedBytes) throws IOException {
        Target target = group.target();
        try {
            DatagramChannel channel =
                    DatagramChannel.open(target.ipv6() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
            channels.add(channel);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (wantedBytes > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, wantedBytes);
            }
            bufferBytes = Math.min(bufferBytes, channel.getOption(StandardSocketOptions.SO_RCVBUF));
            bind(channel, target);
            MembershipKey key = join(channel, target, group.nic());
            for (InetAddress source : group.excluded()) {
                key.block(source);
            }
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, group);
        } catch (IOException e) {
            throw new UserError("cannot receive " + target + ": " + e.getMessage());
        }
    }

    private static void bind(DatagramChannel channel, Target target) throws IOException {
        boolean anyAddress = System.getProperty("os.name").startsWith("Windows"); // it binds to no group
        channel.bind(
                anyAddress
                        ? new InetSocketAddress(target.port())
                        : new InetSocketAddress(target.group(), target.port()));
    }

    /** Joins a group on an interface that Java sees; shared with {@link Membership}. */
    static MembershipKey join(MulticastChannel channel, Target target, Nic nic) throws IOException {
        NetworkInterface java = nic.given() ? NetworkInterface.getByName(nic.name()) : usual(target);
        if (java == null) {
            throw new UserError("cannot join " + target + ": name an interface that is up and has an address with -i");
        }
        return target.source() == null
                ? channel.join(target.group(), java)
                : channel.join(target.group(), java, target.source());
    }

    /** Java has no "by the routes": the first interface that is up, no loopback, and has an address of the IP version. */
    private static NetworkInterface usual(Target target) throws IOException {
        for (NetworkInterface java : NetworkInterface.networkInterfaces().toList()) {
            if (java.isUp()
                    && !java.isLoopback()
                    && java.supportsMulticast()
                    && (target.ipv6() || java.inetAddresses().anyMatch(Inet4Address.class::isInstance))) {
                return java;
            }
        }
        return null;
    }

    @Override
    public Message next(int millis) throws IOException {
        if (selector.selectedKeys().isEmpty()) {
            if (millis == 0) {
                selector.selectNow();
            } else {
                selector.select(millis);
            }
        }
        for (var keys = selector.selectedKeys().iterator(); keys.hasNext(); keys.remove()) {
            SelectionKey key = keys.next();
            buffer.clear();
            InetSocketAddress source = (InetSocketAddress) ((DatagramChannel) key.channel()).receive(buffer);
            if (source != null) {
                byte[] payload = new byte[buffer.flip().remaining()];
                buffer.get(payload);
                long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
                Joined group = (Joined) key.attachment();
                return new Message(nanos, source, group.target(), group.nic(), -1, -1, payload);
            }
        }
        return null;
    }

    @Override
    public void reply(Message message, byte[] payload) throws IOException {
        for (SelectionKey key : selector.keys()) {
            Joined group = (Joined) key.attachment();
            if (group.target() == message.target() && group.nic() == message.nic()) {
                ((DatagramChannel) key.channel()).send(ByteBuffer.wrap(payload), message.source());
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
        return 0;
    }

    @Override
    public long dropped(Nic nic) {
        return 0;
    }

    @Override
    public void close() {
        Membership.closeAll(channels);
        Membership.closeAll(List.of(selector));
    }
}
