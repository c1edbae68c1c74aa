package io.mcshark.cli.shell;

import io.mcshark.cli.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Shows what does not fit the screen through a pager, {@code less} if nothing else is asked for: it scrolls and searches. What
 * fits is written as it is. Commands that go on, or that can be endless, are left alone.
 */
final class Pager {
    private static final String USUAL = "less -R -X";

    /** The commands whose output is all there before a person has read it. */
    private static final Set<String> ENDING = Set.of(
            "show",
            "hex",
            "help",
            "fields",
            "diagram",
            "explain",
            "info",
            "streams",
            "groups",
            "queriers",
            "pim",
            "ptp",
            "expert",
            "talkers",
            "graph",
            "compare");

    /** Options with which these go on, too. */
    private static final Set<String> LIVE = Set.of("-i", "--interface", "--follow");

    private String program = System.getenv().getOrDefault("PAGER", installed() ? USUAL : "");

    private static boolean installed() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(folder.isEmpty() ? "." : folder, "less"))) {
                return true;
            }
        }
        return false;
    }

    /** {@code on}, {@code off}, or the program. */
    void set(String what) {
        program = switch (what) {
            case "off" -> "";
            case "on", "" -> USUAL;
            default -> what;
        };
    }

    /** Whether a line's output is for a pager. */
    boolean takes(Line line, Console console) {
        return !program.isEmpty()
                && console.terminal()
                && console.screen() != null
                && ENDING.contains(line.command())
                && line.arguments().stream().noneMatch(LIVE::contains);
    }

    Paged begin(Console console) {
        return new Paged(console, program);
    }

    /** One command's output. */
    static final class Paged extends OutputStream {
        private final Console console;
        private final Console own;
        private final String line;
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        private int lines;
        private Program program;
        private OutputStream target;

        private Paged(Console console, String line) {
            this.console = console;
            this.line = line;
            own = console.paged(this);
        }

        /** Where the command writes. */
        Console console() {
            return own;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (target != null) {
                target.write(bytes, from, count);
                return;
            }
            held.write(bytes, from, count);
            for (int i = from; i < from + count; i++) {
                lines += bytes[i] == '\n' ? 1 : 0;
            }
            if (lines >= console.rows() - 2) {
                console.flush();
                program = new Program(line, console);
                target = program.input();
                held.writeTo(target);
                held.reset();
            }
        }

        @Override
        public void flush() throws IOException {
            if (target != null) {
                target.flush();
            }
        }

        @Override
        public void close() throws IOException {
            own.flush();
            if (program != null) {
                program.close();
            } else {
                held.writeTo(console.out());
                console.out().flush();
            }
        }
    }
}
