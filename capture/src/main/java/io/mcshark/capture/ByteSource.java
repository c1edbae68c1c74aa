package io.mcshark.capture;

import io.mcshark.capture.unpack.Compression;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Where a window gets its bytes: a file read by position, a pipe, a stream, or any of them kept in a spool as well. */
sealed interface ByteSource extends Closeable
        permits ByteSource.File, ByteSource.Pipe, ByteSource.Stream, ByteSource.Unpacked, Spool.View {
    /**
     * Reads some bytes into {@code to}, from its position on.
     *
     * @param offset position in the source of the first byte wanted; where the last read ended unless {@link #seekable}
     * @return bytes read, or -1 at the end
     */
    int read(ByteBuffer to, long offset) throws IOException;

    /** Whether any offset may be read at any time. */
    default boolean seekable() {
        return false;
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

    /** Any stream of Java's. */
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

    /** What a decompressor gives; its complaints become {@link Damage}. */
    record Unpacked(Compression compression, Stream stream) implements ByteSource {
        @Override
        public int read(ByteBuffer to, long offset) throws IOException {
            try {
                return stream.read(to, offset);
            } catch (EOFException e) {
                throw new Damage("the " + compression + " data is cut short", e);
            } catch (java.nio.channels.ClosedChannelException e) {
                throw e;
            } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
                // Decompressors meet hostile bytes with all of these; thousands of empty gzip members overflow the
                // stack.
                throw new Damage("the " + compression + " data cannot be unpacked further (" + reason(e) + ")", e);
            }
        }

        private static String reason(Throwable e) {
            String message = e instanceof IOException ? e.getMessage() : null;
            return message == null ? "malformed" : message.lines().findFirst().orElse("malformed");
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    /** The source's bytes are wrong from here on; what came before them is good. */
    final class Damage extends IOException {
        private static final long serialVersionUID = 1;

        Damage(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** A source as a stream, after bytes that were already taken from it. */
    final class Again extends InputStream {
        private final ByteBuffer head;
        private final ByteSource rest;
        private long offset;

        Again(byte[] head, ByteSource rest) {
            this.head = ByteBuffer.wrap(head);
            this.rest = rest;
            this.offset = head.length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 1 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            if (head.hasRemaining()) {
                int n = Math.min(length, head.remaining());
                head.get(to, from, n);
                return n;
            }
            int n = rest.read(ByteBuffer.wrap(to, from, length), offset);
            offset += Math.max(n, 0);
            return n;
        }

        @Override
        public void close() throws IOException {
            rest.close();
        }
    }
}
