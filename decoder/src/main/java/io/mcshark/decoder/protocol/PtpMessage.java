package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;

/**
 * A PTP message of version 2. A cursor that is aimed at a walked frame; it allocates nothing. Messages that are not whole are
 * none.
 */
public final class PtpMessage {
    public static final int SYNC = 0,
            DELAY_REQUEST = 1,
            PEER_DELAY_REQUEST = 2,
            PEER_DELAY_RESPONSE = 3,
            FOLLOW_UP = 8,
            DELAY_RESPONSE = 9,
            PEER_DELAY_FOLLOW_UP = 10,
            ANNOUNCE = 11,
            SIGNALLING = 12,
            MANAGEMENT = 13;

    /** What the log of an interval is where a message does not say it (IEEE 1588-2019, 13.3.2.14). */
    public static final int NO_PERIOD = 127;

    private Frame f;
    private int layer;
    private int at;
    private int type;
    private boolean one;

    /** Aims at the outermost message of version 2 that is no quotation; false when there is none. */
    public boolean aim(Frame f) {
        one = false;
        for (int i = 1; i < f.depth() && !f.isQuoted(i); i++) {
            if (Ptp.H.isOf(f.protocol(i))) {
                this.f = f;
                layer = i;
                at = f.at(i);
                if (!Ptp.isVersion2(f, at)) {
                    one = true;
                    return false;
                }
                type = Ptp.type(f, at);
                return at + Ptp.fixed(type) <= f.end(i);
            }
        }
        return false;
    }

    /** Whether the frame last aimed at has a message of another version instead. */
    public boolean isOfOtherVersion() {
        return one;
    }

    public Frame frame() {
        return f;
    }

    /** The layer it is in. */
    public int layer() {
        return layer;
    }

    /** One of the constants, or what no standard knows. */
    public int type() {
        return type;
    }

    public int domain() {
        return (int) Ptp.DOMAIN.get(f, at);
    }

    /** The standards organization's number, 12 bits: 0 IEEE 1588, 0x100 IEEE 802.1AS. */
    public int sdo() {
        return (int) (Ptp.MAJOR_SDO.get(f, at) << 8 | Ptp.MINOR_SDO.get(f, at));
    }

    /** The clock that sent it. */
    public long clock() {
        return Ptp.CLOCK.get(f, at);
    }

    /** The clock's port that sent it. */
    public int port() {
        return (int) Ptp.PORT.get(f, at);
    }

    /** The binary logarithm of the seconds between messages of this kind; {@link #NO_PERIOD}. */
    public int period() {
        return (int) Ptp.PERIOD.get(f, at);
    }

    /** Whether a follow-up brings the time. */
    public boolean isTwoStep() {
        return is(Ptp.TWO_STEP);
    }

    /** Whether it is from an alternate master, which takes no part in the election (IEEE 1588-2019, 17.2). */
    public boolean isAlternate() {
        return is(Ptp.ALTERNATE);
    }

    private boolean is(Field flag) {
        return flag.get(f, at) == 1;
    }

    // ---- answers

    /** The clock that a delay response is for. */
    public long requestingClock() {
        return (type == DELAY_RESPONSE ? Ptp.DELAY_CLOCK : Ptp.PEER_CLOCK).get(f, at);
    }

    public int requestingPort() {
        return (int) (type == DELAY_RESPONSE ? Ptp.DELAY_PORT : Ptp.PEER_PORT).get(f, at);
    }

    // ---- announce

    /** The clock that the time comes from in the end. */
    public long grandmaster() {
        return Ptp.GRANDMASTER.get(f, at);
    }

    public int priority1() {
        return (int) Ptp.PRIORITY_1.get(f, at);
    }

    public int priority2() {
        return (int) Ptp.PRIORITY_2.get(f, at);
    }

    /** Clock class: 6 locked to a primary reference, 7 in holdover, 248 by default. */
    public int clockClass() {
        return (int) Ptp.CLASS.get(f, at);
    }

    /** The code of the accuracy; the better, the lower. */
    public int accuracy() {
        return (int) Ptp.ACCURACY.get(f, at);
    }

    /** An accuracy in words; null for what no standard knows. */
    public static String accuracy(int code) {
        return Ptp.ACCURACIES.get(code);
    }

    /** The offset scaled log variance. */
    public int variance() {
        return (int) Ptp.VARIANCE.get(f, at);
    }

    /** How many clocks lie between the sender and the grandmaster. */
    public int steps() {
        return (int) Ptp.STEPS.get(f, at);
    }

    /** The code of the time source. */
    public int source() {
        return (int) Ptp.SOURCE.get(f, at);
    }

    /** A time source in words; null for what no standard knows. */
    public static String source(int code) {
        return Ptp.SOURCES.get(code);
    }

    /** Seconds that TAI is ahead of UTC. */
    public int utcOffset() {
        return (int) Ptp.UTC_OFFSET.get(f, at);
    }

    public boolean isUtcOffsetValid() {
        return is(Ptp.UTC_REASONABLE);
    }

    public boolean isTimeTraceable() {
        return is(Ptp.TIME);
    }

    public boolean isFrequencyTraceable() {
        return is(Ptp.FREQUENCY);
    }

    /** Whether times are those of PTP, as opposed to an arbitrary scale. */
    public boolean isPtpTimescale() {
        return is(Ptp.TIMESCALE);
    }

    /** Whether the last minute of this day has 59 seconds. */
    public boolean isLeap59() {
        return is(Ptp.LI_59);
    }

    /** Whether the last minute of this day has 61 seconds. */
    public boolean isLeap61() {
        return is(Ptp.LI_61);
    }
}
