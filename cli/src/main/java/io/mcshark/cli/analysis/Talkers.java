package io.mcshark.cli.analysis;

import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.Options;
import io.mcshark.decoder.filter.FilterException;
import java.io.IOException;

/** {@code mcshark talkers}: who sends to groups, and how much. */
public final class Talkers implements Declared {
    private final AnalysisRun run;

    public Talkers(Console console) {
        run = new AnalysisRun(console);
    }

    @Override
    public String about() {
        return "Tells who sends to multicast groups, and how much.";
    }

    @Override
    public void declare(Options options) {
        run.declare(options);
    }

    @Override
    public Integer call() throws IOException, FilterException {
        io.mcshark.decoder.analysis.Talkers talkers = new io.mcshark.decoder.analysis.Talkers();
        return run.over(talkers, talkers::report, "no IP multicast");
    }
}
