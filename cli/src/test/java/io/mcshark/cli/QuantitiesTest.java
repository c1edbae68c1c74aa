package io.mcshark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.cli.Quantities.Rate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "200ms, PT0.2S",
        "2s, PT2S",
        "1m, PT1M",
        "1min, PT1M",
        "1.5h, PT1H30M",
        "0.2s, PT0.2S",
        "10us, PT0.00001S",
        "10µs, PT0.00001S",
        "7ns, PT0.000000007S",
        "0, PT0S",
        "0ms, PT0S",
        "1000h, PT1000H"
    })
    void durationsHaveUnits(String text, Duration expected) {
        assertEquals(expected, Quantities.duration(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "200", "ms", "2 weeks", "-1s", "1e3s", "1,5s", "2S", "99999999h", "2s3"})
    void whatIsNoDurationIsRefused(String text) {
        UserError e = assertThrows(UserError.class, () -> Quantities.duration(text));
        assertTrue(e.getMessage().startsWith("'" + text + "' is no duration"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1316, 1316",
        "64k, 65536",
        "64K, 65536",
        "10M, 10485760",
        "1.5k, 1536",
        "2KiB, 2048",
        "2G, 2147483648",
        "9b, 9"
    })
    void sizesArePowersOf1024(String text, long bytes) {
        assertEquals(bytes, Quantities.size(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "-1", "1.3", "0x10", "10T", "1k5", "999999999999999999G"})
    void whatIsNoSizeIsRefused(String text) {
        assertThrows(UserError.class, () -> Quantities.size(text));
    }

    @ParameterizedTest
    @CsvSource({
        "1000pps, PACKETS, 1000",
        "2.5kpps, PACKETS, 2500",
        "20Mbps, BITS, 20000000",
        "20mbps, BITS, 20000000",
        "20Mbit/s, BITS, 20000000",
        "1Gbps, BITS, 1000000000",
        "64kbps, BITS, 64000",
        "0.5pps, PACKETS, 0.5"
    })
    void ratesArePowersOf1000(String text, Rate.Unit unit, double perSecond) {
        assertEquals(new Rate(perSecond, unit), Quantities.rate(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1000", "0pps", "-5pps", "20M", "20MBps", "20MB/s", "fast"})
    void whatIsNoRateIsRefused(String text) {
        assertThrows(UserError.class, () -> Quantities.rate(text));
    }

    @Test
    void aRateSaysWhenSoMuchHasBeenSent() {
        assertEquals(2_000_000_000, Quantities.rate("1000pps").nanos(2000, 123));
        assertEquals(4_000_000, Quantities.rate("20Mbps").nanos(1, 10_000));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 bit/s",
        "999, 999 bit/s",
        "1000, 1.00 kbit/s",
        "99960, 100 kbit/s",
        "19999990, 20.0 Mbit/s",
        "999600, 1.00 Mbit/s",
        "2.5e12, 2500 Gbit/s"
    })
    void bitRatesHaveThreeFigures(double rate, String text) {
        assertEquals(text, Quantities.bitRate(rate));
    }
}
