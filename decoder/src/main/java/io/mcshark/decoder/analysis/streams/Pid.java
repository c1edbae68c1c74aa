package io.mcshark.decoder.analysis.streams;

/** The packets of one PID in a transport stream: ITU-T H.222.0, 2.4.3.3 (continuity) and 2.4.2.1 (PCR). */
final class Pid {
    /** What {@link #count} says about a packet. */
    static final int FINE = 0, AGAIN = -1, BROKEN = 1;

    private static final int UNKNOWN = -1, COUNTERS = 16;

    /** 33 bits at 90 kHz, each in 300 parts. */
    private static final long PCR_RANGE = (1L << 33) * 300;

    /** A step of more than 100 ms, or back, is a jump (TR 101 290, 2.3b). */
    private static final long MOST_STEP = 2_700_000;

    private static final double TICKS_PER_NANO = 0.027;

    /** Jitter is measured over this long: the clocks of sender and capture drift apart. */
    private static final long WINDOW_NANOS = 10_000_000_000L;

    final int number;
    long packets;
    long duplicates;

    /** How often the counter was not what it should be. */
    long errors;

    /** Packets missing by the counter, which tells them only modulo 16. */
    long missing;

    long scrambled;
    int scrambling;

    private int counter = UNKNOWN;
    private boolean repeated;

    long pcrs;
    long mostPcrGap;
    long pcrJumps;
    private long pcr = UNKNOWN;
    private long pcrNanos;
    private long offsetFrom;
    private long offsetClock;
    private double leastOffset;
    private double mostOffset;
    private double jitter;
    private long ticks;
    private long bytesAt;
    private long bytesBetween;

    Pid(int number) {
        this.number = number;
    }

    /**
     * Looks at a continuity counter.
     *
     * @param payload whether the packet has some: only then the counter goes on
     * @param fresh whether any counter may follow (discontinuity_indicator)
     */
    int count(int value, boolean payload, boolean fresh) {
        packets++;
        int before = counter;
        counter = value;
        if (before == UNKNOWN || fresh) {
            repeated = false;
            return FINE;
        }
        int expected = payload ? (before + 1) % COUNTERS : before;
        if (value == expected) {
            repeated &= !payload;
            return FINE;
        }
        if (payload && value == before && !repeated) {
            repeated = true; // the one repetition that is allowed
            duplicates++;
            return AGAIN;
        }
        errors++;
        missing += payload && value == before ? 0 : Math.floorMod(value - expected, COUNTERS);
        repeated = false;
        return BROKEN;
    }

    /** One that was missing came late. */
    void fill() {
        packets++;
        missing = Math.max(0, missing - 1);
    }

    /** Any counter may follow. */
    void forget() {
        counter = UNKNOWN;
    }

    /**
     * Looks at a PCR.
     *
     * @param value in ticks of 27 MHz
     * @param bytes of the transport stream up to here
     * @param fresh whether the clock begins anew here
     * @return nanoseconds since the PCR before, 0 for the first
     */
    long clock(long value, long nanos, long bytes, boolean fresh) {
        pcrs++;
        long step = pcr == UNKNOWN ? 0 : Math.floorMod(value - pcr, PCR_RANGE);
        long gap = pcr == UNKNOWN ? 0 : nanos - pcrNanos;
        boolean jump = pcr != UNKNOWN && !fresh && step > MOST_STEP;
        pcrJumps += jump ? 1 : 0;
        if (pcr == UNKNOWN || fresh || jump) {
            anew(nanos);
        } else {
            mostPcrGap = Math.max(mostPcrGap, gap);
            ticks += step;
            bytesBetween += bytes - bytesAt;
            offset(step, nanos);
        }
        bytesAt = bytes;
        pcr = value;
        pcrNanos = nanos;
        return gap;
    }

    private void anew(long nanos) {
        offsetFrom = nanos;
        offsetClock = 0;
        leastOffset = 0;
        mostOffset = 0;
    }

    /** How much later than its clock says a PCR arrived, against the others of the last seconds. */
    private void offset(long step, long nanos) {
        offsetClock += step;
        double offset = nanos - offsetFrom - offsetClock / TICKS_PER_NANO;
        leastOffset = Math.min(leastOffset, offset);
        mostOffset = Math.max(mostOffset, offset);
        jitter = Math.max(jitter, mostOffset - leastOffset);
        if (nanos - offsetFrom > WINDOW_NANOS) {
            anew(nanos);
        }
    }

    /** The same so far within the present ten seconds. */
    double pcrSpread() {
        return mostOffset - leastOffset;
    }

    /** How much the arrival of PCRs varied against their clock, peak to peak within ten seconds, nanoseconds; null for none. */
    Long pcrJitter() {
        return pcrs < 2 ? null : Math.round(jitter);
    }

    /** The rate of the whole transport stream by this clock, bits per second; 0 when nothing tells. */
    double rate() {
        return ticks == 0 ? 0 : bytesBetween * 8 * 27e6 / ticks;
    }
}
