package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final long STEP = 100_000, BIN = 10_000_000;

    /** Sends 30,000 pieces, ten a millisecond, with a stall after two seconds. @return how many went in each 10 ms */
    private static int[] sent(long stall) {
        Slots slots = new Slots(0);
        int[] bins = new int[301];
        long now = 0;
        for (int i = 0; i < 30_000; i++) {
            long due = i * STEP;
            long slot = slots.next(due, now);
            assertTrue(slot >= due, "never early");
            now = Math.max(now, slot);
            now += i == 20_000 ? stall : 0;
            bins[(int) Math.min(300, now / BIN)]++;
        }
        return bins;
    }

    @Test
    void whatIsInTimeGoesWhenItIsDue() {
        int[] bins = sent(0);
        for (int i = 0; i < 300; i++) {
            assertEquals(100, bins[i]);
        }
    }

    @Test
    void aShortStallIsMadeUpForWithoutABurst() {
        int[] bins = sent(30_000_000);
        for (int i = 0; i < 300; i++) {
            assertTrue(bins[i] <= 120 + (i == 203 ? 10 : 0), i + ": " + bins[i]);
        }
        assertEquals(100, bins[299], "it has caught up");
        assertEquals(0, bins[300]);
    }

    @Test
    void aLongStallIsMadeUpForFaster() {
        int[] bins = sent(500_000_000);
        assertTrue(bins[251] > 500, "it hurries: " + bins[251]);
        assertTrue(bins[252] < 3000, "and does not burst: " + bins[252]);
        assertEquals(0, bins[300], "the average holds");
    }
}
