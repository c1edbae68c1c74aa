package io.mcshark.cli.traffic;

import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.Main;
import io.mcshark.cli.Options;
import io.mcshark.cli.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code mcshark reflect}: the other end of {@code mcshark ping}. */
public final class Reflect implements Declared {
    private final Console console;
    private final List<String> groups = new ArrayList<>();
    private String device;
    private String to;
    private int ttl = 1;
    private Long count;

    public Reflect(Console console) {
        this.console = console;
    }

    @Override
    public String about() {
        return "Sends back what comes for a group, so that \"mcshark ping\" can measure there and back.";
    }

    @Override
    public void declare(Options options) {
        options.operands(groups, "1..*", "[SOURCE,]GROUP[:PORT][+N]", "What to join and answer.")
                .value(
                        String.class,
                        n -> device = n,
                        "IF",
                        "The interface to join on; if not told, what the routes say.",
                        "-i",
                        "--interface")
                .value(String.class, t -> to = t, "GROUP:PORT", "Answer to this group, not to the sender.", "--to")
                .value(Integer.class, n -> ttl = n, "N", "TTL or hop limit of answers to a group (1).", "--ttl")
                .value(
                        Long.class,
                        n -> count = n,
                        "N",
                        "End after N answers to datagrams for a group.",
                        "-c",
                        "--count");
    }

    @Override
    public Integer call() throws IOException {
        if (ttl < 0 || ttl > 255) {
            throw new UserError("TTL " + ttl + " is outside 0 to 255");
        }
        if (count != null && count < 1) {
            throw new UserError("-c " + count + " is below 1");
        }
        List<Target> targets = Target.parse(groups);
        Nic nic = Nic.named(device);
        if (nic.given()) {
            Way.ready(nic);
        }
        List<Nic> interfaces = targets.stream().map(t -> t.on(nic)).toList();
        Target back = back(targets);
        try (Inbox inbox = Way.join(targets, interfaces);
                Reflector reflector = new Reflector(console, inbox, socket(back, nic), back)) {
            console.err()
                    .println("reflecting " + String.join(" ", groups) + (nic.given() ? " on " + nic.name() : "")
                            + (back == null ? "" : " to " + back));
            try {
                reflector.run(
                        count == null ? Long.MAX_VALUE : count,
                        targets.stream().anyMatch(t -> !t.ipv6()),
                        targets.stream().anyMatch(Target::ipv6));
            } finally {
                reflector.summary();
            }
        }
        return Main.OK;
    }

    private Target back(List<Target> targets) {
        if (to == null) {
            return null;
        }
        List<Target> all = Target.parse(to);
        if (all.size() > 1 || all.getFirst().source() != null) {
            throw new UserError("--to " + to + ": one group is wanted here");
        }
        if (targets.stream()
                .anyMatch(t -> t.group().equals(all.getFirst().group())
                        && t.port() == all.getFirst().port())) {
            throw new UserError("--to " + to + " is a group that is answered: it would answer itself without end");
        }
        return all.getFirst();
    }

    private GroupSocket socket(Target back, Nic nic) throws IOException {
        return back == null ? null : new GroupSocket(back.ipv6(), back.on(nic), ttl, true, 0);
    }
}
