package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.groups.GroupMac;

/** Whether packets to groups, and Ethernet frames to groups, have addresses that go together. */
public final class AddressRules implements Analysis {
    static final Rule MAC_GROUP_MISMATCH = Rule.error(
            "mac-group-mismatch",
            "eth",
            "The Ethernet destination is a group address, but not the one that the IP group maps to; or it is the broadcast address.",
            "Network adapters and switches filter by the Ethernet address: receivers miss the packets, others get them"
                    + " (RFC 1112, 6.4; RFC 2464, 7).",
            "Find the sender by its Ethernet address and mend its mapping; look for a tunnel or translation in between.");
    static final Rule GROUP_IP_UNICAST_MAC = Rule.warn(
            "group-ip-unicast-mac",
            "eth",
            "A packet to a group goes to the Ethernet address of one host; for an IPv6 group only a note, since it is allowed.",
            "An access point turns multicast into unicast, or a sender maps groups wrongly (RFC 1112, 6.4; RFC 6085, 3).",
            "Find out whether an access point or switch converts on purpose.");
    static final Rule UNICAST_IP_GROUP_MAC = Rule.error(
            "unicast-ip-group-mac",
            "eth",
            "A packet to one host goes to an Ethernet address of IP groups (01:00:5e, 33:33).",
            "Switches flood it to every port, and hosts are to discard it (RFC 1122, 3.3.6).",
            "Look at the sender's ARP or neighbour entry; clusters with network load balancing in IGMP mode do it on purpose.");
    static final Rule MULTICAST_AS_SOURCE = Rule.error(
            "multicast-as-source",
            "ip",
            "The source address is a multicast group.",
            "Receivers and routers discard it: no host may send from a group (RFC 1112, 7.2; RFC 4291, 2.7).",
            "Find the host by its Ethernet address: a forgery, or a broken mirror or generator.");
    static final Rule ZERO_OR_BROADCAST_SOURCE = Rule.warn(
            "zero-or-broadcast-source",
            "ip",
            "UDP to a group comes from 0.0.0.0, 255.255.255.255 or ::.",
            "Routers check the way back to the source and drop it; receivers cannot ask for this source (RFC 1122, 3.2.1.3).",
            "Give the sender an address: look at its DHCP lease and the interface it sends on.");

    static final Rule[] RULES = {
        MAC_GROUP_MISMATCH, GROUP_IP_UNICAST_MAC, UNICAST_IP_GROUP_MAC, MULTICAST_AS_SOURCE, ZERO_OR_BROADCAST_SOURCE
    };

    private final Findings findings;
    private final Datagram packet = new Datagram();

    AddressRules(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void accept(Frame f) {
        for (boolean more = packet.aim(f); more; more = packet.inner()) {
            if (packet.hasMac() && packet.destinationMac() != 0) { // a loopback has zeros
                mac(f);
            }
            source(f);
        }
    }

    private void mac(Frame f) {
        long mac = packet.destinationMac();
        if (!packet.isToGroup()) {
            if (GroupMac.isIpv4(mac) || GroupMac.isIpv6(mac)) {
                unicast(f);
            }
            return;
        }
        long low = packet.destinationLow();
        boolean four = packet.isIpv4();
        switch (four ? GroupMac.fitIpv4(mac, (int) low) : GroupMac.fitIpv6(mac, low)) {
            case FITS -> {}
            case UNICAST, UNICAST_ALLOWED -> {
                Severity severity = four ? Severity.WARN : Severity.NOTE;
                Finding finding = findings.about(packet).as(severity).raise(GROUP_IP_UNICAST_MAC, f);
                if (finding != null) {
                    finding.say(packet.flow(), "sent to the Ethernet address of one host, " + text(mac));
                }
            }
            case BROADCAST, OTHER_GROUP -> {
                Finding finding = findings.about(packet).raise(MAC_GROUP_MISMATCH, f);
                if (finding != null) {
                    long right = four ? GroupMac.ofIpv4((int) low) : GroupMac.ofIpv6(low);
                    finding.say(packet.flow(), "Ethernet destination " + text(mac) + " instead of " + text(right));
                }
            }
        }
    }

    private void unicast(Frame f) {
        if (packet.isIpv4() && (int) packet.destinationLow() == -1) {
            return; // the broadcast address: to everybody in any case
        }
        Finding finding = findings.about(packet).raise(UNICAST_IP_GROUP_MAC, f);
        if (finding != null) {
            finding.say(packet.flow(), "to one host, but Ethernet destination " + text(packet.destinationMac()));
        }
    }

    private void source(Frame f) {
        long high = packet.sourceHigh();
        long low = packet.sourceLow();
        if (Address.isGroup(high, low)) {
            Finding finding = findings.about(packet).raise(MULTICAST_AS_SOURCE, f);
            if (finding != null) {
                String by = packet.hasMac() ? ", from Ethernet address " + text(packet.sourceMac()) : "";
                finding.say(packet.flow(), "a group as source" + by);
            }
        } else if (packet.isUdp() && packet.isToGroup() && isNobody(high, low)) {
            Finding finding = findings.about(packet).raise(ZERO_OR_BROADCAST_SOURCE, f);
            if (finding != null) {
                String by = packet.hasMac() ? "; the Ethernet address is " + text(packet.sourceMac()) : "";
                finding.say(packet.flow(), "the source is no host's address" + by);
            }
        }
    }

    private boolean isNobody(long high, long low) {
        return packet.isIpv4() ? (int) low == 0 || (int) low == -1 : high == 0 && low == 0;
    }

    private static String text(long mac) {
        return new Out().mac(mac).toString();
    }
}
