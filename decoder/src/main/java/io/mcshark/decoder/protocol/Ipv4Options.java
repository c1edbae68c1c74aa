package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;

/**
 * The options of an IPv4 header; those about security are in {@link SecurityOptions}.
 *
 * <pre>
 *   0 end of list, 1 no operation           RFC 791    1 byte, without a length
 *   7 record route                          RFC 791    3 + 4n
 *  11, 12 MTU probe, reply                  RFC 1191   4
 *  25 quick start                           RFC 4782   8
 *  68 time stamp                            RFC 791    4 + 4n or 4 + 8n
 *  82 traceroute                            RFC 1393   12
 * 130 security                              RFC 791    11; RFC 1108 3 + n
 * 131, 137 loose, strict source route       RFC 791    3 + 4n
 * 133 extended security                     RFC 1108   3 + n
 * 134 commercial security (CIPSO)           FIPS 188   6 + tags
 * 136 stream identifier                     RFC 791    4
 * 148 router alert                          RFC 2113   4
 * 149 selective directed broadcast          RFC 1770   2 + 4n
 * </pre>
 */
final class Ipv4Options {
    private static final int END = 0, NOP = 1, RECORD_ROUTE = 7, MTU_PROBE = 11, MTU_REPLY = 12, QUICK_START = 25;
    private static final int TIME_STAMP = 68, TRACEROUTE = 82, LOOSE = 131;
    private static final int STREAM = 136, STRICT = 137, ROUTER_ALERT = 148, BROADCAST = 149;

    /** IANA ip-parameters. */
    static final Names TYPES = Names.lines("""
            0 End of Options List
            1 No Operation
            7 Record Route
            10 Experimental Measurement
            11 MTU Probe
            12 MTU Reply
            15 ENCODE
            25 Quick-Start
            30 RFC 3692 experiment
            68 Time Stamp
            82 Traceroute
            94 RFC 3692 experiment
            130 Security
            131 Loose Source Route
            133 Extended Security
            134 Commercial Security
            136 Stream ID
            137 Strict Source Route
            142 Experimental Access Control
            144 IMI Traffic Descriptor
            145 Extended Internet Protocol
            147 Address Extension
            148 Router Alert
            149 Selective Directed Broadcast
            151 Dynamic Packet State
            152 Upstream Multicast Packet
            158 RFC 3692 experiment
            205 Experimental Flow Control
            222 RFC 3692 experiment
            """);

    /** RFC 2113, 2.1; RFC 5350 left the other values to IANA. */
    private static final Names ALERTS = Names.of(0, "Router shall examine packet");

    private static final Names CLASSES = Names.of(0, "Control", 2, "Debugging and measurement");

    private static final Names STAMPS =
            Names.of(0, "Time stamps only", 1, "Time stamp and address", 3, "Time stamps for prespecified addresses");

    private Ipv4Options() {}

    /** Declares the options of {@code h}; returns the destination at the end of a source route. */
    static Field declare(Header h) {
        Header option = h.parts("Option", Ipv4Options::next, Ipv4Options::length);
        Field type = option.u8("opt.type", "Type").names(TYPES);
        option.split(type).bit("opt.type.copy", "Copy on fragmentation");
        option.bits(2, "opt.type.class", "Class").names(CLASSES);
        option.bits(5, "opt.type.number", "Number");
        Header sized = option.then("Length", (f, at, end) -> f.u8(at) > NOP);
        sized.u8("opt.len", "Length").in("bytes");
        sized.note("opt.len.invalid", "Not the length that this option has", Ipv4Options::isOddLength);

        of(sized, ROUTER_ALERT, "Router Alert").u16("opt.ra", "Router Alert").names(ALERTS);
        of(sized, STREAM, "Stream ID").u16("opt.sid", "Stream Identifier");
        of(sized, MTU_PROBE, "MTU Probe").u16("opt.mtu", "MTU");
        of(sized, MTU_REPLY, "MTU Reply").u16("opt.mtu", "MTU");
        Header traceroute = of(sized, TRACEROUTE, "Traceroute");
        traceroute.u16("opt.id_number", "ID Number");
        traceroute.u16("opt.ohc", "Outbound Hop Count");
        traceroute.u16("opt.rhc", "Return Hop Count");
        traceroute.ipv4("opt.originator", "Originator IP Address");
        SecurityOptions.declare(sized);
        Field destination = routes(sized);
        timeStamps(of(sized, TIME_STAMP, "Time Stamp"));
        QuickStart.declare(
                of(sized, QUICK_START, "Quick-Start"),
                (f, at, end) -> Ipv4.TTL.get(f, f.at(f.inside(h.protocol(), at))));
        Header broadcast = of(sized, BROADCAST, "Selective Directed Broadcast");
        list(broadcast, "Address", (f, at, end) -> at + 2, (f, at, end) -> end)
                .ipv4("opt.addr", "IP Address")
                .group();
        broadcast.span(
                "opt.padding",
                "Padding",
                Type.BYTES,
                (f, at, end) ->
                        Field.span(end - (end - at - 2) % 4, (end - at - 2) % 4 == 0 ? -1 : (end - at - 2) % 4));

        Header invalid = h.parts("Invalid option", Ipv4Options::invalid, (f, at, end) -> 1);
        invalid.note("opt.len.invalid", "The option does not fit into the header", (f, at, end) -> true);
        return destination;
    }

    static Header of(Header sized, int type, String label) {
        return sized.then(label, (f, at, end) -> f.u8(at) == type);
    }

    /** Parts of 4 bytes, from one place to another. */
    private static Header list(Header option, String label, Field.Number from, Field.Number to) {
        return option.parts(
                label,
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? (int) from.value(f, at, end) : previous + 4;
                    return next >= at && next + 4 <= to.value(f, at, end) ? next : -1;
                },
                (f, at, end) -> 4);
    }

    /** Record route and source routes: addresses before the pointer were passed, those from it on are ahead or empty. */
    private static Field routes(Header sized) {
        Header route = sized.then("Route", (f, at, end) -> isRoute(f.u8(at)));
        route.u8("opt.ptr", "Pointer");
        route.note("opt.ptr.before_address", "Pointer points before first address", (f, at, end) -> f.u8(at + 2) < 4);
        route.note(
                "opt.ptr.middle_address",
                "Pointer points to middle of address",
                (f, at, end) -> f.u8(at + 2) > 4 && (f.u8(at + 2) & 3) != 0);
        list(route, "Recorded", (f, at, end) -> at + 3, (f, at, end) -> pointed(f, at, end))
                .ipv4("rec_rt", "Recorded Route");
        list(
                        route,
                        "Ahead",
                        (f, at, end) -> f.u8(at) == RECORD_ROUTE ? -1 : pointed(f, at, end),
                        (f, at, end) -> last(at, end))
                .ipv4("src_rt", "Source Route");
        list(route, "Empty", (f, at, end) -> f.u8(at) == RECORD_ROUTE ? pointed(f, at, end) : -1, (f, at, end) -> end)
                .ipv4("empty_rt", "Empty Route");
        return route.parts(
                        "Destination",
                        (f, at, end, previous, index) -> index == 0 ? ahead(f, at, end) : -1,
                        (f, at, end) -> 4)
                .ipv4("dst", "Destination Address")
                .group();
    }

    private static boolean isRoute(int type) {
        return type == RECORD_ROUTE || type == LOOSE || type == STRICT;
    }

    /** Where the pointer of a route points; before its first address when it points nowhere. */
    private static int pointed(Frame f, int at, int end) {
        int pointer = f.u8(at + 2);
        return pointer < 4 || (pointer & 3) != 0 ? -1 : Math.min(at + pointer - 1, end);
    }

    /** The last whole address of a route; before it when there is none. */
    private static int last(int at, int end) {
        return at + 3 + (end - at - 3) / 4 * 4 - 4;
    }

    /** The destination of a source route that is not at its end; -1 for none. */
    private static int ahead(Frame f, int at, int end) {
        int type = f.u8(at);
        if (type != LOOSE && type != STRICT || end - at < 7) {
            return -1;
        }
        int pointed = pointed(f, at, end);
        return pointed >= 0 && pointed <= last(at, end) ? last(at, end) : -1;
    }

    private static void timeStamps(Header option) {
        option.u8("opt.ptr", "Pointer");
        option.bits(4, "opt.overflow", "Overflow");
        option.bits(4, "opt.flag", "Flag").hex().names(STAMPS);
        Header entry = option.parts(
                "Time stamp",
                (f, at, end, previous, index) -> {
                    int bytes = hasAddress(f.u8(at + 3)) ? 8 : 4;
                    int next = previous < 0 ? at + 4 : previous + bytes;
                    return next + bytes <= end && !hasAddress(f.u8(at + 3)) ? next : -1;
                },
                (f, at, end) -> 4);
        entry.u32("opt.time_stamp", "Time stamp").in("ms");
        Header pair = option.parts(
                "Address and time stamp",
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + 4 : previous + 8;
                    return next + 8 <= end && hasAddress(f.u8(at + 3)) ? next : -1;
                },
                (f, at, end) -> 8);
        pair.ipv4("opt.time_stamp_addr", "Address");
        pair.u32("opt.time_stamp", "Time stamp").in("ms");
    }

    private static boolean hasAddress(int flags) {
        return (flags & 15) == 1 || (flags & 15) == 3;
    }

    // ---- finding

    /** Bytes of the option at {@code at}; 0 when it does not fit into the header that ends at {@code limit}. */
    private static int bytes(Frame f, int at, int limit) {
        if (f.u8(at) <= NOP) {
            return 1;
        }
        int length = at + 1 < limit ? f.u8(at + 1) : 0;
        return length >= 2 && at + length <= limit ? length : 0;
    }

    private static int length(Frame f, int at, int end) {
        return f.u8(at) <= NOP ? 1 : f.u8(at + 1);
    }

    private static int next(Frame f, int at, int end, int previous, int index) {
        int limit = at + Ipv4.headerLength(f, at);
        int next = at + 20;
        if (previous >= 0) {
            next = f.u8(previous) == END ? limit : previous + length(f, previous, end);
        }
        return next < limit && bytes(f, next, limit) > 0 ? next : -1;
    }

    /** The option that does not fit, behind which nothing can be found. */
    private static int invalid(Frame f, int at, int end, int previous, int index) {
        int limit = at + Ipv4.headerLength(f, at);
        for (int next = at + 20; index == 0 && next < limit; ) {
            int bytes = bytes(f, next, limit);
            if (bytes == 0) {
                return next;
            }
            next = f.u8(next) == END ? limit : next + bytes;
        }
        return -1;
    }

    private static boolean isOddLength(Frame f, int at, int end) {
        int length = f.u8(at + 1);
        return switch (f.u8(at)) {
            case ROUTER_ALERT, STREAM, MTU_PROBE, MTU_REPLY -> length != 4;
            case QUICK_START -> length != 8;
            case TRACEROUTE -> length != 12;
            default -> false;
        };
    }

    /** Whether the header at {@code at} asks routers to look at the packet (RFC 2113). */
    static boolean hasRouterAlert(Frame f, int at) {
        int option = next(f, at, 0, -1, 0);
        while (option >= 0 && f.u8(option) != ROUTER_ALERT) {
            option = next(f, at, 0, option, 0);
        }
        return option >= 0;
    }

    /** Where the address at the end of a source route is that the packet still has to go; -1 when there is none. */
    static int route(Frame f, int at) {
        int limit = at + Ipv4.headerLength(f, at);
        for (int i = at + 20; i < limit; ) {
            int bytes = bytes(f, i, limit);
            if (bytes == 0 || f.u8(i) == END) {
                return -1;
            }
            int ahead = ahead(f, i, i + bytes);
            if (ahead >= 0) {
                return ahead;
            }
            i += bytes;
        }
        return -1;
    }
}
