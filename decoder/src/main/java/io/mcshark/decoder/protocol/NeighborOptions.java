package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Type;

/**
 * The options of {@link NeighborDiscovery}: type 1, length 1 in units of eight bytes, that included.
 *
 * <pre>
 * type  option                          RFC    units
 * 1 2   source, target link address     4861   1 on Ethernet
 * 3     prefix information              4861   4
 * 4     redirected header               4861   1 + N
 * 5     MTU                             4861   1
 * 7 8   advertisement interval,         6275   1
 *       home agent
 * 14    nonce                           3971   1 + N
 * 24    route information               4191   1 to 3
 * 25    recursive DNS servers           8106   1 + 2N
 * 26    flags                           5175   1
 * 31    DNS search list                 8106   1 + N
 * 37    captive portal                  8910   1 + N
 * 38    NAT64 prefix                    8781   2
 * </pre>
 */
final class NeighborOptions {
    private static final int UNIT = 8,
            FIXED = 8,
            SOURCE = 1,
            TARGET = 2,
            PREFIX = 3,
            REDIRECTED = 4,
            LABEL = 63,
            PREFIX_UNITS = 4;

    static final Header OPTION = Icmpv6.H.parts("Option", NeighborOptions::next, (f, at, end) -> f.u8(at + 1) * UNIT);
    static final Field TYPE = OPTION.u8("opt.type", "Type").names(Names.lines("""
            1 Source link-layer address
            2 Target link-layer address
            3 Prefix information
            4 Redirected header
            5 MTU
            6 NBMA Shortcut Limit Option
            7 Advertisement Interval
            8 Home Agent Information
            9 Source Address List
            10 Target Address List
            11 CGA
            12 RSA Signature
            13 Timestamp
            14 Nonce
            15 Trust Anchor
            16 Certificate
            17 IP Address/Prefix Option
            19 Link-layer Address
            23 MAP
            24 Route Information
            25 Recursive DNS Server
            26 RA Flags Extension
            31 DNS Search List Option
            33 Address Registration Option
            34 6LoWPAN Context Option
            35 Authoritative Border Router
            36 6LoWPAN Capability Indication Option
            37 DHCP Captive-Portal
            38 PREF64 Option
            """)),
            LENGTH =
                    OPTION.u8("opt.length", "Length")
                            .means((units, out) -> out.dec(units * UNIT).put(" bytes"));
    static final Field INVALID =
            OPTION.note("invalid_option_length", "Invalid Option Length", (f, at, end) -> f.u8(at + 1) == 0);

    static final Header LINK = OPTION.then("Link-layer address", (f, at, end) -> isLink(f.u8(at)) && f.u8(at + 1) == 1);
    static final Field LINKADDR =
            LINK.bytes(6, "opt.linkaddr", "Link-layer address").colons();
    static final Header SOURCE_LINK = LINK.then("Source", (f, at, end) -> f.u8(at) == SOURCE),
            TARGET_LINK = LINK.then("Target", (f, at, end) -> f.u8(at) == TARGET);
    static final Field
            SRC_LINKADDR =
                    SOURCE_LINK
                            .again(LINKADDR, "opt.src_linkaddr", "Source Link-layer address")
                            .colons(),
            TARGET_LINKADDR =
                    TARGET_LINK
                            .again(LINKADDR, "opt.target_linkaddr", "Target Link-layer address")
                            .colons();
    static final Field LONG_LINKADDR = OPTION.span(
            "opt.linkaddr",
            "Link-layer address",
            Type.BYTES,
            (f, at, end) -> isLink(f.u8(at)) && f.u8(at + 1) > 1 ? rest(f, at, end, 2) : Field.ABSENT);

    static final Header PREFIX_BODY = body(PREFIX, "Prefix");
    static final Field PREFIX_LENGTH = PREFIX_BODY.u8("opt.prefix.length", "Prefix Length"),
            PREFIX_FLAG = PREFIX_BODY.u8("opt.prefix.flag", "Flag").hex(),
            ON_LINK = PREFIX_BODY.split(PREFIX_FLAG).bit("opt.prefix.flag.l", "On-link flag(L)"),
            AUTONOMOUS = PREFIX_BODY.bit("opt.prefix.flag.a", "Autonomous address-configuration flag(A)"),
            ROUTER_ADDRESS = PREFIX_BODY.bit("opt.prefix.flag.r", "Router address flag(R)"),
            PREFIX_RESERVED = PREFIX_BODY.bits(5, "opt.prefix.flag.reserved", "Reserved"),
            VALID = lifetime(PREFIX_BODY, "opt.prefix.valid_lifetime", "Valid Lifetime"),
            PREFERRED = lifetime(PREFIX_BODY, "opt.prefix.preferred_lifetime", "Preferred Lifetime"),
            PREFIX_ADDRESS = PREFIX_BODY.skip(32).ipv6("opt.prefix", "Prefix");

    static final Header MTU_BODY = body(5, "MTU");
    static final Field MTU = MTU_BODY.skip(16).u32("opt.mtu", "MTU");
    static final Header INTERVAL_BODY = body(7, "Advertisement Interval");
    static final Field INTERVAL = INTERVAL_BODY
            .skip(16)
            .u32("opt.advertisement_interval", "Advertisement Interval")
            .in("ms");
    static final Header HOME_BODY = body(8, "Home Agent");
    static final Field HOME_PREFERENCE = HOME_BODY.skip(16).u16("opt.home_agent_preference", "Home Agent Preference"),
            HOME_LIFETIME =
                    HOME_BODY
                            .u16("opt.home_agent_lifetime", "Home Agent Lifetime")
                            .in("seconds");
    static final Field NONCE = OPTION.span(
            "opt.nonce", "Nonce", Type.BYTES, (f, at, end) -> f.u8(at) == 14 ? rest(f, at, end, 2) : Field.ABSENT);

    static final Header ROUTE = body(24, "Route");
    static final Field ROUTE_LENGTH = ROUTE.u8("opt.prefix.length", "Prefix Length"),
            ROUTE_FLAG = ROUTE.u8("opt.route_info.flag", "Flag").hex(),
            ROUTE_PREFERENCE =
                    ROUTE.split(ROUTE_FLAG)
                            .skip(3)
                            .bits(2, "opt.route_info.flag.route_preference", "Route Preference")
                            .names(NeighborDiscovery.PREFERENCES),
            ROUTE_LIFETIME = lifetime(ROUTE.skip(3), "opt.route_lifetime", "Route Lifetime");
    static final Header ROUTE_PREFIX = ROUTE.then("Prefix", (f, at, end) -> f.u8(at + 1) == 3);
    static final Field ROUTE_ADDRESS = ROUTE_PREFIX.ipv6("opt.prefix", "Prefix"),
            ROUTE_SHORT =
                    ROUTE.span(
                            "opt.prefix",
                            "Prefix",
                            Type.IPV6,
                            (f, at, end) -> f.u8(at + 1) < 3 && at + f.u8(at + 1) * UNIT <= end
                                    ? Field.span(at + FIXED, (f.u8(at + 1) - 1) * UNIT)
                                    : Field.ABSENT);

    static final Header SERVERS = body(25, "Recursive DNS");
    static final Field SERVERS_LIFETIME = lifetime(SERVERS.skip(16), "opt.rdnss.lifetime", "Lifetime");
    static final Field SERVER =
            SERVERS.list("Server", null, (f, at, end) -> 16).ipv6("opt.rdnss", "Recursive DNS Servers");

    static final Header FLAGS = body(26, "Flags");
    static final Field EFO = FLAGS.u16("opt.efo", "Flags Expansion Option").hex(),
            EFO_M = FLAGS.split(EFO).bit("opt.efo.m", "Managed address configuration"),
            EFO_O = FLAGS.bit("opt.efo.o", "Other configuration"),
            EFO_H = FLAGS.bit("opt.efo.h", "Home Agent"),
            EFO_PRF =
                    FLAGS.bits(2, "opt.efo.prf", "Prf (Default Router Preference)")
                            .names(NeighborDiscovery.PREFERENCES),
            EFO_P = FLAGS.bit("opt.efo.p", "Proxy"),
            EFO_RSV = FLAGS.bits(10, "opt.efo.rsv", "Reserved");

    static final Header SEARCH = body(31, "DNS Search List");
    static final Field SEARCH_LIFETIME = lifetime(SEARCH.skip(16), "opt.dnssl.lifetime", "Lifetime");
    static final Header DOMAIN = SEARCH.parts(
            "Domain",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at + FIXED : previous + domainBytes(f, previous, end);
                return next < end && f.u8(next) != 0 && domainBytes(f, next, end) > 0 ? next : -1;
            },
            NeighborOptions::domainBytes);
    static final Field DNSSL =
            DOMAIN.text("opt.dnssl", "Domain Names", NeighborOptions::domain).plain();

    static final Field PORTAL = OPTION.span(
            "opt.captive_portal",
            "Captive Portal",
            Type.STRING,
            (f, at, end) -> f.u8(at) == 37 ? withoutPadding(f, at + 2, end) : Field.ABSENT);
    static final Header NAT64 = body(38, "PREF64");
    static final Field
            NAT64_LIFETIME =
                    NAT64.bits(13, "opt.pref64.scaled_lifetime", "Scaled Lifetime")
                            .means((units, out) -> out.dec(units * 8).put(" s")),
            NAT64_LENGTH =
                    NAT64.bits(3, "opt.pref64.plc", "PLC (Prefix Length Code)")
                            .hex(4)
                            .names(Names.lines("""
            0 96 bits prefix length
            1 64 bits prefix length
            2 56 bits prefix length
            3 48 bits prefix length
            4 40 bits prefix length
            5 32 bits prefix length
            """)),
            NAT64_PREFIX =
                    NAT64.span(
                            "opt.pref64.prefix",
                            "Prefix",
                            Type.IPV6,
                            (f, at, end) -> at + 16 <= end ? Field.span(at + 4, 12) : Field.ABSENT);

    static final Field DATA = OPTION.span(
            "data", "Data", Type.BYTES, (f, at, end) -> isKnown(f.u8(at)) ? Field.ABSENT : rest(f, at, end, 2));

    static {
        PREFIX_BODY.length(30);
        MTU_BODY.length(6);
        SERVERS.length(6);
        ROUTE.length(6);
    }

    private NeighborOptions() {}

    /** Loads this class, whose fields then stand in ICMPv6's header. */
    static void declare() {}

    private static Header body(int type, String label) {
        return OPTION.then(label, (f, at, end) -> f.u8(at) == type);
    }

    private static Field lifetime(Header body, String name, String label) {
        return body.u32(name, label).in("seconds").means((seconds, out) -> {
            if (seconds == 0xffffffffL) {
                out.put("forever");
            }
        });
    }

    private static boolean isLink(int type) {
        return type == SOURCE || type == TARGET;
    }

    private static boolean isKnown(int type) {
        return type >= SOURCE && type <= 5
                || type == 7
                || type == 8
                || type == 14
                || type >= 24 && type <= 26
                || type == 31
                || type == 37
                || type == 38;
    }

    private static int next(Frame f, int at, int end, int previous, int index) {
        if (previous < 0) {
            return NeighborDiscovery.is(f.u8(at)) ? at + NeighborDiscovery.fixed(f.u8(at)) : -1;
        }
        return f.u8(previous + 1) == 0 ? -1 : previous + f.u8(previous + 1) * UNIT;
    }

    /** One past the last option as their lengths declare it; {@code end} and more where one does not fit or has no length. */
    static int needed(Frame f, int at, int end) {
        int option = at + NeighborDiscovery.fixed(f.u8(at));
        while (option < end) {
            if (option + 2 > end || f.u8(option + 1) == 0) {
                return end + 1;
            }
            option += f.u8(option + 1) * UNIT;
        }
        return option;
    }

    /** The position of the first option of a type that is whole, or -1. */
    static int find(Frame f, int at, int end, int type) {
        int option = -1;
        for (int i = 0; (option = OPTION.next(f, at, end, option, i)) >= 0; i++) {
            if (f.u8(option) == type && option + f.u8(option + 1) * UNIT <= end) {
                return option;
            }
        }
        return -1;
    }

    /** The next option that announces a prefix on the link, behind the one at {@code previous} or from the first (-1); -1 for none. */
    static int onLink(Frame f, int at, int end, int previous) {
        int option = previous;
        while ((option = OPTION.next(f, at, end, option, option < 0 ? 0 : 1)) >= 0) {
            boolean prefix = f.u8(option) == PREFIX && f.u8(option + 1) == PREFIX_UNITS;
            if (prefix && option + PREFIX_UNITS * UNIT <= end && ON_LINK.get(f, option) == 1) {
                return option;
            }
        }
        return -1;
    }

    /** Has the packet that a redirect carries be walked. */
    static void quote(Frame f, int at, int end) {
        int option = find(f, at, end, REDIRECTED);
        if (option >= 0) {
            f.quote(Ethernet.TYPE.table(), 0x86dd, option + FIXED, option + f.u8(option + 1) * UNIT);
        }
    }

    /** Appends the options that matter in a line: prefix, link-layer address. */
    static void row(Frame f, int at, int end, Out out) {
        int prefix = find(f, at, end, PREFIX);
        if (prefix >= 0 && prefix + 32 <= end) {
            out.put(", prefix ").ipv6(f.u64(prefix + 16), f.u64(prefix + 24));
            out.put('/').dec(PREFIX_LENGTH.get(f, prefix));
        }
        int target = find(f, at, end, TARGET);
        if (target >= 0 && f.u8(target + 1) == 1) {
            out.put(" at ").mac(f.u48(target + 2));
        }
    }

    private static long rest(Frame f, int at, int end, int skip) {
        int bytes = f.u8(at + 1) * UNIT - skip;
        return bytes > 0 && at + skip + bytes <= end ? Field.span(at + skip, bytes) : Field.ABSENT;
    }

    private static long withoutPadding(Frame f, int at, int end) {
        int last = end;
        while (last > at && f.u8(last - 1) == 0) {
            last--;
        }
        return last > at ? Field.span(at, last - at) : Field.ABSENT;
    }

    /** Bytes of a domain name in labels (RFC 1035, 3.1; no compression here); 0 when it does not end. */
    private static int domainBytes(Frame f, int at, int end) {
        int i = at;
        while (i < end && f.u8(i) != 0) {
            if (f.u8(i) > LABEL) {
                return 0;
            }
            i += 1 + f.u8(i);
        }
        return i < end ? i + 1 - at : 0;
    }

    private static void domain(Frame f, int at, int end, Out out) {
        for (int i = at; i < end && f.u8(i) != 0; i += 1 + f.u8(i)) {
            out.put(i == at ? "" : ".").safe(f.segment(), f.base() + i + 1, Math.min(f.u8(i), end - i - 1));
        }
    }
}
