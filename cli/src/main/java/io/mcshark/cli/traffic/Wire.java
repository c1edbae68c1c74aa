package io.mcshark.cli.traffic;

import io.mcshark.capture.PacketReader;
import io.mcshark.capture.live.CaptureFilter;
import io.mcshark.capture.live.CaptureSettings;
import io.mcshark.capture.live.Counts;
import io.mcshark.capture.live.LiveCapture;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.analysis.Datagram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an interface sees of the groups that are received on it, counted beside what the sockets get of them: the difference was
 * lost in this host. Both count by the kernel's own time stamps, from {@link #begin} to {@link #end}.
 *
 * <p>A thread of its own reads the capture; the rest belongs to the receiver's.
 */
final class Wire implements AutoCloseable {
    /** With more groups the filter takes all multicast. */
    private static final int MAX_FILTERED = 60;

    /** What is read of the sockets at the end, so that what waits in them is not taken for lost. */
    private static final long DRAIN_NANOS = 1_000_000_000L;

    /** @param source null for any */
    private record Key(InetAddress source, InetAddress group, int port) {}

    private final Nic nic;
    private final Own own;
    private final Map<Key, Joined> wanted = new HashMap<>();
    private final LiveCapture capture;
    private final Thread reading;
    private Counters before;
    private Counters during = new Counters(0, 0);
    private long droppedBefore;
    private volatile long sinceNanos = Long.MAX_VALUE;
    private volatile long untilNanos = Long.MAX_VALUE;
    private volatile Tally tally;
    private long seen;
    private long tagged;
    private long received;
    private long buffer;

    /** @throws io.mcshark.capture.live.CaptureException when the interface cannot be captured on, in one line */
    Wire(Nic nic, List<Joined> joined) throws IOException {
        if (!Libc.available()) {
            throw new UserError("receive --capture needs Linux");
        }
        this.nic = nic;
        this.own = new Own(nic.name());
        for (Joined one : joined) {
            Target target = one.target();
            wanted.put(new Key(target.source(), target.group(), target.port()), one);
        }
        capture = LiveCapture.start(new CaptureSettings()
                .interfaces(List.of(nic.name()))
                .promiscuous(false) // it would let through what the interface keeps from the sockets
                .filter(CaptureFilter.of(filter(nic, joined))));
        reading = Thread.ofPlatform().daemon().name("wire " + nic.name()).start(this::read);
    }

    private static String filter(Nic nic, List<Joined> joined) {
        List<String> groups = joined.stream()
                .map(one -> "dst host " + Addresses.text(one.target().group()))
                .distinct()
                .toList();
        String some = groups.size() > MAX_FILTERED
                ? "dst net 224.0.0.0/4 or ip6 multicast"
                : groups.stream().collect(Collectors.joining(" or "));
        return nic.isEthernet() ? "(" + some + ") or (vlan and (" + some + "))" : some;
    }

    /** The interface. */
    Nic nic() {
        return nic;
    }

    /** The sockets have joined: from now on both count. */
    void begin(Inbox inbox) {
        long now = Replies.now();
        tally = new Tally(now);
        before = Counters.read();
        droppedBefore = inbox.dropped(nic);
        sinceNanos = now;
    }

    /** A socket got this. */
    void got(Message message) {
        if (message.nic().equals(nic) && message.nanos() >= sinceNanos && message.nanos() <= untilNanos) {
            received++;
        }
    }

    /** Nothing more is received: takes what waits in the sockets, ends the captures and waits for what they saw. */
    static void end(List<Wire> wires, Inbox inbox) throws IOException {
        long now = Replies.now();
        wires.forEach(wire -> wire.untilNanos = now);
        long endTick = System.nanoTime() + DRAIN_NANOS;
        for (Message m = inbox.next(0); m != null && System.nanoTime() < endTick; m = inbox.next(0)) {
            for (Wire wire : wires) {
                wire.got(m);
            }
        }
        for (Wire wire : wires) {
            wire.buffer = inbox.dropped(wire.nic) - wire.droppedBefore;
            wire.during = Counters.read().minus(wire.before);
            wire.capture.stop();
        }
        for (Wire wire : wires) {
            try {
                wire.reading.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void read() {
        try (PacketReader reader = capture.reader()) {
            Recording recording = new Recording(reader, null, false);
            Datagram packet = recording.datagram();
            while (recording.next()) {
                long nanos = recording.nanos();
                boolean counts = nanos >= sinceNanos && nanos <= untilNanos && !own.sent(packet);
                Joined joined = counts ? joined(recording) : null;
                if (joined != null && packet.vlan() != 0) {
                    tagged++;
                } else if (joined != null) {
                    seen++;
                    tally.add(new Message(
                            nanos,
                            new InetSocketAddress(recording.source(), packet.sourcePort()),
                            joined.target(),
                            nic,
                            packet.ttl(),
                            packet.trafficClass(),
                            recording.payload()));
                }
            }
        } catch (IOException e) {
            // the capture was closed: there is nothing more to count
        }
    }

    /** What it is received by; null for none. */
    private Joined joined(Recording of) {
        InetAddress source = of.source();
        Joined any = wanted.get(new Key(null, of.group(), of.port()));
        if (any != null) {
            return any.excluded().contains(source) ? null : any;
        }
        return wanted.get(new Key(source, of.group(), of.port()));
    }

    /** Datagrams that the interface saw for the sockets. */
    long seen() {
        return seen;
    }

    /** Datagrams that the sockets got. */
    long received() {
        return received;
    }

    /** Datagrams that the interface saw and no socket got. */
    long lostHere() {
        return Math.max(0, seen - received);
    }

    /** Of those, the ones for which a socket's buffer had no room. */
    long buffer() {
        return Math.min(buffer, lostHere());
    }

    /** Of those, the ones that did not come as far as a socket. */
    long between() {
        return lostHere() - buffer();
    }

    /** Numbers of probes and RTP that are missing on the wire: lost before this host; null where nothing was numbered. */
    Long lostBefore() {
        return tally != null && tally.isNumbered() ? tally.lost() : null;
    }

    /** Datagrams to the groups that were tagged for a VLAN, which a socket on this interface does not hear. */
    long tagged() {
        return tagged;
    }

    /** What the kernel counted meanwhile. */
    Counters during() {
        return during;
    }

    /** Packets that the capture itself lost. */
    long missed() {
        return capture.counts().stream().mapToLong(Counts::dropped).sum();
    }

    @Override
    public void close() {
        capture.close();
    }
}
