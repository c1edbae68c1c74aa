package io.mcshark.cli.traffic;

import io.mcshark.cli.Console;
import io.mcshark.cli.Main;
import io.mcshark.cli.Quantities;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.report.Sheet;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mcshark send}: test datagrams to groups. */
@Command(
        name = "send",
        description = {
            "Sends UDP datagrams to multicast groups, one line of output for each.",
            "Without --count, --rate, --interval, --burst or --preset: once. With --count alone: one a second, as ping does."
                    + " With --rate, --interval or --burst alone: until Ctrl-C, a file or standard input to its end."
        },
        footer = {
            "",
            "Exit code: 0 sent; 1 replies were awaited and none came; 2 wrong usage or input.",
            "Examples:",
            "  mcshark send 239.1.2.3:5000 --text hello",
            "  mcshark send 239.1.2.3:5000 -i eth0 --ttl 4 --size 1316 --rate 20Mbps",
            "  mcshark send 239.1.2.3:5000 --probe --size 1316 --rate 1000pps -q      # and receive tells what was lost",
            "  mcshark send 239.1.2.3:5004 --rtp --ts --rate 400pps --lose 1%% --seed 7 -q",
            "  mcshark send 224.3.29.71:10000 --text 'very important data' --await-replies 200ms",
            "  echo hello | mcshark send '[ff15::1]:5000' -i eth0 -"
        })
public final class Send implements Callable<Integer> {
    /** Its tables. */
    public static final List<Sheet<?>> SHEETS = List.of(SendReport.SHEET);

    @Parameters(
            arity = "1..*",
            paramLabel = "GROUP[:PORT]|-",
            description =
                    "Where to: 239.1.2.3:5000, [ff15::1]:5000, 239.1.2.3:5000+3 for three groups from there; port "
                            + Target.DEFAULT_PORT
                            + " if none. A - sends standard input: what one read gives is one datagram (as with socat: "
                            + Payload.STDIN_PIECE
                            + " bytes at most, or --size), so that a line typed is one.")
    private List<String> groups;

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "IF",
            description = "The interface to send from; by default what the routes say.")
    private String interfaceName;

    @Option(
            names = "--ttl",
            paramLabel = "N",
            defaultValue = "1",
            description = "TTL or hop limit, 0 to 255 (default 1).")
    private int ttl;

    @Option(names = "--source-port", paramLabel = "P", description = "Send from this port; by default any free one.")
    private Integer sourcePort;

    @Option(names = "--no-loop", description = "Keep the datagrams from receivers on this host.")
    private boolean noLoop;

    @Option(
            names = "--dscp",
            paramLabel = "N",
            defaultValue = "0",
            description = "DSCP, 0 to 63 or a name: EF, AF41, CS5.")
    private String dscp;

    @Mixin
    private final PayloadOptions what = new PayloadOptions();

    @Mixin
    private final PaceOptions when = new PaceOptions();

    @Mixin
    private final FaultOptions faults = new FaultOptions();

    @Option(
            names = "--await-replies",
            paramLabel = "D",
            converter = Quantities.ToDuration.class,
            description = "Show what comes back, until none has come for so long.")
    private Duration await;

    @Option(
            names = {"-q", "--quiet"},
            description = "Only the summary.")
    private boolean quiet;

    @Option(names = "--json", description = "The summary as a JSON array on standard output, and no lines.")
    private boolean json;

    private final Console console;

    public Send(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        boolean stdin = groups.contains("-");
        List<Target> targets =
                Target.parse(groups.stream().filter(g -> !g.equals("-")).toList());
        checked(targets, stdin);
        Nic nic = Nic.named(interfaceName);
        Outlet.Settings settings = settings();
        Stamp stamp = what.stamp(settings.trafficClass());
        int max = targets.stream().allMatch(Target::ipv6) ? Payload.MAX_IPV6 : Payload.MAX_IPV4;
        Sender.Settings how =
                new Sender.Settings(settings, stamp, faults.settings(), faults.sweep(), await, quiet || json);
        try (Payload payload = what.payload(console, max, stamp.room());
                Sender sender = new Sender(console, targets, nic, how)) {
            boolean whole;
            try {
                whole = sender.run(payload, when.pace(), when.passes(stdin, what.isFile()));
            } finally {
                sender.finish(json);
            }
            return whole && await != null && sender.replies() == 0 ? Main.NO : Main.OK;
        }
    }

    private void checked(List<Target> targets, boolean stdin) {
        if (targets.isEmpty()) {
            throw new UserError("send: no group to send to, as in 239.1.2.3:5000");
        }
        for (Target target : targets) {
            if (target.source() != null) {
                throw new UserError("'" + target + "': a sender chooses its own source with -i, not before a comma");
            }
        }
        when.check(stdin, what.isFile());
        what.check(stdin, when.size());
    }

    private Outlet.Settings settings() {
        if (ttl < 0 || ttl > 255) {
            throw new UserError("TTL " + ttl + " is outside 0 to 255");
        }
        if (sourcePort != null && (sourcePort < 1 || sourcePort > 65535)) {
            throw new UserError("source port " + sourcePort + " is outside 1 to 65535");
        }
        return new Outlet.Settings(ttl, !noLoop, Dscp.parse(dscp), sourcePort == null ? 0 : sourcePort);
    }
}
