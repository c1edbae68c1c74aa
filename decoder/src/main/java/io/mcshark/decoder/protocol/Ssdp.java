package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Simple Service Discovery Protocol: UPnP Device Architecture 2.0, clause 1. Messages are HTTP's (RFC 9112) in one datagram, and so are the
 * names of the fields.
 *
 * <pre>
 * request   method SP target SP version CRLF    M-SEARCH asks, NOTIFY announces
 * response  version SP code SP phrase CRLF      answers M-SEARCH
 * then      name ":" value CRLF …               ST or NT what, USN who, LOCATION where it is described
 *           CRLF, body
 * </pre>
 */
public final class Ssdp extends Protocol {
    private static final String HTTP = "HTTP/";

    /** Those that tell, for which Wireshark has no http.request, come first. */
    private static final String[] METHODS = {
        "NOTIFY", "SUBSCRIBE", "UNSUBSCRIBE", "M-SEARCH", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE"
    };

    private static final int TELLING = 3;

    private static final Names CODES = Names.lines("""
            100 Continue
            200 OK
            201 Created
            202 Accepted
            204 No Content
            206 Partial Content
            301 Moved Permanently
            302 Found
            304 Not Modified
            307 Temporary Redirect
            400 Bad Request
            401 Unauthorized
            403 Forbidden
            404 Not Found
            405 Method Not Allowed
            406 Not Acceptable
            408 Request Time-out
            411 Length Required
            412 Precondition Failed
            415 Unsupported Media Type
            500 Internal Server Error
            501 Not Implemented
            503 Service Unavailable
            """);

    public static final Header H = header("ssdp", "Simple Service Discovery Protocol");
    static final Header START =
            H.behind("Start line", (f, at, end) -> isResponse(f, at, end) || method(f, at, end) >= 0 ? at : -1);
    static final Field CHAT = START.note("chat", "Formatted text", (f, at, end) -> true)
            .called("http.chat")
            .hidden();
    static final Header REQUEST = START.behind("Request", (f, at, end) -> isResponse(f, at, end) ? -1 : at);
    static final Field METHOD = word(REQUEST, 0, "http.request.method", "Request Method"),
            URI = word(REQUEST, 1, "http.request.uri", "Request URI"),
            VERSION = word(REQUEST, 2, "http.request.version", "Request Version");
    static final Header RESPONSE = START.behind("Response", (f, at, end) -> isResponse(f, at, end) ? at : -1);
    static final Field RESPONSE_VERSION = word(RESPONSE, 0, "http.response.version", "Response Version"),
            CODE =
                    RESPONSE.derived("code", "Status Code", Type.UINT, Ssdp::code)
                            .called("http.response.code")
                            .plain(),
            DESCRIPTION =
                    RESPONSE.text("desc", "Status Code Description", Ssdp::description)
                            .called("http.response.code.desc"),
            PHRASE =
                    RESPONSE.span("phrase", "Response Phrase", Type.STRING, (f, at, end) -> {
                                long place = word(f, at, end, 2);
                                int from = (int) (place >>> 32);
                                return place == Field.ABSENT ? place : Field.span(from, text(f, from, end) - from);
                            })
                            .called("http.response.phrase");

    static final Header LINE = START.parts("Header", Ssdp::line, (f, at, end) -> lineEnd(f, at, end) - at)
            .untitled();
    static final Field HOST = value("host", "http.host", "Host");

    static {
        value("cache-control", "http.cache_control", "Cache-Control");
        value("location", "http.location", "Location");
        value("server", "http.server", "Server");
        value("user-agent", "http.user_agent", "User-Agent");
        value("connection", "http.connection", "Connection");
        value("content-type", "http.content_type", "Content-Type");
        value("content-length", "http.content_length_header", "Content-Length");
        value("date", "http.date", "Date");
    }

    static final Field REQUEST_LINE = line("http.request.line", "Request line", (f, at, end) -> asks(f, at)),
            RESPONSE_LINE =
                    line("http.response.line", "Response line", (f, at, end) -> isResponse(f, start(f, at), end)),
            OTHER_LINE = line("http.unknown_header", "Header", (f, at, end) -> tells(f, at) && !isNamed(f, at, end));
    static final Field
            FULL_URI =
                    REQUEST.text("full_uri", "Full request URI", Ssdp::fullUri).called("http.request.full_uri"),
            IS_NOTIFICATION = flag("http.notification", "Notification", (f, at, end) -> isTelling(f, at, end)),
            IS_RESPONSE = flag("http.response", "Response", Ssdp::isResponse),
            IS_REQUEST =
                    flag("http.request", "Request", (f, at, end) -> !isResponse(f, at, end) && !isTelling(f, at, end));

    public Ssdp() {
        super(H);
        on(Udp.DSTPORT, 1900);
    }

    // ---- declarations

    private static Field word(Header h, int n, String name, String label) {
        return h.span(name, label, Type.STRING, (f, at, end) -> word(f, at, end, n))
                .called(name);
    }

    private static Field value(String header, String name, String label) {
        return LINE.span(
                        name,
                        label,
                        Type.STRING,
                        (f, at, end) -> is(f, at, end, header) ? value(f, at, end) : Field.ABSENT)
                .called(name);
    }

    /** Whole lines stand below the values of those that have a field of their own, and are said again there. */
    private static Field line(String name, String label, Header.Test test) {
        return LINE.span(
                        name,
                        label,
                        Type.STRING,
                        (f, at, end) -> colon(f, at, end) >= 0 && test.test(f, at, end)
                                ? Field.span(at, end - at)
                                : Field.ABSENT)
                .called(name);
    }

    private static Field flag(String name, String label, Header.Test test) {
        return START.derived(name, label, Type.BOOL, (f, at, end) -> test.test(f, at, end) ? 1 : Field.ABSENT)
                .called(name)
                .hidden();
    }

    // ---- lines; all stay before an end that is given

    /** One past a line and its end. */
    private static int lineEnd(Frame f, int at, int end) {
        int i = at;
        while (i < end && f.u8(i) != '\n') {
            i++;
        }
        return Math.min(i + 1, end);
    }

    /** One past a line without its end. */
    private static int text(Frame f, int at, int end) {
        int i = lineEnd(f, at, end);
        while (i > at && (f.u8(i - 1) == '\n' || f.u8(i - 1) == '\r')) {
            i--;
        }
        return i;
    }

    private static int line(Frame f, int at, int end, int previous, int index) {
        int next = lineEnd(f, previous < 0 ? at : previous, end);
        return next < end && text(f, next, end) > next ? next : -1;
    }

    /** Where word number {@code n} of the first line is; the last one goes to the line's end for {@code n} 2. */
    private static long word(Frame f, int at, int end, int n) {
        int stop = text(f, at, end);
        int from = at;
        for (int i = 0; i < n; i++) {
            while (from < stop && f.u8(from) != ' ') {
                from++;
            }
            while (from < stop && f.u8(from) == ' ') {
                from++;
            }
        }
        int to = from;
        while (to < stop && f.u8(to) != ' ') {
            to++;
        }
        return to > from ? Field.span(from, to - from) : Field.ABSENT;
    }

    private static int colon(Frame f, int at, int end) {
        for (int i = at; i < end; i++) {
            if (f.u8(i) == ':') {
                return i;
            }
        }
        return -1;
    }

    /** The value of a header line: behind the colon and blanks. */
    private static long value(Frame f, int at, int end) {
        int from = colon(f, at, end) + 1;
        int stop = text(f, at, end);
        while (from < stop && (f.u8(from) == ' ' || f.u8(from) == '\t')) {
            from++;
        }
        return Field.span(from, stop - from);
    }

    /** Whether a line's name is {@code name}, which is in small letters. */
    private static boolean is(Frame f, int at, int end, String name) {
        int n = name.length();
        if (at + n >= end || f.u8(at + n) != ':') {
            return false;
        }
        for (int i = 0; i < n; i++) {
            if (Character.toLowerCase(f.u8(at + i)) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNamed(Frame f, int at, int end) {
        return is(f, at, end, "host")
                || is(f, at, end, "cache-control")
                || is(f, at, end, "location")
                || is(f, at, end, "server")
                || is(f, at, end, "user-agent")
                || is(f, at, end, "connection")
                || is(f, at, end, "content-type")
                || is(f, at, end, "content-length")
                || is(f, at, end, "date");
    }

    private static boolean begins(Frame f, int at, int end, String text) {
        if (at + text.length() > end) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (f.u8(at + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isResponse(Frame f, int at, int end) {
        return begins(f, at, end, HTTP);
    }

    /** The number of the method that a message begins with; -1 for none. */
    private static int method(Frame f, int at, int end) {
        for (int i = 0; i < METHODS.length; i++) {
            int behind = at + METHODS[i].length();
            if (begins(f, at, end, METHODS[i]) && behind < end && f.u8(behind) == ' ') {
                return i;
            }
        }
        return -1;
    }

    private static boolean isTelling(Frame f, int at, int end) {
        int method = method(f, at, end);
        return method >= 0 && method < TELLING;
    }

    /** The first byte of the message that has a line at {@code at}. */
    private static int start(Frame f, int at) {
        int layer = f.inside(H, at);
        return layer < 0 ? at : f.at(layer);
    }

    private static boolean asks(Frame f, int at) {
        return method(f, start(f, at), at) >= TELLING;
    }

    private static boolean tells(Frame f, int at) {
        return isTelling(f, start(f, at), at);
    }

    private static long code(Frame f, int at, int end) {
        long place = word(f, at, end, 1);
        int from = (int) (place >>> 32);
        int n = (int) place;
        long code = 0;
        for (int i = 0; i < n; i++) {
            int digit = f.u8(from + i) - '0';
            if (digit < 0 || digit > 9 || i == 3) {
                return Field.ABSENT;
            }
            code = code * 10 + digit;
        }
        return place == Field.ABSENT ? place : code;
    }

    private static void description(Frame f, int at, int end, Out out) {
        String name = CODES.get(code(f, at, end));
        out.put(name == null ? "" : name);
    }

    private static void fullUri(Frame f, int at, int end, Out out) {
        int line = -1;
        int host = -1;
        for (int i = 0; (line = LINE.next(f, at, end, line, i)) >= 0; i++) {
            if (is(f, line, end, "host")) {
                host = line;
            }
        }
        if (host >= 0) {
            put(f, value(f, host, lineEnd(f, host, end)), out.put("http://"));
            put(f, word(f, at, end, 1), out);
        }
    }

    private static void put(Frame f, long place, Out out) {
        if (place != Field.ABSENT) {
            out.safe(f.segment(), f.base() + (int) (place >>> 32), (int) place);
        }
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at == end) {
            f.broken(at, end);
            return;
        }
        int body = at;
        if (isResponse(f, at, end) || method(f, at, end) >= 0) {
            do {
                body = lineEnd(f, body, end);
            } while (body < end && text(f, body, end) > body);
            body = lineEnd(f, body, end);
        }
        f.push(this, at, body, end);
        if (body == at || hasBody(f, at, body)) {
            f.nextData(body, f.declared());
        }
    }

    /** What follows the head of a request is its body only when a length is given (RFC 9112, 6.3); some senders add a zero. */
    private static boolean hasBody(Frame f, int at, int end) {
        boolean has = isResponse(f, at, end);
        int line = -1;
        for (int i = 0; !has && (line = LINE.next(f, at, end, line, i)) >= 0; i++) {
            has = is(f, line, lineEnd(f, line, end), "content-length");
        }
        return has;
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.body(layer);
        out.put("ssdp");
        if (at == end) {
            return;
        }
        if (isResponse(f, at, end)) {
            put(f, word(f, at, end, 1), out.put(' '));
        } else {
            put(f, word(f, at, end, 0), out.put(' '));
        }
        int line = -1;
        for (int i = 0; (line = LINE.next(f, at, end, line, i)) >= 0; i++) {
            int stop = lineEnd(f, line, end);
            if (is(f, line, stop, "st") || is(f, line, stop, "nt")) {
                put(f, value(f, line, stop), out.put("  "));
            } else if (is(f, line, stop, "nts") || is(f, line, stop, "location")) {
                put(f, value(f, line, stop), out.put(", "));
            }
        }
    }
}
