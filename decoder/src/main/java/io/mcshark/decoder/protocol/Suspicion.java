package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Conversations;
import io.mcshark.decoder.Frame;

/**
 * Whether what looks like RTP is RTP, judged by the packets of its flow (RFC 3550, A.1). A flow is RTP once two of its packets
 * have one SSRC and sequence numbers that fit. Of a first packet nothing is known: it is taken for RTP where its payload type
 * is one in use and nothing about it is unusual, so that a flow's first packet is not lost. When the next one neither has the
 * next number nor comes from the same source, the flow is under suspicion, and only two consecutive numbers of one SSRC clear
 * it. A number that comes again and again is no sequence: one copy is let pass, as a mirror port makes them.
 */
final class Suspicion {
    private static final long KIND = 2L << 32;
    private static final int NEW = 0, TRUSTED = 1, REPEATED = 2, SUSPECT = 3, CONFIRMED = 4;

    /** RFC 3550, A.1. */
    private static final int MAX_DROPOUT = 3000, MAX_MISORDER = 100;

    private Suspicion() {}

    /** Whether the valid packet at {@code at} is taken for RTP; remembers it. */
    static boolean accepts(Frame f, int at, int end) {
        if (f.isQuoted(f.depth() - 1)
                || !Network.flow(f, f.depth() - 1, f.conversations().places(), KIND)) {
            return isUsual(f, at, end);
        }
        Conversations.Entry flow = f.conversations().enter();
        int sequence = f.u16(at + 2);
        int source = f.i32(at + 8);
        int ahead = (short) (sequence - flow.last);
        boolean same = flow.state != NEW && source == flow.lastSource;
        boolean fits = ahead == 1 || same && ahead != 0 && ahead < MAX_DROPOUT && ahead > -MAX_MISORDER;
        flow.state = switch (flow.state) {
            case NEW -> isUsual(f, at, end) ? TRUSTED : SUSPECT;
            case TRUSTED -> same && ahead == 0 ? REPEATED : fits ? CONFIRMED : SUSPECT;
            case REPEATED -> fits ? CONFIRMED : SUSPECT;
            case SUSPECT -> same && ahead == 1 ? CONFIRMED : SUSPECT;
            default -> CONFIRMED;
        };
        flow.last = sequence;
        flow.lastSource = source;
        return flow.state != SUSPECT;
    }

    /** Whether a single packet already says enough: a payload type in use, no CSRCs, no extension of an unknown kind, no padding. */
    private static boolean isUsual(Frame f, int at, int end) {
        int type = f.u8(at + 1) & 0x7f;
        boolean used = type >= 96 || Rtp.P_TYPE.names().get(type) != null;
        int bits = f.u8(at) & 0x3f;
        boolean element = bits == 0x10 && (f.u16(at + 12) == 0xbede || f.u16(at + 12) >> 4 == 0x100);
        return used && (bits == 0 || element) && end > at + 12;
    }
}
