# shellcheck shell=bash disable=SC2154 # part of ../record
# Datagrams to groups, fragments, and what a savefile can do with them.

#: socat on host 1 to 239.1.2.3:5004, captured on host 2 | One datagram each at TTL 1, 4, 32 and 255, then to groups of other blocks (224.0.0.251, 224.0.1.1, 232.1.1.1, 233.252.0.1, 234.192.0.2)
udp-ttl.pcap() {
    local ttl group
    start 2 eth0 udp
    for ttl in 1 4 32 255; do speak 1 239.1.2.3:5004 ",ip-multicast-ttl=$ttl" "time to live $ttl"; done
    for group in 224.0.0.251:5004 224.0.1.1:5004 232.1.1.1:5004 233.252.0.1:5004 234.192.0.2:5004; do
        speak 1 $group ,ip-multicast-ttl=16 "to $group"
    done
    stop
}

#: socat on host 1, captured on host 2 | IPv6 datagrams at hop limit 1, 8 and 255 to link-local, site-local, organisation and global scope, and to a source-specific group
udp6.pcap() {
    start 2 eth0 'udp and ip6'
    speak6 1 '[ff02::1:5]:5004' 1 'link scope'
    speak6 1 '[ff15::1:5]:5004' 8 'site scope'
    speak6 1 '[ff18::1:5]:5004' 8 'organisation scope'
    speak6 1 '[ff1e::1:5]:5004' 255 'global scope'
    speak6 1 '[ff3e::8000:5]:5004' 255 'source-specific, global scope'
    stop
}

#: socat on host 1 sends 4000 bytes of text to 239.1.2.3:5004, captured on host 2 | Two datagrams in three fragments each
fragments.pcap() {
    start 2 eth0 'dst 239.1.2.3'
    speak 1 239.1.2.3:5004 ,ip-multicast-ttl=4 "$(letters 4000)"
    speak 1 239.1.2.3:5004 ,ip-multicast-ttl=4 "$(letters 3999)"
    stop
}

#: socat on host 1 sends 4000 bytes of text to [ff15::1:5]:5004, captured on host 2 | Two datagrams in three fragments each, with fragment headers
fragments6.pcap() {
    start 2 eth0 'dst ff15::1:5'
    speak6 1 '[ff15::1:5]:5004' 8 "$(letters 4000)"
    speak6 1 '[ff15::1:5]:5004' 8 "$(letters 3999)"
    stop
}

#: Host 1 sends to 239.1.2.3:5004 with checksums left to the device (`ethtool -K eth0 tx on`), captured on host 1 | A partial UDP checksum, as every sender's own capture shows it; then one that the kernel computed
udp-offload.pcap() {
    start 1 eth0 'dst 239.1.2.3'
    on 1 ethtool -K eth0 tx on >/dev/null
    speak 1 239.1.2.3:5004 ,ip-multicast-ttl=4 'checksum left to the device'
    on 1 ethtool -K eth0 tx off >/dev/null
    speak 1 239.1.2.3:5004 ,ip-multicast-ttl=4 'checksum computed'
    stop
}

#: The same sender at three lengths, captured on host 2 with `-s 60` | Frames cut by the snapshot length (libpcap keeps 58 bytes): 16 bytes of UDP payload are left, wire length kept; the short one is whole
udp-cut.pcap() {
    local size
    start 2 eth0 -s 60 'dst 239.1.2.3'
    for size in 10 100 1000; do speak 1 239.1.2.3:5004 ,ip-multicast-ttl=4 "$(letters $size)"; done
    stop
}

#: The same with `--time-stamp-precision=nano` | pcap with nanosecond timestamps (magic a1b23c4d)
udp-nano.pcap() {
    start 2 eth0 --time-stamp-precision=nano 'dst 239.1.2.3'
    for _ in 1 2 3 4 5; do speak 1 239.1.2.3:5004 ,ip-multicast-ttl=4 nanoseconds; done
    stop
}

#: udp-ttl.pcap written in the other byte order by tools/derive | Big-endian pcap (magic a1b2c3d4 as stored)
udp-ttl-big.pcap() {
    derive big udp-ttl.pcap
}

#: udp-ttl.pcap through gzip | Compressed savefile
udp-ttl.pcap.gz() {
    gzip -9nc "$pcaps/udp-ttl.pcap" >"$pcaps/$name"
}

#: udp-ttl.pcap through zstd | Compressed savefile
udp-ttl.pcap.zst() {
    zstd -19qc "$pcaps/udp-ttl.pcap" >"$pcaps/$name"
}

#: udp-ttl.pcap through lz4 | Compressed savefile
udp-ttl.pcap.lz4() {
    lz4 -9qc "$pcaps/udp-ttl.pcap" >"$pcaps/$name"
}
