# shellcheck shell=bash disable=SC2016,SC2154 # part of ../record
# Link types other than plain Ethernet.

cooked() { # cooked LINKTYPE: traffic in all directions on all interfaces of host 3
    settle
    start 3 any -y "$1" 'not ip6 or udp'
    on 3 tools/member eth0 join=239.1.2.3 wait=2.5 &
    sleep 1.2
    speak 1 239.1.2.3:5004 ,ip-multicast-ttl=4 'to host 3'
    speak 3 239.1.2.4:5004 ,ip-multicast-ttl=4 'from host 3'
    on 3 ping -qc 1 127.0.0.1 >/dev/null
    on 1 ping -qc 1 192.0.2.3 >/dev/null
    wait $!
    stop 1
}

#: `tcpdump -i any -y LINUX_SLL` on host 3 while it joins 239.1.2.3, hears host 1, sends itself and pings its own loopback | Cooked v1: incoming, outgoing, multicast, to us; ARP, IGMP, UDP, ICMP
any-sll.pcap() {
    cooked LINUX_SLL
}

#: The same with `-y LINUX_SLL2` | Cooked v2: the same, and the interface index of each packet
any-sll2.pcap() {
    cooked LINUX_SLL2
}

#: socat on host 1 to 239.1.2.3:5004 and to [::1]:5004, where nobody listens, and a ping, captured on `lo` | Loopback: Ethernet addresses of zeros, UDP checksums left partial; ICMPv6 port unreachable
loopback.pcap() {
    start 1 lo
    printf 'over lo' | on 1 socat -u - UDP4-DATAGRAM:239.1.2.3:5004,ip-multicast-if=127.0.0.1
    printf 'over lo' | on 1 socat -u - 'UDP6-DATAGRAM:[::1]:5004'
    on 1 ping -qc 1 127.0.0.1 >/dev/null
    stop
}

#: A tun device on host 1, tunnelled by socat to one on host 3; ping, a join of 239.1.2.3, datagrams, captured on tun0 | Raw IP (no link layer): ICMP, IGMPv3, UDP, and IPv6 between them
raw.pcap() {
    beside 3 socat TUN:198.51.100.3/24,tun-name=tun0,iff-no-pi,iff-up,iff-multicast UDP4-DATAGRAM:192.0.2.1:9000,bind=192.0.2.3:9000
    beside 1 socat TUN:198.51.100.1/24,tun-name=tun0,iff-no-pi,iff-up,iff-multicast UDP4-DATAGRAM:192.0.2.3:9000,bind=192.0.2.1:9000
    ip -n "$lab-h1" -6 addr add 2001:db8:9::1/64 dev tun0 nodad # the kernel's own link-local address would be random
    start 1 tun0 'not icmp6'
    on 1 ping -qc 1 198.51.100.3 >/dev/null
    on 3 tools/member tun0 join=239.1.2.3 wait=1.2 &
    sleep 1.1
    printf 'through a tunnel' | on 1 socat -u - UDP4-DATAGRAM:239.1.2.3:5004,ip-multicast-if=198.51.100.1
    printf 'through a tunnel' | on 1 socat -u - "UDP6-DATAGRAM:[ff15::5]:5004,setsockopt=41:17:i$(on 1 cat /sys/class/net/tun0/ifindex)"
    wait $!
    stop 1
}

#: raw.pcap with the four-byte address family of BSD's loopback before each packet (little-endian; IPv6 as macOS, 30), by tools/derive | BSD null link type
null.pcap() {
    derive null raw.pcap
}

#: The same in network byte order (IPv6 as OpenBSD, 24), by tools/derive | BSD loop link type
loop.pcap() {
    derive loop raw.pcap
}

#: Bridge with STP switched on, captured on host 1 | 802.3 with LLC: configuration BPDUs, then a topology change after a port goes down and up
stp.pcap() {
    start 1 eth0 stp
    ip -n "$lab-sw" link set br0 type bridge stp_state 1 forward_delay 200 hello_time 100
    sleep 6
    ip -n "$lab-sw" link set p3 down
    ip -n "$lab-sw" link set p3 up
    stop 6
}

#: lldpd on host 1 speaking LLDP, CDP, EDP, FDP and SONMP, captured there | LLDP (Ethernet II) and four 802.3 protocols with LLC and SNAP
lldp.pcap() {
    start 1 eth0 'ether proto 0x88cc or (ether[12:2] <= 1500 and not stp)'
    chmod 711 "$scratch" # lldpd gives up its privileges
    beside 1 unshare -u sh -c 'hostname host-1; exec lldpd -d -l -ccc -eee -fff -sss -S Linux -I eth0 -u "$1"' sh "$scratch/lldpd"
    stop 4
}
