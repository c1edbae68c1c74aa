package io.mcshark.cli.view;

import io.mcshark.decoder.filter.Completion;
import java.util.ArrayList;
import java.util.List;

/** A line that is typed at the bottom of the screen: text, cursor, what was typed before, completion. */
final class Prompt {
    /** What completes it: the candidates for a text with the cursor somewhere. */
    interface Words {
        Completion at(String text, int cursor);
    }

    /** Names of columns: those of the list, and fields. */
    static final Words COLUMNS = Prompt::columns;

    static final Words NOTHING = null;

    private final String label;
    private final Words words;
    private final boolean filter;
    private final List<String> history;
    private final StringBuilder text = new StringBuilder();
    private int cursor;
    private int remembered;
    private List<Completion.Candidate> candidates = List.of();
    private int from;
    private int candidate = -1;

    /** @param words that complete it; {@link #NOTHING} for none */
    Prompt(String label, String start, Words words, List<String> history) {
        this.label = label;
        this.words = words;
        filter = words != NOTHING && words != COLUMNS;
        this.history = new ArrayList<>(history);
        remembered = this.history.size();
        set(start);
    }

    private void set(String all) {
        text.setLength(0);
        text.append(all);
        cursor = text.length();
    }

    /** What a key does to it; keys that end it are not given to it. */
    void key(String key) {
        if (!key.equals("tab")) {
            candidate = -1;
            candidates = List.of();
        }
        switch (key) {
            case "left" -> cursor = Math.max(0, cursor - 1);
            case "right" -> cursor = Math.min(text.length(), cursor + 1);
            case "home", "ctrl-a" -> cursor = 0;
            case "end", "ctrl-e" -> cursor = text.length();
            case "backspace" -> {
                if (cursor > 0) {
                    text.deleteCharAt(--cursor);
                }
            }
            case "delete" -> {
                if (cursor < text.length()) {
                    text.deleteCharAt(cursor);
                }
            }
            case "ctrl-u" -> {
                text.delete(0, cursor);
                cursor = 0;
            }
            case "ctrl-w" -> {
                int start = cursor;
                while (start > 0 && text.charAt(start - 1) == ' ') {
                    start--;
                }
                while (start > 0 && text.charAt(start - 1) != ' ') {
                    start--;
                }
                text.delete(start, cursor);
                cursor = start;
            }
            case "up" -> remember(-1);
            case "down" -> remember(1);
            case "tab" -> complete();
            default -> {
                if (key.codePointCount(0, key.length()) == 1) {
                    text.insert(cursor, key);
                    cursor += key.length();
                }
            }
        }
    }

    private void remember(int step) {
        int to = remembered + step;
        if (to >= 0 && to < history.size()) {
            set(history.get(to));
            remembered = to;
        } else if (to == history.size()) {
            set("");
            remembered = to;
        }
    }

    private void complete() {
        if (words == NOTHING) {
            return;
        }
        if (candidates.isEmpty()) {
            Completion completion = words.at(text.toString(), cursor);
            candidates = completion.candidates();
            from = completion.from();
        }
        if (!candidates.isEmpty()) {
            candidate = (candidate + 1) % candidates.size();
            text.replace(from, cursor, candidates.get(candidate).text());
            cursor = from + candidates.get(candidate).text().length();
        }
    }

    private static Completion columns(String text, int cursor) {
        int from = text.lastIndexOf(' ', Math.max(0, cursor - 1)) + 1;
        String begun = text.substring(Math.min(from, cursor), cursor);
        List<Completion.Candidate> found = new ArrayList<>();
        for (String word : Columns.words()) {
            if (word.startsWith(begun)) {
                found.add(new Completion.Candidate(word, "column of the list"));
            }
        }
        Completion fields = Completion.at(begun, begun.length());
        fields.candidates().stream().filter(one -> one.text().contains(".")).forEach(found::add);
        return new Completion(Completion.State.VALID, null, from, List.copyOf(found));
    }

    /** What is proposed at present, with its description; empty for nothing. */
    String proposal() {
        if (candidate < 0) {
            return "";
        }
        Completion.Candidate one = candidates.get(candidate);
        String count = candidates.size() > 1 ? " (" + (candidate + 1) + " of " + candidates.size() + ")" : "";
        return (one.description() == null ? "" : one.description()) + count;
    }

    /** Whether it is a display filter. */
    boolean isFilter() {
        return filter;
    }

    String label() {
        return label;
    }

    String text() {
        return text.toString();
    }

    int cursor() {
        return cursor;
    }
}
