package io.mcshark.capture.live;

/**
 * A data link type an interface offers.
 *
 * @param number libpcap's DLT_ number; the number in savefiles is the same for all but a few
 * @param name libpcap's name for it, for example {@code EN10MB}
 */
public record LinkType(int number, String name, String description) {
    /** Ethernet. */
    public static final int ETHERNET = 1;

    /** Linux cooked headers, what {@code any} offers. */
    public static final int COOKED_V1 = 113, COOKED_V2 = 276;
}
