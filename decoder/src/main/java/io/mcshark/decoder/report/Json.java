package io.mcshark.decoder.report;

import io.mcshark.decoder.Out;
import java.util.List;

/** A report as JSON: an array of objects, or one object a line. */
public final class Json {
    private final boolean lines;

    /** @param lines one object a line, no array around them */
    public Json(boolean lines) {
        this.lines = lines;
    }

    /** Appends all rows of all sheets. */
    public void put(Report report, Out out) {
        boolean first = true;
        for (Report.Part<?> part : report.parts()) {
            for (int r = 0; r < part.rows().size(); r++) {
                if (!lines) {
                    out.put(first ? "[\n" : ",\n");
                }
                first = false;
                object(part, r, out);
                out.put(lines ? "\n" : "");
            }
        }
        if (!lines) {
            out.put(first ? "[]\n" : "\n]\n");
        }
    }

    private static <R> void object(Report.Part<R> part, int row, Out out) {
        out.put("{\"schema\":")
                .dec(Report.SCHEMA)
                .put(",\"record\":\"")
                .put(part.sheet().name())
                .put('"');
        List<Column<R>> columns = part.sheet().columns();
        for (int c = 0; c < columns.size(); c++) {
            out.put(",\"").put(columns.get(c).key()).put("\":");
            value(columns.get(c).kind(), part.value(row, c), out);
        }
        out.put('}');
    }

    private static void value(Kind kind, Object value, Out out) {
        if (value == null) {
            out.put("null");
            return;
        }
        switch (kind) {
            case TEXT -> text(value.toString(), out);
            case TEXTS, COUNTS -> {
                out.put('[');
                String between = "";
                for (Object one : (List<?>) value) {
                    out.put(between);
                    value(kind == Kind.TEXTS ? Kind.TEXT : Kind.COUNT, one, out);
                    between = ",";
                }
                out.put(']');
            }
            case COUNT, FLAG -> out.put(value.toString());
            case TIME -> out.put('"').seconds((Long) value).put('"');
            case DURATION -> number((Long) value / 1e9, out);
            case NUMBER, RATE, SHARE -> number((Double) value, out);
        }
    }

    /** The shortest decimal text that means this number; JSON knows no infinity. */
    static void number(double value, Out out) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            out.put("null");
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            out.dec((long) value);
        } else {
            out.put(new java.math.BigDecimal(Double.toString(value)).toPlainString());
        }
    }

    /** What JSON asks for, and what could steer a terminal: controls, bidirectional marks, line separators. */
    private static boolean isEscaped(char c) {
        if (c < 0x7f) {
            return c < ' ';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static void text(String text, Out out) {
        out.put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.put('\\').put(c);
            } else if (isEscaped(c)) {
                out.put("\\u").hex(c, 4);
            } else {
                out.put(String.valueOf(c));
            }
        }
        out.put('"');
    }
}
