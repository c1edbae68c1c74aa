package io.mcshark.cli.analysis;

import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.Options;
import io.mcshark.decoder.analysis.Findings;
import io.mcshark.decoder.analysis.PtpBoard;
import io.mcshark.decoder.filter.FilterException;
import java.io.IOException;

/** {@code mcshark ptp}: whose time it is. */
public final class Ptp implements Declared {
    private final AnalysisRun run;

    public Ptp(Console console) {
        run = new AnalysisRun(console);
    }

    @Override
    public String about() {
        return "Tells which PTP clocks there are, who is the master, who follows.";
    }

    @Override
    public void declare(Options options) {
        run.declare(options);
    }

    @Override
    public Integer call() throws IOException, FilterException {
        PtpBoard board = new PtpBoard(new Findings());
        return run.over(board, board::report, "no PTP version 2");
    }
}
