package io.mcshark.cli.shell;

import io.mcshark.cli.Console;
import io.mcshark.cli.Main;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.view.HexView;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hex N [PART]}: one packet's bytes. */
@Command(name = "hex", description = "Shows the bytes of one packet.")
final class Hex implements Callable<Integer> {
    /** Which bytes, as a person types it. */
    enum Part {
        frame,
        network,
        payload
    }

    @Parameters(
            index = "0",
            paramLabel = "N",
            arity = "0..1",
            description = "The packet's number; the one looked at last if left out.")
    Long number;

    @Parameters(
            index = "1",
            paramLabel = "frame|network|payload",
            arity = "0..1",
            description = "All of it, from the network layer on, or what the application sent.")
    Part part = Part.frame;

    private final Session session;
    private final Console console;

    Hex(Session session, Console console) {
        this.session = session;
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Frame frame = new Frame(session.settings());
        session.show(number == null ? Math.max(1, session.current()) : number, frame);
        Out out = new Out();
        new HexView(HexView.Part.valueOf(part.name().toUpperCase(Locale.ROOT))).show(frame, out);
        console.show(out);
        return Main.OK;
    }
}
