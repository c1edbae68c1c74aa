package io.mcshark.capture.live;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A network interface as libpcap lists it.
 *
 * @param number its place in the list, from 1, usable instead of the name as in tcpdump
 * @param name the kernel's name
 * @param mac its hardware address in colon form
 * @param up whether it is administratively up
 * @param running whether it has a carrier
 */
public record Interface(
        int number,
        String name,
        Optional<String> description,
        Optional<String> mac,
        List<InetAddress> addresses,
        boolean up,
        boolean running,
        boolean loopback) {}
