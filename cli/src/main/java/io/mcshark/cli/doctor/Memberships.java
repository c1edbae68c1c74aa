package io.mcshark.cli.doctor;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What /proc tells of joined groups and of sockets. */
final class Memberships {
    private Memberships() {}

    /** The interfaces on which a group is joined. */
    static List<String> devices(Host host, Wanted wanted) {
        List<String> devices = new ArrayList<>();
        if (wanted.ipv4()) {
            String device = null;
            String group = littleEndian(wanted.group());
            for (String line : lines(host.read("/proc/net/igmp"))) {
                String[] words = line.strip().split("\\s+");
                if (!Character.isWhitespace(line.charAt(0))) {
                    device = words.length > 1 ? words[1].replace(":", "") : null; // 2  eth0  :  1  V3
                } else if (words[0].equalsIgnoreCase(group) && device != null) {
                    devices.add(device);
                }
            }
        } else {
            String group = HexFormat.of().formatHex(wanted.group().getAddress());
            for (String line : lines(host.read("/proc/net/igmp6"))) {
                String[] words = line.strip().split("\\s+"); // 2  eth0  ff02…  1  …
                if (words.length > 2 && words[2].equals(group)) {
                    devices.add(words[1]);
                }
            }
        }
        return devices;
    }

    /** An address as these files have it: the bytes of a number of the host's, which is little-endian. */
    private static String littleEndian(InetAddress address) {
        byte[] b = address.getAddress();
        return HexFormat.of().formatHex(new byte[] {b[3], b[2], b[1], b[0]});
    }

    /** Datagrams dropped at sockets bound to the wanted port; -1 where no port was named. */
    static long drops(Host host, Wanted wanted) {
        if (wanted.port() == 0) {
            return -1;
        }
        String port = ":%04X".formatted(wanted.port());
        long drops = 0;
        for (String line : lines(host.read(wanted.ipv4() ? "/proc/net/udp" : "/proc/net/udp6"))) {
            String[] words = line.strip().split("\\s+"); // sl local_address rem_address … drops
            if (words.length > 12 && words[1].endsWith(port) && words[words.length - 1].matches("\\d+")) {
                drops += Long.parseLong(words[words.length - 1]);
            }
        }
        return drops;
    }

    /** A counter of /proc/net/snmp, whose lines come in pairs: names, values; 0 where it is not there. */
    static long counter(String text, String protocol, String name) {
        String[] names = null;
        for (String line : lines(text)) {
            if (line.startsWith(protocol + ": ")) {
                String[] words = line.split("\\s+");
                if (names == null) {
                    names = words;
                    continue;
                }
                int i = List.of(names).indexOf(name);
                return i > 0 && i < words.length ? Long.parseLong(words[i]) : 0;
            }
        }
        return 0;
    }

    private static List<String> lines(String text) {
        return text == null
                ? List.of()
                : text.lines().filter(line -> !line.isBlank()).toList();
    }
}
