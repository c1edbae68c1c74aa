package io.mcshark.decoder.analysis;

import static io.mcshark.decoder.analysis.Querier.NEVER;
import static io.mcshark.decoder.analysis.Querier.SECOND;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.GroupMessage;
import java.util.HashMap;
import java.util.Map;

/** Who would miss a querier on a link: hosts that report, data to groups. At most {@link #MOST_HOSTS} hosts are told apart. */
final class QuerierDemand {
    static final int MOST_HOSTS = 10_000;

    private static final int HOST_STORM = 100, LINK_STORM = 1000;

    /** What a host that reports has shown. */
    private static final class Host {
        private int version;
        private final Rate rate = new Rate();
    }

    /** How many there were within a second from the first of them on. */
    private static final class Rate {
        private long fromAt = NEVER;
        private int count;

        int more(long at) {
            if (fromAt == NEVER || at - fromAt > SECOND) {
                fromAt = at;
                count = 0;
            }
            return ++count;
        }
    }

    private final QuerierLink link;
    private final Map<Address, Host> hosts = new HashMap<>();
    private final Rate rate = new Rate();
    private long reports;
    private long joins;
    private long data;
    private long reportAt = NEVER;
    private long unknownHosts;

    QuerierDemand(QuerierLink link) {
        this.link = link;
    }

    void report(GroupMessage report, Address from, long at) {
        Frame f = report.frame();
        reports++;
        reportAt = at;
        int most = rate.more(at);
        if (most > LINK_STORM) {
            Finding finding = link.about(link.key.four() ? 4 : 6, 1).raise(QuerierRules.REPORT_STORM, f);
            if (finding != null) {
                finding.say(link.name(), most + " reports within a second");
            }
        }
        host(report, from, at, f);
        while (report.next()) {
            if (!isOfLink(report.groupHigh(), report.groupLow())) {
                joins++;
                break;
            }
        }
    }

    private void host(GroupMessage report, Address from, long at, Frame f) {
        if (from.isUnspecified()) {
            return; // not one host
        }
        Host host = hosts.get(from);
        if (host == null) {
            if (hosts.size() >= MOST_HOSTS) {
                unknownHosts++;
                return;
            }
            host = new Host();
            hosts.put(from, host);
        }
        if (report.version() < host.version) {
            Finding finding = link.about(from).raise(QuerierRules.FALLBACK, f);
            if (finding != null) {
                finding.say(
                        link.name(),
                        from + " reports in version " + report.version() + ", before in version " + host.version);
            }
        }
        host.version = report.version();
        int count = host.rate.more(at);
        if (count > HOST_STORM) {
            Finding finding = link.about(from).raise(QuerierRules.REPORT_STORM, f);
            if (finding != null) {
                finding.say(link.name(), count + " reports within a second from " + from);
            }
        }
    }

    /** A packet to a group that is not of the link only. */
    void data() {
        data++;
    }

    /** Whether a group is of the link only: 224.0.0.0/24, ff01::/16, ff02::/16. Switches need not know of members there. */
    static boolean isOfLink(long high, long low) {
        return Address.isIpv4(high, low) ? (low & 0xffff_ff00L) == 0xe000_0000L : (high >>> 48 & 0xf) <= 2;
    }

    /** Whether somebody joined or sent to groups beyond the link. */
    boolean isThere() {
        return joins > 0 || data > 0;
    }

    String words() {
        return joins > 0 && data > 0
                ? "though hosts report and data is sent"
                : joins > 0 ? "though hosts report" : data > 0 ? "though data is sent to groups" : "nobody needs one";
    }

    long reports() {
        return reports;
    }

    long dataPackets() {
        return data;
    }

    int hosts() {
        return hosts.size();
    }

    /** When the last report came; {@link Querier#NEVER}. */
    long reportAt() {
        return reportAt;
    }

    /** Reports of hosts that had no room. */
    long unknownHosts() {
        return unknownHosts;
    }
}
