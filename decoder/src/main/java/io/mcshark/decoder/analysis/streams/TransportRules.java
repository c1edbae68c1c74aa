package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.analysis.Rule;
import io.mcshark.decoder.analysis.Severity;
import io.mcshark.decoder.report.Quantity;

/** What can be found in MPEG transport streams: ITU-T H.222.0, 2.4; limits of ETSI TR 101 290. */
final class TransportRules {
    private static final long PCR_NOTE = 40_000_000, PCR_WARN = 100_000_000, PCR_JITTER = 50_000_000;
    private static final long TABLE_NANOS = 500_000_000;
    private static final double NULLS = 0.2;
    private static final int ENOUGH = 1000;

    static final Rule SYNC_LOSS = Rule.error(
            "ts-sync-loss",
            "mp2t",
            "Two packets in a datagram do not begin with 0x47.",
            "They are damaged, or not a transport stream (TR 101 290, 1.1).",
            "Check the packetiser.");
    static final Rule CC_ERROR = Rule.error(
            "ts-cc-error",
            "mp2t",
            "A continuity counter is not the next one, nor a single repetition, nor announced as a discontinuity.",
            "Packets are lost or out of order (H.222.0, 2.4.3.3).",
            "Compare with RTP's losses: equal, and the network lost them; only here, and the multiplexer did.");
    static final Rule TRANSPORT_ERROR = Rule.error(
            "ts-transport-error",
            "mp2t",
            "A packet has the transport error indicator set.",
            "A demodulator before the sender could not correct it (TR 101 290, 2.1).",
            "Check the reception there.");
    static final Rule PAT_MISSING = Rule.warn(
            "ts-pat-missing",
            "mp2t",
            "Packets, but no program association table, for more than 0.5 s.",
            "Receivers take longer to tune in (TR 101 290, 1.3).",
            "Have the multiplexer repeat it more often.");
    static final Rule PMT_MISSING = Rule.warn(
            "ts-pmt-missing",
            "mp2t",
            "Packets, but for more than 0.5 s no program map that the program association table lists.",
            "Receivers do not learn what the programme consists of (TR 101 290, 1.5).",
            "Have the multiplexer repeat it more often, or not list the programme.");
    static final Rule PCR_INTERVAL = Rule.warn(
            "ts-pcr-interval",
            "mp2t",
            "More than 40 ms (note) or 100 ms (warn) between two PCRs of a PID.",
            "Decoders' clocks drift (H.222.0, 2.7.2; TR 101 290, 2.3a).",
            "Check the multiplexer; or packets were lost.");
    static final Rule PCR_DISCONTINUITY = Rule.warn(
            "ts-pcr-discontinuity",
            "mp2t",
            "A PCR goes back, or on by more than 100 ms, without a discontinuity indicator.",
            "Decoders begin anew (TR 101 290, 2.3b).",
            "Check the multiplexer; or packets were lost.");
    static final Rule PCR_JITTER_RULE = Rule.warn(
            "ts-pcr-jitter",
            "mp2t",
            "PCRs arrive by more than 50 ms earlier or later than their clock says, peak to peak within 10 s.",
            "More than receivers' buffers usually hold.",
            "Look at queues on the way and at the sender's pacing.");
    static final Rule NULL_OVERHEAD = Rule.note(
            "ts-null-overhead",
            "mp2t",
            "More than 20 % null packets.",
            "They take bandwidth for nothing on an IP network.",
            "Send at a variable rate, or remove them.");
    static final Rule SCRAMBLING = Rule.chat(
            "ts-scrambling-changed",
            "mp2t",
            "The scrambling control of a PID changes.",
            "Keys change, or a programme becomes free or scrambled.",
            "None.");
    static final Rule NOT_MULTIPLE = Rule.note(
            "payload-not-multiple-188",
            "mp2t",
            "A datagram begins with 0x47 like a transport stream, but does not hold whole packets of 188 bytes only.",
            "Receivers drop the rest (RFC 2250, 2).",
            "Check the packetiser.");

    static final Rule[] RULES = {
        SYNC_LOSS,
        CC_ERROR,
        TRANSPORT_ERROR,
        PAT_MISSING,
        PMT_MISSING,
        PCR_INTERVAL,
        PCR_DISCONTINUITY,
        PCR_JITTER_RULE,
        NULL_OVERHEAD,
        SCRAMBLING,
        NOT_MULTIPLE
    };

    private final Raiser raiser;

    TransportRules(Raiser raiser) {
        this.raiser = raiser;
    }

    /** A datagram of a transport stream has been looked at. */
    void see(Stream s, Datagram p) {
        TransportStream t = s.transport;
        if (t.oddNow) {
            raiser.say(NOT_MULTIPLE, s, p, "not a multiple of 188 bytes");
        }
        if (t.unsynchronizedNow > 1) {
            raiser.say(SYNC_LOSS, s, p, t.unsynchronizedNow + " packets do not begin with 0x47");
        }
        if (t.errorsNow > 0) {
            raiser.say(CC_ERROR, s, p, "the counter of PID " + t.errorPid + " is not the next one");
        }
        if (t.transportErrorsNow > 0) {
            raiser.say(TRANSPORT_ERROR, s, p, "a packet is marked as damaged");
        }
        if (t.scramblingNow > 0) {
            raiser.say(SCRAMBLING, s, p, "scrambling changes");
        }
        clocks(s, p, t);
        if (t.packets > 0 && p.nanos() - t.tableNanos > TABLE_NANOS && p.nanos() - s.firstNanos > TABLE_NANOS) {
            raiser.say(
                    PAT_MISSING,
                    s,
                    p,
                    "no program association table since "
                            + Quantity.duration(p.nanos() - Math.max(t.tableNanos, s.firstNanos)));
        }
        int map = t.programs.missing(p.nanos(), TABLE_NANOS);
        if (map >= 0) {
            raiser.say(
                    PMT_MISSING,
                    s,
                    p,
                    String.format("no program map of PID 0x%x since ", map)
                            + Quantity.duration(p.nanos() - t.programs.nanos(map)));
        }
    }

    private void clocks(Stream s, Datagram p, TransportStream t) {
        if (t.pcrGapNow > PCR_NOTE) {
            raiser.say(
                    PCR_INTERVAL,
                    t.pcrGapNow > PCR_WARN ? Severity.WARN : Severity.NOTE,
                    s,
                    p,
                    Quantity.duration(t.pcrGapNow) + " between two PCRs");
        }
        if (t.pcrJumpsNow > 0) {
            raiser.say(PCR_DISCONTINUITY, s, p, "the PCR jumps");
        }
        if (t.pcrOffsetNow > PCR_JITTER) {
            raiser.say(
                    PCR_JITTER_RULE,
                    s,
                    p,
                    "PCRs arrive within " + Quantity.duration(Math.round(t.pcrOffsetNow)) + " of their time");
        }
    }

    void end(Stream s) {
        TransportStream t = s.transport;
        if (t.packets >= ENOUGH && t.nullShare() > NULLS) {
            raiser.say(NULL_OVERHEAD, s, s.lastNanos, 0, Quantity.share(t.nullShare()) + " null packets");
        }
    }
}
