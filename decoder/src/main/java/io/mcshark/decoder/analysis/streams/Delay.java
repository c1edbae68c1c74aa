package io.mcshark.decoder.analysis.streams;

/** How long packets were on their way, by a time in them: as good as the two clocks. */
final class Delay {
    private long count;
    private long least = Long.MAX_VALUE;
    private long most = Long.MIN_VALUE;
    private double sum;

    void add(long nanos) {
        count++;
        least = Math.min(least, nanos);
        most = Math.max(most, nanos);
        sum += nanos;
    }

    Long least() {
        return count == 0 ? null : least;
    }

    Long mean() {
        return count == 0 ? null : Math.round(sum / count);
    }

    Long most() {
        return count == 0 ? null : most;
    }
}
