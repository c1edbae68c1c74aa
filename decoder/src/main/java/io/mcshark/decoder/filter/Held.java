package io.mcshark.decoder.filter;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Values kept until others have been compared with them. Grows to the most there were in one frame. */
final class Held extends Sink {
    private long[] numbers = new long[8];
    private MemorySegment[] segments = new MemorySegment[0];
    private int[] lengths = new int[0];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    @Override
    boolean number(long value) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        numbers[size++] = value;
        return false;
    }

    @Override
    boolean bytes(MemorySegment segment, long at, int length) {
        if (size >= segments.length) {
            int room = Math.max(numbers.length, size * 2);
            segments = Arrays.copyOf(segments, room);
            lengths = Arrays.copyOf(lengths, room);
        }
        segments[size] = segment;
        lengths[size] = length;
        return number(at);
    }

    long number(int i) {
        return numbers[i];
    }

    MemorySegment segment(int i) {
        return segments[i];
    }

    /** Where value {@code i} begins in its segment. */
    long at(int i) {
        return numbers[i];
    }

    int length(int i) {
        return lengths[i];
    }
}
