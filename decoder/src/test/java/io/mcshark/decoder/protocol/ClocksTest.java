package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.Decoded;
import org.junit.jupiter.api.Test;

/** PTP, NTP, and the other names: SSDP, NetBIOS. */
class ClocksTest {
    private static final String PTP_HEADER =
            " 02 0040 05 00 0008 0000000000018000 00000000 38f3abfffe96ec12 0001 0007 05 01";

    private static Decoded udp(int port, String message) {
        String datagram = "%04x %04x %04x 0000".formatted(port, port, 8 + Decoded.bytes(message).length) + message;
        return Decoded.ipv4(17, datagram).sayAll();
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @Test
    void ptpAnnounce() {
        Decoded p =
                udp(320, "0b" + PTP_HEADER + "000000000001 00000002 0025 00 80 f8fe ffff 7f 38f3abfffe96ec12 0001 a0");
        p.has("ptp.v2.messagetype", "0x0b", "ptp.v2.domainnumber", "5", "ptp.v2.correction.ns", "1");
        p.has("ptp.v2.correction.subns", "0.5", "ptp.v2.clockidentity", "0x38f3abfffe96ec12", "ptp.v2.sequenceid", "7");
        p.has("ptp.v2.an.priority1", "128", "ptp.v2.an.priority2", "127", "ptp.v2.an.grandmasterclockclass", "248");
        p.has("ptp.v2.flags.timescale", "1", "ptp.v2.an.localstepsremoved", "1", "ptp.v2.timesource", "0xa0");
        assertEquals(
                "ptp announce seq 7, domain 5, from 38f3abfffe96ec12-1, grandmaster 38f3abfffe96ec12, priority 128/127,"
                        + " class 248, steps 1",
                p.row("ptp"));
        udp(320, "0b" + PTP_HEADER + "0000")
                .has("frame.protocols", "eth:ethertype:ip:udp:ptp", "_ws.malformed", "Malformed Packet");
    }

    @Test
    void ntp() {
        String times = "dab4d5a680000000 0000000000000000 7fffffff80000000 dab4d5a7ffffffff";
        Decoded p = udp(123, "24 02 06 e8 00000100 00000200 c0000201" + times);
        p.has("ntp.flags.mode", "4", "ntp.stratum", "2", "ntp.refid", "c0000201", "ntp.precision", "232");
        p.has("ntp.reftime", "Apr 10, 2016 13:37:42.500000000 UTC", "ntp.org", "NULL");
        p.has("ntp.rec", "Feb 26, 2104 09:42:23.500000000 UTC", "mcast.ntp_reference", "192.0.2.1");
        assertEquals("ntp v4 server, stratum 2, reference 192.0.2.1", p.row("ntp"));
        udp(123, "16 82 0007 961a 0001 0000 0004 613d3120")
                .has("ntp.ctrl.peer_status.selection", "6", "mcast.ntp_variables", "a=1", "ntp.stratum", "");
    }

    @Test
    void ssdp() {
        Decoded p = udp(1900, hex("M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nST: ssdp:all\r\n\r\n"));
        p.has("http.request.method", "M-SEARCH", "http.request.uri", "*", "http.host", "239.255.255.250:1900");
        p.has("http.request.line", "HOST: 239.255.255.250:1900\\r\\n,ST: ssdp:all\\r\\n", "http.request", "1");
        assertEquals("ssdp M-SEARCH  ssdp:all", p.row("ssdp"));
        udp(1900, hex("HTTP/1.1 200 OK\r\nLOCATION:http://a/\r\n\r\n"))
                .has("http.response.code", "200", "http.response.phrase", "OK", "http.location", "http://a/");
        udp(1900, "0d0a0d").has("frame.protocols", "eth:ethertype:ip:udp:ssdp:data");
    }

    @Test
    void netbios() {
        String foo = "20" + hex("EGEPEPCACACACACACACACACACACACACA") + "00";
        Decoded query = udp(137, "0001 0110 0001 0000 0000 0000" + foo + "0020 0001");
        query.has("nbns.name", "FOO<20>", "nbns.type", "32", "nbns.flags.broadcast", "1", "nbns.flags.opcode", "0");
        assertEquals("nbns name query  FOO<20>", query.row("nbns"));
        udp(137, "0001 8580 0000 0001 0000 0000" + foo + "0020 0001 0000012c 0006 6000 c0000201")
                .has("nbns.name", "FOO<20> (Server service)", "nbns.addr", "192.0.2.1", "nbns.nb_flags.ont", "3");
        udp(138, "10 1a 0007 c0000201 008a 0050 0000" + foo + foo + "aa")
                .has("nbdgm.source_name", "FOO<20>", "nbdgm.node_type", "2", "nbdgm.destination_name", "FOO<20>");
    }
}
