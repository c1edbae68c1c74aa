package io.mcshark.decoder.analysis.members;

import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.groups.GroupMac;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Why a group may have members and no data, or data and no members: inferred from what else was seen, most telling first. */
final class Causes {
    /** Captured for less than this, absence says little. */
    private static final long LONG_NANOS = Conclusions.FLOOD_AFTER_NANOS;

    private static final List<Integer> INITIAL_TTLS = List.of(1, 32, 64, 128, 255);

    private final Map<Address, List<Group>> same = new HashMap<>();
    private final long captured;
    private final long now;
    private final boolean someData;

    /**
     * @param groups all there are
     * @param captured how long there has been a capture
     */
    Causes(Collection<Group> groups, long captured, long now) {
        this.captured = captured;
        this.now = now;
        someData = groups.stream().anyMatch(group -> group.flow.packets > 0 && !group.isLinkLocal());
        groups.forEach(group ->
                same.computeIfAbsent(group.address, a -> new ArrayList<>(1)).add(group));
    }

    static List<Address> senders(Group group) {
        List<Address> senders = new ArrayList<>();
        for (int i = 0; i < group.flow.senders(); i++) {
            senders.add(group.flow.sender(i).address());
        }
        return senders;
    }

    /** Whether data that a member wants comes, or came. */
    static boolean isServed(Group group) {
        return group.flow.packets > 0
                && (group.flow.hasMore() || senders(group).stream().anyMatch(group::want));
    }

    List<String> of(Group group) {
        if (group.isLinkLocal()) {
            return List.of();
        }
        if (group.present > 0) {
            return isServed(group) ? List.of() : noData(group);
        }
        return group.flow.packets > 0 && group.flow.isFlowing(now) ? noMember(group) : List.of();
    }

    private List<String> noData(Group group) {
        List<String> causes = new ArrayList<>();
        if (group.isSsm() && group.members().stream().anyMatch(m -> m.isMember() && m.exclude)) {
            causes.add("joined without a source: routers ignore that in the SSM range");
        }
        if (group.flow.packets > 0) {
            causes.add(Words.sources("wrong source joined: data is from ", senders(group)));
        }
        for (Group other : same.get(group.address)) {
            if (other != group && other.flow.packets > 0) {
                causes.add("wrong VLAN: its data is on " + vlan(other.network)
                        + (hasTtl(other, 1) ? ", with a TTL of 1, which no router forwards" : ""));
                break;
            }
        }
        if (group.network.querier() == null && captured > LONG_NANOS) {
            causes.add("no querier: switches forget members after about 260 s");
        }
        if (causes.isEmpty()) {
            causes.add(
                    someData
                            ? "no sender, no path from it (TTL, RPF, PIM), or not on the port captured on"
                            : "no sender, no path from it, or data was not captured: there is none of any group");
        }
        return causes;
    }

    private List<String> noMember(Group group) {
        List<String> causes = new ArrayList<>();
        for (Group other : same.get(group.address)) {
            if (other != group && other.present > 0) {
                causes.add("wrong VLAN: its members are on " + vlan(other.network));
                break;
            }
        }
        if (group.lastLeaveNanos != 0 && group.follows) {
            causes.add("still flows after the last member left");
        }
        if (hasTtl(group, 1)) {
            causes.add("TTL 1: stays on this link");
        }
        if (group.network.messages == 0) {
            causes.add("no " + (group.network.four ? "IGMP" : "MLD")
                    + " heard: snooping hides reports, or they were not captured");
        } else if (group.network.querier() == null && captured > LONG_NANOS) {
            causes.add("no querier: members are not asked, switches may flood");
        }
        if (isInitialTtl(group)) {
            causes.add("the TTL is one to begin with: the sender may be on this link");
        }
        if (group.network.four && GroupMac.isFlooded(group.address.low())) {
            causes.add("has an Ethernet address of 224.0.0.x: switches flood it");
        }
        if (causes.isEmpty()) {
            causes.add("flooded by a switch that does not snoop, or members report where this port does not hear it");
        }
        return causes;
    }

    private static String vlan(Network network) {
        return network.vlan == 0 ? "the untagged network" : "VLAN " + Datagram.vlan(network.vlan);
    }

    private static boolean hasTtl(Group group, int ttl) {
        for (int i = 0; i < group.flow.senders(); i++) {
            if (group.flow.sender(i).ttl == ttl) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInitialTtl(Group group) {
        for (int i = 0; i < group.flow.senders(); i++) {
            int ttl = group.flow.sender(i).ttl;
            if (ttl > 1 && INITIAL_TTLS.contains(ttl)) {
                return true;
            }
        }
        return false;
    }
}
