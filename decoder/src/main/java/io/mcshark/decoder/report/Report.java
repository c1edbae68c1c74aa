package io.mcshark.decoder.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What an analysis has to say: filled sheets, the main one first, and remarks for people. Text shows all of it; JSON and CSV show
 * the main sheet, or the ones asked for ({@link #only}), and no remarks.
 */
public final class Report {
    /** The version of the documented keys. */
    public static final int SCHEMA = 1;

    /** A sheet and its rows; for text also lines behind it; whether it is shown only when asked for. */
    record Part<R>(Sheet<R> sheet, List<R> rows, List<String> remarks, boolean aside) {
        Object value(int row, int column) {
            return sheet.columns().get(column).value().apply(rows.get(row));
        }
    }

    private final List<Part<?>> parts = new ArrayList<>();
    private final List<String> opening = new ArrayList<>();
    private final List<String> picture = new ArrayList<>();

    /** Adds a sheet; one without rows has its title and remarks shown only if it has remarks. */
    public <R> Report add(Sheet<R> sheet, List<R> rows) {
        parts.add(new Part<>(sheet, List.copyOf(rows), new ArrayList<>(), false));
        return this;
    }

    /** Adds a sheet of details that is shown only when it is asked for; after all remarks. */
    public <R> Report aside(Sheet<R> sheet, List<R> rows) {
        parts.add(new Part<>(sheet, List.copyOf(rows), new ArrayList<>(), true));
        return this;
    }

    /** A line for people, behind the sheet added last. */
    public Report say(String line) {
        (parts.isEmpty() ? opening : parts.getLast().remarks()).add(line);
        return this;
    }

    /** Lines of a picture that text shows before the sheets; nothing else does. */
    public Report draw(List<String> lines) {
        picture.addAll(lines);
        return this;
    }

    List<String> picture() {
        return picture;
    }

    /** The names of its sheets. */
    public List<String> names() {
        return parts.stream().map(part -> part.sheet().name()).toList();
    }

    /** Whether no sheet has a row, those aside that have to be asked for, unless there are no others. */
    public boolean isEmpty() {
        boolean allAside = parts.stream().allMatch(Part::aside);
        return parts.stream()
                .allMatch(part -> part.aside() && !allAside || part.rows().isEmpty());
    }

    /** All that is said to people beside the sheets. */
    public List<String> remarks() {
        List<String> all = new ArrayList<>(opening);
        parts.forEach(part -> all.addAll(part.remarks()));
        return all;
    }

    /** A report with the named sheets only. */
    public Report only(List<String> names) {
        Report some = new Report();
        some.opening.addAll(opening);
        parts.stream().filter(part -> names.contains(part.sheet().name())).forEach(some.parts::add);
        return some;
    }

    /** A report without the sheets that have to be asked for. */
    public Report usual() {
        Report some = new Report();
        some.opening.addAll(opening);
        some.picture.addAll(picture);
        parts.stream().filter(part -> !part.aside()).forEach(some.parts::add);
        return some;
    }

    /** A report with the main sheet only. */
    public Report main() {
        return parts.isEmpty() ? this : only(List.of(parts.getFirst().sheet().name()));
    }

    /**
     * Sorts the main sheet by a column, numbers falling and text rising; {@code -} before the name turns that round. Rows without
     * a value come last.
     *
     * @return false when there is no such column
     */
    public boolean sort(String by) {
        if (parts.isEmpty()) {
            return true;
        }
        boolean turned = by.startsWith("-");
        Part<?> sorted = sorted(parts.getFirst(), turned ? by.substring(1) : by, turned);
        if (sorted == null) {
            return false;
        }
        parts.set(0, sorted);
        return true;
    }

    private static <R> Part<R> sorted(Part<R> part, String name, boolean turned) {
        Column<R> column = part.sheet().column(name);
        if (column == null) {
            return null;
        }
        boolean falling = column.kind().isNumeric() != turned;
        Comparator<Object> order = falling ? Report::reversed : Report::compared;
        List<R> rows = new ArrayList<>(part.rows());
        rows.sort(Comparator.comparing(row -> column.value().apply(row), Comparator.nullsLast(order)));
        return new Part<>(part.sheet(), rows, part.remarks(), part.aside());
    }

    private static int reversed(Object a, Object b) {
        return compared(b, a);
    }

    private static int compared(Object a, Object b) {
        if (a instanceof Number m && b instanceof Number n) {
            return a instanceof Double || b instanceof Double
                    ? Double.compare(m.doubleValue(), n.doubleValue())
                    : Long.compare(m.longValue(), n.longValue());
        }
        return natural(a.toString(), b.toString());
    }

    /** Text in the order people expect: numbers in it by their value, so that 239.1.1.10 follows 239.1.1.9. */
    public static int natural(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int m = digits(a, i);
            int n = digits(b, j);
            if (m > i && n > j) {
                String x = a.substring(i, m).replaceFirst("^0+(?=.)", "");
                String y = b.substring(j, n).replaceFirst("^0+(?=.)", "");
                int order = x.length() != y.length() ? Integer.compare(x.length(), y.length()) : x.compareTo(y);
                if (order != 0) {
                    return order;
                }
                i = m;
                j = n;
            } else if (a.charAt(i) != b.charAt(j)) {
                return Character.compare(a.charAt(i), b.charAt(j));
            } else {
                i++;
                j++;
            }
        }
        int order = Integer.compare(a.length() - i, b.length() - j);
        return order != 0 ? order : a.compareTo(b);
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /** How many rows the main sheet has. */
    public int rows() {
        return parts.isEmpty() ? 0 : parts.getFirst().rows().size();
    }

    /** What a row of the main sheet has in the column with a key; null for nothing, or no such column. */
    public Object value(int row, String key) {
        return parts.isEmpty() ? null : value(parts.getFirst(), row, key);
    }

    private static <R> Object value(Part<R> part, int row, String key) {
        Column<R> column = part.sheet().column(key);
        return column == null ? null : column.value().apply(part.rows().get(row));
    }

    List<Part<?>> parts() {
        return parts;
    }

    List<String> opening() {
        return opening;
    }
}
