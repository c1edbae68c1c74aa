package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
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

    /** Says what a link or network layer called these bytes, by name or number. */
    @Override
    public void row(Frame f, int layer, Out out) {
        Protocol outside = f.protocol(layer - 1);
        boolean carrier = outside.level() == Level.LINK || outside.level() == Level.NETWORK;
        if (carrier && named(outside.header(), f, f.at(layer - 1), f.end(layer - 1), out)) {
            out.put(", ").dec(f.declared(layer) - f.at(layer)).put(" bytes");
        }
    }

    private static boolean named(Header header, Frame f, int at, int end, Out out) {
        for (Object item : header.items()) {
            if (item instanceof Header part && part.continues()) {
                if (part.next(f, at, end, -1, 0) >= 0 && named(part, f, at, end, out)) {
                    return true;
                }
            } else if (item instanceof Field field && field.table() != null && field.names() != null) {
                long value = field.value(f, at, end);
                String name = field.names().get(value);
                if (name != null) {
                    out.put(name);
                } else {
                    field.put(value, out);
                }
                return true;
            }
        }
        return false;
    }
}
