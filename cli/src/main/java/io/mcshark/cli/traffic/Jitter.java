package io.mcshark.cli.traffic;

/** The interarrival jitter of RFC 3550, 6.4.1, in nanoseconds: of datagrams that tell when they were sent. */
final class Jitter {
    private boolean begun;
    private double transit;
    private double jitter;

    /** @param transit arrival less sending; the clocks may differ */
    void add(double transit) {
        if (begun) {
            jitter += (Math.abs(transit - this.transit) - jitter) / 16;
        }
        begun = true;
        this.transit = transit;
    }

    /** What comes next has nothing to do with what came. */
    void restart() {
        begun = false;
        jitter = 0;
    }

    long nanos() {
        return Math.round(jitter);
    }
}
