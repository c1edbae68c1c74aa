package io.mcshark.cli;

import io.mcshark.decoder.Out;
import io.mcshark.decoder.report.Report;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Where a command reads and writes, and how it hears of Ctrl-C: the process's streams, the shell's terminal, or a test's
 * buffers. Commands use nothing else of the outside world for their text.
 *
 * <p>Threads: {@link #stop} may be called from any thread (a signal handler); the rest belongs to the command's thread.
 */
public final class Console {
    private static final int USUAL_COLUMNS = 120, USUAL_ROWS = 40;

    private final InputStream in;
    private final OutputStream out;
    private final String name;
    private final PrintWriter text;
    private final PrintWriter err;
    private final boolean terminal;
    private final CopyOnWriteArrayList<Runnable> stoppers = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;
    private IOException lost;
    private int columns = USUAL_COLUMNS;
    private int rows = USUAL_ROWS;
    private boolean watched;
    private OpenCapture open;
    private Object screen;
    private Consumer<Report> reports;
    private boolean drawn;

    /**
     * @param out bytes for standard output, unbuffered or buffered; flushed by {@link #flush}
     * @param terminal whether {@code out} is a person's screen (colour, pager, progress)
     */
    public Console(InputStream in, OutputStream out, OutputStream err, boolean terminal) {
        this(
                in,
                out,
                "standard output",
                new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true),
                terminal);
    }

    private Console(InputStream in, OutputStream out, String name, PrintWriter err, boolean terminal) {
        this.in = in;
        this.out = out;
        this.name = name;
        this.text = new PrintWriter(
                new BufferedWriter(new OutputStreamWriter(new Watched(out), StandardCharsets.UTF_8)), false);
        this.err = err;
        this.terminal = terminal;
    }

    public InputStream in() {
        return in;
    }

    /** Standard output as bytes, for savefiles; call {@link #flush} before mixing with {@link #text}. */
    public OutputStream out() {
        return out;
    }

    /**
     * Shows what was put together.
     *
     * @throws IOException when nobody reads it any more, or there is no room for it
     */
    public void show(Out bytes) throws IOException {
        try {
            bytes.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw named(e);
        }
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

    /**
     * Tells the size of the terminal; what is not told, or no terminal, is taken to be usual.
     *
     * @param watched whether a person sees standard error, too, so that long work may tell of its progress there
     */
    public Console sized(Integer columns, Integer rows, boolean watched) {
        this.columns = columns == null || columns < 1 ? USUAL_COLUMNS : columns;
        this.rows = rows == null || rows < 1 ? USUAL_ROWS : rows;
        this.watched = watched;
        return this;
    }

    /** How many columns the terminal has; no limit where standard output is none. */
    public int columns() {
        return terminal ? columns : Integer.MAX_VALUE;
    }

    /** Whether what is written may be more than ASCII: anywhere but on a terminal whose locale has no UTF-8. */
    public boolean unicode() {
        return !terminal || "UTF-8".equals(System.getProperty("native.encoding"));
    }

    /** How many lines the terminal has. */
    public int rows() {
        return rows;
    }

    /** Lends the terminal that is in use, for commands that take the whole screen; an object, as most commands load no JLine. */
    public void lend(Object terminal) {
        screen = terminal;
    }

    /** The terminal that is in use; null where a command has to open it itself. */
    public Object screen() {
        return screen;
    }

    /** Names the capture that commands work on which name none. */
    public void opened(OpenCapture capture) {
        open = capture;
    }

    /** That capture; null where there is none. */
    public OpenCapture open() {
        return open != null && open.isOpen() ? open : null;
    }

    /** Has reports given to {@code taker} instead of being written as text: a screen shows them in its own way. */
    public void takeReports(Consumer<Report> taker) {
        reports = taker;
    }

    /** Who takes reports; null where they are written. */
    public Consumer<Report> reports() {
        return reports;
    }

    /** Whether a person sees standard error. */
    public boolean watched() {
        return watched;
    }

    /** Why what was written to {@link #text} did not arrive, or null. */
    public IOException lost() {
        return lost;
    }

    private IOException named(IOException problem) {
        return new IOException(name + ": " + problem.getMessage(), problem);
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

    /** The same console with its standard output going elsewhere: a file, a program; its name is for messages. */
    public Console into(OutputStream elsewhere, String name) {
        Console other = new Console(in, elsewhere, name, err, false);
        other.open = open;
        onStop(other::stop);
        return other;
    }

    /** The same console with its standard output held back for a pager: still a person's screen. */
    public Console paged(OutputStream pager) {
        Console other = new Console(in, pager, "pager", err, terminal);
        other.open = open;
        other.columns = columns;
        other.rows = rows;
        onStop(other::stop);
        return other;
    }

    /** The same console where a screen is drawn: lines that would go to standard error are given to {@code taker}. */
    public Console telling(Consumer<String> taker) {
        Console other = new Console(in, out, name, new PrintWriter(new Lines(taker), true), terminal);
        other.open = open;
        other.columns = columns;
        other.rows = rows;
        other.drawn = true;
        onStop(other::stop);
        return other;
    }

    /** Whether a screen is drawn on the terminal, so that nothing else may be written there. */
    public boolean drawn() {
        return drawn;
    }

    /** Makes the console ready for the next command of a shell. */
    public void resume() {
        stopped = false;
        lost = null;
        stoppers.clear();
    }

    /** Has {@code action} run when the command is asked to end, for one that waits where no flag is seen. */
    public void onStop(Runnable action) {
        stoppers.add(action);
        if (stopped) {
            action.run();
        }
    }

    /** Has a reader that may be waiting closed when the command is asked to end. */
    public void closeOnStop(Closeable reader) {
        onStop(() -> {
            try {
                reader.close();
            } catch (IOException e) {
                // it was about to end anyhow
            }
        });
    }

    /** A writer keeps its failures to itself; this remembers the first. */
    private final class Watched extends FilterOutputStream {
        Watched(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            try {
                out.write(bytes, from, count);
            } catch (IOException e) {
                lost = lost == null ? named(e) : lost;
                throw e;
            }
        }
    }

    /** Gives away each line that is written. */
    private static final class Lines extends Writer {
        private final Consumer<String> taker;
        private final StringBuilder line = new StringBuilder();

        Lines(Consumer<String> taker) {
            this.taker = taker;
        }

        @Override
        public void write(char[] text, int from, int count) {
            for (int i = from; i < from + count; i++) {
                if (text[i] != '\n') {
                    line.append(text[i]);
                } else {
                    taker.accept(line.toString());
                    line.setLength(0);
                }
            }
        }

        @Override
        public void flush() {
            // a line goes at its end
        }

        @Override
        public void close() {
            // nothing is kept open
        }
    }
}
