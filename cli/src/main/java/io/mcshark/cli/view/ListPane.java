package io.mcshark.cli.view;

import io.mcshark.decoder.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The list of packets: which row is selected, what of it is on the screen, marks, times, columns, order, senders. */
final class ListPane {
    /** The most senders that are told apart. */
    private static final int MOST_SENDERS = 64;

    private final PacketStore store;
    private final Columns columns = new Columns();
    private final Rows rows;
    private final Set<Long> marks;
    private final Map<String, Integer> senders = new LinkedHashMap<>();
    private boolean bySender;
    private long selected;
    private long top;
    private int count = 1;
    private int shift;
    private Rows.Times times = Rows.Times.CLOCK;
    private long reference = Long.MIN_VALUE;
    /** The packet to be selected once the filter or the index has come so far; 0 for none. */
    private long wanted;
    /** Whether the last row stays selected while more come. */
    private boolean following;

    private Pass sorting;
    /** What was sorted, made on the thread that looks at packets; whether there were too many texts. */
    private volatile Order order;

    private volatile boolean full;
    private String message = "";

    ListPane(PacketStore store) {
        this.store = store;
        rows = new Rows(store, columns);
        marks = store.session().marks();
        following = store.session().capturing();
    }

    /** What a key does; false for one that it does not know. */
    boolean key(String key) {
        switch (key) {
            case "down", "j" -> move(1);
            case "up", "k" -> move(-1);
            case "pgdn", "ctrl-d", " " -> move(Math.max(1, count - 1));
            case "pgup", "ctrl-u", "b" -> move(-Math.max(1, count - 1));
            case "home", "g" -> {
                endTail();
                select(0);
            }
            case "end", "G" -> end();
            case "right", "l" -> shift += 8;
            case "left", "h" -> shift = Math.max(0, shift - 8);
            case "." -> columns.move(1);
            case "," -> columns.move(-1);
            case ">" -> columns.resize(1);
            case "<" -> columns.resize(-1);
            case "o" -> sort();
            case "wheel-up" -> move(-3);
            case "wheel-down" -> move(3);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void move(long step) {
        if (store.isTail() && selected + step < 0) {
            message = "the packets before these have no numbers yet: " + store.packets() + " counted";
        }
        select(selected + step);
    }

    void select(long row) {
        following = false;
        wanted = 0;
        selected = Math.max(0, Math.min(row, store.count() - 1));
    }

    /** Selects the packet with a number, or the row where it would be; waits for it while it is not there yet. */
    void selectNumber(long number) {
        endTail();
        if (number > store.seen() && !(store.isComplete() && store.isIndexed())) {
            following = false;
            wanted = number;
        } else {
            select(store.row(number));
        }
    }

    /** Goes to the last packet, before it has a number if it must be; in a live capture stays with it. */
    private void end() {
        if (!store.isIndexed() && !store.isTail()) {
            try {
                if (store.tail()) {
                    rows.clear();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        select(store.count() - 1);
        following = store.session().live() != null;
    }

    private void endTail() {
        if (store.isTail()) {
            store.endTail();
            rows.clear();
        }
    }

    /** Time has passed: rows may have come. */
    void tick() {
        if (store.isTail() && store.isIndexed()) {
            long back = store.number(selected);
            endTail();
            select(store.count() + back);
        }
        if (wanted > 0 && (store.seen() >= wanted || store.isComplete() && store.isIndexed())) {
            select(store.row(wanted));
        }
        if (following) {
            selected = Math.max(0, store.count() - 1);
        }
        if (sorting != null && sorting.isDone()) {
            sorted();
        }
    }

    // ---- order

    /** Sorts by the column that keys are about. */
    private void sort() {
        if (columns.current() == null) {
            columns.move(1);
        }
        columns.sort();
        stopSorting();
        if (columns.sorted() == null || columns.sorted().kind() == Columns.Kind.NO && !columns.isFalling()) {
            put(null);
            return;
        }
        long most = store.count();
        if (!store.isComplete() || !store.isIndexed() || most > Order.most()) {
            message = most > Order.most()
                    ? String.format(
                            Locale.ROOT, "there is memory to sort %,d packets; a filter makes them fewer", Order.most())
                    : "not all packets are known yet; sort when they are";
            columns.unsort();
            return;
        }
        Columns others = columns.copy(); // fields are read on another thread
        Columns.Column column = others.shown().get(columns.shown().indexOf(columns.sorted()));
        Order.Values some = new Order.Values(most);
        order = null;
        full = false;
        boolean falling = columns.isFalling();
        Rows own = new Rows(store, others);
        long[] next = {0};
        try {
            long[] first = {store.numberInOrder(0)};
            sorting = new Pass(
                    store.session(),
                    null,
                    false,
                    f -> add(some, others, column, own, f, next, first, most),
                    () -> order = full ? null : some.order(falling));
        } catch (IOException e) {
            message = e.getMessage();
            columns.unsort();
        }
    }

    /** Takes the value of a packet, if it is a row's. */
    private void add(
            Order.Values into,
            Columns of,
            Columns.Column column,
            Rows own,
            Frame f,
            long[] next,
            long[] number,
            long most) {
        if (f.number() != number[0] || next[0] >= most || full) {
            return;
        }
        switch (column.kind()) {
            case NO -> into.add(f.number());
            case TIME -> into.add(f.nanos());
            case LENGTH -> into.add(f.length());
            default -> full = !into.add(text(of, column, own.row(f.number(), f)));
        }
        next[0]++;
        number[0] = store.numberInOrder(next[0]);
    }

    private void sorted() {
        sorting = null;
        if (full) {
            message = "too many different texts to sort by; a filter makes them fewer";
            columns.unsort();
            return;
        }
        put(order);
        order = null;
    }

    private void put(Order order) {
        long number = store.number(selected);
        store.order(order);
        select(store.row(Math.max(1, number)));
    }

    private void stopSorting() {
        if (sorting != null) {
            sorting.close();
            sorting = null;
            order = null;
        }
    }

    /** Ends what goes on in the background; true when something did. */
    boolean cancel() {
        if (sorting != null) {
            stopSorting();
            columns.unsort();
            message = "not sorted";
            return true;
        }
        if (!store.isComplete()) {
            store.stop();
            return true;
        }
        return false;
    }

    /** How far sorting is, in packets; -1 when nothing is being sorted. */
    long sortingAt() {
        return sorting == null ? -1 : sorting.seen();
    }

    /** What a column shows of a packet that is not about time. */
    String text(Columns.Column column, Rows.Row row) {
        return text(columns, column, row);
    }

    private String text(Columns of, Columns.Column column, Rows.Row row) {
        return switch (column.kind()) {
            case NO -> number(row.number());
            case SOURCE -> row.source();
            case DESTINATION -> row.destination();
            case PROTOCOL -> row.protocol();
            case LENGTH -> String.valueOf(row.length());
            case PACKET -> row.told();
            case FIELD -> row.fields().get(of.fields().indexOf(column));
            case TIME -> times.text(row.nanos(), countsFrom(), row.nanos());
        };
    }

    /** A packet's number; how far it is from the end where that is all that is known. */
    private static String number(long number) {
        return number > 0 ? String.valueOf(number) : number == -1 ? "end" : "end" + (number + 1);
    }

    /** Has other columns shown. */
    void columns(String text) {
        columns.choose(text);
        stopSorting();
        put(null);
        rows.clear();
    }

    /** Suits the columns to the width of the terminal. */
    void suit(int width) {
        if (columns.suit(width)) {
            rows.clear();
        }
    }

    // ---- filter, marks, times, groups

    /** Another filter is in force; what was selected stays, if it passes. */
    void filtered(long number) {
        stopSorting();
        columns.unsort();
        rows.clear();
        senders.clear();
        bySender = false;
        top = 0;
        selected = 0;
        selectNumber(Math.max(1, number));
    }

    void mark() {
        long number = store.number(selected);
        if (number > 0 && !marks.remove(number)) {
            marks.add(number);
        }
    }

    void nextMark() {
        long number = store.number(selected);
        if (marks.isEmpty()) {
            message = "nothing is marked; m marks";
            return;
        }
        long to = marks.stream()
                .filter(marked -> marked > number)
                .findFirst()
                .orElse(marks.iterator().next());
        selectNumber(to);
    }

    void nextTimes() {
        times = times.next();
    }

    /** Times count from the selected packet from now on, or no longer. */
    void reference() {
        Rows.Row row = rows.get(selected);
        if (row != null) {
            reference = reference == row.nanos() ? Long.MIN_VALUE : row.nanos();
            times = Rows.Times.SINCE;
        }
    }

    /** The filter that shows what goes to the selected packet's group, from whomever; null where there is none. */
    String groupFilter() {
        Rows.Row row = rows.get(selected);
        String group = row == null ? "" : row.group();
        if (!group.matches("[0-9a-f:.]+") || !group.contains(".") && !group.contains(":")) {
            message = "the packet goes to no group";
            return null;
        }
        return (group.contains(":") ? "ipv6.dst == " : "ip.dst == ") + group;
    }

    /** Colours rows by who sent them, from now until the filter changes. */
    void colourBySender() {
        bySender = true;
    }

    /** Which of the senders it is that sent a row; -1 when senders are not told apart. */
    int sender(Rows.Row row) {
        if (!bySender) {
            return -1;
        }
        Integer known = senders.get(row.sender());
        if (known == null && senders.size() < MOST_SENDERS) {
            known = senders.size();
            senders.put(row.sender(), known);
        }
        return known == null ? 0 : known;
    }

    /** The senders met so far, in the order of their numbers. */
    List<String> senders() {
        return new ArrayList<>(senders.keySet());
    }

    // ---- what the painter asks

    /** Loads the rows of the page; the first one. */
    long page(int count) {
        this.count = count;
        if (selected < top) {
            top = selected;
        } else if (selected >= top + count) {
            top = selected - count + 1;
        }
        top = Math.max(0, Math.min(top, Math.max(0, store.count() - count)));
        rows.load(Math.max(0, top - 1), count + 1); // the times since the one before begin above the page
        return top;
    }

    /** The first row that is on the screen. */
    long top() {
        return top;
    }

    Rows rows() {
        return rows;
    }

    Columns columns() {
        return columns;
    }

    long selected() {
        return selected;
    }

    Rows.Times times() {
        return times;
    }

    /** What times since the first count from: the capture's first packet, unless another was chosen. */
    long countsFrom() {
        return reference == Long.MIN_VALUE ? store.firstNanos() : reference;
    }

    boolean isMarked(long number) {
        return marks.contains(number);
    }

    int marks() {
        return marks.size();
    }

    /** How far the text is shifted to the left. */
    int shift() {
        return shift;
    }

    /** What there is to say since it was asked last; empty for nothing. */
    String message() {
        String said = message;
        message = "";
        return said;
    }

    void close() {
        stopSorting();
    }
}
