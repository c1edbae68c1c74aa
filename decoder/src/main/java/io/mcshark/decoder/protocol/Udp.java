package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/** User Datagram Protocol: RFC 768. */
public final class Udp extends Protocol {
    static final Header H = header("udp", "User Datagram Protocol");
    public static final Field SRCPORT = H.u16("srcport", "Source Port"),
            DSTPORT = H.u16("dstport", "Destination Port").parent();
    static final Field LENGTH = H.u16("length", "Length").in("bytes"),
            CHECKSUM = H.u16("checksum", "Checksum").hex(),
            PAYLOAD =
                    H.span(
                            "payload",
                            "UDP payload",
                            Type.BYTES,
                            (f, at, end) -> Field.span(at + 8, end > at + 8 ? end - at - 8 : -1));

    static {
        H.length(8);
        H.either("port", "Source or Destination Port", SRCPORT, DSTPORT);
    }

    public Udp() {
        super(H);
        on(Ipv4.PROTOCOL, 17);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 8 > end) {
            f.broken(at, end);
            return;
        }
        int length = f.u16(at + 4);
        int stop = length >= 8 && at + length < end ? at + length : end;
        f.push(this, at, at + 8, stop);
        int source = f.u16(at);
        int destination = f.u16(at + 2);
        // The lower port is the likelier service, as in tshark.
        int low = Math.min(source, destination);
        Protocol child = DSTPORT.table().get(low);
        f.next(
                DSTPORT.table(),
                child == null ? Math.max(source, destination) : low,
                at + 8,
                length >= 8 ? at + length : f.declared());
    }

    @Override
    public Level level() {
        return Level.TRANSPORT;
    }

    @Override
    public void source(Frame f, int layer, Out out) {
        out.unsigned(SRCPORT.get(f, f.at(layer)));
    }

    @Override
    public void destination(Frame f, int layer, Out out) {
        out.unsigned(DSTPORT.get(f, f.at(layer)));
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        out.put("udp ").dec(f.declared(layer) - f.body(layer));
    }
}
