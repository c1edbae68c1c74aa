package io.mcshark.capture.live;

import io.mcshark.capture.PacketReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A capture as those see it who look at its packets while they come: {@link LiveCapture}, or what a test feeds.
 *
 * <p>Threads: all methods may be called from any thread.
 */
public interface Running extends AutoCloseable {
    /**
     * A new reader of the packets captured, from the oldest one kept on; at the end of what there is it waits for more until
     * the capture ends. It may be read on after the capture has ended.
     *
     * @throws CaptureException where what is written cannot be read (standard output, a device)
     */
    PacketReader reader() throws IOException;

    /** Asks the capture to end; returns at once. Packets that have arrived are still recorded. */
    void stop();

    /** Whether all is written and the file is closed. */
    boolean ended();

    /** Waits until the capture has ended. */
    void await() throws InterruptedException;

    /** Why the capture ended before anybody asked, one line; empty where it runs or ended as wished. */
    Optional<String> failure();

    /** What became of the packets so far, by interface. */
    List<Counts> counts();

    /** Stops, waits for the end, and lets go of what is kept: no further reader can be had. */
    @Override
    void close();
}
