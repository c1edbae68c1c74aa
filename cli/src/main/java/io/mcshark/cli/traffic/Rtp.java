package io.mcshark.cli.traffic;

import java.nio.ByteBuffer;

/** RTP's header (RFC 3550, 5.1) in datagrams that are sent and received here; what is captured is read by the decoder. */
final class Rtp {
    static final int HEADER = 12;

    /** What most payload types of RFC 3551 have; nothing in a datagram tells it. */
    static final int USUAL_RATE = 90_000;

    /** Of audio with 8000 samples a second: payload types of RFC 3551, table 4. */
    private static final int AUDIO_RATE = 8000, LAST_AUDIO = 18;

    /** Payload type and marker of RTCP's packets where they share a port (RFC 5761, 4). */
    private static final int RTCP_FIRST = 192, RTCP_LAST = 223;

    private Rtp() {}

    /** Version 2, and no RTCP. */
    static boolean looksLike(byte[] datagram) {
        if (datagram.length < HEADER || (datagram[0] & 0xc0) != 0x80) {
            return false;
        }
        int second = datagram[1] & 0xff;
        return second < RTCP_FIRST || second > RTCP_LAST;
    }

    static int sequence(byte[] datagram) {
        return Short.toUnsignedInt(ByteBuffer.wrap(datagram).getShort(2));
    }

    static long ssrc(byte[] datagram) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(datagram).getInt(8));
    }

    static int timestamp(byte[] datagram) {
        return ByteBuffer.wrap(datagram).getInt(4);
    }

    static int type(byte[] datagram) {
        return datagram[1] & 0x7f;
    }

    /** The clock rate of a payload type. */
    static int clock(int type) {
        return switch (type) {
            case 6 -> 16_000;
            case 10, 11 -> 44_100;
            case 14 -> USUAL_RATE;
            case 16 -> 11_025;
            case 17 -> 22_050;
            default -> type <= LAST_AUDIO ? AUDIO_RATE : USUAL_RATE;
        };
    }

    /** Writes a header. */
    static void put(byte[] datagram, int type, int sequence, int timestamp, int ssrc) {
        ByteBuffer.wrap(datagram)
                .put((byte) 0x80)
                .put((byte) type)
                .putShort((short) sequence)
                .putInt(timestamp)
                .putInt(ssrc);
    }
}
