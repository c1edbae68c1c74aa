package io.mcshark.decoder.report;

import java.util.function.Function;

/**
 * A column of a sheet.
 *
 * @param key in JSON and CSV, snake_case
 * @param heading in text
 * @param about for the documentation: what it is, with its source
 * @param value of a row, of the type that {@code kind} names; null for none
 * @param rank which columns go first where the terminal is too narrow for all: the highest; 0 stays
 */
public record Column<R>(String key, String heading, Kind kind, String about, Function<R, ?> value, int rank) {
    /** A column that stays however narrow the terminal is. */
    public static <R> Column<R> of(String key, String heading, Kind kind, String about, Function<R, ?> value) {
        return new Column<>(key, heading, kind, about, value, 0);
    }

    /** The same column, left out of the text when there is no room, those of the highest rank first. */
    public Column<R> rank(int rank) {
        return new Column<>(key, heading, kind, about, value, rank);
    }

    /** The same column, in JSON and CSV only. */
    public Column<R> hidden() {
        return rank(HIDDEN);
    }

    static final int HIDDEN = Integer.MAX_VALUE;

    boolean isHidden() {
        return rank == HIDDEN;
    }
}
