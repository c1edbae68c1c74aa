package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Protocol;

/**
 * Ethernet over MPLS: RFC 4448, 4.6; the control word RFC 4385, 3.
 *
 * <pre>
 * control word: 0 4 bits, flags and reserved 12, sequence number 16; configuration says whether there is one
 * </pre>
 *
 * Three layers, as Wireshark has them: the guess, and what it guesses.
 */
public final class Pseudowire extends Protocol {
    private static final int WORD = 4;

    /** Where an Ethernet header has its type or length. */
    private static final int TYPE = 12;

    /** The keys in the table of {@link #CW}. */
    private static final int WITHOUT = 0, WITH = 1;

    static final Header H = header("pwethheuristic", "Ethernet PW (CW heuristic)");
    static final Field CW = H.derived(
                    "cw",
                    "PW Control Word (ethernet)",
                    io.mcshark.decoder.Type.BOOL,
                    (f, at, end) -> hasWord(f, at, end) ? WITH : Field.ABSENT)
            .called("pweth.cw")
            .hidden()
            .parent();

    public Pseudowire() {
        super(H);
        on(Mpls.LABEL, Mpls.PSEUDOWIRE);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        f.push(this, at, at, end);
        f.next(CW.table(), hasWord(f, at, end) ? WITH : WITHOUT, at, f.declared());
    }

    /** Whether a frame begins behind four bytes rather than here: where there is a type or a fitting length decides. */
    private static boolean hasWord(Frame f, int at, int end) {
        if (at >= end || f.u8(at) >> 4 != 0) {
            return false;
        }
        return !isFrame(f, at, end) || isFrame(f, at + WORD, end) && f.i32(at) == 0;
    }

    static boolean isFrame(Frame f, int at, int end) {
        if (at + TYPE + 2 > end) {
            return false;
        }
        int type = f.u16(at + TYPE);
        return type >= Ethernet.MIN_TYPE
                ? Ethernet.TYPE.table().has(type) || EtherTypes.NAMES.get(type) != null
                : type > 2 && at + Ethernet.HEADER + type <= end;
    }

    /** The control word. */
    public static final class Word extends Protocol {
        static final Header H = header("pwethcw", "PW Ethernet Control Word");
        static final Field SEQUENCE =
                H.skip(16).u16("sequence_number", "Sequence Number").called("pweth.cw.sequence_number");

        static {
            H.length(WORD);
        }

        public Word() {
            super(H);
            on(CW, WITH);
        }

        @Override
        public void walk(Frame f, int at, int end) {
            int body = at + WORD;
            if (body > end) {
                f.broken(at, end);
                return;
            }
            f.push(this, at, body, end);
            f.next(Gre.PROTO.table(), Ethernet.BRIDGED, body, f.declared());
        }
    }

    /** No control word. */
    public static final class Plain extends Protocol {
        static final Header H = header("pwethnocw", "Ethernet PW (no CW)");

        public Plain() {
            super(H);
            on(CW, WITHOUT);
        }

        @Override
        public void walk(Frame f, int at, int end) {
            f.push(this, at, at, end);
            f.next(Gre.PROTO.table(), Ethernet.BRIDGED, at, f.declared());
        }
    }

    /** What a node says about a pseudowire, or a label switched path, along it: RFC 4385, 5; RFC 5586. */
    public static final class Channel extends Protocol {
        static final Header H = header("pwach", "PW Associated Channel Header");
        static final Field VERSION = H.skip(4).bits(4, "ver", "Channel Version"),
                RESERVED = H.u8("res", "Reserved").hex();
        public static final Field TYPE =
                H.u16("channel_type", "Channel Type").hex().parent();

        static {
            H.length(WORD);
        }

        public Channel() {
            super(H);
            on(Mpls.LABEL, Mpls.CHANNEL);
        }

        @Override
        public void walk(Frame f, int at, int end) {
            int body = at + WORD;
            if (body > end) {
                f.broken(at, end);
                return;
            }
            f.push(this, at, body, end);
            f.next(TYPE.table(), f.u16(at + 2), body, f.declared());
        }
    }
}
