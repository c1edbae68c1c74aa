package io.mcshark.decoder.analysis.members;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The latest events, at most {@link Limits#MOST_EVENTS}. */
final class Timeline {
    private final Deque<Event> events = new ArrayDeque<>();
    private long dropped;

    void add(Event event) {
        if (events.size() == Limits.MOST_EVENTS) {
            events.removeFirst();
            dropped++;
        }
        events.addLast(event);
    }

    List<Event> all() {
        return new ArrayList<>(events);
    }

    /** How many earlier ones are gone. */
    long dropped() {
        return dropped;
    }
}
