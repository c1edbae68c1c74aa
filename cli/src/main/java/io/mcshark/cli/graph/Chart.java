package io.mcshark.cli.graph;

import io.mcshark.decoder.Out;
import io.mcshark.decoder.analysis.rates.Plot;
import io.mcshark.decoder.report.Quantity;
import java.io.IOException;
import java.io.OutputStream;

/** A plot as lines in a coordinate system: rate against time, a legend below. */
public final class Chart {
    private static final int WIDTH = 960, LEFT = 110, RIGHT = 20, TOP = 40, HEIGHT = 320, ROW = 18, AXIS = 60;
    private static final int BLACK = 0x222222, GREY = 0xdddddd, TICKS = 5, TIMES = 6;

    /** Told apart also by those who see no red or no green. */
    private static final int[] COLOURS = {0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x000000, 0x8c6d31
    };

    private final Plot plot;
    private final Plot.Unit unit;
    private final String title;
    private final double most;

    /** @param title above it */
    public Chart(Plot plot, Plot.Unit unit, String title) {
        this.plot = plot;
        this.unit = unit;
        this.title = title;
        most = ceiling(plot.peak(plot.total(), unit));
    }

    /** The next round number: 1, 2 or 5 and zeros. */
    static double ceiling(double value) {
        if (value <= 0) {
            return 1;
        }
        double ten = Math.pow(10, Math.floor(Math.log10(value)));
        for (int nice : new int[] {1, 2, 5}) {
            if (value <= nice * ten) {
                return nice * ten;
            }
        }
        return 10 * ten;
    }

    private int rows() {
        return plot.lines().size() + 2;
    }

    private int height() {
        return TOP + HEIGHT + AXIS + rows() * ROW;
    }

    public void svg(OutputStream out) throws IOException {
        Svg svg = new Svg(WIDTH, height(), title, description());
        draw(svg);
        svg.writeTo(out);
    }

    public void png(OutputStream out) throws IOException {
        Png png = new Png(WIDTH, height());
        draw(png);
        png.writeTo(out);
    }

    private void draw(Canvas canvas) {
        canvas.text(LEFT, TOP - ROW, title, Canvas.Anchor.START, BLACK);
        axes(canvas);
        curve(canvas, plot.total(), GREY - 0x444444, 0, 3);
        for (int i = plot.lines().size() - 1; i >= 0; i--) { // the first one lies on top
            curve(canvas, plot.lines().get(i), colour(i), dash(i), 1.5);
        }
        legend(canvas);
    }

    private static int colour(int i) {
        return COLOURS[i % COLOURS.length];
    }

    private static int dash(int i) {
        return i / COLOURS.length;
    }

    private void axes(Canvas canvas) {
        int right = WIDTH - RIGHT;
        int bottom = TOP + HEIGHT;
        for (int i = 0; i <= TICKS; i++) {
            int y = bottom - HEIGHT * i / TICKS;
            canvas.line(new int[] {LEFT, right}, new int[] {y, y}, i == 0 ? BLACK : GREY, 0, 1);
            canvas.text(LEFT - 8, y + 4, number(most * i / TICKS), Canvas.Anchor.END, BLACK);
        }
        canvas.line(new int[] {LEFT, LEFT}, new int[] {TOP, bottom}, BLACK, 0, 1);
        long span = plot.interval() * plot.count();
        long step = (long) Math.max(1, ceiling((double) span / TIMES));
        for (long at = 0; at <= span; at += step) {
            int x = LEFT + (int) ((right - LEFT) * (double) at / span);
            canvas.line(new int[] {x, x}, new int[] {bottom, bottom + 5}, BLACK, 0, 1);
            canvas.text(x, bottom + ROW, Quantity.duration(at), Canvas.Anchor.MIDDLE, BLACK);
        }
        canvas.text(LEFT, bottom + 2 * ROW, "0 s is " + new Out().date(plot.origin()), Canvas.Anchor.START, BLACK);
    }

    /** A line from the middle of one interval to that of the next; it lies on the axis where there are no packets. */
    private void curve(Canvas canvas, Plot.Line line, int colour, int dash, double width) {
        int[] xs = new int[plot.count() + 2];
        int[] ys = new int[plot.count() + 2];
        int span = WIDTH - RIGHT - LEFT;
        for (int i = 0; i < plot.count(); i++) {
            xs[i + 1] = LEFT + (int) (span * (i + 0.5) / plot.count());
            ys[i + 1] = TOP + HEIGHT - (int) Math.round(HEIGHT * plot.rate(line, i, unit) / most);
        }
        xs[0] = LEFT;
        ys[0] = ys[1];
        xs[plot.count() + 1] = WIDTH - RIGHT;
        ys[plot.count() + 1] = ys[plot.count()];
        canvas.line(xs, ys, colour, dash, width);
    }

    private void legend(Canvas canvas) {
        int y = TOP + HEIGHT + AXIS;
        entry(canvas, y, "", "mean", "peak", "gaps");
        Plot.Line total = plot.total();
        sample(canvas, y + ROW, GREY - 0x444444, 0, 3);
        entry(canvas, y + ROW, total.name(), mean(total), peak(total), gaps(total));
        for (int i = 0; i < plot.lines().size(); i++) {
            Plot.Line line = plot.lines().get(i);
            int at = y + (i + 2) * ROW;
            sample(canvas, at, colour(i), dash(i), 2);
            entry(canvas, at, line.name(), mean(line), peak(line), gaps(line));
        }
    }

    private static void sample(Canvas canvas, int y, int colour, int dash, int width) {
        canvas.line(new int[] {LEFT, LEFT + 30}, new int[] {y - 4, y - 4}, colour, dash, width);
    }

    private static void entry(Canvas canvas, int y, String... texts) {
        int[] places = {LEFT + 40, WIDTH - RIGHT - 240, WIDTH - RIGHT - 110, WIDTH - RIGHT};
        for (int i = 0; i < texts.length; i++) {
            canvas.text(places[i], y, texts[i], i == 0 ? Canvas.Anchor.START : Canvas.Anchor.END, BLACK);
        }
    }

    private String number(double value) {
        return Quantity.scaled(value, unit.text());
    }

    private String mean(Plot.Line line) {
        return number(plot.mean(line, unit));
    }

    private String peak(Plot.Line line) {
        return number(plot.peak(line, unit));
    }

    private static String gaps(Plot.Line line) {
        return String.valueOf(line.gaps());
    }

    /** What the picture shows, in words. */
    private String description() {
        StringBuilder text = new StringBuilder(title).append(", from ").append(new Out().date(plot.origin()));
        text.append(" for ")
                .append(Quantity.duration(plot.interval() * plot.count()))
                .append('.');
        for (Plot.Line line : plot.lines()) {
            text.append(' ')
                    .append(line.name())
                    .append(": mean ")
                    .append(mean(line))
                    .append(", peak ");
            text.append(peak(line)).append(", ").append(gaps(line)).append(" intervals without a packet.");
        }
        return text.toString();
    }
}
