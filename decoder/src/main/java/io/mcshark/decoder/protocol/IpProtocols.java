package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Names;

/** IP protocol numbers by name (IANA protocol-numbers). */
final class IpProtocols {
    static final Names NAMES = Names.lines("""
            0 IPv6 hop-by-hop option
            1 ICMP
            2 IGMP
            6 TCP
            17 UDP
            58 ICMPv6
            103 PIM
            """);

    private IpProtocols() {}
}
