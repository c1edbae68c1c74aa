package io.mcshark.decoder.analysis;

import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Sheet;
import java.util.Locale;

/**
 * Something that happened, told at once. All of it is numbers, addresses and words of our own: nothing that a packet says stands
 * in it as it is.
 *
 * @param nanos when, since 1970
 * @param frame the frame that shows it; 0 for what no frame shows
 * @param how what kind of it: {@code join}, {@code expire}, {@code querier-changed}
 * @param group null for all
 * @param host who: the member, the querier, the sender
 * @param ports the sender's in the upper half, the group's in the lower one; 0 for none
 * @param lost how many numbers are missing; 0 for none
 * @param lasts how long it has lasted, nanoseconds; 0 for none
 * @param text in words
 */
public record Happening(
        Type type,
        long nanos,
        long frame,
        int vlan,
        String how,
        Address group,
        Address host,
        int ports,
        long lost,
        long lasts,
        String text) {
    /** What can happen. */
    public enum Type {
        /** A host is a member: it joined, or was found to be one. */
        JOIN,
        /** A member is one no longer: it left, or was not heard for too long. */
        LEAVE,
        /** A querier began, took over, fell silent, or asks again. */
        QUERIER,
        /** Numbers of a stream are missing. */
        GAP,
        /** A stream has stopped. */
        SILENCE,
        /** A stream that had stopped goes on. */
        RESUME;

        /** As it is typed and told. */
        public String token() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final Sheet<Happening> SHEET = Sheet.of(
            "happening",
            "Events",
            "Something that happened, told when it was noticed.",
            Column.of("time", "Time", Kind.TIME, "When.", Happening::nanos),
            Column.of("frame", "Frame", Kind.COUNT, "The frame that shows it; null for none.", e -> orNull(e.frame)),
            Column.of(
                    "event", "Event", Kind.TEXT, "join, leave, querier, gap, silence or resume.", e -> e.type.token()),
            Column.of(
                    "how",
                    "How",
                    Kind.TEXT,
                    "join: join, or present (was one already); leave: leave or expire; querier: querier (the first),"
                            + " querier-changed, querier-silent, querier-back; else as the event.",
                    Happening::how),
            Column.of(
                    "vlan",
                    "VLAN",
                    Kind.TEXT,
                    "VLAN id, outer.inner for two; null untagged.",
                    e -> e.vlan() == 0 ? null : Datagram.vlan(e.vlan())),
            Column.of("group", "Group", Kind.TEXT, "Group address; null for all.", e -> text(e.group)),
            Column.of("host", "Host", Kind.TEXT, "The member, the querier, or the stream's sender.", e -> text(e.host)),
            Column.of("source_port", "From port", Kind.COUNT, "A stream's source port.", e -> orNull(e.sourcePort())),
            Column.of("port", "Port", Kind.COUNT, "A stream's destination port.", e -> orNull(e.port())),
            Column.of("lost", "Lost", Kind.COUNT, "gap: the numbers missing.", e -> orNull(e.lost)),
            Column.of(
                    "lasts",
                    "Lasts",
                    Kind.DURATION,
                    "silence, resume: since the stream's last packet.",
                    e -> orNull(e.lasts)),
            Column.of("text", "What", Kind.TEXT, "In words.", Happening::text));

    private static Long orNull(long value) {
        return value == 0 ? null : value;
    }

    private static String text(Address address) {
        return address == null ? null : address.toString();
    }

    public int sourcePort() {
        return ports >>> 16;
    }

    /** The group's port. */
    public int port() {
        return ports & 0xffff;
    }
}
