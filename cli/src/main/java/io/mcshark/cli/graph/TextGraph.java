package io.mcshark.cli.graph;

import io.mcshark.decoder.Out;
import io.mcshark.decoder.analysis.rates.Plot;
import io.mcshark.decoder.report.Quantity;
import java.util.ArrayList;
import java.util.List;

/** A plot in letters: the total as columns, then a line for each series, each to its own peak. */
public final class TextGraph {
    private static final String BLOCKS = "▁▂▃▄▅▆▇█", LETTERS = ".:-=+*%#";
    private static final int HEIGHT = 8, NUMBER = 9, LEAST = 16, TICK = 20;

    private final Plot.Unit unit;
    private final int width;
    private final boolean blocks;
    private final int number; // columns for a rate

    /**
     * @param width of the terminal
     * @param blocks whether it knows more than ASCII
     */
    public TextGraph(Plot.Unit unit, int width, boolean blocks) {
        this.unit = unit;
        this.width = width;
        this.blocks = blocks;
        number = NUMBER + unit.text().length();
    }

    /** How many intervals there is room for beside the names in a plot. */
    public int columns(Plot plot) {
        return Math.max(LEAST, width - label(plot) - 2 - 2 * number);
    }

    private int label(Plot plot) {
        int longest = number(plot.peak(plot.total(), unit)).length();
        for (Plot.Line line : plot.lines()) {
            longest = Math.max(longest, line.name().length());
        }
        return Math.min(longest, Math.max(LEAST, width / 3));
    }

    /**
     * The lines of text.
     *
     * @param what the series are of: "group"
     */
    public List<String> draw(Plot all, String what) {
        int columns = columns(all);
        Plot plot = all.count() > columns ? all.coarser((all.count() + columns - 1) / columns) : all;
        int label = label(plot);
        List<String> lines = new ArrayList<>();
        lines.add(unit.text() + " to groups by " + what + ", a column for " + Quantity.duration(plot.interval()));
        lines.add("");
        columns(plot, label, lines);
        axis(plot, label, lines);
        lines.add("");
        lines.add(" ".repeat(label + 2 + plot.count()) + right("mean", number) + right("peak", number));
        line(plot, plot.total(), label, lines);
        for (Plot.Line line : plot.lines()) {
            line(plot, line, label, lines);
        }
        if (plot.lines().stream().anyMatch(line -> line.gaps() > 0)) {
            lines.add(" ".repeat(label + 2) + (blocks ? "·" : "_") + " no packet");
        }
        return lines;
    }

    /** The total, the highest row first; the highest rate fills it. */
    private void columns(Plot plot, int label, List<String> lines) {
        double peak = plot.peak(plot.total(), unit);
        for (int row = HEIGHT - 1; row >= 0; row--) {
            boolean marked = row == HEIGHT - 1 || row == HEIGHT / 2 - 1;
            StringBuilder text = new StringBuilder(right(marked ? number(peak * (row + 1) / HEIGHT) : "", label)
                    + (blocks ? marked ? " ┤" : " │" : " |"));
            for (int i = 0; i < plot.count(); i++) {
                double filled = peak == 0 ? 0 : plot.rate(plot.total(), i, unit) / peak * HEIGHT - row;
                boolean some = row == 0 && plot.total().packets()[i] > 0;
                text.append(filled <= 0 && !some ? ' ' : level(filled));
            }
            lines.add(text.toString().stripTrailing());
        }
    }

    private void axis(Plot plot, int label, List<String> lines) {
        StringBuilder rule = new StringBuilder(right("0", label) + (blocks ? " └" : " +"));
        StringBuilder times = new StringBuilder(" ".repeat(label + 2));
        for (int i = 0; i < plot.count(); i++) {
            boolean tick = i % TICK == 0;
            rule.append(tick ? blocks ? '┬' : '+' : blocks ? '─' : '-');
            if (tick) {
                times.append(" ".repeat(Math.max(0, label + 2 + i - times.length())));
                times.append(Quantity.duration(plot.interval() * i));
            }
        }
        lines.add(rule.toString());
        lines.add(times.toString());
        lines.add(" ".repeat(label + 2) + "from " + new Out().date(plot.origin()));
    }

    private void line(Plot plot, Plot.Line line, int label, List<String> lines) {
        double peak = plot.peak(line, unit);
        StringBuilder text = new StringBuilder(cut(line.name(), label)).append("  ");
        int first = line.first();
        int last = line.last();
        for (int i = 0; i < plot.count(); i++) {
            if (line.packets()[i] > 0) {
                text.append(level(plot.rate(line, i, unit) / peak));
            } else {
                text.append(i > first && i < last ? blocks ? '·' : '_' : ' ');
            }
        }
        text.append(right(number(plot.mean(line, unit)), number)).append(right(number(peak), number));
        lines.add(text.toString());
    }

    /** The letter for how much of a place is filled, from 0 to 1; the lowest for what is not nothing. */
    private char level(double filled) {
        String levels = blocks ? BLOCKS : LETTERS;
        int level = (int) Math.ceil(filled * levels.length()) - 1;
        return levels.charAt(Math.clamp(level, 0, levels.length() - 1));
    }

    private String number(double value) {
        return Quantity.scaled(value, unit.text());
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private String cut(String name, int width) {
        if (name.length() > width) {
            return name.substring(0, width - 1) + (blocks ? "…" : "~");
        }
        return name + " ".repeat(width - name.length());
    }
}
