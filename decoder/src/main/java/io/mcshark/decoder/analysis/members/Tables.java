package io.mcshark.decoder.analysis.members;

import io.mcshark.decoder.groups.Address;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** All that is kept, within {@link Limits}: what is past and idle makes room for what is new. */
final class Tables {
    private static final long SECOND = 1_000_000_000L;

    /** How often room is made, at most, and for how long a group must have been idle to make room. */
    private static final long SWEEP_NANOS = 10 * SECOND, IDLE_NANOS = 60 * SECOND;

    private record Link(int vlan, boolean four) {}

    final Limits limits = new Limits();
    final GroupTable groups = new GroupTable();
    private final Map<Link, Network> networks = new HashMap<>();
    private final Agenda agenda;
    private final Conclusions conclusions;
    private long sweepAfter = Group.NONE;

    /** What else knows groups, and is told when they come and go. */
    Tables(Agenda agenda, Conclusions conclusions) {
        this.agenda = agenda;
        this.conclusions = conclusions;
    }

    Collection<Network> networks() {
        return networks.values();
    }

    /** The group; made where there is none, null where there is no room. */
    Group group(int vlan, long high, long low, long now) {
        Group group = groups.find(vlan, high, low);
        if (group != null) {
            return group;
        }
        if (groups.size() >= Limits.MOST_GROUPS && !sweep(Limits.MOST_GROUPS, Limits.MOST_MEMBERS + 1, now)) {
            return null;
        }
        Network network = network(vlan, Address.isIpv4(high, low));
        if (network == null) {
            return null;
        }
        group = new Group(network, new Address(high, low), limits);
        groups.add(group);
        network.groups.add(group);
        conclusions.enter(group);
        return group;
    }

    /** The VLAN and address family; null where there is no room for one more. */
    Network network(int vlan, boolean four) {
        Link link = new Link(vlan, four);
        Network network = networks.get(link);
        if (network == null && networks.size() < Limits.MOST_NETWORKS) {
            network = new Network(vlan, four);
            networks.put(link, network);
        }
        return network;
    }

    /** Makes room: what is past and idle goes. Whether there are fewer groups and members than that now. */
    private boolean sweep(int mostGroups, int mostMembers, long now) {
        if (now >= sweepAfter) {
            sweepAfter = now + SWEEP_NANOS;
            for (Group group : groups.all()) {
                int forgotten = group.forgetPast();
                limits.evictedMembers += forgotten;
                limits.members -= forgotten;
            }
            limits.evictedGroups += groups.removeIf(group -> {
                boolean gone = group.isIdle(now, IDLE_NANOS);
                if (gone) {
                    agenda.remove(group);
                }
                return gone;
            });
            networks.values().forEach(Network::forget);
            groups.all().forEach(group -> group.network.groups.add(group));
            conclusions.enterAll(groups.all());
        }
        return groups.size() < mostGroups && limits.members < mostMembers;
    }

    /** The host in the group; null where there is no room for it. */
    Member member(Group group, Address address, long now) {
        Member member = group.member(address);
        if (member != null) {
            return member;
        }
        if (group.members().size() >= Limits.MOST_IN_GROUP) {
            int forgotten = group.forgetPast();
            limits.evictedMembers += forgotten;
            limits.members -= forgotten;
        }
        if (group.members().size() >= Limits.MOST_IN_GROUP
                || limits.members >= Limits.MOST_MEMBERS && !sweep(Limits.MOST_GROUPS + 1, Limits.MOST_MEMBERS, now)) {
            return null;
        }
        limits.members++;
        member = new Member(group.network.host(address), limits);
        group.add(member);
        return member;
    }
}
