package io.mcshark.cli.view;

import io.mcshark.cli.DisplayFilters;
import io.mcshark.cli.Time;
import io.mcshark.cli.UserError;
import io.mcshark.cli.shell.FilterWords;
import io.mcshark.cli.shell.Pulse;
import io.mcshark.decoder.filter.Completion;
import io.mcshark.decoder.filter.Filter;
import io.mcshark.decoder.filter.FilterException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the packet browser shows and what keys do to it: the {@link ListPane list}, the {@link DetailPane packet}, the {@link
 * Board screens} before them, the line that is typed. Knows no terminal: keys are words ({@code "down"}, {@code "j"}, {@code
 * "click:3:7"}), {@link Painter} makes the screen.
 */
final class Browser {
    /** The parts of the screen that keys can go to. */
    enum Pane {
        LIST,
        TREE,
        BYTES
    }

    /** What a line is typed for. */
    private enum Asked {
        FILTER,
        SEARCH,
        NUMBER,
        COLUMNS
    }

    /** How long a search goes on before keys are heard. */
    private static final long PORTION_NANOS = 50_000_000;

    /** Captures with no more packets than this are looked through for findings without being asked. */
    private static final long FEW = 1_000_000;

    /** Not before the first screen stands: that many {@link #tick}. */
    private static final int SETTLED = 5;

    private final PacketStore store;
    private final Board.Runner runner;
    private final Time time;
    private final String bars;
    private final Pulse pulse;
    private final ListPane list;
    private final DetailPane detail;
    private final List<String> filters = new ArrayList<>();
    private final List<String> searches = new ArrayList<>();
    private Geometry geometry = new Geometry(120, 40);
    private Pane focus = Pane.LIST;
    private Board board;
    private Troubles troubles;
    private int troubleStep;
    private int ticks;
    private Search search;
    private String sought = "";
    private String filter = "";
    private Asked asked;
    private Prompt prompt;
    private boolean help;
    private boolean quit;
    private String message = "";

    /**
     * @param runner for the screens behind the number keys
     * @param bars what their bars are made of, from nothing to full
     */
    Browser(PacketStore store, Board.Runner runner, Time time, String bars) {
        this.store = store;
        this.runner = runner;
        this.time = time;
        this.bars = bars;
        pulse = new Pulse(time);
        list = new ListPane(store);
        detail = new DetailPane(store);
    }

    // ---- keys

    /** Does what a key asks for. */
    void key(String key) {
        message = "";
        list.message();
        boolean searching = search != null;
        search = null;
        troubleStep = 0;
        if (searching && key.equals("esc")) {
            message = "search given up";
        } else if (key.startsWith("click:") || key.startsWith("wheel-")) {
            mouse(key);
        } else if (help) {
            help = false;
        } else if (prompt != null) {
            type(key);
        } else if (key.length() == 1 && key.charAt(0) >= '1' && key.charAt(0) <= '9') {
            board(key.charAt(0) - '1');
        } else if (board != null) {
            board(key);
        } else if (!common(key) && !pane(key)) {
            unknown(key);
        }
        String said = list.message();
        message = said.isEmpty() ? message : said;
    }

    private boolean common(String key) {
        switch (key) {
            case "q", "ctrl-c" -> quit = true;
            case "?", "f1" -> help = true;
            case "tab" -> focus = Pane.values()[(focus.ordinal() + 1) % Pane.values().length];
            case "shift-tab" -> focus = Pane.values()[(focus.ordinal() + 2) % Pane.values().length];
            case "/" -> ask(Asked.FILTER, "Filter: ", filter, this::filterWords, filters);
            case "s", "ctrl-f" -> ask(Asked.SEARCH, "Search: ", sought, Prompt.NOTHING, searches);
            case ":" -> ask(Asked.NUMBER, "Go to packet: ", "", Prompt.NOTHING, List.of());
            case "C" -> ask(Asked.COLUMNS, "Columns: ", list.columns().text() + " ", Prompt.COLUMNS, List.of());
            case "n" -> find(1);
            case "N" -> find(-1);
            case "]" -> trouble(1);
            case "[" -> trouble(-1);
            case "m" -> list.mark();
            case "'" -> list.nextMark();
            case "t" -> list.nextTimes();
            case "T" -> list.reference();
            case "F" -> followGroup();
            case "J" -> list.key("down");
            case "K" -> list.key("up");
            case "esc" -> clear();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean pane(String key) {
        detail.show(list.selected());
        if (focus != Pane.TREE && key.equals("enter")) {
            focus = Pane.TREE;
            return true;
        }
        return switch (focus) {
            case LIST -> list.key(key);
            case TREE -> detail.tree(key);
            case BYTES -> detail.bytes(key);
        };
    }

    /** Ends what goes on, or takes away what is in the way: the pane, then the filter. */
    private void clear() {
        if (list.cancel()) {
            return;
        }
        if (focus != Pane.LIST) {
            focus = Pane.LIST;
        } else if (!filter.isEmpty()) {
            apply("");
        }
    }

    private void unknown(String key) {
        message = "no command on " + key + "; ? lists them";
    }

    // ---- the mouse

    /** What a click does, or the wheel: {@code click:COLUMN:LINE}, {@code wheel-up:COLUMN:LINE}, both from 0. */
    private void mouse(String key) {
        String[] parts = key.split(":");
        String what = parts[0];
        int x = parts.length > 2 ? Integer.parseInt(parts[1]) : 0;
        int y = parts.length > 2 ? Integer.parseInt(parts[2]) : Geometry.LIST_TOP;
        if (help || prompt != null) {
            help = false;
            return;
        }
        if (board != null) {
            if (!what.equals("click")) {
                board.key(what, page());
            } else if (y > 0 && y <= page() && board.click(y - 1, x)) {
                board("enter");
            }
            return;
        }
        detail.show(list.selected());
        Pane pane = y < geometry.paneTop() - 1
                ? Pane.LIST
                : geometry.beside()
                        ? x <= geometry.treeWidth() ? Pane.TREE : Pane.BYTES
                        : focus == Pane.BYTES ? Pane.BYTES : Pane.TREE;
        if (!what.equals("click")) {
            switch (pane) {
                case LIST -> list.key(what);
                case TREE -> detail.tree(what);
                case BYTES -> detail.bytes(what);
            }
            return;
        }
        click(pane, x, y);
    }

    private void click(Pane pane, int x, int y) {
        int row = y - geometry.paneTop();
        if (pane == Pane.LIST && y == Geometry.LIST_TOP - 1) {
            list.columns().point(list.columns().at(x));
            list.key("o");
        } else if (pane == Pane.LIST && y >= Geometry.LIST_TOP) {
            focus = Pane.LIST;
            list.select(list.top() + y - Geometry.LIST_TOP);
        } else if (row >= 0 && row < geometry.paneRows()) {
            focus = pane;
            if (pane == Pane.TREE) {
                detail.clickTree(row);
            } else {
                detail.clickBytes(row, geometry.beside() ? x - geometry.treeWidth() - 1 : x);
            }
        }
    }

    // ---- screens

    /** Goes to a screen: 0 is the packets, further ones are commands. */
    private void board(int number) {
        close();
        if (number > Board.COMMANDS.size()) {
            message = "no screen " + (number + 1) + "; ? lists them";
        } else if (number > 0) {
            String signs = store.session().live() == null ? null : bars;
            String command = Board.COMMANDS.get(number - 1);
            board = new Board(runner, command, filter, signs, time, geometry.width(), geometry.height());
        }
    }

    private void board(String key) {
        switch (key) {
            case "q", "esc" -> close();
            case "ctrl-c" -> quit = true;
            case "?", "f1" -> help = true;
            case "r" -> board(Board.COMMANDS.indexOf(board.command()) + 1);
            case "enter" -> follow();
            default -> {
                if (!board.key(key, page())) {
                    unknown(key);
                }
            }
        }
    }

    /** Goes to the packets that the selected row of a screen is about. */
    private void follow() {
        long frame = board.frame();
        String to = frame > 0 ? null : board.filter();
        if (frame > 0) {
            close();
            list.selectNumber(frame);
        } else if (to != null) {
            close();
            apply(to);
        } else {
            message = "this line is about no packets of its own";
        }
    }

    /** Lines of a screen before the packets. */
    private int page() {
        return Math.max(1, geometry.height() - 2);
    }

    /** Goes back to the packets, whatever screen is there. */
    private void close() {
        if (board != null) {
            board.close();
            board = null;
        }
    }

    /** Ends all that goes on. */
    void end() {
        close();
        list.close();
        if (troubles != null) {
            troubles.close();
        }
    }

    // ---- what is typed

    private Completion filterWords(String text, int cursor) {
        return FilterWords.at(store.session(), text, cursor);
    }

    private void ask(Asked what, String label, String start, Prompt.Words words, List<String> history) {
        asked = what;
        prompt = new Prompt(label, start, words, history);
    }

    private void type(String key) {
        if (key.equals("esc") || key.equals("ctrl-c")) {
            prompt = null;
            return;
        }
        if (!key.equals("enter")) {
            prompt.key(key);
            return;
        }
        String text = prompt.text().strip();
        boolean right =
                switch (asked) {
                    case FILTER -> apply(text);
                    case COLUMNS -> columns(text);
                    case NUMBER -> go(text);
                    case SEARCH -> {
                        sought = text;
                        searches.add(text);
                        find(1);
                        yield true;
                    }
                };
        prompt = right ? null : prompt;
    }

    /** Puts a filter in force; what was selected stays, if it passes. False, with a message, when it is wrong. */
    boolean apply(String text) {
        long number = Math.max(1, store.number(list.selected()));
        try {
            Filter compiled = text.isBlank() ? null : DisplayFilters.compile(text);
            store.filter(compiled);
        } catch (FilterException | UserError | IOException e) {
            message = e.getMessage();
            return false;
        }
        filter = text;
        if (!text.isBlank() && !filters.contains(text)) {
            filters.add(text);
        }
        list.filtered(number);
        return true;
    }

    /** Has these columns shown; false, with a message, when there is no such column. */
    boolean columns(String text) {
        try {
            list.columns(text);
            return true;
        } catch (UserError e) {
            message = e.getMessage();
            return false;
        }
    }

    private boolean go(String text) {
        try {
            list.selectNumber(Math.max(1, Long.parseLong(text)));
            return true;
        } catch (NumberFormatException e) {
            message = text + " is no packet's number";
            return false;
        }
    }

    private void followGroup() {
        String to = list.groupFilter();
        if (to != null && apply(to)) {
            list.colourBySender();
        }
    }

    // ---- search, findings

    /** Begins a search for the next row that has what is sought; it goes on in {@link #tick}. */
    private void find(int step) {
        if (sought.isEmpty()) {
            message = "nothing to search for; s asks";
            return;
        }
        Search.Where where =
                switch (focus) {
                    case LIST -> Search.Where.LIST;
                    case TREE -> Search.Where.TREE;
                    case BYTES -> Search.Where.BYTES;
                };
        search = new Search(store, list.rows(), sought, where, list.selected(), step);
        search();
    }

    private void search() {
        long end = time.nanos() + PORTION_NANOS;
        boolean over = false;
        while (!over && time.nanos() < end) {
            over = search.go();
        }
        if (!over) {
            message = String.format("searching for %s … %,d packets; esc gives it up", sought, search.looked());
            return;
        }
        Search done = search;
        search = null;
        message = done.hit() < 0 ? "not found: " + sought : "";
        if (done.hit() >= 0) {
            list.select(done.hit());
            detail.show(list.selected());
            detail.show(done);
        }
    }

    /** Goes to the next packet on which something was found; all packets are looked at for that, once. */
    private void trouble(int step) {
        if (!lookForTrouble()) {
            return;
        }
        long number = troubles.next(Math.max(1, store.number(list.selected())), step);
        long row = number == 0 ? -1 : store.row(number);
        while (number > 0 && store.number(row) != number) { // does not pass the filter
            number = troubles.next(number, step);
            row = number == 0 ? -1 : store.row(number);
        }
        if (number > 0) {
            list.selectNumber(number);
        } else if (troubles.isDone() || store.session().live() != null && troubles.seen() >= store.packets()) {
            message = troubles.count() == 0 ? "nothing was found" : "no further finding";
        } else {
            troubleStep = step;
            message = String.format("looking for findings … %,d packets", troubles.seen());
        }
    }

    private boolean lookForTrouble() {
        try {
            troubles = troubles == null ? new Troubles(store.session()) : troubles;
            return true;
        } catch (IOException e) {
            message = e.getMessage();
            return false;
        }
    }

    /** Time has passed: rows may have come, a search may go on. */
    void tick() {
        list.tick();
        if (message.isEmpty()) {
            String notice = store.session().notices().next();
            message = notice == null ? "" : notice;
        }
        if (search != null) {
            search();
        }
        if (troubleStep != 0) {
            int step = troubleStep;
            troubleStep = 0;
            trouble(step);
        }
        boolean few = store.session().live() == null && store.isIndexed() && store.packets() <= FEW;
        ticks = Math.min(ticks + 1, SETTLED);
        if (troubles == null && few && store.packets() > 0 && ticks == SETTLED) {
            lookForTrouble();
        }
    }

    /** Whether it has work to do that should not wait for a key. */
    boolean isBusy() {
        return search != null;
    }

    // ---- what the painter asks

    /** Tells the size of the terminal. */
    void sized(int width, int height) {
        geometry = new Geometry(width, height);
        list.suit(width);
        if (board != null) {
            board.sized(width, height);
        }
    }

    Geometry geometry() {
        return geometry;
    }

    ListPane list() {
        return list;
    }

    DetailPane detail() {
        return detail;
    }

    PacketStore store() {
        return store;
    }

    /** The screen that stands before the packets; null for none. */
    Board board() {
        return board;
    }

    /** How a running capture goes. */
    String pulse() {
        return pulse.text(store.session());
    }

    /** What was found on packets; null while nobody has looked. */
    Troubles troubles() {
        return troubles;
    }

    Pane focus() {
        return focus;
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

    /** What there is to say; what was found on the selected packet, if there is nothing else. */
    String message() {
        if (!message.isEmpty() || board != null) {
            return message;
        }
        String found = troubles == null ? null : troubles.on(store.number(list.selected()));
        return found == null ? "" : found;
    }

    /** Whether it was asked to end. */
    boolean quits() {
        return quit;
    }
}
