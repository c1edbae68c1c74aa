# shellcheck shell=bash disable=SC2154 # part of ../record
# What travels in datagrams as a stream: MPEG transport streams, market data, our own probes.

film() { # film SECONDS VIDEO OPTION…: ffmpeg on host 1 makes a small picture and a tone and sends them as OPTIONs say
    on 1 ffmpeg -loglevel error -re -f lavfi -i testsrc=size=64x48:rate=10 -f lavfi -i sine=440 -t "$1" \
        -c:v "$2" -g 10 -b:v 60k -maxrate 60k -bufsize 60k -c:a mp2 -b:a 32k "${@:3}"
}

#: ffmpeg on host 1 to 239.1.2.3:1234 over UDP (MPEG-2 video, MP2 audio, 1316 bytes a datagram), captured on host 2 | MPEG transport stream: PAT, PMT, SDT, PCR in adaptation fields, PES packets with PTS and DTS
mp2t.pcap() {
    start 2 eth0 'dst 239.1.2.3'
    film 1 mpeg2video -f mpegts 'udp://239.1.2.3:1234?pkt_size=1316&ttl=4&localaddr=192.0.2.1'
    stop
}

#: The same at a constant rate of 400 kbit/s (`-muxrate 400k`), H.264 video | Null packets, packets that are an adaptation field only
mp2t-cbr.pcap() {
    start 2 eth0 'dst 239.1.2.3'
    film 0.5 libx264 -muxrate 400k -f mpegts 'udp://239.1.2.3:1234?pkt_size=1316&ttl=4&localaddr=192.0.2.1'
    stop
}

#: tools/feed on host 1 to 239.1.2.3:26477, captured on host 2 (no Debian package speaks it) | MoldUDP64: messages, a heartbeat, a gap of two messages, the end of the session
moldudp64.pcap() {
    start 2 eth0 'dst 239.1.2.3'
    on 1 tools/feed moldudp64 239.1.2.3:26477
    stop
}

#: tools/feed on host 1 to 239.1.2.3:5004, captured on host 2 | Probes (docs/probe.md): one lost, two in the wrong order, one twice, one with a wrong byte, the last one marked
probe.pcap() {
    start 2 eth0 'dst 239.1.2.3'
    on 1 tools/feed probe 239.1.2.3:5004
    stop
}

#: ffmpeg on host 1 sends a tone to 239.1.2.3:5004 (RTP, PCMA, 80 bytes a datagram of which 12 and the headers were kept), captured on host 2; tools/spoil loses, doubles and holds back some of it, as `spoiled/rtp-spoiled.log` says | RTP with loss, repetitions and packets out of order, each known
rtp-spoiled.pcap() {
    start 2 eth0 'dst 239.1.2.3 and port 5004' -s 54
    on 1 ffmpeg -loglevel error -re -f lavfi -i sine=frequency=440:sample_rate=8000 -t 4 -c:a pcm_alaw -f rtp \
        'rtp://239.1.2.3:5004?ttl=4&localaddr=192.0.2.1&pkt_size=92'
    stop
    tools/spoil "$pcaps/$name" "$scratch/spoiled" src/main/resources/spoiled/rtp-spoiled.log --file --lose 5 --double 5 --hold 5 \
        --behind 3 --edge 10
    install -m 644 "$scratch/spoiled" "$pcaps/$name"
}
