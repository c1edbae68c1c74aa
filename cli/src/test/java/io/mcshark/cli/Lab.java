package io.mcshark.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A multicast network of namespaces for a test: a bridge that snoops IGMP and MLD, with hosts numbered from 1 on their
 * {@code eth0}, made by {@code test-pcaps/lab} and removed by {@link #close}. Use it in tests tagged {@code live}:
 *
 * <pre>{@code
 * try (Lab lab = Lab.up("zap", 3)) {
 *     Lab.Running receiver = lab.startMcshark(2, "receive", "239.1.2.3:5000", "-i", "eth0", "-c", "1");
 *     receiver.await("receiving");
 *     lab.mcshark(1, "send", "239.1.2.3:5000");
 *     assertEquals(0, receiver.finish().code());
 * }
 * }</pre>
 *
 * <p>A test whose lab cannot be made (no root, no namespaces, no iproute2) is reported as skipped.
 */
public final class Lab implements AutoCloseable {
    private static final int LONG_SECONDS = 30;

    /** How a program ended. */
    public record Result(int code, String out, String err) {}

    private final Path script;
    private final String prefix;
    private final Path files;
    private final List<Running> running = new ArrayList<>();
    private long upTick;

    private Lab(Path script, String prefix, Path files) {
        this.script = script;
        this.prefix = prefix;
        this.files = files;
    }

    /**
     * Makes a lab.
     *
     * @param name begins the names of the namespaces; the process id follows, so that tests can run side by side
     * @param hosts how many
     */
    public static Lab up(String name, int hosts) {
        Path script = repository("test-pcaps/lab");
        assumeTrue(Files.exists(script), "no test-pcaps/lab");
        assumeTrue(works("id -u | grep -qx 0"), "needs root");
        assumeTrue(works("unshare -n true && ip netns list"), "needs network namespaces and iproute2");
        try {
            Lab lab = new Lab(script, name + ProcessHandle.current().pid(), Files.createTempDirectory("lab"));
            try {
                lab.script("up", String.valueOf(hosts));
            } catch (RuntimeException e) {
                lab.close();
                throw e;
            }
            lab.upTick = System.nanoTime();
            return lab;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the repository, wherever in it the tests run. */
    public static Path repository(String path) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("test-pcaps"))) {
                return at.resolve(path);
            }
        }
        return Path.of(path);
    }

    /** Skips the test when a program is not installed. */
    public static void assumeProgram(String name) {
        assumeTrue(works("command -v " + name), "needs " + name);
    }

    /**
     * Waits until the bridge keeps groups from hosts that have not joined them. It floods until its own query's response
     * time, one second, has passed since it came up; nothing shows when that is.
     */
    public void awaitSnooping() {
        eventually("the bridge to snoop", () -> System.nanoTime() - upTick > TimeUnit.SECONDS.toNanos(2));
    }

    /** Has a host hear everything, as a mirror port would. */
    public void monitor(int host) {
        script("monitor", String.valueOf(host));
    }

    /**
     * Puts a namespace between a host and the bridge, with interfaces {@code host} and {@code port}: nothing passes unless a
     * program started there carries it.
     *
     * @return the namespace
     */
    public String trunk(int host) {
        script("trunk", String.valueOf(host));
        return prefix + "-t" + host;
    }

    /** Has the bridge send its general queries now. */
    public void query() {
        script("query");
    }

    /** Has the bridge ask in IGMPv2 and MLDv1 (2) or in IGMPv3 and MLDv2 (3). */
    public void version(int version) {
        script("version", String.valueOf(version));
    }

    /** Waits until a host has joined a group, and, where switches snoop, until the bridge knows it. */
    public void awaitJoined(int host, String group) {
        boolean snooped = !group.startsWith("224.0.0.") && !group.startsWith("ff02:");
        String entry = "port p" + host + " grp " + group + " ";
        eventually(
                "host " + host + " to join " + group,
                () -> run(host, "ip", "maddr", "show", "dev", "eth0").out().contains(" " + group)
                        && (!snooped || run(0, "bridge", "mdb", "show").out().contains(entry)));
    }

    /** The name of a host's namespace; host 0 is the bridge. */
    public String namespace(int host) {
        return prefix + (host == 0 ? "-sw" : "-h" + host);
    }

    /** The IPv4 address of a host's {@code eth0}. */
    public String address(int host) {
        return "192.0.2." + host;
    }

    /** The global IPv6 address of a host's {@code eth0}. */
    public String address6(int host) {
        return "2001:db8::" + Integer.toHexString(host);
    }

    /** Runs a program on a host to its end; half a minute at most. */
    public Result run(int host, String... command) {
        return start(host, command).finish();
    }

    /** Starts a program on a host. It is killed when the lab closes. */
    public Running start(int host, String... command) {
        return start(namespace(host), command);
    }

    /** Starts a program in a namespace. */
    public Running start(String namespace, String... command) {
        List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        line.addAll(List.of(command));
        Running started = new Running(line, files.resolve("run" + running.size()));
        running.add(started);
        return started;
    }

    /** Runs our own program, as just compiled, on a host to its end. */
    public Result mcshark(int host, String... arguments) {
        return startMcshark(host, arguments).finish();
    }

    /** Starts our own program, as just compiled, on a host. */
    public Running startMcshark(int host, String... arguments) {
        return startJava(host, Main.class, List.of(), arguments);
    }

    /** Starts a class of the tests or of the product in a JVM of its own on a host. */
    public Running startJava(int host, Class<?> main, List<String> flags, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        line.addAll(flags);
        line.add(main.getName());
        line.addAll(List.of(arguments));
        return start(host, line.toArray(String[]::new));
    }

    /** Kills what still runs, so that the next test of a class that shares the lab begins afresh. */
    public void quiet() {
        running.forEach(Running::kill);
    }

    @Override
    public void close() {
        quiet();
        script("down");
        try (var all = Files.list(files)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
            Files.delete(files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void script(String verb, String... arguments) {
        List<String> line = new ArrayList<>(List.of("bash", script.toString(), verb, prefix));
        line.addAll(List.of(arguments));
        Running done = new Running(line, files.resolve(verb));
        Result result = done.finish();
        if (result.code() != 0) {
            throw new IllegalStateException("lab " + verb + " failed: " + result.err());
        }
    }

    private static void eventually(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONG_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static boolean works(String shell) {
        try {
            return new ProcessBuilder("sh", "-c", shell)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A program on a host. */
    public static final class Running {
        private final String command;
        private final Process process;
        private final Path out;
        private final Path err;

        private Running(List<String> line, Path files) {
            this.command = String.join(" ", line);
            this.out = files.resolveSibling(files.getFileName() + ".out");
            this.err = files.resolveSibling(files.getFileName() + ".err");
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
                // for our own program; surefire hides the class path in the manifest of a jar of its own
                builder.environment()
                        .put(
                                "CLASSPATH",
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
                process = builder.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** What it has written so far. */
        public String out() {
            return read(out);
        }

        public String err() {
            return read(err);
        }

        /** Types into the program. */
        public Running type(String text) {
            try {
                process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().flush();
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Closes the program's standard input. */
        public Running endInput() {
            try {
                process.getOutputStream().close();
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Waits until a text appears on its standard output or error. */
        public Running await(String text) {
            eventually("'" + command + "' to say '" + text + "'", () -> {
                boolean alive = process.isAlive();
                boolean said = (out() + "\n" + err()).contains(text);
                if (!said && !alive) {
                    throw new AssertionError("'" + command + "' did not say '" + text + "' but: " + out() + err());
                }
                return said;
            });
            return this;
        }

        /** Waits for its end. */
        public Result finish() {
            try {
                if (!process.waitFor(LONG_SECONDS, TimeUnit.SECONDS)) {
                    kill();
                    throw new AssertionError("'" + command + "' did not end; it said: " + out() + err());
                }
                return new Result(process.exitValue(), out(), err());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Its process; {@code ip netns exec} becomes the program it runs. */
        public long pid() {
            return process.pid();
        }

        /** Presses Ctrl-C and waits for its end. */
        public Result interrupt() {
            works("kill -INT " + process.pid());
            return finish();
        }

        private void kill() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
