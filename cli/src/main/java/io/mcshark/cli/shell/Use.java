package io.mcshark.cli.shell;

import io.mcshark.cli.Declared;
import io.mcshark.cli.Main;
import io.mcshark.cli.Options;
import java.util.ArrayList;
import java.util.List;

/** {@code use N|NAME}: works on another open capture; its filter and how it is decoded come with it. */
final class Use implements Declared {
    private final List<String> which = new ArrayList<>();
    private final Captures captures;

    Use(Captures captures) {
        this.captures = captures;
    }

    @Override
    public String about() {
        return "Works on another of the open captures, by its number in captures or its name.";
    }

    @Override
    public void declare(Options options) {
        options.operands(which, "1", "N|NAME", "The capture.");
    }

    @Override
    public Integer call() {
        captures.use(which.getFirst());
        return Main.OK;
    }
}
