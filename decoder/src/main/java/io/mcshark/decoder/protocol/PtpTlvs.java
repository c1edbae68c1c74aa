package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;

/**
 * What follows the fixed fields of {@link Ptp} messages: type 2, length 2, data. IEEE 1588-2019, clauses 14 and 15.
 *
 * <pre>
 * type  TLV                        data
 * 1     management                 id 2, a data set
 * 2     management error           error 2, id 2, reserved 4, text
 * 3     organization extension     organization 3, subtype 3, data (IEEE C37.238; SMPTE ST 2059-2)
 * 4 5   unicast request, grant     message type, interval 1, duration 4, invited
 * 6 7   unicast cancel             message type
 * 8     path trace                 clock identities, 8 each
 * 9     alternate time offset      key 1, offset 4, jump 4, next 6, name
 * </pre>
 */
final class PtpTlvs {
    private static final int FIXED = 4,
            MANAGEMENT_ID = 6,
            FOLLOW_UP = 8,
            ANNOUNCE = 11,
            SIGNALLING = 12,
            MANAGEMENT = 13;
    private static final int EXTENSION = 3, PES_PSRC = 0x1c129d, SMPTE = 0x6897e8, IEEE_802_1 = 0x0080c2;

    private static final Names TYPES = Names.lines("""
            1 Management
            2 Management error status
            3 Organization extension
            4 Request unicast transmission
            5 Grant unicast transmission
            6 Cancel unicast transmission
            7 Acknowledge cancel unicast transmission
            8 Path trace
            9 Alternate time offset indicator
            0x2004 Enhanced accuracy metrics
            0x4000 Organization extension, propagated
            0x8000 Organization extension, not propagated
            0x8001 L1 sync
            0x8002 Port communication availability
            0x8003 Protocol address
            0x8008 Pad
            0x8009 Authentication
            """);

    // ---- announce, follow-up

    static final Header AN = tlvs(ANNOUNCE, "TLV");
    static final Field AN_TYPE = AN.u16("v2.an.tlvType", "tlvType").names(TYPES),
            AN_LENGTH = AN.u16("v2.an.lengthField", "lengthField").in("bytes");
    static final Header EXTENDED = AN.then("Organization extension", (f, at, end) -> isExtension(f.u16(at)));
    static final Field
            ORGANIZATION =
                    EXTENDED.u24("v2.an.oe.organizationId", "organizationId").means((v, out) -> out.hex(v, 6)),
            SUBTYPE =
                    EXTENDED.u24("v2.an.oe.organizationSubType", "organizationSubType")
                            .hex();
    static final Header POWER = EXTENDED.then("IEEE C37.238", (f, at, end) -> f.u24(at + 4) == PES_PSRC);

    static {
        POWER.u16("v2.an.oe.grandmasterID", "grandmasterID");
        POWER.u32("v2.an.oe.grandmasterTimeInaccuracy", "grandmasterTimeInaccuracy")
                .in("ns");
        POWER.then("2011", (f, at, end) -> f.u24(at + 7) == 1)
                .u32("v2.an.oe.networkTimeInaccuracy", "networkTimeInaccuracy")
                .in("ns");
        POWER.then("2017", (f, at, end) -> f.u24(at + 7) == 2)
                .skip(32)
                .u32("v2.an.oe.totalTimeInaccuracy", "totalTimeInaccuracy")
                .in("ns");
        POWER.skip(32)
                .then("2011", (f, at, end) -> f.u24(at + 7) == 1)
                .u16("v2.an.oe.reserved", "reserved")
                .hex();
        AN.span(
                "v2.an.oe.dataField",
                "dataField",
                Type.BYTES,
                (f, at, end) -> isExtension(f.u16(at)) && at + 10 < end && f.u24(at + 4) != PES_PSRC
                        ? Field.span(at + 10, end - at - 10)
                        : Field.ABSENT);
        AN.then("Path trace", (f, at, end) -> f.u16(at) == 8)
                .list("Clock", null, (f, at, end) -> 8)
                .u64("v2.an.pathsequence", "PathSequence")
                .hex();
        Header offset = AN.then("Alternate time offset indicator", (f, at, end) -> f.u16(at) == 9);
        offset.u8("v2.an.atoi.keyField", "keyField");
        offset.u32("v2.an.atoi.currentOffset", "currentOffset").signed().in("seconds");
        offset.u32("v2.an.atoi.jumpSeconds", "jumpSeconds").signed().in("seconds");
        offset.bytes(6, "v2.an.atoi.timeOfNextJump", "timeOfNextJump");
        offset.u8("v2.an.atoi.displayName.length", "length");
        text(offset, "v2.an.atoi.displayName", "displayName");
        AN.span(
                "v2.an.tlv.data",
                "data",
                Type.BYTES,
                (f, at, end) -> isExtension(f.u16(at)) || f.u16(at) == 8 || f.u16(at) == 9
                        ? Field.ABSENT
                        : rest(at, end, FIXED));
    }

    static final Header AS = tlvs(FOLLOW_UP, "TLV");
    static final Field AS_TYPE = AS.u16("as.fu.tlvType", "tlvType").names(TYPES),
            AS_LENGTH = AS.u16("as.fu.lengthField", "lengthField").in("bytes");
    static final Header INFORMATION = AS.then("IEEE 802.1AS", (f, at, end) -> isExtension(f.u16(at)));

    static {
        INFORMATION.u24("as.fu.organizationId", "organizationId");
        INFORMATION.bits(24, "as.fu.organizationSubType", "organizationSubType").signed();
        Header rate = INFORMATION.then("Rate", (f, at, end) -> f.u24(at + 4) == IEEE_802_1);
        rate.u32("as.fu.cumulativeScaledRateOffset", "cumulativeScaledRateOffset");
        rate.u16("as.fu.gmTimeBaseIndicator", "gmTimeBaseIndicator");
        rate.bytes(12, "as.fu.lastGmPhaseChange", "lastGmPhaseChange");
        rate.u32("as.fu.scaledLastGmFreqChange", "scaledLastGmFreqChange").signed();
        rate.length(22);
    }

    // ---- signalling

    static final Header SIG = tlvs(SIGNALLING, "TLV");
    static final Field SIG_TYPE = SIG.u16("v2.sig.tlv.tlvType", "tlvType").names(TYPES),
            SIG_LENGTH = SIG.u16("v2.sig.tlv.lengthField", "lengthField").in("bytes");
    static final Header UNICAST = SIG.then("Unicast", (f, at, end) -> f.u16(at) >= 4 && f.u16(at) <= 7);
    static final Field MESSAGE =
            UNICAST.bits(4, "v2.sig.tlv.messageType", "messageType").hex().names(Ptp.TYPE.names());
    static final Header OFFERED = UNICAST.skip(4).then("Interval", (f, at, end) -> f.u16(at) < 6);
    static final Field
            INTERVAL =
                    OFFERED.u8("v2.sig.tlv.logInterMessagePeriod", "logInterMessagePeriod")
                            .signed(),
            RATE_PERIOD =
                    OFFERED.derived("v2.sig.tlv.logInterMessagePeriod.period", "period", Type.INT, (f, at, end) ->
                            (byte) f.u8(at + 5)),
            RATE =
                    OFFERED.derived("v2.sig.tlv.logInterMessagePeriod.rate", "rate", Type.INT, (f, at, end) ->
                            (byte) f.u8(at + 5)),
            DURATION = OFFERED.u32("v2.sig.tlv.durationField", "durationField").in("seconds");
    static final Header GRANTED = OFFERED.then("Grant", (f, at, end) -> f.u16(at) == 5);
    static final Field INVITED = GRANTED.skip(15).bit("v2.sig.tlv.renewalInvited", "renewalInvited");
    static final Field SIG_DATA = SIG.span(
            "v2.sig.tlv.data",
            "data",
            Type.BYTES,
            (f, at, end) -> f.u16(at) >= 4 && f.u16(at) <= 7 ? Field.ABSENT : rest(at, end, FIXED));

    // ---- management

    static final Header MM = tlvs(MANAGEMENT, "TLV");
    static final Field MM_TYPE = MM.u16("v2.mm.tlvType", "tlvType").names(TYPES),
            MM_LENGTH = MM.u16("v2.mm.lengthField", "lengthField").in("bytes");
    static final Header MANAGED = MM.then("Management", (f, at, end) -> f.u16(at) == 1);
    static final Field ID = MANAGED.u16("v2.mm.managementId", "managementId").names(Names.lines("""
            0x0000 NULL_MANAGEMENT
            0x0001 CLOCK_DESCRIPTION
            0x0002 USER_DESCRIPTION
            0x0003 SAVE_IN_NON_VOLATILE_STORAGE
            0x0004 RESET_NON_VOLATILE_STORAGE
            0x0005 INITIALIZE
            0x0006 FAULT_LOG
            0x0007 FAULT_LOG_RESET
            0x2000 DEFAULT_DATA_SET
            0x2001 CURRENT_DATA_SET
            0x2002 PARENT_DATA_SET
            0x2003 TIME_PROPERTIES_DATA_SET
            0x2004 PORT_DATA_SET
            0x2005 PRIORITY1
            0x2006 PRIORITY2
            0x2007 DOMAIN
            0x2008 SLAVE_ONLY
            0x2009 LOG_ANNOUNCE_INTERVAL
            0x200a ANNOUNCE_RECEIPT_TIMEOUT
            0x200b LOG_SYNC_INTERVAL
            0x200c VERSION_NUMBER
            0x200d ENABLE_PORT
            0x200e DISABLE_PORT
            0x200f TIME
            0x2010 CLOCK_ACCURACY
            0x2011 UTC_PROPERTIES
            0x2012 TRACEABILITY_PROPERTIES
            0x2013 TIMESCALE_PROPERTIES
            0x2014 UNICAST_NEGOTIATION_ENABLE
            0x2015 PATH_TRACE_LIST
            0x2016 PATH_TRACE_ENABLE
            0x2017 GRANDMASTER_CLUSTER_TABLE
            0x4000 TRANSPARENT_CLOCK_DEFAULT_DATA_SET
            0x4001 TRANSPARENT_CLOCK_PORT_DATA_SET
            0x4002 PRIMARY_DOMAIN
            0x6000 DELAY_MECHANISM
            0x6001 LOG_MIN_PDELAY_REQ_INTERVAL
            """)),
            MM_DATA = MANAGED.span("v2.mm.data", "data", Type.BYTES, (f, at, end) -> rest(at, end, MANAGEMENT_ID));

    static {
        PtpDescription.declare();
        defaults(set(0x2000, "Default"));
        current(set(0x2001, "Current"));
        parent(set(0x2002, "Parent"));
        properties(set(0x2003, "Time properties"));
        port(set(0x2004, "Port"));
        set(0x2005, "Priority 1").u8("v2.mm.priority1", "priority1");
        set(0x2006, "Priority 2").u8("v2.mm.priority2", "priority2");
        set(0x2007, "Domain").u8("v2.mm.domainNumber", "domainNumber");
        set(0x2009, "Announce interval")
                .u8("v2.mm.logAnnounceInterval", "logAnnounceInterval")
                .signed();
        set(0x200a, "Announce timeout").u8("v2.mm.announceReceiptTimeout", "announceReceiptTimeout");
        set(0x200b, "Sync interval")
                .u8("v2.mm.logSyncInterval", "logSyncInterval")
                .signed();
        set(0x200c, "Version").skip(4).bits(4, "v2.mm.versionNumber", "versionNumber");
        Ptp.timestamp(set(0x200f, "Time"), "v2.mm.currentTime", "currentTime");
        set(0x2010, "Accuracy")
                .u8("v2.mm.clockaccuracy", "Clock accuracy")
                .hex()
                .names(Ptp.ACCURACIES);
        set(0x6000, "Delay mechanism").u8("v2.mm.delayMechanism", "Delay mechanism");
        set(0x6001, "Peer delay interval")
                .u8("v2.mm.logMinPdelayReqInterval", "logMinPdelayReqInterval")
                .signed();
        Header error = MM.then("Management error", (f, at, end) -> f.u16(at) == 2);
        error.u16("v2.mm.managementErrorId", "managementErrorId")
                .names(Names.of(
                        1,
                        "RESPONSE_TOO_BIG",
                        2,
                        "NO_SUCH_ID",
                        3,
                        "WRONG_LENGTH",
                        4,
                        "WRONG_VALUE",
                        5,
                        "NOT_SETABLE",
                        6,
                        "NOT_SUPPORTED",
                        0xfffe,
                        "GENERAL_ERROR"));
        error.u16("v2.mm.managementId", "managementId").names(ID.names());
    }

    private PtpTlvs() {}

    /** Loads this class, whose fields then stand in PTP's header. */
    static void declare() {}

    private static Header tlvs(int type, String label) {
        return Ptp.BODY.parts(
                label,
                (f, at, end, previous, index) -> previous >= 0
                        ? previous + FIXED + f.u16(previous + 2)
                        : Ptp.type(f, at) == type ? at + Ptp.fixed(type) : -1,
                (f, at, end) -> FIXED + f.u16(at + 2));
    }

    static Header set(int id, String label) {
        return MANAGED.then(label, (f, at, end) -> ID.get(f, at) == id);
    }

    private static void defaults(Header h) {
        h.skip(6).bit("v2.mm.SlavOnly", "Slave only");
        h.bit("v2.mm.twoStep", "Two step");
        h.bytes(1, "v2.mm.reserved", "reserved");
        h.u16("v2.mm.numberPorts", "number of ports");
        h.u8("v2.mm.priority1", "priority1");
        h.u8("v2.mm.clockclass", "Clock class");
        h.u8("v2.mm.clockaccuracy", "Clock accuracy").hex().names(Ptp.ACCURACIES);
        h.u16("v2.mm.clockvariance", "Clock variance");
        h.u8("v2.mm.priority2", "priority2");
        h.u64("v2.mm.clockidentity", "Clock identity").hex();
        h.u8("v2.mm.domainNumber", "domain number");
        h.skip(8).length(20);
    }

    private static void current(Header h) {
        h.u16("v2.mm.stepsRemoved", "steps removed").signed();
        Ptp.interval(h, "v2.mm.offset", "Offset from Master");
        Ptp.interval(h, "v2.mm.pathDelay", "Mean path delay");
        h.length(18);
    }

    private static void parent(Header h) {
        h.u64("v2.mm.parentclockidentity", "parent ClockIdentity").hex();
        h.u16("v2.mm.parentsourceportid", "parent SourcePortID");
        h.skip(7).bit("v2.mm.parentstats", "parent stats");
        h.bytes(1, "v2.mm.reserved", "reserved");
        h.u16("v2.mm.observedParentOffsetScaledLogVariance", "observedParentOffsetScaledLogVariance");
        h.u32("v2.mm.observedParentClockPhaseChangeRate", "observedParentClockPhaseChangeRate")
                .signed();
        h.u8("v2.mm.grandmasterPriority1", "Grandmaster priority1");
        h.u8("v2.mm.grandmasterclockclass", "Grandmaster clock class");
        h.u8("v2.mm.grandmasterclockaccuracy", "Grandmaster clock accuracy")
                .hex()
                .names(Ptp.ACCURACIES);
        h.u16("v2.mm.grandmasterclockvariance", "Grandmaster clock variance");
        h.u8("v2.mm.grandmasterPriority2", "Grandmaster priority2");
        h.u64("v2.mm.grandmasterclockidentity", "Grandmaster clock identity").hex();
        h.length(32);
    }

    private static void properties(Header h) {
        h.u16("v2.mm.currentutcoffset", "CurrentUTCOffset").signed();
        h.skip(2).bit("v2.mm.frequencyTraceable", "Frequency traceable");
        h.bit("v2.mm.timeTraceable", "Time traceable");
        h.bit("v2.mm.ptptimescale", "PTP timescale");
        h.bit("v2.mm.CurrentUTCOffsetValid", "CurrentUTCOffset valid");
        h.bit("v2.mm.li59", "leap 59");
        h.bit("v2.mm.li61", "leap 61");
        h.u8("v2.mm.timesource", "TimeSource").hex().names(Ptp.SOURCES);
        h.length(4);
    }

    private static void port(Header h) {
        h.u64("v2.mm.clockidentity", "Clock identity").hex();
        h.u16("v2.mm.PortNumber", "PortNumber");
        h.u8("v2.mm.portState", "Port state")
                .names(Names.of(
                        1,
                        "Initializing",
                        2,
                        "Faulty",
                        3,
                        "Disabled",
                        4,
                        "Listening",
                        5,
                        "Pre-master",
                        6,
                        "Master",
                        7,
                        "Passive",
                        8,
                        "Uncalibrated",
                        9,
                        "Slave"));
        h.u8("v2.mm.logMinDelayReqInterval", "logMinDelayReqInterval").signed();
        Ptp.interval(h, "v2.mm.peerMeanPathDelay", "Peer mean path delay");
        h.u8("v2.mm.logAnnounceInterval", "logAnnounceInterval").signed();
        h.u8("v2.mm.announceReceiptTimeout", "announceReceiptTimeout");
        h.u8("v2.mm.logSyncInterval", "logSyncInterval").signed();
        h.u8("v2.mm.delayMechanism", "Delay mechanism").names(Names.of(1, "E2E", 2, "P2P", 0xfe, "Disabled"));
        h.u8("v2.mm.logMinPdelayReqInterval", "logMinPdelayReqInterval").signed();
        h.skip(4).bits(4, "v2.mm.versionNumber", "versionNumber");
        h.length(26);
    }

    /** Text behind the length that is a header's last byte. */
    static void text(Header h, String name, String label) {
        int from = h.bytes();
        h.span(
                name,
                label,
                Type.STRING,
                (f, at, end) -> Field.span(at + from, Math.min(f.u8(at + from - 1), end - at - from)));
    }

    private static boolean isExtension(int type) {
        return type == EXTENSION || type == 0x4000 || type == 0x8000;
    }

    private static long rest(int at, int end, int skip) {
        return at + skip < end ? Field.span(at + skip, end - at - skip) : Field.ABSENT;
    }
}
