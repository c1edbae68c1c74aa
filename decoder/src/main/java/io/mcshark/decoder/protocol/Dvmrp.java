package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Distance Vector Multicast Routing Protocol, in IGMP: RFC 1075 (version 1), draft-ietf-idmr-dvmrp-v3 (version 3).
 *
 * <pre>
 * version 1: type 0x13, code 1, checksum 2, commands: command 1 and what it takes ({@link #commandBytes})
 * version 3: type 0x13, code 1, checksum 2, reserved 1, capabilities 1, minor version 1, major version 1, then by code
 *   1    probe         generation ID 4, neighbors 4 each
 *   2    report        routes: mask 3, each source: its octets that the mask covers, metric 1 with bit 0x80 in the last
 *   5    ask neighbors
 *   6    neighbors     each interface: address 4, metric 1, threshold 1, flags 1, count 1, neighbors 4 each
 *   7    prune         source 4, group 4, lifetime 4, mask 4 or nothing
 *   8 9  graft, ack    source 4, group 4, mask 4 or nothing
 * </pre>
 *
 * The versions do not say what they are. A message is of version 1 when the place of the major version has no 3 and the first
 * octet behind the checksum, reserved in version 3, is a command.
 */
public final class Dvmrp extends Protocol {
    private static final int TYPE_VALUE = 0x13, PROBE = 1, REPORT = 2, NEIGHBORS_2 = 6, PRUNE = 7, GRAFT = 8, ACK = 9;
    private static final int FAMILY = 2,
            SUBNETMASK = 3,
            METRIC_COMMAND = 4,
            FLAGS0 = 5,
            INFINITY_COMMAND = 6,
            DA = 7,
            RDA = 8;
    private static final int REPORT_COMMAND = 9, CANCEL = 10, HEAD_1 = 4, HEAD_3 = 8, MASK = 3, INTERFACE = 8;

    /** How much of long lists a line shows. */
    private static final int SHOWN = 4;

    static final Header H = header("dvmrp", "Distance Vector Multicast Routing Protocol");
    static final Field
            VERSION =
                    H.derived("version", "DVMRP Version", Type.UINT, (f, at, end) -> isOne(f, at, end) ? 1 : 3)
                            .plain(),
            TYPE = H.u8("type", "Type").hex().names(Names.of(TYPE_VALUE, "DVMRP"));
    static final Header CODED_1 = H.then("Version 1", Dvmrp::isOne);
    static final Field CODE_1 = CODED_1.u8("v1.code", "Code")
            .hex()
            .names(Names.of(1, "Response", 2, "Request", 3, "Non-membership report", 4, "Non-membership cancellation"));
    static final Header CODED_3 = H.then("Version 3", (f, at, end) -> !isOne(f, at, end));
    static final Field CODE_3 = CODED_3.u8("v3.code", "Code").hex().names(Names.lines("""
            1 Probe
            2 Report
            3 Ask Neighbors
            4 Neighbors
            5 Ask Neighbors 2
            6 Neighbors 2
            7 Prune
            8 Graft
            9 Graft ACK
            """));
    static final Header SUMMED = H.then("Checksum", (f, at, end) -> true).skip(8);
    static final Field CHECKSUM = SUMMED.u16("checksum", "Checksum").hex(),
            STATUS =
                    SUMMED.derived("checksum.status", "Checksum Status", Type.UINT, Dvmrp::status)
                            .names(Checksum.STATUS),
            BAD_CHECKSUM =
                    SUMMED.note("bad_checksum", "Bad checksum", (f, at, end) -> status(f, at, end) == Checksum.BAD);

    static final Header COMMAND = SUMMED.parts(
            "Command",
            (f, at, end, previous, index) ->
                    !isOne(f, at, end) ? -1 : previous < 0 ? at + HEAD_1 : previous + commandBytes(f, previous, end),
            Dvmrp::commandBytes);
    static final Field COMMAND_TYPE = COMMAND.u8("command", "Command").hex().names(Names.lines("""
            0 NULL
            2 Address Family Indicator
            3 Subnetmask
            4 Metric
            5 Flags0
            6 Infinity
            7 Destination Address
            8 Requested Destination Address
            9 Non-Membership Report
            10 Non-Membership Report Cancel
            """));

    static {
        COMMAND.note("commands", "Commands", (f, at, end) -> true).plain().hidden();
    }

    static final Field AFI = command(FAMILY).u8("afi", "Address Family").hex().names(Names.of(2, "IP v4 Family"));
    static final Header MASKED = command(SUBNETMASK);
    static final Field MASK_COUNT = MASKED.u8("count", "Count").hex();
    static final Field
            COMMAND_MASK = MASKED.then("Mask", (f, at, end) -> f.u8(at + 1) > 0).ipv4("netmask", "Netmask"),
            COMMAND_METRIC = command(METRIC_COMMAND).u8("metric", "Metric");
    static final Header FLAGS_BODY = command(FLAGS0);
    static final Field SPLIT_HORIZ = FLAGS_BODY.skip(6).bit("split_horiz", "Split Horizon"),
            DEST_UNREACH = FLAGS_BODY.bit("dest_unreach", "Destination Unreachable"),
            INFINITY = command(INFINITY_COMMAND).u8("infinity", "Infinity");
    static final Header DESTINATIONS = COMMAND.then("Destinations", (f, at, end) -> f.u8(at) == DA || f.u8(at) == RDA);
    static final Field DESTINATION_COUNT = DESTINATIONS.u8("count", "Count").hex(),
            DADDR =
                    DESTINATIONS
                            .list("Destination", DESTINATION_COUNT, (f, at, end) -> 4)
                            .ipv4("daddr", "Dest Addr");
    static final Header REPORTED = command(REPORT_COMMAND);
    static final Field REPORT_COUNT = REPORTED.u8("count", "Count").hex();
    static final Header REPORTED_GROUP = REPORTED.list("Group", REPORT_COUNT, (f, at, end) -> 8);
    static final Field
            REPORTED_MADDR = REPORTED_GROUP.ipv4("maddr", "Multicast Addr").group(),
            HOLD = REPORTED_GROUP.u32("hold", "Hold Time").in("seconds");
    static final Header CANCELLED = command(CANCEL);
    static final Field CANCEL_COUNT = CANCELLED.u8("count", "Count").hex(),
            CANCELLED_MADDR =
                    CANCELLED
                            .list("Group", CANCEL_COUNT, (f, at, end) -> 4)
                            .ipv4("maddr", "Multicast Addr")
                            .group();

    static final Header CAPABLE = SUMMED.then(
                    "Capabilities",
                    (f, at, end) -> !isOne(f, at, end) && (f.u8(at + 1) == PROBE || f.u8(at + 1) == NEIGHBORS_2))
            .skip(8);
    static final Field CAPABILITIES = CAPABLE.u8("capabilities", "Capabilities").hex(),
            CAP_NETMASK = CAPABLE.split(CAPABILITIES).skip(2).bit("cap.netmask", "Netmask"),
            CAP_SNMP = CAPABLE.bit("cap.snmp", "SNMP"),
            CAP_MTRACE = CAPABLE.bit("cap.mtrace", "Mtrace"),
            CAP_GENID = CAPABLE.bit("cap.genid", "Genid"),
            CAP_PRUNE = CAPABLE.bit("cap.prune", "Prune"),
            CAP_LEAF = CAPABLE.bit("cap.leaf", "Leaf");
    static final Header THIRD = SUMMED.then("Version 3", (f, at, end) -> !isOne(f, at, end));
    static final Field RESERVED = THIRD.u16("reserved", "Reserved").hex(),
            MIN_VER =
                    THIRD.then("Minor", (f, at, end) -> true)
                            .u8("min_ver", "Minor Version")
                            .hex();
    static final Header BODY = THIRD.then("Major", (f, at, end) -> true).skip(8);
    static final Field MAJ_VER = BODY.u8("maj_ver", "Major Version").hex();

    static final Header PROBE_BODY = message("Probe", PROBE, PROBE);
    static final Field GENID = PROBE_BODY.u32("genid", "Generation ID"),
            PROBE_NEIGHBOR =
                    PROBE_BODY.list("Neighbor", null, (f, at, end) -> 4).ipv4("neighbor", "Neighbor Addr");

    static final Header ROUTE = BODY.parts(
            "Route",
            (f, at, end, previous, index) ->
                    f.u8(at + 1) != REPORT ? -1 : previous < 0 ? at + HEAD_3 : previous + routeBytes(f, previous, end),
            Dvmrp::routeBytes);
    static final Field NETMASK = ROUTE.derived("netmask", "Netmask", Type.IPV4, (f, at, end) -> 0xff000000L | f.u24(at))
            .plain();

    static {
        ROUTE.skip(8 * MASK)
                .note("route", "Route", (f, at, end) -> true)
                .plain()
                .hidden();
        for (int octets = 1; octets <= 4; octets++) {
            source(octets);
        }
    }

    static final Header INTERFACES = BODY.parts(
            "Interface",
            (f, at, end, previous, index) -> {
                if (f.u8(at + 1) != NEIGHBORS_2) {
                    return -1;
                }
                int next = previous < 0 ? at + HEAD_3 : previous + INTERFACE + 4 * f.u8(previous + INTERFACE - 1);
                return next + INTERFACE + 4 <= end ? next : -1;
            },
            (f, at, end) -> INTERFACE + 4 * f.u8(at + INTERFACE - 1));
    static final Field LOCAL = INTERFACES.ipv4("local", "Local Addr"),
            METRIC = INTERFACES.u8("metric", "Metric"),
            THRESHOLD = INTERFACES.u8("threshold", "Threshold"),
            FLAG_LEAF = INTERFACES.bit("flag.leaf", "Leaf"),
            FLAG_QUERIER = INTERFACES.bit("flag.querier", "Querier"),
            FLAG_DISABLED = INTERFACES.bit("flag.disabled", "Disabled"),
            FLAG_DOWN = INTERFACES.bit("flag.down", "Down"),
            FLAG_SRCROUTE = INTERFACES.skip(2).bit("flag.srcroute", "Source Route"),
            FLAG_TUNNEL = INTERFACES.bit("flag.tunnel", "Tunnel"),
            NCOUNT = INTERFACES.u8("ncount", "Neighbor Count"),
            NEIGHBOR = INTERFACES.list("Neighbor", NCOUNT, (f, at, end) -> 4).ipv4("neighbor", "Neighbor Addr");

    static {
        INTERFACES.note("flags", "Flags", (f, at, end) -> true).plain().hidden();
    }

    static final Field SADDR = message("Source", PRUNE, ACK).ipv4("saddr", "Source Addr"),
            MADDR =
                    message("Group", PRUNE, ACK)
                            .skip(32)
                            .ipv4("maddr", "Multicast Addr")
                            .group();
    static final Header PRUNED = message("Prune", PRUNE, PRUNE).skip(64);
    static final Field LIFETIME = PRUNED.u32("lifetime", "Prune lifetime").in("seconds"),
            PRUNE_MASK = PRUNED.then("Mask", (f, at, end) -> true).ipv4("netmask", "Netmask"),
            GRAFT_MASK = message("Mask", GRAFT, ACK).skip(64).ipv4("netmask", "Netmask");

    static {
        H.length(1);
        SUMMED.length(3);
        BODY.length(2);
        ROUTE.length(MASK);
        INTERFACES.length(INTERFACE);
    }

    public Dvmrp() {
        super(H);
        on(Igmp.TYPE, TYPE_VALUE);
    }

    private static Header command(int command) {
        return COMMAND.then(COMMAND_TYPE.names().get(command), (f, at, end) -> f.u8(at) == command);
    }

    private static Header message(String label, int from, int to) {
        return BODY.then(label, (f, at, end) -> f.u8(at + 1) >= from && f.u8(at + 1) <= to);
    }

    /** The sources of routes whose mask covers so many octets. */
    private static void source(int octets) {
        Header source = ROUTE.parts(
                "Source",
                (f, at, end, previous, index) -> {
                    if (octets(f, at) != octets || previous >= 0 && f.u8(previous + octets) >= 0x80) {
                        return -1;
                    }
                    return previous < 0 ? at + MASK : previous + octets + 1;
                },
                (f, at, end) -> octets + 1);
        source.derived("saddr", "Source Addr", Type.IPV4, (f, at, end) -> f.number(at, octets) << 32 - 8 * octets)
                .plain();
        source.skip(8 * octets + 1).bits(7, "metric", "Metric");
    }

    /** How many octets of an address a mask of a report covers. The first of four is not sent: it is always 255. */
    private static int octets(Frame f, int mask) {
        return 1 + (f.u8(mask) != 0 ? 1 : 0) + (f.u8(mask + 1) != 0 ? 1 : 0) + (f.u8(mask + 2) != 0 ? 1 : 0);
    }

    /** Bytes of a route: its last source has the high bit of its metric set; more than there are when none has. */
    private static int routeBytes(Frame f, int at, int end) {
        if (at + MASK > end) {
            return MASK;
        }
        int source = octets(f, at) + 1;
        int next = at + MASK + source;
        while (next <= end && f.u8(next - 1) < 0x80) {
            next += source;
        }
        return next - at;
    }

    /** Bytes of a command of version 1 (RFC 1075, 3). */
    private static int commandBytes(Frame f, int at, int end) {
        int count = at + 1 < end ? f.u8(at + 1) : 0;
        return switch (f.u8(at)) {
            case 0, FAMILY, METRIC_COMMAND, FLAGS0, INFINITY_COMMAND -> 2;
            case SUBNETMASK -> count == 0 ? 2 : 6;
            case DA, RDA, CANCEL -> 2 + 4 * count;
            case REPORT_COMMAND -> 2 + 8 * count;
            default -> 1;
        };
    }

    private static boolean isOne(Frame f, int at, int end) {
        int bytes = f.declared(f.layer(H.protocol(), at)) - at;
        if (bytes < HEAD_3 || at + HEAD_3 > end) {
            return bytes < HEAD_3;
        }
        int command = f.u8(at + HEAD_1);
        return f.u8(at + HEAD_3 - 1) != 3 && command >= FAMILY && command <= CANCEL && f.u8(at + 1) <= 4;
    }

    private static long status(Frame f, int at, int end) {
        return Igmp.status(f, f.layer(H.protocol(), at));
    }

    @Override
    public void walk(Frame f, int at, int end) {
        f.push(this, at, end, end);
        if (needed(f, at, end) > end) {
            f.broken(end, end);
        }
    }

    private static int needed(Frame f, int at, int end) {
        boolean one = isOne(f, at, end);
        if (at + (one ? HEAD_1 : HEAD_3) > end) {
            return end + 1;
        }
        int next = at + (one ? HEAD_1 : HEAD_3);
        if (one || f.u8(at + 1) == REPORT) {
            while (next < end) {
                next += one ? commandBytes(f, next, end) : routeBytes(f, next, end);
            }
            return next;
        }
        return next
                + switch (f.u8(at + 1)) {
                    case PROBE -> 4;
                    case PRUNE -> 12;
                    case GRAFT, ACK -> 8;
                    default -> 0;
                };
    }

    @Override
    public String through(Frame f, int layer) {
        return "igmp";
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        boolean one = isOne(f, at, end);
        out.put(one ? "dvmrp v1" : "dvmrp");
        if (at + (one ? HEAD_1 : HEAD_3) > end) {
            return;
        }
        String name = (one ? CODE_1 : CODE_3).names().get(f.u8(at + 1));
        out.put(' ').words(name == null ? "code " : name);
        if (name == null) {
            out.dec(f.u8(at + 1));
        }
        if (!one && needed(f, at, end) <= end) {
            said(f, at, end, out);
        }
        out.put(status(f, at, end) == Checksum.BAD ? " [bad checksum]" : "");
    }

    private static void said(Frame f, int at, int end, Out out) {
        switch (f.u8(at + 1)) {
            case PROBE -> {
                out.put(", id ").unsigned(GENID.get(f, at));
                for (int i = 0, next = at + HEAD_3 + 4; next + 4 <= end && i < SHOWN; i++, next += 4) {
                    out.put(i == 0 ? ", neighbors " : " ").ipv4(f.i32(next));
                }
            }
            case REPORT -> routes(f, at, end, out);
            case PRUNE, GRAFT, ACK -> {
                out.put("  (")
                        .ipv4(f.i32(at + HEAD_3))
                        .put(',')
                        .ipv4(f.i32(at + HEAD_3 + 4))
                        .put(')');
                if (f.u8(at + 1) == PRUNE) {
                    out.put(", for ").unsigned(LIFETIME.get(f, at)).put(" s");
                }
            }
            default -> {}
        }
    }

    private static void routes(Frame f, int at, int end, Out out) {
        int said = 0;
        for (int route = at + HEAD_3; route < end; route += routeBytes(f, route, end)) {
            int octets = octets(f, route);
            int stop = route + routeBytes(f, route, end);
            for (int source = route + MASK; source < stop; source += octets + 1) {
                if (said++ == SHOWN) {
                    out.put(" …");
                    return;
                }
                int address = (int) (f.number(source, octets) << 32 - 8 * octets);
                out.put(said == 1 ? "  " : ", ").ipv4(address);
                out.put('/').dec(address == 0 && octets == 1 ? 0 : 8 + Integer.bitCount(f.u24(route)));
                out.put(" metric ").dec(f.u8(source + octets) & 0x7f);
            }
        }
    }
}
