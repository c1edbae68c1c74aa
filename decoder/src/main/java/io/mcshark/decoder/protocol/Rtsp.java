package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Real Time Streaming Protocol: RFC 2326 (version 1), 7826 (2), as far as it takes to see what is asked for, to find the
 * session description in the body, and to follow the RTP that a SETUP agreed on.
 *
 * <pre>
 * request    METHOD URI RTSP/1.0         response   RTSP/1.0 code reason
 * headers, an empty line, a body of Content-Length bytes
 * interleaved (RFC 2326, 10.12)          '$', channel 1, length 2, RTP or RTCP
 * </pre>
 */
public final class Rtsp extends Protocol {
    private static final int DOLLAR = '$';

    static final Header H = header("rtsp", "Real Time Streaming Protocol");
    static final Field REQUEST = H.span("request", "Request", Type.STRING, (f, at, end) -> line(f, at, end, false)),
            METHOD = H.span("method", "Method", Type.STRING, (f, at, end) -> word(f, at, end, 0)),
            URL = H.span("url", "URL", Type.STRING, (f, at, end) -> word(f, at, end, 1)),
            RESPONSE = H.span("response", "Response", Type.STRING, (f, at, end) -> line(f, at, end, true)),
            STATUS = H.derived("status", "Status", Type.UINT, Rtsp::status).plain(),
            CONTENT_LENGTH = TextMessage.number(H, "content-length", "Content-length", "content-length", null),
            SESSION = TextMessage.text(H, "session", "Session", "session", null),
            TRANSPORT = TextMessage.text(H, "transport", "Transport", "transport", null);
    public static final Field CONTENT_TYPE = TextMessage.text(H, "content-type", "Content-type", "content-type", null)
            .parent();
    static final Header FRAME = H.then("Interleaved", (f, at, end) -> f.u8(at) == DOLLAR);
    static final Field MAGIC = FRAME.u8("magic", "Magic").hex(),
            CHANNEL = FRAME.u8("channel", "Channel").hex(),
            LENGTH = FRAME.u16("length", "Length").in("bytes"),
            DATA =
                    FRAME.span(
                            "data",
                            "Data",
                            Type.BYTES,
                            (f, at, end) -> Field.span(at + 4, end > at + 4 ? end - at - 4 : -1));

    static {
        FRAME.length(4);
    }

    public Rtsp() {
        super(H);
        on(Tcp.DSTPORT, 554, 8554);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        boolean whole = f.declared() == end;
        if (at < end && f.u8(at) == DOLLAR) {
            interleaved(f, at, end, whole);
            return;
        }
        if (!isMessage(f, at, end)) {
            f.nextData(at, f.declared());
            return;
        }
        int body = TextMessage.body(f, at, end);
        long length = body < 0 ? Field.ABSENT : TextMessage.header(f, at, body, "content-length", null);
        long bytes = length == Field.ABSENT ? Field.ABSENT : Words.number(f, length);
        long stop = body + (bytes == Field.ABSENT ? 0 : bytes);
        if (whole && (body < 0 || stop > end)) {
            f.pending(at);
            return;
        }
        int last = body < 0 ? end : (int) Math.min(stop, end);
        f.push(this, at, body < 0 ? end : body, last);
        if (body >= 0) {
            if (!f.isQuoted(f.depth() - 1)) {
                setUp(f, at, body);
            }
            Sip.next(f, this, CONTENT_TYPE, at, body, last, end, true);
        }
    }

    private void interleaved(Frame f, int at, int end, boolean whole) {
        int stop = at + 4 > end ? end + 1 : at + 4 + f.u16(at + 2);
        if (stop > end && whole) {
            f.pending(at);
        } else if (stop > end) {
            f.push(this, at, end, end);
            f.broken(end, end);
        } else {
            f.push(this, at, at + 4, stop);
            f.beside(this, stop, end);
        }
    }

    /** Enters what a response to SETUP agreed on: it goes to the client, which has one port, from the server, which has the other. */
    private static void setUp(Frame f, int at, int body) {
        long transport = isResponse(f, at, body) ? TextMessage.header(f, at, body, "transport", null) : Field.ABSENT;
        int ip = Network.outside(f, f.depth() - 1);
        if (transport == Field.ABSENT || ip < 0) {
            return;
        }
        boolean four = f.u8(f.at(ip)) >> 4 == 4;
        int from = f.at(ip) + (four ? 12 : 8);
        int to = f.at(ip) + (four ? 16 : 24);
        long group = parameter(f, transport, "destination=");
        long address = group == Field.ABSENT ? group : Words.ipv4(f, group);
        long port = parameter(f, transport, "port=");
        if (address != Field.ABSENT && port != Field.ABSENT) {
            enter(f, 0, Announced.low((int) address), port);
        }
        enter(f, to, four, parameter(f, transport, "client_port="));
        enter(f, from, four, parameter(f, transport, "server_port="));
    }

    private static void enter(Frame f, int address, boolean four, long ports) {
        if (ports != Field.ABSENT) {
            enter(f, four ? 0 : f.u64(address), four ? Announced.low(f.i32(address)) : f.u64(address + 8), ports);
        }
    }

    /** Enters the first of two ports for RTP, the second for RTCP. */
    private static void enter(Frame f, long high, long low, long ports) {
        int at = (int) (ports >>> 32);
        int end = at + (int) ports;
        long first = Words.number(f, ports);
        long dash = Words.behind(f, at, end, '-');
        long second = dash == Field.ABSENT ? dash : Words.number(f, dash);
        if (first > 0 && first <= 0xffff) {
            Announced.enter(f, high, low, (int) first, Rtp.H.protocol(), "RTSP");
        }
        if (second > 0 && second <= 0xffff && second != first) {
            Announced.enter(f, high, low, (int) second, Rtcp.H.protocol(), "RTSP");
        }
    }

    /** The value of a parameter of a transport, up to the next one; {@link Field#ABSENT} where it is not among them. */
    private static long parameter(Frame f, long transport, String name) {
        int end = (int) (transport >>> 32) + (int) transport;
        for (int at = (int) (transport >>> 32); at < end; ) {
            int stop = at;
            while (stop < end && f.u8(stop) != ';' && f.u8(stop) != ',') {
                stop++;
            }
            if (Words.begins(f, at, stop, name)) {
                return Field.span(at + name.length(), stop - at - name.length());
            }
            at = stop + 1;
        }
        return Field.ABSENT;
    }

    private static boolean isMessage(Frame f, int at, int end) {
        if (isResponse(f, at, end)) {
            return true;
        }
        int stop = Words.stop(f, at, Math.min(end, at + 4096));
        long version = Words.word(f, at, stop, 2);
        return version != Field.ABSENT && Words.begins(f, (int) (version >>> 32), stop, "rtsp/");
    }

    private static boolean isResponse(Frame f, int at, int end) {
        return Words.begins(f, at, end, "rtsp/");
    }

    private static long line(Frame f, int at, int end, boolean response) {
        boolean is = f.u8(at) != DOLLAR && isResponse(f, at, end) == response;
        // As tshark, with its line end.
        return Field.span(at, is ? Words.next(f, at, end) - at : -1);
    }

    private static long word(Frame f, int at, int end, int index) {
        boolean request = f.u8(at) != DOLLAR && !isResponse(f, at, end);
        return request ? Words.word(f, at, Words.stop(f, at, end), index) : Field.ABSENT;
    }

    private static long status(Frame f, int at, int end) {
        long word = isResponse(f, at, end) ? Words.word(f, at, Words.stop(f, at, end), 1) : Field.ABSENT;
        return word == Field.ABSENT ? word : Words.number(f, word);
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        if (f.u8(at) == DOLLAR) {
            out.put("rtsp channel ").dec(at + 1 < f.end(layer) ? f.u8(at + 1) : 0);
            out.put(", ").dec(f.end(layer) - f.body(layer)).put(" bytes");
        } else {
            out.put("rtsp ").safe(f.segment(), f.base() + at, Words.stop(f, at, f.body(layer)) - at);
        }
    }
}
