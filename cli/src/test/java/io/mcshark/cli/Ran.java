package io.mcshark.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What one command line gave: its exit code and what it wrote. */
public record Ran(int code, String out, String err) {
    private static final int LONG_SECONDS = 60;

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

    /**
     * Runs lines of bash in which {@code mcshark} is our program as just compiled, in a process of its own; pipes and what a
     * process may not do can be tried only so. What a variable {@code before} holds stands before its command. What is written
     * to standard output is taken as bytes.
     */
    public static Ran bash(Path folder, String lines) {
        try {
            Path own = Files.createTempDirectory("ran");
            Path program =
                    Files.writeString(own.resolve("mcshark"), "#!/bin/sh\nexec $before " + command() + " \"$@\"\n");
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path out = own.resolve("out"), err = own.resolve("err");
            ProcessBuilder bash = new ProcessBuilder("bash", "-c", "set -o pipefail\n" + lines)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            bash.environment().put("CLASSPATH", classPath());
            bash.environment().merge("PATH", own.toString(), (path, first) -> first + ":" + path);
            Process process = bash.start();
            process.getOutputStream().close();
            if (!process.waitFor(LONG_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("does not end: " + lines);
            }
            Ran ran = new Ran(
                    process.exitValue(), Files.readString(out, StandardCharsets.ISO_8859_1), Files.readString(err));
            for (Path file : new Path[] {program, out, err, own}) {
                Files.delete(file);
            }
            return ran;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where our program is, as just compiled: surefire hides it in the manifest of a jar of its own. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** The command that runs our program, as just compiled, with {@link #classPath} in {@code CLASSPATH}. */
    public static String command(String... flags) {
        List<String> words = new ArrayList<>();
        words.add("'" + Path.of(System.getProperty("java.home"), "bin", "java") + "'");
        words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        words.addAll(List.of(flags));
        words.add(Main.class.getName());
        return String.join(" ", words);
    }
}
