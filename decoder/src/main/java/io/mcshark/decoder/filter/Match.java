package io.mcshark.decoder.filter;

import io.mcshark.decoder.Frame;
import java.lang.foreign.MemorySegment;

/** What is asked of each of an operand's values. Stops at the first that decides: one that fits, or does not where all must. */
abstract class Match extends Sink {
    private boolean every;

    /** Whether there was a value at all. */
    boolean seen;

    void begin(Frame f, boolean every) {
        this.every = every;
        seen = false;
    }

    final boolean decide(boolean fits) {
        seen = true;
        return fits != every;
    }

    /** Numbers from {@code low} to {@code low + span}, or all others. */
    static final class Within extends Match {
        final long low;
        final long span;
        final boolean inside;

        Within(long low, long high, boolean inside) {
            this.low = low;
            this.span = high - low;
            this.inside = inside;
        }

        @Override
        boolean number(long value) {
            return decide(Long.compareUnsigned(value - low, span) <= 0 == inside);
        }
    }

    /** Numbers in several ranges, or all others. */
    static final class OneOf extends Match {
        final Ranges ranges;
        final boolean inside;

        OneOf(Ranges ranges, boolean inside) {
            this.ranges = ranges;
            this.inside = inside;
        }

        @Override
        boolean number(long value) {
            return decide(ranges.contains(value) == inside);
        }
    }

    /** There at all. */
    static final class There extends Match {
        private final int least;

        /** @param least bytes there must be, for values that are bytes */
        There(int least) {
            this.least = least;
        }

        @Override
        boolean number(long value) {
            return decide(true);
        }

        @Override
        boolean bytes(MemorySegment segment, long at, int length) {
            return decide(length >= least);
        }
    }

    /** Some bit set. */
    static final class Set extends Match {
        @Override
        boolean number(long value) {
            return decide(value != 0);
        }

        @Override
        boolean bytes(MemorySegment segment, long at, int length) {
            int all = 0;
            for (int i = 0; i < length; i++) {
                all |= Octets.get(segment, at + i);
            }
            return decide(all != 0);
        }
    }

    /** Bytes compared with one value, or with all from {@code low} to {@code high} as if they were one. */
    static final class Like extends Match {
        private final MemorySegment low;
        private final MemorySegment high;
        private final int accepted;
        private final boolean text;

        /** @param accepted see {@link Relation#accepted} */
        Like(Literals.Bounds bounds, int accepted, boolean text) {
            this.low = MemorySegment.ofArray(bounds.low());
            this.high = bounds.high() == bounds.low() ? low : MemorySegment.ofArray(bounds.high());
            this.accepted = accepted;
            this.text = text;
        }

        @Override
        boolean bytes(MemorySegment segment, long at, int length) {
            return decide((outcome(segment, at, length) & accepted) != 0);
        }

        /** Which of {@link Relation#LESS}, {@link Relation#SAME} and {@link Relation#MORE} the bytes are. */
        int outcome(MemorySegment segment, long at, int length) {
            int below = Octets.compare(segment, at, length, low, 0, (int) low.byteSize(), text);
            if (below <= 0 || low == high) {
                return Relation.outcome(below);
            }
            int above = Octets.compare(segment, at, length, high, 0, (int) high.byteSize(), text);
            return above > 0 ? Relation.MORE : Relation.SAME;
        }
    }

    /** Bytes like one of several. */
    static final class LikeOne extends Match {
        private final Like[] members;

        LikeOne(Like[] members) {
            this.members = members;
        }

        @Override
        boolean bytes(MemorySegment segment, long at, int length) {
            for (Like member : members) {
                if (member.outcome(segment, at, length) == Relation.SAME) {
                    return decide(true);
                }
            }
            return decide(false);
        }
    }

    /** Bytes that hold others. */
    static final class Containing extends Match {
        private final MemorySegment part;

        Containing(byte[] part) {
            this.part = MemorySegment.ofArray(part);
        }

        @Override
        boolean bytes(MemorySegment segment, long at, int length) {
            return decide(Octets.contains(segment, at, length, part, 0, (int) part.byteSize()));
        }
    }

    /** Bytes in which a pattern is found. */
    static final class Matching extends Match {
        private final Automaton pattern;

        Matching(Automaton pattern) {
            this.pattern = pattern;
        }

        @Override
        boolean bytes(MemorySegment segment, long at, int length) {
            return decide(pattern.find(segment, at, length));
        }
    }

    /** Values in a relation to some (or, where all must, to every one) of another operand's. */
    static final class Related extends Match {
        private final Values values;
        private final Held held = new Held();
        private final int accepted;
        private final boolean signed;
        private final boolean text;

        /** @param accepted see {@link Relation#accepted}; 0 for {@code contains} */
        Related(Values values, int accepted, boolean signed, boolean text) {
            this.values = values;
            this.accepted = accepted;
            this.signed = signed;
            this.text = text;
        }

        @Override
        void begin(Frame f, boolean every) {
            super.begin(f, every);
            held.clear();
            values.each(f, held);
        }

        @Override
        boolean number(long value) {
            for (int i = 0; i < held.size(); i++) {
                long other = held.number(i);
                int order = signed ? Long.compare(value, other) : Long.compareUnsigned(value, other);
                if (decide((Relation.outcome(order) & accepted) != 0)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        boolean bytes(MemorySegment segment, long at, int length) {
            for (int i = 0; i < held.size(); i++) {
                MemorySegment other = held.segment(i);
                boolean fits = accepted == 0
                        ? Octets.contains(segment, at, length, other, held.at(i), held.length(i))
                        : (Relation.outcome(Octets.compare(
                                                segment, at, length, other, held.at(i), held.length(i), text))
                                        & accepted)
                                != 0;
                if (decide(fits)) {
                    return true;
                }
            }
            return false;
        }
    }
}
