# shellcheck shell=bash disable=SC2154 # part of ../record
# RTP and what announces it. Needs ffmpeg.

#: ffmpeg on host 1 announces a tone by SAP and sends it to 239.1.2.3:5004, captured on host 2 | SAP with SDP, the RTP (payload type 97, Opus) and RTCP reports it announces, the deletion
sap-rtp.pcap() {
    start 2 eth0 'udp and host 192.0.2.1'
    on 1 ffmpeg -v error -re -f lavfi -i sine=frequency=440 -t 1.5 -c:a libopus -frame_duration 60 -b:a 12k \
        -f sap 'sap://239.1.2.3:5004?ttl=4'
    stop
}

#: ffmpeg on host 1 sends MPEG-TS in RTP to 239.1.2.3:5004, captured on host 2 | Payload type 33, and nothing announces it; RTCP beside it
rtp-mp2t.pcap() {
    start 2 eth0 'udp and host 192.0.2.1'
    on 1 ffmpeg -v error -re -f lavfi -i testsrc=size=128x96:rate=10 -t 1.2 -c:v mpeg2video -b:v 150k \
        -f rtp_mpegts 'rtp://239.1.2.3:5004?ttl=4'
    stop
}

#: ffmpeg on host 1 publishes a tone to ffmpeg on host 3 by RTSP, captured on host 3 | ANNOUNCE with SDP, SETUP, RECORD, the RTP and RTCP that were agreed on, receiver reports
rtsp.pcap() {
    beside 3 ffmpeg -v error -rtsp_flags listen -i rtsp://192.0.2.3:8554/tone -f null -
    start 3 eth0 'tcp port 8554 or udp and host 192.0.2.1'
    on 1 ffmpeg -v error -re -f lavfi -i sine=frequency=440 -t 1.2 -c:a pcm_mulaw -ar 8000 \
        -f rtsp -rtsp_transport udp rtsp://192.0.2.3:8554/tone
    stop
}
