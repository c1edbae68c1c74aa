package io.mcshark.cli;

import io.mcshark.capture.PacketReader;
import io.mcshark.capture.live.CaptureSettings;
import io.mcshark.capture.live.Counts;
import io.mcshark.capture.live.LiveCapture;
import io.mcshark.cli.hooks.Hooks;
import io.mcshark.cli.hooks.Watching;
import io.mcshark.cli.traffic.Membership;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.filter.Filter;
import io.mcshark.decoder.filter.FilterException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code mcshark capture}: captures on interfaces until Ctrl-C or a limit. */
public final class Capture implements Declared {
    private final LiveOptions live = new LiveOptions();
    private final Hooks hooks = new Hooks();
    private final List<String> words = new ArrayList<>();
    private final Console console;
    private final OutputOptions output = new OutputOptions();
    private final DecodeOptions decode = new DecodeOptions();
    private String filter;
    private boolean interfaces;
    private boolean linkTypes;
    private boolean timestampTypes;

    Capture(Console console) {
        this.console = console;
    }

    @Override
    public String about() {
        return "Captures packets on interfaces: IP multicast, unless told otherwise.";
    }

    @Override
    public void declare(Options options) {
        live.declare(options);
        hooks.declare(options);
        options.operands(words, "0..*", "BPF", "Capture filter, as with -f.")
                .flag(() -> interfaces = true, "List the interfaces.", "-D", "--list-interfaces")
                .flag(() -> linkTypes = true, "List the link types of -i.", "-L", "--list-data-link-types")
                .flag(() -> timestampTypes = true, "List the time stamp types of -i.", "-J", "--list-time-stamp-types")
                .value(
                        String.class,
                        text -> filter = text,
                        "FILTER",
                        "Show only packets that pass this display filter; what is written by -w are all.",
                        "-Y");
        decode.declare(options);
        output.declare(options);
    }

    @Override
    public Integer call() throws IOException, FilterException {
        if (interfaces || linkTypes || timestampTypes) {
            return list();
        }
        live.filter(words);
        live.checkJoins();
        hooks.check(live.live());
        Filter shown = filter == null ? null : DisplayFilters.compile(filter);
        output.writes(live.target());
        boolean shows = !live.writes() || output.asks();
        PacketLoop loop = shows ? new PacketLoop(console, new Frame(decode.settings()), shown, output).drain() : null;
        CaptureSettings settings = live.settings(console);
        try (LiveCapture capture = LiveCapture.start(settings)) {
            console.onStop(capture::stop);
            console.err().println(Main.PREFIX + "capturing on " + String.join(", ", live.interfaces()));
            List<Membership> members = live.join();
            try (Watching watching = hooks.watch(console, capture, decode.guessing())) {
                if (shows) {
                    show(capture, loop);
                }
                capture.await();
                members.forEach(Membership::close);
                watching.settle();
            }
            report(capture);
            if (capture.failure().isPresent()) {
                throw new UserError(capture.failure().get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Main.OK;
    }

    /** Shows packets as they come; when the reader of our output goes away, the capture ends. */
    private static void show(LiveCapture capture, PacketLoop loop) throws IOException {
        try (PacketReader reader = capture.reader()) {
            loop.begin();
            loop.run(reader, Long.MAX_VALUE);
            loop.end();
        } catch (IOException e) {
            capture.stop();
            throw e;
        }
    }

    private int list() throws IOException {
        if (interfaces) {
            Interfaces.list(console);
        }
        if ((linkTypes || timestampTypes) && !live.live()) {
            throw new UserError("-L and -J need -i IF");
        }
        for (String name : live.interfaces()) {
            if (linkTypes) {
                Interfaces.linkTypes(console, name);
            }
            if (timestampTypes) {
                Interfaces.timestampTypes(console, name);
            }
        }
        return Main.OK;
    }

    private void report(LiveCapture capture) {
        capture.counts().forEach(counts -> console.err().println(words(counts)));
    }

    /** What became of the packets of one interface, as tcpdump says it. */
    public static String words(Counts counts) {
        return counts.name() + ": " + counts.captured() + " packets captured, " + counts.received()
                + " received by filter, " + counts.dropped() + " dropped by kernel, " + counts.droppedByInterface()
                + " dropped by interface";
    }
}
