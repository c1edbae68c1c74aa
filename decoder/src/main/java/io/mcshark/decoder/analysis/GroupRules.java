package io.mcshark.decoder.analysis;

import static io.mcshark.decoder.groups.Ipv6Groups.P;
import static io.mcshark.decoder.groups.Ipv6Groups.R;
import static io.mcshark.decoder.groups.Ipv6Groups.T;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.groups.Entry;
import io.mcshark.decoder.groups.GroupMac;
import io.mcshark.decoder.groups.Ipv4Groups;
import io.mcshark.decoder.groups.Ipv6Groups;
import io.mcshark.decoder.groups.Scope;
import io.mcshark.decoder.protocol.Amt;
import io.mcshark.decoder.protocol.GroupForm;
import java.util.HashMap;
import java.util.Map;

/**
 * What the address of a group says: whether it may be used, and whether its traffic belongs where it is. What a group says does
 * not change, so it is kept for the groups of late ({@link #KEPT}).
 */
public final class GroupRules implements Analysis {
    static final Rule RESERVED_BLOCK_USED = Rule.warn(
            "reserved-block-used",
            "ip",
            "Data goes to a group in a block that IANA reserves: 224.1/16, 224.5/16 to 224.251/16, 225/8 to 231/8, 235/8 to 238/8.",
            "The block may be given to somebody at any time, and boundaries are not configured for it (RFC 5771, 13).",
            "Move to 239/8, or to 232/8 with source-specific joins; many programs have such a default.");
    static final Rule UNASSIGNED_LINK_LOCAL_GROUP = Rule.note(
            "unassigned-link-local-group",
            "ip",
            "Data goes to a group of 224.0.0.0/24, or a permanent one of ff02::/16, that nobody registered.",
            "A protocol of one vendor that switches flood to every port, since these groups are not pruned (RFC 4541, 2.1.2).",
            "Find out what it is, and write it down or block it.");
    static final Rule DOCUMENTATION_GROUP_USED = Rule.warn(
            "documentation-group-used",
            "ip",
            "Data goes to a group kept for examples: 233.252.0.0/24, 233.251.240.0/20, 239.255.255.245, 239.195.255.245,"
                    + " 234.192.0.2, 234.198.51.100, 234.203.0.113, ff0x::db8:0:0/96 (RFC 6676).",
            "An example was copied into a configuration; filters may drop it at any border.",
            "Give the group an address of your own.");
    static final Rule GROUP_COLLIDES_WITH_CONTROL = Rule.warn(
            "group-collides-with-control",
            "eth",
            "Data goes to a group that shares its Ethernet address with one of 224.0.0.0/24: x.0.0.y and x.128.0.y.",
            "Many switches flood that address to all ports and never prune it (RFC 4541, 2.1.2).",
            "Choose groups whose second number is neither 0 nor 128, or whose third is not 0.");
    static final Rule SCOPE_MIXED = Rule.note(
            "scope-mixed",
            "ip",
            "One source sends to the same port of groups of different scopes (link, 239.255/16, 239.192/14, global; IPv6 the"
                    + " scope digit); groups with a registered name do not count.",
            "Parts of one service go differently far: receivers get some of it (RFC 2365, 6).",
            "Compare the list of groups with the plan.");
    static final Rule ADMIN_SCOPE_LEAK = Rule.warn(
            "admin-scope-leak",
            "ip",
            "Data of 239.255/16 or 239.192/14 comes out of an AMT tunnel, which leads across domains.",
            "Groups of an administrative scope are to stop at its border; elsewhere they mean something else (RFC 2365, 5).",
            "Configure the boundary on the router or relay.");
    static final Rule GLOP_PRIVATE_AS = Rule.note(
            "glop-private-as",
            "ip",
            "A group of 233/8 whose two middle octets are no public AS number: 0, 23456, or 64512 and more (233.252/14) without"
                    + " an assignment.",
            "Nobody owns it: 233.252/14 is assigned by IANA, not by AS number (RFC 3180, 3; RFC 5771, 9).",
            "Use 239/8, or 232/8 with source-specific joins.");
    static final Rule IPV6_SCOPE_0_OR_F = Rule.error(
            "ipv6-scope-0-or-f",
            "ipv6",
            "The destination's scope digit is 0 or f.",
            "0 must be dropped, f is treated as global: neither may be sent (RFC 4291, 2.7).",
            "Correct the sender.");
    static final Rule IPV6_SCOPE_1_ON_WIRE = Rule.error(
            "ipv6-scope-1-on-wire",
            "ipv6",
            "The destination is of interface-local scope (ff?1::), on a link.",
            "It must not leave the host (RFC 4291, 2.7).",
            "Correct the sender, or the stack that let it out.");
    static final Rule IPV6_FLAGS_INVALID = Rule.warn(
            "ipv6-flags-invalid",
            "ipv6",
            "The destination has flag P without T, or R without P; or P, T and a prefix length of 65 to 254.",
            "The address has no meaning (RFC 3306, 4; RFC 3956, 3): routers may take it for anything.",
            "Correct the allocation.");

    static final Rule[] RULES = {
        RESERVED_BLOCK_USED,
        UNASSIGNED_LINK_LOCAL_GROUP,
        DOCUMENTATION_GROUP_USED,
        GROUP_COLLIDES_WITH_CONTROL,
        SCOPE_MIXED,
        ADMIN_SCOPE_LEAK,
        GLOP_PRIVATE_AS,
        IPV6_SCOPE_0_OR_F,
        IPV6_SCOPE_1_ON_WIRE,
        IPV6_FLAGS_INVALID
    };

    /** Groups of late whose address is not looked up again; a power of two. */
    private static final int KEPT = 1024;

    /** The most pairs of source and port whose scopes are remembered. */
    static final int MOST_SENDERS = 10_000;

    /** Above the bits of the rules: the group has a registered name, and what it says has been looked up. */
    private static final int NAMED = 1 << 16, KNOWN = 1 << 17;

    private static final int GLOP_NONE = 0,
            GLOP_TRANS = 23456,
            GLOP_PRIVATE = 64512,
            MOST_PREFIX = 64,
            LINK_PREFIX = 255;

    private record Sender(long high, long low, int port, int vlan) {}

    private static final class Reached {
        private final String group;
        private final Scope scope;
        private int scopes;

        Reached(String group, Scope scope) {
            this.group = group;
            this.scope = scope;
            this.scopes = 1 << scope.ordinal();
        }
    }

    private final Findings findings;
    private final Datagram packet = new Datagram();
    private final GroupForm form = new GroupForm();
    private final long[] highs = new long[KEPT];
    private final long[] lows = new long[KEPT];
    private final int[] saids = new int[KEPT];
    private final long[] seen = new long[KEPT];
    private final Map<Sender, Reached> senders = new HashMap<>();

    GroupRules(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void accept(Frame f) {
        for (boolean more = packet.aim(f); more; more = packet.inner()) {
            if (packet.isToGroup()) {
                group(f);
            }
        }
    }

    private void group(Frame f) {
        int said = said(packet.destinationHigh(), packet.destinationLow());
        if ((said & 0xffff) != 0) {
            for (int i = 0; i < RULES.length; i++) {
                if ((said & 1 << i) != 0) {
                    raise(RULES[i], f);
                }
            }
        }
        if (packet.isUdp() && (said & NAMED) == 0) {
            scopes(f);
        }
    }

    private void raise(Rule rule, Frame f) {
        boolean quiet = rule == IPV6_SCOPE_1_ON_WIRE && packet.isOnLoopback()
                || rule == ADMIN_SCOPE_LEAK && !f.has(Amt.H.protocol());
        if (quiet || form.aim(f, packet.layer())) { // who wants a group speaks to it, too, and sends it nothing
            return;
        }
        Finding finding = findings.about(packet).raise(rule, f);
        if (finding != null) {
            finding.say(packet.flow(), text(rule, packet.destinationHigh(), packet.destinationLow()));
        }
    }

    // ---- what a group says

    private int said(long high, long low) {
        int slot = (int) ((high ^ low) * 0x9e3779b97f4a7c15L >>> 54) & KEPT - 1;
        if (saids[slot] == 0 || highs[slot] != high || lows[slot] != low) {
            highs[slot] = high;
            lows[slot] = low;
            saids[slot] = KNOWN | (packet.isIpv4() ? said4((int) low) : said6(high, low));
        }
        return saids[slot];
    }

    private static int bit(Rule rule, boolean met) {
        for (int i = 0; met && i < RULES.length; i++) {
            if (RULES[i] == rule) {
                return 1 << i;
            }
        }
        return 0;
    }

    private static int said4(int group) {
        Entry entry = Ipv4Groups.entry(group);
        boolean named = entry.named();
        boolean example = isExample(entry);
        boolean link = Ipv4Groups.isLinkLocal(group);
        boolean reserved = Ipv4Groups.blockEntry(group).status() == Entry.Status.RESERVED;
        Scope scope = Ipv4Groups.scope(group);
        boolean registered = named && entry.status() != Entry.Status.UNOFFICIAL;
        return bit(RESERVED_BLOCK_USED, reserved && !registered)
                | bit(UNASSIGNED_LINK_LOCAL_GROUP, link && !named)
                | bit(DOCUMENTATION_GROUP_USED, example)
                | bit(GROUP_COLLIDES_WITH_CONTROL, !link && GroupMac.isFlooded(group))
                | bit(ADMIN_SCOPE_LEAK, scope == Scope.LOCAL || scope == Scope.ORGANIZATION_LOCAL)
                | bit(GLOP_PRIVATE_AS, !example && isOwnerless(group, registered))
                | (registered ? NAMED : 0);
    }

    private static boolean isExample(Entry entry) {
        return entry.reference().contains("RFC 6676");
    }

    private static boolean isOwnerless(int group, boolean registered) {
        int as = group >>> 8 & 0xffff;
        boolean none = as == GLOP_NONE || as == GLOP_TRANS || as >= GLOP_PRIVATE && !registered;
        return group >>> 24 == 233 && none;
    }

    private static int said6(long high, long low) {
        Entry entry = Ipv6Groups.entry(high, low);
        boolean named = Ipv6Groups.name(high, low) != null;
        int flags = Ipv6Groups.flags(high);
        int scope = Ipv6Groups.scopeDigit(high);
        int plen = Ipv6Groups.prefixLength(high);
        boolean prefix = (flags & (P | T)) == (P | T) && plen > MOST_PREFIX && plen != LINK_PREFIX;
        boolean unregistered = high == 0xff02_0000_0000_0000L && !named;
        return bit(UNASSIGNED_LINK_LOCAL_GROUP, unregistered)
                | bit(DOCUMENTATION_GROUP_USED, isExample(entry))
                | bit(IPV6_SCOPE_0_OR_F, scope == 0 || scope == 15)
                | bit(IPV6_SCOPE_1_ON_WIRE, scope == 1)
                | bit(IPV6_FLAGS_INVALID, !Ipv6Groups.flagsValid(high) || prefix)
                | (named ? NAMED : 0);
    }

    private static String text(Rule rule, long high, long low) {
        int group = (int) low;
        if (rule == RESERVED_BLOCK_USED) {
            String name = Ipv4Groups.name(group);
            Entry block = Ipv4Groups.blockEntry(group);
            return "in the reserved block " + block.range() + (name == null ? "" : "; the default of " + name);
        }
        if (rule == UNASSIGNED_LINK_LOCAL_GROUP) {
            return "nobody registered this group";
        }
        if (rule == DOCUMENTATION_GROUP_USED) {
            return "a group for examples in documents";
        }
        if (rule == GROUP_COLLIDES_WITH_CONTROL) {
            return "shares its Ethernet address with 224.0.0." + (group & 255);
        }
        if (rule == ADMIN_SCOPE_LEAK) {
            return Ipv4Groups.scope(group).token() + " scope, out of an AMT tunnel";
        }
        if (rule == GLOP_PRIVATE_AS) {
            return "would belong to AS " + (group >>> 8 & 0xffff) + ", which is nobody's";
        }
        if (rule == IPV6_FLAGS_INVALID) {
            int flags = Ipv6Groups.flags(high);
            String set = ((flags & R) != 0 ? "R" : "") + ((flags & P) != 0 ? "P" : "") + ((flags & T) != 0 ? "T" : "");
            return "flags " + set + ", prefix length " + Ipv6Groups.prefixLength(high);
        }
        return "scope " + Integer.toHexString(Ipv6Groups.scopeDigit(high));
    }

    // ---- scopes of one sender

    private void scopes(Frame f) {
        long high = packet.destinationHigh();
        long low = packet.destinationLow();
        int port = packet.destinationPort();
        Scope scope = packet.isIpv4() ? Ipv4Groups.scope((int) low) : Ipv6Groups.scope(high);
        if (!isPlanned(scope)) {
            return;
        }
        long hash = (packet.sourceHigh() * 31 + packet.sourceLow()) * 31 + (high * 31 + low) * 131 + port;
        hash = (hash + packet.vlan()) * 0x9e3779b97f4a7c15L | 1;
        int slot = (int) (hash >>> 54) & KEPT - 1;
        if (seen[slot] == hash) {
            return; // the same as a moment ago
        }
        seen[slot] = hash;
        Sender sender = new Sender(packet.sourceHigh(), packet.sourceLow(), port, packet.vlan());
        Reached reached = senders.get(sender);
        if (reached == null) {
            if (senders.size() < MOST_SENDERS) {
                senders.put(sender, new Reached(packet.destination().toString(), scope));
            }
            return;
        }
        if ((reached.scopes & 1 << scope.ordinal()) != 0) {
            return;
        }
        reached.scopes |= 1 << scope.ordinal();
        long id = (long) packet.vlan() << 16 | port;
        Finding finding = findings.about(sender.high, sender.low, 0, 0, id).raise(SCOPE_MIXED, f);
        if (finding != null) {
            finding.say(
                    packet.source() + " > port " + port,
                    "to " + reached.group + " (" + reached.scope.token() + ") and " + packet.destination() + " ("
                            + scope.token() + ")");
        }
    }

    /** Whether a scope has a border of its own; of what 239/8 has beside RFC 2365's, everybody makes what they like. */
    private static boolean isPlanned(Scope scope) {
        return switch (scope) {
            case LINK_LOCAL, LOCAL, ADMIN_LOCAL, SITE_LOCAL, ORGANIZATION_LOCAL, GLOBAL -> true;
            case RESERVED, INTERFACE_LOCAL, REALM_LOCAL, ADMIN_SCOPED, UNASSIGNED -> false;
        };
    }
}
