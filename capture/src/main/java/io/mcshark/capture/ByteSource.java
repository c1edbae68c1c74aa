package io.mcshark.capture;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

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
    final class Unpacked implements ByteSource {
        private static final int BUFFER = 1 << 16;

        private final Compression compression;
        private final Again packed;
        private Stream content;

        Unpacked(Compression compression, Again packed) {
            this.compression = compression;
            this.packed = packed;
        }

        @Override
        public int read(ByteBuffer to, long offset) throws IOException {
            try {
                if (content == null) {
                    content = new Stream(unpack(compression, packed));
                }
                return content.read(to, offset);
            } catch (Damage | ClosedChannelException e) {
                throw e;
            } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
                // Decompressors meet hostile bytes with all of these; thousands of empty gzip members overflow the
                // stack. Whoever wanted more than there is was cut short.
                throw new Damage(
                        "the " + compression + " data "
                                + (packed.ended() ? "is cut short" : "cannot be unpacked further (" + reason(e) + ")"),
                        e);
            }
        }

        /**
         * A stream of what is in {@code packed}; hostile bytes make the libraries throw more than {@link IOException}. Here and
         * not in {@link Compression}, which every file needs: to verify this the JVM loads the libraries.
         */
        static InputStream unpack(Compression compression, InputStream packed) throws IOException {
            return switch (compression) {
                case GZIP -> new GZIPInputStream(packed, BUFFER);
                case ZSTD -> new ZstdFrames(packed);
                case LZ4 -> new FramedLZ4CompressorInputStream(new BufferedInputStream(packed, BUFFER), true);
                case NONE -> packed;
            };
        }

        private static String reason(Throwable e) {
            String message = e instanceof IOException ? e.getMessage() : null;
            return message == null ? "malformed" : message.lines().findFirst().orElse("malformed");
        }

        @Override
        public void close() throws IOException {
            packed.close();
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
        private boolean ended;

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
            ended |= n < 0;
            return n;
        }

        /** Whether more was asked for than there was. */
        boolean ended() {
            return ended;
        }

        @Override
        public void close() throws IOException {
            rest.close();
        }
    }
}
