package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.PimMessage;
import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Quantity;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What PIM routers want from each other, per group and source: joins and prunes, asserts, registers. At most {@link #MOST} of each. */
final class PimRoutes {
    static final int MOST = 50_000;

    private static final String VLAN_ABOUT = "VLAN id, outer.inner for two; null untagged.";

    private static final long SECOND = PimLink.SECOND, NEVER = PimLink.NEVER;

    /** How long others may override a prune before it counts: RFC 7761, 4.11, J/P override interval. */
    private static final long OVERRIDE = 3 * SECOND;

    /** Registers may go on for so long until they must be answered; a pause of so much ends a run of them. */
    private static final long UNANSWERED = 10 * SECOND, PAUSE = 60 * SECOND;

    /** An assert that takes back: RFC 7761, 4.9.6. */
    private static final long INFINITE_PREFERENCE = 0x7fff_ffffL;

    private static final int MOST_SENDERS = 8;

    /** @param source the source; null for all, (*,G) */
    private record Key(PimLink.Key link, Address group, int bits, Address source, boolean rpt, Address upstream) {}

    /** Who wants what from whom. */
    static final class Route {
        private final Key key;
        private final Set<Address> senders = new LinkedHashSet<>();
        private final long firstNanos;
        private Address rp;
        private boolean pruned;
        private long hold;
        private long changedAt;
        private long lastNanos;
        private long lastFrame;
        private long joins;
        private long prunes;

        Route(Key key, long nanos) {
            this.key = key;
            firstNanos = nanos;
        }

        private String text() {
            return "(" + (key.source == null ? "*" : key.source) + "," + range(key.group, key.bits)
                    + (key.rpt && key.source != null ? ",rpt)" : ")");
        }

        /** Until when the state holds; a prune of a whole tree ends what there was and holds no time. */
        private long expiryAt() {
            return pruned && !key.rpt || hold == Long.MAX_VALUE ? NEVER : changedAt + hold;
        }

        private String state(long now) {
            if (pruned && !key.rpt) {
                return now - changedAt <= OVERRIDE ? "prune pending" : "pruned";
            }
            return expiryAt() != NEVER && now > expiryAt() ? "expired" : pruned ? "pruned" : "joined";
        }

        private Long left(long now) {
            return expiryAt() == NEVER || now > expiryAt() ? null : expiryAt() - now;
        }
    }

    /** Two routers forward one stream to a link. */
    static final class Contest {
        private final Key key;
        private final Set<Address> routers = new LinkedHashSet<>();
        private Address winner;
        private boolean rpt;
        private long preference;
        private long metric;
        private long count;
        private long firstNanos;
        private long firstFrame;
        private long lastNanos;

        Contest(Key key) {
            this.key = key;
        }
    }

    private record RegisterKey(Address source, Address group, Address router, Address rp) {}

    /** A designated router's registers of a source to an RP. */
    static final class Register {
        private final RegisterKey key;
        private long data;
        private long empty;
        private long stops;
        private long runAt = NEVER;
        private long dataAt = NEVER;
        private boolean stuck;
        private long firstNanos;
        private long lastNanos;

        Register(RegisterKey key) {
            this.key = key;
        }
    }

    private final Timebase time;
    private final Timeline events;
    private final Findings findings;
    private final Map<Key, Route> routes = new LinkedHashMap<>();
    private final Map<Key, Contest> contests = new LinkedHashMap<>();
    private final Map<RegisterKey, Register> registers = new LinkedHashMap<>();
    private long lost;

    /** A row: a route as it is at a time. */
    record Wanted(Route route, long now) {}

    static final Sheet<Wanted> ROUTE = Sheet.of(
            "route",
            "Joins and prunes",
            "What routers on a link asked an upstream neighbor for.",
            Column.of("vlan", "VLAN", Kind.TEXT, VLAN_ABOUT, w -> vlan(w.route.key)),
            Column.of("route", "Route", Kind.TEXT, "(*,G), (S,G) or (S,G,rpt).", w -> w.route.text()),
            Column.<Wanted>of(
                            "group",
                            "Group",
                            Kind.TEXT,
                            "Group, or range.",
                            w -> range(w.route.key.group, w.route.key.bits))
                    .hidden(),
            Column.<Wanted>of("source", "Source", Kind.TEXT, "Source; null for all.", w -> text(w.route.key.source))
                    .hidden(),
            Column.of("rp", "RP", Kind.TEXT, "The RP that a join of (*,G) names.", w -> text(w.route.rp)),
            Column.of(
                    "upstream",
                    "Upstream",
                    Kind.TEXT,
                    "Upstream neighbor that is asked.",
                    w -> text(w.route.key.upstream)),
            Column.of(
                    "state",
                    "State",
                    Kind.TEXT,
                    "joined; prune pending (others may override it for 3 s); pruned; expired.",
                    w -> w.route.state(w.now)),
            Column.of("left", "Left", Kind.DURATION, "What is left of the holdtime.", w -> w.route.left(w.now)),
            Column.of(
                    "from",
                    "From",
                    Kind.TEXTS,
                    "Who asked, the first ones; whoever pruned is none.",
                    w -> texts(w.route.senders)),
            Column.of("joins", "Joins", Kind.COUNT, "Joins.", w -> w.route.joins),
            Column.of("prunes", "Prunes", Kind.COUNT, "Prunes.", w -> w.route.prunes),
            Column.<Wanted>of("first", "First", Kind.TIME, "The first message.", w -> w.route.firstNanos)
                    .rank(2),
            Column.<Wanted>of("last", "Last", Kind.TIME, "The last message.", w -> w.route.lastNanos)
                    .rank(1),
            Column.<Wanted>of("last_frame", "Frame", Kind.COUNT, "Frame of the last message.", w -> w.route.lastFrame)
                    .hidden());

    static final Sheet<Contest> ASSERT = Sheet.of(
            "assert",
            "Asserts",
            "A stream that two routers forwarded to one link, with who won.",
            Column.of("vlan", "VLAN", Kind.TEXT, VLAN_ABOUT, c -> vlan(c.key)),
            Column.of("group", "Group", Kind.TEXT, "Group.", c -> c.key.group.toString()),
            Column.of("source", "Source", Kind.TEXT, "Source; null for all.", c -> text(c.key.source)),
            Column.of(
                    "winner",
                    "Winner",
                    Kind.TEXT,
                    "Who forwards on: RFC 7761, 4.6.3; null once it has given up.",
                    c -> text(c.winner)),
            Column.of("rpt", "RP tree", Kind.FLAG, "Whether the winner's route is that to the RP.", c -> c.rpt),
            Column.of("preference", "Preference", Kind.COUNT, "The winner's metric preference.", c -> c.preference),
            Column.of("metric", "Metric", Kind.COUNT, "The winner's metric.", c -> c.metric),
            Column.of("routers", "Routers", Kind.TEXTS, "Who asserted, the first ones.", c -> texts(c.routers)),
            Column.of("asserts", "Asserts", Kind.COUNT, "Messages.", c -> c.count),
            Column.<Contest>of("first", "First", Kind.TIME, "The first one.", c -> c.firstNanos)
                    .rank(2),
            Column.<Contest>of("last", "Last", Kind.TIME, "The last one.", c -> c.lastNanos)
                    .rank(1),
            Column.<Contest>of("first_frame", "Frame", Kind.COUNT, "Frame of the first one.", c -> c.firstFrame)
                    .hidden());

    static final Sheet<Register> REGISTER = Sheet.of(
            "register",
            "Registers",
            "A source that a designated router announced to an RP, its packets inside registers.",
            Column.of("source", "Source", Kind.TEXT, "Source.", r -> text(r.key.source)),
            Column.of("group", "Group", Kind.TEXT, "Group.", r -> text(r.key.group)),
            Column.of("router", "Router", Kind.TEXT, "The designated router.", r -> r.key.router.toString()),
            Column.of("rp", "RP", Kind.TEXT, "Whom it registers with.", r -> r.key.rp.toString()),
            Column.of(
                    "state",
                    "State",
                    Kind.TEXT,
                    "registering; stuck (data for 10 s, no stop seen); stopped.",
                    r -> r.stuck ? "stuck" : r.runAt != NEVER ? "registering" : "stopped"),
            Column.of("data", "Data", Kind.COUNT, "Registers with a packet of the stream.", r -> r.data),
            Column.of("null", "Null", Kind.COUNT, "Null registers.", r -> r.empty),
            Column.of("stops", "Stops", Kind.COUNT, "Register-stops.", r -> r.stops),
            Column.<Register>of("first", "First", Kind.TIME, "The first message.", r -> r.firstNanos)
                    .rank(2),
            Column.<Register>of("last", "Last", Kind.TIME, "The last message.", r -> r.lastNanos)
                    .rank(1));

    PimRoutes(Timebase time, Timeline events, Findings findings) {
        this.time = time;
        this.events = events;
        this.findings = findings;
    }

    private static String vlan(Key key) {
        return key.link.vlan() == 0 ? null : Datagram.vlan(key.link.vlan());
    }

    private static String text(Address address) {
        return address == null ? null : address.toString();
    }

    private static List<String> texts(Collection<Address> addresses) {
        return addresses.stream().map(Address::toString).toList();
    }

    static String range(Address group, int bits) {
        return group + (bits == (group.isIpv4() ? 32 : 128) ? "" : "/" + bits);
    }

    // ---- joins and prunes

    void joinPrune(PimMessage message, Address from, PimLink.Key link, long at) {
        long seconds = message.holdtime();
        Address upstream = message.head();
        while (message.next()) {
            boolean all = message.isWildcard();
            Key key = new Key(
                    link,
                    message.group(),
                    message.groupBits(),
                    all ? null : message.point(),
                    message.isOnRpTree() && !all,
                    upstream);
            Route route = routes.get(key);
            if (route == null) {
                if (routes.size() >= MOST) {
                    lost++;
                    continue;
                }
                route = new Route(key, message.frame().nanos());
                routes.put(key, route);
            }
            route.rp = all ? message.point() : route.rp;
            enter(route, message, from, seconds == PimMessage.FOREVER ? Long.MAX_VALUE : seconds * SECOND, at);
        }
    }

    private void enter(Route route, PimMessage message, Address from, long hold, long at) {
        Frame f = message.frame();
        boolean prune = message.isPrune();
        boolean begins = route.joins + route.prunes == 0;
        boolean turns = !begins && route.pruned != prune;
        if (prune) {
            route.prunes++;
            route.senders.remove(from);
        } else {
            route.joins++;
            if (route.senders.size() < MOST_SENDERS) {
                route.senders.add(from);
            }
        }
        // Of graft messages the holdtime means nothing: RFC 3973, 4.7.8.
        route.hold = message.type() == PimMessage.JOIN_PRUNE ? hold : Long.MAX_VALUE;
        route.pruned = prune;
        route.changedAt = at;
        route.lastNanos = f.nanos();
        route.lastFrame = f.number();
        if (begins || turns) {
            events.add(
                    f.nanos(),
                    f.number(),
                    route.key.link.vlan(),
                    prune ? "prune" : "join",
                    from.toString(),
                    route.text() + (route.key.upstream == null ? "" : " from upstream " + route.key.upstream));
        }
    }

    // ---- asserts

    void contest(PimMessage message, Address from, PimLink.Key link, String name) {
        Frame f = message.frame();
        Address group = message.routeGroup();
        Address source = message.routeSource();
        if (group == null || source == null || message.metric() == PimMessage.NONE) {
            return;
        }
        Address one = message.isRpt() || source.isUnspecified() ? null : source;
        Key key = new Key(link, group, 0, one, false, null);
        Contest contest = contests.get(key);
        if (contest == null) {
            if (contests.size() >= MOST) {
                lost++;
                return;
            }
            contest = new Contest(key);
            contest.firstNanos = f.nanos();
            contest.firstFrame = f.number();
            contests.put(key, contest);
        }
        contest.count++;
        contest.lastNanos = f.nanos();
        if (contest.routers.size() < MOST_SENDERS) {
            contest.routers.add(from);
        }
        weigh(contest, message, from, f);
        String stream = "(" + (one == null ? "*" : one) + "," + group + ")";
        Finding finding = findings.about(group.high(), group.low(), one == null ? 0 : one.low(), link.vlan(), 0)
                .raise(PimRules.ASSERT, f);
        if (finding != null) {
            finding.say(
                    name + ", " + stream,
                    from + " asserts preference " + message.preference() + ", metric " + message.metric()
                            + (contest.winner == null ? "" : "; " + contest.winner + " wins"));
        }
    }

    /** RFC 7761, 4.6.3: the source's tree before the RP's, then the lower preference, the lower metric, the higher address. */
    private void weigh(Contest contest, PimMessage message, Address from, Frame f) {
        boolean gives = message.preference() == INFINITE_PREFERENCE;
        if (gives) {
            contest.winner = from.equals(contest.winner) ? null : contest.winner;
            return;
        }
        int order = contest.winner == null || contest.winner.equals(from)
                ? -1
                : Boolean.compare(message.isRpt(), contest.rpt);
        order = order != 0 ? order : Long.compare(message.preference(), contest.preference);
        order = order != 0 ? order : Long.compare(message.metric(), contest.metric);
        order = order != 0 ? order : contest.winner.compareTo(from);
        if (order >= 0) {
            return;
        }
        Address before = contest.winner;
        contest.winner = from;
        contest.rpt = message.isRpt();
        contest.preference = message.preference();
        contest.metric = message.metric();
        if (!from.equals(before)) {
            events.add(
                    f.nanos(),
                    f.number(),
                    contest.key.link.vlan(),
                    "assert",
                    from.toString(),
                    "forwards (" + (contest.key.source == null ? "*" : contest.key.source) + "," + contest.key.group
                            + ") by preference " + contest.preference + ", metric " + contest.metric
                            + (before == null ? "" : "; was " + before));
        }
    }

    // ---- registers

    /** @param router who registers, {@code rp} with whom */
    void register(PimMessage message, Address source, Address group, Address router, Address rp, long at) {
        Frame f = message.frame();
        Register register = register(new RegisterKey(source, group, router, rp), f);
        if (register == null) {
            return;
        }
        if (message.isNullRegister()) {
            register.empty++;
            return;
        }
        register.data++;
        if (register.runAt == NEVER || at - register.dataAt > PAUSE) {
            register.runAt = at;
            register.stuck = false;
        }
        register.dataAt = at;
        if (at - register.runAt > UNANSWERED) {
            register.stuck = true;
            Finding finding = findings.about(source, group, router.low()).raise(PimRules.STUCK, f);
            if (finding != null) {
                finding.say(
                        router + " to RP " + rp,
                        "Registers of (" + source + "," + group + ") for " + Quantity.duration(at - register.runAt)
                                + ", no stop seen");
            }
        }
    }

    void stop(PimMessage message, Address rp, Address router) {
        Address group = message.routeGroup();
        Address source = message.routeSource();
        Register register = group == null || source == null
                ? null
                : register(new RegisterKey(source, group, router, rp), message.frame());
        if (register != null) {
            register.stops++;
            register.runAt = NEVER;
            register.stuck = false;
        }
    }

    private Register register(RegisterKey key, Frame f) {
        Register register = registers.get(key);
        if (register == null) {
            if (registers.size() >= MOST) {
                lost++;
                return null;
            }
            register = new Register(key);
            register.firstNanos = f.nanos();
            registers.put(key, register);
        }
        register.lastNanos = f.nanos();
        return register;
    }

    // ---- report

    void put(Report report) {
        List<Route> sorted = new ArrayList<>(routes.values());
        sorted.sort((a, b) -> a.key.link.vlan() != b.key.link.vlan()
                ? Integer.compare(a.key.link.vlan(), b.key.link.vlan())
                : a.key.group.compareTo(b.key.group));
        report.add(
                ROUTE,
                sorted.stream().map(route -> new Wanted(route, time.now())).toList());
        report.add(ASSERT, new ArrayList<>(contests.values()));
        report.add(REGISTER, new ArrayList<>(registers.values()));
        if (lost > 0) {
            report.say(lost + " entries of further groups were not kept: there were more than " + MOST);
        }
    }
}
