package io.mcshark.cli.shell;

import io.mcshark.cli.UserError;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Short names for the beginnings of lines: {@code alias lost=streams --sort -lost}. */
final class Aliases {
    private static final int MOST = 1000;

    private final Map<String, String> texts = new TreeMap<>();

    /**
     * Sets an alias, from {@code NAME=TEXT}.
     *
     * @param taken names of commands, which cannot be one
     */
    void set(String definition, Collection<String> taken) {
        int equals = definition.indexOf('=');
        String name = equals < 0
                ? definition.strip()
                : definition.substring(0, equals).strip();
        String text = equals < 0 ? "" : definition.substring(equals + 1).strip();
        if (!name.matches("[A-Za-z0-9_-]+") || text.isEmpty()) {
            throw new UserError("alias " + definition.strip() + ": give NAME=TEXT");
        }
        if (taken.contains(name)) {
            throw new UserError("alias " + name + ": is a command");
        }
        if (texts.size() >= MOST) {
            throw new UserError("alias " + name + ": there are " + MOST + " already");
        }
        texts.put(name, text);
    }

    void remove(String name) {
        if (texts.remove(name) == null) {
            throw new UserError("unalias " + name + ": no such alias");
        }
    }

    /** All, as they are set. */
    Map<String, String> all() {
        return texts;
    }

    /** A line with an alias at its beginning replaced by its text, once. */
    String expand(String line) {
        String stripped = line.stripLeading();
        int end = 0;
        while (end < stripped.length() && !Character.isWhitespace(stripped.charAt(end))) {
            end++;
        }
        String text = texts.get(stripped.substring(0, end));
        return text == null ? line : text + stripped.substring(end);
    }

    /** The command that a word begins a line with. */
    String first(String word) {
        return expand(word).strip().split("\\s+", 2)[0];
    }
}
