package io.mcshark.decoder.filter;

/**
 * A word or sign of a filter.
 *
 * @param text of a string or character its value, one char a byte (UTF-8 for what is beyond ASCII); of a slice or layer what
 *     stands between the brackets; otherwise as written
 * @param from offset of its first char, {@code end} one past its last
 */
record Token(Kind kind, String text, int from, int end) {
    enum Kind {
        /** A name, number, address: told apart by who reads it. */
        WORD,
        STRING,
        CHARACTER,
        RELATION,
        AND,
        OR,
        XOR,
        NOT,
        IN,
        ANY,
        ALL,
        MASK,
        ARITHMETIC,
        OPEN,
        CLOSE,
        OPEN_BRACE,
        CLOSE_BRACE,
        COMMA,
        DOTS,
        SLICE,
        LAYER,
        AT,
        END
    }
}
