package io.mcshark.decoder.groups;

import java.util.ArrayList;
import java.util.List;

/** What is known to use a port together with multicast: advice for people, not a decoder's binding. */
public final class PortUse {
    private final int first;
    private final int last;
    private final String transport;
    private final String protocol;
    private final String groupsText;
    private final Ranges groups;
    private final String payload;
    private final String confidence;
    private final String source;

    private PortUse(String[] row) {
        first = Integer.parseInt(row[0]);
        last = Integer.parseInt(row[1]);
        transport = row[2];
        protocol = row[3];
        groupsText = row[4];
        groups = new Ranges(row[4]);
        payload = row[5];
        confidence = row[6];
        source = row[7];
    }

    private static final class Data {
        static final List<PortUse> ALL = new ArrayList<>();

        static {
            Csv csv = new Csv("ports.csv");
            String[] row = new String[8];
            while (csv.next(row)) {
                ALL.add(new PortUse(row));
            }
        }
    }

    /** All that is known, by transport and port. */
    public static List<PortUse> all() {
        return List.copyOf(Data.ALL);
    }

    /** Whether it is a UDP use of this port. */
    public boolean isUdp(int port) {
        return transport.equals("udp") && port >= first && port <= last;
    }

    /** Whether the use is known for this group; false also where the group is the operator's choice. */
    public boolean names(int group) {
        return groups.names(group);
    }

    /** The same for an IPv6 group. */
    public boolean names(long high, long low) {
        return groups.names(high, low);
    }

    /** The first port, or the IP protocol number. */
    public int first() {
        return first;
    }

    /** The last one. */
    public int last() {
        return last;
    }

    /** {@code udp}, {@code tcp} or {@code ip-protocol}. */
    public String transport() {
        return transport;
    }

    public String protocol() {
        return protocol;
    }

    /** The groups it uses, in words. */
    public String groups() {
        return groupsText;
    }

    /** How its payload can be told, or empty. */
    public String payload() {
        return payload;
    }

    /** {@code high}, {@code medium} or {@code low}. */
    public String confidence() {
        return confidence;
    }

    public String source() {
        return source;
    }
}
