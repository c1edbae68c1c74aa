package io.mcshark.cli.analysis;

import java.util.LinkedHashMap;
import java.util.Map;

/** The commands that analyse, for the command line and the shell alike. */
public final class Analyses {
    private Analyses() {}

    /** Their classes by name, in the order they are listed. */
    public static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("streams", Streams.class);
        commands.put("groups", Groups.class);
        commands.put("queriers", Queriers.class);
        commands.put("pim", Pim.class);
        commands.put("ptp", Ptp.class);
        commands.put("expert", Expert.class);
        commands.put("events", Events.class);
        commands.put("compare", Compare.class);
        commands.put("graph", Graph.class);
        commands.put("talkers", Talkers.class);
        return commands;
    }
}
