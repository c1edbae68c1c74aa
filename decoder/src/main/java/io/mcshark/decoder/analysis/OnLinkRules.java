package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.groups.Ipv6Groups;
import io.mcshark.decoder.protocol.Icmpv6;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether sources belong where their packets are: the prefixes of a link are known from the advertisements of its routers, so
 * only in IPv6. No IPv4 packet tells how long a prefix is that everybody on the link has.
 */
public final class OnLinkRules implements Analysis {
    static final Rule SOURCE_NOT_ON_LINK = Rule.note(
            "source-not-on-link",
            "ipv6",
            "UDP to a group has a hop limit of 64, 128 or 255, as where it was sent, but its source lies in none of the prefixes"
                    + " that routers advertise on this VLAN as on the link.",
            "Routers check the way back to the source and may drop it: a wrong address, or a prefix nobody advertises"
                    + " (RFC 7761, 4.2).",
            "Compare the sender's address with the routing.");

    static final Rule[] RULES = {SOURCE_NOT_ON_LINK};

    /** The most VLANs with prefixes, and prefixes of one. */
    static final int MOST_VLANS = 8192, MOST_PREFIXES = 32;

    private static final int HALF = 64;

    private record Prefix(long high, int length) {
        boolean contains(long address) {
            return length == 0 || (high ^ address) >>> HALF - length == 0;
        }
    }

    private final Findings findings;
    private final Datagram packet = new Datagram();
    private final Map<Integer, List<Prefix>> links = new HashMap<>();

    OnLinkRules(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void accept(Frame f) {
        if (!packet.aim(f) || packet.isIpv4()) {
            return;
        }
        int icmp = f.first(Icmpv6.H.protocol());
        if (icmp >= 0) {
            advertised(f, icmp);
        } else if (!links.isEmpty() && packet.isUdp() && packet.isToGroup() && isFresh(packet.ttl())) {
            source(f);
        }
    }

    private static boolean isFresh(int hopLimit) {
        return hopLimit == 64 || hopLimit == 128 || hopLimit == 255;
    }

    private void advertised(Frame f, int icmp) {
        if (f.isQuoted(icmp)) {
            return;
        }
        int option = -1;
        while ((option = Icmpv6.onLinkPrefix(f, icmp, option)) >= 0) {
            int length = Icmpv6.prefixLength(f, option);
            Prefix prefix = new Prefix(Icmpv6.prefix(f, option), Math.min(length, HALF));
            List<Prefix> known = links.get(packet.vlan());
            if (known == null && links.size() < MOST_VLANS) {
                known = new ArrayList<>();
                links.put(packet.vlan(), known);
            }
            if (known != null && known.size() < MOST_PREFIXES && !known.contains(prefix)) {
                known.add(prefix);
            }
        }
    }

    private void source(Frame f) {
        long high = packet.sourceHigh();
        boolean near = high >>> 54 == 0xfe80 >>> 6 || high == 0 || Ipv6Groups.isLinkLocal(packet.destinationHigh());
        List<Prefix> known = near ? null : links.get(packet.vlan());
        if (known == null || known.size() == MOST_PREFIXES) {
            return;
        }
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).contains(high)) {
                return;
            }
        }
        Finding finding = findings.aboutSender(packet).raise(SOURCE_NOT_ON_LINK, f);
        if (finding != null) {
            Prefix prefix = known.getFirst();
            String more = known.size() == 1 ? "" : " and " + (known.size() - 1) + " more";
            finding.say(
                    packet.sender(),
                    "hop limit " + packet.ttl() + ", but not in " + Address.text(prefix.high, 0) + "/" + prefix.length
                            + more);
        }
    }
}
