package io.mcshark.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Where a window gets its bytes: a file read by position, a pipe, or a decompressor. */
sealed interface ByteSource extends Closeable permits ByteSource.File, ByteSource.Pipe, ByteSource.Stream {
    /**
     * Reads some bytes into {@code to}, from its position on.
     *
     * @param offset position in the source of the first byte wanted; always where the last read ended unless {@link #seekable}
     * @return bytes read, or -1 at the end
     */
    int read(ByteBuffer to, long offset) throws IOException;

    /** Whether any offset may be read at any time. */
    default boolean seekable() {
        return false;
    }

    /** Bytes there are, or -1 where unknown. */
    default long size() throws IOException {
        return -1;
    }

    /** A regular file; the channel may be shared, positioned reads do not disturb each other. */
    record File(FileChannel channel) implements ByteSource {
        @Override
        public int read(ByteBuffer to, long offset) throws IOException {
            return channel.read(to, offset);
        }

        @Override
        public boolean seekable() {
            return true;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** A pipe, a terminal, a device: bytes come in order, once. */
    record Pipe(FileChannel channel) implements ByteSource {
        @Override
        public int read(ByteBuffer to, long offset) throws IOException {
            return channel.read(to);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** A decompressor or any other stream of Java's. */
    record Stream(InputStream stream, byte[] some) implements ByteSource {
        Stream(InputStream stream) {
            this(stream, new byte[1 << 16]);
        }

        @Override
        public int read(ByteBuffer to, long offset) throws IOException {
            int n = stream.read(some, 0, Math.min(some.length, to.remaining()));
            if (n > 0) {
                to.put(some, 0, n);
            }
            return n;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
