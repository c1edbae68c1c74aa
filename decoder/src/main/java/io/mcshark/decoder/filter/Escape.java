package io.mcshark.decoder.filter;

import java.nio.charset.StandardCharsets;

/** Backslash sequences in strings and characters, as in C: {@code \n}, {@code \x1b}, {@code \033}, <code>\</code><code>u00e4</code>. */
final class Escape {
    private static final String LETTERS = "abfnrtv\\\"'?", VALUES = "\u0007\b\f\n\r\t\u000b\\\"'?";

    private Escape() {}

    /**
     * Appends what the sequence whose backslash is at {@code at} stands for, one char a byte.
     *
     * @return the offset behind the sequence
     */
    static int read(String text, int at, StringBuilder value) throws FilterException {
        char c = text.charAt(at + 1);
        int letter = LETTERS.indexOf(c);
        if (letter >= 0) {
            value.append(VALUES.charAt(letter));
            return at + 2;
        }
        int most =
                switch (c) {
                    case 'x' -> 2;
                    case 'u' -> 4;
                    case 'U' -> 8;
                    default -> 3;
                };
        int radix = c == 'x' || c == 'u' || c == 'U' ? 16 : 8;
        int first = radix == 16 ? at + 2 : at + 1;
        int end = first;
        long number = 0;
        while (end < text.length() && end - first < most && Character.digit(text.charAt(end), radix) >= 0) {
            number = number * radix + Character.digit(text.charAt(end++), radix);
        }
        boolean whole = end > first && (most < 4 || end - first == most);
        boolean fits = most < 4 ? number < 256 : Character.isValidCodePoint((int) number) && number <= 0x10ffff;
        if (!whole || !fits || most >= 4 && number >= 0xd800 && number < 0xe000) {
            int stop = Math.min(text.length(), Math.max(end, at + 1 + Character.charCount(text.codePointAt(at + 1))));
            throw new FilterException(
                    text,
                    at,
                    stop,
                    "unknown escape " + Quote.of(text.substring(at, stop))
                            + ": write \\\\ for a backslash, or a raw string r\"…\"");
        }
        value.append(most < 4 ? Character.toString((char) number) : utf8((int) number));
        return end;
    }

    /** The UTF-8 bytes of a character, one char a byte. */
    static String utf8(int point) {
        return point < 0x80
                ? Character.toString(point)
                : new String(Character.toString(point).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
