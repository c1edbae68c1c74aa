package io.mcshark.cli;

import java.io.BufferedWriter;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Where a command reads and writes, and how it hears of Ctrl-C: the process's streams, the shell's terminal, or a test's
 * buffers. Commands use nothing else of the outside world for their text.
 *
 * <p>Threads: {@link #stop} may be called from any thread (a signal handler); the rest belongs to the command's thread.
 */
public final class Console {
    private final InputStream in;
    private final OutputStream out;
    private final PrintWriter text;
    private final PrintWriter err;
    private final boolean terminal;
    private final CopyOnWriteArrayList<Runnable> stoppers = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;

    /**
     * @param out bytes for standard output, unbuffered or buffered; flushed by {@link #flush}
     * @param terminal whether {@code out} is a person's screen (colour, pager, progress)
     */
    public Console(InputStream in, OutputStream out, OutputStream err, boolean terminal) {
        this(in, out, new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true), terminal);
    }

    private Console(InputStream in, OutputStream out, PrintWriter err, boolean terminal) {
        this.in = in;
        this.out = out;
        this.text = new PrintWriter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), false);
        this.err = err;
        this.terminal = terminal;
    }

    public InputStream in() {
        return in;
    }

    /** Standard output as bytes, for what is written fast; call {@link #flush} before mixing with {@link #text}. */
    public OutputStream out() {
        return out;
    }

    /** Standard output as text. */
    public PrintWriter text() {
        return text;
    }

    /** Standard error; every line is flushed. */
    public PrintWriter err() {
        return err;
    }

    public boolean terminal() {
        return terminal;
    }

    public void flush() {
        text.flush();
    }

    /** Asks the running command to end in good order, as Ctrl-C does. */
    public void stop() {
        stopped = true;
        stoppers.forEach(Runnable::run);
    }

    /** Whether the running command was asked to end; loops look at it. */
    public boolean stopped() {
        return stopped;
    }

    /** The same console with its standard output going elsewhere: a file, a program. */
    public Console into(OutputStream elsewhere) {
        Console other = new Console(in, elsewhere, err, false);
        onStop(other::stop);
        return other;
    }

    /** Makes the console ready for the next command of a shell. */
    public void resume() {
        stopped = false;
        stoppers.clear();
    }

    /** Has {@code action} run when the command is asked to end, for one that waits where no flag is seen. */
    public void onStop(Runnable action) {
        stoppers.add(action);
        if (stopped) {
            action.run();
        }
    }
}
