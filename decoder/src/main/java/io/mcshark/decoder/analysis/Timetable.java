package io.mcshark.decoder.analysis;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What an analysis keeps of each link or domain, at most so many, and when the next of them has something to do. */
final class Timetable<K, V extends Timetable.Entry> {
    /** Something that happens to it by time alone: somebody was not heard for too long. */
    interface Entry {
        /** When it has something to do next; {@link Long#MAX_VALUE} for never. */
        long due();

        /** Does what is due. */
        void check(long now);
    }

    private final Map<K, V> entries = new LinkedHashMap<>();
    private final int most;
    private long due = Long.MAX_VALUE;
    private long refused;

    Timetable(int most) {
        this.most = most;
    }

    /** The entry of a key, made if it is new; null, and counted, when there is no room for it. */
    V of(K key, Function<K, V> make) {
        V entry = entries.get(key);
        if (entry == null) {
            if (entries.size() >= most) {
                refused++;
                return null;
            }
            entry = make.apply(key);
            entries.put(key, entry);
            changed(entry);
        }
        return entry;
    }

    /** An entry may have something to do sooner than it had. */
    void changed(V entry) {
        due = Math.min(due, entry.due());
    }

    /** Time passes: what became due happens. */
    void pass(long now) {
        if (now >= due) {
            due = Long.MAX_VALUE;
            for (V entry : entries.values()) {
                entry.check(now);
                changed(entry);
            }
        }
    }

    Collection<V> all() {
        return entries.values();
    }

    /** How often there was no room. */
    long refused() {
        return refused;
    }
}
