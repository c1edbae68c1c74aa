package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import org.junit.jupiter.api.Test;

class RtcpTest {
    private static final String BLOCK = "00000002 40 ffffff 00010005 00000036 462e71d4 00010000";
    private static final String SENDER = "81c8 000c 00000001 83aa7e80 80000000 00000064 0000000a 000003e8" + BLOCK;
    private static final String SOURCES = "82ca 0006 00000001 0103616263 0803 01786f 0000 00000002 07017a00";

    private static Media rtcp(String hex) {
        return new Media("rtcp").udp(5005, 5005, hex);
    }

    @Test
    void aCompoundOfReportAndDescription() {
        Media m = rtcp(SENDER + SOURCES);
        assertEquals("udp:rtcp", m.protocols());
        assertEquals("2,2", m.get("rtcp.version"));
        assertEquals("200,202", m.get("rtcp.pt"));
        assertEquals("12,6", m.get("rtcp.length"));
        assertEquals("1", m.get("rtcp.rc"));
        assertEquals("2", m.get("rtcp.sc"));
        assertEquals("0x00000001", m.get("rtcp.senderssrc"));
        assertEquals("2208988800", m.get("rtcp.timestamp.ntp.msw"));
        assertEquals("0.500000000", m.get("rtcp.timestamp.ntp"));
        assertEquals("100", m.get("rtcp.timestamp.rtp"));
        assertEquals("10", m.get("rtcp.sender.packetcount"));
        assertEquals("1000", m.get("rtcp.sender.octetcount"));
        assertEquals("0x00000002,0x00000001,0x00000002", m.get("rtcp.ssrc.identifier"));
        assertEquals("64", m.get("rtcp.ssrc.fraction"));
        assertEquals("-1", m.get("rtcp.ssrc.cum_nr"));
        assertEquals("65541", m.get("rtcp.ssrc.ext_high"));
        assertEquals("1", m.get("rtcp.ssrc.high_cycles"));
        assertEquals("5", m.get("rtcp.ssrc.high_seq"));
        assertEquals("54", m.get("rtcp.ssrc.jitter"));
        assertEquals("1,8,0,7,0", m.get("rtcp.sdes.type"));
        assertEquals("abc,o,z", m.get("rtcp.sdes.text"));
        assertEquals("x", m.get("rtcp.sdes.prefix.string"));
        assertEquals("1", m.get("rtcp.length_check"));
        Out out = new Out();
        Frame f = m.frame();
        f.protocol(f.depth() - 1).row(f, f.depth() - 1, out);
        assertEquals(
                "rtcp sender report of 0x00000001, 10 packets, 1000 octets, hears 0x00000002: lost -1, jitter 54; "
                        + "source description of 0x00000001 abc",
                out.toString());
    }

    @Test
    void aGoodbyeWithAReason() {
        Media m = rtcp("81cb 0003 00000009 03 627965 00000000");
        assertEquals("0x00000009", m.get("rtcp.ssrc.identifier"));
        assertEquals("bye", m.get("rtcp.sdes.text"));
    }

    @Test
    void anApplicationsMessageWithPadding() {
        Media m = rtcp("a5cc 0004 00000001 74657374 aabbccdd 00000004");
        assertEquals("5", m.get("rtcp.app.subtype"));
        assertEquals("test", m.get("rtcp.app.name"));
        assertEquals("aabbccdd", m.get("rtcp.app.data"));
        assertEquals("4", m.get("rtcp.padding.count"));
    }

    @Test
    void feedback() {
        Media m = rtcp(
                "80c9 0001 00000001 81cd 0003 00000001 00000002 0005 8001"
                        + "84ce 0004 00000001 00000000 00000002 07000000 8fce 0005 00000001 00000000 52454d42 01 08 0003 00000002");
        assertEquals("1", m.get("rtcp.rtpfb.fmt"));
        assertEquals("5", m.get("rtcp.rtpfb.nack_pid"));
        assertEquals("0x8001", m.get("rtcp.rtpfb.nack_blp"));
        assertEquals("4,15", m.get("rtcp.psfb.fmt"));
        assertEquals("7", m.get("rtcp.psfb.fir.fci.csn"));
        assertEquals("REMB", m.get("rtcp.psfb.remb.identifier"));
        assertEquals("12", m.get("rtcp.psfb.remb.fci.bitrate"));
        assertEquals("0x00000002", m.get("rtcp.psfb.remb.fci.ssrc"));
    }

    @Test
    void extendedReports() {
        Media m = rtcp(
                "80c9 0001 00000001 80cf 0007 00000001 0400 0002 83aa7e81 00000000 0500 0003 00000002 00000003 00010000"
                        .replace("80cf 0007", "80cf 0008"));
        assertEquals("4,5", m.get("rtcp.xr.bt"));
        assertEquals("1.000000000", m.get("rtcp.xr.timestamp"));
        assertEquals("3", m.get("rtcp.xr.lrr"));
        assertEquals("65536", m.get("rtcp.xr.dlrr"));
    }

    @Test
    void lengthsAndCountsThatLie() {
        Media m = rtcp("9fc8 ffff 00000001");
        assertEquals("udp:rtcp:_ws.malformed", m.protocols());
        assertEquals("65535", m.get("rtcp.length"));
        assertEquals("0x00000001", m.get("rtcp.senderssrc"));
        assertEquals("0", m.get("rtcp.length_check"));
        rtcp("80c9 0000 9fca ffff 00000001 01ff 61 00");
        assertEquals("", rtcp("80c9 0001 00000001 81ca 0001 00000001").get("rtcp.sdes.type"));
        rtcp("80c9 0001 00000001 9fcb 0001 00000001");
        rtcp("80c9 0001 00000001 81cd 0001 00000001");
    }
}
