package io.mcshark.decoder.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers with units, for people: three or four digits, the unit that suits. */
public final class Quantity {
    private static final String[] LARGE = {"", "k", "M", "G", "T"};
    private static final String[] SMALL = {"ns", "µs", "ms"};

    /** From here on four digits show a thousand: one of the next larger unit. */
    private static final double ROUNDED_UP = 999.95;

    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    private Quantity() {}

    /** {@code 12.35 Mbit/s}. */
    public static String rate(double bits) {
        return scaled(bits, "bit/s");
    }

    /** {@code 1.234 k}, {@code 12.35 M}: a number in steps of a thousand, with a unit behind. */
    public static String scaled(double value, String unit) {
        int i = 0;
        double rest = value;
        while (Math.abs(rest) >= ROUNDED_UP && i + 1 < LARGE.length) {
            rest /= 1000;
            i++;
        }
        return (digits(rest) + " " + LARGE[i] + unit).strip();
    }

    /** {@code 1.234 ms}, {@code 12.35 s}, {@code 4 min 20 s}, {@code 2 h 5 min}. */
    public static String duration(long nanos) {
        if (nanos < 0) {
            return nanos == Long.MIN_VALUE ? "" : "-" + duration(-nanos);
        }
        if (nanos == 0) {
            return "0 s";
        }
        double value = nanos;
        for (String unit : SMALL) {
            if (value < ROUNDED_UP) {
                return digits(value) + " " + unit;
            }
            value /= 1000;
        }
        if (nanos < 2 * MINUTE) {
            return digits(value) + " s";
        }
        long seconds = (nanos + SECOND / 2) / SECOND;
        return seconds < 7200
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    /** {@code 12.3 %}; what is above 0 is not shown as 0, what is below 1 not as 100 %. */
    public static String share(double share) {
        double percent = 100 * share;
        if (percent > 0 && percent < 0.001) {
            return "<0.001 %";
        }
        if (percent < 100 && percent > 99.999) {
            return ">99.999 %";
        }
        return digits(percent) + " %";
    }

    /** At most four digits, three of what is below 1; no trailing zeros behind the point. */
    static String digits(double value) {
        double size = Math.abs(value);
        int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
        BigDecimal exact = BigDecimal.valueOf(value);
        return (size < 0.1 ? exact.round(new MathContext(3)) : exact.setScale(decimals, RoundingMode.HALF_UP))
                .stripTrailingZeros()
                .toPlainString();
    }
}
