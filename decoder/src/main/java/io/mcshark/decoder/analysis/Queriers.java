package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.protocol.GroupMessage;
import io.mcshark.decoder.protocol.PimMessage;
import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Quantity;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who asks for members, on each VLAN: the querier of IGMP (RFC 3376, 6.6.2) and of MLD (RFC 3810, 7.6.2), what it announces and
 * keeps to, who else asked, how long nobody did. At most {@link #MOST} links; a link is a VLAN and an address family.
 *
 * <p>Messages with a wrong checksum count for nothing: whoever gets one must ignore it.
 */
public final class Queriers implements Analysis {
    /** The most links. */
    public static final int MOST = 8192;

    /** A row: an address that asks, or asked. */
    record Row(QuerierLink link, Querier querier, Timebase time) {
        private Long due() {
            boolean asks = querier.generalAt != Querier.NEVER && (querier == link.querier || querier.isZero());
            return asks && !(querier == link.querier && link.silent)
                    ? time.shown(querier.generalAt + querier.interval())
                    : null;
        }

        private String mac() {
            return querier.mac < 0 ? null : new Out().mac(querier.mac).toString();
        }

        private Long shown(long nanos) {
            return nanos == 0 ? null : nanos;
        }
    }

    static final Sheet<Row> QUERIER = Sheet.of(
            "querier",
            "Queriers",
            "An address that sent membership queries on a VLAN.",
            Column.of("vlan", "VLAN", Kind.TEXT, "VLAN id, outer.inner for two; null untagged.", r -> vlan(r.link)),
            Column.of(
                    "tunnel",
                    "In",
                    Kind.TEXT,
                    "Protocol of the tunnel it came in; null for none.",
                    r -> tunnel(r.link)),
            Column.of("protocol", "Protocol", Kind.TEXT, "IGMP or MLD.", r -> r.link.protocol()),
            Column.of("address", "Address", Kind.TEXT, "Source of the queries.", r -> r.querier.address.toString()),
            Column.of(
                    "role",
                    "Role",
                    Kind.TEXT,
                    "querier; silent (asked, and its time is over); lost election (stopped: a lower address asks); rival (asks on"
                            + " although a lower one does); proxy (from 0.0.0.0); groups only (no general query).",
                    r -> r.link.role(r.querier)),
            Column.of("version", "Version", Kind.COUNT, "Version of its last query.", r -> r.querier.version),
            Column.<Row>of(
                            "since",
                            "Since",
                            Kind.TIME,
                            "When the querier became that; of others their first query.",
                            r -> r.querier == r.link.querier ? r.link.sinceNanos : r.querier.firstNanos)
                    .rank(3),
            Column.of("queries", "General", Kind.COUNT, "General queries.", r -> r.querier.general),
            Column.<Row>of(
                    "interval",
                    "Announced",
                    Kind.DURATION,
                    "Query interval it announces; null for none.",
                    r -> r.shown(r.querier.announced())),
            Column.<Row>of(
                            "interval_min",
                            "Least",
                            Kind.DURATION,
                            "Least time between two general queries.",
                            r -> r.querier.shortest())
                    .rank(5),
            Column.of("interval_mean", "Mean", Kind.DURATION, "Mean time between them.", r -> r.querier.mean()),
            Column.<Row>of(
                            "interval_max",
                            "Most",
                            Kind.DURATION,
                            "Longest time between them.",
                            r -> r.querier.longest())
                    .rank(4),
            Column.<Row>of(
                            "max_response",
                            "Answer in",
                            Kind.DURATION,
                            "Max response time of general queries.",
                            r -> r.shown(r.querier.response()))
                    .rank(6),
            Column.<Row>of(
                            "robustness",
                            "QRV",
                            Kind.COUNT,
                            "Robustness it announces; null for none.",
                            r -> r.querier.robustness() == 0 ? null : r.querier.robustness())
                    .rank(7),
            Column.<Row>of("group_queries", "For group", Kind.COUNT, "Queries for one group.", r -> r.querier.specific)
                    .rank(8),
            Column.<Row>of(
                            "source_queries",
                            "For sources",
                            Kind.COUNT,
                            "Queries for a group and sources.",
                            r -> r.querier.sourceSpecific)
                    .rank(9),
            Column.of("last", "Last", Kind.TIME, "Its last query.", r -> r.querier.lastNanos),
            Column.<Row>of(
                            "next",
                            "Next due",
                            Kind.TIME,
                            "When its next general query is due; null once silent.",
                            Row::due)
                    .rank(2),
            Column.<Row>of("mac", "MAC", Kind.TEXT, "Ethernet address of its last query.", Row::mac)
                    .rank(10),
            Column.<Row>of("first_frame", "First frame", Kind.COUNT, "Frame of its first query.", r -> r.querier
                            .firstFrame)
                    .hidden(),
            Column.<Row>of("last_frame", "Last frame", Kind.COUNT, "Frame of its last query.", r -> r.querier.lastFrame)
                    .hidden());

    /** A row: a link. */
    record State(QuerierLink link, Timebase time) {
        private String word() {
            return link.querier != null
                    ? link.silent ? "silent" : "present"
                    : link.demand.isThere() ? "none seen" : "unneeded";
        }

        private Long expiry() {
            long at = link.expiryAt();
            return at == Querier.NEVER ? null : time.shown(at);
        }

        private Long timeout() {
            return link.querier == null ? null : time.shown(link.querier.generalAt + link.querier.timeout());
        }
    }

    static final Sheet<State> LINK = Sheet.of(
            "link",
            "Links",
            "A VLAN with membership messages or with data to groups beyond the link, for one address family.",
            Column.of("vlan", "VLAN", Kind.TEXT, "VLAN id, outer.inner for two; null untagged.", s -> vlan(s.link)),
            Column.of(
                    "tunnel",
                    "In",
                    Kind.TEXT,
                    "Protocol of the tunnel it came in; null for none.",
                    s -> tunnel(s.link)),
            Column.of("protocol", "Protocol", Kind.TEXT, "IGMP or MLD.", s -> s.link.protocol()),
            Column.of(
                    "state",
                    "State",
                    Kind.TEXT,
                    "present; silent (its time is over); none seen; unneeded (none seen, and no joins or data beyond the link).",
                    State::word),
            Column.of(
                    "querier",
                    "Querier",
                    Kind.TEXT,
                    "The querier; null for none.",
                    s -> s.link.querier == null ? null : s.link.querier.address.toString()),
            Column.of(
                    "changes",
                    "Changes",
                    Kind.COUNT,
                    "How often another address became the querier.",
                    s -> s.link.changes),
            Column.of(
                    "timeouts",
                    "Timeouts",
                    Kind.COUNT,
                    "How often the querier was silent for the other-querier-present interval.",
                    s -> s.link.timeouts),
            Column.of("queries", "General", Kind.COUNT, "General queries, proxies' too.", s -> s.link.general),
            Column.of("proxy_queries", "Proxy", Kind.COUNT, "General queries from 0.0.0.0 or ::.", s -> s.link.zero),
            Column.of(
                    "unasked",
                    "Unasked",
                    Kind.DURATION,
                    "Time since the querier's last general query; since the capture's beginning when there was none.",
                    s -> s.link.unasked()),
            Column.<State>of(
                            "timeout",
                            "Times out",
                            Kind.TIME,
                            "When others take the querier for gone, if it does not ask (RFC 3376, 8.5).",
                            State::timeout)
                    .rank(3),
            Column.<State>of(
                            "expiry",
                            "Members expire",
                            Kind.TIME,
                            "When switches that snoop have forgotten all members at the latest, if nobody asks (RFC 3376, 8.4).",
                            State::expiry)
                    .rank(2),
            Column.of("reports", "Reports", Kind.COUNT, "Reports, leaves and dones.", s -> s.link.demand.reports()),
            Column.<State>of("hosts", "Hosts", Kind.COUNT, "Addresses they came from.", s -> s.link.demand.hosts())
                    .rank(4),
            Column.of(
                    "data", "Data", Kind.COUNT, "Packets to groups beyond the link.", s -> s.link.demand.dataPackets()),
            Column.of(
                    "bad",
                    "Bad",
                    Kind.COUNT,
                    "Messages with a wrong checksum.",
                    s -> s.link.bad == 0 ? null : s.link.bad));

    private final Findings findings;
    private final Timebase time = new Timebase();
    private final Timeline events = new Timeline();
    private final Timetable<QuerierLink.Key, QuerierLink> links = new Timetable<>(MOST);
    private final GroupMessage message = new GroupMessage();
    private final PimMessage pim = new PimMessage();
    private final Datagram packet = new Datagram();
    private QuerierLink last;

    public Queriers(Findings findings) {
        this.findings = findings;
    }

    /** Has {@code watcher} told of queriers that come, go and change, as it is noticed. */
    public void watch(Consumer<Happening> watcher) {
        events.watch(watcher);
    }

    private static String vlan(QuerierLink link) {
        return link.key.vlan() == 0 ? null : Datagram.vlan(link.key.vlan());
    }

    private static String tunnel(QuerierLink link) {
        return link.key.tunnel().isEmpty() ? null : link.key.tunnel();
    }

    @Override
    public boolean glance(Datagram packet) {
        data(packet, pass(packet.nanos()));
        return true;
    }

    @Override
    public void accept(Frame f) {
        long at = pass(f.nanos());
        if (!message.aim(f)) {
            if (packet.aim(f)) {
                data(packet, at);
            }
            if (pim.aim(f) && pim.isHello() && !pim.isBad() && packet.aim(f, pim.layer())) {
                QuerierLink link = link(packet.vlan(), packet.isIpv4(), packet.tunnel());
                if (link != null) {
                    link.router(packet.source(), at);
                }
            }
            return;
        }
        QuerierLink link =
                packet.aim(f, message.layer()) ? link(packet.vlan(), packet.isIpv4(), packet.tunnel()) : null;
        if (link != null) {
            take(link, at);
            links.changed(link);
        }
    }

    private void take(QuerierLink link, long at) {
        if (message.isBad()) {
            link.bad++;
        } else if (message.isQuery()) {
            link.query(message, packet, at);
        } else {
            link.report(message, packet.source(), at);
        }
    }

    private void data(Datagram packet, long at) {
        if (packet.isToGroup() && !QuerierDemand.isOfLink(packet.destinationHigh(), packet.destinationLow())) {
            QuerierLink link = link(packet.vlan(), packet.isIpv4(), "");
            if (link != null) {
                link.data(at);
            }
        }
    }

    /** The link of most packets is the one of the packet before. */
    private QuerierLink link(int vlan, boolean four, String tunnel) {
        if (last != null
                && last.key.vlan() == vlan
                && last.key.four() == four
                && last.key.tunnel().equals(tunnel)) {
            return last;
        }
        QuerierLink link =
                links.of(new QuerierLink.Key(vlan, four, tunnel), key -> new QuerierLink(key, time, events, findings));
        last = link == null ? last : link;
        return link;
    }

    /** Time passes: what became due happens. */
    private long pass(long nanos) {
        long at = time.at(nanos);
        links.pass(at);
        return at;
    }

    @Override
    public void advance(long nanos) {
        if (time.hasStarted()) {
            pass(nanos);
        }
    }

    /** Queriers, those of one link together; links; what happened. */
    public Report report() {
        List<QuerierLink> sorted = new ArrayList<>(links.all());
        sorted.sort(Comparator.<QuerierLink>comparingInt(link -> link.key.vlan())
                .thenComparing(link -> link.key.tunnel())
                .thenComparing(link -> !link.key.four()));
        List<Row> rows = new ArrayList<>();
        for (QuerierLink link : sorted) {
            List<Querier> here = new ArrayList<>();
            link.queriers().forEach(here::add);
            here.sort(Comparator.comparing((Querier q) -> q != link.querier).thenComparing(q -> q.address));
            here.forEach(q -> rows.add(new Row(link, q, time)));
        }
        Report report = new Report().add(QUERIER, rows);
        report.add(LINK, sorted.stream().map(link -> new State(link, time)).toList());
        sorted.forEach(link -> say(link, report));
        limits(sorted, report);
        events.put(report);
        time.say(report);
        return report;
    }

    private void say(QuerierLink link, Report report) {
        long unasked = link.unasked();
        if (link.querier != null) {
            if (link.silent) {
                report.say(link.name() + ": the querier " + link.querier.address + " has not asked for "
                        + Quantity.duration(unasked) + expired(link));
            }
        } else if (link.demand.isThere()) {
            report.say(link.name() + ": no querier was seen in " + Quantity.duration(unasked) + " of this capture, "
                    + link.demand.words() + "."
                    + (unasked > QuerierLink.PATIENCE
                            ? " Switches that snoop forget members 4 min 20 s after their last report."
                            : " Too short to tell: usual are queries every 125 s."));
        }
    }

    private String expired(QuerierLink link) {
        long left = link.expiryAt() - time.now();
        return left > 0
                ? ". Switches that snoop forget members in " + Quantity.duration(left) + "."
                : ". Switches that snoop have forgotten members " + Quantity.duration(-left) + " ago.";
    }

    private void limits(List<QuerierLink> all, Report report) {
        long evicted = all.stream().mapToLong(link -> link.evicted).sum();
        long unknown =
                all.stream().mapToLong(link -> link.demand.unknownHosts()).sum();
        if (links.refused() > 0) {
            report.say(links.refused() + " packets of further VLANs were not counted: there were more than " + MOST
                    + " links");
        }
        if (evicted > 0) {
            report.say(evicted + " addresses that ask were forgotten: more than " + QuerierLink.MOST_QUERIERS
                    + " on one link");
        }
        if (unknown > 0) {
            report.say(unknown + " reports of further hosts were not told apart: more than " + QuerierDemand.MOST_HOSTS
                    + " on one link");
        }
    }
}
