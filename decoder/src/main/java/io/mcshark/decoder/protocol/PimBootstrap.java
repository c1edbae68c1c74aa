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
 * How routers learn of rendezvous points (RFC 5059, 4.1 and 4.2).
 *
 * <pre>
 * 4  Bootstrap     fragment tag 2, hash mask length 1, BSR priority 1, BSR; each group: address, RP count 1,
 *                  count in this fragment 1, reserved 2; each of its RPs: address, holdtime 2, priority 1, reserved 1
 * 8  Candidate-RP  prefix count 1, priority 1, holdtime 2, RP; groups
 * </pre>
 */
final class PimBootstrap {
    private static final int GROUPS = 4, COUNTS = 4, RP_TAIL = 4, HEAD = Pim.HEADER + 4;

    static final Header BOOTSTRAP = Pim.message(4, "Bootstrap");
    static final Field
            FRAGMENT_TAG = BOOTSTRAP.u16("fragment_tag", "Fragment tag").hex(),
            HASH_MASK_LEN = BOOTSTRAP.u8("hash_mask_len", "Hash mask len"),
            BSR_PRIORITY = BOOTSTRAP.u8("bsr_priority", "BSR priority");
    static final Header BSR = PimAddresses.unicast(
            BOOTSTRAP, "BSR", "bsr", "bsr_ip6", (f, at, end, previous, index) -> index == 0 ? at + HEAD : -1);
    static final Header GROUP = BOOTSTRAP.parts(
            "Group",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? afterUnicast(f, at + HEAD, end) : afterGroup(f, previous, end);
                return fits(next, end) && fits(afterMasked(f, next, end), end) ? next : -1;
            },
            (f, at, end) -> {
                int after = afterGroup(f, at, end);
                return (after == UNKNOWN ? end : after) - at;
            });
    static final Header ADDRESS = PimAddresses.group(GROUP, (f, at, end, previous, index) -> index == 0 ? at : -1);
    static final Header COUNT = GROUP.parts(
            "Counts",
            (f, at, end, previous, index) -> index == 0 ? afterMasked(f, at, end) : -1,
            (f, at, end) -> COUNTS);
    static final Field RP_COUNT = COUNT.u8("rp_count", "RP count"), FRP_COUNT = COUNT.u8("frp_count", "FRP count");
    static final Header RP = GROUP.parts(
            "RP",
            (f, at, end, previous, index) -> {
                int counts = afterMasked(f, at, end);
                if (counts + COUNTS > end || index >= f.u8(counts + 1)) {
                    return -1;
                }
                int next = previous < 0 ? counts + COUNTS : afterRp(f, previous, end);
                return fits(next, end) && fits(afterUnicast(f, next, end), end) ? next : -1;
            },
            (f, at, end) -> {
                int after = afterRp(f, at, end);
                return (after == UNKNOWN ? end : after) - at;
            });
    static final Header RP_ADDRESS =
            PimAddresses.unicast(RP, "RP", "rp", "rp_ip6", (f, at, end, previous, index) -> index == 0 ? at : -1);
    static final Header RP_STATE =
            RP.parts("State", (f, at, end, previous, index) -> index == 0 ? afterUnicast(f, at, end) : -1, null);
    static final Field
            HOLDTIME = RP_STATE.u16("holdtime", "Holdtime").in("seconds").means(Pim::holdtime),
            PRIORITY = RP_STATE.u8("priority", "Priority"),
            RESERVED = RP_STATE.bytes(1, "res_bytes", "Reserved byte(s)");

    static final Header CANDIDATE = Pim.message(8, "Candidate-RP-Advertisement");
    static final Field PREFIX_COUNT = CANDIDATE.u8("prefix_count", "Prefix-count"),
            CANDIDATE_PRIORITY = CANDIDATE.u8("priority", "Priority"),
            CANDIDATE_HOLDTIME =
                    CANDIDATE.u16("holdtime", "Holdtime").in("seconds").means(Pim::holdtime);
    static final Header CANDIDATE_RP = PimAddresses.unicast(
            CANDIDATE, "RP", "rp", "rp_ip6", (f, at, end, previous, index) -> index == 0 ? at + HEAD : -1);
    static final Header PREFIX = PimAddresses.group(
            CANDIDATE,
            (f, at, end, previous, index) -> index >= PREFIX_COUNT.get(f, at)
                    ? -1
                    : previous < 0 ? afterUnicast(f, at + HEAD, end) : afterMasked(f, previous, end));

    static {
        COUNT.skip(16);
        BOOTSTRAP.length(4);
        COUNT.length(COUNTS);
        RP_STATE.length(RP_TAIL);
        CANDIDATE.length(4);
    }

    private PimBootstrap() {}

    /** Loads this class, whose fields then stand in PIM's header. */
    static void declare() {}

    private static int afterRp(Frame f, int at, int end) {
        int after = afterUnicast(f, at, end);
        return after == UNKNOWN ? UNKNOWN : after + RP_TAIL;
    }

    private static int afterGroup(Frame f, int at, int end) {
        int counts = afterMasked(f, at, end);
        if (counts == UNKNOWN || counts + COUNTS > end) {
            return counts == UNKNOWN ? UNKNOWN : end + 1;
        }
        int next = counts + COUNTS;
        for (int i = f.u8(counts + 1); i > 0 && fits(next, end); i--) {
            next = afterRp(f, next, end);
        }
        return next;
    }

    static int needed(Frame f, int at, int end) {
        if (at + HEAD > end) {
            return at + HEAD;
        }
        int next = afterUnicast(f, at + HEAD, end);
        if (Pim.type(f, at) == 4) {
            while (next != UNKNOWN && next < end) {
                next = afterGroup(f, next, end);
            }
        } else {
            for (int i = f.u8(at + Pim.HEADER); i > 0 && fits(next, end); i--) {
                next = afterMasked(f, next, end);
            }
        }
        return next;
    }

    static void row(Frame f, int at, int end, Out out) {
        if (at + HEAD > end || !fits(afterUnicast(f, at + HEAD, end), end)) {
            return;
        }
        boolean bootstrap = Pim.type(f, at) == 4;
        PimAddresses.putUnicast(f, at + HEAD, out.put(bootstrap ? "  bsr " : "  rp "));
        if (bootstrap) {
            out.put(", priority ").dec(BSR_PRIORITY.get(f, at));
            out.put(", hash ").dec(HASH_MASK_LEN.get(f, at));
            out.put((f.u8(at + 1) & 0x80) != 0 ? ", no forward" : "");
        } else {
            out.put(", priority ").dec(CANDIDATE_PRIORITY.get(f, at));
            out.put(", hold ").dec(CANDIDATE_HOLDTIME.get(f, at)).put(" s");
        }
        int group = -1;
        Header groups = bootstrap ? GROUP : PREFIX;
        for (int i = 0; (group = groups.next(f, at, end, group, i)) >= 0; i++) {
            if (i == GROUPS) {
                out.put(", …");
                return;
            }
            PimAddresses.putMasked(f, group, out.put(", "));
            if (bootstrap) {
                points(f, group, end, out);
            }
        }
    }

    private static void points(Frame f, int group, int end, Out out) {
        int rp = -1;
        for (int i = 0; (rp = RP.next(f, group, end, rp, i)) >= 0; i++) {
            if (i == GROUPS) {
                out.put(" …");
                return;
            }
            PimAddresses.putUnicast(f, rp, out.put(i == 0 ? " rp " : " "));
        }
    }
}
