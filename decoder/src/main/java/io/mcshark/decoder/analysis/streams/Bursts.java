package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.List;

/** What packets ask of a link in short times: the most bytes within 1, 10 and 100 ms, and the buffer before it. */
final class Bursts {
    private static final long MILLISECOND = 1_000_000;
    private static final long[] TIMES = {MILLISECOND, 10 * MILLISECOND, 100 * MILLISECOND};
    private static final double NANOS = 8e9;
    private static final int FEW = 4;

    /** One line of the table: a window of a stream, or of all (null). */
    private record Row(Stream stream, Window window, Buffer buffer, double link) {}

    static final Sheet<Row> SHEET = Sheet.of(
            "burst",
            "Microbursts",
            "The most that came within a short time, against the speed of a link (--link).",
            Column.of(
                    "source",
                    "Source",
                    Kind.TEXT,
                    "Source address; null for all streams.",
                    r -> r.stream == null ? null : r.stream.source()),
            Column.of(
                    "group",
                    "Group",
                    Kind.TEXT,
                    "Group address; null for all streams.",
                    r -> r.stream == null ? null : r.stream.group()),
            Column.of("port", "Port", Kind.COUNT, "Destination port.", r -> r.stream == null ? null : r.stream.port()),
            Column.of("vlan", "VLAN", Kind.TEXT, "VLAN id.", r -> r.stream == null ? null : r.stream.vlan()),
            Column.of("window", "Within", Kind.DURATION, "The time looked at.", r -> r.window.nanos()),
            Column.of("max_packets", "Packets", Kind.COUNT, "Most packets within it.", r ->
                    (long) r.window.mostPackets()),
            Column.of("max_bytes", "Bytes", Kind.COUNT, "Most bytes within it.", r -> r.window.mostBytes()),
            Column.of("peak_rate", "Rate", Kind.RATE, "The same as a rate.", r -> r.window.mostRate()),
            Column.of(
                    "link_share",
                    "Of link",
                    Kind.SHARE,
                    "And as a share of the link's.",
                    r -> r.window.mostRate() / r.link),
            Column.of("time", "When", Kind.TIME, "When that was.", r -> r.window.mostNanos()),
            Column.of(
                    "link_buffer",
                    "Buffer",
                    Kind.COUNT,
                    "Bytes of buffer before the link that would have held what came faster.",
                    r -> r.buffer.most()));

    private final Window[] windows = new Window[TIMES.length];
    private final Buffer buffer;
    private final double link;

    /** @param link its speed, bits per second */
    Bursts(double link, Window.Room room) {
        this.link = link;
        buffer = new Buffer(link, Double.MAX_VALUE);
        for (int i = 0; i < TIMES.length; i++) {
            windows[i] = new Window(TIMES[i], Long.MAX_VALUE, room);
        }
    }

    void add(long now, int length) {
        for (Window window : windows) {
            window.add(now, length);
        }
        buffer.add(now, length);
    }

    /** The rate within the present 1 or 10 ms, the larger one, bits per second; a few packets make no burst. */
    double shortRate() {
        return Math.max(shortRate(0), shortRate(1));
    }

    private double shortRate(int i) {
        return windows[i].packets() < FEW ? 0 : windows[i].bytes() * NANOS / TIMES[i];
    }

    /** The rate within the present 100 ms, bits per second. */
    double rate() {
        return windows[2].bytes() * NANOS / TIMES[2];
    }

    static List<Row> rows(Bursts all, List<Stream> streams) {
        List<Row> rows = new ArrayList<>();
        all.put(null, rows);
        streams.forEach(s -> s.bursts.put(s, rows));
        return rows;
    }

    private void put(Stream stream, List<Row> rows) {
        for (Window window : windows) {
            rows.add(new Row(stream, window, buffer, link));
        }
    }
}
