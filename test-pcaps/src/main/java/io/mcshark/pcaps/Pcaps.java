package io.mcshark.pcaps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds the captures that tests read, by file name ({@code "igmp-v3.pcap"}). ORIGIN.md tells where each comes from. On a class path
 * of folders the files themselves are given; from a jar, copies in a temporary folder that is deleted when the JVM ends.
 */
public final class Pcaps {
    private static final Path FOLDER = folder();

    private Pcaps() {}

    /**
     * The capture with that file name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Path path(String name) {
        Path file = FOLDER.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("no capture " + name + "; there are " + names());
        }
        return file;
    }

    /** The file names of all captures, sorted. */
    public static List<String> names() {
        return all().stream().map(file -> file.getFileName().toString()).toList();
    }

    /** All captures, sorted by file name. */
    public static List<Path> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            URI uri = Pcaps.class.getResource("/pcaps").toURI();
            return uri.getScheme().equals("file") ? Path.of(uri) : copied(uri);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path copied(URI uri) throws IOException {
        Path folder = Files.createTempDirectory("mcshark-pcaps");
        folder.toFile().deleteOnExit(); // deleted last: what is registered first goes last
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of());
                Stream<Path> files = Files.list(jar.getPath("/pcaps"))) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(file.getFileName().toString());
                Files.copy(file, copy);
                copy.toFile().deleteOnExit();
            }
        }
        return folder;
    }
}
