package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A sender that sends one datagram in a millisecond, by a clock of its own, to a receiver that listens since 1 s. */
class NumbersTest {
    private static final long READY = 1_000_000_000L, SPACING = 1_000_000, TRANSIT = 77_000_000_000L;

    private final Numbers numbers = new Numbers(Long.SIZE, true, READY);

    /** @param begun when number 0 was sent, by the receiver's clock */
    private void take(long begun, long... all) {
        for (long number : all) {
            long nanos = begun + number * SPACING;
            numbers.take(1, number, nanos - TRANSIT, nanos);
        }
    }

    @Test
    void whatIsMissingRepeatedAndLateIsCountedApart() {
        take(READY, 0, 1, 2, 5, 5, 4, 6);
        assertEquals(6, numbers.received());
        assertEquals(1, numbers.lost());
        assertEquals(1, numbers.duplicate());
        assertEquals(1, numbers.reordered());
        assertEquals(1 / 7.0, numbers.loss());
    }

    @Test
    void whatIsMissingAtTheBeginningIsLostWhereTheReceiverWasThere() {
        take(READY + 1, 3, 4, 5);
        assertEquals(3, numbers.lost());
    }

    @Test
    void whatWasSentBeforeTheReceiverListenedIsNotLost() {
        take(READY - 1, 3, 4, 5);
        assertEquals(0, numbers.lost());
    }

    @Test
    void aLateFirstIsOutOfOrder() {
        take(READY + 1, 2, 0, 3);
        assertEquals(1, numbers.lost());
        assertEquals(1, numbers.reordered());
    }

    @Test
    void anotherRunBeginsAnew() {
        take(READY + 1, 2, 3);
        numbers.take(2, 0, 0, READY + 9_000_000);
        numbers.take(2, 1, SPACING, READY + 10_000_000);
        assertEquals(2, numbers.lost());
        assertEquals(4, numbers.received());
        assertEquals(1, numbers.restarts());
    }

    /** RFC 3550, 6.4.1: a sixteenth of the difference. */
    @Test
    void jitterIsThatOfTheRfc() {
        take(READY, 0, 1);
        assertEquals(0, numbers.jitter());
        numbers.take(1, 2, READY - TRANSIT + 2 * SPACING, READY + 2 * SPACING + 160_000);
        assertEquals(10_000, numbers.jitter());
    }
}
