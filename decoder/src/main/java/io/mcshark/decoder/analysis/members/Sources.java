package io.mcshark.decoder.analysis.members;

import io.mcshark.decoder.groups.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sources with timers: the time each runs out; {@link #BLOCKED} for those that are not wanted. */
final class Sources {
    /** The timer of a source that is excluded (0 in the RFCs' tables). */
    static final long BLOCKED = 0;

    private final Limits limits;
    private Map<Address, Long> timers = Map.of();

    Sources(Limits limits) {
        this.limits = limits;
    }

    boolean isEmpty() {
        return timers.isEmpty();
    }

    boolean contains(Address source) {
        return timers.containsKey(source);
    }

    /** When a source runs out; {@link #BLOCKED}; null when it is not there. */
    Long timer(Address source) {
        return timers.get(source);
    }

    List<Address> addresses() {
        return new ArrayList<>(timers.keySet());
    }

    void put(Address source, long timer) {
        if (timers.containsKey(source)) {
            timers.put(source, timer);
        } else if (limits.source(timers.size())) {
            if (timers.isEmpty()) {
                timers = new LinkedHashMap<>(4);
            }
            timers.put(source, timer);
        }
    }

    void putAll(Collection<Address> sources, long timer) {
        for (Address source : sources) {
            put(source, timer);
        }
    }

    void remove(Address source) {
        if (!timers.isEmpty() && timers.remove(source) != null) {
            limits.sources--;
        }
    }

    void clear() {
        limits.sources -= timers.size();
        timers = Map.of();
    }

    void retain(Collection<Address> sources) {
        addresses().stream().filter(source -> !sources.contains(source)).forEach(this::remove);
    }

    /** Brings the timer of a source that is wanted forward. */
    void lower(Address source, long to) {
        Long timer = timers.get(source);
        if (timer != null && timer > to) {
            timers.put(source, to);
        }
    }

    /** Takes away what has run out; whether there was any. */
    boolean expire(long now) {
        boolean some = false;
        for (Iterator<Long> all = timers.values().iterator(); all.hasNext(); ) {
            long timer = all.next();
            if (timer != BLOCKED && timer <= now) {
                all.remove();
                limits.sources--;
                some = true;
            }
        }
        return some;
    }

    /** Has what has run out be blocked from now on (RFC 3376, 6.3, EXCLUDE mode); whether there was any. */
    boolean blockExpired(long now) {
        boolean some = false;
        for (Map.Entry<Address, Long> entry : timers.entrySet()) {
            if (entry.getValue() != BLOCKED && entry.getValue() <= now) {
                entry.setValue(BLOCKED);
                some = true;
            }
        }
        return some;
    }

    /** Takes away the blocked ones. */
    void dropBlocked() {
        addresses().stream()
                .filter(source -> timers.get(source) == BLOCKED)
                .toList()
                .forEach(this::remove);
    }

    /** The next time one runs out; {@link Long#MAX_VALUE} for never. */
    long earliest() {
        long earliest = Long.MAX_VALUE;
        for (long timer : timers.values()) {
            if (timer != BLOCKED) {
                earliest = Math.min(earliest, timer);
            }
        }
        return earliest;
    }

    /** The last time one runs out; 0 for none. */
    long latest() {
        long latest = 0;
        for (long timer : timers.values()) {
            latest = Math.max(latest, timer);
        }
        return latest;
    }
}
