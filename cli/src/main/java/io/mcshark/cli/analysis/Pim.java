package io.mcshark.cli.analysis;

import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.Options;
import io.mcshark.decoder.analysis.Findings;
import io.mcshark.decoder.analysis.PimBoard;
import io.mcshark.decoder.filter.FilterException;
import java.io.IOException;

/** {@code mcshark pim}: what PIM routers tell each other. */
public final class Pim implements Declared {
    private final AnalysisRun run;

    public Pim(Console console) {
        run = new AnalysisRun(console);
    }

    @Override
    public String about() {
        return "Tells what PIM routers say: neighbors, the designated router, joins and prunes, asserts, registers, RPs.";
    }

    @Override
    public void declare(Options options) {
        run.declare(options);
    }

    @Override
    public Integer call() throws IOException, FilterException {
        PimBoard board = new PimBoard(new Findings());
        return run.over(board, board::report, "no PIM version 2");
    }
}
