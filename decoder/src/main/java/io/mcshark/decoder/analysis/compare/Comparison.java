package io.mcshark.decoder.analysis.compare;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.analysis.Mix;
import io.mcshark.decoder.analysis.Tuples;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.Numbering;
import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Quantity;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Compares two captures of the same traffic, or two feeds: which packets of one are in the other, and how much later. Packets of
 * A are read ahead ({@link #wants}), so that one of B finds its equal among those kept ({@link Recent}), however the clocks
 * stand to each other, once {@link Alignment} has found out roughly how.
 *
 * <p>Memory is bounded: {@link Recent#MOST} packets of A, those from {@link #REACH} before to {@link #REACH} behind B's present
 * packet, and {@link #MOST} streams. A packet that is more than that late is lost.
 */
public final class Comparison {
    /** How far from where it is expected a packet is looked for; also how long payloads that repeat are taken for a copy. */
    public static final long REACH = 5_000_000_000L, REPEAT = 100_000_000L;

    /** The most streams; the most packets listed as missing. */
    public static final int MOST = 10_000, MOST_LISTED = 10_000;

    /** A packet that one of the points did not have. */
    private record Missing(Twin twin, String at, long nanos, long frame, Long number) {}

    /** A packet of B that A does not have, as far as is known yet. */
    private record Early(Twin twin, long nanos, long frame, long number, int count, boolean numbered) {}

    /** A stream that only one of the points has. */
    private record Single(Twin twin, String at, Pair.End end, long packets) {}

    private static final Sheet<Single> SINGLES = Sheet.of(
            "unpaired",
            "Only at one point",
            "A stream of which no packet is in the other capture, in the time that both cover.",
            Column.of("at", "At", Kind.TEXT, "The point that has it: A or B.", Single::at),
            Column.of("source", "Source", Kind.TEXT, "Its source; null where any is meant.", s -> s.end.source()),
            Column.of("group", "Group", Kind.TEXT, "Its group.", s -> s.end.group()
                    .toString()),
            Column.of("port", "Port", Kind.COUNT, "Its UDP port.", s -> s.end.port()),
            Column.of("packets", "Packets", Kind.COUNT, "Its packets.", Single::packets));

    private static final Sheet<Missing> LOST = Sheet.of(
            "lost",
            "Missing packets",
            "A packet that one of the points has and the other has not; of streams that both have.",
            Column.of("time", "Time", Kind.TIME, "When the other point had it, on its clock.", Missing::nanos),
            Column.of("missing_at", "Not at", Kind.TEXT, "The point that has not: B, or A.", Missing::at),
            Column.of("frame", "Frame", Kind.COUNT, "Its frame number at the other point.", Missing::frame),
            Column.of("stream", "Stream", Kind.TEXT, "Its stream.", m -> m.twin.name()),
            Column.of("sequence", "Sequence", Kind.COUNT, "Its number, where packets have one.", Missing::number));

    private final List<Pair> pairs;
    private final Identity identity;
    private final long offset;
    private final boolean measured;
    private final Tuples index = new Tuples(MOST);
    private final Tuples indexB;
    private final List<Twin> twins = new ArrayList<>();
    private final Recent recent = new Recent();
    private final Holes holes = new Holes();
    private final Datagram packet = new Datagram();
    private final List<Missing> missing = new ArrayList<>();
    private final List<Early> early = new ArrayList<>();

    private long startA = Long.MAX_VALUE;
    private long startB = Long.MAX_VALUE;
    private long endA = Long.MIN_VALUE;
    private long endB = Long.MIN_VALUE;
    private long ahead; // the first packet kept of A that is later than B's present one
    private long least = Long.MAX_VALUE; // differences of packets that do not repeat, beyond the offset
    private long largest;
    private long clear;
    private long outside;
    private long crowded;
    private long cut;
    private long homeless;
    private long unlisted;

    /**
     * Of streams that have the same source, group and port at both points, or of pairs.
     *
     * @param pairs which streams carry the same datagrams; null for each stream with itself
     * @param alignment what was found out about the two captures
     * @param offset how much B's clock is ahead of A's; null for what was found out
     */
    public Comparison(List<Pair> pairs, Alignment alignment, Long offset) {
        this.pairs = pairs;
        identity = alignment.identity();
        measured = offset == null && pairs == null;
        // Which of two feeds comes first can only be told where the clocks agree: so that is taken for granted.
        boolean agreeing = offset == null && pairs != null && Math.abs(alignment.offset()) < REACH / 5;
        this.offset = offset != null ? offset : agreeing ? 0 : alignment.offset();
        indexB = pairs == null ? index : new Tuples(MOST);
        if (pairs != null) {
            for (Pair pair : pairs) {
                if (enter(index, pair.a()) == twins.size() && enter(indexB, pair.b()) == twins.size()) {
                    twins.add(new Twin(twins.size(), pair.a(), pair.b()));
                } else {
                    throw new IllegalArgumentException("more than one pair with " + pair.a() + " or " + pair.b());
                }
            }
        }
    }

    private static int enter(Tuples index, Pair.End end) {
        Address source = end.source();
        return index.of(
                source == null ? 0 : source.high(),
                source == null ? 0 : source.low(),
                end.group().high(),
                end.group().low(),
                end.port());
    }

    /** The captures begin at these times, each on its own clock; before their first packets are given. */
    public void begin(long nanosA, long nanosB) {
        startA = nanosA;
        startB = nanosB;
    }

    /**
     * Whether A's next packet is wanted before B's.
     *
     * @param nanosA its time; {@code nanosB} that of B's next packet
     */
    public boolean wants(long nanosA, long nanosB) {
        return nanosA <= nanosB - offset + REACH && recent.last() - ahead < Recent.MOST / 2;
    }

    /**
     * A's next frame.
     *
     * @param wanted whether its packets are to be compared; the time it covers counts anyhow
     */
    public void first(Frame f, boolean wanted) {
        endA = Math.max(endA, f.nanos());
        for (boolean more = wanted && packet.aim(f); more; more = packet.inner()) {
            Twin twin = twin(index);
            if (twin != null) {
                keep(f, twin);
            }
        }
    }

    private void keep(Frame f, Twin twin) {
        boolean numbered = recognise(f, twin);
        int at = packet.payload();
        long number = 0;
        if (numbered) {
            number = extended(twin.numbering, twin.numbering.number(f, at), twin.number);
            holes.pass(twin, number, count(f, twin.numbering), twin.numbering.source(f, at));
        }
        if (recent.isFull()) {
            crowded++;
            expire();
        }
        long key = numbered ? identity.numbered(twin.numbering, f, at) : identity.hashed(f, packet);
        recent.add(Mix.of(key, twin.id), twin.id, f.nanos(), f.number(), number, packet.ttl(), packet.trafficClass());
    }

    /** B's next frame, as with {@link #first}. */
    public void second(Frame f, boolean wanted) {
        long now = f.nanos() - offset;
        endB = Math.max(endB, f.nanos());
        while (recent.size() > 0 && recent.nanos(recent.place(recent.first())) < now - REACH) {
            expire();
        }
        ahead = Math.max(ahead, recent.first());
        while (ahead < recent.last() && recent.nanos(recent.place(ahead)) <= now) {
            ahead++;
        }
        for (boolean more = wanted && packet.aim(f); more; more = packet.inner()) {
            Twin twin = twin(indexB);
            if (twin != null) {
                match(f, twin, now);
            }
        }
    }

    private void match(Frame f, Twin twin, long now) {
        boolean numbered = recognise(f, twin);
        long reach = REPEAT + largest;
        int place = Recent.NONE;
        if (numbered) {
            place = recent.take(Mix.of(identity.numbered(twin.numbering, f, packet.payload()), twin.id), now, reach);
        }
        if (place == Recent.NONE) { // perhaps kept before it was known how it is numbered
            place = recent.take(Mix.of(identity.hashed(f, packet), twin.id), now, reach);
        }
        if (place == Recent.TAKEN) {
            twin.duplicate();
        } else if (place == Recent.NONE) {
            miss(f, twin, numbered, now);
        } else {
            long difference = now - recent.nanos(place);
            if (!recent.wasRepeated()) {
                least = Math.min(least, difference);
                largest = Math.max(largest, Math.abs(difference));
                clear++;
            }
            twin.common = recent.number(place);
            twin.match(recent.serial(place), difference, packet, recent.ttl(place), recent.trafficClass(place));
        }
    }

    private boolean recognise(Frame f, Twin twin) {
        if (twin.numbering == null) {
            twin.numbering = Numbering.of(f, packet.payload());
        }
        boolean numbered = twin.numbering != null && twin.numbering.fits(f, packet.payload(), packet.end());
        if (!numbered && packet.payload() + packet.payloadBytes() > packet.end()) {
            cut++;
        }
        return numbered;
    }

    /** How many numbers a packet takes, at most as many as fit into it. */
    private int count(Frame f, Numbering numbering) {
        return Math.min(numbering.count(f, packet.payload()), Math.max(1, packet.payloadBytes() / 2));
    }

    /** The number nearest to {@code near} that ends in the bits of {@code number}. */
    private static long extended(Numbering numbering, long number, long near) {
        return numbering.width() < Short.SIZE + 1 ? near + (short) (number - near) : number;
    }

    private Twin twin(Tuples of) {
        if (!packet.isUdp() || pairs == null && !packet.isToGroup()) {
            return null;
        }
        long high = packet.destinationHigh();
        long low = packet.destinationLow();
        int port = packet.destinationPort();
        if (pairs == null) {
            int i = of.of(packet.sourceHigh(), packet.sourceLow(), high, low, port);
            if (i == twins.size()) {
                Pair.End end = new Pair.End(packet.source(), packet.destination(), port);
                twins.add(new Twin(i, end, end));
            }
            homeless += i < 0 ? 1 : 0;
            return i < 0 ? null : twins.get(i);
        }
        int i = of.find(packet.sourceHigh(), packet.sourceLow(), high, low, port);
        i = i < 0 ? of.find(0, 0, high, low, port) : i;
        return i < 0 ? null : twins.get(i);
    }

    // ---- what one point has and the other has not

    /** The oldest packet of A is given up; while B goes on. */
    private void expire() {
        pass(Long.MAX_VALUE);
    }

    /** The oldest packet of A is given up: was it lost, or is it from before B, or later than B can have it? */
    private void pass(long latest) {
        int place = recent.place(recent.first());
        Twin twin = twins.get(recent.stream(place));
        long there = recent.nanos(place) + offset;
        if (recent.isTaken(place)) {
            twin.pass(false);
        } else if (twin.numbering != null && recent.isCopy(place)) {
            twin.copy();
        } else if (there < startB || there > latest) {
            outside++;
        } else {
            twin.pass(true);
            list(twin, "B", recent.nanos(place), recent.frame(place), recent.number(place));
        }
        recent.drop();
    }

    private void miss(Frame f, Twin twin, boolean numbered, long now) {
        int at = packet.payload();
        Numbering numbering = numbered ? twin.numbering : null;
        long number = numbered ? extended(numbering, numbering.number(f, at), twin.common) : 0;
        Early one = new Early(twin, f.nanos(), f.number(), number, numbered ? count(f, numbering) : 0, numbered);
        if (now > endA) {
            outside++;
        } else if (now < startA + REACH) {
            if (early.size() < MOST_LISTED) {
                early.add(one); // whether it was sent before A began is known when delays are
            } else {
                outside++;
            }
        } else {
            extra(one);
        }
    }

    private void extra(Early one) {
        one.twin.extra();
        if (one.numbered) {
            holes.fill(one.twin, one.number, one.count);
        }
        list(one.twin, "A", one.nanos, one.frame, one.number);
    }

    private void list(Twin twin, String at, long nanos, long frame, long number) {
        if (missing.size() < MOST_LISTED && twin.listed < Twin.MOST_LISTED) {
            twin.listed++;
            long mask = twin.numbering == null ? 0 : -1L >>> Long.SIZE - twin.numbering.width();
            missing.add(new Missing(twin, at, nanos, frame, twin.numbering == null ? null : number & mask));
        } else {
            unlisted++;
        }
    }

    /** Both captures are over. */
    public void end() {
        while (recent.size() > 0) {
            pass(endB - largest);
        }
        for (Early one : early) {
            if (one.nanos - offset - largest < startA) {
                outside++;
            } else {
                extra(one);
            }
        }
        if (measured && clear > 0) {
            twins.forEach(twin -> twin.shift(-least));
        }
    }

    // ---- the report

    /** How much B's clock is ahead of A's, as measured or told. */
    public long offset() {
        return measured && clear > 0 ? offset + least : offset;
    }

    /** Whether any packet is in both. */
    public boolean hasMatches() {
        return twins.stream().anyMatch(twin -> twin.matched() > 0);
    }

    /** Why nothing matches: one sentence. */
    public String nothing() {
        boolean some = twins.stream().anyMatch(twin -> twin.packetsA() > 0 || twin.packetsB() > 0);
        if (startA == Long.MAX_VALUE || startB == Long.MAX_VALUE) {
            return "one of the captures has no packets";
        }
        if (endA + offset < startB || endB < startA + offset) {
            return "they cover different times";
        }
        return some
                ? "no packet of one is in the other"
                : "there is no multicast stream to compare in the time both cover";
    }

    /** What is the same and what is not. */
    public Report report() {
        List<Twin> both = twins.stream().filter(twin -> twin.matched() > 0).toList();
        Report report = new Report();
        report.add(pairs == null ? Twin.POINTS : Twin.FEEDS, sorted(both));
        if (!both.isEmpty()) {
            report.say(total(both));
            report.say(covered());
            report.say(clocks());
        }
        report.add(SINGLES, singles());
        List<Missing> rows = missing.stream()
                .filter(one -> one.twin.matched() > 0)
                .sorted(Comparator.comparingLong(one -> one.at.equals("B") ? one.nanos : one.nanos - offset))
                .toList();
        doubts(report);
        report.aside(LOST, rows);
        return report;
    }

    private static List<Twin> sorted(List<Twin> some) {
        return some.stream().sorted(Comparator.comparing(twin -> twin.a)).toList();
    }

    private List<Single> singles() {
        List<Single> all = new ArrayList<>();
        for (Twin twin : sorted(twins)) {
            if (twin.matched() == 0 && twin.packetsA() > 0) {
                all.add(new Single(twin, "A", twin.a, twin.packetsA()));
            }
            if (twin.matched() == 0 && twin.packetsB() > 0) {
                all.add(new Single(twin, "B", twin.b, twin.packetsB()));
            }
        }
        return all;
    }

    private String total(List<Twin> both) {
        long a = 0, matched = 0, lost = 0, extra = 0, duplicates = 0, reordered = 0, holed = 0;
        for (Twin twin : both) {
            a += twin.packetsA();
            matched += twin.matched();
            lost += twin.lost();
            extra += twin.extras();
            duplicates += twin.duplicates();
            reordered += twin.reordered();
            holed += twin.holes();
        }
        String streams = both.size() + (both.size() == 1 ? " stream: " : " streams: ");
        if (pairs != null) {
            long all = matched + lost + extra;
            return streams + all + " packets, " + matched + " on both feeds; A lost " + extra + " ("
                    + Quantity.share((double) extra / all) + "), B lost " + lost + " ("
                    + Quantity.share((double) lost / all) + "), both lost " + holed
                    + (both.stream().allMatch(t -> t.numbering == null)
                            ? ", as far as can be told without numbers"
                            : "");
        }
        return streams + a + " packets at A, " + matched + " of them at B: " + lost + " lost ("
                + Quantity.share((double) lost / a) + "), " + duplicates + " duplicated, " + reordered + " reordered, "
                + extra + " only at B";
    }

    private String covered() {
        long from = Math.max(startA, startB - offset);
        long to = Math.min(endA, endB - offset);
        return "Compared is the time that both captures cover: " + Quantity.duration(Math.max(0, to - from))
                + (outside == 0 ? "" : " (packets before or after it: " + outside + ")");
    }

    private String clocks() {
        String told = "; B's clock is taken to be " + Quantity.duration(offset) + " ahead";
        if (measured) {
            return "Delays are beyond the smallest difference of times, " + Quantity.duration(offset())
                    + ": as much as B's clock is ahead and the quickest way takes (--offset 0 if the clocks agree)";
        }
        return (pairs == null
                        ? "Delays are B's time less A's"
                        : "Skew is B's time less A's, negative where B was first")
                + (offset == 0 ? "; the clocks are taken to agree" : told);
    }

    private void doubts(Report report) {
        if (crowded > 0) {
            report.say(crowded + " packets of A were given up early: more than " + Recent.MOST + " came in "
                    + Quantity.duration(2 * REACH) + "; later copies of them count as only at B");
        }
        if (cut > 0) {
            report.say(
                    cut + " packets were cut short in the capture; they are compared by the bytes both captures keep");
        }
        if (homeless > 0) {
            report.say(homeless + " packets of further streams were not compared: there were more than " + MOST);
        }
        if (unlisted > 0) {
            report.say(unlisted + " missing packets are not listed: there were more than " + MOST_LISTED + ", or than "
                    + Twin.MOST_LISTED + " of a stream");
        }
        if (holes.unknown() > 0) {
            report.say(holes.unknown() + " numbers missing at A were not looked for at B");
        }
    }
}
