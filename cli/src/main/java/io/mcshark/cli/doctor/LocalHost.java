package io.mcshark.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The host this runs on. */
final class LocalHost implements Host {
    private static final long LONGEST_SECONDS = 5;
    private static final int LONGEST_FILE = 1 << 20;

    /** Where programs of administrators are, which may not be in a person's path. */
    private static final String[] FOLDERS = {"/usr/sbin/", "/sbin/", "/usr/bin/", "/bin/"};

    @Override
    public String read(String path) {
        // A file of /proc/sys has to be read at once: behind its first bytes it is at its end.
        try (InputStream file = Files.newInputStream(Path.of(path))) {
            return new String(file.readNBytes(LONGEST_FILE), StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public List<String> list(String folder) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder))) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (IOException e) {
            return List.of();
        }
        names.sort(null);
        return names;
    }

    @Override
    public String run(String... command) {
        for (String folder : FOLDERS) {
            if (Files.isExecutable(Path.of(folder + command[0]))) {
                String[] whole = command.clone();
                whole[0] = folder + command[0];
                return output(whole);
            }
        }
        return null;
    }

    private static String output(String[] command) {
        try {
            Process process = new ProcessBuilder(Arrays.asList(command))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return null;
            }
            return process.exitValue() == 0 ? text.stripTrailing() : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
