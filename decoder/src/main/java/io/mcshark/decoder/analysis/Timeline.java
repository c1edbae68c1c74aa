package io.mcshark.decoder.analysis;

import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What happened, in its order: at most {@link #MOST} events, the first ones. */
final class Timeline {
    /** The most events kept. */
    static final int MOST = 10_000;

    /** @param frame the frame that showed it; 0 for what no frame shows, an absence */
    record Event(long nanos, long frame, int vlan, String what, String about, String text) {}

    static final Sheet<Event> SHEET = Sheet.of(
            "log",
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
            Column.of("event", "Event", Kind.TEXT, "What kind of event, a word.", Event::what),
            Column.of("about", "About", Kind.TEXT, "Who or what it happened to.", Event::about),
            Column.of("text", "What", Kind.TEXT, "What happened, in words.", Event::text));

    private final List<Event> events = new ArrayList<>();
    private long lost;

    /** Null where nobody asks. */
    private Consumer<Happening> watcher;

    /** Has {@code watcher} told of what {@link #tell} is called with. */
    void watch(Consumer<Happening> watcher) {
        this.watcher = watcher;
    }

    void tell(Happening happening) {
        if (watcher != null) {
            watcher.accept(happening);
        }
    }

    void add(long nanos, long frame, int vlan, String what, String about, String text) {
        if (events.size() < MOST) {
            events.add(new Event(nanos, frame, vlan, what, about, text));
        } else {
            lost++;
        }
    }

    /** Adds the sheet of events. */
    void put(Report report) {
        report.add(SHEET, events);
        if (lost > 0) {
            report.say(lost + " later events were not kept: there were more than " + MOST);
        }
    }
}
