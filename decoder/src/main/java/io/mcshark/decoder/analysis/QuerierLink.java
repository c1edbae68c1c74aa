package io.mcshark.decoder.analysis;

import static io.mcshark.decoder.analysis.Querier.NEVER;
import static io.mcshark.decoder.analysis.Querier.SECOND;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.GroupMessage;
import io.mcshark.decoder.report.Quantity;
import java.util.LinkedHashMap;
import java.util.Map;

/** One VLAN and address family: who asks, and who won the election. */
final class QuerierLink implements Timetable.Entry {
    /** The most addresses that ask, told apart on one link. */
    static final int MOST_QUERIERS = 64;

    /** How long after the beginning an absence says something: the default group membership interval, RFC 3376, 8.4. */
    static final long PATIENCE = 260 * SECOND;

    /** How long a PIM hello holds where it does not say: RFC 7761, 4.11. */
    private static final long HELLO = 105 * SECOND;

    /** @param tunnel the protocol around the IP packet; "" for none */
    record Key(int vlan, boolean four, String tunnel) {}

    final Key key;
    final QuerierDemand demand;
    private final Timebase time;
    private final Timeline events;
    private final Findings findings;
    private final Map<Address, Querier> queriers = new LinkedHashMap<>();
    private Address router;
    private long routerAt;
    private long routerLastAt;

    Querier querier;
    long sinceNanos;
    boolean silent;
    private boolean aged;
    private boolean told;
    int changes;
    int timeouts;
    private int newest;
    long general;
    long zero;
    long bad;
    long evicted;

    QuerierLink(Key key, Timebase time, Timeline events, Findings findings) {
        this.key = key;
        this.time = time;
        this.events = events;
        this.findings = findings;
        demand = new QuerierDemand(this);
    }

    /** "IGMP", "MLD on VLAN 7". */
    String name() {
        return protocol()
                + (key.vlan == 0 ? "" : " on VLAN " + Datagram.vlan(key.vlan))
                + (key.tunnel.isEmpty() ? "" : " in " + key.tunnel);
    }

    String protocol() {
        return key.four ? "IGMP" : "MLD";
    }

    Iterable<Querier> queriers() {
        return queriers.values();
    }

    // ---- queries

    void query(GroupMessage query, Datagram packet, long at) {
        Frame f = query.frame();
        Querier from = querier(packet.source(), f);
        from.lastNanos = f.nanos();
        from.lastFrame = f.number();
        from.mac = packet.hasMac() ? packet.sourceMac() : from.mac;
        if (!query.isGeneral()) {
            if (query.sources() > 0) {
                from.sourceSpecific++;
            } else {
                from.specific++;
            }
            from.version = from.general == 0 ? query.version() : from.version;
            return;
        }
        general++;
        if (from.announces(query)) {
            event(f, "announcement", from, "now says " + words(from));
        }
        version(from, f);
        long interval = from.asked(at);
        if (from.isZero()) {
            if (interval > 0) {
                from.measured(interval);
            }
            zero(from, f);
            return;
        }
        elect(from, at, f);
        judge(from, interval, f);
    }

    private Querier querier(Address address, Frame f) {
        Querier known = queriers.get(address);
        if (known == null) {
            if (queriers.size() >= MOST_QUERIERS) {
                forget();
            }
            known = new Querier(address, f.nanos(), f.number());
            queriers.put(address, known);
        }
        return known;
    }

    /** Makes room: the one heard longest ago goes, but not the querier. */
    private void forget() {
        Querier oldest = null;
        for (Querier each : queriers.values()) {
            if (each != querier && (oldest == null || each.lastFrame < oldest.lastFrame)) {
                oldest = each;
            }
        }
        if (oldest != null) {
            queriers.remove(oldest.address);
            evicted++;
        }
    }

    private void zero(Querier from, Frame f) {
        zero++;
        if (zero == 1) {
            event(f, "proxy-query", from, "a switch asks on its own, without an address");
        }
    }

    /** The lowest address wins (RFC 3376, 6.6.2), others only once it has been silent for the other-querier-present time. */
    private void elect(Querier from, long at, Frame f) {
        if (querier == null) {
            install(from, f, "querier", words(from));
        } else if (from == querier) {
            if (silent) {
                event(f, "querier-back", from, "asks again");
                tell(f.nanos(), f.number(), "querier-back", from, "asks again");
            }
            silent = false;
            aged = false;
        } else if (from.address.compareTo(querier.address) < 0) {
            change(from, f, "is lower than " + querier.address + " and takes over");
        } else if (silent || isLeft(from, at)) {
            change(from, f, "takes over: " + querier.address + " last asked " + ago(at - querier.generalAt));
        } else {
            lose(from, at, f);
        }
    }

    /** Whether one with a higher address asks on while the querier misses its turn. */
    private boolean isLeft(Querier from, long at) {
        long missing = at - querier.generalAt;
        return from.run >= 2 && querier.generalAt < from.runAt && missing > querier.interval() * 6 / 5;
    }

    private void install(Querier from, Frame f, String what, String words) {
        querier = from;
        sinceNanos = f.nanos();
        silent = false;
        aged = false;
        event(f, what, from, words);
        tell(f.nanos(), f.number(), what, from, words);
    }

    private void change(Querier from, Frame f, String words) {
        Querier before = querier;
        changes++;
        install(from, f, "querier-changed", words);
        Finding finding = about(from.address).raise(QuerierRules.CHANGED, f);
        if (finding != null) {
            finding.say(name(), "Querier is now " + from.address + ", was " + before.address);
        }
    }

    /** A higher address has asked. Once is how routers begin; when it goes on, the two do not hear each other. */
    private void lose(Querier from, long at, Frame f) {
        if (from.run == 1) {
            event(f, "lost-election", from, "is higher than the querier " + querier.address);
        }
        if (querier.generalAt <= from.runAt) {
            return; // has not heard it yet
        }
        from.rivalPreviousAt = from.rivalAt;
        from.rivalAt = at;
        long window = 2 * Math.max(querier.interval(), from.interval());
        boolean twice = from.rivalPreviousAt != NEVER && at - from.rivalPreviousAt <= window;
        boolean both = querier.previousAt > from.runAt && at - querier.previousAt <= window;
        if (twice && both) {
            Finding finding = findings.about(
                            querier.address.low(), from.address.high(), from.address.low(), key.vlan, key.four ? 4 : 6)
                    .raise(QuerierRules.TWO, f);
            if (finding != null) {
                finding.say(name(), from.address + " goes on asking beside " + querier.address + ", which is lower");
                event(f, "two-queriers", from, "asks on although " + querier.address + " is lower");
            }
        }
    }

    // ---- what queries say

    private static String words(Querier from) {
        return "version " + from.version
                + (from.announced() > 0 ? ", every " + Quantity.duration(from.announced()) : "")
                + ", answer within " + Quantity.duration(from.response())
                + (from.robustness() > 0 ? ", robustness " + from.robustness() : "");
    }

    private void version(Querier from, Frame f) {
        if (from.version < newest) {
            Finding finding = about(from.address).raise(QuerierRules.FALLBACK, f);
            if (finding != null) {
                finding.say(
                        name(),
                        from.address + " asks in version " + from.version + ", version " + newest + " was in use");
            }
        }
        newest = Math.max(newest, from.version);
    }

    private void judge(Querier from, long interval, Frame f) {
        if (interval > 0) {
            irregular(from, interval, f);
            from.measured(interval);
        }
        if (from == querier && router != null && router.compareTo(from.address) < 0) {
            Querier asks = queriers.get(router);
            boolean quiet = asks == null || asks.general == 0;
            if (quiet && time.now() - routerAt > from.interval() && time.now() - routerLastAt <= HELLO) {
                Finding finding = about(from.address).raise(QuerierRules.NOT_LOWEST, f);
                if (finding != null) {
                    finding.say(name(), from.address + " asks, " + router + " says PIM hello and does not");
                }
            }
        }
    }

    private void irregular(Querier from, long interval, Frame f) {
        long usual = from.announced() > 0 ? from.announced() : from.median();
        boolean starting = from.isStarting() && interval < usual;
        if (usual == 0 || starting || Math.abs(interval - usual) * 5 <= usual) {
            return;
        }
        Finding finding = about(from.address).raise(QuerierRules.IRREGULAR, f);
        if (finding != null) {
            finding.say(
                    name(),
                    from.address + " asked " + Quantity.duration(interval) + " after the query before, "
                            + (from.announced() > 0 ? "it announces " : "usual are ") + Quantity.duration(usual));
        }
    }

    // ---- who needs a querier

    void report(GroupMessage report, Address from, long at) {
        newest = Math.max(newest, report.version());
        demand.report(report, from, at);
        check(at);
    }

    /** Data to a group that is not of the link only. */
    void data(long at) {
        demand.data();
        if (!told) {
            check(at);
        }
    }

    /** A router says PIM hello. */
    void router(Address address, long at) {
        if (router == null || address.compareTo(router) < 0 || at - routerLastAt > HELLO) {
            router = address;
            routerAt = at;
        }
        routerLastAt = address.equals(router) ? at : routerLastAt;
    }

    // ---- time

    /** When it has to be looked at next though no packet comes. */
    @Override
    public long due() {
        if (querier == null) {
            long due = time.start() + PATIENCE + 1;
            return told || due <= time.now() ? Long.MAX_VALUE : due; // later whoever needs one looks
        }
        return !silent
                ? querier.generalAt + querier.timeout() + 1
                : aged ? Long.MAX_VALUE : querier.generalAt + querier.membership() + 1;
    }

    /** Finds what is absent. */
    @Override
    public void check(long at) {
        if (querier == null) {
            if (at - time.start() > PATIENCE && demand.isThere()) {
                absent(
                        at,
                        "No query with a source address was seen in " + Quantity.duration(at - time.start())
                                + " of this capture, " + demand.words());
            }
            return;
        }
        if (!silent && at - querier.generalAt > querier.timeout()) {
            silent = true;
            timeouts++;
            long since = querier.generalAt + querier.timeout();
            String words = "last asked " + ago(querier.timeout()) + ": its time is over";
            events.add(time.shown(since), 0, key.vlan, "querier-silent", label(querier), words);
            tell(time.shown(since), 0, "querier-silent", querier, words);
            Finding finding = about(querier.address).raise(QuerierRules.SILENT, time.shown(since), 0);
            if (finding != null) {
                finding.say(name(), querier.address + " has not asked for " + Quantity.duration(querier.timeout()));
            }
        }
        if (silent && !aged && at - querier.generalAt > querier.membership()) {
            aged = true;
            long since = querier.generalAt + querier.membership();
            events.add(
                    time.shown(since),
                    0,
                    key.vlan,
                    "members-expire",
                    name(),
                    "whoever has not reported since the last query is forgotten");
            if (demand.isThere()) {
                absent(
                        since,
                        "No query since " + querier.address + " fell silent " + Quantity.duration(querier.membership())
                                + " ago, " + demand.words());
            }
        }
    }

    private void absent(long at, String text) {
        told = true;
        Finding finding = about(key.four ? 4 : 6, 2).raise(QuerierRules.NO_QUERIER, time.shown(at), 0);
        if (finding != null) {
            finding.say(name(), text);
        }
    }

    /** How long no querier has asked; from the capture's beginning when none has. */
    long unasked() {
        return time.now() - (querier == null ? time.start() : querier.generalAt);
    }

    /** When a switch that snoops has forgotten members at the latest, unless it is asked again; by the time base. */
    long expiryAt() {
        if (querier != null) {
            return querier.generalAt + querier.membership() + querier.response();
        }
        return demand.reportAt() == NEVER ? NEVER : demand.reportAt() + PATIENCE;
    }

    /** What an address is in the election. */
    String role(Querier q) {
        if (q.isZero()) {
            return "proxy";
        }
        if (q == querier) {
            return silent ? "silent" : "querier";
        }
        if (q.general == 0) {
            return "groups only";
        }
        if (q.isRival(time.now())) {
            return "rival";
        }
        return querier != null && q.address.compareTo(querier.address) > 0 ? "lost election" : "silent";
    }

    // ---- words

    Findings about(Address address) {
        return findings.about(address.high(), address.low(), key.vlan, key.four ? 4 : 6, key.tunnel.hashCode());
    }

    Findings about(long a, long b) {
        return findings.about(a, b, key.vlan, 0, key.tunnel.hashCode());
    }

    private void event(Frame f, String what, Querier about, String text) {
        events.add(f.nanos(), f.number(), key.vlan, what, label(about), text);
    }

    /** Of the querier's coming and going, those who want to know are told at once. */
    private void tell(long nanos, long frame, String how, Querier who, String words) {
        events.tell(new Happening(
                Happening.Type.QUERIER,
                nanos,
                frame,
                key.vlan,
                how,
                null,
                who.address,
                0,
                0,
                0,
                protocol() + ", " + words));
    }

    private String label(Querier q) {
        return protocol() + " " + q.address;
    }

    private static String ago(long nanos) {
        return Quantity.duration(nanos) + " ago";
    }
}
