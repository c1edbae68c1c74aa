package io.mcshark.cli.analysis;

import io.mcshark.capture.PacketReader;
import io.mcshark.capture.SavefileException;
import io.mcshark.capture.bpf.SavefileFilter;
import io.mcshark.capture.live.Counts;
import io.mcshark.capture.live.LiveCapture;
import io.mcshark.cli.Capture;
import io.mcshark.cli.Console;
import io.mcshark.cli.DecodeOptions;
import io.mcshark.cli.DisplayFilters;
import io.mcshark.cli.LiveOptions;
import io.mcshark.cli.Main;
import io.mcshark.cli.OpenCapture;
import io.mcshark.cli.Options;
import io.mcshark.cli.PacketLoop;
import io.mcshark.cli.UserError;
import io.mcshark.cli.hooks.Hooks;
import io.mcshark.cli.hooks.Watching;
import io.mcshark.cli.traffic.Membership;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Settings;
import io.mcshark.decoder.analysis.Analysis;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.analysis.Situation;
import io.mcshark.decoder.filter.Filter;
import io.mcshark.decoder.filter.FilterException;
import io.mcshark.decoder.protocol.Glimpse;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.view.Clock;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the commands that analyse have in common: where packets come from (savefiles, interfaces), which of them count, how the
 * report is shown, and the way from one to the other.
 */
public final class AnalysisRun {
    /** A chunk of packets between looks at the world: one endless loop would be compiled while it runs, to slower code. */
    private static final int CHUNK = 1024;

    private final Console console;
    private final List<String> files = new ArrayList<>();
    private final LiveOptions live = new LiveOptions();
    private final Hooks hooks = new Hooks();
    private final DecodeOptions decode = new DecodeOptions();
    private final ReportOptions output = new ReportOptions();
    private final FilterOption filter = new FilterOption();
    private Filter kept;
    private Settings settings;
    private Situation situation;
    private SavefileFilter taken;
    private boolean damaged;
    private long dropped;

    AnalysisRun(Console console) {
        this.console = console;
    }

    /** Declares the options; a command calls it for its own. */
    void declare(Options options) {
        options.operands(files, "0..*", "FILE", "Savefiles, one after the other; - is standard input.");
        live.declare(options);
        hooks.declare(options);
        filter.declare(options);
        decode.declare(options);
        output.declare(options);
    }

    /** How packets are decoded: everything is recognised by content, unless told otherwise. */
    Settings settings() {
        if (settings == null) {
            settings = decode.guessing();
        }
        return settings;
    }

    /** The files to read; empty for a live capture. */
    List<String> files() {
        return files;
    }

    boolean isLive() {
        return live.live();
    }

    /** Whether the report is text for people. */
    boolean isText() {
        return output.isText();
    }

    /** Whether it is text, and a table was asked for where there would be none. */
    boolean isTable() {
        return output.isTable();
    }

    /** Whether what is found is told one by one while it comes. */
    boolean isTold() {
        return output.isTold();
    }

    /** How times are written in text. */
    Clock clock() {
        return output.clock();
    }

    /**
     * Has an analysis look at all packets, and shows its report.
     *
     * @param report asked for at the end; on a live capture that is watched again and again before
     * @param none what there is none of when the report is empty, for the line that says so: "no IP multicast"
     * @return the exit code
     */
    int over(Analysis analysis, Supplier<Report> report, String none) throws IOException, FilterException {
        feed(analysis, report);
        show(report.get(), none);
        return damaged ? Main.ERROR : Main.OK;
    }

    /**
     * Has an analysis look at all packets.
     *
     * @param report shown again and again while a live capture is watched; null where what is found is told as it comes
     */
    void feed(Analysis analysis, Supplier<Report> report) throws IOException, FilterException {
        if (live.live() == !files.isEmpty() && !isOpen()) {
            throw new UserError(
                    live.live()
                            ? "-i and files: give one or the other"
                            : "give savefiles to read, or -i IF to capture");
        }
        output.check();
        hooks.check(live.live());
        kept = filter.compile();
        if (kept == null && isOpen()) {
            kept = console.open().filter();
        }
        situation = kept != null && kept.needsState() ? new Situation(settings()) : null;
        if (situation != null) {
            DisplayFilters.tellState(console);
        }
        if (live.live()) {
            capture(analysis, report);
        } else if (isOpen()) {
            scan(console.open(), analysis);
        } else {
            taken = live.filter() == null ? null : new SavefileFilter(live.filter());
            read(analysis);
        }
    }

    /**
     * Shows a report as the options say.
     *
     * @param none for one line on standard error when there is nothing in it; null where the report says so itself
     */
    void show(Report report, String none) throws IOException {
        if (none != null && report.isEmpty() && !console.stopped()) {
            console.err().println(Main.PREFIX + none + " in " + source());
        }
        output.show(report, console);
    }

    private String source() {
        return isOpen() ? console.open().name() : String.join(", ", live.live() ? live.interfaces() : files);
    }

    /** Whether it is about the capture that is open in the shell. */
    private boolean isOpen() {
        return !live.live() && files.isEmpty() && console.open() != null;
    }

    /** Packets that were not captured for want of room, as far as the capture says. */
    long dropped() {
        return dropped;
    }

    /** Whether a file was damaged; it has been said. */
    boolean damaged() {
        return damaged;
    }

    private void read(Analysis analysis) throws IOException {
        Feed feed = new Feed(analysis, new Frame(settings()));
        for (String file : files) {
            try (PacketReader reader = open(file)) {
                all(feed, reader, Long.MAX_VALUE, file);
            }
        }
        analysis.end(feed.last);
    }

    private void scan(OpenCapture open, Analysis analysis) throws IOException {
        Feed feed = new Feed(analysis, new Frame(settings()));
        try (PacketReader reader = open.scan()) {
            console.closeOnStop(reader);
            all(feed, reader, open.last(), open.name());
        }
        analysis.end(feed.last);
    }

    /** Gives all packets of a reader, up to one with a number. */
    private void all(Feed feed, PacketReader reader, long last, String name) throws IOException {
        Progress progress = new Progress(console, reader);
        boolean more = true;
        while (more && !console.stopped()) {
            more = feed.some(reader, last, progress);
        }
        progress.end();
        dropped += dropped(reader);
        if (reader.damage() != null) {
            damaged = true;
            console.err().println(Main.PREFIX + name + ": " + reader.damage());
        }
    }

    private static long dropped(PacketReader reader) {
        return reader.statistics().stream()
                .mapToLong(s -> Math.max(0, s.droppedByInterface()) + Math.max(0, s.droppedByOs()))
                .sum();
    }

    private PacketReader open(String file) throws IOException {
        try {
            PacketReader reader = file.equals("-")
                    ? PacketReader.open(console.in(), "standard input")
                    : PacketReader.open(Path.of(file));
            if (file.equals("-")) {
                console.closeOnStop(reader); // a quiet pipe would not let go
            }
            return reader;
        } catch (SavefileException e) {
            throw new UserError(e.getMessage());
        }
    }

    /** Gives packets to an analysis, as cheaply as it lets. */
    private final class Feed implements PacketReader.Glance {
        private final Analysis analysis;
        private final Frame frame;
        private final Glimpse glimpse;
        private final Datagram packet = new Datagram();
        private long left = live.packets();
        private long last;

        Feed(Analysis analysis, Frame frame) {
            this.analysis = analysis;
            this.frame = frame;
            // A filter reads walked frames; told ports may be anything.
            glimpse = kept != null || frame.settings().isTold() ? null : new Glimpse();
        }

        /** The next packets, a limited number; false at the end. */
        boolean some(PacketReader reader, long end, Progress progress) throws IOException {
            for (int i = 0; i < CHUNK; i++) {
                if (taken == null) {
                    passOver(reader, end, progress);
                }
                if (left <= 0 || reader.number() >= end || !reader.next()) {
                    return false;
                }
                if (taken == null || taken.passes(reader)) {
                    give(reader);
                } else {
                    last = Math.max(last, reader.nanos());
                }
                progress.steps(1, reader);
            }
            return true;
        }

        /** Gives those that a glance is enough for. */
        private void passOver(PacketReader reader, long end, Progress progress) {
            int limit = (int) Math.min(CHUNK, Math.min(left, end - reader.number()));
            int count = glimpse == null ? 0 : PacketLoop.passOver(frame, reader, this, limit);
            left -= count;
            progress.steps(count, reader);
        }

        @Override
        public boolean isDone(
                MemorySegment segment, long at, int captured, int length, long nanos, long number, int linkType) {
            if (!glimpse.aim(segment, at, captured, linkType)) {
                return false;
            }
            packet.aim(glimpse, captured, length, nanos, number);
            if (!analysis.glance(packet)) {
                return false;
            }
            last = Math.max(last, nanos);
            return true;
        }

        void give(PacketReader reader) {
            give(
                    reader.segment(),
                    reader.at(),
                    reader.captured(),
                    reader.length(),
                    reader.nanos(),
                    reader.number(),
                    reader.linkType());
        }

        private void give(
                MemorySegment segment, long at, int captured, int length, long nanos, long number, int linkType) {
            if (glimpse != null && isDone(segment, at, captured, length, nanos, number, linkType)) {
                frame.passOver(nanos, number);
                left--;
                return;
            }
            last = Math.max(last, nanos);
            frame.wrap(segment, at, captured, length, nanos, number, linkType);
            if (situation != null) {
                situation.accept(frame);
            }
            if (kept == null || kept.test(frame)) {
                analysis.accept(frame);
                left--;
            }
        }
    }

    // ---- live

    private void capture(Analysis analysis, Supplier<Report> report) throws IOException {
        live.checkJoins();
        try (LiveCapture capture = LiveCapture.start(live.settings(console))) {
            console.onStop(capture::stop);
            console.err().println(Main.PREFIX + "analysing on " + source());
            List<Membership> members = live.join();
            try (Watching watching = hooks.watch(console, capture, settings())) {
                follow(capture, analysis, report);
                capture.stop();
                capture.await();
                members.forEach(Membership::close);
                watching.settle();
            }
            for (Counts counts : capture.counts()) {
                dropped += counts.dropped() + counts.droppedByInterface();
                console.err().println(Capture.words(counts));
            }
            if (capture.failure().isPresent()) {
                throw new UserError(capture.failure().get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The analysis belongs to whoever holds its lock: packets come on this thread, time passes on another. */
    private void follow(LiveCapture capture, Analysis analysis, Supplier<Report> report) throws IOException {
        Feed feed = new Feed(analysis, new Frame(settings()));
        Screen screen = new Screen(console, output, report != null, () -> {
            synchronized (analysis) {
                analysis.advance(now());
                return report == null ? null : report.get();
            }
        });
        try (PacketReader reader = capture.reader()) {
            screen.begin();
            while (feed.left > 0 && reader.next()) {
                synchronized (analysis) {
                    feed.give(reader);
                }
            }
        } finally {
            screen.end();
        }
        analysis.end(now());
    }

    private static long now() {
        java.time.Instant now = java.time.Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
