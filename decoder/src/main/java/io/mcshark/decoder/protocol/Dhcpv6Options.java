package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;
import java.util.stream.Collectors;

/** The options of DHCPv6: number, form, field, name. IANA's registry "DHCPv6 Option Codes"; those with a structure of their own are in {@link Dhcpv6Parts}. */
final class Dhcpv6Options {
    /**
     * The forms: {@code ip} an address, {@code ips} addresses, {@code u8}, {@code u16}, {@code u32} a number of so many bits, {@code u16s}, {@code x16s}
     * numbers, {@code text}, {@code bytes}, {@code names} domain names, {@code plain} one without a point at its end, {@code own} made by
     * {@link Dhcpv6Parts}, {@code -} nothing.
     */
    static final String TABLE = """
            1 own - Client Identifier
            2 own - Server Identifier
            3 own - Identity Association for Non-temporary Address
            4 own - Identity Association for Temporary Address
            5 own - IA Address
            6 u16s requested_option_code Option Request
            7 u8 option_preference Preference
            8 own - Elapsed time
            9 own - Relay Message
            11 own - Authentication
            12 ip unicast Server unicast
            13 own - Status code
            14 - - Rapid Commit
            15 own - User Class
            16 own - Vendor Class
            17 own - Vendor-specific Information
            18 bytes interface_id Interface-Id
            19 u8 reconf_msg Reconfigure Message
            20 - - Reconfigure Accept
            21 names sip_server_domain_search_fqdn SIP Server Domain Name List
            22 ips sip_server_a SIP Servers IPv6 Address List
            23 ips dns_server DNS recursive name server
            24 names search_list_entry Domain Search List
            25 own - Identity Association for Prefix Delegation
            26 own - IA Prefix
            27 ips nis_server Network Information Server
            28 ips nisp_server Network Information Server V2
            29 names nis_fqdn Network Information Server Domain Name
            30 names nisp_fqdn Network Information Server V2 Domain Name
            31 ips sntp_server Simple Network Time Protocol Server
            32 u32 lifetime Lifetime
            33 names bcmcs_server_fqdn BCMCS Server Domain
            34 ips bcmcs_server_a BCMCS Servers IPv6 Address List
            36 - - Geoconf Civic Address
            37 own - Remote Identifier
            38 text subscriber_id Subscriber Identifier
            39 own - Client Fully Qualified Domain Name
            40 ips pana_agent PANA Agents IPv6 Address List
            41 text timezone Time Zone
            42 text tzdb Time Zone Database
            43 u16s requested_option_code Echo Request Option
            44 own - Leasequery Query
            45 own - Leasequery Client Data
            46 u32 clt_time Client Last Transaction Time
            47 own - Leasequery Relay Data
            48 ips lq_client_link Leasequery Client Link Address List
            49 - - Home Network Identifier FQDN
            50 - - Visited Home Network Information
            51 - - LoST Server
            52 ips capwap_ac_v6 CAPWAP Access Controllers
            53 own - Relay-ID
            54 - - MoS IPv6 Address
            55 - - MoS Domain Name List
            56 own - NTP Server
            57 - - Access Network Domain Name
            58 - - SIP User Agent Configuration Service Domains
            59 - - Boot File URL
            60 - - Boot File Parameters
            61 - - Client System Architecture Type
            62 - - Client Network Interface Identifier
            63 - - Geolocation
            64 names aftr_name Dual-Stack Lite AFTR Name
            65 - - ERP Local Domain Name
            66 own - Relay-Supplied Options
            67 own - Prefix Exclude
            68 - - Virtual Subnet Selection
            69 - - Identified Home Network Information
            70 - - Unrestricted Home Network Information
            71 - - Home Network Prefix
            72 - - Home Agent Address
            73 - - Home Agent FQDN
            74 - - RDNSS Selection
            75 - - Kerberos Principal Name
            76 - - Kerberos Realm Name
            77 - - Kerberos Default Realm Name
            78 - - Kerberos KDC
            79 - - Client Link-Layer Address
            80 - - Link Address
            81 - - RADIUS
            82 - - SOL_MAX_RT
            83 - - INF_MAX_RT
            84 - - Address Selection
            85 - - Address Selection table
            86 - - PCP Server
            87 - - DHCPv4 Message
            88 - - DHCP 4o6 Servers Address
            89 own - S46 Rule
            90 ip s46_br.address S46 BR
            91 own - S46 DMR
            92 own - S46 IPv4/IPv6 Address Binding
            93 own - S46 Port Parameters
            94 own - S46 MAP-E Container
            95 own - S46 MAP-T Container
            96 own - S46 Lightweight 4over6 Container
            97 - - 4rd Options
            98 - - 4rd Mapping Rule
            99 - - 4rd Non-Mapping Rule
            100 - - LQ Server Base Time
            101 - - LQ Server Query Start Time
            102 - - LQ Server Query End Time
            103 text captive_portal Captive Portal
            104 - - MPL Parameter Configuration
            105 - - Access Technology Type
            106 - - Access Network Name
            107 - - Access Point Name
            108 - - Access Point BSSID
            109 - - Access Network Operator ID
            110 - - Access Network Operator Realm
            111 x16s option_code S46 Priority
            112 text mudurl Manufacturer Usage Description
            113 - - IPv4/IPv6 Multicast Prefixes
            114 u8 failover.binding_status Failover Binding Status
            115 own - Failover Connect Flags
            116 - - Failover DNS Removal Info
            117 plain failover.dns_hostname Failover DNS Hostname
            118 plain failover.dns_zonename Failover DNS Zone Name
            119 own - Failover DNS Flags
            120 u32 failover.expiration_time Failover Expiration Time
            121 u32 failover.max_unacked_bndupd Failover Maximum Number Unacked BNDUPD Messages
            122 u32 failover.mclt Failover Maximum Client Lead Time (MCLT)
            123 u32 failover.partner_lifetime Failover Partner Lifetime
            124 u32 failover.partner_lifetime_sent Failover Partner Lifetime Sent
            125 u32 failover.partner_down_time Failover Partner Down Time
            126 u32 failover.partner_raw_clt_time Failover Partner Raw Client Time
            127 own - Failover Protocol Version
            128 u32 failover.keepalive_time Failover Keepalive Time
            129 own - Failover Reconfigure Data
            130 text failover.relationship_name Failover Relationship Name
            131 own - Failover Server Flags
            132 u8 failover.server_state Failover Server State
            133 u32 failover.start_time_of_state Failover Start Time of State
            134 u32 failover.state_expiration_time Failover State Expiration Time
            135 u16 relay_port Relay Source Port
            136 - - SZTP Redirect
            137 - - Softwire Source Binding Prefix Hint
            143 - - ANDSF IPv6 Address
            165 - - Mobile IPv6 Home Agent
            166 - - Mobile IPv6 Home Address
            167 - - Network Access Identifier
            """;

    static final Names NAMES = Names.lines(TABLE.lines()
            .map(line -> line.split(" ", 4))
            .map(w -> w[0] + ' ' + w[3])
            .collect(Collectors.joining("\n")));

    static final int HEAD = 4;

    private Dhcpv6Options() {}

    /** Enters the fields of the table's lines. */
    static void declare() {
        TABLE.lines().forEach(line -> {
            String[] words = line.split(" ", 4);
            int code = Integer.parseInt(words[0]);
            String name = words[2], label = words[3];
            switch (words[1]) {
                case "ip" -> of(code, label).ipv6(name, label).group();
                case "ips" -> each(code, 16, label).ipv6(name, label).group();
                case "u8" -> of(code, label).u8(name, label).names(code == 19 ? Dhcpv6.MESSAGES : null);
                case "u16" -> of(code, label).u16(name, label);
                case "u32" -> of(code, label).u32(name, label);
                case "u16s" -> each(code, 2, label).u16(name, label).names(NAMES);
                case "x16s" -> each(code, 2, label).u16(name, label).hex().names(NAMES);
                case "text" -> span(code, name, label, Type.STRING);
                case "bytes" -> span(code, name, label, Type.BYTES);
                case "names" -> names(code, HEAD, name, label, true);
                case "plain" -> names(code, HEAD, name, label, false);
                default -> {}
            }
        });
    }

    /** What follows in an option {@code code} that is no shorter and no longer than its form allows. */
    static Header of(int code, String label) {
        return Dhcpv6.OPTION.then(label, (f, at, end) -> f.u16(at) == code && fits(code, f.u16(at + 2)));
    }

    /** Whether an option can have a length. */
    static boolean fits(int code, int length) {
        return switch (code) {
            case 7, 19, 114, 131, 132 -> length == 1;
            case 8, 115, 119, 135 -> length == 2;
            case 32, 46, 93, 120, 121, 122, 123, 124, 125, 126, 127, 128, 133, 134 -> length == 4;
            case 12, 90 -> length == 16;
            case 22, 23, 27, 28, 31, 34, 40, 48, 52 -> length % 16 == 0;
            case 1, 2, 13, 53 -> length >= 2;
            case 3, 25 -> length >= 12;
            case 4, 16, 17, 37 -> length >= 4;
            case 5 -> length >= 24;
            case 26 -> length >= 25;
            case 11 -> length >= 11;
            case 44 -> length >= 17;
            case 47 -> length >= 16;
            default -> true;
        };
    }

    static Field span(int code, String name, String label, Type type) {
        return Dhcpv6.OPTION.span(
                name,
                label,
                type,
                (f, at, end) ->
                        f.u16(at) == code && at + HEAD < end ? Field.span(at + HEAD, end - at - HEAD) : Field.ABSENT);
    }

    /** The option's bytes, so many at a time. */
    static Header each(int code, int bytes, String label) {
        return Dhcpv6.OPTION
                .parts(
                        label,
                        (f, at, end, previous, index) -> {
                            int next = previous < 0 ? at + HEAD : previous + bytes;
                            return f.u16(at) == code && fits(code, f.u16(at + 2)) && next + bytes <= end ? next : -1;
                        },
                        (f, at, end) -> bytes)
                .untitled();
    }

    /** Domain names, which are not compressed (RFC 8415, 10), from a place on. */
    static Field names(int code, int from, String name, String label, boolean point) {
        return Dhcpv6.OPTION
                .parts(
                        label,
                        (f, at, end, previous, index) -> {
                            int next = previous < 0 ? at + from : Labels.after(f, previous, end);
                            return f.u16(at) == code && next < end ? next : -1;
                        },
                        (f, at, end) -> Labels.after(f, at, end) - at)
                .untitled()
                .text(name, label, (f, at, end, out) -> {
                    Labels.put(f, at, end, -1, out);
                    if (point && end > at && f.u8(end - 1) == 0) {
                        out.put('.');
                    }
                })
                .plain();
    }
}
