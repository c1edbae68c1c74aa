package io.mcshark.cli.view;

import io.mcshark.cli.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a command says of the open capture, as a screen of its own: it runs beside, its lines can be scrolled through.
 *
 * <p>Threads: one at a time, beside the command's own.
 */
final class Board {
    /** Runs a command of the shell on the open capture. */
    interface Runner {
        int run(Console console, String... words);
    }

    /** The commands that have a key, in the order of the keys from 2 on. */
    static final List<String> COMMANDS =
            List.of("streams", "groups", "queriers", "expert", "graph", "pim", "ptp", "talkers");

    private final String command;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Console console;
    private final Thread thread;
    private volatile boolean done;
    private int top;
    private int shift;

    /** @param filter the display filter in force; empty for none */
    Board(Runner runner, String command, String filter, int width, int height) {
        this.command = command;
        console = new Console(new ByteArrayInputStream(new byte[0]), text, said, true).sized(width, height, false);
        String[] words = filter.isEmpty() ? new String[] {command} : new String[] {command, "-Y", filter};
        thread = Thread.ofPlatform().daemon().name(command).start(() -> {
            runner.run(console, words);
            done = true;
        });
    }

    String command() {
        return command;
    }

    boolean isDone() {
        return done;
    }

    /** What it has said; what went wrong last. */
    List<String> lines() {
        if (!done) {
            return List.of("looking at all packets …");
        }
        return (text.toString(StandardCharsets.UTF_8) + said.toString(StandardCharsets.UTF_8))
                .lines()
                .toList();
    }

    /** What a key does to it; false for one that it does not know. */
    boolean key(String key, int page) {
        int last = Math.max(0, lines().size() - page);
        switch (key) {
            case "down", "j", "wheel-down" -> top++;
            case "up", "k", "wheel-up" -> top--;
            case "pgdn", "ctrl-d", " " -> top += page;
            case "pgup", "ctrl-u", "b" -> top -= page;
            case "home", "g" -> top = 0;
            case "end", "G" -> top = last;
            case "right", "l" -> shift += 8;
            case "left", "h" -> shift = Math.max(0, shift - 8);
            default -> {
                return false;
            }
        }
        top = Math.clamp(top, 0, last);
        return true;
    }

    int top() {
        return top;
    }

    int shift() {
        return shift;
    }

    /** Ends the command, if it still runs. */
    void close() {
        console.stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
