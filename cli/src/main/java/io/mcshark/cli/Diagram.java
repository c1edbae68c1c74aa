package io.mcshark.cli;

import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.Protocols;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mcshark diagram}: a protocol's layout as RFCs draw it. */
@Command(name = "diagram", description = "Draws the layout of a protocol as RFCs do.")
public final class Diagram implements Callable<Integer> {
    @Parameters(paramLabel = "PROTOCOL", arity = "1", description = "As mcshark fields lists it: igmp, ip, mp2t.")
    String name;

    private final Console console;

    Diagram(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Catalogue.Entry entry = Catalogue.get(name);
        if (entry == null || !entry.isProtocol()) {
            String near = Catalogue.nearest(name, names());
            // A field is the part of a protocol that somebody may have meant.
            String meant = entry == null ? near : entry.protocol().name();
            throw new UserError("no protocol " + name + (meant == null ? "" : "; did you mean " + meant + "?"));
        }
        console.text().print(io.mcshark.decoder.view.Diagram.of(entry.protocol()));
        return Main.OK;
    }

    /** What can be drawn, for completion. */
    public static List<String> names() {
        return Protocols.names().stream().sorted().toList();
    }
}
