package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.FloatingCode;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Type;

/**
 * Multicast Listener Discovery, messages of {@link Icmpv6}: RFC 2710 (version 1), 3810 and 9777 (2).
 *
 * <pre>
 * type  message   RFC    bytes          second word
 * 130   query     2710   24             Maximum Response Delay, reserved
 * 130   query     3810   28 + 16N       Maximum Response Code, reserved
 * 131   report    2710   24             0
 * 132   done      2710   24             0
 * 143   report    3810   8 + records    reserved, number of records
 * </pre>
 */
final class Mld {
    static final int QUERY = 130, REPORT_1 = 131, DONE = 132, REPORT_2 = 143;
    private static final int VERSION_1 = 24, VERSION_2 = 28, ADDRESS = 16;

    static final Field ODD_LENGTH = Icmpv6.H
            .note(
                    "length",
                    "A query of 25 to 27 octets is of no version and must be ignored (RFC 3810, 8.1)",
                    (f, at, end) -> f.u8(at) == QUERY && isOddLength(f, at))
            .called("mcast.mld_query_length");

    static final Header FIRST = Icmpv6.H.then("Version 1", (f, at, end) -> isFirst(f, at));
    static final Field
            DELAY =
                    FIRST.u16("mld.maximum_response_delay", "Maximum Response Delay")
                            .in("ms"),
            RESERVED = FIRST.bytes(2, "reserved", "Reserved"),
            ADDRESS_1 = FIRST.ipv6("mld.multicast_address", "Multicast Address").group();

    static final Header SECOND = Icmpv6.H.then("Version 2 query", (f, at, end) -> isQuery2(f, at));
    static final Field
            CODE =
                    SECOND.u16("mld.maximum_response_code", "Maximum Response Code")
                            .code(FloatingCode.WORD::value)
                            .in("ms"),
            RESERVED_2 = SECOND.bytes(2, "reserved", "Reserved"),
            ADDRESS_2 =
                    SECOND.ipv6("mld.multicast_address", "Multicast Address").group(),
            FLAG = SECOND.u8("mld.flag", "Flags").hex(),
            FLAG_RESERVED = SECOND.split(FLAG).bits(4, "mld.flag.reserved", "Reserved"),
            S = SECOND.bit("mld.flag.s", "Suppress Router-Side Processing"),
            QRV = SECOND.bits(3, "mld.flag.qrv", "QRV (Querier's Robustness Variable)"),
            QQI =
                    SECOND.u8("mld.qqi", "QQIC (Querier's Query Interval Code)")
                            .means((code, out) ->
                                    out.dec(FloatingCode.OCTET.value(code)).put(" s")),
            NB_SOURCES = SECOND.u16("mld.nb_sources", "Number of Sources");
    static final Header SOURCE = SECOND.list("Source", NB_SOURCES, (f, at, end) -> ADDRESS);
    static final Field SOURCE_ADDRESS = SOURCE.ipv6("mld.source_address", "Source Address");

    static final Header REPORT = Icmpv6.H.then("Version 2 report", (f, at, end) -> f.u8(at) == REPORT_2);
    static final Field RESERVED_REPORT = REPORT.bytes(2, "reserved", "Reserved"),
            NB_RECORDS = REPORT.u16("mldr.nb_mcast_records", "Number of Multicast Address Records");
    static final Header RECORD =
            REPORT.list("Multicast Address Record", NB_RECORDS, (f, at, end) -> GroupRecords.bytes(f, at, ADDRESS));
    static final Field
            RECORD_TYPE = RECORD.u8("mldr.mar.record_type", "Record Type").names(Names.lines("""
            1 Include
            2 Exclude
            3 Changed to include
            4 Changed to exclude
            5 Allow new sources
            6 Block old sources
            """)),
            AUX_DATA_LEN = RECORD.u8("mldr.mar.aux_data_len", "Aux Data Len").in("words"),
            RECORD_NB_SOURCES = RECORD.u16("mldr.mar.nb_sources", "Number of Sources"),
            RECORD_ADDRESS =
                    RECORD.ipv6("mldr.mar.multicast_address", "Multicast Address")
                            .group();
    static final Header RECORD_SOURCE = RECORD.list("Source", RECORD_NB_SOURCES, (f, at, end) -> ADDRESS);
    static final Field RECORD_SOURCE_ADDRESS = RECORD_SOURCE.ipv6("mldr.mar.source_address", "Source Address"),
            AUXILIARY_DATA =
                    RECORD.span(
                            "mldr.mar.auxiliary_data",
                            "Auxiliary Data",
                            Type.BYTES,
                            (f, at, end) -> GroupRecords.auxiliary(f, at, end, ADDRESS));

    static {
        FIRST.length(VERSION_1 - 4);
        SECOND.length(VERSION_2 - 4);
        REPORT.length(4);
        RECORD.length(20);
    }

    private Mld() {}

    /** Loads this class, whose fields then stand in ICMPv6's header. */
    static void declare() {}

    static boolean is(int type) {
        return type >= QUERY && type <= DONE || type == REPORT_2;
    }

    /** Bytes that the message at {@code at} asks for by its own counts. */
    static int needed(Frame f, int at, int end) {
        if (f.u8(at) == REPORT_2) {
            return at + 8 > end ? 8 : GroupRecords.end(f, at + 8, end, f.u16(at + 6), ADDRESS) - at;
        }
        return !isQuery2(f, at)
                ? VERSION_1
                : VERSION_2 + (at + VERSION_2 > end ? 0 : ADDRESS * f.u16(at + VERSION_2 - 2));
    }

    static void row(Frame f, int at, int end, Out out) {
        int type = f.u8(at);
        boolean second = type == REPORT_2 || isQuery2(f, at);
        out.put("mld");
        if (type != QUERY || !isOddLength(f, at)) {
            out.put(second ? " v2" : " v1");
        }
        out.put(type == QUERY ? " query" : type == DONE ? " done" : " report");
        if (type == REPORT_2) {
            if (at + 8 <= end) {
                GroupRecords.put(f, at + 8, end, f.u16(at + 6), ADDRESS, out.put("  "));
            }
        } else if (at + VERSION_1 <= end) {
            if (f.u64(at + 8) == 0 && f.u64(at + 16) == 0) {
                out.put("  general");
            } else {
                GroupRecords.address(f, at + 8, ADDRESS, out.put("  "));
            }
            if (type == QUERY) {
                query(f, at, end, second, out);
            }
        }
    }

    private static void query(Frame f, int at, int end, boolean second, Out out) {
        boolean whole = second && at + VERSION_2 <= end;
        if (whole && NB_SOURCES.get(f, at) > 0) {
            int count = (int) NB_SOURCES.get(f, at);
            GroupRecords.sources(f, at + VERSION_2, end, count, ADDRESS, out.put(" from "));
        }
        seconds(second ? CODE.get(f, at) : DELAY.get(f, at), out.put(", answer within "));
        if (whole) {
            out.put(", robustness ").dec(QRV.get(f, at)).put(", every ");
            out.dec(FloatingCode.OCTET.value(QQI.get(f, at))).put(" s");
            out.put(S.get(f, at) == 1 ? ", suppress" : "");
        }
        if (isOddLength(f, at)) {
            out.put(" [of no version: ").dec(Icmpv6.length(f, at)).put(" bytes]");
        }
    }

    private static void seconds(long millis, Out out) {
        GroupRecords.seconds(millis, 3, out);
    }

    private static boolean isFirst(Frame f, int at) {
        int type = f.u8(at);
        return type >= QUERY && type <= DONE && !isQuery2(f, at);
    }

    /** RFC 3810, 8.1: 24 octets are of version 1, 28 and more of version 2. */
    static boolean isQuery2(Frame f, int at) {
        return f.u8(at) == QUERY && Icmpv6.length(f, at) >= VERSION_2;
    }

    static boolean isOddLength(Frame f, int at) {
        int length = Icmpv6.length(f, at);
        return length > VERSION_1 && length < VERSION_2;
    }
}
