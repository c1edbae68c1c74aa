package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Type;

/**
 * The options in OPT records of {@link DnsRecords}, EDNS: RFC 6891; code 2, length 2, data.
 *
 * <pre>
 * code    option                 RFC    data
 * 5 6 7   DAU, DHU, N3U          6975   algorithms, one byte each
 * 8       client subnet          7871   family 2, source and scope prefix length 1, address cut to the prefix
 * 10      cookie                 7873   client's 8, server's 8 to 32
 * 11      TCP keepalive          7828   timeout 2 in tenths of a second, or nothing
 * 12      padding                7830
 * 13      chain                  7901   name
 * 15      extended error         8914   code 2, text
 * </pre>
 */
final class DnsOptions {
    private static final int FIXED = 4, COOKIE = 10, CLIENT_COOKIE = 8;

    static final Header OPTION =
            DnsRecords.data(DnsTypes.OPT).list("Option", null, (f, at, end) -> FIXED + f.u16(at + 2));
    static final Field ANY = OPTION.note("opt", "Option", (f, at, end) -> true).hidden(),
            CODE = OPTION.u16("opt.code", "Option Code").names(Names.lines("""
            1 LLQ
            2 Update lease
            3 NSID
            4 Owner
            5 DAU
            6 DHU
            7 N3U
            8 Client subnet
            9 Expire
            10 Cookie
            11 TCP keepalive
            12 Padding
            13 Chain
            14 Key tag
            15 Extended DNS error
            16 Client tag
            17 Server tag
            """)),
            LENGTH = OPTION.u16("opt.len", "Option Length").in("bytes"),
            DATA = OPTION.span("opt.data", "Option Data", Type.BYTES, (f, at, end) -> rest(at, end, FIXED));

    static {
        OPTION.length(FIXED);
        each(5, "opt.dau", "DAU", DnsTypes.ALGORITHMS);
        each(6, "opt.dhu", "DHU", DnsTypes.DIGESTS);
        each(7, "opt.n3u", "N3U", Names.of(1, "SHA-1"));
    }

    static final Header SUBNET = option(8, "Client subnet");
    static final Field FAMILY = SUBNET.u16("opt.client.family", "Family").names(Names.of(1, "IPv4", 2, "IPv6")),
            NETMASK = SUBNET.u8("opt.client.netmask", "Source Netmask"),
            SCOPE = SUBNET.u8("opt.client.scope", "Scope Netmask"),
            ADDRESS_4 =
                    SUBNET.derived(
                                    "opt.client.addr4",
                                    "Client Subnet",
                                    Type.IPV4,
                                    (f, at, end) -> FAMILY.get(f, at) == 1 ? prefix4(f, at + 8, end) : Field.ABSENT)
                            .plain(),
            ADDRESS_6 =
                    SUBNET.span(
                            "opt.client.addr6",
                            "Client Subnet",
                            Type.IPV6,
                            (f, at, end) -> FAMILY.get(f, at) == 2 ? prefix6(at + 8, end) : Field.ABSENT),
            ADDRESS =
                    SUBNET.span(
                            "opt.client.addr",
                            "Client Subnet",
                            Type.BYTES,
                            (f, at, end) ->
                                    FAMILY.get(f, at) == 1 || FAMILY.get(f, at) == 2 ? Field.ABSENT : rest(at, end, 8));
    static final Field
            CLIENT =
                    OPTION.span(
                            "opt.cookie.client",
                            "Client Cookie",
                            Type.BYTES,
                            (f, at, end) -> f.u16(at) == COOKIE && at + FIXED + CLIENT_COOKIE <= end
                                    ? Field.span(at + FIXED, CLIENT_COOKIE)
                                    : Field.ABSENT),
            SERVER =
                    OPTION.span(
                            "opt.cookie.server",
                            "Server Cookie",
                            Type.BYTES,
                            (f, at, end) -> f.u16(at) == COOKIE ? rest(at, end, FIXED + CLIENT_COOKIE) : Field.ABSENT);
    static final Field TIMEOUT = option(11, "TCP keepalive").u16("opt.edns_tcp_keepalive.timeout", "Timeout");
    static final Field PADDING = OPTION.span(
            "opt.padding",
            "Padding",
            Type.BYTES,
            (f, at, end) -> f.u16(at) == 12 ? rest(at, end, FIXED) : Field.ABSENT);
    static final Field CHAIN = DnsName.field(
            OPTION.then("Chain", (f, at, end) -> f.u16(at) == 13 && end > at + FIXED),
            FIXED,
            "opt.chain.fqdn",
            "Closest Trust Point");
    static final Header ERROR = option(15, "Extended error");
    static final Field
            INFO_CODE = ERROR.u16("opt.ext_error.info_code", "Info Code").names(Names.lines("""
            0 Other error
            1 Unsupported DNSKEY algorithm
            2 Unsupported DS digest type
            3 Stale answer
            4 Forged answer
            5 DNSSEC indeterminate
            6 DNSSEC bogus
            7 Signature expired
            8 Signature not yet valid
            9 DNSKEY missing
            10 RRSIGs missing
            11 No zone key bit set
            12 NSEC missing
            13 Cached error
            14 Not ready
            15 Blocked
            16 Censored
            17 Filtered
            18 Prohibited
            19 Stale NXDOMAIN answer
            20 Not authoritative
            21 Not supported
            22 No reachable authority
            23 Network error
            24 Invalid data
            """)),
            EXTRA_TEXT =
                    ERROR.span(
                            "opt.ext_error.extra_text",
                            "Extra Text",
                            Type.STRING,
                            (f, at, end) -> rest(at, end, FIXED + 2));

    private DnsOptions() {}

    /** Loads this class, whose fields then stand in DNS's header. */
    static void declare() {}

    private static Header option(int code, String label) {
        return OPTION.then(label, (f, at, end) -> f.u16(at) == code);
    }

    private static void each(int code, String name, String label, Names names) {
        option(code, label).list(label, null, (f, at, end) -> 1).u8(name, label).names(names);
    }

    private static long rest(int at, int end, int skip) {
        return at + skip < end ? Field.span(at + skip, end - at - skip) : Field.ABSENT;
    }

    /** An IPv4 address whose last bytes may be left out. */
    static long prefix4(Frame f, int at, int end) {
        int bytes = Math.min(4, end - at);
        return bytes <= 0 ? Field.ABSENT : f.number(at, bytes) << 8 * (4 - bytes);
    }

    /** An IPv6 address whose last bytes may be left out. */
    static long prefix6(int at, int end) {
        return end > at ? Field.span(at, Math.min(16, end - at)) : Field.ABSENT;
    }
}
