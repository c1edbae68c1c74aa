package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;
import java.util.function.IntPredicate;

/**
 * Automatic Multicast Tunneling: RFC 7450, section 5.1. Version 4 bits, type 4 bits, then by type
 *
 * <pre>
 * 1  relay discovery      reserved 3, discovery nonce 4
 * 2  relay advertisement  reserved 3, discovery nonce 4, relay address 4 or 16
 * 3  request              reserved 7 bits, P 1 bit (MLD), reserved 2, request nonce 4
 * 4  membership query     reserved 6 bits, L G 1 bit each, MAC 6, request nonce 4, the packet; with G the gateway's port 2, address 16
 * 5  membership update    reserved 1, MAC 6, request nonce 4, the packet
 * 6  multicast data       reserved 1, the packet
 * 7  teardown             reserved 1, MAC 6, request nonce 4, gateway port 2, address 16
 * </pre>
 */
public final class Amt extends Protocol {
    private static final int PORT = 2268, ADVERTISEMENT = 2, QUERY = 4, UPDATE = 5, DATA_TYPE = 6, TEARDOWN = 7;
    private static final int ADDRESS = 8, PACKET = 12, PAYLOAD = 2, GATEWAY_BYTES = 18;

    public static final Header H = header("amt", "Automatic Multicast Tunneling");
    static final Field VERSION = H.bits(4, "version", "Version"),
            TYPE = H.bits(4, "type", "Type").names(Names.lines("""
            1 Relay Discovery
            2 Relay Advertisement
            3 Request
            4 Membership Query
            5 Membership Update
            6 Multicast Data
            7 Teardown
            """));

    static final Header DISCOVERY = message("Discovery", type -> type == 1 || type == ADVERTISEMENT);
    static final Field DISCOVERY_RESERVED = DISCOVERY.bytes(3, "reserved", "Reserved"),
            DISCOVERY_NONCE =
                    DISCOVERY
                            .then("Nonce", (f, at, end) -> true)
                            .u32("discovery_nonce", "Discovery Nonce")
                            .hex();
    static final Header RELAY = message("Relay", type -> type == ADVERTISEMENT).skip(56);
    static final Field
            RELAY_IPV4 =
                    RELAY.then("IPv4", (f, at, end) -> end - at == ADDRESS + 4)
                            .ipv4("relay_address.ipv4", "Relay Address (IPv4)"),
            RELAY_IPV6 =
                    RELAY.then("IPv6", (f, at, end) -> end - at == ADDRESS + 16)
                            .ipv6("relay_address.ipv6", "Relay Address (IPv6)"),
            RELAY_UNKNOWN =
                    RELAY.note(
                                    "relay_address.unknown",
                                    "Relay Address (Unknown Type)",
                                    (f, at, end) ->
                                            end > at + ADDRESS && end - at != ADDRESS + 4 && end - at != ADDRESS + 16)
                            .plain();

    static final Header REQUEST = message("Request", type -> type == 3);
    static final Field
            REQUEST_RESERVED = REQUEST.bits(7, "request.reserved", "Reserved").hex(),
            P = REQUEST.bit("request.p", "P Flags");
    static final Header REQUESTED = REQUEST.then("Reserved", (f, at, end) -> true);
    static final Field REQUEST_RESERVED_2 = REQUESTED.bytes(2, "reserved", "Reserved"),
            REQUEST_NONCE =
                    REQUESTED
                            .then("Nonce", (f, at, end) -> true)
                            .u32("request_nonce", "Request Nonce")
                            .hex();

    static final Header QUERIED = message("Membership Query", type -> type == QUERY);
    static final Field
            QUERY_RESERVED =
                    QUERIED.bits(6, "membership_query.reserved", "Reserved").hex(),
            L = QUERIED.bits(1, "membership_query.l", "L Flags"),
            G = QUERIED.bits(1, "membership_query.g", "G Flags");
    static final Field RESERVED =
            message("Reserved", type -> type >= UPDATE && type <= TEARDOWN).bytes(1, "reserved", "Reserved");
    static final Header SIGNED = message("Response", type -> type == QUERY || type == UPDATE || type == TEARDOWN)
            .skip(8);
    static final Field
            RESPONSE_MAC = SIGNED.bits(48, "response_mac", "Response MAC").hex(16),
            SIGNED_NONCE =
                    SIGNED.then("Nonce", (f, at, end) -> true)
                            .u32("request_nonce", "Request Nonce")
                            .hex();
    static final Header GATEWAY =
            H.parts("Gateway", (f, at, end, previous, index) -> index == 0 ? gateway(f, at, end) : -1, null);
    static final Field PORT_NUMBER = GATEWAY.u16("gateway.port_number", "Gateway Port Number"),
            IP_ADDRESS = GATEWAY.ipv6("gateway.ip_address", "Gateway IP Address");
    static final Field MULTICAST_DATA = H.span(
            "multicast_data",
            "Multicast Data",
            Type.BYTES,
            (f, at, end) -> type(f, at) == DATA_TYPE && at + PAYLOAD < end
                    ? Field.span(at + PAYLOAD, end - at - PAYLOAD)
                    : Field.ABSENT);
    static final Field UNKNOWN = H.note(
                    "unknown", "Unknown Data", (f, at, end) -> TYPE.names().get(type(f, at)) == null && end > at + 1)
            .plain();

    static {
        H.length(1);
        RELAY.length(7);
        SIGNED.length(7);
        GATEWAY.length(GATEWAY_BYTES);
    }

    public Amt() {
        super(H);
        on(Udp.DSTPORT, PORT);
    }

    private static Header message(String label, IntPredicate types) {
        return H.then(label, (f, at, end) -> types.test(type(f, at)));
    }

    private static int type(Frame f, int at) {
        return f.u8(at) & 15;
    }

    /** Where the gateway's port and address stand: in a teardown, and with G behind a query's packet, whose header says how long it is. */
    private static int gateway(Frame f, int at, int end) {
        if (type(f, at) == TEARDOWN) {
            return at + PACKET;
        }
        if (type(f, at) != QUERY || at + PACKET + 6 > end || G.get(f, at) == 0) {
            return -1;
        }
        return packetEnd(f, at + PACKET);
    }

    private static int packetEnd(Frame f, int at) {
        return at + (f.u8(at) >> 4 == 6 ? 40 + f.u16(at + 4) : f.u16(at + 2));
    }

    /** Bytes before the packet that a message carries; 0 for those that carry none. */
    private static int head(int type) {
        return type == QUERY || type == UPDATE ? PACKET : type == DATA_TYPE ? PAYLOAD : 0;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at == end) {
            f.broken(at, end);
            return;
        }
        int head = head(type(f, at));
        boolean carries = head > 0 && at + head < end;
        f.push(this, at, carries ? at + head : end, end);
        if (!carries && at + needed(f, at) > end) {
            f.broken(end, end);
        } else if (carries) {
            boolean more = type(f, at) == QUERY && G.get(f, at) == 1 && at + head + 6 <= end;
            int stop = more ? Math.max(at + head, packetEnd(f, at + head)) : f.declared();
            f.next(Ipv4.VERSION.table(), f.u8(at + head) >> 4, at + head, stop);
        }
    }

    private static int needed(Frame f, int at) {
        return switch (type(f, at)) {
            case 1, ADVERTISEMENT, 3 -> ADDRESS;
            case QUERY, UPDATE -> PACKET + 1;
            case DATA_TYPE -> PAYLOAD + 1;
            case TEARDOWN -> PACKET + GATEWAY_BYTES;
            default -> 1;
        };
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        int type = type(f, at);
        String name = TYPE.names().get(type);
        out.put("amt ").words(name == null ? "type " : name);
        if (name == null) {
            out.dec(type);
        }
        if (at + needed(f, at) > end) {
            return;
        }
        switch (type) {
            case ADVERTISEMENT -> {
                if (end - at == ADDRESS + 4) {
                    out.put(' ').ipv4(f.i32(at + ADDRESS));
                } else if (end - at == ADDRESS + 16) {
                    out.put(' ').ipv6(f.u64(at + ADDRESS), f.u64(at + ADDRESS + 8));
                }
            }
            case 3 -> out.put(P.get(f, at) == 1 ? " for mld" : " for igmp");
            case QUERY -> out.put(L.get(f, at) == 1 ? ", limited" : "");
            default -> {}
        }
    }
}
