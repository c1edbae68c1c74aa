package io.mcshark.decoder.analysis.members;

import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.GroupMessage;
import java.util.List;
import java.util.Locale;

/** What one host wants of one group, as it said it. */
final class Member {
    /** How a host stands to the group. */
    enum State {
        ACTIVE,
        /** Silent for longer than its time, while others reported whose reports suppress its own (RFC 2236, 3; RFC 2710, 4). */
        SUPPRESSED,
        LEFT,
        EXPIRED;

        String token() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a record changed. */
    enum Change {
        NONE,
        JOIN,
        LEAVE,
        MODE,
        SOURCES
    }

    final Host host;
    final Sources sources;
    State state = State.LEFT;
    boolean exclude;
    int version;

    /** When this membership began; 0 when it was never seen to. As packets tell the time. */
    long sinceNanos;

    /** Whether it began by a report that nobody had asked for. */
    boolean joined;

    long lastNanos;
    long endNanos;
    long reports;

    /** General queries in a row that it did not answer. */
    int misses;

    /** When it was last heard, and when it runs out in EXCLUDE mode; on the analysis's clock. */
    long heard;

    private long expires;

    Member(Host host, Limits limits) {
        this.host = host;
        sources = new Sources(limits);
    }

    boolean isMember() {
        return state == State.ACTIVE || state == State.SUPPRESSED;
    }

    /** Whether packets from a source are for it. */
    boolean wants(Address source) {
        return isMember() && exclude != sources.contains(source);
    }

    /** Whether packets from this source are for it, without making an address where all are. */
    boolean wants(long high, long low) {
        return isMember() && (sources.isEmpty() ? exclude : wants(new Address(high, low)));
    }

    /** When it runs out, on the analysis's clock. */
    long expires() {
        return exclude ? expires : sources.latest();
    }

    /** The next timer of it; a suppressed member's are the group's. */
    long due() {
        return state != State.ACTIVE ? Long.MAX_VALUE : exclude ? expires : sources.earliest();
    }

    Change take(Record record, long gmi) {
        List<Address> named = record.sources();
        boolean member = isMember();
        switch (record.type()) {
            case GroupMessage.IS_EX, GroupMessage.TO_EX -> {
                Change change =
                        !member ? Change.JOIN : !exclude ? Change.MODE : differs(named) ? Change.SOURCES : Change.NONE;
                begin(true, named, Sources.BLOCKED);
                expires = gmi;
                return change;
            }
            case GroupMessage.IS_IN, GroupMessage.TO_IN -> {
                return record.isLeave() ? end() : named.isEmpty() ? Change.NONE : include(named, gmi, true);
            }
            case GroupMessage.ALLOW -> {
                if (member && exclude) {
                    boolean some = named.stream().anyMatch(sources::contains);
                    named.forEach(sources::remove);
                    return some ? Change.SOURCES : Change.NONE;
                }
                return named.isEmpty() ? Change.NONE : include(named, gmi, false);
            }
            case GroupMessage.BLOCK -> {
                return block(named);
            }
            default -> {
                return Change.NONE;
            }
        }
    }

    private boolean differs(List<Address> named) {
        List<Address> have = sources.addresses();
        return have.size() != named.size() || !have.containsAll(named);
    }

    private void begin(boolean mode, List<Address> named, long timer) {
        sources.clear();
        sources.putAll(named, timer);
        exclude = mode;
        state = State.ACTIVE;
    }

    /** It wants sources by name; {@code whole}: the record tells its mode, too. */
    private Change include(List<Address> named, long gmi, boolean whole) {
        if (!isMember() || exclude) {
            Change change = isMember() && whole ? Change.MODE : Change.JOIN;
            begin(false, named, gmi);
            return change;
        }
        boolean some = !named.stream().allMatch(sources::contains);
        sources.putAll(named, gmi); // a long list comes in several records: RFC 3376, 4.2.16
        state = State.ACTIVE;
        return some ? Change.SOURCES : Change.NONE;
    }

    private Change block(List<Address> named) {
        if (!isMember() || named.isEmpty()) {
            return Change.NONE;
        }
        boolean some = named.stream().anyMatch(source -> exclude != sources.contains(source));
        if (exclude) {
            sources.putAll(named, Sources.BLOCKED);
        } else {
            named.forEach(sources::remove);
            if (sources.isEmpty()) {
                return end();
            }
        }
        return some ? Change.SOURCES : Change.NONE;
    }

    private Change end() {
        if (!isMember()) {
            return Change.NONE;
        }
        sources.clear();
        state = State.LEFT;
        return Change.LEAVE;
    }

    /** A query asks whether it is still there. */
    void asked(List<Address> named, long until) {
        if (named.isEmpty() && exclude) {
            expires = Math.min(expires, until);
        }
        if (!exclude) {
            named.forEach(source -> sources.lower(source, until));
        }
    }

    /** Whether its time is over. */
    boolean isOver(long now) {
        return exclude ? expires <= now : sources.isEmpty();
    }
}
