# shellcheck shell=bash disable=SC2154 # part of ../record
# The same traffic at two points, and two feeds of the same packets.

between() { # between OPTION…: tools/spoil between host 1 and the bridge; its interfaces in t1 are host and port
    ./lab trunk "$lab" 1
    beside t1 tools/spoil host port "$scratch/log" "$@"
}

#: ffmpeg (RTP, A-law, 20 ms), tools/feed (MoldUDP64) and socat on host 1, through tools/spoil, which loses, doubles and holds back frames and lowers TTLs as a router does; captured before it. Of 139 frames 18 are lost, 9 doubled, 10 held back, the last one beyond the end | Point A of a comparison
points-a.pcap() {
    local beyond
    settle
    between --seed 7 --lose 8 --double 6 --hold 5 --routed --dscp 8
    ./lab run "$lab" t1 tcpdump -Z root --immediate-mode -U -w "$scratch/beyond" -i port 'dst net 224.0.0.0/4 and udp' 2>/dev/null &
    beyond=$!
    jobs+=("$beyond")
    start t1 host 'dst net 224.0.0.0/4 and udp'
    on 1 ffmpeg -loglevel error -re -f lavfi -i sine=440 -t 1.5 -ar 8000 -c:a pcm_alaw -f rtp \
        'rtp://239.1.2.3:5004?ttl=4&localaddr=192.0.2.1&pkt_size=172' >/dev/null
    on 1 tools/feed moldudp64 239.1.2.4:26477
    for _ in 1 2 3 4; do
        speak 1 239.1.2.5:5005 ,ip-multicast-ttl=8 'still here'
        sleep 0.3
    done
    stop
    kill -INT "$beyond"
    wait "$beyond" || true
    install -m 644 "$scratch/beyond" "$pcaps/points-b.pcap"
}

#: Recorded together with points-a.pcap, behind tools/spoil | Point B of a comparison: loss, duplicates, reordering, TTL and DSCP changed
points-b.pcap() {
    name=points-a.pcap points-a.pcap
}

#: ffmpeg on host 1 (RTP, A-law), each packet sent by tools/feed to 239.1.2.3:5004 and to 239.2.2.3:5004, through tools/spoil, which loses some; captured behind it | Two feeds of the same packets (SMPTE 2022-7), each with losses, few of them in both; sequence numbers wrap
feeds.pcap() {
    settle
    between --seed 5 --lose 15 --hold 5
    start t1 port 'dst port 5004'
    beside 1 tools/feed copy 239.1.2.3:5004 239.2.2.3:5004
    on 1 ffmpeg -loglevel error -re -f lavfi -i sine=440 -t 1 -ar 8000 -c:a pcm_alaw -f rtp -seq 65500 \
        'rtp://127.0.0.1:6000?pkt_size=172' >/dev/null
    stop
}
