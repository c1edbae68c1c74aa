package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Cisco Auto-RP: rendezvous points announce themselves to 224.0.1.39, mapping agents tell all routers at 224.0.1.40 who serves what.
 * Never an RFC (pim-autorp-spec01).
 *
 * <pre>
 * version 4 bits, type 4 bits (1 announcement, 2 mapping), RP count 1, holdtime 2, reserved 4;
 * each RP: address 4, reserved 6 bits, PIM version 2 bits, group count 1; each of its groups: reserved 7 bits, sign 1 bit
 * (1: not served), mask length 1, prefix 4
 * </pre>
 */
public final class AutoRp extends Protocol {
    private static final int PORT = 496, HEADER = 8, RP_HEAD = 6, GROUP_BYTES = 6, SHOWN = 4;

    public static final Header H = header("auto_rp", "Cisco Auto-RP");
    public static final Field VERSION = H.bits(4, "version", "Protocol version").names(Names.of(1, "1 or 1+")),
            TYPE = H.bits(4, "type", "Packet type").names(Names.of(1, "RP announcement", 2, "RP mapping")),
            RP_COUNT = H.u8("rp_count", "RP count");
    static final Header TIMED = H.then("Holdtime", (f, at, end) -> true);
    public static final Field HOLDTIME = TIMED.u16("holdtime", "Holdtime").in("seconds");
    static final Header BODY = TIMED.then("Body", (f, at, end) -> true);
    static final Field RESERVED = BODY.u32("reserved", "Reserved").hex();
    public static final Header RP = BODY.parts(
            "RP",
            (f, at, end, previous, index) -> {
                if (index >= RP_COUNT.get(f, at)) {
                    return -1;
                }
                int next = previous < 0 ? at + HEADER : previous + rpBytes(f, previous);
                return next + RP_HEAD <= end && next + rpBytes(f, next) <= end ? next : -1;
            },
            (f, at, end) -> rpBytes(f, at));
    public static final Field RP_ADDR = RP.ipv4("rp_addr", "RP address"),
            PIM_VER =
                    RP.skip(6)
                            .bits(2, "pim_ver", "Version")
                            .names(Names.of(
                                    0, "Version unknown", 1, "Version 1", 2, "Version 2", 3, "Dual version 1 and 2")),
            GROUP_NUM = RP.u8("group_num", "Number of groups this RP maps to");
    public static final Header GROUP = RP.list("Group", GROUP_NUM, (f, at, end) -> GROUP_BYTES);
    public static final Field
            PREFIX_SIGN =
                    GROUP.skip(7)
                            .bits(1, "prefix_sign", "Sign")
                            .names(Names.of(0, "Positive group prefix", 1, "Negative group prefix")),
            MASK_LEN = GROUP.u8("mask_len", "Mask length"),
            GROUP_PREFIX = GROUP.ipv4("group_prefix", "Prefix").group();
    static final Field TRAILING_JUNK = H.span("trailing_junk", "Trailing junk", Type.BYTES, (f, at, end) -> {
        int needed = needed(f, at, end);
        return needed < end ? Field.span(needed, end - needed) : Field.ABSENT;
    });

    static {
        BODY.length(4);
        RP.length(RP_HEAD);
        GROUP.length(GROUP_BYTES);
    }

    public AutoRp() {
        super(H);
        on(Udp.DSTPORT, PORT);
    }

    private static int rpBytes(Frame f, int at) {
        return RP_HEAD + GROUP_BYTES * f.u8(at + 5);
    }

    private static int needed(Frame f, int at, int end) {
        int next = at + HEADER;
        for (int i = f.u8(at + 1); i > 0; i--) {
            next += next + RP_HEAD > end ? RP_HEAD : rpBytes(f, next);
            if (next > end) {
                break;
            }
        }
        return next;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 2 > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, end, end);
        if (needed(f, at, end) > end) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        String name = TYPE.names().get(TYPE.get(f, at));
        out.put("auto-rp ").words(name == null ? "type " : name.substring("RP ".length()));
        if (name == null) {
            out.dec(TYPE.get(f, at));
        }
        if (at + HEADER > end) {
            return;
        }
        out.put(HOLDTIME.get(f, at) == 0 ? ", hold forever" : ", hold ");
        if (HOLDTIME.get(f, at) != 0) {
            out.dec(HOLDTIME.get(f, at)).put(" s");
        }
        int rp = -1;
        for (int i = 0; (rp = RP.next(f, at, end, rp, i)) >= 0; i++) {
            if (i == SHOWN) {
                out.put(" and ").dec(RP_COUNT.get(f, at) - SHOWN).put(" more");
                return;
            }
            out.put(i == 0 ? "  " : ", ").ipv4((int) RP_ADDR.get(f, rp)).put(" for ");
            int group = -1;
            for (int k = 0; (group = GROUP.next(f, rp, RP.end(f, rp, end), group, k)) >= 0; k++) {
                if (k == SHOWN) {
                    out.put(" …");
                    break;
                }
                out.put(k == 0 ? "" : " ").put(PREFIX_SIGN.get(f, group) == 1 ? "-" : "");
                out.ipv4((int) GROUP_PREFIX.get(f, group)).put('/').dec(MASK_LEN.get(f, group));
            }
        }
    }
}
