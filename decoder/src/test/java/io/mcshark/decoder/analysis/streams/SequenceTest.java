package io.mcshark.decoder.analysis.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcshark.decoder.analysis.streams.Sequence.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SequenceTest {
    private final Sequence sequence = new Sequence(16);
    private final List<Outcome> outcomes = new ArrayList<>();
    private long lost;

    private void take(long... numbers) {
        for (long number : numbers) {
            outcomes.add(sequence.take(number & 0xffff));
            lost += sequence.missing();
        }
    }

    private long count(Outcome outcome) {
        return outcomes.stream().filter(o -> o == outcome).count();
    }

    @Test
    void tellsLossFromRepetition() {
        take(1, 2, 4, 5, 5, 3, 9);
        assertEquals(
                List.of(
                        Outcome.NEXT,
                        Outcome.NEXT,
                        Outcome.GAP,
                        Outcome.NEXT,
                        Outcome.REPEATED,
                        Outcome.LATE,
                        Outcome.GAP),
                outcomes);
        assertEquals(3, lost); // 6, 7, 8: not 2, as expected less received would have it
    }

    @Test
    void goesOnBeyondSixteenBits() {
        take(65534, 65535, 0, 2, 1, 65535, 3);
        assertEquals(0, lost);
        assertEquals(1, count(Outcome.LATE));
        assertEquals(1, count(Outcome.REPEATED));
        assertEquals(65536 + 3, sequence.at());
    }

    @Test
    void whatComesBeforeTheFirstIsLateAndOpensNoLossOfItsOwn() {
        take(10, 8, 9, 11);
        assertEquals(0, lost);
        assertEquals(2, count(Outcome.LATE));
        take(5);
        assertEquals(2, lost); // 6 and 7 are between two that came
    }

    @Test
    void aFarNumberIsStrayUntilTheNextFollowsIt() {
        take(1, 2, 30_000, 3, 4);
        assertEquals(1, count(Outcome.STRAY));
        assertEquals(0, lost);
        take(40_000, 40_001, 40_002, 40_000);
        assertEquals(1, count(Outcome.RESTARTED));
        assertEquals(1, count(Outcome.REPEATED));
        assertEquals(0, lost);
    }

    @Test
    void countsMessagesWherePacketsHaveSeveral() {
        Sequence messages = new Sequence(64);
        assertEquals(Outcome.NEXT, messages.take(1, 3));
        assertEquals(Outcome.GAP, messages.take(7, 0)); // a heartbeat tells of three that did not come
        assertEquals(3, messages.missing());
        assertEquals(Outcome.LATE, messages.take(4, 3));
        assertEquals(-3, messages.missing());
        assertEquals(Outcome.REPEATED, messages.take(2, 2));
        assertEquals(Outcome.NEXT, messages.take(7, 5));
        assertEquals(Outcome.GAP, messages.take(15, 2));
        assertEquals(3, messages.missing());
    }

    @Test
    void hostileNumbersNeitherHangNorOverflow() {
        Sequence messages = new Sequence(64);
        for (long number : new long[] {5, Long.MIN_VALUE, -1, Long.MAX_VALUE, 0, 1L << 62, 5 + (1L << 63), 6}) {
            messages.take(number, 65534);
            messages.take(number, 0);
        }
        assertTrue(messages.missing() < 1L << 32);
    }

    /** Packets lost, repeated and put late at random, with the truth kept beside. */
    @Test
    void agreesWithThePlanOfASpoiler() {
        Random random = new Random(7);
        List<Long> sent = new ArrayList<>();
        Set<Long> came = new HashSet<>();
        long repeated = 0;
        for (long i = 60_000; i < 160_000; i++) {
            int dice = random.nextInt(100);
            if (dice == 0 && i > 60_000 && i < 159_999) {
                continue;
            }
            sent.add(i);
            if (dice == 1) {
                sent.add(i);
                repeated++;
            }
        }
        for (int i = 10; i + 20 < sent.size(); i += 25) {
            sent.add(i + random.nextInt(20), sent.remove(i));
        }
        long late = 0;
        long most = Long.MIN_VALUE;
        for (long number : sent) {
            late += number < most && came.add(number) ? 1 : 0;
            came.add(number);
            most = Math.max(most, number);
            take(number);
        }
        assertEquals(100_000 - came.size(), lost);
        assertEquals(repeated, count(Outcome.REPEATED));
        assertEquals(late, count(Outcome.LATE));
    }
}
