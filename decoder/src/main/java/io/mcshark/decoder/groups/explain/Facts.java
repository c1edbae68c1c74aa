package io.mcshark.decoder.groups.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of one thing, in order: each fact with lines for people and a value for programs, so that text and JSON cannot
 * tell different stories.
 */
public final class Facts {
    /** Raised when a key of the values changes its meaning or goes away. */
    private static final int SCHEMA = 1;

    private static final int INDENT = 13;

    private final String title;
    private final List<String> labels = new ArrayList<>();
    private final List<List<String>> lines = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    /**
     * @param input what was asked about
     * @param kind a stable word for the kind of thing
     * @param title the kind in words
     */
    Facts(String input, String kind, String title) {
        this.title = input + "  " + title;
        values.put("schema", SCHEMA);
        values.put("input", input);
        values.put("kind", kind);
    }

    /** Adds a fact; without lines, the value is its text. */
    void add(String label, String key, Object value, String... text) {
        labels.add(label);
        lines.add(text.length > 0 ? Arrays.asList(text) : List.of(String.valueOf(value)));
        values.put(key, value);
    }

    /** Adds a value for programs alone: another fact's lines tell it already. */
    void value(String key, Object value) {
        values.put(key, value);
    }

    /**
     * The values in order: strings, numbers, booleans, null, lists and maps of them. The keys are documented in {@code
     * docs/explain.md}.
     */
    public Map<String, Object> values() {
        return values;
    }

    /** The facts as text, wrapped at blanks to {@code width} columns, each line ended. */
    public String text(int width) {
        StringBuilder out = new StringBuilder(title).append('\n');
        for (int i = 0; i < labels.size(); i++) {
            String margin = "  " + labels.get(i);
            for (String line : lines.get(i)) {
                margin = wrap(out, margin, line, Math.max(width, INDENT + 20));
            }
        }
        return out.toString();
    }

    /** Appends the values as one JSON object on one line. */
    public void json(StringBuilder out) {
        json(out, values);
    }

    private static void json(StringBuilder out, Object value) {
        switch (value) {
            case Map<?, ?> map -> {
                String comma = "{";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json(out.append(comma), entry.getKey());
                    json(out.append(':'), entry.getValue());
                    comma = ",";
                }
                out.append('}');
            }
            case List<?> list -> {
                out.append('[');
                for (int i = 0; i < list.size(); i++) {
                    json(i == 0 ? out : out.append(','), list.get(i));
                }
                out.append(']');
            }
            case String text -> quote(out, text);
            case null, default -> out.append(value); // null, numbers, booleans
        }
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /** Appends one line, wrapped; returns the margin of the next. */
    private static String wrap(StringBuilder out, String margin, String line, int width) {
        String rest = line;
        String left = margin;
        do {
            out.append(left).repeat(' ', Math.max(1, INDENT - left.length()));
            int room = width - INDENT;
            int end = rest.length() <= room ? rest.length() : rest.lastIndexOf(' ', room);
            if (end <= 0) {
                end = rest.indexOf(' ') < 0 ? rest.length() : rest.indexOf(' ');
            }
            out.append(rest, 0, end).append('\n');
            rest = rest.substring(Math.min(rest.length(), end + 1));
            left = "";
        } while (!rest.isEmpty());
        return "";
    }
}
