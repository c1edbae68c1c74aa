# shellcheck shell=bash disable=SC2154 # part of ../record
# Joining and leaving: IGMP and MLD.

#: Host 1 forced to IGMPv1 (`force_igmp_version=1`), captured there; a raw socket of host 3 sends the query, as the bridge knows no v1 | Two reports per join, a query without response time and its answers; a host of version 1 leaves in silence
igmp-v1.pcap() {
    settle
    sysctls 1 ipv4.conf.eth0.force_igmp_version=1
    start 1 eth0 'igmp and not src 192.0.2.254'
    on 1 tools/member eth0 join=239.1.1.1 join=239.1.1.2 wait=11 leave=239.1.1.1 wait=1 &
    local member=$!
    sleep 3
    on 3 python3 -c 'import socket as s; s.socket(s.AF_INET, s.SOCK_RAW, s.IPPROTO_IGMP).sendto(bytes.fromhex("1100eeff00000000"), ("224.0.0.1", 0))'
    wait $member
    stop 0
}

#: Host 1 and the bridge in IGMPv2, captured on host 1 | Reports, a general query and its answers, leaves to 224.0.0.2, group-specific queries (the Linux bridge sends them to 224.0.0.1)
igmp-v2.pcap() {
    sysctls 1 ipv4.conf.eth0.force_igmp_version=2
    ./lab version "$lab" 2
    settle
    start 1 eth0 igmp
    on 1 tools/member eth0 join=239.1.1.1 join=239.1.1.2 wait=5 leave=239.1.1.1 wait=1 &
    sleep 3
    ./lab query "$lab"
    wait $!
    stop 1.5
}

#: Hosts 1 and 3 of the monitored network in IGMPv2 join and leave the same group, captured on host 2 | What a mirror port hears: reports of two hosts, one of them silenced by the other's and so leaving in silence, and the last one's leave
igmp-v2-monitor.pcap() {
    sysctls 1 ipv4.conf.eth0.force_igmp_version=2
    sysctls 3 ipv4.conf.eth0.force_igmp_version=2
    ./lab version "$lab" 2
    settle
    start 2 eth0 igmp
    on 1 tools/member eth0 join=239.1.1.1 wait=4 &
    on 3 tools/member eth0 wait=1 join=239.1.1.1 wait=5
    stop 1.5
}

#: Host 1 in IGMPv3 joins, blocks, unblocks, changes sources and modes (tools/member), with a general query in between, captured on host 1 | All six record types: TO_EX {}, BLOCK, ALLOW, TO_IN {}, TO_EX and TO_IN with sources, IS_EX, IS_IN; reports with several records; group-specific (S flag off and on) and group-and-source-specific queries
igmp-v3.pcap() {
    settle
    start 1 eth0 igmp
    on 1 tools/member eth0 \
        join=239.1.1.1 wait=1.5 block=239.1.1.1,192.0.2.7 wait=1.5 unblock=239.1.1.1,192.0.2.7 wait=1.5 \
        join=232.1.1.1,192.0.2.101 wait=1.5 join=232.1.1.1,192.0.2.102 wait=1.5 \
        join=239.1.1.2 wait=1.5 exclude=239.1.1.2,192.0.2.7,192.0.2.8 wait=4.5 \
        include=239.1.1.2,192.0.2.9,192.0.2.10 wait=1.5 exclude=239.1.1.2,192.0.2.7 wait=1.5 \
        leave=232.1.1.1,192.0.2.102 wait=1.5 leave=239.1.1.1 wait=1.5 &
    sleep 11.5
    ./lab query "$lab"
    wait $!
    stop 2
}

#: Host 1 joins two sources of one group and leaves one, bridge in IGMPv3, captured on host 1 | Source-specific multicast alone: ALLOW, BLOCK, IS_IN as answer, group-and-source-specific queries
igmp-v3-ssm.pcap() {
    settle
    start 1 eth0 'igmp and net 192.0.2.0/24'
    on 1 tools/member eth0 join=232.1.1.1,192.0.2.3 wait=1.5 join=232.1.1.1,192.0.2.4 wait=1 leave=232.1.1.1,192.0.2.3 wait=1.5 &
    sleep 2.5
    ./lab query "$lab"
    wait $!
    stop 2
}

#: Bridge set to a response interval of 20 s and a query interval of 250 s, captured on host 1 | Max Resp Code and QQIC of 128 and more, which RFC 3376 sections 4.1.1 and 4.1.7 read as floating-point values: the Linux bridge meant 20.0 s and 250 s and wrote 200 and 250, which say 307.2 s and 26624 s
igmp-v3-codes.pcap() {
    settle
    ip -n "$lab-sw" link set br0 type bridge mcast_query_response_interval 2000 mcast_query_interval 25000 mcast_last_member_interval 1500
    start 1 eth0 igmp
    on 1 tools/member eth0 join=239.1.1.1 wait=1.5 &
    ./lab query "$lab"
    wait $!
    stop 2
}

#: Host 1 and the bridge in MLDv1 (`force_mld_version=1`), captured on host 1 | Reports, a general query and its answers, done messages to ff02::2, address-specific queries, all behind hop-by-hop Router Alert
mld-v1.pcap() {
    settle
    sysctls 1 ipv6.conf.eth0.force_mld_version=1
    ./lab version "$lab" 2
    start 1 eth0 'ip6[6] == 0 and ip6[40] == 58 and ip6[48] >= 130 and ip6[48] <= 132 and src fe80::ff:fe00:1 or ip6[48] == 130'
    on 1 tools/member eth0 join=ff15::1:1 join=ff12::1:2 wait=5 leave=ff15::1:1 wait=1 &
    sleep 3
    ./lab query "$lab"
    wait $!
    stop 1.5
}

#: Host 1 in MLDv2 joins, blocks, unblocks, changes sources and modes, with a general query in between, captured on host 1 | All six record types; any-source and source-specific groups; group-specific (S flag off and on) and group-and-source-specific queries
mld-v2.pcap() {
    settle
    start 1 eth0 'ip6[6] == 0 and (src fe80::ff:fe00:1 or ip6[48] == 130)'
    on 1 tools/member eth0 \
        join=ff15::1:1 wait=1.5 block=ff15::1:1,2001:db8::7 wait=1.5 unblock=ff15::1:1,2001:db8::7 wait=1.5 \
        join=ff35::8000:1,2001:db8::101 wait=1.5 join=ff35::8000:1,2001:db8::102 wait=1.5 \
        join=ff15::1:2 wait=1.5 exclude=ff15::1:2,2001:db8::7,2001:db8::8 wait=4.5 \
        include=ff15::1:2,2001:db8::9,2001:db8::a wait=1.5 exclude=ff15::1:2,2001:db8::7 wait=1.5 \
        leave=ff35::8000:1,2001:db8::102 wait=1.5 leave=ff15::1:1 wait=1.5 &
    sleep 11.5
    ./lab query "$lab"
    wait $!
    stop 2
}

#: Host 1 joins two sources of one group and leaves one, bridge in MLDv2, captured on host 1 | Source-specific multicast alone: ALLOW, BLOCK, address-and-source-specific queries
mld-v2-ssm.pcap() {
    settle
    start 1 eth0 'ip6[6] == 0 and (src fe80::ff:fe00:1 or ip6[48] == 130)'
    on 1 tools/member eth0 join=ff35::8000:1,2001:db8::3 wait=1.5 join=ff35::8000:1,2001:db8::4 wait=1 leave=ff35::8000:1,2001:db8::3 wait=1.5 &
    sleep 2.5
    ./lab query "$lab"
    wait $!
    stop 2
}

#: Host 3 sends to two groups all the time; host 1, in IGMPv3, joins and leaves them, one with a wrong source first; then the bridge asks in IGMPv2; captured on host 1 | Membership with data: zap times, data that comes on after the last leave, a source that does not send, no data before joins, the fall back to version 2
membership-session.pcap() {
    settle
    start 1 eth0 'igmp or udp port 5004'
    channels 239.1.1.1 232.1.1.1
    on 1 tools/member eth0 \
        wait=1 join=239.1.1.1 wait=2 leave=239.1.1.1 wait=2 \
        join=232.1.1.1,192.0.2.99 wait=1 join=232.1.1.1,192.0.2.3 wait=2 leave=232.1.1.1,192.0.2.99 wait=1 leave=232.1.1.1,192.0.2.3 \
        wait=2 join=239.1.1.9 wait=6 join=239.1.1.1 wait=2 leave=239.1.1.1 wait=2 &
    local member=$!
    sleep 14
    ./lab version "$lab" 2
    ./lab query "$lab"
    wait $member
    stop 1
}

channels() { # channels GROUP…: host 3 sends to each, in the background
    beside 3 python3 -c 'import socket, sys, time
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 4)
while True:
    for group in sys.argv[1:]:
        s.sendto(b"channel " + group.encode(), (group, 5004))
    time.sleep(0.1)' "$@"
}

#: A querier with an interval of 3 s; host 1 becomes mute (nftables drops its reports), host 3 goes on, both members of one group, and of IPv6 groups; captured on host 2, the monitor port | Memberships that run out: unanswered queries, expiry by the querier's values
membership-timeout.pcap() {
    ip -n "$lab-sw" link set br0 type bridge mcast_query_interval 300 mcast_membership_interval 700
    settle
    start 2 eth0 'igmp or (ip6[6] == 0 and ip6[40] == 58)'
    ./lab query "$lab"
    on 1 tools/member eth0 join=239.1.1.1 join=232.1.1.1,192.0.2.3 join=ff15::1:1 wait=30 &
    local member=$!
    on 3 tools/member eth0 join=239.1.1.1 wait=17 leave=239.1.1.1 &
    sleep 5
    on 1 nft 'add table inet mute'
    on 1 nft 'add chain inet mute out { type filter hook output priority 0; }'
    on 1 nft 'add rule inet mute out meta l4proto { igmp, icmpv6 } drop'
    sleep 13.5
    kill $member
    stop 0
}

#: The lab's bridge asks in IGMPv3 every 2 s; host 1 becomes a second bridge that asks, with a lower address, then in IGMPv2, then no more; the first takes over again and is switched off 5 s later. Host 3 is a member. Captured on host 2 of the monitored network | An election of queriers, a fall back to version 2, a failover, a querier that falls silent; a host that follows the version
queriers.pcap() {
    local timers='mcast_query_interval 200 mcast_querier_interval 450 mcast_query_response_interval 100 mcast_startup_query_interval 100'
    # shellcheck disable=SC2086 # several words
    on sw ip link set br0 type bridge $timers
    settle
    start 2 eth0 igmp
    on 3 tools/member eth0 join=239.1.1.1 wait=34 &
    sleep 5
    on 1 ip link add br1 address 02:00:00:00:00:01 type bridge mcast_querier 1 mcast_query_use_ifaddr 1 mcast_igmp_version 3
    # shellcheck disable=SC2086
    on 1 ip link set br1 type bridge $timers
    on 1 sysctl -qw net.ipv6.conf.br1.disable_ipv6=1
    on 1 ip addr flush dev eth0
    on 1 ip addr add 192.0.2.1/24 dev br1
    on 1 ip link set eth0 master br1
    on 1 ip link set br1 up
    sleep 6
    on 1 ip link set br1 type bridge mcast_igmp_version 2
    sleep 4
    on 1 ip link set br1 type bridge mcast_querier 0
    sleep 9
    on sw ip link set br0 type bridge mcast_querier 0
    wait $!
    stop 0
}
