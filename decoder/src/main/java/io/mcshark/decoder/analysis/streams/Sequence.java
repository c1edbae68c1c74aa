package io.mcshark.decoder.analysis.streams;

import java.util.Arrays;

/**
 * What became of numbered packets: which number comes next, and which of the last {@link #WINDOW} came. Numbers of few bits are
 * extended (RFC 3550, A.1). A number is missing once a later one came, and no longer when it comes late: what is missing in the
 * end is lost. A number that came before is a repetition. A number far from the others is taken for a new beginning when the
 * next one follows it, else it counts as stray.
 */
public final class Sequence {
    /** How far behind the newest a packet may be and still be told from a repetition. */
    public static final int WINDOW = 1024;

    /** RFC 3550, A.1: from a larger jump on, 16 bits say more of a new beginning than of loss. */
    static final int MAX_DROPOUT = 3000;

    /** What a number says. */
    public enum Outcome {
        /** The next one. */
        NEXT,
        /** Others are missing before it. */
        GAP,
        /** It came before. */
        REPEATED,
        /** It was missing. */
        LATE,
        /** It belongs to nothing seen. */
        STRAY,
        /** Numbers begin anew. */
        RESTARTED
    }

    private static final long NOWHERE = Long.MIN_VALUE;

    private final int width;
    private final long mask;
    private final int window;
    private final long dropout;
    private final long[] seen = new long[WINDOW / Long.SIZE];
    private boolean begun;
    private long base;
    private long next;

    /** All numbers from this one to the next came, noted in {@link #seen} or not: most packets touch nothing else. */
    private long solid;

    private long awaited = NOWHERE;
    private long awaitedFrom;
    private long missing;
    private long at;
    private boolean resumed;

    /** @param width bits that the numbers have */
    public Sequence(int width) {
        this.width = width;
        mask = width < Long.SIZE ? (1L << width) - 1 : -1L;
        window = width < 12 ? 1 << width - 2 : WINDOW;
        dropout = width < 14 ? 1L << width - 2 : width == 16 ? MAX_DROPOUT : width < 32 ? 1 << 16 : 1L << 24;
    }

    public Outcome take(long number) {
        return isNext(number) ? Outcome.NEXT : take(number, 1);
    }

    /** Whether it is the next number, which is then taken note of. */
    boolean isNext(long number) {
        if (!begun || (number - next & mask) != 0) {
            return false;
        }
        at = next++;
        missing = 0;
        return true;
    }

    /**
     * Takes note of a packet.
     *
     * @param count how many numbers it has, from {@code number} on; 0 tells only what the next one will be
     */
    public Outcome take(long number, long count) {
        missing = 0;
        if (!begun) {
            return begin(number, count, Outcome.NEXT);
        }
        long ahead = number - next;
        if (width < Long.SIZE) {
            ahead = ahead << Long.SIZE - width >> Long.SIZE - width;
        }
        at = next + ahead;
        settle();
        Outcome outcome = Outcome.NEXT;
        if (ahead == 0) {
            advance(count);
        } else {
            outcome = ahead > 0 ? ahead(ahead, count) : behind(-ahead, count);
        }
        solid = next;
        return outcome;
    }

    /** Notes in {@link #seen} what came in a row. */
    private void settle() {
        for (long i = Math.max(solid, next - WINDOW); i < next; i++) {
            mark(i);
        }
    }

    /** By the last packet: how many numbers more are missing before it; below 0, how many less are missing because of it. */
    public long missing() {
        return missing;
    }

    /** The last packet's number, extended. */
    long at() {
        return at;
    }

    /** Whether the last new beginning showed with its second packet. */
    boolean resumed() {
        return resumed;
    }

    /** Forgets all. */
    public void restart() {
        begun = false;
        resumed = false;
    }

    private Outcome begin(long number, long count, Outcome outcome) {
        begun = true;
        at = number;
        base = number;
        next = number;
        awaited = NOWHERE;
        Arrays.fill(seen, 0);
        advance(count);
        solid = next;
        return outcome;
    }

    private Outcome ahead(long ahead, long count) {
        if (ahead > dropout) {
            return far(count);
        }
        missing = ahead;
        skip(ahead);
        advance(count);
        return Outcome.GAP;
    }

    private Outcome behind(long behind, long count) {
        if (count == 0) {
            return Outcome.NEXT; // an old hint
        }
        if (behind < 0 || behind > window) {
            return far(count);
        }
        long end = at + count;
        long stop = Math.min(end, next);
        long fresh = 0;
        for (long i = at; i < stop; i++) {
            if (!has(i)) {
                mark(i);
                fresh += i < base ? 0 : 1;
            }
        }
        boolean early = at < base;
        if (early) {
            missing = Math.max(0, base - end);
            base = at;
        }
        missing -= fresh;
        if (end > next) {
            advance(end - next);
            return fresh > 0 || early ? Outcome.LATE : Outcome.NEXT;
        }
        return fresh > 0 || early ? Outcome.LATE : Outcome.REPEATED;
    }

    /** Too far from the others: the second one in a row makes it a new beginning. */
    private Outcome far(long count) {
        if (at != awaited) {
            awaited = at + count;
            awaitedFrom = at;
            return Outcome.STRAY;
        }
        long number = at;
        begin(awaitedFrom, number - awaitedFrom, Outcome.RESTARTED);
        at = number;
        advance(count);
        resumed = true;
        return Outcome.RESTARTED;
    }

    private void advance(long count) {
        if (count == 1) {
            advance();
            return;
        }
        long from = Math.max(0, count - WINDOW);
        if (from > 0) {
            skip(from);
        }
        for (long i = from; i < count; i++) {
            advance();
        }
    }

    private void advance() {
        mark(next++);
    }

    /** Goes on without having seen what lies between. */
    private void skip(long count) {
        if (count >= WINDOW) {
            Arrays.fill(seen, 0);
            next += count;
            return;
        }
        for (long i = 0; i < count; i++) {
            seen[(int) (next >>> 6) & seen.length - 1] &= ~(1L << next);
            next++;
        }
    }

    private boolean has(long number) {
        return (seen[(int) (number >>> 6) & seen.length - 1] & 1L << number) != 0;
    }

    private void mark(long number) {
        seen[(int) (number >>> 6) & seen.length - 1] |= 1L << number;
    }
}
