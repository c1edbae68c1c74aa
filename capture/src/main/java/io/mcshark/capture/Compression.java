package io.mcshark.capture;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** How a savefile is packed, told by its first four bytes; members and frames after the first are read on. */
public enum Compression {
    NONE,
    /** RFC 1952. */
    GZIP,
    /** RFC 8878. */
    ZSTD,
    /** LZ4 frames, see {@link Lz4InputStream}. */
    LZ4;

    /** A frame to be skipped; parallel zstd begins its files with one. */
    private static final int SKIPPABLE = 0x184d_2a50;

    private static final int ZSTD_MAGIC = 0xfd2f_b528;

    /** @param magic the file's first four bytes, read as little-endian */
    static Compression of(int magic) {
        if ((magic & 0xffff) == 0x8b1f) {
            return GZIP;
        }
        if (magic == ZSTD_MAGIC || (magic & ~0xf) == SKIPPABLE) {
            return ZSTD;
        }
        return magic == Lz4InputStream.MAGIC ? LZ4 : NONE;
    }

    InputStream unpack(InputStream packed) throws IOException {
        return switch (this) {
            case NONE -> packed;
            case GZIP -> new GZIPInputStream(packed, 1 << 16);
            case ZSTD -> new ZstdInputStream(packed);
            case LZ4 -> new Lz4InputStream(packed);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
