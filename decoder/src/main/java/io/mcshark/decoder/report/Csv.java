package io.mcshark.decoder.report;

import io.mcshark.decoder.Out;
import java.util.List;

/** A report as CSV (RFC 4180): the first sheet, keys as the first line, values as in JSON. */
public final class Csv {
    /** Appends the first sheet. */
    public void put(Report report, Out out) {
        if (report.parts().isEmpty()) {
            return;
        }
        Report.Part<?> part = report.parts().getFirst();
        head(part.sheet().columns(), out);
        for (int r = 0; r < part.rows().size(); r++) {
            row(part, r, out);
        }
    }

    private static <R> void head(List<Column<R>> columns, Out out) {
        String between = "";
        for (Column<R> column : columns) {
            out.put(between).put(column.key());
            between = ",";
        }
        out.put("\r\n");
    }

    private static <R> void row(Report.Part<R> part, int row, Out out) {
        List<Column<R>> columns = part.sheet().columns();
        for (int c = 0; c < columns.size(); c++) {
            out.put(c == 0 ? "" : ",");
            Object value = part.value(row, c);
            if (value != null) {
                cell(columns.get(c).kind(), value, out);
            }
        }
        out.put("\r\n");
    }

    private static void cell(Kind kind, Object value, Out out) {
        switch (kind) {
            case TEXT, COUNT, FLAG -> quoted(value.toString(), out);
            case TEXTS, COUNTS ->
                quoted(
                        String.join(
                                " ",
                                ((List<?>) value).stream().map(Object::toString).toList()),
                        out);
            case TIME -> out.seconds((Long) value);
            case DURATION -> Json.number((Long) value / 1e9, out);
            case NUMBER, RATE, SHARE -> Json.number((Double) value, out);
        }
    }

    private static void quoted(String text, Out out) {
        boolean quotes = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        if (!quotes) {
            out.put(text);
            return;
        }
        out.put('"').put(text.replace("\"", "\"\"")).put('"');
    }
}
