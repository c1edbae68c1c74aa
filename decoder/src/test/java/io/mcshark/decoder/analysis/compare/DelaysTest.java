package io.mcshark.decoder.analysis.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DelaysTest {
    private final Delays delays = new Delays();

    @Test
    void sharesGoFromTheMostNegativeToTheLargest() {
        assertTrue(delays.isEmpty());
        for (int i = -50; i < 50; i++) {
            delays.add(i * 1000);
        }
        assertEquals(-50_000, delays.at(0));
        assertEquals(-25_000, delays.at(0.26), 250);
        assertEquals(24_000, delays.at(0.75), 250);
        assertEquals(49_000, delays.at(1));
        assertEquals(-50_000, delays.least());
        assertEquals(49_000, delays.most());
    }

    @Test
    void countsMoreThanThirtyTwoBitsHold() {
        for (int sign : new int[] {1, -1}) {
            delays.add(sign * 1000, Integer.MAX_VALUE);
            delays.add(sign * 1000);
            delays.add(sign * 5000, Integer.MAX_VALUE);
        }
        assertEquals(-5000, delays.at(0.2), 50);
        assertEquals(-1000, delays.at(0.3), 10);
        assertEquals(1000, delays.at(0.6), 10);
        assertEquals(5000, delays.at(0.8), 50);
    }
}
