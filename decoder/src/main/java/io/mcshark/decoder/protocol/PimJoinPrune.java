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
 * Join/Prune (RFC 7761, 4.9.5), Graft and Graft-Ack (RFC 3973, 4.7.8 and 4.7.9), which look alike: the upstream neighbor,
 * reserved 1, number of groups 1, holdtime 2; then each group with the number of joins 2, of prunes 2, the joined and the pruned sources.
 */
final class PimJoinPrune {
    /** How much of long lists a line shows. */
    private static final int GROUPS = 4, SOURCES = 4;

    private static final int HEAD = 4, COUNTS = 4;

    static final Header MESSAGE = Pim.message("Join/Prune", type -> type == 3 || type == 6 || type == 7);
    static final Header UPSTREAM = PimAddresses.unicast(
            MESSAGE,
            "Upstream-neighbor",
            "upstream_neighbor",
            "upstream_neighbor_ip6",
            (f, at, end, previous, index) -> index == 0 ? at + Pim.HEADER : -1);
    static final Header BODY = MESSAGE.parts(
            "Groups", (f, at, end, previous, index) -> index == 0 ? afterUnicast(f, at + Pim.HEADER, end) : -1, null);
    static final Field RESERVED = BODY.bytes(1, "res_bytes", "Reserved byte(s)"),
            NUMGROUPS = BODY.u8("numgroups", "Num Groups"),
            HOLDTIME = BODY.u16("holdtime", "Holdtime").in("seconds").means(Pim::holdtime);
    static final Header GROUP = BODY.parts(
            "Group",
            (f, at, end, previous, index) -> {
                if (index >= NUMGROUPS.get(f, at)) {
                    return -1;
                }
                int next = previous < 0 ? at + HEAD : afterGroup(f, previous, end);
                return next != UNKNOWN && fits(afterMasked(f, next, end), end) ? next : -1;
            },
            (f, at, end) -> {
                int after = afterGroup(f, at, end);
                return (after == UNKNOWN ? end : after) - at;
            });
    static final Header ADDRESS = PimAddresses.group(GROUP, (f, at, end, previous, index) -> index == 0 ? at : -1);
    static final Header JOINS =
            GROUP.parts("Joins", (f, at, end, previous, index) -> index == 0 ? afterMasked(f, at, end) : -1, null);
    static final Field NUMJOINS = JOINS.u16("numjoins", "Num Joins");
    static final Header JOIN = PimAddresses.source(
            JOINS,
            "join_ip",
            "join_ip6",
            (f, at, end, previous, index) ->
                    index >= NUMJOINS.get(f, at) ? -1 : previous < 0 ? at + COUNTS : afterMasked(f, previous, end));
    static final Header PRUNES = GROUP.parts(
            "Prunes",
            (f, at, end, previous, index) -> {
                int counts = index == 0 ? afterMasked(f, at, end) : -1;
                return counts >= 0 && fits(afterJoins(f, counts, end), end) ? counts + 2 : -1;
            },
            null);
    static final Field NUMPRUNES = PRUNES.u16("numprunes", "Num Prunes");
    static final Header PRUNE = PimAddresses.source(
            PRUNES,
            "prune_ip",
            "prune_ip6",
            (f, at, end, previous, index) -> index >= NUMPRUNES.get(f, at)
                    ? -1
                    : previous < 0 ? afterJoins(f, at - 2, end) : afterMasked(f, previous, end));

    static {
        JOINS.skip(16);
        BODY.length(HEAD);
        JOINS.length(COUNTS);
    }

    private PimJoinPrune() {}

    /** Loads this class, whose fields then stand in PIM's header. */
    static void declare() {}

    /** One past the joins of the group whose two counts stand at {@code counts}. */
    private static int afterJoins(Frame f, int counts, int end) {
        return counts + COUNTS > end ? end + 1 : sources(f, counts + COUNTS, end, f.u16(counts));
    }

    private static int sources(Frame f, int at, int end, int count) {
        int next = at;
        for (int i = 0; i < count && next != UNKNOWN && next <= end; i++) {
            next = afterMasked(f, next, end);
        }
        return next;
    }

    /** One past a group, its joins and prunes, as {@link PimAddresses#afterUnicast}. */
    private static int afterGroup(Frame f, int at, int end) {
        int counts = afterMasked(f, at, end);
        int prunes = fits(counts, end) ? afterJoins(f, counts, end) : counts;
        return fits(prunes, end) ? sources(f, prunes, end, f.u16(counts + 2)) : prunes;
    }

    static int needed(Frame f, int at, int end) {
        int body = afterUnicast(f, at + Pim.HEADER, end);
        if (!fits(body, end) || body + HEAD > end) {
            return body == UNKNOWN ? UNKNOWN : Math.max(body, end + 1);
        }
        int next = body + HEAD;
        for (int i = f.u8(body + 1); i > 0 && fits(next, end); i--) {
            next = afterGroup(f, next, end);
        }
        return next;
    }

    static void row(Frame f, int at, int end, Out out) {
        int body = afterUnicast(f, at + Pim.HEADER, end);
        if (!fits(body, end) || body + HEAD > end) {
            return;
        }
        PimAddresses.putUnicast(f, at + Pim.HEADER, out.put(" to "));
        int group = -1;
        int said = 0;
        for (int i = 0; (group = GROUP.next(f, body, end, group, i)) >= 0; i++) {
            int counts = afterMasked(f, group, end);
            if (counts + COUNTS > end) {
                break;
            }
            if (said++ == GROUPS) {
                out.put(" …");
                break;
            }
            out.put(i == 0 ? "  " : ", ");
            list(f, group, counts + COUNTS, end, f.u16(counts), "join", out);
            int prunes = afterJoins(f, counts, end);
            if (fits(prunes, end)) {
                out.put(f.u16(counts) > 0 && f.u16(counts + 2) > 0 ? ", " : "");
                list(f, group, prunes, end, f.u16(counts + 2), "prune", out);
            }
        }
        long hold = HOLDTIME.get(f, body);
        if (hold == 0xffff) {
            out.put(", hold forever");
        } else {
            out.put(", hold ").dec(hold).put(" s");
        }
    }

    /** Appends {@code join (S,G)}: {@code *} for the source where the wildcard bit is set, {@code rpt} for the RP tree. */
    private static void list(Frame f, int group, int at, int end, int count, String what, Out out) {
        int next = at;
        for (int i = 0; i < count; i++) {
            int after = afterMasked(f, next, end);
            if (!fits(after, end)) {
                return;
            }
            if (i == SOURCES) {
                out.put(" and ").dec(count - i).put(" more");
                return;
            }
            int flags = PimAddresses.flags(f, next);
            boolean wildcard = (flags & 2) != 0;
            out.put(i == 0 ? what : "").put(" (");
            if (wildcard) {
                out.put('*');
            } else {
                PimAddresses.putMasked(f, next, out);
            }
            PimAddresses.putMasked(f, group, out.put(','));
            out.put((flags & 1) != 0 && !wildcard ? ",rpt)" : ")");
            if (wildcard) {
                PimAddresses.putMasked(f, next, out.put(" rp "));
            }
            next = after;
        }
    }
}
