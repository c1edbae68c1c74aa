package io.mcshark.decoder.groups.explain;

import io.mcshark.decoder.groups.AddressText;
import io.mcshark.decoder.groups.Ipv4Groups;
import io.mcshark.decoder.groups.Ipv6Groups;

/** Finds out what an argument is and has it explained. */
public final class Explanation {
    private static final int NO_PORT = -1;

    private Explanation() {}

    /**
     * Explains an address, {@code GROUP:PORT}, {@code [GROUP]:PORT}, a prefix {@code ADDRESS/LENGTH}, a hardware address in any
     * usual notation, or a TTL from 0 to 255.
     *
     * @throws IllegalArgumentException if it is none of these; the message is one line that says what is wrong
     */
    public static Facts of(String argument) {
        if (argument.matches("[+-]?[0-9]{1,11}")) {
            return ttl(argument);
        }
        long mac = AddressText.parseMac(argument);
        if (mac >= 0) {
            return ExplainMac.of(argument, mac);
        }
        int slash = argument.indexOf('/');
        if (slash >= 0) {
            return ExplainPrefix.of(argument, argument.substring(0, slash), argument.substring(slash + 1));
        }
        int colon = argument.lastIndexOf(':');
        if (argument.startsWith("[") && argument.endsWith("]")) {
            return address(argument, argument.substring(1, argument.length() - 1), NO_PORT);
        }
        if (argument.startsWith("[") && colon > 0 && argument.charAt(colon - 1) == ']') {
            return address(argument, argument.substring(1, colon - 1), port(argument, colon));
        }
        if (colon > 0 && argument.indexOf(':') == colon && argument.indexOf('.') > 0) {
            return address(argument, argument.substring(0, colon), port(argument, colon));
        }
        return address(argument, argument, NO_PORT);
    }

    private static Facts ttl(String argument) {
        long ttl = Long.parseLong(argument);
        if (ttl < 0 || ttl > 255) {
            throw new IllegalArgumentException("a TTL is a number from 0 to 255, not " + argument);
        }
        return ExplainTtl.of((int) ttl);
    }

    private static Facts address(String input, String text, int port) {
        long ipv4 = AddressText.parseIpv4(text);
        if (ipv4 >= 0) {
            int address = (int) ipv4;
            return Ipv4Groups.isGroup(address)
                    ? ExplainIpv4.of(input, address, port)
                    : ExplainUnicast.ipv4(input, address);
        }
        int zone = text.indexOf('%');
        long[] ipv6 = new long[2];
        if (AddressText.parseIpv6(zone > 0 ? text.substring(0, zone) : text, ipv6)) {
            return Ipv6Groups.isGroup(ipv6[0])
                    ? ExplainIpv6.of(input, ipv6[0], ipv6[1], port)
                    : ExplainUnicast.ipv6(input, ipv6[0], ipv6[1]);
        }
        throw new IllegalArgumentException(complaint(text));
    }

    private static String complaint(String text) {
        if (text.matches("[0-9.]+") && text.indexOf('.') >= 0) {
            return text.matches("(.*\\.)?0[0-9].*")
                    ? text + " is no IPv4 address: a number with a leading zero is ambiguous (octal or decimal)"
                    : text + " is no IPv4 address: it takes four numbers from 0 to 255";
        }
        return text.matches("[0-9a-fA-FxX:.]*:[0-9a-fA-FxX:.]*")
                ? text + " is neither an IPv6 nor a hardware address"
                : "'" + text + "' is no address, no GROUP:PORT, no prefix, no hardware address and no TTL";
    }

    private static int port(String argument, int colon) {
        String digits = argument.substring(colon + 1);
        int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535, not '" + digits + "'");
        }
        return port;
    }
}
