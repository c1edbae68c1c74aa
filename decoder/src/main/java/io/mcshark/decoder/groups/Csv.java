package io.mcshark.decoder.groups;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads a CSV file beside this class (RFC 4180, ASCII, a header line), field by field. Works on bytes and makes a string only of
 * what is asked for: the files are read at start-up, before anything is compiled.
 */
final class Csv {
    private final byte[] bytes;
    private int at;

    Csv(String resource) {
        try (InputStream in = Csv.class.getResourceAsStream(resource)) {
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        skipRow();
    }

    /** Whether there is another row; to be asked at the beginning of one. */
    boolean more() {
        return at < bytes.length;
    }

    /** Where the next field begins. */
    int at() {
        return at;
    }

    void moveTo(int position) {
        at = position;
    }

    /** The next field; goes beyond the comma or line end behind it. */
    String field() {
        byte[] b = bytes; // locals: this loop runs interpreted
        int from = at, to = from;
        boolean quoted = b[from] == '"';
        if (quoted) {
            to = ++from;
            while (b[to] != '"' || b[to + 1] == '"') {
                to += b[to] == '"' ? 2 : 1;
            }
            at = to + 2;
        } else {
            while (b[to] != ',' && b[to] != '\n') {
                to++;
            }
            at = to + 1;
        }
        if (from == to) {
            return "";
        }
        String field = new String(b, from, to - from, StandardCharsets.ISO_8859_1);
        return quoted && field.indexOf('"') >= 0 ? field.replace("\"\"", "\"") : field;
    }

    /** Fills {@code row} with the next row's fields; false at the end. */
    boolean next(String[] row) {
        if (!more()) {
            return false;
        }
        for (int i = 0; i < row.length; i++) {
            row[i] = field();
        }
        return true;
    }

    /** Goes to the beginning of the next row; no field here holds a line end. */
    void skipRow() {
        byte[] b = bytes;
        int end = at;
        while (b[end] != '\n') {
            end++;
        }
        at = end + 1;
    }
}
