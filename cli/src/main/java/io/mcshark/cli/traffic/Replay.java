package io.mcshark.cli.traffic;

import io.mcshark.capture.PacketReader;
import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.DisplayFilters;
import io.mcshark.cli.Main;
import io.mcshark.cli.Options;
import io.mcshark.cli.Quantities;
import io.mcshark.cli.Quantities.Rate;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.filter.Filter;
import io.mcshark.decoder.filter.FilterException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code mcshark replay}: what was recorded, sent again. */
public final class Replay implements Declared {
    private static final String STDIN = "-";

    private final Console console;
    private final List<String> files = new ArrayList<>();
    private final List<String> maps = new ArrayList<>();
    private String device;
    private String to;
    private String filter;
    private String rate;
    private Double speed;
    private Integer ttl;
    private Integer sourcePort;
    private long loops = 1;
    private boolean frames;
    private boolean topSpeed;
    private boolean noLoop;

    public Replay(Console console) {
        this.console = console;
    }

    @Override
    public String about() {
        return "Sends the multicast UDP datagrams of a savefile again, to the same groups or to others.";
    }

    @Override
    public void declare(Options options) {
        options.operands(files, "1", "FILE", "The savefile; - is standard input.")
                .value(String.class, t -> to = t, "GROUP[:PORT]", "Send all of it to this group.", "--to")
                .values(
                        maps,
                        "G[:P]=G[:P]",
                        "Send what went to the first group to the second; may be given again.",
                        "--map")
                .value(
                        String.class,
                        n -> device = n,
                        "IF",
                        "The interface to send on; if not told, what the routes say.",
                        "-i",
                        "--interface")
                .value(Double.class, x -> speed = x, "X", "So many times as fast as it was recorded (1).", "--speed")
                .value(
                        String.class,
                        r -> rate = r,
                        "R",
                        "At a fixed pace: datagrams (1000pps) or payload bits (20Mbps) a second.",
                        "--rate")
                .flag(() -> topSpeed = true, "As fast as possible.", "--top-speed")
                .value(Long.class, n -> loops = n, "N", "Send it so often; 0 is until Ctrl-C.", "--loop")
                .value(Integer.class, n -> ttl = n, "N", "TTL or hop limit (1; with --frames as recorded).", "--ttl")
                .value(
                        Integer.class,
                        p -> sourcePort = p,
                        "P",
                        "Send from this port; by default any free one.",
                        "--source-port")
                .flag(() -> noLoop = true, "Keep the datagrams from receivers on this host.", "--no-loop")
                .flag(
                        () -> frames = true,
                        "Frame by frame, with the recorded sources, as Ethernet frames on -i IF; needs root.",
                        "--frames")
                .value(
                        String.class,
                        f -> filter = f,
                        "FILTER",
                        "Only packets that pass this display filter.",
                        "-Y",
                        "--display-filter");
    }

    @Override
    public Integer call() throws IOException, FilterException {
        Rate fixed = pace();
        if (loops < 0 || files.getFirst().equals(STDIN) && loops != 1) {
            throw new UserError(loops < 0 ? "--loop " + loops + " is below 0" : "standard input can be sent only once");
        }
        if (ttl != null && (ttl < 0 || ttl > 255)) {
            throw new UserError("TTL " + ttl + " is outside 0 to 255");
        }
        if (sourcePort != null && (sourcePort < 1 || sourcePort > 65535)) {
            throw new UserError("source port " + sourcePort + " is outside 1 to 65535");
        }
        if (frames && (device == null || sourcePort != null || noLoop)) {
            throw new UserError(
                    device == null
                            ? "--frames: name an interface with -i"
                            : "--frames keeps the recorded ports, and this host does not hear it: no --source-port, no --no-loop");
        }
        Redirect redirect = new Redirect(to, maps);
        Filter kept = filter == null ? null : DisplayFilters.compile(filter);
        Nic nic = Nic.named(device);
        if (nic.given()) {
            Way.ready(nic);
        }
        try (Exit exit = exit(nic)) {
            double factor = topSpeed ? Double.POSITIVE_INFINITY : speed == null ? 1 : speed;
            Replayer replayer = new Replayer(console, exit, redirect, factor, fixed);
            try {
                run(replayer, kept);
            } finally {
                if (replayer.datagrams() > 0) {
                    replayer.summary();
                }
            }
            return Main.OK;
        }
    }

    private void run(Replayer replayer, Filter kept) throws IOException {
        for (long pass = 0; (loops == 0 || pass < loops) && !console.stopped(); pass++) {
            try (PacketReader reader = open()) {
                boolean whole = replayer.run(new Recording(reader, kept, frames));
                if (whole && reader.damage() != null) {
                    throw new UserError(files.getFirst() + ": " + reader.damage());
                }
            }
            if (replayer.datagrams() == 0 && !console.stopped()) {
                throw new UserError("no UDP datagram to a multicast group in " + files.getFirst()
                        + (filter == null ? "" : " passes the filter") + replayer.leftOut());
            }
        }
    }

    private Rate pace() {
        if ((rate == null ? 0 : 1) + (speed == null ? 0 : 1) + (topSpeed ? 1 : 0) > 1) {
            throw new UserError("replay: one of --speed, --rate and --top-speed is enough");
        }
        if (speed != null && !(speed > 0 && speed <= 1e6 && speed >= 1e-6)) {
            throw new UserError("--speed " + speed + " is outside 0.000001 to 1000000");
        }
        return rate == null ? null : Quantities.rate(rate);
    }

    private Exit exit(Nic nic) throws IOException {
        if (frames) {
            return new Exit.Frames(nic.name(), ttl == null ? -1 : ttl);
        }
        return new Exit.Sockets(nic, ttl == null ? 1 : ttl, !noLoop, sourcePort == null ? 0 : sourcePort);
    }

    private PacketReader open() throws IOException {
        String file = files.getFirst();
        if (!file.equals(STDIN)) {
            return PacketReader.open(Path.of(file));
        }
        PacketReader reader = PacketReader.open(console.in(), "standard input");
        console.closeOnStop(reader); // a quiet pipe would not let go
        return reader;
    }
}
