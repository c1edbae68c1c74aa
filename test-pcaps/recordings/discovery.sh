# shellcheck shell=bash disable=SC2154 # part of ../record
# How hosts get addresses and find services and devices. Needs Debian's dnsmasq-base, udhcpc, isc-dhcp-client, libcoap3-bin, knxd, wsdd.

made() { # made FILTER SET…: frames of tools/discovery from host 1, captured there
    settle
    start 1 eth0 "$1"
    on 1 tools/discovery eth0 "${@:2}"
    stop
}

#: dnsmasq on host 3 gives host 1 addresses: udhcpc asks and releases, dhclient asks for IPv6 and releases; captured on host 1 | DHCP of real software: discover, offer, request, acknowledgement, release; DHCPv6: solicit, advertise, request, reply, release
dhcp-dnsmasq.pcap() {
    mkdir -p "$scratch/lease"
    printf '#!/bin/sh\n' >"$scratch/lease/script"
    chmod 755 "$scratch" "$scratch/lease" "$scratch/lease/script"
    beside 3 dnsmasq -k -C /dev/null -u root --port=0 --no-ping --pid-file= --dhcp-leasefile="$scratch/lease/leases" --domain=example.org \
        --dhcp-range=192.0.2.100,192.0.2.110,10m --dhcp-range=2001:db8::1000,2001:db8::10ff,64,10m \
        --dhcp-option=option:ntp-server,192.0.2.123 --dhcp-option=option:domain-search,example.org,eng.example.org \
        --dhcp-option=option:classless-static-route,198.51.100.0/24,192.0.2.254 --dhcp-option=option6:dns-server,2001:db8::53 \
        --dhcp-option=option6:ntp-server,2001:db8::123 --dhcp-option=option6:domain-search,example.org
    settle
    start 1 eth0 'udp port 67 or udp port 68 or udp port 546 or udp port 547'
    on 1 timeout 8 udhcpc -f -n -q -R -i eth0 -x hostname:host-1 -s "$scratch/lease/script" -t 5 -T 1 >/dev/null 2>&1 || true
    on 1 timeout 6 dhclient -6 -1 -cf /dev/null -sf "$scratch/lease/script" -lf "$scratch/lease/client" -pf "$scratch/lease/pid" eth0 >/dev/null 2>&1 || true
    on 1 timeout 4 dhclient -6 -r -cf /dev/null -sf "$scratch/lease/script" -lf "$scratch/lease/client" -pf "$scratch/lease/pid" eth0 >/dev/null 2>&1 || true
    stop
}

#: Messages made by tools/discovery, sent and captured on host 1: software does not speak all of these | DHCP options of every form, client identifiers, options in the names of server and file, BOOTP without options, some that are cut
dhcp.pcap() {
    made 'udp port 67 or udp port 68' dhcp
}

#: Messages made by tools/discovery, as before | DHCPv6 options of every form, relayed twice, with identity associations, prefixes, softwires, failover; an option larger than the one it is in
dhcpv6.pcap() {
    made 'udp port 546 or udp port 547' dhcpv6
}

#: Messages made by tools/discovery, as before: Debian has no SLP | Every message of SLP versions 2 and 1, with authentication blocks, an extension, lists, one of an unknown function, one that is cut
slp.pcap() {
    made 'udp port 427' slp
}

#: coap-server of libcoap on host 3 joins 224.0.1.187 and ff02::fd, coap-client on host 1 asks the groups for what there is, reads, writes, observes, and asks for what is not there; captured on host 1 | CoAP of real software: discovery by groups, responses with content formats, blocks, an observation with its notifications, an error
coap-libcoap.pcap() {
    beside 3 coap-server-notls -A 0.0.0.0 -g 224.0.1.187
    beside 3 coap-server-notls -A :: -g ff02::fd%eth0
    settle
    start 1 eth0 'udp port 5683'
    on 1 coap-client-notls -N -B 2 -m get coap://224.0.1.187/.well-known/core >/dev/null 2>&1 || true
    on 1 coap-client-notls -N -B 2 -m get 'coap://[ff02::fd%eth0]/.well-known/core' >/dev/null 2>&1 || true
    on 1 coap-client-notls -B 2 -m get coap://192.0.2.3/time >/dev/null 2>&1 || true
    on 1 coap-client-notls -B 2 -m put -e 20000 coap://192.0.2.3/example_data >/dev/null 2>&1 || true
    on 1 coap-client-notls -B 4 -s 3 -m get 'coap://192.0.2.3/time?ticks' >/dev/null 2>&1 || true
    on 1 coap-client-notls -B 2 -m get coap://192.0.2.3/nowhere >/dev/null 2>&1 || true
    stop
}

#: Messages made by tools/discovery, sent and captured on host 1 | CoAP with every option, OSCORE, long deltas and lengths, a long token, no payload behind its marker; some that are cut or not valid
coap.pcap() {
    made 'udp port 5683' coap
}

#: knxd on hosts 1 and 3 as KNXnet/IP routers with a bus that is not there (`dummy:`), knxtool on host 1 writes to and reads from group addresses; a search made by tools/discovery; captured on host 1 | KNX/IP of real software: a response to the search, routing indications to 224.0.23.12
knx-knxd.pcap() {
    settle
    for host in 1 3; do
        beside "$host" knxd -e "1.1.$host" -E "1.1.1$host:4" -i6720 -D -T -R -Ieth0 -S224.0.23.12 -b dummy:
    done
    start 1 eth0 'udp port 3671'
    on 1 tools/discovery eth0 search
    sleep 0.5
    on 1 knxtool groupswrite ip:127.0.0.1:6720 1/2/3 1 >/dev/null 2>&1 || true
    on 1 knxtool groupwrite ip:127.0.0.1:6720 1/2/4 0c 65 >/dev/null 2>&1 || true
    on 1 knxtool groupread ip:127.0.0.1:6720 1/2/3 >/dev/null 2>&1 || true
    on 3 knxtool groupresponse ip:127.0.0.1:6720 1/2/3 1 >/dev/null 2>&1 || true
    stop 1
}

#: Messages made by tools/discovery, sent and captured on host 1 | KNX/IP: every service of core, management, tunnelling, routing and security, every description, telegrams with additional information, properties and control; some that are cut or of another version
knx.pcap() {
    made 'udp port 3671' knx
}

#: wsdd as a host on host 3 and looking for hosts on host 1, then ended; captured on host 1 | WS-Discovery of real software: hello, probe and its matches, resolve and its matches, bye
wsd-wsdd.pcap() {
    settle
    start 1 eth0 'udp port 3702'
    beside 3 wsdd -i eth0 -4 -n HOST-3 -U 00000000-0000-4000-8000-000000000003
    local host=${jobs[-1]}
    sleep 2
    beside 1 wsdd -i eth0 -4 -o -D -l "$scratch/wsdd"
    sleep 5
    kill -TERM "$host"
    stop 3
}

#: Messages made by tools/discovery, sent and captured on host 1 | WS-Discovery: every message, as cameras send them; entities in a document type, comments, CDATA, text that is cut and text that is none
wsd.pcap() {
    made 'udp port 3702' wsd
}

#: Frames made by tools/discovery, sent and captured on host 1 | AppleTalk to its broadcast group: a lookup of a name, routes with and without ranges, another protocol, address resolution; two that are cut
appletalk.pcap() {
    made 'ether dst 09:00:07:ff:ff:ff' appletalk
}

#: Messages made by tools/discovery, sent and captured on host 1 | CAPWAP: a controller looked for by its group, its answer; multicast of stations to a group of access points, as IEEE 802.11 and 802.3; encrypted, a fragment, one that is cut
capwap.pcap() {
    made 'udp and port 12380' capwap
}

#: Frames made by tools/discovery, sent and captured on host 1 | Protocols that are told by name only, to their groups of the link
named.pcap() {
    made 'not ip and not ip6 and not arp' named
}
