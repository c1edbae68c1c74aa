package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/** What most IPv6 extension headers begin with (RFC 6564, 4): next header 1, length 1 in 8 bytes beyond the first 8. */
final class Ipv6Extension {
    private Ipv6Extension() {}

    static void declare(Header h) {
        h.u8("nxt", "Next Header").names(IpProtocols.NAMES);
        h.u8("len", "Length");
        h.derived("len_oct", "Length", Type.UINT, (f, at, end) -> bytes(f, at))
                .plain()
                .in("bytes")
                .hidden();
        h.length(2);
    }

    static int bytes(Frame f, int at) {
        return (f.u8(at + 1) + 1) * 8;
    }

    /**
     * Enters the header that {@code p} is and goes on behind it. Of one that does not fit as much is entered as there is.
     *
     * @param fixed bytes of its fixed fields
     */
    static void walk(Protocol p, Frame f, int at, int end, int fixed) {
        if (at + fixed > end) {
            f.broken(at, end);
            return;
        }
        int body = at + bytes(f, at);
        f.push(p, at, Math.min(body, end), end);
        if (body > end) {
            f.broken(end, end);
        } else {
            f.next(Ipv4.PROTOCOL.table(), f.u8(at), body, f.declared());
        }
    }
}
