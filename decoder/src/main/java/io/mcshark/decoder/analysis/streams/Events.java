package io.mcshark.decoder.analysis.streams;

import java.util.ArrayList;
import java.util.List;

/** Gaps and changes of all streams, in the order of the capture: at most {@link #MOST} of each, the first ones. */
final class Events {
    /** The most gaps, and the most changes, kept. */
    static final int MOST = 10_000;

    /** The most changes kept of one stream. */
    private static final int MOST_CHANGES = 100;

    /** So many gaps of a stream late packets can fill. */
    private static final int RECENT_GAPS = 4;

    /** When all places are taken, those of filled gaps are free; not looked for at each one, as there may be millions. */
    private static final int TIDIED_EVERY = 1000;

    private final List<Gap> gaps = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private long unlisted;
    private long opened;
    private long tidied;

    /** Numbers are missing. */
    Gap open(Stream s, long nanos, long frame, Sequence sequence, long silence) {
        if (s.gaps == null) {
            s.gaps = new Gap[RECENT_GAPS];
        }
        long count = sequence.missing();
        Gap gap = new Gap(s, nanos, frame, sequence.at() - count, count, Math.max(0, silence));
        System.arraycopy(s.gaps, 0, s.gaps, 1, RECENT_GAPS - 1);
        s.gaps[0] = gap;
        opened++;
        if (gaps.size() >= MOST && opened - tidied >= TIDIED_EVERY) {
            tidied = opened;
            gaps.removeIf(g -> g.missing == 0);
        }
        if (gaps.size() < MOST) {
            gaps.add(gap);
        } else {
            unlisted++;
        }
        return gap;
    }

    /** A number came late. */
    static void fill(Stream s, Sequence sequence) {
        if (s.gaps == null) {
            return;
        }
        for (Gap gap : s.gaps) {
            if (gap != null && gap.has(sequence.at())) {
                gap.missing = Math.max(0, gap.missing + sequence.missing());
                return;
            }
        }
    }

    /** What was taken for numbers before. */
    void forget(Stream s) {
        gaps.removeIf(g -> g.stream == s);
        s.gaps = null;
        s.lost = 0;
        s.duplicate = 0;
        s.reordered = 0;
        s.strays = 0;
        s.restarts = 0;
    }

    /** Something about a stream is not what it was. */
    void change(Stream s, long nanos, long frame, String what, String before, String after) {
        if (s.changes++ < MOST_CHANGES && changes.size() < MOST) {
            changes.add(new Change(s, nanos, frame, what, before, after));
        } else {
            unlisted++;
        }
    }

    List<Gap> gaps() {
        return gaps;
    }

    List<Change> changes() {
        return changes;
    }

    /** How many were counted and are not kept. */
    long unlisted() {
        return unlisted;
    }
}
