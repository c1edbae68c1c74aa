package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Type;

/**
 * Modes 6 and 7 of {@link Ntp}: RFC 9327 (control messages); mode 7 is ntpd's own and no RFC's.
 *
 * <pre>
 * mode 6  flags, operation, sequence 2, status 2, association 2, offset 2, count 2, data, padding to 4
 * mode 7  flags, sequence, implementation, request, error and items 2, item size 2, items
 * </pre>
 */
final class NtpControl {
    private static final int CONTROL = 12, PRIVATE = 8;

    static final Header MODE_6 = Ntp.H.then("Control", (f, at, end) -> Ntp.mode(f, at) == 6);
    static final Field FLAGS = MODE_6.u8("ctrl.flags2", "Flags 2").hex(),
            RESPONSE = MODE_6.split(FLAGS).bits(1, "ctrl.flags2.r", "Response bit"),
            ERROR = MODE_6.bits(1, "ctrl.flags2.error", "Error bit"),
            MORE = MODE_6.bits(1, "ctrl.flags2.more", "More bit"),
            OPCODE = MODE_6.bits(5, "ctrl.flags2.opcode", "Operation code").names(Names.lines("""
            0 reserved
            1 read status
            2 read variables
            3 write variables
            4 read clock variables
            5 write clock variables
            6 set trap
            7 trap response
            8 configure
            9 save configuration
            10 read MRU list
            11 read ordered list
            12 request nonce
            31 unset trap
            """)),
            SEQUENCE = MODE_6.u16("ctrl.sequence", "Sequence"),
            STATUS = MODE_6.u16("ctrl.status", "Status").hex();
    static final Header FAILED =
            MODE_6.then("Error", (f, at, end) -> ERROR.get(f, at) == 1 && RESPONSE.get(f, at) == 1);
    static final Field ERROR_STATUS = FAILED.split(STATUS)
            .bits(8, "ctrl.err_status", "Error code")
            .names(Names.of(
                    0,
                    "unspecified",
                    1,
                    "authentication failure",
                    2,
                    "invalid length or format",
                    3,
                    "invalid opcode",
                    4,
                    "unknown association",
                    5,
                    "unknown variable",
                    6,
                    "invalid value",
                    7,
                    "prohibited"));
    static final Header SYSTEM = MODE_6.then("System status", (f, at, end) -> isStatus(f, at) && f.u16(at + 6) == 0);
    static final Field SYSTEM_LI = SYSTEM.split(STATUS).bits(2, "ctrl.sys_status.li", "Leap Indicator"),
            CLOCK_SOURCE = SYSTEM.bits(6, "ctrl.sys_status.clksrc", "Clock Source"),
            SYSTEM_COUNT = SYSTEM.bits(4, "ctrl.sys_status.count", "System Event Counter"),
            SYSTEM_CODE = SYSTEM.bits(4, "ctrl.sys_status.code", "System Event Code");
    static final Header PEER = MODE_6.then("Peer status", (f, at, end) -> isStatus(f, at) && f.u16(at + 6) != 0);

    static {
        PEER.split(STATUS);
        peer(PEER);
    }

    static final Header CLOCK =
            MODE_6.then("Clock status", (f, at, end) -> isOk(f, at) && (op(f, at) == 4 || op(f, at) == 5));
    static final Field CLOCK_STATUS = CLOCK.split(STATUS).bits(8, "ctrl.clock_status.status", "Clock Status"),
            CLOCK_CODE = CLOCK.bits(8, "ctrl.clock_status.code", "Clock Event Code");
    static final Field ASSOCIATION = MODE_6.u16("ctrl.associd", "Association ID"),
            OFFSET = MODE_6.u16("ctrl.offset", "Offset"),
            COUNT = MODE_6.u16("ctrl.count", "Count").in("bytes");
    static final Header STATUSES = MODE_6.parts(
            "Association", (f, at, end, previous, index) -> status(f, at, end, previous), (f, at, end) -> 4);
    static final Field PEER_ASSOCIATION = STATUSES.u16("ctrl.associd", "Association ID"),
            PEER_STATUS = STATUSES.u16("ctrl.status", "Status").hex();

    static {
        MODE_6.length(11);
        STATUSES.split(PEER_STATUS);
        peer(STATUSES);
        text(7, "ctrl.trapmsg", "Trap message");
        text(8, "ctrl.configuration", "Configuration");
        text(10, "ctrl.mru", "MRU list");
        text(11, "ctrl.ordlist", "Ordered list");
        text(12, "ctrl.nonce", "Nonce");
        text(2, "ctrl.variables", "Variables").called("mcast.ntp_variables");
    }

    static final Header MODE_7 = Ntp.H.then("Private", (f, at, end) -> Ntp.mode(f, at) == 7);
    static final Field
            PRIVATE_RESPONSE =
                    MODE_7.derived("priv.flags.r", "Response bit", Type.UINT, (f, at, end) -> f.u8(at) >> 7)
                            .plain(),
            PRIVATE_MORE =
                    MODE_7.derived("priv.flags.more", "More bit", Type.UINT, (f, at, end) -> f.u8(at) >> 6 & 1)
                            .plain(),
            AUTH_SEQ = MODE_7.u8("priv.auth_seq", "Auth, sequence"),
            AUTH = MODE_7.split(AUTH_SEQ).bits(1, "priv.auth", "Auth bit"),
            SEQ = MODE_7.bits(7, "priv.seq", "Sequence number"),
            IMPLEMENTATION =
                    MODE_7.u8("priv.impl", "Implementation")
                            .names(Names.of(0, "universal", 2, "xntpd, old", 3, "xntpd")),
            REQUEST = MODE_7.u8("priv.reqcode", "Request code").names(Names.lines("""
            0 PEER_LIST
            1 PEER_LIST_SUM
            2 PEER_INFO
            3 PEER_STATS
            4 SYS_INFO
            5 SYS_STATS
            6 IO_STATS
            7 MEM_STATS
            8 LOOP_INFO
            9 TIMER_STATS
            10 CONFIG
            11 UNCONFIG
            16 GET_RESTRICT
            20 MON_GETLIST
            42 MON_GETLIST_1
            """));
    static final Header ITEMS = MODE_7.then("Items", (f, at, end) -> true);
    static final Field ERR = ITEMS.bits(4, "priv.err", "Err").hex(),
            NUM_ITEMS = ITEMS.bits(12, "priv.numitems", "Number of data items"),
            RESERVED = ITEMS.bits(4, "priv.reserved", "Reserved").hex(),
            ITEM_SIZE = ITEMS.bits(12, "priv.itemsize", "Size of data item").in("bytes");

    static {
        MODE_7.length(3);
        ITEMS.length(4);
    }

    private NtpControl() {}

    /** Loads this class, whose fields then stand in NTP's header. */
    static void declare() {}

    private static void peer(Header h) {
        h.bit("ctrl.peer_status.config", "Peer config");
        h.bit("ctrl.peer_status.authenable", "Peer authenable");
        h.bit("ctrl.peer_status.authentic", "Peer authentic");
        h.bit("ctrl.peer_status.reach", "Peer reach");
        h.bit("ctrl.peer_status.bcast", "Peer broadcast");
        h.bits(3, "ctrl.peer_status.selection", "Peer Selection");
        h.bits(4, "ctrl.peer_status.count", "Peer Event Counter");
        h.bits(4, "ctrl.peer_status.code", "Peer Event Code");
    }

    private static Field text(int operation, String name, String label) {
        return MODE_6.span(name, label, Type.STRING, (f, at, end) -> {
            boolean ours = op(f, at) == operation
                    || operation == 8 && op(f, at) == 9
                    || operation == 2 && op(f, at) > 2 && op(f, at) < 6;
            int count = Math.min((int) COUNT.get(f, at), end - at - CONTROL);
            return ours && count > 0 ? Field.span(at + CONTROL, count) : Field.ABSENT;
        });
    }

    private static int op(Frame f, int at) {
        return f.u8(at + 1) & 31;
    }

    private static boolean isOk(Frame f, int at) {
        return (f.u8(at + 1) & 0xc0) == 0x80;
    }

    private static boolean isStatus(Frame f, int at) {
        int op = op(f, at);
        return isOk(f, at) && (op >= 1 && op <= 3 || op == 7);
    }

    /** The answer to a read of status 0: pairs of association and status. */
    private static int status(Frame f, int at, int end, int previous) {
        if (op(f, at) != 1 || !isOk(f, at) || f.u16(at + 6) != 0) {
            return -1;
        }
        int next = previous < 0 ? at + CONTROL : previous + 4;
        return next + 4 <= Math.min(end, at + CONTROL + f.u16(at + 10)) ? next : -1;
    }

    /** Bytes that a message needs. */
    static int needed(Frame f, int at, int end) {
        return Ntp.mode(f, at) == 7 ? PRIVATE : at + CONTROL > end ? CONTROL : CONTROL + f.u16(at + 10);
    }

    /** Appends the operation in words. */
    static void row(Frame f, int at, int end, Out out) {
        if (at + PRIVATE > end) {
            return;
        }
        boolean six = Ntp.mode(f, at) == 6;
        boolean response = (six ? RESPONSE.get(f, at) : f.u8(at) >> 7) == 1;
        Field operation = six ? OPCODE : REQUEST;
        long code = operation.get(f, at);
        String name = operation.names().get(code);
        out.put(' ').put(name == null ? "operation " : name);
        if (name == null) {
            out.dec(code);
        }
        out.put(response ? " response" : " request");
    }
}
