package io.mcshark.cli.manual;

import io.mcshark.cli.Commands;
import io.mcshark.cli.Console;
import io.mcshark.cli.Declared;
import io.mcshark.cli.Main;
import io.mcshark.cli.Options;
import io.mcshark.cli.UserError;
import java.util.ArrayList;
import java.util.List;

/** {@code mcshark completion bash|zsh|fish}: the completion script for a shell. */
public final class CompletionCommand implements Declared {
    private final List<String> shell = new ArrayList<>();
    private final Commands commands;
    private final Console console;

    public CompletionCommand(Commands commands, Console console) {
        this.commands = commands;
        this.console = console;
    }

    @Override
    public String about() {
        return "Writes the completion script of a shell: . <(mcshark completion bash)";
    }

    @Override
    public void declare(Options options) {
        options.operands(shell, "1", "bash|zsh|fish", "The shell.");
    }

    @Override
    public Integer call() {
        List<Described> all = Described.all(commands);
        switch (shell.getFirst()) {
            case "bash" -> BashScript.put(all, console.text());
            case "zsh" -> ZshScript.put(all, console.text());
            case "fish" -> FishScript.put(all, console.text());
            default -> throw new UserError("completion " + shell.getFirst() + ": give bash, zsh or fish");
        }
        return Main.OK;
    }
}
