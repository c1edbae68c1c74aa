package io.mcshark.cli.traffic;

import io.mcshark.cli.UserError;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A network interface by name and index. On Linux both come from the C library, because Java does not see an interface
 * that has no address.
 */
record Nic(String name, int index) {
    /** No interface named: the kernel chooses by its routes. */
    static final Nic ANY = new Nic(null, 0);

    /**
     * @param name as {@code ip link} shows it, or null
     * @return {@link #ANY} for null
     * @throws UserError when there is none of that name
     */
    static Nic named(String name) {
        if (name == null) {
            return ANY;
        }
        try {
            int index = Libc.available() ? Libc.interfaceIndex(name) : javaIndex(name);
            if (index > 0) {
                return new Nic(name, index);
            }
            throw new UserError("no interface '" + name + "': there are " + String.join(", ", names()));
        } catch (IOException e) {
            throw new UserError("cannot look up interface '" + name + "': " + e.getMessage());
        }
    }

    boolean given() {
        return index > 0;
    }

    /** Whether the interface does not exist any more. */
    boolean gone() throws IOException {
        return (Libc.available() ? Libc.interfaceIndex(name) : javaIndex(name)) != index;
    }

    /** Whether the interface is known to be down: joining works then, but nothing comes. */
    boolean down() {
        try {
            // IFF_UP is the lowest bit; Java does not see an interface without an address
            String flags =
                    Files.readString(Path.of("/sys/class/net", name, "flags")).strip();
            return (Integer.decode(flags) & 1) == 0;
        } catch (IOException | NumberFormatException e) {
            return false; // not Linux, or no /sys
        }
    }

    /** Whether frames on it are Ethernet's, which may have VLAN tags; Linux only. */
    boolean isEthernet() {
        try {
            // ARPHRD_ETHER
            return Files.readString(Path.of("/sys/class/net", name, "type"))
                    .strip()
                    .equals("1");
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The interface as Java knows it, for sending.
     *
     * @throws UserError when it is down or has no address of that IP version to send from
     */
    NetworkInterface sender(boolean ipv6) throws SocketException {
        NetworkInterface java = NetworkInterface.getByName(name);
        boolean addressed = java != null
                && java.inetAddresses().anyMatch(a -> ipv6 ? a instanceof Inet6Address : a instanceof Inet4Address);
        if (down()) {
            throw new UserError("interface " + name + " is down: ip link set " + name + " up");
        }
        if (!addressed) {
            throw new UserError("interface " + name + " has no " + (ipv6 ? "IPv6" : "IPv4") + " address to send from");
        }
        return java;
    }

    private static int javaIndex(String name) throws SocketException {
        NetworkInterface found = NetworkInterface.getByName(name);
        return found == null ? 0 : found.getIndex();
    }

    private static List<String> names() throws IOException {
        return Libc.available()
                ? Libc.interfaceNames()
                : NetworkInterface.networkInterfaces()
                        .map(NetworkInterface::getName)
                        .toList();
    }
}
