package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Scalable service-Oriented MiddlewarE over IP: AUTOSAR SOME/IP protocol specification, 4.1 (header), 4.2.1.4 (segments). At the port of its
 * service discovery; others are agreed on in vehicles ({@code -d udp.port==30501,someip}).
 *
 * <pre>
 * service 2, method 2, length 4 (of all behind it), client 2, session 2, version 1 (1), interface's version 1, type 1, return code 1, payload
 * type with bit 0x20: before the payload offset 28 bits (of 16 octets), reserved 3 bits, more 1 bit; several messages may be in a datagram
 * </pre>
 */
public final class Someip extends Protocol {
    private static final int PORT = 30490, HEADER = 16, HEAD = 8, SEGMENT = 0x20, VERSION_1 = 1;

    static final Header H = header("someip", "SOME/IP Protocol");
    static final Field MESSAGE = H.u32("messageid", "Message ID").hex().parent();
    static final Field SERVICE = H.split(MESSAGE).u16("serviceid", "Service ID").hex(),
            METHOD = H.u16("methodid", "Method ID").hex(),
            LENGTH = H.u32("length", "Length").in("bytes");
    static final Header REST = H.then("Request", (f, at, end) -> true);
    static final Field CLIENT = REST.u16("clientid", "Client ID").hex(),
            SESSION = REST.u16("sessionid", "Session ID").hex(),
            VERSION = REST.u8("protoversion", "SOME/IP Version").hex(),
            INTERFACE = REST.u8("interfaceversion", "Interface Version").hex(),
            TYPE = REST.u8("messagetype", "Message Type").hex().names(Names.lines("""
            0x00 Request
            0x01 Request No Return
            0x02 Notification
            0x20 Request Segment
            0x21 Request No Return Segment
            0x22 Notification Segment
            0x40 Request Ack
            0x41 Request No Return Ack
            0x42 Notification Ack
            0x80 Response
            0x81 Error
            0xa0 Response Segment
            0xa1 Error Segment
            0xc0 Response Ack
            0xc1 Error Ack
            """));
    static final Field ACKNOWLEDGES = REST.split(TYPE).skip(1).bit("messagetype.ack", "Message Type Ack Flag"),
            SEGMENTED = REST.bit("messagetype.tp", "Message Type TP Flag"),
            RETURN = REST.skip(5).u8("returncode", "Return Code").hex().names(Names.lines("""
            0x00 Ok
            0x01 Not Ok
            0x02 Unknown Service
            0x03 Unknown Method
            0x04 Not Ready
            0x05 Not Reachable
            0x06 Timeout
            0x07 Wrong Protocol Version
            0x08 Wrong Interface Version
            0x09 Malformed Message
            0x0a Wrong Message Type
            """)),
            UNKNOWN_VERSION =
                    REST.note(
                            "unknown_protocol_version",
                            "SOME/IP Unknown Protocol Version!",
                            (f, at, end) -> f.u8(at + 12) != VERSION_1);
    static final Header PIECE = REST.then("Segment", (f, at, end) -> SEGMENTED.get(f, at) == 1);
    static final Field
            PIECE_BYTES =
                    PIECE.span(
                            "tp", "SOME/IP-TP", Type.BYTES, (f, at, end) -> Field.span(at + HEADER, end - at - HEADER)),
            OFFSET =
                    PIECE.bits(28, "tp.offset", "Offset")
                            .code(units -> units << 4)
                            .in("bytes"),
            PIECE_FLAGS = PIECE.bits(4, "tp.flags", "Flags").hex(),
            PIECE_RESERVED =
                    PIECE.split(PIECE_FLAGS)
                            .bits(3, "tp.flags.reserved", "Reserved")
                            .hex(),
            MORE = PIECE.bit("tp.flags.more_segments", "More Segments");
    static final Field PAYLOAD = REST.span("payload", "Payload", Type.BYTES, (f, at, end) -> {
        int from = at + HEADER + (SEGMENTED.get(f, at) == 1 ? 4 : 0);
        return from >= end || MESSAGE.get(f, at) == Someipsd.MESSAGE ? Field.ABSENT : Field.span(from, end - from);
    });
    static final Field
            TRUNCATED =
                    H.note(
                            "message_truncated",
                            "SOME/IP Truncated message!",
                            (f, at, end) -> at + HEADER <= end
                                    && at + HEAD + LENGTH.get(f, at) > f.declared(f.layer(H.protocol(), at))),
            INCOMPLETE =
                    H.note(
                            "incomplete_headers",
                            "SOME/IP Incomplete headers or some bytes left over!",
                            (f, at, end) -> at + HEADER > end || LENGTH.get(f, at) < HEAD);

    static {
        H.length(HEAD);
        REST.length(8);
        PIECE.length(4);
    }

    public Someip() {
        super(H);
        on(Udp.DSTPORT, PORT);
    }

    /** Several messages of a datagram are one step, as in tshark. */
    @Override
    public boolean goesOn(Frame f, int layer) {
        return layer > 0 && (H.isOf(f.protocol(layer - 1)) || Someipsd.H.isOf(f.protocol(layer - 1)));
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEAD > end) {
            f.broken(at, end);
            return;
        }
        long length = LENGTH.get(f, at);
        int stop = (int) Math.min(at + HEAD + length, f.declared()), whole = Math.min(stop, end);
        if (at + HEADER > whole) {
            f.push(this, at, end, end);
            f.broken(end, end);
            return;
        }
        boolean found = MESSAGE.table().has((int) MESSAGE.get(f, at));
        f.push(this, at, found ? at + HEADER : whole, whole);
        if (whole < end) {
            f.after(this, whole, end);
        }
        if (found) {
            f.next(MESSAGE.table(), (int) MESSAGE.get(f, at), at + HEADER, stop);
        } else if (at + HEAD + length > end) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        if (at + HEADER > f.end(layer)) {
            out.put("some/ip");
            return;
        }
        if (MESSAGE.get(f, at) == Someipsd.MESSAGE) {
            return;
        }
        String type = TYPE.names().get(TYPE.get(f, at));
        out.put("some/ip ")
                .words(type == null ? "message" : type)
                .put(" service 0x")
                .hex(SERVICE.get(f, at), 4)
                .put(" method 0x")
                .hex(METHOD.get(f, at), 4);
        String code = RETURN.names().get(RETURN.get(f, at));
        if (RETURN.get(f, at) != 0) {
            out.put(", ").words(code == null ? "error" : code);
        }
        if (SEGMENTED.get(f, at) == 1 && at + HEADER + 4 <= f.end(layer)) {
            out.put(", from ").dec(OFFSET.get(f, at)).put(MORE.get(f, at) == 1 ? "" : ", the last");
        }
    }
}
