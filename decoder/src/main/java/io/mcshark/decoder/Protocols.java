package io.mcshark.decoder;

import io.mcshark.decoder.protocol.Data;
import io.mcshark.decoder.protocol.Ethernet;
import io.mcshark.decoder.protocol.FrameInfo;
import io.mcshark.decoder.protocol.Icmp;
import io.mcshark.decoder.protocol.Icmpv6;
import io.mcshark.decoder.protocol.Igmp;
import io.mcshark.decoder.protocol.Ipv4;
import io.mcshark.decoder.protocol.Malformed;
import io.mcshark.decoder.protocol.Short;
import io.mcshark.decoder.protocol.Tcp;
import io.mcshark.decoder.protocol.Udp;
import java.util.List;

/** All protocols: one line each. The order is that of {@code mcshark fields}. */
public final class Protocols {
    static final Protocol FRAME = new FrameInfo(), DATA = new Data(), SHORT = new Short(), MALFORMED = new Malformed();

    private static final List<Protocol> ALL = List.of(
            FRAME,
            new Ethernet(),
            new Ipv4(),
            new Udp(),
            new Tcp(),
            new Icmp(),
            new Icmpv6(),
            new Igmp(),
            DATA,
            SHORT,
            MALFORMED);

    static {
        for (int id = 0; id < ALL.size(); id++) {
            ALL.get(id).enter(id);
        }
    }

    private Protocols() {}

    public static List<Protocol> all() {
        return ALL;
    }

    static int count() {
        return ALL.size();
    }
}
