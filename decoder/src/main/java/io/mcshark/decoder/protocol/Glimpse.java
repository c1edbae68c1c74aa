package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Header;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Protocols;
import io.mcshark.decoder.Table;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What can be said of a plain packet (Ethernet, tagged or not, IPv4 without options or IPv6, UDP or TCP, no fragment) without
 * walking it: where these headers are, and that no other protocol can be in it, beside those recognised by content. Passing
 * over such a packet loses nothing that later packets need: it is no fragment, and no port names a protocol that might have
 * something to remember. Used to sort out most packets of a large file before the walk, which costs several times as much.
 */
public final class Glimpse {
    /** From {@link #at}: not in the packet, or nothing is known about it. */
    public static final int ABSENT = -1, UNKNOWN = -2;

    private static final int ETHERNET = 14, TAG = 4, MOST_TAGS = 2, IPV4 = 20, IPV6 = 40, UDP = 8, TCP = 20;
    private static final int TYPE_IPV4 = 0x0800, TYPE_IPV6 = 0x86dd, TYPE_VLAN = 0x8100, TYPE_PROVIDER = 0x88a8;
    private static final int PROTOCOL_UDP = 17, PROTOCOL_TCP = 6;
    private static final int ETH_ID = id(Ethernet.H),
            VLAN_ID = id(Vlan.H),
            PROVIDER_ID = id(ProviderVlan.H),
            IPV4_ID = id(Ipv4.H),
            IPV6_ID = id(Ipv6.H),
            UDP_ID = id(Udp.H),
            TCP_ID = id(Tcp.H);

    private final int[] places = new int[Protocols.count()];
    private final boolean[] udpChildren = ports(Udp.DSTPORT.table()), tcpChildren = ports(Tcp.DSTPORT.table());
    private MemorySegment segment;
    private ByteBuffer buffer;
    private int base;
    private int known;

    public Glimpse() {
        Arrays.fill(places, ABSENT);
        places[id(Data.H)] = UNKNOWN;
        places[id(Short.H)] = UNKNOWN;
        places[id(Malformed.H)] = UNKNOWN;
        places[id(FrameInfo.H)] = UNKNOWN;
        for (Table table : new Table[] {Udp.DSTPORT.table(), Tcp.DSTPORT.table()}) {
            for (int guessed : table.guesses()) {
                perhaps(guessed);
            }
        }
    }

    private static int id(Header header) {
        return header.protocol().id();
    }

    private static boolean[] ports(Table table) {
        boolean[] known = new boolean[1 << 16];
        for (int port : table.keys()) {
            known[port] = true;
        }
        return known;
    }

    /** A protocol that only its content tells may be there, and whatever it carries. */
    private void perhaps(int protocol) {
        if (places[protocol] != UNKNOWN) {
            places[protocol] = UNKNOWN;
            for (int carried : Table.below(protocol)) {
                perhaps(carried);
            }
        }
    }

    /**
     * Looks at a packet; the parameters are those of {@link io.mcshark.decoder.Frame#wrap}.
     *
     * @return whether it is plain; nothing can be said of it otherwise
     */
    public boolean aim(MemorySegment segment, long from, int captured, int linkType) {
        if (linkType != 1 || captured < ETHERNET + IPV4 + UDP) {
            return false;
        }
        if (this.segment != segment) {
            this.segment = segment;
            buffer = segment.asByteBuffer();
        }
        base = (int) from;
        int at = ETHERNET;
        int type = buffer.getShort(base + at - 2) & 0xffff;
        for (int i = 0; i < MOST_TAGS && (type == TYPE_VLAN || type == TYPE_PROVIDER); i++) {
            at += TAG;
            type = buffer.getShort(base + at - 2) & 0xffff;
        }
        int ports;
        int next;
        int rest;
        boolean four = type == TYPE_IPV4;
        if (four) {
            long start = buffer.getLong(base + at); // version, header length, service, total length, id, fragment
            if (start >>> 56 != 0x45 || (start & 0x3fff) != 0) {
                return false;
            }
            next = buffer.get(base + at + 9);
            ports = at + IPV4;
            rest = Math.min(at + (int) (start >>> 32 & 0xffff), captured) - ports;
        } else if (type == TYPE_IPV6 && at + IPV6 + UDP <= captured) {
            long start = buffer.getLong(base + at); // version, class, label, payload length, next header, hop limit
            if (start >>> 60 != 6) {
                return false;
            }
            next = (int) (start >>> 8) & 0xff;
            ports = at + IPV6;
            rest = Math.min(ports + (int) (start >>> 16 & 0xffff), captured) - ports;
        } else {
            return false;
        }
        boolean udp = next == PROTOCOL_UDP;
        if (udp ? rest < UDP : next != PROTOCOL_TCP || rest < TCP) {
            return false;
        }
        boolean[] children = udp ? udpChildren : tcpChildren;
        int both = buffer.getInt(base + ports);
        if (children[both >>> 16] || children[both & 0xffff]) {
            return false;
        }
        known = ports + (udp ? UDP : TCP);
        places[ETH_ID] = 0;
        places[VLAN_ID] = at == ETHERNET ? ABSENT : UNKNOWN;
        places[PROVIDER_ID] = places[VLAN_ID];
        places[IPV4_ID] = four ? at : ABSENT;
        places[IPV6_ID] = four ? ABSENT : at;
        places[UDP_ID] = udp ? ports : ABSENT;
        places[TCP_ID] = udp ? ABSENT : ports;
        return true;
    }

    /** Where the only layer of a protocol begins; {@link #ABSENT} or {@link #UNKNOWN}. */
    public int at(Protocol p) {
        return places[p.id()];
    }

    /** Where the packet's bytes are, from {@link #base} on. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Of the packet's first byte in {@link #buffer}. */
    public int base() {
        return base;
    }

    /** Whether a layer of {@code p} may have options or other parts that are not always there. */
    public boolean mayHaveParts(Protocol p) {
        int id = p.id();
        return id != IPV4_ID && id != IPV6_ID && id != UDP_ID;
    }

    /** Whether the bytes up to {@code end} are those of the headers looked at. */
    public boolean knows(int end) {
        return end <= known;
    }

    /** As {@link io.mcshark.decoder.Frame#number(int, int)}, for at most eight bytes: the headers are longer than that. */
    public long number(int at, int bytes) {
        int from = Math.max(0, at + bytes - Long.BYTES);
        long eight = buffer.getLong(base + from);
        int behind = from + Long.BYTES - at - bytes;
        return eight >>> 8 * behind & -1L >>> 64 - 8 * bytes;
    }
}
