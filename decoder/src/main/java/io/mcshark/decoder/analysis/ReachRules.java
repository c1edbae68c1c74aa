package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.groups.Ipv4Groups;
import io.mcshark.decoder.groups.Ipv6Groups;
import io.mcshark.decoder.groups.TtlRule;
import io.mcshark.decoder.protocol.GroupForm;
import io.mcshark.decoder.protocol.GroupMessage;
import io.mcshark.decoder.protocol.Mcast;
import io.mcshark.decoder.protocol.Pim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether data can reach its receivers: a TTL of 1 ends at the first router. Raised only where there is one, or where somebody
 * behind one has asked for the group; what was sent before that is known is kept ({@link #MOST_STREAMS}).
 */
public final class ReachRules implements Analysis {
    static final Rule TTL_ONE_ROUTABLE_GROUP = Rule.warn(
            "ttl-one-routable-group",
            "ip",
            "Data has a TTL or hop limit of 1 and goes to a group that routers forward (not 224.0.0.0/24, 239.255.255.0/24,"
                    + " IPv6 below scope 4; not where the protocol begins with 1, as PTP does), and there is a querier with an"
                    + " address or a PIM router on its VLAN, or a member of the group on another VLAN.",
            "The first router drops it without a word: no ICMP error may answer multicast (RFC 1112, 7.2). Receivers next to the"
                    + " source get it, all others do not.",
            "Raise the TTL at the sender (IP_MULTICAST_TTL, IPV6_MULTICAST_HOPS; 1 is the default).");

    static final Rule[] RULES = {TTL_ONE_ROUTABLE_GROUP};

    /** The most streams kept until a router is heard, VLANs with a router, and groups with members. */
    static final int MOST_STREAMS = 1000, MOST_VLANS = 8192, MOST_MEMBERS = 10_000;

    private static final int NEAR_SCOPE = 3;

    private record Stream(int vlan, Address source, Address group) {}

    private record Sent(String flow, long port, long nanos, long frame) {}

    private record Membership(int vlan, Address host) {}

    private final Findings findings;
    private final Datagram packet = new Datagram();
    private final GroupForm form = new GroupForm();
    private final GroupMessage message = new GroupMessage();
    private final Map<Integer, String> routers = new HashMap<>();

    /** Of each group up to two, on two VLANs: one of them is elsewhere than any sender. */
    private final Map<Address, List<Membership>> members = new HashMap<>();

    private final Map<Stream, Sent> early = new LinkedHashMap<>();

    ReachRules(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void accept(Frame f) {
        if (!packet.aim(f)) {
            return;
        }
        if (form.aim(f, packet.layer())) {
            if (message.aim(f, form.layer())) {
                heard();
            }
        } else if (f.has(Pim.H.protocol()) && packet.isToGroup()) {
            router("the PIM router");
        } else if (packet.ttl() == 1 && packet.isToGroup() && isFarther(f)) {
            sent(f);
        }
    }

    /** Whether routers forward the group and its protocol does not stay on the link by itself. */
    private boolean isFarther(Frame f) {
        if (packet.isIpv4()) {
            int group = (int) packet.destinationLow();
            if (Ipv4Groups.isLinkLocal(group) || group >>> 8 == 0xefffff) {
                return false;
            }
        } else if (Ipv6Groups.scopeDigit(packet.destinationHigh()) <= NEAR_SCOPE) {
            return false;
        }
        TtlRule rule = Mcast.ttlRule(f, packet.layer());
        return rule == null || !rule.expects(1);
    }

    private void sent(Frame f) {
        String who = routers.get(packet.vlan());
        String text = who == null ? elsewhere() : "TTL 1, and " + who + " forwards no such packet";
        if (text == null) {
            if (early.size() < MOST_STREAMS) {
                long port = packet.isUdp() ? packet.destinationPort() : 0;
                early.computeIfAbsent(
                        new Stream(packet.vlan(), packet.source(), packet.destination()),
                        stream -> new Sent(packet.flow(), port, f.nanos(), f.number()));
            }
            return;
        }
        Finding finding = findings.about(packet).raise(TTL_ONE_ROUTABLE_GROUP, f);
        if (finding != null) {
            finding.say(packet.flow(), text);
        }
    }

    /** What to say where a member of the packet's group is on another VLAN; null for none. */
    private String elsewhere() {
        List<Membership> known = members.isEmpty() ? null : members.get(packet.destination());
        if (known != null) {
            for (Membership member : known) {
                if (member.vlan != packet.vlan()) {
                    return text(member);
                }
            }
        }
        return null;
    }

    private static String text(Membership member) {
        String vlan = member.vlan == 0 ? "in the untagged network" : "on VLAN " + Datagram.vlan(member.vlan);
        return "TTL 1, but " + member.host + " " + vlan + " is a member";
    }

    // ---- routers and members

    private void heard() {
        if (message.isQuery()) {
            if (!packet.source().isUnspecified()) {
                router("the querier");
            }
            return;
        }
        while (message.next()) {
            boolean joins = message.recordType() != GroupMessage.TO_IN && message.recordType() != GroupMessage.BLOCK
                    || message.sources() > 0 && message.recordType() == GroupMessage.TO_IN;
            if (joins) {
                member(message.groupAddress(), new Membership(packet.vlan(), packet.source()));
            }
        }
    }

    private void router(String what) {
        int vlan = packet.vlan();
        if (routers.containsKey(vlan) || routers.size() >= MOST_VLANS) {
            return;
        }
        String who = what + " " + packet.source();
        routers.put(vlan, who);
        for (Iterator<Map.Entry<Stream, Sent>> all = early.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Stream, Sent> one = all.next();
            if (one.getKey().vlan == vlan) {
                raise(one.getKey(), one.getValue(), "TTL 1, and " + who + " forwards no such packet");
                all.remove();
            }
        }
    }

    private void member(Address group, Membership member) {
        List<Membership> known = members.get(group);
        if (known == null && members.size() >= MOST_MEMBERS
                || known != null && (known.size() > 1 || known.getFirst().vlan == member.vlan)) {
            return;
        }
        members.computeIfAbsent(group, g -> new ArrayList<>(2)).add(member);
        for (Iterator<Map.Entry<Stream, Sent>> all = early.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Stream, Sent> one = all.next();
            if (one.getKey().group.equals(group) && one.getKey().vlan != member.vlan) {
                raise(one.getKey(), one.getValue(), text(member));
                all.remove();
            }
        }
    }

    private void raise(Stream stream, Sent sent, String text) {
        findings.about(stream.source, stream.group, (long) stream.vlan << 16 | sent.port);
        Finding finding = findings.raise(TTL_ONE_ROUTABLE_GROUP, sent.nanos, sent.frame);
        if (finding != null) {
            finding.say(sent.flow, text);
        }
    }
}
