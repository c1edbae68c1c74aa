package io.mcshark.cli.analysis;

import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.Options;
import io.mcshark.cli.Quantities;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.analysis.streams.DeclaredField;
import io.mcshark.decoder.analysis.streams.Limits;
import io.mcshark.decoder.filter.FilterException;
import java.io.IOException;

/** {@code mcshark streams}: who sends what to which group, how fast, and what of it did not arrive. */
public final class Streams implements Declared {
    private static final String AUTO = "auto";

    private final Console console;
    private final AnalysisRun run;
    private String burst = "100ms";
    private long burstPackets = Limits.USUAL.burstPackets();
    private long bufferBytes = Limits.USUAL.bufferBytes();
    private String emptyRate = "5000kbps";
    private String totalEmptyRate = "100000kbps";
    private String sequence;
    private String time;
    private String direction = "in";
    private String by = "stream";
    private String link;
    private boolean histogram;

    public Streams(Console console) {
        this.console = console;
        run = new AnalysisRun(console);
    }

    @Override
    public String about() {
        return "Tells streams: source, group and ports; rates, bursts, loss, repetition, order, jitter.";
    }

    @Override
    public void declare(Options options) {
        run.declare(options);
        options.value(
                        String.class,
                        text -> sequence = text,
                        "FORM@OFFSET|auto",
                        "Payloads that are not recognised have a number there: u32@8, u16le@0; auto looks for it.",
                        "--sequence")
                .value(
                        String.class,
                        text -> time = text,
                        "FORM@OFFSET",
                        "And the time of sending there: u64ns@12, u64usle@0.",
                        "--time")
                .value(
                        String.class,
                        text -> direction = text,
                        "in|out|both",
                        "Which packets of a capture on any interface count; in.",
                        "--direction")
                .value(
                        String.class,
                        text -> by = text,
                        "stream|group|source|vlan|scope",
                        "What a line is; stream.",
                        "--by")
                .value(
                        String.class,
                        text -> link = text,
                        "RATE",
                        "Bursts of 1, 10 and 100 ms against a link of this speed: 1G, 100Mbps.",
                        "--link")
                .flag(
                        () -> histogram = true,
                        "With the times between packets: percentiles, and in text pictures of the largest streams'.",
                        "--histogram")
                .value(String.class, text -> burst = text, "TIME", "How long a burst is; 100ms.", "--burst-interval")
                .value(
                        Long.class,
                        count -> burstPackets = count,
                        "PACKETS",
                        "Packets in that time that raise the burst alarm; 50.",
                        "--burst-alarm")
                .value(
                        Long.class,
                        count -> bufferBytes = count,
                        "BYTES",
                        "Bytes in the buffer that raise the buffer alarm; 10000.",
                        "--buffer-alarm")
                .value(
                        String.class,
                        text -> emptyRate = text,
                        "RATE",
                        "At which a stream's buffer empties; 5000kbps.",
                        "--empty-rate")
                .value(
                        String.class,
                        text -> totalEmptyRate = text,
                        "RATE",
                        "The same for all streams together; 100000kbps.",
                        "--total-empty-rate");
    }

    @Override
    public Integer call() throws IOException, FilterException {
        io.mcshark.decoder.analysis.streams.Streams streams = new io.mcshark.decoder.analysis.streams.Streams(limits())
                .direction(direction())
                .by(by());
        if (AUTO.equals(sequence)) {
            streams.inferNumbers();
        }
        if (histogram) {
            streams.histogram(console.unicode());
        }
        return run.over(streams, streams::report, "no UDP to multicast groups");
    }

    private Limits limits() {
        long nanos = Quantities.duration(burst).toNanos();
        if (nanos <= 0) {
            throw new UserError("--burst-interval " + burst + ": give some time");
        }
        if (time != null && sequence == null) {
            throw new UserError("--time needs --sequence");
        }
        return new Limits(
                nanos,
                burstPackets,
                bufferBytes,
                bits("--empty-rate", emptyRate),
                bits("--total-empty-rate", totalEmptyRate),
                AUTO.equals(sequence) ? null : field("--sequence", sequence, false),
                field("--time", time, true),
                link == null ? 0 : link(link));
    }

    private io.mcshark.decoder.analysis.streams.Streams.By by() {
        for (io.mcshark.decoder.analysis.streams.Streams.By one :
                io.mcshark.decoder.analysis.streams.Streams.By.values()) {
            if (one.name().equalsIgnoreCase(by)) {
                return one;
            }
        }
        throw new UserError("--by " + by + ": give stream, group, source, vlan or scope");
    }

    /** The speed of a link, bits per second: {@code 1G}, {@code 100Mbps}. */
    static double link(String text) {
        return bits("--link", text.matches("[0-9.]+[kMG]") ? text + "bps" : text);
    }

    private static double bits(String option, String text) {
        Quantities.Rate rate = Quantities.rate(text);
        if (rate.unit() != Quantities.Rate.Unit.BITS) {
            throw new UserError(option + " " + text + ": give bits a second, as in 5000kbps");
        }
        return rate.perSecond();
    }

    private static DeclaredField field(String option, String text, boolean isTime) {
        try {
            return text == null ? null : DeclaredField.parse(text, isTime);
        } catch (IllegalArgumentException e) {
            throw new UserError(option + " " + e.getMessage());
        }
    }

    private io.mcshark.decoder.analysis.streams.Streams.Direction direction() {
        return switch (direction) {
            case "in" -> io.mcshark.decoder.analysis.streams.Streams.Direction.IN;
            case "out" -> io.mcshark.decoder.analysis.streams.Streams.Direction.OUT;
            case "both" -> io.mcshark.decoder.analysis.streams.Streams.Direction.BOTH;
            default -> throw new UserError("--direction " + direction + ": give in, out or both");
        };
    }
}
