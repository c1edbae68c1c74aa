package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Names;

/** EtherTypes by name (IEEE's registry, as far as published; IANA ieee-802-numbers). */
final class EtherTypes {
    static final Names NAMES = Names.lines("""
            0x0600 XNS IDP
            0x0800 IPv4
            0x0801 X.75 Internet
            0x0805 X.25 level 3
            0x0806 ARP
            0x0808 Frame Relay ARP
            0x0842 Wake-on-LAN
            0x0bad Banyan VINES
            0x22df SSDP over Ethernet
            0x22e2 IEEE 802.1Qcw
            0x22ea Stream Reservation
            0x22f0 AVTP (IEEE 1722)
            0x22f1 Robust Header Compression
            0x22f3 TRILL
            0x22f4 L2 IS-IS
            0x6001 DEC MOP Dump/Load
            0x6002 DEC MOP Remote Console
            0x6003 DECnet Phase IV
            0x6004 DEC LAT
            0x6007 DEC LAVC
            0x6558 Transparent Ethernet Bridging
            0x6559 Raw Frame Relay
            0x8035 RARP
            0x809b AppleTalk
            0x80d5 IBM SNA
            0x80f3 AppleTalk ARP
            0x8100 802.1Q Virtual LAN
            0x8102 Simple Loop Protection
            0x8103 Virtual Link Aggregation Control
            0x8137 IPX
            0x814c SNMP
            0x8191 NetBEUI
            0x8204 QNX Qnet
            0x86dd IPv6
            0x876b TCP/IP header compression
            0x876c IP autonomous systems
            0x876d Secure data
            0x8808 Ethernet flow control
            0x8809 Slow Protocols
            0x880b PPP
            0x880c GSMP
            0x8819 CobraNet
            0x8822 NIC test
            0x8847 MPLS
            0x8848 MPLS with upstream-assigned label
            0x8861 Multicast Channel Allocation
            0x8863 PPPoE Discovery
            0x8864 PPPoE Session
            0x8870 Jumbo LLC
            0x887b HomePlug 1.0
            0x888e 802.1X Authentication
            0x8892 PROFINET
            0x8899 Realtek Layer 2
            0x889a HyperSCSI
            0x88a2 ATA over Ethernet
            0x88a4 EtherCAT
            0x88a8 802.1ad Provider Bridge (Q-in-Q)
            0x88ab Ethernet Powerlink
            0x88b5 Local Experimental Ethertype 1
            0x88b6 Local Experimental Ethertype 2
            0x88b7 OUI Extended Ethertype
            0x88b8 GOOSE
            0x88b9 GSE
            0x88ba IEC 61850 Sampled Values
            0x88bf MikroTik RoMON
            0x88c7 802.11i Pre-Authentication
            0x88ca TIPC
            0x88cc LLDP
            0x88cd SERCOS III
            0x88dc WSMP
            0x88e1 HomePlug AV
            0x88e3 MRP
            0x88e5 802.1AE MACsec
            0x88e7 802.1ah Provider Backbone Bridge
            0x88ee Ethernet Local Management Interface
            0x88f5 MVRP
            0x88f6 MMRP
            0x88f7 PTP over Ethernet
            0x88f8 NC-SI
            0x88fb PRP and HSR supervision
            0x8902 Connectivity Fault Management
            0x8906 Fibre Channel over Ethernet
            0x890d 802.11 TDLS
            0x8914 FCoE Initialization
            0x8915 RoCE
            0x891d TTEthernet Protocol Control
            0x892d Bluetooth bridging
            0x892f HSR
            0x893a IEEE 1905.1
            0x893b TRILL Fine Grained Labels
            0x8940 ECP
            0x8946 TRILL RBridge Channel
            0x8947 GeoNetworking
            0x894f NSH
            0x9000 Configuration Test (loopback)
            0x9021 RTnet
            0x9022 RTnet configuration
            0x9100 802.1Q tag, before 802.1ad
            0x9998 ELTEX
            0x99fe Cisco FabricPath data center
            0xa0ed LoWPAN encapsulation
            0xb7ea GRE Control Channel
            0xc0de eXpressive Internet Protocol
            0xc0df Neighborhood Watch Protocol
            0xd00d Digium TDM over Ethernet
            0xfcfc Fibre Channel over Ethernet, early
            """);

    private EtherTypes() {}
}
