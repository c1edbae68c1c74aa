package io.mcshark.decoder.filter;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;

/** Times as people write them, in nanoseconds. */
final class Times {
    private static final long PER_SECOND = 1_000_000_000L;

    private Times() {}

    /** Seconds with up to nine decimals and perhaps a sign; null for anything else. */
    static Long seconds(String text) {
        String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        int point = digits.indexOf('.');
        String whole = point < 0 ? digits : digits.substring(0, point);
        String decimals = point < 0 ? "0" : digits.substring(point + 1);
        if (!isDigits(whole) || !isDigits(decimals) || decimals.length() > 9 || whole.length() > 12) {
            return null;
        }
        try {
            return new BigDecimal(text).movePointRight(9).longValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * A date with or without a time of day ({@code 2026-01-31 18:30:00.5}, {@code 2026-01-31T17:30Z}, {@code Jan 31, 2026
     * 18:30:00}), local unless it names a zone; nanoseconds since 1970, null for anything else.
     */
    static Long date(String text) {
        String trimmed = text.strip().replaceAll("\\s+", " ");
        for (DateTimeFormatter format : Formats.ALL) {
            try {
                Instant instant = instant(format.parse(trimmed));
                return Math.addExact(
                        Math.multiplyExact(instant.getEpochSecond(), PER_SECOND), (long) instant.getNano());
            } catch (DateTimeException | ArithmeticException e) {
                // the next form may fit
            }
        }
        return null;
    }

    private static Instant instant(TemporalAccessor parsed) {
        ZoneId zone = parsed.query(TemporalQueries.zone());
        return LocalDateTime.from(parsed)
                .atZone(zone == null ? ZoneId.systemDefault() : zone)
                .toInstant();
    }

    /** Made when the first date is read. */
    private static final class Formats {
        static final List<DateTimeFormatter> ALL = List.of(
                timed(new DateTimeFormatterBuilder()
                        .appendPattern("uuuu-MM-dd")
                        .optionalStart()
                        .appendPattern("[' ']['T']")),
                timed(new DateTimeFormatterBuilder()
                        .parseCaseInsensitive()
                        .appendPattern("MMM d, uuuu ")
                        .optionalStart()));

        private Formats() {}

        private static DateTimeFormatter timed(DateTimeFormatterBuilder date) {
            return date.appendPattern("HH:mm")
                    .optionalStart()
                    .appendPattern(":ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .optionalEnd()
                    .appendPattern("[' '][VV]")
                    .optionalEnd()
                    .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);
        }
    }
}
