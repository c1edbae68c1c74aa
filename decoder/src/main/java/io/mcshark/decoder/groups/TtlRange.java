package io.mcshark.decoder.groups;

/**
 * The initial TTLs that make sense for a group because of its scope, whatever the protocol; a protocol's own {@link TtlRule}
 * comes first.
 *
 * @param least the smallest sensible initial TTL
 * @param most the largest
 * @param reason why, one line
 */
public record TtlRange(int least, int most, String reason) {
    private static final TtlRange LINK_LOCAL = new TtlRange(
            1,
            1,
            "stays on the link whatever the TTL; 255 only where the protocol asks for it (RFC 5771 s4, RFC 5082 s3)");
    private static final TtlRange LOCAL = new TtlRange(
            1, 16, "MADCAP's limit for the local scope is 16 (RFC 2730 s2.7); above 31 only the boundary contains it");
    private static final TtlRange ORGANIZATION =
            new TtlRange(1, 63, "enough for an organization; above that only the boundary contains it");
    private static final TtlRange WIDE = new TtlRange(
            16, 255, "meant to leave the site; less keeps it inside where conventional thresholds are configured");
    private static final TtlRange ROUTABLE = new TtlRange(
            2, 255, "a routable group: with 1 the first router drops it, and no ICMP error says so (RFC 1112 s7.2)");
    private static final TtlRange IPV6_LINK =
            new TtlRange(1, 255, "the scope is in the address: any hop limit stays on the link (RFC 4291 s2.7)");
    private static final TtlRange IPV6_ROUTABLE = new TtlRange(
            2, 255, "the scope is in the address, the hop limit only has to be large enough; 1 never leaves the link");

    /** The sensible TTLs of an IPv4 group. */
    public static TtlRange of(int group) {
        return switch (Ipv4Groups.scope(group)) {
            case LINK_LOCAL -> LINK_LOCAL;
            case LOCAL -> LOCAL;
            case ORGANIZATION_LOCAL -> ORGANIZATION;
            // 232/8, 233/8, 234/8: blocks made for use between sites
            default -> group >>> 24 >= 232 && group >>> 24 <= 234 ? WIDE : ROUTABLE;
        };
    }

    /** The sensible hop limits of an IPv6 group. */
    public static TtlRange of(long high) {
        return Ipv6Groups.isLinkLocal(high) ? IPV6_LINK : IPV6_ROUTABLE;
    }

    public boolean contains(int ttl) {
        return ttl >= least && ttl <= most;
    }
}
