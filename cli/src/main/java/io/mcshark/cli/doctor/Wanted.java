package io.mcshark.cli.doctor;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * What is to be received.
 *
 * @param device the interface, as {@code ip link} names it
 * @param group null when it is about groups at large
 * @param source the only sender wanted, or null
 * @param port UDP port; 0 for any
 */
record Wanted(String device, InetAddress group, InetAddress source, int port) {
    /** Where nobody named a group: any of those that organisations use. */
    private static final String ANY = "239.255.255.250";

    boolean ipv4() {
        return group == null || group instanceof Inet4Address;
    }

    /** The group as text, or one that stands for all. */
    String groupText() {
        return group == null ? ANY : group.getHostAddress().replaceAll("%.*", "");
    }

    String sourceText() {
        return source == null ? null : source.getHostAddress();
    }
}
