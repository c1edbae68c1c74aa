package io.mcshark.cli.doctor;

import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.Main;
import io.mcshark.cli.Options;
import io.mcshark.cli.Quantities;
import io.mcshark.cli.UserError;
import io.mcshark.cli.traffic.Target;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.analysis.Severity;
import io.mcshark.decoder.report.Json;
import io.mcshark.decoder.report.Report;
import io.mcshark.decoder.report.Sheet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code mcshark doctor}: why this host may not receive. */
public final class Doctor implements Declared {
    /** Its tables. */
    public static final List<Sheet<?>> SHEETS = List.of(Problem.SHEET);

    private final List<String> groups = new ArrayList<>();
    private final Console console;
    private String device;
    private boolean json;
    private String listen;

    public Doctor(Console console) {
        this.console = console;
    }

    @Override
    public String about() {
        return "Tells why this host may not receive a group; changes nothing.";
    }

    @Override
    public void declare(Options options) {
        options.operands(groups, "0..1", "[SOURCE,]GROUP[:PORT]", "What is to be received; any group if not told.")
                .value(
                        String.class,
                        name -> device = name,
                        "IF",
                        "On this interface; the one the route chooses, if not told.",
                        "-i",
                        "--interface")
                .value(
                        String.class,
                        time -> listen = time,
                        "TIME",
                        "Capture for so long, too: is there a querier, is the group in a VLAN; 260s to be sure.",
                        "--listen")
                .flag(() -> json = true, "As a JSON array (docs/reports.md).", "--json");
    }

    @Override
    public Integer call() throws IOException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new UserError("doctor knows Linux only");
        }
        Host host = new LocalHost();
        Wanted wanted = wanted(host);
        Examination examination = new Examination(host, wanted);
        List<Problem> problems = new ArrayList<>(examination.run());
        if (listen != null && problems.stream().noneMatch(p -> p.id().startsWith("interface"))) {
            new Listening(wanted, Quantities.duration(listen)).run(problems);
        }
        Out out = new Out();
        if (json) {
            new Json(false).put(new Report().add(Problem.SHEET, problems), out);
            examination.unseen().forEach(line -> console.err().println("not looked at: " + line));
        } else {
            text(wanted, problems, examination.unseen(), out);
        }
        console.show(out);
        boolean bad = problems.stream().anyMatch(p -> p.severity().compareTo(Severity.WARN) >= 0);
        return bad ? Main.NO : Main.OK;
    }

    private Wanted wanted(Host host) {
        Wanted any = new Wanted(device, null, null, 0);
        if (!groups.isEmpty()) {
            Target what = Target.parse(groups.getFirst()).getFirst();
            boolean named = groups.getFirst().endsWith(":" + what.port());
            any = new Wanted(device, what.group(), what.source(), named ? what.port() : 0);
        }
        if (device != null) {
            return any;
        }
        String route = host.run("ip", any.ipv4() ? "-4" : "-6", "route", "get", any.groupText());
        if (route == null || !route.contains(" dev ")) {
            throw new UserError("no route leads to " + any.groupText() + ": name an interface with -i");
        }
        String chosen = route.replaceFirst("(?s).* dev (\\S+).*", "$1");
        return new Wanted(chosen, any.group(), any.source(), any.port());
    }

    private static void text(Wanted wanted, List<Problem> problems, List<String> unseen, Out out) {
        String what = (wanted.group() == null ? "multicast" : wanted.groupText()) + " on " + wanted.device();
        if (problems.isEmpty()) {
            out.safe("nothing on this host stands between " + what + " and a program")
                    .put('\n');
        }
        for (Problem problem : problems) {
            out.put(problem.severity().token())
                    .put("  ")
                    .safe(problem.text())
                    .put("  [")
                    .put(problem.id())
                    .put("]\n");
            out.put("      ").safe(problem.why()).put('\n');
            if (problem.mend() != null) {
                out.put("      ").safe("→ " + problem.mend()).put('\n');
            }
        }
        unseen.forEach(line -> out.safe("not looked at: " + line).put('\n'));
    }
}
