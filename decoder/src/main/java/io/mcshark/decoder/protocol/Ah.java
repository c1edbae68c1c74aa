package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * IP Authentication Header: RFC 4302, 2.
 *
 * <pre>
 * next header 1, length 1 (in 4 bytes, beyond the first 8), reserved 2, SPI 4, sequence 4, check value: 12 bytes or more
 * </pre>
 */
public final class Ah extends Protocol {
    private static final int FIXED = 12;

    static final Header H = header("ah", "Authentication Header");
    static final Field NEXT = H.u8("next_header", "Next header").names(IpProtocols.NAMES),
            LENGTH = H.u8("length", "Length"),
            RESERVED = H.bytes(2, "reserved", "Reserved"),
            SPI = H.u32("spi", "AH SPI").hex(),
            SEQUENCE = H.u32("sequence", "AH Sequence"),
            ICV =
                    H.span("icv", "AH ICV", Type.BYTES, (f, at, end) -> {
                        int bytes = bytes(f, at) - FIXED;
                        return Field.span(at + FIXED, bytes > 0 && at + FIXED + bytes <= end ? bytes : -1);
                    });

    static {
        H.length(FIXED);
    }

    public Ah() {
        super(H);
        on(Ipv4.PROTOCOL, 51);
    }

    private static int bytes(Frame f, int at) {
        return (f.u8(at + 1) + 2) * 4;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + FIXED > end) {
            f.broken(at, end);
            return;
        }
        int body = at + Math.max(bytes(f, at), FIXED);
        f.push(this, at, Math.min(body, end), end);
        if (body > end) {
            f.broken(end, end);
        } else {
            f.next(Ipv4.PROTOCOL.table(), f.u8(at), body, f.declared());
        }
    }
}
