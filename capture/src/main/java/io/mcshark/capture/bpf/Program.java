package io.mcshark.capture.bpf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A program for the packet filter machine of bpf(4): an accumulator, an index, sixteen words of memory, jumps forward only.
 * Instructions are checked once, when the program is made, so that running one ends and stays within its own memory; a
 * load beyond the captured bytes, or a division by zero, rejects the packet. Allocates nothing per packet; one thread at a
 * time.
 */
public final class Program {
    /** Instruction classes, and the fields of a code, from bpf(4). */
    private static final int LD = 0, LDX = 1, ST = 2, STX = 3, ALU = 4, JMP = 5, RET = 6;

    private static final int SIZE = 0x18, MODE = 0xe0, OPERATION = 0xf0, SOURCE_X = 0x08, TXA = 0x80, RET_A = 0x10;
    private static final int WORD = 0x00, HALF = 0x08;
    private static final int IMM = 0x00, ABS = 0x20, IND = 0x40, MEM = 0x60, LEN = 0x80, MSH = 0xa0;
    private static final int ADD = 0x00,
            SUB = 0x10,
            MUL = 0x20,
            DIV = 0x30,
            OR = 0x40,
            AND = 0x50,
            LSH = 0x60,
            RSH = 0x70,
            MOD = 0x90,
            XOR = 0xa0;
    private static final int JA = 0x00, JEQ = 0x10, JGT = 0x20, JGE = 0x30, JSET = 0x40;
    private static final int WORDS = 16;

    private static final ValueLayout.OfByte U8 = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final int[] codes;
    private final int[] yes;
    private final int[] no;
    private final int[] ks;
    private final int[] memory = new int[WORDS];

    /**
     * @param codes of the instructions, {@code yes} and {@code no} how far to jump, {@code ks} their operands
     * @throws IllegalArgumentException for a program that might not end, or leaves its memory
     */
    public Program(int[] codes, int[] yes, int[] no, int[] ks) {
        this.codes = codes.clone();
        this.yes = yes.clone();
        this.no = no.clone();
        this.ks = ks.clone();
        for (int i = 0; i < codes.length; i++) {
            check(i);
        }
        if (codes.length == 0 || (codes[codes.length - 1] & 7) != RET) {
            throw new IllegalArgumentException("a filter program ends with a return");
        }
    }

    private void check(int i) {
        int code = codes[i];
        int kind = code & 7;
        boolean memory = kind == ST || kind == STX || (kind == LD || kind == LDX) && (code & MODE) == MEM;
        boolean fine = !memory || ks[i] >= 0 && ks[i] < WORDS;
        long left = codes.length - 1 - (i + 1L);
        if (kind == JMP) {
            fine = (code & OPERATION) == JA
                    ? Integer.toUnsignedLong(ks[i]) <= left
                    : yes[i] <= left && no[i] <= left && (code & OPERATION) <= JSET;
        }
        boolean divides = kind == ALU && ((code & OPERATION) == DIV || (code & OPERATION) == MOD);
        if (!fine || divides && (code & SOURCE_X) == 0 && ks[i] == 0 || kind == ALU && (code & OPERATION) > XOR) {
            throw new IllegalArgumentException("instruction " + i + " of a filter program is not allowed");
        }
    }

    /**
     * Runs on one packet.
     *
     * @param at where it begins in {@code segment}; {@code captured} bytes are there, {@code length} it had on the wire
     * @return how many of its bytes are wanted; 0 rejects it
     */
    public int run(MemorySegment segment, long at, int captured, int length) {
        int a = 0;
        int x = 0;
        for (int pc = 0; ; pc++) {
            int code = codes[pc];
            int k = ks[pc];
            switch (code & 7) {
                case LD -> {
                    int mode = code & MODE;
                    if (mode == ABS || mode == IND) {
                        int size = (code & SIZE) == WORD ? 4 : (code & SIZE) == HALF ? 2 : 1;
                        long from = (mode == ABS ? 0L : Integer.toUnsignedLong(x)) + Integer.toUnsignedLong(k);
                        if (from + size > captured) {
                            return 0;
                        }
                        a = load(segment, at + from, code & SIZE);
                    } else {
                        a = mode == IMM ? k : mode == MEM ? memory[k] : mode == LEN ? length : 0;
                    }
                }
                case LDX -> {
                    int mode = code & MODE;
                    if (mode == MSH) {
                        if (Integer.toUnsignedLong(k) >= captured) {
                            return 0;
                        }
                        x = (segment.get(U8, at + k) & 0xf) << 2;
                    } else {
                        x = mode == IMM ? k : mode == MEM ? memory[k] : mode == LEN ? length : 0;
                    }
                }
                case ST -> memory[k] = a;
                case STX -> memory[k] = x;
                case ALU -> {
                    int with = (code & SOURCE_X) != 0 ? x : k;
                    int operation = code & OPERATION;
                    if (with == 0 && (operation == DIV || operation == MOD)) {
                        return 0;
                    }
                    a = worked(operation, a, with);
                }
                case JMP -> pc += jump(pc, code, a, x, k);
                case RET -> {
                    return (code & (SIZE | RET_A)) == RET_A ? a : k;
                }
                default -> {
                    if ((code & 0xf8) == TXA) {
                        a = x;
                    } else {
                        x = a;
                    }
                }
            }
        }
    }

    private static int load(MemorySegment segment, long at, int size) {
        return switch (size) {
            case WORD -> segment.get(U32, at);
            case HALF -> segment.get(U16, at) & 0xffff;
            default -> segment.get(U8, at) & 0xff;
        };
    }

    private static int worked(int operation, int a, int with) {
        return switch (operation) {
            case ADD -> a + with;
            case SUB -> a - with;
            case MUL -> a * with;
            case DIV -> Integer.divideUnsigned(a, with);
            case MOD -> Integer.remainderUnsigned(a, with);
            case OR -> a | with;
            case AND -> a & with;
            case XOR -> a ^ with;
            case LSH -> Integer.compareUnsigned(with, 32) < 0 ? a << with : 0;
            case RSH -> Integer.compareUnsigned(with, 32) < 0 ? a >>> with : 0;
            default -> -a;
        };
    }

    private int jump(int pc, int code, int a, int x, int k) {
        int operation = code & OPERATION;
        if (operation == JA) {
            return k;
        }
        int with = (code & SOURCE_X) != 0 ? x : k;
        boolean so =
                switch (operation) {
                    case JEQ -> a == with;
                    case JGT -> Integer.compareUnsigned(a, with) > 0;
                    case JGE -> Integer.compareUnsigned(a, with) >= 0;
                    default -> (a & with) != 0;
                };
        return so ? yes[pc] : no[pc];
    }
}
