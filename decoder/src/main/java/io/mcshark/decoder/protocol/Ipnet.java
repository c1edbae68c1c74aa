package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Protocol;

/**
 * What Solaris captures between its zones (LINKTYPE_IPNET).
 *
 * <pre>
 * version 1, family 1, hook 2, length 4, interface 4, group interface 4, source zone 4, destination zone 4: 24 bytes
 * </pre>
 */
public final class Ipnet extends Protocol {
    private static final int LENGTH = 24;
    private static final int INET = 2, INET6 = 26;

    static final Header H = header("ipnet", "Solaris IPNET");
    static final Field VERSION = H.u8("version", "Header version"),
            FAMILY = H.u8("family", "Address family").names(Names.of(INET, "IPv4", INET6, "IPv6")),
            HOOK = H.u16("htype", "Hook type").names(Names.of(0, "Inbound", 1, "Outbound", 2, "Local")),
            BYTES = H.u32("pktlen", "Data length"),
            INTERFACE = H.u32("ifindex", "Interface index"),
            GROUP = H.u32("grifindex", "Group interface index"),
            SOURCE_ZONE = H.u32("zsrc", "Source Zone ID"),
            DESTINATION_ZONE = H.u32("zdst", "Destination Zone ID");

    static {
        H.length(LENGTH);
    }

    public Ipnet() {
        super(H);
        on(FrameInfo.LINK_TYPE, 226);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int body = at + LENGTH;
        if (body > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, body, end);
        int family = f.u8(at + 1);
        f.next(Ipv4.VERSION.table(), family == INET ? 4 : family == INET6 ? 6 : 0, body, f.declared());
    }
}
