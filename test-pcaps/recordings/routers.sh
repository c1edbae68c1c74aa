# shellcheck shell=bash disable=SC2154 # part of ../record
# What routers say to one another. Needs Debian's frr where the name says so.

frr() { # frr HOST CONFIGURATION [DAEMON]: zebra and pimd, or DAEMON, in the host's namespace, in a mount namespace of their own for their sockets
    printf '%s\n' "$2" >"$scratch/frr$1.conf"
    chmod 755 "$scratch"
    mkdir -p "$scratch/frr$1"
    chown frr:frr "$scratch/frr$1"
    beside "$1" unshare -m sh -c 'mount --bind "$1" /var/run/frr
        /usr/lib/frr/zebra -d -f "$2" -i /var/run/frr/zebra.pid -z /var/run/frr/zserv.api
        exec /usr/lib/frr/"$3" -f "$2" -i /var/run/frr/"$3".pid -z /var/run/frr/zserv.api' sh "$scratch/frr$1" "$scratch/frr$1.conf" "${3:-pimd}"
}

lan() { # a network behind host 3, for it to tell of
    ip -n "$lab-h3" link add lan type veth peer name beyond
    ip -n "$lab-h3" addr add 198.51.100.3/24 dev lan
    ip -n "$lab-h3" -6 addr add 2001:db8:7::3/64 dev lan nodad
    ip -n "$lab-h3" link set lan up
    ip -n "$lab-h3" link set beyond up
}

both() { # both FILTER SECONDS DAEMON CONFIGURATION: FRR's DAEMON on hosts 1 and 3, captured on host 1; H stands for the host's number
    settle
    lan
    start 1 eth0 "$1"
    for host in 1 3; do
        frr "$host" "${4//H/$host}" "$3"
    done
    stop "$2"
}

#: FRR's pimd on hosts 1 and 3: host 1 is the rendezvous point, host 3 has a member on an interface behind it; captured on host 1 | PIM version 2 of real routers: hellos, (*,G) joins every 5 s
pim-frr.pcap() {
    local common='ip forwarding
ip pim rp 192.0.2.1 224.0.0.0/4
ip pim join-prune-interval 5
interface eth0
 ip pim
 ip igmp
 ip pim hello 5 18'
    settle
    ip -n "$lab-h3" link add lan type veth peer name beyond
    ip -n "$lab-h3" addr add 198.51.100.3/24 dev lan
    ip -n "$lab-h3" link set lan up
    ip -n "$lab-h3" link set beyond up
    start 1 eth0 'ip proto 103'
    frr 1 "$common"
    frr 3 "$common
interface lan
 ip pim
 ip igmp
 ip igmp join 239.1.2.3"
    sleep 11
    stop 6
}

#: FRR's pimd on hosts 1 and 3, each its own rendezvous point, MSDP peers of a mesh group; socat on host 2 sends to a group, which host 3, the designated router, tells host 1 of; captured on host 1 | MSDP of real routers: keepalives and source-active messages over TCP
msdp-frr.pcap() {
    settle
    start 1 eth0 'tcp port 639'
    for host in 1 3; do
        frr "$host" "ip forwarding
ip pim rp 192.0.2.$host 239.0.0.0/8
ip msdp timers 3 10 1
ip msdp mesh-group mesh source 192.0.2.$host
ip msdp mesh-group mesh member 192.0.2.$((4 - host))
interface eth0
 ip pim
 ip igmp"
    done
    sleep 8
    for _ in 1 2 3; do
        speak 2 239.1.2.3:5004 ,ip-multicast-ttl=4 'a source'
        sleep 1
    done
    stop 8
}

crafted() { # crafted FILTER SET…: frames of tools/routers from host 1, captured there
    settle
    start 1 eth0 "$1"
    on 1 tools/routers eth0 "${@:2}"
    stop
}

#: Frames made by tools/routers, sent and captured on host 1: no packaged software speaks all of these | Every PIM message of version 2 over IPv4: hellos with all options, registers (one with a checksum over everything), join attributes, bootstrap, assert, graft, state refresh, DF election, ECMP redirect, flooding
pim.pcap() {
    crafted 'ip proto 103' pim
}

#: The same over IPv6 | The same messages with IPv6 addresses and the pseudo-header in their checksums
pim6.pcap() {
    crafted 'ip6 proto 103' pim6
}

#: Frames made by tools/routers, as before | PIM version 1 (in IGMP), DVMRP versions 1 and 3, multicast traceroute, RGMP, multicast router discovery in IGMP and ICMPv6, three types that are none
routers.pcap() {
    crafted '(ip[9] == 2 and host 192.0.2.1) or (ip6[40] >= 151 and ip6[40] <= 153)' pim1 dvmrp mtrace rgmp mrdisc
}

#: Frames made by tools/routers, as before | CGMP, Auto-RP
cisco.pcap() {
    crafted 'udp port 496 or ether dst 01:00:0c:dd:dd:dd' cgmp autorp
}

#: Frames made by tools/routers, as before | Every AMT message: discovery, request, query, update and data with the packets they carry, teardown
amt.pcap() {
    crafted 'udp port 2268' amt
}

#: Frames made by tools/routers, as before; one side of a connection, no handshake | Every MSDP message, several in one segment, one with the first packet of a source, notifications, one cut, one whose length is too small
msdp.pcap() {
    crafted 'tcp dst port 639' msdp
}

#: Frames made by tools/routers, as before | VRRP of versions 2 and 3 over IPv4 and IPv6 with each authentication, CARP, HSRP of versions 1 and 2; counts that lie, messages that are cut
redundancy.pcap() {
    crafted 'proto 112 or ip6 proto 112 or udp port 1985 or udp port 2029' vrrp carp hsrp
}

#: Frames made by tools/routers, as before | RIP versions 1 and 2, with a password and a digest, one cut; RIPng with a next hop
rip.pcap() {
    crafted 'udp port 520 or udp port 521' rip
}

#: Frames made by tools/routers, as before | OSPF versions 2 and 3: hello, database description, request, update, acknowledgement; an update whose count is a million
ospf.pcap() {
    crafted 'ip proto 89 or ip6 proto 89' ospf
}

#: Frames made by tools/routers, as before | GLBP over IPv4 and IPv6: hellos, forwarders, each authentication, parts that are unknown, too small or cut
glbp.pcap() {
    crafted 'udp port 3222' glbp
}

#: Frames made by tools/routers, as before | EIGRP over IPv4 and IPv6: internal and external routes with old and wide metrics, a digest, stub, sequence and topology lists, a goodbye; a part that is too small
eigrp.pcap() {
    crafted 'ip proto 88 or ip6 proto 88' eigrp
}

#: Frames made by tools/routers, as before | RSTP, MSTP, SPT and Cisco's spanning tree of a VLAN, one cut, one of an unknown type; LACP, its marker, another slow protocol; LLDP with LLDP-MED and without a port
bridges.pcap() {
    crafted 'not ip and not ip6 and not arp' bridges
}

#: FRR's eigrpd on hosts 1 and 3, host 3 with a network behind it; captured on host 1 | EIGRP of real routers: hellos, updates with an initial exchange of routes, acknowledgements
eigrp-frr.pcap() {
    both 'ip proto 88' 14 eigrpd 'router eigrp 100
 network 192.0.2.0/24
 network 198.51.100.0/24'
}

#: Debian's babeld on hosts 1 and 3, host 3 with a network behind it; captured on host 1 | Babel of real routers: hellos, what was heard of a neighbor, router IDs, next hops, updates with compressed prefixes, requests
babel.pcap() {
    settle
    lan
    start 1 eth0 'udp port 6696'
    beside 1 babeld -I "$scratch/babel1" -S "$scratch/state1" -h 2 -H 2 eth0
    beside 3 babeld -I "$scratch/babel3" -S "$scratch/state3" -h 2 -H 2 -C 'redistribute local' -C 'redistribute ip 198.51.100.0/24' eth0
    stop 12
}

#: FRR's ldpd on hosts 1 and 3; captured on host 1 | LDP of real routers: link hellos to all routers, a session over TCP
ldp-frr.pcap() {
    both 'port 646' 14 ldpd 'mpls ldp
 router-id 192.0.2.H
 address-family ipv4
  discovery transport-address 192.0.2.H
  interface eth0'
}

#: FRR's bfdd on hosts 1 and 3; captured on host 1 | BFD of real routers: a session coming up, then at three packets a second
bfd-frr.pcap() {
    settle
    start 1 eth0 'udp port 3784 or udp port 3785'
    for host in 1 3; do
        frr "$host" "bfd
 peer 192.0.2.$((4 - host)) interface eth0
  transmit-interval 300
  receive-interval 300" bfdd
    done
    stop 8
}

#: FRR's isisd on hosts 1 and 3 with both levels; captured on host 1 | IS-IS of real routers: hellos of a LAN, link state PDUs with narrow and wide metrics, sequence numbers
isis-frr.pcap() {
    both 'isis' 24 isisd 'interface eth0
 ip router isis one
 ipv6 router isis one
 no isis hello padding
 isis hello-interval 3
 isis priority 6H
interface lan
 ip router isis one
 ipv6 router isis one
router isis one
 net 49.0001.1921.6800.100H.00
 metric-style transition
 area-password clear secret'
}
