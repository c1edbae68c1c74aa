package io.mcshark.capture.live;

import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** What the files of a capture are called, one after the other. */
public interface FileNames {
    /**
     * @param index of the file, from 0
     * @param opened when it is begun
     */
    Path file(int index, ZonedDateTime opened);

    /** Every file is the same one. */
    static FileNames single(Path file) {
        return (index, opened) -> file;
    }

    /** As dumpcap's {@code -b} names them: {@code name_00001_20260101120000.pcapng}. */
    static FileNames dumpcap(Path file) {
        DateTimeFormatter time = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        String suffix = dot < 0 ? "" : name.substring(dot);
        return (index, opened) ->
                file.resolveSibling("%s_%05d_%s%s".formatted(stem, (index + 1) % 100_000, time.format(opened), suffix));
    }

    /**
     * As tcpdump's {@code -C} and {@code -G} name them: with {@code -G} strftime conversions in the name are filled in; with
     * {@code -C} a number follows the name, with as many digits as {@code count} files need.
     *
     * @param numbered whether {@code -C} was given
     * @param timed whether {@code -G} was given
     * @param count {@code -W}, 0 = not given; numbers start again from 0 after as many files
     */
    static FileNames tcpdump(Path file, boolean numbered, boolean timed, int count) {
        int digits = count < 2 ? 0 : String.valueOf(count - 1).length();
        return (index, opened) -> {
            String name = timed ? strftime(file.toString(), opened) : file.toString();
            int number = count > 0 ? index % count : index;
            if (numbered && (number > 0 || digits > 0)) {
                name += digits > 0 ? ("%0" + digits + "d").formatted(number) : String.valueOf(number);
            }
            return Path.of(name);
        };
    }

    /** strftime(3) in the C locale; a conversion it does not know stays as it stands. */
    static String strftime(String format, ZonedDateTime at) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                out.append(c);
                continue;
            }
            char conversion = format.charAt(++i);
            String value = conversion(conversion, at);
            out.append(value == null ? "%" + conversion : value);
        }
        return out.toString();
    }

    private static String conversion(char c, ZonedDateTime at) {
        return switch (c) {
            case '%' -> "%";
            case 'Y' -> pattern("yyyy", at);
            case 'y' -> pattern("yy", at);
            case 'm' -> pattern("MM", at);
            case 'd' -> pattern("dd", at);
            case 'e' -> "%2d".formatted(at.getDayOfMonth());
            case 'H' -> pattern("HH", at);
            case 'I' -> pattern("hh", at);
            case 'M' -> pattern("mm", at);
            case 'S' -> pattern("ss", at);
            case 'p' -> at.getHour() < 12 ? "AM" : "PM";
            case 'j' -> pattern("DDD", at);
            case 'a' -> at.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'A' -> at.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b', 'h' -> at.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'B' -> at.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'F' -> pattern("yyyy-MM-dd", at);
            case 'T' -> pattern("HH:mm:ss", at);
            case 'R' -> pattern("HH:mm", at);
            case 'D' -> pattern("MM/dd/yy", at);
            case 's' -> String.valueOf(at.toEpochSecond());
            case 'u' -> String.valueOf(at.get(ChronoField.DAY_OF_WEEK));
            case 'w' -> String.valueOf(at.get(ChronoField.DAY_OF_WEEK) % 7);
            case 'V' -> "%02d".formatted(at.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case 'z' -> pattern("xx", at);
            case 'Z' -> pattern("zzz", at);
            default -> null;
        };
    }

    private static String pattern(String pattern, ZonedDateTime at) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(at);
    }
}
