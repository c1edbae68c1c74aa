package io.mcshark.cli.traffic;

import io.mcshark.cli.UserError;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A multicast group with a UDP port, as typed: {@code [SOURCE,…]GROUP[:PORT][+N]}, IPv6 with a port in brackets.
 *
 * @param source the only sender that is wanted (source-specific multicast, RFC 4607), or null for any
 * @param scope the interface named with the group ({@code ff02::1%eth0}), or null
 */
public record Target(InetAddress source, InetAddress group, int port, String scope) {
    /** Where no port is given: what VLC and mcjoin use. */
    static final int DEFAULT_PORT = 1234;

    /** The most groups one argument may stand for. */
    private static final int MAX_RANGE = 65536;

    /**
     * Reads one argument.
     *
     * @return the group, or the N consecutive groups it stands for, once for each source
     * @throws UserError when it is no such thing, or no multicast group
     */
    public static List<Target> parse(String text) {
        String rest = text;
        int count = 1;
        int plus = rest.lastIndexOf('+');
        if (plus >= 0) {
            count = number(rest.substring(plus + 1), 1, MAX_RANGE, "'" + text + "': the number of groups");
            rest = rest.substring(0, plus);
        }
        List<InetAddress> sources = new ArrayList<>();
        for (int comma; (comma = rest.indexOf(',')) >= 0; rest = rest.substring(comma + 1)) {
            InetAddress source = address(unbracketed(rest.substring(0, comma)), text);
            if (source.isMulticastAddress()) {
                throw new UserError("'" + text + "': the source before the comma is itself a multicast group");
            }
            sources.add(source);
        }
        String host = rest;
        int port = DEFAULT_PORT;
        int colon = rest.lastIndexOf(':');
        boolean bracketed = rest.startsWith("[");
        if (bracketed ? colon > rest.lastIndexOf(']') : colon >= 0 && colon == rest.indexOf(':')) {
            host = rest.substring(0, colon);
            port = number(rest.substring(colon + 1), 1, 65535, "'" + text + "': port");
        }
        host = unbracketed(host);
        String scope = null;
        int percent = host.indexOf('%');
        if (percent >= 0) {
            scope = host.substring(percent + 1);
            host = host.substring(0, percent);
        }
        InetAddress group = address(host, text);
        if (!group.isMulticastAddress()) {
            throw new UserError(
                    "'" + host + "' is no multicast group: those are 224.0.0.0 to 239.255.255.255 and ff00::/8");
        }
        if (sources.isEmpty()) {
            return range(null, group, port, scope, count, text);
        }
        List<Target> targets = new ArrayList<>();
        for (InetAddress source : sources) {
            if (source.getAddress().length != group.getAddress().length) {
                throw new UserError("'" + text + "': source and group are not of the same IP version");
            }
            targets.addAll(range(source, group, port, scope, count, text));
        }
        return targets;
    }

    /** Reads several arguments, in order, without doubles. */
    static List<Target> parse(List<String> texts) {
        return texts.stream().flatMap(text -> parse(text).stream()).distinct().toList();
    }

    boolean ipv6() {
        return group instanceof Inet6Address;
    }

    /** Whether the group exists once per interface (RFC 4291, 2.7), so that an interface must be named. */
    boolean needsInterface() {
        return ipv6() && (group.isMCLinkLocal() || group.isMCNodeLocal());
    }

    /**
     * The interface for this group: the one named with it, else the option's.
     *
     * @throws UserError when two different ones are named, or none where one is needed
     */
    Nic on(Nic option) {
        Nic nic = scope == null ? option : Nic.named(scope);
        if (option.given() && !nic.equals(option)) {
            throw new UserError("'" + this + "' names interface " + scope + " and -i " + option.name());
        }
        if (!nic.given() && needsInterface()) {
            throw new UserError(Addresses.text(group) + " exists once per interface: name one with -i");
        }
        return nic;
    }

    /** The form {@link #parse} reads. */
    @Override
    public String toString() {
        return (source == null ? "" : Addresses.text(source) + ",") + Addresses.text(group, port);
    }

    private static List<Target> range(
            InetAddress source, InetAddress group, int port, String scope, int count, String text) {
        List<Target> targets = new ArrayList<>(count);
        BigInteger first = new BigInteger(1, group.getAddress());
        int width = group.getAddress().length;
        for (int i = 0; i < count; i++) {
            byte[] bytes = first.add(BigInteger.valueOf(i)).toByteArray();
            byte[] address = new byte[width];
            // toByteArray begins with a sign byte, since the highest bit of every group is set
            System.arraycopy(bytes, bytes.length - width, address, 0, width);
            InetAddress next = literal(address);
            if (!next.isMulticastAddress()) {
                throw new UserError("'" + text + "' goes beyond the last multicast group");
            }
            targets.add(new Target(source, next, port, scope));
        }
        return targets;
    }

    private static InetAddress literal(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e); // only for a wrong length
        }
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Reads a sender's address. */
    static InetAddress source(String text) {
        InetAddress source = address(unbracketed(text), text);
        if (source.isMulticastAddress()) {
            throw new UserError("'" + text + "' is a multicast group, and no sender");
        }
        return source;
    }

    private static InetAddress address(String host, String text) {
        // Java takes "239.1" for 239.0.0.1 as old C libraries do; nobody who types it means that
        if (host.indexOf(':') >= 0 || host.chars().filter(c -> c == '.').count() == 3) {
            try {
                return InetAddress.ofLiteral(host);
            } catch (IllegalArgumentException e) {
                // reported below
            }
        }
        String what = host.equals(text) ? "'" + text + "'" : "'" + text + "': '" + host + "'";
        throw new UserError(what + " is no IP address: a group is typed as 239.1.2.3:5000 or [ff15::1]:5000");
    }

    private static int number(String digits, int from, int to, String what) {
        if (!digits.isEmpty() && digits.length() <= 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int value = Integer.parseInt(digits);
            if (value >= from && value <= to) {
                return value;
            }
        }
        throw new UserError(what + " '" + digits + "' is outside " + from + " to " + to);
    }
}
