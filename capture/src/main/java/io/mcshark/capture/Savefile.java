package io.mcshark.capture;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens savefiles: finds out what the bytes are and picks the reader. */
final class Savefile {
    /** Bytes; measured, larger ones gain nothing. */
    static final int WINDOW = 1 << 20;

    private Savefile() {}

    static PacketReader open(Path file, Growth growth, Spool spool) throws IOException {
        String name = file.toString();
        if (name.isEmpty()) {
            throw new SavefileException("the name of a file is empty");
        }
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
        boolean regular = Files.isRegularFile(file);
        ByteSource source = regular ? new ByteSource.File(channel) : new ByteSource.Pipe(channel);
        return open(name, source, growth, spool).from(file);
    }

    static PacketReader open(InputStream in, String name, Spool spool) throws IOException {
        ByteSource source =
                in instanceof FileInputStream file ? new ByteSource.Pipe(file.getChannel()) : new ByteSource.Stream(in);
        return open(name, source, null, spool);
    }

    /** Another reader of what a spool keeps. */
    static PacketReader again(String name, Spool spool) throws IOException {
        return reader(name, new Window(new Spool.View(spool, false), null, WINDOW));
    }

    private static PacketReader open(String name, ByteSource source, Growth growth, Spool spool) throws IOException {
        ByteSource now = source;
        try {
            Window window = new Window(source, growth, WINDOW);
            window.fill(0, 4);
            Compression compression = window.have < 4 ? Compression.NONE : Compression.of(window.bytes.getInt(0));
            if (compression == Compression.NONE && (spool == null || source.seekable())) {
                return reader(name, window);
            }
            if (growth != null) {
                throw new SavefileException(name + ": is compressed (" + compression + ") and cannot be followed");
            }
            byte[] head = window.memory.asSlice(0, window.have).toArray(ValueLayout.JAVA_BYTE);
            ByteSource.Again again = new ByteSource.Again(head, source);
            now = compression == Compression.NONE
                    ? new ByteSource.Stream(again)
                    : new ByteSource.Unpacked(compression, again);
            if (spool != null) {
                now = spool.keep(now);
            }
            return reader(name, new Window(now, null, WINDOW)).packed(compression);
        } catch (IOException e) {
            now.close();
            throw e;
        }
    }

    private static PacketReader reader(String name, Window window) throws IOException {
        if (window.fill(0, 4) < 0) {
            throw new SavefileException(name
                    + (window.fault() != null
                            ? ": " + window.fault()
                            : window.have == 0
                                    ? ": is empty, not even a file header"
                                    : ": not a pcap or pcapng file (only " + window.have + " bytes long)"));
        }
        MemorySegment memory = window.memory;
        int magic = window.bytes.getInt(0);
        if (magic == PcapngReader.SECTION) {
            return new PcapngReader(name, window);
        }
        if (SnoopReader.recognises(magic)) {
            return new SnoopReader(name, window);
        }
        if (PcapReader.recognises(magic)) {
            return new PcapReader(name, window, !PcapReader.known(magic));
        }
        throw new SavefileException(name + ": not a pcap or pcapng file" + Foreign.look(memory, window.have));
    }
}
