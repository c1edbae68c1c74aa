package io.mcshark.decoder.analysis.streams;

/** The Media Delivery Index of RFC 4445: delay factor and media loss rate, of intervals of one second. */
final class DelayFactor {
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private boolean begun;
    private boolean first = true;
    private long intervalEnd;
    private long from;
    private long previous;
    private double sum;
    private double least;
    private double most;
    private double rate;
    private long losses;
    private double mostDelay = -1;
    private double lastDelay = -1;
    private long mostLosses;

    /**
     * Adds a datagram.
     *
     * @param bytes of media in it
     * @param rate of the media, bits per second; 0 while it is not known
     * @param lost media packets that were found missing or out of order by it
     */
    void add(long nanos, int bytes, double rate, int lost) {
        if (!begun || nanos < previous) {
            begun = true;
            first = true;
            intervalEnd = nanos + INTERVAL_NANOS;
            begin(nanos);
        }
        if (nanos >= intervalEnd) {
            close();
            begin(previous);
            intervalEnd += (nanos - intervalEnd) / INTERVAL_NANOS * INTERVAL_NANOS + INTERVAL_NANOS;
        }
        if (rate > 0 && this.rate == 0) {
            this.rate = rate; // one for the interval
        }
        double before = sum - this.rate / 8e9 * (nanos - from);
        sum += bytes;
        least = Math.min(least, before);
        most = Math.max(most, before + bytes);
        losses += lost;
        previous = nanos;
    }

    private void begin(long nanos) {
        from = nanos;
        sum = 0;
        least = 0;
        most = 0;
        losses = 0;
        rate = 0;
    }

    private void close() {
        mostLosses = Math.max(mostLosses, losses);
        if (!first && rate > 0) {
            lastDelay = (most - least) * 8e9 / rate;
            mostDelay = Math.max(mostDelay, lastDelay);
        }
        first = false;
    }

    /** The largest delay factor of an interval, nanoseconds; null before there was one. */
    Long mostDelay() {
        return mostDelay < 0 ? null : Math.round(mostDelay);
    }

    /** The largest media loss rate of an interval, packets per second. */
    long mostLosses() {
        return Math.max(mostLosses, losses);
    }
}
