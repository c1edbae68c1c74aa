package io.mcshark.decoder.filter;

import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Type;
import io.mcshark.decoder.filter.FieldValues.As;
import io.mcshark.decoder.filter.FieldValues.Homes;
import io.mcshark.decoder.filter.Operand.Layer;
import io.mcshark.decoder.filter.Operand.Literal;
import io.mcshark.decoder.filter.Operand.Mask;
import io.mcshark.decoder.filter.Operand.Name;
import io.mcshark.decoder.filter.Operand.Slice;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds out what operands are, and how to read them. */
final class Binder {
    private final String filter;
    final Literals literals;
    final Scratch scratch = new Scratch();
    private final Map<String, Catalogue.Entry> used = new LinkedHashMap<>();
    private final Map<Catalogue.Entry, Homes> homes = new IdentityHashMap<>();

    /** The part that all fields are read in, while conditions on one of it are bound; and where that one is. */
    private Header record;

    private FieldValues.Occurrence occurrence;

    Binder(String filter) {
        this.filter = filter;
        this.literals = new Literals(filter);
    }

    /** The fields and protocols seen so far. */
    List<Catalogue.Entry> used() {
        return List.copyOf(used.values());
    }

    /** From now on fields are read in one occurrence of a part; null for everywhere. */
    FieldValues.Occurrence within(Header part) {
        record = part;
        occurrence = part == null ? null : new FieldValues.Occurrence();
        return occurrence;
    }

    boolean isInRecord() {
        return record != null;
    }

    // ---- what it is

    /** What is known of an operand's values; a literal alone is nothing. */
    Shape shape(Operand operand) throws FilterException {
        if (operand instanceof Name name) {
            return named(name);
        }
        return switch (operand) {
            case Name name -> named(name);
            case Layer layer -> named(layer.of()).called(layer.toString());
            case Slice slice -> sliced(slice);
            case Mask mask -> masked(mask);
            case Operand.Arithmetic arithmetic -> worked(arithmetic);
            case Operand.Negative negative -> worked(negative);
            case Operand.Call call -> new Calls(this).shape(call);
            case Operand.Raw raw -> {
                Shape of = shape(raw.of());
                yield of.bytes(rawLength(of), raw.toString());
            }
            case Literal literal -> throw unknown(filter, literal);
        };
    }

    private static int rawLength(Shape shape) {
        int bytes = shape.entry().fields().getFirst().bytes();
        return shape.entry().fields().stream().allMatch(field -> field.width() > 0 && field.bytes() == bytes)
                ? bytes
                : -1;
    }

    private Shape worked(Operand.Arithmetic arithmetic) throws FilterException {
        Operand one = arithmetic.left();
        Operand other = arithmetic.right();
        Shape left = shape(one instanceof Literal ? other : one);
        Shape right = other instanceof Literal ? left : shape(other);
        boolean additive = arithmetic.sign() == '+' || arithmetic.sign() == '-';
        for (Operand operand : List.of(one, other)) {
            Shape shape = operand == one ? left : right;
            boolean number = shape.type() == Type.UINT || shape.type() == Type.INT || additive && shape.isTime();
            if (!number && !(operand instanceof Literal)) {
                throw wrong(
                        operand,
                        shape.text() + " is a" + article(shape) + ": " + arithmetic.sign()
                                + (additive ? " needs integers or times" : " needs integers"));
            }
        }
        if (left.isTime() != right.isTime()) {
            throw different(one, left, other, right);
        }
        for (Operand operand : List.of(one, other)) {
            if (operand instanceof Literal literal) {
                constant(left, literal);
                boolean divides = arithmetic.sign() == '/' || arithmetic.sign() == '%';
                if (operand == other && divides && constant(left, literal) == 0) {
                    throw wrong(literal, "division by zero");
                }
            }
        }
        // A literal is a time span: a date and a span make a date, two dates a span.
        boolean first = left.type() == Type.ABSOLUTE_TIME && !(one instanceof Literal);
        boolean second = right.type() == Type.ABSOLUTE_TIME && !(other instanceof Literal);
        boolean dates = first != second;
        Type type = !left.isTime() ? Type.INT : dates ? Type.ABSOLUTE_TIME : Type.RELATIVE_TIME;
        return new Shape(type, -1, 0, null, arithmetic.toString());
    }

    private Shape worked(Operand.Negative negative) throws FilterException {
        Shape of = shape(negative.of());
        if (of.type() != Type.UINT && of.type() != Type.INT && !of.isTime()) {
            throw wrong(negative.of(), of.text() + " is a" + article(of) + ": a minus sign needs an integer or a time");
        }
        return new Shape(of.isTime() ? Type.RELATIVE_TIME : Type.INT, -1, 0, null, negative.toString());
    }

    /** A literal that numbers like {@code shape} are worked together with: of any size. */
    private long constant(Shape shape, Literal literal) throws FilterException {
        Shape free = shape.isTime()
                ? new Shape(Type.RELATIVE_TIME, -1, 0, null, shape.text())
                : new Shape(Type.INT, -1, 0, null, shape.text());
        return literals.numbers(free, literal).low();
    }

    private Values operand(Operand operand, Operand beside) throws FilterException {
        return operand instanceof Literal literal
                ? new Values.Constant(constant(shape(beside), literal))
                : values(operand, false);
    }

    private Shape named(Name name) {
        String known = name.entry().name();
        used.computeIfAbsent(known, Catalogue::get);
        return Shape.of(name.entry());
    }

    private Shape sliced(Slice slice) throws FilterException {
        Shape of = shape(slice.of());
        if (!of.hasBytes()) {
            throw wrong(
                    slice.of(),
                    of.text() + " is a" + article(of) + ": only bytes, strings, addresses and protocols have slices");
        }
        int total = 0;
        for (Range range : slice.ranges()) {
            int count = range.bytes();
            if (of.length() >= 0) {
                int at = range.at(of.length());
                count = at < 0 ? 0 : range.count(at, of.length());
                if (count == 0) {
                    throw wrong(
                            slice, of.text() + " has " + of.length() + " bytes: [" + range + "] lies beyond its end");
                }
            }
            total = total < 0 || count < 0 ? -1 : total + count;
        }
        return of.bytes(total, slice.toString());
    }

    private Shape masked(Mask mask) throws FilterException {
        Shape left = shape(mask.left());
        boolean bits = left.type() != Type.BOOL && (left.isInteger() || left.hasBytes()) && left.type() != Type.STRING;
        if (!bits || isProtocol(mask.left())) {
            throw wrong(
                    mask.left(),
                    left.text() + " is a" + article(left) + ": & needs an integer, an address or bytes"
                            + (isProtocol(mask.left()) ? ", for example " + left.text() + "[0] & 0x80" : ""));
        }
        int length = left.length();
        if (mask.right() instanceof Literal literal) {
            if (left.isNumber()) {
                Ranges ranges = literals.numbers(left, literal);
                if (ranges.low() != ranges.high()) {
                    throw literals.wrong(literal, "a mask is one value, as in " + left.text() + " & 255.0.0.0");
                }
            } else {
                length = Math.min(length, literals.bytes(left, literal).low().length);
            }
        } else {
            Shape right = shape(mask.right());
            boolean alike = left.type() == right.type() || left.isInteger() && right.isInteger();
            if (left.isNumber() != right.isNumber() || left.isNumber() && !alike) {
                throw different(mask.left(), left, mask.right(), right);
            }
            length = Math.min(length, right.length());
        }
        return new Shape(left.type(), length, left.width(), left.entry(), mask.toString());
    }

    static boolean isProtocol(Operand operand) {
        return operand instanceof Name name && name.entry().isProtocol()
                || operand instanceof Layer layer && layer.of().entry().isProtocol();
    }

    /** The words for a type, behind "a". */
    static String article(Shape shape) {
        boolean protocol = shape.entry() != null && shape.entry().isProtocol() && shape.type() == Type.BYTES;
        String words = protocol && shape.text().indexOf('[') < 0
                ? "protocol"
                : shape.type().words();
        return ("aeiuAEIU".indexOf(words.charAt(0)) >= 0 ? "n " : " ") + words;
    }

    FilterException different(Operand one, Shape left, Operand other, Shape right) {
        return new FilterException(
                filter,
                one.from(),
                other.end(),
                left.text() + " is a" + article(left) + ", " + right.text() + " a" + article(right)
                        + ": they cannot be compared");
    }

    static String bytes(int count) {
        return count == 1 ? "1 byte" : count + " bytes";
    }

    /** Whether two operands are compared as bytes and not as numbers; refuses those that cannot be compared. */
    boolean asBytes(Operand one, Shape left, Operand other, Shape right) throws FilterException {
        boolean numbers =
                left.isInteger() && right.isInteger() || left.isTime() && right.isTime() || left.type() == right.type();
        if (numbers && left.isNumber()) {
            return false;
        }
        boolean bytes = left.type() == right.type() || left.type() == Type.BYTES || right.type() == Type.BYTES;
        if (left.type() == Type.STRING && isProtocol(other)) {
            throw wrong(other, right.text() + " is a protocol: write text in double quotes");
        }
        if (!bytes || !left.hasBytes() || !right.hasBytes()) {
            throw different(one, left, other, right);
        }
        if (left.length() >= 0 && right.length() >= 0 && left.length() != right.length()) {
            throw new FilterException(
                    filter,
                    one.from(),
                    other.end(),
                    left.text() + " has " + bytes(left.length()) + " and " + right.text() + " has "
                            + bytes(right.length()) + ": compare as many with slices");
        }
        return true;
    }

    // ---- how to read it

    /** The values of an operand that {@link #shape} has found good. */
    Values values(Operand operand, boolean asBytes) throws FilterException {
        return values(operand, asBytes, false);
    }

    private Values values(Operand operand, boolean asBytes, boolean cut) throws FilterException {
        if (operand instanceof Name name) {
            return entry(name.entry(), null, asBytes, cut);
        }
        return switch (operand) {
            case Name name -> entry(name.entry(), null, asBytes, cut);
            case Layer layer -> entry(layer.of().entry(), layer.ranges(), asBytes, cut);
            case Slice slice -> new Values.Sliced(values(slice.of(), true, true), slice.ranges(), scratch);
            case Mask mask -> new Values.Masked(values(mask.left(), asBytes, cut), mask(mask, asBytes), scratch);
            case Operand.Arithmetic a ->
                new Values.Worked(a.sign(), operand(a.left(), a.right()), operand(a.right(), a.left()));
            case Operand.Negative negative ->
                new Values.Worked('-', new Values.Constant(0), values(negative.of(), false));
            case Operand.Call call -> new Calls(this).values(call);
            case Operand.Raw raw -> read(raw.of(), As.RAW);
            case Literal literal -> throw unknown(filter, literal);
        };
    }

    /** The occurrences of a field or protocol, handed over in some way. */
    Values read(Operand operand, As as) throws FilterException {
        Name name = operand instanceof Layer layer ? layer.of() : (Name) operand;
        List<Range> layers = operand instanceof Layer layer ? layer.ranges() : null;
        return name.entry().isProtocol()
                ? new Values.Layers(name.entry().protocol(), layers, true)
                : field(name.entry(), layers, as);
    }

    private FieldValues field(Catalogue.Entry entry, List<Range> layers, As as) {
        return record == null
                ? new FieldValues(entry, homes(entry), layers, as, scratch)
                : new FieldValues(entry, Homes.within(record, entry), layers, as, scratch, occurrence);
    }

    /** A protocol's slices are cut out of its header; compared as a whole it has its payload too, as in Wireshark. */
    private Values entry(Catalogue.Entry entry, List<Range> layers, boolean asBytes, boolean cut) {
        return entry.isProtocol()
                ? new Values.Layers(entry.protocol(), layers, cut)
                : field(entry, layers, asBytes ? As.BYTES : As.NUMBERS);
    }

    private Values mask(Mask mask, boolean asBytes) throws FilterException {
        if (!(mask.right() instanceof Literal literal)) {
            return values(mask.right(), asBytes);
        }
        Shape left = shape(mask.left());
        return left.isNumber()
                ? new Values.Constant(literals.numbers(left, literal).low())
                : new Values.Constant(literals.bytes(left, literal).low());
    }

    /** Whether a field or protocol is there. */
    Values presence(Catalogue.Entry entry, List<Range> layers) {
        return entry.isProtocol()
                ? new Values.Layers(entry.protocol(), layers, false)
                : field(entry, layers, As.PRESENCE);
    }

    /** The numbers of a field that are not at a fixed place. */
    FieldValues elsewhere(Catalogue.Entry entry) {
        return new FieldValues(entry, homes(entry).elsewhere(), null, As.NUMBERS, scratch);
    }

    /** Looking for a field in all protocols is dear, and a filter may name it a thousand times. */
    Homes homes(Catalogue.Entry entry) {
        return homes.computeIfAbsent(entry, Homes::of);
    }

    // ---- what cannot be

    /** What capture filters begin with, and display filters do not. */
    static final List<String> CAPTURE_WORDS = List.of(
            "host", "net", "port", "portrange", "src", "dst", "ether", "multicast", "broadcast", "less", "greater");

    static final String CAPTURE_FILTER = "this looks like a capture filter (-f); a display filter reads udp.port == 53";

    FilterException unknownField(Literal literal) {
        return unknown(filter, literal);
    }

    /** A literal where a field should be. */
    static FilterException unknown(String filter, Literal literal) {
        String text = literal.text();
        String name = text.startsWith(".") ? text.substring(1) : text;
        String reason;
        if (literal.form() != Operand.Form.BARE || !isName(name)) {
            reason = " is a value: write what to compare it with, ip.ttl == 1, or ip.src in {10.0.0.1, 10.0.0.2}";
        } else if (CAPTURE_WORDS.contains(text)) {
            reason = " is no field: " + CAPTURE_FILTER;
        } else {
            reason = " is no field or protocol" + didYouMean(name);
        }
        return new FilterException(filter, literal.from(), literal.end(), Quote.of(literal.source()) + reason);
    }

    static boolean isName(String text) {
        return !text.isEmpty()
                && (Character.isLetter(text.charAt(0)) || text.charAt(0) == '_')
                && text.indexOf(':') < 0;
    }

    /** A name close to a misspelt one, to end a message with; empty when there is none. */
    static String didYouMean(String name) {
        String like = isName(name) ? Catalogue.nearest(name) : null;
        // Of three letters two wrong ones leave nothing.
        boolean close = like != null && (name.length() > 4 || like.charAt(0) == name.charAt(0));
        return close ? "; did you mean " + like + "?" : Lexer.isOperator(name) ? "; operators are in lower case" : "";
    }

    FilterException wrong(Operand operand, String reason) {
        return new FilterException(filter, operand.from(), operand.end(), reason);
    }
}
