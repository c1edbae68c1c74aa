package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;

/** The packets of late, to know one again that comes once more from another VLAN: a fixed table, the older one gives way. */
final class Echoes {
    private static final int SLOTS = 1024, SHIFT = 54;

    /** How long one is remembered, and how much of a packet is compared. */
    private static final long NANOS = 1_000_000_000L;

    private static final int MOST_BYTES = 512;
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final long[] hashes = new long[SLOTS];
    private final long[] times = new long[SLOTS];
    private final int[] vlans = new int[SLOTS];
    private final int[] ttls = new int[SLOTS];

    /**
     * Remembers a packet.
     *
     * @return the TTL it had on another VLAN a moment before, if that was higher; 0 when it was not seen there
     */
    int add(Datagram packet, Frame f) {
        long hash = hash(packet, f);
        int slot = (int) (hash >>> SHIFT) & SLOTS - 1;
        long age = packet.nanos() - times[slot];
        boolean same = hashes[slot] == hash && age >= 0 && age <= NANOS;
        if (same && vlans[slot] != packet.vlan() && ttls[slot] > packet.ttl()) {
            return ttls[slot];
        }
        hashes[slot] = hash;
        times[slot] = packet.nanos();
        vlans[slot] = packet.vlan();
        ttls[slot] = packet.ttl();
        return 0;
    }

    /** Of what does not change on the way: addresses, identification, what is carried. */
    private static long hash(Datagram packet, Frame f) {
        long hash = mix(packet.sourceHigh(), packet.sourceLow());
        hash = mix(hash, packet.destinationHigh());
        hash = mix(hash, packet.destinationLow());
        hash = mix(hash, packet.id());
        int at = f.body(packet.layer());
        int end = Math.min(f.end(packet.layer()), at + MOST_BYTES);
        hash = mix(hash, end - at);
        for (; at + 8 <= end; at += 8) {
            hash = mix(hash, f.u64(at));
        }
        for (; at < end; at++) {
            hash = mix(hash, f.u8(at));
        }
        return hash;
    }

    private static long mix(long hash, long part) {
        long mixed = (hash ^ part) * MIX;
        return mixed ^ mixed >>> 29;
    }
}
