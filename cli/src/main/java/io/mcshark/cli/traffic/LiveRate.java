package io.mcshark.cli.traffic;

import io.mcshark.cli.Console;
import io.mcshark.cli.PassingLine;
import io.mcshark.decoder.report.Quantity;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How much so far, and how fast right now: one line on standard error, written anew each second, where a person sees it. By a thread
 * of its own: a terminal that is held up holds up nothing else.
 */
final class LiveRate {
    private static final long EVERY_MILLIS = 1000;
    private static final double SECOND = 1e9;

    private final PassingLine line;
    private final String done;
    private final LongSupplier datagrams;
    private final LongSupplier bytes;
    private final Thread thread;

    private LiveRate(Console console, String done, LongSupplier datagrams, LongSupplier bytes) {
        line = new PassingLine(console);
        this.done = done;
        this.datagrams = datagrams;
        this.bytes = bytes;
        thread = Thread.ofPlatform().daemon().name("rate").start(this::run);
    }

    /**
     * Begins to show it.
     *
     * @param alone whether nothing else is written meanwhile: lines of datagrams on the same terminal say enough
     * @param done what was done with them: sent
     * @param datagrams how many so far; asked by another thread, as {@code bytes} is
     * @return to be ended before anything else is written; null where nobody sees it
     */
    static LiveRate show(Console console, boolean alone, String done, LongSupplier datagrams, LongSupplier bytes) {
        return console.watched() && (alone || !console.terminal())
                ? new LiveRate(console, done, datagrams, bytes)
                : null;
    }

    private void run() {
        long tick = System.nanoTime();
        long before = datagrams.getAsLong();
        long bytesBefore = bytes.getAsLong();
        try {
            while (true) {
                Thread.sleep(EVERY_MILLIS);
                long now = System.nanoTime();
                long count = datagrams.getAsLong();
                long size = bytes.getAsLong();
                double seconds = (now - tick) / SECOND;
                line.show(String.format(
                        Locale.ROOT,
                        "%,d datagrams %s, %,.0f packets/s, %s",
                        count,
                        done,
                        (count - before) / seconds,
                        Quantity.rate((size - bytesBefore) * 8 / seconds)));
                tick = now;
                before = count;
                bytesBefore = size;
            }
        } catch (InterruptedException e) {
            // that was all
        }
    }

    /** Takes the line away. @param rate null for none */
    static void end(LiveRate rate) {
        if (rate != null) {
            rate.end();
        }
    }

    private void end() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        line.end();
    }
}
