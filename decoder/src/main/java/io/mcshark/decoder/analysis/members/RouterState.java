package io.mcshark.decoder.analysis.members;

import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.GroupMessage;
import java.util.List;

/**
 * What a router holds of a group on a network, all members together (RFC 3376, 6; RFC 3810, 7): filter mode, group timer, sources
 * with timers, compatibility mode. In INCLUDE mode all sources run; in EXCLUDE mode those that run are the RFCs' X, the blocked
 * ones Y.
 */
final class RouterState {
    /** Whether some member, other than the one that reports, still wants what it gives up. */
    interface Others {
        /** All sources but some. */
        boolean wantAny();

        boolean want(Address source);
    }

    /** Group membership interval and last member query time as durations; no queries are sent where there is no querier. */
    record Times(long membership, long lastMember, boolean asked) {}

    private boolean exclude;
    private long groupTimer;
    private final Sources sources;
    private final boolean four;
    private long oldUntil;
    private long oldestUntil;

    RouterState(boolean four, Limits limits) {
        this.four = four;
        sources = new Sources(limits);
    }

    boolean isEmpty() {
        return !exclude && sources.isEmpty();
    }

    boolean isExclude() {
        return exclude;
    }

    /** When the filter mode changes back, in EXCLUDE mode. */
    long groupTimer() {
        return groupTimer;
    }

    Sources sources() {
        return sources;
    }

    /** The compatibility mode (RFC 3376, 7.3.2; RFC 3810, 8.3.2): the version of the protocol it acts by. */
    int version(long now) {
        return !four ? now < oldUntil ? 1 : 2 : now < oldestUntil ? 1 : now < oldUntil ? 2 : 3;
    }

    /** A report of an older version was heard. */
    void heardOld(int version, long until) {
        if (four && version == 1) {
            oldestUntil = until;
        } else {
            oldUntil = until;
        }
    }

    /** Takes in a record (RFC 3376, 6.4, 7.3.2). */
    void take(Record record, long now, Times times, Others others) {
        boolean newest = version(now) == (four ? 3 : 2);
        boolean oldest = four && version(now) == 1;
        long gmi = now + times.membership();
        List<Address> named = record.sources();
        switch (record.type()) {
            case GroupMessage.IS_EX -> exclude(named, gmi, gmi);
            case GroupMessage.TO_EX -> {
                long rest = exclude ? groupTimer : gmi;
                exclude(newest ? named : List.of(), gmi, rest);
                lower(sources.addresses(), now, times, others);
            }
            case GroupMessage.IS_IN, GroupMessage.ALLOW -> sources.putAll(named, gmi);
            case GroupMessage.TO_IN -> {
                if (!oldest) {
                    sources.putAll(named, gmi);
                    List<Address> rest = sources.addresses();
                    rest.removeAll(named);
                    lower(rest, now, times, others);
                    if (exclude && times.asked() && !others.wantAny()) {
                        groupTimer = Math.min(groupTimer, now + times.lastMember());
                    }
                }
            }
            case GroupMessage.BLOCK -> {
                if (newest) {
                    block(named, now, times, others);
                }
            }
            default -> {} // unknown types are ignored: RFC 3376, 4.2.12
        }
    }

    /** Goes to EXCLUDE mode, or stays there; sources that are new in it run until {@code rest}. */
    private void exclude(List<Address> named, long gmi, long rest) {
        sources.retain(named);
        for (Address source : named) {
            if (!sources.contains(source)) {
                sources.put(source, exclude ? rest : Sources.BLOCKED);
            }
        }
        exclude = true;
        groupTimer = gmi;
    }

    private void block(List<Address> named, long now, Times times, Others others) {
        if (exclude) {
            for (Address source : named) {
                if (!sources.contains(source)) {
                    sources.put(source, groupTimer);
                }
            }
        }
        lower(named, now, times, others);
    }

    /** A query for sources goes out, unless others are known to want them. */
    private void lower(List<Address> named, long now, Times times, Others others) {
        if (times.asked()) {
            for (Address source : named) {
                if (!others.want(source)) {
                    sources.lower(source, now + times.lastMember());
                }
            }
        }
    }

    /** A query for the group, or for sources in it, was heard (RFC 3376, 6.6.1). */
    void asked(List<Address> named, long until) {
        if (named.isEmpty()) {
            groupTimer = Math.min(groupTimer, until);
        }
        for (Address source : named) {
            sources.lower(source, until);
        }
    }

    /** What has run out by now goes (RFC 3376, 6.3, 6.5). */
    void expire(long now) {
        if (exclude && groupTimer <= now) {
            exclude = false;
            sources.dropBlocked();
        }
        if (exclude) {
            sources.blockExpired(now);
        } else {
            sources.expire(now);
        }
    }

    /** When the next timer runs out. */
    long due() {
        return Math.min(exclude ? groupTimer : Long.MAX_VALUE, sources.earliest());
    }

    void clear() {
        exclude = false;
        sources.clear();
    }
}
