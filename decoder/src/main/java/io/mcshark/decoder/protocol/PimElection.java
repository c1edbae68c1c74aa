package io.mcshark.decoder.protocol;

import static io.mcshark.decoder.protocol.PimAddresses.UNKNOWN;
import static io.mcshark.decoder.protocol.PimAddresses.afterUnicast;
import static io.mcshark.decoder.protocol.PimAddresses.fits;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;

/**
 * The election of designated forwarders of bidirectional PIM (RFC 5015, 3.7): RP address, the sender's metric preference 4 and
 * metric 4; then by subtype
 *
 * <pre>
 * 1 2  offer, winner  nothing more
 * 3    backoff        the offering address, its preference 4 and metric 4, interval 2 in milliseconds
 * 4    pass           the new winner's address, its preference 4 and metric 4
 * </pre>
 */
final class PimElection {
    private static final int TYPE = 10, BACKOFF = 3, PASS = 4, METRICS = 8;

    static final Header MESSAGE = Pim.message(TYPE, "DF election");
    static final Header RP = PimAddresses.unicast(
            MESSAGE, "RP", "rp", "rp_ip6", (f, at, end, previous, index) -> index == 0 ? at + Pim.HEADER : -1);
    static final Header SENDER = MESSAGE.parts(
            "Sender", (f, at, end, previous, index) -> index == 0 ? afterUnicast(f, at + Pim.HEADER, end) : -1, null);
    static final Field METRIC_PREF = SENDER.u32("metric_pref", "DF Metric Preference"),
            METRIC = SENDER.u32("metric", "Metric");

    static final Header OFFERING = PimAddresses.unicast(
            MESSAGE,
            "Offering IP",
            "bidir_offering_ip4",
            "bidir_offering_ip6",
            (f, at, end, previous, index) -> index == 0 ? other(f, at, end, BACKOFF) : -1);
    static final Header OFFER = MESSAGE.parts(
            "Offer", (f, at, end, previous, index) -> index == 0 ? afterOther(f, at, end, BACKOFF) : -1, null);
    static final Field OFF_METRIC_PREF = OFFER.u32("bidir_off_metric_pref", "Offering Metric Preference"),
            OFF_METRIC = OFFER.u32("bidir_off_metric", "Offering Metric"),
            OFFERING_INTERVAL =
                    OFFER.u16("bidir_offering_interval", "Offering interval").in("ms");

    static final Header WINNER = PimAddresses.unicast(
            MESSAGE,
            "New Winner IP",
            "bidir_winner_ip4",
            "bidir_winner_ip6",
            (f, at, end, previous, index) -> index == 0 ? other(f, at, end, PASS) : -1);
    static final Header WIN = MESSAGE.parts(
            "New Winner", (f, at, end, previous, index) -> index == 0 ? afterOther(f, at, end, PASS) : -1, null);
    static final Field WIN_METRIC_PREF = WIN.u32("bidir_win_metric_pref", "Winner Metric Preference"),
            WIN_METRIC = WIN.u32("bidir_win_metric", "Winner Metric");

    static {
        SENDER.length(METRICS);
        OFFER.length(METRICS + 2);
        WIN.length(METRICS);
    }

    private PimElection() {}

    /** Loads this class, whose fields then stand in PIM's header. */
    static void declare() {}

    private static int subtype(Frame f, int at) {
        return f.u8(at + 1) >> 4;
    }

    /** Where the second address of a message of {@code subtype} begins; -1 in others. */
    private static int other(Frame f, int at, int end, int subtype) {
        int sender = subtype(f, at) == subtype ? afterUnicast(f, at + Pim.HEADER, end) : UNKNOWN;
        return sender == UNKNOWN ? -1 : sender + METRICS;
    }

    private static int afterOther(Frame f, int at, int end, int subtype) {
        int other = other(f, at, end, subtype);
        return other < 0 ? -1 : afterUnicast(f, other, end);
    }

    static int needed(Frame f, int at, int end) {
        int sender = afterUnicast(f, at + Pim.HEADER, end);
        int subtype = subtype(f, at);
        if (!fits(sender, end) || subtype != BACKOFF && subtype != PASS || sender + METRICS > end) {
            return sender == UNKNOWN ? UNKNOWN : sender + METRICS;
        }
        int after = afterUnicast(f, sender + METRICS, end);
        return after == UNKNOWN ? UNKNOWN : after + (subtype == PASS ? METRICS : METRICS + 2);
    }

    static void row(Frame f, int at, int end, Out out) {
        String name = Pim.SUBTYPE.names().get(subtype(f, at));
        out.put(' ').words(name == null ? "subtype " : name);
        if (name == null) {
            out.dec(subtype(f, at));
        }
        int sender = afterUnicast(f, at + Pim.HEADER, end);
        if (!fits(sender, end) || sender + METRICS > end) {
            return;
        }
        PimAddresses.putUnicast(f, at + Pim.HEADER, out.put("  rp "));
        out.put(", preference ").unsigned(METRIC_PREF.get(f, sender));
        out.put(", metric ").unsigned(METRIC.get(f, sender));
        boolean more = subtype(f, at) == BACKOFF || subtype(f, at) == PASS;
        if (more && fits(afterUnicast(f, sender + METRICS, end), end)) {
            PimAddresses.putUnicast(f, sender + METRICS, out.put(subtype(f, at) == PASS ? ", to " : ", offer of "));
        }
    }
}
