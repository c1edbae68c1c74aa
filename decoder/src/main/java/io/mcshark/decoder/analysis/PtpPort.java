package io.mcshark.decoder.analysis;

import io.mcshark.decoder.protocol.PtpMessage;

/** A port of a clock, as it shows itself in a domain. Times that end in {@code At} are those of {@link Timebase}. */
final class PtpPort {
    static final long SECOND = 1_000_000_000L, NEVER = Long.MIN_VALUE;

    /** Where no interval is announced, and how many of them may pass: the default profile, IEEE 1588-2019, J.3 and I.3. */
    private static final long USUAL_ANNOUNCE = 2 * SECOND, USUAL_SYNC = SECOND;

    private static final int RECEIPT_TIMEOUT = 3, SYNC_TIMEOUT = 4, QUALIFIED = 2, MOST_STEPS = 255, LOG_LIMIT = 20;

    /** Messages of one kind: how many, how often. */
    static final class Series {
        long count;
        private long firstAt = NEVER;
        long at = NEVER;
        private int period = PtpMessage.NO_PERIOD;

        void more(long at, int period) {
            firstAt = count == 0 ? at : firstAt;
            this.at = at;
            this.period = period;
            count++;
        }

        /** The mean time between them; null when there are too few. */
        Long mean() {
            return count < 2 || at == firstAt ? null : (at - firstAt) / (count - 1);
        }

        /** The interval they announce; null for none, or one that cannot be meant. */
        Long announced() {
            return Math.abs(period) > LOG_LIMIT ? null : (long) (SECOND * Math.pow(2, period));
        }

        private long interval(long usual) {
            Long announced = announced();
            return announced == null ? usual : announced;
        }
    }

    final PtpDomain domain;
    final long clock;
    final int number;
    final long firstNanos;
    final long firstFrame;
    long lastNanos;
    String address = "";
    final Series announces = new Series();
    final Series syncs = new Series();
    final Series requests = new Series();
    final Series peerRequests = new Series();
    long followUps;
    long responses;
    long answers;
    boolean twoStep;
    boolean alternate;

    /** Since when it has sent sync without a pause, and how many. */
    long runAt = NEVER;

    long run;

    // What it announces.
    private boolean described;
    long grandmaster;
    int priority1;
    int clockClass;
    int accuracy;
    int variance;
    int priority2;
    int steps;
    int source;
    int utcOffset;
    boolean utcValid;
    boolean timeTraceable;
    boolean frequencyTraceable;
    boolean ptpTimescale;
    boolean leap59;
    boolean leap61;

    PtpPort(PtpDomain domain, long clock, int number, long nanos, long frame) {
        this.domain = domain;
        this.clock = clock;
        this.number = number;
        firstNanos = nanos;
        firstFrame = frame;
    }

    static String identity(long clock) {
        return String.format("%016x", clock);
    }

    /** {@code 020000fffe000003-1}. */
    String identity() {
        return identity(clock) + "-" + number;
    }

    /** Whether it is, or was, a master's or would be. */
    boolean isClock() {
        return announces.count > 0 || syncs.count > 0;
    }

    boolean isDescribed() {
        return described;
    }

    void announce(PtpMessage m, long at) {
        announces.more(at, m.period());
        described = true;
        alternate = m.isAlternate();
        grandmaster = m.grandmaster();
        priority1 = m.priority1();
        clockClass = m.clockClass();
        accuracy = m.accuracy();
        variance = m.variance();
        priority2 = m.priority2();
        steps = m.steps();
        source = m.source();
        utcOffset = m.utcOffset();
        utcValid = m.isUtcOffsetValid();
        timeTraceable = m.isTimeTraceable();
        frequencyTraceable = m.isFrequencyTraceable();
        ptpTimescale = m.isPtpTimescale();
        leap59 = m.isLeap59();
        leap61 = m.isLeap61();
    }

    void sync(PtpMessage m, long at) {
        if (runAt == NEVER || at - syncs.at > pause()) {
            runAt = at;
            run = 0;
        }
        run++;
        syncs.more(at, m.period());
        twoStep = m.isTwoStep();
        alternate = m.isAlternate();
    }

    /** How long others wait for an announce message before they take it for gone: IEEE 1588-2019, 9.2.6.12. */
    long receiptTimeout() {
        return RECEIPT_TIMEOUT * announces.interval(USUAL_ANNOUNCE);
    }

    /** How long sync may be missing. */
    long syncTimeout() {
        return SYNC_TIMEOUT * syncs.interval(USUAL_SYNC);
    }

    private long pause() {
        return Math.max(syncTimeout(), SECOND);
    }

    /** Whether it sends sync at present. */
    boolean isSyncing(long at) {
        return syncs.at != NEVER && at - syncs.at <= pause();
    }

    /** Whether it announces at present, and so that others heed it: IEEE 1588-2019, 9.3.2.5. */
    boolean isCandidate(long at) {
        return announces.count >= QUALIFIED
                && at - announces.at <= receiptTimeout()
                && !alternate
                && steps < MOST_STEPS;
    }

    /** The data set comparison of IEEE 1588-2019, 9.3.4: negative when this one is better. */
    int compare(PtpPort other) {
        if (grandmaster == other.grandmaster) {
            int order = Integer.compare(steps, other.steps);
            order = order != 0 ? order : Long.compareUnsigned(clock, other.clock);
            return order != 0 ? order : Integer.compare(number, other.number);
        }
        int order = Integer.compare(priority1, other.priority1);
        order = order != 0 ? order : Integer.compare(clockClass, other.clockClass);
        order = order != 0 ? order : Integer.compare(accuracy, other.accuracy);
        order = order != 0 ? order : Integer.compare(variance, other.variance);
        order = order != 0 ? order : Integer.compare(priority2, other.priority2);
        return order != 0 ? order : Long.compareUnsigned(grandmaster, other.grandmaster);
    }
}
