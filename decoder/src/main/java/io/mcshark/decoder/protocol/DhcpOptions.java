package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;
import java.util.BitSet;
import java.util.stream.Collectors;

/** The options of DHCP: number, form, field, label. IANA's registry "BOOTP Vendor Extensions and DHCP Options"; RFC 2132 unless {@link DhcpParts} says other. */
final class DhcpOptions {
    /**
     * The forms: {@code ip} an address, {@code ips} addresses, {@code pair} pairs of them, {@code u8}, {@code u16}, {@code u32}, {@code i32} a number of
     * exactly so many bits, {@code u8s}, {@code u16s} numbers, {@code bool} one of 8 bits, {@code text}, {@code time} of 32 bits, {@code own} made by
     * {@link DhcpParts}, {@code -} nothing but its bytes.
     */
    static final String TABLE = """
            0 - - Padding
            1 ip subnet_mask Subnet Mask
            2 i32 time_offset Time Offset
            3 ips router Router
            4 ips time_server Time Server
            5 ips name_server Name Server
            6 ips domain_name_server Domain Name Server
            7 ips log_server Log Server
            8 ips quotes_server Quotes Server
            9 ips lpr_server LPR Server
            10 ips impress_server Impress Server
            11 ips resource_location_server Resource Location Server
            12 text hostname Host Name
            13 u16 boot_file_size Boot File Size
            14 text merit_dump_file Merit Dump File
            15 text domain_name Domain Name
            16 ip swap_server Swap Server
            17 text root_path Root Path
            18 text extension_path Extensions Path
            19 bool ip_forwarding IP Forwarding
            20 bool non_local_source_routing Non-Local Source Routing
            21 pair policy_filter.ip,policy_filter.subnet_mask Policy Filter
            22 u16 max_datagram_reassembly_size Maximum Datagram Reassembly Size
            23 u8 default_ip_ttl Default IP Time-to-Live
            24 u32 path_mtu_aging_timeout Path MTU Aging Timeout
            25 u16s path_mtu_plateau_table_item Path MTU Plateau Table
            26 u16 interface_mtu Interface MTU
            27 bool all_subnets_are_local All Subnets are Local
            28 ip broadcast_address Broadcast Address
            29 bool perform_mask_discovery Perform Mask Discovery
            30 bool mask_supplier Mask Supplier
            31 bool perform_router_discover Perform Router Discovery
            32 ip router_solicitation_address Router Solicitation Address
            33 pair static_route.ip,static_route.router Static Route
            34 bool trailer_encapsulation Trailer Encapsulation
            35 u32 arp_cache_timeout ARP Cache Timeout
            36 bool ethernet_encapsulation Ethernet Encapsulation
            37 u8 tcp_default_ttl TCP Default TTL
            38 u32 tcp_keepalive_interval TCP Keepalive Interval
            39 bool tcp_keepalive_garbage TCP Keepalive Garbage
            40 text nis_domain Network Information Service Domain
            41 ips nis_server Network Information Service Servers
            42 ips ntp_server Network Time Protocol Servers
            43 own vendor.value Vendor-Specific Information
            44 ips netbios_over_tcpip_name_server NetBIOS over TCP/IP Name Server
            45 ips netbios_over_tcpip_dd_name_server NetBIOS over TCP/IP Datagram Distribution Server
            46 u8 netbios_over_tcpip_node_type NetBIOS over TCP/IP Node Type
            47 text netbios_over_tcpip_scope NetBIOS over TCP/IP Scope
            48 ips xwindows_system_font_server X Window System Font Server
            49 ips xwindows_system_display_manager X Window System Display Manager
            50 ip requested_ip_address Requested IP Address
            51 u32 ip_address_lease_time IP Address Lease Time
            52 own option_overload Option Overload
            53 own dhcp DHCP Message Type
            54 ip dhcp_server_id DHCP Server Identifier
            55 u8s request_list_item Parameter Request List
            56 text message Message
            57 u16 dhcp_max_message_size Maximum DHCP Message Size
            58 u32 renewal_time_value Renewal Time Value
            59 u32 rebinding_time_value Rebinding Time Value
            60 text vendor_class_id Vendor class identifier
            61 own client_id Client identifier
            62 - - NetWare/IP Domain
            63 - - NetWare/IP Options
            64 text nis_plus_domain Network Information Service+ Domain
            65 ips nis_plus_server Network Information Service+ Servers
            66 text tftp_server_name TFTP Server Name
            67 text bootfile_name Bootfile name
            68 ips mobile_ip_home_agent Mobile IP Home Agent
            69 ips smtp_server SMTP Server
            70 ips pop3_server POP3 Server
            71 ips nntp_server NNTP Server
            72 ips default_www_server Default WWW Server
            73 ips default_finger_server Default Finger Server
            74 ips default_irc_server Default IRC Server
            75 ips streettalk_server StreetTalk Server
            76 ips streettalk_da_server StreetTalk Directory Assistance Server
            77 own user_class User Class Information
            78 own slp_directory_agent SLP Directory Agent
            79 own slp_service_scope SLP Service Scope
            80 - - Rapid commit
            81 own fqdn Client Fully Qualified Domain Name
            82 own agent_information_option Relay Agent Information
            83 - - iSNS
            85 ips novell_dss.ip Novell Directory Services Servers
            86 text novell_ds_tree_name Novell Directory Services Tree Name
            87 text novell_ds_context Novell Directory Services Context
            88 - - BCMCS Controller Domain Names
            89 - - BCMCS Controller Addresses
            90 own authentication Authentication
            91 u32 client_last_transaction_time Client last transaction time
            92 ips associated_ip_option Associated IP
            93 u16s client_system_architecture Client System Architecture
            94 own client_network_id Client Network Device Interface
            95 - - LDAP
            97 own client_id UUID/GUID-based Client Identifier
            98 - - User Authentication
            99 own civic_location Civic Location
            100 text tz_pcode Time Zone (POSIX)
            101 text tz_tcode Time Zone (TZ Database)
            108 - - IPv6-Only Preferred
            112 ips netinfo_parent_server_address NetInfo Parent Server Address
            113 text netinfo_parent_server_tag NetInfo Parent Server Tag
            114 text captive_portal Captive Portal
            116 u8 dhcp_auto_configuration Auto-Configuration
            117 own dhcp_name_service_search_option Name Service Search
            118 ips subnet_selection_option Subnet Selection
            119 own dhcp_dns_domain_search_list_fqdn Domain Search
            120 own sip_server SIP Servers
            121 own classless_static_route Classless Static Route
            122 - - CableLabs Client Configuration
            123 - - Coordinate-based Location
            124 own vi_class Vendor-Identifying Vendor Class
            125 own vi Vendor-Identifying Vendor-Specific Information
            136 ips pana_agent PANA Authentication Agent
            137 text lost_server_domain_name LoST Server Domain Name
            138 ips capwap_access_controller CAPWAP Access Controllers
            139 - - MoS Addresses
            140 - - MoS Domain Names
            141 - - SIP UA Configuration Domains
            142 ips andsf_server ANDSF Addresses
            143 - - SZTP Redirect
            144 - - Geospatial Location
            145 u8s forcerenew_nonce.algorithm Forcerenew Nonce Capable
            146 own rdnss RDNSS Selection
            150 ips tftp_server_address TFTP Server Address
            151 own bulk_lease.status_code Status Code
            152 time bulk_lease.base_time Base Time
            153 u32 bulk_lease.start_time_of_state Start Time of State
            154 time bulk_lease.query_start_time Query Start Time
            155 time bulk_lease.query_end_time Query End Time
            156 u8 bulk_lease.dhcp_state DHCP State
            157 bool bulk_lease.data_source Data Source
            158 own pcp PCP Server
            159 own portparams Port Parameters
            160 text captive_portal Captive Portal (old)
            161 text mudurl Manufacturer Usage Description
            208 - - PXELINUX Magic
            209 text pxe_config_file PXELINUX Configuration File
            210 text pxe_path_prefix PXELINUX Path Prefix
            211 - - PXELINUX Reboot Time
            212 - - 6RD
            213 - - Access Network Domain Name
            220 - - Subnet Allocation
            221 - - Virtual Subnet Selection
            249 own classless_static_route Classless Static Route (Microsoft)
            252 text private_proxy_autodiscovery Proxy Autodiscovery
            255 - - End
            """;

    static final Names NAMES = Names.lines(TABLE.lines()
            .map(line -> line.split(" ", 4))
            .map(w -> w[0] + ' ' + w[3])
            .collect(Collectors.joining("\n")));

    static final Names MESSAGES = Names.lines("""
            1 Discover
            2 Offer
            3 Request
            4 Decline
            5 ACK
            6 NAK
            7 Release
            8 Inform
            9 Force Renew
            10 Lease query
            11 Lease Unassigned
            12 Lease Unknown
            13 Lease Active
            14 Bulk Lease Query
            15 Lease Query Done
            16 Active LeaseQuery
            17 Lease Query Status
            18 TLS
            """);

    private static final int HEAD = 2;

    /** The codes whose values are shown as fields. */
    static final BitSet KNOWN = new BitSet();

    private DhcpOptions() {}

    /** Enters the fields of the table's lines. */
    static void declare() {
        TABLE.lines().forEach(line -> {
            String[] words = line.split(" ", 4);
            int code = Integer.parseInt(words[0]);
            String name = "option." + words[2], label = words[3];
            KNOWN.set(code, !words[1].equals("-"));
            switch (words[1]) {
                case "ip" -> exactly(code, 4, label).ipv4(name, label);
                case "u8" -> exactly(code, 1, label).u8(name, label);
                case "u16" -> exactly(code, 2, label).u16(name, label);
                case "u32" -> exactly(code, 4, label).u32(name, label);
                case "i32" -> exactly(code, 4, label).u32(name, label).signed();
                case "bool" -> exactly(code, 1, label).u8(name, label).as(Type.BOOL);
                case "ips" -> each(code, 4, label).ipv4(name, label);
                case "u8s" -> each(code, 1, label).u8(name, label).names(code == 55 ? NAMES : null);
                case "u16s" -> each(code, 2, label).u16(name, label);
                case "pair" -> {
                    String[] two = words[2].split(",");
                    Header pair = each(code, 8, label);
                    pair.ipv4("option." + two[0], label);
                    pair.ipv4("option." + two[1], label);
                }
                case "text" ->
                    Dhcp.SIZED.span(
                            name,
                            label,
                            Type.STRING,
                            (f, at, end) -> f.u8(at) == code ? Dhcp.text(f, at + HEAD, end) : Field.ABSENT);
                case "time" ->
                    exactly(code, 4, label)
                            .derived(
                                    name,
                                    label,
                                    Type.ABSOLUTE_TIME,
                                    (f, at, end) ->
                                            at + HEAD + 4 <= end ? f.u32(at + HEAD) * 1_000_000_000L : Field.ABSENT)
                            .date()
                            .plain();
                default -> {}
            }
        });
    }

    /** What follows where option {@code code} has {@code bytes} bytes. */
    static Header exactly(int code, int bytes, String label) {
        return Dhcp.SIZED.then(label, (f, at, end) -> f.u8(at) == code && f.u8(at + 1) == bytes);
    }

    /** The option's bytes, so many at a time. */
    private static Header each(int code, int bytes, String label) {
        return each(code, HEAD, bytes, label);
    }

    static Header each(int code, int from, int bytes, String label) {
        return Dhcp.SIZED
                .parts(
                        label,
                        (f, at, end, previous, index) -> {
                            int next = previous < 0 ? at + from : previous + bytes;
                            return f.u8(at) == code && next + bytes <= end ? next : -1;
                        },
                        (f, at, end) -> bytes)
                .untitled();
    }
}
