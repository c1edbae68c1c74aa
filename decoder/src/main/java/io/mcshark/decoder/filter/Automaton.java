package io.mcshark.decoder.filter;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Looks for a {@link Regex} in bytes, one step for each byte whatever the pattern is: all the ways to match are followed at
 * once. A state is the set of instructions that may come next and what the byte before was; states and the steps between them
 * are worked out when first met and kept, so that in the long run nothing is allocated. When there are too many, all are
 * forgotten.
 */
final class Automaton {
    /** What stood before: nothing, the end of a line, part of a word, something else. The same for what comes. */
    private static final int NOTHING = 0, LINE = 1, WORD = 2, OTHER = 3, LAST_LINE = 4;

    private static final int MOST_STATES = 1000;

    /** Steps that decide. */
    private static final int UNKNOWN = 0, FOUND = 1, NOT_FOUND = 2, FIRST = 3;

    private final int start;
    private final int[] kinds;
    private final int[] nexts;
    private final int[] others;

    /** Per set of the program a bit for each kind of byte. */
    private final BitSet[] sets;

    /** The kind of each byte: bytes of one kind are in the same sets. Beyond them two more: the end, a last end of line. */
    private final int[] kindOf = new int[256];

    private final int symbols;
    private final int[] contexts;
    private int[] steps;

    // The states: their instructions lie one behind the other in the pool, those of state i from begins[i] on.
    private int[] pool = new int[256];
    private final int[] begins = new int[MOST_STATES + 1];
    private final int[] before = new int[MOST_STATES];
    private final int[] buckets = new int[4096];
    private int states;

    // For one step.
    private final int[] marks;
    private int mark;
    private final int[] stack;
    private final int[] closure;
    private final int[] coming;

    Automaton(int start, int[] kinds, int[] nexts, int[] others, List<BitSet> sets) {
        this.start = start;
        this.kinds = kinds;
        this.nexts = nexts;
        this.others = others;
        int[] representative = new int[258];
        int count = classify(sets, representative);
        this.symbols = count + 2;
        this.contexts = new int[symbols];
        for (int i = 0; i < count; i++) {
            contexts[i] = context(representative[i]);
        }
        contexts[count] = NOTHING;
        contexts[count + 1] = LAST_LINE;
        int line = kindOf['\n'];
        this.sets = new BitSet[sets.size()];
        for (int s = 0; s < this.sets.length; s++) {
            this.sets[s] = new BitSet(symbols);
            for (int i = 0; i < count; i++) {
                this.sets[s].set(i, sets.get(s).get(representative[i]));
            }
            this.sets[s].set(count + 1, this.sets[s].get(line));
        }
        this.steps = new int[symbols * 16];
        this.marks = new int[kinds.length];
        this.stack = new int[kinds.length + 1];
        this.closure = new int[kinds.length];
        this.coming = new int[kinds.length + 1];
        forget();
    }

    private static int context(int symbol) {
        boolean word = symbol >= '0' && symbol <= '9'
                || symbol >= 'a' && symbol <= 'z'
                || symbol >= 'A' && symbol <= 'Z'
                || symbol == '_';
        return symbol == '\n' ? LINE : word ? WORD : OTHER;
    }

    private int classify(List<BitSet> sets, int[] representative) {
        int count = 0;
        for (int context = LINE; context <= OTHER; context++) {
            int from = count;
            for (int b = 0; b < 256; b++) {
                if (context(b) == context) {
                    representative[count] = b;
                    int same = from;
                    while (!alike(sets, representative[same], b)) {
                        same++;
                    }
                    kindOf[b] = same;
                    count = Math.max(count, same + 1);
                }
            }
        }
        return count;
    }

    private static boolean alike(List<BitSet> sets, int a, int b) {
        if (a != b) {
            for (BitSet set : sets) {
                if (set.get(a) != set.get(b)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether the pattern is found somewhere in the bytes. */
    boolean find(MemorySegment segment, long at, int length) {
        int state = FIRST;
        int body = length > 0 && Octets.get(segment, at + length - 1) == '\n' ? length - 1 : length;
        for (int i = 0; i < body; i++) {
            state = step(state, kindOf[Octets.get(segment, at + i)]);
            if (state == FOUND) {
                return true;
            }
        }
        if (body < length) {
            state = step(state, symbols - 1);
            if (state == FOUND) {
                return true;
            }
        }
        return step(state, symbols - 2) == FOUND;
    }

    private int step(int state, int symbol) {
        int next = steps[state * symbols + symbol];
        return next == UNKNOWN ? work(state, symbol) : next;
    }

    /** Works a step out. */
    private int work(int state, int symbol) {
        int count = close(state, contexts[symbol]);
        int next;
        if (count < 0) {
            next = FOUND;
        } else if (contexts[symbol] == NOTHING) {
            next = NOT_FOUND;
        } else {
            int size = 0;
            mark++;
            coming[size++] = start;
            marks[start] = mark;
            for (int i = 0; i < count; i++) {
                int pc = closure[i];
                int to = nexts[pc];
                if (kinds[pc] == Regex.SET && sets[others[pc]].get(symbol) && marks[to] != mark) {
                    marks[to] = mark;
                    coming[size++] = to;
                }
            }
            Arrays.sort(coming, 0, size);
            int known = states;
            next = state(size, contexts[symbol] == LAST_LINE ? LINE : contexts[symbol]);
            if (states < known) {
                return next; // the state it came from is forgotten
            }
        }
        steps[state * symbols + symbol] = next;
        return next;
    }

    /** Follows what takes no byte, into {@link #closure}; how many there are, -1 when the end is among them. */
    private int close(int state, int coming) {
        int count = 0;
        mark++;
        for (int i = begins[state]; i < begins[state + 1]; i++) {
            int top = push(0, pool[i]);
            while (top > 0) {
                int pc = stack[--top];
                switch (kinds[pc]) {
                    case Regex.SET -> closure[count++] = pc;
                    case Regex.END -> {
                        return -1;
                    }
                    case Regex.CHOICE -> {
                        top = push(top, others[pc]);
                        top = push(top, nexts[pc]);
                    }
                    default -> {
                        if (holds(kinds[pc], before[state], coming)) {
                            top = push(top, nexts[pc]);
                        }
                    }
                }
            }
        }
        return count;
    }

    private int push(int top, int pc) {
        if (marks[pc] == mark) {
            return top;
        }
        marks[pc] = mark;
        stack[top] = pc;
        return top + 1;
    }

    private static boolean holds(int place, int before, int coming) {
        boolean line = coming == LINE || coming == LAST_LINE;
        return switch (place) {
            case Regex.BEGIN -> before == NOTHING;
            case Regex.LINE_BEGIN -> before == NOTHING || before == LINE && coming != NOTHING;
            case Regex.LAST -> coming == NOTHING || coming == LAST_LINE;
            case Regex.LINE_END -> coming == NOTHING || line;
            case Regex.VERY_LAST -> coming == NOTHING;
            case Regex.EDGE -> before == WORD != (coming == WORD);
            default -> before == WORD == (coming == WORD);
        };
    }

    // ---- the states

    private void forget() {
        Arrays.fill(buckets, 0);
        Arrays.fill(steps, UNKNOWN);
        states = FIRST;
        for (int i = 0; i <= FIRST; i++) {
            begins[i] = 0;
        }
        coming[0] = start;
        state(1, NOTHING);
    }

    /** The number of the state with the first {@code size} of {@link #coming}. */
    private int state(int size, int context) {
        int hash = context;
        for (int i = 0; i < size; i++) {
            hash = hash * 31 + coming[i];
        }
        int bucket = (hash ^ hash >>> 15) & buckets.length - 1;
        for (; buckets[bucket] != 0; bucket = bucket + 1 & buckets.length - 1) {
            int state = buckets[bucket];
            int from = begins[state];
            if (before[state] == context && Arrays.equals(coming, 0, size, pool, from, begins[state + 1])) {
                return state;
            }
        }
        if (states == MOST_STATES) {
            int[] kept = Arrays.copyOf(coming, size);
            forget();
            System.arraycopy(kept, 0, coming, 0, size);
            return state(size, context);
        }
        int from = begins[states];
        if (pool.length < from + size) {
            pool = Arrays.copyOf(pool, Math.max(pool.length * 2, from + size));
        }
        System.arraycopy(coming, 0, pool, from, size);
        begins[states + 1] = from + size;
        before[states] = context;
        buckets[bucket] = states;
        if (steps.length < (states + 1) * symbols) {
            steps = Arrays.copyOf(steps, steps.length * 2);
        }
        return states++;
    }
}
