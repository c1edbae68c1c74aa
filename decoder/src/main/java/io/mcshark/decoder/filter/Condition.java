package io.mcshark.decoder.filter;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.protocol.Glimpse;

/**
 * A checked filter, ready to run: what {@link Checker} makes of an {@link Expr}. Allocates nothing per frame; keeps state
 * while it runs, so one thread at a time.
 */
abstract sealed class Condition
        permits Condition.Always,
                Condition.And,
                Condition.Or,
                Condition.Xor,
                Condition.Not,
                Condition.InRecord,
                Condition.Layered,
                Condition.Quantified,
                Condition.Fixed,
                Near {
    abstract boolean test(Frame f);

    /** Whether {@link #test} may be true of a plain packet that was not walked; true where that cannot be told. */
    boolean mayHold(Glimpse glimpse) {
        return true;
    }

    /** True of every frame: a blank filter. */
    static final class Always extends Condition {
        @Override
        boolean test(Frame f) {
            return true;
        }
    }

    static final class And extends Condition {
        final Condition[] terms;

        And(Condition[] terms) {
            this.terms = terms;
        }

        @Override
        boolean test(Frame f) {
            for (Condition term : terms) {
                if (!term.test(f)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        boolean mayHold(Glimpse glimpse) {
            for (Condition term : terms) {
                if (!term.mayHold(glimpse)) {
                    return false;
                }
            }
            return true;
        }
    }

    static final class Or extends Condition {
        final Condition[] terms;

        Or(Condition[] terms) {
            this.terms = terms;
        }

        @Override
        boolean test(Frame f) {
            for (Condition term : terms) {
                if (term.test(f)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        boolean mayHold(Glimpse glimpse) {
            for (Condition term : terms) {
                if (term.mayHold(glimpse)) {
                    return true;
                }
            }
            return false;
        }
    }

    static final class Xor extends Condition {
        final Condition[] terms;

        Xor(Condition[] terms) {
            this.terms = terms;
        }

        @Override
        boolean test(Frame f) {
            boolean odd = false;
            for (Condition term : terms) {
                odd ^= term.test(f);
            }
            return odd;
        }
    }

    /** True of some occurrence of a part that repeats. */
    static final class InRecord extends Condition {
        final Condition term;
        private final Protocol protocol;
        private final Header[] path;
        private final FieldValues.Occurrence occurrence;

        /** @param path the part, and before it those it is in, outermost first */
        InRecord(Header[] path, FieldValues.Occurrence occurrence, Condition term) {
            this.protocol = path[0].protocol();
            this.path = path;
            this.occurrence = occurrence;
            this.term = term;
        }

        @Override
        boolean test(Frame f) {
            for (int i = f.first(protocol), depth = f.depth(); i >= 0 && i < depth; i++) {
                if (f.protocol(i) == protocol && some(f, i, f.at(i), f.end(i), 0)) {
                    return true;
                }
            }
            return false;
        }

        private boolean some(Frame f, int layer, int at, int end, int level) {
            if (level == path.length) {
                occurrence.layer = layer;
                occurrence.at = at;
                occurrence.end = end;
                return term.test(f);
            }
            Header header = path[level];
            int previous = -1;
            for (int index = 0; (previous = header.next(f, at, end, previous, index)) >= 0; index++) {
                if (some(f, layer, previous, header.end(f, previous, end), level + 1)) {
                    return true;
                }
            }
            return false;
        }
    }

    static final class Not extends Condition {
        final Condition term;

        Not(Condition term) {
            this.term = term;
        }

        @Override
        boolean test(Frame f) {
            return !term.test(f);
        }
    }

    /** A layer of the protocol is there, and with it every field at a fixed place in its header. */
    static final class Layered extends Condition {
        final Protocol protocol;

        Layered(Protocol protocol) {
            this.protocol = protocol;
        }

        @Override
        boolean test(Frame f) {
            return f.has(protocol);
        }

        @Override
        boolean mayHold(Glimpse glimpse) {
            return glimpse.at(protocol) != Glimpse.ABSENT;
        }
    }

    /**
     * A number that every header of a protocol has at the same place, compared with a literal: by far the commonest test, so
     * it goes to the layer and reads, without a plan and a sink.
     */
    static final class Fixed extends Condition {
        private final Protocol protocol;
        private final int at;
        private final int bytes;
        private final int shift;
        private final long mask;
        private final long low;
        private final long span;
        private final boolean inside;
        private final boolean every;

        /** @param mask what of the value counts */
        Fixed(Field field, long mask, Match.Within match, boolean every) {
            this.protocol = field.header().protocol();
            this.at = field.at();
            this.bytes = field.bytes();
            this.shift = field.shift();
            this.mask = field.mask() & mask;
            this.low = match.low;
            this.span = match.span;
            this.inside = match.inside;
            this.every = every;
        }

        @Override
        boolean test(Frame f) {
            int i = f.first(protocol);
            return i >= 0 && (fits(f, i) == every ? more(f, i) : !every);
        }

        /** Encapsulated: the same protocol again further in. */
        private boolean more(Frame f, int first) {
            for (int i = first + 1, depth = f.depth(); i < depth; i++) {
                if (f.protocol(i) == protocol && fits(f, i) != every) {
                    return !every;
                }
            }
            return every;
        }

        private boolean fits(Frame f, int layer) {
            return fits(f.number(f.at(layer) + at, bytes));
        }

        private boolean fits(long raw) {
            return Long.compareUnsigned((raw >>> shift & mask) - low, span) <= 0 == inside;
        }

        @Override
        boolean mayHold(Glimpse glimpse) {
            int base = glimpse.at(protocol);
            if (base < 0 || !glimpse.knows(base + at + bytes)) {
                return base != Glimpse.ABSENT;
            }
            return fits(glimpse.number(base + at, bytes));
        }
    }

    /** Some value, or every one of at least one, is told by {@code match} to fit. */
    static final class Quantified extends Condition {
        final Values values;
        final Match match;
        final boolean every;
        private final Scratch scratch;

        Quantified(Values values, Match match, boolean every, Scratch scratch) {
            this.values = values;
            this.match = match;
            this.every = every;
            this.scratch = scratch;
        }

        @Override
        boolean test(Frame f) {
            scratch.clear();
            match.begin(f, every);
            boolean stopped = values.each(f, match);
            return every ? !stopped && match.seen : stopped;
        }

        @Override
        boolean mayHold(Glimpse glimpse) {
            return values.mayExist(glimpse);
        }
    }
}
