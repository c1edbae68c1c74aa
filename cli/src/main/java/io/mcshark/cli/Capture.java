package io.mcshark.cli;

import io.mcshark.capture.live.CaptureSettings;
import io.mcshark.capture.live.Counts;
import io.mcshark.capture.live.LiveCapture;
import io.mcshark.cli.traffic.Membership;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code mcshark capture}: captures on interfaces until Ctrl-C or a limit. */
public final class Capture implements Declared {
    private final LiveOptions live = new LiveOptions();
    private final List<String> words = new ArrayList<>();
    private final Console console;
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
        options.operands(words, "0..*", "BPF", "Capture filter, as with -f.")
                .flag(() -> interfaces = true, "List the interfaces.", "-D", "--list-interfaces")
                .flag(() -> linkTypes = true, "List the link types of -i.", "-L", "--list-data-link-types")
                .flag(() -> timestampTypes = true, "List the time stamp types of -i.", "-J", "--list-time-stamp-types")
                .flag(() -> {}, "Resolve no names; never done.", "-n")
                .flag(() -> {}, "Write lines as they come.", "-l", "--line-buffered");
    }

    @Override
    public Integer call() throws IOException {
        if (interfaces || linkTypes || timestampTypes) {
            return list();
        }
        live.filter(words);
        Membership.check(live.joins());
        CaptureSettings settings = live.settings(console);
        try (LiveCapture capture = LiveCapture.start(settings)) {
            console.onStop(capture::stop);
            console.err().println(Main.PREFIX + "capturing on " + String.join(", ", live.interfaces()));
            List<Membership> members = join();
            capture.await();
            members.forEach(Membership::close);
            report(capture);
            if (capture.failure().isPresent()) {
                throw new UserError(capture.failure().get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Main.OK;
    }

    private List<Membership> join() {
        List<Membership> members = new ArrayList<>();
        if (!live.joins().isEmpty()) {
            live.interfaces().forEach(name -> members.add(Membership.join(live.joins(), name)));
        }
        return members;
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

    /** What became of the packets, as tcpdump says it, for each interface. */
    private void report(LiveCapture capture) {
        for (Counts counts : capture.counts()) {
            console.err()
                    .println(counts.name() + ": " + counts.captured() + " packets captured, " + counts.received()
                            + " received by filter, " + counts.dropped() + " dropped by kernel, "
                            + counts.droppedByInterface() + " dropped by interface");
        }
    }
}
