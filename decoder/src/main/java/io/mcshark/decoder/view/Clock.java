package io.mcshark.decoder.view;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import java.time.LocalDate;
import java.util.TimeZone;

/** Writes when a packet was captured, in the ways of {@code -t}. */
public final class Clock {
    /** The ways: tshark's letters. */
    public enum Format {
        /** Wall-clock time. */
        A,
        /** Date and wall-clock time. */
        AD,
        /** Seconds since the previous packet. */
        D,
        /** Seconds since the previous packet shown. */
        DD,
        /** Seconds since 1970. */
        E,
        /** Seconds since the first packet. */
        R,
        /** Universal time. */
        U,
        /** Date and universal time. */
        UD
    }

    private static final long SECOND = 1_000_000_000L;
    /** Offsets from UTC change only at multiples of this; so the zone is asked seldom. */
    private static final long ZONE_STEP = 900;

    private final Format format;
    private final TimeZone zone;
    private final boolean nanos;
    private long knownStep = Long.MIN_VALUE;
    private long offset;
    private long knownDay = Long.MIN_VALUE;
    private LocalDate date;
    private long shown = Long.MIN_VALUE;

    /**
     * @param zone not a {@code ZoneId}, whose rules take the JVM a hundredth of a second to find
     * @param nanos nine decimals instead of six
     */
    public Clock(Format format, TimeZone zone, boolean nanos) {
        this.format = format;
        this.zone = zone;
        this.nanos = nanos;
    }

    public void put(Frame f, Out out) {
        long time = f.nanos();
        switch (format) {
            case A, U -> wall(time, false, out);
            case AD, UD -> wall(time, true, out);
            case D -> seconds(time - f.previousNanos(), out);
            case DD -> seconds(shown == Long.MIN_VALUE ? 0 : time - shown, out);
            case E -> seconds(time, out);
            case R -> seconds(time - f.firstNanos(), out);
        }
        shown = time;
    }

    /** Whether the packet shown before matters. */
    boolean isOrdered() {
        return format == Format.DD;
    }

    /** The time of something that is no packet: of day, with the date where the format has one, or since 1970. */
    public void put(long epochNanos, Out out) {
        switch (format) {
            case AD, UD -> wall(epochNanos, true, out);
            case E -> out.seconds(epochNanos);
            default -> wall(epochNanos, false, out);
        }
    }

    /** Wall-clock time of something that is no packet, as {@link Format#A} writes it. */
    public void wall(long epochNanos, Out out) {
        wall(epochNanos, false, out);
    }

    private void wall(long time, boolean withDate, Out out) {
        long second = Math.floorDiv(time, SECOND);
        long step = Math.floorDiv(second, ZONE_STEP);
        if (step != knownStep) {
            knownStep = step;
            boolean universal = format == Format.U || format == Format.UD;
            offset = universal ? 0 : zone.getOffset(second * 1000) / 1000;
        }
        long local = second + offset;
        long day = Math.floorDiv(local, 86400);
        if (withDate) {
            if (day != knownDay) {
                knownDay = day;
                date = LocalDate.ofEpochDay(day);
            }
            out.dec(date.getYear(), 4)
                    .put('-')
                    .dec(date.getMonthValue(), 2)
                    .put('-')
                    .dec(date.getDayOfMonth(), 2)
                    .put(' ');
        }
        int rest = (int) (local - day * 86400);
        out.dec(rest / 3600, 2).put(':').dec(rest / 60 % 60, 2).put(':').dec(rest % 60, 2);
        fraction(Math.floorMod(time, SECOND), out);
    }

    private void seconds(long time, Out out) {
        if (time < 0) {
            out.put('-');
            time = -time;
        }
        out.unsigned(time / SECOND);
        fraction(time % SECOND, out);
    }

    private void fraction(long nano, Out out) {
        out.put('.').dec(nanos ? nano : nano / 1000, nanos ? 9 : 6);
    }
}
