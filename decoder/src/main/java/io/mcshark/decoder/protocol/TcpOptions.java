package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;

/**
 * The options of TCP, declared under {@link Tcp#REST}.
 *
 * <pre>
 * kind   option                      RFC    bytes
 * 0 1    end of list, no operation   9293   1
 * 2      maximum segment size        9293   4
 * 3 8    window scale, timestamps    7323   3, 10
 * 4 5    SACK permitted, SACK        2018   2, 2 + 8N
 * 6 7    echo, echo reply            1072   6
 * 11-13  CC, CC.NEW, CC.ECHO         1644   6
 * 19     MD5 signature               2385   18
 * 28     user timeout                5482   4
 * 29     authentication              5925   4 + N
 * 30     multipath                   8684   N
 * 34     fast open                   7413   2 + N
 * 253-4  experiments                 6994   4 + N
 * </pre>
 */
final class TcpOptions {
    private static final int HEADER = 20, EOL = 0, NOP = 1;

    static final Field OPTIONS = Tcp.REST.span(
            "options", "TCP Options", Type.BYTES, (f, at, end) -> rest(at + HEADER, Math.min(end, at + bytes(f, at))));
    static final Header OPTION = Tcp.REST.parts("Option", TcpOptions::next, (f, at, end) -> length(f, at));
    static final Field KIND = OPTION.u8("option_kind", "Kind").names(Names.lines("""
            0 End of Option List
            1 No-Operation
            2 Maximum Segment Size
            3 Window Scale
            4 SACK Permitted
            5 SACK
            6 Echo
            7 Echo Reply
            8 Time Stamp Option
            11 CC
            12 CC.NEW
            13 CC.ECHO
            14 TCP Alternate Checksum Request
            15 TCP Alternate Checksum Data
            19 MD5 Signature Option
            27 Quick-Start Response
            28 User Timeout Option
            29 The TCP Authentication Option
            30 Multipath TCP
            34 TCP Fast Open Cookie
            172 Accurate ECN Order 0
            174 Accurate ECN Order 1
            253 RFC3692-style Experiment 1
            254 RFC3692-style Experiment 2
            """));
    static final Field END = whole("eol", "End of Option List (EOL)", EOL, 1),
            NO_OPERATION = whole("nop", "No-Operation (NOP)", NOP, 1),
            MSS = whole("mss", "Maximum segment size", 2, 4),
            WSCALE = whole("wscale", "Window scale", 3, 3),
            SACK_PERM = whole("sack_perm", "SACK permitted", 4, 2),
            SACK = whole("sack", "SACK", 5, 0),
            TIMESTAMP = whole("timestamp", "Timestamps", 8, 10),
            MD5 = whole("md5", "TCP MD5 signature", 19, 18),
            USER_TO = whole("user_to", "User Timeout", 28, 4),
            AO = whole("ao", "TCP AO", 29, 0),
            TFO = whole("tfo", "TCP Fast Open", 34, 0);
    static final Header LONG = OPTION.then("Length", (f, at, end) -> f.u8(at) > NOP);
    static final Field LEN = LONG.u8("option_len", "Length").in("bytes");

    static final Header MSS_BODY = body("Maximum segment size", 4, 2);
    static final Field MSS_VAL = MSS_BODY.u16("options.mss_val", "MSS Value");

    static final Header WSCALE_BODY = body("Window scale", 3, 3);
    static final Field SHIFT = WSCALE_BODY.u8("options.wscale.shift", "Shift count"),
            // RFC 7323, 2.3: more than 14 counts as 14.
            MULTIPLIER =
                    WSCALE_BODY.derived(
                            "options.wscale.multiplier",
                            "Multiplier",
                            Type.UINT,
                            (f, at, end) -> 1 << Math.min(f.u8(at + 2), 14));

    static final Header SACK_BODY = body("SACK", 0, 5);
    static final Header BLOCK = SACK_BODY.list("Block", null, (f, at, end) -> 8);
    static final Field LEFT = BLOCK.u32("options.sack_le", "TCP SACK Left Edge"),
            RIGHT = BLOCK.u32("options.sack_re", "TCP SACK Right Edge");
    static final Field COUNT =
            SACK_BODY.derived("options.sack.count", "TCP SACK Count", Type.UINT, (f, at, end) -> (end - at - 2) / 8);

    static final Header ECHO = body("Echo", 6, 6, 7);
    static final Field ECHO_VALUE = ECHO.u32("options.echo_value", "TCP Echo Option");
    static final Header TIMES = body("Timestamps", 10, 8);
    static final Field TSVAL = TIMES.u32("options.timestamp.tsval", "Timestamp value"),
            TSECR = TIMES.u32("options.timestamp.tsecr", "Timestamp echo reply");
    static final Header CC = body("CC", 6, 11, 12, 13);
    static final Field CC_VALUE = CC.u32("options.cc_value", "TCP CC Option");
    static final Header MD5_BODY = body("MD5 signature", 18, 19);
    static final Field DIGEST = MD5_BODY.bytes(16, "options.md5.digest", "MD5 digest");
    static final Header TIMEOUT = body("User Timeout", 4, 28);
    static final Field GRANULARITY = TIMEOUT.bit("options.user_to_granularity", "Granularity is minutes"),
            TIMEOUT_VALUE = TIMEOUT.bits(15, "options.user_to_val", "User Timeout");
    static final Header AO_BODY = body("TCP AO", 0, 29);
    static final Field KEYID = AO_BODY.u8("options.ao.keyid", "AO KeyID"),
            RNEXTKEYID = AO_BODY.u8("options.ao.rnextkeyid", "AO RNextKeyID"),
            MAC = AO_BODY.span("options.ao.mac", "AO MAC", Type.BYTES, (f, at, end) -> rest(at + 4, end));
    static final Header MULTIPATH = body("Multipath TCP", 0, 30);
    static final Field SUBTYPE =
            MULTIPATH.bits(4, "options.mptcp.subtype", "Multipath TCP subtype").names(Names.lines("""
            0 Multipath Capable
            1 Join Connection
            2 Data Sequence Signal
            3 Add Address
            4 Remove Address
            5 Change Subflow Priority
            6 TCP Fallback
            7 Fast Close
            8 TCP Reset
            """));
    static final Header TFO_BODY = body("Fast Open", 0, 34);
    static final Field
            REQUEST = TFO_BODY.note("options.tfo.request", "Fast Open Cookie Request", (f, at, end) -> end == at + 2),
            COOKIE =
                    TFO_BODY.span(
                            "options.tfo.cookie", "Fast Open Cookie", Type.BYTES, (f, at, end) -> rest(at + 2, end));
    static final Header EXPERIMENT = body("Experimental", 0, 253, 254);
    static final Field EXID =
            EXPERIMENT.u16("options.experimental.exid", "Experiment Identifier").hex();

    static {
        MULTIPATH.skip(4);
    }

    static final Field INVALID =
            Tcp.REST.note("option.len.invalid", "Invalid length for option", (f, at, end) -> isInvalid(f, at, end));

    private TcpOptions() {}

    /** Loads this class, whose fields then stand in TCP's header. */
    static void declare() {}

    /** An option as a whole, so that a filter can ask for it. */
    private static Field whole(String name, String label, int kind, int length) {
        return OPTION.span(
                "options." + name,
                "TCP Option - " + label,
                Type.BYTES,
                (f, at, end) -> f.u8(at) == kind && (length == 0 || length == end - at)
                        ? Field.span(at, end - at)
                        : Field.ABSENT);
    }

    /** What follows kind and length in options of some kinds; where {@code length} is not 0, only in those of that length. */
    private static Header body(String label, int length, int... kinds) {
        return LONG.then(label, (f, at, end) -> {
            for (int kind : kinds) {
                if (f.u8(at) == kind) {
                    return length == 0 || length == f.u8(at + 1);
                }
            }
            return false;
        });
    }

    private static long rest(int at, int end) {
        return at < end ? Field.span(at, end - at) : Field.ABSENT;
    }

    /** Bytes of the whole header. */
    private static int bytes(Frame f, int at) {
        return (f.u8(at + 12) >> 4) * 4;
    }

    private static int length(Frame f, int at) {
        return f.u8(at) <= NOP ? 1 : f.u8(at + 1);
    }

    /** Options follow each other up to the header's end; behind the end of the list only zeros, shown as more ends. */
    private static int next(Frame f, int at, int end, int previous, int index) {
        int option = previous < 0 ? at + HEADER : previous + length(f, previous);
        int limit = Math.min(end, at + bytes(f, at));
        boolean ended = previous >= 0 && f.u8(previous) == EOL;
        return option >= limit || ended && f.u8(option) != EOL || !fits(f, option, limit) ? -1 : option;
    }

    private static boolean fits(Frame f, int at, int limit) {
        return f.u8(at) <= NOP || at + 2 <= limit && f.u8(at + 1) >= 2 && at + f.u8(at + 1) <= limit;
    }

    /** Whether an option is too short to be one or reaches over the header's end; not for want of captured bytes. */
    private static boolean isInvalid(Frame f, int at, int end) {
        int limit = at + bytes(f, at);
        int option = at + HEADER;
        while (option + 2 <= Math.min(end, limit) && f.u8(option) != EOL) {
            if (!fits(f, option, limit)) {
                return true;
            }
            option += length(f, option);
        }
        return option < Math.min(end, limit) && limit <= end && !fits(f, option, limit);
    }
}
