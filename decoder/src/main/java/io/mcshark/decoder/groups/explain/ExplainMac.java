package io.mcshark.decoder.groups.explain;

import io.mcshark.decoder.groups.AddressText;
import io.mcshark.decoder.groups.GroupMac;
import io.mcshark.decoder.groups.Ipv4Groups;
import io.mcshark.decoder.groups.Ipv6Groups;
import io.mcshark.decoder.groups.MacName;
import java.util.ArrayList;
import java.util.List;

/** Explains a hardware address. */
final class ExplainMac {
    private ExplainMac() {}

    static Facts of(String input, long mac) {
        Facts facts;
        if (mac == GroupMac.BROADCAST) {
            facts = new Facts(input, "mac-broadcast", "Ethernet broadcast address");
        } else if (GroupMac.isIpv4(mac)) {
            facts = new Facts(input, "mac-ipv4-group", "Ethernet address of IPv4 groups");
            ipv4(facts, mac);
        } else if (GroupMac.isIpv6(mac)) {
            facts = new Facts(input, "mac-ipv6-group", "Ethernet address of IPv6 groups");
            ipv6(facts, mac);
        } else if (GroupMac.isGroup(mac)) {
            facts = new Facts(input, "mac-group", "Ethernet group address, not of an IP group");
            known(facts, mac);
        } else {
            facts = new Facts(input, "mac-unicast", "Ethernet address of one station");
            unicast(facts, mac);
        }
        facts.value("mac", AddressText.mac(mac));
        return facts;
    }

    private static void ipv4(Facts facts, long mac) {
        List<String> groups = ExplainIpv4.sisters(mac, 0);
        List<String> text = new ArrayList<>();
        text.add("one of these 32 (RFC 1112 s6.4):");
        text.addAll(ExplainIpv4.marked(groups, mac));
        facts.add("groups", "candidates", groups, text.toArray(new String[0]));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < GroupMac.SISTERS; i++) {
            int group = GroupMac.sister(mac, i);
            String name = Ipv4Groups.name(group);
            if (name != null) {
                names.add(AddressText.ipv4(group) + " " + name);
            }
        }
        if (!names.isEmpty()) {
            facts.add("known", "known", names, names.toArray(new String[0]));
        }
        facts.value("mac_flooded", GroupMac.isFlooded(mac));
    }

    private static void ipv6(Facts facts, long mac) {
        String end = "%x:%x".formatted(mac >>> 16 & 0xffff, mac & 0xffff);
        facts.add(
                "groups",
                "groups_end_with",
                end,
                "one of the 2^" + GroupMac.IPV6_SHARE_BITS + " that end with " + end + " (RFC 2464 s7)");
        List<String> names = ExplainIpv6.sharing((int) mac);
        long low = 0x1_0000_0000L | mac & 0xffff_ffffL;
        if (Ipv6Groups.isSolicitedNode(0xff02L << 48, low)) {
            names.addFirst(AddressText.ipv6(0xff02L << 48, low) + ", solicited-node group (RFC 4291 s2.7.1)");
        }
        if (!names.isEmpty()) {
            facts.add("known", "known", names, names.toArray(new String[0]));
        }
    }

    private static void unicast(Facts facts, long mac) {
        boolean local = (mac >>> 41 & 1) != 0;
        facts.add(
                "kind",
                "locally_administered",
                local,
                local ? "locally administered (RFC 7042 s2.1)" : "universally administered (RFC 7042 s2.1)");
        known(facts, mac);
        // the identifier of RFC 4291 appendix A: ff:fe in the middle, the local bit turned over
        long id = (mac & 0xffff_ff00_0000L) << 16 | 0xff_fe00_0000L | mac & 0xff_ffffL;
        String address = AddressText.ipv6(0xfe80L << 48, id ^ 1L << 57);
        String group = AddressText.ipv6(0xff02L << 48, Ipv6Groups.solicitedNode(mac));
        facts.add(
                "IPv6",
                "eui64_address",
                address,
                address + " if its address is made from this (RFC 4291 appendix A), then joins " + group);
        facts.value("solicited_node_group", group);
        facts.add(
                "multicast",
                "as_group_destination",
                "ipv6",
                "as destination of an IPv6 group unusual and allowed (RFC 6085 s3), of an IPv4 group wrong (RFC 1112 s6.4)");
    }

    private static void known(Facts facts, long mac) {
        List<String> names = MacName.of(mac).stream()
                .map(known -> known.name() + " (" + known.reference() + ")")
                .toList();
        if (!names.isEmpty()) {
            facts.add("known", "known", names, names.toArray(new String[0]));
        }
    }
}
