package io.mcshark.decoder.filter;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A filter as it was written: conditions on a frame, with the places they were written at ({@code from} to {@code end},
 * offsets into the text). {@code toString} writes it back in one canonical spelling, which parses to the same tree.
 */
public sealed interface Expr {
    int from();

    int end();

    /** All of several. */
    record And(List<Expr> terms, int from, int end) implements Expr {
        @Override
        public String toString() {
            return terms.stream().map(t -> nested(t, true)).collect(Collectors.joining(" and "));
        }
    }

    /** One of several. */
    record Or(List<Expr> terms, int from, int end) implements Expr {
        @Override
        public String toString() {
            return terms.stream().map(t -> nested(t, false)).collect(Collectors.joining(" or "));
        }
    }

    /** One of two and not the other; of more, an odd number. */
    record Xor(List<Expr> terms, int from, int end) implements Expr {
        @Override
        public String toString() {
            return terms.stream()
                    .map(t -> t instanceof Or || t instanceof Xor ? "(" + t + ")" : t.toString())
                    .collect(Collectors.joining(" xor "));
        }
    }

    /** Conditions on one and the same occurrence of a part that repeats. */
    record SameRecord(Expr term, int from, int end) implements Expr {
        @Override
        public String toString() {
            return "same_record(" + term + ")";
        }
    }

    record Not(Expr term, int from, int end) implements Expr {
        @Override
        public String toString() {
            return "not " + nested(term, true);
        }
    }

    /** A field or protocol is there, a slice is not empty, some bits are set. */
    record Has(Operand operand) implements Expr {
        @Override
        public int from() {
            return operand.from();
        }

        @Override
        public int end() {
            return operand.end();
        }

        @Override
        public String toString() {
            return operand.toString();
        }
    }

    /** How many of a field's occurrences a relation must hold for. */
    enum Quantity {
        /** As the relation has it. */
        USUAL(""),
        ANY("any "),
        ALL("all ");

        private final String prefix;

        Quantity(String prefix) {
            this.prefix = prefix;
        }

        /** Whether every occurrence must fit, given what the relation usually asks for. */
        boolean isEvery(boolean usual) {
            return this == USUAL ? usual : this == ALL;
        }
    }

    /** Two values compared. */
    record Compare(Quantity quantity, Operand left, Relation relation, Operand right) implements Expr {
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
            return quantity.prefix + left + " " + relation.symbol() + " " + right;
        }
    }

    /** A value is one of a set's; {@code not in} is a {@link Not} of this. */
    record In(Quantity quantity, Operand operand, List<Member> members, int end) implements Expr {
        @Override
        public int from() {
            return operand.from();
        }

        @Override
        public String toString() {
            return quantity.prefix + operand + " in {"
                    + members.stream().map(Member::toString).collect(Collectors.joining(", ")) + "}";
        }
    }

    /** What a set holds: a value, or all from {@code low} to {@code high}, both included ({@code high} is null for one value). */
    record Member(Operand low, Operand high) {
        @Override
        public String toString() {
            return high == null ? low.toString() : low + " .. " + high;
        }
    }

    private static String nested(Expr term, boolean inAnd) {
        boolean apart = term instanceof Or || inAnd && (term instanceof And || term instanceof Xor);
        return apart ? "(" + term + ")" : term.toString();
    }
}
