package io.mcshark.decoder.filter;

import io.mcshark.decoder.Catalogue;
import java.util.List;
import java.util.stream.Collectors;

/** A value in a filter, as it was written; {@code from} and {@code end} are offsets into the text. */
public sealed interface Operand {
    int from();

    int end();

    /** A field, an alias of several, or a protocol. */
    record Name(Catalogue.Entry entry, int from, int end) implements Operand {
        @Override
        public String toString() {
            return entry.name();
        }
    }

    /** How a literal was written. */
    enum Form {
        /** Without quotes: a number, an address, bytes, a time, a value's name. */
        BARE,
        STRING,
        CHARACTER
    }

    /**
     * A literal; what it means depends on what it is compared with.
     *
     * @param text of a string or character its bytes, one char each; otherwise as written
     * @param source as written, quotes included
     */
    record Literal(Form form, String text, String source, int from, int end) implements Operand {
        /** The bytes that text stands for. */
        byte[] bytes() {
            return Lexer.bytes(text);
        }

        @Override
        public String toString() {
            return source;
        }
    }

    /** Some bytes of a value: {@code eth.dst[0:3]}. */
    record Slice(Operand of, List<Range> ranges, int end) implements Operand {
        @Override
        public int from() {
            return of.from();
        }

        @Override
        public String toString() {
            return of + ranges.stream().map(Range::toString).collect(Collectors.joining(",", "[", "]"));
        }
    }

    /** A field in some of the layers of its protocol, counted from 1, or from the last with negative numbers: {@code ip.src#2}. */
    record Layer(Name of, List<Range> ranges, int end) implements Operand {
        @Override
        public int from() {
            return of.from();
        }

        @Override
        public String toString() {
            return of + ranges.stream().map(Range::toString).collect(Collectors.joining(",", "#[", "]"));
        }
    }

    /** Bitwise and. */
    record Mask(Operand left, Operand right) implements Operand {
        @Override
        public int from() {
            return left.from();
        }

        @Override
        public int end() {
            return right.end();
        }

        @Override
        public String toString() {
            return left + " & " + braced(right, right instanceof Mask);
        }
    }

    /** Two numbers worked with: {@code + - * / %}. */
    record Arithmetic(char sign, Operand left, Operand right) implements Operand {
        @Override
        public int from() {
            return left.from();
        }

        @Override
        public int end() {
            return right.end();
        }

        /** How tightly it binds: as in arithmetic. */
        static boolean isTight(char sign) {
            return sign == '*' || sign == '/' || sign == '%';
        }

        @Override
        public String toString() {
            boolean tight = isTight(sign);
            boolean first = left instanceof Mask || tight && left instanceof Arithmetic a && !isTight(a.sign);
            boolean second = right instanceof Mask || right instanceof Arithmetic a && (tight || !isTight(a.sign));
            return braced(left, first) + " " + sign + " " + braced(right, second);
        }
    }

    /** The contrary number. */
    record Negative(Operand of, int from) implements Operand {
        @Override
        public int end() {
            return of.end();
        }

        @Override
        public String toString() {
            return "-" + braced(of, of instanceof Mask || of instanceof Arithmetic || of instanceof Negative);
        }
    }

    /** What a function makes of values. */
    record Call(Function function, List<Operand> arguments, int from, int end) implements Operand {
        @Override
        public String toString() {
            return function.word()
                    + arguments.stream().map(Operand::toString).collect(Collectors.joining(", ", "(", ")"));
        }
    }

    /** A field's bytes as they stand in the packet: {@code @ip.ttl}. */
    record Raw(Operand of, int from) implements Operand {
        @Override
        public int end() {
            return of.end();
        }

        @Override
        public String toString() {
            return "@" + of;
        }
    }

    private static String braced(Operand operand, boolean braces) {
        return braces ? "{" + operand + "}" : operand.toString();
    }
}
