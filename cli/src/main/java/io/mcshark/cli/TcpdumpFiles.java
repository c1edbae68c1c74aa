package io.mcshark.cli;

import io.mcshark.capture.live.FileNames;
import io.mcshark.capture.live.Rotation;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;

/**
 * tcpdump's way of writing several files: {@code -C} by size, {@code -G} by time, {@code -W} how many. A file called {@code
 * x.pcap} goes on in {@code x.pcap1}, and with {@code -G} the name is filled in by strftime.
 */
final class TcpdumpFiles {
    /** The unit of -C. */
    private static final long MILLION = 1_000_000;

    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(1000L * 24 * 3600);

    private Long millions;
    private String seconds;
    private Integer count;

    void declare(Options options) {
        options.value(
                        Long.class,
                        n -> millions = n,
                        "MILLIONS",
                        "As tcpdump: next file after so many million bytes.",
                        "-C")
                .value(
                        String.class,
                        n -> seconds = n,
                        "S",
                        "As tcpdump: next file after S seconds; %H and such in its name.",
                        "-G")
                .value(Integer.class, n -> count = n, "N", "As tcpdump: N files in turn (-C), or N in all (-G).", "-W");
    }

    boolean given() {
        return millions != null || seconds != null || count != null;
    }

    /** How many files -G ends after, 0 for no end. */
    int files() {
        return seconds != null && millions == null && count != null ? count : 0;
    }

    Rotation rotation() {
        if (count != null && millions == null && seconds == null) {
            throw new UserError("-W " + count + " needs -C or -G, which say when a file is full");
        }
        if (count != null && count < 1) {
            throw new UserError("-W " + count + ": give a number of files, from 1 on");
        }
        if (millions != null && (millions < 1 || millions > Long.MAX_VALUE / MILLION - 1)) {
            throw new UserError("-C " + millions + ": give millions of bytes, from 1 on");
        }
        Duration period = seconds == null ? null : seconds("-G " + seconds, seconds);
        // tcpdump looks before it writes: a file may reach the size, and is left when it exceeds it
        return new Rotation(millions == null ? 0 : millions * MILLION + 1, 0, period, null, 0, period != null);
    }

    FileNames names(Path file) {
        return FileNames.tcpdump(
                file, millions != null, seconds != null, count == null || millions == null ? 0 : count);
    }

    /** Seconds, decimals allowed, above zero. */
    static Duration seconds(String shown, String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.signum() > 0 && number.compareTo(MOST_SECONDS) <= 0) {
                return Duration.ofNanos(number.movePointRight(9).longValue());
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UserError(shown + ": give seconds above 0");
    }
}
