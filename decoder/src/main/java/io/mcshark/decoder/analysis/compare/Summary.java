package io.mcshark.decoder.analysis.compare;

import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Quantity;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** The streams of a comparison as tables, and all of them in one sentence. */
final class Summary {
    /** A stream that only one of the points has. */
    record Single(String at, Pair.End end, long packets) {}

    static final Sheet<Single> SINGLES = Sheet.of(
            "unpaired",
            "Only at one point",
            "A stream of which no packet is in the other capture, in the time that both cover.",
            Column.of("at", "At", Kind.TEXT, "The point that has it: A or B.", Single::at),
            Column.of("source", "Source", Kind.TEXT, "Its source; null where any is meant.", s -> s.end.source()),
            Column.of("group", "Group", Kind.TEXT, "Its group.", s -> s.end.group()
                    .toString()),
            Column.of("port", "Port", Kind.COUNT, "Its UDP port.", s -> s.end.port()),
            Column.of("packets", "Packets", Kind.COUNT, "Its packets.", Single::packets));

    private final List<Twin> both;
    private final boolean feeds;

    Summary(List<Twin> twins, boolean feeds) {
        both = sorted(twins).stream().filter(twin -> twin.matched() > 0).toList();
        this.feeds = feeds;
    }

    private static List<Twin> sorted(List<Twin> some) {
        return some.stream().sorted(Comparator.comparing(twin -> twin.a)).toList();
    }

    static List<Single> singles(List<Twin> twins) {
        List<Single> all = new ArrayList<>();
        for (Twin twin : sorted(twins)) {
            if (twin.matched() == 0 && twin.packetsA() > 0) {
                all.add(new Single(Missing.AT_A, twin.a, twin.packetsA()));
            }
            if (twin.matched() == 0 && twin.packetsB() > 0) {
                all.add(new Single(Missing.AT_B, twin.b, twin.packetsB()));
            }
        }
        return all;
    }

    /** The streams that both points have, with the sentence. */
    Report report() {
        Report report = new Report().add(feeds ? Twin.FEEDS : Twin.POINTS, both);
        if (!both.isEmpty()) {
            report.say((both.size() == 1 ? "1 stream: " : both.size() + " streams: ") + (feeds ? feeds() : points()));
        }
        return report;
    }

    private long sum(ToLongFunction<Twin> of) {
        return both.stream().mapToLong(of).sum();
    }

    private static String share(long part, long of) {
        return part + " (" + Quantity.share((double) part / of) + ")";
    }

    private String points() {
        long a = sum(Twin::packetsA);
        return a + " packets at A, " + sum(Twin::matched) + " of them at B: lost " + share(sum(Twin::lost), a) + ", "
                + sum(Twin::duplicates) + " duplicated, " + sum(Twin::reordered) + " reordered, " + sum(Twin::extras)
                + " only at B";
    }

    private String feeds() {
        long matched = sum(Twin::matched);
        long all = matched + sum(Twin::lost) + sum(Twin::extras);
        boolean numbers = both.stream().anyMatch(twin -> twin.numbering != null);
        return all + " packets, " + matched + " on both feeds; A lost " + share(sum(Twin::extras), all) + ", B lost "
                + share(sum(Twin::lost), all)
                + (numbers ? ", both lost " + sum(Twin::holes) : "; without numbers nobody knows what both lost");
    }
}
