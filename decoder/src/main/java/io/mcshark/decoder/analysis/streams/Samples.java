package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.analysis.Datagram;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The beginnings of the first payloads of a stream. Which number counts packets shows after a few of them; how wide it is and
 * which end comes first only when its lowest byte is full, so that up to {@link #ENOUGH} are kept where there is something.
 */
final class Samples {
    /** Where there is nothing after so many, there is nothing. */
    static final int FEW = 32;

    /** The lowest byte is full within 256. */
    static final int ENOUGH = 320;

    /** The least that tell anything. */
    private static final int LEAST = 10;

    /** The last offset looked at, and how much of a payload that needs. */
    private static final int LAST = 32, REACH = LAST + Long.BYTES;

    /** Of the steps from packet to packet, so many are by one: others are loss, repetition and order. */
    private static final double NEARLY_ALL = 0.9;

    /** As many packets later, it is at least so much larger: else it goes around. */
    private static final double ONWARDS = 0.5;

    private static final long FULL = 0xff;

    /** A number that may count packets: how often it went up by one, whether it did when its lowest byte was full. */
    private record Candidate(DeclaredField field, int ones, boolean carried) {
        boolean isAligned() {
            return field.at() % field.bytes() == 0;
        }
    }

    /** The likelier ones last. */
    private static final Comparator<Candidate> LIKELY = Comparator.comparingInt(Candidate::ones)
            .thenComparing(Candidate::isAligned)
            .thenComparing(c -> c.field.bytes());

    private byte[] bytes = new byte[FEW * REACH];
    private long[] nanos = new long[FEW];
    private long[] frames = new long[FEW];
    private int count;

    /** Of the shortest payload; no further than {@link #REACH}. */
    private int length = REACH;

    void add(Datagram p) {
        if (count == nanos.length) {
            bytes = Arrays.copyOf(bytes, ENOUGH * REACH);
            nanos = Arrays.copyOf(nanos, ENOUGH);
            frames = Arrays.copyOf(frames, ENOUGH);
        }
        length = Math.min(length, p.end() - p.payload());
        for (int i = 0; i < length; i++) {
            bytes[count * REACH + i] = (byte) p.u8(p.payload() + i);
        }
        nanos[count] = p.nanos();
        frames[count] = p.number();
        count++;
    }

    int count() {
        return count;
    }

    long nanos(int sample) {
        return nanos[sample];
    }

    long frame(int sample) {
        return frames[sample];
    }

    /** The number at a place. */
    long value(DeclaredField field, int sample) {
        int from = sample * REACH + field.at();
        long value = 0;
        for (int i = 0; i < field.bytes(); i++) {
            int at = field.isLittle() ? field.bytes() - 1 - i : i;
            value = value << Byte.SIZE | bytes[from + at] & 0xff;
        }
        return value;
    }

    /** Whether there are enough to have a look. */
    boolean isAtStage() {
        return count == FEW || count == ENOUGH;
    }

    /** Whether there may be something that more samples would show. */
    boolean isWorthwhile() {
        return count < ENOUGH && likeliest() != null;
    }

    /** Where the number is, if that is beyond doubt or there will be no more samples; null for nowhere. */
    DeclaredField find() {
        Candidate best = likeliest();
        return best != null && (best.carried || count == ENOUGH) ? best.field : null;
    }

    /** Where it most likely is; null for nowhere. */
    DeclaredField best() {
        Candidate best = count < LEAST ? null : likeliest();
        return best == null ? null : best.field;
    }

    private Candidate likeliest() {
        Candidate best = null;
        for (int width = Short.BYTES; width <= Long.BYTES; width *= 2) {
            for (int at = 0; at <= LAST && at + width <= length; at++) {
                best = likelier(best, candidate(new DeclaredField(at, width, false, 0)));
                best = likelier(best, candidate(new DeclaredField(at, width, true, 0)));
            }
        }
        return best;
    }

    private static Candidate likelier(Candidate a, Candidate b) {
        return a == null || b != null && LIKELY.compare(b, a) > 0 ? b : a;
    }

    private Candidate candidate(DeclaredField field) {
        int width = field.width();
        int ones = 0;
        double sum = 0;
        boolean carried = false;
        long before = value(field, 0);
        for (int i = 1; i < count; i++) {
            long now = value(field, i);
            long step = now - before << Long.SIZE - width >> Long.SIZE - width;
            sum += step;
            if (step == 1) {
                ones++;
                carried |= (before & FULL) == FULL;
            } else if (isShort(step, width)) {
                return null;
            }
            before = now;
        }
        boolean counts = ones >= NEARLY_ALL * (count - 1) && sum >= ONWARDS * (count - 1);
        return counts && isFilled(field) ? new Candidate(field, ones, carried) : null;
    }

    /** Whether a step is that of a narrower number that was full: the rest does not belong to it. */
    private static boolean isShort(long step, int width) {
        for (int narrow = Byte.SIZE; narrow < width; narrow *= 2) {
            if (step == 1 - (1L << narrow)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether nothing speaks against the upper half of a number: it was carried to, or nothing has ever been there. Else it is as
     * well something else that stands before a narrower number, which counts alike.
     */
    private boolean isFilled(DeclaredField field) {
        if (field.bytes() == Short.BYTES) {
            return true;
        }
        int half = field.width() / 2;
        long first = value(field, 0) >>> half;
        return first == 0 || first != value(field, count - 1) >>> half;
    }
}
