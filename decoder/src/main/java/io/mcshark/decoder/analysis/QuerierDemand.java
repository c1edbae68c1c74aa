package io.mcshark.decoder.analysis;

import static io.mcshark.decoder.analysis.Querier.NEVER;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.GroupMessage;
import java.util.HashMap;
import java.util.Map;

/** Who would miss a querier on a link: hosts that report, data to groups. At most {@link #MOST_HOSTS} hosts are told apart. */
final class QuerierDemand {
    static final int MOST_HOSTS = 10_000;

    private final QuerierLink link;
    private final Map<Address, Integer> versions = new HashMap<>();
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
        host(report, from, f);
        while (report.next()) {
            if (!isOfLink(report.groupHigh(), report.groupLow())) {
                joins++;
                break;
            }
        }
    }

    /** A host that spoke a newer version before has fallen back. */
    private void host(GroupMessage report, Address from, Frame f) {
        if (from.isUnspecified()) {
            return; // not one host
        }
        Integer before = versions.get(from);
        if (before == null && versions.size() >= MOST_HOSTS) {
            unknownHosts++;
            return;
        }
        if (before == null || before != report.version()) {
            versions.put(from, report.version());
        }
        if (before != null && report.version() < before) {
            Finding finding = link.about(from).raise(QuerierRules.FALLBACK, f);
            if (finding != null) {
                finding.say(
                        link.name(),
                        from + " reports in version " + report.version() + ", before in version " + before);
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
        return versions.size();
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
