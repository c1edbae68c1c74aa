package io.mcshark.cli.traffic;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout.OfShort;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

/**
 * A UDP socket of one IP version with the options that a multicast receiver needs. Structures are laid out as on 64-bit
 * Linux.
 */
final class LinuxSocket implements AutoCloseable {
    private static final int AF_INET = 2, AF_INET6 = 10, SOCK_DGRAM = 2, SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1, SO_REUSEADDR = 2, SO_RCVBUF = 8, SO_RCVBUFFORCE = 33;
    private static final int SO_TIMESTAMPNS = 35, SO_RXQ_OVFL = 40, SO_MEMINFO = 55;

    /** SO_MEMINFO gives nine numbers, <linux/sock_diag.h>: the last is what was dropped. */
    private static final int MEMINFO_BYTES = 36, MEMINFO_DROPS = 32;

    private static final int IPPROTO_IP = 0, IP_TOS = 1, IP_TTL = 2, IP_RECVTTL = 12, IP_RECVTOS = 13;
    private static final int IP_MULTICAST_IF = 32, IP_MULTICAST_TTL = 33, IP_MULTICAST_LOOP = 34, IP_MULTICAST_ALL = 49;
    private static final int IPPROTO_IPV6 = 41,
            IPV6_MULTICAST_IF = 17,
            IPV6_MULTICAST_HOPS = 18,
            IPV6_MULTICAST_LOOP = 19;
    private static final int IPV6_V6ONLY = 26, IPV6_MULTICAST_ALL = 29, IPV6_RECVPKTINFO = 49, IPV6_PKTINFO = 50;
    private static final int IPV6_RECVHOPLIMIT = 51, IPV6_HOPLIMIT = 52, IPV6_RECVTCLASS = 66, IPV6_TCLASS = 67;
    private static final int MCAST_JOIN_GROUP = 42, MCAST_BLOCK_SOURCE = 43, MCAST_JOIN_SOURCE_GROUP = 46;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int SOCKADDR_STORAGE_BYTES = 128;
    private static final OfShort PORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

    private final boolean ipv6;
    private final int fd;

    LinuxSocket(boolean ipv6) throws IOException {
        this.ipv6 = ipv6;
        this.fd = Libc.socket(ipv6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    }

    int fd() {
        return fd;
    }

    /**
     * Makes this a receiver that shares its port, hears only the groups it joined itself (by default Linux delivers what
     * any socket of the host has joined), and learns time, TTL and losses of each datagram.
     */
    void prepareToReceive() throws IOException {
        Libc.setOption(fd, SOL_SOCKET, SO_REUSEADDR, 1);
        Libc.setOption(fd, SOL_SOCKET, SO_TIMESTAMPNS, 1);
        Libc.setOption(fd, SOL_SOCKET, SO_RXQ_OVFL, 1);
        if (ipv6) {
            Libc.setOption(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
            Libc.setOption(fd, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1);
            Libc.setOption(fd, IPPROTO_IPV6, IPV6_RECVTCLASS, 1);
            Libc.setOption(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
            Libc.setOption(fd, IPPROTO_IPV6, IPV6_MULTICAST_ALL, 0);
        } else {
            Libc.setOption(fd, IPPROTO_IP, IP_RECVTTL, 1);
            Libc.setOption(fd, IPPROTO_IP, IP_RECVTOS, 1);
            Libc.setOption(fd, IPPROTO_IP, IP_MULTICAST_ALL, 0);
        }
    }

    /**
     * Makes this a sender to groups.
     *
     * @param index the interface, 0 for the kernel's choice
     * @param trafficClass TOS or traffic class
     */
    void prepareToSend(int index, boolean loop, int trafficClass, boolean sharesPort) throws IOException {
        Libc.setOption(fd, SOL_SOCKET, SO_REUSEADDR, sharesPort ? 1 : 0);
        if (ipv6) {
            Libc.setOption(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
            Libc.setOption(fd, IPPROTO_IPV6, IPV6_MULTICAST_IF, index);
            Libc.setOption(fd, IPPROTO_IPV6, IPV6_MULTICAST_LOOP, loop ? 1 : 0);
            Libc.setOption(fd, IPPROTO_IPV6, IPV6_TCLASS, trafficClass);
        } else {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment device = arena.allocate(12, 4); // struct ip_mreqn { in_addr group, address; int index; }
                device.set(JAVA_INT, 8, index);
                Libc.setOption(fd, IPPROTO_IP, IP_MULTICAST_IF, device);
            }
            Libc.setOption(fd, IPPROTO_IP, IP_MULTICAST_LOOP, loop ? 1 : 0);
            Libc.setOption(fd, IPPROTO_IP, IP_TOS, trafficClass);
        }
    }

    /** The TTL or hop limit of the datagrams to come. */
    void timeToLive(int ttl) throws IOException {
        Libc.setOption(fd, ipv6 ? IPPROTO_IPV6 : IPPROTO_IP, ipv6 ? IPV6_MULTICAST_HOPS : IP_MULTICAST_TTL, ttl);
    }

    /** Names the only destination; it then need not be looked up for each datagram. */
    void connect(InetAddress address, int port, int scope) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(nameBytes(), 8);
            put(name, 0, address, port, scope);
            Libc.connect(fd, name);
        }
    }

    /** The port that this is bound to. */
    int port() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(SOCKADDR_STORAGE_BYTES, 8);
            Libc.name(fd, name);
            return Short.toUnsignedInt(name.get(PORT, 2));
        }
    }

    /** Bytes of an address of this socket's IP version, as {@link #put} writes it. */
    int nameBytes() {
        return ipv6 ? 28 : 16;
    }

    /**
     * Asks for a receive buffer, beyond the system's limit where the process may.
     *
     * @return the bytes granted
     */
    int receiveBuffer(int bytes) throws IOException {
        Libc.setOption(fd, SOL_SOCKET, SO_RCVBUF, bytes);
        int granted = Libc.option(fd, SOL_SOCKET, SO_RCVBUF) / 2; // the kernel doubles what it is asked, socket(7)
        if (granted < bytes) {
            try {
                Libc.setOption(fd, SOL_SOCKET, SO_RCVBUFFORCE, bytes);
                granted = Libc.option(fd, SOL_SOCKET, SO_RCVBUF) / 2;
            } catch (Libc.Failure e) {
                // needs CAP_NET_ADMIN; what was granted is reported
            }
        }
        return granted;
    }

    /** Datagrams dropped so far, for want of room or a wrong checksum; 0 where the kernel does not say. */
    long dropped() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocate(MEMINFO_BYTES, 4);
            Libc.option(fd, SOL_SOCKET, SO_MEMINFO, numbers);
            return Integer.toUnsignedLong(numbers.get(JAVA_INT, MEMINFO_DROPS));
        } catch (Libc.Failure e) {
            return 0; // before Linux 4.12
        }
    }

    /** The bytes of the receive buffer. */
    int receiveBuffer() throws IOException {
        return Libc.option(fd, SOL_SOCKET, SO_RCVBUF) / 2;
    }

    /** @param scope interface index for a link-local address, else 0 */
    void bind(InetAddress address, int port, int scope) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(nameBytes(), 8);
            put(name, 0, address, port, scope);
            Libc.bind(fd, name);
        }
    }

    /**
     * Joins by interface index, which works for an interface without an address.
     *
     * @param index the interface, 0 for the kernel's choice
     * @param source the only sender wanted, or null
     */
    void join(int index, InetAddress group, InetAddress source) throws IOException {
        request(source == null ? MCAST_JOIN_GROUP : MCAST_JOIN_SOURCE_GROUP, index, group, source);
    }

    /** Of a group that was joined for all senders: this one is not wanted. */
    void exclude(int index, InetAddress group, InetAddress source) throws IOException {
        request(MCAST_BLOCK_SOURCE, index, group, source);
    }

    private void request(int option, int index, InetAddress group, InetAddress source) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            // struct group_req { u32 interface; sockaddr_storage group; }, group_source_req with a source after it
            MemorySegment request = arena.allocate(8 + (source == null ? 1 : 2) * SOCKADDR_STORAGE_BYTES, 8);
            request.set(JAVA_INT, 0, index);
            put(request, 8, group, 0, 0);
            if (source != null) {
                put(request, 8 + SOCKADDR_STORAGE_BYTES, source, 0, 0);
            }
            Libc.setOption(fd, ipv6 ? IPPROTO_IPV6 : IPPROTO_IP, option, request);
        }
    }

    void send(byte[] payload, InetSocketAddress to) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(nameBytes(), 8);
            int scope = to.getAddress() instanceof Inet6Address six ? six.getScopeId() : 0;
            put(name, 0, to.getAddress(), to.getPort(), scope);
            MemorySegment bytes = arena.allocate(Math.max(1, payload.length));
            MemorySegment.copy(payload, 0, bytes, JAVA_BYTE, 0, payload.length);
            Libc.send(fd, bytes.asSlice(0, payload.length), name);
        }
    }

    /** @return whether a datagram was waiting and is now in the envelope */
    boolean receive(Envelope into) throws IOException {
        into.length = Libc.receive(fd, into.prepared(), MSG_DONTWAIT);
        if (into.length >= 0) {
            into.open();
        }
        return into.length >= 0;
    }

    @Override
    public void close() {
        try {
            Libc.close(fd);
        } catch (IOException e) {
            // nothing is lost with it
        }
    }

    /** Writes a socket address. */
    static void put(MemorySegment at, long offset, InetAddress address, int port, int scope) {
        byte[] bytes = address.getAddress();
        boolean six = bytes.length == 16;
        at.set(JAVA_SHORT, offset, (short) (six ? AF_INET6 : AF_INET));
        at.set(PORT, offset + 2, (short) port);
        MemorySegment.copy(bytes, 0, at, JAVA_BYTE, offset + (six ? 8 : 4), bytes.length);
        if (six) {
            at.set(JAVA_INT, offset + 24, scope);
        }
    }

    /** Room for one datagram and what the kernel says about it; used again for each. */
    static final class Envelope implements AutoCloseable {
        private static final int PAYLOAD_BYTES = 65536, CONTROL_BYTES = 256;
        private final Arena arena = Arena.ofShared();
        private final MemorySegment header = arena.allocate(56, 8); // struct msghdr
        private final MemorySegment iov = arena.allocate(16, 8);
        private final MemorySegment name = arena.allocate(SOCKADDR_STORAGE_BYTES, 8);
        private final MemorySegment control = arena.allocate(CONTROL_BYTES, 8);
        private final MemorySegment payload = arena.allocate(PAYLOAD_BYTES);

        /** Nanoseconds since the epoch, by the kernel's clock at arrival. */
        long nanos;
        /** TTL or hop limit, -1 when unknown. */
        int ttl;
        /** TOS or traffic class, -1 when unknown. */
        int trafficClass;
        /** Interface index it came in on (IPv6 only), else 0. */
        int index;
        /** Datagrams this socket has lost so far for want of buffer, -1 when not told. */
        long dropped;

        private int length;

        private MemorySegment prepared() {
            iov.set(JAVA_LONG, 0, payload.address());
            iov.set(JAVA_LONG, 8, PAYLOAD_BYTES);
            header.set(JAVA_LONG, 0, name.address());
            header.set(JAVA_INT, 8, SOCKADDR_STORAGE_BYTES);
            header.set(JAVA_LONG, 16, iov.address());
            header.set(JAVA_LONG, 24, 1);
            header.set(JAVA_LONG, 32, control.address());
            header.set(JAVA_LONG, 40, CONTROL_BYTES);
            return header;
        }

        /** Reads the control messages: struct cmsghdr { u64 length; int level; int type; }, data, padding to 8. */
        private void open() {
            nanos = 0;
            ttl = -1;
            trafficClass = -1;
            index = 0;
            dropped = -1;
            long end = header.get(JAVA_LONG, 40);
            for (long at = 0, size; at + 16 <= end; at += size + 7 & ~7L) {
                size = control.get(JAVA_LONG, at);
                if (size < 16) {
                    break;
                }
                long data = at + 16;
                int type = control.get(JAVA_INT, at + 12);
                switch (control.get(JAVA_INT, at + 8)) {
                    case SOL_SOCKET -> {
                        if (type == SO_TIMESTAMPNS) {
                            nanos = control.get(JAVA_LONG, data) * 1_000_000_000L + control.get(JAVA_LONG, data + 8);
                        } else if (type == SO_RXQ_OVFL) {
                            dropped = Integer.toUnsignedLong(control.get(JAVA_INT, data));
                        }
                    }
                    case IPPROTO_IP -> {
                        if (type == IP_TTL) {
                            ttl = control.get(JAVA_INT, data);
                        } else if (type == IP_TOS) {
                            trafficClass = control.get(JAVA_BYTE, data) & 0xff;
                        }
                    }
                    case IPPROTO_IPV6 -> {
                        if (type == IPV6_HOPLIMIT) {
                            ttl = control.get(JAVA_INT, data);
                        } else if (type == IPV6_TCLASS) {
                            trafficClass = control.get(JAVA_INT, data);
                        } else if (type == IPV6_PKTINFO) {
                            index = control.get(JAVA_INT, data + 16);
                        }
                    }
                    default -> {}
                }
            }
        }

        byte[] payload() {
            return payload.asSlice(0, length).toArray(JAVA_BYTE);
        }

        InetSocketAddress source() throws UnknownHostException {
            boolean six = name.get(JAVA_SHORT, 0) == AF_INET6;
            byte[] bytes = name.asSlice(six ? 8 : 4, six ? 16 : 4).toArray(JAVA_BYTE);
            InetAddress address = six
                    ? Inet6Address.getByAddress(null, bytes, name.get(JAVA_INT, 24))
                    : InetAddress.getByAddress(bytes);
            return new InetSocketAddress(address, Short.toUnsignedInt(name.get(PORT, 2)));
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
