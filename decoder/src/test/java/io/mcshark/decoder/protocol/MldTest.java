package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Decoded;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MldTest {
    private static final String QUERY_2 = "8200 0ac6 9000 0000 ff3e 00000000 00000000 0000 8000 0001 0a8c 0002"
            + "20010db8000000000000000000000005 20010db8000000000000000000000006";
    private static final String REPORT_2 =
            "8f00 bff4 0000 0001 0600 0001 ff3e 00000000 00000000 0000 8000 0001" + "20010db8000000000000000000000005";

    /** An ICMPv6 message behind a hop-by-hop header with Router Alert. */
    private static Decoded mld(String source, String destination, String hex) {
        return mld(source, destination, hex, Decoded.bytes(hex).length);
    }

    private static Decoded mld(String source, String destination, String hex, int captured) {
        return Decoded.ipv6(0, source, destination, "3a00 0502 0000 0100" + hex, 8 + captured, false)
                .sayAll();
    }

    private static void check(Decoded p, String... fieldsAndValues) {
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            assertEquals(fieldsAndValues[i + 1], p.get(fieldsAndValues[i]), fieldsAndValues[i]);
        }
    }

    @Test
    void version1() {
        Decoded query = mld("fe80::1", "ff02::1", "8200 5917 2710 0000" + "00".repeat(16));
        check(query, "icmpv6.type", "130", "icmpv6.code", "0", "icmpv6.checksum", "0x5917");
        check(query, "icmpv6.checksum.status", "1", "icmpv6.mld.maximum_response_delay", "10000");
        check(query, "icmpv6.mld.maximum_response_code", "", "icmpv6.reserved", "0000");
        check(query, "icmpv6.mld.multicast_address", "::", "icmpv6.mld.qqi", "");
        assertEquals("mld v1 query  general, answer within 10 s", query.row("icmpv6"));

        Decoded report = mld("fe80::a", "ff0e::1234", "8300 5b9c 0000 0000 ff0e" + "00".repeat(12) + "1234");
        check(report, "icmpv6.checksum.status", "1", "icmpv6.mld.multicast_address", "ff0e::1234");
        assertEquals("mld v1 report  ff0e::1234", report.row("icmpv6"));

        Decoded done = mld("fe80::a", "ff02::2", "8400 5b9c 0000 0000 ff0e" + "00".repeat(12) + "1234");
        assertEquals("mld v1 done  ff0e::1234 [bad checksum]", done.row("icmpv6"));
    }

    @Test
    void version2Query() {
        Decoded general = mld("fe80::1", "ff02::1", "8200 eda5 9000 0000" + "00".repeat(16) + "02 7d 00 00");
        check(general, "icmpv6.checksum.status", "1", "icmpv6.mld.maximum_response_code", "65536");
        check(general, "icmpv6.mld.maximum_response_delay", "", "icmpv6.mld.flag", "0x02");
        check(general, "icmpv6.mld.flag.s", "0", "icmpv6.mld.flag.qrv", "2", "icmpv6.mld.flag.reserved", "0");
        check(general, "icmpv6.mld.qqi", "125", "icmpv6.mld.nb_sources", "0", "icmpv6.mld.source_address", "");
        assertEquals("mld v2 query  general, answer within 65.536 s, robustness 2, every 125 s", general.row("icmpv6"));

        Decoded specific = mld("fe80::1", "ff3e::8000:1", QUERY_2);
        check(specific, "icmpv6.mld.multicast_address", "ff3e::8000:1", "icmpv6.mld.flag.s", "1");
        check(specific, "icmpv6.mld.qqi", "140", "icmpv6.mld.nb_sources", "2");
        check(specific, "icmpv6.mld.source_address", "2001:db8::5,2001:db8::6");
        assertEquals(
                "mld v2 query  ff3e::8000:1 from {2001:db8::5, 2001:db8::6}, answer within 65.536 s,"
                        + " robustness 2, every 224 s, suppress [bad checksum]",
                specific.row("icmpv6"));
        assertTrue(specific.tree().contains("140 (224 s)"), specific::tree);
        assertTrue(specific.tree().contains("Maximum Response Code: 65536 ms"), specific::tree);
    }

    @Test
    void version2Report() {
        Decoded report = mld("fe80::a", "ff02::16", REPORT_2);
        check(report, "icmpv6.checksum.status", "1", "icmpv6.mldr.nb_mcast_records", "1");
        check(report, "icmpv6.mldr.mar.record_type", "6", "icmpv6.mldr.mar.aux_data_len", "0");
        check(report, "icmpv6.mldr.mar.nb_sources", "1", "icmpv6.mldr.mar.multicast_address", "ff3e::8000:1");
        check(report, "icmpv6.mldr.mar.source_address", "2001:db8::5", "icmpv6.mldr.mar.auxiliary_data", "");
        assertEquals("mld v2 report  block ff3e::8000:1 from {2001:db8::5}", report.row("icmpv6"));
    }

    @Test
    void recordsInWords() {
        String group = "ff0e000000000000000000000000" + "0001";
        String report = "8f00 0000 0000 0003 0401 0000" + group + "deadbeef 0300 0000" + group + "0200 0000" + group;
        Decoded p = mld("fe80::a", "ff02::16", report);
        check(p, "icmpv6.mldr.mar.auxiliary_data", "deadbeef", "icmpv6.mldr.mar.record_type", "4,3,2");
        assertEquals("mld v2 report  join ff0e::1, leave ff0e::1, is-ex ff0e::1 [bad checksum]", p.row("icmpv6"));
    }

    /** RFC 3810, 8.1: queries of 25 to 27 octets are of no version. */
    @Test
    void aQueryOfTwentyFiveOctetsIsOfNoVersion() {
        Decoded query = mld("fe80::1", "ff02::1", "8200 5916 2710 0000" + "00".repeat(17));
        check(query, "mcast.mld_query_length", "1", "icmpv6.mld.maximum_response_delay", "10000");
        assertEquals("mld query  general, answer within 10 s [of no version: 25 bytes]", query.row("icmpv6"));
    }

    @Test
    void whatWasCutIsShort() {
        Decoded cut = mld("fe80::1", "ff3e::8000:1", QUERY_2, 44);
        check(cut, "icmpv6.checksum.status", "2", "icmpv6.mld.nb_sources", "2");
        check(cut, "icmpv6.mld.source_address", "2001:db8::5");
        assertEquals(
                "mld v2 query  ff3e::8000:1 from {2001:db8::5 and 1 more}, answer within 65.536 s,"
                        + " robustness 2, every 224 s, suppress",
                cut.row("icmpv6"));
        assertEquals("Packet size limited during capture", cut.get("_ws.short"));
    }

    @Test
    void everyCutAndEveryLieIsSurvived() {
        for (String message : new String[] {QUERY_2, REPORT_2}) {
            String hex = message.replaceAll("\\s", "");
            int length = hex.length() / 2;
            for (int captured = 0; captured <= length; captured++) {
                mld("fe80::1", "ff02::1", hex, captured);
                mld("fe80::1", "ff02::1", hex.substring(0, captured * 2));
            }
            for (int i = 0; i < length; i++) {
                byte[] lie = Decoded.bytes(hex);
                lie[i] = (byte) 0xff;
                mld("fe80::1", "ff02::1", HexFormat.of().formatHex(lie));
            }
        }
    }
}
