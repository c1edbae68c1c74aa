package io.mcshark.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A terminal of 100 by 30 characters that a test types into and reads the screen of. */
public final class Tmux implements AutoCloseable {
    private static final int LONG_SECONDS = 60;

    private final Path socket;

    /**
     * Starts a line of shell in the terminal; a test without tmux is reported as skipped.
     *
     * @param folder where it starts; tmux keeps a socket there
     * @param environment {@code NAME=VALUE} each
     */
    public Tmux(Path folder, String line, String... environment) {
        Lab.assumeProgram("tmux");
        socket = folder.resolve("tmux");
        List<String> words = new ArrayList<>(
                List.of("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", "-c", folder.toString()));
        for (String variable : environment) {
            words.addAll(List.of("-e", variable));
        }
        words.add(line + "; echo exit code $?; sleep 1000");
        assumeTrue(tmux(words).code() == 0, "tmux does not start here");
    }

    /** Types text as it stands, then presses Enter. */
    public Tmux line(String text) {
        return text(text).key("Enter");
    }

    public Tmux text(String text) {
        tmux(List.of("send-keys", "-l", "--", text));
        return this;
    }

    /** Presses a key by tmux's name: Enter, Tab, C-c. */
    public Tmux key(String name) {
        tmux(List.of("send-keys", name));
        return this;
    }

    /** Gives the terminal another size. */
    public Tmux size(int columns, int lines) {
        tmux(List.of("resize-window", "-x", String.valueOf(columns), "-y", String.valueOf(lines)));
        return this;
    }

    /** The lines on the screen, without blanks at their ends, and without the empty ones at its end. */
    public String screen() {
        return tmux(List.of("capture-pane", "-p")).out().stripTrailing();
    }

    /** Waits until the screen contains a text. */
    public String await(String text) {
        return await("'" + text + "'", screen -> screen.contains(text));
    }

    /** Waits until the screen ends with a text: the status line. */
    public String awaitEnd(String text) {
        return await("'" + text + "' at the end", screen -> screen.endsWith(text));
    }

    public String await(String what, Predicate<String> condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONG_SECONDS);
        String screen = screen();
        while (!condition.test(screen)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what + " on the screen:\n" + screen);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            screen = screen();
        }
        return screen;
    }

    @Override
    public void close() {
        tmux(List.of("kill-server"));
    }

    private Ran tmux(List<String> words) {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
        command.addAll(words);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("CLASSPATH", Ran.classPath());
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes());
            return new Ran(process.waitFor(), out, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
