package io.mcshark.cli.analysis;

import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.Main;
import io.mcshark.cli.Options;
import io.mcshark.cli.Quantities;
import io.mcshark.cli.UserError;
import io.mcshark.cli.graph.Chart;
import io.mcshark.cli.graph.TextGraph;
import io.mcshark.decoder.analysis.rates.Plot;
import io.mcshark.decoder.analysis.rates.Rates;
import io.mcshark.decoder.filter.FilterException;
import io.mcshark.decoder.report.Quantity;
import io.mcshark.decoder.report.Report;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code mcshark graph}: rates over time, in the terminal or as a picture. */
public final class Graph implements Declared {
    private static final int TOP = 8, MOST_TOP = 100, COLUMNS = 100, INTERVALS = 100, FINE = 400;

    private final Console console;
    private final AnalysisRun run;
    private String by = "group";
    private String interval;
    private int top = TOP;
    private boolean packets;
    private boolean ascii;
    private String target;
    private Rates rates;

    public Graph(Console console) {
        this.console = console;
        run = new AnalysisRun(console);
    }

    @Override
    public String about() {
        return "Draws the rate of multicast traffic over time.";
    }

    @Override
    public void declare(Options options) {
        run.declare(options);
        options.value(String.class, b -> by = b, "WHAT", "Series by " + names() + "; by group if not told.", "--by")
                .value(String.class, d -> interval = d, "TIME", "Count in intervals of this length.", "--interval")
                .value(Integer.class, n -> top = n, "N", "So many series, the others in one; 8 if not told.", "--top")
                .flag(() -> packets = true, "Packets a second, not bits.", "--packets")
                .flag(() -> ascii = true, "Draw with ASCII only.", "--ascii")
                .value(
                        String.class,
                        file -> target = file,
                        "FILE",
                        "Draw into this file: .svg or .png.",
                        "-o",
                        "--output");
    }

    private static String names() {
        return String.join(
                ", ", Arrays.stream(Rates.By.values()).map(Graph::name).toList());
    }

    private static String name(Rates.By by) {
        return by.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Integer call() throws IOException, FilterException {
        rates = new Rates(by(), interval());
        if (top < 1 || top > MOST_TOP) {
            throw new UserError("--top " + top + ": give a number of series, 1 to " + MOST_TOP);
        }
        if (target != null && !isSvg() && !target.endsWith(".png")) {
            throw new UserError("-o " + target + ": give a file whose name ends in .svg or .png");
        }
        if (target == null) {
            return run.over(rates, this::report, "no IP multicast");
        }
        run.feed(rates, Report::new);
        if (rates.isEmpty()) {
            run.show(new Report(), "no IP multicast");
        } else {
            write();
        }
        return run.damaged() ? Main.ERROR : Main.OK;
    }

    private Rates.By by() {
        for (Rates.By one : Rates.By.values()) {
            if (name(one).equals(by)) {
                return one;
            }
        }
        throw new UserError("--by " + by + ": give one of " + names());
    }

    private Long interval() {
        if (interval == null) {
            return null;
        }
        long nanos = Quantities.duration(interval).toNanos();
        if (nanos == 0) {
            throw new UserError("--interval " + interval + ": give a time above 0");
        }
        return nanos;
    }

    private Plot.Unit unit() {
        return packets ? Plot.Unit.PACKETS : Plot.Unit.BITS;
    }

    private Report report() {
        if (!run.isText()) {
            return rates.report(rates.plot(top, INTERVALS));
        }
        int width = console.terminal() ? console.columns() : COLUMNS;
        TextGraph graph = new TextGraph(unit(), width, !ascii && console.unicode());
        Plot plot = rates.plot(top, graph.columns(rates.plot(top, INTERVALS)));
        Report report = rates.report(plot);
        return rates.isEmpty() ? report : report.draw(graph.draw(plot, by));
    }

    private boolean isSvg() {
        return target.endsWith(".svg");
    }

    private void write() throws IOException {
        Plot plot = rates.plot(top, FINE);
        Chart chart = new Chart(
                plot,
                unit(),
                unit().text() + " to groups by " + by + ", in intervals of " + Quantity.duration(plot.interval()));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(target)))) {
            if (isSvg()) {
                chart.svg(out);
            } else {
                chart.png(out);
            }
        }
        List<String> remarks = rates.report(plot).remarks();
        remarks.forEach(remark -> console.err().println(remark));
    }
}
