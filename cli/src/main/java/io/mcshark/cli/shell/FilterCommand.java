package io.mcshark.cli.shell;

import io.mcshark.cli.Console;
import io.mcshark.cli.DisplayFilters;
import io.mcshark.cli.Main;
import io.mcshark.decoder.filter.FilterException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code filter EXPR}: the display filter that {@code packets} and {@code write} go by. */
@Command(
        name = "filter",
        description = "Sets the display filter (filter EXPR), shows it (filter), takes it away (filter off).")
final class FilterCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "EXPR",
            arity = "0..1",
            description = "A display filter, to the end of the line, as it stands.")
    String text;

    private final Session session;
    private final Console console;

    FilterCommand(Session session, Console console) {
        this.session = session;
        this.console = console;
    }

    @Override
    public Integer call() throws FilterException {
        if (text == null || text.isEmpty()) {
            console.text().println(session.filterText() == null ? "no filter" : session.filterText());
        } else if (text.equals("off")) {
            session.filter(null, null);
        } else {
            session.filter(DisplayFilters.compile(text), text);
        }
        return Main.OK;
    }
}
