package io.mcshark.decoder;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One field, declared once: from this the tree, the filter, completion, {@code -T fields}, the field reference and the
 * diagrams are made. A record, because the JIT folds the components of one held in a {@code static final}: reading a field
 * then costs what hand-written code costs.
 *
 * @param name as Wireshark calls it, with its prefix: {@code igmp.maddr}
 * @param at first byte that holds some of it, {@code bytes} how many do, {@code shift} and {@code mask} to take it out of them
 * @param bit distance from the header's base, in bits; {@code width} in bits, 0 for what is worked out
 * @param unit written behind the value in the tree: "seconds"
 * @param code how the value is made out of the bits, or null when it is the bits
 * @param meaning written behind the value in the tree, in parentheses, or null
 * @param whole the field this is some bits of or explains, or null
 */
public record Field(
        Header header,
        String name,
        String label,
        Type type,
        int bit,
        int width,
        int at,
        int bytes,
        int shift,
        long mask,
        int flags,
        Names names,
        String unit,
        Code code,
        Meaning meaning,
        Number number,
        Text text,
        Table table,
        Field whole) {
    /** "There is none", from a computed field. */
    public static final long ABSENT = Long.MIN_VALUE;

    private static final int HEX = 1,
            LITTLE = 2,
            GROUP = 4,
            GENERATED = 8,
            SPANS = 16,
            HIDDEN = 32,
            COLONS = 64,
            DATE = 128,
            STATE = 256;

    /** What a time's value is where it says that there is none: NTP's zero, the year 1900. */
    public static final long NO_TIME = -2_208_988_800_000_000_000L;

    /** Above the flags: how many hexadecimal digits are written when that does not follow from the width. */
    private static final int DIGITS_SHIFT = 16;

    /** A number (or, for spans, a place) worked out from the layer or part between {@code at} and {@code end}. */
    public interface Number {
        long value(Frame f, int at, int end);
    }

    /** The value that some bits stand for: a floating-point code. */
    public interface Code {
        long value(long bits);
    }

    /** What a value means to a person, where that takes more than a name: 416 tenths are 41.6 s. */
    public interface Meaning {
        void put(long value, Out out);
    }

    /** Text worked out from the layer or part between {@code at} and {@code end}. */
    public interface Text {
        void put(Frame f, int at, int end, Out out);
    }

    static Field fixed(Header header, String name, String label, Type type, int bit, int width) {
        int at = bit / 8;
        int bytes = (bit + width + 7) / 8 - at;
        int shift = type.spans() ? 0 : (at + bytes) * 8 - bit - width;
        long mask = width >= 64 ? -1L : (1L << width) - 1;
        String full = header.name() + "." + name;
        return new Field(
                header, full, label, type, bit, width, at, bytes, shift, mask, 0, null, null, null, null, null, null,
                null, null);
    }

    static Field derived(Header header, String name, String label, Type type, Number number) {
        return worked(header, header.name() + "." + name, label, type, number, null, GENERATED);
    }

    static Field span(Header header, String name, String label, Type type, Number place) {
        return worked(header, header.name() + "." + name, label, type, place, null, SPANS);
    }

    static Field text(Header header, String name, String label, Text text) {
        return worked(header, header.name() + "." + name, label, Type.STRING, null, text, GENERATED);
    }

    /** A generated number with a full name of its own, that explains another protocol's field and stands below it. */
    public static Field attached(Field behind, String fullName, String label, Type type, Number number) {
        return worked(behind.header, fullName, label, type, number, null, GENERATED)
                .below(behind);
    }

    /** Generated text that explains another protocol's field. */
    public static Field attached(Field behind, String fullName, String label, Text text) {
        return worked(behind.header, fullName, label, Type.STRING, null, text, GENERATED)
                .below(behind);
    }

    /** Another name for what a field holds, where it does; {@code place} for values that are bytes. */
    public static Field alias(Field behind, String fullName, String label, Number value) {
        int flags = GENERATED | HIDDEN | (behind.type.spans() ? SPANS : 0);
        return worked(behind.header, fullName, label, behind.type, value, null, flags)
                .below(behind);
    }

    /** Like {@link #of}, for a field that has no place in the header yet. */
    private Field below(Field behind) {
        return new Field(
                header, name, label, type, bit, width, at, bytes, shift, mask, flags, names, unit, code, meaning,
                number, text, table, behind);
    }

    private static Field worked(
            Header header, String name, String label, Type type, Number number, Text text, int flags) {
        return new Field(
                header, name, label, type, 0, 0, 0, 0, 0, -1L, flags, null, null, null, null, number, text, null, null);
    }

    // ---- qualifiers; each makes a new field that takes this one's place in the header

    public Field names(Names names) {
        return now(name, type, flags, names, unit, table, whole);
    }

    /** Shown in hexadecimal, with all the digits of the bytes it is in. */
    public Field hex() {
        return now(name, type, flags | HEX, names, unit, table, whole);
    }

    /** Shown in hexadecimal with {@code digits} digits: where Wireshark's type is wider than the bytes, or it has none. */
    public Field hex(int digits) {
        return now(name, type, flags | HEX | digits << DIGITS_SHIFT, names, unit, table, whole);
    }

    /** Bytes shown with a colon between them. */
    public Field colons() {
        return now(name, type, flags | COLONS, names, unit, table, whole);
    }

    /** A time shown as date and time of day, in UTC. */
    public Field date() {
        return now(name, type, flags | DATE, names, unit, table, whole);
    }

    /** Known only where an analysis looks at the packets in their order, before the field is read ({@link Facts}). */
    public Field state() {
        return now(name, type, flags | STATE, names, unit, table, whole);
    }

    /** Its value is not its bits but what they stand for. */
    public Field code(Code code) {
        return now(name, type, flags, names, unit, code, meaning, table, whole);
    }

    /** Known to filters and {@code -T fields}, left out of the tree: it says again what another field says. */
    public Field hidden() {
        return now(name, type, flags | HIDDEN, names, unit, table, whole);
    }

    /** What its value means, written behind it in the tree. */
    public Field means(Meaning meaning) {
        return now(name, type, flags, names, unit, code, meaning, table, whole);
    }

    /** What is written behind the value in the tree. */
    public Field in(String unit) {
        return now(name, type, flags, names, unit, table, whole);
    }

    /** Two's complement. */
    public Field signed() {
        return now(name, Type.INT, flags, names, unit, table, whole);
    }

    /** Least significant byte first. */
    public Field little() {
        return now(name, type, flags | LITTLE, names, unit, table, whole);
    }

    /** Its value says which protocol follows: children are entered in {@link #table}. */
    public Field parent() {
        return now(name, type, flags, names, unit, new Table(name), whole);
    }

    /** May hold a multicast group. */
    public Field group() {
        return now(name, type, flags | GROUP, names, unit, table, whole);
    }

    /** Not marked as generated although worked out: it stands in the packet. */
    public Field plain() {
        return now(name, type, flags & ~GENERATED, names, unit, table, whole);
    }

    /** Shown as another type of the same kind: a boolean wider than a bit. */
    public Field as(Type type) {
        return now(name, type, flags, names, unit, table, whole);
    }

    /** With a full name that does not begin as its header's. */
    public Field called(String fullName) {
        if (table != null) {
            throw new AssertionError(name + " is called " + fullName + " behind parent(), which goes by the name");
        }
        return now(fullName, type, flags, names, unit, table, whole);
    }

    /** The bits of another field. */
    Field of(Field whole) {
        return now(name, type, flags, names, unit, table, whole);
    }

    private Field now(String name, Type type, int flags, Names names, String unit, Table table, Field whole) {
        return now(name, type, flags, names, unit, code, meaning, table, whole);
    }

    private Field now(
            String name,
            Type type,
            int flags,
            Names names,
            String unit,
            Code code,
            Meaning meaning,
            Table table,
            Field whole) {
        return header.replace(
                this,
                new Field(
                        header, name, label, type, bit, width, at, bytes, shift, mask, flags, names, unit, code,
                        meaning, number, text, table, whole));
    }

    /** Whether it is shown as date and time of day. */
    public boolean isDate() {
        return (flags & DATE) != 0;
    }

    /** Whether it needs an analysis over all packets before. */
    public boolean isState() {
        return (flags & STATE) != 0;
    }

    public boolean isHex() {
        return (flags & HEX) != 0;
    }

    public boolean isLittle() {
        return (flags & LITTLE) != 0;
    }

    /** Whether it is left out of the tree. */
    public boolean isHidden() {
        return (flags & HIDDEN) != 0;
    }

    /** Whether it may hold a multicast group. */
    public boolean isGroup() {
        return (flags & GROUP) != 0;
    }

    /** Whether it does not stand in the packet but was worked out. */
    public boolean isGenerated() {
        return (flags & GENERATED) != 0;
    }

    /** A place for {@link Header#span}: {@code length} bytes at {@code at}; none when the length is negative. */
    public static long span(int at, int length) {
        return length < 0 ? ABSENT : (long) at << 32 | length;
    }

    // ---- reading

    /** The value of a fixed number in the header whose base is {@code base}. */
    public long get(Frame f, int base) {
        return code == null ? raw(f, base) : code.value(raw(f, base));
    }

    /** The bits of a fixed number in the header whose base is {@code base}. */
    public long raw(Frame f, int base) {
        long raw = f.number(base + at, bytes);
        if (isLittle()) {
            raw = Long.reverseBytes(raw) >>> 64 - 8 * bytes;
        }
        raw = raw >>> shift & mask;
        return type == Type.INT ? raw << 64 - width >> 64 - width : raw;
    }

    /** The value of a number, fixed or computed, in the layer or part from {@code base} to {@code end}; {@link #ABSENT} for none. */
    public long value(Frame f, int base, int end) {
        return number == null ? get(f, base) : number.value(f, base, end);
    }

    /** Where the bytes of a field are that has some (position &lt;&lt; 32 | length); {@link #ABSENT} when it is not there. */
    public long place(Frame f, int base, int end) {
        if ((flags & SPANS) != 0) {
            return number.value(f, base, end);
        }
        return width == 0 ? ABSENT : span(base + at, bytes);
    }

    /** Whether the field is there in the layer or part from {@code base} to {@code end}. */
    public boolean present(Frame f, int base, int end, Out scratch) {
        if (text != null) {
            int from = scratch.size();
            text.put(f, base, end, scratch);
            boolean some = scratch.size() > from;
            scratch.size(from);
            return some;
        }
        return number == null || number.value(f, base, end) != ABSENT;
    }

    /** Whether it is text in the packet that is there but has no characters. */
    public boolean isEmptyText(Frame f, int base, int end) {
        return type == Type.STRING && (flags & SPANS) != 0 && place(f, base, end) != ABSENT;
    }

    /** Appends the value as {@code -T fields} prints it; nothing when the field is absent. */
    public void put(Frame f, int base, int end, Out out) {
        if (text != null) {
            text.put(f, base, end, out);
        } else if (type.spans()) {
            long place = place(f, base, end);
            if (place != ABSENT) {
                putBytes(f, (int) (place >>> 32), (int) place, out);
            }
        } else {
            long value = value(f, base, end);
            if (value != ABSENT || number == null) {
                put(value, out);
            }
        }
    }

    private void putBytes(Frame f, int at, int length, Out out) {
        MemorySegment segment = f.segment();
        long from = f.base() + at;
        switch (type) {
            case IPV6 -> out.ipv6(half(f, at, length), half(f, at + 8, length - 8));
            case STRING -> out.safe(segment, from, length);
            default -> out.hex(segment, from, length, (flags & COLONS) != 0 ? ':' : (char) 0);
        }
    }

    /** Eight bytes of an address; a prefix may be written in fewer, zeros left out. */
    private static long half(Frame f, int at, int length) {
        return length >= 8 ? f.u64(at) : length <= 0 ? 0 : f.number(at, length) << 64 - 8 * length;
    }

    /** Appends a value of this field's type that is a number. */
    public void put(long value, Out out) {
        switch (type) {
            case UINT -> {
                if (isHex()) {
                    out.put("0x").hex(value, digits());
                } else {
                    out.unsigned(value);
                }
            }
            case INT -> out.dec(value);
            case BOOL -> out.put(value == 0 ? '0' : '1');
            case IPV4 -> out.ipv4((int) value);
            case ETHER -> out.mac(value);
            case ABSOLUTE_TIME, RELATIVE_TIME -> {
                if ((flags & DATE) == 0) {
                    out.seconds(value);
                } else if (value == NO_TIME) {
                    out.put("NULL");
                } else {
                    out.date(value);
                }
            }
            case NONE -> out.put('1');
            default -> throw new AssertionError(name + " is no number");
        }
    }

    private int digits() {
        int told = flags >>> DIGITS_SHIFT;
        return told != 0 ? told : width == 0 ? 4 : bytes * 2;
    }

    // ---- writing

    /**
     * Writes the bits of a fixed number, {@link #raw}'s inverse, and no other bit.
     *
     * @param base of the header in {@code to}; what does not fit into the field's width is cut off
     */
    public void set(MemorySegment to, long base, long value) {
        long bits = value & mask;
        long kept = 0;
        for (int i = 0; i < bytes; i++) {
            kept = kept << 8 | to.get(ValueLayout.JAVA_BYTE, base + at + i) & 0xff;
        }
        long raw = isLittle() ? Long.reverseBytes(kept) >>> 64 - 8 * bytes : kept;
        raw = raw & ~(mask << shift) | bits << shift;
        for (int i = 0; i < bytes; i++) {
            int up = 8 * (isLittle() ? i : bytes - 1 - i);
            to.set(ValueLayout.JAVA_BYTE, base + at + i, (byte) (raw >>> up));
        }
    }

    /** A field is only itself. (What records have by default is also linked at first use, which costs 40 ms of a start.) */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return name;
    }
}
