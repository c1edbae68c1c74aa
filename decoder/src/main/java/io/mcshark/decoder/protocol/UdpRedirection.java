package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.groups.Address;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Gives an IP packet that carries UDP another destination, and checksums that fit. */
public final class UdpRedirection {
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int UDP_NUMBER = 17;

    private UdpRedirection() {}

    /**
     * Rewrites a packet where it stands.
     *
     * @param packet an IP packet, whole and no fragment
     * @param udp where its UDP header is
     * @param group of the packet's own IP version
     * @param ttl TTL or hop limit, below 0 to leave it as it is
     */
    public static void rewrite(byte[] packet, int udp, Address group, int port, int ttl) {
        MemorySegment to = MemorySegment.ofArray(packet);
        boolean ipv4 = group.isIpv4();
        if (ttl >= 0) {
            (ipv4 ? Ipv4.TTL : Ipv6.HLIM).set(to, 0, ttl);
        }
        if (ipv4) {
            Ipv4.DST.set(to, 0, group.low());
            Ipv4.CHECKSUM.set(to, 0, 0);
            int header = (packet[0] & 0xf) * 4;
            Ipv4.CHECKSUM.set(to, 0, ~Checksum.fold(Checksum.sum(packet, 0, header, 0)));
        } else {
            to.set(U64, Ipv6.DST.at(), group.high());
            to.set(U64, Ipv6.DST.at() + Long.BYTES, group.low());
        }
        Udp.DSTPORT.set(to, udp, port);
        boolean none = packet[udp + Udp.CHECKSUM.at()] == 0 && packet[udp + Udp.CHECKSUM.at() + 1] == 0;
        if (none && ipv4) {
            return; // the sender made none, RFC 768
        }
        Udp.CHECKSUM.set(to, udp, 0);
        int source = (ipv4 ? Ipv4.SRC : Ipv6.SRC).at();
        int addresses = ipv4 ? 2 * Integer.BYTES : 4 * Long.BYTES; // source, then destination
        int length = packet.length - udp;
        long sum = Checksum.sum(packet, source, source + addresses, UDP_NUMBER + length);
        int checksum = ~Checksum.fold(Checksum.sum(packet, udp, packet.length, sum)) & 0xffff;
        Udp.CHECKSUM.set(to, udp, checksum == 0 ? 0xffff : checksum);
    }
}
