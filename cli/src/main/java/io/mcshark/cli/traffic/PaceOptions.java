package io.mcshark.cli.traffic;

import io.mcshark.cli.Quantities;
import io.mcshark.cli.Quantities.Rate;
import io.mcshark.cli.UserError;
import java.time.Duration;
import picocli.CommandLine.Option;

/** When {@code send} sends, and how often. */
final class PaceOptions {
    /**
     * Schedules of msend (Informatica's mtools), its options -1 to -5, with its sizes.
     *
     * @param bursts how many, {@code size} bytes each datagram, 0 for what else is said
     */
    private record Preset(long bursts, int burst, long intervalMillis, int size) {}

    private static final Preset[] PRESETS = {
        new Preset(600, 1, 1000, 0),
        new Preset(5, 1, 1000, 5000),
        new Preset(50, 100, 100, 8192),
        new Preset(1, 5000, 1000, 0),
        new Preset(1, 50_000, 1000, 800)
    };

    private static final int MAX_BURST = 1_000_000;

    @Option(names = "--count", paramLabel = "N", description = "Send the payload N times; 0 is until Ctrl-C.")
    private Long count;

    @Option(
            names = "--rate",
            paramLabel = "R",
            converter = Quantities.ToRate.class,
            description = "To each group so many datagrams (1000pps) or payload bits (20Mbps) a second.")
    private Rate rate;

    @Option(
            names = "--interval",
            paramLabel = "D",
            converter = Quantities.ToDuration.class,
            description = "Time between datagrams, or bursts (200ms, 2s); 0 is as fast as possible.")
    private Duration interval;

    @Option(
            names = "--burst",
            paramLabel = "N",
            description = "N datagrams at once each time: every --interval (1s), or so that --rate is kept.")
    private Integer burst;

    @Option(
            names = "--preset",
            paramLabel = "1..5",
            description = {
                "A schedule: 1 one a second for ten minutes; 2 five of 5000 bytes, one a second; 3 fifty bursts of 100 of"
                        + " 8 KiB, one in 100 ms; 4 one burst of 5000; 5 one burst of 50,000 of 800 bytes."
            })
    private Integer preset;

    /** Whether anything says when datagrams follow one another. */
    private boolean isPaced() {
        return rate != null || interval != null || burst != null;
    }

    void check(boolean stdin, boolean file) {
        if (rate != null && interval != null) {
            throw new UserError("send: --rate and --interval say the same thing: one is enough");
        }
        if (stdin && count != null) {
            throw new UserError("send: standard input can be sent only once: no --count with -");
        }
        if (count != null && count < 0) {
            throw new UserError("--count " + count + " is below 0");
        }
        if (burst != null && (burst < 1 || burst > MAX_BURST)) {
            throw new UserError("--burst " + burst + " is outside 1 to " + MAX_BURST);
        }
        if (preset != null) {
            if (preset < 1 || preset > PRESETS.length) {
                throw new UserError("--preset " + preset + " is outside 1 to " + PRESETS.length);
            }
            if (count != null || isPaced() || stdin || file) {
                throw new UserError("send: --preset says how many and when: no --count, --rate, --interval, --burst,"
                        + " --file or - with it");
            }
        }
    }

    Pace pace() {
        if (preset != null) {
            Preset chosen = PRESETS[preset - 1];
            return Pace.every(Duration.ofMillis(chosen.intervalMillis())).bursts(chosen.burst());
        }
        Pace pace = rate != null ? Pace.at(rate) : interval != null ? Pace.every(interval) : Pace.usual();
        return burst == null ? pace : pace.bursts(burst);
    }

    /** How often the payload is sent, 0 for without end. */
    long passes(boolean stdin, boolean file) {
        if (preset != null) {
            Preset chosen = PRESETS[preset - 1];
            return chosen.bursts() * chosen.burst();
        }
        if (count != null) {
            return count;
        }
        return isPaced() && !file && !stdin ? 0 : 1;
    }

    /** Bytes of a datagram that the schedule asks for; null for none. */
    Long size() {
        return preset == null || PRESETS[preset - 1].size() == 0 ? null : (long) PRESETS[preset - 1].size();
    }
}
