package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.Decoded;
import org.junit.jupiter.api.Test;

/** Values checked against tshark 4.0.17. */
class UdpTest {
    private static final int UDP = 17;

    private static void check(Decoded p, String... fieldsAndValues) {
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            assertEquals(fieldsAndValues[i + 1], p.get(fieldsAndValues[i]), fieldsAndValues[i]);
        }
    }

    @Test
    void aDatagram() {
        Decoded p = Decoded.ipv4(UDP, "03e8 07d0 000d 9fcd 68656c6c6f").sayAll();
        check(p, "udp.srcport", "1000", "udp.dstport", "2000", "udp.port", "1000,2000", "udp.length", "13");
        check(p, "udp.checksum", "0x9fcd", "udp.checksum.status", "2", "udp.payload", "68656c6c6f");
        check(p, "frame.protocols", "eth:ethertype:ip:udp:data");
        assertEquals("udp 5", p.row("udp"));
    }

    @Test
    void checksumOverThePseudoHeader() {
        check(
                Decoded.verified4(UDP, "03e8 07d0 000d fd43 68656c6c6f"),
                "udp.checksum.status",
                "1",
                "udp.checksum.bad",
                "");
        Decoded bad = Decoded.verified4(UDP, "03e8 07d0 000d fd44 68656c6c6f");
        check(bad, "udp.checksum.status", "0", "udp.checksum.bad", "1");
        assertEquals("udp 5 [bad checksum]", bad.row("udp"));
        check(Decoded.verified4(UDP, "03e8 07d0 000d 0000 68656c6c6f"), "udp.checksum.status", "3");
    }

    @Test
    void aLengthThatLies() {
        Decoded less = Decoded.ipv4(UDP, "03e8 07d0 0005 9fcd 68656c6c6f").sayAll();
        check(less, "udp.length", "5", "udp.length.bad", "1", "udp.checksum", "", "udp.payload", "");
        check(less, "frame.protocols", "eth:ethertype:ip:udp", "_ws.malformed", "Malformed Packet");
        assertEquals("udp [bad length 5]", less.row("udp"));
        Decoded more = Decoded.verified4(UDP, "03e8 07d0 0064 9fcd 68656c6c6f").sayAll();
        check(more, "udp.length.bad", "1", "udp.payload", "68656c6c6f", "udp.checksum.status", "2");
        assertEquals("udp 92 [bad length 100]", more.row("udp"));
        // RFC 768: the length says where the data ends, whatever IP carries behind it.
        Decoded trailing = Decoded.ipv4(UDP, "03e8 07d0 000a 9fcd 68656c6c6f").sayAll();
        check(trailing, "udp.length.bad", "", "udp.payload", "6865", "data.data", "6865");
    }

    @Test
    void cutDatagramsShowWhatIsThere() {
        String hex = "03e8 07d0 000d 9fcd 68656c6c6f";
        check(
                Decoded.ipv4(UDP, hex, 3).sayAll(),
                "udp.srcport",
                "",
                "frame.protocols",
                "eth:ethertype:ip",
                "_ws.short",
                "Packet size limited during capture");
        check(Decoded.ipv4(UDP, hex, 4).sayAll(), "udp.dstport", "2000", "udp.length", "");
        check(Decoded.ipv4(UDP, hex, 7).sayAll(), "udp.length", "13", "udp.checksum", "");
        Decoded cut = Decoded.ipv4(UDP, hex, 10).sayAll();
        check(cut, "udp.checksum", "0x9fcd", "udp.payload", "6865", "udp.length.bad", "");
        assertEquals("udp 5", cut.row("udp"));
    }

    @Test
    void anEmptyDatagramHasNoPayload() {
        check(
                Decoded.ipv4(UDP, "03e8 07d0 0008 0000").sayAll(),
                "udp.payload",
                "",
                "frame.protocols",
                "eth:ethertype:ip:udp");
    }
}
