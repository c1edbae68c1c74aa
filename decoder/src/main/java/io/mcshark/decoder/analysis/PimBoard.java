package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.analysis.PimLink.Neighbor;
import io.mcshark.decoder.protocol.AutoRp;
import io.mcshark.decoder.protocol.PimMessage;
import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a login on a PIM router would show, as far as one link tells: neighbors and the designated router, joins and prunes,
 * asserts, registers, RPs (RFC 7761, 5059, 8364; Auto-RP). At most {@link #MOST} links.
 *
 * <p>Messages with a wrong checksum count for nothing but the finding: whoever gets one drops it.
 */
public final class PimBoard implements Analysis {
    /** The most links. */
    public static final int MOST = 4096;

    private static final long MILLI = 1_000_000L;

    /** A row: a router at a time. */
    record Row(Neighbor router, Timebase time) {
        private Long expiry() {
            return router.expiryAt() == PimLink.NEVER ? null : time.shown(router.expiryAt());
        }

        private Long hold() {
            return router.hellos == 0 || router.holdtime == Long.MAX_VALUE ? null : router.holdtime;
        }

        private Long millis(long value) {
            return value == PimMessage.NONE ? null : value * MILLI;
        }
    }

    static final Sheet<Row> NEIGHBOR = Sheet.of(
            "neighbor",
            "Neighbors",
            "A PIM router on a VLAN.",
            Column.of(
                    "vlan",
                    "VLAN",
                    Kind.TEXT,
                    "VLAN id, outer.inner for two; null untagged.",
                    r -> r.router.link.key.vlan() == 0 ? null : Datagram.vlan(r.router.link.key.vlan())),
            Column.of(
                    "tunnel",
                    "In",
                    Kind.TEXT,
                    "Protocol of the tunnel it came in; null for none.",
                    r -> r.router.link.key.tunnel().isEmpty() ? null : r.router.link.key.tunnel()),
            Column.of("address", "Address", Kind.TEXT, "Source of its messages.", r -> r.router.address.toString()),
            Column.of(
                    "state",
                    "State",
                    Kind.TEXT,
                    "up; expired; gone (said goodbye); no hello (other messages only).",
                    r -> r.router.state()),
            Column.of(
                    "dr",
                    "DR",
                    Kind.FLAG,
                    "Whether it is the designated router: RFC 7761, 4.3.2.",
                    r -> r.router == r.router.link.designated()),
            Column.of(
                    "priority",
                    "Priority",
                    Kind.COUNT,
                    "Priority in that election; null for none said.",
                    r -> r.router.priority == PimMessage.NONE ? null : r.router.priority),
            Column.of("holdtime", "Hold", Kind.DURATION, "Holdtime of its hellos; null for forever.", Row::hold),
            Column.of("expiry", "Expires", Kind.TIME, "When it expires, if it says no hello.", Row::expiry),
            Column.<Row>of(
                            "generation",
                            "Generation",
                            Kind.TEXT,
                            "Generation ID, in hexadecimal.",
                            r -> r.router.generation == PimMessage.NONE ? null : PimLink.hex(r.router.generation))
                    .rank(6),
            Column.of(
                    "restarts", "Restarts", Kind.COUNT, "How often its generation ID changed.", r -> r.router.restarts),
            Column.of("hellos", "Hellos", Kind.COUNT, "Hellos.", r -> r.router.hellos),
            Column.<Row>of("interval_mean", "Every", Kind.DURATION, "Mean time between them.", r -> r.router.interval())
                    .rank(3),
            Column.<Row>of("messages", "Messages", Kind.COUNT, "All its messages to this link.", r -> r.router.messages)
                    .rank(4),
            Column.<Row>of(
                            "propagation_delay",
                            "Delay",
                            Kind.DURATION,
                            "LAN prune delay: propagation.",
                            r -> r.millis(r.router.propagation))
                    .rank(8),
            Column.<Row>of(
                            "override_interval",
                            "Override",
                            Kind.DURATION,
                            "LAN prune delay: override interval.",
                            r -> r.millis(r.router.override))
                    .rank(8),
            Column.<Row>of(
                            "bidirectional",
                            "Bidir",
                            Kind.FLAG,
                            "Whether it is capable of bidirectional PIM.",
                            r -> r.router.bidirectional)
                    .rank(7),
            Column.<Row>of("addresses", "Also", Kind.TEXTS, "Its further addresses.", r -> r.router.addresses)
                    .rank(5),
            Column.<Row>of("first", "First", Kind.TIME, "Its first message.", r -> r.router.firstNanos)
                    .rank(2),
            Column.<Row>of("last", "Last", Kind.TIME, "Its last message.", r -> r.router.lastNanos)
                    .rank(1),
            Column.<Row>of(
                            "mac",
                            "MAC",
                            Kind.TEXT,
                            "Ethernet address of its last message.",
                            r -> r.router.mac < 0
                                    ? null
                                    : new Out().mac(r.router.mac).toString())
                    .rank(9),
            Column.<Row>of("first_frame", "Frame", Kind.COUNT, "Frame of its first message.", r -> r.router.firstFrame)
                    .hidden());

    private final Findings findings;
    private final Timebase time = new Timebase();
    private final Timeline events = new Timeline();
    private final Timetable<PimLink.Key, PimLink> links = new Timetable<>(MOST);
    private final PimRoutes routes;
    private final PimPoints points;
    private final PimMessage message = new PimMessage();
    private final Datagram packet = new Datagram();
    private final Protocol autoRp;
    private long pointsDue = Long.MAX_VALUE;
    private long bad;
    private long old;

    public PimBoard(Findings findings) {
        this.findings = findings;
        routes = new PimRoutes(time, events, findings);
        points = new PimPoints(time, events, findings);
        autoRp = AutoRp.H.protocol();
    }

    @Override
    public boolean glance(Datagram packet) {
        pass(packet.nanos());
        return true;
    }

    @Override
    public void accept(Frame f) {
        long at = pass(f.nanos());
        if (message.aim(f) && packet.aim(f, message.layer())) {
            if (message.isBad()) {
                bad(f);
            } else {
                take(f, at);
            }
        } else if (message.isOfVersion1()) {
            old++;
        } else if (f.has(autoRp) && packet.aim(f, f.first(autoRp))) {
            points.autoRp(f, f.first(autoRp), packet.source(), packet.vlan(), at);
        }
    }

    private void bad(Frame f) {
        bad++;
        Finding finding = findings.about(packet.source()).raise(PimRules.BAD_CHECKSUM, f);
        if (finding != null) {
            finding.say(packet.source().toString(), "Wrong checksum: " + message.name());
        }
    }

    private void take(Frame f, long at) {
        switch (message.type()) {
            case PimMessage.REGISTER -> register(f, at);
            case PimMessage.REGISTER_STOP -> routes.stop(message, packet.source(), packet.destination());
            case PimMessage.CANDIDATE_RP -> points.candidate(message, at);
            default -> {
                PimLink link = link();
                if (link != null) {
                    local(link, at);
                }
            }
        }
        pointsDue = Math.min(pointsDue, points.due());
    }

    /** What stays on a link. */
    private void local(PimLink link, long at) {
        switch (message.type()) {
            case PimMessage.HELLO -> link.hello(message, packet, at);
            case PimMessage.JOIN_PRUNE, PimMessage.GRAFT -> {
                link.heard(message, packet, at);
                routes.joinPrune(message, packet.source(), link.key, at);
            }
            case PimMessage.ASSERT -> {
                link.heard(message, packet, at);
                routes.contest(message, packet.source(), link.key, link.name());
            }
            case PimMessage.BOOTSTRAP -> points.bootstrap(message, link.key.vlan(), at);
            case PimMessage.FLOODING -> points.flooding(message, at);
            default -> {}
        }
        links.changed(link);
    }

    private void register(Frame f, long at) {
        var router = packet.source();
        var rp = packet.destination();
        if (packet.inner() && packet.isToGroup()) {
            routes.register(message, packet.source(), packet.destination(), router, rp, at);
        }
    }

    private PimLink link() {
        return links.of(
                new PimLink.Key(packet.vlan(), packet.isIpv4(), packet.tunnel()),
                key -> new PimLink(key, time, events, findings));
    }

    private long pass(long nanos) {
        long at = time.at(nanos);
        links.pass(at);
        if (at >= pointsDue) {
            points.check(at);
            pointsDue = points.due();
        }
        return at;
    }

    @Override
    public void advance(long nanos) {
        if (time.hasStarted()) {
            pass(nanos);
        }
    }

    /** Neighbors, joins and prunes, asserts, registers, RPs, what happened. */
    public Report report() {
        List<PimLink> sorted = new ArrayList<>(links.all());
        sorted.sort(Comparator.<PimLink>comparingInt(link -> link.key.vlan())
                .thenComparing(link -> link.key.tunnel())
                .thenComparing(link -> !link.key.four()));
        List<Row> rows = new ArrayList<>();
        for (PimLink link : sorted) {
            List<Neighbor> here = new ArrayList<>();
            link.neighbors().forEach(here::add);
            here.sort(Comparator.comparing(neighbor -> neighbor.address));
            here.forEach(neighbor -> rows.add(new Row(neighbor, time)));
        }
        Report report = new Report().add(NEIGHBOR, rows);
        routes.put(report);
        points.put(report);
        events.put(report);
        if (bad > 0) {
            report.say(bad + (bad == 1 ? " message" : " messages") + " with a wrong checksum: not counted.");
        }
        if (old > 0) {
            report.say(old + (old == 1 ? " message" : " messages") + " of PIM version 1: not looked at.");
        }
        long routers = sorted.stream().mapToLong(link -> link.lost).sum();
        if (links.refused() + routers > 0) {
            report.say(links.refused() + routers
                    + " messages of further routers or links were not counted: there were more than " + PimLink.MOST
                    + " routers on one or more than " + MOST);
        }
        time.say(report);
        return report;
    }
}
