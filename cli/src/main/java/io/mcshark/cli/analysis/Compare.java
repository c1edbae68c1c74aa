package io.mcshark.cli.analysis;

import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.DecodeOptions;
import io.mcshark.cli.Main;
import io.mcshark.cli.Options;
import io.mcshark.cli.Quantities;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.analysis.compare.Alignment;
import io.mcshark.decoder.analysis.compare.Comparison;
import io.mcshark.decoder.analysis.compare.Pair;
import io.mcshark.decoder.filter.Filter;
import io.mcshark.decoder.filter.FilterException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** {@code mcshark compare}: which packets of one capture are in another, and how much later; or of one feed in the other. */
public final class Compare implements Declared {
    private static final int SOME = 1024;

    private final Console console;
    private final List<String> files = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final DecodeOptions decode = new DecodeOptions();
    private final ReportOptions output = new ReportOptions();
    private final FilterOption filter = new FilterOption();
    private boolean feeds;
    private String offset;

    public Compare(Console console) {
        this.console = console;
    }

    @Override
    public String about() {
        return "Compares two captures of the same traffic, or two feeds: what was lost, doubled, reordered, delayed.";
    }

    @Override
    public void declare(Options options) {
        options.operands(files, "1..2", "FILE", "Savefiles A and B; one that has both feeds.")
                .values(
                        told,
                        "GROUP:PORT=GROUP:PORT",
                        "These are the A and the B feed of a pair; may be given again.",
                        "--pair")
                .flag(() -> feeds = true, "Find out which streams are A and B feeds.", "--feeds")
                .value(
                        String.class,
                        d -> offset = d,
                        "TIME",
                        "B's clock is so much ahead of A's (-2ms: behind); 0 if they agree; estimated if not told.",
                        "--offset");
        filter.declare(options);
        decode.declare(options);
        output.declare(options);
    }

    @Override
    public Integer call() throws IOException, FilterException {
        output.check();
        if (files.size() == 1 && !feeds && told.isEmpty()) {
            throw new UserError("give a second file to compare with, or --feeds or --pair for two feeds in one");
        }
        Long given = offset();
        List<Pair> pairs =
                told.isEmpty() ? null : told.stream().map(Pairs::parse).toList();
        if (pairs != null) {
            Pairs.check(pairs);
        }
        Alignment alignment = align(pairs != null || feeds);
        if (pairs == null && feeds) {
            pairs = alignment.pairs();
        }
        if (pairs != null && pairs.isEmpty()) {
            console.err().println(Main.PREFIX + named() + ": no two streams carry the same packets");
            return Main.OK;
        }
        Comparison comparison = new Comparison(pairs, alignment, given);
        boolean damaged = run(comparison);
        if (!comparison.hasMatches() && !console.stopped()) {
            console.err().println(Main.PREFIX + named() + ": " + comparison.nothing());
        }
        output.show(comparison.report(), console);
        return damaged ? Main.ERROR : Main.OK;
    }

    private String named() {
        return String.join(" and ", files);
    }

    private Long offset() {
        if (offset == null) {
            return null;
        }
        boolean behind = offset.startsWith("-");
        long nanos = Quantities.duration(behind ? offset.substring(1) : offset).toNanos();
        return behind ? -nanos : nanos;
    }

    private Point open(int index) throws IOException, FilterException {
        Filter passed = filter.compile();
        if (passed != null && passed.needsState()) {
            throw new UserError("-Y " + filter.text() + ": compare looks at packets, not at what they mean together");
        }
        return new Point(console, files.get(Math.min(index, files.size() - 1)), decode.guessing(), passed);
    }

    // ---- first: how the captures stand to each other

    private Alignment align(boolean paired) throws IOException, FilterException {
        Alignment alignment = new Alignment(paired, files.size() == 1);
        try (Point a = open(0);
                Point b = open(1)) {
            while (some(a, alignment::first)) {}
            if (files.size() > 1) {
                while (some(b, alignment::second)) {}
            }
            if (!alignment.meet() && files.size() > 1) {
                seek(a, b, alignment);
            }
        }
        return alignment;
    }

    /** The beginnings have little in common: one of the captures began later. */
    private static void seek(Point a, Point b, Alignment alignment) throws IOException {
        while (some(a, alignment::seekFirst)) {}
        if (!alignment.isMet()) {
            while (some(b, alignment::seekSecond)) {}
        }
    }

    /** The next frames, a limited number, for a taker that may have enough; whether there is more to do. */
    private static boolean some(Point point, Predicate<Frame> taker) throws IOException {
        for (int i = 0; i < SOME; i++) {
            if (!point.next() || point.passes() && !taker.test(point.frame())) {
                return false;
            }
        }
        return true;
    }

    // ---- then: packet by packet

    /** Goes through both in the order of time, A ahead; whether a file was damaged. */
    private boolean run(Comparison comparison) throws IOException, FilterException {
        try (Point a = open(0);
                Point b = open(1)) {
            Walk walk = new Walk(comparison, a, b);
            while (walk.some()) {}
            comparison.end();
            boolean damaged = a.isDamaged();
            return files.size() > 1 && b.isDamaged() || damaged;
        }
    }

    private static final class Walk {
        private final Comparison comparison;
        private final Point a;
        private final Point b;
        private boolean moreA;
        private boolean moreB;

        Walk(Comparison comparison, Point a, Point b) throws IOException {
            this.comparison = comparison;
            this.a = a;
            this.b = b;
            moreA = a.next();
            moreB = b.next();
            if (moreA && moreB) {
                comparison.begin(a.nanos(), b.nanos());
            }
        }

        /** The next frames, a limited number; false when there are none. */
        boolean some() throws IOException {
            for (int i = 0; i < SOME; i++) {
                if (moreA && (!moreB || comparison.wants(a.nanos(), b.nanos()))) {
                    comparison.first(a.frame(), a.passes());
                    moreA = a.next();
                } else if (moreB) {
                    comparison.second(b.frame(), b.passes());
                    moreB = b.next();
                } else {
                    return false;
                }
            }
            return true;
        }
    }
}
