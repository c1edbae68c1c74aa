package io.mcshark.decoder.analysis.members;

import io.mcshark.decoder.analysis.Happening;
import io.mcshark.decoder.groups.Address;

/**
 * Something that happened to memberships.
 *
 * @param nanos when, as packets tell the time
 * @param frame the frame that shows it; 0 for what no frame shows
 * @param host who; null where it is no host's
 * @param group which group; null for all
 * @param kind join, present (found to be a member already), leave, mode, sources, expire, suppressed, query, data
 * @param how what tells it: the message, the sources, a timer
 * @param after for the first packet after a join: how long after; else null
 */
record Event(long nanos, long frame, int vlan, Address group, Address host, String kind, String how, Long after) {
    /** A join or a leave, for those who are told at once; null for what is neither. */
    Happening happening() {
        Happening.Type type =
                switch (kind) {
                    case "join", "present" -> Happening.Type.JOIN;
                    case "leave", "expire" -> Happening.Type.LEAVE;
                    default -> null;
                };
        return type == null ? null : new Happening(type, nanos, frame, vlan, kind, group, host, 0, 0, 0, how);
    }
}
