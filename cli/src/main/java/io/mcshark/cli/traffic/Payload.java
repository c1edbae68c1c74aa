package io.mcshark.cli.traffic;

import io.mcshark.cli.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** What a sender sends: pieces, one to a datagram. A pass is all pieces once. */
interface Payload extends AutoCloseable {
    /** The longest UDP payload: 65535 less the UDP header, and over IPv4 less its header too. */
    int MAX_IPV4 = 65507, MAX_IPV6 = 65527;

    /** What socat reads, and so sends, at once. */
    int STDIN_PIECE = 8192;

    /**
     * The next piece.
     *
     * @return null at the end of a pass; the next call begins another, where there can be one
     */
    byte[] next() throws IOException;

    /** Whether all pieces are the same array with the same bytes. */
    default boolean isConstant() {
        return false;
    }

    /** Whether a piece may be long in coming. */
    default boolean comesLate() {
        return false;
    }

    /** Waits a little for the next piece, where it has to come from somewhere; whether {@link #next} has it now. */
    default boolean ready() {
        return true;
    }

    @Override
    default void close() throws IOException {}

    /** The same bytes every time. */
    static Payload of(byte[] bytes) {
        return new Payload() {
            private boolean given;

            @Override
            public byte[] next() {
                given = !given;
                return given ? bytes : null;
            }

            @Override
            public boolean isConstant() {
                return true;
            }
        };
    }

    /** What is sent when nothing is asked for: a line of text with the number of the message. */
    static Payload numbered() {
        return new Payload() {
            private long number;
            private boolean given;

            @Override
            public byte[] next() {
                given = !given;
                return given ? ("hello from mcshark, message " + ++number).getBytes(StandardCharsets.US_ASCII) : null;
            }
        };
    }

    /** So many bytes, counting 0 to 255 over and over, so that a shifted or cut payload shows. */
    static Payload counting(int size) {
        return of(counted(0, size));
    }

    /** {@code room} bytes, then so many that count. */
    static byte[] counted(int room, int size) {
        byte[] bytes = new byte[room + size];
        for (int i = 0; i < size; i++) {
            bytes[room + i] = (byte) i;
        }
        return bytes;
    }

    /**
     * Bytes in hexadecimal; spaces, colons, dashes and a leading 0x are passed over.
     *
     * @throws UserError with the column (from 1) of the first character that is wrong
     */
    static byte[] hex(String text) {
        StringBuilder digits = new StringBuilder();
        int last = 0;
        for (int i = text.startsWith("0x") ? 2 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (HexFormat.isHexDigit(c)) {
                digits.append(c);
                last = i;
            } else if (" :-\t\n".indexOf(c) < 0) {
                throw new UserError("--hex: '" + c + "' in column " + (i + 1) + " is no hexadecimal digit");
            }
        }
        if (digits.length() % 2 != 0) {
            throw new UserError("--hex: the digit in column " + (last + 1) + " is half a byte: " + digits.length()
                    + " digits in all");
        }
        return HexFormat.of().parseHex(digits);
    }

    /**
     * A file, whole in one datagram or in pieces of so many bytes.
     *
     * @param piece bytes of each piece, 0 for the whole file
     * @param max the longest payload
     * @throws UserError when it cannot be read, is empty, or is too long
     */
    static Payload file(Path file, int piece, int max) {
        if (Files.isDirectory(file)) {
            throw new UserError(file + " is a directory");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(piece > 0 ? 1 : max + 1);
            if (head.length == 0) {
                throw new UserError(file + " is empty: nothing to send");
            }
            if (piece > 0) {
                return new Pieces(file, piece);
            }
            if (head.length > max) {
                throw new UserError("payload too long: " + file + " has more than " + max
                        + " bytes, the most a datagram can carry; --size N sends it in pieces");
            }
            return of(head);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new UserError("no file " + file);
        } catch (java.nio.file.AccessDeniedException e) {
            throw new UserError(file + " cannot be read: permission denied");
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage());
        }
    }

    /** A file in pieces, read as it is sent. */
    final class Pieces implements Payload {
        private final Path file;
        private final int size;
        private InputStream in;

        private Pieces(Path file, int size) {
            this.file = file;
            this.size = size;
        }

        @Override
        public byte[] next() throws IOException {
            if (in == null) {
                in = Files.newInputStream(file);
            }
            byte[] piece = in.readNBytes(size);
            if (piece.length > 0) {
                return piece;
            }
            close();
            return null;
        }

        @Override
        public void close() throws IOException {
            if (in != null) {
                in.close();
                in = null;
            }
        }
    }

    /**
     * A stream as it comes: what one read gives is one piece, as with socat; lines typed at a terminal are one datagram
     * each. It has one pass.
     */
    final class Stream implements Payload {
        private static final byte[] END = {};
        private static final int READY_MILLIS = 20;

        private final SynchronousQueue<byte[]> pieces = new SynchronousQueue<>();
        private volatile IOException problem;
        private byte[] piece;

        Stream(InputStream in, int size) {
            // A read of standard input cannot be interrupted, so that it is left to a thread nobody waits for.
            Thread.ofPlatform().daemon().name("stdin").start(() -> read(in, size));
        }

        private void read(InputStream in, int size) {
            byte[] buffer = new byte[size];
            try {
                try {
                    for (int n; (n = in.read(buffer)) > 0; ) {
                        pieces.put(Arrays.copyOf(buffer, n));
                    }
                } catch (IOException e) {
                    problem = e;
                }
                pieces.put(END);
            } catch (InterruptedException e) {
                // nobody reads any more
            }
        }

        @Override
        public boolean comesLate() {
            return true;
        }

        @Override
        public boolean ready() {
            try {
                if (piece == null) {
                    piece = pieces.poll(READY_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return piece != null;
        }

        @Override
        public byte[] next() throws IOException {
            while (!ready()) {
                // until it comes
            }
            if (piece == END) { // kept: there is no other pass
                if (problem != null) {
                    throw problem;
                }
                return null;
            }
            byte[] next = piece;
            piece = null;
            return next;
        }
    }
}
