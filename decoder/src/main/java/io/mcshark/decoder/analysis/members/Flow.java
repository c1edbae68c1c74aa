package io.mcshark.decoder.analysis.members;

import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.groups.Address;
import java.util.Arrays;

/** The data that a group carries on a VLAN, and who sends it. */
final class Flow {
    private static final double NANOS = 1e9;
    private static final long MILLI = 1_000_000L;

    /** Silence shorter than this, or than so many usual gaps, is none. */
    private static final long QUIET_NANOS = 200 * MILLI;

    private static final int QUIET_GAPS = 4;

    /** Longer pauses say nothing about how often packets come. */
    private static final long PAUSE_NANOS = 10_000 * MILLI;

    private static final int SMOOTH = 8;

    /** A source of it. */
    static final class Sender {
        final long high;
        final long low;
        long packets;
        int ttl;

        /** When its last packet came, on the analysis's clock. */
        long last;

        Sender(long high, long low) {
            this.high = high;
            this.low = low;
        }

        Address address() {
            return new Address(high, low);
        }
    }

    long packets;
    long bytes;
    long firstNanos;
    long lastNanos;

    /** When the last packet came, on the analysis's clock. */
    long last;

    private long gap;
    private Sender[] senders = {};
    private int known;
    private boolean more;
    private Sender latest;

    /** Counts a packet; whether its sender is new. */
    boolean count(Datagram packet, long now) {
        if (packets == 0) {
            firstNanos = packet.nanos();
        } else if (now - last < PAUSE_NANOS) {
            gap = packets == 1 ? now - last : gap + (now - last - gap) / SMOOTH;
        }
        packets++;
        bytes += packet.length();
        last = now;
        lastNanos = packet.nanos();
        int before = known;
        latest = sender(packet.sourceHigh(), packet.sourceLow());
        if (latest != null) {
            latest.packets++;
            latest.ttl = packet.ttl();
            latest.last = now;
        }
        return known > before;
    }

    private Sender sender(long high, long low) {
        if (latest != null && latest.low == low && latest.high == high) {
            return latest;
        }
        for (int i = 0; i < known; i++) {
            if (senders[i].low == low && senders[i].high == high) {
                return senders[i];
            }
        }
        if (known == Limits.MOST_SENDERS) {
            more = true;
            return null;
        }
        if (known == senders.length) {
            senders = Arrays.copyOf(senders, known == 0 ? 1 : Math.min(2 * known, Limits.MOST_SENDERS));
        }
        senders[known] = new Sender(high, low);
        return senders[known++];
    }

    /** Whether data is arriving, at the pace it has come so far. */
    boolean isFlowing(long now) {
        return packets > 0 && now - last <= Math.max(QUIET_NANOS, QUIET_GAPS * gap);
    }

    /** How many senders are told apart. */
    int senders() {
        return known;
    }

    /** Whether there were more senders than are told apart. */
    boolean hasMore() {
        return more;
    }

    Sender sender(int i) {
        return senders[i];
    }

    /** The sender of that address; null when it was not heard. */
    Sender sender(Address address) {
        for (int i = 0; i < known; i++) {
            if (senders[i].low == address.low() && senders[i].high == address.high()) {
                return senders[i];
            }
        }
        return null;
    }

    /** Bits per second from the first packet to the last; null for a single moment. */
    Double rate() {
        return lastNanos > firstNanos ? bytes * 8 * NANOS / (lastNanos - firstNanos) : null;
    }
}
