package io.mcshark.cli.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final int SENT = 10_000;

    private final List<Integer> gone = new ArrayList<>();
    private final Faults.Way way = datagram -> gone.add((datagram[0] & 0xff) << 8 | datagram[1] & 0xff);

    private Faults send(double lose, double duplicate, double reorder, int by, long seed) throws IOException {
        gone.clear();
        Faults faults = new Faults(new Faults.Settings(lose, duplicate, reorder, by, 0, seed), 1);
        byte[] datagram = new byte[2]; // the same array each time, as a sender has it
        for (int i = 0; i < SENT; i++) {
            datagram[0] = (byte) (i >> 8);
            datagram[1] = (byte) i;
            faults.pass(datagram, 0, way);
        }
        faults.end(0, way);
        return faults;
    }

    @Test
    void whatIsSaidIsWhatWasDone() throws IOException {
        Faults faults = send(0.02, 0.03, 0.04, 3, 7);
        int late = 0, again = 0, highest = -1;
        HashSet<Integer> seen = new HashSet<>();
        for (int number : gone) {
            if (!seen.add(number)) {
                again++;
            } else if (number < highest) {
                late++;
            }
            highest = Math.max(highest, number);
        }
        assertEquals(faults.lost(), SENT - seen.size());
        assertEquals(faults.duplicated(), again);
        assertEquals(faults.reordered(), late);
        assertEquals(0.02, faults.lost() / (double) SENT, 0.005);
        assertEquals(0.03, faults.duplicated() / (double) SENT, 0.005);
        assertEquals(0.04, faults.reordered() / (double) SENT, 0.005);
    }

    @Test
    void theSameSeedIsTheSamePlan() throws IOException {
        send(0.1, 0.1, 0.1, 2, 5);
        List<Integer> first = List.copyOf(gone);
        send(0.1, 0.1, 0.1, 2, 5);
        assertEquals(first, gone);
        send(0.1, 0.1, 0.1, 2, 6);
        assertTrue(!first.equals(gone));
    }

    @Test
    void oneHeldBackGoesBehindSoManyOthers() throws IOException {
        send(0, 0, 0.001, 5, 1);
        for (int i = 1; i < gone.size() - 1; i++) {
            if (gone.get(i) < gone.get(i - 1)) {
                assertEquals(gone.get(i) + 5, gone.get(i - 1));
            }
        }
    }

    /** Held back at the end, with nothing behind it: that is not out of order. */
    @Test
    void theLastCannotBeLate() throws IOException {
        Faults faults = send(0, 0, 1, 3, 1);
        assertEquals(0, faults.reordered());
        assertEquals(SENT, gone.size());
    }
}
