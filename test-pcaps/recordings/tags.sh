# shellcheck shell=bash disable=SC2154 # part of ../record
# VLAN tags.

tagged() { # tagged TPID:TCI…: a trunk between host 1 and the bridge that carries these tags; captured on tagA
    ./lab trunk "$lab" 1
    beside t1 tools/tag host tagA tagB port "$@"
}

talk() { # what the tagged captures carry: a join, a query, an answer, datagrams both ways, a leave
    on 1 tools/member eth0 join=239.1.2.3 wait=6 &
    sleep 1.5
    ./lab query "$lab"
    speak 1 239.1.2.4:5004 ,ip-multicast-ttl=4 'from host 1'
    speak 3 239.1.2.3:5004 ,ip-multicast-ttl=4 'to host 1'
    wait $!
}

#: Frames of the kernel and of socat carried over a trunk by tools/tag, VLAN 42 with priority 3, captured on the trunk | 802.1Q: IGMPv3, MLDv2 and UDP with one tag
vlan.pcap() {
    settle
    tagged 8100:602a
    start t1 tagA 'vlan 42 and (igmp or udp or (ip6 and ip6[6] == 0))'
    talk
    stop 1
}

#: The same with an outer service tag (TPID 0x88a8) of VLAN 100, priority 5, drop eligible, and an inner tag of VLAN 42 | 802.1ad (QinQ): IGMPv3, MLDv2 and UDP with two tags
qinq.pcap() {
    settle
    tagged 88a8:b064 8100:602a
    start t1 tagA
    talk
    stop 1
}
