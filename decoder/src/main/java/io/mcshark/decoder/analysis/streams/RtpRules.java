package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.analysis.Rule;
import io.mcshark.decoder.report.Quantity;
import java.util.ArrayDeque;

/** What can be found in sequence numbers, RTP's and others, and in RTP's time stamps. */
final class RtpRules {
    /** RFC 3550, A.1 (MAX_MISORDER): so many numbers later what is missing counts as lost. */
    static final int LATE = 100;

    private static final long SECOND = 1_000_000_000L, SUSTAINED = 5 * SECOND;
    private static final long VIDEO = 30_000_000, AUDIO = 5_000_000, STUDIO = 1_000_000;
    private static final int MOST_PENDING = 64, FROZEN_PACKETS = 10, ALTERNATIONS = 2, NOISE = 13;

    static final Rule GAP = Rule.error(
            "rtp-gap",
            "rtp",
            "Sequence numbers are missing and do not come within the next " + LATE + ", or until the end.",
            "The packets are lost; what they carried is missing (RFC 3550, A.1, A.3).",
            "Compare with a capture nearer to the sender.");
    static final Rule OTHER_GAP = Rule.error(
            "sequence-gap",
            "udp",
            "Numbers of MoldUDP64, of probes or at a declared place are missing, as for rtp-gap.",
            "The packets or messages are lost.",
            "Compare with a capture nearer to the sender.");
    static final Rule REORDER = Rule.warn(
            "rtp-reorder",
            "rtp",
            "A packet comes after one with a later sequence number, and had not come before.",
            "Receivers must buffer to restore the order, or lose it.",
            "Look for links bundled packet by packet, and for two paths.");
    static final Rule DUPLICATE = Rule.note(
            "rtp-duplicate",
            "rtp",
            "A sequence number comes again.",
            "Normal with redundant feeds of one address (ST 2022-7); else a loop, or a mirror port that copies both ways.",
            "Check the tap first, then paths.");
    static final Rule RESTART = Rule.note(
            "rtp-restart",
            "rtp",
            "Sequence numbers begin anew far from the others, or a new SSRC takes over.",
            "The sender restarted; receivers see a discontinuity.",
            "Compare the time with what happened at the sender.");
    static final Rule COLLISION = Rule.warn(
            "rtp-ssrc-collision",
            "rtp",
            "Packets of one source, group and port alternate between SSRCs, more than twice within a second.",
            "Two senders share an address, or one sends two programmes to one port; decoders fail.",
            "Find the second sender.");
    static final Rule JITTER = Rule.warn(
            "rtp-high-jitter",
            "rtp",
            "Interarrival jitter (RFC 3550, 6.4.1) above 30 ms (a clock of 90 kHz), 5 ms (other clocks) or 1 ms (L16, L24)"
                    + " for 5 s.",
            "Receivers' buffers overflow or run dry.",
            "Look at queues on the way and at the sender's pacing.");
    static final Rule FROZEN = Rule.warn(
            "rtp-timestamp-frozen",
            "rtp",
            "The time stamp stays the same for more than a second and " + FROZEN_PACKETS + " packets.",
            "Receivers cannot play it (RFC 3550, 5.1).",
            "Check the packetiser.");
    static final Rule TYPE = Rule.note(
            "rtp-payload-type-changed",
            "rtp",
            "The payload type of an SSRC changes, other than to and from comfort noise.",
            "Receivers need another decoder; an announcement may not tell of it.",
            "Check the encoder and what is announced.");

    static final Rule[] RULES = {GAP, OTHER_GAP, REORDER, DUPLICATE, RESTART, COLLISION, JITTER, FROZEN, TYPE};

    /** What is remembered of one stream. */
    static final class Watch {
        private final ArrayDeque<Gap> pending = new ArrayDeque<>(1);
        private long alternationsFrom;
        private int alternations;
        private long jitterSince;
        private boolean jittery;
        private int frozen;
    }

    private final Raiser raiser;

    RtpRules(Raiser raiser) {
        this.raiser = raiser;
    }

    void opened(Watch w, Gap gap) {
        if (w.pending.size() == MOST_PENDING) {
            lost(w.pending.remove());
        }
        w.pending.add(gap);
    }

    /** A packet with a number. */
    void see(Stream s, Watch w, Datagram p, Sequence.Outcome outcome, Sequence sequence) {
        while (!w.pending.isEmpty() && sequence.at() - w.pending.peek().from > LATE) {
            lost(w.pending.remove());
        }
        if (s.rtp == null) {
            return;
        }
        switch (outcome) {
            case LATE -> raiser.say(REORDER, s, p, "packet " + number(sequence) + " comes late");
            case REPEATED -> raiser.say(DUPLICATE, s, p, "packet " + number(sequence) + " comes again");
            case RESTARTED -> raiser.say(RESTART, s, p, "sequence numbers begin anew at " + number(sequence));
            default -> {}
        }
        times(s, w, p);
    }

    private static long number(Sequence sequence) {
        return sequence.at() & 0xffff;
    }

    private void lost(Gap gap) {
        if (gap.missing > 0 && gap.stream.numbered) {
            raiser.say(
                    gap.stream.rtp != null ? GAP : OTHER_GAP,
                    gap.stream,
                    gap.nanos,
                    gap.frame,
                    gap.missing + (gap.missing == 1 ? " packet is" : " packets are") + " missing before this one");
        }
    }

    private void times(Stream s, Watch w, Datagram p) {
        RtpSource source = s.rtp.current();
        long now = p.nanos();
        w.frozen = source.timestampNanos < now ? w.frozen + 1 : 0;
        if (w.frozen >= FROZEN_PACKETS && now - source.timestampNanos > SECOND) {
            raiser.say(
                    FROZEN,
                    s,
                    p,
                    "the time stamp has not changed since " + Quantity.duration(now - source.timestampNanos) + " ago");
        }
        boolean high = source.jitter() > limit(source);
        if (high && !w.jittery) {
            w.jitterSince = now;
        }
        w.jittery = high;
        if (high && now - w.jitterSince > SUSTAINED) {
            raiser.say(
                    JITTER,
                    s,
                    p,
                    "interarrival jitter " + Quantity.duration(source.jitter())
                            + (source.isAssumed() ? " by an assumed clock of 90 kHz" : ""));
        }
    }

    private static long limit(RtpSource source) {
        boolean studio = source.codec != null && (source.codec.equals("L16") || source.codec.equals("L24"));
        return studio ? STUDIO : source.rate() == RtpSource.USUAL_RATE ? VIDEO : AUDIO;
    }

    /** Another source or payload type than the packet before. */
    void changed(Stream s, Watch w, Datagram p, RtpSource before, RtpSource now, int oldType) {
        if (before == now) {
            if (oldType != now.type && oldType != NOISE && now.type != NOISE) {
                raiser.say(TYPE, s, p, "payload type " + now.type + " after " + oldType);
            }
            return;
        }
        if (now.packets == 1) {
            raiser.say(RESTART, s, p, "SSRC " + Streams.hex(now.ssrc) + " after " + Streams.hex(before.ssrc));
            return;
        }
        if (p.nanos() - w.alternationsFrom > SECOND) {
            w.alternationsFrom = p.nanos();
            w.alternations = 0;
        }
        if (++w.alternations > ALTERNATIONS) {
            raiser.say(
                    COLLISION,
                    s,
                    p,
                    "packets of SSRC " + Streams.hex(before.ssrc) + " and " + Streams.hex(now.ssrc) + " alternate");
        }
    }

    /** What did not come until now will not. */
    void end(Watch w) {
        w.pending.forEach(this::lost);
        w.pending.clear();
    }
}
