package io.mcshark.cli.traffic;

import io.mcshark.capture.PacketReader;
import io.mcshark.capture.live.CaptureFilter;
import io.mcshark.capture.live.CaptureSettings;
import io.mcshark.capture.live.LiveCapture;
import io.mcshark.cli.PacketLoop;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.groups.Address;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A capture on an interface that counts what arrives for groups, whether a program of this host has joined them or not: a
 * socket that left a group hears nothing more of it, whatever still comes. What this host sends is not counted, nor what is
 * tagged for a VLAN.
 *
 * <p>A thread of its own reads the capture; the rest may be called from any thread.
 */
final class Watch implements AutoCloseable {
    /** What has arrived is known at the latest so much later: it passes the kernel's buffer, a pipe and a file. */
    static final long DELAY_NANOS = 250_000_000L;

    /** With more groups the filter takes all multicast. */
    private static final int MAX_FILTERED = 60;

    private record Key(Address source, Address group, int port) {}

    private static final class Seen {
        private long since = Long.MAX_VALUE;
        private long count;
        private long last;
    }

    private final Map<Key, Seen> seen = new HashMap<>();
    private final LiveCapture capture;
    private final Own own;

    /** @throws io.mcshark.capture.live.CaptureException when the interface cannot be captured on, in one line */
    Watch(String interfaceName, List<Target> targets) throws IOException {
        targets.forEach(target -> seen.put(key(target), new Seen()));
        own = new Own(interfaceName);
        capture = LiveCapture.start(new CaptureSettings()
                .interfaces(List.of(interfaceName))
                .filter(CaptureFilter.of(filter(targets)))
                .snaplen(256)); // headers
        Thread.ofPlatform().daemon().name("watch " + interfaceName).start(this::read);
    }

    static String filter(List<Target> targets) {
        String groups = targets.size() > MAX_FILTERED
                ? "dst net 224.0.0.0/4 or ip6 multicast"
                : targets.stream()
                        .map(target -> "dst host " + Addresses.text(target.group()))
                        .distinct()
                        .collect(Collectors.joining(" or "));
        return "udp and (" + groups + ")";
    }

    /** Begins to count what arrives for a group from a time on, the present one: nanoseconds since the epoch. */
    void mark(Target target, long nanos) {
        synchronized (seen) {
            Seen one = seen.get(key(target));
            one.since = nanos;
            one.count = 0;
            one.last = 0;
        }
    }

    /** How many datagrams have arrived since the mark, as far as is known by now. */
    long count(Target target) {
        synchronized (seen) {
            return seen.get(key(target)).count;
        }
    }

    /** When the last one arrived since the mark; 0 for none. */
    long last(Target target) {
        synchronized (seen) {
            return seen.get(key(target)).last;
        }
    }

    private void read() {
        Frame frame = new Frame();
        Datagram packet = new Datagram();
        try (PacketReader reader = capture.reader()) {
            while (reader.next()) {
                PacketLoop.aim(frame, reader);
                if (packet.aim(frame) && packet.isUdp() && packet.vlan() == 0 && !own.sent(packet)) {
                    synchronized (seen) {
                        count(seen.get(new Key(null, packet.destination(), packet.destinationPort())), packet);
                        count(
                                seen.get(new Key(packet.source(), packet.destination(), packet.destinationPort())),
                                packet);
                    }
                }
            }
        } catch (IOException e) {
            // the capture was closed: there is nothing more to count
        }
    }

    private static void count(Seen one, Datagram packet) {
        if (one != null && packet.nanos() >= one.since) {
            one.count++;
            one.last = Math.max(one.last, packet.nanos());
        }
    }

    private static Key key(Target target) {
        return new Key(
                target.source() == null ? null : Own.address(target.source()),
                Own.address(target.group()),
                target.port());
    }

    @Override
    public void close() {
        capture.close();
    }
}
