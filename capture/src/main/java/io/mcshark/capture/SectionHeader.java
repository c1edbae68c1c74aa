package io.mcshark.capture;

import java.util.List;

/**
 * What the head of a pcapng section tells (draft-ietf-opsawg-pcapng, 4.1); all null in a pcap file.
 *
 * @param hardware the machine's, or null
 * @param os operating system, or null
 * @param application that wrote the section, or null
 * @param comments by people
 */
public record SectionHeader(String hardware, String os, String application, List<String> comments) {
    /** A section nothing is told about. */
    public static final SectionHeader NONE = new SectionHeader(null, null, null, List.of());

    public SectionHeader {
        comments = List.copyOf(comments);
    }

    /** A section written by {@code application} on this machine. */
    public static SectionHeader by(String application) {
        return new SectionHeader(
                System.getProperty("os.arch"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                application,
                List.of());
    }
}
