package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Type;

/**
 * Options of {@link Dhcpv6} that have a structure of their own; at the left the option's code.
 *
 * <pre>
 * 1, 2, 53   DUID (RFC 8415, 11)                                3, 25  IAID 4, T1 4, T2 4                4  IAID 4
 * 5          address 16, lifetimes 4, 4                         26     lifetimes 4, 4, length 1, prefix 16
 * 8          hundredths of a second 2                           13     code 2, text
 * 11         protocol, algorithm, method 1 each, replay 8, …    15     classes: length 2, data
 * 16, 17     enterprise 4; classes as 15; code 2, length 2, …   37     enterprise 4, data (RFC 4649)
 * 39         flags 1, name (RFC 4704)                           44, 47 leasequery (RFC 5007)
 * 56         NTP: code 2, length 2, value (RFC 5908)            67     length 1, bits (RFC 6603)
 * 89 to 93   softwires (RFC 7598)                               115 to 131 failover (RFC 8156)
 * </pre>
 */
final class Dhcpv6Parts {
    private static final int HEAD = Dhcpv6Options.HEAD,
            CLIENT = 1,
            SERVER = 2,
            RELAYED_MESSAGE_OPTION = 9,
            RELAY_ID = 53,
            NTP = 56;
    private static final int REQUEST = 3, RENEW = 5, REBIND = 6, SOLICIT = 1, DELAYED = 2;
    private static final long EPOCH_2000 = 946_684_800L, SECOND = 1_000_000_000L;

    static final Header UNIQUE = Dhcpv6.OPTION.then(
            "DUID",
            (f, at, end) ->
                    (f.u16(at) == CLIENT || f.u16(at) == SERVER || f.u16(at) == RELAY_ID) && f.u16(at + 2) >= 2);
    static final Field DUID_BYTES = UNIQUE.span("duid.bytes", "DUID", Type.BYTES, (f, at, end) -> some(at + HEAD, end)),
            DUID_TYPE = UNIQUE.u16("duid.type", "DUID Type").names(Duid.TYPES);
    static final Header TIMED =
            UNIQUE.then("Link-layer address and time", (f, at, end) -> f.u16(at + HEAD) == Duid.LINK_TIME);
    static final Field TIMED_TYPE = TIMED.u16("duidllt.hwtype", "Hardware type"),
            TIMED_AT =
                    TIMED.skip(32)
                            .derived(
                                    "duidllt.time",
                                    "DUID Time",
                                    Type.ABSOLUTE_TIME,
                                    (f, at, end) -> (f.u32(at + 8) + EPOCH_2000) * SECOND)
                            .date()
                            .plain(),
            TIMED_LINK = link(TIMED, "duidllt.link_layer_addr", 12);
    static final Header NUMBERED = UNIQUE.then("Enterprise", (f, at, end) -> f.u16(at + HEAD) == Duid.ENTERPRISE);
    static final Field ENTERPRISE = NUMBERED.u32("duiden.enterprise", "Enterprise ID"),
            ENTERPRISE_ID =
                    NUMBERED.span("duiden.identifier", "Identifier", Type.BYTES, (f, at, end) -> some(at + 10, end));
    static final Header LINKED = UNIQUE.then("Link-layer address", (f, at, end) -> f.u16(at + HEAD) == Duid.LINK);
    static final Field LINKED_TYPE = LINKED.u16("duidll.hwtype", "Hardware type"),
            LINKED_LINK = link(LINKED, "duidll.link_layer_addr", 8);
    static final Field UUID = UNIQUE.span(
            "duiduuid.bytes",
            "UUID",
            Type.BYTES,
            (f, at, end) -> f.u16(at + HEAD) == Duid.UUID ? some(at + 6, end) : Field.ABSENT);

    static final Header ASSOCIATED = Dhcpv6.OPTION
            .then("Association", (f, at, end) -> (f.u16(at) == 3 || f.u16(at) == 25) && f.u16(at + 2) >= 12)
            .skip(32);
    static final Field
            IAID =
                    ASSOCIATED
                            .text("iaid", "IAID", (f, at, end, out) -> out.hex(f.u32(at + HEAD), 8))
                            .plain(),
            T1 = ASSOCIATED.u32("iaid.t1", "T1"),
            T2 = ASSOCIATED.u32("iaid.t2", "T2");
    static final Field IATA = Dhcpv6Options.of(4, "Temporary addresses")
            .skip(32)
            .text("iata", "IATA", (f, at, end, out) -> out.hex(f.u32(at + HEAD), 8))
            .plain();
    static final Header ADDRESS = Dhcpv6Options.of(5, "Address");
    static final Field ADDRESS_IP = ADDRESS.ipv6("iaaddr.ip", "IPv6 address"),
            ADDRESS_PREFERRED = ADDRESS.u32("iaaddr.pref_lifetime", "Preferred lifetime"),
            ADDRESS_VALID = ADDRESS.u32("iaaddr.valid_lifetime", "Valid lifetime");
    static final Header PREFIX = Dhcpv6Options.of(26, "Prefix");
    static final Field PREFIX_PREFERRED = PREFIX.u32("iaprefix.pref_lifetime", "Preferred lifetime"),
            PREFIX_VALID = PREFIX.u32("iaprefix.valid_lifetime", "Valid lifetime"),
            PREFIX_BITS = PREFIX.u8("iaprefix.pref_len", "Prefix length"),
            PREFIX_IP = PREFIX.ipv6("iaprefix.pref_addr", "Prefix address");
    static final Field ELAPSED = Dhcpv6Options.of(8, "Elapsed time")
            .u16("elapsed_time", "Elapsed time")
            .code(hundredths -> 10 * hundredths)
            .in("ms");
    static final Header STATUS = Dhcpv6Options.of(13, "Status");
    static final Field STATUS_CODE = STATUS.u16("status_code", "Status Code").names(Names.lines("""
            0 Success
            1 UnspecFail
            2 NoAddrsAvail
            3 NoBinding
            4 NotOnLink
            5 UseMulticast
            6 NoPrefixAvail
            7 UnknownQueryType
            8 MalformedQuery
            9 NotConfigured
            10 NotAllowed
            11 QueryTerminated
            12 DataMissing
            13 CatchUpComplete
            14 NotSupported
            15 TLSConnectionRefused
            """)),
            STATUS_TEXT = STATUS.span("status_msg", "Status Message", Type.STRING, (f, at, end) -> some(at + 6, end));

    static final Header AUTHENTICATION = Dhcpv6Options.of(11, "Authentication");
    static final Field
            PROTOCOL =
                    AUTHENTICATION
                            .u8("auth.protocol", "Protocol")
                            .names(Names.of(2, "Delayed (obsolete)", 3, "Reconfigure key")),
            ALGORITHM = AUTHENTICATION.u8("auth.algorithm", "Algorithm").names(Names.of(1, "HMAC-MD5")),
            METHOD = AUTHENTICATION.u8("auth.rdm", "RDM").names(Names.of(0, "Monotonically increasing counter")),
            REPLAY = AUTHENTICATION.bytes(8, "auth.replay_detection", "Replay Detection"),
            REALM =
                    AUTHENTICATION.span(
                            "auth.realm",
                            "DHCP realm",
                            Type.STRING,
                            (f, at, end) -> delayed(f, at, end) ? some(at + HEAD + 11, end - 20) : Field.ABSENT),
            KEY_ID =
                    AUTHENTICATION
                            .derived(
                                    "auth.key_id",
                                    "Key ID",
                                    Type.UINT,
                                    (f, at, end) -> delayed(f, at, end) ? f.u32(end - 20) : Field.ABSENT)
                            .plain(),
            DIGEST =
                    AUTHENTICATION.span(
                            "auth.md5_data",
                            "HMAC-MD5 data",
                            Type.BYTES,
                            (f, at, end) -> delayed(f, at, end) ? some(end - 16, end) : Field.ABSENT),
            INFORMATION =
                    AUTHENTICATION.span(
                            "auth.info",
                            "Authentication Information",
                            Type.BYTES,
                            (f, at, end) -> delayed(f, at, end) ? Field.ABSENT : some(at + HEAD + 11, end));

    static final Header CLASS = counted(15, HEAD, "User Class");
    static final Field CLASS_LENGTH = CLASS.u16("userclass.length", "Length"),
            CLASS_DATA =
                    CLASS.span("userclass.opaque_data", "Suboption", Type.BYTES, (f, at, end) -> some(at + 2, end));
    static final Field
            VENDOR_ENTERPRISE = Dhcpv6Options.of(16, "Vendor Class").u32("vendorclass.enterprise", "Enterprise ID"),
            VENDOR_DATA =
                    counted(16, HEAD + 4, "Vendor Class")
                            .span(
                                    "vendorclass.data",
                                    "vendor-class-data",
                                    Type.STRING,
                                    (f, at, end) -> some(at + 2, end));
    static final Field OPTIONS_ENTERPRISE =
            Dhcpv6Options.of(17, "Vendor Options").u32("vendoropts.enterprise", "Enterprise ID");
    static final Header OWN = items(17, HEAD + 4, "Vendor Option");
    static final Field OWN_CODE = OWN.u16("vendoropts.enterprise.option_code", "Option code"),
            OWN_LENGTH = OWN.u16("vendoropts.enterprise.option_length", "Option length"),
            OWN_DATA =
                    OWN.span(
                            "vendoropts.enterprise.option_data",
                            "Option data",
                            Type.BYTES,
                            (f, at, end) -> some(at + HEAD, end));
    static final Header REMOTE = Dhcpv6Options.of(37, "Remote ID");
    static final Field REMOTE_ENTERPRISE = REMOTE.u32("remoteid.enterprise", "Enterprise ID"),
            REMOTE_ID =
                    REMOTE.span(
                            "remoteid_enterprise_id",
                            "Remote-ID",
                            Type.BYTES,
                            (f, at, end) -> some(at + HEAD + 4, end));

    static final Header NAMED = Dhcpv6Options.of(39, "Client's name");
    static final Field NAME_FLAGS = NAMED.u8("client_fqdn_flags", "Flags").hex();
    static final Header ASKS = NAMED.then("Client's flags", (f, at, end) -> isAsking(f, at));
    static final Field
            ASKS_N =
                    ASKS.derived("clientfqdn.client.n", "N bit", Type.BOOL, (f, at, end) -> f.u8(at + HEAD) >> 2 & 1)
                            .plain(),
            ASKS_S =
                    ASKS.derived("clientfqdn.client.s", "S bit", Type.BOOL, (f, at, end) -> f.u8(at + HEAD) & 1)
                            .plain();
    static final Header TELLS = NAMED.then("Server's flags", (f, at, end) -> !isAsking(f, at));
    static final Field
            TELLS_N =
                    TELLS.derived("clientfqdn.server.n", "N bit", Type.BOOL, (f, at, end) -> f.u8(at + HEAD) >> 2 & 1)
                            .plain(),
            TELLS_O =
                    TELLS.derived("clientfqdn.server.o", "O bit", Type.BOOL, (f, at, end) -> f.u8(at + HEAD) >> 1 & 1)
                            .plain(),
            TELLS_S =
                    TELLS.derived("clientfqdn.server.s", "S bit", Type.BOOL, (f, at, end) -> f.u8(at + HEAD) & 1)
                            .plain();
    static final Field NAME = Dhcpv6Options.names(39, HEAD + 1, "client_domain", "Client Domain Name", true);

    static final Header QUERIED = Dhcpv6Options.of(44, "Leasequery");
    static final Field QUERY = QUERIED.u8("lq_query", "Query-type").names(Names.lines("""
            1 by address
            2 by client ID
            3 by relay ID
            4 by link address
            5 by remote ID
            """)),
            QUERY_LINK = QUERIED.ipv6("lq_query_link_address", "Link address");
    static final Header RELAYED = Dhcpv6Options.of(47, "Leasequery Relay Data");
    static final Field RELAYED_PEER = RELAYED.ipv6("lq_relay_data_peer_addr", "Peer address"),
            RELAYED_MESSAGE =
                    RELAYED.span(
                            "lq_relay_data_msg",
                            "DHCPv6 relay message",
                            Type.STRING,
                            (f, at, end) -> some(at + HEAD + 16, end));

    static final Header TIME_SERVER = items(NTP, HEAD, "NTP Server");
    static final Field
            TIME_CODE =
                    TIME_SERVER
                            .u16("ntpserver.option.type", "Suboption")
                            .names(Names.of(
                                    1, "NTP Server Address", 2, "NTP Server Multicast Address", 3, "NTP Server FQDN")),
            TIME_LENGTH = TIME_SERVER.u16("ntpserver.option.length", "Length"),
            TIME_ADDRESS =
                    TIME_SERVER
                            .then("Address", (f, at, end) -> f.u16(at) == 1)
                            .ipv6("ntpserver.addr", "NTP Server Address");
    static final Field TIME_GROUP = TIME_SERVER
            .then("Group", (f, at, end) -> f.u16(at) == 2)
            .ipv6("ntpserver.mc_addr", "NTP Multicast Address")
            .group();
    static final Field TIME_NAME = TIME_SERVER
            .text("ntpserver.fqdn", "NTP Server FQDN", (f, at, end, out) -> {
                if (f.u16(at) == 3) {
                    Labels.put(f, at + HEAD, end, -1, out);
                    out.put(end > at + HEAD && f.u8(end - 1) == 0 ? "." : "");
                }
            })
            .plain();

    static final Header EXCLUDED = Dhcpv6Options.of(67, "Prefix Exclude");
    static final Field EXCLUDED_BITS = EXCLUDED.u8("pd_exclude.pref_len", "Prefix length"),
            EXCLUDED_ID =
                    EXCLUDED.span(
                            "pd_exclude.subnet_id",
                            "IPv6 subnet ID",
                            Type.BYTES,
                            (f, at, end) -> some(at + HEAD + 1, end));

    static final Header RULE = Dhcpv6Options.of(89, "S46 Rule");
    static final Field RULE_FLAGS = RULE.u8("s46_rule.flags", "Flags").hex(),
            RULE_RESERVED =
                    RULE.split(RULE_FLAGS)
                            .bits(7, "s46_rule.flags.reserved", "Reserved")
                            .as(Type.BOOL),
            RULE_FORWARDS = RULE.bit("s46_rule.flags.fmr", "Forwarding Mapping Rule"),
            RULE_EA = RULE.u8("s46_rule.ea_len", "EA-bit length"),
            RULE_BITS_4 = RULE.u8("s46_rule.ipv4_pref_len", "IPv4 prefix length"),
            RULE_PREFIX_4 = RULE.ipv4("s46_rule.ipv4_prefix", "IPv4 prefix"),
            RULE_BITS = RULE.u8("s46_rule.ipv6_prefix_len", "IPv6 prefix length"),
            RULE_PREFIX =
                    RULE.text(
                                    "s46_rule.ipv6_prefix",
                                    "IPv6 prefix",
                                    (f, at, end, out) -> prefix(f, at + 12, f.u8(at + 11), end, out))
                            .plain();
    static final Header DEFAULT_RULE = Dhcpv6Options.of(91, "S46 DMR");
    static final Field DEFAULT_BITS = DEFAULT_RULE.u8("s46_dmr.dmr_pref_len", "IPv6 prefix length"),
            DEFAULT_PREFIX =
                    DEFAULT_RULE
                            .text(
                                    "s46_dmr.dmr_prefix",
                                    "IPv6 prefix",
                                    (f, at, end, out) -> prefix(f, at + 5, f.u8(at + 4), end, out))
                            .plain();
    static final Header BINDING = Dhcpv6Options.of(92, "S46 Binding");
    static final Field BINDING_IP = BINDING.ipv4("s46_v4v6bind.ipv4_address", "IPv4 Address"),
            BINDING_BITS = BINDING.u8("s46_v4v6bind.ipv6_pref_len", "IPv6 prefix length"),
            BINDING_PREFIX =
                    BINDING.text(
                                    "s46_v4v6bind.ipv6_prefix",
                                    "IPv6 prefix",
                                    (f, at, end, out) -> prefix(f, at + 9, f.u8(at + 8), end, out))
                            .plain();
    static final Header PORTS = Dhcpv6Options.of(93, "S46 Port Parameters");
    static final Field PORTS_OFFSET = PORTS.u8("s46_portparam.offset", "Offset"),
            PORTS_BITS = PORTS.u8("s46_portparam.psid_len", "PSID length"),
            // The PSID is left-aligned in its two octets (RFC 7598, 4.5).
            PORTS_PSID =
                    PORTS.skip(16)
                            .derived(
                                    "s46_portparam.psid",
                                    "PSID",
                                    Type.UINT,
                                    (f, at, end) -> f.u16(at + 6) >> 16 - Math.min(16, f.u8(at + 5)))
                            .plain();

    static final Header CONNECTS = Dhcpv6Options.of(115, "Failover Connect Flags");
    static final Field
            CONNECT_FLAGS = CONNECTS.u16("failover.connect.flags", "Flags").hex(),
            CONNECT_RESERVED =
                    CONNECTS.split(CONNECT_FLAGS)
                            .bits(15, "failover.connect.flags.reserved", "Reserved")
                            .as(Type.BOOL),
            CONNECT_F = CONNECTS.bit("failover.connect.flags.f", "Fixed PD Length (F)");
    static final Header NAMES = Dhcpv6Options.of(119, "Failover DNS Flags");
    static final Field NAMES_FLAGS = NAMES.u16("failover.dns.flags", "Flags").hex(),
            NAMES_RESERVED =
                    NAMES.split(NAMES_FLAGS)
                            .bits(12, "failover.dns.flags.reserved", "Reserved")
                            .as(Type.BOOL),
            NAMES_U = NAMES.bit("failover.dns.flags.u", "Using Requested FQDN (U)"),
            NAMES_S = NAMES.bit("failover.dns.flags.s", "Synthesized Name (S)"),
            NAMES_R = NAMES.bit("failover.dns.flags.r", "Rev Uptodate (R)"),
            NAMES_F = NAMES.bit("failover.dns.flags.f", "Fwd Uptodate (F)");
    static final Header VERSION = Dhcpv6Options.of(127, "Failover Protocol Version");
    static final Field MAJOR = VERSION.u16("failover.protocol.major_version", "Protocol Major Version"),
            MINOR = VERSION.u16("failover.protocol.minor_version", "Protocol Minor Version");
    static final Header RECONFIGURE = Dhcpv6Options.of(129, "Failover Reconfigure Data");
    static final Field RECONFIGURE_TIME = RECONFIGURE.u32("failover.reconfigure_time", "Reconfigure Time"),
            RECONFIGURE_DATA =
                    RECONFIGURE.span(
                            "failover.reconfigure_key",
                            "Reconfigure Key",
                            Type.BYTES,
                            (f, at, end) -> some(at + HEAD + 4, end));
    static final Header SERVER_FLAGGED = Dhcpv6Options.of(131, "Failover Server Flags");
    static final Field
            SERVER_FLAGS = SERVER_FLAGGED.u8("failover.server.flags", "Flags").hex(),
            SERVER_RESERVED =
                    SERVER_FLAGGED
                            .split(SERVER_FLAGS)
                            .bits(5, "failover.server.flags.reserved", "Reserved")
                            .as(Type.BOOL),
            SERVER_A = SERVER_FLAGGED.bit("failover.server.flags.a", "Ack Startup (A)"),
            SERVER_S = SERVER_FLAGGED.bit("failover.server.flags.s", "Startup (S)"),
            SERVER_C = SERVER_FLAGGED.bit("failover.server.flags.c", "Communicated (C)");

    private Dhcpv6Parts() {}

    /** Has the fields entered; they are when the class is. */
    static void declare() {}

    private static long some(int at, int end) {
        return at < end ? Field.span(at, end - at) : Field.ABSENT;
    }

    private static Field link(Header h, String name, int from) {
        return h.text(name, "Link-layer address", (f, at, end, out) -> Duid.link(f, f.u16(at + 6), at + from, end, out))
                .plain();
    }

    private static boolean delayed(Frame f, int at, int end) {
        return f.u8(at + HEAD) == DELAYED && at + HEAD + 11 + 20 <= end;
    }

    /** Length 2, data. */
    private static Header counted(int code, int from, String label) {
        return Dhcpv6.OPTION.parts(
                label,
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + from : previous + 2 + f.u16(previous);
                    return f.u16(at) == code && next + 2 <= end ? next : -1;
                },
                (f, at, end) -> 2 + f.u16(at));
    }

    /** Code 2, length 2, value. */
    private static Header items(int code, int from, String label) {
        return Dhcpv6.OPTION.parts(
                label,
                (f, at, end, previous, index) -> {
                    int next = previous < 0 ? at + from : previous + HEAD + f.u16(previous + 2);
                    return f.u16(at) == code && next + HEAD <= end ? next : -1;
                },
                (f, at, end) -> HEAD + f.u16(at + 2));
    }

    /** Whether the message is one of those in which a client says what it wants done about its name (RFC 4704, 5). */
    private static boolean isAsking(Frame f, int at) {
        int layer = f.inside(Dhcpv6.H, at), option = -1;
        int type = layer < 0 ? 0 : f.u8(f.at(layer));
        for (int i = 0;
                layer >= 0
                        && (option = Dhcpv6.OPTION.next(f, f.at(layer), f.body(layer), option, i)) >= 0
                        && option < at;
                i++) {
            boolean carries = f.u16(option) == RELAYED_MESSAGE_OPTION && f.u16(option + 2) > 0;
            type = carries ? f.u8(option + HEAD) : type;
        }
        return type == SOLICIT || type == REQUEST || type == RENEW || type == REBIND;
    }

    private static void prefix(Frame f, int at, int bits, int end, Out out) {
        int bytes = Math.min(16, (bits + 7) / 8);
        if (at + bytes <= end) {
            out.ipv6(half(f, at, Math.min(8, bytes)), half(f, at + 8, bytes - 8));
        }
    }

    private static long half(Frame f, int at, int bytes) {
        return bytes <= 0 ? 0 : f.number(at, bytes) << 64 - 8 * bytes;
    }
}
