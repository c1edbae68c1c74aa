package io.mcshark.cli.shell;

import io.mcshark.cli.Declared;
import io.mcshark.cli.Main;
import io.mcshark.cli.Options;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code close [N|NAME]}: closes an open capture; a live one ends. */
final class Close implements Declared {
    private final List<String> which = new ArrayList<>();
    private final Captures captures;

    Close(Captures captures) {
        this.captures = captures;
    }

    @Override
    public String about() {
        return "Closes the capture that is worked on, or another one; a live one ends.";
    }

    @Override
    public void declare(Options options) {
        options.operands(which, "0..1", "N|NAME", "The capture, by its number in captures or its name.");
    }

    @Override
    public Integer call() throws IOException {
        captures.close(which.isEmpty() ? null : which.getFirst());
        return Main.OK;
    }
}
