package io.mcshark.decoder.protocol;

import static io.mcshark.decoder.protocol.PimAddresses.UNKNOWN;
import static io.mcshark.decoder.protocol.PimAddresses.afterMasked;
import static io.mcshark.decoder.protocol.PimAddresses.afterUnicast;
import static io.mcshark.decoder.protocol.PimAddresses.fits;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;

/**
 * The messages about one group and one source, both first: Register-Stop (RFC 7761, 4.9.4), Assert (4.9.6), State Refresh
 * (RFC 3973, 4.7.10), ECMP Redirect (RFC 6754, 5.5.2).
 *
 * <pre>
 * 2   nothing more
 * 5   R 1 bit, metric preference 31 bits, metric 4
 * 9   originator, then as 5; mask length 1, TTL 1, P N O 3 bits, reserved 5 bits, interval 1
 * 11  neighbor 4 or 16, interface ID 8, preference 1, metric 8
 * </pre>
 */
final class PimRoute {
    private static final int STOP = 2, ASSERT = 5, REFRESH = 9, REDIRECT = 11, METRICS_BYTES = 8, INTERFACE = 8;

    static final Header MESSAGE =
            Pim.message("Route", type -> type == STOP || type == ASSERT || type == REFRESH || type == REDIRECT);
    static final Header GROUP =
            PimAddresses.group(MESSAGE, (f, at, end, previous, index) -> index == 0 ? at + Pim.HEADER : -1);
    static final Header SOURCE = PimAddresses.unicast(
            MESSAGE,
            "Source",
            "source",
            "source_ip6",
            (f, at, end, previous, index) -> index == 0 ? source(f, at, end) : -1);
    static final Header ORIGINATOR = PimAddresses.unicast(
            MESSAGE,
            "Originator",
            "originator",
            "originator_ip6",
            (f, at, end, previous, index) -> index == 0 && Pim.type(f, at) == REFRESH ? afterSource(f, at, end) : -1);
    static final Header METRICS = MESSAGE.parts(
            "Metrics",
            (f, at, end, previous, index) -> index == 0 && hasMetrics(f, at) ? metrics(f, at, end) : -1,
            null);
    static final Field RPT = METRICS.bit("rpt", "RP Tree"),
            METRIC_PREF = METRICS.bits(31, "metric_pref", "Metric Preference"),
            METRIC = METRICS.u32("metric", "Metric");
    static final Header STATE = MESSAGE.parts(
            "State Refresh",
            (f, at, end, previous, index) -> {
                int metrics = index == 0 && Pim.type(f, at) == REFRESH ? metrics(f, at, end) : -1;
                return metrics < 0 ? -1 : metrics + METRICS_BYTES;
            },
            null);
    static final Field MASK_LEN = STATE.u8("mask_len", "Masklen"),
            TTL = STATE.u8("ttl", "TTL"),
            PRUNE_INDICATOR = STATE.bit("prune_indicator", "Prune indicator"),
            PRUNE_NOW = STATE.bit("prune_now", "Prune now"),
            ASSERT_OVERRIDE = STATE.bit("assert_override", "Assert override"),
            INTERVAL = STATE.skip(5).u8("interval", "Interval").in("seconds");
    static final Field
            NEIGHBOR =
                    MESSAGE.parts("Neighbor", (f, at, end, previous, index) -> neighbor(f, at, end, index, 1), null)
                            .ipv4("neighbor", "Neighbor Address")
                            .called("mcast.pim_neighbor"),
            NEIGHBOR_IP6 =
                    MESSAGE.parts("Neighbor", (f, at, end, previous, index) -> neighbor(f, at, end, index, 2), null)
                            .ipv6("neighbor_ip6", "Neighbor Address")
                            .called("mcast.pim_neighbor_ip6");
    static final Header BETTER = MESSAGE.parts(
            "Redirect",
            (f, at, end, previous, index) -> {
                int neighbor = index == 0 && Pim.type(f, at) == REDIRECT ? afterSource(f, at, end) : -1;
                return fits(neighbor, end) ? neighbor + addressBytes(f, at) : -1;
            },
            null);
    static final Field
            INTERFACE_ID =
                    BETTER.bytes(INTERFACE, "interface_id", "Interface ID").called("mcast.pim_interface_id"),
            PREFERENCE = BETTER.u8("redirect_preference", "Preference").called("mcast.pim_redirect_preference"),
            REDIRECT_METRIC = BETTER.u64("redirect_metric", "Metric").called("mcast.pim_redirect_metric");

    static {
        METRICS.length(METRICS_BYTES);
        STATE.length(4);
        BETTER.length(17);
    }

    private PimRoute() {}

    /** Loads this class, whose fields then stand in PIM's header. */
    static void declare() {}

    private static int source(Frame f, int at, int end) {
        return afterMasked(f, at + Pim.HEADER, end);
    }

    private static int afterSource(Frame f, int at, int end) {
        int source = source(f, at, end);
        return fits(source, end) ? afterUnicast(f, source, end) : source;
    }

    private static boolean hasMetrics(Frame f, int at) {
        return Pim.type(f, at) == ASSERT || Pim.type(f, at) == REFRESH;
    }

    private static int metrics(Frame f, int at, int end) {
        int after = afterSource(f, at, end);
        return fits(after, end) && Pim.type(f, at) == REFRESH ? afterUnicast(f, after, end) : after;
    }

    /** The neighbor of an ECMP redirect has no family of its own: it is the group's. */
    private static int addressBytes(Frame f, int at) {
        return f.u8(at + Pim.HEADER) == 1 ? 4 : 16;
    }

    private static int neighbor(Frame f, int at, int end, int index, int family) {
        return index == 0 && Pim.type(f, at) == REDIRECT && at + Pim.HEADER < end && f.u8(at + Pim.HEADER) == family
                ? afterSource(f, at, end)
                : -1;
    }

    static int needed(Frame f, int at, int end) {
        int type = Pim.type(f, at);
        int after = hasMetrics(f, at) ? metrics(f, at, end) : afterSource(f, at, end);
        if (!fits(after, end)) {
            return after;
        }
        return after
                + switch (type) {
                    case ASSERT -> METRICS_BYTES;
                    case REFRESH -> METRICS_BYTES + STATE.bytes();
                    case REDIRECT -> addressBytes(f, at) + BETTER.bytes();
                    default -> 0;
                };
    }

    static void row(Frame f, int at, int end, Out out) {
        int source = source(f, at, end);
        int after = afterSource(f, at, end);
        if (!fits(source, end) || !fits(after, end)) {
            return;
        }
        int metrics = hasMetrics(f, at) ? metrics(f, at, end) : UNKNOWN;
        boolean whole = metrics != UNKNOWN && metrics + METRICS_BYTES <= end;
        out.put("  (");
        if (whole && RPT.get(f, metrics) == 1) {
            out.put('*');
        } else {
            PimAddresses.putUnicast(f, source, out);
        }
        PimAddresses.putMasked(f, at + Pim.HEADER, out.put(','));
        out.put(')');
        if (whole) {
            out.put(", preference ").dec(METRIC_PREF.get(f, metrics));
            out.put(", metric ").unsigned(METRIC.get(f, metrics));
        }
        int state = metrics + METRICS_BYTES;
        if (whole && Pim.type(f, at) == REFRESH && state + STATE.bytes() <= end) {
            out.put(", ttl ")
                    .dec(TTL.get(f, state))
                    .put(", every ")
                    .dec(INTERVAL.get(f, state))
                    .put(" s");
            out.put(PRUNE_INDICATOR.get(f, state) == 1 ? ", pruned" : "");
        }
        int better = after + addressBytes(f, at);
        if (Pim.type(f, at) == REDIRECT && better + BETTER.bytes() <= end) {
            out.put(" to ");
            if (addressBytes(f, at) == 4) {
                out.ipv4(f.i32(after));
            } else {
                out.ipv6(f.u64(after), f.u64(after + 8));
            }
        }
    }
}
