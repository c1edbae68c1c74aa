package io.mcshark.cli.analysis;

import io.mcshark.cli.Console;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.report.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Shows the report of a live analysis again and again, in place on a terminal, one after the other elsewhere. */
final class Screen {
    private static final Duration USUAL = Duration.ofSeconds(1);
    private static final String HOME = "\033[H", REST_OF_LINE = "\033[K", REST = "\033[J", CLEAR = "\033[2J";

    private final Console console;
    private final ReportOptions output;
    private final Supplier<Report> report;
    private final boolean shows;
    private ScheduledExecutorService timer;

    /** @param shows whether the report is to be shown; if not, it is only asked for: time passes */
    Screen(Console console, ReportOptions output, boolean shows, Supplier<Report> report) {
        this.console = console;
        this.output = output;
        this.shows = shows;
        this.report = report;
    }

    private boolean inPlace() {
        return shows && console.terminal() && output.isText();
    }

    void begin() throws IOException {
        Duration every = output.every();
        if (shows && every == null && !inPlace()) {
            return;
        }
        if (inPlace()) {
            console.show(new Out().put(CLEAR));
        }
        long nanos = (every == null || !shows ? USUAL : every).toNanos();
        timer = Executors.newSingleThreadScheduledExecutor(
                work -> Thread.ofPlatform().daemon().name("screen").unstarted(work));
        timer.scheduleAtFixedRate(this::draw, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    private void draw() {
        try {
            Report now = report.get();
            if (!shows) {
                return;
            }
            Out out = new Out();
            output.put(now, console, out);
            console.show(inPlace() ? placed(out) : out);
        } catch (IOException e) {
            console.stop(); // nobody looks any more
        }
    }

    /** As many lines as the screen has, each over what was there. */
    private Out placed(Out text) {
        Out out = new Out().put(HOME);
        String[] lines = text.toString().split("\n", -1);
        int most = console.rows() - 1;
        for (int i = 0; i < lines.length && i < most; i++) {
            out.put(lines[i]).put(REST_OF_LINE).put('\n');
        }
        return out.put(REST);
    }

    /** Ends it; the last report is shown by whoever began. */
    void end() throws IOException {
        if (timer == null) {
            return;
        }
        timer.shutdown();
        try {
            timer.awaitTermination(USUAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (inPlace()) {
            console.show(new Out().put(HOME).put(REST));
        }
    }
}
