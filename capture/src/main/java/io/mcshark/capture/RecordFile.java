package io.mcshark.capture;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of records behind a buffer: whole records or nothing, even on a full disk. */
final class RecordFile implements Closeable {
    private static final int SIZE = 1 << 18;

    private final String name;
    private final FileChannel channel;
    /** Standard output cannot be cut back. */
    private final boolean file;

    private MemorySegment memory = Arena.ofAuto().allocate(SIZE, 64);
    private ByteBuffer buffer = memory.asByteBuffer();
    private int have;
    private long written;
    private boolean failed;

    private RecordFile(String name, FileChannel channel, boolean file) {
        this.name = name;
        this.channel = channel;
        this.file = file;
    }

    static RecordFile create(Path path) throws IOException {
        if (path.toString().equals("-")) {
            return new RecordFile("standard output", new FileOutputStream(FileDescriptor.out).getChannel(), false);
        }
        try {
            return new RecordFile(
                    path.toString(),
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING),
                    true);
        } catch (IOException e) {
            throw new SavefileException(path + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** Makes room for a record of {@code size} bytes; returns where it begins in {@link #memory}. */
    int begin(int size) throws IOException {
        if (size > memory.byteSize() - have) {
            flush();
            if (size > memory.byteSize()) {
                memory = Arena.ofAuto().allocate(size + (size >> 2), 64);
                buffer = memory.asByteBuffer();
            }
        }
        return have;
    }

    /** The record begun is whole. */
    void end(int size) {
        have += size;
    }

    MemorySegment memory() {
        return memory;
    }

    long position() {
        return written + have;
    }

    void flush() throws IOException {
        if (failed || have == 0) {
            return;
        }
        buffer.position(0).limit(have);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            failed = true;
            if (file) {
                channel.truncate(written);
                throw new SavefileException(
                        name + ": writing failed at byte " + position() + ": " + e.getMessage()
                                + "; cut back to the last whole packet",
                        e);
            }
            throw e;
        }
        written += have;
        have = 0;
    }

    @Override
    public void close() throws IOException {
        try {
            flush();
        } finally {
            if (file) {
                channel.close();
            }
        }
    }
}
