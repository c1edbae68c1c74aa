package io.mcshark.cli.traffic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Linux counts, for the whole host, of datagrams that come to no socket.
 *
 * @param reversePath dropped by rp_filter: the way back to the source is another interface's, or none
 * @param checksum UDP with a wrong checksum
 */
record Counters(long reversePath, long checksum) {
    /** The counters now; 0 where the system has none. */
    static Counters read() {
        return new Counters(
                table(lines("/proc/net/netstat"), "TcpExt", "IPReversePathFilter"),
                table(lines("/proc/net/snmp"), "Udp", "InCsumErrors")
                        + list(lines("/proc/net/snmp6"), "Udp6InCsumErrors"));
    }

    Counters minus(Counters earlier) {
        return new Counters(reversePath - earlier.reversePath, checksum - earlier.checksum);
    }

    /** A table is a line of names and a line of numbers, each with the table's name before it. */
    static long table(List<String> lines, String table, String name) {
        for (int i = 0; i + 1 < lines.size(); i++) {
            String[] names = lines.get(i).split(" +");
            String[] numbers = lines.get(i + 1).split(" +");
            if (names[0].equals(table + ":") && numbers[0].equals(table + ":")) {
                int at = List.of(names).indexOf(name);
                return at > 0 && at < numbers.length ? number(numbers[at]) : 0;
            }
        }
        return 0;
    }

    private static long list(List<String> lines, String name) {
        return lines.stream()
                .map(line -> line.split("\\s+"))
                .filter(words -> words.length == 2 && words[0].equals(name))
                .mapToLong(words -> number(words[1]))
                .sum();
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            return List.of();
        }
    }
}
