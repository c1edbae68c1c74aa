package io.mcshark.decoder.view;

import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Plan;
import java.util.Arrays;
import java.util.List;

/**
 * Chosen fields: {@code -T fields}, exactly as {@code tshark -T fields -E separator=/t -E occurrence=a -E aggregator=,}
 * prints them, or as JSON or CSV. A column's occurrences stand in the order of the tree.
 */
public final class FieldsView implements View {
    /** How the values are wrapped. */
    public enum Format {
        /** Tab between columns, comma between occurrences. */
        FIELDS,
        /** An array of objects, field to array of values. */
        JSON,
        /** One such object a line. */
        NDJSON,
        /** RFC 4180, with a header line. */
        CSV
    }

    private final Format format;
    private final Column[] columns;
    private boolean some;

    public FieldsView(List<Catalogue.Entry> fields, Format format) {
        this.format = format;
        this.columns = fields.stream().map(entry -> new Column(entry, format)).toArray(Column[]::new);
    }

    @Override
    public void begin(Out out) {
        switch (format) {
            case CSV -> {
                for (int i = 0; i < columns.length; i++) {
                    out.put(i == 0 ? "" : ",").put(columns[i].entry.name());
                }
                out.put("\r\n");
            }
            case JSON -> out.put('[');
            default -> {}
        }
    }

    @Override
    public void show(Frame f, Out out) {
        switch (format) {
            case FIELDS -> {
                for (int i = 0; i < columns.length; i++) {
                    if (i > 0) {
                        out.put('\t');
                    }
                    columns[i].put(f, out);
                }
                out.put('\n');
            }
            case CSV -> {
                for (int i = 0; i < columns.length; i++) {
                    if (i > 0) {
                        out.put(',');
                    }
                    quoted(columns[i], f, out);
                }
                out.put("\r\n");
            }
            case NDJSON -> object(f, out.put("")).put('\n');
            case JSON -> {
                object(f, out.put(some ? ",\n" : "\n"));
                some = true;
            }
        }
    }

    @Override
    public boolean isOrdered() {
        return format == Format.JSON; // commas
    }

    @Override
    public boolean needsState() {
        return Arrays.stream(columns)
                .anyMatch(column -> column.entry.fields().stream().anyMatch(Field::isState));
    }

    @Override
    public void end(Out out) {
        if (format == Format.JSON) {
            out.put("\n]\n");
        }
    }

    private Out object(Frame f, Out out) {
        out.put('{');
        boolean first = true;
        for (Column column : columns) {
            int before = out.size();
            out.put(first ? "\"" : ",\"").put(column.entry.name()).put("\":[");
            if (column.put(f, out)) {
                out.put(']');
                first = false;
            } else {
                out.size(before);
            }
        }
        return out.put('}');
    }

    private static void quoted(Column column, Frame f, Out out) {
        int at = out.size();
        column.put(f, out);
        boolean needed = false;
        int quotes = 0;
        for (int i = at; i < out.size(); i++) {
            byte b = out.at(i);
            needed |= b == ',' || b == '"' || b == '\n' || b == '\r';
            quotes += b == '"' ? 1 : 0;
        }
        if (needed) {
            String text = out.text(at);
            out.size(at);
            out.put('"').put(quotes == 0 ? text : text.replace("\"", "\"\"")).put('"');
        }
    }

    /** One column: visits its field's occurrences and writes them one behind the other. */
    private static final class Column implements Plan.Visitor {
        final Catalogue.Entry entry;
        private final Plan plan;
        private final boolean json;
        private Out out;
        private boolean some;

        Column(Catalogue.Entry entry, Format format) {
            this.entry = entry;
            this.plan = Plan.of(entry.fields());
            this.json = format == Format.JSON || format == Format.NDJSON;
        }

        /** Writes all occurrences; false when there is none. */
        boolean put(Frame f, Out out) {
            this.out = out;
            some = false;
            if (!entry.isProtocol()) {
                plan.each(f, this);
            } else {
                for (int i = 0; i < f.depth(); i++) {
                    if (f.protocol(i) == entry.protocol()) {
                        int at = begin();
                        out.put(entry.label());
                        end(at, at - 1, false);
                    }
                }
            }
            return some;
        }

        @Override
        public boolean visit(Field field, Frame f, int layer, int at, int end) {
            int before = out.size();
            int begin = begin();
            field.put(f, at, end, out);
            end(begin, before, out.size() == begin && field.isEmptyText(f, at, end));
            return false;
        }

        private int begin() {
            if (some) {
                out.put(',');
            }
            if (json) {
                out.put('"');
            }
            return out.size();
        }

        /** Takes everything back when nothing was written, unless that is the value. */
        private void end(int begin, int before, boolean empty) {
            if (out.size() == begin && !empty) {
                out.size(before);
                return;
            }
            some = true;
            if (json) {
                escape(begin);
                out.put('"');
            }
        }

        /** What {@link Out#safe} writes needs only its backslashes and quotes escaped to be JSON. */
        private void escape(int begin) {
            for (int i = begin; i < out.size(); i++) {
                if (out.at(i) == '"' || out.at(i) == '\\') {
                    String text = out.text(begin);
                    out.size(begin);
                    out.put(text.replace("\\", "\\\\").replace("\"", "\\\""));
                    return;
                }
            }
        }
    }
}
