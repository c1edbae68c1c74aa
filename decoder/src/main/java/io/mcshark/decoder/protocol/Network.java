package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol.Level;
import io.mcshark.decoder.Table;

/** What transport protocols share: the IP header outside them, the pseudo-header made of it, the child that a port names. */
final class Network {
    private Network() {}

    private static int outside(Frame f, int layer) {
        for (int i = layer - 1; i > 0; i--) {
            if (f.protocol(i).level() == Level.NETWORK) {
                return i;
            }
        }
        return -1;
    }

    /** The version of the IP header that {@code layer} travels in: 4, 6, or 0 when there is none. */
    static int version(Frame f, int layer) {
        int ip = outside(f, layer);
        return ip < 0 ? 0 : f.u8(f.at(ip)) >> 4;
    }

    /**
     * The sum of the pseudo-header: addresses, protocol and length (RFC 768; RFC 9293, 3.1; RFC 8200, 8.1).
     *
     * @param length of what the checksum covers, in bytes
     * @return -1 when there is no IP header outside
     */
    static long pseudoHeader(Frame f, int layer, int protocol, int length) {
        int ip = outside(f, layer);
        if (ip < 0) {
            return -1;
        }
        int at = f.at(ip);
        return switch (f.u8(at) >> 4) {
            case 4 -> Checksum.sum(f, at + 12, at + 20, protocol + length);
            case 6 -> Checksum.sum(f, at + 8, at + 40, protocol + length);
            default -> -1;
        };
    }

    /** Goes on with the child that one of two ports names: the lower, likelier that of a service, before the higher, as tshark. */
    static void next(Frame f, Table ports, int source, int destination, int at, int end) {
        int low = Math.min(source, destination);
        boolean known = low != 0 && ports.get(low) != null;
        f.next(ports, known ? low : Math.max(source, destination), at, end);
    }

    /** Appends who sent what to whom in the packet that the error in {@code layer} quotes. */
    static void quoted(Frame f, int layer, Out out) {
        int ip = layer + 1;
        if (ip >= f.depth() || f.protocol(ip).level() != Level.NETWORK) {
            return;
        }
        boolean ports = ip + 1 < f.depth() && f.protocol(ip + 1).level() == Level.TRANSPORT;
        f.protocol(ip).source(f, ip, out.put(", quoting "));
        if (ports) {
            f.protocol(ip + 1).source(f, ip + 1, out.put('.'));
        }
        f.protocol(ip).destination(f, ip, out.put(" > "));
        if (ports) {
            f.protocol(ip + 1).destination(f, ip + 1, out.put('.'));
        }
    }
}
