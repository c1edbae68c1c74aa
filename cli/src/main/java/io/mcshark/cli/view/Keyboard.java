package io.mcshark.cli.view;

import java.io.IOException;
import java.util.Map;
import org.jline.utils.NonBlockingReader;

/** Keys as words, out of the bytes a terminal sends: {@code "j"}, {@code "down"}, {@code "ctrl-c"}. */
final class Keyboard {
    private static final int ESCAPE = 27, DELETE = 127;

    /** What is no key: other reports of the mouse. */
    static final String IGNORED = "";

    /** How long the rest of a sequence may take: longer, and it was the key itself. */
    private static final long REST_MILLIS = 50;

    // ECMA-48 and xterm: what stands between ESC [ (or ESC O) and the end.
    private static final Map<String, String> SEQUENCES = Map.ofEntries(
            Map.entry("A", "up"),
            Map.entry("B", "down"),
            Map.entry("C", "right"),
            Map.entry("D", "left"),
            Map.entry("H", "home"),
            Map.entry("F", "end"),
            Map.entry("Z", "shift-tab"),
            Map.entry("P", "f1"),
            Map.entry("1~", "home"),
            Map.entry("3~", "delete"),
            Map.entry("4~", "end"),
            Map.entry("5~", "pgup"),
            Map.entry("6~", "pgdn"),
            Map.entry("7~", "home"),
            Map.entry("8~", "end"),
            Map.entry("11~", "f1"));

    private final NonBlockingReader reader;

    Keyboard(NonBlockingReader reader) {
        this.reader = reader;
    }

    /** The next key; null when none came within {@code millis}; {@code "ctrl-c"} when the terminal is gone. */
    String next(long millis) throws IOException {
        int c = reader.read(millis);
        if (c == NonBlockingReader.READ_EXPIRED) {
            return null;
        }
        if (c == ESCAPE) {
            return escape();
        }
        return switch (c) {
            case NonBlockingReader.EOF -> "ctrl-c";
            case '\r', '\n' -> "enter";
            case '\t' -> "tab";
            case '\b', DELETE -> "backspace";
            default -> c < ' ' ? "ctrl-" + (char) ('a' + c - 1) : text(c);
        };
    }

    /** A character, which may come in two halves. */
    private String text(int c) throws IOException {
        if (Character.isHighSurrogate((char) c)) {
            int low = reader.read(REST_MILLIS);
            return low < 0 ? "" : new String(new char[] {(char) c, (char) low});
        }
        return String.valueOf((char) c);
    }

    private String escape() throws IOException {
        int c = reader.read(REST_MILLIS);
        if (c != '[' && c != 'O') {
            return "esc";
        }
        StringBuilder rest = new StringBuilder();
        while ((c = reader.read(REST_MILLIS)) >= 0) {
            rest.append((char) c);
            if (rest.charAt(0) == '<' ? c == 'M' || c == 'm' : c >= '@') {
                break;
            }
        }
        String sequence = rest.toString();
        return sequence.startsWith("<") ? mouse(sequence) : SEQUENCES.getOrDefault(sequence, "esc-" + sequence);
    }

    /** xterm's SGR report: {@code <button;column;line}, from 1, and M for pressed, m for let go. */
    private static String mouse(String sequence) {
        String[] parts = sequence.substring(1, sequence.length() - 1).split(";");
        if (parts.length != 3 || !sequence.endsWith("M") || !sequence.matches("<[0-9]{1,4};[0-9]{1,4};[0-9]{1,4}M")) {
            return IGNORED;
        }
        String where = ":" + (Integer.parseInt(parts[1]) - 1) + ":" + (Integer.parseInt(parts[2]) - 1);
        return switch (parts[0]) {
            case "0" -> "click" + where;
            case "64" -> "wheel-up" + where;
            case "65" -> "wheel-down" + where;
            default -> IGNORED;
        };
    }
}
