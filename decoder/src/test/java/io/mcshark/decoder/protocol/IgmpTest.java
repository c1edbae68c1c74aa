package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Decoded;
import org.junit.jupiter.api.Test;

class IgmpTest {
    private static final String SPECIFIC_QUERY_3 = "11 9a a5 5d e8 01 01 01 0b 8c 00 02 c6 33 64 07 c6 33 64 08";
    private static final String REPORT_3 = "22 00 cb cc 00 00 00 03 05 00 00 01 e8 01 01 01 c0 00 02 0a"
            + "04 00 00 00 ef 01 01 01 01 00 00 02 e8 01 01 02 c0 00 02 0b c0 00 02 0c";

    private static Decoded igmp(String hex) {
        return Decoded.ipv4(2, hex).sayAll();
    }

    private static void check(Decoded p, String... fieldsAndValues) {
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            assertEquals(fieldsAndValues[i + 1], p.get(fieldsAndValues[i]), fieldsAndValues[i]);
        }
    }

    @Test
    void version1() {
        Decoded query = igmp("11 00 ee ff 00 00 00 00");
        check(query, "igmp.version", "1", "igmp.type", "0x11", "igmp.reserved", "00", "igmp.max_resp", "");
        check(query, "igmp.checksum", "0xeeff", "igmp.checksum.status", "1", "igmp.maddr", "0.0.0.0");
        assertEquals("igmp v1 query  general", query.row("igmp"));
        Decoded report = igmp("12 00 fc fa ef 01 02 03");
        check(report, "igmp.version", "1", "igmp.reserved", "00", "igmp.maddr", "239.1.2.3");
        assertEquals("igmp v1 report  239.1.2.3", report.row("igmp"));
    }

    @Test
    void version2() {
        Decoded general = igmp("11 64 ee 9b 00 00 00 00");
        check(general, "igmp.version", "2", "igmp.max_resp", "100", "igmp.reserved", "", "igmp.qqic", "");
        assertEquals("igmp v2 query  general, answer within 10 s", general.row("igmp"));
        assertEquals(
                "igmp v2 query  239.1.2.3, answer within 1 s",
                igmp("11 0a fd f0 ef 01 02 03").row("igmp"));
        Decoded report = igmp("16 00 f8 fa ef 01 02 03");
        check(report, "igmp.version", "2", "igmp.max_resp", "0", "igmp.maddr", "239.1.2.3");
        assertEquals("igmp v2 report  239.1.2.3", report.row("igmp"));
        assertEquals("igmp v2 leave  239.1.2.3", igmp("17 00 f7 fa ef 01 02 03").row("igmp"));
    }

    @Test
    void version3Query() {
        Decoded general = igmp("11 64 ec 1e 00 00 00 00 02 7d 00 00");
        check(general, "igmp.version", "3", "igmp.max_resp", "100", "igmp.max_resp.exp", "", "igmp.s", "0");
        check(general, "igmp.qrv", "2", "igmp.qqic", "125", "igmp.num_src", "0", "igmp.saddr", "");
        assertEquals("igmp v3 query  general, answer within 10 s, robustness 2, every 125 s", general.row("igmp"));

        Decoded specific = igmp(SPECIFIC_QUERY_3);
        check(specific, "igmp.max_resp", "416", "igmp.max_resp.exp", "0x01", "igmp.max_resp.mant", "0x0a");
        check(specific, "igmp.maddr", "232.1.1.1", "igmp.s", "1", "igmp.qrv", "3", "igmp.qqic", "140");
        check(specific, "igmp.num_src", "2", "igmp.saddr", "198.51.100.7,198.51.100.8", "igmp.checksum.status", "1");
        assertEquals(
                "igmp v3 query  232.1.1.1 from {198.51.100.7, 198.51.100.8},"
                        + " answer within 41.6 s, robustness 3, every 224 s, suppress",
                specific.row("igmp"));
        assertTrue(specific.tree().contains("Max Resp Time: 416 (41.6 s)"), specific::tree);
        assertTrue(specific.tree().contains("QQIC: 140 (224 s)"), specific::tree);
    }

    @Test
    void version3Report() {
        Decoded report = igmp(REPORT_3);
        check(report, "igmp.version", "3", "igmp.reserved", "00,0000", "igmp.num_grp_recs", "3");
        check(report, "igmp.record_type", "5,4,1", "igmp.aux_data_len", "0,0,0", "igmp.num_src", "1,0,2");
        check(report, "igmp.maddr", "232.1.1.1,239.1.1.1,232.1.1.2");
        check(report, "igmp.saddr", "192.0.2.10,192.0.2.11,192.0.2.12", "igmp.checksum.status", "1");
        assertEquals(
                "igmp v3 report  allow 232.1.1.1 from {192.0.2.10}, join 239.1.1.1,"
                        + " is-in 232.1.1.2 from {192.0.2.11, 192.0.2.12}",
                report.row("igmp"));
    }

    @Test
    void everyRecordTypeInWords() {
        String source = "c0000201";
        String group = "ef010203";
        String report = "22000000 0000000a"
                + ("01000001" + group + source)
                + ("01000000" + group)
                + ("02000001" + group + source)
                + ("02000000" + group)
                + ("03000001" + group + source)
                + ("03000000" + group);
        assertEquals(
                "igmp v3 report  is-in 239.1.2.3 from {192.0.2.1}, is-in 239.1.2.3 from {},"
                        + " is-ex 239.1.2.3 except {192.0.2.1}, is-ex 239.1.2.3,"
                        + " join 239.1.2.3 from {192.0.2.1}, leave 239.1.2.3 and 4 more [bad checksum]",
                igmp(report + ("04000001" + group + source).repeat(4)).row("igmp"));
        assertEquals(
                "igmp v3 report  join 239.1.2.3 except {192.0.2.1}, join 239.1.2.3, block 239.1.2.3 from {192.0.2.1},"
                        + " block 239.1.2.3 from {}, record 7 239.1.2.3 from {} [bad checksum]",
                igmp("22000000 00000005 04000001" + group + source + "04000000" + group + "06000001" + group + source
                                + "06000000" + group + "07000000" + group)
                        .row("igmp"));
        assertEquals(
                "igmp v3 report  allow 239.1.2.3 from {192.0.2.1, 192.0.2.1, 192.0.2.1, 192.0.2.1 and 16 more}"
                        + " [bad checksum]",
                igmp("22000000 00000001 05000014" + group + source.repeat(20)).row("igmp"));
    }

    @Test
    void auxiliaryDataIsShownAndPassedOver() {
        Decoded report = igmp(
                "22 00 00 00 00 00 00 02 04 01 00 01 ef 01 02 03 c0 00 02 01 de ad be ef" + "03 00 00 00 ef 01 02 04");
        check(report, "igmp.aux_data_len", "1,0", "igmp.aux_data", "deadbeef", "igmp.maddr", "239.1.2.3,239.1.2.4");
    }

    @Test
    void version0() {
        Decoded create = igmp("01 01 00 00 00 00 00 2a 00 00 00 00 01 02 03 04 05 06 07 08");
        check(create, "igmp.version", "0", "igmp.group_type", "1", "igmp.reply", "", "igmp.identifier", "42");
        check(create, "igmp.maddr", "0.0.0.0", "igmp.access_key", "0102030405060708");
        Decoded granted = igmp("04 00 00 00 00 00 00 2a ef 01 02 03 01 02 03 04 05 06 07 08");
        check(granted, "igmp.reply", "0", "igmp.reply.pending", "", "igmp.group_type", "");
        assertEquals("igmp v0 join group reply  239.1.2.3 [bad checksum]", granted.row("igmp"));
        check(igmp("04 09" + "00".repeat(18)), "igmp.reply", "", "igmp.reply.pending", "9");
    }

    @Test
    void wrongChecksumIsSaid() {
        Decoded report = igmp("16 00 f8 fb ef 01 02 03");
        check(report, "igmp.checksum.status", "0", "igmp.bad_checksum", "1");
        assertEquals("igmp v2 report  239.1.2.3 [bad checksum]", report.row("igmp"));
        check(igmp("16 00 f8 fa ef 01 02 03"), "igmp.bad_checksum", "");
    }

    /** RFC 2236, 2.3: the checksum is over the whole IP payload. */
    @Test
    void checksumCoversTrailingBytes() {
        check(igmp("16 00 f8 fa ef 01 02 03 00 01"), "igmp.checksum.status", "0");
        check(igmp("16 00 f8 f9 ef 01 02 03 00 01"), "igmp.checksum.status", "1");
    }

    /** RFC 3376, 7.1: no version has queries of 9 to 11 octets. */
    @Test
    void aQueryOfTenOctetsIsOfNoVersion() {
        Decoded query = igmp("11 64 ee 9b 00 00 00 00 00 00");
        check(query, "igmp.version", "", "mcast.igmp_query_length", "1", "igmp.max_resp", "100");
        assertEquals("igmp query  general, answer within 10 s [of no version: 10 bytes]", query.row("igmp"));
        check(igmp("11 64 ee 9b 00 00 00 00"), "mcast.igmp_query_length", "");
    }

    @Test
    void typesWithoutAProtocolOfTheirOwn() {
        Decoded unknown = igmp("99 01 02 03");
        check(unknown, "igmp.type", "0x99", "igmp.data", "010203", "igmp.checksum", "");
        assertEquals("igmp type 0x99", unknown.row("igmp"));
    }

    @Test
    void whatDoesNotFitIsMalformedAndWhatWasCutIsShort() {
        check(
                igmp("16 00 f8 fa"),
                "igmp.type",
                "0x16",
                "igmp.maddr",
                "",
                "frame.protocols",
                "eth:ethertype:ip:igmp:igmp",
                "_ws.malformed",
                "Malformed Packet");
        check(
                igmp("11 64 00 00 00 00 00 00 02 7d 00 05 c0 00 02 01"),
                "igmp.num_src",
                "5",
                "igmp.saddr",
                "192.0.2.1",
                "frame.protocols",
                "eth:ethertype:ip:igmp:igmp",
                "_ws.malformed",
                "Malformed Packet");
        Decoded cut = Decoded.ipv4(2, REPORT_3, 20).sayAll();
        check(
                cut,
                "igmp.checksum.status",
                "2",
                "igmp.record_type",
                "5",
                "frame.protocols",
                "eth:ethertype:ip:igmp:igmp",
                "_ws.short",
                "Packet size limited during capture");
    }

    @Test
    void everyCutAndEveryLieIsSurvived() {
        for (String hex : new String[] {SPECIFIC_QUERY_3, REPORT_3, "040900000000002aef0102030102030405060708"}) {
            int length = Decoded.bytes(hex).length;
            for (int captured = 0; captured <= length; captured++) {
                Decoded.ipv4(2, hex, captured).sayAll();
                igmp(hex.replaceAll("\\s", "").substring(0, captured * 2));
            }
            for (int i = 0; i < length; i++) {
                byte[] lie = Decoded.bytes(hex);
                lie[i] = (byte) 0xff;
                igmp(java.util.HexFormat.of().formatHex(lie));
            }
        }
    }
}
