package io.mcshark.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The display filter for what a row of a report is about, told by the keys of its columns (docs/reports.md). */
final class RowFilter {
    private RowFilter() {}

    /** @param values of the row by key, null for none; the answer is null when it names nothing to filter by */
    static String of(Function<String, Object> values) {
        List<String> parts = new ArrayList<>();
        String source = address(values.apply("source"));
        String group = address(values.apply("group"));
        String host = address(values.apply("host"));
        String other = address(values.apply("address"));
        if (group != null && source == null) {
            // What is sent to it, and what is said about it.
            parts.add(
                    isSix(group)
                            ? "(ipv6.dst == " + group + " or icmpv6.mld.multicast_address == " + group + ")"
                            : "(ip.dst == " + group + " or igmp.maddr == " + group + ")");
        } else if (group != null) {
            parts.add(field(group, "dst") + " == " + group);
        }
        if (source != null) {
            parts.add(field(source, "src") + " == " + source);
        }
        if (host != null && source == null) {
            parts.add(field(host, "src") + " == " + host);
        }
        if (other != null && group == null && source == null) {
            parts.add(field(other, "addr") + " == " + other);
        }
        if (values.apply("port") instanceof Number port && group != null) {
            parts.add("udp.dstport == " + port);
        }
        if (values.apply("source_port") instanceof Number port && source != null) {
            parts.add("udp.srcport == " + port);
        }
        return parts.isEmpty() ? null : String.join(" and ", parts);
    }

    private static String field(String address, String what) {
        return (isSix(address) ? "ipv6." : "ip.") + what;
    }

    private static boolean isSix(String address) {
        return address.contains(":");
    }

    /** Text that is an address; null for other text. */
    private static String address(Object value) {
        String text = value == null ? "" : value.toString();
        return text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]+") ? text : null;
    }
}
