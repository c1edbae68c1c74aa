package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/** The rest of a packet from where it contradicts itself: a length that cannot be, a header that does not fit its parent. */
public final class Malformed extends Protocol {
    static final Header H = header("_ws.malformed", "Malformed Packet");
    static final Field BYTES = H.span("bytes", "Bytes", Type.BYTES, (f, at, end) -> Field.span(at, end - at));

    public Malformed() {
        super(H);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        f.push(this, at, at, end);
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        out.put("[malformed]");
    }
}
