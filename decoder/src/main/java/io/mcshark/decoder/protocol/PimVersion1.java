package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;

/**
 * PIM version 1, in IGMP: never an RFC. Type 0x14, code 1, checksum 2, version 4 bits, reserved 28 bits; then by code
 *
 * <pre>
 * 0      query         mode 4 bits, reserved 12 bits, holdtime 2
 * 1      register      the packet
 * 2      register-stop group 4, source 4
 * 3 6 7  join/prune,   upstream neighbor 4, reserved 2, holdtime 2, reserved 1, mask length 1, address length 1, groups 1;
 *        graft, ack    each group 4, its mask 4, joins 2, prunes 2; each source: flags 1, mask length 1, address 4
 * 4      RP reachable  group 4, mask 4, RP 4, reserved 2, holdtime 2
 * 5      assert        group 4, mask 4, R 1 bit, metric preference 31 bits, metric 4
 * </pre>
 */
final class PimVersion1 {
    static final int IGMP_TYPE = 0x14, REGISTER = 1, HEADER = 8;
    private static final int COUNTS = 8, HEAD = 12, SOURCE = 6, SOURCES = 4;

    static final Header FIRST = Pim.H.then("Version 1", (f, at, end) -> is(f, at));
    static final Field CODE;

    static {
        FIRST.text("igmp_type", "Type", (f, at, end, out) -> out.put("PIM (0x14)"))
                .plain();
        CODE = FIRST.skip(8).u8("code", "Code").names(Names.lines("""
            0 Query
            1 Register
            2 Register-stop
            3 Join/Prune
            4 RP-Reachable
            5 Assert
            6 Graft
            7 Graft-Ack
            8 Mode
            """));
    }

    static final Header SUMMED = FIRST.then("Checksum", (f, at, end) -> at + 4 < end);
    static final Field CKSUM = SUMMED.u16("cksum", "Checksum").hex();

    static {
        Pim.status(SUMMED);
    }

    static final Field VERSION = SUMMED.then("Version", (f, at, end) -> true).bits(4, "version", "Version");
    static final Header BODY = SUMMED.then("Body", (f, at, end) -> isOne(f, at)).skip(8);
    static final Field RESERVED = BODY.bytes(3, "res_bytes", "Reserved byte(s)");

    static {
        Pim.options(BODY, HEADER);
    }

    static final Header QUERY = message("Query", 0);
    static final Field MODE = QUERY.bits(4, "mode", "Mode").names(Names.of(0, "Dense", 1, "Sparse", 2, "Sparse-Dense")),
            QUERY_HOLDTIME =
                    QUERY.skip(12).u16("holdtime", "Holdtime").in("seconds").means(Pim::holdtime);
    static final Header STOP = message("Register-stop", 2);
    static final Field STOP_GROUP = STOP.ipv4("group", "Group").group(), STOP_SOURCE = STOP.ipv4("source", "Source");

    static final Header JOIN_PRUNE = BODY.then("Join/Prune", (f, at, end) -> isJoinPrune(f.u8(at + 1)));
    static final Field UPSTREAM = JOIN_PRUNE.ipv4("upstream_neighbor", "Upstream-neighbor"),
            RESERVED_2 = JOIN_PRUNE.bytes(2, "res_bytes", "Reserved byte(s)"),
            HOLDTIME = JOIN_PRUNE.u16("holdtime", "Holdtime").in("seconds").means(Pim::holdtime);
    static final Header MEASURES = JOIN_PRUNE.then("Measures", (f, at, end) -> true);
    static final Field RESERVED_3 = MEASURES.bytes(1, "res_bytes", "Reserved byte(s)"),
            MASK_LEN = MEASURES.u8("mask_len", "Masklen"),
            ADDR_LEN = MEASURES.u8("addr_len", "Address Len"),
            NUMGROUPS = MEASURES.u8("numgroups", "Num Groups");
    static final Header GROUP = MEASURES.list("Group", NUMGROUPS, (f, at, end) -> groupBytes(f, at));
    static final Field GROUP_ADDRESS = GROUP.ipv4("group", "Group").group(),
            GROUP_MASK = GROUP.ipv4("group_mask", "Mask"),
            NUMJOINS = GROUP.u16("numjoins", "Num Joins"),
            NUMPRUNES = GROUP.u16("numprunes", "Num Prunes");
    static final Header JOIN = GROUP.list("Join", NUMJOINS, (f, at, end) -> SOURCE);
    static final Field JOIN_IP = source(JOIN, "join_ip");
    static final Header PRUNE = GROUP.parts(
            "Prune",
            (f, at, end, previous, index) -> index >= NUMPRUNES.get(f, at)
                    ? -1
                    : previous < 0 ? at + HEAD + SOURCE * (int) NUMJOINS.get(f, at) : previous + SOURCE,
            (f, at, end) -> SOURCE);
    static final Field PRUNE_IP = source(PRUNE, "prune_ip");

    static final Header REACHABLE = message("RP-Reachable", 4);
    static final Field
            REACHABLE_GROUP = REACHABLE.ipv4("group_address", "Group Address").group(),
            REACHABLE_MASK = REACHABLE.ipv4("group_mask", "Mask"),
            RP = REACHABLE.ipv4("rp", "RP"),
            RESERVED_4 = REACHABLE.bytes(2, "res_bytes", "Reserved byte(s)"),
            REACHABLE_HOLDTIME =
                    REACHABLE.u16("holdtime", "Holdtime").in("seconds").means(Pim::holdtime);
    static final Header ASSERT = message("Assert", 5);
    static final Field
            ASSERT_GROUP = ASSERT.ipv4("group_address", "Group Address").group(),
            ASSERT_MASK = ASSERT.ipv4("group_mask", "Mask"),
            RPT = ASSERT.bit("rpt", "RP Tree"),
            METRIC_PREF = ASSERT.bits(31, "metric_pref", "Metric Preference"),
            METRIC = ASSERT.u32("metric", "Metric");

    static {
        GROUP.length(HEAD);
        JOIN.length(SOURCE);
        JOIN_PRUNE.length(COUNTS);
        MEASURES.length(4);
    }

    private PimVersion1() {}

    /** Loads this class, whose fields then stand in PIM's header. */
    static void declare() {}

    private static Header message(String label, int code) {
        return BODY.then(label, (f, at, end) -> f.u8(at + 1) == code);
    }

    private static Field source(Header source, String name) {
        source.bits(4, "src_flags.rsv", "Reserved");
        source.bits(1, "src_flags.a", "Annotated");
        source.bits(1, "src_flags.s", "Sparse");
        source.bits(1, "src_flags.w", "WC");
        source.bits(1, "src_flags.r", "RP");
        source.u8("mask_len", "Masklen");
        return source.ipv4(name, "IP address");
    }

    private static boolean isJoinPrune(int code) {
        return code == 3 || code == 6 || code == 7;
    }

    /** Whether a message begins as one in IGMP does; over IP itself no version of PIM has this octet. */
    static boolean is(Frame f, int at) {
        return f.u8(at) == IGMP_TYPE;
    }

    /** Whether it is of version 1 by its own word; nothing is known of others in IGMP. */
    static boolean isOne(Frame f, int at) {
        return f.u8(at + 4) >> 4 == 1;
    }

    private static int groupBytes(Frame f, int at) {
        return HEAD + SOURCE * (f.u16(at + 8) + f.u16(at + 10));
    }

    static int needed(Frame f, int at, int end) {
        if (at + 5 > end || !isOne(f, at)) {
            return at + 5;
        }
        if (at + HEADER >= end) {
            return at + HEADER;
        }
        int code = f.u8(at + 1);
        if (!isJoinPrune(code)) {
            return at
                    + HEADER
                    + switch (code) {
                        case 0 -> 4;
                        case 2 -> 8;
                        case 4, 5 -> 16;
                        default -> 0;
                    };
        }
        int group = at + HEADER + COUNTS + 4;
        for (int i = group > end ? 0 : f.u8(group - 1); i > 0 && group <= end; i--) {
            group = group + HEAD > end ? end + 1 : group + groupBytes(f, group);
        }
        return group;
    }

    static void row(Frame f, int at, int end, Out out) {
        if (at + 2 > end) {
            return;
        }
        String name = CODE.names().get(f.u8(at + 1));
        out.put(' ').words(name == null ? "code " : name);
        if (name == null) {
            out.dec(f.u8(at + 1));
        }
        if (needed(f, at, end) > end || !isOne(f, at) || at + HEADER == end) {
            return;
        }
        int code = f.u8(at + 1);
        switch (code) {
            case 0 -> out.put(", hold ").dec(QUERY_HOLDTIME.get(f, at)).put(" s");
            case 2 ->
                out.put("  (").ipv4(f.i32(at + 12)).put(',').ipv4(f.i32(at + 8)).put(')');
            case 4 -> out.put("  ").ipv4(f.i32(at + 8)).put(" rp ").ipv4(f.i32(at + 16));
            case 5 -> {
                out.put("  ").ipv4(f.i32(at + 8)).put(", preference ").dec(METRIC_PREF.get(f, at));
                out.put(", metric ").unsigned(METRIC.get(f, at));
            }
            default -> {
                if (isJoinPrune(code)) {
                    joinPrune(f, at, end, out);
                }
            }
        }
    }

    private static void joinPrune(Frame f, int at, int end, Out out) {
        out.put(" to ").ipv4(f.i32(at + HEADER));
        int group = -1;
        for (int i = 0; (group = GROUP.next(f, at, end, group, i)) >= 0; i++) {
            if (i == SOURCES) {
                out.put(" …");
                break;
            }
            int from = group + HEAD;
            int joins = f.u16(group + 8);
            list(f, group, from, joins, i == 0 ? "  join " : ", join ", out);
            list(
                    f,
                    group,
                    from + SOURCE * joins,
                    f.u16(group + 10),
                    i == 0 && joins == 0 ? "  prune " : ", prune ",
                    out);
        }
        out.put(", hold ").dec(HOLDTIME.get(f, at)).put(" s");
    }

    private static void list(Frame f, int group, int at, int count, String what, Out out) {
        for (int i = 0; i < Math.min(count, SOURCES); i++) {
            out.put(i == 0 ? what : " ").put('(').ipv4(f.i32(at + SOURCE * i + 2));
            out.put(',').ipv4(f.i32(group)).put(')');
        }
        if (count > SOURCES) {
            out.put(" and ").dec(count - SOURCES).put(" more");
        }
    }
}
