package io.mcshark.decoder.analysis;

import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.report.Quantity;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Notices that a stream of UDP to a group has stopped: no packet for more than a second and ten times its mean interval, of at
 * least ten packets; and that it goes on.
 */
final class Pauses {
    /** The most streams watched; those that have stopped make room. */
    static final int MOST = 20_000;

    private static final long SECOND = 1_000_000_000L, LOOK = SECOND / 5;
    private static final int FACTOR = 10, PACKETS = 10;

    /** So that nobody can choose addresses that meet in one slot. */
    private static final long SEED = System.nanoTime();

    /** A stream; the one that is sought is used again and again. */
    private static final class Flow {
        private long sourceHigh;
        private long sourceLow;
        private long groupHigh;
        private long groupLow;
        private int ports;
        private int vlan;
        private long first;
        private long last;
        private long packets;
        private boolean stopped;

        Flow set(Datagram p) {
            sourceHigh = p.sourceHigh();
            sourceLow = p.sourceLow();
            groupHigh = p.destinationHigh();
            groupLow = p.destinationLow();
            ports = p.ports();
            vlan = p.vlan();
            return this;
        }

        @Override
        public int hashCode() {
            long place = Mix.of(Mix.of(groupHigh, groupLow), (long) ports << Integer.SIZE | vlan);
            return (int) Mix.of(Mix.of(Mix.of(sourceHigh, sourceLow), place), SEED);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Flow f
                    && f.sourceLow == sourceLow
                    && f.groupLow == groupLow
                    && f.ports == ports
                    && f.vlan == vlan
                    && f.sourceHigh == sourceHigh
                    && f.groupHigh == groupHigh;
        }

        /** How long it may be quiet. */
        private long patience() {
            return packets < PACKETS ? Long.MAX_VALUE : Math.max(SECOND, (last - first) / (packets - 1) * FACTOR);
        }
    }

    private final Map<Flow, Flow> flows = new LinkedHashMap<>();
    private final Consumer<Happening> watcher;
    private Flow sought = new Flow();
    private long looked;
    private long refused;

    Pauses(Consumer<Happening> watcher) {
        this.watcher = watcher;
    }

    /** Packets of streams for which there was no room. */
    long refused() {
        return refused;
    }

    void see(Datagram p) {
        Flow flow = flows.get(sought.set(p));
        if (flow == null) {
            if (flows.size() >= MOST && !forget()) {
                refused++;
                return;
            }
            flow = sought;
            sought = new Flow();
            flow.first = p.nanos();
            flows.put(flow, flow);
        } else if (flow.stopped) {
            flow.stopped = false;
            tell(flow, Happening.Type.RESUME, p.nanos(), p.number(), p.nanos() - flow.last, "goes on after ");
            flow.first = p.nanos(); // what it did before says nothing of what it does now
            flow.packets = 0;
        }
        flow.last = Math.max(flow.last, p.nanos());
        flow.packets++;
    }

    private boolean forget() {
        int before = flows.size();
        for (Iterator<Flow> all = flows.values().iterator(); all.hasNext(); ) {
            if (all.next().stopped) {
                all.remove();
            }
        }
        return flows.size() < before;
    }

    /** It is {@code nanos} now. */
    void pass(long nanos) {
        if (nanos - looked < LOOK && nanos >= looked) {
            return;
        }
        looked = nanos;
        for (Flow flow : flows.values()) {
            if (!flow.stopped && nanos - flow.last > flow.patience()) {
                flow.stopped = true;
                long since = flow.last + flow.patience();
                tell(flow, Happening.Type.SILENCE, since, 0, nanos - flow.last, "nothing for ");
            }
        }
    }

    private void tell(Flow flow, Happening.Type type, long nanos, long frame, long lasts, String words) {
        watcher.accept(new Happening(
                type,
                nanos,
                frame,
                flow.vlan,
                type.token(),
                new Address(flow.groupHigh, flow.groupLow),
                new Address(flow.sourceHigh, flow.sourceLow),
                flow.ports,
                0,
                lasts,
                words + Quantity.duration(lasts)));
    }
}
