package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who sends to groups: each source on each VLAN, with what it sends; at most {@link #MOST} of them. */
public final class Talkers implements Analysis {
    /** The most sources, and the most groups told apart of one source. */
    public static final int MOST = 100_000, MOST_GROUPS = 10_000;

    private static final int MOST_PROTOCOLS = 20;
    private static final String UDP = "udp", TCP = "tcp", OTHER = "other", DATA = "data", EXTENSION = "ipv6.";
    private static final double NANOS = 1e9;

    private record Key(int vlan, Address source) {}

    /** One source. */
    static final class Talker {
        private final Key key;
        private final Set<Address> groups = new HashSet<>();
        private final Set<String> protocols = new TreeSet<>();
        private double share; // of all bytes, once all are known
        private long packets;
        private long bytes;
        private long firstNanos;
        private long lastNanos;

        Talker(Key key, long nanos) {
            this.key = key;
            firstNanos = nanos;
            lastNanos = nanos;
        }

        private Double rate() {
            return lastNanos > firstNanos ? bytes * 8 * NANOS / (lastNanos - firstNanos) : null;
        }
    }

    static final Sheet<Talker> SHEET = Sheet.of(
            "talker",
            "Talkers",
            "A source that sent to multicast groups on a VLAN.",
            Column.of("source", "Source", Kind.TEXT, "Source address.", t -> t.key.source.toString()),
            Column.of("vlan", "VLAN", Kind.TEXT, "VLAN id, outer.inner for two; null untagged.", t -> vlan(t.key.vlan)),
            Column.of("packets", "Packets", Kind.COUNT, "IP packets to groups.", t -> t.packets),
            Column.of("bytes", "Bytes", Kind.COUNT, "Bytes of their frames.", t -> t.bytes),
            Column.<Talker>of("share", "Share", Kind.SHARE, "Its part of all bytes to groups.", t -> t.share)
                    .rank(3),
            Column.of("average_rate", "Average", Kind.RATE, "Bytes over the time from first to last.", Talker::rate),
            Column.of("groups", "Groups", Kind.COUNT, "Groups it sent to.", t -> t.groups.size()),
            Column.of(
                    "protocols",
                    "Protocols",
                    Kind.TEXTS,
                    "What its IP packets carry, such as udp, igmp, pim.",
                    t -> List.copyOf(t.protocols)),
            Column.<Talker>of("first", "First", Kind.TIME, "Time of its first packet.", t -> t.firstNanos)
                    .rank(2),
            Column.<Talker>of("last", "Last", Kind.TIME, "Time of its last packet.", t -> t.lastNanos)
                    .rank(1));

    private final Map<Key, Talker> talkers = new HashMap<>();
    private final Datagram packet = new Datagram();
    private long lost;

    private static String vlan(int vlan) {
        return vlan == 0 ? null : Datagram.vlan(vlan);
    }

    @Override
    public boolean glance(Datagram packet) {
        count(packet);
        return true;
    }

    @Override
    public void accept(Frame f) {
        for (boolean more = packet.aim(f); more; more = packet.inner()) {
            count(packet);
        }
    }

    private void count(Datagram packet) {
        if (!packet.isToGroup()) {
            return;
        }
        Key key = new Key(packet.vlan(), packet.source());
        Talker talker = talkers.get(key);
        if (talker == null) {
            if (talkers.size() >= MOST) {
                lost++;
                return;
            }
            talker = new Talker(key, packet.nanos());
            talkers.put(key, talker);
        }
        talker.packets++;
        talker.bytes += packet.length();
        talker.lastNanos = Math.max(talker.lastNanos, packet.nanos());
        talker.firstNanos = Math.min(talker.firstNanos, packet.nanos());
        if (talker.protocols.size() < MOST_PROTOCOLS) {
            talker.protocols.add(packet.isUdp() ? UDP : carried(packet));
        }
        if (talker.groups.size() < MOST_GROUPS) {
            talker.groups.add(packet.destination());
        }
    }

    /** What stands behind the IP header and its extensions. */
    private static String carried(Datagram packet) {
        Frame f = packet.frame();
        if (f == null) {
            return TCP; // of what is plain that is the rest
        }
        for (int i = packet.layer() + 1; i < f.depth(); i++) {
            String name = f.protocol(i).name();
            if (!name.startsWith(EXTENSION)) {
                return name.equals(DATA) ? OTHER : name;
            }
        }
        return OTHER; // a fragment, or a protocol that is not decoded
    }

    /** Who talks, those with most bytes first. */
    public Report report() {
        List<Talker> all = new ArrayList<>(talkers.values());
        all.sort((a, b) -> a.bytes != b.bytes ? Long.compare(b.bytes, a.bytes) : a.key.source.compareTo(b.key.source));
        long bytes = all.stream().mapToLong(t -> t.bytes).sum();
        all.forEach(t -> t.share = (double) t.bytes / bytes);
        Report report = new Report().add(SHEET, all);
        if (lost > 0) {
            report.say(lost + " packets of further sources were not counted: there were more than " + MOST);
        }
        return report;
    }
}
