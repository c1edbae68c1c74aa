package io.mcshark.capture.live;

import java.time.Duration;

/**
 * When to go on in the next file; 0 and null mean never for that reason. A file is left when a packet has filled it or its
 * time is over, and the next one is begun with the next packet, so that no file is empty.
 *
 * @param bytes a file of so many bytes is full
 * @param packets a file of so many packets is full
 * @param period how long a file is written
 * @param interval files change whenever the wall clock is a multiple of it
 * @param keep files kept, the oldest is deleted; 0 = all
 * @param numberedPerPeriod whether numbers in the names start again with each period (tcpdump's -C with -G)
 */
public record Rotation(
        long bytes, long packets, Duration period, Duration interval, int keep, boolean numberedPerPeriod) {
    public static final Rotation NONE = new Rotation(0, 0, null, null, 0, false);

    public boolean rotates() {
        return bytes > 0 || packets > 0 || period != null || interval != null;
    }

    /** Whether a file of this size takes no more packets. */
    boolean full(long writtenBytes, long writtenPackets) {
        return (bytes > 0 && writtenBytes >= bytes) || (packets > 0 && writtenPackets >= packets);
    }

    /** Until when a file may be written whose time began at {@code nanos}, in nanoseconds since 1970. */
    long until(long nanos) {
        long end = Long.MAX_VALUE;
        if (period != null) {
            end = nanos + period.toNanos();
        }
        if (interval != null) {
            end = Math.min(end, (nanos / interval.toNanos() + 1) * interval.toNanos());
        }
        return end;
    }
}
