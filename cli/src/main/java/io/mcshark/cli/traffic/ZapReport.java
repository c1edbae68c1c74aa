package io.mcshark.cli.traffic;

import io.mcshark.decoder.report.Column;
import io.mcshark.decoder.report.Kind;
import io.mcshark.decoder.report.Quantity;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What zaps amount to: latencies by group, and what a network that snoops must and must not have let through. */
final class ZapReport {
    /** Latencies of a group, or of all, in nanoseconds. */
    record Latency(
            Target target, int zaps, int joinFailures, Figures join, int leaveFailures, Figures leave, long gapNanos) {}

    /** A phase of the test, over all rounds of a group. */
    record Phase(Target target, String name, boolean ok, int rounds, long datagrams, String text) {}

    static final Sheet<Latency> LATENCIES = Sheet.of(
            "zap",
            "Join and leave latency",
            "How long it took from joining a group to its first datagram, and from leaving it to the last.",
            Column.of("group", "Group", Kind.TEXT, "The group and port; null for all.", l -> name(l.target)),
            Column.of("zaps", "Zaps", Kind.COUNT, "How often it was joined.", Latency::zaps),
            Column.of(
                    "join_failures",
                    "No traffic",
                    Kind.COUNT,
                    "How often no datagram came within --timeout of the join.",
                    Latency::joinFailures),
            Column.of("join_min", "Join min", Kind.DURATION, "Least join latency.", l -> l.join.least()),
            Column.of("join_mean", "mean", Kind.DURATION, "Mean join latency.", l -> l.join.mean()),
            Column.of("join_p95", "p95", Kind.DURATION, "95th percentile, nearest rank.", l -> l.join.p95()),
            Column.of("join_max", "max", Kind.DURATION, "Greatest join latency.", l -> l.join.most()),
            Column.of(
                    "leave_failures",
                    "Never ended",
                    Kind.COUNT,
                    "How often datagrams still came --timeout after the leave.",
                    Latency::leaveFailures),
            Column.of(
                    "leave_min",
                    "Leave min",
                    Kind.DURATION,
                    "Least leave latency; null where the interface could not be captured on.",
                    l -> l.leave.least()),
            Column.of("leave_mean", "mean", Kind.DURATION, "Mean leave latency.", l -> l.leave.mean()),
            Column.of("leave_p95", "p95", Kind.DURATION, "95th percentile, nearest rank.", l -> l.leave.p95()),
            Column.of("leave_max", "max", Kind.DURATION, "Greatest leave latency.", l -> l.leave.most()),
            Column.<Latency>of(
                            "longest_gap",
                            "Longest gap",
                            Kind.DURATION,
                            "The longest time between two datagrams while joined: latencies are no finer than that.",
                            l -> l.gapNanos == 0 ? null : l.gapNanos)
                    .rank(1));

    static final Sheet<Phase> PHASES = Sheet.of(
            "phase",
            "Phases",
            "Whether a group is silent before it is joined, comes while it is, and ends when it is left.",
            Column.of("group", "Group", Kind.TEXT, "The group and port.", p -> name(p.target)),
            Column.of("phase", "Phase", Kind.TEXT, "before, joined, left or leak.", Phase::name),
            Column.of("ok", "Passed", Kind.FLAG, "Whether it was so in every round.", Phase::ok),
            Column.of("rounds", "Rounds", Kind.COUNT, "How many rounds it was looked at in.", Phase::rounds),
            Column.of(
                    "datagrams",
                    "Datagrams",
                    Kind.COUNT,
                    "How many came in this phase, over all rounds.",
                    Phase::datagrams),
            Column.of("text", "Result", Kind.TEXT, "What was seen.", Phase::text));

    private final Map<Target, List<Zapping>> groups = new LinkedHashMap<>();
    private final List<Zapping> all;
    private final boolean phases;
    private final boolean leaks;
    private final List<Phase> results;

    /**
     * @param phases whether the phases are judged
     * @param leaks whether a second interface was watched
     */
    ZapReport(List<Zapping> all, boolean phases, boolean leaks) {
        this.all = all;
        this.phases = phases;
        this.leaks = leaks;
        all.forEach(
                z -> groups.computeIfAbsent(z.target(), t -> new ArrayList<>()).add(z));
        this.results = results();
    }

    /** Whether every join brought traffic and every phase was as it must be. */
    boolean passed() {
        return all.stream().allMatch(Zapping::joined) && results.stream().allMatch(Phase::ok);
    }

    /** @param silenceNanos after which a group is taken to have ended */
    Report report(long silenceNanos) {
        List<Latency> rows = new ArrayList<>();
        groups.forEach((target, some) -> rows.add(latency(target, some)));
        if (groups.size() > 1) {
            rows.add(latency(null, all));
        }
        Report report = new Report();
        if (!results.isEmpty()) {
            report.add(PHASES, results);
        }
        report.add(LATENCIES, rows);
        long early = all.stream().filter(z -> z.before() > 0).count();
        if (early > 0) {
            report.say(
                    "In " + early + " of " + all.size() + " zaps the group came before it was joined: it is flooded, or"
                            + " something else on this port has joined it; the join latency is then the sender's interval only.");
        }
        long gap = all.stream().mapToLong(Zapping::gapNanos).max().orElse(0);
        if (gap > silenceNanos / 2) {
            report.say("Datagrams came as far apart as " + Quantity.duration(gap) + ": a silence of "
                    + Quantity.duration(silenceNanos) + " proves little; give a longer --silence.");
        }
        return report;
    }

    private static Latency latency(Target target, List<Zapping> some) {
        return new Latency(
                target,
                some.size(),
                count(some, Zapping::joinNanos),
                Figures.of(known(some, Zapping::joinNanos)),
                count(some, Zapping::leaveNanos),
                Figures.of(known(some, Zapping::leaveNanos)),
                some.stream().mapToLong(Zapping::gapNanos).max().orElse(0));
    }

    private static int count(List<Zapping> some, ToLongFunction<Zapping> of) {
        return (int)
                some.stream().filter(z -> of.applyAsLong(z) == Zapping.NEVER).count();
    }

    private static long[] known(List<Zapping> some, ToLongFunction<Zapping> of) {
        return some.stream().mapToLong(of).filter(nanos -> nanos >= 0).toArray();
    }

    private List<Phase> results() {
        List<Phase> results = new ArrayList<>();
        groups.forEach((target, some) -> {
            if (phases) {
                results.add(before(target, some));
                results.add(joined(target, some));
                results.add(left(target, some));
            }
            if (leaks) {
                results.add(leak(target, some));
            }
        });
        return results;
    }

    private static Phase before(Target target, List<Zapping> some) {
        long datagrams = some.stream().mapToLong(Zapping::before).sum();
        long nanos = some.stream().mapToLong(Zapping::beforeNanos).sum();
        return new Phase(
                target,
                "before",
                datagrams == 0,
                some.size(),
                datagrams,
                datagrams == 0
                        ? "silent for " + Quantity.duration(nanos)
                        : "it came without a join: flooded, or joined by something else on this port");
    }

    private static Phase joined(Target target, List<Zapping> some) {
        int failures = count(some, Zapping::joinNanos);
        Figures figures = Figures.of(known(some, Zapping::joinNanos));
        return new Phase(
                target,
                "joined",
                failures == 0,
                some.size(),
                some.stream().mapToLong(Zapping::datagrams).sum(),
                failures > 0
                        ? "nothing came in " + failures + " of " + some.size() + " rounds"
                        : "first datagram after " + Quantity.duration(figures.most())
                                + (some.size() > 1 ? " at most" : ""));
    }

    /** Where nothing came in the first place there is nothing that could end. */
    private static Phase left(Target target, List<Zapping> some) {
        List<Zapping> begun =
                some.stream().filter(z -> z.leaveNanos() != Zapping.UNKNOWN).toList();
        int failures = count(begun, Zapping::leaveNanos);
        Figures figures = Figures.of(known(begun, Zapping::leaveNanos));
        String text = begun.isEmpty()
                ? "not seen: nothing came, or it was interrupted"
                : failures > 0
                        ? "it did not end in " + failures + " of " + begun.size() + " rounds"
                        : "last datagram after " + Quantity.duration(figures.most())
                                + (begun.size() > 1 ? " at most" : "");
        return new Phase(
                target,
                "left",
                failures == 0 && !begun.isEmpty(),
                begun.size(),
                begun.stream().mapToLong(Zapping::after).sum(),
                text);
    }

    private static Phase leak(Target target, List<Zapping> some) {
        long datagrams = some.stream()
                .mapToLong(Zapping::leaked)
                .filter(count -> count > 0)
                .sum();
        return new Phase(
                target,
                "leak",
                datagrams == 0,
                some.size(),
                datagrams,
                datagrams == 0 ? "nothing on the other interface" : "it came on the other interface, too");
    }

    private static String name(Target target) {
        return target == null ? null : target.toString();
    }
}
