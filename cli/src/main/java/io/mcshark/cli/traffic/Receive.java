package io.mcshark.cli.traffic;

import io.mcshark.cli.Console;
import io.mcshark.cli.Main;
import io.mcshark.cli.Quantities;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.view.HexView;
import io.mcshark.decoder.view.TextView;
import io.mcshark.decoder.view.View;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mcshark receive}: joins groups and shows what comes. */
@Command(
        name = "receive",
        description = {
            "Joins multicast groups and shows the UDP datagrams that come, one line each, until Ctrl-C.",
            "Only datagrams to the groups asked for are heard, whatever other programs on this host have joined;"
                    + " the port is shared with them."
        },
        footer = {
            "",
            "Exit code: 0 fine; 1 an --expect was not met, or --deadline came before -c datagrams did; 2 wrong usage or input.",
            "Examples:",
            "  mcshark receive 239.1.2.3:5000 -i eth0",
            "  mcshark receive 10.0.0.7,232.1.1.1:5000 -i eth0 --deadline 5s --expect 'packets>=1'",
            "  mcshark receive 224.3.29.71:10000 --ack",
            "  mcshark receive '[ff15::1]:5000+4' -i eth0 -q --deadline 10s"
        })
public final class Receive implements Callable<Integer> {
    private static final int MAX_GROUPS_NAMED = 3;

    @Parameters(
            arity = "1..*",
            paramLabel = "[SOURCE,]GROUP[:PORT][+N]",
            description = "What to join: 239.1.2.3:5000, [ff15::1]:5000, 10.0.0.7,232.1.1.1:5000 from that source only,"
                    + " 239.1.2.3:5000+20 for twenty groups from there; port "
                    + Target.DEFAULT_PORT
                    + " if none.")
    private List<String> groups;

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "IF",
            description = "The interface to join on; by default what the routes say.")
    private String interfaceName;

    @Option(names = "--ack", description = "Answer each datagram with \"ack\", from the group's port.")
    private boolean ack;

    @Option(names = "--reply", paramLabel = "T", description = "Answer each datagram with this text.")
    private String reply;

    @Option(
            names = "--exec",
            paramLabel = "CMD",
            description =
                    "Answer with the output of this shell command, which reads the payload; 10 s at most, one at a time.")
    private String exec;

    @Option(
            names = {"-c", "--count"},
            paramLabel = "N",
            description = "End after N datagrams.")
    private Long count;

    @Option(
            names = "--deadline",
            paramLabel = "D",
            converter = Quantities.ToDuration.class,
            description = "End after so long (200ms, 2s, 1m).")
    private Duration deadline;

    @Option(
            names = "--expect",
            paramLabel = "EXPR",
            description = "Exit with 1 unless this holds at the end: packets, bytes, senders or groups compared with a"
                    + " number, joined by &&, as 'packets>=10 && senders==1'.")
    private String expect;

    @Option(
            names = "--buffer",
            paramLabel = "SIZE",
            converter = Quantities.ToSize.class,
            description = "Receive buffer of each group's socket (4M); what the system grants instead is said.")
    private Long buffer;

    @Option(names = "-x", description = "Show payloads in hexadecimal and characters.")
    private boolean dump;

    @Option(names = "-A", description = "Show payloads as text.")
    private boolean text;

    @Option(
            names = {"-q", "--quiet"},
            description = "Only the summary.")
    private boolean quiet;

    private final Console console;

    public Receive(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (Stream.of(ack, reply != null, exec != null).filter(b -> b).count() > 1) {
            throw new UserError("receive: one of --ack, --reply and --exec is enough");
        }
        if (count != null && count < 1) {
            throw new UserError("-c " + count + " is below 1");
        }
        if (buffer != null && (buffer < 1 || buffer > 1 << 29)) {
            throw new UserError("--buffer is outside 1 to 512M");
        }
        Expectation expectation = expect == null ? null : new Expectation(expect);
        List<Target> targets = withoutCovered(Target.parse(groups));
        Nic nic = Nic.named(interfaceName);
        List<Nic> interfaces = targets.stream().map(t -> t.on(nic)).toList();
        try (Inbox inbox = Inbox.open(targets, interfaces, buffer == null ? 0 : buffer.intValue())) {
            announce(targets, nic, inbox);
            Receiver receiver = new Receiver(console, inbox, interfaces, responder(), quiet ? null : views());
            boolean whole;
            try {
                whole = receiver.run(count == null ? Long.MAX_VALUE : count, deadline);
            } finally {
                receiver.summary();
            }
            String unmet = expectation == null ? null : expectation.unmet(receiver.tally());
            if (unmet != null) {
                console.err().println("mcshark: expected " + unmet);
            }
            return whole && unmet == null ? Main.OK : Main.NO;
        }
    }

    /** A group asked for with and without a source would be heard twice. */
    private static List<Target> withoutCovered(List<Target> targets) {
        Set<Target> all = new HashSet<>(targets);
        return targets.stream()
                .filter(t -> t.source() == null || !all.contains(new Target(null, t.group(), t.port(), t.scope())))
                .toList();
    }

    private void announce(List<Target> targets, Nic nic, Inbox inbox) {
        String what = targets.size() > MAX_GROUPS_NAMED
                ? targets.getFirst() + " and " + Sender.plural(targets.size() - 1, "other group")
                : String.join(" ", targets.stream().map(Target::toString).toList());
        console.err().println("receiving " + what + (nic.given() ? " on " + nic.name() : ""));
        if (nic.given() && nic.down()) {
            console.err().println("mcshark: " + nic.name() + " is down: nothing comes until it is up");
        }
        if (buffer != null && inbox.bufferBytes() < buffer) {
            console.err()
                    .println("mcshark: the receive buffer is " + inbox.bufferBytes() + " bytes, not " + buffer
                            + ": raise net.core.rmem_max or run as root");
        }
    }

    /** @return null when nothing is to be answered */
    private Responder responder() {
        if (exec != null) {
            return new Responder.Program(exec, console);
        }
        return ack ? Responder.fixed("ack") : reply != null ? Responder.fixed(reply) : null;
    }

    private List<View> views() {
        List<View> views = new ArrayList<>();
        if (dump) {
            views.add(new HexView(HexView.Part.FRAME));
        }
        if (text) {
            views.add(new TextView());
        }
        return views;
    }
}
