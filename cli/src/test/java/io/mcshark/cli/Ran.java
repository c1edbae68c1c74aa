package io.mcshark.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What one command line gave: its exit code and what it wrote. */
public record Ran(int code, String out, String err) {
    /** Runs a command line as the launcher would, without a terminal. */
    public static Ran mcshark(String... args) {
        return mcshark(new byte[0], args);
    }

    public static Ran mcshark(byte[] input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(new Console(new ByteArrayInputStream(input), out, err, false), args);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
