package io.mcshark.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps what comes through a pipe or a decompressor in a file without a name, so that packets can be shown again: give it to
 * {@link PacketReader#open(Path, Spool)} and ask the reader for a {@link PacketReader#twin}. One spool serves one reader.
 *
 * <p>The file goes with the process, however that ends. What comes after the limit, or after the disk is full, is read but not
 * kept; {@link #lost} tells.
 *
 * <p>Threads: one reader writes, any number of twins read; interrupting one of these threads closes the file for all.
 */
public final class Spool implements Closeable {
    /** Bytes kept where nothing else is said: 1 GiB. */
    public static final long LIMIT = 1L << 30;

    private final Path folder;
    private final long limit;
    private FileChannel file;
    private volatile String lost;

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

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    Kept keep(ByteSource source) throws IOException {
        try {
            Path name = Files.createTempFile(folder, "mcshark-", ".spool");
            // On Unix the name is gone as soon as the file is open.
            file = FileChannel.open(
                    name, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new SavefileException(folder + ": no spool file can be made there: " + e.getMessage(), e);
        }
        return new Kept(source, this);
    }

    /** A source whose bytes are kept as they pass; as a growth, it is what twins may read. */
    static final class Kept implements ByteSource, Growth {
        private final ByteSource source;
        private final Spool spool;
        private volatile long kept;
        private volatile boolean ended;

        Kept(ByteSource source, Spool spool) {
            this.source = source;
            this.spool = spool;
        }

        Spool spool() {
            return spool;
        }

        ByteSource again() {
            return new ByteSource.File(spool.file, true);
        }

        @Override
        public int read(ByteBuffer to, long offset) throws IOException {
            int from = to.position();
            int n = -1;
            try {
                n = source.read(to, offset);
            } finally {
                ended |= n < 0;
            }
            if (n > 0 && !ended) {
                keep(to.duplicate().limit(to.position()).position(from));
            }
            return n;
        }

        private void keep(ByteBuffer bytes) {
            long room = spool.limit - kept;
            boolean full = bytes.remaining() > room;
            if (full) {
                bytes.limit(bytes.position() + (int) room);
                spool.lost = "not kept beyond the spool's limit of " + spool.limit + " bytes";
            }
            try {
                long at = kept;
                while (bytes.hasRemaining()) {
                    at += spool.file.write(bytes, at);
                }
                kept = at;
            } catch (IOException e) {
                full = true;
                spool.lost = "not kept beyond byte " + kept + ": " + e.getMessage();
            }
            ended |= full;
        }

        @Override
        public long limit() {
            return kept;
        }

        @Override
        public boolean ended() {
            return ended;
        }

        @Override
        public void close() throws IOException {
            ended = true;
            source.close();
        }
    }
}
