package io.mcshark.decoder.analysis.compare;

import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The packets that one of the points has and the other has not, as a list of limited length. */
final class Missing {
    static final String AT_A = "A", AT_B = "B";

    /** The most of all, and of one stream. */
    static final int MOST = 10_000, MOST_OF_STREAM = 1_000;

    record One(Twin twin, String at, long nanos, long frame, Long number) {}

    static final Sheet<One> SHEET = Sheet.of(
            "lost",
            "Missing packets",
            "A packet that one of the points has and the other has not; of streams that both have.",
            Column.of("time", "Time", Kind.TIME, "When the other point had it, on its clock.", One::nanos),
            Column.of("missing_at", "Not at", Kind.TEXT, "The point that has not: B, or A.", One::at),
            Column.of("frame", "Frame", Kind.COUNT, "Its frame number at the other point.", One::frame),
            Column.of("stream", "Stream", Kind.TEXT, "Its stream.", m -> m.twin.name()),
            Column.of("sequence", "Sequence", Kind.COUNT, "Its number, where packets have one.", One::number));

    private final List<One> all = new ArrayList<>();
    private long unlisted;

    void add(Twin twin, String at, long nanos, long frame, long number) {
        if (all.size() < MOST && twin.listed < MOST_OF_STREAM) {
            twin.listed++;
            long mask = twin.numbering == null ? 0 : -1L >>> Long.SIZE - twin.numbering.width();
            all.add(new One(twin, at, nanos, frame, twin.numbering == null ? null : number & mask));
        } else {
            unlisted++;
        }
    }

    /** Says that there are more than are listed. */
    void doubt(Report report) {
        if (unlisted > 0) {
            report.say(unlisted + " missing packets are not listed: there are more than " + MOST + ", or than "
                    + MOST_OF_STREAM + " of a stream");
        }
    }

    /** Adds the list, to be shown when asked for; B's clock is so much ahead. */
    Report report(Report report, long offset) {
        return report.aside(
                SHEET,
                all.stream()
                        .filter(one -> one.twin.matched() > 0)
                        .sorted(Comparator.comparingLong(one -> one.at.equals(AT_B) ? one.nanos : one.nanos - offset))
                        .toList());
    }
}
