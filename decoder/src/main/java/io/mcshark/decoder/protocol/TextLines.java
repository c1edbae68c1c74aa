package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/** Text, as a content type said: the bytes are what it is. */
public final class TextLines extends Protocol {
    static final Header H = header("data-text-lines", "Line-based text data");
    static final Field TEXT = H.span("text", "Text", Type.STRING, (f, at, end) -> Field.span(at, end - at));

    public TextLines() {
        super(H);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        f.push(this, at, at, end);
    }
}
