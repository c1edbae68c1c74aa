package io.mcshark.cli.shell;

import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.Main;
import io.mcshark.cli.Options;
import io.mcshark.decoder.Out;
import java.util.List;

/** {@code captures}: what is open. */
final class CapturesCommand implements Declared {
    private final Captures captures;
    private final Console console;

    CapturesCommand(Captures captures, Console console) {
        this.captures = captures;
        this.console = console;
    }

    @Override
    public String about() {
        return "Lists the captures that are open; use N works on another one.";
    }

    @Override
    public void declare(Options options) {
        // takes none
    }

    @Override
    public Integer call() {
        List<Session> all = captures.all();
        if (all.isEmpty()) {
            console.text().println("nothing open");
        }
        for (int i = 0; i < all.size(); i++) {
            Session one = all.get(i);
            one.settle();
            String filter = one.filterText() == null ? "" : "  filter: " + one.filterText();
            console.text()
                    .printf(
                            "%s %d  %s  %d packets%s%s%n",
                            one == captures.current() ? "*" : " ",
                            i + 1,
                            new Out().safe(one.name()),
                            one.packets(),
                            one.capturing() ? "  capturing" : "",
                            filter);
        }
        return Main.OK;
    }
}
