package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.groups.Hops;
import io.mcshark.decoder.groups.Ipv6Groups;
import io.mcshark.decoder.protocol.Icmp;
import io.mcshark.decoder.protocol.Icmpv6;
import io.mcshark.decoder.protocol.Ipv4;
import io.mcshark.decoder.protocol.Ipv6;
import io.mcshark.decoder.protocol.Ipv6Fragment;
import io.mcshark.decoder.protocol.Udp;

/** What single datagrams to groups show: fragments, checksums, errors that nobody may send, mDNS and NDP out of place. */
public final class DatagramRules implements Analysis {
    static final Rule FRAGMENTED_MULTICAST = Rule.warn(
            "fragmented-multicast",
            "ip",
            "A packet to a group is a fragment.",
            "One lost fragment loses the datagram, later fragments show no ports to filter by, many receivers drop them"
                    + " (RFC 8085, 3.2).",
            "Send no more than 1472 bytes (IPv6: 1452) in a datagram, or what the path takes.");
    static final Rule UDP_CHECKSUM_ZERO = Rule.note(
            "udp-checksum-zero",
            "udp",
            "UDP to a group has no checksum; a warning in IPv6. Not where it carries a tunnel.",
            "Nobody notices a changed byte, since nothing else covers the data; in IPv6 receivers discard it (RFC 8200, 8.1).",
            "Enable checksums at the sender.");
    static final Rule UDP_BAD_CHECKSUM = Rule.warn(
            "udp-bad-checksum",
            "udp",
            "The UDP checksum of a packet to a group is wrong; not where it is the adapter's to fill in (only the pseudo-header"
                    + " is summed), and only where checksums are verified (expert does; read --checksums).",
            "Receivers discard the datagram.",
            "If this host sent it, the adapter may have mended it behind the capture; else look at the sender and the way.");
    static final Rule ICMP_UNREACHABLE_FOR_GROUP = Rule.error(
            "icmp-unreachable-for-group",
            "icmp",
            "An ICMP error quotes a packet to a group; in IPv6 other than too big and an unknown option, which are allowed.",
            "Nobody may answer multicast with an error: all receivers would at once (RFC 1112, 7.2; RFC 4443, 2.4).",
            "Find the host and its firewall or stack.");
    static final Rule MDNS_OFFLINK = Rule.error(
            "mdns-offlink",
            "mdns",
            "mDNS to its group has a TTL of 225 to 254; only a note for other values below 255, which some libraries send, and a"
                    + " normal event for 1, which Windows sends.",
            "It crossed a router, though the group must not, or is forged (RFC 6762, 11).",
            "Look for a reflector or VPN that forwards it.");
    static final Rule NDP_SOLICITED_NODE_MISMATCH = Rule.warn(
            "ndp-solicited-node-mismatch",
            "ndp",
            "A neighbor solicitation goes to a group that is not the one of the address it asks for.",
            "The neighbour does not listen to that group and cannot answer (RFC 4861, 7.2.2).",
            "Correct the sender's stack.");

    static final Rule[] RULES = {
        FRAGMENTED_MULTICAST,
        UDP_CHECKSUM_ZERO,
        UDP_BAD_CHECKSUM,
        ICMP_UNREACHABLE_FOR_GROUP,
        MDNS_OFFLINK,
        NDP_SOLICITED_NODE_MISMATCH
    };

    private static final int MDNS = 5353, MOST_TTL = 255;
    private static final int MDNS_GROUP = 0xe00000fb;
    private static final long MDNS_GROUP_HIGH = 0xff02_0000_0000_0000L, MDNS_GROUP_LOW = 0xfb;

    /** Errors of ICMPv6 that may answer multicast (RFC 4443, 2.4 e): too big; a parameter problem with code 2. */
    private static final int TOO_BIG = 2, PARAMETER = 4, UNKNOWN_OPTION = 2;

    private final Findings findings;
    private final Extent extent;
    private final Datagram packet = new Datagram();
    private final Protocol ip4 = Ipv4.H.protocol(), ip6 = Ipv6.H.protocol(), udp = Udp.H.protocol();
    private final Protocol icmp = Icmp.H.protocol(), icmp6 = Icmpv6.H.protocol();
    private final Protocol fragment = Ipv6Fragment.H.protocol();

    /** @param extent is told of checksums that the adapter was to fill in */
    DatagramRules(Findings findings, Extent extent) {
        this.findings = findings;
        this.extent = extent;
    }

    @Override
    public void accept(Frame f) {
        for (boolean more = packet.aim(f); more; more = packet.inner()) {
            int inside = inside(f);
            if (packet.isToGroup()) {
                if (isFragment(f)) {
                    fragment(f);
                }
                if (packet.isUdp()) {
                    checksum(f);
                    mdns(f);
                }
                if (inside >= 0 && f.protocol(inside) == icmp6) {
                    solicitation(f, inside);
                }
            }
            if (inside >= 0) {
                error(f, inside);
            }
        }
    }

    /** The layer of ICMP in the packet; -1 for none. */
    private int inside(Frame f) {
        if (!f.has(icmp) && !f.has(icmp6)) {
            return -1;
        }
        for (int i = packet.layer() + 1; i < f.depth() && f.protocol(i).level() != Protocol.Level.NETWORK; i++) {
            if (f.protocol(i) == icmp || f.protocol(i) == icmp6) {
                return i;
            }
        }
        return -1;
    }

    private boolean isFragment(Frame f) {
        int layer = packet.layer();
        int at = f.at(layer);
        if (packet.isIpv4()) {
            return Ipv4.MF.get(f, at) != 0 || Ipv4.FRAG_OFFSET.get(f, at) != 0;
        }
        for (int i = layer + 1; f.has(fragment) && i < f.depth(); i++) {
            if (f.protocol(i) == fragment) {
                return Ipv6Fragment.isPart(f, i);
            }
        }
        return false;
    }

    /** Ports stand in the first fragment only, so they tell no flow. */
    private void fragment(Frame f) {
        Finding finding = findings.about(packet.source(), packet.destination(), packet.vlan())
                .raise(FRAGMENTED_MULTICAST, f);
        if (finding != null) {
            finding.say(packet.flow(), "sent in fragments");
        }
    }

    private void checksum(Frame f) {
        int layer = f.layer(udp, packet.udp());
        switch (Udp.checksum(f, layer)) {
            case Checksum.NOT_PRESENT, Checksum.ILLEGAL -> {
                if (!isTunnel(f, layer)) {
                    Severity severity = packet.isIpv4() ? Severity.NOTE : Severity.WARN;
                    Finding finding = findings.about(packet).as(severity).raise(UDP_CHECKSUM_ZERO, f);
                    if (finding != null) {
                        finding.say(packet.flow(), "no UDP checksum");
                    }
                }
            }
            case Checksum.BAD -> {
                if (Udp.isOffloaded(f, layer)) {
                    extent.offloaded();
                } else {
                    raise(UDP_BAD_CHECKSUM, f, "wrong UDP checksum");
                }
            }
            default -> {}
        }
    }

    /** Tunnels may do without: what they carry has checksums of its own (RFC 6936). */
    private boolean isTunnel(Frame f, int layer) {
        for (int i = layer + 1; i < f.depth(); i++) {
            if (f.protocol(i) == ip4 || f.protocol(i) == ip6) {
                return true;
            }
        }
        return false;
    }

    private void mdns(Frame f) {
        if (packet.destinationPort() != MDNS || packet.ttl() == MOST_TTL || !isToMdns()) {
            return;
        }
        boolean routed = packet.ttl() >= MOST_TTL - Hops.MOST;
        Severity severity = routed ? Severity.ERROR : packet.ttl() > 1 ? Severity.NOTE : Severity.CHAT;
        Finding finding = findings.about(packet).as(severity).raise(MDNS_OFFLINK, f);
        if (finding != null) {
            String text = routed ? "crossed a router: TTL " : "sent with another TTL than 255: ";
            finding.say(packet.flow(), text + packet.ttl());
        }
    }

    private boolean isToMdns() {
        return packet.isIpv4()
                ? (int) packet.destinationLow() == MDNS_GROUP
                : packet.destinationHigh() == MDNS_GROUP_HIGH && packet.destinationLow() == MDNS_GROUP_LOW;
    }

    private void solicitation(Frame f, int layer) {
        int target = Icmpv6.target(f, layer);
        if (target < 0) {
            return;
        }
        long low = f.u64(target + 8);
        boolean right = Ipv6Groups.isSolicitedNode(packet.destinationHigh(), packet.destinationLow())
                && packet.destinationLow() == Ipv6Groups.solicitedNode(low);
        if (!right) {
            raise(NDP_SOLICITED_NODE_MISMATCH, f, "asks for " + Address.text(f.u64(target), low));
        }
    }

    private void error(Frame f, int layer) {
        int quoted = layer + 1;
        if (quoted >= f.depth() || !f.isQuoted(quoted)) {
            return;
        }
        int at = f.at(quoted);
        long high;
        long low;
        if (f.protocol(quoted) == ip4) {
            high = 0;
            low = Address.mapped(f.i32(at + Ipv4.DST.at()));
        } else if (f.protocol(quoted) == ip6) {
            high = f.u64(at + Ipv6.DST.at());
            low = f.u64(at + Ipv6.DST.at() + 8);
        } else {
            return;
        }
        if (!Address.isGroup(high, low) || f.protocol(layer) == icmp6 && isAllowed(f, f.at(layer))) {
            return;
        }
        Finding finding = findings.about(packet.sourceHigh(), packet.sourceLow(), high, low, packet.vlan())
                .raise(ICMP_UNREACHABLE_FOR_GROUP, f);
        if (finding != null) {
            finding.say(packet.flow(), "an error about a packet to " + Address.text(high, low));
        }
    }

    private static boolean isAllowed(Frame f, int at) {
        int type = f.u8(at);
        return type == TOO_BIG || type == PARAMETER && f.u8(at + 1) == UNKNOWN_OPTION;
    }

    private void raise(Rule rule, Frame f, String text) {
        Finding finding = findings.about(packet).raise(rule, f);
        if (finding != null) {
            finding.say(packet.flow(), text);
        }
    }
}
