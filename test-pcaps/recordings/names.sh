# shellcheck shell=bash disable=SC2154 # part of ../record
# Names and clocks.

#: dnsmasq on host 3 asked by dig on host 1 for records of many types, over UDP and TCP, and for a name that does not exist | DNS: A, AAAA, PTR, CNAME, MX, SRV, TXT, NAPTR, CAA, HINFO, LOC, SSHFP, DS, HTTPS and others; EDNS with cookie and client subnet; two bytes of length over TCP
dns.pcap() {
    local type
    beside 3 dnsmasq -k -C /dev/null -u root --no-resolv --no-hosts --listen-address=192.0.2.3 --bind-interfaces --pid-file= \
        --host-record=www.example.org,192.0.2.80,2001:db8::80 --cname=alias.example.org,www.example.org \
        --mx-host=example.org,mail.example.org,10 --srv-host=_sip._udp.example.org,www.example.org,5060,1,2 \
        --txt-record=example.org,'v=spf1 -all','second string' --ptr-record=80.2.0.192.in-addr.arpa,www.example.org \
        --naptr-record=example.org,100,50,s,SIP+D2U,,_sip._udp.example.org --caa-record=example.org,0,issue,ca.example.net \
        --auth-server=ns.example.org,eth0 --auth-zone=example.org \
        --dns-rr=example.org,13,05494e54454c054c494e5558 --dns-rr=example.org,29,0012161389173db0805e5c6000989a80 \
        --dns-rr=example.org,44,0102000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f \
        --dns-rr=example.org,43,ec450502000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f \
        --dns-rr=example.org,65,00010000010006026832026833000400040a000001
    start 1 eth0 'port 53'
    for type in A AAAA; do on 1 dig +short +tries=1 @192.0.2.3 www.example.org $type >/dev/null; done
    on 1 dig +short +tries=1 @192.0.2.3 -x 192.0.2.80 >/dev/null
    on 1 dig +short +tries=1 @192.0.2.3 alias.example.org +subnet=198.51.100.0/24 >/dev/null
    for type in MX TXT NAPTR CAA HINFO LOC SSHFP DS TYPE65; do
        on 1 dig +short +tries=1 @192.0.2.3 example.org $type >/dev/null
    done
    on 1 dig +short +tries=1 @192.0.2.3 _sip._udp.example.org SRV >/dev/null
    on 1 dig +short +tries=1 @192.0.2.3 nobody.example.org >/dev/null
    on 1 dig +short +tries=1 +tcp @192.0.2.3 example.org MX >/dev/null
    stop
}

#: avahi-daemon on host 3 (`enable-dbus=no`, an HTTP service), asked by a socket of host 1 for its service, once with the QU bit, captured on host 2 | mDNS over IPv4 and IPv6: probes with authority records, announcements with the cache-flush bit, PTR, SRV, TXT, A, AAAA, a query and its answers
mdns.pcap() {
    mkdir -p "$scratch/avahi/services"
    cat >"$scratch/avahi/avahi-daemon.conf" <<'END'
[server]
host-name=host-3
enable-dbus=no
allow-interfaces=eth0
[publish]
publish-workstation=no
END
    cat >"$scratch/avahi/services/http.service" <<'END'
<service-group><name>A page</name><service><type>_http._tcp</type><port>80</port><txt-record>path=/</txt-record></service></service-group>
END
    start 2 eth0 'port 5353'
    beside 3 unshare -m sh -c 'mount --bind "$1" /etc/avahi/services; mount -t tmpfs none /run/avahi-daemon 2>/dev/null; exec avahi-daemon --no-drop-root --no-chroot -f "$2"' sh \
        "$scratch/avahi/services" "$scratch/avahi/avahi-daemon.conf"
    sleep 4
    on 1 tools/ask 224.0.0.251:5353 _http._tcp.local 12 1
    sleep 0.5
    on 1 tools/ask 224.0.0.251:5353 host-3.local 255 8001
    stop 1.5
}

#: Sockets of hosts 1 and 3 (tools/ask), host 3 answering for its name as RFC 4795 has it, captured on host 1 | LLMNR: queries for A and AAAA to 224.0.0.252, a response; the flags are C, TC and T
llmnr.pcap() {
    settle
    beside 3 tools/ask --answer 224.0.0.252:5355 host-3 192.0.2.3
    start 1 eth0 'udp port 5355'
    on 1 tools/ask 224.0.0.252:5355 host-3 1 1
    on 1 tools/ask 224.0.0.252:5355 nobody 28 1
    stop 1
}

#: ptp4l on hosts 1 and 3 with software time stamps, over UDP and over Ethernet, and pmc asking over UDP, captured on host 2 | PTPv2: Announce, Sync, Follow_Up, management messages with data sets, requests and responses
ptp.pcap() {
    settle
    start 2 eth0 'port 319 or port 320 or ether proto 0x88f7'
    local pid
    beside 3 ptp4l -4 -S -i eth0 --priority1=100 --logAnnounceInterval=0 --uds_address="$scratch/a" --free_running=1
    beside 1 ptp4l -4 -S -i eth0 --logAnnounceInterval=0 --uds_address="$scratch/b" --free_running=1
    sleep 4
    on 1 pmc -4 -i eth0 -b 1 'GET DEFAULT_DATA_SET' 'GET CURRENT_DATA_SET' 'GET PORT_DATA_SET' 'GET CLOCK_DESCRIPTION' >/dev/null || true
    for pid in "${jobs[@]:1}"; do kill "$pid" 2>/dev/null || true; done
    beside 3 ptp4l -2 -P -S -i eth0 --priority1=100 --logAnnounceInterval=0 --uds_address="$scratch/c" --free_running=1
    beside 1 ptp4l -2 -P -S -i eth0 --logAnnounceInterval=0 --uds_address="$scratch/d" --free_running=1
    sleep 3
    stop
}

#: chronyd on host 3 serving and broadcasting its own clock (`local stratum 3`), chronyd on host 1 asking (`-Q`), captured on host 1 | NTP: client, server and broadcast messages
ntp.pcap() {
    printf '%s\n' 'local stratum 3' 'allow' 'broadcast 2 192.0.2.255' "pidfile $scratch/c3.pid" 'cmdport 0' 'bindcmdaddress /' >"$scratch/chrony3"
    printf '%s\n' 'server 192.0.2.3 iburst' "pidfile $scratch/c1.pid" 'cmdport 0' 'bindcmdaddress /' >"$scratch/chrony1"
    settle
    start 1 eth0 'udp port 123'
    beside 3 chronyd -d -x -u root -f "$scratch/chrony3"
    on 1 timeout 12 chronyd -Q -t 10 -u root -f "$scratch/chrony1" >/dev/null 2>&1 || true
    stop 2
}

#: gssdp-discover on host 1 searches, a socket of host 3 (tools/ask) announces and answers as a device does, captured on host 1 | SSDP: M-SEARCH, NOTIFY alive, a response
ssdp.pcap() {
    settle
    start 1 eth0 'udp port 1900'
    beside 1 gssdp-discover -i eth0 -n 3
    on 3 tools/ask --ssdp 239.255.255.250:1900
    stop 3
}

#: nmblookup on host 1 for a name and for master browsers, nobody answering, captured on host 1 | NetBIOS names: broadcast queries, one with control characters in the name
nbns.pcap() {
    printf '[global]\nworkgroup = LAB\ninterfaces = eth0\n' >"$scratch/smb.conf"
    start 1 eth0 'udp port 137'
    on 1 nmblookup -s "$scratch/smb.conf" HOST-3 >/dev/null || true
    on 1 nmblookup -s "$scratch/smb.conf" -M -- - >/dev/null || true
    stop
}
