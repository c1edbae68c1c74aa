package io.mcshark.cli;

import io.mcshark.cli.analysis.Analyses;
import io.mcshark.cli.doctor.Doctor;
import io.mcshark.cli.manual.CompletionCommand;
import io.mcshark.cli.manual.Man;
import io.mcshark.cli.query.Query;
import io.mcshark.cli.shell.Shell;
import io.mcshark.cli.traffic.Ping;
import io.mcshark.cli.traffic.Receive;
import io.mcshark.cli.traffic.Reflect;
import io.mcshark.cli.traffic.Replay;
import io.mcshark.cli.traffic.Send;
import io.mcshark.cli.traffic.Zap;
import io.mcshark.cli.view.View;
import io.mcshark.decoder.groups.Ipv4Groups;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The program's entry: one command and its exit code, or the shell. */
public final class Main {
    /** Exit codes: fine, the answer is no, wrong usage or input. */
    public static final int OK = 0, NO = 1, ERROR = 2;

    /** Before every line about what went wrong. */
    public static final String PREFIX = "mcshark: ";

    /** How long a command may take to end once it is asked to. */
    private static final long STOP_MILLIS = 5_000;

    private static final int ANY_GROUP = 0xe0000001;

    private Main() {}

    public static void main(String[] args) {
        Runtime.getRuntime().halt(start(args));
    }

    /** All that is done on a start, without the end of the JVM. */
    static int start(String... args) {
        Console console = new Console(
                        new FileInputStream(FileDescriptor.in),
                        new FileOutputStream(FileDescriptor.out),
                        new FileOutputStream(FileDescriptor.err),
                        Boolean.getBoolean("mcshark.terminal")) // the launcher knows; asking the JVM costs 30 ms
                .sized(
                        Integer.getInteger("mcshark.columns"),
                        Integer.getInteger("mcshark.rows"),
                        Boolean.getBoolean("mcshark.terminal.err"));
        Thread main = Thread.currentThread();
        // Ctrl-C and SIGTERM: the command ends in good order and gives its exit code; the JVM waits for this thread.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            console.stop();
            try {
                main.join(STOP_MILLIS);
            } catch (InterruptedException e) {
                // ends at once
            }
        }));
        // What takes as long as reading the command line is done at the same time.
        Thread.ofPlatform().daemon().start(Main::prepare);
        return run(console, args);
    }

    private static void prepare() {
        MemorySegment.ofArray(new byte[0]).asByteBuffer(); // the first has the JVM make classes, for 8 ms
        Ipv4Groups.name(ANY_GROUP);
    }

    /** Runs one command line; returns its exit code. Never throws. */
    public static int run(Console console, String... args) {
        String[] words = debug(args);
        if (words.length == 0) {
            try {
                return Shell.run(console, interactive(console));
            } catch (IOException e) {
                console.err().println(PREFIX + e.getMessage());
                return ERROR;
            }
        }
        return commands(console).run(console, PREFIX, dashed(words));
    }

    private static Commands commands(Console console) {
        Map<String, Class<?>> classes = new LinkedHashMap<>();
        classes.put("read", Read.class);
        classes.put("capture", Capture.class);
        classes.put("interfaces", Interfaces.class);
        classes.put("info", Info.class);
        classes.put("explain", Explain.class);
        classes.put("explain-filter", ExplainFilter.class);
        classes.put("fields", Fields.class);
        classes.put("diagram", Diagram.class);
        classes.put("view", View.class);
        classes.putAll(Analyses.commands());
        classes.put("doctor", Doctor.class);
        classes.put("send", Send.class);
        classes.put("receive", Receive.class);
        classes.put("zap", Zap.class);
        classes.put("ping", Ping.class);
        classes.put("reflect", Reflect.class);
        classes.put("replay", Replay.class);
        classes.put("query", Query.class);
        classes.put("completion", CompletionCommand.class);
        classes.put("man", Man.class);
        return new Commands("mcshark", "mcshark captures and analyses IP multicast traffic.", classes, console);
    }

    /** Whether a person types the lines: both ends are a terminal. */
    private static boolean interactive(Console console) {
        return console.terminal() && Boolean.getBoolean("mcshark.terminal.in");
    }

    private static String[] debug(String[] args) {
        List<String> words = new ArrayList<>(List.of(args));
        if (words.remove("--debug")) {
            System.setProperty("mcshark.debug", "true");
        }
        return words.toArray(String[]::new);
    }

    /** A line that begins with an option is tshark's and tcpdump's way: {@code -r FILE} reads, {@code -i IF} captures. */
    private static String[] dashed(String[] args) {
        if (args.length == 0 || !args[0].startsWith("-") || args[0].equals("--help") || args[0].equals("-h")) {
            return args;
        }
        List<String> words = new ArrayList<>(List.of(args));
        String command;
        if (words.contains("-D")) {
            command = "interfaces";
            words.remove("-D");
        } else if (words.contains("-r")) {
            command = "read";
            words.remove("-r");
        } else {
            command = "capture";
        }
        words.addFirst(command);
        return words.toArray(String[]::new);
    }
}
