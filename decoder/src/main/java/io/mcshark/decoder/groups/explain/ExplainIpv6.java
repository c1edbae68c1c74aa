package io.mcshark.decoder.groups.explain;

import io.mcshark.decoder.groups.AddressText;
import io.mcshark.decoder.groups.Entry;
import io.mcshark.decoder.groups.GroupMac;
import io.mcshark.decoder.groups.Ipv6Groups;
import io.mcshark.decoder.groups.Scope;
import io.mcshark.decoder.groups.TtlRange;
import java.util.ArrayList;
import java.util.List;

/** Explains an IPv6 group. */
final class ExplainIpv6 {
    private ExplainIpv6() {}

    static Facts of(String input, long high, long low, int port) {
        Facts facts = new Facts(input, "ipv6-group", "IPv6 multicast group");
        facts.value("address", AddressText.ipv6(high, low));
        Lines.structure(facts, Ipv6Groups.blockEntry(high, low), Ipv6Groups.partEntry(high, low));
        flags(facts, high);
        Scope scope = Ipv6Groups.scope(high);
        String digit = Integer.toHexString(Ipv6Groups.scopeDigit(high));
        facts.add("scope", "scope", scope.token(), scope.token() + " (" + digit + "): " + scope.meaning());
        facts.value("scope_digit", Ipv6Groups.scopeDigit(high));
        embedded(facts, high, low);
        Lines.names(facts, Ipv6Groups.entries(high, low), Ipv6Groups.name(high, low));
        Lines.ports(facts, port, use -> use.names(high, low));
        ethernet(facts, low);
        Lines.ttl(facts, "hop limit", TtlRange.of(high), rule -> rule.names(high, low));
        return facts;
    }

    private static void flags(Facts facts, long high) {
        int flags = Ipv6Groups.flags(high);
        List<String> names = new ArrayList<>();
        String[] words = {"T (transient)", "P (unicast prefix)", "R (RP embedded)", "X (reserved, ignored)"};
        for (int bit = 3; bit >= 0; bit--) {
            if ((flags >> bit & 1) != 0) {
                names.add(words[bit]);
            }
        }
        String text = flags == 0 ? "none: permanent, assigned by IANA (RFC 4291 s2.7)" : String.join(", ", names);
        if (!Ipv6Groups.flagsValid(high)) {
            text += "; not valid: R needs P, and P needs T (RFC 3956 s3, RFC 3306 s4)";
        }
        facts.add("flags", "flags", flags, flags == 0 ? text : Integer.toHexString(flags) + ": " + text);
        facts.value("flags_valid", Ipv6Groups.flagsValid(high));
        facts.value("transient", Ipv6Groups.isTransient(high));
    }

    /** What the address itself carries: prefix, RP, interface or node. */
    private static void embedded(Facts facts, long high, long low) {
        if (Ipv6Groups.isSolicitedNode(high, low)) {
            String bits = "%02x:%04x".formatted(low >>> 16 & 0xff, low & 0xffff);
            facts.add("node", "solicited_node", bits, "of every address that ends with " + bits + " (RFC 4291 s2.7.1)");
        }
        if ((Ipv6Groups.flags(high) & Ipv6Groups.P) == 0 || !Ipv6Groups.flagsValid(high)) {
            return;
        }
        int length = Ipv6Groups.prefixLength(high);
        if (Ipv6Groups.isSsm(high)) {
            facts.add("SSM", "ssm", true, "source-specific: receivers must name the source (RFC 4607 s1)");
        } else if (Ipv6Groups.isLinkScoped(high)) {
            String id = AddressText.ipv6(0, Ipv6Groups.embedded(high, low)).replaceFirst("^::", "");
            facts.add(
                    "interface", "interface_id", id, "made by the interface with identifier " + id + " (RFC 4489 s3)");
        } else if (Ipv6Groups.hasUnicastPrefix(high)) {
            long prefix = Ipv6Groups.prefix(high, low);
            String text = AddressText.ipv6(prefix, 0) + "/" + length;
            boolean more = prefix != Ipv6Groups.embedded(high, low);
            facts.add(
                    "prefix",
                    "unicast_prefix",
                    text,
                    text + " (RFC 3306 s4" + (more ? "; bits beyond plen " + length + " do not count)" : ")"));
        } else {
            facts.add(
                    "prefix", "unicast_prefix", null, "none: plen " + length + " is not valid (1 to 64; RFC 3306 s4)");
        }
        if ((Ipv6Groups.flags(high) & Ipv6Groups.R) != 0) {
            rp(facts, high, low);
        }
        facts.add("group ID", "group_id", low & 0xffff_ffffL, groupId((int) low));
    }

    private static void rp(Facts facts, long high, long low) {
        int riid = Ipv6Groups.riid(high);
        if (Ipv6Groups.hasEmbeddedRp(high, low)) {
            String rp = AddressText.ipv6(Ipv6Groups.prefix(high, low), riid);
            facts.add("RP", "rp", rp, rp + ": the prefix and RIID " + Integer.toHexString(riid) + " (RFC 3956 s4)");
        } else {
            String why = riid == 0
                    ? "RIID 0 is reserved (RFC 3956 s6.3)"
                    : !Ipv6Groups.hasUnicastPrefix(high)
                            ? "plen must be 1 to 64 (RFC 3956 s4)"
                            : "the prefix lies in fe80::/10, ::/16 or ff00::/8 (RFC 3956 s4)";
            facts.add("RP", "rp", null, "none that is usable: " + why);
        }
        facts.value("riid", riid);
    }

    private static String groupId(int id) {
        String kind =
                switch (id >>> 30) {
                    case 0 -> "in the range of permanent addresses (RFC 3307 s4.1)";
                    case 1 -> "a permanent group identifier (RFC 3307 s4.2)";
                    default -> "dynamic (RFC 3307 s4.3)";
                };
        return "0x%08x, %s".formatted(id, kind);
    }

    private static void ethernet(Facts facts, long low) {
        String mac = AddressText.mac(GroupMac.ofIpv6(low));
        List<String> known = sharing((int) low);
        facts.add(
                "Ethernet",
                "mac",
                mac,
                mac + " (RFC 2464 s7), shared by all 2^" + GroupMac.IPV6_SHARE_BITS
                        + " groups that end with these 32 bits"
                        + (known.isEmpty() ? "" : ", known: " + String.join(", ", known)));
        facts.value("mac_shared_bits", GroupMac.IPV6_SHARE_BITS);
    }

    /** The registry's groups with these low 32 bits. */
    static List<String> sharing(int low) {
        List<String> known = new ArrayList<>();
        for (Entry e : Ipv6Groups.entriesOfLow32(low)) {
            known.add((e.first().equals(e.last()) ? e.first() : "one of " + e.range()) + " " + e.name());
        }
        return known;
    }
}
