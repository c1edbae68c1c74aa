package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;

/**
 * Neighbor Discovery, messages of {@link Icmpv6}: RFC 4861, 3122 (inverse), 4191 and 5175 (flags of router advertisements).
 * The options behind the fixed bytes are in {@link NeighborOptions}.
 *
 * <pre>
 * type     message                  bytes before options
 * 133      router solicitation      8
 * 134      router advertisement     16
 * 135      neighbor solicitation    24
 * 136      neighbor advertisement   24
 * 137      redirect                 40
 * 141 142  inverse discovery        8
 * </pre>
 */
final class NeighborDiscovery {
    static final int ROUTER_SOLICITATION = 133, ROUTER_ADVERTISEMENT = 134, SOLICITATION = 135, REDIRECT = 137;
    private static final int ADVERTISEMENT = 136, INVERSE_SOLICITATION = 141, INVERSE_ADVERTISEMENT = 142;

    /** RFC 4191, 2.1. */
    static final Names PREFERENCES = Names.of(0, "Medium", 1, "High", 2, "Reserved", 3, "Low");

    static final Header UNUSED = Icmpv6.H.then("Reserved", (f, at, end) -> hasReserved(f.u8(at)));
    static final Field RESERVED = UNUSED.bytes(4, "reserved", "Reserved");

    static final Header ROUTER =
            Icmpv6.H.then("Router Advertisement", (f, at, end) -> f.u8(at) == ROUTER_ADVERTISEMENT);
    static final Field CUR_HOP_LIMIT = ROUTER.u8("nd.ra.cur_hop_limit", "Cur hop limit"),
            RA_FLAG = ROUTER.u8("nd.ra.flag", "Flags").hex(),
            M = ROUTER.split(RA_FLAG).bit("nd.ra.flag.m", "Managed address configuration"),
            O = ROUTER.bit("nd.ra.flag.o", "Other configuration"),
            HOME = ROUTER.bit("nd.ra.flag.h", "Home Agent"),
            PRF =
                    ROUTER.bits(2, "nd.ra.flag.prf", "Prf (Default Router Preference)")
                            .names(PREFERENCES),
            PROXY = ROUTER.bit("nd.ra.flag.p", "Proxy"),
            RSV = ROUTER.bits(2, "nd.ra.flag.rsv", "Reserved"),
            ROUTER_LIFETIME =
                    ROUTER.u16("nd.ra.router_lifetime", "Router lifetime").in("seconds"),
            REACHABLE_TIME =
                    ROUTER.u32("nd.ra.reachable_time", "Reachable time").in("ms"),
            RETRANS_TIMER = ROUTER.u32("nd.ra.retrans_timer", "Retrans timer").in("ms");

    static final Header TARGET = UNUSED.then("Target", (f, at, end) -> f.u8(at) == SOLICITATION);
    static final Field NS_TARGET = TARGET.ipv6("nd.ns.target_address", "Target Address");

    static final Header ANSWER = Icmpv6.H.then("Neighbor Advertisement", (f, at, end) -> f.u8(at) == ADVERTISEMENT);
    static final Field NA_FLAG = ANSWER.u32("nd.na.flag", "Flags").hex(),
            R = ANSWER.split(NA_FLAG).bit("nd.na.flag.r", "Router"),
            S = ANSWER.bit("nd.na.flag.s", "Solicited"),
            OVERRIDE = ANSWER.bit("nd.na.flag.o", "Override"),
            NA_RSV = ANSWER.bits(29, "nd.na.flag.rsv", "Reserved"),
            NA_TARGET = ANSWER.ipv6("nd.na.target_address", "Target Address");

    static final Header BETTER = UNUSED.then("Redirect", (f, at, end) -> f.u8(at) == REDIRECT);
    static final Field RD_TARGET = BETTER.ipv6("nd.rd.target_address", "Target Address"),
            RD_DESTINATION = BETTER.ipv6("rd.na.destination_address", "Destination Address");

    static {
        UNUSED.length(4);
        ROUTER.length(12);
        ANSWER.length(20);
        BETTER.length(32);
        NeighborOptions.declare();
    }

    private NeighborDiscovery() {}

    /** Loads this class, whose fields then stand in ICMPv6's header. */
    static void declare() {}

    static boolean is(int type) {
        return fixed(type) > 0;
    }

    /** Bytes before the options; 0 for other messages. */
    static int fixed(int type) {
        return switch (type) {
            case ROUTER_SOLICITATION, INVERSE_SOLICITATION, INVERSE_ADVERTISEMENT -> 8;
            case ROUTER_ADVERTISEMENT -> 16;
            case SOLICITATION, ADVERTISEMENT -> 24;
            case REDIRECT -> 40;
            default -> 0;
        };
    }

    private static boolean hasReserved(int type) {
        return is(type) && type != ROUTER_ADVERTISEMENT && type != ADVERTISEMENT;
    }

    /** Appends what a message says beyond its name. */
    static void row(Frame f, int at, int end, Out out) {
        int type = f.u8(at);
        if (at + fixed(type) > end) {
            return;
        }
        switch (type) {
            case SOLICITATION -> out.put(", who has ").ipv6(f.u64(at + 8), f.u64(at + 16));
            case ADVERTISEMENT -> out.put(", it is ").ipv6(f.u64(at + 8), f.u64(at + 16));
            case ROUTER_ADVERTISEMENT ->
                out.put(", for ").dec(ROUTER_LIFETIME.get(f, at)).put(" s");
            case REDIRECT -> {
                out.put(", to ").ipv6(f.u64(at + 24), f.u64(at + 32));
                out.put(" by ").ipv6(f.u64(at + 8), f.u64(at + 16));
            }
            default -> {}
        }
        NeighborOptions.row(f, at, end, out);
    }
}
