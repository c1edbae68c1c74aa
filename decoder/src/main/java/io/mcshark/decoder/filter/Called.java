package io.mcshark.decoder.filter;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import java.lang.foreign.MemorySegment;

/** What a function makes of each of an operand's values, or of all of them. */
final class Called extends Values {
    private final Function function;
    private final Values[] arguments;
    private final Taking taking;

    /**
     * @param signed how the numbers that are given are compared
     * @param text whether the bytes that are given are compared as text
     * @param digits how many {@code hex} writes at least
     */
    Called(Function function, Values[] arguments, boolean signed, boolean text, int digits, Scratch scratch) {
        this.function = function;
        this.arguments = arguments;
        this.taking = new Taking(function, signed, text, digits, scratch);
    }

    @Override
    boolean each(Frame f, Sink sink) {
        taking.sink = sink;
        taking.count = 0;
        boolean some = false;
        for (Values values : arguments) {
            int before = taking.count;
            if (values.each(f, taking)) {
                return true;
            }
            some |= taking.count > before && !(values instanceof Constant);
        }
        return switch (function) {
            case COUNT -> taking.count > 0 && sink.number(taking.count);
            case MAX, MIN -> some && taking.hand(); // of literals alone there is no greatest
            default -> false;
        };
    }

    private static final class Taking extends Sink {
        private final Function function;
        private final boolean signed;
        private final boolean text;
        private final int digits;
        private final Scratch scratch;
        private Sink sink;
        private int count;

        // The best so far.
        private long best;
        private MemorySegment segment;
        private int length;

        Taking(Function function, boolean signed, boolean text, int digits, Scratch scratch) {
            this.function = function;
            this.signed = signed;
            this.text = text;
            this.digits = digits;
            this.scratch = scratch;
        }

        @Override
        boolean number(long value) {
            switch (function) {
                case COUNT -> {
                    count++;
                    return false;
                }
                case MAX, MIN -> {
                    int order = signed ? Long.compare(value, best) : Long.compareUnsigned(value, best);
                    if (count++ == 0 || isBetter(order)) {
                        best = value;
                        segment = null;
                    }
                    return false;
                }
                case LEN -> {
                    return sink.number(value);
                }
                case ABS -> {
                    return sink.number(signed && value < 0 ? -value : value);
                }
                default -> {
                    return written(value);
                }
            }
        }

        private boolean written(long value) {
            Out out = scratch.out();
            int from = out.size();
            if (function == Function.HEX) {
                out.put("0x").hex(value, digits);
            } else if (signed) {
                out.dec(value);
            } else {
                out.unsigned(value);
            }
            return sink.bytes(scratch.text(), from, out.size() - from);
        }

        private boolean isBetter(int order) {
            return function == Function.MAX ? order > 0 : order < 0;
        }

        @Override
        boolean bytes(MemorySegment from, long at, int size) {
            switch (function) {
                case COUNT -> {
                    count++;
                    return false;
                }
                case MAX, MIN -> {
                    if (count++ == 0 || isBetter(Octets.compare(from, at, size, segment, best, length, text))) {
                        segment = from;
                        best = at;
                        length = size;
                    }
                    return false;
                }
                case LEN -> {
                    return sink.number(size);
                }
                case UPPER, LOWER -> {
                    return cased(from, at, size);
                }
                case IP_SPECIAL_NAME, IP_SPECIAL_MASK -> {
                    return special(from, at, size);
                }
                case STRING, VALS -> {
                    return sink.bytes(from, at, size);
                }
                default -> {
                    return sink.number(Special.is(function, from, at, size) ? 1 : 0);
                }
            }
        }

        private boolean cased(MemorySegment from, long at, int size) {
            int to = scratch.room(size);
            char first = function == Function.UPPER ? 'a' : 'A';
            for (int i = 0; i < size; i++) {
                int c = Octets.get(from, at + i);
                scratch.set(to + i, c >= first && c < first + 26 ? c ^ 0x20 : c);
            }
            return sink.bytes(scratch.segment(), to, size);
        }

        private boolean special(MemorySegment from, long at, int size) {
            Special.Block block = Special.of(from, at, size);
            if (block == null) {
                return false;
            }
            if (function == Function.IP_SPECIAL_MASK) {
                return sink.number(block.mask());
            }
            byte[] name = block.name();
            int to = scratch.room(name.length);
            for (int i = 0; i < name.length; i++) {
                scratch.set(to + i, name[i]);
            }
            return sink.bytes(scratch.segment(), to, name.length);
        }

        private boolean hand() {
            return segment == null ? sink.number(best) : sink.bytes(segment, best, length);
        }
    }
}
