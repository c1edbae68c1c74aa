package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;

/**
 * Multicast traceroute, messages of {@link Igmp}: draft-ietf-idmr-traceroute-ipm.
 *
 * <pre>
 * 1f  query, request  24 + 32N  type 1, hops 1, checksum 2, group 4, source 4, receiver 4, response address 4, TTL 1, ID 3,
 * 1e  response        24 + 32N  one block of each router on the way
 * </pre>
 */
final class Mtrace {
    private static final int RESPONSE = 0x1e, QUERY = 0x1f, HEADER = 24, BLOCK_BYTES = 32;

    static final Header COUNTED = Igmp.H.then("Hops", (f, at, end) -> is(f.u8(at)));
    static final Field MAX_HOPS = COUNTED.u8("mtrace.max_hops", "# hops");
    static final Header MESSAGE = Igmp.KNOWN.then("Traceroute", (f, at, end) -> is(f.u8(at)));
    static final Field MADDR = MESSAGE.ipv4("maddr", "Multicast Address").group(),
            SADDR = MESSAGE.ipv4("mtrace.saddr", "Source Address"),
            RADDR = MESSAGE.ipv4("mtrace.raddr", "Receiver Address"),
            RSPADDR = MESSAGE.ipv4("mtrace.rspaddr", "Response Address"),
            RESP_TTL = MESSAGE.u8("mtrace.resp_ttl", "Response TTL"),
            Q_ID = MESSAGE.u24("mtrace.q_id", "Query ID");
    static final Header BLOCK = MESSAGE.list("Response data block", null, (f, at, end) -> BLOCK_BYTES);
    static final Field ARRIVAL = BLOCK.u32("mtrace.q_arrival", "Query Arrival"),
            INADDR = BLOCK.ipv4("mtrace.q_inaddr", "In itf addr"),
            OUTADDR = BLOCK.ipv4("mtrace.q_outaddr", "Out itf addr"),
            PREVRTR = BLOCK.ipv4("mtrace.q_prevrtr", "Previous rtr addr"),
            INPKT = BLOCK.u32("mtrace.q_inpkt", "In pkts"),
            OUTPKT = BLOCK.u32("mtrace.q_outpkt", "Out pkts"),
            TOTAL = BLOCK.u32("mtrace.q_total", "S,G pkt count"),
            RTG_PROTO = BLOCK.u8("mtrace.q_rtg_proto", "Rtg Protocol").names(Names.lines("""
            1 DVMRP
            2 MOSPF
            3 PIM
            4 CBT
            5 PIM using special routing table
            6 PIM using a static route
            7 DVMRP using a static route
            8 PIM using MBGP (aka BGP4+) route
            9 CBT using special routing table
            10 CBT using a static route
            11 PIM using state created by Assert processing
            """)),
            FWD_TTL = BLOCK.u8("mtrace.q_fwd_ttl", "FwdTTL"),
            MBZ = BLOCK.bits(1, "mtrace.q_mbz", "MBZ").hex(),
            S = BLOCK.bits(1, "mtrace.q_s", "S").hex(),
            SRC_MASK = BLOCK.bits(6, "mtrace.q_src_mask", "Src Mask").hex(),
            FWD_CODE = BLOCK.u8("mtrace.q_fwd_code", "Forwarding Code").hex().names(Names.lines("""
            0x00 NO_ERROR
            0x01 WRONG_IF
            0x02 PRUNE_SENT
            0x03 PRUNE_RCVD
            0x04 SCOPED
            0x05 NO_ROUTE
            0x06 WRONG_LAST_HOP
            0x07 NOT_FORWARDING
            0x08 REACHED_RP
            0x09 RPF_IF
            0x0a NO_MULTICAST
            0x0b INFO_HIDDEN
            0x81 NO_SPACE
            0x82 OLD_ROUTER
            0x83 ADMIN_PROHIB
            """));

    static {
        MESSAGE.length(HEADER - 4);
        BLOCK.length(BLOCK_BYTES);
    }

    private Mtrace() {}

    /** Loads this class, whose fields then stand in IGMP's header. */
    static void declare() {}

    static boolean is(int type) {
        return type == RESPONSE || type == QUERY;
    }

    /** One past the last byte that a message asks for: the header and whole blocks. */
    static int needed(int at, int end) {
        int blocks = Math.max(0, end - at - HEADER + BLOCK_BYTES - 1) / BLOCK_BYTES;
        return at + HEADER + blocks * BLOCK_BYTES;
    }

    static void row(Frame f, int at, int end, Out out) {
        boolean asked = f.u8(at) == QUERY;
        out.put(asked ? end - at > HEADER ? " mtrace request" : " mtrace query" : " mtrace response");
        if (at + HEADER > end) {
            return;
        }
        out.put("  (").ipv4((int) SADDR.get(f, at)).put(',').ipv4((int) MADDR.get(f, at));
        out.put(") to ").ipv4((int) RADDR.get(f, at)).put(", id ").dec(Q_ID.get(f, at));
        int block = -1;
        int blocks = 0;
        int last = -1;
        while ((block = BLOCK.next(f, at, end, block, blocks)) >= 0) {
            blocks++;
            last = block;
        }
        if (blocks > 0) {
            out.put(", ").dec(blocks).put(blocks == 1 ? " hop" : " hops");
            String code = FWD_CODE.names().get(FWD_CODE.get(f, last));
            if (FWD_CODE.get(f, last) != 0) {
                out.put(", ").put(code == null ? "error" : code);
            }
        }
    }
}
