package io.mcshark.decoder.analysis.compare;

import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.Numbering;
import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Sheet;
import java.util.List;
import java.util.function.Function;

/** A stream as it was seen at two points, or the two feeds of a pair: what {@link Comparison} counts of it. */
final class Twin {
    private static final double P50 = 0.5, P95 = 0.95, P99 = 0.99;

    final Pair.End a;
    final Pair.End b;
    final int id;

    /** How its datagrams are numbered; null while that is not known, or by payload. */
    Numbering numbering;

    private final Delays delays = new Delays();
    private long shift; // from recorded differences to delays
    private long matched;
    private long lost;
    private long extra;
    private long duplicates;
    private long copies;
    private long reordered;
    private long holes;
    private long firstA;
    private long remarked;
    private long run;
    private long longest;
    private long highest = -1;
    private int hops;
    private int hopChanges;
    private int ttlA;
    private int ttlB;
    private int classA;
    private int classB;
    int listed;

    /** The last number of A, extended beyond its width; whose it is; whether there is one. */
    long number;

    long numberSource;
    boolean numbered;

    /** The extended number of the packet that both had last. */
    long common;

    Twin(int id, Pair.End a, Pair.End b) {
        this.id = id;
        this.a = a;
        this.b = b;
    }

    /** Both points had a packet. */
    void match(long serial, long difference, Datagram seen, int ttl, int trafficClass) {
        delays.add(difference);
        firstA += difference >= 0 ? 1 : 0;
        if (serial < highest) {
            reordered++;
        } else {
            highest = serial;
        }
        int lower = ttl - seen.ttl();
        if (matched > 0 && lower != hops) {
            hopChanges++;
        }
        hops = lower;
        ttlA = ttl;
        ttlB = seen.ttl();
        classA = trafficClass;
        classB = seen.trafficClass();
        remarked += classA >> 2 == classB >> 2 ? 0 : 1;
        matched++;
    }

    /** A had a copy of one of its packets that B has not. */
    void copy() {
        copies++;
        run = 0;
    }

    void duplicate() {
        duplicates++;
    }

    /** A packet of A, in A's order, either lost to B or not. */
    void pass(boolean lost) {
        run = lost ? run + 1 : 0;
        longest = Math.max(longest, run);
        this.lost += lost ? 1 : 0;
    }

    /** B had a packet that A had not. */
    void extra() {
        extra++;
    }

    /** A number was in neither. */
    void hole() {
        holes++;
    }

    /** One of those was there after all. */
    void filled() {
        holes--;
    }

    /** Delays are so much more than the recorded differences. */
    void shift(long nanos) {
        shift = nanos;
    }

    long matched() {
        return matched;
    }

    long lost() {
        return lost;
    }

    long extras() {
        return extra;
    }

    long duplicates() {
        return duplicates;
    }

    long reordered() {
        return reordered;
    }

    long holes() {
        return holes;
    }

    long packetsA() {
        return matched + lost + copies;
    }

    long packetsB() {
        return matched + extra + duplicates;
    }

    /** The streams' name: where it comes from and goes to; for two feeds both. */
    String name() {
        return a.equals(b) ? a.toString() : a + " = " + b;
    }

    private Long delay(Function<Delays, Long> of) {
        return delays.isEmpty() ? null : of.apply(delays) + shift;
    }

    private Double share(long part, long of) {
        return of == 0 ? null : (double) part / of;
    }

    private static String text(Address address) {
        return address == null ? null : address.toString();
    }

    private String by() {
        return numbering == null ? "payload" : numbering.token();
    }

    private static Column<Twin> source(String key, String heading, Function<Twin, Pair.End> end) {
        return Column.of(
                key,
                heading,
                Kind.TEXT,
                "Its source; null where any is meant.",
                t -> text(end.apply(t).source()));
    }

    private static Column<Twin> group(String key, String heading, Function<Twin, Pair.End> end) {
        return Column.of(
                key, heading, Kind.TEXT, "Its group.", t -> end.apply(t).group().toString());
    }

    private static Column<Twin> port(String key, String heading, Function<Twin, Pair.End> end) {
        return Column.of(
                key, heading, Kind.COUNT, "Its UDP port.", t -> end.apply(t).port());
    }

    private static final Column<Twin> BY = Column.<Twin>of(
                    "matched_by",
                    "By",
                    Kind.TEXT,
                    "What tells its packets apart: rtp, moldudp64, probe, payload.",
                    Twin::by)
            .rank(6);
    private static final Column<Twin> DUPLICATE = Column.of(
            "duplicate", "Dup", Kind.COUNT, "Packets of B that are copies beyond those A had.", Twin::duplicates);
    private static final Column<Twin> REORDERED = Column.of(
            "reordered",
            "Reord",
            Kind.COUNT,
            "Packets that B had behind one that A had later (RFC 4737, 4.2.1).",
            Twin::reordered);

    private static Column<Twin> spread(String key, String heading, int rank, String about, Function<Delays, Long> of) {
        return Column.<Twin>of(key, heading, Kind.DURATION, about, t -> t.delay(of))
                .rank(rank);
    }

    /** One stream at two points. */
    static final Sheet<Twin> POINTS = new Sheet<>(
            "comparison",
            "Streams at both points",
            "A stream that both captures have, in the time that both cover.",
            List.of(
                    source("source", "Source", t -> t.a),
                    group("group", "Group", t -> t.a),
                    port("port", "Port", t -> t.a),
                    BY,
                    Column.of("packets_a", "At A", Kind.COUNT, "Packets at A.", Twin::packetsA),
                    Column.of("packets_b", "At B", Kind.COUNT, "Packets at B, copies included.", Twin::packetsB),
                    Column.of("lost", "Lost", Kind.COUNT, "Packets at A that are not at B.", Twin::lost),
                    Column.<Twin>of(
                                    "lost_share",
                                    "Lost %",
                                    Kind.SHARE,
                                    "Lost packets among those at A.",
                                    t -> t.share(t.lost, t.packetsA()))
                            .rank(5),
                    Column.<Twin>of(
                                    "longest_loss",
                                    "In a row",
                                    Kind.COUNT,
                                    "The most packets lost one after the other.",
                                    t -> t.longest)
                            .rank(9),
                    DUPLICATE,
                    Column.<Twin>of(
                                    "duplicate_a",
                                    "",
                                    Kind.COUNT,
                                    "Packets of A that are copies beyond those B has.",
                                    t -> t.copies)
                            .hidden(),
                    REORDERED,
                    Column.of("only_b", "Only B", Kind.COUNT, "Packets at B that are not at A.", Twin::extras),
                    Column.<Twin>of(
                                    "lost_before",
                                    "Before",
                                    Kind.COUNT,
                                    "Numbers that neither point has: lost before A; null where packets have none.",
                                    t -> t.numbering == null ? null : t.holes)
                            .rank(4),
                    spread(
                            "delay_min",
                            "Delay min",
                            8,
                            "Smallest delay from A to B above the clock offset.",
                            Delays::least),
                    spread("delay_p50", "50 %", 1, "Half of the delays are not above it.", d -> d.at(P50)),
                    spread("delay_p95", "95 %", 7, "95 of 100 delays are not above it.", d -> d.at(P95)),
                    spread("delay_p99", "99 %", 3, "99 of 100 delays are not above it.", d -> d.at(P99)),
                    spread("delay_max", "Max", 2, "Largest delay.", Delays::most),
                    Column.<Twin>of(
                                    "hops",
                                    "Hops",
                                    Kind.COUNT,
                                    "How much lower the TTL of the last packet is at B: routers between.",
                                    t -> t.hops)
                            .rank(5),
                    Column.<Twin>of("hop_changes", "", Kind.COUNT, "How often that changed.", t -> t.hopChanges)
                            .hidden(),
                    Column.<Twin>of("ttl_a", "", Kind.COUNT, "TTL of the last packet at A.", t -> t.ttlA)
                            .hidden(),
                    Column.<Twin>of("ttl_b", "", Kind.COUNT, "TTL of the last packet at B.", t -> t.ttlB)
                            .hidden(),
                    Column.<Twin>of("dscp_a", "", Kind.COUNT, "DSCP of the last packet at A.", t -> t.classA >> 2)
                            .hidden(),
                    Column.<Twin>of("dscp_b", "", Kind.COUNT, "DSCP of the last packet at B.", t -> t.classB >> 2)
                            .hidden(),
                    Column.<Twin>of(
                                    "remarked",
                                    "Remarked",
                                    Kind.COUNT,
                                    "Packets whose DSCP differs between the points.",
                                    t -> t.remarked)
                            .rank(10)));

    /** Two feeds. */
    static final Sheet<Twin> FEEDS = new Sheet<>(
            "feed",
            "Feeds",
            "An A and a B feed of the same packets, in the time that both captures cover.",
            List.of(
                    source("source_a", "Source A", t -> t.a).rank(9),
                    group("group_a", "Group A", t -> t.a),
                    port("port_a", "Port A", t -> t.a),
                    source("source_b", "Source B", t -> t.b).rank(9),
                    group("group_b", "Group B", t -> t.b),
                    port("port_b", "Port B", t -> t.b),
                    BY,
                    Column.of("packets_a", "A", Kind.COUNT, "Packets of A.", Twin::packetsA),
                    Column.of("packets_b", "B", Kind.COUNT, "Packets of B, copies included.", Twin::packetsB),
                    Column.of("lost_a", "Lost A", Kind.COUNT, "Packets of B that A has not.", Twin::extras),
                    Column.of("lost_b", "Lost B", Kind.COUNT, "Packets of A that B has not.", Twin::lost),
                    Column.<Twin>of(
                            "lost_both",
                            "Both",
                            Kind.COUNT,
                            "Numbers that neither has: what a receiver of both would have lost; null where packets have none.",
                            t -> t.numbering == null ? null : t.holes),
                    Column.<Twin>of(
                            "first_a",
                            "A first",
                            Kind.SHARE,
                            "Share of the packets of both that came with A first, or at the same time.",
                            t -> t.share(t.firstA, t.matched)),
                    spread(
                            "skew_min",
                            "Skew min",
                            4,
                            "B's time after A's, smallest; negative: B first.",
                            Delays::least),
                    spread("skew_p50", "50 %", 1, "Half of the skews are not above it.", d -> d.at(P50)),
                    spread("skew_p95", "95 %", 6, "95 of 100 skews are not above it.", d -> d.at(P95)),
                    spread("skew_p99", "99 %", 5, "99 of 100 skews are not above it.", d -> d.at(P99)),
                    spread("skew_max", "Max", 3, "Largest skew.", Delays::most),
                    DUPLICATE.rank(7),
                    REORDERED.rank(8)));
}
