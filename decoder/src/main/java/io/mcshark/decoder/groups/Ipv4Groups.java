package io.mcshark.decoder.groups;

import java.util.List;

/**
 * IPv4 multicast groups: the IANA registry and what the bits of the address say (RFC 1112, 2365, 3180, 5771, 6034). An address
 * is the {@code int} of its four bytes, first byte highest. Nothing but {@link #entries} allocates.
 */
public final class Ipv4Groups {
    private static final int AD_HOC_III = 0xe9fc0000; // 233.252.0.0

    private Ipv4Groups() {}

    /** The registry; read when first asked. */
    private static final class Data {
        static final Registry REGISTRY = Registry.read("ipv4-groups.csv")[0];
    }

    /** Whether this is a multicast address: 224.0.0.0/4 (RFC 1112 s4). */
    public static boolean isGroup(int address) {
        return address >>> 28 == 0xe;
    }

    /** The name of the registry's block, e.g. {@code Local Network Control Block} (RFC 5771 s3); null for no group. */
    public static String block(int group) {
        Entry block = isGroup(group) ? blockEntry(group) : null;
        return block == null ? null : block.name();
    }

    /** The best assigned or customary name; null if there is none, or for no group. */
    public static String name(int group) {
        Entry named = isGroup(group) ? Data.REGISTRY.named(0, key(group)) : null;
        return named == null ? null : named.name();
    }

    /** The scope by RFC 2365 s6 and s8; null for no group. */
    public static Scope scope(int group) {
        if (!isGroup(group)) {
            return null;
        }
        if (group >>> 24 != 239) {
            return isLinkLocal(group) ? Scope.LINK_LOCAL : Scope.GLOBAL;
        }
        if (group >>> 16 == 0xefff) {
            return Scope.LOCAL; // 239.255.0.0/16
        }
        return group >>> 18 == 0xefc0 >>> 2 ? Scope.ORGANIZATION_LOCAL : Scope.ADMIN_SCOPED; // 239.192.0.0/14
    }

    /** The most specific row of the registry: a group before structure, then the smallest range; null for no group. */
    public static Entry entry(int group) {
        return isGroup(group) ? Data.REGISTRY.best(0, key(group)) : null;
    }

    /** The registry's row of the block; null for no group. */
    public static Entry blockEntry(int group) {
        return isGroup(group) ? Data.REGISTRY.block(0, key(group)) : null;
    }

    /** The smallest structural range: the block, or the part of it that this address lies in; null for no group. */
    public static Entry partEntry(int group) {
        return isGroup(group) ? Data.REGISTRY.part(0, key(group)) : null;
    }

    /** All rows with this address, most specific first: where uses overlap, each group row is one. */
    public static List<Entry> entries(int group) {
        return entries(group, group);
    }

    /** All rows that share an address with this range, most specific first. */
    public static List<Entry> entries(int first, int last) {
        return Data.REGISTRY.within(0, key(first), 0, key(last));
    }

    /** Whether routers keep it on the link: 224.0.0.0/24 (RFC 5771 s4). */
    public static boolean isLinkLocal(int group) {
        return group >>> 8 == 0xe00000;
    }

    /** Whether it is for source-specific multicast: 232.0.0.0/8 (RFC 4607 s1). */
    public static boolean isSsm(int group) {
        return group >>> 24 == 232;
    }

    /**
     * The autonomous system that a GLOP address belongs to (RFC 3180 s3), or -1. Not for 233.252.0.0/14, which would be private
     * AS numbers and is AD-HOC Block III (RFC 5771 s9.2).
     */
    public static int glopAs(int group) {
        return group >>> 24 == 233 && Integer.compareUnsigned(group, AD_HOC_III) < 0 ? group >>> 8 & 0xffff : -1;
    }

    /** Whether the address carries a unicast prefix: 234.0.0.0/8 (RFC 6034 s3). */
    public static boolean hasUnicastPrefix(int group) {
        return group >>> 24 == 234;
    }

    /** The /24 that an RFC 6034 address carries; the owner's prefix is that or shorter. Only where {@link #hasUnicastPrefix}. */
    public static int unicastPrefix(int group) {
        return group << 8;
    }

    /**
     * The offset from the highest address of its scope (RFC 2365 s9), 0 to 255, where the scope is one that RFC 2365 defines: in
     * 239.255.255.0/24 and 239.195.255.0/24; otherwise -1.
     */
    public static int relativeOffset(int group) {
        int top = group >>> 8;
        return top == 0xefffff || top == 0xefc3ff ? 255 - (group & 255) : -1;
    }

    private static long key(int address) {
        return Integer.toUnsignedLong(address);
    }
}
