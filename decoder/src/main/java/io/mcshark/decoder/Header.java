package io.mcshark.decoder;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of bytes with fields at fixed places, declared in wire order, so that no offset is typed: a protocol's fixed
 * header, what follows it in some messages ({@link #then}), or a part that repeats ({@link #list}, {@link #parts}). Headers
 * hang in a tree; where one is found in a packet is code, everything else data.
 */
public final class Header {
    /** The most parts of one kind visited in one layer; more would be an attack on the reader's time. */
    public static final int MAX_PARTS = 8192;

    /** Whether something is the case in the layer or part from {@code at} to {@code end}. */
    public interface Test {
        boolean test(Frame f, int at, int end);
    }

    /**
     * Where the next part begins.
     *
     * @see Header#parts
     */
    public interface Locator {
        /**
         * @param at the parent's first byte, {@code end} one past its last
         * @param previous where the previous part began, or -1
         * @param index how many there were before
         * @return the position, or -1 when there is none; it is compared with {@code end} by the caller
         */
        int next(Frame f, int at, int end, int previous, int index);
    }

    /** Where something is in the layer or part from {@code at} to {@code end}; -1 for nowhere. */
    public interface Place {
        int of(Frame f, int at, int end);
    }

    /** How many bytes a part takes that begins at {@code at}; it is cut to {@code end} by the caller. */
    public interface Length {
        int bytes(Frame f, int at, int end);
    }

    private final String name;
    private final String label;
    private final Header parent;
    private final Locator locator;
    private final Length length;
    private final Kind kind;
    private final int start;
    private final Header like;
    private final List<Object> items;
    private final List<Alias> aliases;
    private boolean titled = true;
    private int bit;
    private Field whole;
    private int wholeBit;
    private Protocol protocol;

    /** How a header stands to its parent. */
    private enum Kind {
        OWN,
        CONTINUES,
        PART,
        ENTRY
    }

    Header(String name, String label) {
        this(Kind.OWN, name, label, null, null, null, 0, null);
    }

    private Header(
            Kind kind,
            String name,
            String label,
            Header parent,
            Locator locator,
            Length length,
            int start,
            Header like) {
        this.kind = kind;
        this.name = name;
        this.label = label;
        this.parent = parent;
        this.locator = locator;
        this.length = length;
        this.start = start;
        this.like = like;
        this.items = like == null ? new ArrayList<>() : like.items;
        this.aliases = like == null ? new ArrayList<>() : like.aliases;
        this.bit = start * 8;
        if (parent != null) {
            parent.items.add(this);
        }
    }

    // ---- declaring

    /** An unsigned number of {@code width} bits. */
    public Field bits(int width, String name, String label) {
        return place(Field.fixed(this, name, label, Type.UINT, bit, width), width);
    }

    public Field u8(String name, String label) {
        return bits(8, name, label);
    }

    public Field u16(String name, String label) {
        return bits(16, name, label);
    }

    public Field u24(String name, String label) {
        return bits(24, name, label);
    }

    public Field u32(String name, String label) {
        return bits(32, name, label);
    }

    public Field u64(String name, String label) {
        return bits(64, name, label);
    }

    public Field bit(String name, String label) {
        return place(Field.fixed(this, name, label, Type.BOOL, bit, 1), 1);
    }

    public Field ipv4(String name, String label) {
        return place(Field.fixed(this, name, label, Type.IPV4, bit, 32), 32);
    }

    public Field ipv6(String name, String label) {
        return place(Field.fixed(this, name, label, Type.IPV6, bit, 128), 128);
    }

    public Field mac(String name, String label) {
        return place(Field.fixed(this, name, label, Type.ETHER, bit, 48), 48);
    }

    /** {@code count} bytes shown as such. */
    public Field bytes(int count, String name, String label) {
        return place(Field.fixed(this, name, label, Type.BYTES, bit, count * 8), count * 8);
    }

    /** Leaves {@code width} bits without a field: reserved. */
    public Header skip(int width) {
        bit += width;
        endOfSplit();
        return this;
    }

    /** The fields declared next, up to its last bit, are the bits of {@code field}. */
    public Header split(Field field) {
        whole = field;
        wholeBit = bit;
        bit = field.bit();
        return this;
    }

    /** The bytes of {@code field} read another way: in another byte order, as another type. */
    public Field again(Field field, String name, String label) {
        return add(Field.fixed(this, name, label, field.type(), field.bit(), field.width()))
                .of(field);
    }

    /** A number worked out from the packet; {@link Field#ABSENT} where there is none. */
    public Field derived(String name, String label, Type type, Field.Number number) {
        return add(Field.derived(this, name, label, type, number));
    }

    /** There or not, without a value: a remark about the packet. */
    public Field note(String name, String label, Test test) {
        return add(
                Field.derived(this, name, label, Type.NONE, (f, at, end) -> test.test(f, at, end) ? 1 : Field.ABSENT));
    }

    /** Bytes whose place is worked out from the packet; {@link Field#span} makes the answer, {@link Field#ABSENT} for none. */
    public Field span(String name, String label, Type type, Field.Number place) {
        return add(Field.span(this, name, label, type, place));
    }

    /** Text worked out from the packet; absent when nothing is appended. */
    public Field text(String name, String label, Field.Text text) {
        return add(Field.text(this, name, label, text));
    }

    /** A second name for several fields: {@code udp.port} is the source port and the destination port. */
    public void either(String name, String label, Field... fields) {
        aliases.add(new Alias(this.name + "." + name, label, List.of(fields)));
    }

    /** A name for several fields. */
    public record Alias(String name, String label, List<Field> fields) {}

    /** Asserts the length that the RFC gives for what was declared so far, in bytes from this header's start. */
    public Header length(int bytes) {
        if (bit != (start + bytes) * 8) {
            throw new AssertionError(label + " is " + (bit - start * 8) + " bits, not " + bytes + " bytes");
        }
        return this;
    }

    /** What follows this header's fields, at a fixed place, where {@code test} holds; the test may read up to its last byte. */
    public Header then(String label, Test test) {
        int from = bit / 8;
        return new Header(
                Kind.CONTINUES,
                name,
                label,
                this,
                (f, at, end, previous, index) -> index == 0 && test.test(f, at, end) ? at : -1,
                null,
                from,
                null);
    }

    /** Parts that begin behind this header's fields, {@code count} of them (null: until the end), each {@code length} bytes. */
    public Header list(String label, Field count, Length length) {
        int from = bit / 8;
        Locator next = (f, at, end, previous, index) -> {
            if (count != null && index >= count.get(f, at)) {
                return -1;
            }
            if (previous < 0) {
                return at + from;
            }
            int bytes = length.bytes(f, previous, end);
            return bytes <= 0 ? -1 : previous + bytes;
        };
        return new Header(Kind.PART, name, label, this, next, length, 0, null);
    }

    /** Parts whose places only code can find. {@code length} gives the size of each; null: to the parent's end. */
    public Header parts(String label, Locator locator, Length length) {
        return new Header(Kind.PART, name, label, this, locator, length, 0, null);
    }

    /** As {@link #parts}, with field names that begin differently from the parent's. */
    public Header parts(String name, String label, Locator locator, Length length) {
        return new Header(Kind.PART, name, label, this, locator, length, 0, null);
    }

    /**
     * Entries that do not stand in the packet, only worked-out fields: {@code locator} numbers them, rising, and the fields are
     * given the number as their base. It is compared with nothing.
     */
    public Header entries(String label, Locator locator) {
        return new Header(Kind.ENTRY, name, label, this, locator, null, 0, null);
    }

    /** The same parts, with the same fields, at other places too: authority records are what answers are. */
    public Header partsLike(Header like, String label, Locator locator) {
        return new Header(Kind.PART, name, label, this, locator, like.length, 0, like);
    }

    /** The header of another protocol that has the same fields under the same names: mDNS has those of DNS. */
    public Header twin(String name, String label) {
        return new Header(Kind.OWN, name, label, null, null, null, 0, this);
    }

    /** What goes on at a place that only code can find, behind a name for example; there once, or not where the place is -1. */
    public Header behind(String label, Place place) {
        return parts(label, (f, at, end, previous, index) -> index == 0 ? place.of(f, at, end) : -1, null)
                .untitled();
    }

    /** The tree shows the fields of these parts without a line above them and no deeper. */
    public Header untitled() {
        titled = false;
        return this;
    }

    private Field place(Field field, int width) {
        if (kind == Kind.ENTRY) {
            throw new AssertionError(field.name() + " has no place in the packet");
        }
        bit += width;
        add(field);
        Field added = whole == null ? field : field.of(whole);
        endOfSplit();
        return added;
    }

    private void endOfSplit() {
        if (whole != null && bit >= whole.bit() + whole.width()) {
            if (bit > whole.bit() + whole.width()) {
                throw new AssertionError("more bits than " + whole.name() + " has");
            }
            whole = null;
            bit = Math.max(bit, wholeBit);
        }
    }

    private Field add(Field field) {
        items.add(field);
        return field;
    }

    /** Puts {@code now} in the place of {@code before}: a field is a value, its qualifiers make a new one. */
    Field replace(Field before, Field now) {
        items.set(place(before), now);
        return now;
    }

    /** Where that very field is; to compare fields by their components takes longer than all else about a declaration. */
    private int place(Field field) {
        int i = items.size() - 1;
        while (items.get(i) != field) {
            i--;
        }
        return i;
    }

    /** Enters a derived field right behind another one. */
    public Field after(Field field, Field derived) {
        int i = place(field) + 1;
        while (i < items.size() && items.get(i) instanceof Field g && (field == g.whole() || g.isGenerated())) {
            i++;
        }
        items.add(i, derived);
        return derived;
    }

    void claim(Protocol protocol) {
        this.protocol = protocol;
    }

    // ---- finding

    /** Where the part after {@code previous} begins; -1 when there is none that is whole. */
    public int next(Frame f, int at, int end, int previous, int index) {
        // What continues a header is whole before its test is asked, so that the test may read all of it.
        if (index >= MAX_PARTS || continues() && at + bytes() > end) {
            return -1;
        }
        int found = locator.next(f, at, end, previous, index);
        if (kind == Kind.ENTRY) {
            return found <= previous ? -1 : found;
        }
        return found < at || found + bytes() > end || found <= previous ? -1 : found;
    }

    /** One past the bytes of the part at {@code at}, at most {@code end}. */
    public int end(Frame f, int at, int end) {
        return length == null ? end : Math.max(at + bytes(), Math.min(end, at + length.bytes(f, at, end)));
    }

    /** Bytes from this header's base to the end of its fixed fields. */
    public int bytes() {
        return like == null ? (bit + 7) / 8 : like.bytes();
    }

    /** Whether its fields are declared at another header, and reach the catalogue from there. */
    public boolean isTwin() {
        return like != null;
    }

    /** The name of the protocol whose fields these are; empty for its own. */
    String like() {
        return like == null ? "" : like.name;
    }

    /** Whether other protocols have the same fields ({@link #twin}). */
    public boolean hasTwins() {
        return ProtocolIndex.hasTwins(name);
    }

    /** Whether {@code protocol}'s fields are declared here. */
    public boolean isOf(Protocol protocol) {
        return protocol.header() == this || protocol.header().like == this;
    }

    /** Whether the tree shows a line above the fields. */
    public boolean isTitled() {
        return titled && kind != Kind.CONTINUES && items.size() > 1;
    }

    public String name() {
        return name;
    }

    public String label() {
        return label;
    }

    /** Null for a protocol's own header. */
    public Header parent() {
        return parent;
    }

    /** Whether this continues its parent at a fixed place, as opposed to being a part with a place of its own. */
    public boolean continues() {
        return kind == Kind.CONTINUES;
    }

    /** Whether its base is a place in the packet, and no number of an entry that was worked out. */
    public boolean hasPlace() {
        return kind != Kind.ENTRY;
    }

    /** Where its first field begins, in bytes from its base. */
    public int start() {
        return start;
    }

    public Protocol protocol() {
        return parent != null ? parent.protocol() : protocol != null ? protocol : Protocols.named(name);
    }

    /** Fields and further headers, in wire order. */
    public List<Object> items() {
        return items;
    }

    public List<Alias> aliases() {
        return aliases;
    }
}
