package io.mcshark.decoder.filter;

import java.lang.foreign.MemorySegment;
import java.util.Comparator;
import java.util.List;

/** The blocks of addresses IANA reserved (RFC 6890 and its registries), longest prefix first. */
final class Special {
    /** The bits of {@code ip_special_mask}. */
    private static final String BITS = "RGFDS";

    /** @param mask reserved by protocol, globally reachable, forwardable, a destination, a source: bits 0 to 4 */
    record Block(byte[] prefix, int bits, byte[] name, int mask) {
        boolean has(MemorySegment segment, long at, int length) {
            if (length != prefix.length) {
                return false;
            }
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (Octets.get(segment, at + i) != (prefix[i] & 0xff)) {
                    return false;
                }
            }
            int rest = bits % 8;
            return rest == 0 || (Octets.get(segment, at + whole) ^ prefix[whole] & 0xff) >> 8 - rest == 0;
        }
    }

    private static final List<Block> ALL = """
            0.0.0.0/8 SR This network
            0.0.0.0/32 SR This host on this network
            10.0.0.0/8 SDF Private-Use
            100.64.0.0/10 SDF Shared Address Space
            127.0.0.0/8 R Loopback
            169.254.0.0/16 SDR Link Local
            172.16.0.0/12 SDF Private-Use
            192.0.0.0/24 - IETF Protocol Assignments
            192.0.0.0/29 SDF IPv4 Service Continuity Prefix
            192.0.0.8/32 S IPv4 dummy address
            192.0.0.9/32 SDFG Port Control Protocol Anycast
            192.0.0.10/32 SDFG Traversal Using Relays around NAT Anycast
            192.0.0.170/31 R NAT64/DNS64 Discovery
            192.0.2.0/24 - Documentation (TEST-NET-1)
            192.31.196.0/24 SDFG AS112-v4
            192.52.193.0/24 SDFG AMT
            192.168.0.0/16 SDF Private-Use
            192.175.48.0/24 SDFG Direct Delegation AS112 Service
            198.18.0.0/15 SDF Benchmarking
            198.51.100.0/24 - Documentation (TEST-NET-2)
            203.0.113.0/24 - Documentation (TEST-NET-3)
            240.0.0.0/4 R Reserved
            255.255.255.255/32 DR Limited Broadcast
            ::1/128 R Loopback Address
            ::/128 SR Unspecified Address
            ::ffff:0:0/96 R IPv4-mapped Address
            64:ff9b::/96 SDFG IPv4-IPv6 Translat.
            64:ff9b:1::/48 SDF IPv4-IPv6 Translat.
            100::/64 SDF Discard-Only Address Block
            2001::/23 - IETF Protocol Assignments
            2001::/32 SDF TEREDO
            2001:2::/48 SDF Benchmarking
            2001:3::/32 SDFG AMT
            2001:4:112::/48 SDFG AS112-v6
            2001:20::/28 SDFG ORCHIDv2
            2001:db8::/32 - Documentation
            2002::/16 SDF 6to4
            2620:4f:8000::/48 SDFG Direct Delegation AS112 Service
            fc00::/7 SDF Unique-Local
            fe80::/10 SDR Link-Local Unicast
            """.lines()
            .map(Special::block)
            .sorted(Comparator.comparingInt(block -> -block.bits))
            .toList();

    private Special() {}

    private static Block block(String line) {
        String[] parts = line.strip().split(" ", 3);
        int slash = parts[0].indexOf('/');
        String address = parts[0].substring(0, slash);
        long four = Addresses.ipv4(address);
        byte[] prefix = four < 0
                ? Addresses.ipv6(address)
                : new byte[] {(byte) (four >> 24), (byte) (four >> 16), (byte) (four >> 8), (byte) four};
        int mask = 0;
        for (int i = 0; i < BITS.length(); i++) {
            mask |= parts[1].indexOf(BITS.charAt(i)) >= 0 ? 1 << i : 0;
        }
        return new Block(prefix, Integer.parseInt(parts[0].substring(slash + 1)), Lexer.bytes(parts[2]), mask);
    }

    /** The block an address is in, or null. */
    static Block of(MemorySegment segment, long at, int length) {
        for (int i = 0; i < ALL.size(); i++) {
            if (ALL.get(i).has(segment, at, length)) {
                return ALL.get(i);
            }
        }
        return null;
    }

    /** Whether an address is what one of the yes-or-no functions asks for. */
    static boolean is(Function function, MemorySegment segment, long at, int length) {
        int first = Octets.get(segment, at);
        int second = Octets.get(segment, at + 1);
        boolean four = length == 4;
        return switch (function) {
            case IP_MULTICAST -> four ? first >> 4 == 0xe : first == 0xff;
            case IP_LINKLOCAL -> four ? first == 169 && second == 254 : first == 0xfe && second >> 6 == 2;
            case IP_RFC1918 ->
                four && (first == 10 || first == 172 && second >> 4 == 1 || first == 192 && second == 168);
            case IP_ULA -> !four && first >> 1 == 0x7e;
            default -> throw new AssertionError(function);
        };
    }
}
