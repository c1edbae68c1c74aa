package io.mcshark.decoder.analysis;

import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.GroupMessage;
import java.util.Arrays;

/**
 * An address that asks on a link. Times that end in {@code At} are those of {@link Timebase}.
 *
 * <p>What it does not announce (before IGMPv3 and MLDv2) is measured, or else the default: RFC 3376, 8.
 */
final class Querier {
    static final long SECOND = 1_000_000_000L;
    static final long USUAL_INTERVAL = 125 * SECOND, USUAL_RESPONSE = 10 * SECOND;
    static final int USUAL_ROBUSTNESS = 2;

    /** Two queries closer together are one seen twice. */
    private static final long COPY = 10_000_000L;

    /** How many intervals the median is of, and how many it takes to speak of one. */
    private static final int RECENT = 32, ENOUGH = 3;

    /** Where no query was yet. */
    static final long NEVER = Long.MIN_VALUE;

    final Address address;
    final long firstNanos;
    final long firstFrame;
    long mac = -1;
    long lastNanos;
    long lastFrame;
    int version;
    private long announced;
    private long before;
    private long response;
    private int robustness;
    long general;
    long specific;
    long sourceSpecific;

    /** The last general query and the one before, and the first of those that came without a pause. */
    long generalAt = NEVER, previousAt = NEVER, runAt = NEVER;

    /** General queries since {@link #runAt}. */
    long run;

    /** When it asked last although a lower address had asked since {@link #runAt}, and the time before. */
    long rivalAt = NEVER, rivalPreviousAt = NEVER;

    private final long[] recent = new long[RECENT];
    private long intervals;
    private long shortest = Long.MAX_VALUE;
    private long longest;
    private double sum;

    Querier(Address address, long nanos, long frame) {
        this.address = address;
        firstNanos = nanos;
        firstFrame = frame;
    }

    boolean isZero() {
        return address.isUnspecified();
    }

    /** Takes over what a general query announces; whether anything is other than in the last one. */
    boolean announces(GroupMessage query) {
        boolean other = general > 0
                && (version != query.version()
                        || announced != query.intervalNanos()
                        || response != query.responseNanos()
                        || robustness != query.robustness());
        version = query.version();
        before = announced > 0 ? announced : before;
        announced = query.intervalNanos();
        response = query.responseNanos();
        robustness = query.robustness();
        return other;
    }

    /**
     * A general query came.
     *
     * @return how long after the one before, where that tells of its interval; 0 else
     */
    long asked(long at) {
        general++;
        if (generalAt == NEVER || at - generalAt > timeout()) {
            runAt = at;
            run = 1;
            previousAt = generalAt;
            generalAt = at;
            rivalAt = NEVER;
            rivalPreviousAt = NEVER;
            return 0;
        }
        long interval = at - generalAt;
        if (interval < COPY) {
            return 0;
        }
        run++;
        previousAt = generalAt;
        generalAt = at;
        return interval;
    }

    /** Counts an interval; after it has been judged by those before. */
    void measured(long interval) {
        recent[(int) (intervals++ % RECENT)] = interval;
        shortest = Math.min(shortest, interval);
        longest = Math.max(longest, interval);
        sum += interval;
    }

    /** The one in the middle of the last intervals; 0 when there are too few. */
    long median() {
        if (intervals < ENOUGH) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(recent, (int) Math.min(intervals, RECENT));
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    Long shortest() {
        return intervals == 0 ? null : shortest;
    }

    Long longest() {
        return intervals == 0 ? null : longest;
    }

    Long mean() {
        return intervals == 0 ? null : (long) (sum / intervals);
    }

    /** The query interval it announces; 0 for none. */
    long announced() {
        return announced;
    }

    /** How long it gives members to answer. */
    long response() {
        return response;
    }

    /** What it announces; 0 for nothing, or more than 7. */
    int robustness() {
        return robustness;
    }

    /** Its query interval: as announced, as measured, as announced before it fell back, or the default. */
    long interval() {
        long known = announced > 0 ? announced : median();
        return known > 0 ? known : before > 0 ? before : USUAL_INTERVAL;
    }

    private int variable() {
        return robustness > 0 ? robustness : USUAL_ROBUSTNESS;
    }

    /** How long others wait for it: the other querier present interval, RFC 3376, 8.5. */
    long timeout() {
        return variable() * interval() + response / 2;
    }

    /** How long a member lives without a report: the group membership interval, RFC 3376, 8.4. */
    long membership() {
        return variable() * interval() + response;
    }

    /** How many queries at its start come at a quarter of the interval: RFC 3376, 8.7. */
    boolean isStarting() {
        return run <= variable() + 1;
    }

    boolean isActive(long at) {
        return generalAt != NEVER && at - generalAt <= timeout();
    }

    /** Whether it keeps asking although a lower address asks. */
    boolean isRival(long at) {
        return rivalAt != NEVER && rivalAt == generalAt && isActive(at);
    }
}
