package io.mcshark.decoder.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.decoder.Decoded;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Values checked against tshark 4.0.17, but for the extensions that it does not look for. */
class IcmpTest {
    /** The beginning of a datagram of 228 bytes from 192.0.2.1 port 1000 to 192.0.2.2 port 2000. */
    private static final String QUOTE = "450000e4000100004011f604c0000201c000020203e807d000d0b4d8";

    private static final String EXTENSIONS = "20009cf100080101000641ff";

    private static Decoded icmp(String hex) {
        return Decoded.ipv4(1, hex).sayAll();
    }

    private static void check(Decoded p, String... fieldsAndValues) {
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            assertEquals(fieldsAndValues[i + 1], p.get(fieldsAndValues[i]), fieldsAndValues[i]);
        }
    }

    @Test
    void echo() {
        Decoded p = icmp("0000b99100170001" + "6162636465666768".repeat(4));
        check(p, "icmp.type", "0", "icmp.code", "0", "icmp.checksum", "0xb991", "icmp.checksum.status", "1");
        check(p, "icmp.ident", "23", "icmp.ident_le", "5888", "icmp.seq", "1", "icmp.seq_le", "256");
        check(p, "data.len", "32", "frame.protocols", "eth:ethertype:ip:icmp:data");
        assertEquals("icmp echo reply, id 23, seq 1, 32 bytes", p.row("icmp"));
        Decoded bad = icmp("0000b99200170001" + "6162636465666768".repeat(4));
        check(bad, "icmp.checksum.status", "0", "icmp.checksum_bad", "1");
    }

    @Test
    void errorsQuoteAPacket() {
        Decoded p = icmp("030435bf000005dc" + QUOTE);
        check(p, "icmp.unused", "0000", "icmp.mtu", "1500", "ip.src", "192.0.2.1,192.0.2.1", "udp.dstport", "2000");
        check(p, "frame.protocols", "eth:ethertype:ip:icmp:ip:udp", "udp.length.bad", "", "udp.checksum.status", "2");
        assertEquals("icmp fragmentation needed, mtu 1500, quoting 192.0.2.1.1000 > 192.0.2.2.2000", p.row("icmp"));
        Decoded redirect = icmp("0501773ac0000263" + QUOTE);
        check(redirect, "icmp.redir_gw", "192.0.2.99", "icmp.code", "1");
        assertEquals(
                "icmp redirect for host to 192.0.2.99, quoting 192.0.2.1.1000 > 192.0.2.2.2000", redirect.row("icmp"));
        check(icmp("0c001e9f14000000" + QUOTE), "icmp.pointer", "20", "icmp.unused", "000000");
    }

    @Test
    void aQuotedMessageIsNotVerifiedAndNeverMalformed() {
        Decoded p = icmp("030dded4 00000000 45000024000100004001f6d4c0000201c0000202 0800160600170001");
        check(p, "icmp.type", "3,8", "icmp.checksum.status", "1,2", "icmp.ident", "23");
        check(icmp("03037706 00000000 450000e4000100004011"), "frame.protocols", "eth:ethertype:ip:icmp:data");
    }

    @Test
    void aQuotedSegmentThatIsThereWholeIsVerified() {
        String segment = "450000280001000040060000 c0000201 ef010203 03e80050 10000005 20000006 501003e8 ";
        Decoded whole =
                Decoded.verified4(1, "03000000 00000000" + segment + "c4a30000").sayAll();
        check(whole, "tcp.checksum.status", "1", "tcp.len", "", "tcp.seq_raw", "268435461");
        check(Decoded.verified4(1, "03000000 00000000" + segment + "c4a3").sayAll(), "tcp.checksum.status", "2");
    }

    @Test
    void extensionsBehindTheLengthThatIsGiven() {
        String rest = QUOTE + "68656c6c6f".repeat(20);
        Decoded p = icmp("0b0056a2 00200000" + rest + EXTENSIONS);
        check(p, "icmp.unused", "00,0000", "icmp.length", "32", "icmp.length.original_datagram", "128");
        check(p, "icmp.ext.version", "2", "icmp.ext.checksum.status", "1", "icmp.ext.class", "1");
        check(p, "icmp.mpls.label", "100", "icmp.mpls.s", "1", "icmp.mpls.ttl", "255", "icmp.ext.data", "");
        // RFC 4884, 5.5: older routers give no length and quote 128 bytes.
        check(icmp("0b0056c2 00000000" + rest + EXTENSIONS), "icmp.unused", "00000000", "icmp.mpls.label", "100");
        check(icmp("0b0056c2 00000000" + rest + "20009cf200080101000641ff"), "icmp.mpls.label", "");
    }

    @Test
    void otherMessages() {
        Decoded routers = icmp("0900e9eb 02020708 c0000201 00000005 c0000202 80000000");
        check(routers, "icmp.num_addrs", "2", "icmp.lifetime", "1800", "icmp.router_address", "192.0.2.1,192.0.2.2");
        check(routers, "icmp.pref_level", "5,-2147483648");
        Decoded times = icmp("0e0071e1 00170001 00000001 00000002 80000003");
        check(times, "icmp.originate_timestamp", "1", "icmp.transmit_timestamp", "2147483651");
        check(icmp("1100efe6 00170001 ffffff00"), "icmp.address_mask", "255.255.255.0", "icmp.seq", "1");
        Decoded extended = icmp("2a00e439 00170101 20000000 00080301 65746830");
        check(extended, "icmp.ext.echo.seq", "1", "icmp.ext.echo.req.local", "1", "icmp.ext.class", "3");
        check(extended, "icmp.ext.checksum.status", "3", "icmp.ext.data", "65746830", "icmp.ident", "23");
        assertEquals("icmp type 99 code 7", icmp("630793f20102030405").row("icmp"));
    }

    @Test
    void everyCutAndEveryLieIsSurvived() {
        for (String hex : new String[] {
            "0b0056a200200000" + QUOTE + "68656c6c6f".repeat(20) + EXTENSIONS,
            "0900e9eb02020708c000020100000005c000020280000000",
            "0e0071e100170001000000010000000280000003",
            "0c001e9f14000000" + QUOTE
        }) {
            int length = hex.length() / 2;
            for (int captured = 0; captured <= length; captured++) {
                Decoded.ipv4(1, hex, captured).sayAll();
                icmp(hex.substring(0, captured * 2));
            }
            for (int i = 0; i < length; i++) {
                byte[] lie = Decoded.bytes(hex);
                lie[i] = (byte) 0xff;
                icmp(HexFormat.of().formatHex(lie));
            }
        }
    }
}
