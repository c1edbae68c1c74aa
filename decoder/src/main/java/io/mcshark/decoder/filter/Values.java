package io.mcshark.decoder.filter;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.protocol.Glimpse;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The values an operand has in a frame, read only as they are asked for. */
abstract sealed class Values
        permits FieldValues, Called, Values.Layers, Values.Sliced, Values.Masked, Values.Worked, Values.Constant {
    /** Hands over one value after the other; returns whether the sink ended it. */
    abstract boolean each(Frame f, Sink sink);

    /** Whether a plain packet may have one; true where that cannot be told. */
    boolean mayExist(Glimpse glimpse) {
        return true;
    }

    /** Layers of a protocol as bytes. */
    static final class Layers extends Values {
        final Protocol protocol;
        final List<Range> layers;
        private final boolean header;

        /** @param header whether only the header (all, for a protocol without one) and not what it carries too */
        Layers(Protocol protocol, List<Range> layers, boolean header) {
            this.protocol = protocol;
            this.layers = layers;
            this.header = header;
        }

        @Override
        boolean mayExist(Glimpse glimpse) {
            return glimpse.at(protocol) != Glimpse.ABSENT;
        }

        @Override
        boolean each(Frame f, Sink sink) {
            int i = f.first(protocol);
            if (i < 0) {
                return false;
            }
            for (; i < f.depth(); i++) {
                if (f.protocol(i) == protocol && (layers == null || hasLayer(layers, f, i))) {
                    int at = f.at(i);
                    int end = header && f.body(i) > at ? f.body(i) : f.end(i);
                    if (sink.bytes(f.segment(), f.base() + at, end - at)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /** Parts of values. One that a range does not lie within is cut off there: nothing is left of it when it is the only one. */
    static final class Sliced extends Values {
        final Values of;
        private final Cut cut;

        Sliced(Values of, List<Range> ranges, Scratch scratch) {
            this.of = of;
            this.cut = new Cut(ranges.toArray(Range[]::new), scratch);
        }

        @Override
        boolean mayExist(Glimpse glimpse) {
            return of.mayExist(glimpse);
        }

        @Override
        boolean each(Frame f, Sink sink) {
            cut.sink = sink;
            return of.each(f, cut);
        }

        private static final class Cut extends Sink {
            private final Range[] ranges;
            private final Scratch scratch;
            private Sink sink;

            Cut(Range[] ranges, Scratch scratch) {
                this.ranges = ranges;
                this.scratch = scratch;
            }

            @Override
            boolean bytes(MemorySegment segment, long at, int length) {
                if (ranges.length > 1) {
                    return joined(segment, at, length);
                }
                int from = ranges[0].at(length);
                return from < 0
                        ? sink.bytes(segment, at, 0)
                        : sink.bytes(segment, at + from, ranges[0].count(from, length));
            }

            private boolean joined(MemorySegment segment, long at, int length) {
                int total = 0;
                int to = scratch.room(0);
                for (Range range : ranges) {
                    int from = range.at(length);
                    if (from < 0) {
                        break;
                    }
                    int count = range.count(from, length);
                    // Pieces lie side by side; when room moves them, all of them move.
                    scratch.copy(segment, at + from, scratch.room(count), count);
                    total += count;
                }
                return sink.bytes(scratch.segment(), to, total);
            }
        }
    }

    /** Bitwise and of every value with every one of another operand's. */
    static final class Masked extends Values {
        final Values left;
        final Values right;
        private final And and;

        Masked(Values left, Values right, Scratch scratch) {
            this.left = left;
            this.right = right;
            this.and = new And(scratch);
        }

        @Override
        boolean each(Frame f, Sink sink) {
            and.sink = sink;
            and.masks.clear();
            right.each(f, and.masks);
            return left.each(f, and);
        }

        private static final class And extends Sink {
            private final Held masks = new Held();
            private final Scratch scratch;
            private Sink sink;

            And(Scratch scratch) {
                this.scratch = scratch;
            }

            @Override
            boolean number(long value) {
                for (int i = 0; i < masks.size(); i++) {
                    if (sink.number(value & masks.number(i))) {
                        return true;
                    }
                }
                return false;
            }

            /** As long as the shorter one. */
            @Override
            boolean bytes(MemorySegment segment, long at, int length) {
                for (int i = 0; i < masks.size(); i++) {
                    int count = Math.min(length, masks.length(i));
                    int to = scratch.room(count);
                    for (int k = 0; k < count; k++) {
                        scratch.set(
                                to + k, Octets.get(segment, at + k) & Octets.get(masks.segment(i), masks.at(i) + k));
                    }
                    if (sink.bytes(scratch.segment(), to, count)) {
                        return true;
                    }
                }
                return false;
            }
        }
    }

    /** Every number worked together with every one of another operand's. What has no result (a division by zero) is left out. */
    static final class Worked extends Values {
        final Values left;
        final Values right;
        private final Work work;

        Worked(char sign, Values left, Values right) {
            this.left = left;
            this.right = right;
            this.work = new Work(sign);
        }

        @Override
        boolean each(Frame f, Sink sink) {
            work.sink = sink;
            work.others.clear();
            right.each(f, work.others);
            return left.each(f, work);
        }

        private static final class Work extends Sink {
            private final Held others = new Held();
            private final char sign;
            private Sink sink;

            Work(char sign) {
                this.sign = sign;
            }

            @Override
            boolean number(long a) {
                for (int i = 0; i < others.size(); i++) {
                    long b = others.number(i);
                    if (hasResult(a, b) && sink.number(result(a, b))) {
                        return true;
                    }
                }
                return false;
            }

            private long result(long a, long b) {
                return switch (sign) {
                    case '+' -> a + b;
                    case '-' -> a - b;
                    case '*' -> a * b;
                    case '/' -> a / b;
                    default -> a % b;
                };
            }

            /** Whether there is a result and 64 bits hold it. */
            private boolean hasResult(long a, long b) {
                return switch (sign) {
                    case '+' -> ((a ^ a + b) & (b ^ a + b)) >= 0;
                    case '-' -> ((a ^ b) & (a ^ a - b)) >= 0;
                    case '*' -> Math.multiplyHigh(a, b) == a * b >> 63;
                    default -> b != 0 && (b != -1 || a != Long.MIN_VALUE);
                };
            }
        }
    }

    /** A literal: the same in every frame. */
    static final class Constant extends Values {
        private final long number;
        private final MemorySegment bytes;

        Constant(long number) {
            this.number = number;
            this.bytes = null;
        }

        Constant(byte[] bytes) {
            this.number = 0;
            this.bytes = MemorySegment.ofArray(bytes);
        }

        @Override
        boolean each(Frame f, Sink sink) {
            return bytes == null ? sink.number(number) : sink.bytes(bytes, 0, (int) bytes.byteSize());
        }
    }

    /** Whether layer {@code index} is, counted among those of its protocol, one of {@code wanted}. */
    static boolean hasLayer(List<Range> wanted, Frame f, int index) {
        Protocol protocol = f.protocol(index);
        int number = 0;
        int count = 0;
        for (int i = 0; i < f.depth(); i++) {
            if (f.protocol(i) == protocol) {
                count++;
                number += i <= index ? 1 : 0;
            }
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (wanted.get(i).hasLayer(number, count)) {
                return true;
            }
        }
        return false;
    }
}
