# shellcheck shell=bash disable=SC2154 # part of ../record
# What else is on a network that carries groups.

#: ARP and ping between hosts 1 and 3, ping to 224.0.0.1 answered (`icmp_echo_ignore_broadcasts=0`), a datagram to a closed port, a path through host 3 with TTL 1 and 2, captured on host 1 | ARP, ICMP echo, port unreachable, time exceeded, redirect, network unreachable
icmp.pcap() {
    sysctls 2 ipv4.icmp_echo_ignore_broadcasts=0
    sysctls 3 ipv4.icmp_echo_ignore_broadcasts=0 ipv4.ip_forward=1
    ip -n "$lab-h1" route add 203.0.113.0/24 via 192.0.2.3
    ip -n "$lab-h1" route add 198.51.100.0/24 via 192.0.2.3
    ip -n "$lab-h3" route add 203.0.113.0/24 via 192.0.2.2
    start 1 eth0 'arp or icmp or udp'
    on 1 ping -qc 2 -i 0.3 192.0.2.3 >/dev/null
    on 1 ping -qc 1 -w 1 224.0.0.1 >/dev/null
    echo 'nobody here' | on 1 socat -u - UDP4-DATAGRAM:192.0.2.3:5004
    on 1 ping -qc 1 -w 1 -t 1 203.0.113.1 >/dev/null || true
    on 1 ping -qc 1 -w 1 -t 2 203.0.113.1 >/dev/null || true
    on 1 ping -qc 1 -w 1 198.51.100.1 >/dev/null || true
    stop
}

#: Packets with IPv4 options from ping (`-R`, `-T`) and from a socket with IP_OPTIONS, captured on host 1 | Record route, timestamp (plain, with addresses), loose and strict source route, router alert, security, stream id, no-operation, end of list
ip-options.pcap() {
    start 1 eth0 'icmp or udp'
    on 1 ping -qc 1 -R 192.0.2.3 >/dev/null
    on 1 ping -qc 1 -T tsonly 192.0.2.3 >/dev/null
    on 1 ping -qc 1 -T tsandaddr 192.0.2.3 >/dev/null
    on 1 tools/options 192.0.2.3 4 8307 04c00002 03 00 # loose source route by way of host 3
    on 1 tools/options 192.0.2.3 4 8907 04c00002 03 00
    on 1 tools/options 239.1.2.3 4 94040000
    on 1 tools/options 239.1.2.3 4 820b000000000000000000 01
    on 1 tools/options 239.1.2.3 4 88040102 01010100
    stop
}

#: Packets with IPv6 extension headers from a socket with sticky options (RFC 3542), captured on host 1 | Hop-by-hop (router alert, padding, an unknown option), destination options, a segment routing header of two segments, before UDP
ip6-options.pcap() {
    start 1 eth0 'dst ff15::1:5 or ip6[6] == 43'
    on 1 tools/options ff15::1:5 hop 0000 05020000 0100
    on 1 tools/options ff15::1:5 hop 0000 3e0401020304
    on 1 tools/options ff15::1:5 destination 0000 01040000 0000
    on 1 tools/options 2001:db8::9 routing 0004 0401 01000000 00000000000000000000000000000000 20010db8000000000000000000000003
    stop
}

#: Host 1 gets IPv6 with duplicate address detection; radvd on host 3 (prefix, MTU, DNS servers and search list, route); ping to a host and to ff02::1; a datagram to a closed port; captured on host 1 | MLDv2 from `::`, neighbour solicitation and advertisement, router solicitation and advertisement with options, echo, destination unreachable
icmpv6.pcap() {
    cat >"$scratch/radvd.conf" <<'END'
interface eth0 {
    AdvSendAdvert on; MinRtrAdvInterval 3; MaxRtrAdvInterval 4; AdvLinkMTU 1500; AdvManagedFlag on;
    prefix 2001:db8:1::/64 { };
    route 2001:db8:2::/48 { };
    RDNSS 2001:db8::53 2001:db8::54 { };
    DNSSL example.org test { };
};
END
    sysctls 3 ipv6.conf.all.forwarding=1
    settle
    beside 3 radvd -n -m stderr -C "$scratch/radvd.conf" -p "$scratch/radvd.pid"
    sysctls 1 ipv6.conf.eth0.accept_dad=1 ipv6.conf.eth0.dad_transmits=1 ipv6.conf.eth0.router_solicitations=2
    sysctls 1 ipv6.conf.eth0.disable_ipv6=1
    start 1 eth0 'ip6 and not (src fe80::ff:fe00:fe and ip6[6] == 0)'
    sysctls 1 ipv6.conf.eth0.disable_ipv6=0
    sleep 2.5
    ip -n "$lab-h1" -6 addr add 2001:db8::1/64 dev eth0 nodad
    on 1 ping -qc 1 -I 2001:db8::1 2001:db8::3 >/dev/null
    on 1 ping -qc 1 -I fe80::ff:fe00:1%eth0 ff02::1 >/dev/null
    echo 'nobody here' | on 1 socat -u - 'UDP6-DATAGRAM:[2001:db8::3]:5004'
    stop 1
}

#: socat from host 1 to host 3 port 7777 and back, then to a closed port, captured on host 1 | TCP: handshake with options (MSS, SACK permitted, timestamps, window scale), data both ways, close; a refused connection (RST)
tcp.pcap() {
    start 1 eth0 tcp
    beside 3 socat TCP4-LISTEN:7777,reuseaddr EXEC:'tr a-z A-Z'
    printf 'a short conversation\n' | on 1 socat -t 1 - TCP4:192.0.2.3:7777 >/dev/null
    on 1 socat -u - TCP4:192.0.2.3:7778 </dev/null 2>/dev/null || true
    stop
}
