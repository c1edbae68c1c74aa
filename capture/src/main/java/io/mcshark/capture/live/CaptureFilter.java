package io.mcshark.capture.live;

/**
 * Which packets the kernel hands over.
 *
 * @param expression in libpcap's language, null where {@code scope} decides
 */
public record CaptureFilter(Scope scope, String expression) {
    /** What is captured without an expression of the person's. */
    public enum Scope {
        /** IP multicast and the protocols that manage it. */
        MULTICAST,
        /** The same and every frame sent to a link-layer group. */
        MULTICAST_AND_LINK,
        ALL
    }

    /** {@code ip multicast} would take 255.255.255.255 in. */
    private static final String MULTICAST = "dst net 224.0.0.0/4 or ip6 multicast or igmp or pim";

    public static CaptureFilter of(Scope scope) {
        return new CaptureFilter(scope, null);
    }

    public static CaptureFilter of(String expression) {
        return new CaptureFilter(Scope.ALL, expression);
    }

    /**
     * The text for libpcap on an interface of this link type; empty for everything.
     *
     * <p>On Ethernet frames with one and two VLAN tags are taken in. The terms are nested because each {@code vlan} shifts
     * where all that follows it looks; for the same reason {@code ether multicast} stands before them.
     */
    public String text(int linkType) {
        if (expression != null) {
            return expression;
        }
        if (scope == Scope.ALL) {
            return "";
        }
        boolean link = scope == Scope.MULTICAST_AND_LINK;
        return switch (linkType) {
            case LinkType.ETHERNET ->
                (link ? "ether multicast or " : "")
                        + "(%1$s) or (vlan and ((%1$s) or (vlan and (%1$s))))".formatted(MULTICAST);
            // A cooked header has no destination; its packet type says broadcast (1) or multicast (2) of what came in.
            case LinkType.COOKED_V2 -> MULTICAST + (link ? " or link[10] = 1 or link[10] = 2" : "");
            case LinkType.COOKED_V1 -> MULTICAST + (link ? " or link[0:2] = 1 or link[0:2] = 2" : "");
            default -> MULTICAST;
        };
    }
}
