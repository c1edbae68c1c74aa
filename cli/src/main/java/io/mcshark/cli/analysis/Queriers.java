package io.mcshark.cli.analysis;

import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.Options;
import io.mcshark.decoder.analysis.Findings;
import io.mcshark.decoder.filter.FilterException;
import java.io.IOException;

/** {@code mcshark queriers}: who asks for members, and whether anybody does. */
public final class Queriers implements Declared {
    private final AnalysisRun run;

    public Queriers(Console console) {
        run = new AnalysisRun(console);
    }

    @Override
    public String about() {
        return "Tells who the IGMP and MLD querier is on each VLAN, since when, and whether it keeps to what it says.";
    }

    @Override
    public void declare(Options options) {
        run.declare(options);
    }

    @Override
    public Integer call() throws IOException, FilterException {
        io.mcshark.decoder.analysis.Queriers queriers = new io.mcshark.decoder.analysis.Queriers(new Findings());
        return run.over(queriers, queriers::report, "no IGMP, MLD or data to groups");
    }
}
