package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/** The rest of a packet that was captured only in part: a header begins here and does not fit. */
public final class Short extends Protocol {
    static final Header H = header("_ws.short", "Packet size limited during capture");
    static final Field BYTES = H.span("bytes", "Captured bytes", Type.BYTES, (f, at, end) -> Field.span(at, end - at));

    public Short() {
        super(H);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        f.push(this, at, at, end);
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        out.put("[cut short]");
    }
}
