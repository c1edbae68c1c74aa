package io.mcshark.decoder.analysis.members;

import io.mcshark.decoder.groups.Address;
import java.util.ArrayDeque;
import java.util.Deque;

/** When a group had members, as packets tell the time: the last few times. */
final class Presence {
    private static final int MOST = 8;

    /** @param last who was the last of them; null while some are there */
    private record Span(long from, long to, Address last) {}

    private final Deque<Span> spans = new ArrayDeque<>(1);
    private boolean forgotten;

    /** There are members again; {@code joined}: from now on, and not unseen before. */
    void began(long nanos, boolean joined) {
        if (spans.size() == MOST) {
            spans.removeFirst();
            forgotten = true;
        }
        long before = spans.isEmpty() ? Long.MIN_VALUE : spans.getLast().to;
        spans.addLast(new Span(joined ? nanos : before, Long.MAX_VALUE, null));
    }

    /** The last one is gone. */
    void ended(long nanos, Address last) {
        if (!spans.isEmpty()) {
            spans.addLast(new Span(spans.removeLast().from, nanos, last));
        }
    }

    /** Whether there were some then. */
    boolean at(long nanos) {
        return spans.stream().anyMatch(span -> span.from <= nanos && nanos < span.to);
    }

    /** Whether it is no longer known. */
    boolean isForgotten(long nanos) {
        return forgotten && nanos < spans.getFirst().from;
    }

    /** Who was the last one to go before that; null for nobody. */
    Address lastBefore(long nanos) {
        Span span = spanBefore(nanos);
        return span == null ? null : span.last;
    }

    /** When the last one went before that; only where there is one. */
    long leftBefore(long nanos) {
        return spanBefore(nanos).to;
    }

    private Span spanBefore(long nanos) {
        Span before = null;
        for (Span span : spans) {
            before = span.to <= nanos ? span : before;
        }
        return before;
    }
}
