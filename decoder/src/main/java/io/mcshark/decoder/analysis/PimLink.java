package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.PimMessage;
import io.mcshark.decoder.report.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** PIM routers on one VLAN, of one address family: who is a neighbor, who is the designated router. */
final class PimLink implements Timetable.Entry {
    static final long SECOND = 1_000_000_000L;

    /** The most routers told apart on one link. */
    static final int MOST = 512;

    /** Holdtime where a hello says none (RFC 7761, 4.11), and until a capture has heard who says hello. */
    static final long HOLDTIME = 105 * SECOND, SETTLED = 35 * SECOND;

    static final long NEVER = Long.MIN_VALUE;

    private static final int MOST_ADDRESSES = 16;

    /** @param tunnel the protocol around the IP packet; "" for none */
    record Key(int vlan, boolean four, String tunnel) {}

    /** A router, as it describes itself. */
    static final class Neighbor {
        final PimLink link;
        final Address address;
        final long firstNanos;
        final long firstFrame;
        long lastNanos;
        long mac = -1;
        long hellos;
        long messages;
        long holdtime = HOLDTIME;
        long priority = PimMessage.NONE;
        long generation = PimMessage.NONE;
        int restarts;
        long propagation = PimMessage.NONE;
        long override = PimMessage.NONE;
        boolean bidirectional;
        List<String> addresses = List.of();
        private long firstHelloAt = NEVER;
        long helloAt = NEVER;
        boolean up;
        boolean left;

        Neighbor(PimLink link, Address address, Frame f) {
            this.link = link;
            this.address = address;
            firstNanos = f.nanos();
            firstFrame = f.number();
        }

        String state() {
            return up ? "up" : left ? "gone" : hellos == 0 ? "no hello" : "expired";
        }

        Long interval() {
            return hellos < 2 ? null : (helloAt - firstHelloAt) / (hellos - 1);
        }

        /** When it expires; {@link #NEVER} when it does not. */
        long expiryAt() {
            return !up || holdtime == Long.MAX_VALUE ? NEVER : helloAt + holdtime;
        }
    }

    final Key key;
    private final Timebase time;
    private final Timeline events;
    private final Findings findings;
    private final Map<Address, Neighbor> neighbors = new LinkedHashMap<>();
    private final Address[] scratch = new Address[MOST_ADDRESSES];
    private Neighbor designated;
    long lost;

    PimLink(Key key, Timebase time, Timeline events, Findings findings) {
        this.key = key;
        this.time = time;
        this.events = events;
        this.findings = findings;
    }

    String name() {
        return (key.four() ? "PIM" : "PIM, IPv6")
                + (key.vlan() == 0 ? "" : ", VLAN " + Datagram.vlan(key.vlan()))
                + (key.tunnel().isEmpty() ? "" : ", in " + key.tunnel());
    }

    Iterable<Neighbor> neighbors() {
        return neighbors.values();
    }

    Neighbor designated() {
        return designated;
    }

    /** A router as it is known; null when there is no room for it. */
    private Neighbor neighbor(Datagram packet, Frame f) {
        Address address = packet.source();
        Neighbor known = neighbors.get(address);
        if (known == null) {
            if (neighbors.size() >= MOST) {
                lost++;
                return null;
            }
            known = new Neighbor(this, address, f);
            neighbors.put(address, known);
        }
        known.lastNanos = f.nanos();
        known.messages++;
        known.mac = packet.hasMac() ? packet.sourceMac() : known.mac;
        return known;
    }

    // ---- hellos

    void hello(PimMessage hello, Datagram packet, long at) {
        Frame f = hello.frame();
        Neighbor from = neighbor(packet, f);
        if (from == null) {
            return;
        }
        long seconds = hello.holdtime();
        if (seconds == 0) {
            goodbye(from, f);
            return;
        }
        boolean known = from.up;
        boolean other = from.hellos > 0 && from.priority != hello.drPriority();
        generation(from, hello, f);
        from.firstHelloAt = from.hellos == 0 ? at : from.firstHelloAt;
        from.hellos++;
        from.helloAt = at;
        from.up = true;
        from.left = false;
        from.holdtime = seconds == PimMessage.NONE
                ? HOLDTIME
                : seconds == PimMessage.FOREVER ? Long.MAX_VALUE : seconds * SECOND;
        from.priority = hello.drPriority();
        from.propagation = hello.propagationDelay();
        from.override = hello.overrideInterval();
        from.bidirectional = hello.isBidirectional();
        addresses(from, hello);
        if (!known) {
            event(f, "neighbor", from, words(from));
        } else if (other) {
            event(f, "priority", from, "DR priority is now " + priority(from));
        }
        elect(f.nanos(), f, at - time.start() > SETTLED || other);
    }

    private void generation(Neighbor from, PimMessage hello, Frame f) {
        long now = hello.generation();
        if (from.generation != PimMessage.NONE && now != PimMessage.NONE && now != from.generation) {
            from.restarts++;
            event(f, "restart", from, "generation ID is now " + hex(now) + ", was " + hex(from.generation));
            Finding finding = about(from.address).raise(PimRules.GENERATION, f);
            if (finding != null) {
                finding.say(label(from), "Restarted: generation ID " + hex(now) + ", was " + hex(from.generation));
            }
        }
        from.generation = now == PimMessage.NONE ? from.generation : now;
    }

    static String hex(long id) {
        return String.format("%08x", id);
    }

    private void addresses(Neighbor from, PimMessage hello) {
        int count = hello.addresses(scratch);
        if (count == 0 && from.addresses.isEmpty()) {
            return;
        }
        List<String> now = new ArrayList<>();
        for (int i = 0; i < Math.min(count, MOST_ADDRESSES); i++) {
            now.add(scratch[i].toString());
        }
        from.addresses = now;
    }

    private void goodbye(Neighbor from, Frame f) {
        Finding finding = about(from.address).raise(PimRules.GOODBYE, f);
        if (finding != null) {
            finding.say(label(from), "Says goodbye");
        }
        from.left = true;
        if (from.up) {
            from.up = false;
            event(f, "goodbye", from, "goes down in good order");
            elect(f.nanos(), f, true);
        }
    }

    private static String words(Neighbor from) {
        return "hold "
                + (from.holdtime == Long.MAX_VALUE ? "forever" : Quantity.duration(from.holdtime))
                + (from.priority == PimMessage.NONE ? ", no DR priority" : ", DR priority " + priority(from))
                + (from.generation == PimMessage.NONE ? "" : ", generation ID " + hex(from.generation));
    }

    private static String priority(Neighbor from) {
        return from.priority == PimMessage.NONE ? "not said" : Long.toString(from.priority);
    }

    // ---- the designated router

    /** RFC 7761, 4.3.2: highest priority, then highest address; only the address when one router says no priority. */
    private void elect(long nanos, Frame f, boolean isTold) {
        long frame = f == null ? 0 : f.number();
        boolean all = neighbors.values().stream().noneMatch(n -> n.up && n.priority == PimMessage.NONE);
        Neighbor best = null;
        for (Neighbor each : neighbors.values()) {
            if (each.up && (best == null || isBetter(each, best, all))) {
                best = each;
            }
        }
        Neighbor before = designated;
        designated = best;
        if (best == before || best == null) {
            return;
        }
        String how = "is the designated router, by " + (all ? "priority " + best.priority + " and address" : "address");
        boolean changed = before != null && isTold;
        String was = changed ? "; was " + before.address : "";
        events.add(nanos, frame, key.vlan(), changed ? "dr-changed" : "dr", label(best), how + was);
        if (changed) {
            Findings these = about(best.address);
            Finding finding =
                    f == null ? these.raise(PimRules.DR_CHANGED, nanos, 0) : these.raise(PimRules.DR_CHANGED, f);
            if (finding != null) {
                finding.say(name(), "Designated router is now " + best.address + ", was " + before.address);
            }
        }
    }

    private static boolean isBetter(Neighbor a, Neighbor b, boolean byPriority) {
        return byPriority && a.priority != b.priority ? a.priority > b.priority : a.address.compareTo(b.address) > 0;
    }

    // ---- others' messages

    /** A message that only neighbors may send. */
    void heard(PimMessage message, Datagram packet, long at) {
        Frame f = message.frame();
        Neighbor from = neighbor(packet, f);
        if (from == null || from.hellos > 0 || at - time.start() <= HOLDTIME) {
            return;
        }
        Finding finding = about(from.address).raise(PimRules.NO_HELLO, f);
        if (finding != null) {
            finding.say(label(from), "Sends " + message.name() + ", but no hello was seen in this capture");
        }
    }

    // ---- time

    @Override
    public long due() {
        long due = Long.MAX_VALUE;
        for (Neighbor each : neighbors.values()) {
            due = each.expiryAt() == NEVER ? due : Math.min(due, each.expiryAt() + 1);
        }
        return due;
    }

    @Override
    public void check(long at) {
        for (Neighbor each : neighbors.values()) {
            long expiry = each.expiryAt();
            if (expiry != NEVER && at > expiry) {
                each.up = false;
                events.add(
                        time.shown(expiry),
                        0,
                        key.vlan(),
                        "expired",
                        label(each),
                        "no hello for " + Quantity.duration(each.holdtime));
                Finding finding = about(each.address).raise(PimRules.EXPIRED, time.shown(expiry), 0);
                if (finding != null) {
                    finding.say(label(each), "No hello for its holdtime, " + Quantity.duration(each.holdtime));
                }
                elect(time.shown(expiry), null, true);
            }
        }
    }

    // ---- words

    private Findings about(Address address) {
        return findings.about(
                address.high(),
                address.low(),
                key.vlan(),
                key.four() ? 4 : 6,
                key.tunnel().hashCode());
    }

    private String label(Neighbor neighbor) {
        return neighbor.address + (key.vlan() == 0 ? "" : " on VLAN " + Datagram.vlan(key.vlan()));
    }

    private void event(Frame f, String what, Neighbor about, String text) {
        events.add(f.nanos(), f.number(), key.vlan(), what, about.address.toString(), text);
    }
}
