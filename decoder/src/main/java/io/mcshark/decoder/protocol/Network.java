package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Protocol.Level;
import io.mcshark.decoder.Recent;
import io.mcshark.decoder.Table;

/** What transport protocols share: the IP header outside them, the pseudo-header made of it, the child that a port names. */
final class Network {
    private Network() {}

    /** The network layer outside {@code layer}; -1 for none. */
    static int outside(Frame f, int layer) {
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

    /** The TTL or hop limit left in the IP header that {@code layer} travels in; -1 when there is none. */
    static int hopLimit(Frame f, int layer) {
        int ip = outside(f, layer);
        return ip < 0 ? -1 : f.u8(f.at(ip) + (f.u8(f.at(ip)) >> 4 == 4 ? 8 : 7));
    }

    /**
     * The sum of the pseudo-header: addresses, protocol and length (RFC 768; RFC 9293, 3.1; RFC 8200, 8.1). The destination
     * is the last one, also where a source route still leads elsewhere.
     *
     * @param length of what the checksum covers, in bytes
     * @return -1 where a checksum cannot be verified: no IP header outside, a fragment, a destination not known
     */
    static long pseudoHeader(Frame f, int layer, int protocol, int length) {
        int ip = outside(f, layer);
        if (ip < 0 || isFragment(f, layer)) {
            return -1;
        }
        int at = f.at(ip);
        switch (f.u8(at) >> 4) {
            case 4 -> {
                int route = Ipv4Options.route(f, at);
                int destination = route < 0 ? at + 16 : route;
                long sum = Checksum.sum(f, at + 12, at + 16, protocol + length);
                return Checksum.sum(f, destination, destination + 4, sum);
            }
            case 6 -> {
                int destination = destination(f, ip, layer);
                long sum = Checksum.sum(f, at + 8, at + 24, protocol + length);
                return destination < 0 ? -1 : Checksum.sum(f, destination, destination + 16, sum);
            }
            default -> {
                return -1;
            }
        }
    }

    /** Whether the IP header outside declares more than is there: mostly so in a quoted packet. */
    static boolean isCut(Frame f, int layer) {
        int ip = outside(f, layer);
        if (ip < 0) {
            return false;
        }
        int at = f.at(ip);
        return at + (f.u8(at) >> 4 == 4 ? f.u16(at + 2) : 40 + f.u16(at + 4)) > f.end(ip);
    }

    /** The position of the IPv6 address that a packet ends at: in a routing header while segments are left. */
    private static int destination(Frame f, int ip, int layer) {
        for (int i = ip + 1; i < layer; i++) {
            if (f.protocol(i) == Routing.H.protocol()) {
                int route = Routing.last(f, f.at(i));
                if (route != 0) {
                    return route;
                }
            }
        }
        return f.at(ip) + 24;
    }

    /** Whether {@code layer} begins in a fragment and only a part of it is there. */
    static boolean isFragment(Frame f, int layer) {
        int ip = outside(f, layer);
        if (ip < 0) {
            return false;
        }
        boolean first = f.u8(f.at(ip)) >> 4 == 4 && (f.u16(f.at(ip) + 6) & 0x2000) != 0;
        int inside = ip;
        for (int i = ip + 1; i < layer && !first; i++) {
            if (f.protocol(i) == Ipv6Fragment.H.protocol()) {
                first = Ipv6Fragment.MORE.get(f, f.at(i)) == 1;
                inside = i;
            }
        }
        // What was put together lies behind the packet's own bytes.
        return first && f.at(layer) < f.end(inside);
    }

    /**
     * The child that was told or announced for one of two endpoints, that a port names, or that the content looks like.
     *
     * @return null for none
     */
    static Protocol child(Frame f, Table ports, int source, int destination, int at, int end) {
        boolean plain = !f.settings().isTold() && f.conversations().isEmpty();
        Protocol child = plain ? null : told(f, ports, source, destination, at);
        if (child == null) {
            child = named(ports, source, destination);
        }
        return child == null ? ports.guess(f, at, end) : child;
    }

    private static Protocol told(Frame f, Table ports, int source, int destination, int at) {
        Protocol child = f.told(ports, destination);
        if (child == null) {
            child = f.told(ports, source);
        }
        if (child == null && ports == Udp.DSTPORT.table()) {
            child = Announced.child(f, f.depth() - 1, source, destination, at);
        }
        return child;
    }

    /** The lower port, likelier that of a service, before the higher, as tshark. */
    private static Protocol named(Table ports, int source, int destination) {
        int low = Math.min(source, destination);
        Protocol child = low == 0 ? null : ports.get(low);
        return child == null ? ports.get(Math.max(source, destination)) : child;
    }

    /** Has somebody else walk a datagram's payload that is not what its port says: whom it looks like. */
    static void others(Frame f, int at, int end) {
        Protocol child = Udp.DSTPORT.table().guess(f, at, end);
        if (child == null) {
            f.nextData(at, f.declared());
        } else {
            f.next(child, at, f.declared());
        }
    }

    /** Bytes that the datagram around {@code at} carries, as its header has them. */
    static int payloadBytes(Frame f, int at) {
        int layer = f.depth() - 1;
        int length = f.u16(f.at(layer) + 4);
        return (length == 0 ? f.declared(layer) - f.at(layer) : length) - 8;
    }

    /**
     * Names the flow that {@code layer} is of, by the addresses outside and the ports it begins with.
     *
     * @param kind above 32 bits: tells apart what is kept of one flow
     * @return false where no IP header is outside
     */
    static boolean flow(Frame f, int layer, Recent places, long kind) {
        int ip = outside(f, layer);
        if (ip < 0) {
            return false;
        }
        int at = f.at(ip);
        long id = kind | f.u32(f.at(layer));
        if (f.u8(at) >> 4 == 4) {
            places.of(0, f.u32(at + 12), 0, f.u32(at + 16), id);
        } else {
            places.of(f.u64(at + 8), f.u64(at + 16), f.u64(at + 24), f.u64(at + 32), id);
        }
        return true;
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
