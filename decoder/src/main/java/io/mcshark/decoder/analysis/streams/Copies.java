package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.analysis.Rule;
import io.mcshark.decoder.report.Quantity;

/** Notices the same datagram again: IP identification, length and payload, within a second. */
final class Copies {
    private static final long SECOND = 1_000_000_000L, MIX = 0x9e3779b97f4a7c15L;
    private static final int PLACES = 1 << 14, HASHED = 64, TIMES = 3, FEW = 10;
    private static final double SHARE = 0.001;

    static final Rule DUPLICATES = Rule.warn(
            "duplicate-packets",
            "udp",
            "More than 0.1 % of the datagrams of a stream of data (see silent-stream) come again within a second: same IP identification, length and"
                    + " payload. Without an identification (IPv6, or 0) the payload alone tells.",
            "A loop, two paths, or a mirror port that copies both ways.",
            "Check the tap first.");
    static final Rule LOOP = Rule.error(
            "forwarding-loop",
            "ip",
            "The same datagram three times within a second, each time with a lower TTL.",
            "It goes round; the rate multiplies (RFC 1112, 7.2; RFC 7761, 4.2).",
            "Check reverse path forwarding and bridges between the segments.");

    static final Rule[] RULES = {DUPLICATES, LOOP};

    // What came lately, by hash; an older datagram in the same place is forgotten.
    private final long[] hashes = new long[PLACES];
    private final long[] nanos = new long[PLACES];
    private final int[] ttls = new int[PLACES];
    private final int[] times = new int[PLACES];
    private final Raiser raiser;

    Copies(Raiser raiser) {
        this.raiser = raiser;
    }

    void see(Stream s, Datagram p) {
        long hash = hash(s, p);
        int i = (int) (hash >>> Long.SIZE - 14);
        long now = p.nanos();
        if (hashes[i] != hash || now - nanos[i] > SECOND || now < nanos[i]) {
            hashes[i] = hash;
            times[i] = 1;
            nanos[i] = now;
            ttls[i] = p.ttl();
            return;
        }
        s.copies++;
        s.copyFrame = s.copyFrame == 0 ? p.number() : s.copyFrame;
        boolean lower = p.ttl() < ttls[i];
        times[i] = lower ? times[i] + 1 : 1;
        ttls[i] = p.ttl();
        if (times[i] >= TIMES) {
            raiser.say(LOOP, s, p, "the same datagram " + times[i] + " times, TTL " + p.ttl() + " now");
        }
    }

    private static long hash(Stream s, Datagram p) {
        int from = p.payload();
        int end = Math.min(p.end(), from + HASHED);
        long hash = (s.hash ^ (long) p.id() << 32 ^ p.payloadBytes()) * MIX;
        int at = from;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = (hash ^ hash >>> 29 ^ p.u64(at)) * MIX;
        }
        for (; at < end; at++) {
            hash = (hash ^ hash >>> 29 ^ p.u8(at)) * MIX;
        }
        return (hash ^ hash >>> 32) * MIX;
    }

    void end(Iterable<Stream> streams) {
        for (Stream s : streams) {
            // Data that never changes is no copy: a beacon may repeat itself, and discovery asks again.
            if (s.packets >= FEW
                    && DestinationRules.isData(s)
                    && s.copies > SHARE * s.packets
                    && s.copies < s.packets * 2 / 3) {
                raiser.say(
                        DUPLICATES,
                        s,
                        s.lastNanos,
                        s.copyFrame,
                        s.copies + " of " + s.packets + " datagrams (" + Quantity.share((double) s.copies / s.packets)
                                + ") came again within a second");
            }
        }
    }
}
