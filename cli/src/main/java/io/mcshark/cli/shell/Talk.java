package io.mcshark.cli.shell;

import io.mcshark.cli.Console;
import io.mcshark.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.Status;

/**
 * The shell with a person: a prompt, completion, history, a status line that lives while a capture runs, and Ctrl-C for the
 * command only. In plain mode ({@code MCSHARK_PLAIN}, or a terminal that can do no more) nothing is drawn over what stands there.
 */
final class Talk {
    private static final String NAME = "mcshark";
    private static final String STATUS = "mcshark-status", STOP = "mcshark-stop";

    private static final long BOTH_NANOS = 300_000_000;

    private final Interpreter interpreter;

    /** Whether a line is waited for, and whether the process is to end. */
    private volatile boolean reads, ends;

    Talk(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    int run(Console process) throws IOException {
        try (Tenure tenure = new Tenure()) {
            Terminal terminal = tenure.terminal();
            Console console = new Console(terminal.input(), terminal.output(), terminal.output(), true);
            console.lend(terminal);
            Thread typing = Thread.currentThread();
            process.onStop(() -> {
                ends = true;
                console.stop();
                if (reads) {
                    typing.interrupt();
                }
            });
            terminal.handle(Terminal.Signal.INT, signal -> console.stop());
            boolean plain = isPlain(System.getenv("MCSHARK_PLAIN"), terminal);
            LineReader reader = reader(console, terminal, plain);
            Status status = plain ? null : Status.getStatus(terminal);
            StatusLine line = new StatusLine(interpreter);
            Runnable update = () -> status.update(line.text(terminal.getSize().getColumns()));
            letStop(terminal, reader, status, update);
            if (status != null) {
                reader.getWidgets().put(STATUS, () -> {
                    update.run();
                    notices(reader::printAbove);
                    return true;
                });
                update.run(); // makes room by scrolling: what the start-up file says is to stay
            }
            startUp(console);
            ScheduledExecutorService clock = status == null ? null : clock(reader);
            try {
                talk(console, terminal, reader, status == null ? null : update);
            } finally {
                if (clock != null) {
                    clock.shutdownNow();
                    status.close();
                }
            }
        }
        return Main.OK;
    }

    /** Ctrl-Z: a key while a line is typed, a signal while a command runs. */
    private static void letStop(Terminal terminal, LineReader reader, Status status, Runnable update) {
        Attributes usual = terminal.getAttributes();
        AtomicLong resumed = new AtomicLong(System.nanoTime());
        Runnable stop = () -> {
            if (System.nanoTime() - resumed.get() < BOTH_NANOS) {
                return; // comes as a key, as a signal, or as both
            }
            Attributes now = terminal.getAttributes();
            if (status != null) {
                status.update(List.of()); // the shell outside has the whole terminal
            }
            terminal.setAttributes(usual);
            terminal.flush();
            try {
                Terminals.stopProcess();
            } catch (IOException e) {
                // no kill: it is not stopped
            }
            resumed.set(System.nanoTime());
            terminal.setAttributes(now);
            if (status != null) {
                update.run();
            }
        };
        terminal.handle(Terminal.Signal.TSTP, signal -> stop.run());
        reader.getWidgets().put(STOP, () -> {
            stop.run();
            reader.callWidget(LineReader.REDRAW_LINE);
            return true;
        });
        reader.getKeyMaps().get(LineReader.MAIN).bind(new Reference(STOP), KeyMap.ctrl('Z'));
    }

    private void talk(Console console, Terminal terminal, LineReader reader, Runnable status) {
        while (!interpreter.quit() && !ends) {
            String line;
            try {
                notices(console.err()::println);
                if (status != null) {
                    interpreter.session().settle();
                    status.run();
                }
                reads = true;
                line = ends ? "" : reader.readLine(prompt(interpreter.session()));
            } catch (UserInterruptException e) {
                continue; // Ctrl-C at the prompt gives the line up
            } catch (EndOfFileException e) {
                break;
            } finally {
                reads = false;
            }
            console.resume();
            console.sized(terminal.getSize().getColumns(), terminal.getSize().getRows(), false);
            interpreter.run(line, console, "");
            console.flush();
            terminal.flush();
        }
    }

    /** Says what there is to say of running captures. */
    private void notices(Consumer<String> taker) {
        for (Session session : interpreter.captures().all()) {
            String line = session.notices().next();
            while (line != null) {
                taker.accept(line);
                line = session.notices().next();
            }
        }
    }

    private static boolean isPlain(String asked, Terminal terminal) {
        return asked != null && !asked.isEmpty() || terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    private LineReader reader(Console console, Terminal terminal, boolean plain) {
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName(NAME)
                .parser(new WordParser())
                .completer(new WordCompleter(interpreter, console))
                .highlighter(new FilterHighlighter(plain, terminal.getNumericCapability(Capability.max_colors)))
                .variable(LineReader.HISTORY_FILE, history())
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.AUTO_FRESH_LINE, true)
                .build();
        reader.setAutosuggestion(plain ? LineReader.SuggestionType.NONE : LineReader.SuggestionType.HISTORY);
        return reader;
    }

    /** Has the status line drawn anew each second of a live capture; the reader does it, between two keys. */
    private ScheduledExecutorService clock(LineReader reader) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                work -> Thread.ofPlatform().daemon().name("status").unstarted(work));
        clock.scheduleAtFixedRate(
                () -> {
                    if (interpreter.captures().all().stream().anyMatch(Session::capturing)) {
                        try {
                            reader.callWidget(STATUS);
                        } catch (IllegalStateException e) {
                            // a command runs: there is no prompt to stand under
                        }
                    }
                },
                1,
                1,
                TimeUnit.SECONDS);
        return clock;
    }

    private static String prompt(Session session) {
        return session.filterText() == null ? NAME + "> " : NAME + " (filtered)> ";
    }

    /** Runs the start-up file, if there is one: all its lines, whatever goes wrong with some. */
    private void startUp(Console console) throws IOException {
        Path file = folder("XDG_CONFIG_HOME", ".config").resolve("startup");
        if (!Files.isReadable(file)) {
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            interpreter.lines(lines, file.toString(), console, false);
        } catch (CharacterCodingException e) {
            console.err().println(Main.PREFIX + file + ": is no text in UTF-8");
        }
    }

    /** Our folder of some kind (XDG Base Directory Specification). */
    private static Path folder(String variable, String usual) {
        String told = System.getenv(variable);
        Path folder = told == null || told.isEmpty()
                ? Path.of(System.getProperty("user.home")).resolve(usual)
                : Path.of(told);
        return folder.resolve(NAME);
    }

    /** Where typed lines are kept. */
    private static Path history() {
        Path own = folder("XDG_STATE_HOME", ".local/state");
        try {
            Files.createDirectories(own);
        } catch (IOException e) {
            // no history then
        }
        return own.resolve("history");
    }
}
