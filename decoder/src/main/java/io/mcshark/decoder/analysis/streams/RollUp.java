package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.groups.Ipv4Groups;
import io.mcshark.decoder.groups.Ipv6Groups;
import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Streams that have something in common, summed up. */
final class RollUp {
    static final Sheet<RollUp> SHEET = Sheet.of(
            "rollup",
            "Streams summed up",
            "The streams of one group, source, VLAN or scope together (--by).",
            Column.of("name", "Of", Kind.TEXT, "The group, source, VLAN or scope.", r -> r.name),
            Column.of("streams", "Streams", Kind.COUNT, "Streams.", r -> r.streams),
            Column.of("groups", "Groups", Kind.COUNT, "Groups.", r -> r.groups.size()),
            Column.of("sources", "Sources", Kind.COUNT, "Source addresses.", r -> r.sources.size()),
            Column.of("packets", "Packets", Kind.COUNT, "Datagrams.", r -> r.packets),
            Column.of("bytes", "Bytes", Kind.COUNT, "Bytes of their frames.", r -> r.bytes),
            Column.of("lost", "Lost", Kind.COUNT, "Sum of the streams' losses; null without numbers.", r -> r.lost),
            Column.of("duplicate", "Dup", Kind.COUNT, "Sum of their repetitions.", r -> r.duplicate),
            Column.of("reordered", "Reord", Kind.COUNT, "Sum of their late packets.", r -> r.reordered),
            Column.of("average_rate", "Average", Kind.RATE, "Bytes over the time from first to last.", RollUp::rate),
            Column.<RollUp>of("first", "First", Kind.TIME, "Time of the first packet.", r -> r.firstNanos)
                    .rank(2),
            Column.<RollUp>of("last", "Last", Kind.TIME, "Time of the last packet.", r -> r.lastNanos)
                    .rank(1));

    private final String name;
    private final Set<String> groups = new HashSet<>();
    private final Set<String> sources = new HashSet<>();
    private long streams;
    private long packets;
    private long bytes;
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;
    private Long lost;
    private Long duplicate;
    private Long reordered;

    private RollUp(String name) {
        this.name = name;
    }

    /** Streams by what they have in common, those with most bytes first. */
    static List<RollUp> of(List<Stream> streams, Streams.By by) {
        Map<String, RollUp> all = new LinkedHashMap<>();
        streams.forEach(s -> all.computeIfAbsent(name(s, by), RollUp::new).add(s));
        List<RollUp> sorted = new ArrayList<>(all.values());
        sorted.sort((a, b) -> Long.compare(b.bytes, a.bytes));
        return sorted;
    }

    private static String name(Stream s, Streams.By by) {
        return switch (by) {
            case STREAM -> s.toString();
            case GROUP -> s.group();
            case SOURCE -> s.source();
            case VLAN -> s.vlan == 0 ? "untagged" : s.vlan();
            case SCOPE ->
                Address.isIpv4(s.groupHigh, s.groupLow)
                        ? Ipv4Groups.scope((int) s.groupLow).token()
                        : Ipv6Groups.scope(s.groupHigh).token();
        };
    }

    private void add(Stream s) {
        streams++;
        groups.add(s.group());
        sources.add(s.source());
        packets += s.packets;
        bytes += s.bytes;
        firstNanos = Math.min(firstNanos, s.firstNanos);
        lastNanos = Math.max(lastNanos, s.lastNanos);
        if (s.numbered) {
            lost = s.lost + (lost == null ? 0 : lost);
            duplicate = s.duplicate + (duplicate == null ? 0 : duplicate);
            reordered = s.reordered + (reordered == null ? 0 : reordered);
        }
    }

    private Double rate() {
        return lastNanos > firstNanos ? bytes * 8e9 / (lastNanos - firstNanos) : null;
    }
}
