package io.mcshark.decoder.analysis;

import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.report.Quantity;

/**
 * Whether anybody wanted what a source sends to a group at some time, as far as membership messages tell.
 *
 * @param members how many there were, or are
 * @param last who was the last member; null where there was none before
 * @param leftNanos when that one left
 */
public record Audience(Kind kind, int members, Address last, long leftNanos) {
    /** Nothing is known. */
    public static final Audience UNKNOWN = new Audience(Kind.UNKNOWN, 0, null, 0);

    /** How it stands. */
    public enum Kind {
        UNKNOWN(Severity.ERROR),
        WANTED(Severity.ERROR),
        /** Others reported, nobody for the group; but not everybody has been asked in this capture. */
        UNSEEN(Severity.WARN),
        /** Everybody was asked, nobody reported for the group. */
        NONE(Severity.NOTE),
        /** There are members, of other sources. */
        OTHERS(Severity.NOTE),
        LEFT(Severity.CHAT);

        private final Severity pause;

        Kind(Severity pause) {
            this.pause = pause;
        }
    }

    /** Who can tell. */
    @FunctionalInterface
    public interface Teller {
        /** Who wanted it at {@code nanos}, as packets tell the time; at the latest now. */
        Audience of(int vlan, Address group, Address source, long nanos);
    }

    /** How grave it is when a stream stops before such an audience. */
    public Severity pause() {
        return kind.pause;
    }

    /** What there is to say of a stream that stopped at a time, with a semicolon before it; nothing where nothing is known. */
    public String words(long stopped) {
        return switch (kind) {
            case UNKNOWN -> "";
            case WANTED -> members == 1 ? "; 1 member waits for it" : "; " + members + " members wait for it";
            case UNSEEN, NONE -> "; no member of the group had been seen by then";
            case OTHERS -> "; members of the group ask for other sources";
            case LEFT ->
                "; its last member, " + last + ", had gone " + Quantity.duration(Math.abs(stopped - leftNanos))
                        + (leftNanos <= stopped ? " before" : " later");
        };
    }
}
