package io.mcshark.cli.view;

import io.mcshark.cli.UserError;
import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.view.FieldsView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The columns of the list: which, how wide, which one keys are about, by which one rows are sorted. */
final class Columns {
    /** What a column shows. */
    enum Kind {
        NO("No.", 6),
        TIME("Time", 15),
        SOURCE("Source", 15),
        DESTINATION("Destination", 15),
        PROTOCOL("Protocol", 8),
        LENGTH("Length", 6),
        PACKET("Packet", 20),
        /** Any field of a protocol. */
        FIELD("", 6);

        private final String heading;
        private final int width;

        Kind(String heading, int width) {
            this.heading = heading;
            this.width = width;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One of them. */
    static final class Column {
        private final Kind kind;
        private final String name;
        private final String heading;
        private final FieldsView values;
        private final boolean numeric;
        private final int least;
        private int width;
        private boolean fixed;

        private Column(Kind kind) {
            this.kind = kind;
            name = kind.word();
            heading = kind.heading;
            values = null;
            numeric = kind == Kind.NO || kind == Kind.LENGTH;
            least = Math.max(kind.width, heading.length());
            width = least;
        }

        private Column(Catalogue.Entry entry) {
            kind = Kind.FIELD;
            name = entry.name();
            heading = entry.name();
            values = new FieldsView(List.of(entry), FieldsView.Format.FIELDS);
            numeric = false;
            least = Math.max(kind.width, heading.length());
            width = least;
        }

        Kind kind() {
            return kind;
        }

        String name() {
            return name;
        }

        String heading() {
            return heading;
        }

        /** Whether it is flush right. */
        boolean isNumeric() {
            return numeric;
        }

        int width() {
            return width;
        }

        /** Whether a person has set the width. */
        boolean isFixed() {
            return fixed;
        }

        /** Makes room for a text, up to a limit; room that was made stays, so that columns do not jump about. */
        void fit(int length, int most) {
            width = fixed ? width : Math.max(width, Math.min(length, Math.max(least, most)));
        }

        private void resize(int by) {
            width = Math.max(2, width + by);
            fixed = true;
        }

        /** The values of a packet's field. */
        String value(io.mcshark.decoder.Frame f, Out out) {
            out.clear();
            values.show(f, out);
            return out.toString().stripTrailing();
        }
    }

    /** The columns that are shown if nothing is said, on a screen that is wide enough; and on one that is not. */
    private static final String USUAL = "no time source destination protocol length packet",
            NARROW = "no time source destination packet";

    /** Columns of the terminal below which a screen is narrow. */
    static final int NARROW_BELOW = 110;

    private List<Column> shown = List.of();
    private boolean chosen;
    private int current = -1;
    private Column sorted;
    private boolean falling;

    Columns() {
        shown = parse(USUAL);
    }

    /** The same columns, to be used by another thread. */
    Columns copy() {
        Columns copy = new Columns();
        copy.choose(text());
        return copy;
    }

    /** Has as many columns as a terminal has room for, unless they were chosen; true when they are others now. */
    boolean suit(int terminal) {
        String wanted = terminal < NARROW_BELOW ? NARROW : USUAL;
        if (chosen || wanted.equals(text())) {
            return false;
        }
        shown = parse(wanted);
        current = Math.min(current, shown.size() - 1);
        return true;
    }

    /** Has these columns shown: words for the usual ones and names of fields, blanks between. */
    void choose(String text) {
        shown = text.isBlank() ? parse(USUAL) : parse(text);
        chosen = !text.isBlank();
        current = -1;
        sorted = null;
    }

    private static List<Column> parse(String text) {
        List<Column> columns = new ArrayList<>();
        for (String word : text.strip().split("[\\s,]+")) {
            columns.add(column(word));
        }
        return columns;
    }

    private static Column column(String word) {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.FIELD && kind.word().equals(word)) {
                return new Column(kind);
            }
        }
        Catalogue.Entry entry = Catalogue.get(word);
        if (entry == null) {
            String near = Catalogue.nearest(word);
            throw new UserError(word + ": no such column" + (near == null ? "" : "; did you mean " + near + "?"));
        }
        if (entry.fields().stream().anyMatch(Field::isState)) {
            throw new UserError(word + ": is known only after all packets before; filter by it, or see expert");
        }
        return new Column(entry);
    }

    /** The words of the usual columns. */
    static List<String> words() {
        return List.of(USUAL.split(" "));
    }

    List<Column> shown() {
        return shown;
    }

    /** Their names as they are typed. */
    String text() {
        return String.join(" ", shown.stream().map(Column::name).toList());
    }

    /** The fields among them. */
    List<Column> fields() {
        return shown.stream().filter(column -> column.kind() == Kind.FIELD).toList();
    }

    /** Goes to the next column, or the one before. */
    void move(int step) {
        current = Math.floorMod(current < 0 ? step < 0 ? -1 : 0 : current + step, shown.size());
    }

    /** Has keys be about a column from now on. */
    void point(int index) {
        current = index;
    }

    /** The column that keys are about; null for none yet. */
    Column current() {
        return current < 0 ? null : shown.get(current);
    }

    /** Makes that column wider or narrower. */
    void resize(int by) {
        if (current < 0) {
            move(1);
        }
        current().resize(by);
    }

    /** Sorts by that column; again, the other way round; a third time, no more. */
    void sort() {
        Column column = current();
        if (sorted != column) {
            sorted = column;
            falling = false;
        } else if (!falling) {
            falling = true;
        } else {
            sorted = null;
        }
    }

    void unsort() {
        sorted = null;
    }

    /** The column rows are sorted by; null for none. */
    Column sorted() {
        return sorted;
    }

    boolean isFalling() {
        return falling;
    }

    /** The index of the column that lies at a column of the terminal; -1 for none. */
    int at(int x) {
        int from = 0;
        for (int i = 0; i < shown.size(); i++) {
            int to = from + shown.get(i).width() + 1;
            if (x < to || i == shown.size() - 1) {
                return i;
            }
            from = to;
        }
        return -1;
    }
}
