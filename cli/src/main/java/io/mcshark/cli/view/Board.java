package io.mcshark.cli.view;

import io.mcshark.cli.Console;
import io.mcshark.cli.Time;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.TextTable;
import io.mcshark.decoder.view.Clock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a command says of the open capture, as a screen of its own: its main table's rows can be sorted, selected and followed to
 * the packets they are about. On a live capture it is asked again and again, and what is selected and how it is sorted stays.
 *
 * <p>Threads: one at a time, beside the command's own.
 */
final class Board {
    /** Runs a command of the shell on the open capture. */
    interface Runner {
        int run(Console console, String... words);
    }

    /** The commands that have a key, in the order of the keys from 2 on. */
    static final List<String> COMMANDS =
            List.of("streams", "groups", "queriers", "expert", "graph", "pim", "ptp", "talkers");

    /** Words that a command needs to tell its findings as a table. */
    private static final Map<String, List<String>> MORE = Map.of("expert", List.of("--record", "all"));

    /** A live capture is asked again after so long, and after so many times as long as it took. */
    private static final long LEAST_PAUSE_MILLIS = 1000, PAUSE_SHARE = 3;

    /** Lines of the screen that are not its own. */
    private static final int LINES_ASIDE = 2;

    /** What it had to say. */
    private record Answer(Report report, String text) {}

    private final Runner runner;
    private final String command;
    private final String[] words;
    private final boolean live;
    private final Time time;
    private final Sparks sparks;
    private final Thread thread;
    private volatile Console console;
    private volatile boolean closed;
    private volatile Answer answer;
    private int width;
    private int height;

    private Answer shown;
    private int shownWidth;
    private List<String> lines = List.of();
    private List<TextTable.Place> places = List.of();
    private int heading = -1;
    private int row;
    private int top;
    private int shift;
    private int column;
    private String sort;

    /**
     * @param filter the display filter in force; empty for none
     * @param signs what bars are made of, from nothing to full; null where packets will not become more
     */
    Board(Runner runner, String command, String filter, String signs, Time time, int width, int height) {
        this.runner = runner;
        this.command = command;
        this.time = time;
        live = signs != null;
        sparks = new Sparks(live ? signs : " ");
        this.width = width;
        this.height = height;
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(MORE.getOrDefault(command, List.of()));
        if (!filter.isEmpty()) {
            all.addAll(List.of("-Y", filter));
        }
        words = all.toArray(String[]::new);
        thread = Thread.ofPlatform().daemon().name(command).start(this::ask);
    }

    private void ask() {
        while (!closed) {
            long begun = time.nanos();
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            Report[] report = new Report[1];
            Console own =
                    new Console(new ByteArrayInputStream(new byte[0]), text, text, true).sized(width, height, false);
            own.takeReports(one -> report[0] = one);
            console = own;
            if (closed) {
                return;
            }
            runner.run(own, words);
            answer = new Answer(report[0], text.toString(StandardCharsets.UTF_8));
            if (!live) {
                return;
            }
            long took = (time.nanos() - begun) / 1_000_000;
            try {
                time.sleep(Math.max(LEAST_PAUSE_MILLIS, PAUSE_SHARE * took));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    String command() {
        return command;
    }

    /** Whether it has an answer; a live one has others later. */
    boolean isDone() {
        return answer != null;
    }

    /** Tells the size of the terminal. */
    void sized(int columns, int rows) {
        width = columns;
        height = rows;
    }

    /** What it has said; what went wrong last. */
    List<String> lines() {
        Answer now = answer;
        if (now == null) {
            return List.of("looking at all packets …");
        }
        if (now != shown || width != shownWidth) {
            lay(now, now != shown);
        }
        return lines;
    }

    private void lay(Answer now, boolean fresh) {
        String selected = fresh && rows() > 0 ? Sparks.key(shown.report, row) : null;
        shown = now;
        shownWidth = width;
        Out out = new Out();
        TextTable table = new TextTable(
                new Clock(Clock.Format.A, TimeZone.getDefault(), false), live ? width - Sparks.WIDTH - 1 : width);
        if (now.report != null) {
            if (sort != null) {
                now.report.sort(sort);
            }
            if (fresh && live) {
                sparks.note(now.report);
            }
            table.put(now.report, out);
        }
        places = table.places();
        heading = table.headingLine();
        lines = new ArrayList<>((out.toString() + now.text).lines().toList());
        follow(selected);
        for (int i = 0; i < rows() && live; i++) {
            String line = lines.get(heading + 1 + i);
            String pad = " ".repeat(Math.max(1, shownWidth - Sparks.WIDTH - line.length()));
            lines.set(heading + 1 + i, line + pad + sparks.of(now.report, i));
        }
    }

    /** Keeps what is selected where other rows have come before it. */
    private void follow(String selected) {
        row = Math.clamp(row, 0, Math.max(0, rows() - 1));
        for (int i = 0; selected != null && i < Math.min(rows(), Sparks.MOST_ROWS); i++) {
            if (Sparks.key(shown.report, i).equals(selected)) {
                boolean fits = top == 0 && heading + 1 + i < height - LINES_ASIDE;
                top = fits ? 0 : Math.max(0, top + i - row);
                row = i;
                return;
            }
        }
    }

    /** How many rows can be selected. */
    private int rows() {
        return heading < 0 || shown == null || shown.report == null ? 0 : shown.report.rows();
    }

    /** What a key does to it; false for one that it does not know. */
    boolean key(String key, int page) {
        lines();
        switch (key) {
            case "down", "j" -> move(1, page);
            case "up", "k" -> move(-1, page);
            case "wheel-down" -> move(3, page);
            case "wheel-up" -> move(-3, page);
            case "pgdn", "ctrl-d", " " -> move(page, page);
            case "pgup", "ctrl-u", "b" -> move(-page, page);
            case "home", "g" -> move(-lines.size(), page);
            case "end", "G" -> move(lines.size(), page);
            case "right", "l" -> shift += 8;
            case "left", "h" -> shift = Math.max(0, shift - 8);
            case "." -> column = places.isEmpty() ? 0 : (column + 1) % places.size();
            case "," -> column = places.isEmpty() ? 0 : Math.floorMod(column - 1, places.size());
            case "o" -> sort();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void move(int step, int page) {
        int last = Math.max(0, lines.size() - page);
        if (rows() == 0) {
            top = Math.clamp((long) top + step, 0, last);
            return;
        }
        int wanted = row + step;
        row = Math.clamp(wanted, 0, rows() - 1);
        int line = heading + 1 + row;
        top = Math.clamp(top, Math.max(0, line - page + 1), line);
        if (wanted > row) { // what is said below the table
            top = Math.min(last, Math.max(top, line - page + 1 + wanted - row));
        } else if (row == 0) {
            top = 0;
        }
    }

    /** Sorts by the column that keys are about; again, the other way round. */
    private void sort() {
        if (places.isEmpty()) {
            return;
        }
        String key = places.get(Math.min(column, places.size() - 1)).key();
        sort = key.equals(sort) ? "-" + key : key;
        shownWidth = 0; // to be laid out anew
        row = 0;
        top = 0;
    }

    /** A click: on a heading it sorts, on a row it selects; true when the row was selected already. */
    boolean click(int line, int x) {
        int at = top + line;
        if (at == heading) {
            for (int i = 0; i < places.size(); i++) {
                if (x + shift >= places.get(i).from()) {
                    column = i;
                }
            }
            sort();
        } else if (at > heading && at <= heading + rows()) {
            boolean again = row == at - heading - 1;
            row = at - heading - 1;
            return again;
        }
        return false;
    }

    /** The packet that the selected row is about; 0 for none. */
    long frame() {
        for (String key : List.of("frame", "first_frame", "frames")) {
            Object value = rows() == 0 ? null : shown.report.value(row, key);
            if (value instanceof Number number && number.longValue() > 0) {
                return number.longValue();
            }
            if (value instanceof List<?> some && !some.isEmpty() && some.getFirst() instanceof Number number) {
                return number.longValue();
            }
        }
        return 0;
    }

    /** The display filter for what the selected row is about; null for none. */
    String filter() {
        return rows() == 0 ? null : RowFilter.of(key -> shown.report.value(row, key));
    }

    /** The line that is selected; -1 for none. */
    int selectedLine() {
        return rows() == 0 ? -1 : heading + 1 + row;
    }

    int headingLine() {
        return heading;
    }

    /** Where the column lies that keys are about; null for none. */
    TextTable.Place place() {
        return places.isEmpty() ? null : places.get(Math.min(column, places.size() - 1));
    }

    int top() {
        return top;
    }

    int shift() {
        return shift;
    }

    /** Ends the command, if it still runs. */
    void close() {
        closed = true;
        Console running = console;
        if (running != null) {
            running.stop();
        }
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many packets came for each row between one answer and the next, as bars. */
    private static final class Sparks {
        static final int WIDTH = 12;
        private static final List<String> KEYS =
                List.of("source", "group", "port", "vlan", "address", "rule", "about", "host");
        private static final int MOST_ROWS = 10_000;

        private final Map<String, long[]> history = new ConcurrentHashMap<>();
        private final String signs;

        Sparks(String signs) {
            this.signs = signs;
        }

        void note(Report report) {
            for (int i = 0; i < Math.min(report.rows(), MOST_ROWS); i++) {
                if (report.value(i, "packets") instanceof Number packets) {
                    long[] counts = history.computeIfAbsent(key(report, i), key -> new long[WIDTH + 1]);
                    System.arraycopy(counts, 1, counts, 0, WIDTH);
                    counts[WIDTH] = packets.longValue();
                }
            }
            if (history.size() > 2 * MOST_ROWS) {
                history.clear();
            }
        }

        private static String key(Report report, int row) {
            StringBuilder key = new StringBuilder();
            for (String one : KEYS) {
                key.append(report.value(row, one)).append(' ');
            }
            return key.toString();
        }

        String of(Report report, int row) {
            long[] counts = history.get(key(report, row));
            if (counts == null) {
                return "";
            }
            long most = 1;
            for (int i = 0; i < WIDTH; i++) {
                most = Math.max(most, counts[i] == 0 ? 0 : counts[i + 1] - counts[i]);
            }
            StringBuilder bars = new StringBuilder();
            for (int i = 0; i < WIDTH; i++) {
                long more = counts[i] == 0 ? 0 : Math.max(0, counts[i + 1] - counts[i]);
                bars.append(signs.charAt((int) ((more * (signs.length() - 1) + most - 1) / most)));
            }
            return bars.toString();
        }
    }
}
