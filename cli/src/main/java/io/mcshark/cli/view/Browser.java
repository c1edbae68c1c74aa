package io.mcshark.cli.view;

import io.mcshark.cli.DisplayFilters;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.filter.Filter;
import io.mcshark.decoder.filter.FilterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the packet browser shows and what keys do to it: which row is selected, what is open in its tree, which bytes are lit, the
 * filter, the marks. Knows no terminal: keys are words ({@code "down"}, {@code "j"}, {@code "enter"}), {@link Painter} makes the
 * screen.
 */
final class Browser {
    /** The parts of the screen that keys can go to. */
    enum Pane {
        LIST,
        TREE,
        HEX
    }

    private static final int BYTES_A_LINE = 16;

    private final PacketStore store;
    private final Board.Runner runner;
    private Board board;
    private int width = 120;
    private int height = 40;
    private final Rows rows;
    private final Set<String> opened = Detail.nothingOpen();
    private final Set<Long> marks = new TreeSet<>();
    private final List<String> filters = new ArrayList<>();
    private final List<String> searches = new ArrayList<>();
    private Pane focus = Pane.LIST;
    private long selected;
    private long top;
    private int listRows = 1;
    private int treeRows = 1;
    private Detail detail;
    private long detailed;
    private int treeLine;
    private int hexByte = -1;
    private Rows.Times times = Rows.Times.CLOCK;
    private long reference = Long.MIN_VALUE;
    private String filter = "";
    private String search = "";
    private Prompt prompt;
    private boolean searching;
    private boolean help;
    private boolean quit;
    private String message = "";
    private int shift;

    /** @param runner for the screens behind the number keys */
    Browser(PacketStore store, Board.Runner runner) {
        this.store = store;
        this.runner = runner;
        this.rows = new Rows(store);
    }

    // ---- keys

    /** Does what a key asks for. */
    void key(String key) {
        message = "";
        if (help) {
            help = false;
        } else if (prompt != null) {
            type(key);
        } else if (key.length() == 1 && key.charAt(0) >= '1' && key.charAt(0) <= '9') {
            board(key.charAt(0) - '1');
        } else if (board != null) {
            board(key);
        } else if (!common(key)) {
            switch (focus) {
                case LIST -> list(key);
                case TREE -> tree(key);
                case HEX -> hex(key);
            }
        }
    }

    /** Goes to a screen: 0 is the packets, further ones are commands. */
    private void board(int number) {
        close();
        if (number > Board.COMMANDS.size()) {
            message = "no screen " + (number + 1) + "; ? lists them";
        } else if (number > 0) {
            board = new Board(runner, Board.COMMANDS.get(number - 1), filter, width, height);
        }
    }

    private void board(String key) {
        switch (key) {
            case "q", "esc" -> close();
            case "ctrl-c" -> quit = true;
            case "?", "f1" -> help = true;
            case "r" -> board(Board.COMMANDS.indexOf(board.command()) + 1);
            default -> {
                if (!board.key(key, Math.max(1, height - 3))) {
                    unknown(key);
                }
            }
        }
    }

    /** Goes back to the packets, whatever screen is there. */
    void close() {
        if (board != null) {
            board.close();
            board = null;
        }
    }

    /** The screen that stands before the packets; null for none. */
    Board board() {
        return board;
    }

    /** Tells the size of the terminal. */
    void sized(int columns, int rows) {
        width = columns;
        height = rows;
    }

    private boolean common(String key) {
        switch (key) {
            case "q", "ctrl-c" -> quit = true;
            case "?", "f1" -> help = true;
            case "tab" -> focus = Pane.values()[(focus.ordinal() + 1) % Pane.values().length];
            case "shift-tab" -> focus = Pane.values()[(focus.ordinal() + 2) % Pane.values().length];
            case "/" -> ask("Filter: ", filter, true);
            case "s", "ctrl-f" -> {
                ask("Search: ", search, false);
                searching = true;
            }
            case "n" -> find(1);
            case "N" -> find(-1);
            case "m" -> mark();
            case "'" -> nextMark();
            case "t" -> times = times.next();
            case "T" -> reference();
            case "F" -> followGroup();
            case "esc" -> clear();
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Takes away what is in the way: first the search, then the filter. */
    private void clear() {
        if (focus != Pane.LIST) {
            focus = Pane.LIST;
        } else if (!filter.isEmpty()) {
            apply("");
        }
    }

    private void list(String key) {
        switch (key) {
            case "down", "j" -> select(selected + 1);
            case "up", "k" -> select(selected - 1);
            case "pgdn", "ctrl-d", " " -> select(selected + Math.max(1, listRows - 1));
            case "pgup", "ctrl-u", "b" -> select(selected - Math.max(1, listRows - 1));
            case "home", "g" -> select(0);
            case "end", "G" -> select(store.count() - 1);
            case "right", "l" -> shift += 8;
            case "left", "h" -> shift = Math.max(0, shift - 8);
            case "enter" -> focus = Pane.TREE;
            case ":" -> ask("Go to packet: ", "", false);
            case "wheel-up" -> select(selected - 3);
            case "wheel-down" -> select(selected + 3);
            default -> unknown(key);
        }
    }

    private void tree(String key) {
        if (detail() == null) {
            return;
        }
        List<Detail.Line> lines = detail.visible();
        Detail.Line line = lines.get(Math.min(treeLine, lines.size() - 1));
        switch (key) {
            case "down", "j", "wheel-down" -> treeLine = Math.min(lines.size() - 1, treeLine + 1);
            case "up", "k", "wheel-up" -> treeLine = Math.max(0, treeLine - 1);
            case "pgdn", "ctrl-d" -> treeLine = Math.min(lines.size() - 1, treeLine + treeRows);
            case "pgup", "ctrl-u" -> treeLine = Math.max(0, treeLine - treeRows);
            case "home", "g" -> treeLine = 0;
            case "end", "G" -> treeLine = lines.size() - 1;
            case "enter", " " -> {
                if (detail.isOpen(line)) {
                    detail.close(line);
                } else {
                    detail.open(line);
                }
            }
            case "right", "l" -> detail.open(line);
            case "left", "h" -> {
                if (line.parent() && detail.isOpen(line)) {
                    detail.close(line);
                } else {
                    treeLine = lines.indexOf(detail.parent(line));
                }
            }
            case "e" -> detail.openAll();
            case "c" -> {
                detail.closeAll();
                treeLine = 0;
            }
            case "J" -> list("down");
            case "K" -> list("up");
            default -> unknown(key);
        }
        hexByte = -1;
    }

    private void hex(String key) {
        if (detail() == null || detail.bytes().length == 0) {
            return;
        }
        int last = detail.bytes().length - 1;
        int at = Math.max(0, lit()[0]);
        if (hexByte >= 0) {
            at = hexByte;
        }
        switch (key) {
            case "right", "l" -> at++;
            case "left", "h" -> at--;
            case "down", "j", "wheel-down" -> at += BYTES_A_LINE;
            case "up", "k", "wheel-up" -> at -= BYTES_A_LINE;
            case "pgdn", "ctrl-d" -> at += BYTES_A_LINE * treeRows;
            case "pgup", "ctrl-u" -> at -= BYTES_A_LINE * treeRows;
            case "home", "g" -> at = 0;
            case "end", "G" -> at = last;
            case "enter" -> {
                focus = Pane.TREE;
                return;
            }
            case "J" -> {
                list("down");
                return;
            }
            case "K" -> {
                list("up");
                return;
            }
            default -> {
                unknown(key);
                return;
            }
        }
        hexByte = Math.clamp(at, 0, last);
        Detail.Line about = detail.about(hexByte);
        if (about != null) {
            treeLine = Math.max(0, detail.visible().indexOf(about));
        }
    }

    private void unknown(String key) {
        message = "no command on " + key + "; ? lists them";
    }

    private void select(long row) {
        selected = Math.max(0, Math.min(row, store.count() - 1));
        hexByte = -1;
    }

    // ---- what is typed

    private void ask(String label, String start, boolean completes) {
        prompt = new Prompt(label, start, completes, completes ? filters : searches);
        searching = false;
    }

    private void type(String key) {
        switch (key) {
            case "esc", "ctrl-c" -> prompt = null;
            case "enter" -> {
                String text = prompt.text().strip();
                String label = prompt.label();
                if (label.startsWith("Filter")) {
                    if (apply(text)) {
                        prompt = null;
                    }
                } else {
                    prompt = null;
                    if (searching) {
                        search = text;
                        searches.add(text);
                        find(1);
                    } else {
                        go(text);
                    }
                }
            }
            default -> prompt.key(key);
        }
    }

    /** Puts a filter in force; what was selected stays, if it passes. False, with a message, when it is wrong. */
    boolean apply(String text) {
        long number = Math.max(1, store.number(selected));
        try {
            Filter compiled = text.isBlank() ? null : DisplayFilters.compile(text);
            store.filter(compiled);
        } catch (FilterException e) {
            message = e.getMessage();
            return false;
        } catch (UserError e) {
            message = e.getMessage();
            return false;
        }
        filter = text;
        if (!text.isBlank() && !filters.contains(text)) {
            filters.add(text);
        }
        if (text.isBlank()) {
            select(number - 1);
        } else {
            selected = 0;
            wanted = number;
        }
        top = 0;
        return true;
    }

    /** The packet to be selected again once the filter has come so far; 0 for none. */
    private long wanted;

    /** Time has passed: rows may have come. */
    void tick() {
        if (wanted > 0 && (store.seen() >= wanted || store.isComplete())) {
            select(store.row(wanted));
            wanted = 0;
        }
    }

    private void go(String text) {
        try {
            long number = Long.parseLong(text);
            select(store.row(Math.max(1, number)));
        } catch (NumberFormatException e) {
            message = text + " is no packet's number";
        }
    }

    /** The next row whose text has what is sought. */
    private void find(int step) {
        if (search.isEmpty()) {
            message = "nothing to search for; s asks";
            return;
        }
        String sought = search.toLowerCase(Locale.ROOT);
        long row = selected + step;
        long looked = 0;
        while (row >= 0 && row < store.count() && looked < MOST_SEARCHED) {
            long page = step > 0 ? row : Math.max(0, row - PAGE + 1);
            rows.load(page, PAGE);
            for (int i = 0; i < PAGE && row >= page && row < page + PAGE; i++, row += step, looked++) {
                Rows.Row one = rows.get(row);
                if (one != null && has(one, sought)) {
                    select(row);
                    return;
                }
            }
        }
        message = looked < MOST_SEARCHED
                ? "not found: " + search
                : "not among the next " + looked + " packets: " + search;
    }

    private static final int PAGE = 500;
    private static final long MOST_SEARCHED = 2_000_000;

    private static boolean has(Rows.Row row, String sought) {
        return (row.source() + " " + row.destination() + " " + row.protocol() + " " + row.told())
                .toLowerCase(Locale.ROOT)
                .contains(sought);
    }

    // ---- marks, times, groups

    private void mark() {
        long number = store.number(selected);
        if (number > 0 && !marks.remove(number)) {
            marks.add(number);
        }
    }

    private void nextMark() {
        long number = store.number(selected);
        for (long marked : marks) {
            if (marked > number) {
                select(store.row(marked));
                return;
            }
        }
        if (marks.isEmpty()) {
            message = "nothing is marked; m marks";
        } else {
            select(store.row(marks.iterator().next()));
        }
    }

    private void reference() {
        Rows.Row row = rows.get(selected);
        if (row != null) {
            reference = reference == row.nanos() ? Long.MIN_VALUE : row.nanos();
            times = Rows.Times.SINCE;
        }
    }

    /** Shows only what goes to the selected packet's group, from whomever. */
    private void followGroup() {
        Rows.Row row = rows.get(selected);
        if (row == null) {
            return;
        }
        String destination = row.destination();
        boolean six = destination.contains(":");
        int port = destination.lastIndexOf('.');
        boolean hasPort =
                six ? port > 0 : destination.chars().filter(c -> c == '.').count() == 4;
        String group = hasPort ? destination.substring(0, port) : destination;
        if (!group.matches("[0-9a-f:.]+") || !group.contains(".") && !group.contains(":")) {
            message = "the packet goes to no group";
            return;
        }
        apply((six ? "ipv6.dst == " : "ip.dst == ") + group);
    }

    // ---- what the painter asks

    /** The selected packet in full; null when there is none. */
    Detail detail() {
        long number = store.number(selected);
        if (number == 0) {
            detail = null;
            detailed = 0;
            return null;
        }
        if (number != detailed) {
            detail = null;
            store.each(selected, 1, (row, f) -> detail = detail(f));
            detailed = number;
            treeLine = detail == null ? 0 : Math.min(treeLine, detail.visible().size() - 1);
        }
        return detail;
    }

    private Detail detail(Frame f) {
        boolean fresh = opened.isEmpty();
        Detail made = new Detail(f, opened);
        if (fresh) {
            made.openLast();
        }
        return made;
    }

    /** The bytes that are lit: those of the tree's line; from equals to for none. */
    int[] lit() {
        if (detail == null) {
            return new int[] {0, 0};
        }
        List<Detail.Line> lines = detail.visible();
        Detail.Line line = lines.get(Math.clamp(treeLine, 0, lines.size() - 1));
        return new int[] {line.from(), line.to()};
    }

    /** Loads the rows of the list's page; the first one. */
    long page(int count) {
        listRows = count;
        if (selected < top) {
            top = selected;
        } else if (selected >= top + count) {
            top = selected - count + 1;
        }
        top = Math.max(0, Math.min(top, Math.max(0, store.count() - count)));
        rows.load(Math.max(0, top - 1), count + 1); // the times since the one before begin above the page
        return top;
    }

    void treeRows(int count) {
        treeRows = Math.max(1, count);
    }

    Rows rows() {
        return rows;
    }

    PacketStore store() {
        return store;
    }

    Pane focus() {
        return focus;
    }

    long selected() {
        return selected;
    }

    int treeLine() {
        return treeLine;
    }

    /** The byte the cursor is on; -1 for none. */
    int hexByte() {
        return hexByte;
    }

    Rows.Times times() {
        return times;
    }

    /** What times since the first count from: the capture's first packet, unless another was chosen. */
    long countsFrom() {
        return reference == Long.MIN_VALUE ? store.firstNanos() : reference;
    }

    String filter() {
        return filter;
    }

    Prompt prompt() {
        return prompt;
    }

    boolean isHelp() {
        return help;
    }

    boolean isMarked(long number) {
        return marks.contains(number);
    }

    int marks() {
        return marks.size();
    }

    /** How far the list's text is shifted to the left. */
    int shift() {
        return shift;
    }

    String message() {
        return message;
    }

    /** Whether it was asked to end. */
    boolean quits() {
        return quit;
    }
}
