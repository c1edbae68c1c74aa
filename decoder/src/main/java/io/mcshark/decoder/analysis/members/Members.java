package io.mcshark.decoder.analysis.members;

import io.mcshark.decoder.Facts;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Protocols;
import io.mcshark.decoder.analysis.Analysis;
import io.mcshark.decoder.analysis.Audience;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.analysis.Findings;
import io.mcshark.decoder.analysis.Happening;
import io.mcshark.decoder.analysis.Timeline;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.GroupMessage;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who is a member of which group on each VLAN, since when and until when, as IGMP and MLD tell it to whoever listens, and whether
 * the groups carry data. See the package's description.
 */
public final class Members implements Analysis, Audience.Teller {
    private static final long SECOND = 1_000_000_000L;

    /** A clock that goes back by more than this was set; by less, packets are out of order. */
    private static final long BACK_NANOS = SECOND;

    /** How far packets of a live capture may be behind the wall clock. */
    private static final long LAG_NANOS = 2 * SECOND;

    /** Received with another hop limit, MLD is dropped (RFC 3810, 6.2, 7.4). */
    private static final int MLD_HOPS = 1;

    private static final Protocol PIM = Protocols.named("pim"), IGMP = Protocols.named("igmp");

    private final Agenda agenda = new Agenda();
    private final Timeline timeline = new Timeline();
    private final Conclusions conclusions;
    private final Tables tables;
    private final Limits limits;
    private final GroupTable groups;
    private final Datagram packet = new Datagram();
    private final GroupMessage message = new GroupMessage();
    private long now;
    private long shift;
    private boolean begun;
    private long firstTime;
    private long shownNanos;
    private long answersDue = Group.NEVER;
    private long bad;
    private long ignored;
    private long jumps;

    public Members(Findings findings) {
        conclusions = new Conclusions(findings);
        tables = new Tables(agenda, conclusions);
        limits = tables.limits;
        groups = tables.groups;
    }

    /** Has {@code watcher} told of joins and leaves as they are noticed. */
    public void watch(Consumer<Happening> watcher) {
        timeline.watch(watcher);
    }

    // ---- packets

    @Override
    public boolean glance(Datagram packet) {
        time(packet.nanos());
        conclusions.look(null);
        if (packet.isToGroup()) {
            data(packet, null);
        }
        return true;
    }

    @Override
    public void accept(Frame f) {
        time(f.nanos());
        conclusions.look(f);
        boolean more = packet.aim(f);
        while (more) {
            more = look(f) && packet.inner();
        }
    }

    /** Looks at the packet aimed at; whether what it carries is on this network, too. */
    private boolean look(Frame f) {
        for (int k = packet.layer() + 1; k < f.depth() && !f.isQuoted(k); k++) {
            Protocol p = f.protocol(k);
            if (p.level() == Protocol.Level.NETWORK) {
                break;
            }
            if (message.aim(f, k)) {
                hear();
                return true;
            }
            if (p == PIM || p == IGMP) {
                return false; // what a register carries is on its way to the RP, and not on this link
            }
        }
        if (packet.isToGroup()) {
            data(packet, f);
        }
        return true;
    }

    /** Brings the clock to a packet's time, and does what is due by then. */
    private void time(long nanos) {
        long time = nanos + shift;
        if (!begun) {
            begun = true;
            firstTime = time;
        } else if (time < now - BACK_NANOS) {
            jumps++;
            shift += now - time;
            time = now;
        }
        now = Math.max(now, time);
        shownNanos = nanos;
        if (agenda.next() <= now || answersDue <= now) {
            catchUp(now);
        }
    }

    private long nanos(long time) {
        return time - shift;
    }

    // ---- data

    private void data(Datagram packet, Frame f) {
        Group group = tables.group(packet.vlan(), packet.destinationHigh(), packet.destinationLow(), now);
        if (group == null) {
            limits.lostPackets++;
            return;
        }
        boolean first = group.flow.packets == 0;
        boolean flowing = group.flow.isFlowing(now);
        boolean sender = group.flow.count(packet, now);
        if (f != null) {
            f.facts().note(Facts.Name.MEMBERS, group.present);
        }
        if (first) {
            conclusions.active(group, now, packet.nanos(), packet.number());
        }
        if (sender) {
            conclusions.sender(group, packet.nanos(), packet.number());
        }
        if (group.present > 0) {
            if (group.zapFrom != Group.NONE && group.isWanted(packet)) {
                zapped(group, packet, f);
            }
        } else if (!group.isLinkLocal()) {
            conclusions.unwanted(group, packet, flowing, now, now - firstTime);
        }
    }

    /** The first packet a member that joined was waiting for. */
    private void zapped(Group group, Datagram packet, Frame f) {
        long zap = packet.nanos() - group.zapFrom;
        group.zapFrom = Group.NONE;
        if (zap < 0) {
            return; // the clock was set in between
        }
        group.zap = zap;
        group.longestZap = Math.max(group.longestZap, zap);
        group.zaps++;
        if (f != null) {
            f.facts().note(Facts.Name.ZAP, zap);
        }
        event(packet.nanos(), packet.number(), group, packet.source(), "data", "first packet", zap);
        conclusions.zapped(group, zap, packet.nanos(), packet.number());
    }

    // ---- messages

    private void hear() {
        if (message.isBad()) {
            bad++;
            return;
        }
        if (!message.isIpv4() && !(isLinkLocal() && packet.ttl() == MLD_HOPS)) {
            ignored++;
            return;
        }
        Network network = tables.network(packet.vlan(), message.isIpv4());
        if (network == null) {
            limits.lostReports++;
            return;
        }
        network.messages++;
        if (message.isQuery()) {
            query(network);
            return;
        }
        Address host = packet.source();
        while (message.next()) {
            if (Address.isGroup(message.groupHigh(), message.groupLow())) {
                report(network, host);
            }
        }
    }

    /** Whether its source is fe80::/10, as routers require of MLD (RFC 3810, 7.4, 7.6). */
    private boolean isLinkLocal() {
        return packet.sourceHigh() >>> 54 == 0xfe80 >>> 6;
    }

    private void query(Network network) {
        if (message.isGeneral()) {
            network.general(message, packet.source(), now);
            answersDue = Math.min(answersDue, network.answerDue());
            event(packet.nanos(), packet.number(), network.vlan, null, packet.source(), "query", queryText(), null);
            return;
        }
        Group group = groups.find(network.vlan, message.groupHigh(), message.groupLow());
        network.specific(message);
        List<Address> sources = new ArrayList<>();
        for (int i = 0; i < Math.min(message.sources(), Limits.MOST_IN_MEMBER); i++) {
            sources.add(message.sourceAddress(i));
        }
        event(
                packet.nanos(),
                packet.number(),
                network.vlan,
                message.groupAddress(),
                packet.source(),
                "query",
                queryText() + Words.sources(", of ", sources),
                null);
        if (group == null) {
            return;
        }
        group.queried = now;
        group.queryCheck = Group.NEVER;
        if (!message.isSuppressed()) {
            long until = now + network.robustness() * message.responseNanos();
            group.router.asked(sources, until);
            for (Member member : group.members()) {
                if (member.state == Member.State.ACTIVE) {
                    member.asked(sources, until);
                }
            }
            agenda.by(group, group.next());
        }
    }

    private String queryText() {
        return Words.version(message.isIpv4(), message.version()) + ", answer within "
                + Words.duration(message.responseNanos());
    }

    private void report(Network network, Address address) {
        Group group = tables.group(network.vlan, message.groupHigh(), message.groupLow(), now);
        Member member = group == null ? null : tables.member(group, address, now);
        if (member == null) {
            limits.lostReports++;
            return;
        }
        network.reports += group.isLinkLocal() ? 0 : 1;
        Record record = Record.of(message, limits);
        boolean old = !message.isNewest();
        long until = now + network.membership();
        boolean unknown = member.reports == 0;
        boolean joined = record.isChange() || old && !network.isAnswering(now);
        boolean was = member.isMember();
        Member.Change change = member.take(record, until);
        if (old && !message.isLeave()) {
            group.router.heardOld(message.version(), until);
            group.oldHeard = now;
        }
        group.router.take(
                record,
                now,
                new RouterState.Times(network.membership(), network.lastMemberTime(), network.hasQuerier(now)),
                group);
        heard(group, member, was);
        switch (change) {
            case JOIN -> began(group, member, joined);
            case LEAVE -> left(group, member);
            case MODE, SOURCES -> changed(group, member, change, record);
            case NONE -> {
                if (unknown && record.isLeave()) {
                    left(group, member);
                }
            }
        }
        conclusions.reported(group, member, record, message, now);
        agenda.by(group, group.next());
    }

    private void heard(Group group, Member member, boolean was) {
        if (was && member.isMember() && member.version != message.version()) {
            group.versions[member.version]--;
            group.versions[message.version()]++;
        }
        if (member.isMember() || member.version == 0) {
            member.version = message.version();
        }
        member.reports++;
        member.lastNanos = packet.nanos();
        member.heard = now;
        member.misses = 0;
    }

    private void began(Group group, Member member, boolean joined) {
        group.ever += member.sinceNanos == 0 ? 1 : 0;
        member.host.groups += group.isLinkLocal() ? 0 : 1;
        member.sinceNanos = packet.nanos();
        member.joined = joined;
        group.versions[member.version]++;
        if (group.firstJoinNanos == 0) {
            group.firstJoinNanos = packet.nanos();
        }
        event(
                packet.nanos(),
                packet.number(),
                group,
                member.host.address,
                joined ? "join" : "present",
                Words.version(message.isIpv4(), message.version()) + ", " + Words.wish(member),
                null);
        if (++group.present == 1) {
            group.began(packet.nanos(), joined);
            boolean flowing = group.flow.isFlowing(now);
            group.follows = !joined || !flowing;
            group.zapFrom = joined && !flowing ? packet.nanos() : Group.NONE;
            conclusions.firstJoin(group, packet.nanos(), now);
        }
        conclusions.began(group, member, now, packet.nanos(), packet.number());
    }

    private void left(Group group, Member member) {
        event(
                packet.nanos(),
                packet.number(),
                group,
                member.host.address,
                "leave",
                member.reports == 1
                        ? "was not known to be a member"
                        : Words.version(group.network.four, message.version()),
                null);
        group.left = now;
        group.leaver = member.host.address;
        conclusions.leave(group, now);
        if (member.reports > 1) {
            ended(group, member, packet.nanos());
        } else {
            member.endNanos = packet.nanos();
            group.lastLeaveNanos = packet.nanos();
        }
    }

    private void changed(Group group, Member member, Member.Change change, Record record) {
        event(
                packet.nanos(),
                packet.number(),
                group,
                member.host.address,
                change == Member.Change.MODE ? "mode" : "sources",
                Words.wish(member),
                null);
        if (group.zapFrom != Group.NONE && asksForMore(member, change, record)) {
            group.zapFrom = packet.nanos(); // what it now waits for, it waits for since now
        }
        if (record.type() == GroupMessage.BLOCK) {
            group.left = now;
            group.leaver = member.host.address;
            conclusions.leave(group, now);
        }
    }

    private static boolean asksForMore(Member member, Member.Change change, Record record) {
        return change == Member.Change.MODE
                ? member.exclude
                : record.type() == GroupMessage.ALLOW || !member.exclude && record.type() != GroupMessage.BLOCK;
    }

    /** A member is one no longer. */
    private void ended(Group group, Member member, long nanos) {
        member.endNanos = nanos;
        member.host.groups -= group.isLinkLocal() ? 0 : 1;
        group.versions[member.version]--;
        group.lastLeaveNanos = nanos;
        if (--group.present == 0) {
            group.ended(nanos, member.host.address);
            group.zapFrom = Group.NONE;
            conclusions.lastLeft(group, nanos, now);
        }
    }

    // ---- time

    @Override
    public void advance(long nanos) {
        shownNanos = nanos;
        if (begun) {
            catchUp(nanos + shift - LAG_NANOS);
        }
    }

    @Override
    public void end(long nanos) {
        if (begun) {
            time(nanos);
            groups.all().forEach(group -> conclusions.end(group, now));
        }
    }

    private void catchUp(long until) {
        while (agenda.next() <= until || answersDue <= until) {
            if (answersDue <= agenda.next()) {
                answered(answersDue);
            } else {
                Group group = agenda.first();
                due(group, group.due);
                agenda.again(group, Math.max(group.next(), group.due + 1));
            }
        }
    }

    /** Those who had to answer a general query have, or have not. */
    private void answered(long time) {
        answersDue = Group.NEVER;
        for (Network network : tables.networks()) {
            long query = network.answered(time);
            if (query != Long.MIN_VALUE) {
                network.groups.forEach(group -> missed(group, query, time));
            }
            answersDue = Math.min(answersDue, network.answerDue());
        }
    }

    private void missed(Group group, long query, long time) {
        for (Member member : group.members()) {
            boolean silent = member.state == Member.State.ACTIVE && member.heard < query;
            if (silent && !(isOld(member, group) && group.oldHeard > member.heard)) {
                member.misses++;
                conclusions.missed(group, member, nanos(time));
            }
        }
    }

    private static boolean isOld(Member member, Group group) {
        return member.version < (group.network.four ? 3 : 2);
    }

    /** Does what is due in a group. */
    private void due(Group group, long time) {
        group.router.expire(time);
        for (Member member : group.members()) {
            if (member.state == Member.State.ACTIVE) {
                dueIn(group, member, time);
            } else if (member.state == Member.State.SUPPRESSED
                    && (group.router.isEmpty() || group.suppressedUntil() <= time)) {
                expired(group, member, time);
            }
        }
        conclusions.due(group, time, nanos(time));
    }

    private void dueIn(Group group, Member member, long time) {
        boolean some = !member.exclude && member.sources.expire(time);
        if (!member.isOver(time)) {
            if (some) {
                event(nanos(time), 0, group, member.host.address, "sources", Words.wish(member) + " (expired)", null);
            }
        } else if (isOld(member, group) && group.oldHeard > member.heard && !group.router.isEmpty()) {
            member.state = Member.State.SUPPRESSED;
            event(
                    nanos(time),
                    0,
                    group,
                    member.host.address,
                    "suppressed",
                    "silent; others' reports may suppress its own",
                    null);
        } else {
            expired(group, member, time);
        }
    }

    private void expired(Group group, Member member, long time) {
        member.sources.clear();
        member.state = Member.State.EXPIRED;
        event(
                nanos(time),
                0,
                group,
                member.host.address,
                "expire",
                "not heard for " + Words.duration(time - member.heard),
                null);
        ended(group, member, nanos(time));
        conclusions.expired(group, member, time - member.heard, nanos(time));
    }

    // ---- what is told

    @Override
    public Audience of(int vlan, Address address, Address source, long nanos) {
        Group group = groups.find(vlan, address.high(), address.low());
        if (group == null || group.isLinkLocal()) {
            return Audience.UNKNOWN;
        }
        group.network.captured(now - firstTime);
        return group.audience(source, nanos);
    }

    private void event(long nanos, long frame, Group group, Address host, String kind, String how, Long after) {
        event(nanos, frame, group.network.vlan, group.address, host, kind, how, after);
    }

    private void event(
            long nanos, long frame, int vlan, Address group, Address host, String kind, String how, Long after) {
        timeline.add(new Timeline.Event(nanos, frame, vlan, kind, group, host, null, how, after));
        Happening.Type type =
                switch (kind) {
                    case "join", "present" -> Happening.Type.JOIN;
                    case "leave", "expire" -> Happening.Type.LEAVE;
                    default -> null;
                };
        if (type != null) {
            timeline.tell(new Happening(type, nanos, frame, vlan, kind, group, host, 0, 0, 0, how));
        }
    }

    /**
     * What is known by now: groups, members, and, for those who ask, what happened and what a bridge's table would hold.
     *
     * @param only of this group; null for all
     */
    public Report report(Address only) {
        List<Group> all = groups.all();
        Causes causes = new Causes(all, now - firstTime, shownNanos + shift);
        MemberReport sheets = new MemberReport(causes, shownNanos + shift, shift);
        Report report = sheets.of(
                only == null
                        ? all
                        : all.stream().filter(g -> g.address.equals(only)).toList(),
                timeline.all().stream()
                        .filter(e ->
                                only == null || e.group() == null || e.group().equals(only))
                        .toList());
        Remarks remarks = new Remarks(tables);
        remarks.say(bad, "messages with a bad checksum were ignored");
        remarks.say(
                ignored,
                "MLD messages from no link-local address, or with a hop limit other than 1, were ignored, as routers do");
        remarks.say(jumps, "times the clock went back; timers went on from where they were");
        remarks.limits();
        remarks.all().forEach(report::say);
        timeline.say(report);
        return report;
    }

    /** The tables it fills, for their documentation. */
    public static List<Sheet<?>> sheets() {
        return List.of(MemberReport.GROUPS, MemberReport.MEMBERS, MemberReport.TABLE);
    }
}
