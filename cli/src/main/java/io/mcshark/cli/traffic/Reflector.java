package io.mcshark.cli.traffic;

import io.mcshark.cli.Console;
import io.mcshark.cli.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers what comes for groups with the same bytes, by unicast to the sender or to another group. Answers come from a port of
 * its own, where unicast datagrams are answered, too, so that both ways can be compared; only those of hosts that have sent
 * to a group before, lest two reflectors be set on each other.
 */
final class Reflector implements AutoCloseable {
    /** Answers a second, all together: a sender gone wild, or two reflectors that hear each other, flood no network. */
    static final int MAX_PER_SECOND = 10_000;

    private static final int LOOK_MILLIS = 100, MAX_PEERS = 10_000;
    private static final long SECOND = 1_000_000_000L;

    private final Console console;
    private final Inbox inbox;
    private final GroupSocket socket;
    private final Target to;
    private final DatagramChannel[] channels = new DatagramChannel[2];
    private final Set<InetSocketAddress> peers = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Boolean> eldest) {
            return size() > MAX_PEERS; // the one known longest
        }
    });
    private final Set<InetAddress> hosts = new HashSet<>();
    private final AtomicLong unicast = new AtomicLong();
    private long multicast;
    private long refused;
    private long secondTick = System.nanoTime();
    private int thisSecond;

    /**
     * @param socket for answers to a group, with {@code to}; null for unicast
     */
    Reflector(Console console, Inbox inbox, GroupSocket socket, Target to) {
        this.console = console;
        this.inbox = inbox;
        this.socket = socket;
        this.to = to;
    }

    /**
     * Answers until enough was, or the person stops it.
     *
     * @param most answers to datagrams that came for a group
     * @param ipv4 whether some of the groups are IPv4's, {@code ipv6} likewise
     */
    void run(long most, boolean ipv4, boolean ipv6) throws IOException {
        if (socket == null && ipv4) {
            channel(false);
        }
        if (socket == null && ipv6) {
            channel(true);
        }
        while (!console.stopped() && multicast < most) {
            Message message = inbox.next(LOOK_MILLIS);
            if (message != null && isAllowed()) {
                answer(message);
            }
        }
    }

    private void answer(Message message) throws IOException {
        InetSocketAddress source = message.source();
        try {
            if (socket != null) {
                socket.send(message.payload(), to);
            } else {
                channel(message.target().ipv6()).send(ByteBuffer.wrap(message.payload()), source);
            }
            multicast++;
        } catch (IOException | UserError e) {
            refused++; // no way back to that one; others are answered
        }
        // Only now: the time until the answer is what is measured.
        if (hosts.size() < MAX_PEERS) {
            hosts.add(source.getAddress());
        }
        synchronized (peers) {
            peers.add(source);
        }
    }

    private synchronized boolean isAllowed() {
        long now = System.nanoTime();
        if (now - secondTick >= SECOND) {
            secondTick = now;
            thisSecond = 0;
        }
        if (++thisSecond <= MAX_PER_SECOND) {
            return true;
        }
        refused++;
        return false;
    }

    private DatagramChannel channel(boolean ipv6) throws IOException {
        int i = ipv6 ? 1 : 0;
        if (channels[i] == null) {
            DatagramChannel channel =
                    DatagramChannel.open(ipv6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
            channels[i] = channel;
            channel.bind(null);
            Thread.ofPlatform().daemon().name("reflect unicast").start(() -> echo(channel));
        }
        return channels[i];
    }

    private void echo(DatagramChannel channel) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(65536);
        try {
            while (true) {
                buffer.clear();
                InetSocketAddress source = (InetSocketAddress) channel.receive(buffer);
                boolean known;
                synchronized (peers) {
                    known = peers.contains(source);
                }
                if (known && isAllowed()) {
                    channel.send(buffer.flip(), source);
                    unicast.incrementAndGet();
                }
            }
        } catch (IOException e) {
            // the command has ended and closed its socket
        }
    }

    /** One line on standard error. */
    void summary() {
        console.err()
                .println(Sender.plural(multicast, "datagram") + " to groups and " + unicast
                        + " by unicast answered, from "
                        + Sender.plural(hosts.size(), "host")
                        + (refused == 0
                                ? ""
                                : "; " + refused + " not: more than " + MAX_PER_SECOND + " a second, or no way back"));
    }

    @Override
    public void close() {
        for (DatagramChannel channel : channels) {
            if (channel != null) {
                Membership.closeAll(List.of(channel));
            }
        }
        if (socket != null) {
            socket.close();
        }
    }
}
