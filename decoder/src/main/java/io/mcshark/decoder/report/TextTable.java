package io.mcshark.decoder.report;

import io.mcshark.decoder.Out;
import io.mcshark.decoder.view.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * A report as text: titles, tables in columns, remarks. Complete unless it has to fit a terminal: then the columns of highest rank
 * are left out, which is said.
 */
public final class TextTable {
    private static final String GAP = "  ";

    /**
     * Where a column of the main sheet stands.
     *
     * @param from its first column on the terminal; {@code width} of them
     */
    public record Place(String key, int from, int width) {}

    private final Clock clock;
    private final int width;
    private final Out scratch = new Out();
    private final List<Place> places = new ArrayList<>();
    private int headingLine = -1;

    /** @param width of the terminal in columns; {@link Integer#MAX_VALUE} for no limit */
    public TextTable(Clock clock, int width) {
        this.clock = clock;
        this.width = width;
    }

    /** Appends the whole report. */
    public void put(Report report, Out out) {
        places.clear();
        headingLine = -1;
        report.opening().forEach(line -> out.safe(line).put('\n'));
        report.picture().forEach(line -> out.safe(line).put('\n'));
        boolean several =
                report.parts().stream().filter(part -> !part.rows().isEmpty()).count() > 1;
        boolean first = report.opening().isEmpty() && report.picture().isEmpty();
        for (Report.Part<?> part : report.parts()) {
            if (part.rows().isEmpty() && part.remarks().isEmpty()) {
                continue;
            }
            out.put(first ? "" : "\n");
            first = false;
            if (several && !part.rows().isEmpty()) {
                out.put(part.sheet().title()).put('\n');
            }
            if (!part.rows().isEmpty()) {
                headingLine = part == report.parts().getFirst() ? lines(out) : headingLine;
                table(part, part == report.parts().getFirst(), out);
            }
            part.remarks().forEach(line -> out.safe(line).put('\n'));
        }
    }

    /** The line, from 0, with the headings of the main sheet, its rows behind it; -1 when it has none. */
    public int headingLine() {
        return headingLine;
    }

    /** Where the columns of the main sheet stand. */
    public List<Place> places() {
        return List.copyOf(places);
    }

    private static int lines(Out out) {
        int lines = 0;
        for (int i = 0; i < out.size(); i++) {
            lines += out.at(i) == '\n' ? 1 : 0;
        }
        return lines;
    }

    private <R> void table(Report.Part<R> part, boolean main, Out out) {
        List<Column<R>> columns = part.sheet().columns();
        List<String[]> cells = new ArrayList<>();
        int[] widths = new int[columns.size()];
        boolean[] shown = new boolean[columns.size()];
        for (int c = 0; c < columns.size(); c++) {
            String[] column = new String[part.rows().size()];
            boolean some = false;
            for (int r = 0; r < column.length; r++) {
                column[r] = columns.get(c).isHidden()
                        ? ""
                        : safe(text(columns.get(c).kind(), part.value(r, c)));
                widths[c] = Math.max(widths[c], Width.of(column[r]));
                some |= !column[r].isEmpty();
            }
            widths[c] = Math.max(widths[c], Width.of(columns.get(c).heading()));
            shown[c] = some && !columns.get(c).isHidden(); // a column without a value says nothing
            cells.add(column);
        }
        List<String> left = fit(columns, widths, shown);
        heading(columns, widths, shown, out);
        int from = 0;
        for (int c = 0; c < widths.length && main; c++) {
            if (shown[c]) {
                places.add(new Place(columns.get(c).key(), from, widths[c]));
                from += widths[c] + GAP.length();
            }
        }
        for (int r = 0; r < part.rows().size(); r++) {
            row(columns, cells, widths, shown, r, out);
        }
        if (!left.isEmpty()) {
            out.put("(no room for: ").put(String.join(", ", left)).put(")\n");
        }
    }

    /** Leaves out columns until the rest fits; the names of what was left out. */
    private <R> List<String> fit(List<Column<R>> columns, int[] widths, boolean[] shown) {
        boolean[] before = shown.clone();
        while (total(widths, shown) > width) {
            int most = -1;
            for (int c = 0; c < shown.length; c++) {
                int rank = columns.get(c).rank();
                if (shown[c]
                        && rank > 0
                        && (most < 0 || rank >= columns.get(most).rank())) {
                    most = c;
                }
            }
            if (most < 0) {
                break;
            }
            shown[most] = false;
        }
        List<String> left = new ArrayList<>();
        for (int c = 0; c < shown.length; c++) {
            if (before[c] && !shown[c]) {
                left.add(columns.get(c).heading());
            }
        }
        return left;
    }

    private static int total(int[] widths, boolean[] shown) {
        int total = -GAP.length();
        for (int c = 0; c < widths.length; c++) {
            total += shown[c] ? widths[c] + GAP.length() : 0;
        }
        return total;
    }

    private static <R> void heading(List<Column<R>> columns, int[] widths, boolean[] shown, Out out) {
        String gap = "";
        int owed = 0;
        for (int c = 0; c < columns.size(); c++) {
            if (shown[c]) {
                spaces(owed, out.put(gap));
                owed = pad(
                        columns.get(c).heading(),
                        widths[c],
                        columns.get(c).kind().isNumeric(),
                        out);
                gap = GAP;
            }
        }
        out.put('\n');
    }

    private static <R> void row(
            List<Column<R>> columns, List<String[]> cells, int[] widths, boolean[] shown, int row, Out out) {
        String gap = "";
        int owed = 0; // spaces behind the last column are not written
        for (int c = 0; c < columns.size(); c++) {
            if (shown[c]) {
                String cell = cells.get(c)[row];
                if (!cell.isEmpty()) {
                    spaces(owed, out);
                    out.put(gap);
                    owed = pad(cell, widths[c], columns.get(c).kind().isNumeric(), out);
                } else {
                    owed += gap.length() + widths[c];
                }
                gap = GAP;
            }
        }
        out.put('\n');
    }

    /** Appends a cell; returns how many spaces are missing behind it. */
    private static int pad(String text, int width, boolean right, Out out) {
        int missing = width - Width.of(text);
        if (right) {
            spaces(missing, out);
            missing = 0;
        }
        out.put(text);
        return missing;
    }

    /** Text of packets as it is shown; so it is measured, too. */
    private String safe(String text) {
        scratch.clear();
        return text.isEmpty() ? text : scratch.safe(text).toString();
    }

    private static void spaces(int count, Out out) {
        for (int i = 0; i < count; i++) {
            out.put(' ');
        }
    }

    private String text(Kind kind, Object value) {
        if (value == null) {
            return "";
        }
        return switch (kind) {
            case TEXT, COUNT -> value.toString();
            case TEXTS, COUNTS ->
                String.join(
                        ", ", ((List<?>) value).stream().map(Object::toString).toList());
            case NUMBER -> Quantity.digits((Double) value);
            case TIME -> time((Long) value);
            case DURATION -> Quantity.duration((Long) value);
            case RATE -> Quantity.rate((Double) value);
            case SHARE -> Quantity.share((Double) value);
            case FLAG -> (Boolean) value ? "yes" : "";
        };
    }

    private String time(long nanos) {
        scratch.clear();
        clock.put(nanos, scratch);
        return scratch.toString().strip();
    }
}
