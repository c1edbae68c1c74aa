package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Table;
import io.mcshark.decoder.Type;

/**
 * Session Announcement Protocol: RFC 2974; to 224.2.127.254 and other groups, port 9875.
 *
 * <pre>
 * version 3 bits, IPv6 1, reserved 1, deletion 1, encrypted 1, compressed 1; length of the authentication in words 1 byte,
 * hash 2, source 4 or 16, authentication; then, unless encrypted or compressed, a media type and a zero (may be left out
 * for application/sdp), and the description
 *
 * authentication   version 3 bits, padding 1, type 4; type-specific; with padding its last byte is the number of bytes
 * </pre>
 */
public final class Sap extends Protocol {
    private static final int PORT = 9875;

    /** What a description is that comes without a media type. */
    private static final int SDP_KEY = Table.key("application/sdp");

    public static final Header H = header("sap", "Session Announcement Protocol");
    public static final Field FLAGS = H.u8("flags", "Flags").hex(),
            V = H.split(FLAGS).bits(3, "flags.v", "Version Number").names(Names.of(0, "SAPv0", 1, "SAPv1 or later")),
            A = H.bit("flags.a", "IPv6 source"),
            R = H.bit("flags.r", "Reserved"),
            T = H.bit("flags.t", "Deletion"),
            E = H.bit("flags.e", "Encrypted"),
            C = H.bit("flags.c", "Compressed"),
            AUTH_LEN = H.u8("auth.len", "Authentication Length").in("words"),
            HASH = H.u16("message_identifier_hash", "Message Identifier Hash").hex();
    public static final Header FOUR = H.then("IPv4", (f, at, end) -> A.get(f, at) == 0);
    public static final Field SOURCE = FOUR.ipv4("originating_source", "Originating Source");
    public static final Header SIX = H.then("IPv6", (f, at, end) -> A.get(f, at) == 1);
    public static final Field SOURCE_6 = SIX.ipv6("originating_source.ipv6", "Originating Source");

    static final Field AUTH_DATA =
            H.note("auth", "Authentication data", (f, at, end) -> AUTH_LEN.get(f, at) > 0 && body(f, at) <= end);
    static final Header AUTH = H.parts(
            "Authentication data",
            (f, at, end, previous, index) ->
                    index == 0 && AUTH_LEN.get(f, at) > 0 && body(f, at) <= end ? authentication(f, at) : -1,
            (f, at, end) -> authBytes(f, at));
    static final Field
            AUTH_FLAGS = AUTH.u8("auth.flags", "Authentication data flags").hex(),
            AUTH_V = AUTH.split(AUTH_FLAGS).bits(3, "auth.flags.v", "Version Number"),
            AUTH_P = AUTH.bit("auth.flags.p", "Padding Bit"),
            AUTH_T = AUTH.bits(4, "auth.flags.t", "Authentication Type").names(Names.of(0, "PGP", 1, "CMS")),
            SUBHEADER =
                    AUTH.span(
                            "auth.subheader",
                            "Authentication subheader",
                            Type.BYTES,
                            (f, at, end) -> Field.span(at + 1, end - at - 1 - padding(f, at, end))),
            PADDING_DATA =
                    AUTH.span("auth.data_padding", "Authentication data padding", Type.BYTES, (f, at, end) -> {
                        int count = padding(f, at, end);
                        return Field.span(end - count, count > 0 ? count : -1);
                    }),
            PADDING_LEN =
                    AUTH.derived(
                                    "auth.data_padding.len",
                                    "Authentication data pad count (bytes)",
                                    Type.UINT,
                                    (f, at, end) -> AUTH_P.get(f, at) == 1 ? f.u8(end - 1) : Field.ABSENT)
                            .plain();
    static final Field
            ENCRYPTED =
                    H.note(
                            "encrypted",
                            "The rest of the packet is encrypted",
                            (f, at, end) -> E.get(f, at) == 1 && C.get(f, at) == 0),
            COMPRESSED =
                    H.note(
                            "compressed",
                            "The rest of the packet is compressed",
                            (f, at, end) -> E.get(f, at) == 0 && C.get(f, at) == 1),
            BOTH =
                    H.note(
                            "compressed_and_encrypted",
                            "The rest of the packet is compressed and encrypted",
                            (f, at, end) -> E.get(f, at) == 1 && C.get(f, at) == 1);
    public static final Field PAYLOAD_TYPE =
            H.text("payload_type", "Payload type", Sap::mediaType).plain().parent();

    static {
        H.length(4);
        FOUR.length(4);
        SIX.length(16);
        AUTH.length(1);
    }

    public Sap() {
        super(H);
        on(Udp.DSTPORT, PORT);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 4 > end) {
            f.broken(at, end);
            return;
        }
        int body = body(f, at);
        if (body > end) {
            f.push(this, at, end, end);
            f.broken(end, end);
            return;
        }
        boolean opaque = (f.u8(at) & 3) != 0;
        int description = opaque ? body : description(f, body, end);
        f.push(this, at, description, end);
        if (opaque) {
            f.nextData(body, f.declared());
            return;
        }
        int stop = description > body ? description - 1 : body;
        int key = stop == body ? SDP_KEY : Table.key(f, body, stop);
        f.next(PAYLOAD_TYPE.table(), key, description, f.declared());
    }

    private static int authentication(Frame f, int at) {
        return at + ((f.u8(at) & 0x10) == 0 ? 8 : 20);
    }

    /** Where what follows the authentication begins. */
    private static int body(Frame f, int at) {
        return authentication(f, at) + 4 * f.u8(at + 1);
    }

    /** Where the description begins: behind a media type and a zero. One that begins "v=0" has none (RFC 2974, 3). */
    private static int description(Frame f, int body, int end) {
        if (body + 3 <= end && f.u24(body) == 0x763d30) {
            return body;
        }
        int zero = body;
        while (zero < end && f.u8(zero) != 0) {
            zero++;
        }
        return zero < end ? zero + 1 : body;
    }

    private static void mediaType(Frame f, int at, int end, Out out) {
        int body = body(f, at);
        int description = body >= end || (f.u8(at) & 3) != 0 ? body : description(f, body, end);
        if (description > body) {
            out.safe(f.segment(), f.base() + body, description - body - 1);
        }
    }

    /** Bytes of the authentication whose first byte is at {@code at}. */
    private static int authBytes(Frame f, int at) {
        int layer = f.inside(H.protocol(), at);
        return layer < 0 ? 1 : 4 * f.u8(f.at(layer) + 1);
    }

    private static int padding(Frame f, int at, int end) {
        return (f.u8(at) & 0x10) == 0 ? 0 : Math.min(f.u8(end - 1), end - at - 1);
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        out.put("sap ")
                .put(T.get(f, at) == 1 ? "deletes" : "announces")
                .put(" 0x")
                .hex(HASH.get(f, at), 4);
        if (at + 8 <= f.end(layer) && A.get(f, at) == 0) {
            out.put(" of ").ipv4(f.i32(at + 4));
        }
        int bits = f.u8(at) & 3;
        out.put((bits & 2) != 0 ? " [encrypted]" : bits == 1 ? " [compressed]" : "");
    }
}
