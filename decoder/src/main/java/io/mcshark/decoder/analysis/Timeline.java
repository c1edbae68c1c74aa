package io.mcshark.decoder.analysis;

import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** What happened, in its order: at most {@link #MOST} events, the latest ones. */
public final class Timeline {
    /** The most events kept. */
    public static final int MOST = 20_000;

    /**
     * Something that happened.
     *
     * @param nanos when, as packets tell the time
     * @param frame the frame that showed it; 0 for what no frame shows, an absence
     * @param what what kind of event, a word
     * @param group which group; null for none, or all
     * @param host which host; null where that is in {@code about}
     * @param about who or what it happened to, where that is not group and host; else null
     * @param text what tells it, or what happened, in words
     * @param after for the first packet after a join: how long after; else null
     */
    public record Event(
            long nanos,
            long frame,
            int vlan,
            String what,
            Address group,
            Address host,
            String about,
            String text,
            Long after) {}

    public static final Sheet<Event> SHEET = Sheet.of(
            "event",
            "Events",
            "Something that happened, in the order of the capture.",
            Column.of("time", "Time", Kind.TIME, "When.", Event::nanos),
            Column.of(
                    "frame",
                    "Frame",
                    Kind.COUNT,
                    "The frame that shows it; null for an absence.",
                    e -> e.frame == 0 ? null : e.frame),
            Column.of(
                    "vlan",
                    "VLAN",
                    Kind.TEXT,
                    "VLAN id, outer.inner for two; null untagged.",
                    e -> e.vlan == 0 ? null : Datagram.vlan(e.vlan)),
            Column.of(
                    "group",
                    "Group",
                    Kind.TEXT,
                    "Of memberships: group address; null for all groups.",
                    e -> text(e.group)),
            Column.of("host", "Host", Kind.TEXT, "Of memberships: who reported, asked or sent.", e -> text(e.host)),
            Column.of(
                    "event",
                    "Event",
                    Kind.TEXT,
                    "What kind of event, a word. Of memberships: join; present: was a member already; leave; mode: include or"
                            + " exclude; sources; expire; suppressed; query; data: the first packet after a join.",
                    Event::what),
            Column.of("about", "About", Kind.TEXT, "Of all others: who or what it happened to.", Event::about),
            Column.of("text", "What", Kind.TEXT, "What happened, or what tells it, in words.", Event::text),
            Column.of("after", "After", Kind.DURATION, "For data: the time since the join.", Event::after));

    private final Deque<Event> events = new ArrayDeque<>();
    private long dropped;

    /** Null where nobody asks. */
    private Consumer<Happening> watcher;

    /** Has {@code watcher} told of what {@link #tell} is called with. */
    public void watch(Consumer<Happening> watcher) {
        this.watcher = watcher;
    }

    /** Tells whoever watches, at once. */
    public void tell(Happening happening) {
        if (watcher != null) {
            watcher.accept(happening);
        }
    }

    void add(long nanos, long frame, int vlan, String what, String about, String text) {
        add(new Event(nanos, frame, vlan, what, null, null, about, text, null));
    }

    /** Adds an event; the oldest one makes room. */
    public void add(Event event) {
        if (events.size() == MOST) {
            events.removeFirst();
            dropped++;
        }
        events.addLast(event);
    }

    /** What is kept, in its order. */
    public List<Event> all() {
        return new ArrayList<>(events);
    }

    /** Adds the sheet of events. */
    void put(Report report) {
        report.add(SHEET, all());
        say(report);
    }

    /** Says in a report what was not kept. */
    public void say(Report report) {
        if (dropped > 0) {
            report.say(dropped + " earlier events were forgotten: the latest " + MOST + " are kept");
        }
    }

    private static String text(Address address) {
        return address == null ? null : address.toString();
    }
}
