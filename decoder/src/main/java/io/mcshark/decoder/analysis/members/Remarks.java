package io.mcshark.decoder.analysis.members;

import java.util.ArrayList;
import java.util.List;

/** What limits an answer, in sentences. */
final class Remarks {
    /** Networks without a querier that are named. */
    private static final int MOST_NETWORKS = 10;

    private final Tables tables;
    private final List<String> remarks = new ArrayList<>();

    Remarks(Tables tables) {
        this.tables = tables;
        tables.networks().stream()
                .filter(network -> network.messages > 0 && network.querier() == null)
                .limit(MOST_NETWORKS)
                .forEach(network ->
                        remarks.add("no querier heard in " + network + ": members are taken to run out after "
                                + Words.duration(network.membership()) + " (" + network.values() + ")"));
    }

    List<String> all() {
        return remarks;
    }

    /** Says how often something was; nothing for never. */
    void say(long count, String what) {
        if (count > 0) {
            remarks.add(count + " " + what);
        }
    }

    /** Says what was not kept. */
    void limits() {
        Limits limits = tables.limits;
        say(
                limits.lostPackets,
                "packets of further groups were not counted: there were more than " + Limits.MOST_GROUPS
                        + " at a time");
        say(
                limits.lostReports,
                "reports of further hosts or groups were not counted: more than "
                        + Limits.MOST_MEMBERS + " memberships, " + Limits.MOST_IN_GROUP + " in a group, or "
                        + Limits.MOST_GROUPS + " groups at a time");
        say(
                limits.lostSources,
                "sources were not kept: more than " + Limits.MOST_IN_MEMBER + " of a member, or " + Limits.MOST_SOURCES
                        + " in all");
        say(limits.evictedGroups, "idle groups were forgotten to make room");
        say(limits.evictedMembers, "past members were forgotten to make room");
    }
}
