package io.mcshark.decoder.filter;

import io.mcshark.decoder.Type;
import io.mcshark.decoder.filter.Expr.Member;
import io.mcshark.decoder.filter.Literals.Bounds;
import io.mcshark.decoder.filter.Operand.Literal;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Checks sets and makes the matches for them. */
final class Membership {
    private final Binder binder;

    Membership(Binder binder) {
        this.binder = binder;
    }

    /** What tells whether a value of {@code shape} is in the set. */
    Match match(Expr.In in, Shape shape) throws FilterException {
        Ranges numbers = new Ranges(shape.isSigned());
        List<Match.Like> likes = new ArrayList<>();
        List<Match> others = new ArrayList<>();
        for (Member member : in.members()) {
            if (!isLiteral(member.low()) || member.high() != null && !isLiteral(member.high())) {
                others.add(worked(in.operand(), shape, member));
            } else if (shape.isNumber()) {
                add(numbers, shape, member);
            } else {
                likes.add(new Match.Like(bounds(shape, member), Relation.SAME, shape.type() == Type.STRING));
            }
        }
        numbers.ready();
        Match.LikeOne bytes = new Match.LikeOne(likes.toArray(Match.Like[]::new));
        if (others.isEmpty()) {
            return !shape.isNumber()
                    ? bytes
                    : numbers.isOne()
                            ? new Match.Within(numbers.low(), numbers.high(), true)
                            : new Match.OneOf(numbers, true);
        }
        others.addFirst(shape.isNumber() ? new Match.OneOf(numbers, true) : bytes);
        return new OneOfAll(others.toArray(Match[]::new));
    }

    // ---- names of several types

    /** Refuses a member that no variant of the operand can be. */
    void checkAll(Expr.In in, List<Operand> variants) throws FilterException {
        for (Member member : in.members()) {
            FilterException first = null;
            boolean taken = false;
            for (Operand variant : variants) {
                FilterException problem = problem(in, variant, member);
                taken |= problem == null;
                first = first == null ? problem : first;
            }
            if (!taken) {
                throw first;
            }
        }
    }

    /** The set with the members that a variant can be; throws when it can be none. */
    Expr.In only(Expr.In in, Operand variant) throws FilterException {
        List<Member> members = new ArrayList<>();
        FilterException last = null;
        for (Member member : in.members()) {
            FilterException problem = problem(in, variant, member);
            if (problem == null) {
                members.add(member);
            } else {
                last = problem;
            }
        }
        if (members.isEmpty()) {
            throw last;
        }
        return new Expr.In(in.quantity(), variant, members, in.end());
    }

    private FilterException problem(Expr.In in, Operand variant, Member member) {
        try {
            match(new Expr.In(in.quantity(), variant, List.of(member), in.end()), binder.shape(variant));
            return null;
        } catch (FilterException e) {
            return e;
        }
    }

    private static boolean isLiteral(Operand operand) {
        return operand instanceof Literal;
    }

    private void add(Ranges numbers, Shape shape, Member member) throws FilterException {
        Ranges low = binder.literals.numbers(shape, (Literal) member.low());
        if (member.high() == null) {
            numbers.add(low);
            return;
        }
        Ranges high = binder.literals.numbers(shape, (Literal) member.high());
        if (numbers.compare(low.low(), high.high()) > 0) {
            throw empty(member);
        }
        numbers.add(low.low(), high.high());
    }

    private Bounds bounds(Shape shape, Member member) throws FilterException {
        Bounds low = binder.literals.bytes(shape, (Literal) member.low());
        if (member.high() == null) {
            Known.check(shape, (Literal) member.low(), binder.literals);
            return low;
        }
        Bounds high = binder.literals.bytes(shape, (Literal) member.high());
        int order = Octets.compare(
                MemorySegment.ofArray(low.low()),
                0,
                low.low().length,
                MemorySegment.ofArray(high.high()),
                0,
                high.high().length,
                shape.type() == Type.STRING);
        if (order > 0) {
            throw empty(member);
        }
        return new Bounds(low.low(), high.high());
    }

    private FilterException empty(Member member) {
        return binder.wrong(
                member.low(),
                "nothing lies from " + member.low() + " to " + member.high() + ": the lower end comes first");
    }

    // ---- members that are fields

    private Match worked(Operand operand, Shape shape, Member member) throws FilterException {
        if (member.high() == null) {
            return related(operand, shape, member.low(), Relation.SAME);
        }
        return new Between(
                related(operand, shape, member.low(), Relation.SAME | Relation.MORE),
                related(operand, shape, member.high(), Relation.SAME | Relation.LESS));
    }

    private Match related(Operand operand, Shape shape, Operand other, int accepted) throws FilterException {
        boolean text = shape.type() == Type.STRING;
        if (other instanceof Literal literal) {
            Values constant = shape.isNumber()
                    ? new Values.Constant(end(shape, literal, accepted))
                    : new Values.Constant(binder.literals.bytes(shape, literal).low());
            return new Match.Related(constant, accepted, shape.isSigned(), text);
        }
        Shape right = binder.shape(other);
        if (binder.asBytes(operand, shape, other, right) == shape.isNumber()) {
            throw binder.different(operand, shape, other, right);
        }
        return new Match.Related(
                binder.values(other, !shape.isNumber()), accepted, shape.isSigned() || right.isSigned(), text);
    }

    private long end(Shape shape, Literal literal, int accepted) throws FilterException {
        Ranges ranges = binder.literals.numbers(shape, literal);
        return (accepted & Relation.LESS) != 0 ? ranges.high() : ranges.low();
    }

    /** Values that one of several takes. */
    private static final class OneOfAll extends Match {
        private final Match[] members;

        OneOfAll(Match[] members) {
            this.members = members;
        }

        @Override
        void begin(io.mcshark.decoder.Frame f, boolean every) {
            super.begin(f, every);
            for (Match member : members) {
                member.begin(f, false);
            }
        }

        @Override
        boolean number(long value) {
            for (Match member : members) {
                if (member.number(value)) {
                    return decide(true);
                }
            }
            return decide(false);
        }

        @Override
        boolean bytes(MemorySegment segment, long at, int length) {
            for (Match member : members) {
                if (member.bytes(segment, at, length)) {
                    return decide(true);
                }
            }
            return decide(false);
        }
    }

    /** Values that both ends of a range take. */
    private static final class Between extends Match {
        private final Match low;
        private final Match high;

        Between(Match low, Match high) {
            this.low = low;
            this.high = high;
        }

        @Override
        void begin(io.mcshark.decoder.Frame f, boolean every) {
            super.begin(f, every);
            low.begin(f, false);
            high.begin(f, false);
        }

        @Override
        boolean number(long value) {
            return decide(low.number(value) && high.number(value));
        }

        @Override
        boolean bytes(MemorySegment segment, long at, int length) {
            return decide(low.bytes(segment, at, length) && high.bytes(segment, at, length));
        }
    }
}
