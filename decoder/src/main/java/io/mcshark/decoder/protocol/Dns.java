package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/** Domain Name System, over UDP and over TCP, where two bytes of length stand before each message: RFC 1035, 4.2. See {@link DnsMessage}. */
public final class Dns extends Protocol {
    static final Header H = header("dns", "Domain Name System");

    static {
        DnsMessage.declare();
    }

    public Dns() {
        super(H);
        on(Udp.DSTPORT, 53);
        on(Tcp.DSTPORT, 53, 5353);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        DnsMessage.walk(this, f, at, end);
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        DnsMessage.row(f, layer, out.put("dns"));
    }
}
