package io.mcshark.decoder.report;

import io.mcshark.decoder.Out;
import java.util.List;

/** A report as CSV (RFC 4180): the first sheet, keys as the first line, values as in JSON. */
public final class Csv {
    private final Out scratch = new Out();

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

    private <R> void row(Report.Part<R> part, int row, Out out) {
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

    private void cell(Kind kind, Object value, Out out) {
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
            case NUMBER, RATE, SHARE -> {
                if (Double.isFinite((Double) value)) { // none is nothing
                    Json.number((Double) value, out);
                }
            }
        }
    }

    private String safe(String value) {
        scratch.clear();
        return scratch.safe(value).toString();
    }

    /** Text, safe for a terminal, in quotes where a comma or quote asks for them. */
    private void quoted(String value, Out out) {
        String text = safe(value);
        boolean quotes = text.indexOf(',') >= 0 || text.indexOf('"') >= 0;
        if (!quotes) {
            out.put(text);
            return;
        }
        out.put('"').put(text.replace("\"", "\"\"")).put('"');
    }
}
