package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Type;

/**
 * Version 1 of {@link Ptp}: IEEE 1588-2002.
 *
 * <pre>
 * control  message          bytes  behind the header of 40
 * 0 1      sync, delay      124    origin timestamp 8, grandmaster, local clock, parent
 * 2        follow-up        52     associated sequence 2, origin timestamp 8
 * 3        delay response   60     receipt timestamp 8, requesting port
 * 4        management
 * </pre>
 */
final class PtpV1 {
    private static final int HEADER = 40;
    private static final Names TECHNOLOGIES = Names.of(
            0,
            "Closed",
            1,
            "Ethernet",
            4,
            "FOUNDATION Fieldbus",
            5,
            "PROFIBUS",
            6,
            "LonWorks",
            7,
            "DeviceNet",
            8,
            "SDS",
            9,
            "ControlNet",
            10,
            "CANopen",
            243,
            "IEEE 1394",
            244,
            "IEEE 802.11a",
            245,
            "Wireless",
            246,
            "InfiniBand",
            247,
            "Bluetooth",
            248,
            "IEEE 802.15.1",
            249,
            "IEEE 1451.3",
            250,
            "IEEE 1451.5",
            251,
            "USB",
            252,
            "ISA",
            253,
            "PCI",
            254,
            "VXI",
            255,
            "Default");

    static final Header V1 = Ptp.H.then("Version 1", (f, at, end) -> f.u16(at) == 1);
    static final Field VERSION = V1.u16("versionptp", "versionPTP");
    static final Header BODY = V1.then("Header", (f, at, end) -> true);
    static final Field NETWORK = BODY.u16("versionnetwork", "versionNetwork"),
            SUBDOMAIN = string(BODY, 16, "subdomain", "subdomain"),
            TYPE = BODY.u8("messagetype", "messageType").names(Names.of(1, "Event", 2, "General")),
            TECHNOLOGY =
                    BODY.u8("sourcecommunicationtechnology", "sourceCommunicationTechnology")
                            .names(TECHNOLOGIES),
            UUID = BODY.mac("sourceuuid", "sourceUuid"),
            PORT = BODY.u16("sourceportid", "sourcePortId"),
            SEQUENCE = BODY.u16("sequenceid", "sequenceId"),
            CONTROL =
                    BODY.u8("controlfield", "controlField")
                            .names(Names.of(
                                    0, "Sync", 1, "Delay_Req", 2, "Follow_Up", 3, "Delay_Resp", 4, "Management")),
            FLAGS = BODY.skip(8).u16("flags", "flags").hex();

    static {
        BODY.split(FLAGS).skip(9).bit("flags.sync_burst", "PTP_SYNC_BURST");
        BODY.bit("flags.parent_stats", "PARENT_STATS");
        BODY.bit("flags.ext_sync", "PTP_EXT_SYNC");
        BODY.bit("flags.assist", "PTP_ASSIST");
        BODY.bit("flags.boundary_clock", "PTP_BOUNDARY_CLOCK");
        BODY.bit("flags.li59", "PTP_LI_59");
        BODY.bit("flags.li61", "PTP_LI_61");
        BODY.skip(32).length(HEADER - 2);
    }

    static final Header SYNC = BODY.then("Sync", (f, at, end) -> control(f, at) < 2);
    static final Header FOLLOW_UP = BODY.then("Follow_Up", (f, at, end) -> control(f, at) == 2);
    static final Header RESPONSE = BODY.then("Delay_Resp", (f, at, end) -> control(f, at) == 3);

    static {
        time(SYNC, "sdr.origintimestamp", "originTimestamp");
        SYNC.u16("sdr.epochnumber", "epochNumber");
        SYNC.u16("sdr.currentutcoffset", "currentUTCOffset").signed();
        SYNC.skip(8)
                .u8("sdr.grandmastercommunicationtechnology", "grandmasterCommunicationTechnology")
                .names(TECHNOLOGIES);
        SYNC.mac("sdr.grandmasterclockuuid", "grandmasterClockUuid");
        SYNC.u16("sdr.grandmasterportid", "grandmasterPortId");
        SYNC.u16("sdr.grandmastersequenceid", "grandmasterSequenceId");
        SYNC.skip(24).u8("sdr.grandmasterclockstratum", "grandmasterClockStratum");
        string(SYNC, 4, "sdr.grandmasterclockidentifier", "grandmasterClockIdentifier");
        SYNC.skip(16)
                .u16("sdr.grandmasterclockvariance", "grandmasterClockVariance")
                .signed();
        SYNC.skip(8).u8("sdr.grandmasterpreferred", "grandmasterPreferred");
        SYNC.skip(8).u8("sdr.grandmasterisboundaryclock", "grandmasterIsBoundaryClock");
        SYNC.skip(24).u8("sdr.syncinterval", "syncInterval").signed();
        SYNC.skip(16).u16("sdr.localclockvariance", "localClockVariance").signed();
        SYNC.skip(16).u16("sdr.localstepsremoved", "localStepsRemoved");
        SYNC.skip(24).u8("sdr.localclockstratum", "localClockStratum");
        string(SYNC, 4, "sdr.localclockidentifier", "localClockIdentifier");
        SYNC.skip(8)
                .u8("sdr.parentcommunicationtechnology", "parentCommunicationTechnology")
                .names(TECHNOLOGIES);
        SYNC.mac("sdr.parentuuid", "parentUuid");
        SYNC.skip(16).u16("sdr.parentportfield", "parentPortField");
        SYNC.skip(16)
                .u16("sdr.estimatedmastervariance", "estimatedMasterVariance")
                .signed();
        SYNC.u32("sdr.estimatedmasterdrift", "estimatedMasterDrift").signed();
        SYNC.skip(24).u8("sdr.utcreasonable", "utcReasonable").as(Type.BOOL);
        SYNC.length(84);

        FOLLOW_UP.skip(16).u16("fu.associatedsequenceid", "associatedSequenceId");
        time(FOLLOW_UP, "fu.preciseorigintimestamp", "preciseOriginTimestamp");
        FOLLOW_UP.length(12);

        time(RESPONSE, "dr.delayreceipttimestamp", "delayReceiptTimestamp");
        RESPONSE.skip(8)
                .u8("dr.requestingsourcecommunicationtechnology", "requestingSourceCommunicationTechnology")
                .names(TECHNOLOGIES);
        RESPONSE.mac("dr.requestingsourceuuid", "requestingSourceUuid");
        RESPONSE.u16("dr.requestingsourceportid", "requestingSourcePortId");
        RESPONSE.u16("dr.requestingsourcesequenceid", "requestingSourceSequenceId");
        RESPONSE.length(20);
    }

    private PtpV1() {}

    /** Loads this class, whose fields then stand in PTP's header. */
    static void declare() {}

    private static int control(Frame f, int at) {
        return f.u8(at + 32);
    }

    /** Text in a field of fixed length, filled up with zeros. */
    private static Field string(Header h, int length, String name, String label) {
        int from = h.bytes();
        h.skip(length * 8);
        return h.span(name, label, Type.STRING, (f, at, end) -> {
            int n = 0;
            while (n < length && f.u8(at + from + n) != 0) {
                n++;
            }
            return Field.span(at + from, n);
        });
    }

    /** Seconds 4, nanoseconds 4 with a sign. */
    private static void time(Header h, String name, String label) {
        int from = h.bytes();
        h.derived(
                        name,
                        label,
                        Type.RELATIVE_TIME,
                        (f, at, end) -> f.u32(at + from) * 1_000_000_000L + f.i32(at + from + 4))
                .plain()
                .in("seconds");
        h.u32(name + "_seconds", label + " (seconds)");
        h.u32(name + "_nanoseconds", label + " (nanoseconds)").signed();
    }

    /** Bytes that a message needs. */
    static int needed(Frame f, int at, int end) {
        if (at + HEADER > end) {
            return HEADER;
        }
        return HEADER
                + switch (control(f, at)) {
                    case 0, 1 -> 84;
                    case 2 -> 12;
                    case 3 -> 20;
                    default -> 0;
                };
    }

    /** Appends the message in words. */
    static void row(Frame f, int at, int end, Out out) {
        out.put(" v").dec(f.u8(at + 1) & 15);
        if (f.u16(at) != 1 || at + HEADER > end) {
            return;
        }
        String name = CONTROL.names().get(control(f, at));
        out.put(' ').words(name == null ? "message" : name).put(" seq ").dec(SEQUENCE.get(f, at));
        out.put(", from ").mac(UUID.get(f, at)).put('-').dec(PORT.get(f, at));
    }
}
