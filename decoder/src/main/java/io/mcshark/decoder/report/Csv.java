package io.mcshark.decoder.report;

import io.mcshark.decoder.Out;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** The first row of the first sheet: its values as they stand in CSV, unquoted, by key; without those there are none of. */
    public Map<String, String> first(Report report) {
        Map<String, String> values = new LinkedHashMap<>();
        Report.Part<?> part = report.parts().getFirst();
        for (int c = 0; c < part.sheet().columns().size(); c++) {
            Column<?> column = part.sheet().columns().get(c);
            Object value = part.value(0, c);
            if (value != null) {
                Out out = new Out();
                value(column.kind(), value, out);
                values.put(column.key(), out.toString());
            }
        }
        return values;
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
                quoted(columns.get(c).kind(), value, out);
            }
        }
        out.put("\r\n");
    }

    private void value(Kind kind, Object value, Out out) {
        switch (kind) {
            case TEXT, COUNT, FLAG -> out.put(safe(value.toString()));
            case TEXTS, COUNTS ->
                out.put(safe(String.join(
                        " ", ((List<?>) value).stream().map(Object::toString).toList())));
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

    /** A value, safe for a terminal, in quotes where a comma or quote asks for them. */
    private void quoted(Kind kind, Object value, Out out) {
        Out plain = new Out();
        value(kind, value, plain);
        String text = plain.toString();
        boolean quotes = text.indexOf(',') >= 0 || text.indexOf('"') >= 0;
        if (!quotes) {
            out.put(text);
            return;
        }
        out.put('"').put(text.replace("\"", "\"\"")).put('"');
    }
}
