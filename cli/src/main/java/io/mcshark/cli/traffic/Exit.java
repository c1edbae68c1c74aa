package io.mcshark.cli.traffic;

import io.mcshark.capture.live.Injector;
import io.mcshark.capture.live.Interface;
import io.mcshark.capture.live.Interfaces;
import io.mcshark.cli.UserError;
import io.mcshark.decoder.groups.Address;
import io.mcshark.decoder.groups.GroupMac;
import io.mcshark.decoder.protocol.UdpRedirection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** How a recorded datagram leaves this host. */
interface Exit extends AutoCloseable {
    /** Sends the datagram under the cursor to a group. @return bytes of its payload */
    int send(Recording from, Target to) throws IOException;

    @Override
    void close();

    /** Through sockets: from this host's address, with what the datagram carried. */
    final class Sockets implements Exit {
        private final Nic nic;
        private final int ttl;
        private final boolean loop;
        private final int sourcePort;
        private final Map<Boolean, GroupSocket> sockets = new HashMap<>();

        Sockets(Nic nic, int ttl, boolean loop, int sourcePort) {
            this.nic = nic;
            this.ttl = ttl;
            this.loop = loop;
            this.sourcePort = sourcePort;
        }

        @Override
        public int send(Recording from, Target to) throws IOException {
            GroupSocket socket = sockets.get(to.ipv6());
            if (socket == null) {
                socket = new GroupSocket(to.ipv6(), to.on(nic), ttl, loop, sourcePort);
                sockets.put(to.ipv6(), socket);
            }
            byte[] payload = from.payload();
            socket.send(payload, to);
            return payload.length;
        }

        @Override
        public void close() {
            sockets.values().forEach(GroupSocket::close);
        }
    }

    /** Frame by frame: as it was recorded, from its source, in an Ethernet frame of this interface to the group. */
    final class Frames implements Exit {
        private static final int MACS_AND_TYPE = 14, LEAST = 60;
        private static final short IPV4 = 0x0800, IPV6 = (short) 0x86dd;

        private final Injector injector;
        private final byte[] mac;
        private final int ttl;

        /**
         * @param ttl below 0 for each packet's own
         * @throws UserError when there is no such interface, or none with Ethernet frames
         */
        Frames(String interfaceName, int ttl) throws IOException {
            Interface found = Interfaces.list().stream()
                    .filter(i -> i.name().equals(interfaceName))
                    .findFirst()
                    .orElseThrow(() -> new UserError("no interface '" + interfaceName + "'"));
            if (found.mac().isEmpty()) {
                throw new UserError(interfaceName + " is no Ethernet interface: no frames can be sent there");
            }
            this.mac = HexFormat.ofDelimiter(":").parseHex(found.mac().get());
            this.ttl = ttl;
            this.injector = Injector.open(interfaceName);
        }

        @Override
        public int send(Recording from, Target to) throws IOException {
            byte[] packet = from.packet();
            if ((packet[0] & 0xf0) == 0x40 == to.ipv6()) {
                throw new UserError("--frames cannot turn an IPv4 packet into an IPv6 one, or back: " + to);
            }
            ByteBuffer group = ByteBuffer.wrap(to.group().getAddress());
            Address address = to.ipv6() ? new Address(group.getLong(), group.getLong()) : Address.ipv4(group.getInt());
            UdpRedirection.rewrite(packet, from.udp(), address, to.port(), ttl);
            long mac48 = to.ipv6() ? GroupMac.ofIpv6(address.low()) : GroupMac.ofIpv4((int) address.low());
            ByteBuffer frame = ByteBuffer.allocate(Math.max(LEAST, MACS_AND_TYPE + packet.length));
            frame.putShort((short) (mac48 >>> 32)).putInt((int) mac48).put(mac).putShort(to.ipv6() ? IPV6 : IPV4);
            frame.put(packet);
            injector.send(frame.array());
            return packet.length - from.udp() - 8;
        }

        @Override
        public void close() {
            injector.close();
        }
    }
}
