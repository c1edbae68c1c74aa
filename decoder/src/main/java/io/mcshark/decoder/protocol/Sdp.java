package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Session Description Protocol: RFC 8866 (once 4566, 2327). Lines of text, {@code x=value}: first those of the session, then
 * for each medium one that begins {@code m=} and those that belong to it.
 *
 * <pre>
 * v=0                                      version
 * o=user id version IN IP4 address         origin
 * s= i= u= e= p=                           name, information, URI, e-mail, phone
 * c=IN IP4 address/ttl/addresses           connection, of the session or of a medium (IPv6: address/addresses)
 * b=AS:kbit/s   t=start stop   r= z= k=    bandwidth, time, repetition, zones, key
 * a=name:value                             attribute; rtpmap:type name/rate, fmtp:type parameters, rtcp:port
 * m=video 5004/2 RTP/AVP 33 96             medium, port and how many, transport, formats
 * </pre>
 *
 * What it announces goes to {@link SdpMedia}.
 */
public final class Sdp extends Protocol {
    /** Told of each address and port that a description announces; an IPv4 address as ::ffff:a.b.c.d. */
    @FunctionalInterface
    public interface Endpoint {
        void at(long high, long low, int port);
    }

    public static final Header H = header("sdp", "Session Description Protocol");

    static {
        Header line =
                H.parts("Session", (f, at, end, previous, index) -> line(f, at, end, previous, false), Sdp::bytes);
        lines(line, "session_attr", "session_attr", "Session Attribute (a)", "Session Attribute");
        Header medium = H.parts("Medium", Sdp::medium, Sdp::mediumBytes);
        Header inside = medium.parts(
                "Media line", (f, at, end, previous, index) -> line(f, at, end, previous, true), Sdp::bytes);
        lines(inside, "media_attr", "media_attribute", "Media Attribute (a)", "Media Attribute");
    }

    public Sdp() {
        super(H);
        on(Sap.PAYLOAD_TYPE, "application/sdp");
        on(Sip.CONTENT_TYPE, "application/sdp");
        on(Rtsp.CONTENT_TYPE, "application/sdp");
    }

    private static void lines(Header h, String attribute, String parts, String label, String part) {
        value(h, 'v', "version", "Session Description Protocol Version (v)");
        value(h, 'o', "owner", "Owner/Creator, Session Id (o)");
        word(h, 'o', 0, "owner.username", "Owner Username");
        word(h, 'o', 1, "owner.sessionid", "Session ID");
        word(h, 'o', 2, "owner.version", "Session Version");
        word(h, 'o', 3, "owner.network_type", "Owner Network Type");
        word(h, 'o', 4, "owner.address_type", "Owner Address Type");
        word(h, 'o', 5, "owner.address", "Owner Address");
        value(h, 's', "session_name", "Session Name (s)");
        if (attribute.startsWith("media")) {
            value(h, 'i', "media_title", "Media Title (i)");
        } else {
            value(h, 'i', "session_info", "Session Information (i)");
        }
        value(h, 'u', "uri", "URI of Description (u)");
        value(h, 'e', "email", "E-mail Address (e)");
        value(h, 'p', "phone", "Phone Number (p)");
        value(h, 'c', "connection_info", "Connection Information (c)");
        word(h, 'c', 0, "connection_info.network_type", "Connection Network Type");
        word(h, 'c', 1, "connection_info.address_type", "Connection Address Type");
        slash(h, 'c', 2, 0, "connection_info.address", "Connection Address");
        slash(h, 'c', 2, 1, "connection_info.ttl", "Connection TTL");
        slash(h, 'c', 2, 2, "connection_info.num_addr", "Connection Number of Addresses");
        value(h, 'b', "bandwidth", "Bandwidth Information (b)");
        name(h, 'b', "bandwidth.modifier", "Bandwidth Modifier");
        rest(h, 'b', "bandwidth.value", "Bandwidth Value");
        value(h, 't', "time", "Time Description, active time (t)");
        word(h, 't', 0, "time.start", "Session Start Time");
        word(h, 't', 1, "time.stop", "Session Stop Time");
        value(h, 'r', "repeat_time", "Repeat Time (r)");
        word(h, 'r', 0, "repeat_time.interval", "Repeat Interval");
        word(h, 'r', 1, "repeat_time.duration", "Repeat Duration");
        each(h, 'r', 2, "Offset", "repeat_time.offset", "Repeat Offset");
        value(h, 'z', "timezone", "Time Zone Adjustments (z)");
        value(h, 'k', "encryption_key", "Encryption Key (k)");
        name(h, 'k', "encryption_key.type", "Key Type");
        rest(h, 'k', "encryption_key.data", "Key Data");
        value(h, 'm', "media", "Media Description, name and address (m)");
        word(h, 'm', 0, "media.media", "Media Type");
        h.derived(
                        "media.port",
                        "Media Port",
                        Type.UINT,
                        (f, at, end) -> f.u8(at) == 'm' ? port(f, at, end) : Field.ABSENT)
                .plain();
        h.span("media.portcount", "Media Port Count", Type.STRING, (f, at, end) -> {
            long place = f.u8(at) == 'm' ? Words.word(f, at + 2, stop(f, at, end), 1) : Field.ABSENT;
            return place == Field.ABSENT ? place : Words.slash(f, place, 1);
        });
        word(h, 'm', 2, "media.proto", "Media Protocol");
        each(h, 'm', 3, "Format", "media.format", "Media Format");
        value(h, 'a', attribute, label);
        h.span(parts + ".field", part + " Fieldname", Type.STRING, (f, at, end) -> {
            int stop = stop(f, at, end);
            // A mere word, such as recvonly, has no name and value.
            return f.u8(at) == 'a' && Words.behind(f, at + 2, stop, ':') != Field.ABSENT
                    ? Words.before(f, at + 2, stop, ':')
                    : Field.ABSENT;
        });
        h.span(
                parts + ".value",
                part + " Value",
                Type.STRING,
                (f, at, end) -> f.u8(at) != 'a' || isFormat(f, at, end)
                        ? Field.ABSENT
                        : Words.behind(f, at + 2, stop(f, at, end), ':'));
        Header format = h.parts(
                "Format", (f, at, end, previous, index) -> index == 0 && isFormat(f, at, end) ? at + 2 : -1, null);
        format.span("media.format", "Media Format", Type.STRING, (f, at, end) -> map(f, at, end, 0));
        format.span(
                "mime.type",
                "MIME Type",
                Type.STRING,
                (f, at, end) -> f.u8(at) == 'r' ? map(f, at, end, 1) : Field.ABSENT);
        format.span(
                "sample_rate",
                "Sample Rate",
                Type.STRING,
                (f, at, end) -> f.u8(at) == 'r' ? map(f, at, end, 2) : Field.ABSENT);
        format.parts("Parameter", Sdp::parameter, (f, at, end) -> (int) parameter(f, at, end))
                .span("fmtp.parameter", "Media format specific parameters", Type.STRING, Sdp::parameter);
        h.span(
                "unknown",
                "Unknown",
                Type.STRING,
                (f, at, end) -> "vosiuepcbtrzkma".indexOf(f.u8(at)) < 0 ? all(f, at, end) : Field.ABSENT);
    }

    private static void value(Header h, char type, String name, String label) {
        h.span(name, label, Type.STRING, (f, at, end) -> f.u8(at) == type ? all(f, at, end) : Field.ABSENT);
    }

    private static void word(Header h, char type, int index, String name, String label) {
        h.span(
                name,
                label,
                Type.STRING,
                (f, at, end) -> f.u8(at) == type ? Words.word(f, at + 2, stop(f, at, end), index) : Field.ABSENT);
    }

    private static void slash(Header h, char type, int index, int part, String name, String label) {
        h.span(name, label, Type.STRING, (f, at, end) -> {
            long place = f.u8(at) == type ? Words.word(f, at + 2, stop(f, at, end), index) : Field.ABSENT;
            return place == Field.ABSENT ? place : Words.slash(f, place, part);
        });
    }

    private static void name(Header h, char type, String name, String label) {
        h.span(
                name,
                label,
                Type.STRING,
                (f, at, end) -> f.u8(at) == type ? Words.before(f, at + 2, stop(f, at, end), ':') : Field.ABSENT);
    }

    private static void rest(Header h, char type, String name, String label) {
        h.span(
                name,
                label,
                Type.STRING,
                (f, at, end) -> f.u8(at) == type ? Words.behind(f, at + 2, stop(f, at, end), ':') : Field.ABSENT);
    }

    private static void each(Header h, char type, int first, String label, String name, String field) {
        Header word = h.parts(
                label,
                (f, at, end, previous, index) -> {
                    if (f.u8(at) != type) {
                        return -1;
                    }
                    long place = previous < 0
                            ? Words.word(f, at + 2, stop(f, at, end), first)
                            : Words.word(f, previous, stop(f, at, end), 1);
                    return place == Field.ABSENT ? -1 : (int) (place >>> 32);
                },
                (f, at, end) -> (int) Words.word(f, at, end, 0));
        word.span(name, field, Type.STRING, (f, at, end) -> Words.word(f, at, end, 0));
    }

    /** The whole value. */
    private static long all(Frame f, int at, int end) {
        return Field.span(at + 2, stop(f, at, end) - at - 2);
    }

    /** One past a line's text. */
    static int stop(Frame f, int at, int end) {
        return Math.max(at + 2, Words.stop(f, at, end));
    }

    private static boolean isFormat(Frame f, int at, int end) {
        return f.u8(at) == 'a' && (Words.begins(f, at + 2, end, "rtpmap:") || Words.begins(f, at + 2, end, "fmtp:"));
    }

    /** Of {@code rtpmap:type name/rate} or {@code fmtp:type parameters}: the type, name, rate, or all behind the type. */
    private static long map(Frame f, int at, int end, int part) {
        int stop = Words.stop(f, at, end);
        long value = Words.behind(f, at, stop, ':');
        int from = (int) (value >>> 32);
        if (value == Field.ABSENT || part == 0) {
            return value == Field.ABSENT ? value : Words.word(f, from, stop, 0);
        }
        long name = Words.word(f, from, stop, 1);
        if (name == Field.ABSENT || part == 3) {
            return name == Field.ABSENT ? name : Field.span((int) (name >>> 32), stop - (int) (name >>> 32));
        }
        return Words.slash(f, name, part - 1);
    }

    /** The next of the parameters of {@code fmtp:type parameters}, which have semicolons and blanks between them. */
    private static int parameter(Frame f, int at, int end, int previous, int index) {
        if (f.u8(at) != 'f') {
            return -1;
        }
        long all = map(f, at, end, 3);
        int next = previous < 0 ? (int) (all >>> 32) : previous + (int) parameter(f, previous, end);
        int stop = Words.stop(f, at, end);
        while (all != Field.ABSENT && next < stop && (f.u8(next) == ';' || f.u8(next) == ' ')) {
            next++;
        }
        return all != Field.ABSENT && next < stop ? next : -1;
    }

    private static long parameter(Frame f, int at, int end) {
        return Words.before(f, at, Words.stop(f, at, end), ';');
    }

    private static long port(Frame f, int at, int end) {
        long place = Words.word(f, at + 2, stop(f, at, end), 1);
        return place == Field.ABSENT ? place : Words.number(f, Words.slash(f, place, 0));
    }

    // ---- boundaries

    private static int bytes(Frame f, int at, int end) {
        return Words.next(f, at, end) - at;
    }

    /** The next line that is one; those of the session end where the first medium begins. */
    private static int line(Frame f, int at, int end, int previous, boolean media) {
        int next = previous < 0 ? at : Words.next(f, previous, end);
        while (next + 2 <= end && f.u8(next + 1) != '=') {
            next = Words.next(f, next, end);
        }
        return next + 2 > end || !media && f.u8(next) == 'm' ? -1 : next;
    }

    private static int medium(Frame f, int at, int end, int previous, int index) {
        int next = previous < 0 ? at : Words.next(f, previous, end);
        while (next + 2 <= end && (f.u8(next) != 'm' || f.u8(next + 1) != '=')) {
            next = Words.next(f, next, end);
        }
        return next + 2 > end ? -1 : next;
    }

    private static int mediumBytes(Frame f, int at, int end) {
        int next = medium(f, at, end, at, 1);
        return (next < 0 ? end : next) - at;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        f.push(this, at, end, end);
        if (!f.isQuoted(f.depth() - 1)) {
            SdpMedia.announce(f, at, end);
        }
    }

    /** Tells of what the description in a layer announces, a limited number. */
    public static void endpoints(Frame f, int layer, Endpoint to) {
        SdpMedia.each(f, f.at(layer), f.end(layer), (frame, at, end, high, low, port, step) -> to.at(high, low, port));
    }

    /** Where the session's name stands in a layer, as {@link Field#span}; {@link Field#ABSENT} when it has none (RFC 8866, 5.3). */
    public static long sessionName(Frame f, int layer) {
        int end = f.end(layer);
        for (int at = f.at(layer); at + 2 <= end && f.u8(at) != 'm'; at = Words.next(f, at, end)) {
            if (f.u8(at) == 's' && f.u8(at + 1) == '=') {
                int stop = stop(f, at, end);
                boolean none = stop == at + 2 || stop == at + 3 && (f.u8(at + 2) == '-' || f.u8(at + 2) == ' ');
                return none ? Field.ABSENT : all(f, at, end);
            }
        }
        return Field.ABSENT;
    }

    /** The session's name and its media. */
    @Override
    public void row(Frame f, int layer, Out out) {
        out.put("sdp");
        int end = f.end(layer);
        for (int at = f.at(layer); at + 2 <= end; at = Words.next(f, at, end)) {
            int type = f.u8(at);
            if (f.u8(at + 1) == '=' && (type == 's' || type == 'c' || type == 'm')) {
                out.put(type == 's' ? " \"" : type == 'c' ? ", at " : ", ");
                int from = at + 2;
                long address = type == 'c' ? Words.word(f, from, stop(f, at, end), 2) : Field.ABSENT;
                from = address == Field.ABSENT ? from : (int) (address >>> 32);
                out.safe(f.segment(), f.base() + from, stop(f, at, end) - from).put(type == 's' ? "\"" : "");
            }
        }
    }
}
