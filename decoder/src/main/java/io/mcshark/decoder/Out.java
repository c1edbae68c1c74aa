package io.mcshark.decoder;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text being written: bytes (UTF-8) appended to one buffer that is used again and again. Everything that turns packets into
 * text appends here and returns no {@code String}.
 */
public final class Out {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[1 << 16];
    private int size;

    public int size() {
        return size;
    }

    /** Forgets all but the first {@code size} bytes. */
    public void size(int size) {
        this.size = size;
    }

    public byte at(int index) {
        return bytes[index];
    }

    public void clear() {
        size = 0;
    }

    public void writeTo(OutputStream stream) throws IOException {
        stream.write(bytes, 0, size);
        size = 0;
    }

    /** The text from {@code from} on; for tests and for what is not on the packet path. */
    public String text(int from) {
        return new String(bytes, from, size - from, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text(0);
    }

    /** The buffer itself, valid to {@link #size}; replaced when it grows. */
    public byte[] bytes() {
        return bytes;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    public Out put(char c) {
        room(3);
        if (c < 0x80) {
            bytes[size++] = (byte) c;
        } else if (c < 0x800) {
            bytes[size++] = (byte) (0xc0 | c >> 6);
            bytes[size++] = (byte) (0x80 | c & 0x3f);
        } else {
            bytes[size++] = (byte) (0xe0 | c >> 12);
            bytes[size++] = (byte) (0x80 | c >> 6 & 0x3f);
            bytes[size++] = (byte) (0x80 | c & 0x3f);
        }
        return this;
    }

    /** Text of ours (labels, names), written as it is; text from packets goes through {@link #safe}. */
    public Out put(String s) {
        int n = s.length();
        room(n * 3);
        for (int i = 0; i < n; i++) {
            char c = s.charAt(i);
            if (c < 0x80) {
                bytes[size++] = (byte) c;
            } else if (Character.isHighSurrogate(c) && i + 1 < n) {
                int point = Character.toCodePoint(c, s.charAt(++i));
                bytes[size++] = (byte) (0xf0 | point >> 18);
                bytes[size++] = (byte) (0x80 | point >> 12 & 0x3f);
                bytes[size++] = (byte) (0x80 | point >> 6 & 0x3f);
                bytes[size++] = (byte) (0x80 | point & 0x3f);
                room((n - i) * 3);
            } else {
                put(c);
            }
        }
        return this;
    }

    /** A name of ours as words within a line: in small letters, what stands in parentheses left out. */
    public Out words(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '(' && i > 0) {
                size--;
                i = Math.max(name.indexOf(')', i), i);
            } else {
                put(Character.toLowerCase(name.charAt(i)));
            }
        }
        return this;
    }

    public Out repeat(char c, int times) {
        room(Math.max(times, 0));
        for (int i = 0; i < times; i++) {
            bytes[size++] = (byte) c;
        }
        return this;
    }

    /** Pads with blanks until the text from {@code from} on is {@code width} bytes. */
    public Out padTo(int from, int width) {
        return repeat(' ', width - (size - from));
    }

    /** A signed decimal. */
    public Out dec(long value) {
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                return put("-9223372036854775808");
            }
            put('-');
            value = -value;
        }
        return unsigned(value);
    }

    /** A decimal; the long's 64 bits taken as unsigned. */
    public Out unsigned(long value) {
        if (value < 0) {
            unsigned(Long.divideUnsigned(value, 10));
            value = Long.remainderUnsigned(value, 10);
        }
        room(20);
        int n = digits(value);
        int at = size + n;
        size = at;
        do {
            long rest = value / 10;
            bytes[--at] = (byte) ('0' + (int) (value - rest * 10));
            value = rest;
        } while (value != 0);
        return this;
    }

    private static int digits(long value) {
        int n = 1;
        for (long limit = 10; n < 19 && value >= limit; limit *= 10) {
            n++;
        }
        return n;
    }

    /** A decimal with leading zeros to {@code width} digits. */
    public Out dec(long value, int width) {
        repeat('0', width - digits(value));
        return unsigned(value);
    }

    /** A decimal with leading blanks to {@code width} characters. */
    public Out right(long value, int width) {
        repeat(' ', width - digits(value));
        return unsigned(value);
    }

    /** The low {@code digits} hexadecimal digits, no prefix. */
    public Out hex(long value, int digits) {
        room(digits);
        for (int shift = digits * 4 - 4; shift >= 0; shift -= 4) {
            bytes[size++] = DIGITS[(int) (value >>> shift) & 15];
        }
        return this;
    }

    /** Nanoseconds as seconds with nine decimals, as {@code -T fields} prints times. */
    public Out seconds(long nanos) {
        if (nanos < 0) {
            put('-');
            nanos = -nanos;
        }
        return unsigned(nanos / 1_000_000_000).put('.').dec(nanos % 1_000_000_000, 9);
    }

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    /** Nanoseconds since 1970 as a date and time of day: {@code Nov 14, 2023 22:13:20.000000000 UTC}. */
    public Out date(long nanos) {
        long seconds = Math.floorDiv(nanos, 1_000_000_000L);
        long days = Math.floorDiv(seconds, 86_400L);
        int rest = (int) Math.floorMod(seconds, 86_400L);
        // Days of a calendar whose years begin with March, in eras of 400 years.
        long shifted = days + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        int day = (int) Math.floorMod(shifted, 146_097L);
        int year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        int ofYear = day - (365 * year + year / 4 - year / 100);
        int march = (5 * ofYear + 2) / 153;
        int month = march < 10 ? march + 2 : march - 10;
        int ofMonth = ofYear - (153 * march + 2) / 5 + 1;
        for (int i = 0; i < 3; i++) {
            put(MONTHS.charAt(month * 3 + i));
        }
        right(ofMonth, 3).put(", ").dec(era * 400 + year + (month < 2 ? 1 : 0)).put(' ');
        dec(rest / 3600, 2)
                .put(':')
                .dec(rest / 60 % 60, 2)
                .put(':')
                .dec(rest % 60, 2)
                .put('.');
        return dec(Math.floorMod(nanos, 1_000_000_000L), 9).put(" UTC");
    }

    /** An IPv4 address in dotted decimal. */
    public Out ipv4(int address) {
        room(15);
        octet(address >>> 24);
        bytes[size++] = '.';
        octet(address >>> 16 & 255);
        bytes[size++] = '.';
        octet(address >>> 8 & 255);
        bytes[size++] = '.';
        octet(address & 255);
        return this;
    }

    private void octet(int value) {
        if (value >= 100) {
            bytes[size++] = (byte) ('0' + value / 100);
            value %= 100;
            bytes[size++] = (byte) ('0' + value / 10);
        } else if (value >= 10) {
            bytes[size++] = (byte) ('0' + value / 10);
        }
        bytes[size++] = (byte) ('0' + value % 10);
    }

    /** An IPv6 address as RFC 5952 writes it; with an embedded IPv4 tail as inet_ntop does it (mapped, compatible). */
    public Out ipv6(long high, long low) {
        int bestAt = -1;
        int best = 1;
        for (int i = 0; i < 8; i++) {
            int n = 0;
            while (i + n < 8 && word(high, low, i + n) == 0) {
                n++;
            }
            if (n > best) {
                best = n;
                bestAt = i;
            }
            i += n;
        }
        boolean tail = bestAt == 0 && (best == 6 || best == 5 && word(high, low, 5) == 0xffff);
        for (int i = 0; i < 8; i++) {
            if (i == bestAt) {
                put(i == 0 ? "::" : ":");
                i += best - 1;
            } else if (tail && i == 6) {
                return ipv4((int) low);
            } else {
                shortHex(word(high, low, i));
                if (i < 7) {
                    put(':');
                }
            }
        }
        return this;
    }

    private static int word(long high, long low, int i) {
        return (int) ((i < 4 ? high : low) >>> (3 - (i & 3)) * 16) & 0xffff;
    }

    private void shortHex(int value) {
        hex(value, value > 0xfff ? 4 : value > 0xff ? 3 : value > 0xf ? 2 : 1);
    }

    /** A MAC address, six octets in the low 48 bits, with colons. */
    public Out mac(long address) {
        for (int shift = 40; shift >= 0; shift -= 8) {
            hex(address >>> shift & 255, 2);
            if (shift > 0) {
                put(':');
            }
        }
        return this;
    }

    /** Bytes as hexadecimal digits; {@code separator} between them unless it is 0. */
    public Out hex(MemorySegment segment, long at, int length, char separator) {
        for (int i = 0; i < length; i++) {
            if (i > 0 && separator != 0) {
                put(separator);
            }
            hex(segment.get(ValueLayout.JAVA_BYTE, at + i) & 255, 2);
        }
        return this;
    }

    /**
     * Text from a packet, made safe for a terminal and for lines: valid UTF-8 is kept, control and bidirectional characters
     * and bytes that are no UTF-8 are escaped ({@code \n}, {@code \x1b}, <code>\</code><code>u202e</code>).
     */
    public Out safe(MemorySegment segment, long at, int length) {
        for (int i = 0; i < length; ) {
            int b = segment.get(ValueLayout.JAVA_BYTE, at + i) & 255;
            int more = b < 0x80
                    ? 0
                    : b >= 0xc2 && b < 0xe0 ? 1 : b >= 0xe0 && b < 0xf0 ? 2 : b >= 0xf0 && b < 0xf5 ? 3 : -1;
            int point = more < 0 || i + more >= length ? -1 : point(segment, at + i, b, more);
            if (point < 0) {
                put("\\x").hex(b, 2);
                i++;
                continue;
            }
            point(point);
            i += more + 1;
        }
        return this;
    }

    private static int point(MemorySegment segment, long at, int lead, int more) {
        int point = more == 0 ? lead : lead & 0x3f >> more;
        for (int k = 1; k <= more; k++) {
            int next = segment.get(ValueLayout.JAVA_BYTE, at + k) & 255;
            if ((next & 0xc0) != 0x80) {
                return -1;
            }
            point = point << 6 | next & 0x3f;
        }
        boolean overlong = more == 2 && point < 0x800 || more == 3 && point < 0x10000;
        return overlong || point > 0x10ffff || point >= 0xd800 && point < 0xe000 ? -1 : point;
    }

    /** A string that may come from outside, made safe like {@link #safe(MemorySegment, long, int)}. */
    public Out safe(String s) {
        s.codePoints().forEach(this::point);
        return this;
    }

    private void point(int point) {
        switch (point) {
            case '\n' -> put("\\n");
            case '\r' -> put("\\r");
            case '\t' -> put("\\t");
            case '\\' -> put("\\\\");
            default -> {
                if (point < 0x20 || point == 0x7f) {
                    put("\\x").hex(point, 2);
                } else if (point >= 0x80 && unsafe(point)) {
                    put("\\u").hex(point, point > 0xffff ? 6 : 4);
                } else if (point < 0x10000) {
                    put((char) point);
                } else {
                    put(Character.toString(point));
                }
            }
        }
    }

    /** C1 controls, format characters (bidirectional overrides among them), private use and unassigned ones. */
    private static boolean unsafe(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
