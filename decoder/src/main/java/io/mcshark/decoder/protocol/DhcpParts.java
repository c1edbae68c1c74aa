package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Type;

/**
 * Options of {@link Dhcp} that have a structure of their own.
 *
 * <pre>
 * 61  client ID: type 1, address; 255, IAID 4, DUID (RFC 4361)        97  type 1, UUID 16 (RFC 4578)
 * 77  user classes: length 1, data (RFC 3004)                         94  type 1, major 1, minor 1 (RFC 4578)
 * 78, 79  SLP: mandatory 1, agents 4 or scopes (RFC 2610)             90  protocol, algorithm, method 1 each, replay detection 8, RFC 3118
 * 81  flags 1, two codes, name (RFC 4702)                             99  what 1, country 2; type 1, length 1, value (RFC 4776)
 * 82  relay agent: code 1, length 1, value (RFC 3046 and later)       117 codes of 2 (RFC 2937)
 * 119 names with pointers (RFC 3397)                                  120 encoding 1, names or addresses (RFC 3361)
 * 121 width 1, as many bytes of a prefix, router 4 (RFC 3442)         124, 125 enterprise 4, length 1, data (RFC 3925)
 * 146 flags 1, addresses 4, 4, names (RFC 6731)                       151 status 1, text (RFC 6926)
 * 158 lists: length 1, addresses (RFC 7291)                           159 offset 1, length 1, PSID 2 (RFC 7618)
 * </pre>
 */
final class DhcpParts {
    private static final int HEAD = 2, UUID = 16, DUID = 255, CLIENT_ID = 61, USER_CLASS = 77, FQDN = 81, RELAY = 82;
    private static final int AUTHENTICATION = 90,
            CLIENT_UUID = 97,
            CIVIC = 99,
            SEARCH = 119,
            SIP = 120,
            ROUTES = 121,
            OLD_ROUTES = 249;
    private static final int VENDOR_CLASS = 124, VENDOR_OPTIONS = 125, RESOLVERS = 146, PCP = 158;

    static final Field OVERLOAD = of(52, "Overload")
            .u8("option.option_overload", "Option Overload")
            .names(Names.of(1, "Boot file name", 2, "Server host name", 3, "Boot file and server host names"));
    static final Field MESSAGE = of(53, "Message").u8("option.dhcp", "DHCP").names(DhcpOptions.MESSAGES);
    static final Field VENDOR =
            Dhcp.SIZED.span("option.vendor.value", "Value", Type.BYTES, (f, at, end) -> rest(f, 43, at, HEAD, end));

    static final Header ADDRESS = Dhcp.SIZED.then(
            "Address",
            (f, at, end) -> f.u8(at) == CLIENT_ID && f.u8(at + 1) == 7 && f.u8(at + HEAD) > 0 && f.u8(at + HEAD) < 48);
    static final Field ADDRESS_TYPE = ADDRESS.u8("hw.type", "Hardware type").hex();
    static final Field ADDRESS_MAC = ADDRESS.then("MAC address", (f, at, end) -> Dhcp.isEthernet(f.u8(at + HEAD)))
            .mac("hw.mac_addr", "Client MAC address");
    static final Field ADDRESS_OTHER = ADDRESS.then("Other address", (f, at, end) -> !Dhcp.isEthernet(f.u8(at + HEAD)))
            .skip(6 * 8)
            .text(
                    "client_hardware_address",
                    "Client hardware address",
                    (f, at, end, out) -> Duid.link(f, f.u8(at + HEAD), at + 3, end, out))
            .plain();
    static final Field UUID_TEXT = Dhcp.SIZED
            .text("client_id.uuid", "Client Identifier (UUID)", DhcpParts::uuid)
            .plain();
    static final Header OTHER = Dhcp.SIZED.then(
            "Identifier", (f, at, end) -> f.u8(at) == CLIENT_ID && f.u8(at + 1) != UUID + 1 && f.u8(at + HEAD) == 0);
    static final Field OTHER_TYPE = OTHER.u8("client_id.type", "Type"),
            OTHER_TEXT =
                    OTHER.span(
                            "client_id.undef",
                            "Client Identifier",
                            Type.STRING,
                            (f, at, end) -> rest(f, CLIENT_ID, at, 3, end));
    static final Header UNIQUE = Dhcp.SIZED
            .then("DUID", (f, at, end) -> f.u8(at) == CLIENT_ID && f.u8(at + HEAD) == DUID)
            .skip(5 * 8);
    static final Field
            IAID =
                    UNIQUE.text("client_id.iaid", "IAID", (f, at, end, out) -> out.hex(f.u32(at + 3), 8))
                            .plain(),
            DUID_TYPE = UNIQUE.u16("client_id.duid_type", "DUID Type").names(Duid.TYPES);
    static final Header TIMED =
            UNIQUE.then("Link-layer address and time", (f, at, end) -> f.u16(at + 7) == Duid.LINK_TIME);
    static final Field TIMED_TYPE = TIMED.u16("client_id.duid_llt_hw_type", "Hardware type"),
            TIMED_AT = TIMED.u32("client_id.time", "Time"),
            TIMED_LINK = link(TIMED, 15);
    static final Header NUMBERED = UNIQUE.then("Enterprise", (f, at, end) -> f.u16(at + 7) == Duid.ENTERPRISE);
    static final Field ENTERPRISE = NUMBERED.u32("client_id.enterprise_num", "Enterprise-number"),
            ENTERPRISE_ID =
                    NUMBERED.span(
                            "client_id", "Identifier", Type.BYTES, (f, at, end) -> rest(f, CLIENT_ID, at, 13, end));
    static final Header LINKED = UNIQUE.then("Link-layer address", (f, at, end) -> f.u16(at + 7) == Duid.LINK);
    static final Field LINKED_TYPE = LINKED.u16("client_id.duid_ll_hw_type", "Hardware type"),
            LINKED_LINK = link(LINKED, 11);

    static final Header CLASS = counted(USER_CLASS, "User class");
    static final Field
            CLASS_INDEX =
                    CLASS.derived("option.user_class", "Instance", Type.UINT, DhcpParts::instance)
                            .plain(),
            CLASS_LENGTH = CLASS.u8("option.user_class.length", "User Class Length"),
            CLASS_DATA =
                    CLASS.span(
                            "option.user_class.data",
                            "User Class Data",
                            Type.BYTES,
                            (f, at, end) -> Field.span(at + 1, end - at - 1));
    static final Field AGENTS = of(78, "SLP Directory Agent").u8("option.slp_directory_agent.value", "Value"),
            AGENT =
                    DhcpOptions.each(78, 3, 4, "Agent")
                            .ipv4("option.slp_directory_agent.slpda_address", "SLPDA Address");
    static final Header SCOPED = of(79, "SLP Service Scope");
    static final Field SCOPED_VALUE = SCOPED.u8("option.slp_service_scope.value", "Value"),
            SCOPES =
                    SCOPED.span(
                            "option.slp_service_scope.string",
                            "Scope List",
                            Type.STRING,
                            (f, at, end) -> Field.span(at + 3, end - at - 3));

    static final Header NAMED = of(FQDN, "Client's name");
    static final Field NAME_FLAGS = NAMED.u8("fqdn.flags", "Flags").hex(),
            NAME_RESERVED =
                    NAMED.split(NAME_FLAGS)
                            .bits(4, "fqdn.mbz", "Reserved flags")
                            .hex(),
            NAME_N = NAMED.bit("fqdn.n", "Server DDNS"),
            NAME_E = NAMED.bit("fqdn.e", "Encoding"),
            NAME_O = NAMED.bit("fqdn.o", "Server overrides"),
            NAME_S = NAMED.bit("fqdn.s", "Server"),
            RCODE_1 = NAMED.u8("fqdn.rcode1", "A-RR result"),
            RCODE_2 = NAMED.u8("fqdn.rcode2", "PTR-RR result"),
            NAME = NAMED.text("fqdn.name", "Client name", DhcpParts::name).plain();

    static final Header SUB = items(RELAY, HEAD, "Suboption");
    static final Field
            SUB_CODE =
                    SUB.u8("option.agent_information_option.suboption", "Suboption")
                            .names(Names.lines("""
            1 Agent Circuit ID
            2 Agent Remote ID
            4 DOCSIS Device Class
            5 Link selection
            6 Subscriber ID
            7 RADIUS Attributes
            8 Authentication
            9 Vendor-Specific Information
            10 Flags
            11 Server ID Override
            12 Relay Agent Identifier
            13 Access Technology Type
            14 Access Network Name
            15 Access Point Name
            16 Access Point BSSID
            17 Access Network Operator ID
            18 Access Network Operator Realm
            19 Source Port
            150 Link selection (Cisco)
            151 VRF name/VPN ID
            152 Server ID Override (Cisco)
            """)),
            SUB_LENGTH = SUB.u8("option.suboption_length", "Length"),
            SUB_VALUE =
                    SUB.span(
                            "option.agent_information_option.value",
                            "Value",
                            Type.BYTES,
                            (f, at, end) -> whole(f, at, end));

    static {
        agent(1, Type.BYTES, "agent_circuit_id", "Agent Circuit ID");
        agent(2, Type.BYTES, "agent_remote_id", "Agent Remote ID");
        exactly(4, 4)
                .u32("option.agent_information_option.docsis_device_class", "DOCSIS Device Class")
                .hex();
        exactly(5, 4).ipv4("option.agent_information_option.link_selection", "Link selection");
        agent(6, Type.STRING, "subscriber_id", "Subscriber ID");
        agent(7, Type.BYTES, "radius_attributes", "RADIUS Attributes");
        agent(8, Type.BYTES, "authentication", "Authentication");
        exactly(10, 1).u8("option.agent_information_option.flags", "Flags").hex();
        exactly(11, 4).ipv4("option.agent_information_option.server_id_override", "Server ID Override");
        agent(12, Type.BYTES, "relay_agent_id", "Relay Agent Identifier");
        agent(14, Type.STRING, "ani_network_name", "Access Network Name");
        agent(15, Type.STRING, "ani_ap_name", "Access Point Name");
        exactly(16, 6).mac("option.agent_information_option.ani_ap_bssid", "Access Point BSSID");
        exactly(17, 4).u32("option.agent_information_option.ani_operator_id", "Access Network Operator ID");
        agent(18, Type.STRING, "ani_operator_realm", "Access Network Operator Realm");
        exactly(19, 2).u16("option.agent_information_option.relay_port", "Source Port");
        exactly(150, 4).ipv4("option.agent_information_option.link_selection_cisco", "Link selection");
        exactly(152, 4).ipv4("option.agent_information_option.server_id_override_cisco", "Server ID Override");
        SUB.length(HEAD);
    }

    static final Header AUTHENTICATES = of(AUTHENTICATION, "Authentication");
    static final Field PROTOCOL = AUTHENTICATES
            .u8("option.dhcp_authentication.protocol", "Protocol")
            .names(Names.of(0, "configuration token", 1, "delayed authentication", 3, "reconfigure key"));
    static final Field DELAYED = AUTHENTICATES
            .then("Delayed", (f, at, end) -> f.u8(at + HEAD) == 1)
            .u8("option.dhcp_authentication.alg_delay", "Delay Algorithm")
            .names(Names.of(1, "HMAC_MD5"));
    static final Field ALGORITHM = AUTHENTICATES
            .then("Other", (f, at, end) -> f.u8(at + HEAD) != 1)
            .u8("option.dhcp_authentication.algorithm", "Algorithm");
    static final Header DETECTED = AUTHENTICATES.skip(8).then("Replay detection", (f, at, end) -> true);
    static final Field METHOD = DETECTED.u8("option.dhcp_authentication.rdm", "Replay Detection Method")
            .names(Names.of(0, "Monotonically-increasing counter"));
    static final Field REPLAY = DETECTED.then("Counter", (f, at, end) -> f.u8(at + 4) == 0)
            .u64("option.dhcp_authentication.rdm_replay_detection", "RDM Replay Detection Value")
            .hex();
    static final Header PROVED = DETECTED.skip(64)
            .then("Digest", (f, at, end) -> f.u8(at + HEAD) == 1 && f.u8(at + 3) == 1 && f.u8(at + 1) == 31);
    static final Field
            SECRET =
                    PROVED.u32("option.dhcp_authentication.secret_id", "Secret ID")
                            .hex(),
            DIGEST = PROVED.bytes(16, "option.dhcp_authentication.hmac_md5_hash", "HMAC MD5 Hash");
    static final Field INFORMATION = DETECTED.span(
            "option.dhcp_authentication.information",
            "Authentication Information",
            Type.STRING,
            (f, at, end) -> f.u8(at + HEAD) == 1 && f.u8(at + 3) == 1 ? Field.ABSENT : some(at + 13, end));

    static final Header NETWORK = of(94, "Network device").skip(8);
    static final Field MAJOR = NETWORK.u8("client_network_id_major", "Major Version"),
            MINOR = NETWORK.u8("client_network_id_minor", "Minor Version");

    static final Header PLACED = of(CIVIC, "Civic location");
    static final Field
            WHAT =
                    PLACED.u8("option.civic_location.what", "What")
                            .names(Names.of(
                                    0,
                                    "Location of the server",
                                    1,
                                    "Location of the network element",
                                    2,
                                    "Location of the client")),
            COUNTRY =
                    PLACED.skip(16)
                            .span(
                                    "option.civic_location.country",
                                    "Country",
                                    Type.STRING,
                                    (f, at, end) -> Field.span(at + 3, 2));
    static final Header ELEMENT = items(CIVIC, 5, "Element");
    static final Field ELEMENT_TYPE = ELEMENT.u8("option.civic_location.ca_type", "CA Type"),
            ELEMENT_LENGTH = ELEMENT.u8("option.civic_location.ca_length", "CA Length"),
            ELEMENT_VALUE =
                    ELEMENT.span(
                            "option.civic_location.ca_value",
                            "CA Value",
                            Type.STRING,
                            (f, at, end) -> whole(f, at, end));

    static final Header SERVICE = DhcpOptions.each(117, HEAD, 2, "Name Service");
    static final Field SERVICE_NAME = SERVICE.skip(16)
            .text("option.dhcp_name_service_search_option", "Name Service", DhcpParts::service)
            .plain();

    static final Header SEARCHED = names(SEARCH, HEAD, "Domain");
    static final Field SEARCH_NAME = SEARCHED.text(
                    "option.dhcp_dns_domain_search_list_fqdn",
                    "FQDN",
                    (f, at, end, out) -> Labels.put(f, at, end, option(f, at) + HEAD, out))
            .plain();

    static final Field SIP_ENCODING = of(SIP, "SIP Servers")
            .u8("option.sip_server.encoding", "SIP Server Encoding")
            .names(Names.of(0, "Fully Qualified Domain Name", 1, "IPv4 Address"));
    static final Field SIP_ADDRESS = Dhcp.SIZED
            .parts(
                    "SIP server",
                    (f, at, end, previous, index) -> {
                        int next = previous < 0 ? at + 3 : previous + 4;
                        return f.u8(at) == SIP && next + 4 <= end && f.u8(at + HEAD) == 1 ? next : -1;
                    },
                    (f, at, end) -> 4)
            .untitled()
            .ipv4("option.sip_server.address", "SIP Server Address");
    static final Field SIP_NAME = names(SIP, 3, "SIP server")
            .text(
                    "option.sip_server.name",
                    "SIP Server Name",
                    (f, at, end, out) -> Labels.put(f, at, end, option(f, at) + 3, out))
            .plain();

    static final Header ROUTE = Dhcp.SIZED
            .parts(
                    "Route",
                    (f, at, end, previous, index) -> {
                        boolean routes = f.u8(at) == ROUTES || f.u8(at) == OLD_ROUTES;
                        int next = previous < 0 ? at + HEAD : previous + routeBytes(f, previous);
                        return routes && next < end && f.u8(next) <= 32 && next + routeBytes(f, next) <= end
                                ? next
                                : -1;
                    },
                    (f, at, end) -> routeBytes(f, at))
            .untitled();
    static final Field ROUTE_BYTES = ROUTE.span(
            "option.classless_static_route",
            "Subnet/MaskWidth-Router",
            Type.BYTES,
            (f, at, end) -> Field.span(at, end - at));

    static final Header VENDORS = enterprise(VENDOR_CLASS, "Vendor class");
    static final Field VENDORS_NUMBER = VENDORS.u32("option.vi_class.enterprise", "Enterprise"),
            VENDORS_LENGTH = VENDORS.u8("option.vi_class.length", "Length"),
            VENDORS_DATA =
                    VENDORS.span(
                            "option.vi_class.data", "Vendor Class", Type.STRING, (f, at, end) -> some(at + 5, end));
    static final Header OWN = enterprise(VENDOR_OPTIONS, "Vendor options");
    static final Field OWN_NUMBER = OWN.u32("option.vi.enterprise", "Enterprise"),
            OWN_LENGTH = OWN.u8("option.vi.length", "Length");
    static final Header OWN_SUB = OWN.parts(
            "Suboption",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at + 5 : previous + HEAD + f.u8(previous + 1);
                return next + HEAD <= end ? next : -1;
            },
            (f, at, end) -> HEAD + f.u8(at + 1));
    static final Field OWN_CODE = OWN_SUB.u8("vendor.suboption", "Suboption"),
            OWN_SUB_LENGTH = OWN_SUB.u8("option.suboption_length", "Length"),
            OWN_DATA = OWN_SUB.span("vendor.data", "Data", Type.BYTES, (f, at, end) -> some(at + HEAD, end));

    static final Header RESOLVED = of(RESOLVERS, "RDNSS Selection");
    static final Field
            SELECTION_RESERVED =
                    RESOLVED.bits(6, "option.rdnss.reserved", "Reserved").hex(),
            SELECTION_PREFERENCE = RESOLVED.bits(2, "option.rdnss.preference", "Preference"),
            PRIMARY = RESOLVED.ipv4("option.rdnss.primary_dns", "Primary DNS"),
            SECONDARY = RESOLVED.ipv4("option.rdnss.secondary_dns", "Secondary DNS"),
            DOMAINS =
                    RESOLVED.text(
                                    "option.rdnss.domain",
                                    "Domains and networks",
                                    (f, at, end, out) -> Labels.put(f, at + 11, end, -1, out))
                            .plain();

    static final Header STATUS = of(151, "Status");
    static final Field
            STATUS_CODE =
                    STATUS.u8("option.bulk_lease.status_code", "Status Code").names(Names.lines("""
            0 Success
            1 UnspecFail
            2 QueryTerminated
            3 MalformedQuery
            4 NotAllowed
            """)),
            STATUS_TEXT =
                    STATUS.span(
                            "option.bulk_lease.status_code_message",
                            "Status Code Message",
                            Type.STRING,
                            (f, at, end) -> some(at + 3, end));

    static final Header SERVERS = counted(PCP, "PCP server list");
    static final Field SERVERS_LENGTH = SERVERS.u8("option.pcp.list_length", "List-Length");
    static final Field SERVERS_ADDRESS = SERVERS.parts(
                    "PCP server",
                    (f, at, end, previous, index) -> {
                        int next = previous < 0 ? at + 1 : previous + 4;
                        return next + 4 <= end ? next : -1;
                    },
                    (f, at, end) -> 4)
            .untitled()
            .ipv4("option.pcp.server", "PCP Server");

    static final Header PORTS = DhcpOptions.exactly(159, 4, "Port parameters");
    static final Field PORT_OFFSET = PORTS.u8("option.portparams.offset", "Offset"),
            PSID_LENGTH = PORTS.u8("option.portparams.psid_length", "PSID-Length"),
            PSID = PORTS.bytes(2, "option.portparams.psid", "PSID");

    private DhcpParts() {}

    /** Has the fields entered; they are when the class is. */
    static void declare() {}

    private static Header of(int code, String label) {
        return Dhcp.SIZED.then(label, (f, at, end) -> f.u8(at) == code);
    }

    private static long some(int at, int end) {
        return at < end ? Field.span(at, end - at) : Field.ABSENT;
    }

    /** The value of a part with code and length; none where it is cut. */
    private static long whole(Frame f, int at, int end) {
        return at + HEAD + f.u8(at + 1) == end ? some(at + HEAD, end) : Field.ABSENT;
    }

    private static long rest(Frame f, int code, int at, int from, int end) {
        return f.u8(at) == code ? some(at + from, end) : Field.ABSENT;
    }

    private static Header exactly(int code, int bytes) {
        return SUB.then("Value", (f, at, end) -> f.u8(at) == code && f.u8(at + 1) == bytes);
    }

    private static void agent(int code, Type type, String name, String label) {
        SUB.span(
                "option.agent_information_option." + name,
                label,
                type,
                (f, at, end) -> f.u8(at) == code ? whole(f, at, end) : Field.ABSENT);
    }

    private static Field link(Header h, int from) {
        return h.text(
                        "client_id.link_layer_address",
                        "Link layer address",
                        (f, at, end, out) -> Duid.link(f, f.u16(at + 9), at + from, end, out))
                .plain();
    }

    /** Code, length, value. */
    private static Header items(int code, int from, String label) {
        return Dhcp.SIZED.parts(
                label,
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + from : previous + HEAD + f.u8(previous + 1);
                    return f.u8(at) == code && next + HEAD <= end ? next : -1;
                },
                (f, at, end) -> HEAD + f.u8(at + 1));
    }

    /** Length, value; those that have none or are cut end it. */
    private static Header counted(int code, String label) {
        return Dhcp.SIZED.parts(
                label,
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + HEAD : previous + 1 + f.u8(previous);
                    return f.u8(at) == code && next < end && f.u8(next) > 0 && next + 1 + f.u8(next) <= end ? next : -1;
                },
                (f, at, end) -> 1 + f.u8(at));
    }

    private static Header enterprise(int code, String label) {
        return Dhcp.SIZED.parts(
                label,
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + HEAD : previous + 5 + f.u8(previous + 4);
                    return f.u8(at) == code && next + 5 <= end ? next : -1;
                },
                (f, at, end) -> 5 + f.u8(at + 4));
    }

    /** Names in labels; in option 120 only where its encoding says so. */
    private static Header names(int code, int from, String label) {
        return Dhcp.SIZED
                .parts(
                        label,
                        (f, at, end, previous, index) -> {
                            int next = previous < 0 ? at + from : Labels.after(f, previous, end);
                            boolean named =
                                    f.u8(at) == code && (code != SIP || at + HEAD < end && f.u8(at + HEAD) == 0);
                            return named && next < end ? next : -1;
                        },
                        (f, at, end) -> Labels.after(f, at, end) - at)
                .untitled();
    }

    private static int routeBytes(Frame f, int at) {
        return 1 + (Math.min(32, f.u8(at)) + 7) / 8 + 4;
    }

    /** The option that has the byte at {@code at}; {@code at} itself where there is none. */
    private static int option(Frame f, int at) {
        int layer = f.inside(Dhcp.H, at), option = -1, found = at;
        for (int i = 0; (option = Dhcp.OPTION.next(f, f.at(layer), f.end(layer), option, i)) >= 0 && option < at; i++) {
            found = option;
        }
        return found;
    }

    /** How many user classes there are before one. */
    private static long instance(Frame f, int at, int end) {
        int count = 0;
        for (int i = option(f, at) + HEAD; i < at; i += 1 + f.u8(i)) {
            count++;
        }
        return count;
    }

    /** Little-endian up to its half, as a GUID is. */
    private static void uuid(Frame f, int at, int end, Out out) {
        boolean has = (f.u8(at) == CLIENT_ID || f.u8(at) == CLIENT_UUID) && f.u8(at + 1) == UUID + 1;
        if (!has || at + 3 + UUID > end || f.u8(at + HEAD) != 0) {
            return;
        }
        int from = at + 3;
        out.hex(Integer.reverseBytes(f.i32(from)) & 0xffffffffL, 8).put('-');
        out.hex(Integer.reverseBytes(f.u16(from + 4)) >>> 16, 4).put('-');
        out.hex(Integer.reverseBytes(f.u16(from + 6)) >>> 16, 4).put('-');
        out.hex(f.u16(from + 8), 4).put('-').hex(f.u48(from + 10), 12);
    }

    private static void name(Frame f, int at, int end, Out out) {
        if (NAME_E.get(f, at) != 0) {
            Labels.put(f, at + 5, end, -1, out);
        } else {
            long text = Dhcp.text(f, at + 5, end);
            out.safe(f.segment(), f.base() + at + 5, (int) text);
        }
    }

    private static void service(Frame f, int at, int end, Out out) {
        int code = f.u16(at);
        out.put(
                switch (code) {
                    case 0 -> "Local naming information";
                    case 6 -> "Domain Name Server Option";
                    case 41 -> "NIS Option";
                    case 44 -> "NetBIOS over TCP/IP Name Server Option";
                    case 65 -> "NIS+ Option";
                    default -> "";
                });
        if (out.size() > 0 && (code == 0 || code == 6 || code == 41 || code == 44 || code == 65)) {
            out.put(" (").dec(code).put(')');
        }
    }
}
