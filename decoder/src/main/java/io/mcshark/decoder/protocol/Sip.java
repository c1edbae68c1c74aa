package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Table;
import io.mcshark.decoder.Type;

/**
 * Session Initiation Protocol: RFC 3261, as far as it takes to see who calls whom and to find the session description in the
 * body.
 *
 * <pre>
 * request    METHOD URI SIP/2.0          response   SIP/2.0 code reason
 * headers, an empty line, a body of Content-Length bytes; in UDP the datagram ends it, too
 * </pre>
 */
public final class Sip extends Protocol {
    private static final int PORT = 5060;

    static final Header H = header("sip", "Session Initiation Protocol");
    static final Field
            REQUEST = H.span("Request-Line", "Request-Line", Type.STRING, (f, at, end) -> line(f, at, end, false)),
            METHOD =
                    H.span(
                            "Method",
                            "Method",
                            Type.STRING,
                            (f, at, end) -> isResponse(f, at, end)
                                    ? Field.ABSENT
                                    : Words.word(f, at, Words.stop(f, at, end), 0)),
            URI =
                    H.span(
                            "r-uri",
                            "Request-URI",
                            Type.STRING,
                            (f, at, end) -> isResponse(f, at, end)
                                    ? Field.ABSENT
                                    : Words.word(f, at, Words.stop(f, at, end), 1)),
            STATUS = H.span("Status-Line", "Status-Line", Type.STRING, (f, at, end) -> line(f, at, end, true)),
            CODE = H.derived("Status-Code", "Status-Code", Type.UINT, Sip::code).plain(),
            VIA = TextMessage.text(H, "Via", "Via", "via", "v"),
            FROM = TextMessage.text(H, "From", "From", "from", "f"),
            TO = TextMessage.text(H, "To", "To", "to", "t"),
            CALL_ID = TextMessage.text(H, "Call-ID", "Call-ID", "call-id", "i"),
            CSEQ = TextMessage.text(H, "CSeq", "CSeq", "cseq", null),
            CONTACT = TextMessage.text(H, "Contact", "Contact", "contact", "m"),
            USER_AGENT = TextMessage.text(H, "User-Agent", "User-Agent", "user-agent", null),
            CONTENT_LENGTH = TextMessage.number(H, "Content-Length", "Content-Length", "content-length", "l");
    public static final Field CONTENT_TYPE = TextMessage.text(H, "Content-Type", "Content-Type", "content-type", "c")
            .parent();

    public Sip() {
        super(H);
        on(Udp.DSTPORT, PORT);
        on(Tcp.DSTPORT, PORT);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        boolean stream = f.depth() > 0 && f.protocol(f.depth() - 1).header() == Tcp.H;
        if (!isMessage(f, at, end)) {
            f.nextData(at, f.declared());
            return;
        }
        int body = TextMessage.body(f, at, end);
        if (body < 0) {
            if (stream && f.declared() == end) {
                f.pending(at);
            } else {
                f.push(this, at, end, end);
            }
            return;
        }
        long length = TextMessage.header(f, at, body, "content-length", "l");
        long bytes = length == Field.ABSENT ? Field.ABSENT : Words.number(f, length);
        long stop = bytes == Field.ABSENT ? (stream ? body : end) : Math.min(body + bytes, Integer.MAX_VALUE);
        if (stop > end && stream && f.declared() == end) {
            f.pending(at);
            return;
        }
        f.push(this, at, body, (int) Math.min(stop, end));
        next(f, this, CONTENT_TYPE, at, body, (int) Math.min(stop, end), end, stream);
    }

    /** Goes on with the body, or else with the message behind it. */
    static void next(Frame f, Protocol self, Field contentType, int at, int body, int stop, int end, boolean stream) {
        long type = stop > body ? TextMessage.header(f, at, body, "content-type", "c") : Field.ABSENT;
        Protocol child = null;
        if (type != Field.ABSENT) {
            long word = TextMessage.mediaType(f, type);
            int from = (int) (word >>> 32);
            child = f.child(contentType.table(), Table.key(f, from, from + (int) word));
        }
        if (child != null) {
            f.next(child, body, stop);
        } else if (stream) {
            f.beside(self, stop, end);
        }
    }

    /** Whether the first line is one of SIP's. */
    private static boolean isMessage(Frame f, int at, int end) {
        if (Words.begins(f, at, end, "sip/2.")) {
            return true;
        }
        int stop = Words.stop(f, at, Math.min(end, at + 4096));
        long version = Words.word(f, at, stop, 2);
        return version != Field.ABSENT && Words.begins(f, (int) (version >>> 32), stop, "sip/2.");
    }

    private static boolean isResponse(Frame f, int at, int end) {
        return Words.begins(f, at, end, "sip/2.");
    }

    private static long line(Frame f, int at, int end, boolean response) {
        return Field.span(at, isResponse(f, at, end) == response ? Words.stop(f, at, end) - at : -1);
    }

    private static long code(Frame f, int at, int end) {
        long word = isResponse(f, at, end) ? Words.word(f, at, Words.stop(f, at, end), 1) : Field.ABSENT;
        return word == Field.ABSENT ? word : Words.number(f, word);
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        out.put("sip ").safe(f.segment(), f.base() + at, Words.stop(f, at, f.body(layer)) - at);
    }
}
