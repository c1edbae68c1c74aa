package io.mcshark.cli.shell;

import io.mcshark.cli.Console;
import io.mcshark.cli.Main;
import io.mcshark.decoder.filter.Filter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Status;

/** The shell's loop: lines from a terminal, or from a script on standard input. */
public final class Shell {
    private static final String NAME = "mcshark";

    private Shell() {}

    /**
     * Runs until the input ends or {@code quit}.
     *
     * @param interactive whether a person types: prompt, completion, history, Ctrl-C stops the command only
     * @return the exit code: of the first line that went wrong in a script, else 0
     */
    public static int run(Console console, boolean interactive) throws IOException {
        try (Interpreter interpreter = new Interpreter(new Session())) {
            return interactive ? new Shell().talk(console) : script(console, interpreter);
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

    private int talk(Console process) throws IOException {
        Session session = new Session();
        try (Interpreter interpreter = new Interpreter(session);
                // Asking a terminal about grapheme clusters would swallow what was typed before the prompt.
                Terminal terminal = TerminalBuilder.builder()
                        .name(NAME)
                        .system(true)
                        .graphemeCluster(false)
                        .build()) {
            Console console = new Console(terminal.input(), terminal.output(), terminal.output(), true);
            console.lend(terminal);
            process.onStop(console::stop);
            terminal.handle(Terminal.Signal.INT, signal -> console.stop());
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .appName(NAME)
                    .parser(new WordParser())
                    .completer(new WordCompleter(session, console))
                    .highlighter(new FilterHighlighter())
                    .variable(LineReader.HISTORY_FILE, history())
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .option(LineReader.Option.AUTO_FRESH_LINE, true)
                    .build();
            Status status = Status.getStatus(terminal);
            while (!interpreter.quit()) {
                String line;
                try {
                    show(status, session);
                    line = reader.readLine(prompt(session));
                } catch (UserInterruptException e) {
                    continue; // Ctrl-C at the prompt gives the line up
                } catch (EndOfFileException e) {
                    break;
                }
                console.resume();
                interpreter.run(line, console, "");
                console.flush();
                terminal.flush();
            }
            if (status != null) {
                status.close();
            }
        }
        return Main.OK;
    }

    private static String prompt(Session session) {
        return session.filterText() == null ? NAME + "> " : NAME + " (filtered)> ";
    }

    private static void show(Status status, Session session) {
        if (status == null) {
            return;
        }
        session.settle();
        Filter filter = session.filter();
        String text = session.isOpen() ? session.name() + "  " + session.packets() + " packets" : "nothing open";
        status.update(
                List.of(new AttributedString(filter == null ? text : text + "  filter: " + session.filterText())));
    }

    /** Where typed lines are kept: the XDG state folder (XDG Base Directory Specification). */
    private static Path history() {
        String state = System.getenv("XDG_STATE_HOME");
        Path folder = state == null || state.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state);
        Path own = folder.resolve(NAME);
        try {
            Files.createDirectories(own);
        } catch (IOException e) {
            // no history then
        }
        return own.resolve("history");
    }
}
