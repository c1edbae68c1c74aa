package io.mcshark.cli.manual;

import io.mcshark.cli.Commands;
import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.Main;
import io.mcshark.cli.Options;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.Catalogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code mcshark man [COMMAND]}: a man page, or all of them into a folder. */
public final class Man implements Declared {
    private static final String PROGRAM = "mcshark";

    private final List<String> which = new ArrayList<>();
    private final Commands commands;
    private final Console console;
    private String folder;

    public Man(Commands commands, Console console) {
        this.commands = commands;
        this.console = console;
    }

    @Override
    public String about() {
        return "Writes a man page: mcshark man read | man -l -; or all of them into a folder.";
    }

    @Override
    public void declare(Options options) {
        options.operands(which, "0..1", "COMMAND", "The command; the program itself if left out.")
                .value(
                        String.class,
                        text -> folder = text,
                        "DIR",
                        "All pages into this folder: mcshark.1, mcshark-read.1, …",
                        "--into");
    }

    @Override
    public Integer call() throws IOException {
        if (folder != null && !which.isEmpty()) {
            throw new UserError("man: give a COMMAND or --into, not both");
        }
        if (folder != null) {
            all(Path.of(folder));
        } else if (which.isEmpty()) {
            new ManPage(console.text()).program(commands.about(), Described.all(commands));
        } else if (commands.names().contains(which.getFirst())) {
            new ManPage(console.text()).command(Described.of(commands, which.getFirst()));
        } else {
            String near = Catalogue.nearest(which.getFirst(), commands.names());
            throw new UserError("man " + which.getFirst() + ": no such command"
                    + (near == null ? "" : "; did you mean " + near + "?"));
        }
        return Main.OK;
    }

    private void all(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + ": there is no such folder");
        }
        List<Described> all = Described.all(commands);
        try (PrintWriter page = page(folder, PROGRAM)) {
            new ManPage(page).program(commands.about(), all);
        }
        for (Described command : all) {
            try (PrintWriter page = page(folder, PROGRAM + "-" + command.name())) {
                new ManPage(page).command(command);
            }
        }
    }

    private static PrintWriter page(Path folder, String name) throws IOException {
        return new PrintWriter(Files.newBufferedWriter(folder.resolve(name + ".1"), StandardCharsets.UTF_8));
    }
}
