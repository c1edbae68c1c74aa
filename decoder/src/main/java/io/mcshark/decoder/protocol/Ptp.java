package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Precision Time Protocol, version 2: IEEE 1588-2008 and 1588-2019, clause 13; IEEE 802.1AS. Version 1: {@link PtpV1}; TLVs: {@link PtpTlvs}.
 *
 * <pre>
 * type  message                bytes    behind the header of 34
 * 0     sync                   44       origin timestamp 10 (seconds 6, nanoseconds 4)
 * 1     delay request          44       origin timestamp
 * 2     peer delay request     54       origin timestamp, reserved 10
 * 3     peer delay response    54       receipt timestamp, requesting port 10
 * 8     follow-up              44 + T   origin timestamp, TLVs
 * 9     delay response         54       receipt timestamp, requesting port
 * a     peer delay follow-up   54       origin timestamp, requesting port
 * b     announce               64 + T   origin timestamp, grandmaster, TLVs
 * c     signalling             44 + T   target port, TLVs
 * d     management             48 + T   target port, hops 1 1, action, TLV
 * </pre>
 */
public final class Ptp extends Protocol {
    private static final int HEADER = 34, SYNC = 0, DELAY_RESPONSE = 9, ANNOUNCE = 11, SIGNALLING = 12, MANAGEMENT = 13;

    static final Names ACCURACIES = Names.lines("""
            0x17 1 ps
            0x18 2.5 ps
            0x19 10 ps
            0x1a 25 ps
            0x1b 100 ps
            0x1c 250 ps
            0x1d 1 ns
            0x1e 2.5 ns
            0x1f 10 ns
            0x20 25 ns
            0x21 100 ns
            0x22 250 ns
            0x23 1 us
            0x24 2.5 us
            0x25 10 us
            0x26 25 us
            0x27 100 us
            0x28 250 us
            0x29 1 ms
            0x2a 2.5 ms
            0x2b 10 ms
            0x2c 25 ms
            0x2d 100 ms
            0x2e 250 ms
            0x2f 1 s
            0x30 10 s
            0x31 more than 10 s
            0xfe unknown
            """);

    static final Names SOURCES = Names.of(
            0x10,
            "Atomic clock",
            0x20,
            "GNSS",
            0x30,
            "Terrestrial radio",
            0x39,
            "Serial time code",
            0x40,
            "PTP",
            0x50,
            "NTP",
            0x60,
            "Hand set",
            0x90,
            "Other",
            0xa0,
            "Internal oscillator");

    static final Header H = header("ptp", "Precision Time Protocol (IEEE1588)");
    static final Header V2 = H.then("Version 2", (f, at, end) -> isVersion2(f, at));
    static final Field MAJOR_SDO = V2.bits(4, "v2.majorsdoid", "majorSdoId").hex(),
            TYPE = V2.bits(4, "v2.messagetype", "messageType").hex().names(Names.lines("""
            0x0 Sync
            0x1 Delay_Req
            0x2 Peer_Delay_Req
            0x3 Peer_Delay_Resp
            0x8 Follow_Up
            0x9 Delay_Resp
            0xa Peer_Delay_Resp_Follow_Up
            0xb Announce
            0xc Signalling
            0xd Management
            """)),
            MINOR_VERSION = V2.bits(4, "v2.minorversionptp", "minorVersionPTP"),
            VERSION = V2.bits(4, "v2.versionptp", "versionPTP");
    static final Header BODY = V2.then("Header", (f, at, end) -> true);
    static final Field LENGTH = BODY.u16("v2.messagelength", "messageLength").in("bytes"),
            DOMAIN = BODY.u8("v2.domainnumber", "domainNumber"),
            MINOR_SDO = BODY.u8("v2.minorsdoid", "minorSdoId"),
            FLAGS = BODY.u16("v2.flags", "flags").hex(),
            SECURITY = BODY.split(FLAGS).bit("v2.flags.security", "PTP_SECURITY"),
            SPECIFIC_2 = BODY.bit("v2.flags.specific2", "PTP profile Specific 2"),
            SPECIFIC_1 = BODY.bit("v2.flags.specific1", "PTP profile Specific 1"),
            UNICAST = BODY.skip(2).bit("v2.flags.unicast", "PTP_UNICAST"),
            TWO_STEP = BODY.bit("v2.flags.twostep", "PTP_TWO_STEP"),
            ALTERNATE = BODY.bit("v2.flags.alternatemaster", "PTP_ALTERNATE_MASTER"),
            UNCERTAIN = BODY.skip(1).bit("v2.flags.synchronizationUncertain", "SYNCHRONIZATION_UNCERTAIN"),
            FREQUENCY = BODY.bit("v2.flags.frequencytraceable", "FREQUENCY_TRACEABLE"),
            TIME = BODY.bit("v2.flags.timetraceable", "TIME_TRACEABLE"),
            TIMESCALE = BODY.bit("v2.flags.timescale", "PTP_TIMESCALE"),
            UTC_REASONABLE = BODY.bit("v2.flags.utcreasonable", "PTP_UTC_REASONABLE"),
            LI_59 = BODY.bit("v2.flags.li59", "PTP_LI_59"),
            LI_61 = BODY.bit("v2.flags.li61", "PTP_LI_61");

    static {
        interval(BODY, "v2.correction", "correction");
    }

    static final Field TYPE_SPECIFIC = BODY.u32("v2.messagetypespecific", "messageTypeSpecific"),
            CLOCK = BODY.u64("v2.clockidentity", "ClockIdentity").hex(),
            MANUFACTURER =
                    BODY.span(
                            "v2.clockidentity_manuf",
                            "MAC Vendor",
                            Type.BYTES,
                            (f, at, end) -> f.u16(at + 23) == 0xfffe ? Field.span(at + 20, 3) : Field.ABSENT),
            PORT = BODY.u16("v2.sourceportid", "SourcePortID"),
            SEQUENCE = BODY.u16("v2.sequenceid", "sequenceId"),
            CONTROL =
                    BODY.u8("v2.controlfield", "controlField")
                            .names(Names.of(
                                    0,
                                    "Sync",
                                    1,
                                    "Delay_Req",
                                    2,
                                    "Follow_Up",
                                    3,
                                    "Delay_Resp",
                                    4,
                                    "Management",
                                    5,
                                    "Other")),
            PERIOD = BODY.u8("v2.logmessageperiod", "logMessagePeriod").signed();

    /** The port that a response is for. */
    static final Field DELAY_CLOCK, DELAY_PORT, PEER_CLOCK, PEER_PORT;

    static {
        V2.length(2);
        BODY.length(HEADER - 2);
        timestamp(message(0, 1), "v2.sdr.origintimestamp", "originTimestamp");
        timestamp(message(2, 2), "v2.pdrq.origintimestamp", "originTimestamp");
        Header response = message(3, 3);
        timestamp(response, "v2.pdrs.requestreceipttimestamp", "requestReceiptTimestamp");
        PEER_CLOCK = clock(response, "v2.pdrs.requestingportidentity", "requestingSource");
        PEER_PORT = number(response, "v2.pdrs.requestingsourceportid", "requestingSource");
    }

    static final Header FOLLOW_UP = message(8, 8);

    static {
        timestamp(FOLLOW_UP, "v2.fu.preciseorigintimestamp", "preciseOriginTimestamp");
        FOLLOW_UP.derived(
                "v2.fu.preciseorigintimestamp.32bit",
                "preciseOriginTimestamp, nanoseconds in 32 bits",
                Type.UINT,
                (f, at, end) -> f.u48(at + HEADER) * 1_000_000_000L + f.u32(at + HEADER + 6) & 0xffffffffL);
        Header delay = message(DELAY_RESPONSE, DELAY_RESPONSE);
        timestamp(delay, "v2.dr.receivetimestamp", "receiveTimestamp");
        DELAY_CLOCK = clock(delay, "v2.dr.requestingsourceportidentity", "requestingSource");
        DELAY_PORT = number(delay, "v2.dr.requestingsourceportid", "requestingSource");
        Header peer = message(10, 10);
        timestamp(peer, "v2.pdfu.responseorigintimestamp", "responseOriginTimestamp");
        port(peer, "v2.pdfu.requestingportidentity", "v2.pdfu.requestingsourceportid", "requestingSource");
    }

    static final Header ANNOUNCED = message(ANNOUNCE, ANNOUNCE);

    static {
        timestamp(ANNOUNCED, "v2.an.origintimestamp", "originTimestamp");
    }

    static final Field
            UTC_OFFSET =
                    ANNOUNCED
                            .u16("v2.an.origincurrentutcoffset", "originCurrentUTCOffset")
                            .signed()
                            .in("seconds"),
            PRIORITY_1 = ANNOUNCED.skip(8).u8("v2.an.priority1", "priority1"),
            CLASS = ANNOUNCED.u8("v2.an.grandmasterclockclass", "grandmasterClockClass"),
            ACCURACY =
                    ANNOUNCED
                            .u8("v2.an.grandmasterclockaccuracy", "grandmasterClockAccuracy")
                            .hex()
                            .names(ACCURACIES),
            VARIANCE = ANNOUNCED.u16("v2.an.grandmasterclockvariance", "grandmasterClockVariance"),
            PRIORITY_2 = ANNOUNCED.u8("v2.an.priority2", "priority2"),
            GRANDMASTER =
                    ANNOUNCED
                            .u64("v2.an.grandmasterclockidentity", "grandmasterClockIdentity")
                            .hex(),
            STEPS = ANNOUNCED.u16("v2.an.localstepsremoved", "localStepsRemoved"),
            SOURCE = ANNOUNCED.u8("v2.timesource", "TimeSource").hex().names(SOURCES);

    static final Header SIGNAL = message(SIGNALLING, SIGNALLING);
    static final Header MANAGED = message(MANAGEMENT, MANAGEMENT);

    static {
        ANNOUNCED.length(30);
        port(SIGNAL, "v2.sig.targetportidentity", "v2.sig.targetportid", "targetPort");
        port(MANAGED, "v2.mm.targetportidentity", "v2.mm.targetportid", "targetPort");
    }

    static final Field STARTING_HOPS = MANAGED.u8("v2.mm.startingboundaryhops", "startingBoundaryHops"),
            HOPS = MANAGED.u8("v2.mm.boundaryhops", "boundaryHops"),
            ACTION =
                    MANAGED.skip(4)
                            .bits(4, "v2.mm.action", "action")
                            .names(Names.of(0, "GET", 1, "SET", 2, "RESPONSE", 3, "COMMAND", 4, "ACKNOWLEDGE"));

    static {
        MANAGED.skip(8).length(14);
        PtpTlvs.declare();
        PtpV1.declare();
    }

    public Ptp() {
        super(H);
        on(Udp.DSTPORT, 319, 320);
        on(Ethernet.TYPE, 0x88f7);
    }

    private static Header message(int type, int other) {
        return BODY.then(TYPE.names().get(type), (f, at, end) -> type(f, at) == type || type(f, at) == other);
    }

    static boolean isVersion2(Frame f, int at) {
        return (f.u8(at + 1) & 15) == 2;
    }

    static int type(Frame f, int at) {
        return f.u8(at) & 15;
    }

    static void timestamp(Header h, String name, String label) {
        h.bits(48, name + ".seconds", label + " (seconds)");
        h.u32(name + ".nanoseconds", label + " (nanoseconds)");
    }

    private static void port(Header h, String clock, String port, String label) {
        clock(h, clock, label);
        number(h, port, label);
    }

    private static Field clock(Header h, String name, String label) {
        return h.u64(name, label + "PortIdentity").hex();
    }

    private static Field number(Header h, String name, String label) {
        return h.u16(name, label + "PortId");
    }

    /** Declares a time interval: nanoseconds times 2^16, signed (IEEE 1588-2019, 5.3.2). */
    static void interval(Header h, String name, String label) {
        int from = h.bytes();
        h.skip(64);
        h.derived(name + ".ns", label + " (nanoseconds)", Type.UINT, (f, at, end) -> f.u64(at + from) >> 16)
                .plain();
        h.text(
                        name + ".subns",
                        label + " (fraction of a nanosecond)",
                        (f, at, end, out) -> fraction(f.u16(at + from + 6), out))
                .plain();
    }

    /** A number of 65536ths. */
    private static void fraction(int parts, Out out) {
        out.put('0');
        long rest = parts;
        for (int i = 0; rest != 0; i++) {
            rest *= 10;
            out.put(i == 0 ? "." : "").dec(rest >> 16);
            rest &= 0xffff;
        }
    }

    /** Bytes that a message of a type has before its TLVs. */
    static int fixed(int type) {
        return switch (type) {
            case SYNC, 1, 8, SIGNALLING -> HEADER + 10;
            case 2, 3, DELAY_RESPONSE, 10 -> HEADER + 20;
            case ANNOUNCE -> HEADER + 30;
            case MANAGEMENT -> HEADER + 14;
            default -> HEADER;
        };
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 2 > end) {
            f.broken(at, end);
            return;
        }
        if (!isVersion2(f, at)) {
            f.push(this, at, end, end);
            if (f.u16(at) == 1 && at + PtpV1.needed(f, at, end) > end) {
                f.broken(end, end);
            }
            return;
        }
        int length = at + 4 > end ? HEADER : f.u16(at + 2);
        int stop = length < HEADER ? end : Math.min(end, at + length);
        f.push(this, at, stop, stop);
        if (at + Math.max(length, fixed(type(f, at))) > stop) {
            f.broken(stop, stop);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        out.put("ptp");
        if (!isVersion2(f, at)) {
            PtpV1.row(f, at, end, out);
            return;
        }
        int type = type(f, at);
        String name = TYPE.names().get(type);
        if (name == null) {
            out.put(" type ").dec(type);
        } else {
            out.put(' ').words(name);
        }
        if (at + HEADER > end) {
            return;
        }
        out.put(" seq ")
                .dec(SEQUENCE.get(f, at))
                .put(", domain ")
                .dec(DOMAIN.get(f, at))
                .put(", from ");
        identity(f, at + 20, out);
        if (at + fixed(type) > end) {
            return;
        }
        if (type == ANNOUNCE) {
            out.put(", grandmaster ").hex(GRANDMASTER.get(f, at), 16);
            out.put(", priority ").dec(PRIORITY_1.get(f, at)).put('/').dec(PRIORITY_2.get(f, at));
            out.put(", class ").dec(CLASS.get(f, at)).put(", steps ").dec(STEPS.get(f, at));
        } else if (type == SIGNALLING || type == MANAGEMENT) {
            identity(f, at + HEADER, out.put(", to "));
        } else if (f.u48(at + HEADER) != 0) {
            out.put(", at ").unsigned(f.u48(at + HEADER)).put('.').dec(f.u32(at + HEADER + 6), 9);
        }
    }

    private static void identity(Frame f, int at, Out out) {
        out.hex(f.u64(at), 16).put('-').dec(f.u16(at + 8));
    }
}
