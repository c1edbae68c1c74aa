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

desk() { # desk HOST: OLA there, with Art-Net and sACN
    local conf=$scratch/ola$1
    mkdir -p "$conf"
    for plugin in dummy espnet gpio karate kinet milinst nanoleaf opendmx openpixelcontrol osc pathport sandnet shownet spi stageprofi renard uartdmx usbdmx usbserial ftdidmx; do
        echo 'enabled = false' >"$conf/ola-$plugin.conf"
    done
    printf '%s\n' 'enabled = true' "ip = 192.0.2.$1" 'output_ports = 2' "short_name = desk $1" 'always_broadcast = true' 'use_limited_broadcast = true' >"$conf/ola-artnet.conf"
    printf '%s\n' 'enabled = true' "ip = 192.0.2.$1" "cid = 00010203-0405-0607-0809-0a0b0c0d0e0$1" 'draft_discovery = true' 'input_ports = 1' 'output_ports = 1' >"$conf/ola-e131.conf"
    chmod 755 "$scratch"
    chown -R olad "$conf"
    ip -n "$lab-h$1" route add 255.255.255.255/32 dev eth0
    beside "$1" runuser -u olad -- olad -c "$conf" --no-http -i eth0
}

#: OLA's olad on hosts 1 and 3, patched to universes 1 (Art-Net) and 2 (sACN), levels set on host 1; captured there | Levels of Art-Net and sACN of a real desk, sACN's end of a universe, discovery by the draft
lights.pcap() {
    settle
    desk 1
    desk 3
    sleep 2
    start 1 eth0 'udp port 5568 or udp port 6454'
    on 1 ola_patch -d 1 -p 0 -u 1
    on 3 ola_patch -d 1 -p 0 -i -u 1
    on 1 ola_patch -d 2 -p 0 -u 2
    on 1 ola_set_dmx -u 1 -d 255,128,0,7
    on 1 ola_set_dmx -u 2 -d 255,128,0,7
    sleep 11
    on 1 ola_patch -d 2 -p 0 -u 2 --unpatch
    stop 1
}

#: Frames made by tools/wire, as before | sACN over IPv4 and IPv6: levels, a preview, the end of a universe, the draft, synchronization, discovery; a session; counts and lengths that lie, one packet cut
sacn.pcap() {
    wired 'udp port 5568' sacn
}

#: Frames made by tools/wire, as before | Art-Net: every operation that has fields here, one unknown, one cut, one with too great a length
artnet.pcap() {
    wired 'udp port 6454' artnet
}

performer() { # performer HOST ARGUMENT…: Cyclone DDS's ddsperf there
    # shellcheck disable=SC2016 # for ddsperf's own reading
    on "$1" env 'CYCLONEDDS_URI=<General><Interfaces><NetworkInterface name="eth0"/></Interfaces></General>' ddsperf -D 2 -T KS "${@:2}" >/dev/null 2>&1 || true
}

#: Cyclone DDS's ddsperf publishes on host 3 and subscribes on host 1, captured there | RTPS of a real DDS: participants and endpoints found (SPDP, SEDP), heartbeats, acknacks, data, what is said on leaving
dds.pcap() {
    settle
    start 1 eth0 'udp and less 700 and ip[6:2] & 0x3fff = 0' # no fragments
    performer 1 sub &
    sleep 0.5
    performer 3 pub 2Hz
    wait $!
    stop
}

#: Frames made by tools/wire, as before | RTPS in either byte order: every submessage, parameters of participants and endpoints; version 1, a ping; lengths that lie, one packet cut
rtps.pcap() {
    wired 'udp' rtps
}

#: Frames made by tools/wire, as before: no packaged software speaks SOME/IP | SOME/IP service discovery: every entry and option, unknown ones, arrays that lie; requests, an error, a segment, three messages in a datagram; one packet cut
someip.pcap() {
    wired 'udp port 30490' someip
}

#: Frames made by tools/wire, as before: olsrd is no longer packaged | OLSR over either IP: hello, TC, MID, HNA, olsrd's link quality and names, unknown messages; sizes that lie, one packet cut
olsr.pcap() {
    wired 'udp port 698' olsr
}

#: Frames made by tools/wire, as before: the kernel's own registrars need devices that the lab has none of | GMRP and GVRP, MMRP, MVRP and MSRP: every attribute; lists without end, one packet cut
registration.pcap() {
    wired 'not ip and not ip6 and not arp' registration
}

#: Frames made by tools/wire, as before: Ultra Messaging is not packaged | LBT-RM at its usual groups and ports: data, session messages, NAKs, what answers them; elsewhere; counts that lie, one packet cut
lbtrm.pcap() {
    wired 'udp' lbtrm
}

quotes() { # quotes HOST KIND CODE: a socket of ZeroMQ, in the Python of Debian itself, which finds its zmq
    on "$1" /usr/bin/python3 -c "import time, zmq
socket = zmq.Context().socket(zmq.$2)
socket.setsockopt(zmq.RATE, 1000)
$3"
}

#: ZeroMQ's publisher on host 1 and subscriber on host 3, which loses every fifth packet (nft), captured on host 1 | PGM of a real transport: data, source path messages, NAKs and what answers them, repairs, the end of a session
pgm-zmq.pcap() {
    settle
    on 3 nft 'add table ip lose; add chain ip lose in { type filter hook prerouting priority -300; }; add rule ip lose in ip protocol 113 numgen inc mod 5 == 4 drop'
    start 1 eth0 'ip proto 113'
    quotes 3 SUB 'socket.setsockopt(zmq.SUBSCRIBE, b"")
socket.connect("pgm://192.0.2.3;239.1.2.3:7500")
time.sleep(5)' &
    sleep 1
    quotes 1 PUB 'socket.connect("pgm://192.0.2.1;239.1.2.3:7500")
time.sleep(0.3)
for i in range(8):
    socket.send(b"quote %d" % i)
    time.sleep(0.1)
time.sleep(1)'
    wait $!
    stop
}
