package io.mcshark.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps what comes through a pipe or a decompressor in a file without a name, so that packets can be shown again: give it to
 * {@link PacketReader#open(Path, Spool)} and ask the reader for a {@link PacketReader#twin}. One spool serves one source.
 *
 * <p>Whichever reader gets to the end of what is kept first takes more from the source. What comes after the limit, or after
 * the disk is full, goes to that reader only; {@link #lost} tells. The file goes with the process, however that ends.
 *
 * <p>Threads: any number of readers, one thread each; interrupting one of them closes the file for all.
 */
public final class Spool implements Closeable {
    /** Bytes kept where nothing else is said: 1 GiB. */
    public static final long LIMIT = 1L << 30;

    private final Path folder;
    private final long limit;
    private FileChannel file;
    private ByteSource source;
    private volatile boolean closed;
    private volatile String lost;
    /** Bytes in the file. */
    private volatile long kept;
    /** Bytes taken from the source; guarded by this. */
    private long taken;
    /** What went wrong with the source; guarded by this. */
    private ByteSource.Damage damage;

    /**
     * @param folder where there is room
     * @param limit in bytes
     */
    public Spool(Path folder, long limit) {
        this.folder = folder;
        this.limit = limit;
    }

    /** In the system's folder for temporary files, up to {@link #LIMIT}. */
    public static Spool usual() {
        return new Spool(Path.of(System.getProperty("java.io.tmpdir")), LIMIT);
    }

    /** Why not everything was kept, one line; null where it was. */
    public String lost() {
        return lost;
    }

    /** Ends all readers. */
    @Override
    public void close() throws IOException {
        closed = true;
        if (file != null) {
            file.close();
            source.close();
        }
    }

    /** Keeps {@code source}; what it gives is the source of the first reader. */
    ByteSource keep(ByteSource source) throws IOException {
        if (file != null) {
            throw new IllegalStateException("this spool keeps another source");
        }
        try {
            Path name = Files.createTempFile(folder, "mcshark-", ".spool");
            // On Unix the name is gone as soon as the file is open.
            file = FileChannel.open(
                    name, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new SavefileException(folder + ": no spool file can be made there: " + e.getMessage(), e);
        }
        this.source = source;
        return new View(this, true);
    }

    private int read(ByteBuffer to, long offset) throws IOException {
        return offset < kept ? again(to, offset) : more(to, offset);
    }

    private int again(ByteBuffer to, long offset) throws IOException {
        int room = to.remaining(), limit = to.limit();
        to.limit(to.position() + (int) Math.min(room, kept - offset));
        int n = file.read(to, offset);
        to.limit(limit);
        return n;
    }

    private synchronized int more(ByteBuffer to, long offset) throws IOException {
        if (offset < kept) {
            return again(to, offset); // another reader took more meanwhile
        }
        if (offset < taken) {
            throw new ByteSource.Damage("cannot be shown again: " + lost, null);
        }
        if (damage != null) {
            throw damage;
        }
        if (closed) {
            return -1;
        }
        int from = to.position();
        int n;
        try {
            n = source.read(to, offset);
        } catch (ByteSource.Damage e) {
            damage = e;
            throw e;
        } catch (ClosedChannelException e) {
            closed = true;
            throw e;
        }
        if (n > 0) {
            taken += n;
            if (lost == null) {
                keep(to.duplicate().limit(to.position()).position(from));
            }
        }
        return n;
    }

    private void keep(ByteBuffer bytes) {
        if (bytes.remaining() > limit - kept) {
            bytes.limit(bytes.position() + (int) (limit - kept));
            lost = "not kept beyond the spool's limit of " + limit + " bytes";
        }
        try {
            long at = kept;
            while (bytes.hasRemaining()) {
                at += file.write(bytes, at);
            }
            kept = at;
        } catch (IOException e) {
            lost = "not kept beyond byte " + kept + ": " + e.getMessage();
        }
    }

    /**
     * What one reader sees.
     *
     * @param owner whether closing it closes the source
     */
    record View(Spool spool, boolean owner) implements ByteSource {
        @Override
        public int read(ByteBuffer to, long offset) throws IOException {
            return spool.read(to, offset);
        }

        @Override
        public boolean seekable() {
            return true;
        }

        @Override
        public void close() throws IOException {
            if (owner) {
                spool.closed = true;
                spool.source.close();
            }
        }
    }
}
