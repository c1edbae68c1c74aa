package io.mcshark.decoder.analysis.compare;

import io.mcshark.decoder.Frame;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.analysis.Mix;
import io.mcshark.decoder.protocol.Numbering;
import java.util.SplittableRandom;

/**
 * What a datagram is known by at another point: the numbers of its protocol, or a hash of its payload. Headers take no part:
 * they change on the way.
 */
final class Identity {
    private final long seed = new SplittableRandom().nextLong(); // so that nobody can make two payloads look alike
    private int most = Integer.MAX_VALUE;

    /** Looks at so many bytes of a payload at most: where captures were cut, at those that both have. */
    void cut(int bytes) {
        most = bytes;
    }

    /** By its numbers, which must fit. */
    long numbered(Numbering numbering, Frame f, int at) {
        long number = Mix.of(numbering.number(f, at), numbering.source(f, at));
        return Mix.of(number, numbering.more(f, at) ^ seed);
    }

    /** By its bytes and their number. */
    long hashed(Frame f, Datagram packet) {
        int at = packet.payload();
        int bytes = Math.min(Math.max(0, packet.end() - at), most);
        long hash = Mix.of(packet.payloadBytes(), seed);
        int i = at;
        for (; i + Long.BYTES <= at + bytes; i += Long.BYTES) {
            hash = Mix.of(hash, f.u64(i));
        }
        long rest = 0;
        for (; i < at + bytes; i++) {
            rest = rest << 8 | f.u8(i);
        }
        return Mix.of(hash, rest);
    }
}
