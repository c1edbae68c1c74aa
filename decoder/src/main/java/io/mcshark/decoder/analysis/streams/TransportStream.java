package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.protocol.Mp2t;
import io.mcshark.decoder.protocol.Mp2tAdaptation;
import java.util.ArrayList;
import java.util.List;

/** The MPEG transport stream in a stream's datagrams: ITU-T H.222.0, 2.4.3. */
final class TransportStream {
    private static final int HALF = 128, PCR = 6;

    private final Pid[][] pids = new Pid[HALF / 2][];
    private final List<Pid> known = new ArrayList<>();

    /** Packets of 188 bytes, those without content among them. */
    long packets;

    long nulls;
    long transportErrors;

    /** Packets without the sync byte: not looked at further. */
    long unsynchronized;

    /** Datagrams that do not hold whole packets only. */
    long odd;

    /** Broken counters, over all PIDs; what is missing by them. */
    long errors;

    final DelayFactor delayFactor = new DelayFactor();

    // What the last datagram had, for the rules.
    int errorsNow;
    int transportErrorsNow;
    int unsynchronizedNow;
    int scramblingNow;
    long pcrGapNow;
    long pcrJumpsNow;
    int errorPid;
    boolean oddNow;
    double pcrOffsetNow;

    /** When the last program association table was seen to begin. */
    long tableNanos;

    final Programs programs = new Programs();

    /**
     * Looks at a datagram's packets.
     *
     * @param from where they begin, {@code to} where they end in what was captured
     * @param whole whether the datagram was captured whole
     * @param order what the datagrams' own numbers say about this one; null where they have none
     */
    void take(Datagram p, int from, int to, boolean whole, Sequence.Outcome order) {
        errorsNow = 0;
        transportErrorsNow = 0;
        unsynchronizedNow = 0;
        scramblingNow = 0;
        pcrGapNow = 0;
        pcrJumpsNow = 0;
        pcrOffsetNow = 0;
        oddNow = false;
        if (order == Sequence.Outcome.REPEATED || from >= to) {
            return;
        }
        if (whole && (to - from) % Mp2t.PACKET != 0) {
            odd++;
            oddNow = p.u8(from) == Mp2t.SYNC;
        }
        if (order == Sequence.Outcome.RESTARTED) {
            known.forEach(Pid::forget);
        }
        if (to - from < Mp2t.PACKET) {
            return;
        }
        for (int at = from; at + Mp2t.PACKET <= to; at += Mp2t.PACKET) {
            packet(p, at, order == Sequence.Outcome.LATE);
        }
        delayFactor.add(p.nanos(), to - from, rate(), errorsNow + (order == Sequence.Outcome.LATE ? 1 : 0));
    }

    private void packet(Datagram p, int at, boolean late) {
        if (p.u8(at) != Mp2t.SYNC) {
            unsynchronized++;
            unsynchronizedNow++;
            return;
        }
        packets++;
        int number = (int) p.read(Mp2t.PID, at);
        if (p.read(Mp2t.TEI, at) == 1) {
            transportErrors++;
            transportErrorsNow++;
            return; // what stands in it is not to be trusted
        }
        if (number == Mp2t.NULL) {
            nulls++;
            return;
        }
        Pid pid = pid(number);
        int control = (int) p.read(Mp2t.AFC, at);
        boolean payload = (control & 1) != 0;
        boolean adapted = (control & 2) != 0 && p.read(Mp2t.AF_LENGTH, at) > 0;
        if (number == 0) {
            tableNanos = p.nanos();
        }
        if (payload && p.read(Mp2t.PUSI, at) == 1) {
            begun(p, number, at, (control & 2) != 0);
        }
        boolean fresh = adapted && p.read(Mp2tAdaptation.DI, at) == 1;
        if (late) {
            if (payload) {
                pid.fill();
            }
        } else if (pid.count((int) p.read(Mp2t.CC, at), payload, fresh) == Pid.BROKEN) {
            errors++;
            errorsNow++;
            errorPid = number;
        }
        int scrambling = (int) p.read(Mp2t.TSC, at);
        if (scrambling != 0) {
            pid.scrambled++;
        }
        if (payload && scrambling != pid.scrambling) {
            scramblingNow += pid.packets > 1 ? 1 : 0;
            pid.scrambling = scrambling;
        }
        if (adapted && !late && p.read(Mp2tAdaptation.PCR_FLAG, at) == 1 && p.read(Mp2t.AF_LENGTH, at) > PCR) {
            long bits = (long) p.u16(at + Mp2tAdaptation.OPTIONS_AT) << 32 | p.u32(at + Mp2tAdaptation.OPTIONS_AT + 2);
            long jumps = pid.pcrJumps;
            long gap = pid.clock(Mp2tAdaptation.ticks(bits), p.nanos(), packets * Mp2t.PACKET, fresh);
            pcrGapNow = Math.max(pcrGapNow, gap);
            pcrJumpsNow += pid.pcrJumps - jumps;
            pcrOffsetNow = Math.max(pcrOffsetNow, pid.pcrSpread());
        }
    }

    /** Something begins in a packet: a table, perhaps. */
    private void begun(Datagram p, int number, int at, boolean adapted) {
        if (number == 0) {
            int payload = Mp2t.AF_LENGTH.at() + (adapted ? 1 + (int) p.read(Mp2t.AF_LENGTH, at) : 0);
            programs.table(p, at + payload, at + Mp2t.PACKET);
        } else {
            programs.section(number, p.nanos());
        }
    }

    private Pid pid(int number) {
        Pid[] some = pids[number / HALF];
        if (some == null) {
            some = new Pid[HALF];
            pids[number / HALF] = some;
        }
        Pid pid = some[number % HALF];
        if (pid == null) {
            pid = new Pid(number);
            some[number % HALF] = pid;
            known.add(pid);
        }
        return pid;
    }

    List<Pid> pids() {
        return known;
    }

    /** Packets missing by the counters. */
    long missing() {
        long sum = 0;
        for (Pid pid : known) {
            sum += pid.missing;
        }
        return sum;
    }

    /** The rate by the first clock that tells, bits per second; 0 when none does. */
    double rate() {
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).pcrs > 1) {
                return known.get(i).rate();
            }
        }
        return 0;
    }

    /** The largest of the PIDs' clock gaps, nanoseconds; null when there is no clock. */
    Long mostPcrGap() {
        Long most = null;
        for (Pid pid : known) {
            if (pid.pcrs > 1 && (most == null || pid.mostPcrGap > most)) {
                most = pid.mostPcrGap;
            }
        }
        return most;
    }

    Long pcrJitter() {
        Long most = null;
        for (Pid pid : known) {
            Long jitter = pid.pcrJitter();
            if (jitter != null && (most == null || jitter > most)) {
                most = jitter;
            }
        }
        return most;
    }

    Double nullShare() {
        return packets == 0 ? null : (double) nulls / packets;
    }
}
