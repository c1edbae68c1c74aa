package io.mcshark.decoder.analysis.members;

import io.mcshark.decoder.analysis.Audience;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.groups.Ipv4Groups;
import io.mcshark.decoder.groups.Ipv6Groups;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** A group on a VLAN: its members, what a router holds of them, the data it carries, and what is still to be looked at. */
final class Group implements RouterState.Others {
    static final long NEVER = Long.MAX_VALUE;
    static final long NONE = Long.MIN_VALUE;

    final Network network;
    final Address address;
    final RouterState router;
    final Flow flow = new Flow();
    private Map<Address, Member> members = Map.of();

    /** For {@link Agenda}. */
    long due = NEVER;

    int place = -1;

    /** The next group with the same Ethernet address. */
    Group sameMac;

    /** Hosts that are members, of each version, and that ever were. */
    int present;

    final int[] versions = new int[4];
    private Presence presence;
    long ever;

    /** The first join, and the last time a member left or ran out; 0 for none. As packets tell the time. */
    long firstJoinNanos;

    long lastLeaveNanos;

    /** When a report of an older version was heard last: it suppresses those of other such hosts. On the analysis's clock. */
    long oldHeard = NONE;

    /** When a member joined that waits for its first packet, as packets tell the time; {@link #NONE} when none does. */
    long zapFrom = NONE;

    /** The time from a join to the first packet: the last one measured, the longest, how many. */
    long zap = NONE;

    long longestZap;
    long zaps;

    /** When the last member went, and how long data came after that; as packets tell the time. */
    long goneNanos = NONE;

    long latency = NONE;
    boolean latencyTold;

    /** Whether data is taken to flow for the members' sake: it did not before there were any. */
    boolean follows = true;

    /** Since when there has been data without a member, and its bytes; on the analysis's clock. */
    long floodFrom = NONE;

    long floodBytes;

    /** When the last leave and the last query for the group were heard; on the analysis's clock. */
    long left = NONE;

    Address leaver;
    long queried = NONE;

    /** When to look whether data has come, whether it has ended, whether the router has asked; on the analysis's clock. */
    long joinCheck = NEVER;

    long leaveCheck = NEVER;
    long queryCheck = NEVER;
    long sourceCheck = NEVER;

    Group(Network network, Address address, Limits limits) {
        this.network = network;
        this.address = address;
        router = new RouterState(network.four, limits);
    }

    boolean is(int vlan, long high, long low) {
        return address.low() == low && address.high() == high && network.vlan == vlan;
    }

    /** Whether routers keep it on the link, so that it needs no members to flow. */
    boolean isLinkLocal() {
        return network.four
                ? Ipv4Groups.isLinkLocal((int) address.low())
                : Ipv6Groups.scope(address.high()).compareTo(io.mcshark.decoder.groups.Scope.LINK_LOCAL) <= 0;
    }

    /** Whether it is in the range of source-specific multicast (RFC 4607). */
    boolean isSsm() {
        return network.four ? Ipv4Groups.isSsm((int) address.low()) : Ipv6Groups.isSsm(address.high());
    }

    Collection<Member> members() {
        return members.values();
    }

    Member member(Address host) {
        return members.get(host);
    }

    void add(Member member) {
        if (members.isEmpty()) {
            members = new LinkedHashMap<>(4);
        }
        members.put(member.host.address, member);
        member.host.kept++;
    }

    /** Forgets those that are members no more; how many. */
    int forgetPast() {
        int before = members.size();
        members.values().removeIf(member -> {
            if (!member.isMember()) {
                member.host.kept--;
                member.sources.clear();
            }
            return !member.isMember();
        });
        return before - members.size();
    }

    /** Whether nothing is going on, and nothing has been for a time. */
    boolean isIdle(long now, long nanos) {
        return present == 0 && router.isEmpty() && now - flow.last > nanos;
    }

    @Override
    public boolean wantAny() {
        for (Member member : members.values()) {
            if (member.exclude && member.isMember()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean want(Address source) {
        for (Member member : members.values()) {
            if (member.wants(source)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a member wants packets from there. */
    boolean isWanted(Datagram packet) {
        for (Member member : members.values()) {
            if (member.wants(packet.sourceHigh(), packet.sourceLow())) {
                return true;
            }
        }
        return false;
    }

    /** There are members again. */
    void began(long nanos, boolean joined) {
        presence = presence == null ? new Presence() : presence;
        presence.began(nanos, joined);
    }

    /** The last member is gone. */
    void ended(long nanos, Address last) {
        if (presence != null) {
            presence.ended(nanos, last);
        }
    }

    /** Who wanted what a source sends at a time. */
    Audience audience(Address source, long nanos) {
        if (presence == null) {
            return network.absence();
        }
        if (presence.isForgotten(nanos)) {
            return Audience.UNKNOWN;
        }
        if (presence.at(nanos)) {
            int asking = Math.toIntExact(
                    members.values().stream().filter(m -> m.wants(source)).count());
            return new Audience(
                    asking == 0 && present > 0 ? Audience.Kind.OTHERS : Audience.Kind.WANTED,
                    Math.max(asking, 1),
                    null,
                    0);
        }
        Address last = presence.lastBefore(nanos);
        return last == null ? network.absence() : new Audience(Audience.Kind.LEFT, 0, last, presence.leftBefore(nanos));
    }

    /** Until when suppressed members may be taken to be there; on the analysis's clock. */
    long suppressedUntil() {
        return oldHeard == NONE ? NONE : oldHeard + network.membership();
    }

    /** When it is next to be looked at. */
    long next() {
        long next = Math.min(Math.min(joinCheck, leaveCheck), Math.min(queryCheck, sourceCheck));
        next = Math.min(next, router.due());
        for (Member member : members.values()) {
            next = Math.min(next, member.state == Member.State.SUPPRESSED ? suppressedUntil() : member.due());
        }
        return next;
    }

    @Override
    public String toString() {
        return network.vlan == 0 ? address.toString() : address + " on VLAN " + Datagram.vlan(network.vlan);
    }
}
