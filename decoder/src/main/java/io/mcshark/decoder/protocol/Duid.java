package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;

/** DHCP unique identifiers: RFC 8415, 11; RFC 6355 (UUID). */
final class Duid {
    static final int LINK_TIME = 1, ENTERPRISE = 2, LINK = 3, UUID = 4;

    static final Names TYPES = Names.of(
            LINK_TIME,
            "link-layer address plus time",
            ENTERPRISE,
            "assigned by vendor based on Enterprise number",
            LINK,
            "link-layer address",
            UUID,
            "Universally Unique IDentifier (UUID)");

    private Duid() {}

    /** The link-layer address from {@code at} on, with colons where {@code type} is one of Ethernet; nothing where there is none. */
    static void link(Frame f, int type, int at, int end, Out out) {
        char colon = Dhcp.isEthernet(type) && end - at == 6 ? ':' : 0;
        out.hex(f.segment(), f.base() + at, Math.max(0, end - at), colon);
    }
}
