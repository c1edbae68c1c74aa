package io.mcshark.decoder.view;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One figure of a {@link Diagram}: fields in rows of 32 bits, with what does not fit into its box explained below. */
final class Figure {
    private static final int WORD = 32;

    /** A longer field is drawn with this many rows, the middle one saying how long it is. */
    private static final int ROWS = 4;

    /** The most letters that stand for a label. */
    private static final int LETTERS = 12;

    private static final String RULER = """
             0                   1                   2                   3
             0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
            """;

    /** Some bits in a row: a field's, or nobody's. Places are those of the drawing: rows of a long field are left out. */
    private record Box(Field field, String label, int from, int to) {}

    private final List<Box> boxes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> legend = new ArrayList<>();
    private final List<Header> readings = new ArrayList<>();

    /** Where the next field would be in the packet, and where it is drawn. */
    private int bit;

    private int drawn;

    void place(Field field) {
        if (field.bit() < bit) {
            return; // another reading of the same bits
        }
        gap(field.bit() - bit);
        int rows = (field.width() + WORD - 1) / WORD;
        int width = rows > ROWS && field.width() % 8 == 0 ? field.width() - (rows - ROWS) * WORD : field.width();
        boolean shortened = width < field.width();
        boxes.add(new Box(
                field,
                shortened ? field.label() + " (" + field.width() / 8 + " bytes)" : field.label(),
                drawn,
                drawn + width));
        bit += field.width();
        drawn += width;
    }

    /** Whether a field stands behind those placed so far. */
    boolean isAhead(Field field) {
        return field.bit() >= bit;
    }

    private void gap(int width) {
        if (width > 0) {
            boxes.add(new Box(null, "reserved", drawn, drawn + width));
            bit += width;
            drawn += width;
        }
    }

    /** Says beside the row in which {@code first} will stand that {@code header} begins there. */
    void note(Field first, Header header) {
        if (!header.continues() || startsAlike(first.label(), header.label())) {
            return;
        }
        int row = (drawn + Math.max(0, first.bit() - bit)) / WORD;
        while (notes.size() <= row) {
            notes.add("");
        }
        notes.set(row, notes.get(row).isEmpty() ? header.label() : notes.get(row) + ", " + header.label());
    }

    private static boolean startsAlike(String field, String header) {
        return field.regionMatches(true, 0, header, 0, header.length());
    }

    /** Of the bits that are left free where the fields of {@code header} stand: one of several readings. */
    void reading(Header header) {
        readings.add(header);
    }

    void draw(StringBuilder text) {
        text.append(RULER);
        int rows = (drawn + WORD - 1) / WORD;
        for (int row = 0; row < rows; row++) {
            border(row, text);
            row(row, text);
        }
        border(rows, text);
        legend.forEach(line -> text.append("  ").append(line).append('\n'));
        if (!readings.isEmpty()) {
            Diagram.wrapped(
                    "  *  ", readings.stream().map(Header::label).distinct().toList(), text);
        }
    }

    private Box box(int at) {
        for (Box box : boxes) {
            if (at >= box.from() && at < box.to()) {
                return box;
            }
        }
        return null;
    }

    /** The line above a row: open where one field goes on below. */
    private void border(int row, StringBuilder text) {
        int start = text.length();
        for (int i = 0; i <= WORD; i++) {
            boolean left = i > 0 && isLine(row, i - 1);
            boolean right = i < WORD && isLine(row, i);
            boolean edge = i == 0 && isInside(row, 0) || i == WORD && isInside(row, WORD - 1);
            text.append(left || right || edge ? '+' : ' ');
            if (i < WORD) {
                text.append(right ? '-' : ' ');
            }
        }
        trim(text, start);
        text.append('\n');
    }

    private boolean isLine(int row, int column) {
        Box above = row == 0 ? null : box((row - 1) * WORD + column);
        Box below = box(row * WORD + column);
        return above != below;
    }

    private boolean isInside(int row, int column) {
        return box(row * WORD + column) != null || row > 0 && box((row - 1) * WORD + column) != null;
    }

    private void row(int row, StringBuilder text) {
        int at = row * WORD;
        int end = Math.min(at + WORD, drawn);
        while (at < end) {
            Box box = box(at);
            int to = Math.min(end, box.to());
            text.append('|').append(centred(isNamed(box, row) ? label(box, to - at) : "", 2 * (to - at) - 1));
            at = to;
        }
        text.append('|');
        if (row < notes.size() && !notes.get(row).isEmpty()) {
            int width = 2 * (at - row * WORD) + 1;
            text.append(" ".repeat(2 * WORD + 1 - width)).append("  ").append(notes.get(row));
        }
        text.append('\n');
    }

    /** Whether a box has its name in this row: in the middle one of those it fills, else in the one it has most of. */
    private static boolean isNamed(Box box, int row) {
        int first = box.from() / WORD;
        int last = (box.to() - 1) / WORD;
        if (last - first == 1) {
            boolean firstIsMore = (first + 1) * WORD - box.from() >= box.to() - last * WORD;
            return row == (firstIsMore ? first : last);
        }
        return row == (first + last) / 2;
    }

    /** The name if it fits, or as much of it as the declaration has in short, which the legend then explains. */
    private String label(Box box, int width) {
        int room = 2 * width - 1;
        if (box.field() == null) {
            boolean read = readings.stream()
                    .anyMatch(header -> box(Diagram.fixed(header).getFirst().bit()) == box);
            return read ? "*" : room >= 8 ? "reserved" : room >= 4 ? "Resv" : "";
        }
        if (box.label().length() <= room) {
            return box.label();
        }
        if (box.label().startsWith("Reserved")) {
            return room >= 4 ? "Resv" : "";
        }
        String shortened = shortened(box.field(), room);
        String line = shortened + "  " + box.label() + " (" + box.field().name() + ")";
        if (!legend.contains(line)) {
            legend.add(line);
        }
        return shortened;
    }

    /** Of a name's last part, in capitals, what fits: {@code mp2t.af.pcr_flag} is P in one bit, PCR in two. */
    private static String shortened(Field field, int room) {
        String last = field.name().substring(field.name().lastIndexOf('.') + 1);
        if (last.endsWith("length") && room >= "Length".length()) {
            return "Length";
        }
        String letters = last.replaceAll("_(flag|ind)$", "").toUpperCase(Locale.ROOT);
        return letters.substring(0, Math.min(Math.min(room, LETTERS), letters.length()))
                .replaceAll("_+$", "");
    }

    private static String centred(String label, int room) {
        int left = (room - label.length()) / 2;
        return " ".repeat(left) + label + " ".repeat(room - label.length() - left);
    }

    private static void trim(StringBuilder text, int from) {
        int end = text.length();
        while (end > from && text.charAt(end - 1) == ' ') {
            end--;
        }
        text.setLength(end);
    }
}
