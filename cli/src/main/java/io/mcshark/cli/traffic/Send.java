package io.mcshark.cli.traffic;

import io.mcshark.cli.Console;
import io.mcshark.cli.Main;
import io.mcshark.cli.Quantities;
import io.mcshark.cli.Quantities.Rate;
import io.mcshark.cli.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mcshark send}: test datagrams to groups. */
@Command(
        name = "send",
        description = {
            "Sends UDP datagrams to multicast groups, one line of output for each.",
            "Without --count, --rate or --interval: once. With --count alone: one a second, as ping does."
                    + " With --rate or --interval alone: until Ctrl-C, a file or standard input to its end."
        },
        footer = {
            "",
            "Exit code: 0 sent; 1 replies were awaited and none came; 2 wrong usage or input.",
            "Examples:",
            "  mcshark send 239.1.2.3:5000 --text hello",
            "  mcshark send 239.1.2.3:5000 -i eth0 --ttl 4 --size 1316 --rate 20Mbps",
            "  mcshark send 224.3.29.71:10000 --text 'very important data' --await-replies 200ms",
            "  echo hello | mcshark send '[ff15::1]:5000' -i eth0 -"
        })
public final class Send implements Callable<Integer> {
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
            names = "--text",
            paramLabel = "T",
            description = "This text; without any payload option, a numbered greeting.")
    private String text;

    @Option(names = "--hex", paramLabel = "H", description = "These bytes, as 47400011 or '47 40 00:11'.")
    private String hex;

    @Option(names = "--file", paramLabel = "F", description = "This file, whole, or with --size in pieces.")
    private Path file;

    @Option(
            names = "--size",
            paramLabel = "N",
            converter = Quantities.ToSize.class,
            description = "So many bytes that count up; with --file or -, the size of the pieces.")
    private Long size;

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

    @Option(names = "--count", paramLabel = "N", description = "Send the payload N times; 0 is until Ctrl-C.")
    private Long count;

    @Option(
            names = "--rate",
            paramLabel = "R",
            converter = Quantities.ToRate.class,
            description = "To each group so many datagrams (1000pps) or payload bits (20Mbps) a second.")
    private Rate rate;

    @Option(
            names = "--interval",
            paramLabel = "D",
            converter = Quantities.ToDuration.class,
            description = "Time between datagrams (200ms, 2s); 0 is as fast as possible.")
    private Duration interval;

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
        try (Payload payload = payload(targets, stdin);
                Sender sender = new Sender(console, targets, nic, settings(), await, quiet)) {
            boolean whole;
            try {
                whole = sender.run(payload, pace(), passes(stdin));
            } finally {
                sender.summary();
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
        if (Stream.of(text != null, hex != null, file != null, stdin)
                                .filter(b -> b)
                                .count()
                        > 1
                || size != null && (text != null || hex != null)) {
            throw new UserError(
                    "send: one of --text, --hex, --file, --size and - is enough (--size also goes with --file and -)");
        }
        if (rate != null && interval != null) {
            throw new UserError("send: --rate and --interval say the same thing: one is enough");
        }
        if (stdin && count != null) {
            throw new UserError("send: standard input can be sent only once: no --count with -");
        }
        if (count != null && count < 0) {
            throw new UserError("--count " + count + " is below 0");
        }
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

    private Payload payload(List<Target> targets, boolean stdin) {
        int max = targets.stream().allMatch(Target::ipv6) ? Payload.MAX_IPV6 : Payload.MAX_IPV4;
        if (size != null) {
            fits(size, max);
        }
        if (size != null && size == 0 && (file != null || stdin)) {
            throw new UserError("--size 0 cuts into no pieces");
        }
        if (file != null) {
            return Payload.file(file, size == null ? 0 : size.intValue(), max);
        }
        if (stdin) {
            int piece = size == null ? Payload.STDIN_PIECE : size.intValue();
            return new Payload.Stream(console.in(), piece);
        }
        if (size != null) {
            return Payload.counting(size.intValue());
        }
        if (text == null && hex == null) {
            return Payload.numbered();
        }
        byte[] bytes = text != null ? text.getBytes(StandardCharsets.UTF_8) : Payload.hex(hex);
        fits(bytes.length, max);
        return Payload.of(bytes);
    }

    private static void fits(long length, int max) {
        if (length > max) {
            throw new UserError("payload too long: " + length + " bytes, a datagram over "
                    + (max == Payload.MAX_IPV6 ? "IPv6" : "IPv4") + " carries " + max + " at most");
        }
    }

    private Pace pace() {
        return rate != null ? Pace.at(rate) : interval != null ? Pace.every(interval) : Pace.usual();
    }

    /** @return how often the payload is sent, 0 for without end */
    private long passes(boolean stdin) {
        if (count != null) {
            return count;
        }
        boolean endless = (rate != null || interval != null) && file == null && !stdin;
        return endless ? 0 : 1;
    }
}
