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
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the shell's lines on one session. */
final class Interpreter implements AutoCloseable {
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("open", Open.class);
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

    private final Session session;
    private boolean quit;

    Interpreter(Session session) {
        this.session = session;
    }

    static List<String> names() {
        List<String> all = new ArrayList<>(COMMANDS.keySet());
        all.add("help");
        all.add("quit");
        return all;
    }

    static Commands commands(Session session, Console console) {
        return new Commands("", ABOUT, COMMANDS, session, console);
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
        console.opened(session);
        try {
            if (text.isBlank() || text.stripLeading().startsWith("#")) {
                return Main.OK;
            }
            Line line = Line.parse(text);
            if (line.command().equals("quit") || line.command().equals("exit")) {
                quit = true;
                return Main.OK;
            }
            return line.target() == null
                    ? run(line, console, prefix)
                    : line.toFile() ? toFile(line, console, prefix) : toProgram(line, console, prefix);
        } catch (UserError e) {
            console.err().println(prefix + e.getMessage());
        } catch (IOException e) {
            console.err().println(prefix + e.getMessage());
        }
        return Main.ERROR;
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
        return commands(session, console).run(console, prefix, words.toArray(String[]::new));
    }

    private int toFile(Line line, Console console, String prefix) throws IOException {
        Path path = Path.of(line.target());
        session.refuse(path);
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
        session.close();
    }
}
