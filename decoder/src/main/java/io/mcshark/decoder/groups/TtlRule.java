package io.mcshark.decoder.groups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;

/**
 * The initial TTL (or hop limit) that a protocol's messages to a group have. Rules are found by what a packet shows without
 * decoding its payload: the IP protocol, a selector, and the group. {@link #find} allocates nothing.
 */
public final class TtlRule {
    /** IP protocols whose rules depend on a selector. */
    public static final int IGMP = 2, UDP = 17, ICMPV6 = 58;

    /** The selector of a packet whose type or port is not known. */
    public static final int ANY = -1;

    /** How sure the reference is. */
    public enum Confidence {
        /** Read in the cited text. */
        VERIFIED,
        /** From vendors' pages or several implementations. */
        SECONDARY,
        /** Not confirmed by a source. */
        UNVERIFIED;

        static Confidence of(String token) {
            return switch (token) {
                case "verified" -> VERIFIED;
                case "secondary" -> SECONDARY;
                case "unverified" -> UNVERIFIED;
                default -> throw new IllegalArgumentException(token);
            };
        }
    }

    private final String protocol;
    private final Ranges groups;
    private final int[] ttls;
    private final boolean strict;
    private final String reference;
    private final Confidence confidence;
    private final String note;

    private TtlRule(String[] row) {
        protocol = row[0];
        groups = new Ranges(row[2]);
        StringTokenizer values = new StringTokenizer(row[3]);
        ttls = new int[values.countTokens()];
        for (int i = 0; i < ttls.length; i++) {
            ttls[i] = Integer.parseInt(values.nextToken());
        }
        strict = row[4].equals("yes");
        reference = row[5];
        confidence = Confidence.of(row[6]);
        note = row[7];
    }

    /** The rules in the file's order, and by IP protocol; read when first asked. */
    private static final class Data {
        static final List<TtlRule> RULES = new ArrayList<>();
        static final ByProtocol[] BY_PROTOCOL = new ByProtocol[256];

        static {
            Csv csv = new Csv("ttl.csv");
            String[] row = new String[8];
            while (csv.next(row)) {
                TtlRule rule = new TtlRule(row);
                RULES.add(rule);
                StringTokenizer matches = new StringTokenizer(row[1]);
                while (matches.hasMoreTokens()) {
                    ByProtocol.add(BY_PROTOCOL, matches.nextToken(), rule);
                }
            }
        }
    }

    /** The rules of one IP protocol: flat, so that the many packets without a rule are done with soon. */
    private static final class ByProtocol {
        private int[] first = {}, last = {};
        private TtlRule[] rules = {};

        /** @param match {@code kind:number} or {@code kind:first-last} */
        static void add(ByProtocol[] all, String match, TtlRule rule) {
            int colon = match.indexOf(':'), dash = match.indexOf('-');
            int from = Integer.parseInt(match.substring(colon + 1, dash < 0 ? match.length() : dash));
            int to = dash < 0 ? from : Integer.parseInt(match.substring(dash + 1));
            int protocol =
                    switch (match.substring(0, colon)) {
                        case "igmp" -> IGMP;
                        case "udp" -> UDP;
                        case "icmpv6" -> ICMPV6;
                        default -> from;
                    };
            boolean whole = match.startsWith("ip:");
            ByProtocol its = all[protocol] == null ? all[protocol] = new ByProtocol() : all[protocol];
            int n = its.rules.length;
            its.first = Arrays.copyOf(its.first, n + 1);
            its.last = Arrays.copyOf(its.last, n + 1);
            its.rules = Arrays.copyOf(its.rules, n + 1);
            its.first[n] = whole ? Integer.MIN_VALUE : from;
            its.last[n] = whole ? Integer.MAX_VALUE : to;
            its.rules[n] = rule;
        }

        /** The next rule for a selector at or behind {@code index}, or -1. */
        int next(int index, int selector) {
            for (int i = index; i < first.length; i++) {
                if (selector >= first[i] && selector <= last[i] || selector == ANY) {
                    return i;
                }
            }
            return -1;
        }
    }

    /**
     * The rule for a packet to an IPv4 group, or null.
     *
     * @param ipProtocol the IP protocol, 0 to 255
     * @param selector for UDP the destination port, for IGMP the type, or {@link #ANY}; otherwise it does not matter
     */
    public static TtlRule find(int ipProtocol, int selector, int group) {
        ByProtocol its = Data.BY_PROTOCOL[ipProtocol];
        if (its != null) {
            for (int i = its.next(0, selector); i >= 0; i = its.next(i + 1, selector)) {
                if (its.rules[i].groups.contains(group)) {
                    return its.rules[i];
                }
            }
        }
        return null;
    }

    /**
     * The rule for a packet to an IPv6 group, or null.
     *
     * @param ipProtocol the payload's protocol behind all extension headers, 0 to 255
     * @param selector for UDP the destination port, for ICMPv6 the type, or {@link #ANY}; otherwise it does not matter
     */
    public static TtlRule find(int ipProtocol, int selector, long high, long low) {
        ByProtocol its = Data.BY_PROTOCOL[ipProtocol];
        if (its != null) {
            for (int i = its.next(0, selector); i >= 0; i = its.next(i + 1, selector)) {
                if (its.rules[i].groups.contains(high, low)) {
                    return its.rules[i];
                }
            }
        }
        return null;
    }

    /** All rules. */
    public static List<TtlRule> all() {
        return List.copyOf(Data.RULES);
    }

    /** The name of the protocol, and of the message where that matters. */
    public String protocol() {
        return protocol;
    }

    /** The usual initial value. */
    public int ttl() {
        return ttls[0];
    }

    /** All initial values, the usual one first. */
    public int[] ttls() {
        return ttls.clone();
    }

    /** Whether {@code ttl} is one of the initial values. */
    public boolean expects(int ttl) {
        for (int value : ttls) {
            if (value == ttl) {
                return true;
            }
        }
        return false;
    }

    /** The smallest initial value that is at least {@code ttl}, or -1. */
    int initial(int ttl) {
        int least = -1;
        for (int value : ttls) {
            if (value >= ttl && (least < 0 || value < least)) {
                least = value;
            }
        }
        return least;
    }

    /** Whether another value makes the packet invalid, or shows that it was misrouted. */
    public boolean strict() {
        return strict;
    }

    /** RFC and section, or source. */
    public String reference() {
        return reference;
    }

    public Confidence confidence() {
        return confidence;
    }

    /** More to know, or empty. */
    public String note() {
        return note;
    }

    /** Whether this protocol is known to use the group; a rule for all groups names none by that. */
    public boolean names(int group) {
        return groups.names(group);
    }

    /** The same for an IPv6 group. */
    public boolean names(long high, long low) {
        return groups.names(high, low);
    }
}
