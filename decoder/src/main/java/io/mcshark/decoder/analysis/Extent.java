package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Frame;

/** How much there was to look at, and what of it keeps findings from being made or believed. */
public final class Extent implements Analysis {
    private long packets;
    private long cut;
    private long offloaded;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    @Override
    public void accept(Frame f) {
        packets++;
        first = Math.min(first, f.nanos());
        last = Math.max(last, f.nanos());
        if (f.captured() < f.length()) {
            cut++;
        }
    }

    @Override
    public void end(long nanos) {
        if (packets > 0) {
            last = Math.max(last, nanos);
        }
    }

    /** One more packet whose checksum the network adapter was to fill in. */
    void offloaded() {
        offloaded++;
    }

    public long packets() {
        return packets;
    }

    /** Packets of which only a part was captured. */
    public long cut() {
        return cut;
    }

    /** Packets whose checksum the network adapter of the capturing host was to fill in. */
    public long withOffload() {
        return offloaded;
    }

    /** From the first packet to the last, or to the end of a live capture; in nanoseconds. */
    public long nanos() {
        return packets == 0 ? 0 : last - first;
    }
}
