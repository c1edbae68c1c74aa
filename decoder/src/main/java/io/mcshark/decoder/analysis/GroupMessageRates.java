package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.GroupForm;
import io.mcshark.decoder.protocol.GroupMessage;
import java.util.HashMap;
import java.util.Map;

/** Whether the times that queriers announce go together, and whether queries or reports come too often. */
public final class GroupMessageRates implements Analysis {
    static final Rule MAX_RESP_EXCEEDS_INTERVAL = Rule.warn(
            "max-resp-exceeds-interval",
            "igmp",
            "A general query gives members as much time to answer as lies between queries, or more: by its own query interval; in"
                    + " versions without one by three intervals in a row.",
            "Answers to one query run into the next, and members may be forgotten (RFC 3376, 8.3).",
            "Configure a response time below the query interval; 10 s and 125 s are usual.");
    static final Rule QRV_OUT_OF_RANGE = Rule.warn(
            "qrv-out-of-range",
            "igmp",
            "A general query announces a robustness of 0 or 1; or two queriers on a VLAN announce different ones.",
            "With 1 a single lost report drops a group (RFC 3376, 8.1); 0 is none, or more than 7. Others on the link take over the"
                    + " querier's value.",
            "Configure a robustness of 2 or more, the same on all routers.");
    static final Rule QUERY_STORM = Rule.warn(
            "query-storm",
            "igmp",
            "More than 10 general queries within 10 s on a VLAN (a querier that starts sends 2 in 31 s).",
            "Every host answers each of them: a loop, or a tree of bridges that changes all the time (RFC 3376, 8.6).",
            "Look for topology changes and for several queriers.");
    static final Rule REPORT_STORM = Rule.warn(
            "report-storm",
            "igmp",
            "More than 100 reports and leaves in a second from one host, or more than 1000 on a VLAN.",
            "Switches handle them in software and lose others': a program that joins and leaves without end, a loop, an attack.",
            "Find the host, and limit the rate on its port.");

    static final Rule[] RULES = {MAX_RESP_EXCEEDS_INTERVAL, QRV_OUT_OF_RANGE, QUERY_STORM, REPORT_STORM};

    /** The most links (VLAN, IGMP or MLD), queriers and hosts remembered. */
    static final int MOST_LINKS = 8192, MOST_HOSTS = 20_000;

    private static final int STORM_QUERIES = 10, HOST_REPORTS = 100, LINK_REPORTS = 1000, SHORT_INTERVALS = 3;
    private static final long SECOND = 1_000_000_000L, STORM_NANOS = 10 * SECOND;

    private record Host(int vlan, Address address) {}

    /** Messages in the second that began with the first of them. */
    private static class Rate {
        private long began = Long.MIN_VALUE;
        private int count;

        /** Counts one; how many there are in its second. */
        int count(long nanos) {
            if (began == Long.MIN_VALUE || nanos < began || nanos - began >= SECOND) {
                began = nanos;
                count = 0;
            }
            return ++count;
        }
    }

    private static final class Link extends Rate {
        private final long[] queries = new long[STORM_QUERIES];
        private int queried;
        private int robustness = -1;
        private Address querier;

        /** Notes a query; whether it comes less than ten seconds after the tenth before it. */
        boolean storms(long nanos) {
            int at = queried % STORM_QUERIES;
            boolean full = queried >= STORM_QUERIES;
            long before = nanos - queries[at];
            queries[at] = nanos;
            queried++;
            return full && before >= 0 && before <= STORM_NANOS;
        }
    }

    private static final class Querier {
        private long last;
        private int shortOnes;
    }

    private final Findings findings;
    private final Datagram packet = new Datagram();
    private final GroupForm form = new GroupForm();
    private final GroupMessage message = new GroupMessage();
    private final Map<Integer, Link> links = new HashMap<>();
    private final Map<Host, Rate> hosts = new HashMap<>();
    private final Map<Host, Querier> queriers = new HashMap<>();

    GroupMessageRates(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void accept(Frame f) {
        // Of the link itself: what tunnels bring is somebody else's.
        boolean some = packet.aim(f) && form.aim(f, packet.layer()) && form.isMembership();
        if (!some || !message.aim(f, form.layer()) || message.isBad()) {
            return;
        }
        if (!message.isQuery()) {
            report(f);
        } else if (message.isGeneral()) {
            query(f);
        }
    }

    private Link link() {
        int key = packet.vlan() << 1 | (packet.isIpv4() ? 0 : 1);
        Link link = links.get(key);
        if (link == null && links.size() < MOST_LINKS) {
            link = new Link();
            links.put(key, link);
        }
        return link;
    }

    // ---- queries

    private void query(Frame f) {
        Link link = link();
        if (link != null && link.storms(f.nanos())) {
            findings.about(packet.isIpv4() ? 4 : 6, 0, 0, 0, packet.vlan());
            say(findings.raise(QUERY_STORM, f), "more than " + STORM_QUERIES + " general queries in 10 s");
        }
        response(f);
        if (message.isNewest() && !packet.source().isUnspecified() && link != null) {
            robustness(f, link);
        }
    }

    private void response(Frame f) {
        long response = message.responseNanos();
        long interval = message.intervalNanos();
        if (interval > 0 ? response < interval : response == 0 || !isShort(response)) {
            return;
        }
        Finding finding = findings.about(packet).raise(MAX_RESP_EXCEEDS_INTERVAL, f);
        if (finding != null) {
            String between =
                    interval > 0 ? seconds(interval) + " between queries" : "three queries in a row came sooner";
            finding.say(packet.flow(), seconds(response) + " to answer, " + between);
        }
    }

    /** Whether the querier, which announces no interval, asked again too soon for the third time in a row. */
    private boolean isShort(long response) {
        Host host = new Host(packet.vlan(), packet.source());
        Querier querier = queriers.get(host);
        if (querier == null) {
            if (queriers.size() < MOST_HOSTS) {
                querier = new Querier();
                querier.last = packet.nanos();
                queriers.put(host, querier);
            }
            return false;
        }
        long between = packet.nanos() - querier.last;
        querier.last = packet.nanos();
        querier.shortOnes = between >= 0 && between <= response ? querier.shortOnes + 1 : 0;
        return querier.shortOnes >= SHORT_INTERVALS;
    }

    private void robustness(Frame f, Link link) {
        int robustness = message.robustness();
        Finding finding = null;
        String text = "";
        if (robustness <= 1) {
            finding = findings.about(packet).raise(QRV_OUT_OF_RANGE, f);
            text = robustness == 0 ? "robustness 0: none, or more than 7" : "robustness 1";
        } else if (link.robustness > 1
                && link.robustness != robustness
                && !packet.source().equals(link.querier)) {
            finding = findings.about(packet).raise(QRV_OUT_OF_RANGE, f);
            text = "robustness " + robustness + ", but " + link.querier + " has " + link.robustness;
        }
        if (finding != null) {
            finding.say(packet.flow(), text);
        }
        link.robustness = robustness;
        link.querier = packet.source();
    }

    private static String seconds(long nanos) {
        return io.mcshark.decoder.report.Quantity.duration(nanos);
    }

    // ---- reports

    private void report(Frame f) {
        Link link = link();
        if (link != null && link.count(f.nanos()) > LINK_REPORTS) {
            findings.about(packet.isIpv4() ? 4 : 6, 0, 0, 0, packet.vlan());
            say(findings.raise(REPORT_STORM, f), "more than " + LINK_REPORTS + " reports in a second");
        }
        Host host = new Host(packet.vlan(), packet.source());
        Rate rate = hosts.get(host);
        if (rate == null) {
            if (hosts.size() >= MOST_HOSTS) {
                return;
            }
            rate = new Rate();
            hosts.put(host, rate);
        }
        if (rate.count(f.nanos()) > HOST_REPORTS) {
            Finding finding = findings.aboutSender(packet).raise(REPORT_STORM, f);
            if (finding != null) {
                finding.say(packet.sender(), "more than " + HOST_REPORTS + " reports in a second from this host");
            }
        }
    }

    private void say(Finding finding, String text) {
        if (finding != null) {
            String name = packet.isIpv4() ? "IGMP" : "MLD";
            finding.say(packet.vlan() == 0 ? name : name + onVlan(), text);
        }
    }

    private String onVlan() {
        return packet.vlan() == 0 ? "" : " on VLAN " + Datagram.vlan(packet.vlan());
    }
}
