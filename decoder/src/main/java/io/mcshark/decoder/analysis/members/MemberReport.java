package io.mcshark.decoder.analysis.members;

import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.analysis.Timeline;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.groups.Ipv4Groups;
import io.mcshark.decoder.groups.Ipv6Groups;
import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Memberships as tables: groups and members, and for those who ask events and a bridge's entries. */
final class MemberReport {
    /** Hosts and senders named of a group. */
    private static final int SOME = 5;

    /** A group, and what is made of it at the time of the report. */
    private record GroupRow(Group group, String state, List<String> likely, long shift, long now) {
        List<String> hosts() {
            return group.members().stream()
                    .filter(Member::isMember)
                    .map(member -> member.host.address)
                    .sorted()
                    .limit(SOME)
                    .map(Address::toString)
                    .toList();
        }

        List<String> senders() {
            return Causes.senders(group).stream()
                    .limit(SOME)
                    .map(Address::toString)
                    .toList();
        }

        String name() {
            Address a = group.address;
            return group.network.four ? Ipv4Groups.name((int) a.low()) : Ipv6Groups.name(a.high(), a.low());
        }

        Integer version() {
            return group.router.isEmpty() ? null : group.router.version(now);
        }
    }

    private record MemberRow(Group group, Member member, long shift, long now) {
        boolean runs() {
            return member.state == Member.State.ACTIVE;
        }
    }

    /** @param source null for the group's own entry */
    private record Entry(Group group, Address source, Long timer, long shift, long now) {
        boolean forwards() {
            return source == null ? group.router.isExclude() : timer != Sources.BLOCKED;
        }

        boolean runs() {
            return timer != null && timer != Sources.BLOCKED;
        }
    }

    static final Sheet<GroupRow> GROUPS = Sheet.of(
            "group",
            "Groups",
            "A group on a VLAN: its members, and the data it carries.",
            Column.of("vlan", "VLAN", Kind.TEXT, "VLAN id, outer.inner for two; null untagged.", r -> vlan(r.group)),
            Column.of("group", "Group", Kind.TEXT, "Group address.", r -> r.group.address.toString()),
            Column.<GroupRow>of("name", "Name", Kind.TEXT, "Assigned name.", GroupRow::name)
                    .hidden(),
            Column.of(
                    "state",
                    "State",
                    Kind.TEXT,
                    "flows: members, and data for them; stopped: that came, and comes no longer; no data: members, and never"
                            + " data for them; no members: data only; past: neither now; link-local: routers keep it on the link.",
                    GroupRow::state),
            Column.of("members", "Members", Kind.COUNT, "Hosts that are members now.", r -> r.group.present),
            Column.of("hosts", "Hosts", Kind.TEXTS, "Addresses of members, the first 5.", GroupRow::hosts),
            Column.<GroupRow>of("members_ever", "Ever", Kind.COUNT, "Hosts that ever were.", r -> r.group.ever)
                    .rank(5),
            Column.<GroupRow>of(
                            "version",
                            "Version",
                            Kind.COUNT,
                            "Version that a router treats the group by: of IGMP, or MLD for IPv6.",
                            GroupRow::version)
                    .rank(6),
            Column.<GroupRow>of("members_v1", "V1", Kind.COUNT, "Members that report in version 1.", r -> r.group
                            .versions[1])
                    .hidden(),
            Column.<GroupRow>of("members_v2", "V2", Kind.COUNT, "Members that report in version 2.", r -> r.group
                            .versions[2])
                    .hidden(),
            Column.<GroupRow>of("members_v3", "V3", Kind.COUNT, "Members that report in version 3.", r -> r.group
                            .versions[3])
                    .hidden(),
            Column.of("packets", "Packets", Kind.COUNT, "Packets to the group, reports aside.", r -> r.group
                    .flow
                    .packets),
            Column.<GroupRow>of("bytes", "Bytes", Kind.COUNT, "Bytes of their frames.", r -> r.group.flow.bytes)
                    .rank(7),
            Column.<GroupRow>of(
                            "average_rate",
                            "Average",
                            Kind.RATE,
                            "Bytes over the time from first to last.",
                            r -> r.group.flow.rate())
                    .rank(4),
            Column.<GroupRow>of(
                            "sources",
                            "Sources",
                            Kind.TEXTS,
                            "Addresses that sent to it, the first 5.",
                            GroupRow::senders)
                    .rank(1),
            Column.<GroupRow>of(
                            "zap",
                            "Zap",
                            Kind.DURATION,
                            "From the last join that found neither members nor data, or what more was asked for since, to the first packet"
                                    + " wanted.",
                            r -> value(r.group.zap))
                    .rank(2),
            Column.<GroupRow>of(
                            "zap_longest",
                            "Longest",
                            Kind.DURATION,
                            "The longest such time.",
                            r -> r.group.zaps == 0 ? null : r.group.longestZap)
                    .hidden(),
            Column.<GroupRow>of("zaps", "Zaps", Kind.COUNT, "How often it was measured.", r -> r.group.zaps)
                    .hidden(),
            Column.<GroupRow>of(
                            "leave_latency",
                            "After leave",
                            Kind.DURATION,
                            "How long data came after the last member had left or run out.",
                            r -> value(r.group.latency))
                    .rank(3),
            Column.<GroupRow>of(
                            "first_join",
                            "First join",
                            Kind.TIME,
                            "Time of the first report.",
                            r -> time(r.group.firstJoinNanos))
                    .rank(9),
            Column.<GroupRow>of(
                            "last_leave",
                            "Last leave",
                            Kind.TIME,
                            "Time a member left or ran out last.",
                            r -> time(r.group.lastLeaveNanos))
                    .rank(8),
            Column.<GroupRow>of(
                            "first_packet",
                            "First",
                            Kind.TIME,
                            "Time of the first packet.",
                            r -> time(r.group.flow.firstNanos))
                    .hidden(),
            Column.<GroupRow>of(
                            "last_packet",
                            "Last",
                            Kind.TIME,
                            "Time of the last packet.",
                            r -> time(r.group.flow.lastNanos))
                    .hidden(),
            Column.<GroupRow>of(
                            "querier",
                            "Querier",
                            Kind.TEXT,
                            "Querier heard on the VLAN; null for none: defaults are used then.",
                            r -> text(r.group.network.querier()))
                    .hidden(),
            Column.<GroupRow>of(
                            "membership_interval",
                            "Interval",
                            Kind.DURATION,
                            "How long a report holds, by the querier's values.",
                            r -> r.group.network.membership())
                    .hidden(),
            Column.of(
                    "likely",
                    "Likely",
                    Kind.TEXTS,
                    "Inferred: why there is no data, or no member, most telling first.",
                    GroupRow::likely));

    static final Sheet<MemberRow> MEMBERS = Sheet.of(
            "member",
            "Members",
            "What a host wants of a group.",
            Column.of("vlan", "VLAN", Kind.TEXT, "VLAN id, outer.inner for two; null untagged.", r -> vlan(r.group)),
            Column.of("group", "Group", Kind.TEXT, "Group address.", r -> r.group.address.toString()),
            Column.of("host", "Host", Kind.TEXT, "Address that reports.", r -> r.member.host.address.toString()),
            Column.of(
                    "state",
                    "State",
                    Kind.TEXT,
                    "active; suppressed: silent for longer than its time, while reports of others may suppress its own; left;"
                            + " expired.",
                    r -> r.member.state.token()),
            Column.of(
                    "mode",
                    "Mode",
                    Kind.TEXT,
                    "include: from the sources only; exclude: from all but the sources.",
                    r -> r.member.isMember() ? r.member.exclude ? "exclude" : "include" : null),
            Column.of(
                    "sources",
                    "Sources",
                    Kind.TEXTS,
                    "Wanted, or in exclude mode not wanted.",
                    r -> r.member.sources.addresses().stream()
                            .map(Address::toString)
                            .toList()),
            Column.of("version", "Version", Kind.COUNT, "Of IGMP, or MLD for IPv6, that it reports in.", r -> r.member
                    .version),
            Column.<MemberRow>of(
                            "since",
                            "Since",
                            Kind.TIME,
                            "When the membership was first heard of; null when only its end was.",
                            r -> time(r.member.sinceNanos))
                    .rank(2),
            Column.<MemberRow>of(
                            "joined",
                            "Joined",
                            Kind.FLAG,
                            "Whether it joined then; otherwise it was a member already, and answered a query.",
                            r -> r.member.joined)
                    .rank(3),
            Column.<MemberRow>of("last_report", "Last report", Kind.TIME, "Time of its last report.", r -> r.member
                            .lastNanos)
                    .rank(1),
            Column.<MemberRow>of(
                            "expires",
                            "Expires",
                            Kind.TIME,
                            "When it runs out unless it reports; null when it has ended.",
                            r -> r.runs() ? r.member.expires() - r.shift : null)
                    .hidden(),
            Column.of(
                    "expires_in",
                    "Expires in",
                    Kind.DURATION,
                    "The same from the end of the capture, or now.",
                    r -> r.runs() ? r.member.expires() - r.now : null),
            Column.<MemberRow>of(
                            "ended", "Ended", Kind.TIME, "When it left or ran out last.", r -> time(r.member.endNanos))
                    .rank(4),
            Column.<MemberRow>of("reports", "Reports", Kind.COUNT, "Reports of it, leaves too.", r -> r.member.reports)
                    .rank(5),
            Column.<MemberRow>of(
                            "missed", "Missed", Kind.COUNT, "General queries in a row it did not answer.", r -> r.member
                                    .misses)
                    .hidden());

    static final Sheet<Entry> TABLE = Sheet.of(
            "mdb",
            "Group table",
            "What a router, or a bridge that snoops, holds of a group (RFC 3376, 6.2): an entry for the group in exclude mode, and"
                    + " one for each source.",
            Column.of("vlan", "VLAN", Kind.TEXT, "VLAN id, outer.inner for two; null untagged.", r -> vlan(r.group)),
            Column.of("group", "Group", Kind.TEXT, "Group address.", r -> r.group.address.toString()),
            Column.of(
                    "source",
                    "Source",
                    Kind.TEXT,
                    "Source address; null for the group's own entry.",
                    r -> text(r.source)),
            Column.of(
                    "filter_mode",
                    "Mode",
                    Kind.TEXT,
                    "The group's: include or exclude.",
                    r -> r.group.router.isExclude() ? "exclude" : "include"),
            Column.of("forwarded", "Forwarded", Kind.FLAG, "Whether its packets are.", Entry::forwards),
            Column.of(
                    "timer",
                    "Timer",
                    Kind.DURATION,
                    "What is left of it; null for a source that is blocked.",
                    r -> r.runs() ? r.timer - r.now : null),
            Column.<Entry>of(
                            "expires",
                            "Expires",
                            Kind.TIME,
                            "When it is over.",
                            r -> r.runs() ? r.timer - r.shift : null)
                    .hidden(),
            Column.of(
                    "version",
                    "Version",
                    Kind.COUNT,
                    "Version the group is treated by (RFC 3376, 7.3.2).",
                    r -> r.group.router.version(r.now)));

    private final Causes causes;
    private final long now;
    private final long shift;

    /**
     * @param now on the analysis's clock
     * @param shift how far that is ahead of what packets tell
     */
    MemberReport(Causes causes, long now, long shift) {
        this.causes = causes;
        this.now = now;
        this.shift = shift;
    }

    Report of(List<Group> groups, List<Timeline.Event> events) {
        List<Group> sorted = new ArrayList<>(groups);
        sorted.sort(Comparator.comparing(Group::isLinkLocal)
                .thenComparing(group -> group.network.vlan)
                .thenComparing(group -> group.address));
        List<GroupRow> rows = new ArrayList<>();
        List<MemberRow> members = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (Group group : sorted) {
            rows.add(new GroupRow(group, state(group), causes.of(group), shift, now));
            group.members().stream()
                    .sorted(Comparator.comparing(member -> member.host.address))
                    .forEach(member -> members.add(new MemberRow(group, member, shift, now)));
            entries(group, entries);
        }
        return new Report()
                .add(GROUPS, rows)
                .add(MEMBERS, members)
                .aside(Timeline.SHEET, events)
                .aside(TABLE, entries);
    }

    private String state(Group group) {
        if (group.isLinkLocal()) {
            return "link-local";
        }
        boolean flowing = group.flow.isFlowing(now);
        if (group.present == 0) {
            return flowing ? "no members" : "past";
        }
        return !Causes.isServed(group) ? "no data" : flowing ? "flows" : "stopped";
    }

    private void entries(Group group, List<Entry> entries) {
        if (group.router.isExclude()) {
            entries.add(new Entry(group, null, group.router.groupTimer(), shift, now));
        }
        group.router.sources().addresses().stream()
                .sorted()
                .forEach(source -> entries.add(
                        new Entry(group, source, group.router.sources().timer(source), shift, now)));
    }

    private static String vlan(Group group) {
        return vlan(group.network.vlan);
    }

    private static String vlan(int vlan) {
        return vlan == 0 ? null : Datagram.vlan(vlan);
    }

    private static String text(Address address) {
        return address == null ? null : address.toString();
    }

    private static Long time(long nanos) {
        return nanos == 0 ? null : nanos;
    }

    private static Long value(long nanos) {
        return nanos == Group.NONE ? null : nanos;
    }
}
