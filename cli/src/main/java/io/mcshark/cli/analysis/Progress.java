package io.mcshark.cli.analysis;

import io.mcshark.capture.PacketReader;
import io.mcshark.cli.Console;
import io.mcshark.cli.PassingLine;
import java.io.IOException;
import java.util.Locale;

/** Tells on standard error, when a person sees it, how far a long scan has come. */
final class Progress {
    private static final int EVERY_PACKETS = 1 << 14;
    private static final long FIRST_NANOS = 1_000_000_000L, EVERY_NANOS = 250_000_000L;
    private static final double SECOND = 1e9;

    private final PassingLine line;
    private final long bytes;
    private final long start = System.nanoTime();
    private long next = start + FIRST_NANOS;
    private long packets;
    private long due = EVERY_PACKETS;

    Progress(Console console, PacketReader reader) throws IOException {
        line = new PassingLine(console);
        bytes = console.watched() ? reader.bytes() : 0;
    }

    /** So many more packets have been looked at. */
    void steps(int count, PacketReader reader) {
        packets += count;
        if (packets >= due) {
            due = packets + EVERY_PACKETS;
            if (bytes > 0) {
                tell(reader);
            }
        }
    }

    private void tell(PacketReader reader) {
        long now = System.nanoTime();
        if (now < next) {
            return;
        }
        next = now + EVERY_NANOS;
        double seconds = (now - start) / SECOND;
        double done = Math.min(1, reader.offset() / (double) bytes);
        line.show(String.format(
                Locale.ROOT,
                "%3.0f %%  %,d packets  %,.0f/s  %.0f s left",
                100 * done,
                packets,
                packets / seconds,
                done > 0 ? seconds / done - seconds : 0));
    }

    /** Takes the line away. */
    void end() {
        line.end();
    }
}
