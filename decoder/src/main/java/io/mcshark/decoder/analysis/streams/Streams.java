package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.Facts;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.analysis.Analysis;
import io.mcshark.decoder.analysis.Audience;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.analysis.Findings;
import io.mcshark.decoder.analysis.Rule;
import io.mcshark.decoder.protocol.Sll;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The multicast streams of a capture: source and port, group and port, VLAN; at most {@link #MOST} of them. Counted as {@code
 * tshark -z conv,udp} counts: a datagram in fragments is the frame that completed it.
 */
public final class Streams implements Analysis {
    /** The most streams; packets of further ones are only counted. */
    public static final int MOST = StreamTable.MOST;

    /** A silence is longer than a second, ten times the mean gap, and not among the first packets. */
    private static final long SILENCE_NANOS = 1_000_000_000L;

    private static final int SILENCE_FACTOR = 10, SILENCE_PACKETS = 10;

    private static final Protocol COOKED = Sll.H.protocol();

    /** Which packets of a capture on all interfaces count: there each is seen once a device and direction. */
    public enum Direction {
        IN,
        OUT,
        BOTH
    }

    /** What a line of the report is. */
    public enum By {
        STREAM,
        GROUP,
        SOURCE,
        VLAN,
        SCOPE
    }

    private final Limits limits;
    private final StreamTable table;
    private final Totals totals;
    private final Recognition recognition;
    private final SessionNames names = new SessionNames();
    private final Events events = new Events();
    private final Datagram packet = new Datagram();
    private Direction direction = Direction.IN;
    private By by = By.STREAM;

    /** Null where nobody asks. */
    private Interarrivals interarrivals;

    /** Null where nobody asks. */
    private NumberSearch search;

    private long otherDirection;
    private long beyond;

    /** Null where nobody asks. */
    private final StreamRules rules;

    /** Streams alone, without findings. */
    public Streams(Limits limits) {
        this(limits, null);
    }

    /** As {@link #Streams(Limits, Findings, Audience.Teller)}, where nobody knows who wants what. */
    public Streams(Limits limits, Findings findings) {
        this(limits, findings, (vlan, group, source, nanos) -> Audience.UNKNOWN);
    }

    /**
     * @param findings where rules are raised; null for nowhere, which is faster
     * @param audience who wants what
     */
    public Streams(Limits limits, Findings findings, Audience.Teller audience) {
        this.limits = limits;
        recognition = new Recognition(limits);
        rules = findings == null ? null : new StreamRules(findings, audience);
        table = new StreamTable(limits);
        totals = new Totals(limits, table.room());
    }

    /** The tables it fills. */
    public static List<Sheet<?>> sheets() {
        return List.of(
                StreamSheets.STREAM,
                StreamSheets.TOTAL,
                StreamSheets.RTP,
                StreamSheets.GAP,
                StreamSheets.CHANGE,
                Bursts.SHEET,
                Interarrivals.SHEET,
                RollUp.SHEET);
    }

    /** What is found in streams. */
    public static Rule[] rules() {
        return java.util.stream.Stream.of(
                        StreamRules.RULES, RtpRules.RULES, TransportRules.RULES, Copies.RULES, DestinationRules.RULES)
                .flatMap(Arrays::stream)
                .toArray(Rule[]::new);
    }

    /** Which packets of cooked captures count; incoming ones, if not told. */
    public Streams direction(Direction direction) {
        this.direction = direction;
        return this;
    }

    /** What a line of the report is; a stream, if not told. */
    public Streams by(By by) {
        this.by = by;
        return this;
    }

    /**
     * Has the times between packets told as distributions.
     *
     * @param blocks whether pictures of them may have more than ASCII
     */
    public Streams histogram(boolean blocks) {
        interarrivals = new Interarrivals(blocks);
        return this;
    }

    /** Looks for numbers in payloads that are not recognised. */
    public Streams inferNumbers() {
        search = new NumberSearch();
        return this;
    }

    @Override
    public boolean glance(Datagram p) {
        if (!p.isUdp() || !p.isToGroup()) {
            return true;
        }
        Stream s = table.of(p);
        if (s == null) {
            beyond++;
            return true;
        }
        if (s.content.isToBeWalked(s.packets)) {
            return false;
        }
        measure(s, p);
        return true;
    }

    @Override
    public void accept(Frame f) {
        if (direction != Direction.BOTH && f.has(COOKED) && Sll.isSent(f) != (direction == Direction.OUT)) {
            otherDirection++;
            return;
        }
        for (boolean more = packet.aim(f); more; more = packet.inner()) {
            if (packet.isUdp() && packet.isToGroup()) {
                Stream s = table.of(packet);
                if (s == null) {
                    beyond++;
                    continue;
                }
                if (s.content.isToBeWalked(s.packets)) {
                    names.see(f);
                    recognition.look(s, f, packet);
                }
                measure(s, packet);
            }
        }
    }

    // ---- measuring

    private void measure(Stream s, Datagram p) {
        long now = p.nanos();
        int length = p.length();
        s.packets++;
        s.bytes += length;
        s.lastFrame = p.number();
        long gap = now - s.previousNanos;
        s.previousNanos = now;
        if (gap > s.longestGap) {
            longer(s, now, gap);
        }
        if (now > s.lastNanos) {
            s.lastNanos = now;
        } else if (now < s.firstNanos) {
            s.firstNanos = now;
        }
        s.window.add(now, length);
        s.buffer.add(now, length);
        if (s.bursts != null) {
            s.bursts.add(now, length);
        }
        totals.add(now, length);
        if (interarrivals != null) {
            interarrivals.add(s, gap);
        }
        if (s.ttl != p.ttl()) {
            ttl(s, p);
        }
        if (s.trafficClass != p.trafficClass()) {
            trafficClass(s, p);
        }
        if (s.destination.last != s) {
            source(s, p);
        }
        if (search != null) {
            infer(s, search.see(s, p));
        }
        numbers(s, p, gap);
    }

    private void longer(Stream s, long now, long gap) {
        s.longestGap = gap;
        s.longestGapNanos = now - gap;
        if (gap > SILENCE_NANOS
                && s.packets > SILENCE_PACKETS
                && gap > (s.lastNanos - s.firstNanos) / (s.packets - 2) * SILENCE_FACTOR) {
            s.silences++;
        }
    }

    private void numbers(Stream s, Datagram p, long gap) {
        Sequence.Outcome outcome = null;
        if (s.rtp != null) {
            if (RtpFlow.isNext(s.source, p)) {
                outcome = Sequence.Outcome.NEXT;
            } else {
                outcome = s.rtp.take(p);
                s.source = s.rtp.current();
                if (outcome != null && s.rtp.isChanged()) {
                    rtp(s, p);
                }
            }
            if (s.transport != null && outcome != null) {
                int end = RtpFlow.end(p);
                s.transport.take(p, RtpFlow.payload(p), end, isWhole(p), outcome);
            }
        } else if (s.numbering != null) {
            outcome = s.numbering.take(p);
        } else if (s.transport != null) {
            s.transport.take(p, p.payload(), p.end(), isWhole(p), null);
        }
        if (outcome != null && outcome != Sequence.Outcome.NEXT) {
            note(s, p.frame() == null || !s.numbered ? null : p.frame().facts(), p.nanos(), p.number(), outcome, gap);
        }
        if (rules != null) {
            rules.see(s, p, gap, s.numbered ? outcome : null);
            if (limits.link() > 0) {
                rules.link(s, p, totals.bursts, limits.link());
            }
        }
    }

    /** Counts by a number that was found, from the first packet on; null for none. */
    private void infer(Stream s, DeclaredField field) {
        if (field == null) {
            return;
        }
        Samples samples = s.samples;
        search.forget(s);
        Recognition.settle(s, Content.DECLARED);
        events.forget(s);
        s.inferred = field;
        s.numbering = Numbering.declared(field, limits.time());
        s.numbered = true;
        for (int i = 0; i < samples.count(); i++) {
            Sequence.Outcome outcome = s.numbering.take(samples.value(field, i));
            if (outcome != Sequence.Outcome.NEXT) {
                long gap = samples.nanos(i) - samples.nanos(i - 1);
                note(s, null, samples.nanos(i), samples.frame(i), outcome, gap);
            }
        }
    }

    private static boolean isWhole(Datagram p) {
        return p.payload() + p.payloadBytes() <= p.end();
    }

    private void note(Stream s, Facts facts, long nanos, long frame, Sequence.Outcome outcome, long gap) {
        Sequence sequence = s.rtp != null ? s.rtp.current().sequence : s.numbering.sequence();
        s.lost += sequence.missing();
        switch (outcome) {
            case GAP -> {
                note(facts, Facts.Name.LOST, sequence.missing());
                Gap opened = events.open(s, nanos, frame, sequence, gap);
                if (rules != null) {
                    rules.opened(s, opened);
                }
            }
            case REPEATED -> {
                s.duplicate++;
                note(facts, Facts.Name.DUPLICATE, 1);
            }
            case LATE -> {
                s.reordered++;
                note(facts, Facts.Name.REORDERED, 1);
                Events.fill(s, sequence);
            }
            case STRAY -> s.strays++;
            case RESTARTED -> {
                s.restarts++;
                s.strays -= s.strays > 0 && sequence.resumed() ? 1 : 0;
                events.change(s, nanos, frame, "sequence", null, String.valueOf(sequence.at()));
            }
            case NEXT -> {}
        }
    }

    private static void note(Facts facts, Facts.Name name, long value) {
        if (facts != null) {
            facts.note(name, value);
        }
    }

    // ---- what changes

    private void ttl(Stream s, Datagram p) {
        int ttl = p.ttl();
        change(s, p, "TTL", String.valueOf(s.ttl), String.valueOf(ttl));
        s.ttlChanges++;
        s.ttl = ttl;
        s.leastTtl = Math.min(s.leastTtl, ttl);
        s.mostTtl = Math.max(s.mostTtl, ttl);
    }

    private void trafficClass(Stream s, Datagram p) {
        int before = s.trafficClass;
        s.trafficClass = p.trafficClass();
        if (before >> 2 != s.trafficClass >> 2) {
            s.dscpChanges++;
            change(s, p, "DSCP", String.valueOf(before >> 2), String.valueOf(s.trafficClass >> 2));
        }
    }

    /** Another source than before sends to a group and port. */
    private void source(Stream s, Datagram p) {
        Stream before = s.destination.last;
        s.destination.last = s;
        if (before != null) {
            s.destination.sourceChanges++;
            if (s.packets == 1 || before.packets == 1 || p.nanos() - before.lastNanos > SILENCE_NANOS) {
                change(s, p, "source", before.source() + ":" + before.sourcePort(), s.source() + ":" + s.sourcePort());
            }
        }
    }

    private void rtp(Stream s, Datagram p) {
        RtpSource now = s.rtp.current();
        RtpSource before = s.rtp.previous();
        if (before != null && before != now) {
            change(s, p, "SSRC", hex(before.ssrc), hex(now.ssrc));
        }
        if (rules != null && before != null) {
            rules.changed(s, p, before, now, s.rtp.oldType());
        }
        if (s.rtp.oldType() != now.type) {
            change(s, p, "payload type", String.valueOf(s.rtp.oldType()), String.valueOf(now.type));
        }
    }

    static String hex(int ssrc) {
        return String.format("0x%08x", ssrc);
    }

    private void change(Stream s, Datagram p, String what, String before, String after) {
        events.change(s, p.nanos(), p.number(), what, before, after);
    }

    @Override
    public void advance(long nanos) {
        if (rules != null) {
            rules.advance(table.all(), nanos);
        }
    }

    @Override
    public void end(long nanos) {
        if (search != null) {
            table.all().forEach(s -> infer(s, NumberSearch.end(s)));
        }
        if (rules != null) {
            rules.end(table.all(), table.destinations(), nanos, totals.firstNanos);
        }
    }

    // ---- telling

    /** The streams, those with most bytes first. */
    public Report report() {
        List<Stream> all = new ArrayList<>(table.all());
        all.removeIf(s -> s.packets == 0);
        all.sort(StreamSheets.ORDER);
        Report report = new Report();
        if (by != By.STREAM) {
            report.add(RollUp.SHEET, RollUp.of(all, by));
            StreamSheets.total(report, totals, all);
            if (interarrivals != null) {
                interarrivals.tell(report, all);
            }
            return report;
        }
        names.tell(all);
        report.add(StreamSheets.STREAM, all);
        if (!all.isEmpty()) {
            remarks(report, all);
            StreamSheets.total(report, totals, all);
            if (totals.bursts != null) {
                report.add(Bursts.SHEET, Bursts.rows(totals.bursts, all));
            }
            if (interarrivals != null) {
                interarrivals.tell(report, all);
            }
            StreamSheets.more(report, all, events.gaps(), events.changes());
        }
        return report;
    }

    private void remarks(Report report, List<Stream> all) {
        if (beyond > 0) {
            report.say(beyond + " packets of further streams were not counted: there were more than " + MOST);
        }
        if (otherDirection > 0) {
            report.say(otherDirection + " packets " + (direction == Direction.IN ? "sent by" : "received by")
                    + " the capturing host were left out (--direction both)");
        }
        if (table.room().isScarce()) {
            report.say("Bursts of some streams were measured over less than the interval: too many packets at once");
        }
        if (names.dropped() > 0) {
            report.say(names.dropped() + " announced names were not kept: there were more than " + SessionNames.MOST);
        }
        if (events.unlisted() > 0) {
            report.say(events.unlisted() + " more gaps and changes were counted but are not listed");
        }
        if (search != null) {
            inferred(report, all);
        }
        long assumed = all.stream().filter(StreamSheets::isAssumed).count();
        if (assumed > 0) {
            report.say("Jitter of " + assumed + (assumed == 1 ? " stream" : " streams")
                    + " is by a clock of 90 kHz, which nothing announced");
        }
    }

    private void inferred(Report report, List<Stream> all) {
        Map<DeclaredField, List<Stream>> places = new LinkedHashMap<>();
        for (Stream s : all) {
            if (s.inferred != null) {
                places.computeIfAbsent(s.inferred, any -> new ArrayList<>(1)).add(s);
            }
        }
        places.forEach((place, streams) -> report.say("Inferred, as it goes up by one: a number at " + place + " in "
                + (streams.size() == 1 ? streams.getFirst() : streams.size() + " streams")));
        if (places.isEmpty()) {
            report.say("No number was found in payloads that are not recognised");
        }
        if (search.passedOver() > 0) {
            report.say(search.passedOver() + " streams were not looked at for numbers: there were too many at a time");
        }
    }
}
