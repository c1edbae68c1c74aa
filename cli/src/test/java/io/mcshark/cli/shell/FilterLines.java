package io.mcshark.cli.shell;

import java.util.List;

/** Display filters with what a shell of its own would take for something else. */
final class FilterLines {
    static final List<String> RIGHT = List.of(
            "ip.ttl > 5",
            "ip.ttl>5",
            "ip.ttl < 5 || ip.ttl > 5",
            "igmp||udp",
            "igmp && !(ip.ttl == 1)",
            "!igmp",
            "not udp and ip.ttl >= 4",
            "ip.ttl & 1",
            "ip.ttl == 1   and   igmp",
            "ip.src == 192.0.2.0/24",
            "udp.port in {5000..6000, 7777}",
            "eth.dst[0:3] == 01:00:5e",
            "udp.payload contains \"a|b\"",
            "udp.payload contains \" | cat\"",
            "udp.payload contains \" |> file\"",
            "udp.payload contains \"say \\\"hi\\\" | \\\\\"",
            "udp.payload contains \"#$!& `x` 'y' ~ * ? ; {} [] ^ % > <\"",
            "udp.payload contains \"it's | so\"",
            "udp.payload contains r\"\\d+ | \\s\\\" | $\"",
            "udp.payload[0] == '|'",
            "udp.payload[0] == '\"' or udp.payload[0] == '\\''",
            "udp.payload matches \"^[a-z]+\\\\.(com|org)$\"",
            "udp.payload contains \"Grüße, κόσμε\"");

    /** Their second line of complaint shows the filter as it arrived. */
    static final List<String> WRONG = List.of(
            "a || b",
            "ip.ttl > > 5",
            "ip.ttl = \"$HOME | x\"",
            "udp & & 3",
            "$x",
            "ip.ttl !",
            "#1 == 2",
            "(((",
            "udp.payload matches \"^[a-z+\\\\.(com|org)$\"");

    private FilterLines() {}
}
