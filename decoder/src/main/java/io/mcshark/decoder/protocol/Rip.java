package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Routing Information Protocol, version 1 (RFC 1058) and 2 (RFC 2453, to 224.0.0.9), with authentication (RFC 2453, 4.1; RFC 4822).
 *
 * <pre>
 * command 1, version 1, zero or routing domain 2; entries of 20 octets:
 *   route           family 2 (2 IP, 0 whole table), tag 2, address 4, mask 4, next hop 4, metric 4; version 1 has address and metric only
 *   authentication  ffff, type 2: 2 password 16; 3 digest's offset 2, key 1, digest's length 1, sequence number 4, zero 8
 * behind the entries, where an authentication of type 3 says: ffff, 1, the digest
 * </pre>
 */
public final class Rip extends Protocol {
    private static final int PORT = 520, HEADER = 4, ENTRY = 20, SHOWN = 4;
    private static final int AUTHENTICATION = 0xffff, ANY = 0, IP = 2, INFINITY = 16, PASSWORD = 2, DIGEST = 3;

    static final Header H = header("rip", "Routing Information Protocol");
    static final Field COMMAND = H.u8("command", "Command").names(Names.lines("""
            1 Request
            2 Response
            3 Traceon
            4 Traceoff
            5 Vendor specific (Sun)
            9 Triggered Request
            10 Triggered Response
            11 Triggered Acknowledgement
            """)),
            VERSION = H.u8("version", "Version").names(Names.of(1, "RIPv1", 2, "RIPv2"));
    static final Header DOMAIN =
            H.then("Routing Domain", (f, at, end) -> VERSION.get(f, at) == 2 && f.u16(at + 2) != 0);
    static final Field ROUTING_DOMAIN = DOMAIN.u16("routing_domain", "Routing Domain");

    static final Header PART = H.parts(
            "Entry",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at + HEADER : previous + ENTRY;
                return next < entriesEnd(f, at, end) ? next : -1;
            },
            (f, at, end) -> ENTRY);
    static final Header ROUTE = PART.then("Route", (f, at, end) -> f.u16(at) != AUTHENTICATION);
    static final Field FAMILY = ROUTE.u16("family", "Address Family").names(Names.of(ANY, "Unspecified", IP, "IP")),
            UNKNOWN_FAMILY =
                    ROUTE.note("unknown_address_family", "Unknown address family", (f, at, end) -> !isKnown(f, at)),
            ROUTE_TAG =
                    ROUTE.then("Tag", (f, at, end) -> isKnown(f, at) && isVersion2(f, at))
                            .u16("route_tag", "Route Tag");
    static final Header ADDRESSES =
            ROUTE.then("Addresses", (f, at, end) -> isKnown(f, at)).skip(16);
    static final Field ADDRESS =
            ADDRESSES.then("Address", (f, at, end) -> f.u16(at) == IP).ipv4("ip", "IP Address");
    static final Header BEHIND =
            ADDRESSES.then("Behind the address", (f, at, end) -> true).skip(32);
    static final Header VERSION_2 = BEHIND.then("Version 2", (f, at, end) -> isVersion2(f, at));
    static final Field NETMASK = VERSION_2.ipv4("netmask", "Netmask"),
            NEXT_HOP = VERSION_2.ipv4("next_hop", "Next Hop");
    static final Header LAST = BEHIND.then("Metric", (f, at, end) -> true).skip(64);
    static final Field METRIC = LAST.u32("metric", "Metric");

    static final Header SECURITY = PART.then("Authentication", (f, at, end) -> f.u16(at) == AUTHENTICATION)
            .skip(16);
    static final Field AUTH_TYPE = SECURITY.u16("auth.type", "Authentication type")
            .names(Names.of(1, "Trailer", PASSWORD, "Simple Password", DIGEST, "Keyed Message Digest"));
    static final Field PASSWD = SECURITY.span(
            "auth.passwd",
            "Password",
            Type.STRING,
            (f, at, end) -> f.u16(at + 2) == PASSWORD && at + ENTRY <= end ? password(f, at + 4) : Field.ABSENT);
    static final Header KEYED = SECURITY.then("Keyed", (f, at, end) -> f.u16(at + 2) == DIGEST);
    static final Field DIGEST_OFFSET = KEYED.u16("digest_offset", "Digest Offset"),
            KEY_ID = KEYED.u8("key_id", "Key ID"),
            AUTH_DATA_LEN = KEYED.u8("auth_data_len", "Auth Data Len"),
            SEQ_NUM = KEYED.u32("seq_num", "Seq num");
    static final Field AUTHENTICATION_DATA =
            H.span("authentication_data", "Authentication Data", Type.BYTES, (f, at, end) -> {
                int from = entriesEnd(f, at, end) + 4;
                return from < end ? Field.span(from, end - from) : Field.ABSENT;
            });

    static {
        H.length(2);
        LAST.length(ENTRY - 8);
        KEYED.length(8);
    }

    public Rip() {
        super(H);
        on(Udp.DSTPORT, PORT);
    }

    /** Sixteen octets, filled up with zeros. */
    private static long password(Frame f, int at) {
        int length = 0;
        while (length < 16 && f.u8(at + length) != 0) {
            length++;
        }
        return Field.span(at, length);
    }

    private static boolean isKnown(Frame f, int at) {
        return f.u16(at) == IP || f.u16(at) == ANY;
    }

    private static boolean isVersion2(Frame f, int at) {
        return VERSION.get(f, f.at(f.inside(H.protocol(), at))) == 2;
    }

    /** A digest stands behind the entries, where the first of them says (RFC 4822, 2); nothing else does. */
    private static int entriesEnd(Frame f, int at, int end) {
        int first = at + HEADER;
        if (first + ENTRY > end || f.u16(first) != AUTHENTICATION || f.u16(first + 2) != DIGEST) {
            return end;
        }
        int told = at + f.u16(first + 4);
        return told < first + ENTRY || told > end ? end : told;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 2 > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, end, end);
        if (at + HEADER > end || (entriesEnd(f, at, end) - at - HEADER) % ENTRY != 0) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer);
        String name = COMMAND.names().get(COMMAND.get(f, at));
        out.put("rip v").dec(VERSION.get(f, at)).put(' ').words(name == null ? "command " : name);
        if (name == null) {
            out.dec(COMMAND.get(f, at));
        }
        int entry = -1, shown = 0;
        for (int i = 0; (entry = PART.next(f, at, end, entry, i)) >= 0 && entry + ENTRY <= end; i++) {
            if (!isKnown(f, entry)) {
                continue;
            }
            if (shown++ == SHOWN) {
                out.put(" …");
                return;
            }
            out.put(shown == 1 ? "  " : ", ");
            if (f.u16(entry) == ANY) {
                out.put("all");
                continue;
            }
            out.ipv4(f.i32(entry + 4));
            int mask = f.i32(entry + 8);
            if (VERSION.get(f, at) == 2) {
                out.put('/').dec(Integer.bitCount(mask));
            }
            long metric = METRIC.get(f, entry);
            out.put(metric == INFINITY ? " unreachable" : " metric ");
            if (metric != INFINITY) {
                out.dec(metric);
            }
        }
    }
}
