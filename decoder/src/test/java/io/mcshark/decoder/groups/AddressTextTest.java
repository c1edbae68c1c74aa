package io.mcshark.decoder.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
    @ParameterizedTest
    @CsvSource({"0.0.0.0, 0", "239.1.2.3, 4009820675", "255.255.255.255, 4294967295"})
    void ipv4(String text, long address) {
        assertEquals(address, AddressText.parseIpv4(text));
        assertEquals(text, AddressText.ipv4((int) address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1",
                "1.2.3",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "1.2.3.4.5",
                "1.2.3.4.",
                "256.1.1.1",
                "1.1.1.256",
                "01.2.3.4",
                "1.2.3.00",
                "1.2.3.0004",
                "1.2.3.-4",
                "1.2.3.a",
                " 1.2.3.4"
            })
    void noIpv4(String text) {
        assertEquals(-1, AddressText.parseIpv4(text));
    }

    /** Text to canonical text (RFC 5952 s4). */
    @ParameterizedTest
    @CsvSource({
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:0DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "1:0:0:0:0:0:0:8, 1::8",
        "0:0:1:0:0:0:0:0, 0:0:1::",
        "ff02::192.0.2.1, ff02::c000:201",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    })
    void ipv6(String text, String canonical) {
        long[] address = new long[2];
        assertTrue(AddressText.parseIpv6(text, address));
        assertEquals(canonical, AddressText.ipv6(address[0], address[1]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "1",
                "1:",
                ":1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "12345::",
                "g::",
                "1.2.3.4",
                "::1.2.3",
                "1.2.3.4::",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::1.2.3.4:5",
                "ff02::1%eth0",
                "-1::",
                "+1::"
            })
    void noIpv6(String text) {
        assertFalse(AddressText.parseIpv6(text, new long[2]));
    }

    @Test
    void ipv6TextMeansTheSameToTheJdk() throws Exception {
        Random random = new Random(7346);
        for (int i = 0; i < 2000; i++) {
            // few non-zero words, so that runs of zeros are common
            long high = random.nextLong() & (random.nextBoolean() ? 0xffff_0000_0000_ffffL : -1L);
            long low = random.nextLong() & (random.nextBoolean() ? 0x0000_ffff_0000_0000L : 0xffffL);
            String text = AddressText.ipv6(high, low);
            long[] back = new long[2];
            assertTrue(AddressText.parseIpv6(text, back), text);
            assertEquals(high, back[0], text);
            assertEquals(low, back[1], text);
            byte[] jdk = InetAddress.getByName("[" + text + "]").getAddress();
            if (jdk.length == 16) { // the JDK turns mapped addresses into IPv4
                assertEquals(high, ByteBuffer.wrap(jdk).getLong(0), text);
                assertEquals(low, ByteBuffer.wrap(jdk).getLong(8), text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01:00:5e:00:00:fb",
                "01-00-5E-00-00-FB",
                "1:0:5e:0:0:fb",
                "0100.5e00.00fb",
                "0100:5e00:00fb",
                "01005e0000fb",
                "01005e-0000fb",
                "01.00.5e.00.00.fb"
            })
    void mac(String text) {
        assertEquals(0x0100_5e00_00fbL, AddressText.parseMac(text));
        assertEquals("01:00:5e:00:00:fb", AddressText.mac(0x0100_5e00_00fbL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "0", "01:00:5e:00:00", "01:00:5e:00:00:fb:00", "01:00-5e:00:00:fb", "001:00:5e:00:00:fb",
                "01:00:5e:00:00:", "01:00:5e:00:00:fg", "01005e0000f", "01005e0000fb0", "0100.5e00.0fb", "239.1.2.3"
            })
    void noMac(String text) {
        assertEquals(-1, AddressText.parseMac(text));
    }
}
