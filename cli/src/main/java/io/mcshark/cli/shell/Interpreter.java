package io.mcshark.cli.shell;

import io.mcshark.cli.Commands;
import io.mcshark.cli.Console;
import io.mcshark.cli.Diagram;
import io.mcshark.cli.Explain;
import io.mcshark.cli.Fields;
import io.mcshark.cli.Info;
import io.mcshark.cli.Interfaces;
import io.mcshark.cli.Main;
import io.mcshark.cli.Read;
import io.mcshark.cli.UserError;
import io.mcshark.cli.analysis.Analyses;
import io.mcshark.cli.doctor.Doctor;
import io.mcshark.cli.query.Query;
import io.mcshark.cli.traffic.Ping;
import io.mcshark.cli.traffic.Receive;
import io.mcshark.cli.traffic.Reflect;
import io.mcshark.cli.traffic.Replay;
import io.mcshark.cli.traffic.Send;
import io.mcshark.cli.traffic.Zap;
import io.mcshark.cli.view.View;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the shell's lines on the captures that are open in it. */
final class Interpreter implements AutoCloseable {
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("open", Open.class);
        COMMANDS.put("captures", CapturesCommand.class);
        COMMANDS.put("use", Use.class);
        COMMANDS.put("close", Close.class);
        COMMANDS.put("packets", Packets.class);
        COMMANDS.put("show", Show.class);
        COMMANDS.put("view", View.class);
        COMMANDS.put("hex", Hex.class);
        COMMANDS.put("filter", FilterCommand.class);
        COMMANDS.put("decode", Decode.class);
        COMMANDS.put("write", Write.class);
        COMMANDS.put("capture", CaptureCommand.class);
        COMMANDS.putAll(Analyses.commands());
        COMMANDS.put("interfaces", Interfaces.class);
        COMMANDS.put("explain", Explain.class);
        COMMANDS.put("fields", Fields.class);
        COMMANDS.put("diagram", Diagram.class);
        COMMANDS.put("info", Info.class);
        COMMANDS.put("read", Read.class);
        COMMANDS.put("doctor", Doctor.class);
        COMMANDS.put("send", Send.class);
        COMMANDS.put("receive", Receive.class);
        COMMANDS.put("zap", Zap.class);
        COMMANDS.put("ping", Ping.class);
        COMMANDS.put("reflect", Reflect.class);
        COMMANDS.put("replay", Replay.class);
        COMMANDS.put("query", Query.class);
    }

    static final String ABOUT = "Commands; | PROGRAM behind one pipes what it writes, |> FILE keeps it.";

    /** What is no command with options of its own, and what it does. */
    private static final Map<String, String> OWN = new LinkedHashMap<>();

    static {
        OWN.put("alias", "Sets a short name for the beginning of a line (alias NAME=TEXT), or lists them.");
        OWN.put("unalias", "Takes one away.");
        OWN.put("source", "Runs the lines of a file.");
        OWN.put("pager", "What does not fit the screen goes through less: pager on, pager off, pager PROGRAM.");
        OWN.put("quit", "Leaves.");
    }

    /** How deep files may run files. */
    private static final int MOST_NESTED = 16;

    private final Captures captures = new Captures();
    private final Aliases aliases = new Aliases();
    private final Pager pager = new Pager();
    private int nested;
    private boolean quit;

    /** The names of all that a line can begin with. */
    List<String> names() {
        List<String> all = new ArrayList<>(reserved());
        all.addAll(aliases.all().keySet());
        return all;
    }

    private static List<String> reserved() {
        List<String> all = new ArrayList<>(COMMANDS.keySet());
        all.addAll(OWN.keySet());
        all.add("help");
        return all;
    }

    /** The commands, working on what is open now. */
    Commands commands(Console console) {
        return new Commands("", ABOUT, COMMANDS, captures.current(), captures, console).beside(OWN);
    }

    /** A command on one session, which cannot open others. */
    static Commands commands(Session session, Console console) {
        return new Commands("", ABOUT, COMMANDS, session, new Captures(), console);
    }

    Session session() {
        return captures.current();
    }

    Captures captures() {
        return captures;
    }

    Aliases aliases() {
        return aliases;
    }

    /** Whether the last line asked to leave. */
    boolean quit() {
        return quit;
    }

    /**
     * Runs one line.
     *
     * @param prefix of what is said when it goes wrong
     * @return the exit code of its command
     */
    int run(String text, Console console, String prefix) {
        console.opened(captures.current());
        try {
            if (text.isBlank() || text.stripLeading().startsWith("#")) {
                return Main.OK;
            }
            Line line = Line.parse(aliases.expand(text));
            if (OWN.containsKey(line.command()) || line.command().equals("exit")) {
                return own(line, text, console, prefix);
            }
            return line.target() == null
                    ? shown(line, console, prefix)
                    : line.toFile() ? toFile(line, console, prefix) : toProgram(line, console, prefix);
        } catch (UserError | IOException e) {
            console.err().println(prefix + e.getMessage());
        }
        return Main.ERROR;
    }

    private int own(Line line, String text, Console console, String prefix) throws IOException {
        switch (line.command()) {
            case "alias" -> alias(text.strip().substring("alias".length()), console);
            case "unalias" -> aliases.remove(line.rest());
            case "pager" -> pager.set(line.rest());
            case "source" -> {
                return source(line, console, prefix);
            }
            default -> quit = true;
        }
        return Main.OK;
    }

    /** The raw text: a bar in it is the alias's. */
    private void alias(String definition, Console console) {
        if (!definition.isBlank()) {
            aliases.set(definition, reserved());
            return;
        }
        aliases.all().forEach((name, text) -> console.text().println("alias " + name + "=" + text));
        console.flush();
    }

    private int source(Line line, Console console, String prefix) throws IOException {
        List<String> words = line.arguments();
        if (words.size() != 1) {
            throw new UserError("source: give one file");
        }
        if (nested >= MOST_NESTED) {
            throw new UserError("source " + words.getFirst() + ": files run each other");
        }
        try (BufferedReader lines = Files.newBufferedReader(Path.of(words.getFirst()))) {
            nested++;
            return lines(lines, words.getFirst(), console, true);
        } catch (NoSuchFileException e) {
            throw new UserError(words.getFirst() + ": no such file");
        } catch (CharacterCodingException e) {
            throw new UserError(words.getFirst() + ": is no text in UTF-8");
        } finally {
            nested--;
        }
    }

    /**
     * Runs the lines of a file.
     *
     * @param stops whether the first that goes wrong is the last
     * @return the exit code of the first that went wrong
     */
    int lines(BufferedReader lines, String file, Console console, boolean stops) throws IOException {
        int first = Main.OK;
        String line;
        for (int number = 1; (line = lines.readLine()) != null && !quit; number++) {
            int code = run(line, console, Main.PREFIX + file + ":" + number + ": ");
            console.flush();
            first = first == Main.OK && code == Main.ERROR ? code : first;
            if (stops && code == Main.ERROR || console.stopped()) {
                return code;
            }
        }
        return first;
    }

    private int shown(Line line, Console console, String prefix) throws IOException {
        if (!pager.takes(line, console)) {
            return run(line, console, prefix);
        }
        try (Pager.Paged paged = pager.begin(console)) {
            return run(line, paged.console(), prefix);
        }
    }

    private int run(Line line, Console console, String prefix) {
        List<String> words = new ArrayList<>();
        words.add(line.command());
        if (!line.command().equals("filter")) {
            words.addAll(line.arguments());
        } else if (!line.rest().isEmpty()) {
            words.add("--"); // a filter may begin with a dash
            words.add(line.rest());
        }
        return commands(console).run(console, prefix, words.toArray(String[]::new));
    }

    private int toFile(Line line, Console console, String prefix) throws IOException {
        Path path = Path.of(line.target());
        captures.refuse(path);
        try (LateFile file = new LateFile(path)) {
            int code = run(line, console.into(file, line.target()), prefix);
            if (code != Main.ERROR) {
                file.make();
            }
            return code;
        }
    }

    private int toProgram(Line line, Console console, String prefix) throws IOException {
        console.flush();
        try (Program program = new Program(line.target(), console)) {
            return run(line, console.into(program.input(), line.target()), prefix);
        }
    }

    @Override
    public void close() throws IOException {
        captures.close();
    }
}
