package io.mcshark.cli.traffic;

import io.mcshark.capture.live.CaptureException;
import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.Main;
import io.mcshark.cli.Options;
import io.mcshark.cli.Quantities;
import io.mcshark.cli.ReportForm;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.report.Quantity;
import io.mcshark.decoder.report.Sheet;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** {@code mcshark zap}: how fast groups come and go, and whether they do. */
public final class Zap implements Declared {
    /** Its tables. */
    public static final List<Sheet<?>> SHEETS = List.of(ZapReport.LATENCIES, ZapReport.PHASES);

    private static final int USUAL_ROUNDS = 10, MAX_ROUNDS = 100_000;

    private final Console console;
    private final List<String> groups = new ArrayList<>();
    private final ReportForm form = new ReportForm();
    private String device;
    private String leakDevice;
    private Integer rounds;
    private String hold = "1s";
    private String pause = "1s";
    private String timeout = "5s";
    private String silence = "1s";
    private boolean phases;
    private boolean quiet;

    public Zap(Console console) {
        this.console = console;
    }

    @Override
    public String about() {
        return "Joins and leaves groups again and again: join and leave latency, and whether a switch snoops.";
    }

    @Override
    public void declare(Options options) {
        options.operands(groups, "1..*", "[SOURCE,]GROUP[:PORT][+N]", "What to join, one after the other.")
                .value(
                        String.class,
                        n -> device = n,
                        "IF",
                        "Join on this interface; if not told, what the routes say.",
                        "-i",
                        "--interface")
                .value(
                        Integer.class,
                        n -> rounds = n,
                        "N",
                        "Zap through the groups so often (10; with --phases once).",
                        "--rounds")
                .value(String.class, d -> hold = d, "D", "Stay joined so long after the first datagram (1s).", "--hold")
                .value(String.class, d -> pause = d, "D", "Wait so long before each join (1s).", "--pause")
                .value(
                        String.class,
                        d -> timeout = d,
                        "D",
                        "The first datagram must come so soon after the join, the last after the leave (5s).",
                        "--timeout")
                .value(
                        String.class,
                        d -> silence = d,
                        "D",
                        "A group has ended when nothing came for so long (1s): longer than its sender pauses.",
                        "--silence")
                .flag(
                        () -> phases = true,
                        "Test that a group is silent before the join, comes after it, and ends after the leave.",
                        "--phases")
                .value(
                        String.class,
                        n -> leakDevice = n,
                        "IF",
                        "Test that nothing of it comes on this interface meanwhile, on which nobody joins.",
                        "--leak-on")
                .flag(() -> quiet = true, "No line for each zap.", "-q", "--quiet");
        form.declare(options);
    }

    @Override
    public Integer call() throws IOException {
        form.check();
        List<Target> targets = Target.parse(groups);
        Zapper.Times times = times();
        int most = rounds == null ? phases ? 1 : USUAL_ROUNDS : rounds;
        if (most < 1 || most > MAX_ROUNDS) {
            throw new UserError("--rounds " + most + " is outside 1 to " + MAX_ROUNDS);
        }
        if (!Libc.available()) {
            throw new UserError("zap needs Linux: elsewhere the time of a join is not known");
        }
        Nic option = Nic.named(device);
        Nic other = Nic.named(leakDevice);
        List<Nic> interfaces = new ArrayList<>();
        for (Target target : targets) {
            interfaces.add(Way.to(target, option));
        }
        List<String> names = interfaces.stream().map(Nic::name).distinct().toList();
        if (names.size() > 1) {
            throw new UserError("the routes lead to " + String.join(" and ", names) + ": name one with -i");
        }
        if (leakDevice != null && names.contains(other.name())) {
            throw new UserError("--leak-on " + leakDevice + " is the interface the groups are joined on");
        }
        try (Watch watch = watch(names.getFirst(), targets);
                Watch leak = leakDevice == null ? null : new Watch(leakDevice, targets)) {
            console.err().println("zapping " + Sender.plural(targets.size(), "group") + " on " + names.getFirst());
            Zapper zapper = new Zapper(console, times, watch, leak);
            zapper.run(targets, interfaces, most, quiet ? z -> {} : this::tell);
            ZapReport report = new ZapReport(zapper.done(), phases, leak != null);
            form.show(report.report(times.silence().toNanos()), console);
            return report.passed() ? Main.OK : Main.NO;
        }
    }

    private Zapper.Times times() {
        Duration still = Quantities.duration(silence);
        Duration wait = Quantities.duration(pause);
        Zapper.Times times = new Zapper.Times(
                phases && wait.compareTo(still) < 0 ? still : wait,
                Quantities.duration(hold),
                Quantities.duration(timeout),
                still);
        if (times.timeout().isZero() || still.isZero()) {
            throw new UserError("--timeout and --silence must be longer than 0");
        }
        return times;
    }

    /** @return null when the interface cannot be captured on and it is not asked for that */
    private Watch watch(String name, List<Target> targets) throws IOException {
        try {
            return new Watch(name, targets);
        } catch (CaptureException e) {
            if (phases || leakDevice != null) {
                throw e;
            }
            console.err().println(Main.PREFIX + "no leave latency: " + e.getMessage());
            return null;
        }
    }

    private void tell(Zapping zapping) {
        StringBuilder line = new StringBuilder();
        line.append(Objects.toString(zapping.target())).append("  #").append(zapping.number());
        line.append(
                zapping.joined()
                        ? "  joined in " + Quantity.duration(zapping.joinNanos())
                        : "  nothing came after the join");
        if (zapping.leaveNanos() == Zapping.NEVER) {
            line.append(", did not end after the leave");
        } else if (zapping.leaveNanos() >= 0) {
            line.append(", left in ").append(Quantity.duration(zapping.leaveNanos()));
        }
        if (zapping.before() > 0) {
            line.append("; it came before the join, too");
        }
        console.err().println(line);
    }
}
