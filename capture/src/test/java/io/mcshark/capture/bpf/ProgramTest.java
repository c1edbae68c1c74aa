package io.mcshark.capture.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** The filter machine of bpf(4), instruction by instruction; every packet here stands in the middle of others. */
class ProgramTest {
    private static final byte[] WINDOW = {9, 9, 0x45, 2, (byte) 0x80, 4, 9, 9, 9, 9};
    private static final int AT = 2, CAPTURED = 4, LENGTH = 60;

    /** Four numbers an instruction: code, jump if so, jump if not, operand. */
    private static Program program(int... numbers) {
        int count = numbers.length / 4;
        int[][] columns = new int[4][count];
        for (int i = 0; i < numbers.length; i++) {
            columns[i % 4][i / 4] = numbers[i];
        }
        return new Program(columns[0], columns[1], columns[2], columns[3]);
    }

    private static int run(int... numbers) {
        return program(numbers).run(MemorySegment.ofArray(WINDOW), AT, CAPTURED, LENGTH);
    }

    private static final int[] RET_A = {0x16, 0, 0, 0};

    private static int[] then(int[]... parts) {
        return java.util.Arrays.stream(parts)
                .flatMapToInt(java.util.Arrays::stream)
                .toArray();
    }

    private static int a(int... instructions) {
        return run(then(instructions, RET_A));
    }

    @Test
    void loads() {
        assertEquals(0x45028004, a(0x20, 0, 0, 0));
        assertEquals(0x8004, a(0x28, 0, 0, 2));
        assertEquals(4, a(0x30, 0, 0, 3));
        assertEquals(LENGTH, a(0x80, 0, 0, 0));
        assertEquals(7, a(0x00, 0, 0, 7));
        assertEquals(4, a(0x01, 0, 0, 1, 0x50, 0, 0, 2)); // x = 1; the byte at x + 2
        assertEquals(20, a(0xb1, 0, 0, 0, 0x87, 0, 0, 0)); // x = 4 * (first byte & 15); a = x
        assertEquals(5, a(0x00, 0, 0, 5, 0x02, 0, 0, 15, 0x00, 0, 0, 0, 0x60, 0, 0, 15)); // through memory
    }

    @Test
    void whatLiesBehindThePacketRejectsIt() {
        assertEquals(0, run(0x20, 0, 0, 1, 6, 0, 0, 1));
        assertEquals(0, run(0x28, 0, 0, 3, 6, 0, 0, 1));
        assertEquals(0, run(0x30, 0, 0, 4, 6, 0, 0, 1));
        assertEquals(0, run(0x30, 0, 0, -1, 6, 0, 0, 1));
        assertEquals(0, run(0x01, 0, 0, -1, 0x50, 0, 0, 1, 6, 0, 0, 1)); // no wrapping round
        assertEquals(0, run(0xb1, 0, 0, 4, 6, 0, 0, 1));
    }

    @Test
    void works() {
        assertEquals(0x7fffffff, a(0x00, 0, 0, -1, 0x34, 0, 0, 2)); // unsigned
        assertEquals(3, a(0x00, 0, 0, -1, 0x94, 0, 0, 4));
        assertEquals(0, a(0x00, 0, 0, 1, 0x64, 0, 0, 32));
        assertEquals(1, a(0x00, 0, 0, 0x80000000, 0x74, 0, 0, 31));
        assertEquals(-3, a(0x00, 0, 0, 3, 0x84, 0, 0, 0));
        assertEquals(6, a(0x00, 0, 0, 5, 0xa4, 0, 0, 3));
        assertEquals(0, run(0x01, 0, 0, 0, 0x3c, 0, 0, 0, 6, 0, 0, 1)); // by x, which is zero: rejected
    }

    @Test
    void jumps() {
        assertEquals(2, run(0x00, 0, 0, -1, 0x25, 1, 0, 5, 6, 0, 0, 1, 6, 0, 0, 2)); // unsigned: more
        assertEquals(1, run(0x00, 0, 0, 4, 0x45, 1, 0, 3, 6, 0, 0, 1, 6, 0, 0, 2)); // no bit of 3
        assertEquals(2, run(0x05, 0, 0, 1, 6, 0, 0, 1, 6, 0, 0, 2));
    }

    @Test
    void programsThatMightNotEndAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> program());
        assertThrows(IllegalArgumentException.class, () -> program(0, 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> program(0x05, 0, 0, -1, 6, 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> program(0x15, 1, 0, 0, 6, 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> program(0x60, 0, 0, 16, 6, 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> program(0x34, 0, 0, 0, 6, 0, 0, 1));
    }
}
