package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Protocol;

/** The destination options header of IPv6: RFC 8200, 4.6. */
public final class DestinationOptions extends Protocol {
    static final Header H = header("ipv6.dstopts", "IPv6 Destination Options");

    static {
        Ipv6Extension.declare(H);
        Ipv6Options.declare(H);
    }

    public DestinationOptions() {
        super(H);
        on(Ipv4.PROTOCOL, 60);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        Ipv6Extension.walk(this, f, at, end, 2);
    }
}
