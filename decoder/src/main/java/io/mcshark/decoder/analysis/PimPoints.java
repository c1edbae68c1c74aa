package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.AutoRp;
import io.mcshark.decoder.protocol.PimMessage;
import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Quantity;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rendezvous points and bootstrap routers, as routers are told of them; sources, as they are flooded. At most {@link #MOST}. */
final class PimPoints {
    static final int MOST = 20_000;

    private static final long SECOND = PimLink.SECOND;

    /** The bootstrap timeout: RFC 5059, 5. */
    private static final long BOOTSTRAP_TIMEOUT = 130 * SECOND;

    /** How many scopes have a bootstrap router of their own. */
    private static final int MOST_SCOPES = 256;

    /** @param via how it is told */
    private record Key(String via, Address group, int bits, Address point, Address teller) {}

    /** Something that is announced for groups. */
    static final class Point {
        private final Key key;
        private final boolean source;
        private final long firstNanos;
        private long lastNanos;
        private long lastFrame;
        private long priority = PimMessage.NONE;
        private long hold;
        private long at;
        private boolean bidirectional;
        private boolean negative;
        private long count;

        Point(Key key, boolean source, long nanos) {
            this.key = key;
            this.source = source;
            firstNanos = nanos;
        }
    }

    /** A row: a point as it is at a time. */
    record Row(Point point, long now) {
        private Long left() {
            long left = point.hold == Long.MAX_VALUE ? -1 : point.at + point.hold - now;
            return left <= 0 ? null : left;
        }

        private String state() {
            return point.hold == 0
                    ? "withdrawn"
                    : point.hold != Long.MAX_VALUE && now > point.at + point.hold ? "expired" : "known";
        }
    }

    static final Sheet<Row> RP = Sheet.of(
            "rp",
            "Rendezvous points",
            "An RP for a range of groups, or a source of a group, as a message announced it.",
            Column.of(
                    "range",
                    "Groups",
                    Kind.TEXT,
                    "Group, or range.",
                    r -> PimRoutes.range(r.point.key.group, r.point.key.bits)),
            Column.of(
                    "rp",
                    "RP",
                    Kind.TEXT,
                    "The RP; null for a source.",
                    r -> r.point.source ? null : r.point.key.point.toString()),
            Column.of(
                    "source",
                    "Source",
                    Kind.TEXT,
                    "The source that is flooded (RFC 8364); null for an RP.",
                    r -> r.point.source ? r.point.key.point.toString() : null),
            Column.of(
                    "via",
                    "Via",
                    Kind.TEXT,
                    "bootstrap (what the bootstrap router tells), candidate (what the RP tells it), auto-rp mapping, auto-rp"
                            + " announcement, flooding.",
                    r -> r.point.key.via),
            Column.of(
                    "from",
                    "From",
                    Kind.TEXT,
                    "Bootstrap router, mapping agent or originator; for what RPs themselves say, null.",
                    r -> r.point.key.teller == null ? null : r.point.key.teller.toString()),
            Column.of(
                    "priority",
                    "Priority",
                    Kind.COUNT,
                    "The RP's priority, 0 the best; null for none.",
                    r -> r.point.priority == PimMessage.NONE ? null : r.point.priority),
            Column.of("state", "State", Kind.TEXT, "known; expired; withdrawn (holdtime 0).", Row::state),
            Column.of("left", "Left", Kind.DURATION, "What is left of its holdtime.", Row::left),
            Column.of("bidirectional", "Bidir", Kind.FLAG, "Whether the range is for bidirectional PIM.", r -> r.point
                    .bidirectional),
            Column.of(
                    "negative",
                    "Negative",
                    Kind.FLAG,
                    "Whether Auto-RP says that the range is not served.",
                    r -> r.point.negative),
            Column.of("messages", "Messages", Kind.COUNT, "How often it was told.", r -> r.point.count),
            Column.<Row>of("first", "First", Kind.TIME, "The first time.", r -> r.point.firstNanos)
                    .rank(2),
            Column.<Row>of("last", "Last", Kind.TIME, "The last time.", r -> r.point.lastNanos)
                    .rank(1),
            Column.<Row>of("last_frame", "Frame", Kind.COUNT, "Frame of the last time.", r -> r.point.lastFrame)
                    .hidden());

    /** The bootstrap router of a scope. */
    private static final class Bootstrap {
        private Address address;
        private long priority;
        private long at;
        private boolean missing;
    }

    /** @param zone the range of an administrative scope; "" for none */
    private record Scope(boolean four, String zone) {}

    private final Timebase time;
    private final Timeline events;
    private final Findings findings;
    private final Map<Key, Point> points = new LinkedHashMap<>();
    private final Map<Scope, Bootstrap> bootstraps = new LinkedHashMap<>();
    private long lost;

    PimPoints(Timebase time, Timeline events, Findings findings) {
        this.time = time;
        this.events = events;
        this.findings = findings;
    }

    // ---- messages

    void bootstrap(PimMessage message, int vlan, long at) {
        Address bsr = message.head();
        if (bsr == null) {
            return;
        }
        boolean any = false;
        String zone = "";
        while (message.next()) {
            zone = !any && message.isScoped() ? PimRoutes.range(message.group(), message.groupBits()) : zone;
            any = true;
            enter(message, "bootstrap", bsr, at);
        }
        router(message.frame(), new Scope(bsr.isIpv4(), zone), bsr, message.bsrPriority(), vlan, at);
    }

    void candidate(PimMessage message, long at) {
        while (message.next()) {
            enter(message, "candidate", null, at);
        }
    }

    void flooding(PimMessage message, long at) {
        while (message.next()) {
            enter(message, "flooding", message.head(), at);
        }
    }

    private void enter(PimMessage message, String via, Address teller, long at) {
        Key key = new Key(via, message.group(), message.groupBits(), message.point(), teller);
        Point point = point(key, message.type() == PimMessage.FLOODING, message.frame());
        if (point == null) {
            return;
        }
        long seconds = message.holdtime();
        hold(point, seconds == PimMessage.FOREVER ? Long.MAX_VALUE : seconds * SECOND, at);
        point.priority = message.type() == PimMessage.FLOODING ? PimMessage.NONE : message.priority();
        point.bidirectional = message.isBidirectionalRange();
    }

    /** A message of Auto-RP. */
    void autoRp(Frame f, int layer, Address from, int vlan, long at) {
        int head = f.at(layer);
        int end = f.end(layer);
        if (head + AutoRp.HOLDTIME.at() + AutoRp.HOLDTIME.bytes() > end) {
            return;
        }
        boolean mapping = AutoRp.TYPE.get(f, head) == 2;
        long seconds = AutoRp.HOLDTIME.get(f, head);
        int rp = -1;
        for (int i = 0; (rp = AutoRp.RP.next(f, head, end, rp, i)) >= 0; i++) {
            Address address = Address.ipv4((int) AutoRp.RP_ADDR.get(f, rp));
            int group = -1;
            for (int k = 0; (group = AutoRp.GROUP.next(f, rp, AutoRp.RP.end(f, rp, end), group, k)) >= 0; k++) {
                Key key = new Key(
                        mapping ? "auto-rp mapping" : "auto-rp announcement",
                        Address.ipv4((int) AutoRp.GROUP_PREFIX.get(f, group)),
                        (int) AutoRp.MASK_LEN.get(f, group),
                        address,
                        mapping ? from : null);
                Point point = point(key, false, f);
                if (point != null) {
                    hold(point, seconds == 0 ? Long.MAX_VALUE : seconds * SECOND, at);
                    point.negative = AutoRp.PREFIX_SIGN.get(f, group) == 1;
                }
            }
        }
    }

    private Point point(Key key, boolean source, Frame f) {
        Point point = points.get(key);
        if (point == null) {
            if (points.size() >= MOST) {
                lost++;
                return null;
            }
            point = new Point(key, source, f.nanos());
            points.put(key, point);
        }
        point.lastNanos = f.nanos();
        point.lastFrame = f.number();
        point.count++;
        return point;
    }

    private static void hold(Point point, long hold, long at) {
        point.hold = hold;
        point.at = at;
    }

    private void router(Frame f, Scope scope, Address bsr, long priority, int vlan, long at) {
        Bootstrap bootstrap = bootstraps.get(scope);
        if (bootstrap == null) {
            if (bootstraps.size() >= MOST_SCOPES) {
                lost++;
                return;
            }
            bootstrap = new Bootstrap();
            bootstraps.put(scope, bootstrap);
        }
        Address before = bootstrap.address;
        bootstrap.address = bsr;
        bootstrap.priority = priority;
        bootstrap.at = at;
        bootstrap.missing = false;
        if (before == null) {
            events.add(
                    f.nanos(),
                    f.number(),
                    vlan,
                    "bsr",
                    bsr.toString(),
                    "is the bootstrap router" + words(scope) + ", priority " + priority);
        } else if (!before.equals(bsr)) {
            events.add(
                    f.nanos(),
                    f.number(),
                    vlan,
                    "bsr-changed",
                    bsr.toString(),
                    "is the bootstrap router" + words(scope) + ", priority " + priority + "; was " + before);
            Finding finding = findings.about(bsr, before, 0).raise(PimRules.BSR_CHANGED, f);
            if (finding != null) {
                finding.say("BSR" + words(scope), "Bootstrap router is now " + bsr + ", was " + before);
            }
        }
    }

    private static String words(Scope scope) {
        return (scope.four ? "" : " for IPv6") + (scope.zone.isEmpty() ? "" : " of " + scope.zone);
    }

    // ---- time

    long due() {
        long due = Long.MAX_VALUE;
        for (Bootstrap each : bootstraps.values()) {
            due = each.missing ? due : Math.min(due, each.at + BOOTSTRAP_TIMEOUT + 1);
        }
        return due;
    }

    void check(long at) {
        bootstraps.forEach((scope, bootstrap) -> {
            if (!bootstrap.missing && at - bootstrap.at > BOOTSTRAP_TIMEOUT) {
                bootstrap.missing = true;
                long since = time.shown(bootstrap.at + BOOTSTRAP_TIMEOUT);
                String text = "no bootstrap message for " + Quantity.duration(BOOTSTRAP_TIMEOUT);
                events.add(since, 0, 0, "bsr-missing", bootstrap.address.toString(), text);
                Finding finding = findings.about(bootstrap.address).raise(PimRules.BSR_MISSING, since, 0);
                if (finding != null) {
                    finding.say("BSR" + words(scope), "No bootstrap message of " + bootstrap.address + " for 130 s");
                }
            }
        });
    }

    // ---- report

    void put(Report report) {
        List<Point> sorted = new ArrayList<>(points.values());
        sorted.sort((a, b) -> {
            int order = a.key.group.compareTo(b.key.group);
            return order != 0 ? order : Integer.compare(a.key.bits, b.key.bits);
        });
        report.add(RP, sorted.stream().map(point -> new Row(point, time.now())).toList());
        bootstraps.forEach((scope, bootstrap) -> report.say("The bootstrap router" + words(scope) + " is "
                + bootstrap.address + ", priority " + bootstrap.priority + ", last heard "
                + Quantity.duration(time.now() - bootstrap.at) + " ago"
                + (bootstrap.missing ? ": its time is over." : ".")));
        if (lost > 0) {
            report.say(lost + " further announcements were not kept: there were more than " + MOST);
        }
    }
}
