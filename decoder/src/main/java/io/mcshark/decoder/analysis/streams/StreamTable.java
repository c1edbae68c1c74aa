package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.analysis.Datagram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the stream of a datagram: open addressing, nothing allocated for what is known. */
final class StreamTable {
    /** The most streams. */
    static final int MOST = 100_000;

    private static final long MIX = 0x9e3779b97f4a7c15L;
    private static final long SEED = System.nanoTime() * MIX | 1; // nobody can choose addresses that meet in one slot

    private record Place(long high, long low, int port, int vlan) {
        // A record's own would have the JVM make eight classes, at the first stream.
        @Override
        public boolean equals(Object o) {
            return o instanceof Place p && high == p.high && low == p.low && port == p.port && vlan == p.vlan;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(mix(mix(mix(SEED, high), low), (long) port << Integer.SIZE | vlan));
        }
    }

    private final Limits limits;
    private final Window.Room room = new Window.Room();
    private final Map<Place, Destination> destinations = new LinkedHashMap<>();
    private final List<Stream> all = new ArrayList<>();
    private Stream[] slots = new Stream[1 << 10];

    StreamTable(Limits limits) {
        this.limits = limits;
    }

    /**
     * Whether a stream of that hash is the datagram's. In IPv4 the hash is made of two numbers, and either can be told from it and
     * the other one: where ports and VLAN are equal, so are the addresses.
     */
    private static boolean isOf(Stream s, Datagram p, int ports, int vlan) {
        return s.ports == ports && s.vlan == vlan && s.isIpv4 == p.isIpv4() && (s.isIpv4 || s.hasAddressesOf(p));
    }

    /** The stream of a datagram, a new one if need be; null when there is no room for one more. */
    Stream of(Datagram p) {
        int ports = p.ports();
        int vlan = p.vlan();
        long hash = hash(p, (long) ports << Integer.SIZE | vlan);
        int mask = slots.length - 1;
        int i = (int) (hash >>> 32) & mask;
        Stream s = slots[i];
        while (s != null) {
            if (s.hash == hash && isOf(s, p, ports, vlan)) {
                return s;
            }
            i = i + 1 & mask;
            s = slots[i];
        }
        return add(p, hash);
    }

    private long hash(Datagram p, long ports) {
        if (p.isIpv4()) {
            return mix(mix(SEED, p.addresses()), ports);
        }
        long hash = mix(mix(SEED, p.sourceHigh()), p.sourceLow());
        return mix(mix(mix(hash, p.destinationHigh()), p.destinationLow()), ports);
    }

    /** Each result comes of one hash for a given value. */
    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * MIX;
        return mixed ^ mixed >>> 29;
    }

    private Stream add(Datagram p, long hash) {
        if (all.size() >= MOST) {
            return null;
        }
        if (2 * all.size() >= slots.length) {
            grow();
        }
        Place place = new Place(p.destinationHigh(), p.destinationLow(), p.destinationPort(), p.vlan());
        Destination destination = destinations.computeIfAbsent(place, any -> new Destination());
        Stream s = new Stream(p, hash, destination, limits, room);
        destination.streams.add(s);
        all.add(s);
        put(s);
        return s;
    }

    private void grow() {
        slots = new Stream[2 * slots.length];
        all.forEach(this::put);
    }

    private void put(Stream s) {
        int mask = slots.length - 1;
        int i = (int) (s.hash >>> 32) & mask;
        while (slots[i] != null) {
            i = i + 1 & mask;
        }
        slots[i] = s;
    }

    /** In the order they began. */
    List<Stream> all() {
        return all;
    }

    Iterable<Destination> destinations() {
        return destinations.values();
    }

    Window.Room room() {
        return room;
    }
}
