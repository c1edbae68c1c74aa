package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.analysis.Datagram;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number that the user says is in every payload: {@code u32@8}, {@code u16le@0}, a time {@code u64ns@12}.
 *
 * @param at bytes from the beginning of the UDP payload
 * @param bytes 1 to 8
 * @param nanos that one of it is, for a time; 0 for a number
 */
public record DeclaredField(int at, int bytes, boolean isLittle, long nanos) {
    private static final Pattern FORM = Pattern.compile("u(8|16|24|32|48|64)(ns|us|ms|s)?(be|le)?@(\\d{1,5})");
    private static final Map<String, Long> UNITS =
            Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L);

    /** @throws IllegalArgumentException when it is not of the form; the message says what is */
    public static DeclaredField parse(String text, boolean isTime) {
        Matcher m = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!m.matches() || isTime != (m.group(2) != null)) {
            throw new IllegalArgumentException(
                    isTime
                            ? text
                                    + ": give width, unit and offset, as in u64ns@12 or u64usle@0; ns, us, ms or s since 1970"
                            : text + ": give width and offset in the payload, as in u32@8 or u16le@0; u8 to u64");
        }
        return new DeclaredField(
                Integer.parseInt(m.group(4)),
                Integer.parseInt(m.group(1)) / Byte.SIZE,
                "le".equals(m.group(3)),
                isTime ? UNITS.get(m.group(2)) : 0);
    }

    /** Whether the payload is long enough to have it. */
    boolean isIn(Datagram p) {
        return p.payload() + at + bytes <= p.end();
    }

    long read(Datagram p) {
        int from = p.payload() + at;
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << Byte.SIZE | p.u8(isLittle ? from + bytes - 1 - i : from + i);
        }
        return value;
    }

    int width() {
        return bytes * Byte.SIZE;
    }

    @Override
    public String toString() {
        return "u" + width() + (isLittle ? "le@" : "@") + at;
    }
}
