package io.mcshark.cli.traffic;

import io.mcshark.decoder.protocol.ProbeReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** What a receiver has got so far, in all and per sender and group. */
final class Tally {
    /** Senders told apart; with more, {@link #senders} stays there. */
    private static final int MAX_SENDERS = 100_000;

    /** Flows that are measured; what others send is only counted. */
    private static final int MAX_FLOWS = 10_000;

    private record Key(InetSocketAddress source, Target target, Nic nic) {}

    private final Set<InetAddress> senders = new HashSet<>();
    private final Set<Target> groups = new HashSet<>();
    private final Map<Key, Flow> flows = new LinkedHashMap<>();
    private final ProbeReader reader = new ProbeReader();
    private final long readyNanos;
    private Flow latest;
    private long packets;
    private long bytes;
    private long unmeasured;
    private char character;

    /** @param readyNanos since when the receiver listens, since the epoch */
    Tally(long readyNanos) {
        this.readyNanos = readyNanos;
    }

    /** Counts a datagram. @return its flow, null when there are too many */
    Flow add(Message message) {
        packets++;
        bytes += message.payload().length;
        Flow flow = latest != null && isOf(message, latest) ? latest : find(message);
        latest = flow;
        character = Flow.PLAIN;
        if (flow == null) {
            unmeasured++;
        } else {
            character = flow.add(message, reader);
        }
        return flow;
    }

    private static boolean isOf(Message message, Flow flow) {
        return message.target() == flow.target
                && message.nic() == flow.nic
                && message.source().equals(flow.source);
    }

    private Flow find(Message message) {
        if (senders.size() < MAX_SENDERS) {
            senders.add(message.source().getAddress());
        }
        groups.add(message.target());
        Key key = new Key(message.source(), message.target(), message.nic());
        Flow flow = flows.get(key);
        if (flow == null && flows.size() < MAX_FLOWS) {
            flow = new Flow(message, readyNanos);
            flows.put(key, flow);
        }
        return flow;
    }

    /** The datagram added last as a character of a history, see {@link Flow}. */
    char character() {
        return character;
    }

    /** What reads probes; aimed at the datagram added last. */
    ProbeReader reader() {
        return reader;
    }

    /** In the order in which they began. */
    Collection<Flow> flows() {
        return flows.values();
    }

    long packets() {
        return packets;
    }

    /** Payload bytes. */
    long bytes() {
        return bytes;
    }

    /** Addresses that sent something. */
    long senders() {
        return senders.size();
    }

    /** Groups, with port, on which something came. */
    long groups() {
        return groups.size();
    }

    /** Datagrams of more senders than are told apart. */
    long unmeasured() {
        return unmeasured;
    }

    /** Whether anything came that says whether something is missing. */
    boolean isNumbered() {
        return flows.values().stream().anyMatch(flow -> flow.numbers() != null);
    }

    long lost() {
        return sum(Numbers::lost);
    }

    long duplicate() {
        return sum(Numbers::duplicate);
    }

    long reordered() {
        return sum(Numbers::reordered);
    }

    long corrupt() {
        return flows.values().stream().mapToLong(Flow::corrupt).sum();
    }

    /** The share of what should have come. */
    double loss() {
        long lost = lost();
        return lost == 0 ? 0 : lost / (double) (lost + sum(Numbers::received));
    }

    /** The largest jitter of any sender, nanoseconds. */
    long jitter() {
        return flows.values().stream()
                .map(Flow::numbers)
                .filter(n -> n != null)
                .mapToLong(Numbers::jitter)
                .max()
                .orElse(0);
    }

    /** The largest one-way delay of any probe, nanoseconds. */
    long delay() {
        return flows.values().stream()
                .filter(flow -> !flow.delay.isEmpty())
                .mapToLong(flow -> flow.delay.max())
                .max()
                .orElse(0);
    }

    private long sum(ToLongFunction<Numbers> count) {
        return flows.values().stream()
                .map(Flow::numbers)
                .filter(n -> n != null)
                .mapToLong(count)
                .sum();
    }
}
