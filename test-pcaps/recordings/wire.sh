# shellcheck shell=bash disable=SC2154 # part of ../record
# Feeds, fieldbuses and what else speaks to groups.

wired() { # wired FILTER SET…: frames of tools/wire from host 1, captured there
    settle
    start 1 eth0 "$1"
    on 1 tools/wire eth0 "${@:2}"
    stop
}

#: Frames made by tools/wire, sent and captured on host 1: no packaged software speaks PGM | PGM over IPv4 and IPv6: every type of packet, every option, among them two that lie about their length; one packet cut
pgm.pcap() {
    wired 'ip proto 113 or ip6 proto 113' pgm
}
