package io.mcshark.cli.shell;

import io.mcshark.cli.UserError;
import java.util.ArrayList;
import java.util.List;

/**
 * One line typed into the shell, taken apart without touching what belongs to a display filter: {@code filter ip.ttl > 5} is
 * no redirection and {@code ||} no second command.
 *
 * @param command the first word; empty for a blank line
 * @param rest what follows it, raw, without the blanks around it
 * @param target the program ({@code | PROGRAM}) or file ({@code |> FILE}) the output goes to, or null
 * @param toFile whether the target is a file
 */
record Line(String command, String rest, String target, boolean toFile) {
    static Line parse(String text) {
        String line = text.strip();
        int bar = bar(line);
        String target = null;
        boolean toFile = false;
        if (bar >= 0) {
            toFile = line.startsWith("|>", bar);
            target = line.substring(bar + (toFile ? 2 : 1)).strip();
            line = line.substring(0, bar).strip();
            if (target.isEmpty()) {
                throw new UserError("column " + (bar + 1) + ": nothing behind " + (toFile ? "|>" : "|"));
            }
        }
        int end = 0;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        return new Line(line.substring(0, end), line.substring(end).strip(), target, toFile);
    }

    /**
     * Where a single bar stands with a blank before it, outside quotes; -1 for none. {@code ||} is a filter's "or". A backslash
     * keeps the next character from ending what is in quotes, but between single quotes only in a filter.
     */
    private static int bar(String line) {
        int filter = filterAt(line);
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == '\\' && (quote == '"' || i >= filter)) {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '|' && i + 1 < line.length() && line.charAt(i + 1) == '|') {
                i++;
            } else if (c == '|' && i > 0 && Character.isWhitespace(line.charAt(i - 1))) {
                return i;
            }
        }
        return -1;
    }

    /** Where a display filter begins that is taken as it stands; past the end for none. */
    private static int filterAt(String line) {
        if (line.startsWith("filter")) {
            return 0;
        }
        int option = line.indexOf(" -Y ");
        return option < 0 || line.startsWith("'", option + 4) ? line.length() : option + 4;
    }

    /**
     * The arguments of a command: words parted by blanks, with quotes and backslashes as in a Unix shell. What follows {@code
     * -Y} is one word, the rest of the line as it stands, unless it begins with a single quote.
     */
    List<String> arguments() {
        List<String> words = new ArrayList<>();
        int i = 0;
        while (true) {
            while (i < rest.length() && Character.isWhitespace(rest.charAt(i))) {
                i++;
            }
            if (i >= rest.length()) {
                return words;
            }
            if (!words.isEmpty() && words.getLast().equals("-Y") && rest.charAt(i) != '\'') {
                words.add(rest.substring(i));
                return words;
            }
            i = word(i, words);
        }
    }

    private int word(int from, List<String> words) {
        StringBuilder word = new StringBuilder();
        char quote = 0;
        int opened = 0;
        int i = from;
        for (; i < rest.length() && (quote != 0 || !Character.isWhitespace(rest.charAt(i))); i++) {
            char c = rest.charAt(i);
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                opened = i;
            } else if (c == '\\' && quote != '\'' && i + 1 < rest.length()) {
                word.append(rest.charAt(++i));
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw new UserError(command + ": the quote at character " + (opened + 1) + " is not closed");
        }
        words.add(word.toString());
        return i;
    }
}
