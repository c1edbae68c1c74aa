package io.mcshark.decoder.protocol;

import static io.mcshark.decoder.protocol.PimAddresses.afterUnicast;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Type;

/**
 * Hello (RFC 7761, 4.9.2): options of type 2, length 2, value.
 *
 * <pre>
 * type   option                   RFC   bytes       type   option                      RFC   bytes
 * 1      hold time                7761  2           29     pop-count                   6807  N
 * 2      LAN prune delay          7761  4           30     MT-ID                       6420  2
 * 19     DR priority              7761  4           31     interface ID                6395  8
 * 20     generation ID            7761  4           32     ECMP redirect               6754  0
 * 21     state refresh            3973  4           34 35  DR load balancing           8775  N
 * 22     bidirectional            5015  0           36     hierarchical attributes     7887  0
 * 24     address list             7761  N           65001  address list, before 24     -     N
 * 26     join attribute           5384  0           27 28  over TCP, over SCTP         6559  N
 * </pre>
 */
final class PimHello {
    static final int HOLDTIME_TYPE = 1,
            DELAY = 2,
            PRIORITY = 19,
            GENERATION = 20,
            REFRESH = 21,
            BIDIRECTIONAL = 22,
            LIST = 24,
            OLD_LIST = 65001,
            HEAD = 4;

    static final Header HELLO = Pim.message(0, "Hello");
    static final Header OPTION = HELLO.parts(
            "Option",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at + Pim.HEADER : previous + HEAD + f.u16(previous + 2);
                return next + HEAD <= end && next + HEAD + f.u16(next + 2) <= end ? next : -1;
            },
            // As far as its value must go: one that says less of itself is read all the same, and remarked upon.
            (f, at, end) -> HEAD + Math.max(f.u16(at + 2), fixed(f.u16(at))));
    static final Field OPTION_TYPE = OPTION.u16("optiontype", "Type").names(Names.lines("""
            1 Hold Time
            2 LAN Prune Delay
            17 Label Parameters
            18 Deprecated
            19 DR Priority
            20 Generation ID
            21 State-Refresh
            22 Bidirectional Capable
            23 VCI Capability
            24 Address List
            25 Neighbor List TLV
            26 Join Attribute
            27 PIM-over-TCP-Capable
            28 PIM-over-SCTP-Capable
            29 Pop-Count
            30 PIM MT-ID
            31 Interface ID
            32 PIM ECMP Redirect Hello Option
            33 vPC Peer ID
            34 DR Load Balancing Capability
            35 DR Load Balancing List
            36 Hierarchical Join/Prune Attribute
            65001 Address list, old implementation
            65004 RPF Proxy Vector (Cisco proprietary)
            """)),
            OPTION_LENGTH = OPTION.u16("optionlength", "Length");
    static final Field WRONG_LENGTH = OPTION.note(
                    "optionlength.bad",
                    "The option is shorter than its value (RFC 7761, 4.9.2)",
                    (f, at, end) -> f.u16(at + 2) < fixed(f.u16(at)))
            .called("mcast.pim_option_length");

    static final Field HOLDTIME = option(HOLDTIME_TYPE, "Hold Time")
            .u16("holdtime", "Holdtime")
            .in("seconds")
            .means(PimHello::holdtime);
    static final Header PRUNE_DELAY = option(DELAY, "LAN Prune Delay");
    static final Field T = PRUNE_DELAY.bit("t", "T"),
            PROPAGATION_DELAY =
                    PRUNE_DELAY
                            .bits(15, "propagation_delay", "Propagation Delay")
                            .in("ms"),
            OVERRIDE_INTERVAL =
                    PRUNE_DELAY.u16("override_interval", "Override Interval").in("ms");
    static final Field DR_PRIORITY = option(PRIORITY, "DR Priority").u32("dr_priority", "DR Priority");
    static final Field GENERATION_ID = option(GENERATION, "Generation ID").u32("generation_id", "Generation ID");
    static final Header STATE_REFRESH = option(REFRESH, "State Refresh");
    static final Field REFRESH_VERSION = STATE_REFRESH.u8("state_refresh_version", "Version"),
            REFRESH_INTERVAL =
                    STATE_REFRESH.u8("state_refresh_interval", "Interval").in("seconds"),
            REFRESH_RESERVED = STATE_REFRESH.u16("state_refresh_reserved", "Reserved");
    static final Header ADDRESS = PimAddresses.unicast(
            OPTION,
            "Address",
            "address_list",
            "address_list_ip6",
            (f, at, end, previous, index) ->
                    !isList(f.u16(at)) ? -1 : previous < 0 ? at + HEAD : afterUnicast(f, previous, end));
    static final Field VALUE = OPTION.span(
            "optionvalue",
            "Unknown",
            Type.BYTES,
            (f, at, end) ->
                    isKnown(f.u16(at)) || f.u16(at + 2) == 0 ? Field.ABSENT : Field.span(at + HEAD, end - at - HEAD));

    static {
        OPTION.length(HEAD);
    }

    private PimHello() {}

    /** Loads this class, whose fields then stand in PIM's header. */
    static void declare() {}

    private static Header option(int type, String label) {
        return OPTION.then(label, (f, at, end) -> f.u16(at) == type);
    }

    /** What a holdtime means that is no time. */
    static void holdtime(long seconds, Out out) {
        out.put(seconds == 0 ? "goodbye" : seconds == 0xffff ? "Infinity" : "");
    }

    private static boolean isList(int type) {
        return type == LIST || type == OLD_LIST;
    }

    private static boolean isKnown(int type) {
        return fixed(type) > 0 || isList(type);
    }

    /** Bytes that the value of an option must have. */
    private static int fixed(int type) {
        return switch (type) {
            case HOLDTIME_TYPE -> 2;
            case DELAY, PRIORITY, GENERATION, REFRESH -> 4;
            default -> 0;
        };
    }

    /** One past the last byte that the options ask for. A single byte behind them is none. */
    static int needed(Frame f, int at, int end) {
        int option = at + Pim.HEADER;
        while (option + 2 <= end) {
            if (option + HEAD > end) {
                return option + HEAD;
            }
            int bytes = f.u16(option + 2);
            int value = option + HEAD + Math.max(bytes, fixed(f.u16(option)));
            if (value > end) {
                return value;
            }
            if (isList(f.u16(option)) && addresses(f, option + HEAD, option + HEAD + bytes) > option + HEAD + bytes) {
                return end + 1;
            }
            option += HEAD + bytes;
        }
        return option;
    }

    private static int addresses(Frame f, int at, int end) {
        int next = at;
        while (next != PimAddresses.UNKNOWN && next < end) {
            next = afterUnicast(f, next, end);
        }
        return next;
    }

    static void row(Frame f, int at, int end, Out out) {
        int option = -1;
        for (int i = 0; (option = OPTION.next(f, at, end, option, i)) >= 0; i++) {
            int type = f.u16(option);
            if (option + HEAD + fixed(type) > end) {
                continue;
            }
            switch (type) {
                case HOLDTIME_TYPE -> {
                    long seconds = HOLDTIME.get(f, option);
                    out.put(seconds == 0 ? " goodbye" : seconds == 0xffff ? ", hold forever" : ", hold ");
                    if (seconds != 0 && seconds != 0xffff) {
                        out.dec(seconds).put(" s");
                    }
                }
                case DELAY -> {
                    out.put(", prune delay ")
                            .dec(PROPAGATION_DELAY.get(f, option))
                            .put('+');
                    out.dec(OVERRIDE_INTERVAL.get(f, option)).put(" ms");
                    out.put(T.get(f, option) == 1 ? " no suppression" : "");
                }
                case PRIORITY -> out.put(", dr priority ").unsigned(DR_PRIORITY.get(f, option));
                case GENERATION -> out.put(", id ").hex(GENERATION_ID.get(f, option), 8);
                case REFRESH ->
                    out.put(", state refresh every ")
                            .dec(REFRESH_INTERVAL.get(f, option))
                            .put(" s");
                default -> {
                    if (!isList(type)) {
                        String name = OPTION_TYPE.names().get(type);
                        out.put(", ").words(name == null ? "option " : name);
                        if (name == null) {
                            out.dec(type);
                        }
                    }
                }
            }
        }
    }
}
