package io.mcshark.decoder.groups.explain;

import io.mcshark.decoder.groups.AddressText;
import io.mcshark.decoder.groups.Entry;
import io.mcshark.decoder.groups.GroupMac;
import io.mcshark.decoder.groups.Ipv4Groups;
import io.mcshark.decoder.groups.Scope;
import io.mcshark.decoder.groups.TtlRange;
import java.util.ArrayList;
import java.util.List;

/** Explains an IPv4 group. */
final class ExplainIpv4 {
    private ExplainIpv4() {}

    static Facts of(String input, int group, int port) {
        Facts facts = new Facts(input, "ipv4-group", "IPv4 multicast group");
        facts.value("address", AddressText.ipv4(group));
        Entry block = Ipv4Groups.blockEntry(group);
        Lines.structure(facts, block, Ipv4Groups.partEntry(group));
        if (block.status() == Entry.Status.RESERVED) {
            facts.add(
                    "use", "reserved", true, "applications must not use the registry's reserved blocks (RFC 5771 s13)");
        }
        Scope scope = Ipv4Groups.scope(group);
        facts.add("scope", "scope", scope.token(), scope.token() + ": " + scope.meaning());
        bits(facts, group);
        Lines.names(facts, Ipv4Groups.entries(group), Ipv4Groups.name(group));
        Lines.ports(facts, port, use -> use.names(group));
        ethernet(facts, group);
        Lines.ttl(facts, "TTL", TtlRange.of(group), rule -> rule.names(group));
        return facts;
    }

    /** What the address itself carries. */
    private static void bits(Facts facts, int group) {
        int as = Ipv4Groups.glopAs(group);
        if (as >= 0) {
            String kind = as == 0
                    ? ", which is reserved"
                    : as >= 64496 && as <= 64511 ? ", for documentation (RFC 5398)" : "";
            facts.add("GLOP", "glop_as", as, "AS " + as + kind + ", local part " + (group & 255) + " (RFC 3180 s3)");
        }
        if (Ipv4Groups.hasUnicastPrefix(group)) {
            int prefix = Ipv4Groups.unicastPrefix(group);
            String text = AddressText.ipv4(prefix) + "/24";
            String kind = ExplainUnicast.kind(prefix);
            facts.add(
                    "prefix",
                    "unicast_prefix",
                    text,
                    "belongs to the owner of " + text + ", or of a shorter prefix (RFC 6034 s3)"
                            + (kind.startsWith("global") || kind.startsWith("documentation")
                                    ? ""
                                    : "; not valid: that is " + kind + ", and the prefix must be global"));
        }
        if (Ipv4Groups.isSsm(group)) {
            facts.add("SSM", "ssm", true, "source-specific: receivers must name the source (RFC 4607 s1)");
        }
        int offset = Ipv4Groups.relativeOffset(group);
        if (offset >= 0) {
            facts.add(
                    "offset",
                    "relative_offset",
                    offset,
                    "scope-relative: " + offset + " below the highest address of its scope (RFC 2365 s9)");
        }
    }

    private static void ethernet(Facts facts, int group) {
        String mac = AddressText.mac(GroupMac.ofIpv4(group));
        List<String> sisters = sisters(group, group);
        boolean flooded = GroupMac.isFlooded(group);
        List<String> text = new ArrayList<>();
        text.add(mac + " (RFC 1112 s6.4), shared with these 31:");
        text.addAll(marked(sisters, group));
        facts.add("Ethernet", "mac", mac, text.toArray(new String[0]));
        facts.value("mac_shared_with", sisters);
        facts.value("mac_flooded", flooded);
    }

    /** The groups of a hardware address, but for {@code except}. */
    static List<String> sisters(long bits, int except) {
        List<String> sisters = new ArrayList<>();
        for (int i = 0; i < GroupMac.SISTERS; i++) {
            int sister = GroupMac.sister(bits, i);
            if (sister != except) {
                sisters.add(AddressText.ipv4(sister));
            }
        }
        return sisters;
    }

    /** The same as lines; a group of 224.0.0.0/24 gets a star, and a line says what follows for the others. */
    static List<String> marked(List<String> sisters, long bits) {
        if (!GroupMac.isFlooded(bits)) {
            return List.of(String.join(" ", sisters));
        }
        int control = GroupMac.sister(bits, 0);
        Entry entry = Ipv4Groups.entry(control);
        String address = AddressText.ipv4(control);
        List<String> starred = new ArrayList<>(sisters);
        starred.replaceAll(sister -> sister.equals(address) ? sister + "*" : sister);
        return List.of(
                String.join(" ", starred),
                "* many switches flood this hardware address always, even with IGMP snooping: it is that of " + address
                        + (entry.named() ? " (" + entry.name() + ")" : "")
                        + ", and 224.0.0.0/24 is not pruned (RFC 4541 s2.1.2)");
    }
}
