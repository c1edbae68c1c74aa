package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Decoded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Mp2tTest {
    private static final String PAT = "00 b00d 0001 c1 00 00 0001 e100 e8f95e7d";
    private static final String PMT = "02 b017 0001 c1 00 00 e101 f000 1b e101 f000 0f e102 f000 9e28c6dd";

    /** A datagram of transport stream packets, each filled up with 0xff. */
    private static Decoded stream(String... packets) {
        return stream(packets.length * 188, packets);
    }

    /** The same of which only the first {@code captured} bytes of the UDP payload were captured. */
    private static Decoded stream(int captured, String... packets) {
        StringBuilder payload = new StringBuilder();
        for (String packet : packets) {
            String hex = packet.replaceAll("\\s", "");
            payload.append(hex).append("ff".repeat(188 - hex.length() / 2));
        }
        String udp = "c0000 4d2 %04x 0000".formatted(8 + packets.length * 188);
        return Decoded.ipv4(17, udp + payload, 8 + captured);
    }

    @Test
    void tablesInPacketsSideBySide() {
        Decoded d = stream("47400010 00" + PAT, "47410010 00" + PMT)
                .has("frame.protocols", "eth:ethertype:ip:udp:mp2t:mpeg_sect:mpeg_pat:mpeg_sect:mpeg_pmt")
                .has("mp2t.header", "0x47400010,0x47410010", "mp2t.sync_byte", "0x00000047,0x00000047")
                .has("mp2t.pid", "0x00000000,0x00000100", "mp2t.pusi", "1,1", "mp2t.afc", "0x00000001,0x00000001")
                .has("mp2t.pointer", "0,0", "mpeg_sect.tid", "0x00,0x02", "mpeg_sect.len", "13,23")
                .has("mpeg_sect.crc", "0xe8f95e7d,0x9e28c6dd", "mpeg_sect.crc.status", "2,2")
                .has("mpeg_pat.tsid", "0x0001", "mpeg_pat.version", "0x00", "mpeg_pat.cur_next_ind", "1")
                .has("mpeg_pat.prog_num", "0x0001", "mpeg_pat.prog_map_pid", "0x0100")
                .has("mpeg_pmt.pg_num", "0x0001", "mpeg_pmt.pcr_pid", "0x0101", "mpeg_pmt.prog_info_len", "0")
                .has("mpeg_pmt.stream.type", "0x1b,0x0f", "mpeg_pmt.stream.elementary_pid", "0x0101,0x0102");
        assertEquals("mp2t 0x0 cc 0 start, 0x100 cc 0 start", d.row("mp2t"));
        assertEquals("pat: 1 at 0x100", d.row("mpeg_pat"));
        assertEquals("pmt 1: 0x101 H.264, 0x102 AAC (ADTS), pcr in 0x101", d.row("mpeg_pmt"));
    }

    @Test
    void theCrcIsVerifiedOnRequest() {
        String udp = "c00004d200c40000";
        String packet = "4740001000" + PAT.replace(" ", "");
        String rest = "ff".repeat(188 - packet.length() / 2);
        Decoded.verified4(17, udp + packet + rest).has("mpeg_sect.crc.status", "1");
        Decoded.verified4(17, udp + packet.replace("e100", "e101") + rest).has("mpeg_sect.crc.status", "0");
    }

    @Test
    void programClockAndPesHeader() {
        Decoded d = stream("47 4101 35 07 50 0006ddd07e7b 000001 e0 0000 84c00a 3100377741 1100375b21 00000001")
                .has("mp2t.cc", "5", "mp2t.af.length", "7", "mp2t.af", "1", "mp2t.af.rai", "1")
                .has("mp2t.af.pcr_flag", "1", "mp2t.af.pcr", "0x000000001017dffb", "mp2t.af.stuffing_bytes", "")
                .has("mpeg-pes.stream", "0xe0", "mpeg-pes.length", "0", "mpeg-pes.data_alignment", "1")
                .has("mpeg-pes.pts", "10.000000000", "mpeg-pes.dts", "9.960000000")
                .has("mp2t.pointer", "", "mcast.mp2t_content", "1");
        assertEquals("mp2t 0x101 cc 5 start pcr 10 s", d.row("mp2t"));
        assertEquals("pes video pts 10 s dts 9.96 s", d.row("mpeg-pes"));
    }

    @Test
    void everyOptionOfTheAdaptationField() {
        stream("47 0103 30 22 ff 0006ddd07e7b 00000000fe02 fe 03616263 0cff c123 c12345 51123b4567 99 ffffff 7878")
                .has("mp2t.af.di", "1", "mp2t.af.espi", "1", "mp2t.af.afe_flag", "1", "mp2t.af.sc", "254")
                .has("mp2t.af.opcr", "0x000000000000012e", "mp2t.af.tpd_length", "3", "mp2t.af.tpd", "616263")
                .has("mp2t.af.e_length", "12", "mp2t.af.e.ltwv_flag", "1", "mp2t.af.e.ltwo", "16675")
                .has("mp2t.af.e.pr", "74565", "mp2t.af.e.st", "5", "mp2t.af.e.dnau_29_15", "2333")
                .has("mp2t.af.e.reserved_bytes", "99", "mp2t.af.stuffing_bytes", "ffffff")
                .has("mcast.mp2t_content", "4", "mcast.mp2t_af_length", "");
    }

    @Test
    void nullPacketsHaveNothingBehindTheirHeader() {
        Decoded d = stream("471fff13", "471fff23 03ff").has("mp2t.af.length", "", "mp2t.afc.invalid", "1");
        assertEquals("mp2t null", d.row("mp2t"));
    }

    @Test
    void aSectionThatGoesOnShowsItsHeader() {
        Decoded d = stream("47401110 00 42b130 0001")
                .has("frame.protocols", "eth:ethertype:ip:udp:mp2t:mpeg_sect")
                .has("mpeg_sect.tid", "0x42", "mpeg_sect.crc", "", "mcast.mpeg_section_goes_on", "1");
        assertEquals("section 0x42 of 307 bytes begins", d.row("mpeg_sect"));
    }

    @Test
    void scrambledPayloadIsLeftAlone() {
        stream("47410591 00" + PAT).has("frame.protocols", "eth:ethertype:ip:udp:mp2t", "mcast.mp2t_content", "3");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 16, 100, 187, 200, 375})
    void ofACutDatagramIsShownWhatIsThere(int captured) {
        Decoded d = stream(captured, "47400010 00" + PAT, "47410010 00" + PMT).sayAll();
        d.has("mp2t.pid", captured < 192 ? "0x00000000" : "0x00000000,0x00000100");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "47010030 ff ff", // adaptation field longer than the packet
                "47010030 01 1f", // flags that ask for what is not there
                "47010030 05 03 ff ff ff ff",
                "47400010 ff", // pointer beyond the packet
                "47400010 00 00b0ff", // table beyond the packet
                "47400010 00 02b012 0001c10000e101ffff 1be101ffff 00000000", // descriptors beyond the table
                "47400010 00 02b017 0001c10000e101f006 0aff0505 ff05 1be1f0ff 00000000"
            })
    void lengthsThatLie(String packet) {
        Decoded d = stream(packet, packet, "47400010 00" + PAT).sayAll();
        assertTrue(d.get("mpeg_pat.prog_map_pid").endsWith("0x0100"), "the next packet is decoded all the same");
    }

    @Test
    void whatLeadsOutOfThePacketIsRemarked() {
        stream("47010030 ffff", "47010130 011f").has("mcast.mp2t_af_length", "1,1");
        stream("47400010 ff").has("mp2t.pointer", "255", "mp2t.pointer_too_large", "1");
    }

    @Test
    void moreSectionsThanThereAreLayers() {
        String section = "70 7001 00";
        String[] packets = new String[7];
        java.util.Arrays.fill(packets, "47401410 00" + section.repeat(45));
        Decoded d = stream(packets).sayAll();
        d.has("_ws.malformed", "Malformed Packet");
    }

    @Test
    void oneSyncByteAmissAndItIsNoStream() {
        assertFalse(
                stream("47400010 00" + PAT, "46410010").get("frame.protocols").contains("mp2t"));
    }
}
