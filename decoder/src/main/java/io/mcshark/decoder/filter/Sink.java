package io.mcshark.decoder.filter;

import java.lang.foreign.MemorySegment;

/** Is handed an operand's values one by one, each as a number or as bytes; answers true to get no more of them. */
abstract class Sink {
    boolean number(long value) {
        throw new AssertionError("values are bytes");
    }

    /** {@code length} bytes at {@code at}; lent until the condition being tested is decided. */
    boolean bytes(MemorySegment segment, long at, int length) {
        throw new AssertionError("values are numbers");
    }
}
