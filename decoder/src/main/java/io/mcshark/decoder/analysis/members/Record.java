package io.mcshark.decoder.analysis.members;

import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.GroupMessage;
import java.util.ArrayList;
import java.util.List;

/** A group record of a report: its type as in {@link GroupMessage}, its sources without repetitions. */
record Record(int type, List<Address> sources) {
    /** The record that a message is at. */
    static Record of(GroupMessage message, Limits limits) {
        int count = message.sources();
        if (count == 0) {
            return new Record(message.recordType(), List.of());
        }
        int most = Math.min(count, Limits.MOST_IN_MEMBER);
        limits.lostSources += count - most;
        List<Address> sources = new ArrayList<>(most);
        for (int i = 0; i < most; i++) {
            sources.add(message.sourceAddress(i));
        }
        return new Record(
                message.recordType(),
                most < 2 ? sources : sources.stream().distinct().toList());
    }

    boolean isExclude() {
        return type == GroupMessage.IS_EX || type == GroupMessage.TO_EX;
    }

    /** Whether it tells of a change, and not only how things stand. */
    boolean isChange() {
        return type != GroupMessage.IS_IN && type != GroupMessage.IS_EX;
    }

    /** Whether it asks for sources by name. */
    boolean wantsSources() {
        return !sources.isEmpty()
                && (type == GroupMessage.IS_IN || type == GroupMessage.TO_IN || type == GroupMessage.ALLOW);
    }

    /** Whether it gives the whole group up. */
    boolean isLeave() {
        return type == GroupMessage.TO_IN && sources.isEmpty();
    }
}
