package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/** Bytes that no protocol here claims. */
public final class Data extends Protocol {
    static final Header H = header("data", "Data");
    static final Field DATA = H.span("data", "Data", Type.BYTES, (f, at, end) -> Field.span(at, end - at));
    static final Field LEN = H.derived("len", "Length", Type.UINT, (f, at, end) -> end - at);

    public Data() {
        super(H);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        f.push(this, at, at, end);
    }
}
