package io.mcshark.capture.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** How a file is packed, told by its first four bytes; members and frames after the first are unpacked as well. */
public enum Compression {
    NONE,
    /** RFC 1952. */
    GZIP,
    /** RFC 8878. */
    ZSTD,
    /** LZ4 Frame Format 1.6. */
    LZ4;

    /** Sixteen numbers begin frames to be skipped; parallel zstd puts one first. */
    static final int SKIPPABLE = 0x184d_2a50;

    private static final int BUFFER = 1 << 16;

    /** @param magic the file's first four bytes, read as little-endian */
    public static Compression of(int magic) {
        if ((magic & 0xffff) == 0x8b1f) {
            return GZIP;
        }
        if (magic == ZstdInputStream.MAGIC || skippable(magic)) {
            return ZSTD;
        }
        return magic == Lz4InputStream.MAGIC ? LZ4 : NONE;
    }

    static boolean skippable(int magic) {
        return (magic & ~0xf) == SKIPPABLE;
    }

    /** A stream of what is in {@code packed}; its reads throw {@link IOException} where the data is damaged or ends early. */
    public InputStream unpack(InputStream packed) throws IOException {
        return switch (this) {
            case NONE -> packed;
            case GZIP -> new GZIPInputStream(packed, BUFFER);
            case ZSTD -> new ZstdInputStream(packed);
            case LZ4 -> new Lz4InputStream(packed);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
