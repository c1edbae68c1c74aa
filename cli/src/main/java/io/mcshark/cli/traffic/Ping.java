package io.mcshark.cli.traffic;

import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.Main;
import io.mcshark.cli.Options;
import io.mcshark.cli.Quantities;
import io.mcshark.cli.ReportForm;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.protocol.ProbeWriter;
import io.mcshark.decoder.report.Sheet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code mcshark ping}: there and back to whoever reflects a group, by multicast and beside it by unicast. */
public final class Ping implements Declared {
    /** Its tables. */
    public static final List<Sheet<?>> SHEETS = List.of(Pinger.SHEET);

    private static final int USUAL_BYTES = 64;

    /** What a ping of a person's needs; a flood is sent by other means. */
    private static final long LEAST_INTERVAL_NANOS = 1_000_000L;

    private final Console console;
    private final List<String> groups = new ArrayList<>();
    private final ReportForm form = new ReportForm();
    private String device;
    private String replyGroup;
    private String interval = "1s";
    private String timeout = "1s";
    private String size = String.valueOf(USUAL_BYTES);
    private Long count;
    private int ttl = 1;
    private boolean noUnicast;
    private boolean quiet;

    public Ping(Console console) {
        this.console = console;
    }

    @Override
    public String about() {
        return "Measures there and back to the hosts that run \"mcshark reflect\" on a group, unicast beside multicast.";
    }

    @Override
    public void declare(Options options) {
        options.operands(groups, "1", "GROUP[:PORT]", "The group that is reflected.")
                .value(
                        String.class,
                        n -> device = n,
                        "IF",
                        "The interface to send on; if not told, what the routes say.",
                        "-i",
                        "--interface")
                .value(Long.class, n -> count = n, "N", "Send N probes; until Ctrl-C if not told.", "-c", "--count")
                .value(String.class, d -> interval = d, "D", "Time between probes (1s).", "--interval")
                .value(String.class, d -> timeout = d, "D", "Wait so long for the last answers (1s).", "--timeout")
                .value(Integer.class, n -> ttl = n, "N", "TTL or hop limit of what goes to the group (1).", "--ttl")
                .value(String.class, s -> size = s, "N", "Bytes of each datagram, 44 to 65000 (64).", "--size")
                .value(
                        String.class,
                        g -> replyGroup = g,
                        "GROUP:PORT",
                        "Answers come to this group: the --to of \"mcshark reflect\". No unicast beside it then.",
                        "--reply-group")
                .flag(() -> noUnicast = true, "Multicast only.", "--no-unicast")
                .flag(() -> quiet = true, "No line for each answer.", "-q", "--quiet");
        form.declare(options);
    }

    @Override
    public Integer call() throws IOException {
        form.check();
        if (count != null && count < 1) {
            throw new UserError("-c " + count + " is below 1");
        }
        if (ttl < 0 || ttl > 255) {
            throw new UserError("TTL " + ttl + " is outside 0 to 255");
        }
        long bytes = Quantities.size(size);
        if (bytes < ProbeWriter.HEADER || bytes > 65_000) {
            throw new UserError("--size " + size + " is outside " + ProbeWriter.HEADER + " to 65000");
        }
        long intervalNanos = Quantities.duration(interval).toNanos();
        if (intervalNanos < LEAST_INTERVAL_NANOS) {
            throw new UserError("--interval " + interval + " is below 1ms");
        }
        long timeoutNanos = Quantities.duration(timeout).toNanos();
        Nic nic = Nic.named(device);
        if (nic.given()) {
            Way.ready(nic);
        }
        Target target = single(groups.getFirst());
        Target back = replyGroup == null ? null : single(replyGroup);
        try (GroupSocket socket = new GroupSocket(target.ipv6(), target.on(nic), ttl, true, 0);
                Inbox inbox = back == null ? null : Way.join(List.of(back), List.of(back.on(nic)))) {
            console.err().println("pinging " + target + (nic.given() ? " on " + nic.name() : ""));
            Pinger pinger = new Pinger(
                    console, socket, target, inbox, ttl, (int) bytes - ProbeWriter.HEADER, !noUnicast, quiet);
            pinger.run(count == null ? Long.MAX_VALUE : count, intervalNanos, timeoutNanos);
            form.show(pinger.report(), console);
            if (!pinger.answered()) {
                console.err().println(Main.PREFIX + "nobody answered: is \"mcshark reflect " + target + "\" running?");
            }
            return pinger.answered() ? Main.OK : Main.NO;
        }
    }

    private static Target single(String text) {
        List<Target> all = Target.parse(text);
        if (all.size() > 1 || all.getFirst().source() != null) {
            throw new UserError("'" + text + "': one group, without a source, is wanted here");
        }
        return all.getFirst();
    }
}
