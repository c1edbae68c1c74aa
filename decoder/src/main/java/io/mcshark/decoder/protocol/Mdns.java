package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/** Multicast DNS: RFC 6762. The messages of {@link DnsMessage}; the top bit of a class is QU in questions and cache flush in records. */
public final class Mdns extends Protocol {
    static final Header H = Dns.H.twin("mdns", "Multicast Domain Name System");

    public Mdns() {
        super(H);
        on(Udp.DSTPORT, 5353);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        DnsMessage.walk(this, f, at, end);
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        DnsMessage.row(f, layer, out.put("mdns"));
    }
}
