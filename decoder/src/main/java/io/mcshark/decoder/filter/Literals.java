package io.mcshark.decoder.filter;

import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;
import io.mcshark.decoder.filter.Operand.Form;
import io.mcshark.decoder.filter.Operand.Literal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Reads literals as values of what they are compared with; says what such a value looks like when they are none. */
final class Literals {
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private final String filter;

    Literals(String filter) {
        this.filter = filter;
    }

    /**
     * Values that are bytes: one, or with a prefix length all from {@code low} to {@code high}.
     *
     * @see Shape#isNumber
     */
    record Bounds(byte[] low, byte[] high) {
        static Bounds of(byte[] one) {
            return new Bounds(one, one);
        }
    }

    /** The numbers a literal stands for. A name may stand for several, and so does a prefix. */
    Ranges numbers(Shape shape, Literal literal) throws FilterException {
        return switch (shape.type()) {
            case UINT, INT -> integers(shape, literal);
            case BOOL -> truth(shape, literal);
            case IPV4 -> prefix4(shape, literal);
            case ETHER -> one(shape, ether(shape, literal));
            default -> one(shape, time(shape, literal));
        };
    }

    /** The bytes a literal stands for. */
    Bounds bytes(Shape shape, Literal literal) throws FilterException {
        return switch (shape.type()) {
            case IPV6 -> prefix6(shape, literal);
            case STRING -> Bounds.of(string(literal));
            default -> Bounds.of(octets(literal));
        };
    }

    private static Ranges one(Shape shape, long value) {
        return Ranges.of(shape.isSigned(), value, value);
    }

    // ---- integers

    private Ranges integers(Shape shape, Literal literal) throws FilterException {
        if (literal.form() == Form.CHARACTER) {
            return one(shape, literal.text().charAt(0));
        }
        BigInteger value = literal.form() == Form.BARE ? integer(literal.text()) : null;
        if (value == null) {
            Ranges named = named(shape, literal);
            if (named == null) {
                throw notInteger(shape, literal);
            }
            return named;
        }
        boolean signed = shape.type() == Type.INT;
        int bits = shape.width() == 0 ? 64 : shape.width();
        BigInteger most =
                signed ? BigInteger.ONE.shiftLeft(bits - 1).subtract(BigInteger.ONE) : MOST.shiftRight(64 - bits);
        BigInteger least = signed ? most.not() : BigInteger.ZERO;
        if (value.compareTo(most) > 0) {
            throw wrong(literal, shape.text() + " has " + bits + " bits and is at most " + most);
        }
        if (value.compareTo(least) < 0) {
            throw wrong(literal, shape.text() + (signed ? " is at least " + least : " is never negative"));
        }
        return one(shape, value.longValue());
    }

    /** A number in decimal, hexadecimal (0x), octal (0) or binary (0b), with a sign or not; null for anything else. */
    static BigInteger integer(String text) {
        String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        String lower = digits.toLowerCase(Locale.ROOT);
        int radix = lower.startsWith("0x") ? 16 : lower.startsWith("0b") ? 2 : lower.startsWith("0") ? 8 : 10;
        String rest = radix == 16 || radix == 2 ? lower.substring(2) : lower;
        if (rest.isEmpty() || !rest.chars().allMatch(c -> Character.digit(c, radix) >= 0 && c < 0x80)) {
            return null;
        }
        // A number of thousands of digits is too big in any case, and dear to convert.
        BigInteger value = rest.length() > 80 ? MOST.shiftLeft(1) : new BigInteger(rest, radix);
        return text.startsWith("-") ? value.negate() : value;
    }

    private FilterException notInteger(Shape shape, Literal literal) {
        List<Names> names = shape.names();
        if (literal.form() == Form.STRING && !names.isEmpty()) {
            String like = like(names, literal.text().toLowerCase(Locale.ROOT));
            return wrong(
                    literal,
                    "no value of " + shape.text() + " is called so"
                            + (like == null ? "" : "; there is \"" + like + "\""));
        }
        String hint = literal.form() == Form.STRING && integer(literal.text()) != null
                ? ": write it without quotes"
                : ": write it as 22, 0x16 or 'a'" + (names.isEmpty() ? "" : ", or a value's name in double quotes");
        return wrong(literal, shape.text() + " is an integer" + hint);
    }

    private static String like(List<Names> tables, String lower) {
        for (Names names : tables) {
            for (String name : names.all().values()) {
                String known = name.toLowerCase(Locale.ROOT);
                if (known.contains(lower) || lower.contains(known)) {
                    return name;
                }
            }
        }
        return null;
    }

    /** All values of that name, upper and lower case alike; null when there are none. */
    private static Ranges named(Shape shape, Literal literal) {
        String name = new String(literal.bytes(), StandardCharsets.UTF_8);
        Ranges ranges = null;
        for (Names names : shape.names()) {
            for (var entry : names.all().entrySet()) {
                if (entry.getValue().equalsIgnoreCase(name)) {
                    ranges = ranges == null ? new Ranges(shape.isSigned()) : ranges;
                    ranges.add(entry.getKey(), entry.getKey());
                }
            }
        }
        return ranges == null ? null : ranges.ready();
    }

    private Ranges truth(Shape shape, Literal literal) throws FilterException {
        Ranges named = named(shape, literal);
        if (named != null) {
            return named;
        }
        String lower = literal.text().toLowerCase(Locale.ROOT);
        if (literal.form() == Form.CHARACTER) {
            return one(shape, lower.charAt(0) == 0 ? 0 : 1);
        }
        if (lower.equals(literal.form() == Form.BARE ? "true" : "set")) {
            return one(shape, 1);
        }
        if (lower.equals(literal.form() == Form.BARE ? "false" : "not set")) {
            return one(shape, 0);
        }
        BigInteger value = literal.form() == Form.BARE ? integer(lower) : null;
        if (value == null || value.signum() < 0) {
            throw wrong(literal, shape.text() + " is a boolean: write 1, 0, True or False");
        }
        return one(shape, value.signum());
    }

    // ---- times

    private long time(Shape shape, Literal literal) throws FilterException {
        Long nanos = literal.form() == Form.BARE ? Times.seconds(literal.text()) : null;
        boolean absolute = shape.type() == Type.ABSOLUTE_TIME;
        if (nanos == null && absolute) {
            nanos = Times.date(literal.text());
        }
        if (nanos == null) {
            throw wrong(
                    literal,
                    shape.text()
                            + (absolute
                                    ? " is a time: write \"2026-01-31 18:30:00\", or seconds since 1970"
                                    : " is a time span: write seconds with up to nine decimals, 0.25"));
        }
        return nanos;
    }

    // ---- addresses

    private Ranges prefix4(Shape shape, Literal literal) throws FilterException {
        int slash = literal.text().indexOf('/');
        long address = literal.form() != Form.BARE
                ? -1
                : Addresses.ipv4(slash < 0 ? literal.text() : literal.text().substring(0, slash));
        if (address < 0) {
            throw wrong(
                    literal,
                    shape.text() + " is an IPv4 address: write a.b.c.d or a.b.c.d/n, each part from 0 to 255"
                            + unquoted(literal));
        }
        long host = (1L << 32 - prefix(literal, slash, 32)) - 1;
        return Ranges.of(false, address & ~host, address | host);
    }

    private Bounds prefix6(Shape shape, Literal literal) throws FilterException {
        int slash = literal.text().indexOf('/');
        byte[] address = literal.form() != Form.BARE
                ? null
                : Addresses.ipv6(slash < 0 ? literal.text() : literal.text().substring(0, slash));
        if (address == null) {
            throw wrong(
                    literal,
                    shape.text() + " is an IPv6 address: write it as ff02::16 or ff02::/16" + unquoted(literal));
        }
        int bits = prefix(literal, slash, 128);
        byte[] low = address.clone();
        byte[] high = address.clone();
        for (int i = 0; i < 16; i++) {
            int host = 0xff >> Math.clamp(bits - i * 8L, 0, 8);
            low[i] &= (byte) ~host;
            high[i] |= (byte) host;
        }
        return new Bounds(low, high);
    }

    private static String unquoted(Literal literal) {
        return literal.form() == Form.STRING ? ", without quotes" : "";
    }

    private int prefix(Literal literal, int slash, int most) throws FilterException {
        if (slash < 0) {
            return most;
        }
        String digits = literal.text().substring(slash + 1);
        boolean number = digits.length() <= 3 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number || Integer.parseInt(digits) > most) {
            throw new FilterException(
                    filter, literal.from() + slash + 1, literal.end(), "a prefix length is a number from 0 to " + most);
        }
        return Integer.parseInt(digits);
    }

    private long ether(Shape shape, Literal literal) throws FilterException {
        byte[] bytes = literal.form() == Form.BARE ? Addresses.bytes(literal.text()) : null;
        if (bytes == null || bytes.length != 6) {
            String hint = bytes != null && bytes.length > 1 && bytes.length < 6
                    ? "; for its first " + bytes.length + " bytes " + shape.text() + "[0:" + bytes.length + "] == "
                            + literal.source()
                    : unquoted(literal);
            throw wrong(literal, shape.text() + " is an Ethernet address: write six bytes, 01:00:5e:00:00:16" + hint);
        }
        return Addresses.number(bytes);
    }

    // ---- bytes and strings

    private byte[] octets(Literal literal) throws FilterException {
        byte[] bytes = literal.form() == Form.BARE ? Addresses.bytes(literal.text()) : literal.bytes();
        if (bytes == null) {
            String decimal = decimal(literal);
            throw wrong(
                    literal,
                    decimal.isEmpty()
                            ? "no bytes: write two hexadecimal digits each, 01:00:5e, or a string in double quotes"
                            : "bytes are written in hexadecimal" + decimal);
        }
        return bytes;
    }

    /** For a literal that looks like a byte in decimal: bytes are read as hexadecimal. */
    static String decimal(Literal literal) {
        String text = literal.text();
        boolean decimal = literal.form() == Form.BARE
                && text.length() <= 3
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(text) < 256;
        return decimal ? "; for decimal " + text + " write 0x" + Integer.toHexString(Integer.parseInt(text)) : "";
    }

    private byte[] string(Literal literal) throws FilterException {
        if (literal.form() == Form.BARE && literal.text().indexOf(':') >= 0) {
            throw wrong(literal, "write text in double quotes");
        }
        return literal.bytes();
    }

    FilterException wrong(Literal literal, String reason) {
        boolean dotted = literal.form() == Form.BARE && literal.text().indexOf('.') > 0;
        String like = dotted ? Binder.didYouMean(literal.text()) : "";
        return new FilterException(
                filter, literal.from(), literal.end(), Quote.of(literal.source()) + ": " + reason + like);
    }
}
