package io.mcshark.decoder.analysis;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.protocol.Ethernet;
import io.mcshark.decoder.protocol.Glimpse;
import io.mcshark.decoder.protocol.Ipv4;
import io.mcshark.decoder.protocol.Ipv6;
import io.mcshark.decoder.protocol.ProviderVlan;
import io.mcshark.decoder.protocol.Sll;
import io.mcshark.decoder.protocol.Udp;
import io.mcshark.decoder.protocol.Vlan;
import java.nio.ByteBuffer;

/**
 * An IP packet in a frame, as analyses see it: where it came from, where it goes, what it carries. A cursor, aimed at a walked
 * frame or at a plain packet that was only glanced at; it owns nothing and allocates nothing.
 *
 * <p>Addresses are given in two halves, IPv4 as {@link Address} keeps it.
 */
public final class Datagram {
    private static final Protocol ETH = Ethernet.H.protocol(),
            TAG = Vlan.H.protocol(),
            PROVIDER = ProviderVlan.H.protocol(),
            IP4 = Ipv4.H.protocol(),
            IP6 = Ipv6.H.protocol(),
            UDP = Udp.H.protocol(),
            COOKED = Sll.H.protocol();

    /** Link types of a loopback: its packets are on no wire. */
    private static final int NULL_LINK = 0, LOOP_LINK = 108;

    private ByteBuffer bytes;
    private int base;
    private long nanos;
    private long number;
    private int length;
    private Frame frame;
    private int layer;
    private int ethernet;
    private int ip;
    private boolean four;
    private int udp;
    private int end;
    private int vlan;

    /**
     * Aims at a packet that was glanced at.
     *
     * @param glimpse aimed at it, and found it plain; the other parameters are those of {@link Frame#wrap}
     */
    public void aim(Glimpse glimpse, int captured, int length, long nanos, long number) {
        bytes = glimpse.buffer();
        base = glimpse.base();
        this.length = length;
        this.nanos = nanos;
        this.number = number;
        frame = null;
        ethernet = 0;
        int at = glimpse.at(IP4);
        four = at >= 0;
        ip = four ? at : glimpse.at(IP6);
        udp = glimpse.at(UDP);
        end = Math.min(captured, ip + size());
        vlan = ip == Ethernet.HEADER ? 0 : tags();
    }

    /** The tags between an Ethernet header and the IP header: the inner one, and above its 12 bits the outer one. */
    private int tags() {
        int tags = 0;
        for (int at = Ethernet.HEADER; at < ip; at += Vlan.HEADER) {
            tags = tags << 12 | (int) read(Vlan.ID, at);
        }
        return tags;
    }

    /** Bytes the IP header says the packet has. */
    private int size() {
        return four ? u16(ip + Ipv4.LEN.at()) : Ipv6.H.bytes() + u16(ip + Ipv6.PLEN.at());
    }

    /** Aims at the outermost IP packet in a walked frame; false when there is none. */
    public boolean aim(Frame f) {
        frame = f;
        bytes = f.buffer();
        base = (int) f.base();
        length = f.length();
        nanos = f.nanos();
        number = f.number();
        layer = 0;
        return inner();
    }

    /** Aims at the IP packet that a layer of a walked frame is in; false when it is in none. */
    public boolean aim(Frame f, int within) {
        int around = within - 1;
        while (around > 0 && f.protocol(around) != IP4 && f.protocol(around) != IP6) {
            around--;
        }
        boolean found = around > 0 && aim(f);
        while (found && layer < around) {
            found = inner();
        }
        return found;
    }

    /** Moves to the IP packet inside the one aimed at, out of a tunnel; false when there is none. What errors quote is none. */
    public boolean inner() {
        if (frame == null) {
            return false;
        }
        for (int i = layer + 1; i < frame.depth() && !frame.isQuoted(i); i++) {
            Protocol p = frame.protocol(i);
            if (p == IP4 || p == IP6) {
                enter(i);
                return true;
            }
        }
        layer = frame.depth();
        return false;
    }

    private void enter(int i) {
        layer = i;
        four = frame.protocol(i) == IP4;
        ip = frame.at(i);
        end = frame.end(i);
        udp = -1;
        for (int k = i + 1; k < frame.depth() && frame.protocol(k).level() != Protocol.Level.NETWORK; k++) {
            if (frame.protocol(k) == UDP) {
                // The layer is there with its ports only, too.
                udp = frame.at(k) + Udp.HEADER <= frame.end(k) ? frame.at(k) : -1;
                end = frame.end(k);
                break;
            }
        }
        ethernet = ethernet(frame, i);
        vlan = vlan(frame, i);
    }

    /** The VLAN ids around a layer, as {@link #vlan()}. */
    public static int vlan(Frame f, int layer) {
        int vlan = 0;
        for (int k = layer - 1; k > 0 && isLink(f.protocol(k)) && f.protocol(k) != ETH; k--) {
            if (f.protocol(k) == TAG || f.protocol(k) == PROVIDER) {
                // From the inside out: the inner one stays lowest.
                int id = (int) (f.protocol(k) == TAG ? Vlan.ID : ProviderVlan.ID).get(f, f.at(k));
                vlan = vlan == 0 ? id : vlan & 0xfff | id << 12;
            }
        }
        return vlan;
    }

    /** Where the Ethernet header around a layer is, tags aside; -1 for none. */
    private static int ethernet(Frame f, int layer) {
        int k = layer - 1;
        while (k > 0 && isLink(f.protocol(k)) && f.protocol(k) != ETH) {
            k--;
        }
        return k > 0 && f.protocol(k) == ETH ? f.at(k) : -1;
    }

    private static boolean isLink(Protocol p) {
        return p.level() == Protocol.Level.LINK;
    }

    /** The Ethernet address that what is in a layer came from; -1 for none. */
    public static long sourceMac(Frame f, int layer) {
        int at = ethernet(f, layer);
        return at < 0 ? -1 : Ethernet.SRC.get(f, at);
    }

    /** The walked frame it is in; null for a packet that was glanced at. */
    public Frame frame() {
        return frame;
    }

    /** The layer of the IP header in {@link #frame}. */
    public int layer() {
        return layer;
    }

    /** Whether other IP packets are around it: it came out of a tunnel. */
    public boolean isInner() {
        if (frame != null) {
            for (int i = 1; i < layer; i++) {
                if (frame.protocol(i) == IP4 || frame.protocol(i) == IP6) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The protocol that carries it, if that is a tunnel's: {@code vxlan}, {@code ip}; "" for none. */
    public String tunnel() {
        if (!isInner()) {
            return "";
        }
        int i = layer - 1;
        while (i > 1 && frame.protocol(i).level() == Protocol.Level.LINK) {
            i--;
        }
        return frame.protocol(i).name();
    }

    public long nanos() {
        return nanos;
    }

    /** The frame's number. */
    public long number() {
        return number;
    }

    /** Bytes of the whole frame on the wire, as Wireshark's statistics count. */
    public int length() {
        return length;
    }

    /** The VLAN ids: 0 for untagged, else the inner tag's in the lowest 12 bits and above them the outer tag's. */
    public int vlan() {
        return vlan;
    }

    /** A VLAN as people write it: "", "100", or "200.100" for tag in tag. */
    public static String vlan(int vlan) {
        return vlan == 0 ? "" : vlan < 1 << 12 ? String.valueOf(vlan) : (vlan >>> 12) + "." + (vlan & 0xfff);
    }

    /** Whether an Ethernet header is around it, tags aside. */
    public boolean hasMac() {
        return ethernet >= 0;
    }

    /** The Ethernet address it was sent from, 48 bits; only where {@link #hasMac}. */
    public long sourceMac() {
        return read(Ethernet.SRC, ethernet);
    }

    public long destinationMac() {
        return read(Ethernet.DST, ethernet);
    }

    /** Whether it was caught on a loopback, where no rule of the wire counts; only of a walked frame. */
    public boolean isOnLoopback() {
        int link = frame.linkType();
        int cooked = frame.first(COOKED);
        return link == NULL_LINK
                || link == LOOP_LINK
                || cooked >= 0 && Sll.isLoopback(frame, cooked)
                || hasMac() && sourceMac() == 0 && destinationMac() == 0;
    }

    public boolean isIpv4() {
        return four;
    }

    public long sourceHigh() {
        return four ? 0 : u64(ip + Ipv6.SRC.at());
    }

    public long sourceLow() {
        return four ? Address.mapped(i32(ip + Ipv4.SRC.at())) : u64(ip + Ipv6.SRC.at() + 8);
    }

    public long destinationHigh() {
        return four ? 0 : u64(ip + Ipv6.DST.at());
    }

    public long destinationLow() {
        return four ? Address.mapped(i32(ip + Ipv4.DST.at())) : u64(ip + Ipv6.DST.at() + 8);
    }

    /** The addresses of an IPv4 packet: the source's 32 bits above the destination's. */
    public long addresses() {
        return u64(ip + Ipv4.SRC.at());
    }

    public Address source() {
        return new Address(sourceHigh(), sourceLow());
    }

    public Address destination() {
        return new Address(destinationHigh(), destinationLow());
    }

    /** Whether it goes to a multicast group. */
    public boolean isToGroup() {
        return four ? u8(ip + Ipv4.DST.at()) >> 4 == 14 : u8(ip + Ipv6.DST.at()) == 0xff;
    }

    /** TTL or hop limit. */
    public int ttl() {
        return u8(ip + (four ? Ipv4.TTL : Ipv6.HLIM).at());
    }

    /** The traffic class: DSCP in the upper six bits, ECN in the lower two (RFC 2474, RFC 3168). */
    public int trafficClass() {
        return four ? u8(ip + Ipv4.DSFIELD.at()) : (int) read(Ipv6.TCLASS, ip);
    }

    /** IPv4's identification; -1 in IPv6. */
    public int id() {
        return four ? (int) read(Ipv4.ID, ip) : -1;
    }

    /** Whether it carries UDP, the header whole. Ports and payload are only there then. */
    public boolean isUdp() {
        return udp >= 0;
    }

    /** Source port in the upper half, destination port in the lower one. */
    public int ports() {
        return i32(udp + Udp.SRCPORT.at());
    }

    public int sourcePort() {
        return u16(udp + Udp.SRCPORT.at());
    }

    public int destinationPort() {
        return u16(udp + Udp.DSTPORT.at());
    }

    /** Where the UDP header is. */
    public int udp() {
        return udp;
    }

    /** The position of the first byte behind the UDP header. */
    public int payload() {
        return udp + Udp.HEADER;
    }

    /** One past the last captured byte of the payload; at or below {@link #payload} for none. */
    public int end() {
        return end;
    }

    /** Bytes behind the UDP header on the wire, as that header says; may be more than were captured. */
    public int payloadBytes() {
        return Math.max(0, u16(udp + Udp.LENGTH.at()) - Udp.HEADER);
    }

    /** Who sends to whom, for people: {@code 10.0.0.1 > 239.1.1.1:5004}, and the VLAN. */
    public String flow() {
        String to = destination().toString();
        String port = !isUdp() ? "" : ":" + destinationPort();
        String shown = four || port.isEmpty() ? to : "[" + to + "]";
        return source() + " > " + shown + port + (vlan == 0 ? "" : " on VLAN " + vlan(vlan));
    }

    /** Who sends, for people: {@code 10.0.0.1}, and the VLAN. */
    public String sender() {
        return vlan == 0 ? source().toString() : source() + " on VLAN " + vlan(vlan);
    }

    // ---- bytes; the caller has compared the position with the end

    public int u8(int at) {
        return bytes.get(base + at) & 0xff;
    }

    public int u16(int at) {
        return bytes.getShort(base + at) & 0xffff;
    }

    public int i32(int at) {
        return bytes.getInt(base + at);
    }

    public long u32(int at) {
        return bytes.getInt(base + at) & 0xffff_ffffL;
    }

    public long u64(int at) {
        return bytes.getLong(base + at);
    }

    /** The value of a field at a fixed place in a header that begins at {@code at}. */
    public long read(Field field, int at) {
        long value =
                switch (field.bytes()) {
                    case 1 -> u8(at + field.at());
                    case 2 -> u16(at + field.at());
                    case 4 -> u32(at + field.at());
                    case 6 -> (long) u16(at + field.at()) << 32 | u32(at + field.at() + 2);
                    case 8 -> u64(at + field.at());
                    default -> throw new AssertionError(field.name());
                };
        return value >>> field.shift() & field.mask();
    }
}
