package io.mcshark.cli.traffic;

import io.mcshark.cli.Console;
import io.mcshark.cli.Main;
import io.mcshark.cli.Quantities;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.report.Sheet;
import io.mcshark.decoder.view.HexView;
import io.mcshark.decoder.view.TextView;
import io.mcshark.decoder.view.View;
import java.io.IOException;
import java.net.InetAddress;
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
            "Joins multicast groups and shows the UDP datagrams that come, one line each, until Ctrl-C. At the end, of each"
                    + " sender of probes (send --probe) or RTP: what was lost, repeated, reordered, how late and how far.",
            "Only datagrams to the groups asked for are heard, whatever other programs on this host have joined;"
                    + " the port is shared with them."
        },
        footer = {
            "",
            "Exit code: 0 fine; 1 an --expect was not met, or --deadline came before -c datagrams did; 2 wrong usage or input.",
            "Examples:",
            "  mcshark receive 239.1.2.3:5000 -i eth0",
            "  mcshark receive 10.0.0.7,232.1.1.1:5000 -i eth0 --deadline 5s --expect 'packets>=1'",
            "  mcshark receive 239.1.2.3:5000 -q --deadline 10s --expect 'packets>=9000 && loss<0.1%% && reordered==0'",
            "  mcshark receive 239.1.2.3:5000 -i eth0 -i eth1 --history",
            "  sudo mcshark receive 239.1.2.3:5000 -i eth0 -q --capture --deadline 10s     # lost here, or before?",
            "  mcshark receive 224.3.29.71:10000 --ack",
            "  mcshark receive '[ff15::1]:5000+4' -i eth0 -q --deadline 10s"
        })
public final class Receive implements Callable<Integer> {
    /** Its tables. */
    public static final List<Sheet<?>> SHEETS = List.of(ReceiveReport.TOTAL, ReceiveReport.FLOWS, WireReport.SHEET);

    private static final int MAX_GROUPS_NAMED = 3;

    /** A fifth of a second of 100 Mbit/s in small datagrams: a pause of this program is longer than the system's usual buffer. */
    private static final int USUAL_BUFFER = 4 << 20;

    @Parameters(
            arity = "1..*",
            paramLabel = "[SOURCE,…]GROUP[:PORT][+N]",
            description = "What to join: 239.1.2.3:5000, [ff15::1]:5000, 10.0.0.7,232.1.1.1:5000 from that source only"
                    + " (several with commas: INCLUDE),"
                    + " 239.1.2.3:5000+20 for twenty groups from there; port "
                    + Target.DEFAULT_PORT
                    + " if none.")
    private List<String> groups;

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "IF",
            split = ",",
            description = "The interface to join on, or several; by default what the routes say.")
    private List<String> interfaceNames = List.of();

    @Option(
            names = "--exclude",
            paramLabel = "SOURCE",
            split = ",",
            description = "All senders but this one, or several (EXCLUDE).")
    private List<String> excluded = List.of();

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
            description = "Exit with 1 unless this holds at the end: packets, bytes, senders, groups, lost, loss,"
                    + " duplicate, reordered, corrupt, jitter, delay (the largest), each compared with a value, joined"
                    + " by &&, as 'packets>=10 && loss<1%% && delay<20ms'.")
    private String expect;

    @Option(
            names = "--buffer",
            paramLabel = "SIZE",
            converter = Quantities.ToSize.class,
            description =
                    "Receive buffer of each group's socket (4M if not told); what the system grants instead is said.")
    private Long buffer;

    @Option(
            names = "--capture",
            description =
                    "Also capture on the interfaces (-i), and say at the end what was lost in the network and what in"
                            + " this host: socket buffer, rp_filter, firewall.")
    private boolean capture;

    @Option(names = "-x", description = "Show payloads in hexadecimal and characters.")
    private boolean dump;

    @Option(names = "-A", description = "Show payloads as text.")
    private boolean text;

    @Option(
            names = "--history",
            description = "A character for each datagram instead of a line: " + History.LEGEND + ".")
    private boolean history;

    @Option(
            names = {"-q", "--quiet"},
            description = "Only the summary.")
    private boolean quiet;

    @Option(names = "--silent", description = "Nothing at all but what goes wrong; the exit code tells.")
    private boolean silent;

    @Option(names = "--json", description = "The summary as a JSON array on standard output, and no lines.")
    private boolean json;

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
        if (Stream.of(history, silent, json).filter(b -> b).count() > 1) {
            throw new UserError("receive: one of --history, --silent and --json is enough");
        }
        List<Joined> joined = joined();
        if (capture && interfaceNames.isEmpty()) {
            throw new UserError("receive --capture needs an interface to capture on: -i IF");
        }
        List<Wire> wires = new ArrayList<>();
        try {
            return receive(joined, expectation, wires);
        } finally {
            Membership.closeAll(wires);
        }
    }

    private int receive(List<Joined> joined, Expectation expectation, List<Wire> wires) throws IOException {
        if (capture) {
            for (Nic nic : joined.stream().map(Joined::nic).distinct().toList()) {
                wires.add(new Wire(
                        nic,
                        joined.stream().filter(one -> one.nic().equals(nic)).toList()));
            }
        }
        try (Inbox inbox = Inbox.open(joined, buffer == null ? USUAL_BUFFER : buffer.intValue());
                CrossTalk strangers = CrossTalk.watch(joined)) {
            if (!silent) {
                announce(joined, inbox);
            }
            boolean shown = !quiet && !silent && !json && !history;
            Receiver receiver = new Receiver(
                            console,
                            inbox,
                            joined.stream().map(Joined::nic).toList(),
                            responder(),
                            shown ? views() : null,
                            history ? new History(console) : null,
                            strangers)
                    .beside(wires)
                    .silent(silent);
            boolean whole;
            try {
                whole = receiver.run(count == null ? Long.MAX_VALUE : count, deadline);
            } finally {
                if (json) {
                    receiver.json();
                } else if (!silent) {
                    receiver.summary();
                }
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

    private List<Joined> joined() {
        List<Target> targets = withoutCovered(Target.parse(groups));
        List<InetAddress> sources = excluded.stream().map(Target::source).toList();
        if (!sources.isEmpty() && targets.stream().anyMatch(t -> t.source() != null)) {
            throw new UserError("receive: --exclude does not go with a group that names its source");
        }
        List<Nic> nics = interfaceNames.stream().map(Nic::named).distinct().toList();
        nics.forEach(Way::takesPart);
        List<Joined> all = new ArrayList<>();
        for (Target target : targets) {
            List<InetAddress> unwanted = sources.stream()
                    .filter(s -> s.getAddress().length == target.group().getAddress().length)
                    .toList();
            for (Nic nic : nics.isEmpty() ? List.of(Nic.ANY) : nics) {
                all.add(new Joined(target, target.on(nic), unwanted));
            }
        }
        return all;
    }

    private void announce(List<Joined> joined, Inbox inbox) {
        List<String> targets =
                joined.stream().map(j -> j.target().toString()).distinct().toList();
        List<Nic> nics =
                joined.stream().map(Joined::nic).filter(Nic::given).distinct().toList();
        String what = targets.size() > MAX_GROUPS_NAMED
                ? targets.getFirst() + " and " + Sender.plural(targets.size() - 1, "other group")
                : String.join(" ", targets);
        String on = interfaceNames.isEmpty()
                ? ""
                : " on " + String.join(", ", nics.stream().map(Nic::name).toList());
        console.err().println("receiving " + what + on);
        for (Nic nic : nics) {
            if (nic.down()) {
                console.err().println("mcshark: " + nic.name() + " is down: nothing comes until it is up");
            }
        }
        if (history) {
            console.err().println(History.LEGEND);
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
