package io.mcshark.decoder.analysis.streams;

/** One synchronization source in a stream: RFC 3550, 6.4.1 says what is measured. */
final class RtpSource {
    /** What most payload types of RFC 3551 have, and what is assumed of those not announced. */
    static final int USUAL_RATE = 90_000;

    final int ssrc;
    final Sequence sequence = new Sequence(Short.SIZE);
    final long firstNanos;
    long packets;
    long lost;
    long duplicate;
    long reordered;
    long restarts;
    int type;
    String codec;

    private int rate;
    private boolean assumed;
    private double nanosPerTick;
    private int timestamp;
    private long nanos;
    private double jitter;
    private double mostJitter;

    /** Since when the timestamp has been the same. */
    long timestampNanos;

    RtpSource(int ssrc, int type, int timestamp, long nanos) {
        this.ssrc = ssrc;
        this.timestamp = timestamp;
        this.nanos = nanos;
        firstNanos = nanos;
        timestampNanos = nanos;
        type(type);
    }

    /** The payload type is another one: its clock may be, too. */
    void type(int type) {
        this.type = type;
        codec = null;
        int known = rateOf(type);
        assumed = known == 0;
        rate(assumed ? USUAL_RATE : known);
    }

    /** The clock was announced. */
    void announced(int rate) {
        assumed = false;
        rate(rate);
    }

    private void rate(int rate) {
        if (this.rate != rate) {
            this.rate = rate;
            nanosPerTick = 1e9 / rate;
            jitter = 0;
            mostJitter = 0;
        }
    }

    /** RFC 3551, 6: the clock rates of the static payload types; 0 for the others. */
    private static int rateOf(int type) {
        return switch (type) {
            case 0, 3, 4, 5, 7, 8, 9, 12, 13, 15, 18 -> 8_000;
            case 6 -> 16_000;
            case 10, 11 -> 44_100;
            case 16 -> 11_025;
            case 17 -> 22_050;
            case 14, 25, 26, 28, 31, 32, 33, 34 -> 90_000;
            default -> 0;
        };
    }

    /** Goes on with the interarrival jitter, RFC 3550, 6.4.1: in the order of arrival, not for repetitions. */
    void measure(int timestamp, long nanos) {
        int ticks = timestamp - this.timestamp;
        double difference = nanos - this.nanos - ticks * nanosPerTick;
        jitter += (Math.abs(difference) - jitter) / 16;
        if (jitter > mostJitter) {
            mostJitter = jitter;
        }
        if (ticks != 0) {
            timestampNanos = nanos;
        }
        this.timestamp = timestamp;
        this.nanos = nanos;
    }

    /** Numbers and times begin anew. */
    void restart(int timestamp, long nanos) {
        this.timestamp = timestamp;
        this.nanos = nanos;
        timestampNanos = nanos;
        jitter = 0;
    }

    /** Nanoseconds. */
    long jitter() {
        return Math.round(jitter);
    }

    long mostJitter() {
        return Math.round(mostJitter);
    }

    int rate() {
        return rate;
    }

    /** Whether nothing says what the clock rate is. */
    boolean isAssumed() {
        return assumed;
    }
}
