package io.mcshark.decoder.analysis.compare;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.analysis.Mix;
import io.mcshark.decoder.analysis.Tuples;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.Numbering;
import io.mcshark.decoder.report.Quantity;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
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

    /** The tables of its report. */
    public static final List<Sheet<?>> SHEETS = List.of(Twin.POINTS, Twin.FEEDS, Summary.SINGLES, Missing.SHEET);

    /** The most streams. */
    public static final int MOST = 10_000;

    /** A packet of B that A does not have, as far as is known yet. */
    private record Early(Twin twin, long nanos, long frame, long number, int count, boolean numbered) {}

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
    private final Drift drift = new Drift();
    private final Missing missing = new Missing();
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
        forward(nanosB - offset);
        return nanosA <= nanosB - offset + REACH && recent.last() - ahead < Recent.MOST / 2;
    }

    /** B has come to {@code now} on A's clock: what is too old is given up. */
    private void forward(long now) {
        while (recent.size() > 0 && recent.nanos(recent.place(recent.first())) < now - REACH) {
            expire();
        }
        ahead = Math.max(ahead, recent.first());
        while (ahead < recent.last() && recent.nanos(recent.place(ahead)) <= now) {
            ahead++;
        }
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
        forward(now);
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
                drift.add(now, difference);
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
            missing.add(twin, Missing.AT_B, recent.nanos(place), recent.frame(place), recent.number(place));
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
            if (early.size() < Missing.MOST) {
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
        missing.add(one.twin, Missing.AT_A, one.nanos, one.frame, one.number);
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
        long from = Math.max(startA, startB - offset);
        long to = Math.min(endA, endB - offset);
        Report report = new Summary(twins, pairs != null).report();
        if (hasMatches()) {
            report.say("Compared is the time that both captures cover: " + Quantity.duration(Math.max(0, to - from))
                    + (outside == 0 ? "" : " (packets before or after it: " + outside + ")"));
            report.say(clocks());
        }
        report.add(Summary.SINGLES, Summary.singles(twins));
        doubts(report);
        return missing.report(report, offset);
    }

    private String clocks() {
        if (measured) {
            return "Delays are beyond the smallest difference of times, " + Quantity.duration(offset())
                    + ": as much as B's clock is ahead and the quickest way takes (--offset 0 if the clocks agree)";
        }
        return (pairs == null
                        ? "Delays are B's time less A's"
                        : "Skew is B's time less A's, negative where B was first")
                + (offset == 0
                        ? "; the clocks are taken to agree"
                        : "; B's clock is taken to be " + Quantity.duration(offset) + " ahead");
    }

    private void doubts(Report report) {
        String drifting = drift.told();
        if (drifting != null) {
            report.say(drifting);
        }
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
        if (holes.unknown() > 0) {
            report.say(holes.unknown() + " numbers missing at A were not looked for at B");
        }
        missing.doubt(report);
    }
}
