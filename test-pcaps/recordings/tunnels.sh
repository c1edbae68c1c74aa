# shellcheck shell=bash disable=SC2154 # part of ../record
# Packets in packets. The kernel of the recording machine has VXLAN only, so that Open vSwitch's own datapath speaks the others.

switch() { # switch: Open vSwitch on host 1, of which nothing reaches the machine's own; br-phy has eth0 and its address, br-int is the host's
    export OVS_RUNDIR=$scratch/ovs
    mkdir -p "$OVS_RUNDIR"
    rm -f "$OVS_RUNDIR"/*
    ovsdb-tool create "$OVS_RUNDIR/conf.db" /usr/share/openvswitch/vswitch.ovsschema
    beside 1 ovsdb-server --remote="punix:$OVS_RUNDIR/db.sock" "$OVS_RUNDIR/conf.db"
    on 1 ovs-vsctl --no-wait init
    beside 1 ovs-vswitchd --pidfile "unix:$OVS_RUNDIR/db.sock"
    on 1 ovs-vsctl add-br br-phy -- set bridge br-phy datapath_type=netdev other-config:hwaddr=02:00:00:00:00:01 \
        -- add-port br-phy eth0 -- add-br br-int -- set bridge br-int datapath_type=netdev fail-mode=secure protocols=OpenFlow10,OpenFlow15 \
        -- add-port br-int to-phy -- set interface to-phy type=patch options:peer=to-int \
        -- add-port br-phy to-int -- set interface to-int type=patch options:peer=to-phy
    ip -n "$lab-h1" addr flush dev eth0
    ip -n "$lab-h1" addr add 192.0.2.1/24 dev br-phy
    ip -n "$lab-h1" link set br-phy up
    sysctls 1 ipv6.conf.br-int.disable_ipv6=1
    ip -n "$lab-h1" link set br-int address 02:00:00:00:01:01
    ip -n "$lab-h1" addr add 198.51.100.1/24 dev br-int
    ip -n "$lab-h1" link set br-int up
    on 1 ovs-appctl tnl/neigh/set br-phy 192.0.2.3 02:00:00:00:00:03
}

tunnel() { # tunnel NAME TYPE OPTION=VALUE…: a tunnel from host 1 to host 3
    on 1 ovs-vsctl add-port br-int "$1" -- set interface "$1" type="$2" options:remote_ip=192.0.2.3 "${@:3}"
}

through() { # through ACTIONS: what leaves br-int goes there
    on 1 ovs-ofctl add-flow br-int "in_port=LOCAL actions=$1"
}

say() { # say: a join of 239.1.2.3, a datagram to it, an echo request, from br-int
    on 1 tools/member br-int join=239.1.2.3 wait=1.2 &
    sleep 1
    printf 'through a tunnel' | on 1 socat -u - UDP4-DATAGRAM:239.1.2.3:5004,ip-multicast-if=198.51.100.1
    on 1 ping -qc 1 -W 1 -I br-int 239.1.2.3 >/dev/null || true
    wait $!
}

#: The kernel's VXLAN 42 between hosts 1 and 3: ping, a join of 239.1.2.3, datagrams, captured on host 1 | VXLAN: Ethernet with ARP, ICMP, IGMPv3, UDP inside UDP
vxlan.pcap() {
    local h
    for h in 1 3; do
        ip -n "$lab-h$h" link add vx0 address "02:00:00:00:01:0$h" type vxlan id 42 dev eth0 dstport 4789 remote "192.0.2.$((4 - h))"
        sysctls "$h" ipv6.conf.vx0.disable_ipv6=1
        ip -n "$lab-h$h" addr add "198.51.100.$h/24" dev vx0
        ip -n "$lab-h$h" link set vx0 up
    done
    start 1 eth0 udp port 4789
    on 1 ping -qc 1 198.51.100.3 >/dev/null
    on 3 tools/member vx0 join=239.1.2.3 wait=1.2 &
    sleep 1.1
    printf 'through a tunnel' | on 1 socat -u - UDP4-DATAGRAM:239.1.2.3:5004,ip-multicast-if=198.51.100.1
    wait $!
    stop 1
}

#: Open vSwitch on host 1, its own datapath; a join of 239.1.2.3, a datagram, an echo request, each through GRE (Ethernet, with key, sequence number and checksum; IP alone), GENEVE (with an option), GTP-U and VXLAN-GPE | IGMPv3, UDP and ICMP in five tunnels
tunnels.pcap() {
    switch
    tunnel gre0 gre options:key=42 options:seq=true options:csum=true
    tunnel gre1 gre options:packet_type=legacy_l3
    tunnel gen0 geneve options:key=43
    tunnel gtp0 gtpu options:key=44
    tunnel gpe0 vxlan options:key=45 options:exts=gpe options:dst_port=4790
    on 1 ovs-ofctl add-tlv-map br-int '{class=0x102,type=0x80,len=4}->tun_metadata0'
    through 'output:gre0,set_field:0x00010002->tun_metadata0,output:gen0,output:gpe0,output:gre1,output:gtp0'
    start 1 eth0 'ip proto 47 or udp'
    say
    stop 1
}

#: The same through ERSPAN type II and type III | Mirrored frames in GRE: session, index, direction
erspan.pcap() {
    switch
    tunnel er2 erspan options:key=10 options:erspan_ver=1 options:erspan_idx=5
    tunnel er3 erspan options:key=11 options:erspan_ver=2 options:erspan_dir=1 options:erspan_hwid=4
    through 'output:er2,output:er3'
    start 1 eth0 'ip proto 47'
    say
    stop 1
}

#: The same with two MPLS labels pushed on the IP packet, and with a Network Service Header before the frame | MPLS label stack before IP; NSH (MD type 1) before Ethernet
labels.pcap() {
    switch
    on 1 ovs-ofctl -O OpenFlow15 add-flow br-int 'in_port=LOCAL,ip actions=push_mpls:0x8847,set_field:17->mpls_label,set_field:3->mpls_tc,push_mpls:0x8847,set_field:100016->mpls_label,output:to-phy,pop_mpls:0x8847,pop_mpls:0x0800,encap(nsh(md_type=1)),set_field:0x123456->nsh_spi,set_field:0x11223344->nsh_c1,encap(ethernet),set_field:02:00:00:00:00:03->dl_dst,output:to-phy'
    start 1 eth0 'ether proto 0x894f or ether proto 0x8847'
    say
    stop 1
}

#: pppoe-server on host 3 and pppoe-discovery on host 1, captured there | PPPoE discovery: initiation and offer, with tags
pppoe.pcap() {
    beside 3 pppoe-server -F -I eth0 -C concentrator -S multicast -N 4
    start 1 eth0 'ether proto 0x8863'
    on 1 pppoe-discovery -I eth0 -U >/dev/null
    stop
}

#: raw.pcap, every packet in PPPoE, in IP, in L2TP and in an Ethernet pseudowire over MPLS, by tools/carry | PPPoE session, IP in IP (4 and 6), L2TP version 2, pseudowire with control word
carried.pcap() {
    tools/carry ethernet "$pcaps/raw.pcap" "$pcaps/$name"
}

#: raw.pcap in PPP, by tools/carry | PPP with and without address and control
ppp.pcap() {
    tools/carry ppp "$pcaps/raw.pcap" "$pcaps/$name"
}

#: raw.pcap in Cisco's HDLC, by tools/carry | Cisco HDLC
chdlc.pcap() {
    tools/carry chdlc "$pcaps/raw.pcap" "$pcaps/$name"
}

#: raw.pcap in frame relay, by tools/carry | Frame relay: as RFC 2427 and as Cisco has it
frame-relay.pcap() {
    tools/carry frelay "$pcaps/raw.pcap" "$pcaps/$name"
}

#: raw.pcap in NFLOG's attributes, by tools/carry | NFLOG: hook, prefix, payload
nflog.pcap() {
    tools/carry nflog "$pcaps/raw.pcap" "$pcaps/$name"
}
