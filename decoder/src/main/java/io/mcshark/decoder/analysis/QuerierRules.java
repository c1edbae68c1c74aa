package io.mcshark.decoder.analysis;

import static io.mcshark.decoder.analysis.Rule.error;
import static io.mcshark.decoder.analysis.Rule.note;
import static io.mcshark.decoder.analysis.Rule.warn;

/**
 * What can be wrong with who asks on a link; {@link Queriers} raises it. What a query says of itself, and floods of them, are
 * rules of messages.
 */
final class QuerierRules {
    private static final String IGMP = "igmp";

    static final Rule NO_QUERIER = warn(
            "no-querier-seen",
            IGMP,
            "No general query with a source address for more than 260 s of the capture, or for a group membership interval"
                    + " since the last one, while there are joins of or data to groups beyond the link",
            "Members report only when asked. Switches that snoop forget ports that have not reported for 260 s (RFC 3376, 8.4),"
                    + " and the stream stops there although nothing else changed",
            "Enable a querier on this VLAN (the router's interface, or the querier function of one switch)");
    static final Rule CHANGED = note(
            "querier-changed",
            IGMP,
            "Another address than before asks as the querier: a lower one, or any after the last one fell silent",
            "A new router or a failover (RFC 3376, 6.6.2)",
            "See whether it was planned");
    static final Rule TWO = error(
            "two-queriers-active",
            IGMP,
            "Two source addresses have each sent two general queries within two query intervals, the higher one although it must"
                    + " have heard the lower",
            "The lowest address wins and the others stop (RFC 3376, 6.6.2): the election does not work, so the two do not hear each"
                    + " other",
            "Look for IGMP filters between the two, and for VLANs joined at one place only");
    static final Rule NOT_LOWEST = note(
            "querier-not-lowest",
            IGMP,
            "The querier's address is higher than that of a router which says PIM hellos on this link for longer than a query"
                    + " interval and does not ask",
            "That router would win the election (RFC 3376, 6.6.2): it does not take part, or its queries are lost",
            "Compare the IGMP configuration of the two routers");
    static final Rule IRREGULAR = note(
            "query-interval-irregular",
            IGMP,
            "Two general queries of a querier are more than 20 % more or less apart than it announces, or, where it announces"
                    + " nothing, than its median; the first ones of a querier that starts come faster and do not count",
            "Queries are lost on the way or the querier is short of time; every missed one brings members closer to their timeout",
            "Compare with a capture at the querier");
    static final Rule SILENT = warn(
            "querier-silent",
            IGMP,
            "The querier has not asked for robustness x query interval + half a response time: 255 s where nothing else is announced",
            "The other-querier-present timer ends (RFC 3376, 8.5): another router takes over, or nobody",
            "See whether the router or the way to it is down");
    static final Rule FALLBACK = warn(
            "igmp-version-fallback",
            IGMP,
            "A general query of an older version where the newer one was in use, or a host that spoke the newer version reports in"
                    + " an older one",
            "Hosts must answer in the older version (RFC 3376, 7.2.1; RFC 3810, 8.2.1), which knows no sources: source-specific"
                    + " multicast stops working",
            "Set the querier to IGMPv3 / MLDv2, or find the old one that asks");

    static final Rule[] RULES = {NO_QUERIER, CHANGED, TWO, NOT_LOWEST, IRREGULAR, SILENT, FALLBACK};

    private QuerierRules() {}
}
