package io.mcshark.decoder.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QuantityTest {
    @Test
    void whatRoundsToAThousandHasTheNextUnit() {
        assertEquals("1 s", Quantity.duration(999_999_000));
        assertEquals("999.9 ms", Quantity.duration(999_900_000));
        assertEquals("1 ms", Quantity.duration(999_960));
        assertEquals("1 Mbit/s", Quantity.rate(999_960));
        assertEquals("999.9 kbit/s", Quantity.rate(999_900));
    }
}
