package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.groups.Hops;
import io.mcshark.decoder.groups.Ipv4Groups;
import io.mcshark.decoder.groups.Ipv6Groups;
import io.mcshark.decoder.groups.Scope;
import io.mcshark.decoder.groups.TtlRule;
import io.mcshark.decoder.protocol.GroupForm;
import io.mcshark.decoder.protocol.Icmpv6;
import io.mcshark.decoder.protocol.Mcast;
import io.mcshark.decoder.protocol.Pim;

/** What the TTL or hop limit of a single packet, and the router's marks on it, say about the way it went or will go. */
public final class ForwardingRules implements Analysis {
    static final Rule TTL_ZERO = Rule.error(
            "ttl-zero",
            "ip",
            "A packet to a group has a TTL or hop limit of 0, and was not caught on a loopback.",
            "It must not be on a link (RFC 1122, 3.2.1.7; RFC 8200, 3): hosts may discard it, routers do.",
            "Correct the sender, or the router that forwarded a TTL of 1.");
    static final Rule LINK_LOCAL_GROUP_TTL_GT_1 = Rule.note(
            "link-local-group-ttl-gt-1",
            "ip",
            "A packet to 224.0.0.0/24 has a TTL above 1, and its protocol does not ask for that (VRRP, mDNS and others do).",
            "Routers do not forward these groups whatever the TTL (RFC 5771, 4): a library's default, harmless.",
            "Nothing, unless the protocol's receivers compare the TTL.");
    static final Rule LINK_LOCAL_GROUP_ROUTED = Rule.error(
            "link-local-group-routed",
            "ip",
            "A packet to 224.0.0.0/24 or ff02::/16 whose protocol begins with a TTL of 255 has 225 to 254; or the same packet is"
                    + " seen on two VLANs within 1 s, the second time with a lower TTL.",
            "A router forwarded what must stay on the link (RFC 5771, 4; RFC 4291, 2.7): protocols get neighbours that are none.",
            "Look at multicast repeaters, VPN and bridge settings between the two links.");
    static final Rule GTSM_VIOLATION = Rule.error(
            "gtsm-violation",
            "ip",
            "A message of a protocol that requires a TTL of 255 (VRRP, RIPng, neighbor discovery, BFD on one hop, DLEP, MZAP)"
                    + " has another one.",
            "Receivers discard it: it was relayed or forged (RFC 5082, 3; RFC 9568, 5.1.1.3; RFC 4861, 7.1; RFC 5881, 5).",
            "Find out where it comes from and filter it at the border.");
    static final Rule IGMP_TTL_NOT_1 = Rule.error(
            "igmp-ttl-not-1",
            "igmp",
            "A query, report or leave has a TTL other than 1.",
            "IGMP is sent with 1 (RFC 2236, 2; RFC 3376, 4); some receivers ignore it: a forgery, a relay or a broken stack.",
            "Find the sender.");
    static final Rule MLD_HOP_LIMIT_NOT_1 = Rule.error(
            "mld-hop-limit-not-1",
            "mld",
            "A message of MLD has a hop limit other than 1.",
            "Receivers drop it (RFC 3810, 6.2, 7.4).",
            "Find the sender.");
    static final Rule PIM_TTL_NOT_1 = Rule.error(
            "pim-ttl-not-1",
            "pim",
            "A PIM message to 224.0.0.13 or ff02::d has a TTL other than 1.",
            "It did not come from a neighbour on this link, or pretends so (RFC 7761, 4.9).",
            "Filter PIM at the border.");
    static final Rule ADMIN_SCOPE_TTL_LARGE = Rule.note(
            "admin-scope-ttl-large",
            "ip",
            "Data to 239.255/16 began with a TTL above 31, as far as can be told, and its protocol does not ask for that.",
            "Only configured boundaries keep it inside; a smaller TTL would help (RFC 2365, 6.1; RFC 2730, 2.7).",
            "Lower the TTL at the sender, or make sure that the boundaries are there.");
    static final Rule ECN_CE_SEEN = Rule.warn(
            "ecn-ce-seen",
            "ip",
            "A packet to a group has the ECN mark for congestion.",
            "A router on the way had a queue that was filling (RFC 3168, 5); multicast senders do not slow down.",
            "Look at the queues between the source and here.");

    static final Rule[] RULES = {
        TTL_ZERO,
        LINK_LOCAL_GROUP_TTL_GT_1,
        LINK_LOCAL_GROUP_ROUTED,
        GTSM_VIOLATION,
        IGMP_TTL_NOT_1,
        MLD_HOP_LIMIT_NOT_1,
        PIM_TTL_NOT_1,
        ADMIN_SCOPE_TTL_LARGE,
        ECN_CE_SEEN
    };

    private static final int MOST_TTL = 255, BFD = 3784, CE = 3, ECN = 3, LARGE = 31;

    /** The group of all PIM routers, RFC 7761, 4.3.1. */
    private static final int PIM_ROUTERS = 0xe000000d;

    private static final long PIM_ROUTERS_HIGH = 0xff02_0000_0000_0000L, PIM_ROUTERS_LOW = 0xd;

    private final Findings findings;
    private final Datagram packet = new Datagram();
    private final GroupForm form = new GroupForm();
    private final Echoes echoes = new Echoes();

    ForwardingRules(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void accept(Frame f) {
        for (boolean more = packet.aim(f); more; more = packet.inner()) {
            if (packet.isToGroup()) {
                group(f);
            } else if (packet.ttl() != MOST_TTL) {
                unicast(f);
            }
        }
    }

    private void group(Frame f) {
        int ttl = packet.ttl();
        if (ttl == 0 && !packet.isOnLoopback()) {
            raise(TTL_ZERO, f, "TTL 0");
        }
        if ((packet.trafficClass() & ECN) == CE) {
            raise(ECN_CE_SEEN, f, "marked on the way");
        }
        if (form.aim(f, packet.layer())) {
            if (ttl != 1 && ttl != 0 && form.isMembership()) {
                Rule rule = packet.isIpv4() ? IGMP_TTL_NOT_1 : MLD_HOP_LIMIT_NOT_1;
                Finding finding = findings.aboutSender(packet).raise(rule, f);
                if (finding != null) {
                    finding.say(packet.sender(), "TTL " + ttl + ", to " + packet.destination());
                }
            }
            return;
        }
        boolean four = packet.isIpv4();
        int group = (int) packet.destinationLow();
        boolean link =
                four ? Ipv4Groups.isLinkLocal(group) : Ipv6Groups.scope(packet.destinationHigh()) == Scope.LINK_LOCAL;
        if (link) {
            link(f, ttl, Mcast.ttlRule(f, packet.layer()));
        } else if (four && Ipv4Groups.scope(group) == Scope.LOCAL && ttl > 1) {
            scoped(f, ttl, Mcast.ttlRule(f, packet.layer()));
        }
    }

    /** A packet that routers must keep where it is. */
    private void link(Frame f, int ttl, TtlRule rule) {
        boolean expected = rule != null && rule.expects(ttl);
        boolean most = rule != null && rule.ttl() == MOST_TTL;
        if (most && !expected && rule.strict()) {
            raise(GTSM_VIOLATION, f, rule.protocol() + " with TTL", ttl);
        }
        if (most && !expected && ttl >= MOST_TTL - Hops.MOST) {
            raise(LINK_LOCAL_GROUP_ROUTED, f, rule.protocol() + " begins with 255 and has TTL", ttl);
        }
        int before = echoes.add(packet, f);
        if (before > 0) {
            raise(LINK_LOCAL_GROUP_ROUTED, f, "seen on another VLAN a moment before with TTL " + before + ", now", ttl);
        }
        if (expected || ttl <= 1) {
            return;
        }
        if (isToPimRouters(f)) {
            raise(PIM_TTL_NOT_1, f, "TTL", ttl);
        } else if (packet.isIpv4() && !most && !(rule != null && ttl == MOST_TTL)) { // HSRP has 255, too
            raise(LINK_LOCAL_GROUP_TTL_GT_1, f, "TTL", ttl);
        }
    }

    private boolean isToPimRouters(Frame f) {
        boolean group = packet.isIpv4()
                ? (int) packet.destinationLow() == PIM_ROUTERS
                : packet.destinationHigh() == PIM_ROUTERS_HIGH && packet.destinationLow() == PIM_ROUTERS_LOW;
        return group && carried(f, Pim.H.protocol()) >= 0;
    }

    private void scoped(Frame f, int ttl, TtlRule rule) {
        if (rule != null && rule.strict() && rule.ttl() == MOST_TTL && !rule.expects(ttl)) {
            raise(GTSM_VIOLATION, f, rule.protocol() + " with TTL", ttl);
        }
        if (rule != null && rule.expects(ttl) || Hops.initial(ttl, rule, false) <= LARGE) {
            return;
        }
        raise(ADMIN_SCOPE_TTL_LARGE, f, "TTL", ttl);
    }

    /** The protocols between two hosts that require 255, and there is something else. */
    private void unicast(Frame f) {
        if (packet.isUdp() && packet.destinationPort() == BFD) {
            raise(GTSM_VIOLATION, f, "BFD on one hop with TTL", packet.ttl());
        } else if (!packet.isIpv4()) {
            int icmp = carried(f, Icmpv6.H.protocol());
            if (icmp >= 0 && Icmpv6.isNeighborDiscovery(f, icmp)) {
                raise(GTSM_VIOLATION, f, "neighbor discovery with hop limit", packet.ttl());
            }
        }
    }

    private int carried(Frame f, Protocol wanted) {
        int layer = packet.layer() + 1;
        while (layer < f.depth() && f.protocol(layer) != wanted) {
            if (f.protocol(layer).level() == Protocol.Level.NETWORK) {
                return -1;
            }
            layer++;
        }
        return layer < f.depth() ? layer : -1;
    }

    private void raise(Rule rule, Frame f, String text) {
        Finding finding = findings.about(packet).raise(rule, f);
        if (finding != null) {
            finding.say(packet.flow(), text);
        }
    }

    private void raise(Rule rule, Frame f, String text, int ttl) {
        Finding finding = findings.about(packet).raise(rule, f);
        if (finding != null) {
            finding.say(packet.flow(), text + " " + ttl);
        }
    }
}
