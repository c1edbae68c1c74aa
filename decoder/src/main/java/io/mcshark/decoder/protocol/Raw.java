package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Protocol;

/** No link layer at all (LINKTYPE_RAW): the packet begins with IP, whose first four bits say which version. */
public final class Raw extends Protocol {
    static final Header H = header("raw", "Raw packet data");

    public Raw() {
        super(H);
        // 12 and 14 are what LINKTYPE_RAW is called on BSD systems.
        on(FrameInfo.LINK_TYPE, 101, 12, 14);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        f.push(this, at, at, end);
        if (at < end) {
            f.next(Ipv4.VERSION.table(), f.u8(at) >>> 4, at, f.declared());
        }
    }
}
