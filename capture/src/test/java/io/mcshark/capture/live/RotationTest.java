package io.mcshark.capture.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RotationTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aFileIsFullWithThePacketThatReachesTheSize() {
        Rotation rotation = new Rotation(1000, 5, null, null, 0, false);
        assertFalse(rotation.full(999, 4));
        assertTrue(rotation.full(1000, 4));
        assertTrue(rotation.full(0, 5));
        assertFalse(Rotation.NONE.full(Long.MAX_VALUE, Long.MAX_VALUE));
        assertFalse(Rotation.NONE.rotates());
    }

    @Test
    void timeEndsByPeriodOrByTheWallClock() {
        long at = 1_000_003 * SECOND;
        assertEquals(Long.MAX_VALUE, Rotation.NONE.until(at));
        assertEquals(at + 2 * SECOND, new Rotation(0, 0, Duration.ofSeconds(2), null, 0, false).until(at));
        Rotation every = new Rotation(0, 0, null, Duration.ofSeconds(10), 0, false);
        assertEquals(1_000_010 * SECOND, every.until(at));
        assertEquals(1_000_020 * SECOND, every.until(1_000_010 * SECOND));
    }
}
