package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Protocol;

/**
 * How the datagrams of a stream are numbered: what tells each from all others, wherever it is seen. That a stream is numbered so
 * is recognised from its walked frames ({@link #of}); then every datagram of it that {@link #fits} has a number, also those from
 * before it was recognised.
 */
public enum Numbering {
    /** Sequence number, with the SSRC and the time stamp: RFC 3550, 5.1. */
    RTP(Rtp.H.protocol(), 12, 16) {
        @Override
        public boolean fits(Frame f, int at, int end) {
            // No payload type is from 64 to 95, RTCP's beside it are: RFC 5761, 4.
            return at + bytes() <= end && f.u8(at) >> 6 == 2 && (f.u8(at + 1) >> 5 & 3) != 2;
        }

        @Override
        public long number(Frame f, int at) {
            return Rtp.SEQ.get(f, at);
        }

        @Override
        public long source(Frame f, int at) {
            return Rtp.SSRC.get(f, at);
        }

        @Override
        public long more(Frame f, int at) {
            return Rtp.TIMESTAMP.get(f, at);
        }
    },
    /** The number of the first message, with the session and the count of messages: MoldUDP64 1.00. */
    MOLDUDP64(MoldUdp64.H.protocol(), 20, 64) {
        @Override
        public boolean fits(Frame f, int at, int end) {
            return at + bytes() <= end;
        }

        @Override
        public long number(Frame f, int at) {
            return MoldUdp64.SEQUENCE.get(f, at);
        }

        @Override
        public int count(Frame f, int at) {
            int count = (int) MoldUdp64.COUNT.get(f, at);
            return count == MoldUdp64.END ? 0 : count;
        }

        @Override
        public long source(Frame f, int at) {
            return Long.rotateLeft(f.u64(at), Character.SIZE) ^ f.u16(at + Long.BYTES); // the session's ten letters
        }

        @Override
        public long more(Frame f, int at) {
            return MoldUdp64.COUNT.get(f, at);
        }
    },
    /** The sequence, with the run and the sender: {@code docs/probe.md}. */
    PROBE(Probe.H.protocol(), Probe.HEADER, 64) {
        @Override
        public boolean fits(Frame f, int at, int end) {
            return at + bytes() <= end && f.i32(at) == Probe.MAGIC_VALUE;
        }

        @Override
        public long number(Frame f, int at) {
            return Probe.SEQUENCE.get(f, at);
        }

        @Override
        public long source(Frame f, int at) {
            return Probe.RUN.get(f, at) << Integer.SIZE | Probe.SENDER.get(f, at);
        }

        @Override
        public long more(Frame f, int at) {
            return Probe.REPLY.get(f, at);
        }
    };

    private final Protocol protocol;
    private final int bytes;
    private final int width;

    Numbering(Protocol protocol, int bytes, int width) {
        this.protocol = protocol;
        this.bytes = bytes;
        this.width = width;
    }

    /** How the payload at {@code at} is numbered, if it was recognised in a walked frame; null for none. */
    public static Numbering of(Frame f, int at) {
        for (Numbering numbering : ALL) {
            if (f.layer(numbering.protocol, at) >= 0) {
                return numbering;
            }
        }
        return null;
    }

    private static final Numbering[] ALL = values();

    /** The protocol's name. */
    public String token() {
        return protocol.name();
    }

    /** Bytes of the payload that the numbers are in. */
    final int bytes() {
        return bytes;
    }

    /** Bits of a number; after the last one comes 0. */
    public int width() {
        return width;
    }

    /** Whether a payload of a stream numbered so has a number; the other methods may be asked only then. */
    public abstract boolean fits(Frame f, int at, int end);

    public abstract long number(Frame f, int at);

    /** How many numbers it takes, from {@link #number} on: messages in a packet, which may be none. */
    public int count(Frame f, int at) {
        return 1;
    }

    /** Whose numbers these are: another source begins anew. */
    public abstract long source(Frame f, int at);

    /** What else tells datagrams apart, beside number and source. */
    public abstract long more(Frame f, int at);
}
