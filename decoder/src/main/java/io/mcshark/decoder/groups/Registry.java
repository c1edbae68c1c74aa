package io.mcshark.decoder.groups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a registry as disjoint segments, so that a lookup is one binary search. IPv4 addresses are the low half of a
 * 128-bit key.
 *
 * <p>The file is in order: by first address, a larger range before those within it, of equal ranges the one that counts last.
 * Ranges are nested or apart, so one pass with a stack makes the segments; the pass reads no more of a row than it needs, and an
 * {@link Entry} is made when it is first asked for.
 */
final class Registry {
    private final Csv csv;
    private final Entry[] entries;
    private final int[] rowAt;
    private final long[] startHigh;
    private final long[] startLow;
    /** Per segment, the rows that answer each question, or -1. */
    private final int[] best, named, block, part;

    private Registry(Builder from) {
        csv = from.csv;
        rowAt = Arrays.copyOf(from.rowAt, from.rows);
        entries = new Entry[from.rows];
        int n = from.segments;
        startHigh = Arrays.copyOf(from.startHigh, n);
        startLow = Arrays.copyOf(from.startLow, n);
        best = Arrays.copyOf(from.answers[0], n);
        named = Arrays.copyOf(from.answers[1], n);
        block = Arrays.copyOf(from.answers[2], n);
        part = Arrays.copyOf(from.answers[3], n);
    }

    /** Reads a file's rows for one scope (all of IPv4's) and those for any scope, whose scope digit becomes 0. */
    static Registry[] read(String resource) {
        Csv csv = new Csv(resource);
        Builder fixed = new Builder(csv), anyScope = new Builder(csv);
        long[] first = new long[2], last = new long[2];
        while (csv.more()) {
            int at = csv.at();
            Builder rows = Entry.address(csv.field(), first) ? anyScope : fixed;
            Entry.address(csv.field(), last);
            Entry.Kind kind = Entry.Kind.of(csv.field());
            Entry.Status status = Entry.Status.of(csv.field());
            rows.add(at, first, last, kind, Entry.named(kind, status, csv.field()));
            csv.skipRow();
        }
        return new Registry[] {fixed.registry(), anyScope.registry()};
    }

    /** The most specific row: a group before structure, then the smallest; or null. */
    Entry best(long high, long low) {
        return at(best, high, low);
    }

    /** The most specific row that gives a name, or null. */
    Entry named(long high, long low) {
        return at(named, high, low);
    }

    /** The smallest block, or null. */
    Entry block(long high, long low) {
        return at(block, high, low);
    }

    /** The smallest block or part of a block, or null. */
    Entry part(long high, long low) {
        return at(part, high, low);
    }

    /** All rows that share an address with this range: groups before structure, then the smallest first. */
    List<Entry> within(long firstHigh, long firstLow, long lastHigh, long lastLow) {
        List<Entry> found = new ArrayList<>();
        for (int row = 0; row < entries.length; row++) {
            Entry e = entry(row);
            if (Entry.compare(e.firstHigh(), e.firstLow(), lastHigh, lastLow) <= 0
                    && Entry.compare(firstHigh, firstLow, e.lastHigh(), e.lastLow()) <= 0) {
                found.addFirst(e); // of equal ranges the one that counts comes first
            }
        }
        found.sort((a, b) -> {
            boolean group = a.kind() == Entry.Kind.GROUP;
            return group == (b.kind() == Entry.Kind.GROUP) ? a.compareSize(b) : group ? -1 : 1;
        });
        return found;
    }

    private Entry at(int[] rows, long high, long low) {
        int from = 0, to = startLow.length - 1;
        while (from <= to) { // ends with the last segment that starts at or before the address, or -1
            int middle = (from + to) >>> 1;
            if (Entry.compare(startHigh[middle], startLow[middle], high, low) <= 0) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return to < 0 || rows[to] < 0 ? null : entry(rows[to]);
    }

    private Entry entry(int row) {
        Entry entry = entries[row];
        return entry != null ? entry : read(row);
    }

    private Entry read(int row) {
        synchronized (csv) { // it has a position; two threads may make equal entries, either is right
            csv.moveTo(rowAt[row]);
            return entries[row] = Entry.read(csv);
        }
    }

    /** Takes the rows in order and makes the segments. */
    private static final class Builder {
        private static final int BEST = 0,
                NAMED = 1,
                BLOCK = 2,
                PART = 3,
                QUESTIONS = 4,
                MOST_ROWS = 1024,
                DEEPEST = 16;

        private final Csv csv;
        private final int[] rowAt = new int[MOST_ROWS];
        private int rows;
        private final long[] startHigh = new long[2 * MOST_ROWS], startLow = new long[2 * MOST_ROWS];
        private final int[][] answers = new int[QUESTIONS][2 * MOST_ROWS];
        private int segments;
        /** The ranges that the last row lies in, itself included: their ends, and the answers within them. */
        private final long[] endHigh = new long[DEEPEST], endLow = new long[DEEPEST];

        private final int[][] within = new int[DEEPEST][QUESTIONS];
        private int depth;

        Builder(Csv csv) {
            this.csv = csv;
            Arrays.fill(within[0], -1);
        }

        /**
         * Adds a row.
         *
         * @param at where it begins in the file
         * @param first the first address, high and low half
         * @param last the last one
         */
        void add(int at, long[] first, long[] last, Entry.Kind kind, boolean isNamed) {
            close(first[0], first[1]);
            int[] outer = within[depth++];
            if (depth > 1 && Entry.compare(last[0], last[1], endHigh[depth - 1], endLow[depth - 1]) > 0
                    || segments > 0
                            && Entry.compare(first[0], first[1], startHigh[segments - 1], startLow[segments - 1]) < 0) {
                throw new IllegalStateException("row " + rows + " is out of order or overlaps the one before");
            }
            endHigh[depth] = last[0];
            endLow[depth] = last[1];
            int[] inner = within[depth];
            System.arraycopy(outer, 0, inner, 0, QUESTIONS);
            inner[BEST] = rows;
            if (isNamed) {
                inner[NAMED] = rows;
            }
            if (kind == Entry.Kind.BLOCK) {
                inner[BLOCK] = rows;
            }
            if (kind != Entry.Kind.GROUP) {
                inner[PART] = rows;
            }
            rowAt[rows++] = at;
            segment(first[0], first[1]);
        }

        Registry registry() {
            close(-1, -1);
            return new Registry(this);
        }

        /** Leaves the ranges that end before an address. */
        private void close(long high, long low) {
            while (depth > 0 && Entry.compare(endHigh[depth], endLow[depth], high, low) < 0) {
                long afterLow = endLow[depth] + 1, afterHigh = afterLow == 0 ? endHigh[depth] + 1 : endHigh[depth];
                depth--;
                segment(afterHigh, afterLow);
            }
        }

        private void segment(long high, long low) {
            if (segments > 0 && startHigh[segments - 1] == high && startLow[segments - 1] == low) {
                segments--;
            }
            startHigh[segments] = high;
            startLow[segments] = low;
            for (int question = 0; question < QUESTIONS; question++) {
                answers[question][segments] = within[depth][question];
            }
            segments++;
        }
    }
}
