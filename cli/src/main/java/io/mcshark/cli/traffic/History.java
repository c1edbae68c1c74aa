package io.mcshark.cli.traffic;

import io.mcshark.cli.Console;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.view.Clock;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TimeZone;

/**
 * A character for each datagram, as it came: lines of one sender each, shown when they are full or a second has passed. {@link
 * Flow} says what the characters mean.
 */
final class History {
    static final String LEGEND =
            ". came  x missing  r came late  d came again  ! damaged  | numbers begin anew  * has no number";

    private static final int LINE = 64, MOST_MISSING = 16;
    private static final long SHOW_NANOS = 1_000_000_000L;

    private final Console console;
    private final Out out = new Out();
    private final Clock clock = new Clock(Clock.Format.A, TimeZone.getDefault(), false);
    private final Map<Flow, StringBuilder> lines = new LinkedHashMap<>();
    private long shownNanos;

    History(Console console) {
        this.console = console;
    }

    /** Notes a datagram, and what is missing before it. */
    void add(Flow flow, char character, long nanos) throws IOException {
        StringBuilder line = lines.computeIfAbsent(flow, f -> new StringBuilder(LINE + MOST_MISSING));
        if (character == Flow.LOST) {
            long missed = flow.missed();
            line.repeat(Flow.LOST, (int) Math.min(missed, MOST_MISSING));
            line.append(missed > MOST_MISSING ? "…" : "").append(Flow.NEXT);
        } else {
            line.append(character);
        }
        if (line.length() >= LINE) {
            show(flow, line, nanos);
            console.show(out);
        }
        tick(nanos);
    }

    /** Shows what has not been shown for a second. */
    void tick(long nanos) throws IOException {
        if (nanos - shownNanos >= SHOW_NANOS) {
            flush(nanos);
        }
    }

    /** Shows what has not been shown. */
    void flush(long nanos) throws IOException {
        shownNanos = nanos;
        lines.forEach((flow, line) -> {
            if (!line.isEmpty()) {
                show(flow, line, nanos);
            }
        });
        lines.clear(); // bounds them, too
        console.show(out);
    }

    private void show(Flow flow, StringBuilder line, long nanos) {
        clock.wall(nanos, out);
        out.put(' ');
        Addresses.put(flow.source.getAddress(), flow.source.getPort(), out);
        out.put(" > ")
                .put(flow.target.toString())
                .put(": ")
                .put(line.toString())
                .put('\n');
        line.setLength(0);
    }
}
