package io.mcshark.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** The program's entry: one command, its exit code. */
public final class Main {
    /** Exit codes: fine, the answer is no, wrong usage or input. */
    public static final int OK = 0, NO = 1, ERROR = 2;

    private Main() {}

    public static void main(String[] args) {
        Console console = new Console(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Boolean.getBoolean("mcshark.terminal")); // the launcher knows; asking the JVM costs 30 ms
        Runtime.getRuntime().halt(run(console, args));
    }

    /** Runs one command line; returns its exit code. Never throws. */
    public static int run(Console console, String... args) {
        CommandLine line = new CommandLine(new Root(), new Commands(console));
        line.setExecutionExceptionHandler((problem, command, parsed) -> report(console, problem));
        line.setParameterExceptionHandler((problem, wrong) -> {
            console.err()
                    .println("mcshark: "
                            + problem.getMessage().lines().findFirst().orElse("wrong usage"));
            return ERROR;
        });
        int code = line.execute(args);
        console.flush();
        return code;
    }

    private static int report(Console console, Exception problem) {
        console.flush();
        if (Boolean.getBoolean("mcshark.debug")) {
            problem.printStackTrace(console.err());
        }
        String message =
                switch (problem) {
                    case UserError e -> e.getMessage();
                    case IOException e
                    when e.getMessage() != null && e.getMessage().contains("Broken pipe") -> null;
                    default -> problem.getClass().getSimpleName() + ": " + problem.getMessage();
                };
        if (message == null) {
            return OK; // the reader of our output went away, as head does
        }
        console.err().println("mcshark: " + message);
        return ERROR;
    }

    /** Makes command objects: those with a constructor that takes the console get it. */
    private record Commands(Console console) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Constructor<?> c : type.getDeclaredConstructors()) {
                if (c.getParameterCount() == 1 && c.getParameterTypes()[0] == Console.class) {
                    return type.cast(c.newInstance(console));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
