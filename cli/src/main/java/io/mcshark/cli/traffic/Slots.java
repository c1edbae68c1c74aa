package io.mcshark.cli.traffic;

/**
 * When pieces go that were due while this program had no processor. All at once they would be a burst that small buffers lose, and
 * that would show as the network's loss: they are made up for at a little more than the pace. The further it is behind, the faster,
 * so that the average holds.
 */
final class Slots {
    private static final double MAKE_UP = 1.15;

    /** What may follow at once. */
    private static final long STALL_NANOS = 1_000_000L;

    /** From here on it is made up for faster, by once the pace for each step. */
    private static final long BEHIND_NANOS = 30_000_000L, STEP_NANOS = 20_000_000L;

    private long planned;
    private long slot;

    /** @param start when the schedule begins */
    Slots(long start) {
        planned = start;
        slot = start;
    }

    /**
     * When the next piece may go.
     *
     * @param due by the schedule
     * @param now when the piece before has gone
     * @return {@code due}, or later
     */
    long next(long due, long now) {
        long step = due - planned;
        long last = Math.max(slot, now - STALL_NANOS);
        long behind = last - planned;
        double factor = MAKE_UP + Math.max(0, behind - BEHIND_NANOS) / (double) STEP_NANOS;
        planned = due;
        slot = Math.max(due, last + (long) (step / factor));
        return slot;
    }
}
