package io.mcshark.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A file of records behind a buffer: whole records or nothing, even on a full disk. */
final class RecordFile implements Closeable {
    private static final int SIZE = 1 << 18;
    /** The shortest record there is: a pcapng block without a body. */
    private static final int SHORTEST = 12;

    private final String name;
    private final WritableByteChannel channel;
    /** The same channel where it can be cut back; null for a pipe. */
    private final FileChannel file;
    /** Standard output is not ours to close. */
    private final boolean owned;

    private MemorySegment memory;
    private ByteBuffer buffer, bytes;
    private int have;
    /** Where the records in the buffer end. */
    private int[] ends = new int[SIZE / SHORTEST + 1];

    private int count;
    private long written;
    private boolean failed;

    private RecordFile(String name, WritableByteChannel channel, FileChannel file, boolean owned) {
        this.name = name;
        this.channel = channel;
        this.file = file;
        this.owned = owned;
        use(Arena.ofAuto().allocate(SIZE, 64));
    }

    private void use(MemorySegment room) {
        memory = room;
        buffer = room.asByteBuffer();
        bytes = room.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    static RecordFile create(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new SavefileException(path + ": is a directory");
        }
        try {
            boolean made = !Files.exists(path);
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            if (made) {
                giveToCaller(path);
            }
            return new RecordFile(path.toString(), channel, Files.isRegularFile(path) ? channel : null, true);
        } catch (NoSuchFileException e) {
            throw new SavefileException(path + ": cannot be written: there is no such folder", e);
        } catch (AccessDeniedException e) {
            throw new SavefileException(path + ": no permission to write it", e);
        } catch (IOException e) {
            throw new SavefileException(path + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** @param file what to cut back when {@code channel} fails */
    static RecordFile of(String name, WritableByteChannel channel, FileChannel file) {
        return new RecordFile(name, channel, file, true);
    }

    static RecordFile on(OutputStream out, String name) {
        return new RecordFile(name, Channels.newChannel(out), null, false);
    }

    /** Under sudo, a file belongs to who called sudo. */
    private static void giveToCaller(Path path) {
        String user = System.getenv("SUDO_UID"), group = System.getenv("SUDO_GID");
        if (user != null && group != null) {
            try {
                Files.setAttribute(path, "unix:gid", Integer.parseInt(group));
                Files.setAttribute(path, "unix:uid", Integer.parseInt(user));
            } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
                return; // stays as it is: readable, if not the caller's
            }
        }
    }

    String name() {
        return name;
    }

    /** Makes room for a record of {@code size} bytes; returns where it begins in {@link #memory}. */
    int begin(int size) throws IOException {
        if (failed) {
            throw new SavefileException(name + ": writing failed before");
        }
        if (size > memory.byteSize() - have) {
            flush();
            if (size > memory.byteSize()) {
                use(Arena.ofAuto().allocate(size + (size >> 2), 64));
                ends = new int[(int) memory.byteSize() / SHORTEST + 1];
            }
        }
        return have;
    }

    /** The record begun is whole. */
    void end(int size) {
        have += size;
        ends[count++] = have;
    }

    /** Writes a record as it stands. */
    void put(MemorySegment segment, long at, int size) throws IOException {
        int to = begin(size);
        MemorySegment.copy(segment, at, memory, to, size);
        end(size);
    }

    MemorySegment memory() {
        return memory;
    }

    /** The same, to put numbers there. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** Bytes of whole records, those in the buffer included. */
    long position() {
        return written + have;
    }

    /** Bytes handed to the system. */
    long flushed() {
        return written;
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
            if (file != null) {
                throw cutBack(e);
            }
            if (String.valueOf(e.getMessage()).contains("Broken pipe")) {
                throw e; // its reader went away
            }
            throw new SavefileException(name + ": writing failed (" + e.getMessage() + ")", e);
        }
        written += have;
        have = 0;
        count = 0;
    }

    private SavefileException cutBack(IOException e) throws IOException {
        int i = Arrays.binarySearch(ends, 0, count, buffer.position());
        int whole = i >= 0 ? ends[i] : i == -1 ? 0 : ends[-i - 2];
        written += whole;
        have = 0;
        file.truncate(written);
        return new SavefileException(
                name + ": writing failed (" + e.getMessage() + "); the file ends with its last whole packet, at byte "
                        + written,
                e);
    }

    @Override
    public void close() throws IOException {
        try {
            flush();
        } finally {
            if (owned) {
                channel.close();
            }
        }
    }
}
