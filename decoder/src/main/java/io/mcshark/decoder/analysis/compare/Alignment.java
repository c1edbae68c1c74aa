package io.mcshark.decoder.analysis.compare;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.analysis.Mix;
import io.mcshark.decoder.analysis.Tuples;
import io.mcshark.decoder.protocol.Numbering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out, before two captures are compared, how their clocks stand to each other and which streams carry the same datagrams:
 * from {@link #SAMPLE} packets of the beginning of each, or where these have nothing in common, from those of one and the first
 * ones of the other that are among them.
 */
public final class Alignment {
    /** Packets to groups that are looked at at the beginning of a capture. */
    public static final int SAMPLE = 1 << 16;

    /** So many packets in common are enough; so many make a pair of streams. */
    static final int ENOUGH = 1_000, LEAST = 3;

    /** So few packets in common at the beginnings may be announcements that repeat. */
    private static final int FEW = 100;

    private static final int MOST_STREAMS = 10_000;

    /** A packet of one capture: when, and of which stream. */
    private record Seen(long nanos, Pair.End stream) {}

    private static final Seen AGAIN = new Seen(0, null);

    /** What is known of one capture. */
    private static final class Side {
        private final Tuples index = new Tuples(MOST_STREAMS);
        private final List<Pair.End> streams = new ArrayList<>();
        private final List<Numbering> numberings = new ArrayList<>();
        private final Map<Long, Seen> seen = new HashMap<>();
        private int count;
    }

    private final boolean feeds;
    private final boolean alone;
    private final Identity identity = new Identity();
    private final Side a = new Side();
    private final Side b = new Side();
    private final Datagram packet = new Datagram();
    private final Map<Pair, Integer> votes = new HashMap<>();
    private final Set<Long> matched = new HashSet<>();
    private long[] differences = new long[ENOUGH];
    private int found;
    private int shortest = Integer.MAX_VALUE;

    /**
     * @param feeds whether packets of different streams may be the same
     * @param alone whether both feeds are in one capture; then only A's methods are used
     */
    public Alignment(boolean feeds, boolean alone) {
        this.feeds = feeds;
        this.alone = alone;
    }

    /** Looks at a frame of A's beginning; false when enough of them were seen. */
    public boolean first(Frame f) {
        return sample(f, a);
    }

    /** Looks at a frame of B's beginning. */
    public boolean second(Frame f) {
        return sample(f, b);
    }

    private boolean sample(Frame f, Side side) {
        for (boolean more = packet.aim(f); more; more = packet.inner()) {
            int stream = stream(side);
            if (stream >= 0) {
                side.count++;
                long key = key(f, side, stream);
                Seen now = new Seen(f.nanos(), side.streams.get(stream));
                Seen old = side.seen.putIfAbsent(key, now);
                if (old != null) {
                    again(key, old, now, side);
                }
                int captured = packet.end() - packet.payload();
                if (packet.payloadBytes() > captured) {
                    shortest = Math.min(shortest, Math.max(0, captured));
                }
            }
        }
        return side.count < SAMPLE;
    }

    /** A packet that one capture has twice: of two feeds, or a copy as mirror ports make them, or a payload that repeats. */
    private void again(long key, Seen old, Seen now, Side side) {
        if (old != AGAIN && alone && !old.stream.equals(now.stream)) {
            boolean order = old.stream.compareTo(now.stream) < 0;
            meet(key, order ? old : now, order ? now : old);
        } else if (old == AGAIN || now.nanos - old.nanos > Comparison.REPEAT) {
            side.seen.put(key, AGAIN);
        }
    }

    /** Both beginnings have been looked at; whether that is enough. */
    public boolean meet() {
        if (!alone) {
            a.seen.forEach((key, one) -> meet(key, one, b.seen.get(key)));
        }
        return isMet();
    }

    /** Whether enough packets in common were found, or there is no more to look at than the beginnings. */
    public boolean isMet() {
        return found >= FEW || a.count < SAMPLE && b.count < SAMPLE;
    }

    /** Looks at a further frame of A for what B began with; false when enough was found. */
    public boolean seekFirst(Frame f) {
        return seek(f, a, b);
    }

    /** Looks at a further frame of B for what A began with. */
    public boolean seekSecond(Frame f) {
        return seek(f, b, a);
    }

    private boolean seek(Frame f, Side side, Side other) {
        for (boolean more = packet.aim(f); more; more = packet.inner()) {
            int stream = stream(side);
            if (stream >= 0) {
                long key = key(f, side, stream);
                Seen there = other.seen.get(key);
                Seen here = new Seen(f.nanos(), side.streams.get(stream));
                if (there != null) {
                    meet(key, side == a ? here : there, side == a ? there : here);
                }
            }
        }
        return found < ENOUGH;
    }

    private void meet(long key, Seen inA, Seen inB) {
        if (inA == AGAIN || inB == null || inB == AGAIN || !matched.add(key)) {
            return;
        }
        votes.merge(new Pair(inA.stream, inB.stream), 1, Integer::sum);
        if (found == differences.length) {
            differences = Arrays.copyOf(differences, 2 * found);
        }
        differences[found++] = inB.nanos - inA.nanos;
    }

    /** The index of the stream that the packet is of; -1 for none that is looked at. */
    private int stream(Side side) {
        if (!packet.isUdp() || !packet.isToGroup()) {
            return -1;
        }
        int port = packet.destinationPort();
        int i = side.index.of(
                packet.sourceHigh(), packet.sourceLow(), packet.destinationHigh(), packet.destinationLow(), port);
        if (i == side.streams.size()) {
            side.streams.add(new Pair.End(packet.source(), packet.destination(), port));
            side.numberings.add(null);
        }
        return i;
    }

    private long key(Frame f, Side side, int stream) {
        int at = packet.payload();
        Numbering numbering = side.numberings.get(stream);
        if (numbering == null) {
            numbering = Numbering.of(f, at);
            side.numberings.set(stream, numbering);
        }
        boolean numbered = numbering != null && numbering.fits(f, at, packet.end());
        long key = numbered ? identity.numbered(numbering, f, at) : identity.hashed(f, packet);
        return feeds ? key : Mix.of(key, side.streams.get(stream).hashCode());
    }

    /** How packets are known: with what was found out about how much of them the captures keep. */
    Identity identity() {
        identity.cut(shortest);
        return identity;
    }

    /**
     * How much B's clock is ahead of A's, roughly, with the quickest way's time; 0 where nothing is known. A few packets that are
     * far apart are no proof: an announcement may be the same an hour later.
     */
    public long offset() {
        if (found == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(differences, found);
        Arrays.sort(sorted);
        // The half of them that lies closest together: packets that only look the same are somewhere else.
        int half = found / 2 + 1;
        int best = 0;
        for (int i = 0; i + half <= found; i++) {
            if (sorted[i + half - 1] - sorted[i] < sorted[best + half - 1] - sorted[best]) {
                best = i;
            }
        }
        boolean sure = found >= LEAST && sorted[best + half - 1] - sorted[best] <= Comparison.REACH;
        return sure || Math.abs(sorted[best]) <= Comparison.REACH ? sorted[best] : 0;
    }

    /** Which streams carry the same datagrams, those with most in common first; each stream in one pair at most. */
    public List<Pair> pairs() {
        List<Map.Entry<Pair, Integer>> ranked = new ArrayList<>(votes.entrySet());
        ranked.sort((x, y) -> x.getValue().equals(y.getValue())
                ? order(x.getKey(), y.getKey())
                : Integer.compare(y.getValue(), x.getValue()));
        List<Pair> pairs = new ArrayList<>();
        Set<Pair.End> usedA = new HashSet<>();
        Set<Pair.End> usedB = new HashSet<>();
        for (Map.Entry<Pair, Integer> one : ranked) {
            Pair pair = one.getKey();
            if (one.getValue() >= LEAST && !usedA.contains(pair.a()) && !usedB.contains(pair.b())) {
                pairs.add(pair);
                usedA.add(pair.a());
                usedB.add(pair.b());
            }
        }
        return pairs;
    }

    private static int order(Pair x, Pair y) {
        int order = x.a().compareTo(y.a());
        return order != 0 ? order : x.b().compareTo(y.b());
    }
}
