package io.mcshark.decoder.groups.explain;

import io.mcshark.decoder.groups.AddressText;
import io.mcshark.decoder.groups.GroupMac;
import io.mcshark.decoder.groups.Ipv6Groups;

/** Explains an address that is no group: what it is, and the groups that come with it. */
final class ExplainUnicast {
    /** Prefixes with a meaning of their own, the first that fits counts: address, length, meaning. */
    private static final String[][] IPV4 = {
        {"255.255.255.255", "32", "the limited broadcast address (RFC 919 s7)"},
        {"0.0.0.0", "32", "the unspecified address (RFC 1122 s3.2.1.3)"},
        {"0.0.0.0", "8", "this network (RFC 1122 s3.2.1.3)"},
        {"10.0.0.0", "8", "private unicast (RFC 1918 s3)"},
        {"100.64.0.0", "10", "shared unicast of carriers (RFC 6598)"},
        {"127.0.0.0", "8", "loopback (RFC 1122 s3.2.1.3)"},
        {"169.254.0.0", "16", "link-local unicast (RFC 3927)"},
        {"172.16.0.0", "12", "private unicast (RFC 1918 s3)"},
        {"192.0.2.0", "24", "documentation unicast (RFC 5737)"},
        {"192.168.0.0", "16", "private unicast (RFC 1918 s3)"},
        {"198.18.0.0", "15", "unicast for benchmarks (RFC 2544)"},
        {"198.51.100.0", "24", "documentation unicast (RFC 5737)"},
        {"203.0.113.0", "24", "documentation unicast (RFC 5737)"},
        {"224.0.0.0", "4", "multicast (RFC 1112 s4)"},
        {"240.0.0.0", "4", "reserved (RFC 1112 s4)"},
        {"0.0.0.0", "0", "global unicast"},
    };

    private ExplainUnicast() {}

    static Facts ipv4(String input, int address) {
        String kind = kind(address);
        Facts facts = new Facts(input, "unicast", "not a multicast address: " + kind);
        facts.value("address", AddressText.ipv4(address));
        facts.value("meaning", kind);
        if (kind.startsWith("global") || kind.startsWith("documentation")) {
            String group = "234." + AddressText.ipv4(address >>> 8).substring(2);
            facts.add(
                    "own group",
                    "prefix_group",
                    group,
                    group + " belongs to the owner of " + AddressText.ipv4(address & ~255) + "/24 (RFC 6034 s3)");
        }
        return facts;
    }

    static Facts ipv6(String input, long high, long low) {
        boolean mapped = high == 0 && low >>> 32 == 0xffff;
        String kind = mapped
                ? "the IPv4-mapped form of " + AddressText.ipv4((int) low) + " (RFC 4291 s2.5.5.2), which is "
                        + kind((int) low)
                : kind(high, low);
        Facts facts = new Facts(input, "unicast", "not a multicast address: " + kind);
        facts.value("address", AddressText.ipv6(high, low));
        facts.value("meaning", kind);
        if (!mapped && (high != 0 || low >>> 1 != 0)) {
            long node = Ipv6Groups.solicitedNode(low);
            String group = AddressText.ipv6(0xff02L << 48, node);
            facts.add(
                    "joins",
                    "solicited_node_group",
                    group,
                    group + ", its solicited-node group (RFC 4291 s2.7.1), at "
                            + AddressText.mac(GroupMac.ofIpv6(node)));
        }
        return facts;
    }

    /** What an IPv4 address is, with a reference. */
    static String kind(int address) {
        for (String[] row : IPV4) {
            int length = Integer.parseInt(row[1]);
            int differing = address ^ (int) AddressText.parseIpv4(row[0]);
            if (length == 0 || differing >>> 32 - length == 0) {
                return row[2];
            }
        }
        throw new AssertionError();
    }

    private static String kind(long high, long low) {
        if (high == 0 && low >>> 1 == 0) {
            return low == 0 ? "the unspecified address (RFC 4291 s2.5.2)" : "loopback (RFC 4291 s2.5.3)";
        }
        if (high >>> 54 == 0xfe80 >>> 6) {
            return "link-local unicast (RFC 4291 s2.5.6)";
        }
        if (high >>> 57 == 0xfc >>> 1) {
            return "unique local unicast (RFC 4193)";
        }
        return high >>> 32 == 0x2001_0db8 ? "documentation unicast (RFC 3849)" : "unicast (RFC 4291 s2.5)";
    }
}
