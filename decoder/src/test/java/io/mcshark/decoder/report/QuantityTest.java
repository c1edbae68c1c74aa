package io.mcshark.decoder.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers with units, for people. */
class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 bit/s",
        "1, 1 bit/s",
        "999.94, 999.9 bit/s",
        "999.96, 1 kbit/s",
        "12345678, 12.35 Mbit/s",
        "999960000, 1 Gbit/s",
        "-1500, -1.5 kbit/s",
        "1.5e18, 1500000 Tbit/s"
    })
    void rates(double bits, String text) {
        assertEquals(text, Quantity.rate(bits));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "1, 1 ns",
        "999, 999 ns",
        "1000, 1 µs",
        "999949, 999.9 µs",
        "999999, 1 ms",
        "12345678, 12.35 ms",
        "999999999, 1 s",
        "1500000000, 1.5 s",
        "119900000000, 119.9 s",
        "120000000000, 2 min 0 s",
        "260000000000, 4 min 20 s",
        "7199400000000, 119 min 59 s",
        "7199600000000, 2 h 0 min",
        "-1500000, -1.5 ms"
    })
    void durations(long nanos, String text) {
        assertEquals(text, Quantity.duration(nanos));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 %",
        "1, 100 %",
        "0.1234, 12.34 %",
        "0.000001, <0.001 %",
        "0.0000456, 0.00456 %",
        "0.99999999, >99.999 %"
    })
    void shares(double share, String text) {
        assertEquals(text, Quantity.share(share));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.000123456, 0.000123",
        "0.0999, 0.0999",
        "0.1234, 0.123",
        "1.5, 1.5",
        "9.9999, 10",
        "12345.6, 12346"
    })
    void digits(double value, String text) {
        assertEquals(text, Quantity.digits(value));
    }

    @ParameterizedTest
    @CsvSource({"999, 999", "1234, 1.234 k", "12345678, 12.35 M"})
    void plainNumbers(double value, String text) {
        assertEquals(text, Quantity.scaled(value, ""));
    }
}
