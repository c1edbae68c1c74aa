package io.mcshark.capture.live;

/**
 * A data link type an interface offers.
 *
 * @param number its LINKTYPE_ number in savefiles
 * @param name libpcap's name for it, for example {@code EN10MB}
 */
public record LinkType(int number, String name, String description) {
    /** LINKTYPE_ETHERNET. */
    public static final int ETHERNET = 1;

    /** LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2, what {@code any} offers. */
    public static final int COOKED_V1 = 113, COOKED_V2 = 276;
}
