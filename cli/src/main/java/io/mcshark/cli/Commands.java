package io.mcshark.cli;

import io.mcshark.capture.SavefileException;
import io.mcshark.decoder.Catalogue;
import io.mcshark.decoder.filter.FilterException;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A set of commands by name, each a class with picocli's annotations, and how one command line is run: only the class it names
 * is looked at, because reading annotations is most of what a short run costs.
 */
public final class Commands {
    private final String name;
    private final String about;
    private final Map<String, Class<?>> classes;
    private final List<Object> given;
    private final Map<String, String> others = new LinkedHashMap<>();

    /**
     * @param name of the program, for usage texts; empty inside the shell
     * @param given what commands may take in their constructors, beside this: the console, the shell's session
     */
    public Commands(String name, String about, Map<String, Class<?>> classes, Object... given) {
        this.name = name;
        this.about = about;
        this.classes = new LinkedHashMap<>(classes);
        this.given = new ArrayList<>(List.of(given));
        this.given.add(this);
    }

    /** Has help list words that are no commands of its own, with what they do. */
    public Commands beside(Map<String, String> words) {
        others.putAll(words);
        return this;
    }

    /** What the program does, one sentence. */
    public String about() {
        return about;
    }

    /** The commands' names, in the order they are listed. */
    public List<String> names() {
        return List.copyOf(classes.keySet());
    }

    /** What a command takes, for completion; null for an unknown one. */
    public CommandSpec spec(String command) {
        return classes.containsKey(command) ? line(command).getCommandSpec() : null;
    }

    /** The one-line description of each command, by name. */
    public Map<String, String> descriptions() {
        Map<String, String> all = new LinkedHashMap<>();
        classes.keySet().forEach(command -> {
            String[] text = line(command).getCommandSpec().usageMessage().description();
            all.put(command, text.length == 0 ? "" : text[0]);
        });
        return all;
    }

    /**
     * Runs one command line and reports what goes wrong in one line on the console's standard error.
     *
     * @param prefix of that line, "mcshark: "
     * @return the exit code
     */
    public int run(Console console, String prefix, String... args) {
        String command = args.length == 0 ? "help" : args[0];
        String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        int code;
        if (command.equals("help") || command.equals("--help") || command.equals("-h")) {
            code = help(console, prefix, rest);
        } else if (!classes.containsKey(command)) {
            code = unknown(console, prefix, command);
        } else {
            CommandLine line = line(command);
            line.setOut(console.text());
            line.setErr(console.err());
            line.setExecutionExceptionHandler((problem, which, parsed) -> report(console, prefix, problem));
            line.setParameterExceptionHandler((problem, wrong) -> {
                console.err().println(prefix + new Misuse(rest).told(problem));
                return Main.ERROR;
            });
            code = line.execute(rest);
        }
        console.flush();
        return code == Main.OK && console.lost() != null ? report(console, prefix, console.lost()) : code;
    }

    private CommandLine line(String command) {
        Class<?> type = classes.get(command);
        CommandLine line = Declared.class.isAssignableFrom(type)
                ? declared(type.asSubclass(Declared.class))
                : new CommandLine(type, new Factory(given));
        CommandSpec spec = line.getCommandSpec();
        spec.name(name.isEmpty() ? command : name + " " + command);
        help(spec);
        line.setUsageHelpAutoWidth(false);
        line.setExpandAtFiles(false);
        line.setOverwrittenOptionsAllowed(true); // the last one counts; hands type -nn
        return line;
    }

    private CommandLine declared(Class<? extends Declared> type) {
        Declared command = new Factory(given).create(type);
        CommandSpec spec = CommandSpec.wrapWithoutInspection(command);
        spec.usageMessage().description(command.about());
        command.declare(new Options(spec));
        return new CommandLine(spec);
    }

    private static void help(CommandSpec spec) {
        if (!spec.optionsMap().containsKey("--help")) {
            spec.addOption(OptionSpec.builder("--help")
                    .usageHelp(true)
                    .description("Show this help.")
                    .build());
        }
        spec.subcommands().values().forEach(sub -> help(sub.getCommandSpec()));
    }

    private int help(Console console, String prefix, String[] which) {
        if (which.length > 0) {
            if (others.containsKey(which[0])) {
                console.text().println(which[0] + ": " + others.get(which[0]));
                return Main.OK;
            }
            if (!classes.containsKey(which[0])) {
                return unknown(console, prefix, which[0]);
            }
            line(which[0]).usage(console.text());
            return Main.OK;
        }
        console.text().println(about);
        console.text().println();
        Map<String, String> all = descriptions();
        all.putAll(others);
        all.forEach((command, text) -> console.text().printf("  %-16s %s%n", command, text));
        console.text().println();
        console.text().println("help COMMAND tells more about one.");
        return Main.OK;
    }

    private int unknown(Console console, String prefix, String command) {
        String near = Catalogue.nearest(command, names());
        console.err()
                .println(prefix + "no command " + command + "; "
                        + (near == null
                                ? "there are " + String.join(", ", names()) + ", help"
                                : "did you mean " + near + "?"));
        return Main.ERROR;
    }

    private static int report(Console console, String prefix, Exception problem) {
        console.flush();
        if (Boolean.getBoolean("mcshark.debug")) {
            problem.printStackTrace(console.err());
        }
        String message =
                switch (problem) {
                    case UserError e -> e.getMessage();
                    case FilterException e -> e.getMessage() + "\n" + e.rendering();
                    case SavefileException e -> e.getMessage();
                    // The reader of our output went away, as head does: not an error.
                    case IOException e when String.valueOf(e.getMessage()).contains("Broken pipe") -> null;
                    case IOException e -> e.getMessage() == null ? e.toString() : e.getMessage();
                    default -> "internal error: " + problem + " (--debug shows where)";
                };
        if (message == null) {
            return Main.OK;
        }
        console.err().println(prefix + message);
        return Main.ERROR;
    }

    /** Makes command objects, giving constructors what they ask for. */
    private record Factory(List<Object> given) implements IFactory {
        @Override
        public <K> K create(Class<K> type) {
            try {
                for (Constructor<?> c : type.getDeclaredConstructors()) {
                    Object[] values = values(c.getParameterTypes());
                    if (values != null && values.length > 0) {
                        c.setAccessible(true);
                        return type.cast(c.newInstance(values));
                    }
                }
                return CommandLine.defaultFactory().create(type);
            } catch (Exception e) { // as picocli's own factory declares it
                throw new IllegalStateException("cannot make " + type, e);
            }
        }

        private Object[] values(Class<?>[] wanted) {
            Object[] values = new Object[wanted.length];
            for (int i = 0; i < wanted.length; i++) {
                Class<?> type = wanted[i];
                values[i] = given.stream().filter(type::isInstance).findFirst().orElse(null);
                if (values[i] == null) {
                    return null;
                }
            }
            return values;
        }
    }
}
