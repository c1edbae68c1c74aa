package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Optimized Link State Routing protocol, version 1, by broadcast or to ff02::6d: RFC 3626, 3.3 (packets), 5.1 (MID), 6.1 (hello), 9.1 (TC),
 * 12.1 (HNA), 18.3 (times); link quality and names as olsrd has them.
 *
 * <pre>
 * length 2, sequence 2; messages: type 1, validity 1, size 2 (of all of it), originator 4 or 16, TTL 1, hops 1, sequence 2, and
 * 1 hello: reserved 2, interval 1, willingness 1; links: code 1, reserved 1, size 2, neighbours   2 TC: number 2, reserved 2, neighbours
 * 3 MID: interfaces   4 HNA: network, mask   201, 202 hello and TC with quality 1, 1, 2 behind each neighbour
 * 130 names: version 2, count 2; type 2, length 2, address 16, name, filled up to 4
 * </pre>
 */
public final class Olsr extends Protocol {
    private static final int PORT = 698,
            HEADER = 4,
            HEAD = 4,
            HELLO = 1,
            TC = 2,
            MID = 3,
            HNA = 4,
            NAMES = 130,
            LQ_HELLO = 201,
            LQ_TC = 202;
    private static final int SHOWN = 4, NAME = 20;

    static final Header H = header("olsr", "Optimized Link State Routing Protocol");
    static final Field PACKET_LENGTH = H.u16("packet_len", "Packet Length").in("bytes"),
            PACKET_SEQUENCE = H.u16("packet_seq_num", "Packet Sequence Number");
    static final Header MESSAGE = H.parts(
            "Message",
            (f, at, end, previous, index) -> {
                int next = previous < 0
                        ? at + HEADER
                        : f.u16(previous + 2) < head(f, previous) ? -1 : previous + f.u16(previous + 2);
                return next + HEAD > end ? -1 : next;
            },
            (f, at, end) -> f.u16(at + 2));
    static final Field
            MESSAGE_BYTES =
                    MESSAGE.span("message", "Message", Type.BYTES, (f, at, end) -> Field.span(at, end - at))
                            .hidden(),
            TYPE = MESSAGE.u8("message_type", "Message Type").names(Names.lines("""
            1 HELLO
            2 TC
            3 MID
            4 HNA
            128 NRLOLSR TC Extra
            129 Bmf
            130 Nameservice
            201 HELLO (LQ, olsr.org)
            202 TC (LQ, olsr.org)
            """)),
            VALIDITY = time(MESSAGE, "vtime", "Validity Time"),
            SIZE = MESSAGE.u16("message_size", "Message").in("bytes"),
            TOO_SHORT =
                    MESSAGE.note(
                            "not_enough_bytes",
                            "Not enough bytes for field",
                            (f, at, end) -> f.u16(at + 2) < head(f, at));

    static {
        H.length(HEADER);
        MESSAGE.length(HEAD);
        of(MESSAGE.then("IPv4", (f, at, end) -> !isSix(f, at)), false);
        of(MESSAGE.then("IPv6", (f, at, end) -> isSix(f, at)), true);
    }

    public Olsr() {
        super(H);
        on(Udp.DSTPORT, PORT);
    }

    // ---- declaring, once for each length of addresses

    private static Field time(Header h, String name, String label) {
        int[] place = new int[1];
        Field time = h.text(name, label, (f, at, end, out) -> seconds(f.u8(at + place[0]), out))
                .plain();
        h.skip(8);
        place[0] = h.bytes() - 1;
        return time.in("seconds");
    }

    private static Field address(Header h, boolean six, String name, String label) {
        return six ? h.ipv6(name.replace("_addr", "6_addr"), label) : h.ipv4(name, label);
    }

    private static void of(Header h, boolean six) {
        int bytes = six ? 16 : 4;
        address(h, six, "origin_addr", "Originator Address");
        h.u8("ttl", "TTL").in("hops");
        h.u8("hop_count", "Hop Count");
        h.u16("message_seq_num", "Message Sequence Number");
        hello(h, HELLO, six, false);
        hello(h, LQ_HELLO, six, true);
        topology(h, TC, six, false);
        topology(h, LQ_TC, six, true);
        address(
                h.then("MID", (f, at, end) -> f.u8(at) == MID).list("Interface", null, (f, at, end) -> bytes),
                six,
                "interface_addr",
                "Interface Address");
        Header network =
                h.then("HNA", (f, at, end) -> f.u8(at) == HNA).list("Network", null, (f, at, end) -> 2 * bytes);
        address(network, six, "network_addr", "Network Address");
        if (six) {
            network.ipv6("netmask6", "Netmask");
        } else {
            network.ipv4("netmask", "Netmask");
        }
        names(h.then("Nameservice", (f, at, end) -> f.u8(at) == NAMES), six);
        int from = h.bytes();
        h.span("data", "Data", Type.BYTES, (f, at, end) -> {
            int type = f.u8(at);
            boolean known = type >= HELLO && type <= HNA || type == NAMES || type == LQ_HELLO || type == LQ_TC;
            return known || at + from >= end ? Field.ABSENT : Field.span(at + from, end - at - from);
        });
    }

    private static void hello(Header h, int type, boolean six, boolean quality) {
        Header hello = h.then("Hello", (f, at, end) -> f.u8(at) == type).skip(16);
        time(hello, "htime", "Hello Emission Interval");
        hello.u8("willingness", "Willingness to forward messages");
        Header link = hello.list("Link", null, (f, at, end) -> Math.max(HEAD, f.u16(at + 2)));
        link.u8("link_type", "Link Type");
        link.skip(8).u16("link_message_size", "Link Message Size").in("bytes");
        link.note(
                "not_enough_bytes",
                "Not enough bytes for field",
                (f, at, end) -> f.u16(at + 2) < HEAD || at + f.u16(at + 2) > end);
        neighbors(link, six, quality);
    }

    private static void topology(Header h, int type, boolean six, boolean quality) {
        Header topology = h.then("TC", (f, at, end) -> f.u8(at) == type);
        topology.u16("ansn", "Advertised Neighbor Sequence Number (ANSN)");
        neighbors(topology.skip(16), six, quality);
    }

    private static void neighbors(Header h, boolean six, boolean quality) {
        int bytes = (six ? 16 : 4) + (quality ? 4 : 0);
        Header neighbor = h.list("Neighbor", null, (f, at, end) -> bytes);
        if (quality) {
            neighbor.span("neighbor", "Neighbor Address", Type.BYTES, (f, at, end) -> Field.span(at, bytes))
                    .hidden();
        }
        address(neighbor, six, "neighbor_addr", "Neighbor Address");
        if (quality) {
            neighbor.u8("lq", "LQ");
            neighbor.u8("nlq", "NLQ");
            neighbor.skip(16);
        }
    }

    private static void names(Header h, boolean six) {
        h.u16("ns.version", "Version");
        Field count = h.u16("ns.count", "Count");
        Header name = h.list("Name", count, (f, at, end) -> HEAD + 16 + (f.u16(at + 2) + 3 & ~3));
        name.span("ns", "Nameservice", Type.BYTES, (f, at, end) -> Field.span(at, end - at))
                .hidden();
        name.u16("ns.type", "Message Type");
        name.u16("ns.length", "Length");
        if (six) {
            name.ipv6("ns.ip6", "Address");
        } else {
            name.ipv4("ns.ip", "Address");
            name.skip(96);
        }
        name.span(
                "ns.content",
                "Content",
                Type.STRING,
                (f, at, end) -> Field.span(at + NAME, Math.max(0, Math.min(f.u16(at + 2), end - at - NAME))));
    }

    // ---- finding

    private static boolean isSix(Frame f, int at) {
        int layer = f.inside(H.protocol(), at);
        return layer >= 0 && Network.version(f, layer) == 6;
    }

    private static int head(Frame f, int at) {
        return isSix(f, at) ? 24 : 12;
    }

    /** 18.3: (1 + a / 16) 2^b / 16 seconds. */
    private static void seconds(int code, Out out) {
        int units = (16 + (code >> 4)) << (code & 15);
        out.dec(units >> 8);
        int rest = (units & 255) * 390625;
        if (rest > 0) {
            int digits = 8;
            while (rest % 10 == 0) {
                rest /= 10;
                digits--;
            }
            out.put('.').dec(rest, digits);
        }
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > end || f.u16(at) > f.declared() - at) {
            f.nextData(at, f.declared());
            return;
        }
        f.push(this, at, end, end);
        int stop = Math.min(end, at + f.u16(at)), next = at + HEADER;
        while (next < stop) {
            int size = next + HEAD > stop ? HEAD : f.u16(next + 2);
            if (size < head(f, next)) {
                f.broken(end, end);
                return;
            }
            next += size;
        }
        if (next > stop) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer), message = -1;
        out.put("olsr");
        for (int i = 0; (message = MESSAGE.next(f, at, end, message, i)) >= 0; i++) {
            if (i == SHOWN) {
                out.put(", …");
                return;
            }
            String name = TYPE.names().get(f.u8(message));
            out.put(i == 0 ? " " : ", ").words(name == null ? "message " : name);
            if (name == null) {
                out.dec(f.u8(message));
            }
            seconds(f.u8(message + 1), out.put(" valid "));
            out.put(" s");
        }
    }
}
