package io.mcshark.decoder.analysis;

import io.mcshark.decoder.analysis.compare.Comparison;
import io.mcshark.decoder.analysis.members.Members;
import io.mcshark.decoder.analysis.rates.Plot;
import io.mcshark.decoder.analysis.streams.Streams;
import io.mcshark.decoder.report.Sheet;
import java.util.ArrayList;
import java.util.List;

/** All tables that analyses fill: the documented schema of their JSON and CSV. One line for each sheet. */
public final class Sheets {
    private static final List<Sheet<?>> ALL = new ArrayList<>();

    static {
        ALL.addAll(Streams.sheets());
        ALL.add(Talkers.SHEET);
        ALL.add(Diagnosis.SHEET);
        ALL.addAll(Members.sheets());
        ALL.add(Queriers.QUERIER);
        ALL.add(Queriers.LINK);
        ALL.add(PimBoard.NEIGHBOR);
        ALL.add(PimRoutes.ROUTE);
        ALL.add(PimRoutes.ASSERT);
        ALL.add(PimRoutes.REGISTER);
        ALL.add(PimPoints.RP);
        ALL.add(PtpBoard.CLOCK);
        ALL.add(PtpBoard.DOMAIN);
        ALL.add(PtpBoard.SLAVE);
        ALL.add(Timeline.SHEET);
        ALL.add(Happening.SHEET);
        ALL.addAll(Comparison.SHEETS);
        ALL.addAll(Plot.SHEETS);
    }

    private Sheets() {}

    public static List<Sheet<?>> all() {
        return List.copyOf(ALL);
    }
}
