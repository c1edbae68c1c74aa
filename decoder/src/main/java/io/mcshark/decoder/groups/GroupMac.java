package io.mcshark.decoder.groups;

/**
 * The Ethernet address of a group (RFC 1112 s6.4, RFC 2464 s7), and back. Hardware addresses are the low 48 bits of a {@code
 * long}, first byte highest. Nothing allocates.
 */
public final class GroupMac {
    /** How many IPv4 groups share one hardware address: 28 significant bits go onto 23 (RFC 1112 s6.4). */
    public static final int SISTERS = 32;

    /** The power of two of IPv6 groups that share one: 120 bits go onto 32 (RFC 2464 s7). */
    public static final int IPV6_SHARE_BITS = 88;

    public static final long BROADCAST = 0xffff_ffff_ffffL;

    private static final long IPV4_PREFIX = 0x0100_5e00_0000L;
    private static final long IPV6_PREFIX = 0x3333_0000_0000L;
    private static final int LOW_23 = 0x7f_ffff;

    private GroupMac() {}

    /** How a destination hardware address goes with the group a packet is addressed to. */
    public enum Fit {
        /** The group's own. */
        FITS(true),
        /** A host's own for an IPv6 group: unusual and allowed (RFC 6085 s3). */
        UNICAST_ALLOWED(true),
        /** A host's own for an IPv4 group. */
        UNICAST(false),
        /** The broadcast address. */
        BROADCAST(false),
        /** Some other group's. */
        OTHER_GROUP(false);

        private final boolean ok;

        Fit(boolean ok) {
            this.ok = ok;
        }

        /** Whether no standard is broken. */
        public boolean ok() {
            return ok;
        }
    }

    /** The hardware address of an IPv4 group: 01:00:5e and the low 23 bits. */
    public static long ofIpv4(int group) {
        return IPV4_PREFIX | group & LOW_23;
    }

    /** The hardware address of an IPv6 group: 33:33 and the low 32 bits. */
    public static long ofIpv6(long low) {
        return IPV6_PREFIX | low & 0xffff_ffffL;
    }

    public static Fit fitIpv4(long mac, int group) {
        return fit(mac, ofIpv4(group), Fit.UNICAST);
    }

    public static Fit fitIpv6(long mac, long low) {
        return fit(mac, ofIpv6(low), Fit.UNICAST_ALLOWED);
    }

    private static Fit fit(long mac, long expected, Fit unicast) {
        if (mac == expected) {
            return Fit.FITS;
        }
        return isGroup(mac) ? mac == BROADCAST ? Fit.BROADCAST : Fit.OTHER_GROUP : unicast;
    }

    /** Whether it addresses a group of stations: the lowest bit of the first byte (RFC 7042 s2.1). */
    public static boolean isGroup(long mac) {
        return (mac >>> 40 & 1) != 0;
    }

    /** Whether it is the hardware address of IPv4 groups: 01:00:5e:00:00:00 to 01:00:5e:7f:ff:ff. */
    public static boolean isIpv4(long mac) {
        return mac >>> 23 == IPV4_PREFIX >>> 23;
    }

    /** Whether it is the hardware address of IPv6 groups: 33:33:00:00:00:00 to 33:33:ff:ff:ff:ff. */
    public static boolean isIpv6(long mac) {
        return mac >>> 32 == IPV6_PREFIX >>> 32;
    }

    /**
     * One of the 32 IPv4 groups that share a hardware address, the given group among them.
     *
     * @param bits a group, or a hardware address where {@link #isIpv4}: its low 23 bits count
     * @param index 0 to 31, in ascending order of address
     */
    public static int sister(long bits, int index) {
        return 0xe000_0000 | index << 23 | (int) bits & LOW_23;
    }

    /**
     * Whether switches that snoop IGMP flood this group's hardware address, since a group of 224.0.0.0/24 shares it (RFC 4541
     * s2.1.2).
     *
     * @param bits a group, or a hardware address where {@link #isIpv4}
     */
    public static boolean isFlooded(long bits) {
        return (bits & LOW_23) >>> 8 == 0;
    }
}
