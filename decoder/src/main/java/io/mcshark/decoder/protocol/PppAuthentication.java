package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * How one end of a PPP link shows the other who it is: PAP, RFC 1334, 2; CHAP, RFC 1994, 4.
 *
 * <pre>
 * code 1, identifier 1, length 2 (of all)
 *   PAP   1 request: length 1, name, length 1, password;   2 ack, 3 nak: length 1, message
 *   CHAP  1 challenge, 2 response: size 1, value, name;    3 success, 4 failure: message
 * </pre>
 */
public final class PppAuthentication extends Protocol {
    private static final int FIXED = 4;

    private final Names codes;

    private PppAuthentication(Header header, Names codes, int protocol) {
        super(header);
        this.codes = codes;
        on(Ppp.PROTOCOL, protocol);
    }

    /** The Password Authentication Protocol. */
    public static PppAuthentication pap() {
        Names codes = Names.of(1, "Authenticate-Request", 2, "Authenticate-Ack", 3, "Authenticate-Nak");
        Header h = declare("pap", "PPP Password Authentication Protocol", codes);
        string(h, "peer_id", "Peer-ID", 1);
        h.derived("password.length", "Password-Length", Type.UINT, (f, at, end) -> {
                    int place = password(f, at, end);
                    return place < 0 ? Field.ABSENT : f.u8(place);
                })
                .plain();
        h.span("password", "Password", Type.STRING, (f, at, end) -> {
            int place = password(f, at, end);
            return place < 0 ? Field.ABSENT : counted(f, place, end);
        });
        string(h, "message", "Message", 2);
        return new PppAuthentication(h, codes, 0xc023);
    }

    /** The Challenge Handshake Authentication Protocol. */
    public static PppAuthentication chap() {
        Names codes = Names.of(1, "Challenge", 2, "Response", 3, "Success", 4, "Failure");
        Header h = declare("chap", "PPP Challenge Handshake Authentication Protocol", codes);
        h.then("Value", (f, at, end) -> f.u8(at) == 1 || f.u8(at) == 2).u8("value_size", "Value Size");
        h.span(
                "value",
                "Value",
                Type.BYTES,
                (f, at, end) -> hasValue(f, at, end) ? counted(f, at + FIXED, end) : Field.ABSENT);
        h.span("name", "Name", Type.STRING, (f, at, end) -> {
            int name = hasValue(f, at, end) ? at + FIXED + 1 + f.u8(at + FIXED) : end;
            return name < end ? Field.span(name, end - name) : Field.ABSENT;
        });
        h.span(
                "message",
                "Message",
                Type.STRING,
                (f, at, end) ->
                        f.u8(at) > 2 && at + FIXED < end ? Field.span(at + FIXED, end - at - FIXED) : Field.ABSENT);
        return new PppAuthentication(h, codes, 0xc223);
    }

    private static Header declare(String name, String label, Names codes) {
        Header h = header(name, label);
        h.u8("code", "Code").names(codes);
        h.u8("identifier", "Identifier");
        h.u16("length", "Length");
        return h.length(FIXED);
    }

    /** Declares text with a length before it, of messages whose code is {@code code} (or 3, if that is above 1). */
    private static void string(Header h, String name, String label, int code) {
        Field.Number from = (f, at, end) -> {
            boolean there = f.u8(at) == code || code > 1 && f.u8(at) == 3;
            return there && at + FIXED < end ? at + FIXED : Field.ABSENT;
        };
        h.derived(name + ".length", label + "-Length", Type.UINT, (f, at, end) -> {
                    long found = from.value(f, at, end);
                    return found == Field.ABSENT ? found : f.u8((int) found);
                })
                .plain();
        h.span(name, label, Type.STRING, (f, at, end) -> {
            long found = from.value(f, at, end);
            return found == Field.ABSENT ? found : counted(f, (int) found, end);
        });
    }

    /** The bytes behind the length at {@code at}. */
    private static long counted(Frame f, int at, int end) {
        int length = Math.min(f.u8(at), end - at - 1);
        return Field.span(at + 1, length == 0 ? -1 : length);
    }

    private static int password(Frame f, int at, int end) {
        if (f.u8(at) != 1 || at + FIXED >= end) {
            return -1;
        }
        int place = at + FIXED + 1 + f.u8(at + FIXED);
        return place < end ? place : -1;
    }

    private static boolean hasValue(Frame f, int at, int end) {
        return (f.u8(at) == 1 || f.u8(at) == 2) && at + FIXED < end;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + FIXED > end) {
            f.broken(at, end);
            return;
        }
        int length = Math.max(f.u16(at + 2), FIXED);
        int stop = Math.min(end, at + length);
        f.push(this, at, stop, stop);
        if (at + length > end) {
            f.broken(stop, stop);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        String name = codes.get(f.u8(f.at(layer)));
        out.put(name()).put(' ').put(name == null ? "?" : name);
    }
}
