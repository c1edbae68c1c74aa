package io.mcshark.decoder.analysis.members;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.analysis.Finding;
import io.mcshark.decoder.analysis.Findings;
import io.mcshark.decoder.analysis.Rule;
import io.mcshark.decoder.analysis.Severity;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.groups.GroupMac;
import io.mcshark.decoder.protocol.GroupMessage;
import io.mcshark.decoder.report.Quantity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Raises the rules of {@link MemberRules}. Times named {@code now} are the analysis's clock, others as packets tell them. */
final class Conclusions {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = SECOND / 1000;

    static final long WITHOUT_TRAFFIC_NANOS = 10 * SECOND;
    static final long ASKED_NANOS = SECOND;
    static final long OTHERS_NANOS = 10 * SECOND;
    static final long SLOW_NANOS = SECOND, SLOWISH_NANOS = 200 * MILLI;
    static final long LATE_NANOS = 5 * SECOND, LATISH_NANOS = 2 * SECOND;
    static final long FLOOD_NANOS = 10 * SECOND, FLOOD_AFTER_NANOS = 260 * SECOND;
    static final double FLOOD_RATE = 1e6;
    static final int MANY_GROUPS = 100;
    static final long ACTIVE_NANOS = 60 * SECOND;

    /** Groups compared that share an Ethernet address: all of IPv4; of IPv6 there can be more. */
    private static final int MOST_SISTERS = GroupMac.SISTERS;

    private static final double NANOS = 1e9;

    private final Findings findings;
    private final Map<Long, Group> macs = new HashMap<>();
    private Frame present;

    Conclusions(Findings findings) {
        this.findings = findings;
    }

    /** These packets are looked at now: what they are found to show is noted in their frame; null for none. */
    void look(Frame f) {
        present = f;
    }

    private Finding raise(Rule rule, Group group, Address host, long nanos, long frame) {
        findings.about(host, group.address, group.network.vlan);
        return raise(rule, nanos, frame);
    }

    private Finding raise(Rule rule, long nanos, long frame) {
        return frame > 0 && present != null ? findings.raise(rule, present) : findings.raise(rule, nanos, frame);
    }

    private Finding raise(Rule rule, Group group, long nanos, long frame) {
        return raise(rule, group, NOBODY, nanos, frame);
    }

    private Finding raise(Rule rule, Severity severity, Group group, long nanos, long frame) {
        findings.about(NOBODY, group.address, group.network.vlan).as(severity);
        return raise(rule, nanos, frame);
    }

    private static final Address NOBODY = new Address(0, 0);

    // ---- data

    /** A group carries data, or has a member more. */
    void active(Group group, long now, long nanos, long frame) {
        if (group.isLinkLocal()) {
            return;
        }
        List<String> with = new ArrayList<>();
        List<String> without = new ArrayList<>();
        int seen = 0;
        for (Group g = macs.get(mac(group)); g != null && seen < MOST_SISTERS; g = g.sameMac) {
            seen++;
            if (g.flow.packets > 0 && now - g.flow.last < ACTIVE_NANOS && !g.isLinkLocal()) {
                (g.present > 0 ? with : without).add(g.address.toString());
            }
        }
        if (!with.isEmpty() && !without.isEmpty()) {
            findings.about(mac(group), 0, 0, 0, group.network.vlan);
            Finding finding = raise(MemberRules.MAC_SHARED, nanos, frame);
            if (finding != null) {
                finding.say(
                        group.toString(),
                        String.join(", ", with) + " with members and " + String.join(", ", without)
                                + " without share an Ethernet address");
            }
        }
    }

    /** The VLAN and Ethernet address of a group, as a number. */
    private static long mac(Group group) {
        long low = group.address.low();
        long mac = group.network.four ? GroupMac.ofIpv4((int) low) : GroupMac.ofIpv6(low);
        return (long) group.network.vlan << 33 | (group.network.four ? 1L << 32 : 0) | mac & 0xffff_ffffL;
    }

    /** A group is there from now on. */
    void enter(Group group) {
        group.sameMac = macs.put(mac(group), group);
    }

    /** These groups are there, and no others. */
    void enterAll(Collection<Group> groups) {
        macs.clear();
        groups.forEach(this::enter);
    }

    /** A group has one more sender. */
    void sender(Group group, long nanos, long frame) {
        if (group.isSsm() && group.flow.senders() > 1) {
            Finding finding = raise(MemberRules.SSM_SOURCES, group, nanos, frame);
            if (finding != null) {
                finding.say(group.toString(), "carries data of " + Words.sources("", Causes.senders(group)));
            }
        }
    }

    void zapped(Group group, long zap, long nanos, long frame) {
        if (zap > SLOWISH_NANOS) {
            Severity severity = zap > SLOW_NANOS ? Severity.WARN : Severity.NOTE;
            Finding finding = raise(MemberRules.SLOW_ZAP, severity, group, nanos, frame);
            if (finding != null) {
                finding.say(group.toString(), "first packet " + Words.duration(zap) + " after the join");
            }
        }
    }

    /**
     * Data of a group without members.
     *
     * @param flowing whether it goes on without a pause
     */
    void unwanted(Group group, Datagram packet, boolean flowing, long now, long captured) {
        if (!flowing) {
            group.goneNanos = Group.NONE; // it had ended
        } else if (group.goneNanos != Group.NONE && group.follows) {
            group.latency = packet.nanos() - group.goneNanos;
            if (group.latency > LATE_NANOS && !group.latencyTold) {
                late(group, packet.nanos(), packet.number(), true);
            }
        }
        if (group.floodFrom == Group.NONE) {
            group.floodFrom = now;
            group.floodBytes = 0;
        }
        group.floodBytes += packet.length();
        long span = now - group.floodFrom;
        if (span >= FLOOD_NANOS) {
            double rate = group.floodBytes * 8 * NANOS / span;
            group.floodFrom = Group.NONE;
            if (rate >= FLOOD_RATE && captured > FLOOD_AFTER_NANOS) {
                Finding finding = raise(MemberRules.TRAFFIC_WITHOUT_MEMBER, group, packet.nanos(), packet.number());
                if (finding != null) {
                    finding.say(
                            group.toString(),
                            Quantity.rate(rate) + " for " + Words.duration(span) + ", no member seen in this capture");
                }
            }
        }
    }

    private void late(Group group, long nanos, long frame, boolean still) {
        group.latencyTold = true;
        Severity severity = group.latency > LATE_NANOS ? Severity.WARN : Severity.NOTE;
        Finding finding = raise(MemberRules.LEAVE_LATENCY, severity, group, nanos, frame);
        if (finding != null) {
            finding.say(
                    group.toString(),
                    (still ? "data still comes " : "data came until ") + Words.duration(group.latency)
                            + " after the last member had gone");
        }
    }

    // ---- reports

    /** A group has a member again. */
    void firstJoin(Group group, long nanos, long now) {
        latency(group, nanos);
        group.goneNanos = Group.NONE;
        group.floodFrom = Group.NONE;
        group.leaveCheck = Group.NEVER;
        if (!group.isLinkLocal()) {
            group.joinCheck = now + WITHOUT_TRAFFIC_NANOS;
        }
    }

    void began(Group group, Member member, long now, long nanos, long frame) {
        active(group, now, nanos, frame);
        if (member.host.groups > MANY_GROUPS) {
            findings.about(member.host.address, NOBODY, group.network.vlan);
            Finding finding = raise(MemberRules.EXCESSIVE_GROUPS, nanos, frame);
            if (finding != null) {
                finding.say(member.host.address.toString(), "is a member of " + member.host.groups + " groups");
            }
        }
    }

    /** A record of a host was taken in. */
    void reported(Group group, Member member, Record record, GroupMessage message, long now) {
        long nanos = message.frame().nanos();
        long frame = message.frame().number();
        Address host = member.host.address;
        boolean old = !message.isNewest();
        if (group.isSsm() && (record.isExclude() || old && !message.isLeave())) {
            Finding finding = raise(MemberRules.SSM_ASM_JOIN, group, host, nanos, frame);
            if (finding != null) {
                finding.say(
                        host + " in " + group,
                        old
                                ? "joined by " + Words.version(message.isIpv4(), message.version())
                                        + ", which knows no sources"
                                : "joined in EXCLUDE mode, for any source");
            }
        }
        if (record.wantsSources()) {
            wanted(group, host, record.sources(), nanos, frame);
            if (group.sourceCheck == Group.NEVER) {
                group.sourceCheck = now + WITHOUT_TRAFFIC_NANOS;
            }
        }
        int newest = group.network.four ? 3 : 2;
        if (group.versions[newest] > 0 && group.versions[newest] < group.present && !group.isLinkLocal()) {
            Finding finding = raise(MemberRules.VERSION_MISMATCH, group, nanos, frame);
            if (finding != null) {
                finding.say(
                        group.toString(),
                        group.versions[newest] + (group.versions[newest] == 1 ? " member" : " members") + " of "
                                + Words.version(group.network.four, newest) + ", "
                                + (group.present - group.versions[newest]) + " of older versions");
            }
        }
        boolean answers = group.left != Group.NONE && group.queried >= group.left && member.isMember();
        if (answers && now - group.queried <= OTHERS_NANOS && !host.equals(group.leaver)) {
            group.left = Group.NONE;
            Finding finding = raise(MemberRules.LEAVE_WHILE_OTHERS, group, nanos, frame);
            if (finding != null) {
                finding.say(group.toString(), group.leaver + " left, " + host + " goes on");
            }
        }
    }

    private void wanted(Group group, Address host, List<Address> sources, long nanos, long frame) {
        if (!group.isSsm()) {
            Finding finding = raise(MemberRules.ASM_SOURCE_JOIN, group, host, nanos, frame);
            if (finding != null) {
                finding.say(host + " in " + group, Words.sources("asked for ", sources));
            }
        }
        for (Address source : sources) {
            if (source.isGroup() || source.isUnspecified()) {
                missing(group, host, source + " is no unicast address", nanos, frame);
                break;
            }
        }
    }

    private void missing(Group group, Address host, String text, long nanos, long frame) {
        Finding finding = raise(MemberRules.SSM_SOURCE_MISSING, group, host, nanos, frame);
        if (finding != null) {
            finding.say(host + " in " + group, text);
        }
    }

    /** A host has left, or blocks sources. */
    void leave(Group group, long now) {
        Network network = group.network;
        if (!group.isLinkLocal()
                && network.hasQuerier(now)
                && !(network.four && network.version() == 1)
                && group.queryCheck == Group.NEVER) {
            group.queryCheck = now + ASKED_NANOS;
        }
    }

    /** No member is left. */
    void lastLeft(Group group, long nanos, long now) {
        group.joinCheck = Group.NEVER;
        group.goneNanos = nanos;
        group.latency = Group.NONE;
        group.latencyTold = false;
        group.leaveCheck = group.isLinkLocal() ? Group.NEVER : now + LATE_NANOS + SECOND;
    }

    void missed(Group group, Member member, long nanos) {
        if (member.misses >= group.network.robustness() && !group.isLinkLocal()) {
            Finding finding = raise(MemberRules.UNANSWERED_QUERY, group, member.host.address, nanos, 0);
            if (finding != null) {
                finding.say(
                        member.host.address + " in " + group,
                        "no answer to " + member.misses + " general queries in a row seen in this capture");
            }
        }
    }

    void expired(Group group, Member member, long silence, long nanos) {
        if (group.isLinkLocal()) {
            return; // flows to everybody in any case
        }
        Finding finding = raise(MemberRules.MEMBERSHIP_EXPIRED, group, member.host.address, nanos, 0);
        if (finding != null) {
            finding.say(
                    member.host.address + " in " + group,
                    "not heard for " + Words.duration(silence)
                            + (group.network.querier() == null ? "; no querier was heard either" : ""));
        }
    }

    // ---- time

    /** Looks at what is due in a group. */
    void due(Group group, long now, long nanos) {
        if (group.joinCheck <= now) {
            group.joinCheck = Group.NEVER;
            withoutTraffic(group, now, nanos);
        }
        if (group.sourceCheck <= now) {
            group.sourceCheck = Group.NEVER;
            sources(group, now, nanos);
        }
        if (group.queryCheck <= now) {
            group.queryCheck = Group.NEVER;
            Finding finding = raise(MemberRules.NO_SPECIFIC_QUERY, group, nanos, 0);
            if (finding != null) {
                finding.say(group.toString(), group.leaver + " left; no query for the group seen within 1 s");
            }
        }
        if (group.leaveCheck <= now) {
            group.leaveCheck = Group.NEVER;
            latency(group, nanos);
        }
    }

    private void withoutTraffic(Group group, long now, long nanos) {
        if (group.flow.packets > 0 && hasData(group, now - WITHOUT_TRAFFIC_NANOS)) {
            return;
        }
        Finding finding = raise(MemberRules.JOIN_WITHOUT_TRAFFIC, group, nanos, 0);
        if (finding != null) {
            finding.say(
                    group.toString(),
                    group.present + (group.present == 1 ? " member" : " members") + " for "
                            + Words.duration(WITHOUT_TRAFFIC_NANOS) + ", no data for them seen in this capture");
        }
    }

    /** Whether data that a member wants has come since then. */
    private static boolean hasData(Group group, long since) {
        for (int i = 0; i < group.flow.senders(); i++) {
            if (group.flow.sender(i).last >= since
                    && group.want(group.flow.sender(i).address())) {
                return true;
            }
        }
        return group.flow.hasMore() && group.flow.last >= since;
    }

    private void sources(Group group, long now, long nanos) {
        if (group.flow.packets == 0 || group.flow.last < now - WITHOUT_TRAFFIC_NANOS || group.flow.hasMore()) {
            return;
        }
        for (Member member : group.members()) {
            if (member.isMember() && !member.exclude) {
                List<Address> silent = member.sources.addresses();
                silent.removeIf(source -> group.flow.sender(source) != null);
                if (!silent.isEmpty()) {
                    missing(
                            group,
                            member.host.address,
                            Words.sources("nothing from ", silent) + " seen in this capture, but data "
                                    + Words.sources("from ", Causes.senders(group)),
                            nanos,
                            0);
                }
            }
        }
    }

    private void latency(Group group, long nanos) {
        if (group.latency > LATISH_NANOS && !group.latencyTold) {
            late(group, nanos, 0, false);
        }
    }

    /** The capture is over. */
    void end(Group group, long nanos) {
        if (group.present == 0) {
            latency(group, nanos);
        }
    }
}
