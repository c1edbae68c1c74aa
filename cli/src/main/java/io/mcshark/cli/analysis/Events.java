package io.mcshark.cli.analysis;

import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.Main;
import io.mcshark.cli.Options;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.analysis.Happening;
import io.mcshark.decoder.analysis.Happenings;
import io.mcshark.decoder.filter.FilterException;
import io.mcshark.decoder.report.Json;
import io.mcshark.decoder.view.Clock;
import java.io.IOException;

/** {@code mcshark events}: joins, leaves, queriers, losses and silences, one line each, as they happen. */
public final class Events implements Declared {
    /** What is read from a savefile is shown in pieces of about this size. */
    private static final int FLUSH_BYTES = 32 << 10;

    private final Console console;
    private final AnalysisRun run;
    private final Out out = new Out();

    public Events(Console console) {
        this.console = console;
        run = new AnalysisRun(console);
    }

    @Override
    public String about() {
        return "Tells what happens, a line each: joins, leaves, queriers, missing numbers, streams that stop and go on.";
    }

    @Override
    public void declare(Options options) {
        run.declare(options);
    }

    @Override
    public Integer call() throws IOException, FilterException {
        if (!run.isTold()) {
            Happenings happenings = new Happenings(any -> {});
            return run.over(happenings, happenings::report, "nothing happened");
        }
        Clock clock = run.clock();
        run.feed(new Happenings(happening -> tell(happening, clock)), null);
        console.show(out);
        return run.damaged() ? Main.ERROR : Main.OK;
    }

    private void tell(Happening happening, Clock clock) {
        if (run.isText()) {
            line(happening, clock);
        } else {
            new Json(true).put(Happenings.report(happening), out);
        }
        if (run.isLive() || out.size() >= FLUSH_BYTES) {
            try {
                console.show(out);
            } catch (IOException e) {
                console.stop(); // nobody looks any more
            }
        }
    }

    /** {@code 12:00:00.000000 join     192.0.2.2 239.1.1.1: version 3, all sources}. */
    private void line(Happening e, Clock clock) {
        clock.put(e.nanos(), out);
        out.put(' ').put(e.how()).put(" ".repeat(Math.max(1, 16 - e.how().length())));
        String group = e.group() == null ? "" : e.group().toString();
        if (e.port() != 0) {
            boolean four = e.group().isIpv4();
            String host = four ? e.host().toString() : "[" + e.host() + "]";
            out.put(host).put(':').dec(e.sourcePort()).put(" > ");
            out.put(four ? group : "[" + group + "]").put(':').dec(e.port());
        } else {
            out.put(e.host() + (group.isEmpty() ? "" : " " + group));
        }
        out.put(e.vlan() == 0 ? "" : " on VLAN " + Datagram.vlan(e.vlan()));
        out.put(": ").put(e.text());
        out.put(e.frame() == 0 ? "" : " (frame " + e.frame() + ")").put('\n');
    }
}
