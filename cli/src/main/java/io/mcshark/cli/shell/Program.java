package io.mcshark.cli.shell;

import io.mcshark.cli.Console;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;

/** A program that reads what a command writes; the user's own shell runs it, so that it takes what they would type there. */
final class Program implements AutoCloseable {
    private final Process process;
    private final Thread pump;

    Program(String line, Console console) throws IOException {
        String shell = System.getenv().getOrDefault("SHELL", "/bin/sh");
        process = new ProcessBuilder(shell, "-c", line)
                .redirectOutput(console.terminal() ? Redirect.INHERIT : Redirect.PIPE)
                .redirectError(Redirect.INHERIT)
                .start();
        pump = console.terminal()
                ? null
                : Thread.ofPlatform().start(() -> {
                    try {
                        process.getInputStream().transferTo(console.out());
                    } catch (IOException e) {
                        process.destroy(); // nobody reads what it writes
                    }
                });
    }

    /** Where to write for it. */
    OutputStream input() {
        return new Input(process.getOutputStream());
    }

    /** Tells the program that there is no more, and waits for its end. */
    @Override
    public void close() {
        try {
            input().close();
        } catch (IOException e) {
            // it did not read to the end
        }
        try {
            process.waitFor();
            if (pump != null) {
                pump.join();
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }

    /** Java calls a pipe without a reader by two names, as it finds out before or after the program's end. */
    private static final class Input extends FilterOutputStream {
        Input(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            try {
                out.write(bytes, from, count);
            } catch (IOException e) {
                throw new IOException("Broken pipe", e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                throw new IOException("Broken pipe", e);
            }
        }
    }
}
