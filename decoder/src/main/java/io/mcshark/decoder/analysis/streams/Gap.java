package io.mcshark.decoder.analysis.streams;

/** Numbers that were missing when a later one came. */
final class Gap {
    final Stream stream;
    final long nanos;
    final long frame;

    /** The first of them, as it would stand in the packet. */
    final long from;

    final long count;

    /** How long nothing had come before the packet that showed it. */
    final long silence;

    /** How many never came. */
    long missing;

    Gap(Stream stream, long nanos, long frame, long from, long count, long silence) {
        this.stream = stream;
        this.nanos = nanos;
        this.frame = frame;
        this.from = from;
        this.count = count;
        this.silence = silence;
        missing = count;
    }

    boolean has(long number) {
        return number >= from && number < from + count;
    }
}
