package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * SOME/IP service discovery: AUTOSAR SOME/IP-SD protocol specification, 4.1.2; groups of vehicles are their own choice.
 *
 * <pre>
 * flags 1, reserved 3, bytes of entries 4, entries, bytes of options 4, options
 * entry: type 1, first options 1, second options 1, how many of each 4 bits, service 2, instance 2, major version 1, TTL 3, and
 *        0 find, 1 offer (TTL 0: stop): minor version 4     6 subscribe (0: stop), 7 acknowledge (0: refuse): reserved 1, request 1, counter 4 bits, event group 2
 * option: length 2 (behind the type), type 1, reserved 1, and 1 texts of length and text   2 priority 2, weight 2
 *        0x04 0x06 endpoint, 0x14 0x16 multicast, 0x24 0x26 of discovery: address 4 or 16, reserved 1, protocol 1, port 2
 * </pre>
 */
public final class Someipsd extends Protocol {
    static final long MESSAGE = 0xffff8100L;
    private static final int HEADER = 8,
            ENTRY = 16,
            OPTION = 3,
            FIND = 0,
            OFFER = 1,
            SUBSCRIBE = 6,
            ACKNOWLEDGE = 7,
            SHOWN = 4;
    private static final int CONFIGURATION = 1, BALANCE = 2;

    private static final Names KINDS = Names.lines("""
            0x00 Find Service
            0x01 Offer Service
            0x06 Subscribe Eventgroup
            0x07 Subscribe Eventgroup Ack
            """);

    private static final Names OPTIONS = Names.lines("""
            1 Configuration
            2 Load Balancing
            4 IPv4 Endpoint
            6 IPv6 Endpoint
            20 IPv4 Multicast
            22 IPv6 Multicast
            36 IPv4 SD Endpoint
            38 IPv6 SD Endpoint
            """);

    static final Header H = header("someipsd", "SOME/IP Service Discovery Protocol");
    static final Field FLAGS = H.u8("flags", "Flags").hex(),
            REBOOT = H.split(FLAGS).bit("flags.reboot", "Reboot Flag"),
            UNICAST = H.bit("flags.unicast", "Unicast Flag"),
            INITIAL = H.bit("flags.exp_init_events", "Explicit Initial Events Flag"),
            RESERVED = H.skip(5).u24("reserved", "Reserved").hex(),
            ENTRIES_LENGTH =
                    H.u32("length_entriesarray", "Length of Entries Array").in("bytes"),
            ENTRIES =
                    H.note("entries", "Entries Array", (f, at, end) -> optionsAt(f, at, end) >= 0)
                            .hidden(),
            EMPTY =
                    H.note(
                            "entry_array_empty",
                            "SOME/IP-SD Empty Entry Array!",
                            (f, at, end) -> ENTRIES_LENGTH.get(f, at) == 0),
            UNEVEN =
                    H.note(
                            "entry_array_malformed",
                            "SOME/IP-SD Entry Array length not multiple of 16 bytes!",
                            (f, at, end) -> optionsAt(f, at, end) >= 0 && ENTRIES_LENGTH.get(f, at) % ENTRY != 0),
            TRUNCATED =
                    H.note(
                            "message_truncated",
                            "SOME/IP-SD Truncated message!",
                            (f, at, end) -> optionsAt(f, at, end) < 0);
    static final Header ONE = H.parts(
            "Entry",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at + HEADER : previous + ENTRY;
                return optionsAt(f, at, end) < 0 || next + ENTRY > at + HEADER + ENTRIES_LENGTH.get(f, at) ? -1 : next;
            },
            (f, at, end) -> ENTRY);
    static final Field ANY = ONE.note("entry", "Entry", (f, at, end) -> true).hidden(),
            UNKNOWN =
                    ONE.note("entry_unknown", "SOME/IP-SD Unknown Entry!", (f, at, end) -> KINDS.get(f.u8(at)) == null);
    static final Header KNOWN = ONE.then("Entry", (f, at, end) -> KINDS.get(f.u8(at)) != null);
    static final Field KIND = KNOWN.u8("entry.type", "Type").hex().names(KINDS),
            INDEX_1 = KNOWN.u8("entry.index1", "Index 1").hex(),
            INDEX_2 = KNOWN.u8("entry.index2", "Index 2").hex(),
            COUNT_1 = KNOWN.bits(4, "entry.numopt1", "Number of Opts 1").hex(),
            COUNT_2 = KNOWN.bits(4, "entry.numopt2", "Number of Opts 2").hex(),
            REFERENCED = KNOWN.text("entry.optionsreferenced", "Options referenced", Someipsd::referenced),
            SERVICE = KNOWN.u16("entry.serviceid", "Service ID").hex(),
            INSTANCE = KNOWN.u16("entry.instanceid", "Instance ID").hex(),
            MAJOR = KNOWN.u8("entry.majorver", "Major Version"),
            TTL = KNOWN.u24("entry.ttl", "TTL").in("seconds");
    static final Field MINOR =
            KNOWN.then("Service", (f, at, end) -> f.u8(at) <= OFFER).u32("entry.minorver", "Minor Version");
    static final Header EVENTS = KNOWN.then("Eventgroup", (f, at, end) -> f.u8(at) >= SUBSCRIBE);
    static final Field EVENTS_RESERVED = EVENTS.u8("entry.reserved", "Reserved").hex(),
            REQUEST = EVENTS.bit("entry.initialevents", "Initial Event Request"),
            EVENTS_RESERVED_2 = EVENTS.bits(3, "entry.reserved2", "Reserved").hex(),
            COUNTER = EVENTS.bits(4, "entry.counter", "Counter").hex(),
            GROUP = EVENTS.u16("entry.eventgroupid", "Eventgroup ID").hex();

    static {
        said("offerservice", "Offer Service", OFFER, true);
        said("stopofferservice", "Stop Offer Service", OFFER, false);
        said("findservice", "Find Service", FIND, true);
        said("subscribeeventgroup", "Subscribe Eventgroup", SUBSCRIBE, true);
        said("stopsubscribeeventgroup", "Stop Subscribe Eventgroup", SUBSCRIBE, false);
        said("subscribeeventgroupack", "Subscribe Eventgroup ACK", ACKNOWLEDGE, true);
        said("subscribeeventgroupnack", "Subscribe Eventgroup NACK", ACKNOWLEDGE, false);
    }

    static final Header LIST = H.behind("Options Array", Someipsd::optionsAt);
    static final Field
            LIST_LENGTH =
                    LIST.u32("length_optionsarray", "Length of Options Array").in("bytes"),
            LISTED = LIST.note("options", "Options Array", (f, at, end) -> true).hidden(),
            LIST_TRUNCATED =
                    LIST.note(
                            "option_array_truncated",
                            "SOME/IP-SD Option Array truncated!",
                            (f, at, end) -> isCut(f, at, end));
    static final Header OPTION_PART = LIST.parts(
            "Option",
            (f, at, end, previous, index) -> {
                long stop = Math.min(end, at + 4 + LIST_LENGTH.get(f, at));
                int next = previous < 0 ? at + 4 : previous + OPTION + f.u16(previous);
                return next + OPTION > stop || next + OPTION + f.u16(next) > stop ? -1 : next;
            },
            (f, at, end) -> OPTION + f.u16(at));
    static final Field
            OPTION_LENGTH = OPTION_PART.u16("option.length", "Length").in("bytes"),
            OPTION_TYPE = OPTION_PART.u8("option.type", "Type").names(OPTIONS),
            OPTION_UNKNOWN =
                    OPTION_PART.note(
                            "option_unknown",
                            "SOME/IP-SD Unknown Option!",
                            (f, at, end) -> OPTIONS.get(f.u8(at + 2)) == null);
    static final Header VALUE = OPTION_PART.then("Value", (f, at, end) -> true);
    static final Field OPTION_RESERVED = VALUE.bytes(1, "option.reserved", "Reserved"),
            OPTION_DATA =
                    VALUE.span(
                            "option.unknown_data",
                            "Unknown Data",
                            Type.BYTES,
                            (f, at, end) -> OPTIONS.get(f.u8(at + 2)) == null && at + 4 < end
                                    ? Field.span(at + 4, end - at - 4)
                                    : Field.ABSENT),
            TEXT =
                    VALUE.text("option.config_string", "Configuration String", (f, at, end, out) -> {
                                if (f.u8(at + 2) == CONFIGURATION) {
                                    out.safe(f.segment(), f.base() + at + 4, Vrrp.textBytes(f, at + 4, end - at - 4));
                                }
                            })
                            .plain();
    static final Field ELEMENT = VALUE.parts(
                    "Element",
                    (f, at, end, previous, index) -> {
                        int next = previous >= 0
                                ? previous + 1 + f.u8(previous)
                                : f.u8(at + 2) == CONFIGURATION ? at + 4 : -1;
                        return next < 0 || next >= end || f.u8(next) == 0 || next + 1 + f.u8(next) > end ? -1 : next;
                    },
                    (f, at, end) -> 1 + f.u8(at))
            .span(
                    "option.config_string_element",
                    "Configuration String Element",
                    Type.STRING,
                    (f, at, end) -> Field.span(at + 1, end - at - 1));
    static final Header BALANCED = VALUE.then("Load Balancing", (f, at, end) -> f.u8(at + 2) == BALANCE);
    static final Field PRIORITY = BALANCED.u16("option.priority", "Priority"),
            WEIGHT = BALANCED.u16("option.weight", "Weight");
    static final Header FOUR = VALUE.then("IPv4", (f, at, end) -> isAddress(f.u8(at + 2), 4));
    static final Field
            ADDRESS_4 = FOUR.ipv4("option.ipv4address", "IPv4 Address").group(),
            PORT_4 = port(FOUR);
    static final Header SIX = VALUE.then("IPv6", (f, at, end) -> isAddress(f.u8(at + 2), 6));
    static final Field
            ADDRESS_6 = SIX.ipv6("option.ipv6address", "IPv6 Address").group(),
            PORT_6 = port(SIX);

    static {
        H.length(HEADER);
        KNOWN.length(12);
        EVENTS.length(4);
        FOUR.length(8);
        SIX.length(20);
    }

    public Someipsd() {
        super(H);
        on(Someip.MESSAGE, (int) MESSAGE);
    }

    private static Field port(Header h) {
        h.bytes(1, "option.reserved2", "Reserved 2");
        h.u8("option.proto", "Protocol").names(Names.of(6, "TCP", 17, "UDP"));
        return h.u16("option.port", "Port");
    }

    /** What an entry says, by a name of its own: service, instance and event group. */
    private static void said(String name, String label, int kind, boolean lives) {
        KNOWN.derived("entry." + name, label, Type.UINT, (f, at, end) -> {
                    if (f.u8(at) != kind || lives != (TTL.get(f, at) > 0)) {
                        return Field.ABSENT;
                    }
                    long group = kind >= SUBSCRIBE && at + ENTRY <= end ? GROUP.get(f, at) : 0;
                    return SERVICE.get(f, at) << 32 | INSTANCE.get(f, at) << 16 | group;
                })
                .hex(16);
    }

    private static boolean isAddress(int type, int version) {
        return (type & 0x0f) == version && type >> 4 <= 2;
    }

    private static void referenced(Frame f, int at, int end, Out out) {
        long first = COUNT_1.get(f, at), second = COUNT_2.get(f, at);
        if (first > 0) {
            out.dec(INDEX_1.get(f, at)).put('-').dec(INDEX_1.get(f, at) + first - 1);
        }
        if (second > 0) {
            out.put(first > 0 ? "," : "").dec(INDEX_2.get(f, at)).put('-').dec(INDEX_2.get(f, at) + second - 1);
        }
        out.put(first + second == 0 ? "None" : "");
    }

    /** Where the options begin; -1 where the entries do not end. */
    private static int optionsAt(Frame f, int at, int end) {
        long from = at + HEADER + ENTRIES_LENGTH.get(f, at);
        return from > end ? -1 : (int) from;
    }

    private static boolean isCut(Frame f, int at, int end) {
        long stop = at + 4 + LIST_LENGTH.get(f, at);
        int next = at + 4;
        while (next + OPTION <= Math.min(stop, end)) {
            next += OPTION + f.u16(next);
        }
        return stop > end || next > stop;
    }

    @Override
    public boolean goesOn(Frame f, int layer) {
        return true;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, end, end);
        int options = optionsAt(f, at, end);
        boolean wrong =
                options < 0 || ENTRIES_LENGTH.get(f, at) % ENTRY != 0 || options + 4 > end || isCut(f, options, end);
        if (wrong) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer), entry = -1;
        out.put("some/ip-sd").put(REBOOT.get(f, at) == 1 ? " rebooted" : "");
        for (int i = 0; (entry = ONE.next(f, at, end, entry, i)) >= 0; i++) {
            if (i == SHOWN) {
                out.put(", …");
                return;
            }
            String name = KINDS.get(f.u8(entry));
            boolean lives = TTL.get(f, entry) > 0;
            out.put(i == 0 ? " " : ", ");
            if (!lives && f.u8(entry) != FIND) {
                out.put(f.u8(entry) == ACKNOWLEDGE ? "refuse " : "stop ");
            }
            out.words(name == null ? "entry" : name).put(" 0x").hex(SERVICE.get(f, entry), 4);
            if (f.u8(entry) >= SUBSCRIBE) {
                out.put(" group 0x").hex(GROUP.get(f, entry), 4);
            }
        }
    }
}
