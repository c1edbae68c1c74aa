package io.mcshark.decoder.analysis.compare;

import java.util.HashSet;
import java.util.Set;

/** The numbers that a point has not had between those it had; those that the other point has are filled in. */
final class Holes {
    /** The most that are kept. */
    static final int MOST = 1 << 18;

    /** So many numbers or more further on, or this far back, a stream begins anew: RFC 3550, A.1. */
    static final int MAX_DROPOUT = 3000, MAX_MISORDER = 100;

    private record Hole(int stream, long number) {}

    private final Set<Hole> open = new HashSet<>();
    private long unknown;

    /** A's next packet of a stream: the numbers from {@code number} on, so many, extended beyond their width. */
    void pass(Twin twin, long number, int count, long source) {
        long expected = twin.number;
        long ahead = number - expected;
        if (!twin.numbered || twin.numberSource != source || ahead >= MAX_DROPOUT || -ahead - count > MAX_MISORDER) {
            twin.numbered = true;
            twin.numberSource = source;
            twin.number = number + count;
            return;
        }
        for (long missing = expected; missing < number; missing++) {
            if (open.size() < MOST) {
                open.add(new Hole(twin.id, missing));
                twin.hole();
            } else {
                unknown++;
            }
        }
        if (number < expected) {
            fill(twin, number, count);
        }
        twin.number = Math.max(expected, number + count);
    }

    /** Numbers that were there after all. */
    void fill(Twin twin, long number, int count) {
        if (twin.holes() == 0) {
            return;
        }
        for (long n = number; n < number + count; n++) {
            if (open.remove(new Hole(twin.id, n))) {
                twin.filled();
            }
        }
    }

    /** How many were not kept for want of room. */
    long unknown() {
        return unknown;
    }
}
