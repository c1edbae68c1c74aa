package io.mcshark.decoder.groups;

/**
 * The multicast routers a packet has passed, inferred from the TTL it arrived with. An inference, since the TTL it started with
 * is not in it:
 *
 * <ol>
 *   <li>where the protocol has an initial value (a {@link TtlRule}), that one; a packet above it started with something else, and
 *       nothing is inferred;
 *   <li>a group that routers keep on the link has passed none;
 *   <li>otherwise the nearest initial value in common use; of two neighbours (63 and 64) the operating systems' one, if the packet
 *       lies within five of it and not exactly on the other.
 * </ol>
 *
 * More than 30 hops are not believed. A tunnel starts the count anew (RFC 7761 s4.9.3). Only {@link #text} allocates.
 */
public final class Hops {
    /** The largest number of hops that is believed. */
    public static final int MOST = 30;

    private static final int SURE_ENOUGH = 5;
    private static final int[] COMMON = {1, 2, 4, 8, 15, 16, 31, 32, 63, 64, 127, 128, 254, 255};
    private static final int[] NEAREST = new int[256];
    private static final int[] INITIAL = new int[256];

    static {
        int next = COMMON.length - 1;
        for (int ttl = 255; ttl >= 0; ttl--) {
            if (next > 0 && COMMON[next - 1] >= ttl) {
                next--;
            }
            int nearest = COMMON[next], other = neighbour(nearest);
            boolean system = other == 64 || other == 128 || other == 255;
            // 254 is rarely chosen: exactly on it, 255 after one hop is likelier
            boolean exact = nearest == ttl && nearest != 254;
            NEAREST[ttl] = nearest;
            INITIAL[ttl] = system && !exact && other - ttl <= SURE_ENOUGH ? other : nearest;
        }
    }

    private Hops() {}

    /** The hops of a packet to an IPv4 group, or -1 if unknown; parameters as of {@link TtlRule#find(int, int, int)}. */
    public static int travelled(int ttl, int ipProtocol, int selector, int group) {
        return travelled(ttl, TtlRule.find(ipProtocol, selector, group), Ipv4Groups.isLinkLocal(group));
    }

    /** The hops of a packet to an IPv6 group, or -1 if unknown; parameters as of {@link TtlRule#find(int, int, long, long)}. */
    public static int travelled(int hopLimit, int ipProtocol, int selector, long high, long low) {
        return travelled(hopLimit, TtlRule.find(ipProtocol, selector, high, low), Ipv6Groups.isLinkLocal(high));
    }

    /**
     * The hops of a packet, or -1 if unknown.
     *
     * @param ttl as seen, 0 to 255
     * @param rule the protocol's, or null
     * @param linkLocal whether routers keep the group on the link
     */
    public static int travelled(int ttl, TtlRule rule, boolean linkLocal) {
        int initial = initial(ttl, rule, linkLocal);
        return initial < 0 ? -1 : initial - ttl;
    }

    /** The TTL the packet most likely started with, or -1 if unknown; parameters as of {@link #travelled(int, TtlRule, boolean)}. */
    public static int initial(int ttl, TtlRule rule, boolean linkLocal) {
        if (ttl == 0) {
            return -1; // not allowed on the wire (RFC 1122 s3.2.1.7)
        }
        int initial = rule != null ? rule.initial(ttl) : linkLocal ? ttl : INITIAL[ttl];
        return initial - ttl <= MOST ? initial : -1;
    }

    /** What {@link #travelled(int, TtlRule, boolean)} found and assumed, in one line. */
    public static String text(int ttl, TtlRule rule, boolean linkLocal) {
        if (ttl == 0) {
            return "unknown: a TTL of 0 must not be on the wire (RFC 1122 s3.2.1.7, RFC 1812 s4.2.2.9)";
        }
        int hops = travelled(ttl, rule, linkLocal);
        if (rule != null) {
            String usual = rule.protocol() + " starts with " + (hops < 0 ? rule.ttl() : ttl + hops);
            return hops < 0 ? "unknown: " + usual + ", this sender did not" : count(hops) + ": " + usual;
        }
        if (linkLocal) {
            return "0 hops: routers keep this group on the link";
        }
        if (hops < 0) {
            return "unknown: no usual initial TTL within " + MOST + " above " + ttl;
        }
        int initial = ttl + hops;
        int nearest = NEAREST[ttl];
        int other = initial == nearest ? neighbour(nearest) : nearest;
        return count(hops) + " if it started with " + initial
                + (other < 0 ? "" : ", " + (other - ttl) + " if with " + other)
                + "; " + (hops == 0 ? "high" : hops <= SURE_ENOUGH ? "medium" : "low")
                + " confidence, assuming a usual initial TTL and one less at each multicast router";
    }

    private static String count(int hops) {
        return hops == 1 ? "1 hop" : hops + " hops";
    }

    /** The power of two above a value that was chosen to stay below it as a threshold (63 for 64), or -1. */
    private static int neighbour(int common) {
        return switch (common) {
            case 15, 31, 63, 127, 254 -> common + 1;
            default -> -1;
        };
    }
}
