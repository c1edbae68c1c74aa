package io.mcshark.decoder.analysis.streams;

/** Counts how often a measure reached a limit, each time it had been below. */
final class Alarm {
    private final long limit;
    private boolean on;
    private long count;

    Alarm(long limit) {
        this.limit = limit;
    }

    void see(double value) {
        if (value < limit) {
            on = false;
        } else if (!on) {
            on = true;
            count++;
        }
    }

    long count() {
        return count;
    }
}
