package io.mcshark.cli.view;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.view.Clock;
import io.mcshark.decoder.view.LineView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;

/** The rows of the list as text, those shown lately kept. */
final class Rows {
    private static final int KEPT = 2000;

    /** The most characters kept of what a packet says. */
    private static final int MOST_TOLD = 2000;

    /** A packet in the list. */
    record Row(
            long number,
            long nanos,
            String source,
            String destination,
            String protocol,
            int length,
            String told,
            Theme.Meaning meaning,
            List<String> fields) {
        /** The address of who sent it, without a port. */
        String sender() {
            return address(source);
        }

        /** The address it goes to, without a port. */
        String group() {
            return address(destination);
        }

        private static String address(String text) {
            int dot = text.lastIndexOf('.');
            boolean port = text.contains(":")
                    ? dot > 0
                    : text.chars().filter(c -> c == '.').count() == 4;
            return port ? text.substring(0, dot) : text;
        }
    }

    private final PacketStore store;
    private final Columns columns;
    private final Map<Long, Row> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Row> eldest) {
            return size() > KEPT;
        }
    };
    private final Out out = new Out();

    Rows(PacketStore store, Columns columns) {
        this.store = store;
        this.columns = columns;
    }

    /** Forgets all: numbers or columns mean something else now. */
    void clear() {
        known.clear();
    }

    /** Makes sure that the rows of a page are known. */
    void load(long first, int count) {
        long from = first;
        while (from < first + count && known.containsKey(store.number(from))) {
            from++;
        }
        if (from < first + count && store.number(from) != 0) {
            store.each(from, (int) (first + count - from), (row, number, f) -> known.put(number, row(number, f)));
        }
    }

    /** The packet in a row; null where it is not there yet. */
    Row get(long row) {
        return known.get(store.number(row));
    }

    /** A packet as a row; below 0 are the numbers of those that have none yet. */
    Row row(long number, Frame f) {
        out.clear();
        LineView.source(f, out);
        String source = out.toString();
        out.clear();
        LineView.destination(f, out);
        String destination = out.toString();
        out.clear();
        LineView.told(f, out);
        String told = out.toString().strip();
        told = told.length() > MOST_TOLD ? told.substring(0, MOST_TOLD) + "…" : told;
        String protocol = f.protocol(f.depth() - 1).name();
        for (int i = f.depth() - 1; i > 0 && (protocol.equals("data") || protocol.startsWith("_ws")); i--) {
            protocol = f.protocol(i).name();
        }
        List<String> fields =
                columns.fields().stream().map(column -> column.value(f, out)).toList();
        return new Row(number, f.nanos(), source, destination, protocol, f.length(), told, Theme.meaning(f), fields);
    }

    /** The ways the list shows times, in the order that a key goes through them. */
    enum Times {
        CLOCK("Time"),
        DATE("Date and time"),
        UNIVERSAL("UTC"),
        EPOCH("Since 1970"),
        SINCE("Since first"),
        DELTA("Since previous");

        private final String heading;

        Times(String heading) {
            this.heading = heading;
        }

        String heading() {
            return heading;
        }

        Times next() {
            return values()[(ordinal() + 1) % values().length];
        }

        /**
         * A time in this way.
         *
         * @param reference what {@link #SINCE} counts from; {@code previous} what {@link #DELTA} does
         */
        String text(long nanos, long reference, long previous) {
            Out out = new Out();
            switch (this) {
                case CLOCK -> clock(Clock.Format.A).put(nanos, out);
                case DATE -> clock(Clock.Format.AD).put(nanos, out);
                case UNIVERSAL -> clock(Clock.Format.U).put(nanos, out);
                case EPOCH -> out.seconds(nanos);
                case SINCE -> out.seconds(nanos - reference);
                case DELTA -> out.seconds(nanos - previous);
            }
            return out.toString().strip();
        }

        private static Clock clock(Clock.Format format) {
            return new Clock(format, TimeZone.getDefault(), false);
        }
    }
}
