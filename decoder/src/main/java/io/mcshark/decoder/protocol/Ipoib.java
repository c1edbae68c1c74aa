package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Protocol;

/**
 * IP over InfiniBand as Linux captures it (LINKTYPE_IPOIB): RFC 4391, 6 and 9.1.1.
 *
 * <pre>
 * source 20, destination: reserved 1, queue pair 3, GID 16;  type 2, reserved 2: 44 bytes
 * </pre>
 */
public final class Ipoib extends Protocol {
    private static final int LENGTH = 44;

    static final Header H = header("ipoib", "IP over Infiniband");
    static final Field QPN = H.skip(160 + 8).u24("daddr.qpn", "Destination QPN").hex(),
            GID = H.ipv6("dgid", "Destination GID"),
            TYPE = H.u16("type", "Type").hex().names(EtherTypes.NAMES),
            RESERVED = H.u16("reserved", "Reserved").hex();

    static {
        H.length(LENGTH);
    }

    public Ipoib() {
        super(H);
        on(FrameInfo.LINK_TYPE, 242);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int body = at + LENGTH;
        if (body > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, body, end);
        f.next(Ethernet.TYPE.table(), (int) TYPE.get(f, at), body, f.declared());
    }
}
