package io.mcshark.cli.traffic;

import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.groups.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells what a host sends on an interface from what arrives there. The capture filter {@code inbound} does so, too, but libpcap
 * cannot run it itself, and loses what it has to filter by itself: the first packets after a capture begins.
 */
final class Own {
    private final long mac;
    private final Set<Address> addresses = new HashSet<>();

    Own(String interfaceName) {
        mac = mac(interfaceName);
        try {
            NetworkInterface nic = NetworkInterface.getByName(interfaceName);
            if (nic != null) {
                nic.inetAddresses().forEach(address -> addresses.add(address(address)));
            }
        } catch (SocketException e) {
            // without addresses it has sent nothing
        }
    }

    private static long mac(String interfaceName) {
        try {
            String text = Files.readString(Path.of("/sys/class/net", interfaceName, "address"));
            return Long.parseLong(text.strip().replace(":", ""), 16);
        } catch (IOException | NumberFormatException e) {
            return -1;
        }
    }

    static Address address(InetAddress of) {
        ByteBuffer bytes = ByteBuffer.wrap(of.getAddress());
        return bytes.capacity() == 4 ? Address.ipv4(bytes.getInt()) : new Address(bytes.getLong(), bytes.getLong());
    }

    /** Whether this host has sent it; on a loopback nothing is. */
    boolean sent(Datagram packet) {
        return packet.hasMac() ? packet.sourceMac() == mac && mac != 0 : addresses.contains(packet.source());
    }
}
