package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Conversations;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Settings;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class RtpTest {
    /** Two CSRCs, an extension of one word, the marker, four bytes of payload, four of padding. */
    private static final String FULL =
            "b2e0 03e9 00016b4b 1234abcd 00000001 00000002 bede0001 10aa0000 01020304 00000004";

    @Test
    void theWholeHeader() {
        Media m = new Media("rtp").rtp(5004, 0x80, 96, 1000, 7).udp(40000, 5004, FULL);
        assertEquals("udp:rtp", m.protocols());
        assertEquals("2", m.get("rtp.version"));
        assertEquals("1", m.get("rtp.padding"));
        assertEquals("1", m.get("rtp.ext"));
        assertEquals("2", m.get("rtp.cc"));
        assertEquals("1", m.get("rtp.marker"));
        assertEquals("96", m.get("rtp.p_type"));
        assertEquals("1001", m.get("rtp.seq"));
        assertEquals("93003", m.get("rtp.timestamp"));
        assertEquals("0x1234abcd", m.get("rtp.ssrc"));
        assertEquals("0x00000001,0x00000002", m.get("rtp.csrc.item"));
        assertEquals("0xbede", m.get("rtp.ext.profile"));
        assertEquals("1", m.get("rtp.ext.len"));
        assertEquals("1", m.get("rtp.ext.rfc5285.id"));
        assertEquals("1", m.get("rtp.ext.rfc5285.len"));
        assertEquals("aa", m.get("rtp.ext.rfc5285.data"));
        assertEquals("01020304", m.get("rtp.payload"));
        assertEquals("000000", m.get("rtp.padding.data"));
        assertEquals("4", m.get("rtp.padding.count"));
        Out out = new Out();
        Frame f = m.frame();
        f.protocol(f.depth() - 1).row(f, f.depth() - 1, out);
        assertEquals("rtp pt 96, seq 1001, time 93003, ssrc 0x1234abcd, mark, 4 bytes", out.toString());
    }

    @Test
    void elementsWithTwoBytesBefore() {
        Media m = new Media("rtp").udp(40000, 5004, "9060 0001 00000000 00000001 1003 0002 0502 aabb 0000 0700 01");
        assertEquals("5,7", m.get("rtp.ext.rfc5285.id"));
        assertEquals("2,0", m.get("rtp.ext.rfc5285.len"));
        assertEquals("aabb", m.get("rtp.ext.rfc5285.data"));
        assertEquals("3,3", m.get("rtp.ext.rfc5285.appbits"));
        assertEquals("01", m.get("rtp.payload"));
    }

    @Test
    void anExtensionOfAnotherKindIsWords() {
        Media m = told("9060 0001 00000000 00000001 abcd 0002 00000005 00000006 01");
        assertEquals("5,6", m.get("rtp.hdr_ext").replace("0x0000000", ""));
        assertEquals("", m.get("rtp.ext.rfc5285.id"));
    }

    @Test
    void lengthsThatLie() {
        assertEquals(
                "udp:rtp:_ws.malformed",
                told("9060 0001 00000000 00000001 bede ffff 10aa0000").protocols());
        assertEquals(
                "udp:rtp:_ws.malformed",
                told("8f60 0001 00000000 00000001 00000000").protocols());
        assertEquals("udp:_ws.malformed", told("8060 0001 0000").protocols());
        Media m = told("a060 0001 00000000 00000001 01020304 000000ff");
        assertEquals("255", m.get("rtp.padding.count"));
        assertEquals("", m.get("rtp.payload"));
        // An element that is longer than its extension.
        assertEquals(
                "", told("9060 0001 00000000 00000001 bede 0001 1faa0000 01").get("rtp.ext.rfc5285.id"));
    }

    @Test
    void anotherVersionIsOnlyThat() {
        Media m = told("0001 0000 2112a442 000000000000000000000000");
        assertEquals("udp:rtp:data", m.protocols());
        assertEquals("0", m.get("rtp.version"));
        assertEquals("", m.get("rtp.seq"));
    }

    @Test
    void controlOnTheSamePort() {
        assertEquals("udp:rtcp", told("81c9 0001 00000001").protocols());
    }

    private static Media told(String hex) {
        Media m = new Media();
        m.frame().settings().decodeAs(Udp.DSTPORT.table(), 5004, 5005, Rtp.H.protocol());
        return m.udp(40000, 5004, hex);
    }

    // ---- by content

    @Test
    void isNotGuessedUnlessAllowed() {
        assertEquals("udp:data", new Media().rtp(5004, 0x80, 96, 1, 7).protocols());
    }

    @Test
    void aFirstPacketIsTakenWhereNothingIsUnusual() {
        assertEquals("udp:rtp", new Media("rtp").rtp(5004, 0x80, 96, 1, 7).protocols());
        assertEquals("udp:data", new Media("rtp").rtp(5004, 0x80, 42, 1, 7).protocols()); // unassigned
        assertEquals("udp:data", new Media("rtp").rtp(5004, 0x81, 96, 1, 7).protocols()); // a CSRC
        assertEquals("udp:data", new Media("rtp").rtp(5004, 0x80, 72, 1, 7).protocols()); // RTCP's
    }

    @Test
    void consecutiveNumbersOfOneSourceConfirm() {
        Media m = new Media("rtp");
        assertEquals("udp:data", m.rtp(5004, 0x81, 42, 65535, 7).protocols());
        assertEquals("udp:rtp", m.rtp(5004, 0x81, 42, 0, 7).protocols());
        assertEquals("udp:rtp", m.rtp(5004, 0x81, 42, 9000, 8).protocols());
    }

    @Test
    void randomBytesDoNot() {
        Media m = new Media("rtp");
        m.rtp(5004, 0x80, 96, 100, 7);
        assertEquals("udp:data", m.rtp(5004, 0x80, 96, 7000, 0x55aa).protocols());
        assertEquals("udp:data", m.rtp(5004, 0x80, 96, 31, 0x1111).protocols());
        assertEquals("udp:data", m.rtp(5004, 0x80, 96, 32, 0x2222).protocols());
        assertEquals("udp:rtp", m.rtp(5004, 0x80, 96, 33, 0x2222).protocols());
    }

    @Test
    void aNumberThatComesAgainAndAgainIsNoSequence() {
        Media m = new Media("rtp");
        assertEquals("udp:rtp", m.rtp(5004, 0x80, 96, 512, 7).protocols());
        assertEquals("udp:rtp", m.rtp(5004, 0x80, 96, 512, 7).protocols()); // a mirror port's copy
        assertEquals("udp:data", m.rtp(5004, 0x80, 96, 512, 7).protocols());
        Media copied = new Media("rtp");
        for (int i = 0; i < 6; i++) {
            assertEquals("udp:rtp", copied.rtp(5004, 0x80, 96, 512 + i / 2, 7).protocols());
        }
    }

    @Test
    void flowsWithoutNumberAreForgottenAndCounted() {
        Media m = new Media("rtp");
        for (int i = 0; i < 2 * Conversations.MOST; i++) {
            m.udp(1024 + i % 60000, 2048 + 2 * (i / 60000), "8060 0001 00000001 00000007 01");
        }
        assertTrue(m.frame().conversations().forgotten() >= Conversations.MOST);
    }

    // ---- announced

    private static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=News\r\nc=IN IP4 239.1.2.3/16\r\nt=0 0\r\na=recvonly\r\n"
                    + "m=video 6000/2 RTP/AVP 100\r\na=rtpmap:100 MP2T/90000\r\nm=audio 7000 RTP/AVP 0 97\r\na=rtcp:7777\r\n"
                    + "a=rtpmap:97 L24/48000/2\r\na=fmtp:97 a=1; b=2\r\n";

    @Test
    void whatSdpAnnouncesIsFollowed() {
        Media m = new Media().text(9875, 9875, "\u0020\0\1\2\u007f\0\0\1application/sdp\0" + SDP);
        assertEquals("udp:sap:sdp", m.protocols());
        assertEquals("0x0102", m.get("sap.message_identifier_hash"));
        assertEquals("127.0.0.1", m.get("sap.originating_source"));
        assertEquals("application/sdp", m.get("sap.payload_type"));
        assertEquals("0", m.get("sdp.version"));
        assertEquals("News", m.get("sdp.session_name"));
        assertEquals("IN IP4 239.1.2.3/16", m.get("sdp.connection_info"));
        assertEquals("16", m.get("sdp.connection_info.ttl"));
        assertEquals("video 6000/2 RTP/AVP 100,audio 7000 RTP/AVP 0 97", m.get("sdp.media"));
        assertEquals("6000,7000", m.get("sdp.media.port"));
        assertEquals("2", m.get("sdp.media.portcount"));
        assertEquals("100,100,0,97,97,97", m.get("sdp.media.format"));
        assertEquals("MP2T,L24", m.get("sdp.mime.type"));
        assertEquals("90000,48000", m.get("sdp.sample_rate"));
        assertEquals("a=1,b=2", m.get("sdp.fmtp.parameter"));
        assertEquals("", m.get("sdp.session_attr.field"));
        assertTrue(m.rtp(6000, 0x80, 100, 5, 7).protocols().startsWith("udp:rtp:mp2t"));
        assertEquals("1", m.get("rtp.setup-frame"));
        assertEquals("SDP", m.get("rtp.setup-method"));
        assertEquals("65541", m.get("rtp.extseq"));
        assertEquals("udp:rtp", m.rtp(6002, 0x80, 0, 5, 7).protocols());
        assertEquals("udp:rtcp", m.udp(1, 6003, "80c9 0001 00000001").protocols());
        assertEquals("udp:rtcp", m.udp(1, 7777, "80c9 0001 00000001").protocols());
        assertEquals("udp:data", m.rtp(7001, 0x80, 0, 5, 7).protocols());
    }

    @Test
    void anotherPassKnowsNothing() {
        Media m = new Media().text(9875, 9875, "\u0020\0\1\2\u007f\0\0\1application/sdp\0" + SDP);
        Frame f = m.frame();
        f.wrap(f.segment(), f.base(), f.captured(), f.length(), 0, 1, 1);
        f.wrap(MemorySegment.ofArray(new byte[60]), 0, 60, 60, 0, 1, 1);
        assertEquals("udp:data", m.rtp(6000, 0x80, 0, 5, 7).protocols());
    }

    @Test
    void addressesOfIpv6AsText() {
        assertEquals("ff15:0:0:0:0:0:0:101", six("ff15::101"));
        assertEquals("0:0:0:0:0:0:0:1", six("::1"));
        assertEquals("2001:db8:0:0:0:0:0:0", six("2001:db8::"));
        assertEquals("1:2:3:4:5:6:7:8", six("1:2:3:4:5:6:7:8"));
        assertEquals("1:2:3:4:5:0:7:8", six("1:2:3:4:5::7:8"));
        assertEquals("0:0:0:0:0:0:0:0", six("x::y"));
    }

    private static String six(String text) {
        Media m = new Media().text(1, 1, text);
        Frame f = m.frame();
        long place = (long) (f.captured() - text.length()) << 32 | text.length();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            long half = Words.ipv6(f, place, i < 4);
            all.append(i == 0 ? "" : ":").append(Long.toHexString(half >>> (3 - i % 4) * 16 & 0xffff));
        }
        return all.toString();
    }

    @Test
    void authenticationThatIsLongerThanThePacket() {
        Media m = new Media().udp(9875, 9875, "20ff 0102 7f000001 763d300d0a");
        assertEquals("udp:sap:_ws.malformed", m.protocols());
        assertEquals("255", m.get("sap.auth.len"));
        assertEquals(
                "udp:sap:data",
                new Media().udp(9875, 9875, "2200 0102 7f000001 763d300d0a").protocols());
    }

    @Test
    void theBodyOfSip() {
        Media m = new Media()
                .text(
                        5060,
                        5060,
                        "INVITE sip:a@b SIP/2.0\r\nv: SIP/2.0/UDP h\r\nc: application/sdp;x=y\r\nl: 999\r\n\r\n" + SDP);
        assertEquals("udp:sip:sdp", m.protocols());
        assertEquals("INVITE", m.get("sip.Method"));
        assertEquals("sip:a@b", m.get("sip.r-uri"));
        assertEquals("SIP/2.0/UDP h", m.get("sip.Via"));
        assertEquals("999", m.get("sip.Content-Length"));
        assertEquals("udp:rtp", m.rtp(7000, 0x80, 0, 5, 7).protocols());
        assertEquals("udp:data", new Media().text(5060, 5060, "\r\n\r\n").protocols());
    }

    @Test
    void aDescriptionWithoutEnd() {
        String all = "m=a 1/99999999 RTP/AVP 0\nc=IN IP4 239.1.2.3/1/4000000000\n".repeat(900);
        new Media().text(9875, 9875, "\u0020\0\1\2\u007f\0\0\1v=0\n" + all);
        new Media()
                .text(
                        9875,
                        9875,
                        "\u0020\0\1\2\u007f\0\0\1v=0\n" + "a=rtpmap:\na\nm=\nc=\nm=x\na=fmtp:1\n".repeat(900));
    }

    @Test
    void parityWhenTold() {
        Media m = new Media();
        m.frame().settings().decodeAs(Udp.DSTPORT.table(), 5006, 5006, Rtp.H.protocol());
        m.frame().settings().decodeAs(Rtp.P_TYPE.table(), 96, 96, ParityFec.H.protocol());
        m.udp(40000, 5006, "8060 0001 00000000 00000001 03e8 0000 a1 000000 00000000 40 05 0a 00 ff");
        assertEquals("udp:rtp:2dparityfec", m.protocols());
        assertEquals("1000", m.get("2dparityfec.snbase_low"));
        assertEquals("1", m.get("2dparityfec.e"));
        assertEquals("1", m.get("2dparityfec.d"));
        assertEquals("5", m.get("2dparityfec.offset"));
        assertEquals("10", m.get("2dparityfec.na"));
        assertEquals("ff", m.get("2dparityfec.payload"));
    }

    @Test
    void settingsToldLaterCount() {
        Settings settings = new Settings();
        settings.decodeAs(Udp.DSTPORT.table(), 1, 9, Rtp.H.protocol());
        settings.decodeAs(Udp.DSTPORT.table(), 5, 5, Rtcp.H.protocol());
        Frame f = new Frame(settings);
        assertEquals(Rtcp.H.protocol(), f.told(Udp.DSTPORT.table(), 5));
        assertEquals(Rtp.H.protocol(), f.told(Udp.DSTPORT.table(), 6));
        assertEquals(null, f.told(Udp.DSTPORT.table(), 10));
    }
}
