package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Real-time Transport Protocol: RFC 3550, 5.1 and 5.3.1; payload types RFC 3551, 6; header extension elements RFC 8285 (once
 * 5285); RTCP beside it on one port RFC 5761.
 *
 * <pre>
 * version 2 bits, padding 1, extension 1, CSRC count 4, marker 1, payload type 7, sequence number 2 bytes, timestamp 4,
 * SSRC 4: 12 bytes; then CSRCs of 4 bytes; then, if there is an extension, profile 2, length 2 in words, and that many;
 * then the payload and, if there is padding, bytes of which the last is their number
 *
 * profile be de   elements: ID 4 bits, length - 1 4 bits, data
 * profile 10 0a   elements: ID 8 bits, length 8 bits, data        a: application bits
 * in both 0 is a byte of padding
 * </pre>
 *
 * The payload goes to the protocol that its type names under {@link #P_TYPE}.
 */
public final class Rtp extends Protocol {
    public static final int FIXED = 12;

    private static final int ONE_BYTE = 0xbede, TWO_BYTES = 0x1000;

    /** With the marker set these payload types are RTCP's packet types 192 to 223 (RFC 5761, 4). */
    private static final int RTCP_FIRST = 64, RTCP_LAST = 95;

    public static final Header H = header("rtp", "Real-Time Transport Protocol");

    static {
        Announced.declare(H);
    }

    public static final Field VERSION =
            H.bits(2, "version", "Version").names(Names.of(2, "RFC 3550", 1, "First draft", 0, "vat"));
    static final Header TWO = H.then("Version 2", (f, at, end) -> f.u8(at) >> 6 == 2);
    public static final Field PADDING = TWO.skip(2).bit("padding", "Padding"),
            EXT = TWO.bit("ext", "Extension"),
            CC = TWO.bits(4, "cc", "Contributing source identifiers count"),
            MARKER = TWO.bit("marker", "Marker");

    /** RFC 3551, tables 4 and 5. */
    public static final Field P_TYPE =
            TWO.bits(7, "p_type", "Payload type").names(Names.lines("""
            0 PCMU
            3 GSM
            4 G723
            5 DVI4 8000 Hz
            6 DVI4 16000 Hz
            7 LPC
            8 PCMA
            9 G722
            10 L16 stereo
            11 L16 mono
            12 QCELP
            13 CN
            14 MPA
            15 G728
            16 DVI4 11025 Hz
            17 DVI4 22050 Hz
            18 G729
            25 CelB
            26 JPEG
            28 nv
            31 H261
            32 MPV
            33 MP2T
            34 H263
            """)).parent();

    public static final Field SEQ = TWO.u16("seq", "Sequence number"),
            EXTSEQ = TWO.derived("extseq", "Extended sequence number", Type.UINT, Announced::extended),
            TIMESTAMP = TWO.u32("timestamp", "Timestamp"),
            SSRC = TWO.u32("ssrc", "Synchronization Source identifier").hex();

    static final Field CSRCS =
            TWO.note("csrc.items", "Contributing Source identifiers", (f, at, end) -> CC.get(f, at) > 0);
    static final Header CSRC = TWO.list("Contributing source", CC, (f, at, end) -> 4);
    static final Field CSRC_ITEM = CSRC.u32("csrc.item", "CSRC item").hex();

    static final Header EXTENSION = TWO.parts(
            "Header extension",
            (f, at, end, previous, index) -> index == 0 && EXT.get(f, at) == 1 ? at + csrcEnd(f, at) : -1,
            (f, at, end) -> 4 + 4 * f.u16(at + 2));
    static final Field
            PROFILE = EXTENSION.u16("ext.profile", "Defined by profile").hex(),
            EXT_LEN = EXTENSION.u16("ext.len", "Extension length").in("words"),
            EXTS = EXTENSION.note("hdr_exts", "Header extensions", (f, at, end) -> f.u16(at + 2) > 0);
    static final Header WORD = EXTENSION.parts("Word", Rtp::word, (f, at, end) -> 4);
    static final Field HDR_EXT = WORD.u32("hdr_ext", "Header extension").hex();

    static final Header SHORT = EXTENSION.parts("One-byte element", Rtp::element, Rtp::elementBytes);
    static final Field ID_4 = SHORT.bits(4, "ext.rfc5285.id", "Identifier"),
            LEN_4 =
                    SHORT.bits(4, "ext.rfc5285.len", "Length")
                            .code(bits -> bits + 1)
                            .in("bytes"),
            DATA_4 =
                    SHORT.span(
                            "ext.rfc5285.data",
                            "Extension Data",
                            Type.BYTES,
                            (f, at, end) -> Field.span(at + 1, end - at - 1));
    static final Header LONG = EXTENSION.parts("Two-byte element", Rtp::longElement, Rtp::longElementBytes);
    static final Field
            APPBITS =
                    LONG.derived(
                                    "ext.rfc5285.appbits",
                                    "Application Bits",
                                    Type.UINT,
                                    (f, at, end) -> profile(f, at) & 15)
                            .plain(),
            ID_8 = LONG.u8("ext.rfc5285.id", "Identifier"),
            LEN_8 = LONG.u8("ext.rfc5285.len", "Length").in("bytes"),
            DATA_8 =
                    LONG.span(
                            "ext.rfc5285.data",
                            "Extension Data",
                            Type.BYTES,
                            (f, at, end) -> Field.span(at + 2, end - at - 2 > 0 ? end - at - 2 : -1));

    static final Field PAYLOAD = TWO.span("payload", "Payload", Type.BYTES, (f, at, end) -> {
        int from = at + headerBytes(f, at, end);
        int to = end - padding(f, at, end);
        return Field.span(from, to > from ? to - from : -1);
    });
    static final Field
            PADDING_DATA =
                    TWO.span("padding.data", "Padding data", Type.BYTES, (f, at, end) -> {
                        int count = padding(f, at, end);
                        return Field.span(end - count, count > 1 ? count - 1 : -1);
                    }),
            PADDING_COUNT =
                    TWO.derived(
                                    "padding.count",
                                    "Padding count",
                                    Type.UINT,
                                    (f, at, end) -> padding(f, at, end) > 0 ? f.u8(end - 1) : Field.ABSENT)
                            .plain(),
            PADDING_MISSING =
                    TWO.note(
                            "padding_missing",
                            "Frame has padding, but not all the frame data was captured",
                            (f, at, end) -> PADDING.get(f, at) == 1 && isCut(f, at));

    static {
        TWO.length(FIXED);
        CSRC.length(4);
        EXTENSION.length(4);
        SHORT.length(1);
        LONG.length(2);
    }

    public Rtp() {
        super(H);
        guessed(Udp.DSTPORT);
    }

    /** A datagram that RTP's rules allow (RFC 3550, A.1), and that fits what its flow has had: {@link Suspicion}. */
    @Override
    public boolean looksLike(Frame f, int at, int end) {
        return isValid(f, at, end) && Suspicion.accepts(f, at, end);
    }

    /** Whether one datagram can be RTP. The padding is only looked at when it was captured. */
    static boolean isValid(Frame f, int at, int end) {
        if (at + FIXED > end || f.u8(at) >> 6 != 2) {
            return false;
        }
        int type = f.u8(at + 1) & 0x7f;
        int header = headerBytes(f, at, end);
        if (type >= 72 && type <= 76 || header < 0) {
            return false;
        }
        int count = f.u8(end - 1);
        return PADDING.get(f, at) == 0 || f.declared() > end || count > 0 && at + header + count <= end;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at == end) {
            f.broken(at, end);
            return;
        }
        if (f.u8(at) >> 6 != 2) {
            f.push(this, at, at + 1, end);
            f.nextData(at, f.declared());
            return;
        }
        if (at + 2 <= end && isControl(f.u8(at + 1))) {
            f.next(Rtcp.H.protocol(), at, f.declared());
            return;
        }
        if (at + FIXED > end) {
            f.broken(at, end);
            return;
        }
        int header = headerBytes(f, at, end);
        f.push(this, at, header < 0 ? end : at + header, end);
        if (header < 0) {
            f.broken(end, end);
            return;
        }
        Announced.count(f, at, (int) SEQ.get(f, at));
        int stop = end - padding(f, at, end);
        Protocol child = Announced.payload(f, at, (int) P_TYPE.get(f, at));
        if (child != null && stop > at + header) {
            f.next(child, at + header, isCut(f, at) ? f.declared() : stop);
        }
    }

    /** Whether the second octet is RTCP's where both share a port (RFC 5761, 4). */
    public static boolean isControl(int octet) {
        int type = octet & 0x7f;
        return octet >= 0x80 && type >= RTCP_FIRST && type <= RTCP_LAST;
    }

    /** What the payload type of the layer at {@code at} is called: as announced, else by RFC 3551; null for neither. */
    public static String codec(Frame f, int at) {
        int type = (int) P_TYPE.get(f, at);
        Out name = new Out();
        return Announced.name(f, at, type, name)
                ? name.toString()
                : P_TYPE.names().get(type);
    }

    /** The clock rate that was announced for the payload type of the layer at {@code at}; 0 for none. */
    public static int announcedRate(Frame f, int at) {
        return Announced.rate(f, at, (int) P_TYPE.get(f, at));
    }

    /** Bytes from the beginning to the end of the CSRCs. */
    private static int csrcEnd(Frame f, int at) {
        return FIXED + 4 * (int) CC.get(f, at);
    }

    /** Bytes before the payload; -1 when they do not fit. */
    private static int headerBytes(Frame f, int at, int end) {
        int bytes = csrcEnd(f, at);
        if (EXT.get(f, at) == 1 && at + bytes + 4 <= end) {
            bytes += 4 + 4 * f.u16(at + bytes + 2);
        } else if (EXT.get(f, at) == 1) {
            return -1;
        }
        return at + bytes > end ? -1 : bytes;
    }

    /** Bytes of padding at the end; what it says more than there are bytes is left out. */
    private static int padding(Frame f, int at, int end) {
        int header = headerBytes(f, at, end);
        if (PADDING.get(f, at) == 0 || header < 0 || isCut(f, at) || at + header >= end) {
            return 0;
        }
        return Math.min(f.u8(end - 1), end - at - header);
    }

    private static boolean isCut(Frame f, int at) {
        int layer = f.layer(H.protocol(), at);
        return f.declared(layer) > f.end(layer);
    }

    // ---- the elements of an extension; at is its profile, end one past its last byte

    private static int word(Frame f, int at, int end, int previous, int index) {
        int profile = f.u16(at);
        boolean words = profile != ONE_BYTE && (profile & 0xfff0) != TWO_BYTES;
        return !words || index >= f.u16(at + 2) ? -1 : at + 4 + 4 * index;
    }

    private static int element(Frame f, int at, int end, int previous, int index) {
        if (f.u16(at) != ONE_BYTE) {
            return -1;
        }
        int next = skip(f, previous < 0 ? at + 4 : previous + elementBytes(f, previous, end), end);
        // ID 15 ends them (RFC 8285, 4.2).
        return next >= end || f.u8(next) >> 4 == 15 || next + elementBytes(f, next, end) > end ? -1 : next;
    }

    private static int elementBytes(Frame f, int at, int end) {
        return (f.u8(at) & 15) + 2;
    }

    private static int longElement(Frame f, int at, int end, int previous, int index) {
        if ((f.u16(at) & 0xfff0) != TWO_BYTES) {
            return -1;
        }
        int next = skip(f, previous < 0 ? at + 4 : previous + longElementBytes(f, previous, end), end);
        return next + 2 > end || next + longElementBytes(f, next, end) > end ? -1 : next;
    }

    private static int longElementBytes(Frame f, int at, int end) {
        return f.u8(at + 1) + 2;
    }

    /** Past the bytes of padding before an element. */
    private static int skip(Frame f, int at, int end) {
        while (at < end && f.u8(at) == 0) {
            at++;
        }
        return at;
    }

    /** The profile of the extension that the element at {@code at} is in. */
    private static long profile(Frame f, int at) {
        for (int i = f.depth() - 1; i >= 0; i--) {
            if (f.protocol(i) == H.protocol() && f.at(i) < at && at < f.body(i)) {
                return f.u16(f.at(i) + csrcEnd(f, f.at(i)));
            }
        }
        return 0;
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        out.put("rtp");
        if (f.u8(at) >> 6 != 2) {
            out.put(" [version ").dec(f.u8(at) >> 6).put(']');
            return;
        }
        int type = (int) P_TYPE.get(f, at);
        out.put(' ');
        if (!Announced.name(f, at, type, out)) {
            String name = P_TYPE.names().get(type);
            if (name == null) {
                out.put("pt ").dec(type);
            } else {
                out.put(name);
            }
        }
        out.put(", seq ").dec(SEQ.get(f, at)).put(", time ").unsigned(TIMESTAMP.get(f, at));
        out.put(", ssrc 0x").hex(SSRC.get(f, at), 8).put(MARKER.get(f, at) == 1 ? ", mark" : "");
        int header = headerBytes(f, at, end);
        if (header >= 0) {
            out.put(", ")
                    .dec(f.declared(layer) - at - header - padding(f, at, end))
                    .put(" bytes");
        }
    }
}
