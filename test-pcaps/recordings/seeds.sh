# shellcheck shell=bash disable=SC2016,SC2154 # part of ../record
# The restored programs of seeds/ and socat.

heard() { # heard RECEIVER SENDER H…: programs of seeds/, the receiver on these hosts, the sender on host 1, captured there
    local receiver=$1 sender=$2 h
    shift 2
    settle
    start 1 eth0 'igmp and src net 192.0.2.0/28 or udp'
    for h; do beside "$h" "seeds/$receiver"; done
    if [ $# -gt 0 ]; then sleep 1.5; fi
    on 1 timeout 2.5 "seeds/$sender" >/dev/null 2>&1 || true
    stop
}

#: seeds/echo_sender.py on host 1, seeds/echo_receiver.py on hosts 2 and 3, captured on host 1 | A datagram to 224.3.29.71:10000 at TTL 1 and two unicast acknowledgements of three bytes; the receivers' joins
seed-echo.pcap() {
    heard echo_receiver.py echo_sender.py 2 3
}

#: seeds/hello_sender.py on host 1, seeds/hello_receiver.py on host 3, captured on host 1 | A datagram to 239.0.0.1:12345 at TTL 1, no answer
seed-hello.pcap() {
    heard hello_receiver.py hello_sender.py 3
}

#: seeds/notice_sender.py on host 1, nobody listening, captured on host 1 | Two datagrams to 239.255.5.55:5555
seed-notice.pcap() {
    heard '' notice_sender.py
}

#: seeds/world_sender.py on host 1, seeds/world_receiver.py on host 3, captured on host 1 | A datagram to 224.0.0.123:7777
seed-world.pcap() {
    heard world_receiver.py world_sender.py 3
}

#: seeds/steady_sender.py on host 1 for three seconds, seeds/steady_receiver.py on host 3, captured on host 1 | Datagrams to 224.0.0.123:7777 from port 1234, one a second
seed-steady.pcap() {
    heard steady_receiver.py steady_sender.py 3
}

#: The two socat lines of seeds/README.md, sender on host 1 and receiver on host 3, captured on host 1 | A datagram to 224.0.0.123:7777 and the receiver's host name in answer
socat.pcap() {
    settle
    start 1 eth0 'igmp or udp'
    # A host name of its own, and a program that reads before it answers: see seeds/README.md.
    beside 3 unshare -u sh -c 'hostname host-3; exec socat -v "$1" "$2"' sh \
        UDP4-RECVFROM:7777,ip-add-membership=224.0.0.123:192.0.2.3,fork SYSTEM:'cat >/dev/null; hostname'
    printf 'typed into socat\n' | on 1 socat STDIO UDP4-DATAGRAM:224.0.0.123:7777 >/dev/null
    stop
}
