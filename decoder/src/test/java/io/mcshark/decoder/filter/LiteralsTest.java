package io.mcshark.decoder.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.Out;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, bytes, times and ranges of numbers as text. */
class LiteralsTest {
    @ParameterizedTest
    @CsvSource({
        "::, 00000000000000000000000000000000",
        "::1, 00000000000000000000000000000001",
        "ff02::, ff020000000000000000000000000000",
        "FF02::fB, ff0200000000000000000000000000fb",
        "1:2:3:4:5:6:7:8, 00010002000300040005000600070008",
        "1:2:3:4:5:6:7::, 00010002000300040005000600070000",
        "::ffff:192.0.2.1, 00000000000000000000ffffc0000201",
        "64:ff9b::192.0.2.1, 0064ff9b0000000000000000c0000201",
        "1:2:3:4:5:6:1.2.3.4, 00010002000300040005000601020304",
    })
    void ipv6(String text, String hex) {
        assertEquals(hex, HexFormat.of().formatHex(Addresses.ipv6(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1::",
                "12345::",
                "g::",
                "1.2.3.4",
                "::1.2.3",
                "::1.2.3.4:1",
                "1:2:3:4:5:6:7:1.2.3.4",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                "::%eth0"
            })
    void notIpv6(String text) {
        assertNull(Addresses.ipv6(text));
    }

    @Test
    void ipv6ReadsWhatIsWritten() {
        Random random = new Random(6);
        for (int i = 0; i < 2000; i++) {
            // Few set bits, so that there are gaps to abbreviate.
            long high = random.nextLong() & random.nextLong() & random.nextLong() & random.nextLong();
            long low = random.nextLong() & random.nextLong() & random.nextLong() & random.nextLong();
            String text = new Out().ipv6(high, low).toString();
            byte[] expected = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
            assertArrayEquals(expected, Addresses.ipv6(text), text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1..2.3", "01.2.3.4", "1.2.3.4 ", "a.b.c.d", "1.2.3.-4"})
    void notIpv4(String text) {
        assertEquals(-1, Addresses.ipv4(text));
    }

    @Test
    void ipv4() {
        assertEquals(0xef000007L, Addresses.ipv4("239.0.0.7"));
        assertEquals(0xffffffffL, Addresses.ipv4("255.255.255.255"));
        assertEquals(0, Addresses.ipv4("0.0.0.0"));
    }

    @ParameterizedTest
    @CsvSource({
        "01:00:5e, 01005e",
        "01-00-5E, 01005e",
        "01.00.5e, 01005e",
        "01005e, 01005e",
        "0100.5e00.0016, 01005e000016",
        "5, 05",
        "0x5, 05",
        "0xfE, fe",
        "239f, 239f",
    })
    void bytes(String text, String hex) {
        assertEquals(hex, HexFormat.of().formatHex(Addresses.bytes(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0x",
                "0x123",
                "239",
                "1:2",
                "01:00-5e",
                "0100:5e00",
                "01:",
                ":0g",
                "01::02",
                "0g",
                "٣",
                "01.005e"
            })
    void notBytes(String text) {
        assertNull(Addresses.bytes(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1.5, 1500000000",
        "-0.25, -250000000",
        "010, 10000000000",
        "0.123456789, 123456789",
        "1767225600.000000001, 1767225600000000001"
    })
    void seconds(String text, long nanos) {
        assertEquals(nanos, Times.seconds(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".5", "1.", "1e3", "0x10", "1s", "--1", "1.1234567890", "99999999999", "1,5"})
    void notSeconds(String text) {
        assertNull(Times.seconds(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-01-31 18:30:00Z         | 2026-01-31T18:30:00Z",
                "2026-01-31T18:30:00.5Z       | 2026-01-31T18:30:00.5Z",
                "2026-01-31 18:30 UTC         | 2026-01-31T18:30:00Z",
                "2026-01-31 18:30:00+01:00    | 2026-01-31T17:30:00Z",
                "2026-01-31 18:30:00 Europe/Berlin | 2026-01-31T17:30:00Z",
                "Jan 31, 2026 18:30:00.000000001 UTC | 2026-01-31T18:30:00.000000001Z",
                "Jan  3, 2026 18:30:00 UTC    | 2026-01-03T18:30:00Z",
                "1969-12-31 23:59:59.5Z       | 1969-12-31T23:59:59.5Z",
            })
    void dates(String text, Instant instant) {
        long nanos = instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
        assertEquals(nanos, Times.date(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not a date",
                "2026-02-30",
                "2026-13-01 00:00:00",
                "18:30",
                "2026-01-31 25:00:00",
                "9999-01-01"
            })
    void notDates(String text) {
        assertNull(Times.date(text), text);
    }

    @Test
    void aDateAloneIsItsFirstMomentHere() {
        assertEquals(0, (Times.date("2026-02-01") - Times.date("2026-01-31")) % 3_600_000_000_000L);
        assertEquals(Times.date("2026-01-31 00:00:00"), Times.date("2026-01-31"));
    }

    @Test
    void rangesHoldWhatWasPutIn() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            boolean signed = random.nextBoolean();
            Ranges ranges = new Ranges(signed);
            long[] ends = new long[2 * random.nextInt(12)];
            for (int k = 0; k < ends.length; k += 2) {
                long a = random.nextInt(200) - 100;
                long b = random.nextInt(200) - 100;
                ends[k] = ranges.compare(a, b) <= 0 ? a : b;
                ends[k + 1] = ranges.compare(a, b) <= 0 ? b : a;
                ranges.add(ends[k], ends[k + 1]);
            }
            ranges.ready();
            for (long value = -110; value <= 110; value++) {
                boolean in = false;
                for (int k = 0; k < ends.length; k += 2) {
                    in |= ranges.compare(ends[k], value) <= 0 && ranges.compare(value, ends[k + 1]) <= 0;
                }
                assertEquals(in, ranges.contains(value));
            }
        }
        assertTrue(Ranges.of(false, 0, -1).contains(Long.MIN_VALUE));
    }
}
