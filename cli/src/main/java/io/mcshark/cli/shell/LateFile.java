package io.mcshark.cli.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file made when something is first written to it: a command that goes wrong leaves the one there was. */
final class LateFile extends OutputStream {
    private final Path path;
    private OutputStream file;

    LateFile(Path path) {
        this.path = path;
    }

    /** Makes the file, or empties the one there is, unless something was written already. */
    OutputStream make() throws IOException {
        try {
            file = file == null ? Files.newOutputStream(path) : file;
            return file;
        } catch (NoSuchFileException e) {
            throw new IOException("cannot be written: there is no such folder", e);
        } catch (AccessDeniedException e) {
            throw new IOException("no permission to write it", e);
        } catch (FileSystemException e) {
            throw new IOException("cannot be written: " + e.getReason(), e);
        }
    }

    @Override
    public void write(int one) throws IOException {
        make().write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        make().write(bytes, from, count);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
