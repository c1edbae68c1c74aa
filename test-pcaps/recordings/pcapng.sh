# shellcheck shell=bash disable=SC2154 # part of ../record
# pcapng as dumpcap writes it.

#: dumpcap in the bridge's namespace on ports p1 and p3 (`-i p1 -f udp -i p3 -f 'udp or igmp'`), with a file comment; tools/derive takes the recording machine's processor and kernel out | pcapng: two interfaces with filters, the same datagrams on both, so that times step back; section comment, statistics
two-interfaces.pcapng() {
    rm -f "$scratch/tcpdump"
    settle
    on 3 tools/member eth0 join=239.1.2.3 wait=4 &
    local member=$!
    sleep 1.1
    ./lab run "$lab" sw dumpcap -q -w "$scratch/part" -i p1 -f udp -i p3 -f 'udp or igmp' \
        --capture-comment 'Two ports of one bridge' 2>"$scratch/tcpdump" &
    recorder=$!
    jobs+=("$recorder")
    listening "$scratch/tcpdump"
    sleep 0.5
    for _ in 1 2 3; do speak 1 239.1.2.3:5004 ,ip-multicast-ttl=4 'in by p1, out by p3'; done
    wait $member
    sleep 1
    kill -INT "$recorder"
    wait "$recorder" || true
    tools/derive plain "$scratch/part" "$pcaps/$name"
}

#: two-interfaces.pcapng with `editcap -a 1:… -a 3:…` | pcapng: comments on packets 1 and 3 (the second not ASCII); editcap leaves the statistics out
comments.pcapng() {
    editcap -a '1:the first datagram' -a '3:Grüße an die Gruppe' "$pcaps/two-interfaces.pcapng" "$pcaps/$name"
}
