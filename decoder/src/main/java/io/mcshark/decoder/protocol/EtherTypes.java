package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Names;

/** EtherTypes by name (IEEE registry; IANA ieee-802-numbers). */
final class EtherTypes {
    static final Names NAMES = Names.lines("""
            0x0800 IPv4
            0x0806 ARP
            0x8100 802.1Q Virtual LAN
            0x86dd IPv6
            0x88a8 802.1ad Provider Bridge (Q-in-Q)
            """);

    private EtherTypes() {}
}
