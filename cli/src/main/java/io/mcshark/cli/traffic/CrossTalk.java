package io.mcshark.cli.traffic;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Datagrams to groups that were not asked for, on the ports that were: another program of this host joined them, or a switch
 * floods them. A program that binds its port without asking Linux to keep groups apart gets them all. They are looked at on the
 * interface, packet(7), since a socket would take unicast datagrams away from others; the kernel picks them out.
 *
 * <p>IPv4 only, and only where the process may capture.
 */
final class CrossTalk implements AutoCloseable {
    /**
     * What one sender sends to a group that was not asked for.
     *
     * @param to the group and its port
     */
    record Stranger(InetAddress source, Target to) {}

    private static final int AF_PACKET = 17, SOCK_DGRAM = 2, SOCK_CLOEXEC = 0x80000, ETH_P_IP = 0x0800;
    private static final int SOL_SOCKET = 1, SO_ATTACH_FILTER = 26, MSG_DONTWAIT = 0x40;
    private static final int IPV4_BYTES = 20, PACKET_BYTES = 68, MAX_STRANGERS = 1000;

    /** Longer filters the kernel refuses (BPF_MAXINSNS is 4096). */
    private static final int MAX_GROUPS = 1500, MAX_PORTS = 300;

    /** Classic BPF's codes. */
    private static final int LOAD_WORD = 0x20,
            LOAD_HALF = 0x28,
            LOAD_BYTE = 0x30,
            LOAD_HALF_AT_X = 0x48,
            HEADER_TO_X = 0xb1;

    private static final int EQUAL = 0x15, ANY_BIT = 0x45, AND = 0x54, GO = 0x05, RETURN = 0x06, UDP = 17;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment packet = arena.allocate(PACKET_BYTES, 8);
    private final MemorySegment header = arena.allocate(56, 8);
    private final List<Integer> sockets = new ArrayList<>();
    private final Map<Stranger, Long> strangers = new LinkedHashMap<>();
    private long count;

    private CrossTalk() {
        // struct msghdr { void *name; u32 nameBytes; iovec *iov; u64 iovs; … }
        MemorySegment iov = arena.allocate(16, 8);
        iov.set(JAVA_LONG, 0, packet.address());
        iov.set(JAVA_LONG, 8, PACKET_BYTES);
        header.set(JAVA_LONG, 16, iov.address());
        header.set(JAVA_LONG, 24, 1);
    }

    /** @return null where it cannot be watched */
    static CrossTalk watch(List<Joined> joined) {
        Set<Integer> groups = new TreeSet<>();
        Set<Integer> ports = new TreeSet<>();
        Set<Integer> indexes = new TreeSet<>();
        for (Joined one : joined) {
            if (!one.target().ipv6()) {
                groups.add(word(one.target().group().getAddress()));
                ports.add(one.target().port());
                indexes.add(one.nic().index());
            }
        }
        if (!Libc.available() || groups.isEmpty() || groups.size() > MAX_GROUPS || ports.size() > MAX_PORTS) {
            return null;
        }
        CrossTalk watch = new CrossTalk();
        try {
            for (int index : indexes) {
                watch.open(index, filter(groups, ports));
            }
            return watch;
        } catch (IOException e) {
            watch.close(); // no right to capture
            return null;
        }
    }

    private void open(int index, List<long[]> filter) throws IOException {
        // protocol 0: nothing comes before the filter is there
        int fd = Libc.socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        sockets.add(fd);
        MemorySegment code =
                arena.allocate(8L * filter.size(), 8); // struct sock_filter { u16 code; u8 jt, jf; u32 k; }
        for (int i = 0; i < filter.size(); i++) {
            long[] one = filter.get(i);
            code.set(JAVA_SHORT, 8L * i, (short) one[0]);
            code.set(JAVA_BYTE, 8L * i + 2, (byte) one[1]);
            code.set(JAVA_BYTE, 8L * i + 3, (byte) one[2]);
            code.set(JAVA_INT, 8L * i + 4, (int) one[3]);
        }
        MemorySegment program = arena.allocate(16, 8); // struct sock_fprog { u16 length; sock_filter *filter; }
        program.set(JAVA_SHORT, 0, (short) filter.size());
        program.set(JAVA_LONG, 8, code.address());
        Libc.setOption(fd, SOL_SOCKET, SO_ATTACH_FILTER, program);
        MemorySegment name = arena.allocate(20, 8); // struct sockaddr_ll { u16 family; be16 protocol; int index; … }
        name.set(JAVA_SHORT, 0, (short) AF_PACKET);
        name.set(JAVA_SHORT, 2, Short.reverseBytes((short) ETH_P_IP));
        name.set(JAVA_INT, 4, index);
        Libc.bind(fd, name);
    }

    /** Passes UDP to one of the ports of any group but these; what is fragmented has no port. */
    private static List<long[]> filter(Collection<Integer> groups, Collection<Integer> ports) {
        List<long[]> code = new ArrayList<>();
        unless(code, LOAD_BYTE, 9, UDP);
        code.add(new long[] {LOAD_HALF, 0, 0, 6});
        code.add(new long[] {ANY_BIT, 0, 1, 0x1fff});
        code.add(new long[] {RETURN, 0, 0, 0});
        code.add(new long[] {LOAD_BYTE, 0, 0, 16});
        code.add(new long[] {AND, 0, 0, 0xf0});
        code.add(new long[] {EQUAL, 1, 0, 0xe0});
        code.add(new long[] {RETURN, 0, 0, 0});
        code.add(new long[] {HEADER_TO_X, 0, 0, 0});
        code.add(new long[] {LOAD_HALF_AT_X, 0, 0, 2});
        int left = ports.size();
        for (int port : ports) {
            code.add(new long[] {EQUAL, 0, 1, port});
            code.add(new long[] {GO, 0, 0, 2L * --left + 1});
        }
        code.add(new long[] {RETURN, 0, 0, 0});
        code.add(new long[] {LOAD_WORD, 0, 0, 16});
        for (int group : groups) {
            code.add(new long[] {EQUAL, 0, 1, group});
            code.add(new long[] {RETURN, 0, 0, 0});
        }
        code.add(new long[] {RETURN, 0, 0, PACKET_BYTES});
        return code;
    }

    private static void unless(List<long[]> code, int load, int at, int value) {
        code.add(new long[] {load, 0, 0, at});
        code.add(new long[] {EQUAL, 1, 0, value});
        code.add(new long[] {RETURN, 0, 0, 0});
    }

    /** Counts what has come since. */
    void look() {
        for (int fd : sockets) {
            while (next(fd)) {
                count++;
                Stranger stranger = stranger();
                if (strangers.containsKey(stranger) || strangers.size() < MAX_STRANGERS) {
                    strangers.merge(stranger, 1L, Long::sum);
                }
            }
        }
    }

    private boolean next(int fd) {
        try {
            return Libc.receive(fd, header, MSG_DONTWAIT) >= IPV4_BYTES;
        } catch (Libc.Failure e) {
            return false; // the interface is down or gone, which the receiver itself notices
        }
    }

    private Stranger stranger() {
        int head = 4 * (packet.get(JAVA_BYTE, 0) & 0xf);
        int port = (packet.get(JAVA_BYTE, head + 2) & 0xff) << 8 | packet.get(JAVA_BYTE, head + 3) & 0xff;
        return new Stranger(address(12), new Target(null, address(16), port, null));
    }

    private InetAddress address(int at) {
        try {
            return InetAddress.getByAddress(packet.asSlice(at, 4).toArray(JAVA_BYTE));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for a wrong length
        }
    }

    private static int word(byte[] address) {
        return address[0] << 24 | (address[1] & 0xff) << 16 | (address[2] & 0xff) << 8 | address[3] & 0xff;
    }

    /** Datagrams so far. */
    long count() {
        return count;
    }

    /** {@code 12 to 239.1.1.9:5000 from 10.0.0.1}: each sender's, a few of them. */
    List<String> lines(int most) {
        List<String> lines = new ArrayList<>();
        strangers.forEach((stranger, some) -> {
            if (lines.size() < most) {
                lines.add(some + " to " + stranger.to() + " from " + Addresses.text(stranger.source()));
            }
        });
        if (strangers.size() > most) {
            lines.add("others");
        }
        return lines;
    }

    @Override
    public void close() {
        for (int fd : sockets) {
            try {
                Libc.close(fd);
            } catch (IOException e) {
                // nothing is lost with it
            }
        }
        sockets.clear();
        arena.close();
    }
}
