package io.mcshark.cli.shell;

import io.mcshark.cli.Console;
import io.mcshark.cli.Main;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.view.HexView;
import io.mcshark.decoder.view.TreeView;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code show N}: one packet's fields. */
@Command(name = "show", description = "Shows all fields of one packet.")
final class Show implements Callable<Integer> {
    @Parameters(paramLabel = "N", arity = "0..1", description = "The packet's number; the next one if left out.")
    Long number;

    @Option(names = "-x", description = "Its bytes, too.")
    boolean hex;

    private final Session session;
    private final Console console;

    Show(Session session, Console console) {
        this.session = session;
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Frame frame = new Frame(session.settings());
        session.show(number == null ? session.current() + 1 : number, frame);
        Out out = new Out();
        new TreeView().show(frame, out);
        if (hex) {
            new HexView(HexView.Part.FRAME).show(frame, out);
        }
        console.show(out);
        return Main.OK;
    }
}
