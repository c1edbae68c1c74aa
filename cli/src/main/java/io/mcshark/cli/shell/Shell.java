package io.mcshark.cli.shell;

import io.mcshark.cli.Console;
import io.mcshark.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The shell: lines from a terminal ({@link Talk}), or from a script on standard input. */
public final class Shell {
    private Shell() {}

    /**
     * Runs until the input ends or {@code quit}.
     *
     * @param interactive whether a person types: prompt, completion, history, Ctrl-C stops the command only
     * @return the exit code: of the first line that went wrong in a script, else 0
     */
    public static int run(Console console, boolean interactive) throws IOException {
        try (Interpreter interpreter = new Interpreter()) {
            return interactive ? new Talk(interpreter).run(console) : script(console, interpreter);
        }
    }

    /** Runs one command on a session; what it says goes to {@code console}. */
    public static int run(Session session, Console console, String... words) {
        console.opened(session);
        return Interpreter.commands(session, console).run(console, "", words);
    }

    private static int script(Console console, Interpreter interpreter) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
        String line;
        for (int number = 1; (line = lines.readLine()) != null && !interpreter.quit(); number++) {
            int code = interpreter.run(line, console, Main.PREFIX + "line " + number + ": ");
            console.flush();
            if (code == Main.ERROR || console.stopped()) {
                return code;
            }
        }
        return Main.OK;
    }
}
