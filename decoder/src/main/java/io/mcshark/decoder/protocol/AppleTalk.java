package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * AppleTalk's Datagram Delivery Protocol, to 09:00:07:ff:ff:ff and groups of zones: Inside AppleTalk, second edition, chapters 2, 4, 5 and 7.
 *
 * <pre>
 * reserved 2 bits, hops 4 bits, length 10 bits, checksum 2, networks 2, 2, nodes 1, 1, sockets 1, 1 (destination, source), type 1
 * type 1  {@link Routes}    net 2, length of the node in bits 1, node 1; net 2, distance 1 (0x80: a range, whose end 2 and version 1 follow) …
 * type 2  {@link Name}      operation 4 bits, count 4 bits, transaction 1; net 2, node 1, socket 1, number 1, three texts (length 1) …
 * {@link Resolution}        hardware 2, protocol 2, lengths 1, 1, operation 2, sender's 6, 4, target's 6, 4
 * </pre>
 */
public final class AppleTalk extends Protocol {
    private static final int PID = 0x809b, HEADER = 13, RANGE = 0x80;

    static final Header H = header("ddp", "Datagram Delivery Protocol");
    static final Field HOPS = H.skip(2).bits(4, "hopcount", "Hop count"),
            LENGTH = H.bits(10, "len", "Datagram length"),
            CHECKSUM = H.u16("checksum", "Checksum"),
            TO_NET = H.u16("dst.net", "Destination Net"),
            FROM_NET = H.u16("src.net", "Source Net"),
            TO_NODE = H.u8("dst.node", "Destination Node"),
            FROM_NODE = H.u8("src.node", "Source Node"),
            TO_SOCKET = H.u8("dst_socket", "Destination Socket"),
            FROM_SOCKET = H.u8("src_socket", "Source Socket"),
            TYPE = H.u8("type", "Protocol type").names(Names.lines("""
            1 Routing table
            2 Name binding
            3 Transaction
            4 Echo
            5 Routing table request
            6 Zone information
            7 Data stream
            22 IP
            """)).parent();

    static {
        H.length(HEADER);
    }

    public AppleTalk() {
        super(H);
        on(Ethernet.TYPE, PID);
        on(Llc.APPLE_PID, PID);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > end) {
            f.broken(at, end);
            return;
        }
        int stop = at + (int) LENGTH.get(f, at);
        f.push(this, at, at + HEADER, Math.max(at + HEADER, Math.min(end, stop)));
        f.next(TYPE.table(), (int) TYPE.get(f, at), at + HEADER, stop);
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        out.put("ddp ")
                .dec(FROM_NET.get(f, at))
                .put('.')
                .dec(FROM_NODE.get(f, at))
                .put(':')
                .dec(FROM_SOCKET.get(f, at));
        out.put(" > ")
                .dec(TO_NET.get(f, at))
                .put('.')
                .dec(TO_NODE.get(f, at))
                .put(':')
                .dec(TO_SOCKET.get(f, at));
    }

    /** Name Binding Protocol. */
    public static final class Name extends Protocol {
        private static final int FIXED = 2, TUPLE_HEAD = 5, TEXTS = 3;

        static final Header H = header("nbp", "Name Binding Protocol");
        static final Field INFO = H.u8("info", "Info").hex(),
                OPERATION =
                        H.split(INFO)
                                .bits(4, "op", "Operation")
                                .names(Names.of(
                                        1, "broadcast request", 2, "lookup", 3, "lookup reply", 4, "forward request")),
                COUNT = H.bits(4, "count", "Count"),
                TRANSACTION = H.u8("tid", "Transaction ID");
        static final Header NODE = H.parts(
                "Node",
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + FIXED : text(f, previous, end, TEXTS);
                    return index < COUNT.get(f, at) ? next : -1;
                },
                (f, at, end) -> text(f, at, end, TEXTS) - at);
        static final Field NET = NODE.u16("net", "Network"),
                NUMBER = NODE.u8("node", "Node"),
                PORT = NODE.u8("port", "Port"),
                ENUMERATOR = NODE.u8("enum", "Enumerator"),
                OBJECT = named(0, "object", "Object"),
                KIND = named(1, "type", "Type"),
                ZONE = named(2, "zone", "Zone");

        static {
            H.length(FIXED);
            NODE.length(TUPLE_HEAD);
        }

        public Name() {
            super(H);
            on(TYPE, 2);
        }

        private static Field named(int index, String name, String label) {
            return NODE.span(name, label, Type.STRING, (f, at, end) -> {
                int from = text(f, at, end, index);
                return from < end && f.u8(from) > 0 && from + 1 + f.u8(from) <= end
                        ? Field.span(from + 1, f.u8(from))
                        : Field.ABSENT;
            });
        }

        /** Where the text of a tuple begins that so many come before. */
        private static int text(Frame f, int at, int end, int before) {
            int next = at + TUPLE_HEAD;
            for (int i = 0; i < before && next < end; i++) {
                next += 1 + f.u8(next);
            }
            return Math.min(next, end);
        }

        @Override
        public void walk(Frame f, int at, int end) {
            if (at + FIXED > end) {
                f.broken(at, end);
                return;
            }
            f.push(this, at, end, end);
        }

        @Override
        public void row(Frame f, int layer, Out out) {
            int at = f.at(layer), end = f.end(layer), node = NODE.next(f, at, end, -1, 0);
            String name = OPERATION.names().get(OPERATION.get(f, at));
            out.put("nbp ").put(name == null ? "operation" : name);
            if (node >= 0) {
                int stop = NODE.end(f, node, end);
                OBJECT.put(f, node, stop, out.put(' '));
                KIND.put(f, node, stop, out.put(':'));
                ZONE.put(f, node, stop, out.put('@'));
            }
        }
    }

    /** Routing Table Maintenance Protocol, what routers tell. */
    public static final class Routes extends Protocol {
        private static final int FIXED = 4, TUPLE = 3, RANGED = 6;

        static final Header H = header("rtmp", "Routing Table Maintenance Protocol");
        static final Field NET = H.u16("net", "Net"),
                BITS = H.u8("nodeid.length", "Node Length").called("nbp.nodeid.length"),
                NODE = H.u8("nodeid", "Node").called("nbp.nodeid");
        static final Header ROUTE = H.parts(
                "Tuple",
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + FIXED : previous + bytes(f, previous);
                    return next + TUPLE <= end && next + bytes(f, next) <= end ? next : -1;
                },
                (f, at, end) -> bytes(f, at));
        static final Header RANGE_OF = ROUTE.then("Range", (f, at, end) -> bytes(f, at) == RANGED);
        static final Field START = RANGE_OF.u16("tuple.range_start", "Range Start"),
                DISTANCE = RANGE_OF.skip(1).bits(7, "tuple.dist", "Distance"),
                END = RANGE_OF.u16("tuple.range_end", "Range End"),
                VERSION =
                        RANGE_OF.skip(8)
                                .derived(
                                        "version",
                                        "Version",
                                        Type.UINT,
                                        (f, at, end) -> isFirst(f, at) ? f.u8(at + 5) : Field.ABSENT)
                                .hex(2)
                                .plain();
        static final Header ALONE = ROUTE.then("Net", (f, at, end) -> bytes(f, at) == TUPLE);
        static final Field ALONE_NET = ALONE.u16("tuple.net", "Net"),
                ALONE_DISTANCE = ALONE.u8("tuple.dist", "Distance");

        static {
            H.length(FIXED);
        }

        public Routes() {
            super(H);
            on(TYPE, 1);
        }

        /** The version stands in the first range only; in others that octet is to be ignored. */
        private static boolean isFirst(Frame f, int at) {
            int layer = f.inside(H, at);
            return layer >= 0 && at == f.at(layer) + FIXED;
        }

        private static int bytes(Frame f, int at) {
            return (f.u8(at + 2) & RANGE) != 0 ? RANGED : TUPLE;
        }

        @Override
        public void walk(Frame f, int at, int end) {
            if (at + FIXED > end) {
                f.broken(at, end);
                return;
            }
            f.push(this, at, end, end);
        }

        @Override
        public void row(Frame f, int layer, Out out) {
            out.put("rtmp net ").dec(NET.get(f, f.at(layer))).put(" node ").dec(NODE.get(f, f.at(layer)));
        }
    }

    /** AppleTalk Address Resolution Protocol. */
    public static final class Resolution extends Protocol {
        private static final int ETHER_TYPE = 0x80f3, FIXED = 8, WHOLE = 28;

        static final Header H = header("aarp", "AppleTalk Address Resolution Protocol");
        static final Field HARDWARE = H.u16("hard.type", "Hardware type").hex(),
                PROTOCOL = H.u16("proto.type", "Protocol type").hex().names(EtherTypes.NAMES),
                HARDWARE_SIZE = H.u8("hard.size", "Hardware size"),
                PROTOCOL_SIZE = H.u8("proto.size", "Protocol size"),
                OPCODE = H.u16("opcode", "Opcode").names(Names.of(1, "request", 2, "reply", 3, "probe"));
        static final Header USUAL = H.then("Addresses", (f, at, end) -> f.u8(at + 4) == 6 && f.u8(at + 5) == 4);
        static final Field FROM = USUAL.mac("src.hw_mac", "Sender MAC address"),
                FROM_ID = USUAL.bytes(4, "src.proto_id", "Sender ID"),
                TO = USUAL.mac("dst.hw_mac", "Target MAC address"),
                TO_ID = USUAL.bytes(4, "dst.proto_id", "Target ID");

        static {
            H.length(FIXED);
            USUAL.length(WHOLE - FIXED);
        }

        public Resolution() {
            super(H);
            on(Ethernet.TYPE, ETHER_TYPE);
        }

        @Override
        public void walk(Frame f, int at, int end) {
            int stop = at + FIXED > end ? end + 1 : at + FIXED + 2 * (f.u8(at + 4) + f.u8(at + 5));
            if (stop > end) {
                f.broken(at, end);
                return;
            }
            f.push(this, at, stop, stop);
        }

        @Override
        public void row(Frame f, int layer, Out out) {
            int at = f.at(layer);
            String name = OPCODE.names().get(OPCODE.get(f, at));
            out.put("aarp ").put(name == null ? "operation" : name);
            if (f.body(layer) - at == WHOLE) {
                out.put(" from ")
                        .dec(f.u16(at + 15))
                        .put('.')
                        .dec(f.u8(at + 17))
                        .put(" for ")
                        .dec(f.u16(at + 25))
                        .put('.')
                        .dec(f.u8(at + 27));
            }
        }
    }
}
