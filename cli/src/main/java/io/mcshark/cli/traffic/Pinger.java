package io.mcshark.cli.traffic;

import io.mcshark.cli.Console;
import io.mcshark.decoder.protocol.ProbeWriter;
import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Quantity;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sends probes to a group, and to each host that answers one by unicast as well, and takes the time until they come back.
 * An answer is known by its bytes: those that were sent. Used by one thread.
 */
final class Pinger {
    /** More answering hosts are not told apart. */
    static final int MAX_HOSTS = 256;

    /** Probes whose answers are waited for at the same time; an answer to an older one is too late. */
    private static final int MAX_WAITING = 16_384;

    /** Times kept of a host and way, for its percentile. */
    private static final int MAX_TIMES = 100_000;

    private static final long LOOK_NANOS = 20_000_000L;

    /** A probe on its way; {@code to} is null for the group. */
    private record Sent(long tick, long epochNanos, long sequence, InetSocketAddress to, Set<InetAddress> answered) {}

    /** A host's answers on one way. */
    static final class Trips {
        private final InetAddress host;
        private final boolean multicast;
        private final List<Long> times = new ArrayList<>();
        private long sent;
        private long received;
        private long duplicates;

        Trips(InetAddress host, boolean multicast) {
            this.host = host;
            this.multicast = multicast;
        }

        private Figures figures() {
            return Figures.of(times.stream().mapToLong(Long::longValue).toArray());
        }
    }

    static final Sheet<Trips> SHEET = Sheet.of(
            "ping",
            "Round trips",
            "A host that answered, by multicast and by unicast there; back it is unicast, or the reply group.",
            Column.of("host", "Host", Kind.TEXT, "Who answered.", w -> Addresses.text(w.host)),
            Column.of(
                    "way", "There by", Kind.TEXT, "multicast or unicast.", w -> w.multicast ? "multicast" : "unicast"),
            Column.of("sent", "Sent", Kind.COUNT, "Probes since the first one it answered.", w -> w.sent),
            Column.of("received", "Received", Kind.COUNT, "Probes it answered.", w -> w.received),
            Column.of(
                    "loss",
                    "Loss",
                    Kind.SHARE,
                    "The share it did not.",
                    w -> w.sent == 0 ? null : Math.max(0, w.sent - w.received) / (double) w.sent),
            Column.of(
                    "duplicates", "Duplicates", Kind.COUNT, "Answers beyond the first to a probe.", w -> w.duplicates),
            Column.of("min", "Min", Kind.DURATION, "Least time there and back.", w -> w.figures()
                    .least()),
            Column.of("mean", "Mean", Kind.DURATION, "Mean time there and back.", w -> w.figures()
                    .mean()),
            Column.of("p95", "p95", Kind.DURATION, "95th percentile, nearest rank.", w -> w.figures()
                    .p95()),
            Column.of("max", "Max", Kind.DURATION, "Greatest time there and back.", w -> w.figures()
                    .most()));

    private final Console console;
    private final GroupSocket socket;
    private final Target target;
    private final Inbox inbox;
    private final int payloadBytes;
    private final boolean unicast;
    private final boolean quiet;
    private final Replies replies = new Replies();
    private final int run = ThreadLocalRandom.current().nextInt();
    private final ProbeWriter group;
    private final Map<InetAddress, ProbeWriter> writers = new LinkedHashMap<>();
    private final Map<InetAddress, InetSocketAddress> hosts = new LinkedHashMap<>();
    private final Map<InetAddress, Trips> there = new LinkedHashMap<>();
    private final Map<InetAddress, Trips> beside = new LinkedHashMap<>();
    private final Map<ByteBuffer, Sent> waiting = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Sent> eldest) {
            return size() > MAX_WAITING;
        }
    };
    private long sequences;

    /**
     * @param inbox joined to the group that answers come to, or null for unicast
     * @param payloadBytes behind the probe's header
     * @param unicast whether hosts that answer are asked by unicast as well
     */
    Pinger(
            Console console,
            GroupSocket socket,
            Target target,
            Inbox inbox,
            int ttl,
            int payloadBytes,
            boolean unicast,
            boolean quiet) {
        this.console = console;
        this.socket = socket;
        this.target = target;
        this.inbox = inbox;
        this.payloadBytes = payloadBytes;
        this.unicast = unicast;
        this.quiet = quiet;
        this.group = new ProbeWriter(run, 0).flags(ProbeWriter.ANSWER).sentWith(ttl, 0);
    }

    /**
     * Sends so many probes, or until the person stops it, and waits for the last answers.
     *
     * @param intervalNanos between them, {@code timeoutNanos} after the last
     */
    void run(long count, long intervalNanos, long timeoutNanos) throws IOException {
        replies.listen(socket.channel());
        probe(group, 0); // the first one is not to wait until the classes it needs are loaded
        long start = System.nanoTime();
        for (long i = 0; i < count && !console.stopped(); i++) {
            take(start + i * intervalNanos);
            if (!console.stopped()) {
                send();
            }
        }
        take(System.nanoTime() + timeoutNanos);
    }

    private void send() throws IOException {
        long sequence = sequences++;
        byte[] probe = probe(group, sequence);
        remember(probe, sequence, null);
        socket.send(probe, target);
        there.values().forEach(way -> way.sent++);
        if (!unicast || inbox != null) {
            return;
        }
        for (InetSocketAddress to : List.copyOf(hosts.values())) {
            ProbeWriter writer = writers.computeIfAbsent(
                    to.getAddress(), h -> new ProbeWriter(run, writers.size() + 1).flags(ProbeWriter.ANSWER));
            byte[] one = probe(writer, sequence);
            remember(one, sequence, to);
            beside.get(to.getAddress()).sent++;
            socket.channel().send(ByteBuffer.wrap(one), to);
        }
    }

    private byte[] probe(ProbeWriter writer, long sequence) {
        byte[] bytes = new byte[ProbeWriter.HEADER + payloadBytes];
        writer.write(MemorySegment.ofArray(bytes), 0, sequence, Replies.now(), payloadBytes);
        return bytes;
    }

    private void remember(byte[] probe, long sequence, InetSocketAddress to) {
        waiting.put(ByteBuffer.wrap(probe), new Sent(System.nanoTime(), Replies.now(), sequence, to, new HashSet<>()));
    }

    /** Takes answers until a time has come. */
    private void take(long untilTick) throws IOException {
        for (long left; !console.stopped() && (left = untilTick - System.nanoTime()) > 0; ) {
            if (inbox != null) {
                Message message = inbox.next(Math.clamp(Math.min(left, LOOK_NANOS) / 1_000_000, 1, 20));
                Sent sent = message == null ? null : waiting.get(ByteBuffer.wrap(message.payload()));
                if (sent != null) {
                    answered(sent, message.source(), message.nanos() - sent.epochNanos());
                }
                continue;
            }
            try {
                Replies.Reply reply = replies.poll(Math.min(left, LOOK_NANOS));
                Sent sent = reply == null ? null : waiting.get(ByteBuffer.wrap(reply.payload()));
                if (sent != null) {
                    answered(sent, reply.source(), reply.tick() - sent.tick());
                }
            } catch (InterruptedException e) {
                console.stop();
            }
        }
    }

    private void answered(Sent sent, InetSocketAddress from, long nanos) {
        InetAddress host = from.getAddress();
        boolean multicast = sent.to() == null;
        if (!multicast && !sent.to().equals(from) || there.size() >= MAX_HOSTS && !there.containsKey(host)) {
            return;
        }
        Trips way = (multicast ? there : beside).get(host);
        if (way == null) {
            way = new Trips(host, true);
            way.sent = sequences - sent.sequence();
            there.put(host, way);
            beside.put(host, new Trips(host, false));
            hosts.put(host, from);
        }
        if (!sent.answered().add(host)) {
            way.duplicates++;
            return;
        }
        way.received++;
        if (way.times.size() < MAX_TIMES) {
            way.times.add(Math.max(0, nanos));
        }
        if (!quiet) {
            console.err()
                    .println(Addresses.text(host) + "  " + (multicast ? "multicast" : "unicast  ") + "  #"
                            + (sent.sequence() + 1) + "  " + Quantity.duration(Math.max(0, nanos)));
        }
    }

    /** Whether anybody answered. */
    boolean answered() {
        return !there.isEmpty();
    }

    Report report() {
        List<Trips> rows = new ArrayList<>();
        there.forEach((host, way) -> {
            rows.add(way);
            if (beside.get(host).sent > 0) {
                rows.add(beside.get(host));
            }
        });
        Report report = new Report().add(SHEET, rows);
        return there.size() < MAX_HOSTS
                ? report
                : report.say("More than " + MAX_HOSTS + " hosts answered: the others were not looked at.");
    }
}
