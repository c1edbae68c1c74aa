package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcshark.cli.Quantities;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    /** Even a rate whose gap is no whole number of nanoseconds is kept to the nanosecond after any number of pieces. */
    @Test
    void aRateDoesNotDrift() {
        Pace pace = Pace.at(Quantities.rate("300000pps"));
        for (int i = 0; i < 3_000_000; i++) {
            pace.sent(1316);
        }
        assertEquals(10_000_000_000L, pace.dueNanos());
    }

    @Test
    void bitsAreThoseOfThePayload() {
        Pace pace = Pace.at(Quantities.rate("8kbps"));
        assertEquals(0, pace.dueNanos());
        pace.sent(500);
        assertEquals(500_000_000L, pace.dueNanos());
        pace.sent(250);
        assertEquals(750_000_000L, pace.dueNanos());
    }

    @Test
    void anIntervalIsBetweenPieces() {
        Pace pace = Pace.every(Duration.ofMillis(20));
        pace.sent(1);
        pace.sent(1);
        pace.passed();
        assertEquals(40_000_000L, pace.dueNanos());
    }

    @Test
    void aBurstIsAtOnceAndTheRateIsKept() {
        Pace interval = Pace.every(Duration.ofMillis(20)).bursts(3);
        Pace rate = Pace.at(Quantities.rate("1000pps")).bursts(3);
        Pace bits = Pace.at(Quantities.rate("8kbps")).bursts(3);
        for (int i = 0; i < 7; i++) {
            assertEquals(i / 3 * 20_000_000L, interval.dueNanos());
            assertEquals(i / 3 * 3_000_000L, rate.dueNanos());
            assertEquals(i / 3 * 300_000_000L, bits.dueNanos());
            interval.sent(100);
            rate.sent(100);
            bits.sent(100);
        }
    }

    @Test
    void nothingSaidIsOnePassASecondAndItsPiecesAtOnce() {
        Pace pace = Pace.usual();
        pace.sent(1);
        pace.sent(1);
        assertEquals(0, pace.dueNanos());
        pace.passed();
        assertEquals(1_000_000_000L, pace.dueNanos());
    }
}
