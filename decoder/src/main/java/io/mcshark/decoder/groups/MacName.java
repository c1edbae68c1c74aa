package io.mcshark.decoder.groups;

import java.util.ArrayList;
import java.util.List;

/**
 * A hardware address, or a range of them, that means something by itself; those of IP groups are {@link GroupMac}'s.
 *
 * @param first the first address, 48 bits
 * @param last the last, inclusive
 * @param reference RFC and section, standard, or source
 */
public record MacName(long first, long last, String name, String reference) {
    private static final class Data {
        static final List<MacName> ALL = new ArrayList<>();

        static {
            Csv csv = new Csv("macs.csv");
            String[] row = new String[4];
            while (csv.next(row)) {
                ALL.add(new MacName(AddressText.parseMac(row[0]), AddressText.parseMac(row[1]), row[2], row[3]));
            }
        }
    }

    /** What is known of an address, the most specific first. */
    public static List<MacName> of(long mac) {
        return Data.ALL.stream()
                .filter(known -> mac >= known.first && mac <= known.last)
                .toList();
    }
}
