package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Babel, to 224.0.0.111 and ff02::1:6: RFC 8966, section 4 (version 2); authentication RFC 8967; delays RFC 9616.
 *
 * <pre>
 * magic 42, version 1, bytes of the body 2; messages, those of a trailer (the digest) behind the body: type 1, length 1 (of what follows), and
 * 0 pad (no length)   1 pad   2 acknowledge: reserved 2, nonce 2, interval 2   3 acknowledgement: nonce 2   16 digest
 * 4 hello: flags 2, seqno 2, interval 2        5 heard: encoding 1, reserved 1, cost 2, interval 2, address
 * 6 router: reserved 2, ID 8                   7 next hop: encoding 1, reserved 1, address
 * 8 update: encoding 1, flags 1, prefix length 1, omitted 1, interval 2, seqno 2, metric 2, prefix
 * 9 route request: encoding 1, prefix length 1, prefix         17 packet counter 4, index
 * 10 seqno request: encoding 1, prefix length 1, seqno 2, hops 1, reserved 1, router 8, prefix
 * behind these: parts of type 1, length 1
 * </pre>
 */
public final class Babel extends Protocol {
    private static final int PORT = 6696, HEADER = 4, MAGIC = 42, SHOWN = 4, IPV4 = 1, IPV6 = 2, LINK_LOCAL = 3;
    private static final int ACK_REQUEST = 2, ACK = 3, HELLO = 4, HEARD = 5, ROUTER = 6, NEXT_HOP = 7, UPDATE = 8;
    private static final int ROUTE_REQUEST = 9, SEQNO_REQUEST = 10, COUNTER = 17, INFINITE = 0xffff;

    static final Header H = header("babel", "Babel Routing Protocol");
    static final Field MAGIC_BYTE = H.u8("magic", "Magic"),
            VERSION = H.u8("version", "Version"),
            BODY_LENGTH = H.u16("bodylen", "Body Length");
    static final Header MESSAGE = H.parts(
            "Message",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at + HEADER : previous + bytes(f, previous, end);
                return next >= end || next + bytes(f, next, end) > end ? -1 : next;
            },
            (f, at, end) -> bytes(f, at, end));
    static final Field
            MESSAGE_ANY =
                    MESSAGE.derived("message", "Message", Type.UINT, (f, at, end) -> f.u8(at))
                            .hidden(),
            TYPE = MESSAGE.u8("message.type", "Message Type").names(Names.lines("""
            0 Pad1
            1 PadN
            2 Acknowledgement Request
            3 Acknowledgement
            4 Hello
            5 IHU
            6 Router ID
            7 Next Hop
            8 Update
            9 Route Request
            10 Seqno Request
            11 TS/PC
            12 HMAC
            13 Source-specific Update
            14 Source-specific Route Request
            15 Source-specific Seqno Request
            16 MAC
            17 PC
            18 Challenge Request
            19 Challenge Reply
            """));
    static final Header SIZED = MESSAGE.then("Length", (f, at, end) -> f.u8(at) != 0);
    static final Field LENGTH = SIZED.u8("message.length", "Message Length");

    static final Header ASKS = of(ACK_REQUEST, "Acknowledgement Request").skip(16);
    static final Field ACK_NONCE = ASKS.u16("message.nonce", "Nonce").hex(),
            ACK_INTERVAL = ASKS.u16("message.interval", "Interval").in("centiseconds");
    static final Field NONCE =
            of(ACK, "Acknowledgement").u16("message.nonce", "Nonce").hex();
    static final Header GREETS = of(HELLO, "Hello").skip(16);
    static final Field HELLO_SEQNO = GREETS.u16("message.seqno", "Seqno").hex(),
            HELLO_INTERVAL = GREETS.u16("message.interval", "Interval").in("centiseconds");
    static final Header HEARS = of(HEARD, "IHU");
    static final Field HEARD_AE = encoding(HEARS),
            RXCOST = HEARS.skip(8).u16("message.rxcost", "Rxcost").hex(),
            HEARD_INTERVAL = HEARS.u16("message.interval", "Interval").in("centiseconds"),
            HEARD_ADDRESS = HEARS.span("message.prefix", "Address", Type.BYTES, (f, at, end) -> address(f, at, end, 8));
    static final Field ROUTER_ID = of(ROUTER, "Router ID").skip(16).bytes(8, "message.routerid", "Router ID");
    static final Header HOP = of(NEXT_HOP, "Next Hop");
    static final Field HOP_AE = encoding(HOP),
            HOP_ADDRESS = HOP.span("message.prefix", "Next Hop", Type.BYTES, (f, at, end) -> address(f, at, end, 4));
    static final Header UPDATES = of(UPDATE, "Update");
    static final Field UPDATE_AE = encoding(UPDATES),
            UPDATE_FLAGS = UPDATES.u8("message.flags", "Flags").hex(),
            UPDATE_PLEN = UPDATES.u8("message.plen", "Prefix Length"),
            OMITTED = UPDATES.u8("message.omitted", "Omitted Bytes"),
            UPDATE_INTERVAL = UPDATES.u16("message.interval", "Interval").in("centiseconds"),
            UPDATE_SEQNO = UPDATES.u16("message.seqno", "Seqno").hex(),
            METRIC = UPDATES.u16("message.metric", "Metric"),
            UPDATE_PREFIX =
                    UPDATES.span(
                            "message.prefix",
                            "Prefix",
                            Type.BYTES,
                            (f, at, end) -> prefix(at + 12, f.u8(at + 4), f.u8(at + 5), end));
    static final Header ROUTE_ASKED = of(ROUTE_REQUEST, "Route Request");
    static final Field ROUTE_AE = encoding(ROUTE_ASKED),
            ROUTE_PLEN = ROUTE_ASKED.u8("message.plen", "Prefix Length"),
            ROUTE_PREFIX =
                    ROUTE_ASKED.span(
                            "message.prefix",
                            "Prefix",
                            Type.BYTES,
                            (f, at, end) -> prefix(at + 4, f.u8(at + 3), 0, end));
    static final Header SEQNO_ASKED = of(SEQNO_REQUEST, "Seqno Request");
    static final Field SEQNO_AE = encoding(SEQNO_ASKED),
            SEQNO_PLEN = SEQNO_ASKED.u8("message.plen", "Prefix Length"),
            SEQNO = SEQNO_ASKED.u16("message.seqno", "Seqno").hex(),
            HOPS = SEQNO_ASKED.u8("message.hopcount", "Hop Count"),
            SEQNO_ROUTER = SEQNO_ASKED.skip(8).bytes(8, "message.routerid", "Router ID"),
            SEQNO_PREFIX =
                    SEQNO_ASKED.span(
                            "message.prefix",
                            "Prefix",
                            Type.BYTES,
                            (f, at, end) -> prefix(at + 16, f.u8(at + 3), 0, end));
    static final Field PACKET_COUNTER = of(COUNTER, "PC").u32("message.index", "Index");

    static final Header PART = SIZED.parts(
            "babel",
            "Sub-TLV",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? partsFrom(f, at, end) : previous + bytes(f, previous, end);
                return next < 0 || next >= end || next + bytes(f, next, end) > end ? -1 : next;
            },
            (f, at, end) -> bytes(f, at, end));
    static final Field
            PART_ANY =
                    PART.derived("subtlv", "Sub-TLV", Type.UINT, (f, at, end) -> f.u8(at))
                            .hidden(),
            PART_TYPE = PART.u8("subtlv.type", "Sub-TLV Type").names(Names.lines("""
            0 Pad1
            1 PadN
            2 Diversity
            3 Timestamp
            128 Source Prefix
            """));
    static final Field PART_LENGTH =
            PART.then("Length", (f, at, end) -> f.u8(at) != 0).u8("subtlv.length", "Sub-TLV Length");

    static {
        H.length(HEADER);
        UPDATES.length(10);
        SEQNO_ASKED.length(14);
    }

    public Babel() {
        super(H);
        on(Udp.DSTPORT, PORT);
    }

    private static Header of(int type, String label) {
        return SIZED.then(label, (f, at, end) -> f.u8(at) == type);
    }

    private static Field encoding(Header h) {
        return h.u8("message.ae", "Address Encoding").names(Names.lines("""
            0 Wildcard
            1 IPv4
            2 IPv6
            3 Link-Local IPv6
            4 IPv4 via IPv6
            """));
    }

    /** Of a message or a part of one: the first of all kinds is an octet alone. */
    private static int bytes(Frame f, int at, int end) {
        return f.u8(at) == 0 ? 1 : at + 2 > end ? 2 : 2 + f.u8(at + 1);
    }

    private static int addressBytes(int encoding) {
        return switch (encoding) {
            case IPV4 -> 4;
            case IPV6 -> 16;
            case LINK_LOCAL -> 8;
            default -> 0;
        };
    }

    private static long address(Frame f, int at, int end, int from) {
        int bytes = addressBytes(f.u8(at + 2));
        return bytes == 0 || at + from + bytes > end ? Field.ABSENT : Field.span(at + from, bytes);
    }

    private static long prefix(int at, int bits, int omitted, int end) {
        int bytes = (bits + 7) / 8 - omitted;
        return bytes <= 0 || at + bytes > end ? Field.ABSENT : Field.span(at, bytes);
    }

    /** Where the parts behind a message's own fields begin; -1 where it can have none. */
    private static int partsFrom(Frame f, int at, int end) {
        return switch (f.u8(at)) {
            case ACK_REQUEST, HELLO -> at + 8;
            case ACK -> at + 4;
            case HEARD -> at + 3 > end ? -1 : at + 8 + addressBytes(f.u8(at + 2));
            case ROUTER -> at + 12;
            case NEXT_HOP -> at + 3 > end ? -1 : at + 4 + addressBytes(f.u8(at + 2));
            case UPDATE -> at + 6 > end ? -1 : at + 12 + Math.max(0, (f.u8(at + 4) + 7) / 8 - f.u8(at + 5));
            case ROUTE_REQUEST -> at + 4 > end ? -1 : at + 4 + (f.u8(at + 3) + 7) / 8;
            case SEQNO_REQUEST -> at + 4 > end ? -1 : at + 16 + (f.u8(at + 3) + 7) / 8;
            default -> -1;
        };
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > end) {
            f.broken(at, end);
            return;
        }
        if (f.u8(at) != MAGIC) {
            f.nextData(at, f.declared());
            return;
        }
        f.push(this, at, end, end);
        int stop = at + HEADER + f.u16(at + 2), next = at + HEADER;
        while (next < end) {
            next += bytes(f, next, end);
        }
        if (next > end || stop > end) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer), message = -1, shown = 0;
        out.put("babel");
        for (int i = 0; (message = MESSAGE.next(f, at, end, message, i)) >= 0; i++) {
            if (f.u8(message) <= 1) {
                continue;
            }
            if (shown++ == SHOWN) {
                out.put(", …");
                return;
            }
            said(f, message, MESSAGE.end(f, message, end), out.put(shown == 1 ? " " : ", "));
        }
    }

    private static void said(Frame f, int at, int end, Out out) {
        int type = f.u8(at);
        String name = TYPE.names().get(type);
        out.words(name == null ? "type " : name);
        if (name == null) {
            out.dec(type);
        }
        if (type == HELLO && at + 8 <= end) {
            out.put(' ').dec(f.u16(at + 4)).put(" every ");
            GroupRecords.seconds(10L * f.u16(at + 6), 3, out);
        } else if (type == HEARD && at + 8 <= end) {
            out.put(" cost ").dec(f.u16(at + 4));
        } else if (type == UPDATE && at + 12 <= end) {
            out.put(" /").dec(f.u8(at + 4)).put(f.u16(at + 10) == INFINITE ? " retracted" : " metric ");
            if (f.u16(at + 10) != INFINITE) {
                out.dec(f.u16(at + 10));
            }
        }
    }
}
