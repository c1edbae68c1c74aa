package io.mcshark.cli.traffic;

import io.mcshark.capture.PacketReader;
import io.mcshark.cli.PacketLoop;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.analysis.Datagram;
import io.mcshark.decoder.filter.Filter;
import io.mcshark.decoder.protocol.Ipv4;
import io.mcshark.decoder.protocol.Ipv6;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** The UDP datagrams to groups in a savefile, one after the other: a cursor. Used by one thread. */
final class Recording {
    private static final String IPV6_FRAGMENT = "ipv6.fraghdr";

    private final PacketReader reader;
    private final Filter kept;
    private final boolean packets;
    private final Frame frame = new Frame();
    private final Datagram datagram = new Datagram();
    private long cut;
    private long fragments;

    /**
     * @param kept which packets count, null for all
     * @param packets whether whole IP packets are wanted and not only what they carry: fragments are left out then
     */
    Recording(PacketReader reader, Filter kept, boolean packets) {
        this.reader = reader;
        this.kept = kept;
        this.packets = packets;
    }

    /** Moves to the next datagram; false at the end. */
    boolean next() throws IOException {
        while (reader.next()) {
            PacketLoop.aim(frame, reader);
            if (datagram.aim(frame) && datagram.isToGroup() && (kept == null || kept.test(frame)) && isWhole()) {
                return true;
            }
        }
        return false;
    }

    private boolean isWhole() {
        if (packets && isFragment()) {
            fragments++;
            return false;
        }
        if (!datagram.isUdp()) {
            return false;
        }
        boolean whole = datagram.end() - datagram.payload() >= datagram.payloadBytes()
                && (!packets || packetBytes() == datagram.payload() + datagram.payloadBytes() - ip());
        cut += whole ? 0 : 1;
        return whole;
    }

    /** Whether it is a part of a datagram: there is none in it, or it was put together from several packets. */
    private boolean isFragment() {
        if (datagram.isIpv4()) {
            return Ipv4.MF.get(frame, ip()) == 1 || Ipv4.FRAG_OFFSET.get(frame, ip()) > 0;
        }
        for (int i = datagram.layer() + 1; i < frame.depth(); i++) {
            if (frame.protocol(i).name().equals(IPV6_FRAGMENT)) {
                return true;
            }
        }
        return false;
    }

    private int ip() {
        return frame.at(datagram.layer());
    }

    /** Bytes that the IP header says the packet has. */
    private int packetBytes() {
        return datagram.isIpv4() ? (int) Ipv4.LEN.get(frame, ip()) : Ipv6.H.bytes() + (int) Ipv6.PLEN.get(frame, ip());
    }

    /** When it was recorded, nanoseconds since the epoch. */
    long nanos() {
        return datagram.nanos();
    }

    InetAddress group() {
        return address(datagram.destinationHigh(), datagram.destinationLow());
    }

    InetAddress source() {
        return address(datagram.sourceHigh(), datagram.sourceLow());
    }

    private InetAddress address(long high, long low) {
        ByteBuffer bytes = datagram.isIpv4()
                ? ByteBuffer.allocate(Integer.BYTES).putInt((int) low)
                : ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low);
        try {
            return InetAddress.getByAddress(bytes.array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for a wrong length
        }
    }

    int port() {
        return datagram.destinationPort();
    }

    /** The datagram; lent until the next one. */
    Datagram datagram() {
        return datagram;
    }

    /** A copy of what it carries. */
    byte[] payload() {
        return copy(datagram.payload(), datagram.payloadBytes());
    }

    /** A copy of the IP packet it is in. */
    byte[] packet() {
        return copy(ip(), packetBytes());
    }

    /** Where in {@link #packet} the UDP header is. */
    int udp() {
        return datagram.udp() - ip();
    }

    private byte[] copy(int at, int length) {
        byte[] bytes = new byte[Math.max(0, length)];
        MemorySegment.copy(frame.segment(), ValueLayout.JAVA_BYTE, frame.base() + at, bytes, 0, bytes.length);
        return bytes;
    }

    /** How many were left out because not all of them was recorded. */
    long cut() {
        return cut;
    }

    /** How many packets were left out because they are parts of a datagram. */
    long fragments() {
        return fragments;
    }
}
