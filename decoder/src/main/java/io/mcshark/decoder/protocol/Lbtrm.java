package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;

/**
 * LBT-RM, the reliable multicast of Informatica Ultra Messaging, at the addresses and ports that it and Wireshark have by default: to
 * 224.10.10.10 to .14 port 14400, 224.10.10.21 port 14401, NAKs to hosts at ports 14390 to 14399. Other ones: {@code -d udp.port==…,lbtrm}.
 *
 * <pre>
 * version 4 bits (0), type 4 bits, what follows 1, source's port 2, session 4, and
 * 0 data: number 4, trailing edge 4, flags 1, group size 1, FEC symbol 2, message       2 session message: number 4, leading 4, trailing edge 4, flags 1, 1, 2
 * 3 NAK: how many 2, reserved 1, format 1, numbers 4 each                               4 NAK confirmation: trailing edge 4, how many 2, reserved 1, reason and format 1, numbers
 * </pre>
 */
public final class Lbtrm extends Protocol {
    private static final int GROUPS = 14400,
            SESSIONS = 14401,
            FIRST_HOST = 14390,
            LAST_HOST = 14399,
            HEADER = 8,
            SHOWN = 4;
    private static final int DATA = 0, SESSION = 2, NAK = 3, NCF = 4;
    private static final int FIRST_GROUP = 0xe00a0a0a, LAST_GROUP = 0xe00a0a0e, SESSION_GROUP = 0xe00a0a15;

    static final Header H = header("lbtrm", "LBT-RM Protocol");
    static final Field PRESENT = H.note("hdr", "Header", (f, at, end) -> true).hidden(),
            VERSION = H.bits(4, "hdr.ver", "Version").hex(),
            TYPE =
                    H.bits(4, "hdr.type", "Type")
                            .hex()
                            .names(Names.of(DATA, "DATA", SESSION, "SM", NAK, "NAK", NCF, "NCF")),
            NEXT = H.u8("hdr.next_hdr", "Next Header").hex(),
            SOURCE_PORT = H.u16("hdr.ucast_port", "Source Unicast Port"),
            SESSION_ID = H.u32("hdr.session_id", "Session ID").hex();
    static final Header SENT = of(DATA, "data", "Data Header");
    static final Field SQN = SENT.u32("data.sqn", "Sequence Number").hex(),
            TRAIL = SENT.u32("data.trail_sqn", "Trailing Edge Sequence Number").hex(),
            FEC = SENT.u8("data.flags_fec_type", "FEC Flags").hex(),
            UNICAST_NAKS = SENT.split(FEC).bit("data.flags_fec_type.ucast_naks", "Unicast NAKs"),
            AGAIN = SENT.skip(1).bit("data.flags_fec_type.rx", "Retransmission"),
            TGSZ = SENT.skip(5).u8("data.flags_tgsz", "TGSZ Flags").hex(),
            SYMBOL = SENT.u16("data.fec_symbol", "FEC Symbol").hex();
    static final Header TOLD = of(SESSION, "sm", "Session Message Header");
    static final Field SM_SQN = TOLD.u32("sm.sm_sqn", "Sequence Number").hex();
    static final Header WINDOW = TOLD.then("Window", (f, at, end) -> true);
    static final Field
            SM_LEAD = WINDOW.u32("sm.lead_sqn", "Lead Sequence Number").hex(),
            SM_TRAIL = WINDOW.u32("sm.trail_sqn", "Trail Sequence Number").hex(),
            SM_FEC = WINDOW.u8("sm.flags_fec_type", "FEC Flags").hex(),
            SM_UNICAST_NAKS = WINDOW.split(SM_FEC).bit("sm.flags_fec_type.ucast_naks", "Unicast NAKs"),
            SM_TGSZ = WINDOW.skip(7).u8("sm.flags_tgsz", "TGSZ Flags").hex(),
            SM_RESERVED = WINDOW.u16("sm.reserved", "Reserved").hex();
    static final Header MISSED = of(NAK, "nak", "NAK Header");
    static final Field NUM_NAKS = MISSED.u16("nak.num_naks", "Number of NAKs"),
            NAK_FORMAT = MISSED.skip(12).bits(4, "nak.format", "Format").hex(),
            NAK_LISTED =
                    MISSED.note("nak.list", "NAK List", (f, at, end) -> true).hidden(),
            NAKS = MISSED.list("NAK", NUM_NAKS, (f, at, end) -> 4).u32("nak.list.nak", "NAK");
    static final Header CONFIRMED = of(NCF, "ncf", "NAK Confirmation Header");
    static final Field
            NCF_TRAIL =
                    CONFIRMED.u32("ncf.trail_sqn", "Trailing Sequence Number").hex(),
            NUM_NCFS = CONFIRMED.u16("ncf.num_ncfs", "Number of Individual NCFs"),
            NCF_RESERVED = CONFIRMED.u8("ncf.reserved", "Reserved").hex(),
            REASON =
                    CONFIRMED
                            .bits(4, "ncf.reason", "Reason")
                            .hex()
                            .names(Names.of(0, "No retry", 1, "Ignored", 2, "Retransmission delay", 3, "Shed")),
            NCF_FORMAT = CONFIRMED.bits(4, "ncf.format", "Format").hex(),
            NCF_LISTED =
                    CONFIRMED.note("ncf.list", "NCF List", (f, at, end) -> true).hidden(),
            NCFS = CONFIRMED.list("NCF", NUM_NCFS, (f, at, end) -> 4).u32("ncf.list.ncf", "NCF");

    static {
        H.length(HEADER);
        SENT.length(12);
        WINDOW.length(12);
        MISSED.length(4);
        CONFIRMED.length(8);
    }

    public Lbtrm() {
        super(H);
        on(Udp.DSTPORT, GROUPS, SESSIONS);
        for (int port = FIRST_HOST; port <= LAST_HOST; port++) {
            on(Udp.DSTPORT, port);
        }
    }

    private static Header of(int type, String name, String label) {
        H.note(name, label, (f, at, end) -> TYPE.get(f, at) == type).hidden();
        return H.then(label, (f, at, end) -> TYPE.get(f, at) == type);
    }

    /** Whether it goes where such packets go, or to where somebody said that they do. */
    private boolean isForIt(Frame f) {
        int udp = f.depth() - 1, ip = Network.outside(f, udp);
        if (ip < 0 || !Udp.H.isOf(f.protocol(udp))) {
            return false;
        }
        int from = (int) Udp.SRCPORT.get(f, f.at(udp)), port = (int) Udp.DSTPORT.get(f, f.at(udp));
        if (f.told(Udp.DSTPORT.table(), port) == this || f.told(Udp.DSTPORT.table(), from) == this) {
            return true;
        }
        if (f.u8(f.at(ip)) >> 4 != 4) {
            return false;
        }
        int to = f.i32(f.at(ip) + 16);
        if (to >>> 28 == 0xe) {
            return port == GROUPS && to >= FIRST_GROUP && to <= LAST_GROUP || port == SESSIONS && to == SESSION_GROUP;
        }
        return port >= FIRST_HOST && port <= LAST_HOST;
    }

    /** One past the header of a message of its type. */
    private static int stop(Frame f, int at, int end) {
        return switch (f.u8(at) & 15) {
            case DATA -> at + SENT.bytes();
            case SESSION -> at + WINDOW.bytes();
            case NAK -> at + MISSED.bytes() > end ? end + 1 : at + MISSED.bytes() + 4 * (int) NUM_NAKS.get(f, at);
            default -> at + CONFIRMED.bytes() > end ? end + 1 : at + CONFIRMED.bytes() + 4 * (int) NUM_NCFS.get(f, at);
        };
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > end || f.u8(at) >> 4 != 0 || TYPE.names().get(f.u8(at) & 15) == null || !isForIt(f)) {
            Network.others(f, at, end);
            return;
        }
        int body = stop(f, at, end);
        boolean data = f.u8(at) == DATA;
        f.push(this, at, data ? Math.min(body, end) : end, end);
        if (body > end) {
            f.broken(end, end);
        } else if (data) {
            f.nextData(body, f.declared());
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer);
        out.put("lbtrm ").words(TYPE.names().get(TYPE.get(f, at)));
        out.put(" session 0x").hex(SESSION_ID.get(f, at), 8);
        if (stop(f, at, end) > end) {
            return;
        }
        switch ((int) TYPE.get(f, at)) {
            case DATA -> out.put(", ").unsigned(SQN.get(f, at)).put(AGAIN.get(f, at) == 1 ? " again" : "");
            case SESSION ->
                out.put(", window ").unsigned(SM_TRAIL.get(f, at)).put('–').unsigned(SM_LEAD.get(f, at));
            case NAK -> numbers(f, at + MISSED.bytes(), (int) NUM_NAKS.get(f, at), out);
            default -> numbers(f, at + CONFIRMED.bytes(), (int) NUM_NCFS.get(f, at), out);
        }
    }

    private static void numbers(Frame f, int at, int count, Out out) {
        for (int i = 0; i < Math.min(count, SHOWN); i++) {
            out.put(i == 0 ? ", " : " ").unsigned(f.u32(at + 4 * i));
        }
        out.put(count > SHOWN ? " …" : "");
    }
}
