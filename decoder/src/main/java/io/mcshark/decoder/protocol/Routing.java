package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * The routing header of IPv6: RFC 8200, 4.4.
 *
 * <pre>
 * next header 1, length 1, type 1, segments left 1, then by type
 *   0  source route (RFC 2460, deprecated by RFC 5095)   reserved 4, addresses 16 each
 *   2  mobile IPv6 (RFC 6275, 6.4)                       reserved 4, home address 16
 *   3  RPL source route (RFC 6554, 3)                    CmprI, CmprE, pad 4 bits each, reserved 20 bits, shortened addresses
 *   4  segment routing (RFC 8754, 2)                     last entry 1, flags 1, tag 2, segments 16 each
 * </pre>
 */
public final class Routing extends Protocol {
    /** IANA ipv6-parameters. */
    private static final Names TYPES = Names.of(
            0,
            "Source Route",
            1,
            "Nimrod",
            2,
            "Type 2 Routing",
            3,
            "RPL Source Route",
            4,
            "Segment Routing",
            5,
            "Compact Routing 16",
            6,
            "Compact Routing 32",
            253,
            "Experiment 1",
            254,
            "Experiment 2");

    private static final int FIXED = 4, ADDRESSES = 8, ADDRESS = 16;

    static final Header H = header("ipv6.routing", "IPv6 Routing Header");

    static {
        Ipv6Extension.declare(H);
    }

    static final Field TYPE = H.u8("type", "Type").names(TYPES), SEGLEFT = H.u8("segleft", "Segments Left");
    static final Header SOURCE = of(0, "Source Route");
    static final Field SOURCE_RESERVED = SOURCE.bytes(4, "src.reserved", "Reserved"),
            SOURCE_ADDRESS = addresses(SOURCE).ipv6("src.addr", "Address");
    static final Header MOBILE = of(2, "Type 2");
    static final Field MOBILE_RESERVED = MOBILE.bytes(4, "mipv6.reserved", "Reserved"),
            HOME_ADDRESS = MOBILE.ipv6("mipv6.home_address", "Home Address");
    static final Header RPL = of(3, "RPL Source Route");
    static final Field CMPR_I = RPL.bits(4, "rpl.cmprI", "Compressed Internal Octets"),
            CMPR_E = RPL.bits(4, "rpl.cmprE", "Compressed Final Octets"),
            PAD = RPL.bits(4, "rpl.pad", "Padding Bytes"),
            RPL_RESERVED = RPL.bits(20, "rpl.reserved", "Reserved"),
            COUNT = RPL.derived("rpl.addr_count", "Total Address Count", Type.INT, (f, at, end) -> count(f, at));
    static final Field HOP = RPL.parts("Address", Routing::nextHop, Routing::hopBytes)
            .span("rpl.address", "Address", Type.BYTES, (f, at, end) -> Field.span(at, end - at));
    static final Header SEGMENTS = of(4, "Segment Routing");
    static final Field LAST_ENTRY = SEGMENTS.u8("srh.last_entry", "Last Entry"),
            FLAGS = SEGMENTS.u8("srh.flags", "Flags").hex(),
            TAG = SEGMENTS.bytes(2, "srh.tag", "Tag"),
            SEGMENT = addresses(SEGMENTS).ipv6("srh.addr", "Address");
    static final Field UNKNOWN = H.span(
            "unknown_data",
            "Type-Specific Data",
            Type.BYTES,
            (f, at, end) -> Field.span(
                    at + FIXED, isKnown(f.u8(at + 2)) ? -1 : Math.min(Ipv6Extension.bytes(f, at), end - at) - FIXED));

    static {
        SOURCE.length(4);
        MOBILE.length(20);
        RPL.length(4);
        SEGMENTS.length(4);
    }

    public Routing() {
        super(H);
        on(Ipv4.PROTOCOL, 43);
    }

    private static Header of(int type, String label) {
        return H.then(label, (f, at, end) -> f.u8(at + 2) == type);
    }

    private static boolean isKnown(int type) {
        return type == 0 || type >= 2 && type <= 4;
    }

    private static Header addresses(Header h) {
        return h.parts(
                "Address",
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + ADDRESSES : previous + ADDRESS;
                    boolean more = f.u8(at + 2) == 0 || index <= f.u8(at + 4);
                    return more && next + ADDRESS <= at + Ipv6Extension.bytes(f, at) ? next : -1;
                },
                (f, at, end) -> ADDRESS);
    }

    /** Addresses of an RPL route; what they have in common with the packet's destination is left out of each. */
    private static long count(Frame f, int at) {
        int inner = ADDRESS - (f.u8(at + 4) >>> 4);
        int last = ADDRESS - (f.u8(at + 4) & 15);
        int room = Ipv6Extension.bytes(f, at) - ADDRESSES - (f.u8(at + 5) >>> 4);
        return room < last ? 0 : (room - last) / inner + 1;
    }

    private static int nextHop(Frame f, int at, int end, int previous, int index) {
        int inner = ADDRESS - (f.u8(at + 4) >>> 4);
        return index < count(f, at) ? at + ADDRESSES + index * inner : -1;
    }

    private static int hopBytes(Frame f, int at, int end) {
        int header = f.at(f.inside(H.protocol(), at));
        int inner = ADDRESS - (f.u8(header + 4) >>> 4);
        boolean last = (at - header - ADDRESSES) / inner + 1 == count(f, header);
        return last ? ADDRESS - (f.u8(header + 4) & 15) : inner;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        Ipv6Extension.walk(this, f, at, end, FIXED);
    }

    /**
     * Where the address stands that the route of the header at {@code at} ends at; 0 when the packet has reached it, -1 when it
     * is not there as a whole.
     */
    static int last(Frame f, int at) {
        if (f.u8(at + 3) == 0) {
            return 0;
        }
        int bytes = Ipv6Extension.bytes(f, at);
        return switch (f.u8(at + 2)) {
            case 0, 2 -> bytes < ADDRESSES + ADDRESS ? -1 : at + bytes - ADDRESS;
            // A segment list is written from its end.
            case 4 -> bytes < ADDRESSES + ADDRESS ? -1 : at + ADDRESSES;
            default -> -1;
        };
    }
}
