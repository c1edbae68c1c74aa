package io.mcshark.capture;

import java.util.List;

/**
 * An interface packets were captured on, as pcapng's Interface Description Block tells it (draft-ietf-opsawg-pcapng, 4.2); a
 * pcap file has one without a name.
 *
 * @param linkType LINKTYPE_ number
 * @param snaplen most bytes kept of a packet, 0 = no limit
 * @param name as the system calls it, or null
 * @param description for people, or null
 * @param filter capture filter, or null
 * @param os operating system, or null
 * @param hardware make of the adapter, or null
 * @param digits resolution of the times: 10^-digits seconds where not negative, 2^digits seconds where negative
 * @param offsetSeconds added to every time
 * @param fcsBytes length of the frame check sequence at the end of each packet, 0 = none, -1 = not told
 * @param comments by people
 */
public record InterfaceDescription(
        int linkType,
        int snaplen,
        String name,
        String description,
        String filter,
        String os,
        String hardware,
        int digits,
        long offsetSeconds,
        int fcsBytes,
        List<String> comments) {

    public InterfaceDescription {
        comments = List.copyOf(comments);
    }

    /** An interface of which only the link type and the snap length are known, times in nanoseconds. */
    public static InterfaceDescription of(int linkType, int snaplen) {
        return new InterfaceDescription(linkType, snaplen, null, null, null, null, null, 9, 0, -1, List.of());
    }

    /** The same with what live capture knows; null where it does not. */
    public InterfaceDescription named(String name, String description, String filter, String os) {
        return new InterfaceDescription(
                linkType, snaplen, name, description, filter, os, hardware, digits, offsetSeconds, fcsBytes, comments);
    }
}
