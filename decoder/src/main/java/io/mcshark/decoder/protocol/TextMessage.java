package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Type;

/**
 * A message as HTTP has it, which SIP (RFC 3261, 7) and RTSP (RFC 2326, 4) took over: a first line, headers {@code Name:
 * value}, an empty line, a body of Content-Length bytes.
 */
final class TextMessage {
    private TextMessage() {}

    /** Where the body begins: behind the empty line; -1 where there is none. */
    static int body(Frame f, int at, int end) {
        int line = at;
        while (line < end) {
            int stop = Words.stop(f, line, end);
            int next = Words.next(f, line, end);
            if (next == stop || f.u8(next - 1) != '\n') {
                return -1;
            }
            if (stop == line) {
                return next;
            }
            line = next;
        }
        return -1;
    }

    /**
     * The value of the header called {@code name}, in small letters, or {@code brief} (null: there is no short form).
     *
     * @param end one past the last header
     * @return a place; {@link Field#ABSENT} where there is none
     */
    static long header(Frame f, int at, int end, String name, String brief) {
        for (int line = Words.next(f, at, end); line < end; ) {
            if (is(f, line, end, name) || brief != null && is(f, line, end, brief)) {
                return value(f, line, end);
            }
            int next = Words.next(f, line, end);
            line = next == line ? end : next;
        }
        return Field.ABSENT;
    }

    private static boolean is(Frame f, int line, int end, String name) {
        int i = line + name.length();
        while (i < end && f.u8(i) == ' ') {
            i++;
        }
        return i < end && f.u8(i) == ':' && Words.begins(f, line, end, name);
    }

    /** What stands behind a header's colon, without the blanks before it. */
    private static long value(Frame f, int line, int end) {
        int stop = Words.stop(f, line, end);
        int at = (int) (Words.behind(f, line, stop, ':') >>> 32);
        while (at < stop && (f.u8(at) == ' ' || f.u8(at) == '\t')) {
            at++;
        }
        return Field.span(at, stop - at);
    }

    /** The media type at a place, without its parameters. */
    static long mediaType(Frame f, long place) {
        int at = (int) (place >>> 32);
        int end = at + (int) place;
        int i = at;
        while (i < end && f.u8(i) != ';' && f.u8(i) != ' ') {
            i++;
        }
        return Field.span(at, i - at);
    }

    /** Declares a header's value as text. */
    static Field text(Header h, String field, String label, String name, String brief) {
        return h.span(field, label, Type.STRING, (f, at, end) -> header(f, at, headersEnd(f, h, at, end), name, brief));
    }

    /** Declares a header's value as a number. */
    static Field number(Header h, String field, String label, String name, String brief) {
        return h.derived(field, label, Type.UINT, (f, at, end) -> {
                    long place = header(f, at, headersEnd(f, h, at, end), name, brief);
                    return place == Field.ABSENT ? place : Words.number(f, place);
                })
                .plain();
    }

    /** One past the headers of the message at {@code at}, which is a layer's first byte. */
    private static int headersEnd(Frame f, Header h, int at, int end) {
        int layer = f.layer(h.protocol(), at);
        return layer < 0 ? end : f.body(layer);
    }
}
