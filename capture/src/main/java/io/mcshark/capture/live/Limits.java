package io.mcshark.capture.live;

import java.time.Duration;

/**
 * When a capture ends by itself; 0 and null mean never.
 *
 * @param packets written
 * @param fileBytes of a file that is not rotated: it ends with the packet that reaches them
 * @param duration since the start
 * @param files completed, where the file is rotated
 */
public record Limits(long packets, long fileBytes, Duration duration, int files) {
    public static final Limits NONE = new Limits(0, 0, null, 0);
}
