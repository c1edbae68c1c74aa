package io.mcshark.decoder.view;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * A protocol's layout as RFCs draw it, made from the declarations: one figure for each way its header can go on, one for each
 * part that repeats, and below them what stands at no fixed place.
 */
public final class Diagram {
    private static final int MARGIN = 80;

    private final StringBuilder text = new StringBuilder();
    private final List<String> moving = new ArrayList<>();
    private final List<String> workedOut = new ArrayList<>();

    private Diagram() {}

    public static String of(Protocol protocol) {
        Diagram all = new Diagram();
        Header header = protocol.header();
        all.text.append(protocol.label()).append(" (").append(protocol.name()).append(")\n");
        all.draw(header, "");
        all.collect(header);
        all.list("In the packet, at no fixed place", all.moving);
        all.list("Worked out", all.workedOut);
        return all.text.toString();
    }

    /** Draws every way in which {@code root} can go on, then the parts in it. */
    private void draw(Header root, String title) {
        List<List<Header>> ways = new ArrayList<>();
        ways(List.of(root), ways);
        for (List<Header> way : ways) {
            String last = way.getLast().label();
            figure(way, ways.size() == 1 ? title : title.isEmpty() ? last : title + ": " + last);
        }
        parts(root, title);
    }

    /** The chains of headers from {@code way} on that end where nothing continues, what only fills a gap left out. */
    private static void ways(List<Header> way, List<List<Header>> into) {
        List<Header> next = continuations(way.getLast());
        next.removeIf(header -> gap(header, next) != null);
        for (Header header : next) {
            List<Header> longer = new ArrayList<>(way);
            longer.add(header);
            ways(longer, into);
        }
        if (next.isEmpty() && way.stream().anyMatch(header -> !fixed(header).isEmpty())) {
            into.add(way);
        }
    }

    private static List<Header> continuations(Header header) {
        List<Header> all = new ArrayList<>();
        for (Object item : header.items()) {
            if (item instanceof Header part && part.continues() && hasPlaces(part)) {
                all.add(part);
            }
        }
        return all;
    }

    /** Whether it, or what continues it, has a field at a fixed place: others have nothing to draw. */
    private static boolean hasPlaces(Header header) {
        return !fixed(header).isEmpty() || !continuations(header).isEmpty();
    }

    /** The one of {@code siblings} that leaves room where all fields of {@code header} stand: they are one of several readings of it. */
    private static Header gap(Header header, List<Header> siblings) {
        List<Field> fields = fixed(header);
        if (fields.isEmpty() || !continuations(header).isEmpty()) {
            return null;
        }
        for (Header sibling : siblings) {
            if (sibling != header
                    && header.bytes() < sibling.bytes()
                    && fields.stream().allMatch(field -> isFree(field, sibling))) {
                return sibling;
            }
        }
        return null;
    }

    private static boolean isFree(Field field, List<Header> way) {
        return way.stream().allMatch(header -> isFree(field, header));
    }

    private static boolean isFree(Field field, Header in) {
        return fixed(in).stream().noneMatch(other -> overlap(field, other));
    }

    private static boolean overlap(Field a, Field b) {
        return a.bit() < b.bit() + b.width() && b.bit() < a.bit() + a.width();
    }

    private void parts(Header header, String title) {
        for (Object item : header.items()) {
            if (!(item instanceof Header part)) {
                continue;
            }
            if (part.continues()) {
                parts(part, title);
            } else {
                draw(part, title.isEmpty() ? part.label() : title + ", " + part.label());
            }
        }
    }

    // ---- one figure

    private void figure(List<Header> way, String title) {
        Figure figure = new Figure();
        for (Header header : way) {
            List<Field> fields = fixed(header);
            if (!fields.isEmpty()) {
                figure.note(fields.getFirst(), header);
            }
            fields.forEach(figure::place);
            List<Header> siblings = continuations(header);
            List<Header> readings = siblings.stream()
                    .filter(other -> !way.contains(other) && gap(other, siblings) != null)
                    .filter(other -> fixed(other).stream().allMatch(field -> isFree(field, way)))
                    .toList();
            boolean one = readings.stream().map(Header::label).distinct().count() == 1;
            if (one && figure.isAhead(fixed(readings.getFirst()).getFirst())) {
                fixed(readings.getFirst()).forEach(figure::place);
            } else {
                readings.forEach(figure::reading);
            }
        }
        text.append('\n');
        if (!title.isEmpty()) {
            text.append(title).append("\n\n");
        }
        figure.draw(text);
    }

    /** The fields of a header at fixed places that are drawn: the bits of a flags word instead of the word, no second reading of the same bits. */
    static List<Field> fixed(Header header) {
        List<Field> all = new ArrayList<>();
        for (Object item : header.items()) {
            if (item instanceof Field field && field.width() > 0) {
                all.add(field);
            }
        }
        List<Field> drawn = new ArrayList<>();
        for (Field field : all) {
            boolean split = field.width() <= 32 && all.stream().anyMatch(bits -> isIn(bits, field));
            boolean again =
                    field.whole() != null && all.stream().anyMatch(whole -> isIn(field, whole) && whole.width() > 32);
            if (!split && !again && drawn.stream().noneMatch(other -> overlap(other, field))) {
                drawn.add(field);
            }
        }
        drawn.sort((a, b) -> Integer.compare(a.bit(), b.bit()));
        return drawn;
    }

    private static boolean isIn(Field bits, Field whole) {
        return bits != whole
                && bits.whole() != null
                && bits.bit() >= whole.bit()
                && bits.bit() + bits.width() <= whole.bit() + whole.width()
                && bits.width() < whole.width();
    }

    // ---- what is not drawn

    private void collect(Header header) {
        for (Object item : header.items()) {
            if (item instanceof Header part) {
                collect(part);
            } else if (item instanceof Field field && field.width() == 0) {
                List<String> list =
                        field.type().spans() && !field.isGenerated() && field.text() == null ? moving : workedOut;
                String name = field.type() == Type.NONE ? field.name() + " (note)" : field.name();
                if (!list.contains(name)) {
                    list.add(name);
                }
            }
        }
    }

    private void list(String title, List<String> names) {
        if (!names.isEmpty()) {
            text.append('\n').append(title).append(":\n");
            wrapped("  ", names, text);
        }
    }

    /** Appends {@code names} with commas between them, in lines that begin with {@code first} or as much room. */
    static void wrapped(String first, List<String> names, StringBuilder text) {
        text.append(first);
        int column = first.length();
        for (int i = 0; i < names.size(); i++) {
            String word = names.get(i) + (i + 1 < names.size() ? "," : "");
            if (i > 0 && column + 1 + word.length() > MARGIN) {
                text.append('\n').append(" ".repeat(first.length()));
                column = first.length();
            } else if (i > 0) {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
        }
        text.append('\n');
    }
}
