package io.mcshark.decoder.filter;

import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Plan;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;
import io.mcshark.decoder.protocol.Glimpse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The occurrences of a field in all its homes. Those at a fixed place in a protocol's header, or in what continues it, are
 * read first and without a plan, which costs more than all the rest; the others (parts that repeat, other protocols) by a
 * plan. So the order is not always that of the tree; nothing here depends on it.
 */
final class FieldValues extends Values implements Plan.Visitor {
    private static final int IPV6_BYTES = 16;

    /** How values are handed over. */
    enum As {
        NUMBERS,
        BYTES,
        /** As the bytes that stand in the packet. */
        RAW,
        /** As text, the way {@code -T fields} prints it, integers in decimal. */
        TEXT,
        /** As the names of values. */
        NAMES,
        /** As the number of bytes each has. */
        LENGTHS,
        /** As some number: whether they are there is all that matters. */
        PRESENCE
    }

    /**
     * Where to find a field's homes; made once for a field.
     *
     * @param conditions per near home the headers, outermost first, that must be there for it to be
     * @param far finds the other homes; null when there are none
     * @param doors the headers of the protocol of which one must be there for a far home to be; null when far homes are in
     *     other protocols too
     */
    record Homes(Protocol protocol, Field[] near, Header[][] conditions, Plan far, Header[] doors) {
        static Homes of(Catalogue.Entry entry) {
            List<Field> near = new ArrayList<>();
            List<Header[]> conditions = new ArrayList<>();
            List<Field> far = new ArrayList<>();
            Set<Header> doors = new LinkedHashSet<>();
            boolean own = true;
            for (Field field : entry.fields()) {
                List<Header> path = new ArrayList<>();
                Header root = field.header();
                for (; root.parent() != null; root = root.parent()) {
                    path.addFirst(root);
                }
                boolean here = root.protocol() == entry.protocol() && !root.hasTwins();
                if (here && path.stream().allMatch(Header::continues)) {
                    near.add(field);
                    conditions.add(path.toArray(Header[]::new));
                } else {
                    far.add(field);
                    own &= here;
                    path.stream().limit(1).forEach(doors::add);
                }
            }
            return new Homes(
                    entry.protocol(),
                    near.toArray(Field[]::new),
                    conditions.toArray(Header[][]::new),
                    far.isEmpty() ? null : Plan.of(far),
                    own ? doors.toArray(Header[]::new) : null);
        }

        /** Those in a part, from its own occurrence on. */
        static Homes within(Header part, Catalogue.Entry entry) {
            return new Homes(
                    entry.protocol(), new Field[0], new Header[0][], Plan.within(part, entry.fields()), new Header[0]);
        }

        /** Only those that take a plan. */
        Homes elsewhere() {
            return new Homes(protocol, new Field[0], new Header[0][], far, doors);
        }
    }

    final Catalogue.Entry entry;
    final List<Range> layers;
    private final As as;
    private final Protocol protocol;
    private final Field[] near;
    private final Header[][] conditions;
    private final Plan far;
    private final Header[] doors;
    private final Scratch scratch;
    private final Occurrence occurrence;
    private Sink sink;

    /** Where one occurrence of a part is, while conditions on it are tested. */
    static final class Occurrence {
        int layer;
        int at;
        int end;
    }

    /** The values in one occurrence of a part only; {@code homes} are those {@link Homes#within} it. */
    FieldValues(Catalogue.Entry entry, Homes homes, List<Range> layers, As as, Scratch scratch, Occurrence occurrence) {
        this.entry = entry;
        this.layers = layers;
        this.as = as;
        this.protocol = homes.protocol();
        this.near = homes.near();
        this.conditions = homes.conditions();
        this.far = homes.far();
        this.doors = homes.doors();
        this.scratch = scratch;
        this.occurrence = occurrence;
    }

    /** @param layers the layers of its protocol that count, or null for all */
    FieldValues(Catalogue.Entry entry, Homes homes, List<Range> layers, As as, Scratch scratch) {
        this(entry, homes, layers, as, scratch, null);
    }

    @Override
    boolean each(Frame f, Sink sink) {
        this.sink = sink;
        if (occurrence != null) {
            return far.each(f, occurrence.layer, occurrence.at, occurrence.end, this);
        }
        boolean open = doors == null;
        int first = f.first(protocol);
        if (first >= 0) {
            for (int i = first, depth = f.depth(); i < depth; i++) {
                if (f.protocol(i) == protocol) {
                    if (eachNear(f, i)) {
                        return true;
                    }
                    open = open || isOpen(doors, f, f.at(i), f.end(i));
                }
            }
        }
        return open && far != null && far.each(f, this);
    }

    /** Whether one of the doors is. Most often none is, and asking is cheaper than the plan. */
    static boolean isOpen(Header[] doors, Frame f, int at, int end) {
        for (Header door : doors) {
            if (door.next(f, at, end, -1, 0) >= 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    boolean mayExist(Glimpse glimpse) {
        return mayBeElsewhere(far != null, doors, protocol, glimpse) || glimpse.at(protocol) != Glimpse.ABSENT;
    }

    /** Whether a plain packet may have one of the homes that take a plan. */
    static boolean mayBeElsewhere(boolean far, Header[] doors, Protocol protocol, Glimpse glimpse) {
        return far && (doors == null || glimpse.at(protocol) != Glimpse.ABSENT && glimpse.mayHaveParts(protocol));
    }

    private boolean eachNear(Frame f, int layer) {
        int at = f.at(layer);
        int end = f.end(layer);
        for (int i = 0; i < near.length; i++) {
            if (isThere(conditions[i], f, at, end) && visit(near[i], f, layer, at, end)) {
                return true;
            }
        }
        return false;
    }

    /** Whether all of these headers are there, in the layer from {@code at} to {@code end}. */
    static boolean isThere(Header[] conditions, Frame f, int at, int end) {
        for (Header header : conditions) {
            if (header.next(f, at, end, -1, 0) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean visit(Field field, Frame f, int layer, int at, int end) {
        if (layers != null && !hasLayer(layers, f, layer)) {
            return false;
        }
        return switch (as) {
            case NUMBERS -> number(field, f, at, end);
            case BYTES -> bytes(field, f, at, end);
            case RAW -> raw(field, f, at, end);
            case TEXT -> text(field, f, at, end);
            case NAMES -> named(field, f, at, end);
            case LENGTHS -> length(field, f, at, end);
            case PRESENCE -> field.present(f, at, end, scratch.out()) && sink.number(1);
        };
    }

    private boolean raw(Field field, Frame f, int at, int end) {
        long place = field.place(f, at, end);
        return place == Field.ABSENT
                ? field.text() != null && bytes(field, f, at, end)
                : sink.bytes(f.segment(), f.base() + (place >>> 32), (int) place);
    }

    private boolean text(Field field, Frame f, int at, int end) {
        Out out = scratch.out();
        int from = out.size();
        if (field.type() == Type.UINT) {
            long value = field.value(f, at, end);
            if (value != Field.ABSENT || field.number() == null) {
                out.unsigned(value);
            }
        } else {
            field.put(f, at, end, out);
        }
        int length = out.size() - from;
        return length > 0 && sink.bytes(scratch.text(), from, length);
    }

    private boolean named(Field field, Frame f, int at, int end) {
        long value = field.value(f, at, end);
        String name = field.names() == null ? null : field.names().get(value);
        if (name == null || value == Field.ABSENT && field.number() != null) {
            return false;
        }
        int from = scratch.out().size();
        scratch.out().put(name);
        return sink.bytes(scratch.text(), from, scratch.out().size() - from);
    }

    /** Numbers that stand nowhere have the bytes they are kept in by Wireshark. */
    private boolean length(Field field, Frame f, int at, int end) {
        if (field.text() != null || field.type().spans()) {
            return bytes(field, f, at, end);
        }
        if (field.number() != null && field.value(f, at, end) == Field.ABSENT) {
            return false;
        }
        return sink.number(
                switch (field.type()) {
                    case IPV4 -> 4;
                    case ETHER -> 6;
                    case ABSOLUTE_TIME, RELATIVE_TIME -> 16;
                    default -> field.width() > 0 ? field.bytes() : 4;
                });
    }

    private boolean number(Field field, Frame f, int at, int end) {
        long value = field.value(f, at, end);
        if (value == Field.ABSENT && field.number() != null) {
            return false;
        }
        return sink.number(field.type() == Type.BOOL && value != 0 ? 1 : value);
    }

    private boolean bytes(Field field, Frame f, int at, int end) {
        if (field.text() != null) {
            int from = scratch.out().size();
            field.text().put(f, at, end, scratch.out());
            int length = scratch.out().size() - from;
            return length > 0 && sink.bytes(scratch.text(), from, length);
        }
        long place = field.place(f, at, end);
        if (place != Field.ABSENT && field.type() == Type.IPV6 && (int) place < IPV6_BYTES) {
            return prefix(f, (int) (place >>> 32), (int) place);
        }
        if (place != Field.ABSENT) {
            return sink.bytes(f.segment(), f.base() + (place >>> 32), (int) place);
        }
        return !field.type().spans() && worked(field, f, at, end);
    }

    /** A prefix is an address of which zeros at the end do not stand in the packet. */
    private boolean prefix(Frame f, int at, int length) {
        int to = scratch.room(IPV6_BYTES);
        for (int i = 0; i < IPV6_BYTES; i++) {
            scratch.set(to + i, i < length ? f.u8(at + i) : 0);
        }
        return sink.bytes(scratch.segment(), to, IPV6_BYTES);
    }

    /** An address that was worked out stands nowhere: its bytes are written down. */
    private boolean worked(Field field, Frame f, int at, int end) {
        long value = field.value(f, at, end);
        if (value == Field.ABSENT) {
            return false;
        }
        int count = field.type() == Type.ETHER ? 6 : 4;
        int to = scratch.room(count);
        for (int i = count - 1; i >= 0; i--, value >>>= 8) {
            scratch.set(to + i, (int) value);
        }
        return sink.bytes(scratch.segment(), to, count);
    }
}
