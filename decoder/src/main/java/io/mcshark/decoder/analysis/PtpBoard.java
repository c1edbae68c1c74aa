package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.protocol.PtpMessage;
import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * PTP clocks (IEEE 1588-2019, version 2 messages; IEEE 802.1AS): who announces what, who is the master, who asks. At most {@link
 * #MOST} domains.
 *
 * <p>Offsets and path delays cannot be told by listening: both ends of a message are needed.
 */
public final class PtpBoard implements Analysis {
    /** The most domains, told apart by VLAN and transport. */
    public static final int MOST = 1024;

    private static final String VLAN_ABOUT = "VLAN id, outer.inner for two; null untagged.";
    private static final String TRANSPORT_ABOUT = "IPv4 or IPv6 (over UDP), or Ethernet.";

    /** A row: a port that announces or sends sync, at a time. */
    record Row(PtpPort port, Timebase time) {
        private <T> T said(T value) {
            return port.isDescribed() ? value : null;
        }

        private String accuracy() {
            String name = PtpMessage.accuracy(port.accuracy);
            return said(name == null ? String.format("0x%02x", port.accuracy) : name);
        }

        private String source() {
            String name = PtpMessage.source(port.source);
            return said(name == null ? String.format("0x%02x", port.source) : name);
        }

        private List<String> flags() {
            List<String> flags = new ArrayList<>();
            add(flags, port.ptpTimescale, "ptp-timescale");
            add(flags, port.utcValid, "utc-valid");
            add(flags, port.timeTraceable, "time-traceable");
            add(flags, port.frequencyTraceable, "frequency-traceable");
            add(flags, port.leap59, "leap-59");
            add(flags, port.leap61, "leap-61");
            return flags;
        }

        private static void add(List<String> flags, boolean is, String flag) {
            if (is) {
                flags.add(flag);
            }
        }
    }

    static final Sheet<Row> CLOCK = Sheet.of(
            "clock",
            "Clocks",
            "A port of a clock that announced itself or sent sync in a domain.",
            Column.of("vlan", "VLAN", Kind.TEXT, VLAN_ABOUT, r -> vlan(r.port.domain)),
            Column.of("transport", "Over", Kind.TEXT, TRANSPORT_ABOUT, r -> r.port.domain.key.transport()),
            Column.of("domain", "Domain", Kind.COUNT, "Domain number.", r -> r.port.domain.key.domain()),
            Column.<Row>of(
                            "sdo",
                            "SDO",
                            Kind.COUNT,
                            "Standards organization: 0 IEEE 1588, 256 IEEE 802.1AS.",
                            r -> r.port.domain.key.sdo())
                    .hidden(),
            Column.of("port", "Port", Kind.TEXT, "Clock identity and port number.", r -> r.port.identity()),
            Column.of("address", "Address", Kind.TEXT, "Where its last message came from.", r -> r.port.address),
            Column.of(
                    "role",
                    "Role",
                    Kind.TEXT,
                    "master (sends sync, and no better is announced); second master; announces (no sync); alternate; silent.",
                    r -> r.port.domain.role(r.port, r.time.now())),
            Column.of(
                    "grandmaster",
                    "Grandmaster",
                    Kind.TEXT,
                    "Clock that it says the time is from.",
                    r -> r.said(PtpPort.identity(r.port.grandmaster))),
            Column.of("priority1", "P1", Kind.COUNT, "Grandmaster's priority 1.", r -> r.said(r.port.priority1)),
            Column.of("class", "Class", Kind.COUNT, "Grandmaster's clock class.", r -> r.said(r.port.clockClass)),
            Column.of("accuracy", "Accuracy", Kind.TEXT, "Grandmaster's accuracy.", Row::accuracy),
            Column.<Row>of(
                            "variance",
                            "Variance",
                            Kind.COUNT,
                            "Grandmaster's offset scaled log variance.",
                            r -> r.said(r.port.variance))
                    .rank(6),
            Column.of("priority2", "P2", Kind.COUNT, "Grandmaster's priority 2.", r -> r.said(r.port.priority2)),
            Column.of(
                    "steps", "Steps", Kind.COUNT, "Clocks between it and the grandmaster.", r -> r.said(r.port.steps)),
            Column.<Row>of("time_source", "Source", Kind.TEXT, "Where the grandmaster has the time from.", Row::source)
                    .rank(4),
            Column.<Row>of(
                            "utc_offset",
                            "UTC offset",
                            Kind.COUNT,
                            "Seconds from UTC to TAI; see flags.",
                            r -> r.said(r.port.utcOffset))
                    .rank(5),
            Column.<Row>of("flags", "Flags", Kind.TEXTS, "Flags of its last announce message.", Row::flags)
                    .rank(5),
            Column.of("announces", "Announces", Kind.COUNT, "Announce messages.", r -> r.port.announces.count),
            Column.<Row>of(
                            "announce_interval",
                            "Announce each",
                            Kind.DURATION,
                            "Interval they announce.",
                            r -> r.port.announces.announced())
                    .rank(3),
            Column.<Row>of(
                            "announce_mean",
                            "Announce mean",
                            Kind.DURATION,
                            "Mean time between them.",
                            r -> r.port.announces.mean())
                    .rank(2),
            Column.of("syncs", "Syncs", Kind.COUNT, "Sync messages.", r -> r.port.syncs.count),
            Column.<Row>of(
                            "sync_interval",
                            "Sync each",
                            Kind.DURATION,
                            "Interval they announce.",
                            r -> r.port.syncs.announced())
                    .rank(3),
            Column.<Row>of("sync_mean", "Sync mean", Kind.DURATION, "Mean time between them.", r -> r.port.syncs.mean())
                    .rank(2),
            Column.of("two_step", "Two-step", Kind.FLAG, "Whether follow-ups bring the time.", r -> r.port.twoStep),
            Column.<Row>of("follow_ups", "Follow-ups", Kind.COUNT, "Follow-up messages.", r -> r.port.followUps)
                    .rank(7),
            Column.<Row>of("responses", "Responses", Kind.COUNT, "Delay responses to slaves.", r -> r.port.responses)
                    .rank(7),
            Column.<Row>of("first", "First", Kind.TIME, "Its first message.", r -> r.port.firstNanos)
                    .rank(9),
            Column.<Row>of("last", "Last", Kind.TIME, "Its last message.", r -> r.port.lastNanos)
                    .rank(8),
            Column.<Row>of("first_frame", "Frame", Kind.COUNT, "Frame of its first message.", r -> r.port.firstFrame)
                    .hidden());

    static final Sheet<PtpDomain> DOMAIN = Sheet.of(
            "domain",
            "Domains",
            "A PTP domain on a VLAN, over one transport.",
            Column.of("vlan", "VLAN", Kind.TEXT, VLAN_ABOUT, PtpBoard::vlan),
            Column.of("transport", "Over", Kind.TEXT, TRANSPORT_ABOUT, d -> d.key.transport()),
            Column.of("domain", "Domain", Kind.COUNT, "Domain number.", d -> d.key.domain()),
            Column.<PtpDomain>of("sdo", "SDO", Kind.COUNT, "Standards organization.", d -> d.key.sdo())
                    .hidden(),
            Column.of("grandmaster", "Grandmaster", Kind.TEXT, "The last one known.", PtpDomain::grandmaster),
            Column.of(
                    "best",
                    "Best port",
                    Kind.TEXT,
                    "The port that wins the data set comparison (IEEE 1588-2019, 9.3.4) of those that announce.",
                    d -> d.best() == null ? null : d.best().identity()),
            Column.of(
                    "sync",
                    "Sync from",
                    Kind.TEXT,
                    "The port that sent sync last.",
                    d -> d.lastSync() == null ? null : d.lastSync().identity()),
            Column.of(
                    "missing",
                    "Sync missing",
                    Kind.FLAG,
                    "Whether four intervals have passed since.",
                    PtpDomain::isMissing),
            Column.of("changes", "Changes", Kind.COUNT, "How often the grandmaster changed.", d -> d.changes),
            Column.of("silences", "Silences", Kind.COUNT, "How often sync was missing.", d -> d.silences),
            Column.of(
                    "mechanism",
                    "Delays",
                    Kind.TEXT,
                    "end-to-end, peer-to-peer, both; null for none seen.",
                    PtpDomain::mechanism),
            Column.of("slaves", "Slaves", Kind.COUNT, "Ports that sent delay requests.", PtpDomain::slaves));

    static final Sheet<PtpPort> SLAVE = Sheet.of(
            "slave",
            "Slaves",
            "A port that asked for the delay and neither announced itself nor sent sync.",
            Column.of("vlan", "VLAN", Kind.TEXT, VLAN_ABOUT, p -> vlan(p.domain)),
            Column.of("transport", "Over", Kind.TEXT, TRANSPORT_ABOUT, p -> p.domain.key.transport()),
            Column.of("domain", "Domain", Kind.COUNT, "Domain number.", p -> p.domain.key.domain()),
            Column.of("port", "Port", Kind.TEXT, "Clock identity and port number.", PtpPort::identity),
            Column.of("address", "Address", Kind.TEXT, "Where its last message came from.", p -> p.address),
            Column.of("requests", "Requests", Kind.COUNT, "Delay requests.", p -> p.requests.count),
            Column.of("peer_requests", "Peer requests", Kind.COUNT, "Peer delay requests.", p -> p.peerRequests.count),
            Column.of(
                    "answers",
                    "Answers",
                    Kind.COUNT,
                    "Delay responses for it; of end-to-end and peer delay.",
                    p -> p.answers),
            Column.of(
                    "interval_mean",
                    "Mean",
                    Kind.DURATION,
                    "Mean time between its requests.",
                    p -> p.requests.count > 0 ? p.requests.mean() : p.peerRequests.mean()),
            Column.<PtpPort>of("first", "First", Kind.TIME, "Its first message.", p -> p.firstNanos)
                    .rank(2),
            Column.<PtpPort>of("last", "Last", Kind.TIME, "Its last message.", p -> p.lastNanos)
                    .rank(1));

    private final Findings findings;
    private final Timebase time = new Timebase();
    private final Timeline events = new Timeline();
    private final Timetable<PtpDomain.Key, PtpDomain> domains = new Timetable<>(MOST);
    private final PtpMessage message = new PtpMessage();
    private final Datagram packet = new Datagram();
    private long others;

    public PtpBoard(Findings findings) {
        this.findings = findings;
    }

    private static String vlan(PtpDomain domain) {
        return domain.key.vlan() == 0 ? null : Datagram.vlan(domain.key.vlan());
    }

    @Override
    public boolean glance(Datagram packet) {
        pass(packet.nanos());
        return true;
    }

    @Override
    public void accept(Frame f) {
        long at = pass(f.nanos());
        if (!message.aim(f)) {
            others += message.isOfOtherVersion() ? 1 : 0;
            return;
        }
        boolean ip = packet.aim(f, message.layer());
        String transport = ip ? packet.isIpv4() ? "IPv4" : "IPv6" : "Ethernet";
        int vlan = ip ? packet.vlan() : Datagram.vlan(f, message.layer());
        PtpDomain domain = domains.of(
                new PtpDomain.Key(vlan, transport, message.domain(), message.sdo()),
                key -> new PtpDomain(key, time, events, findings));
        if (domain != null) {
            String address = ip ? packet.source().toString() : mac(f);
            domain.take(message, address, !ip || packet.isToGroup(), at);
            domains.changed(domain);
        }
    }

    private String mac(Frame f) {
        long mac = Datagram.sourceMac(f, message.layer());
        return mac < 0 ? "" : new Out().mac(mac).toString();
    }

    private long pass(long nanos) {
        long at = time.at(nanos);
        domains.pass(at);
        return at;
    }

    @Override
    public void advance(long nanos) {
        if (time.hasStarted()) {
            pass(nanos);
        }
    }

    /** Clocks, those of one domain together, the best first; domains; slaves; what happened. */
    public Report report() {
        List<PtpDomain> sorted = new ArrayList<>(domains.all());
        sorted.sort(Comparator.<PtpDomain>comparingInt(domain -> domain.key.vlan())
                .thenComparing(domain -> domain.key.transport())
                .thenComparing(domain -> domain.key.domain())
                .thenComparing(domain -> domain.key.sdo()));
        List<Row> clocks = new ArrayList<>();
        List<PtpPort> slaves = new ArrayList<>();
        for (PtpDomain domain : sorted) {
            List<PtpPort> here = new ArrayList<>();
            domain.ports().forEach(port -> (port.isClock() ? here : slaves).add(port));
            here.sort((a, b) -> a.isDescribed() && b.isDescribed()
                    ? a.compare(b)
                    : Boolean.compare(b.isDescribed(), a.isDescribed()));
            here.forEach(port -> clocks.add(new Row(port, time)));
        }
        slaves.removeIf(port -> port.requests.count + port.peerRequests.count == 0);
        Report report = new Report().add(CLOCK, clocks).add(DOMAIN, sorted).add(SLAVE, slaves);
        if (!sorted.isEmpty()) {
            report.say("Offsets and path delays cannot be told by listening: they need the times at both ends.");
        }
        events.put(report);
        if (others > 0) {
            report.say(others + (others == 1 ? " message" : " messages") + " of other versions of PTP: not looked at.");
        }
        long ports = sorted.stream().mapToLong(domain -> domain.lost).sum();
        if (domains.refused() + ports > 0) {
            report.say(domains.refused() + ports
                    + " messages of further domains or ports were not counted: there were more than " + MOST
                    + " domains or more than " + PtpDomain.MOST + " ports in one");
        }
        time.say(report);
        return report;
    }
}
