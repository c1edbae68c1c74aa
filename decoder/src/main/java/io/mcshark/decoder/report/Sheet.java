package io.mcshark.decoder.report;

import java.util.List;

/**
 * A kind of table: its name ({@code record} in JSON), title and columns. Declared once, as a constant beside what it tells of.
 *
 * @param about what a row is, for the documentation
 */
public record Sheet<R>(String name, String title, String about, List<Column<R>> columns) {
    public Sheet {
        columns = List.copyOf(columns);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <R> Sheet<R> of(String name, String title, String about, Column<R>... columns) {
        return new Sheet<>(name, title, about, List.of(columns));
    }

    /** The column with a key, or else with a heading, of which there may be several alike; null for none. */
    public Column<R> column(String name) {
        return columns.stream()
                .filter(c -> c.key().equals(name))
                .findFirst()
                .or(() -> columns.stream()
                        .filter(c -> c.heading().equalsIgnoreCase(name))
                        .findFirst())
                .orElse(null);
    }
}
