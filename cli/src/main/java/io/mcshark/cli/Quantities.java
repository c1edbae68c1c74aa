package io.mcshark.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Durations ({@code 200ms}, {@code 2s}, {@code 1m}), sizes ({@code 64k}, {@code 10M}: powers of 1024) and rates ({@code
 * 1000pps}, {@code 20Mbps}: powers of 1000) as people type them.
 *
 * <p>All parsers throw {@link UserError} with one line that shows what would have been right. A bare number is refused where
 * it could be read in two units; {@code 0} needs none.
 */
public final class Quantities {
    private static final Pattern NUMBER_UNIT = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)\\s*([A-Za-zµ/]*)");

    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "min", 60_000_000_000L,
            "h", 3_600_000_000_000L);
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "b", 1L, "k", 1L << 10, "kib", 1L << 10, "m", 1L << 20, "mib", 1L << 20, "g", 1L << 30);
    private static final Map<String, Long> PACKETS =
            Map.of("pps", 1L, "packets/s", 1L, "kpps", 1_000L, "mpps", 1_000_000L);
    private static final Map<String, Long> BITS = Map.of(
            "bps",
            1L,
            "bit/s",
            1L,
            "kbps",
            1_000L,
            "kbit/s",
            1_000L,
            "mbps",
            1_000_000L,
            "mbit/s",
            1_000_000L,
            "gbps",
            1_000_000_000L,
            "gbit/s",
            1_000_000_000L);

    /** Longer than anybody waits, and short enough that sums of nanoseconds do not overflow. */
    private static final BigDecimal MAX_NANOS =
            BigDecimal.valueOf(Duration.ofDays(1000).toNanos());

    private Quantities() {}

    /** A time span in ns, us, ms, s, m (or min) or h; at most 1000 days. */
    public static Duration duration(String text) {
        Matcher m = NUMBER_UNIT.matcher(text);
        if (m.matches()) {
            BigDecimal number = new BigDecimal(m.group(1));
            Long unit = NANOS.get(m.group(2));
            if (unit != null && number.multiply(BigDecimal.valueOf(unit)).compareTo(MAX_NANOS) <= 0) {
                return Duration.ofNanos(
                        number.multiply(BigDecimal.valueOf(unit)).longValue());
            }
            if (m.group(2).isEmpty() && number.signum() == 0) {
                return Duration.ZERO;
            }
        }
        throw new UserError("'" + text + "' is no duration: a number and ns, us, ms, s, m or h, as in 200ms, 2s, 1m");
    }

    /** A count of bytes; {@code k}, {@code M} and {@code G} are powers of 1024. */
    public static long size(String text) {
        Matcher m = NUMBER_UNIT.matcher(text);
        Long unit = m.matches() ? BYTES.get(m.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit != null) {
            BigDecimal bytes = new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(unit));
            if (bytes.stripTrailingZeros().scale() <= 0 && bytes.compareTo(BigDecimal.valueOf(1L << 62)) < 0) {
                return bytes.longValue();
            }
        }
        throw new UserError("'" + text + "' is no size: a number of bytes with k, M or G, as in 1316, 64k, 10M");
    }

    /** A rate above zero, in packets ({@code pps}, {@code kpps}) or bits ({@code bps}, {@code kbps}, {@code Mbps}) a second. */
    public static Rate rate(String text) {
        Matcher m = NUMBER_UNIT.matcher(text);
        if (m.matches() && new BigDecimal(m.group(1)).signum() > 0) {
            String unit = m.group(2);
            double number = Double.parseDouble(m.group(1));
            if (unit.endsWith("Bps") || unit.endsWith("B/s")) {
                throw new UserError("'" + text + "' counts bytes: rates are in bits (20Mbps) or packets (1000pps)");
            }
            Long packets = PACKETS.get(unit.toLowerCase(Locale.ROOT));
            if (packets != null) {
                return new Rate(number * packets, Rate.Unit.PACKETS);
            }
            Long bits = BITS.get(unit.toLowerCase(Locale.ROOT));
            if (bits != null) {
                return new Rate(number * bits, Rate.Unit.BITS);
            }
        }
        throw new UserError("'" + text + "' is no rate: a number above 0 with pps, kpps, bps, kbps, Mbps or Gbps, as in"
                + " 1000pps, 20Mbps");
    }

    /** A rate for people: three significant figures and the unit, {@code 20.0 Mbit/s}. */
    public static String bitRate(double bitsPerSecond) {
        String[] units = {"bit/s", "kbit/s", "Mbit/s", "Gbit/s"};
        int at = 0;
        double value = bitsPerSecond;
        for (; value >= 999.5 && at < units.length - 1; at++) {
            value /= 1000;
        }
        int decimals = at == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", value, units[at]);
    }

    /** So many packets or bits a second. */
    public record Rate(double perSecond, Unit unit) {
        /** What a rate counts. */
        public enum Unit {
            PACKETS,
            BITS
        }

        /** When a sender that keeps this rate has sent so much: nanoseconds after its start. */
        public long nanos(long packets, long bytes) {
            return (long) ((unit == Unit.PACKETS ? packets : bytes * 8.0) * 1e9 / perSecond);
        }
    }

    /** For options of type {@link Duration}. */
    public static final class ToDuration implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return converted(text, Quantities::duration);
        }
    }

    /** For options that are sizes in bytes. */
    public static final class ToSize implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return converted(text, Quantities::size);
        }
    }

    /** For options of type {@link Rate}. */
    public static final class ToRate implements ITypeConverter<Rate> {
        @Override
        public Rate convert(String text) {
            return converted(text, Quantities::rate);
        }
    }

    private static <T> T converted(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (UserError e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
