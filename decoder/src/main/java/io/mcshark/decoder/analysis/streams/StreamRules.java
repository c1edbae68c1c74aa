package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.analysis.Audience;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.analysis.Findings;
import io.mcshark.decoder.analysis.Rule;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.report.Quantity;

/** What can be found in a stream whatever it carries: its pauses, its rate, its way. */
final class StreamRules {
    private static final long SECOND = 1_000_000_000L, MILLISECOND = 1_000_000L;
    private static final long SHORTEST_GAP = 20 * MILLISECOND, RATE_NANOS = 5 * SECOND, FLAPPING_NANOS = 10 * SECOND;
    private static final int GAP_FACTOR = 5, GAP_PACKETS = 100, SILENCE_PACKETS = 10, SILENCE_FACTOR = 10;
    private static final int STEADY_FACTOR = 3, SETTLED = 16, FLAPS = 4, FLAPPING_PER_CENT = 5, PER_CENT = 100;
    private static final int DSCP_SHIFT = 2, FEW = 10, SECONDS = 3;
    private static final double LINK_SHARE = 0.8, BURST_FACTOR = 3;
    private static final double RATE_CHANGE = 0.5, MARKED_RATE = 1e6;
    private static final double SLOWLY = 1.0 / 1024;

    static final Rule SILENT = Rule.error(
            "silent-stream",
            "udp",
            "A stream of data (not to registered ports, link-local groups or those of discovery, nor of a protocol that"
                    + " carries none) with at least " + SILENCE_PACKETS
                    + " packets and no long gaps has none for more than a"
                    + " second and ten times its mean interval; told when it resumes, or when the capture goes on without it. Where"
                    + " reports of members are seen in the capture, they count: milder for want of a member (chat: the"
                    + " last one had gone; note: there was none, or only for other sources; warn: none seen so far, but"
                    + " not everybody has been asked yet).",
            "The sender stopped, or the path is lost. Without members a switch or router stops it, as it should.",
            "Check the sender, then routers from the receiver on; with the last member gone, nothing.");
    static final Rule GAP = Rule.warn(
            "stream-gap",
            "udp",
            "A gap of more than 20 ms and five times the longest usual one, in a stream of data of " + GAP_PACKETS
                    + " packets or more.",
            "A short outage.",
            "Compare the time with changes of routes and ports.");
    static final Rule RATE_DROP = Rule.note(
            "rate-drop",
            "udp",
            "The mean rate of 5 s is less than half of that of the 5 s before.",
            "The encoder changed, or packets are missing.",
            "Compare with the losses.");
    static final Rule RATE_RISE = Rule.note(
            "rate-rise",
            "udp",
            "The mean rate of 5 s is more than one and a half times that of the 5 s before.",
            "The encoder changed, or packets come twice.",
            "Compare with repetitions.");
    static final Rule TTL_CHANGED = Rule.warn(
            "ttl-changed-mid-stream",
            "ip",
            "The TTL of a stream changes and stays so for " + SETTLED + " packets.",
            "The path changed, or the sender moved.",
            "Compare the time with losses and routing.");
    static final Rule TTL_FLAPPING = Rule.warn(
            "ttl-flapping",
            "ip",
            "Two TTLs in turn, each of more than 5 % of the packets within 10 s.",
            "Two paths, or two senders with one address.",
            "Look for repeated packets, and for the senders' Ethernet addresses.");
    static final Rule DSCP_CHANGED = Rule.warn(
            "dscp-changed",
            "ip",
            "The DSCP of a stream changes.",
            "It is remarked on the way, or there are two senders (RFC 2475, 2.3.3).",
            "Check the QoS policy along the path.");
    static final Rule DSCP_UNMARKED = Rule.note(
            "dscp-unmarked",
            "ip",
            "A stream of RTP or PTP, or of more than 1 Mbit/s for a second or longer, with DSCP 0.",
            "It is the first to be dropped where links are full (RFC 4594).",
            "Mark it at the sender or the first switch, as the network's design says.");

    static final Rule BURST = Rule.warn(
            "burst-over-threshold",
            "udp",
            "Within 1 or 10 ms a stream takes more than 80 % of the link, and three times its mean rate.",
            "Switches with small buffers drop it.",
            "Have the sender pace its packets.");
    static final Rule LINK = Rule.warn(
            "bandwidth-over-link",
            "udp",
            "All streams together take more than 80 % of the link within 100 ms.",
            "Queues fill, and packets are dropped.",
            "Have fewer groups joined, or filter them.");

    static final Rule[] RULES = {
        BURST, LINK, SILENT, GAP, RATE_DROP, RATE_RISE, TTL_CHANGED, TTL_FLAPPING, DSCP_CHANGED, DSCP_UNMARKED
    };

    /** What is remembered of one stream. */
    static final class Watch {
        final RtpRules.Watch numbers = new RtpRules.Watch();

        /** The longest gap, slowly forgotten. */
        private double usualGap;

        private boolean silent;
        private long rateFrom;
        private long rateBytes;
        private double rate;

        private int ttl = -1;
        private int newTtl;
        private int ttlPackets;
        private long flappingFrom;
        private int flaps;
        private int others;
        private int seen;
        private int dscp = -1;
    }

    private final Audience.Teller audience;
    private final Raiser raiser;
    private final RtpRules numbers;
    private final TransportRules transport;
    private final Copies copies;
    private final DestinationRules destinations;

    StreamRules(Findings findings, Audience.Teller audience) {
        this.audience = audience;
        raiser = new Raiser(findings);
        numbers = new RtpRules(raiser);
        transport = new TransportRules(raiser);
        copies = new Copies(raiser);
        destinations = new DestinationRules(raiser);
    }

    private static Watch watch(Stream s) {
        if (s.watch == null) {
            s.watch = new Watch();
        }
        return s.watch;
    }

    /**
     * A packet of a stream, which has been counted.
     *
     * @param gap since the packet before
     * @param outcome what its number says; null where it has none
     */
    void see(Stream s, Datagram p, long gap, Sequence.Outcome outcome) {
        Watch w = watch(s);
        pause(s, w, p, gap);
        rate(s, w, p);
        ttl(s, w, p);
        dscp(s, w, p);
        copies.see(s, p);
        if (outcome != null) {
            numbers.see(s, w.numbers, p, outcome, s.rtp != null ? s.rtp.current().sequence : s.numbering.sequence());
        }
        if (s.transport != null) {
            transport.see(s, p);
        }
    }

    void opened(Stream s, Gap gap) {
        numbers.opened(watch(s).numbers, gap);
    }

    void changed(Stream s, Datagram p, RtpSource before, RtpSource now, int oldType) {
        numbers.changed(s, watch(s).numbers, p, before, now, oldType);
    }

    // ---- pauses

    private void pause(Stream s, Watch w, Datagram p, long gap) {
        if (s.packets <= 2) {
            w.usualGap = Math.max(0, gap);
            return;
        }
        if (isSilence(s, w, gap, s.packets - 1)) {
            if (!w.silent) {
                Audience wanted = audience(s, p.nanos() - gap, gap);
                raiser.say(
                        SILENT,
                        wanted.pause(),
                        s,
                        p,
                        "nothing for " + Quantity.duration(gap) + ", then this packet" + wanted.words(p.nanos() - gap));
            }
        } else if (s.packets > GAP_PACKETS
                && gap > SHORTEST_GAP
                && gap > GAP_FACTOR * w.usualGap
                && DestinationRules.isData(s)) {
            raiser.say(
                    GAP,
                    s,
                    p,
                    "nothing for " + Quantity.duration(gap) + "; usual gaps are up to "
                            + Quantity.duration(Math.round(w.usualGap)));
        }
        w.silent = false;
        w.usualGap = Math.max(gap, w.usualGap * (1 - SLOWLY));
    }

    /** Whether so long a gap behind {@code packets} packets is a silence. */
    private static boolean isSilence(Stream s, Watch w, long gap, long packets) {
        return packets >= SILENCE_PACKETS
                && DestinationRules.isData(s)
                && gap > SECOND
                && gap > STEADY_FACTOR * w.usualGap
                && gap > SILENCE_FACTOR * ((s.previousNanos - s.firstNanos - gap) / (packets - 1));
    }

    /** It is so late now: who has been silent for too long? */
    void advance(Iterable<Stream> streams, long now) {
        for (Stream s : streams) {
            if (s.packets < SILENCE_PACKETS || !DestinationRules.isData(s)) {
                continue;
            }
            Watch w = watch(s);
            long gap = now - s.lastNanos;
            long mean = (s.lastNanos - s.firstNanos) / (s.packets - 1);
            if (!w.silent && gap > SECOND && gap > STEADY_FACTOR * w.usualGap && gap > SILENCE_FACTOR * mean) {
                w.silent = true;
                Audience wanted = audience(s, s.lastNanos, gap);
                raiser.say(
                        SILENT,
                        wanted.pause(),
                        s,
                        s.lastNanos,
                        s.lastFrame,
                        "nothing more in this capture for " + Quantity.duration(gap) + " after this packet"
                                + wanted.words(s.lastNanos));
            }
        }
    }

    /** Who waited for it when it was found to be silent, or would have been. */
    private Audience audience(Stream s, long stopped, long gap) {
        long limit = Math.max(SECOND, SILENCE_FACTOR * (stopped - s.firstNanos) / Math.max(1, s.packets - 1));
        return audience.of(
                s.vlan,
                new Address(s.groupHigh, s.groupLow),
                new Address(s.sourceHigh, s.sourceLow),
                stopped + Math.min(gap, limit));
    }

    // ---- rate

    private void rate(Stream s, Watch w, Datagram p) {
        long passed = p.nanos() - w.rateFrom;
        if (w.rateFrom == 0 || passed < 0 || passed > 2 * RATE_NANOS) {
            w.rateFrom = p.nanos();
            w.rateBytes = 0;
            w.rate = 0;
        } else if (passed >= RATE_NANOS) {
            double now = w.rateBytes * 8e9 / passed;
            if (w.rate > 0 && now < w.rate * (1 - RATE_CHANGE)) {
                raiser.say(RATE_DROP, s, p, Quantity.rate(now) + " after " + Quantity.rate(w.rate));
            } else if (w.rate > 0 && now > w.rate * (1 + RATE_CHANGE)) {
                raiser.say(RATE_RISE, s, p, Quantity.rate(now) + " after " + Quantity.rate(w.rate));
            }
            w.rate = now;
            w.rateFrom = p.nanos();
            w.rateBytes = 0;
        }
        w.rateBytes += p.length();
    }

    /** A packet on a link whose speed is known. */
    void link(Stream s, Datagram p, Bursts all, double link) {
        double burst = s.bursts.shortRate();
        Double mean = s.averageRate();
        if (s.packets > FEW && burst > LINK_SHARE * link && mean != null && burst > BURST_FACTOR * mean) {
            raiser.say(BURST, s, p, Quantity.rate(burst) + " for a moment, " + Quantity.rate(mean) + " in the mean");
        }
        if (all.rate() > LINK_SHARE * link) {
            raiser.say(LINK, s, p, "all streams together " + Quantity.rate(all.rate()) + ", of " + Quantity.rate(link));
        }
    }

    // ---- its way

    private void ttl(Stream s, Watch w, Datagram p) {
        int ttl = p.ttl();
        if (w.ttl < 0) {
            w.ttl = ttl;
        }
        if (p.nanos() - w.flappingFrom > FLAPPING_NANOS) {
            w.flappingFrom = p.nanos();
            w.flaps = 0;
            w.others = 0;
            w.seen = 0;
        }
        w.seen++;
        if (ttl == w.ttl) {
            w.ttlPackets = 0;
            return;
        }
        w.others++;
        w.flaps += w.ttlPackets == 0 ? 1 : 0;
        w.ttlPackets = ttl == w.newTtl ? w.ttlPackets + 1 : 1;
        w.newTtl = ttl;
        if (w.ttlPackets == SETTLED) {
            raiser.say(TTL_CHANGED, s, p, "TTL " + ttl + " after " + w.ttl);
            w.ttl = ttl;
            w.ttlPackets = 0;
        } else if (w.flaps >= FLAPS && w.others * PER_CENT > w.seen * FLAPPING_PER_CENT) {
            raiser.say(TTL_FLAPPING, s, p, "TTL " + w.ttl + " and " + ttl + " in turn");
        }
    }

    private void dscp(Stream s, Watch w, Datagram p) {
        int dscp = p.trafficClass() >> DSCP_SHIFT;
        if (w.dscp >= 0 && w.dscp != dscp) {
            raiser.say(DSCP_CHANGED, s, p, "DSCP " + dscp + " after " + w.dscp);
        }
        w.dscp = dscp;
    }

    // ---- at the end

    void end(Iterable<Stream> streams, Iterable<Destination> places, long now, long firstNanos) {
        advance(streams, now);
        for (Stream s : streams) {
            if (s.watch == null) {
                continue;
            }
            numbers.end(s.watch.numbers);
            if (s.transport != null) {
                transport.end(s);
            }
            unmarked(s);
        }
        copies.end(streams);
        if (now - firstNanos >= SECONDS * SECOND) {
            destinations.end(places);
        }
    }

    /** Whether its rate tells: some packets in a row have any. */
    private static boolean isFast(Stream s) {
        return s.lastNanos - s.firstNanos >= SECOND && s.averageRate() > MARKED_RATE;
    }

    private void unmarked(Stream s) {
        boolean important = s.content == Content.RTP || s.carries != null && s.carries.startsWith("ptp");
        if (s.packets >= FEW && s.trafficClass >> DSCP_SHIFT == 0 && s.dscpChanges == 0 && (important || isFast(s))) {
            raiser.say(
                    DSCP_UNMARKED,
                    s,
                    s.firstNanos,
                    s.firstFrame,
                    "DSCP 0" + (s.averageRate() == null ? "" : " at " + Quantity.rate(s.averageRate())));
        }
    }
}
