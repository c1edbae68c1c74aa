package io.mcshark.capture;

import java.util.Locale;

/** How a file is packed, told by its first four bytes; members and frames after the first are unpacked as well. */
public enum Compression {
    NONE,
    /** RFC 1952. */
    GZIP,
    /** RFC 8878. */
    ZSTD,
    /** LZ4 Frame Format 1.6. */
    LZ4;

    static final int ZSTD_MAGIC = 0xfd2f_b528;
    private static final int LZ4_MAGIC = 0x184d_2204;
    /** Sixteen numbers begin frames to be skipped; parallel zstd puts one first. */
    private static final int SKIPPABLE = 0x184d_2a50;

    /** @param magic the file's first four bytes, read as little-endian */
    public static Compression of(int magic) {
        if ((magic & 0xffff) == 0x8b1f) {
            return GZIP;
        }
        if (magic == ZSTD_MAGIC || skippable(magic)) {
            return ZSTD;
        }
        return magic == LZ4_MAGIC ? LZ4 : NONE;
    }

    static boolean skippable(int magic) {
        return (magic & ~0xf) == SKIPPABLE;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
