package io.mcshark.decoder.analysis.rates;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Protocols;
import io.mcshark.decoder.analysis.Analysis;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.analysis.Tuples;
import io.mcshark.decoder.report.Quantity;
import io.mcshark.decoder.report.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How many packets and bytes go to groups in each interval of time, by group, source, stream, VLAN or protocol. A frame counts
 * once, by the outermost IP packet in it that goes to a group.
 *
 * <p>Memory is bounded: {@link #MOST} series of {@link #MOST_INTERVALS} intervals. When time goes on beyond these, ten become one;
 * packets of further series count as others.
 */
public final class Rates implements Analysis {
    /** The most series; the most intervals. */
    public static final int MOST = 1_000, MOST_INTERVALS = 10_000;

    /** The finest interval, where none is asked for. */
    static final long FINEST = 1_000_000;

    private static final int FEW = 64, MERGED = 10;

    /** What makes a series. */
    public enum By {
        GROUP,
        SOURCE,
        STREAM,
        VLAN,
        PROTOCOL
    }

    private static final class Series {
        private final String name;
        private long[] packets = new long[FEW];
        private long[] bytes = new long[FEW];
        private long sum;

        Series(String name) {
            this.name = name;
        }

        void add(int i, int length) {
            if (i >= packets.length) {
                int room = Math.min(Math.max(i + 1, 2 * packets.length), MOST_INTERVALS);
                packets = Arrays.copyOf(packets, room);
                bytes = Arrays.copyOf(bytes, room);
            }
            packets[i]++;
            bytes[i] += length;
            sum += length;
        }

        void merge() {
            for (int i = 0; i < packets.length; i++) {
                long count = packets[i];
                long size = bytes[i];
                packets[i] = 0;
                bytes[i] = 0;
                packets[i / MERGED] += count;
                bytes[i / MERGED] += size;
            }
        }

        void addTo(Plot.Line line, int factor) {
            for (int i = 0; i < packets.length && i / factor < line.packets().length; i++) {
                line.packets()[i / factor] += packets[i];
                line.bytes()[i / factor] += bytes[i];
            }
        }

        boolean isEmpty() {
            return sum == 0;
        }
    }

    private final By by;
    private final Long asked;
    private final Tuples index = new Tuples(MOST);
    private final List<Series> series = new ArrayList<>();
    private final Series others = new Series(Plot.OTHERS);
    private final Datagram packet = new Datagram();
    private long width;
    private long origin = Long.MIN_VALUE;
    private long last;
    private long early;
    private boolean crowded;

    /** @param interval nanoseconds; null for what suits the length of the capture */
    public Rates(By by, Long interval) {
        this.by = by;
        asked = interval;
        width = interval == null ? FINEST : interval;
    }

    @Override
    public boolean glance(Datagram packet) {
        if (by == By.PROTOCOL && packet.isToGroup()) {
            return false; // what is in it has to be looked at
        }
        count(packet, 0);
        return true;
    }

    @Override
    public void accept(Frame f) {
        boolean more = packet.aim(f);
        while (more && !packet.isToGroup()) {
            more = packet.inner();
        }
        if (more) {
            count(packet, by == By.PROTOCOL ? protocol(f) : 0);
        }
    }

    @Override
    public void advance(long nanos) {
        last = Math.max(last, nanos);
    }

    /** The innermost protocol that has a name for what it is. */
    private static int protocol(Frame f) {
        for (int i = f.depth() - 1; i > 0; i--) {
            Protocol p = f.protocol(i);
            boolean plain = p.name().equals("data") || p.name().startsWith("_ws.");
            if (!plain && !f.isQuoted(i)) {
                return p.id();
            }
        }
        return 0;
    }

    private void count(Datagram packet, int protocol) {
        if (!packet.isToGroup()) {
            return;
        }
        if (origin == Long.MIN_VALUE) {
            origin = packet.nanos();
            last = origin;
        }
        last = Math.max(last, packet.nanos());
        long i = (packet.nanos() - origin) / width;
        if (packet.nanos() < origin) {
            early++;
            i = 0;
        }
        while (i >= MOST_INTERVALS) {
            series.forEach(Series::merge);
            others.merge();
            width *= MERGED;
            i = (packet.nanos() - origin) / width;
        }
        of(packet, protocol).add((int) i, packet.length());
    }

    private Series of(Datagram packet, int protocol) {
        int i =
                switch (by) {
                    case GROUP -> index.of(0, 0, packet.destinationHigh(), packet.destinationLow(), 0);
                    case SOURCE -> index.of(packet.sourceHigh(), packet.sourceLow(), 0, 0, 0);
                    case STREAM ->
                        index.of(
                                packet.sourceHigh(),
                                packet.sourceLow(),
                                packet.destinationHigh(),
                                packet.destinationLow(),
                                packet.isUdp() ? packet.destinationPort() : -1);
                    case VLAN -> index.of(0, 0, 0, 0, packet.vlan());
                    case PROTOCOL -> index.of(0, 0, 0, 0, protocol);
                };
        if (i < 0) {
            crowded = true;
            return others;
        }
        if (i == series.size()) {
            series.add(new Series(name(packet, protocol)));
        }
        return series.get(i);
    }

    private String name(Datagram packet, int protocol) {
        return switch (by) {
            case GROUP -> packet.destination().toString();
            case SOURCE -> packet.source().toString();
            case STREAM -> stream(packet);
            case VLAN -> packet.vlan() == 0 ? "untagged" : "VLAN " + Datagram.vlan(packet.vlan());
            case PROTOCOL -> Protocols.names().get(protocol);
        };
    }

    private static String stream(Datagram packet) {
        String group = packet.destination().toString();
        String port = packet.isUdp() ? ":" + packet.destinationPort() : "";
        return packet.source() + " > " + (packet.isIpv4() || port.isEmpty() ? group : "[" + group + "]") + port;
    }

    // ---- what came out

    /** Whether nothing was counted. */
    public boolean isEmpty() {
        return origin == Long.MIN_VALUE;
    }

    /**
     * What is to be drawn.
     *
     * @param top so many series get a line of their own
     * @param most no more intervals than this, where no interval was asked for
     */
    public Plot plot(int top, int most) {
        long span = isEmpty() ? 0 : last - origin;
        int factor = asked == null ? factor(span, most) : 1;
        long interval = width * factor;
        int count = (int) Math.min(span / interval + 1, MOST_INTERVALS);
        List<Series> ranked = new ArrayList<>(series);
        ranked.sort(Comparator.comparingLong((Series s) -> -s.sum).thenComparing(s -> s.name, Report::natural));
        List<Plot.Line> lines = new ArrayList<>();
        Plot.Line total = line("total", count);
        Plot.Line rest = line(Plot.OTHERS, count);
        boolean some = !others.isEmpty();
        others.addTo(rest, factor);
        others.addTo(total, factor);
        for (int i = 0; i < ranked.size(); i++) {
            ranked.get(i).addTo(total, factor);
            if (i < top) {
                Plot.Line line = line(ranked.get(i).name, count);
                ranked.get(i).addTo(line, factor);
                lines.add(line);
            } else {
                some = true;
                ranked.get(i).addTo(rest, factor);
            }
        }
        if (some) {
            lines.add(rest);
        }
        return new Plot(isEmpty() ? 0 : origin, interval, count, lines, total);
    }

    /** How many intervals make one so that there are at most {@code most}: 1, 2, 5, 10, 20 … */
    private int factor(long span, int most) {
        for (int ten = 1; ; ten *= 10) {
            for (int nice : new int[] {1, 2, 5}) {
                if (span / (width * ten * nice) < most) {
                    return ten * nice;
                }
            }
        }
    }

    private static Plot.Line line(String name, int count) {
        return new Plot.Line(name, new long[count], new long[count]);
    }

    /** The tables behind a plot, to be asked for, and what has to be said about it. */
    public Report report(Plot plot) {
        Report report = new Report();
        if (asked != null && width != asked) {
            report.say("Intervals are of " + Quantity.duration(width) + ": of those of " + Quantity.duration(asked)
                    + " there would be more than " + MOST_INTERVALS);
        }
        if (early > 0) {
            report.say(early + " packets that are older than the first one stand in its interval");
        }
        if (crowded) {
            report.say("More than " + MOST + " series: packets of further ones are among the others");
        }
        if (!isEmpty()) {
            plot.report(report);
        }
        return report;
    }
}
