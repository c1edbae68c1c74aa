package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Type;

/** The adaptation field of {@link Mp2t}'s packets: ITU-T H.222.0, 2.4.3.4. What its flags announce stands in their order. */
public final class Mp2tAdaptation {
    private static final int LENGTH_AT = 4, FLAGS_AT = 5;

    /** Where the first of the options is: the PCR, when there is one. */
    public static final int OPTIONS_AT = 6;

    /** Bits of the flags, and no bit for the stuffing behind everything. */
    private static final int PCR = 0x10, OPCR = 0x08, SPLICE = 0x04, PRIVATE = 0x02, EXTENSION = 0x01, STUFFING = 0;

    /** Bits of the extension's flags. */
    private static final int LTW = 0x80, PIECEWISE = 0x40, SEAMLESS = 0x20, RESERVED = 0;

    static final Header FLAGS = Mp2t.ADAPTATION.then("Flags", (f, at, end) -> f.u8(at + LENGTH_AT) > 0);
    public static final Field
            AF = FLAGS.note("af", "Adaptation Field", (f, at, end) -> true).plain(),
            DI = FLAGS.bits(1, "af.di", "Discontinuity Indicator"),
            RAI = FLAGS.bits(1, "af.rai", "Random Access Indicator"),
            ESPI = FLAGS.bits(1, "af.espi", "Elementary Stream Priority Indicator"),
            PCR_FLAG = FLAGS.bits(1, "af.pcr_flag", "PCR Flag"),
            OPCR_FLAG = FLAGS.bits(1, "af.opcr_flag", "OPCR Flag"),
            SP_FLAG = FLAGS.bits(1, "af.sp_flag", "Splicing Point Flag"),
            TPD_FLAG = FLAGS.bits(1, "af.tpd_flag", "Transport Private Data Flag"),
            AFE_FLAG = FLAGS.bits(1, "af.afe_flag", "Adaptation Field Extension Flag");

    public static final Header CLOCK = option("PCR", PCR, 6);
    static final Field CLOCK_REFERENCE = CLOCK.bits(48, "af.pcr", "Program Clock Reference")
            .code(Mp2tAdaptation::ticks)
            .hex(16)
            .means((ticks, out) -> out.seconds(ticks * 1000 / 27).put(" s"));
    static final Header ORIGINAL = option("OPCR", OPCR, 6);
    static final Field ORIGINAL_REFERENCE = ORIGINAL.bits(48, "af.opcr", "Original Program Clock Reference")
            .code(Mp2tAdaptation::ticks)
            .hex(16)
            .means((ticks, out) -> out.seconds(ticks * 1000 / 27).put(" s"));
    static final Header SPLICING = option("Splice countdown", SPLICE, 1);
    static final Field COUNTDOWN = SPLICING.u8("af.sc", "Splice Countdown");
    static final Header PRIVATE_DATA = option("Private data", PRIVATE, 1);
    static final Field TPD_LENGTH = PRIVATE_DATA.u8("af.tpd_length", "Transport Private Data Length"),
            TPD = PRIVATE_DATA.span("af.tpd", "Transport Private Data", Type.BYTES, (f, at, end) -> bytes(at + 1, end));

    static final Header EXTENDED = option("Extension", EXTENSION, 1);
    static final Field E_LENGTH = EXTENDED.u8("af.e_length", "Adaptation Field Extension Length");
    static final Header E_FLAGS = EXTENDED.then("Flags", (f, at, end) -> true);
    static final Field LTW_FLAG = E_FLAGS.bits(1, "af.e.ltw_flag", "LTW Flag"),
            PR_FLAG = E_FLAGS.bits(1, "af.e.pr_flag", "Piecewise Rate Flag"),
            SS_FLAG = E_FLAGS.bits(1, "af.e.ss_flag", "Seamless Splice Flag"),
            E_RESERVED = E_FLAGS.bits(5, "af.e.reserved", "Reserved");
    static final Header WINDOW = extended("Legal time window", LTW, 2);
    static final Field LTWV_FLAG = WINDOW.bits(1, "af.e.ltwv_flag", "LTW Valid Flag"),
            LTWO = WINDOW.bits(15, "af.e.ltwo", "LTW Offset");
    static final Header RATE = extended("Piecewise rate", PIECEWISE, 3);
    static final Field PR_RESERVED = RATE.bits(2, "af.e.pr_reserved", "Reserved"),
            PR = RATE.bits(22, "af.e.pr", "Piecewise Rate");
    static final Header SPLICE_POINT = extended("Seamless splice", SEAMLESS, 5);
    static final Field ST = SPLICE_POINT.bits(4, "af.e.st", "Splice Type"),
            DNAU_32_30 = SPLICE_POINT.bits(3, "af.e.dnau_32_30", "DTS Next AU[32...30]"),
            M_1 = SPLICE_POINT.bits(1, "af.e.m_1", "Marker Bit"),
            DNAU_29_15 = SPLICE_POINT.bits(15, "af.e.dnau_29_15", "DTS Next AU[29...15]"),
            M_2 = SPLICE_POINT.bits(1, "af.e.m_2", "Marker Bit"),
            DNAU_14_0 = SPLICE_POINT.bits(15, "af.e.dnau_14_0", "DTS Next AU[14...0]"),
            M_3 = SPLICE_POINT.bits(1, "af.e.m_3", "Marker Bit");
    static final Field E_RESERVED_BYTES = E_FLAGS.span(
            "af.e.reserved_bytes", "Reserved", Type.BYTES, (f, at, end) -> bytes(extendedAt(f, at, RESERVED), end));
    static final Field STUFFING_BYTES = FLAGS.span(
            "af.stuffing_bytes",
            "Stuffing",
            Type.BYTES,
            (f, at, end) -> bytes(optionAt(f, at, end, STUFFING), stop(f, at, end)));

    static {
        FLAGS.length(1);
        E_FLAGS.length(1);
        WINDOW.length(2);
        RATE.length(3);
        SPLICE_POINT.length(5);
    }

    private Mp2tAdaptation() {}

    /** Loads this class, whose fields then stand in the transport stream's header. */
    static void declare() {}

    /** What a flag announces, at least {@code bytes} long; it ends where the next one begins. */
    private static Header option(String label, int flag, int bytes) {
        return FLAGS.parts(
                label,
                (f, at, end, previous, index) -> {
                    int found = index > 0 ? -1 : optionAt(f, at, end, flag);
                    return found < 0 || found + bytes > stop(f, at, end) ? -1 : found;
                },
                (f, at, end) -> size(f, at, end, flag));
    }

    private static Header extended(String label, int flag, int bytes) {
        return E_FLAGS.parts(
                label,
                (f, at, end, previous, index) -> index > 0 ? -1 : extendedAt(f, at, flag),
                (f, at, end) -> bytes);
    }

    /** One past the adaptation field of the packet at {@code at}, at most {@code end}. */
    private static int stop(Frame f, int at, int end) {
        return Math.min(end, at + FLAGS_AT + f.u8(at + LENGTH_AT));
    }

    /** Where what {@code flag} announces begins; -1 where the flag is not set. */
    private static int optionAt(Frame f, int at, int end, int flag) {
        int flags = f.u8(at + FLAGS_AT);
        if (flag != STUFFING && (flags & flag) == 0) {
            return -1;
        }
        int place = at + OPTIONS_AT;
        for (int bit = PCR; bit > flag; bit >>= 1) {
            if ((flags & bit) != 0) {
                place += size(f, place, stop(f, at, end), bit);
            }
        }
        return place;
    }

    /** Bytes of what a flag announces and that begins at {@code at}. */
    private static int size(Frame f, int at, int end, int flag) {
        return switch (flag) {
            case PCR, OPCR -> 6;
            case SPLICE -> 1;
            default -> at < end ? 1 + f.u8(at) : 1;
        };
    }

    /** The same in the extension that begins at {@code at}. */
    private static int extendedAt(Frame f, int at, int flag) {
        int flags = f.u8(at + 1);
        if (flag != RESERVED && (flags & flag) == 0) {
            return -1;
        }
        return at
                + 2
                + (flag < LTW && (flags & LTW) != 0 ? 2 : 0)
                + (flag < PIECEWISE && (flags & PIECEWISE) != 0 ? 3 : 0)
                + (flag < SEAMLESS && (flags & SEAMLESS) != 0 ? 5 : 0);
    }

    private static long bytes(int at, int end) {
        return at < end ? Field.span(at, end - at) : Field.ABSENT;
    }

    /** Whether the length leads out of the packet, or what the flags announce out of the adaptation field. */
    static boolean isTooLong(Frame f, int at) {
        int length = f.u8(at + LENGTH_AT);
        int end = at + FLAGS_AT + length;
        if (end > at + Mp2t.PACKET) {
            return true;
        }
        return length > 0 && end <= f.extent() && optionAt(f, at, end, STUFFING) > end;
    }

    /** The PCR in the packet from {@code at} to {@code end}, at 27 MHz; {@link Field#ABSENT} for none. */
    static long pcr(Frame f, int at, int end) {
        if (!Mp2t.hasAdaptation(f, at) || at + OPTIONS_AT + 6 > end || f.u8(at + LENGTH_AT) < 7) {
            return Field.ABSENT;
        }
        return (f.u8(at + FLAGS_AT) & PCR) == 0 ? Field.ABSENT : CLOCK_REFERENCE.get(f, at + OPTIONS_AT);
    }

    /** 33 bits of 90 kHz, 6 reserved, 9 of 27 MHz (H.222.0, 2.4.2.2): together at 27 MHz. */
    public static long ticks(long bits) {
        return (bits >>> 15) * 300 + (bits & 0x1ff);
    }
}
