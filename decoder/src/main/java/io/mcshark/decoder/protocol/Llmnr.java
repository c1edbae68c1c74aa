package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/** Link-local Multicast Name Resolution: RFC 4795. The messages of {@link DnsMessage}, with flags C and T where DNS has AA and RD. */
public final class Llmnr extends Protocol {
    static final Header H = Dns.H.twin("llmnr", "Link-local Multicast Name Resolution");

    public Llmnr() {
        super(H);
        on(Udp.DSTPORT, 5355);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        DnsMessage.walk(this, f, at, end);
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        DnsMessage.row(f, layer, out.put("llmnr"));
    }
}
