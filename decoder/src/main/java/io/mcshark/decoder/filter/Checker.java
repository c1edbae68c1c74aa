package io.mcshark.decoder.filter;

import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;
import io.mcshark.decoder.filter.Literals.Bounds;
import io.mcshark.decoder.filter.Operand.Literal;
import java.util.Arrays;
import java.util.List;

/**
 * Checks a tree against the catalogue and makes what can be run: every name is known, every literal is a value of what it is
 * compared with, and every comparison can be true.
 */
final class Checker {
    private final String filter;
    private final Binder binder;
    private final Variants variants;

    Checker(String filter) {
        this.filter = filter;
        this.binder = new Binder(filter);
        this.variants = new Variants(binder);
    }

    List<Catalogue.Entry> used() {
        return binder.used();
    }

    Condition condition(Expr expr) throws FilterException {
        // No switch, and below none for a name alone: for one over types the JVM makes a class first, 8 ms of a start.
        if (expr instanceof Expr.Compare compare) {
            return compare(compare);
        }
        if (expr instanceof Expr.And and) {
            return new Condition.And(all(and.terms()));
        }
        if (expr instanceof Expr.Or or) {
            return new Condition.Or(all(or.terms()));
        }
        if (expr instanceof Expr.Has has) {
            return has(has.operand());
        }
        if (expr instanceof Expr.Not not) {
            return new Condition.Not(condition(not.term()));
        }
        if (expr instanceof Expr.Xor xor) {
            return new Condition.Xor(all(xor.terms()));
        }
        if (expr instanceof Expr.SameRecord same) {
            return new Records(filter, binder, this).condition(same);
        }
        return in((Expr.In) expr);
    }

    private Condition[] all(List<Expr> terms) throws FilterException {
        Condition[] conditions = new Condition[terms.size()];
        for (int i = 0; i < conditions.length; i++) {
            conditions[i] = condition(terms.get(i));
        }
        return conditions;
    }

    // ---- presence

    private Condition has(Operand operand) throws FilterException {
        Shape shape = binder.shape(operand);
        if (operand instanceof Operand.Name name) {
            return has(name);
        }
        return switch (operand) {
            case Operand.Name name -> has(name);
            case Operand.Layer layer -> some(binder.presence(layer.of().entry(), layer.ranges()), new Match.There(0));
            case Operand.Slice slice -> some(binder.values(slice, true), new Match.There(1));
            case Operand.Mask mask -> bits(mask);
            case Operand.Arithmetic arithmetic -> number(arithmetic, new Match.Within(0, 0, false), false);
            case Operand.Negative negative -> number(negative, new Match.Within(0, 0, false), false);
            case Operand.Raw raw -> some(binder.values(raw, true), new Match.There(1));
            case Operand.Call call -> {
                if (shape.type() != Type.BOOL) {
                    throw wrong(call, call.function().word() + " gives a value: compare it");
                }
                yield number(call, new Match.Within(0, 0, false), false);
            }
            case Literal literal -> throw Binder.unknown(filter, literal);
        };
    }

    private Condition has(Operand.Name name) {
        Protocol sure = binder.isInRecord() ? null : alwaysIn(name.entry());
        return sure != null
                ? new Condition.Layered(sure)
                : some(binder.presence(name.entry(), null), new Match.There(0));
    }

    private Condition bits(Operand.Mask mask) throws FilterException {
        Shape shape = binder.shape(mask);
        return shape.isNumber()
                ? number(mask, new Match.Within(0, 0, false), false)
                : some(binder.values(mask, true), new Match.Set());
    }

    /** The protocol of which every layer has it; null when only looking can tell. */
    private static Protocol alwaysIn(Catalogue.Entry entry) {
        boolean sure = entry.isProtocol() || entry.fields().stream().anyMatch(Checker::isFixed);
        boolean one = entry.fields().stream().allMatch(field -> field.header().protocol() == entry.protocol())
                && (entry.isProtocol() || !entry.protocol().header().hasTwins());
        return sure && one ? entry.protocol() : null;
    }

    /** Whether it stands at a fixed place in every header of its protocol. */
    private static boolean isFixed(Field field) {
        return field.width() > 0 && field.header().parent() == null;
    }

    /** Whether its value is just the bits, read most significant byte first. A boolean of several bits is 1 whichever is set. */
    private static boolean isPlain(Field field) {
        return field.width() > 0
                && field.code() == null
                && !field.isLittle()
                && field.type() != Type.INT
                && (field.type() != Type.BOOL || field.width() == 1);
    }

    private Condition some(Values values, Match match) {
        return new Condition.Quantified(values, match, false, binder.scratch);
    }

    // ---- comparisons

    private Condition compare(Expr.Compare compare) throws FilterException {
        Relation relation = compare.relation();
        if (compare.left() instanceof Literal literal) {
            throw literalFirst(literal, compare);
        }
        List<Operand> lefts = variants.of(compare.left());
        if (lefts.size() > 1) {
            return variants.test(
                    lefts,
                    compare.quantity().isEvery(relation.isEvery()),
                    !relation.isOrder() && relation.accepted() != Relation.SAME,
                    left -> compare(new Expr.Compare(compare.quantity(), left, relation, compare.right())));
        }
        Shape left = binder.shape(compare.left());
        if (left.type() == Type.NONE) {
            throw wrong(compare.left(), left.text() + " has no value: it is there or it is not");
        }
        boolean every = compare.quantity().isEvery(relation.isEvery());
        if (relation == Relation.MATCHES) {
            return matches(compare, left, every);
        }
        if (relation == Relation.CONTAINS) {
            return contains(compare, left, every);
        }
        if (!(compare.right() instanceof Literal literal)) {
            return related(compare, left, every);
        }
        if (left.isNumber()) {
            Ranges ranges = binder.literals.numbers(left, literal);
            if (!ranges.isOne()) {
                if (relation.isOrder()) {
                    throw binder.literals.wrong(literal, "several values are called so: they have no order");
                }
                return number(compare.left(), new Match.OneOf(ranges, relation.accepted() == Relation.SAME), every);
            }
            return number(compare.left(), within(ranges, relation.accepted()), every);
        }
        Bounds bounds = binder.literals.bytes(left, literal);
        if (!relation.isOrder()) {
            Known.check(left, literal, binder.literals);
            fits(left, literal, bounds.low().length);
        }
        Match match = new Match.Like(bounds, relation.accepted(), left.type() == Type.STRING);
        return new Condition.Quantified(binder.values(compare.left(), true), match, every, binder.scratch);
    }

    /** Refuses bytes that can never be equal, because there are more or fewer of them. */
    private void fits(Shape shape, Literal literal, int length) throws FilterException {
        if (shape.length() < 0 || shape.length() == length) {
            return;
        }
        String hint = literal.form() == Operand.Form.STRING
                ? "; without quotes it would be read as hexadecimal"
                : Literals.decimal(literal);
        throw binder.literals.wrong(
                literal,
                Binder.bytes(length) + ", never equal to " + shape.text() + ", which has "
                        + Binder.bytes(shape.length()) + hint);
    }

    /** The outcomes of comparing with {@code ranges} (one range), as a range that a value is in or not. */
    private static Match.Within within(Ranges ranges, int accepted) {
        long low = ranges.low();
        long high = ranges.high();
        long least = ranges.least();
        long most = ranges.most();
        Match.Within never = new Match.Within(least, most, false);
        return switch (accepted) {
            case Relation.SAME -> new Match.Within(low, high, true);
            case Relation.LESS -> low == least ? never : new Match.Within(least, low - 1, true);
            case Relation.LESS | Relation.SAME -> new Match.Within(least, high, true);
            case Relation.MORE -> high == most ? never : new Match.Within(high + 1, most, true);
            case Relation.MORE | Relation.SAME -> new Match.Within(low, most, true);
            default -> new Match.Within(low, high, false);
        };
    }

    /** A test of numbers, the quick way where there is one. */
    private Condition number(Operand operand, Match match, boolean every) throws FilterException {
        Operand bare = operand instanceof Operand.Mask mask ? mask.left() : operand;
        boolean masked = bare != operand;
        boolean literal = match instanceof Match.Within || match instanceof Match.OneOf;
        if (literal && bare instanceof Operand.Name name && !binder.isInRecord()) {
            FieldValues.Homes homes = binder.homes(name.entry());
            Long mask = masked ? constant((Operand.Mask) operand) : Long.valueOf(-1);
            // What is masked elsewhere would have to be masked there too.
            boolean here = homes.far() == null || !masked;
            if (homes.near().length > 0
                    && Arrays.stream(homes.near()).allMatch(Checker::isPlain)
                    && mask != null
                    && here) {
                FieldValues far = homes.far() == null ? null : binder.elsewhere(name.entry());
                boolean one = homes.near().length == 1 && homes.conditions()[0].length == 0 && far == null;
                return one && match instanceof Match.Within within
                        ? new Condition.Fixed(homes.near()[0], mask, within, every)
                        : new Near(homes, mask, far, match, every);
            }
        }
        return new Condition.Quantified(binder.values(operand, false), match, every, binder.scratch);
    }

    private Long constant(Operand.Mask mask) throws FilterException {
        return mask.right() instanceof Literal literal
                ? Long.valueOf(binder.literals
                        .numbers(binder.shape(mask.left()), literal)
                        .low())
                : null;
    }

    private Condition contains(Expr.Compare compare, Shape left, boolean every) throws FilterException {
        if (!left.hasBytes() || left.type() == Type.IPV4 || left.type() == Type.IPV6) {
            throw wrong(
                    compare.left(),
                    left.text() + " is a" + Binder.article(left) + ": contains is for strings, bytes and protocols");
        }
        Match match;
        if (compare.right() instanceof Literal literal) {
            byte[] part = binder.literals
                    .bytes(left.type() == Type.ETHER ? left.bytes(-1, left.text()) : left, literal)
                    .low();
            if (part.length == 0 || left.length() >= 0 && part.length > left.length()) {
                throw binder.literals.wrong(literal, Binder.bytes(part.length) + ", never contained in " + left.text());
            }
            match = new Match.Containing(part);
        } else {
            Shape right = binder.shape(compare.right());
            if (!right.hasBytes() || left.type() == Type.STRING && Binder.isProtocol(compare.right())) {
                throw binder.different(compare.left(), left, compare.right(), right);
            }
            match = new Match.Related(binder.values(compare.right(), true), 0, false, true);
        }
        return new Condition.Quantified(binder.values(compare.left(), true), match, every, binder.scratch);
    }

    private Condition matches(Expr.Compare compare, Shape left, boolean every) throws FilterException {
        if (!left.hasBytes() || left.type() == Type.IPV4 || left.type() == Type.IPV6) {
            throw wrong(
                    compare.left(),
                    left.text() + " is a" + Binder.article(left) + ": matches is for strings, bytes and protocols"
                            + (left.isNumber() || left.type() == Type.IPV6
                                    ? ", as in string(" + left.text() + ")"
                                    : ""));
        }
        if (!(compare.right() instanceof Literal literal) || literal.form() != Operand.Form.STRING) {
            throw wrong(compare.right(), "matches needs a regular expression in double quotes, best raw: r\"^a.*z$\"");
        }
        try {
            Match match = new Match.Matching(Regex.compile(literal.text()));
            return new Condition.Quantified(binder.values(compare.left(), true), match, every, binder.scratch);
        } catch (Regex.Wrong e) {
            int quote = literal.source().indexOf('"') + 1;
            // Where escapes make the text shorter than its source, only the whole can be pointed at.
            boolean plain = literal.source().length() == quote + literal.text().length() + 1;
            int from = plain ? literal.from() + quote + e.at : literal.from();
            throw new FilterException(
                    filter, from, plain ? from + 1 : literal.end(), "regular expression: " + e.getMessage());
        }
    }

    /** Two operands of which neither is a literal. */
    private Condition related(Expr.Compare compare, Shape left, boolean every) throws FilterException {
        Operand other = variants.like(compare.right(), left.type());
        Shape right = binder.shape(other);
        boolean bytes = binder.asBytes(compare.left(), left, other, right);
        Match match = new Match.Related(
                binder.values(other, bytes),
                compare.relation().accepted(),
                left.isSigned() || right.isSigned(),
                left.type() == Type.STRING && right.type() == Type.STRING);
        return new Condition.Quantified(binder.values(compare.left(), bytes), match, every, binder.scratch);
    }

    private FilterException literalFirst(Literal literal, Expr.Compare compare) {
        boolean bare = literal.form() == Operand.Form.BARE;
        if (bare && Character.isLetter(literal.text().charAt(0)) || compare.right() instanceof Literal) {
            return Binder.unknown(filter, literal);
        }
        String turned = compare.relation().symbol();
        turned = turned.startsWith("<") ? turned.replace('<', '>') : turned.replace('>', '<');
        return binder.literals.wrong(
                literal, "the field comes first: " + compare.right() + " " + turned + " " + literal.source());
    }

    // ---- sets

    private Condition in(Expr.In in) throws FilterException {
        List<Operand> operands = variants.of(in.operand());
        if (operands.size() > 1) {
            Membership membership = new Membership(binder);
            membership.checkAll(in, operands);
            return variants.test(
                    operands, in.quantity().isEvery(false), false, operand -> in(membership.only(in, operand)));
        }
        Shape shape = binder.shape(in.operand());
        if (shape.type() == Type.NONE) {
            throw wrong(in.operand(), shape.text() + " has no value: it is there or it is not");
        }
        boolean every = in.quantity().isEvery(false);
        Match match = new Membership(binder).match(in, shape);
        return shape.isNumber()
                ? number(in.operand(), match, every)
                : new Condition.Quantified(binder.values(in.operand(), true), match, every, binder.scratch);
    }

    private FilterException wrong(Operand operand, String reason) {
        return binder.wrong(operand, reason);
    }

    private FilterException wrong(Expr expr, String reason) {
        return new FilterException(filter, expr.from(), expr.end(), reason);
    }
}
