package io.mcshark.decoder.analysis.streams;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.protocol.Rtp;
import java.util.ArrayList;
import java.util.List;

/** The RTP packets of a stream, each synchronization source for itself: RFC 3550, 5.1, 6.4.1 and A.1. */
final class RtpFlow {
    /** The most sources told apart in one stream; the one that began first goes. */
    static final int MOST_SOURCES = 16;

    private static final int VERSION = 2, WORD = 4;

    /** Where the fields lie in the first eight bytes. */
    private static final int VERSION_SHIFT = shift(Rtp.VERSION),
            TYPE_SHIFT = shift(Rtp.P_TYPE),
            NUMBER_SHIFT = shift(Rtp.SEQ),
            TIMESTAMP_SHIFT = shift(Rtp.TIMESTAMP);

    private static final int TYPE_MASK = (int) Rtp.P_TYPE.mask(), NUMBER_MASK = (int) Rtp.SEQ.mask();

    private final List<RtpSource> sources = new ArrayList<>(1);
    private RtpSource current;
    private RtpSource previous;
    private int forgotten;
    private long sourceChanges;
    private boolean changed;
    private int oldType;

    private static int shift(Field field) {
        return Long.SIZE - field.bit() - field.width();
    }

    /** Whether a packet is the next one of the source of the one before, with nothing else to say; that is then taken note of. */
    static boolean isNext(RtpSource s, Datagram p) {
        int at = p.payload();
        if (s == null || at + Rtp.FIXED > p.end()) {
            return false;
        }
        long head = p.u64(at);
        if (head >>> VERSION_SHIFT != VERSION
                || s.type != ((int) (head >>> TYPE_SHIFT) & TYPE_MASK)
                || s.ssrc != p.i32(at + Rtp.SSRC.at())
                || !s.sequence.isNext(head >>> NUMBER_SHIFT & NUMBER_MASK)) {
            return false;
        }
        s.packets++;
        s.measure((int) (head >>> TIMESTAMP_SHIFT), p.nanos());
        return true;
    }

    /** Looks at a packet; null when it is no RTP, or RTCP on the same port (RFC 5761, 4). */
    Sequence.Outcome take(Datagram p) {
        int at = p.payload();
        if (at + Rtp.FIXED > p.end()) {
            return null;
        }
        long head = p.u64(at);
        int ssrc = p.i32(at + Rtp.SSRC.at());
        int type = (int) (head >>> TYPE_SHIFT) & TYPE_MASK;
        if (head >>> VERSION_SHIFT != VERSION || Rtp.isControl(p.u8(p.payload() + Rtp.P_TYPE.at()))) {
            return null;
        }
        int timestamp = (int) (head >>> TIMESTAMP_SHIFT);
        RtpSource s = current;
        previous = s;
        changed = s != null && (s.ssrc != ssrc || s.type != type);
        if (s == null || s.ssrc != ssrc) {
            s = switchTo(ssrc, type, timestamp, p.nanos());
        }
        oldType = s.type;
        if (s.type != type) {
            s.type(type);
        }
        Sequence.Outcome outcome = s.sequence.take(head >>> NUMBER_SHIFT & NUMBER_MASK);
        s.packets++;
        switch (outcome) {
            case NEXT -> s.measure(timestamp, p.nanos());
            case GAP, LATE -> {
                s.measure(timestamp, p.nanos());
                s.lost += s.sequence.missing();
                s.reordered += outcome == Sequence.Outcome.LATE ? 1 : 0;
            }
            case REPEATED -> s.duplicate++;
            case STRAY -> {}
            case RESTARTED -> {
                s.restarts++;
                s.restart(timestamp, p.nanos());
            }
        }
        return outcome;
    }

    private RtpSource switchTo(int ssrc, int type, int timestamp, long nanos) {
        if (current != null) {
            sourceChanges++;
        }
        for (RtpSource s : sources) {
            if (s.ssrc == ssrc) {
                current = s;
                return s;
            }
        }
        if (sources.size() == MOST_SOURCES) {
            sources.removeFirst();
            forgotten++;
        }
        current = new RtpSource(ssrc, type, timestamp, nanos);
        sources.add(current);
        return current;
    }

    /** Where the payload of the packet begins, behind CSRCs and header extension; beyond the end when it does not fit. */
    static int payload(Datagram p) {
        int at = p.payload();
        int body = at + Rtp.FIXED + WORD * (int) p.read(Rtp.CC, at);
        if (p.read(Rtp.EXT, at) == 1) {
            body = body + WORD > p.end() ? p.end() + 1 : body + WORD + WORD * p.u16(body + WORD / 2);
        }
        return body;
    }

    /** Where the packet's payload ends: before the padding, when all of it was captured. */
    static int end(Datagram p) {
        boolean whole = p.payload() + p.payloadBytes() <= p.end();
        return p.read(Rtp.PADDING, p.payload()) == 1 && whole ? p.end() - p.u8(p.end() - 1) : p.end();
    }

    /** The source of the last packet. */
    RtpSource current() {
        return current;
    }

    /** Whether the last packet was of another source or payload type than the one before. */
    boolean isChanged() {
        return changed;
    }

    /** The source of the packet before; null for none. */
    RtpSource previous() {
        return previous;
    }

    /** The payload type that the last packet's source had before it. */
    int oldType() {
        return oldType;
    }

    List<RtpSource> sources() {
        return sources;
    }

    /** Sources there are, also those no longer known. */
    int sourceCount() {
        return sources.size() + forgotten;
    }

    /** How often another source than before sent a packet. */
    long sourceChanges() {
        return sourceChanges;
    }

    /** The largest jitter of any source, nanoseconds. */
    long mostJitter() {
        long most = 0;
        for (RtpSource s : sources) {
            most = Math.max(most, s.mostJitter());
        }
        return most;
    }
}
