package io.mcshark.capture;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens savefiles: finds out what the bytes are and picks the reader. */
final class Savefile {
    /** Measured: larger windows gain nothing. */
    static final int WINDOW = 1 << 20;

    private Savefile() {}

    static PacketReader open(Path file, Growth growth) throws IOException {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            throw new SavefileException(name + ": is a directory, not a savefile");
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw new SavefileException(name + ": no such file", e);
        } catch (AccessDeniedException e) {
            throw new SavefileException(name + ": no permission to read it", e);
        } catch (IOException e) {
            throw new SavefileException(name + ": cannot be opened: " + e.getMessage(), e);
        }
        ByteSource source = Files.isRegularFile(file) ? new ByteSource.File(channel) : new ByteSource.Pipe(channel);
        return open(name, source, growth);
    }

    static PacketReader open(InputStream in, String name) throws IOException {
        ByteSource source =
                in instanceof FileInputStream file ? new ByteSource.Pipe(file.getChannel()) : new ByteSource.Stream(in);
        return open(name, source, null);
    }

    private static PacketReader open(String name, ByteSource source, Growth growth) throws IOException {
        Window window = new Window(source, growth, WINDOW);
        try {
            return reader(name, window);
        } catch (IOException e) {
            window.close();
            throw e;
        }
    }

    private static PacketReader reader(String name, Window window) throws IOException {
        if (window.fill(0, 4) < 0) {
            throw new SavefileException(
                    window.have == 0
                            ? name + ": is empty, not even a file header"
                            : name + ": not a pcap or pcapng file (only " + window.have + " bytes long)");
        }
        MemorySegment memory = window.memory;
        int magic = memory.get(Window.U32, 0);
        if (magic == PcapngReader.SECTION) {
            return new PcapngReader(name, window);
        }
        if (PcapReader.recognises(magic)) {
            return new PcapReader(name, window, !PcapReader.known(magic));
        }
        throw new SavefileException(name + ": not a pcap or pcapng file");
    }
}
