package io.mcshark.cli.query;

import io.mcshark.cli.UserError;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.groups.GroupMac;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IcmpV6CommonPacket;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.IpV4Rfc791Tos;
import org.pcap4j.packet.IpV6ExtHopByHopOptionsPacket;
import org.pcap4j.packet.IpV6Packet;
import org.pcap4j.packet.IpV6Pad1Option;
import org.pcap4j.packet.IpV6SimpleFlowLabel;
import org.pcap4j.packet.IpV6SimpleTrafficClass;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.UnknownIpV4Option;
import org.pcap4j.packet.UnknownIpV6Option;
import org.pcap4j.packet.UnknownPacket;
import org.pcap4j.packet.namednumber.EtherType;
import org.pcap4j.packet.namednumber.IcmpV6Code;
import org.pcap4j.packet.namednumber.IcmpV6Type;
import org.pcap4j.packet.namednumber.IpNumber;
import org.pcap4j.packet.namednumber.IpVersion;
import org.pcap4j.util.MacAddress;

/**
 * Frames around membership messages, as RFC 3376, 4 and RFC 3810, 5 want them: hop limit 1, router alert (RFC 2113, RFC
 * 2711), internetwork control (RFC 2474).
 */
final class Envelopes {
    private static final byte CONTROL = (byte) 0xc0;
    private static final byte[] ROUTER_ALERT_4 = {(byte) 148, 4, 0, 0};
    private static final byte[] ROUTER_ALERT_6 = {5, 2, 0, 0};
    private static final int ICMPV6_HEADER = 4;

    private final MacAddress from;

    /** @param mac of the interface, with colons */
    Envelopes(String mac) {
        from = MacAddress.getByName(mac);
    }

    /** A frame with a message, from an address to a group of the same IP version. */
    byte[] frame(Address source, Address group, byte[] message) {
        try {
            boolean four = group.isIpv4();
            EthernetPacket.Builder ethernet = new EthernetPacket.Builder()
                    .srcAddr(from)
                    .dstAddr(mac(four ? GroupMac.ofIpv4((int) group.low()) : GroupMac.ofIpv6(group.low())))
                    .type(four ? EtherType.IPV4 : EtherType.IPV6)
                    .paddingAtBuild(true)
                    .payloadBuilder(four ? ipv4(source, group, message) : ipv6(source, group, message));
            return ethernet.build().getRawData();
        } catch (IllegalRawDataException e) {
            throw new IllegalStateException(e); // only for our own constants
        }
    }

    private static Packet.Builder ipv4(Address source, Address group, byte[] message) throws IllegalRawDataException {
        return new IpV4Packet.Builder()
                .version(IpVersion.IPV4)
                .tos(IpV4Rfc791Tos.newInstance(CONTROL))
                .ttl((byte) 1)
                .protocol(IpNumber.IGMP)
                .srcAddr((Inet4Address) internet(source))
                .dstAddr((Inet4Address) internet(group))
                .options(List.of(UnknownIpV4Option.newInstance(ROUTER_ALERT_4, 0, ROUTER_ALERT_4.length)))
                .correctChecksumAtBuild(true)
                .correctLengthAtBuild(true)
                .paddingAtBuild(true)
                .payloadBuilder(new UnknownPacket.Builder().rawData(message));
    }

    private static Packet.Builder ipv6(Address source, Address group, byte[] message) throws IllegalRawDataException {
        Inet6Address from = (Inet6Address) internet(source);
        Inet6Address to = (Inet6Address) internet(group);
        IcmpV6Type type = IcmpV6Type.getInstance(message[0]);
        Packet.Builder icmp = new IcmpV6CommonPacket.Builder()
                .type(type)
                .code(IcmpV6Code.getInstance(type.value(), message[1]))
                .srcAddr(from)
                .dstAddr(to)
                .correctChecksumAtBuild(true)
                .payloadBuilder(new UnknownPacket.Builder()
                        .rawData(Arrays.copyOfRange(message, ICMPV6_HEADER, message.length)));
        Packet.Builder options = new IpV6ExtHopByHopOptionsPacket.Builder()
                .nextHeader(IpNumber.ICMPV6)
                .options(List.of(
                        UnknownIpV6Option.newInstance(ROUTER_ALERT_6, 0, ROUTER_ALERT_6.length),
                        IpV6Pad1Option.getInstance(),
                        IpV6Pad1Option.getInstance()))
                .correctLengthAtBuild(true)
                .payloadBuilder(icmp);
        return new IpV6Packet.Builder()
                .version(IpVersion.IPV6)
                .trafficClass(IpV6SimpleTrafficClass.newInstance((byte) 0))
                .flowLabel(IpV6SimpleFlowLabel.newInstance(0))
                .nextHeader(IpNumber.IPV6_HOPOPT)
                .hopLimit((byte) 1)
                .srcAddr(from)
                .dstAddr(to)
                .correctLengthAtBuild(true)
                .payloadBuilder(options);
    }

    private static MacAddress mac(long bits) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(bits).array();
        return MacAddress.getByAddress(Arrays.copyOfRange(bytes, 2, Long.BYTES));
    }

    static InetAddress internet(Address address) {
        ByteBuffer bytes = address.isIpv4()
                ? ByteBuffer.allocate(Integer.BYTES).putInt((int) address.low())
                : ByteBuffer.allocate(2 * Long.BYTES).putLong(address.high()).putLong(address.low());
        try {
            return InetAddress.getByAddress(bytes.array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for a wrong length
        }
    }

    static Address address(InetAddress of) {
        ByteBuffer bytes = ByteBuffer.wrap(of.getAddress());
        return bytes.capacity() == Integer.BYTES
                ? Address.ipv4(bytes.getInt())
                : new Address(bytes.getLong(), bytes.getLong());
    }

    /** An address as typed, of no name. */
    static Address parsed(String text) {
        try {
            return address(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            throw new UserError("'" + text + "' is no IP address");
        }
    }
}
