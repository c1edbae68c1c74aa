package io.mcshark.decoder.analysis.members;

import io.mcshark.decoder.analysis.Rule;

/** What can be found about members of groups. */
public final class MemberRules {
    private MemberRules() {}

    static final Rule UNANSWERED_QUERY = Rule.warn(
            "unanswered-query",
            "igmp",
            "A member of a group beyond the link did not answer as many general queries in a row as the robustness variable says (2), each within"
                    + " its response time and 1 s more. Members of IGMPv1, IGMPv2 and MLDv1 whose answer another host's report"
                    + " for the group suppresses are not counted.",
            "The host is gone without a leave, or its reports are lost: routers and switches drop it when its time is over"
                    + " (RFC 3376, 8.4; RFC 3810, 9.4).",
            "See whether the host is up and still wants the group; look for loss between it and the querier. Behind a switch"
                    + " that snoops, reports of other ports may not reach this one.");
    static final Rule MEMBERSHIP_EXPIRED = Rule.note(
            "membership-expired",
            "igmp",
            "A member of a group beyond the link was not heard for the group membership interval (robustness times query interval plus response time; 260 s"
                    + " unless the querier says otherwise), or did not answer a query for its group.",
            "Routers and switches stop forwarding to it (RFC 3376, 6.2.2, 6.5).",
            "If it should still be a member: find a querier that asks, and the way its reports take.");
    static final Rule JOIN_WITHOUT_TRAFFIC = Rule.note(
            "join-without-traffic",
            "igmp",
            "A group has had a member for 10 s, and no packet to it that the member wants was seen on its VLAN. Groups that"
                    + " routers keep on the link are left out.",
            "The member receives nothing: wrong group or source, no sender, or no path from it.",
            "Ask `mcshark groups` for the likely cause; check the sender and its TTL, the RPF path and the PIM joins.");
    static final Rule TRAFFIC_WITHOUT_MEMBER = Rule.note(
            "traffic-without-member",
            "igmp",
            "A group carried 1 Mbit/s or more for 10 s while no member of it was known, 260 s or more into the capture. Groups"
                    + " that routers keep on the link are left out.",
            "The traffic is flooded, or its members report where this port does not hear it.",
            "Enable snooping and a querier; check where the capture was taken.");
    static final Rule SLOW_ZAP = Rule.warn(
            "slow-zap",
            "igmp",
            "From the first join of a group until its first packet it took more than 1 s; a note above 200 ms. Only where no data"
                    + " flowed before the join.",
            "Whoever changes channels sees a delay.",
            "Look at the way to the sender: RP and shortest-path switch, last-hop router, static joins for popular groups.");
    static final Rule LEAVE_LATENCY = Rule.warn(
            "leave-latency",
            "igmp",
            "Data of a group came for more than 5 s after its last member had left or expired; a note above 2 s, the default last"
                    + " member query time. Only where data did not flow before the first join, and until it pauses.",
            "During channel changes both channels take bandwidth (RFC 3376, 8.10).",
            "Lower the last member query interval, or enable fast leave where one host is on a port.");
    static final Rule NO_SPECIFIC_QUERY = Rule.note(
            "no-specific-query-after-leave",
            "igmp",
            "A host left a group, or blocked sources of it, a querier is present, and no query for the group was seen within 1 s.",
            "The querier asks who else wants the group (RFC 3376, 6.4.2); it may use fast leave, or not have heard the leave. A"
                    + " switch that snoops may ask on the port of the host only.",
            "Verify that fast leave is meant, and that the leave reaches the querier.");
    static final Rule LEAVE_WHILE_OTHERS = Rule.chat(
            "leave-while-others",
            "igmp",
            "A host left a group, and within 10 s of the query for the group another host reported it.",
            "The group goes on for the others.",
            "Nothing.");
    static final Rule VERSION_MISMATCH = Rule.note(
            "version-mismatch-group",
            "igmp",
            "Members of IGMPv3 (MLDv2) and of an older version are in one group beyond the link.",
            "Routers treat the group as one of the oldest version: source filters are ignored (RFC 3376, 7.3.2; RFC 3810, 8.3.2).",
            "Upgrade the hosts that report in the older version, or find the older querier that makes them.");
    static final Rule SSM_ASM_JOIN = Rule.error(
            "ssm-range-asm-join",
            "igmp",
            "A group of 232.0.0.0/8 or ff3x::/32 was joined without sources: by a report of IGMPv1, IGMPv2 or MLDv1, or in EXCLUDE"
                    + " mode.",
            "Routers ignore such joins in the range of source-specific multicast (RFC 4604, 2.2): nothing will arrive.",
            "Join with the source's address, by IGMPv3 or MLDv2.");
    static final Rule SSM_SOURCE_MISSING = Rule.warn(
            "ssm-source-missing",
            "igmp",
            "A host asked for a source of a group 10 s ago; there was nothing from it, but data from others. Or what it asked for"
                    + " is no unicast address.",
            "The source is probably configured wrongly; the host receives nothing from the others.",
            "Compare the source joined with the sources seen.");
    static final Rule ASM_SOURCE_JOIN = Rule.chat(
            "asm-join-with-source",
            "igmp",
            "A host asked for single sources of a group outside the range of source-specific multicast.",
            "Legal (RFC 4604, 2): the group is then joined for these sources only.",
            "Nothing, if it is meant.");
    static final Rule SSM_SOURCES = Rule.note(
            "ssm-multiple-sources",
            "igmp",
            "A group in the range of source-specific multicast carries data of several sources.",
            "These are independent channels (RFC 4607, 2); programs that go by the group alone mix them up.",
            "Tell channels apart by source and group.");
    static final Rule EXCESSIVE_GROUPS = Rule.note(
            "excessive-groups",
            "igmp",
            "A host is a member of more than 100 groups at a time.",
            "Tables of switches that snoop overflow; groups that have no room are flooded.",
            "Compare with the limits of the switches.");
    static final Rule MAC_SHARED = Rule.warn(
            "group-collision-32-to-1",
            "ip",
            "Groups that carried data on a VLAN within the last 60 s share an Ethernet address, and some, but not all of them have members.",
            "What filters by Ethernet address delivers all of them to the members of one (RFC 1112, 6.4).",
            "Renumber one group; have switches snoop by IP address.");

    /** All of them. */
    public static final Rule[] RULES = {
        UNANSWERED_QUERY,
        MEMBERSHIP_EXPIRED,
        JOIN_WITHOUT_TRAFFIC,
        TRAFFIC_WITHOUT_MEMBER,
        SLOW_ZAP,
        LEAVE_LATENCY,
        NO_SPECIFIC_QUERY,
        LEAVE_WHILE_OTHERS,
        VERSION_MISMATCH,
        SSM_ASM_JOIN,
        SSM_SOURCE_MISSING,
        ASM_SOURCE_JOIN,
        SSM_SOURCES,
        EXCESSIVE_GROUPS,
        MAC_SHARED
    };
}
