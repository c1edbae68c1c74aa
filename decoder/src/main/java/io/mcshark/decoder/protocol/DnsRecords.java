package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Type;

/**
 * Resource records of {@link DnsMessage}: name, type 2, class 2, TTL 4, length 2 and data. Fields behind the name count from the type.
 *
 * <pre>
 * type           RFC    data
 * A AAAA         1035   address
 * CNAME NS PTR   1035   a name; also MD, MF, MB, MG, MR, DNAME (6672)
 * SOA            1035   two names, five numbers of 4
 * MX AFSDB KX    1035   preference 2, name; also RT
 * TXT SPF        1035   strings, each behind its length 1
 * HINFO NAPTR    3403   numbers, strings, a name
 * SRV            2782   priority 2, weight 2, port 2, name
 * LOC            1876   version, size, precisions, place
 * CAA            8659   flags 1, tag behind its length 1, value
 * APL            3123   items of prefixes
 * </pre>
 *
 * OPT: {@link DnsOptions}; SVCB and HTTPS: {@link DnsServices}; what DNSSEC and keys need: {@link DnsSecurity}. Others are bytes.
 */
final class DnsRecords {
    /** Bytes from the type to the data. */
    static final int DATA = 10;

    static final Header RECORD = DnsMessage.ANSWER;
    static final Field
            NAME = RECORD.text("resp.name", "Name", DnsRecords::owner).plain(),
            BAD_NAME = DnsMessage.badName(RECORD);
    static final Header SERVICE = RECORD.behind("Service", DnsRecords::service);
    static final Field SRV_SERVICE = label(SERVICE, 0, 1, "srv.service", "Service"),
            SRV_PROTO = label(SERVICE, 1, 2, "srv.proto", "Protocol"),
            SRV_NAME = label(SERVICE, 2, Integer.MAX_VALUE, "srv.name", "Name");

    static final Header BODY = RECORD.behind("Record", DnsName::after);
    static final Field TYPE = BODY.u16("resp.type", "Type").names(DnsTypes.TYPES);

    static final Header PLAIN = BODY.then("Class", (f, at, end) -> !isOption(f, at) && !DnsMessage.isMdns(f, at));
    static final Field CLASS = PLAIN.u16("resp.class", "Class").hex().names(DnsTypes.CLASSES);
    static final Header MULTICAST = BODY.then("Class", (f, at, end) -> !isOption(f, at) && DnsMessage.isMdns(f, at));
    static final Field CACHE_FLUSH = MULTICAST.bit("resp.cache_flush", "Cache flush"),
            CLASS_15 = MULTICAST.bits(15, "resp.class", "Class").hex().names(DnsTypes.CLASSES);
    static final Header OPT = BODY.then("Payload size", (f, at, end) -> isOption(f, at) && !DnsMessage.isMdns(f, at));
    static final Field PAYLOAD_SIZE = OPT.u16("rr.udp_payload_size", "UDP payload size");
    static final Header OPT_MULTICAST =
            BODY.then("Payload size", (f, at, end) -> isOption(f, at) && DnsMessage.isMdns(f, at));
    static final Field OPT_CACHE_FLUSH = OPT_MULTICAST.bit("resp.cache_flush", "Cache flush"),
            PAYLOAD_SIZE_15 =
                    OPT_MULTICAST
                            .bits(15, "rr.udp_payload_size", "UDP payload size")
                            .hex();

    static {
        BODY.skip(16);
    }

    static final Header TIMED = BODY.then("TTL", (f, at, end) -> !isOption(f, at));
    static final Field TTL = TIMED.u32("resp.ttl", "Time to live").in("seconds"),
            TTL_HIGH =
                    TIMED.note(
                            "ttl.high_bit_set",
                            "TTL of more than 31 bits (RFC 2181, 8)",
                            (f, at, end) -> f.i32(at + 4) < 0);
    static final Header EXTENDED = BODY.then("EDNS", (f, at, end) -> isOption(f, at));
    static final Field
            EXT_RCODE =
                    EXTENDED.u8("resp.ext_rcode", "Higher bits in extended RCODE")
                            .hex(),
            EDNS_VERSION = EXTENDED.u8("resp.edns0_version", "EDNS0 version"),
            RESP_Z = EXTENDED.u16("resp.z", "Z").hex(),
            DO = EXTENDED.split(RESP_Z).bit("resp.z.do", "DO bit"),
            Z_RESERVED = EXTENDED.bits(15, "resp.z.reserved", "Reserved").hex();

    static {
        BODY.skip(32);
    }

    static final Field LENGTH = BODY.u16("resp.len", "Data length").in("bytes");

    static {
        BODY.length(DATA);
    }

    // ---- data

    static final Field ADDRESS = data(DnsTypes.A).ipv4("a", "Address");

    static {
        name(DnsTypes.NS, "ns", "Name Server");
        name(3, "md", "Mail Destination");
        name(4, "mf", "Mail Forwarder");
        name(DnsTypes.CNAME, "cname", "CNAME");
    }

    static final Header SOA = data(DnsTypes.SOA);
    static final Field MNAME = DnsName.field(SOA, DATA, "soa.mname", "Primary name server"),
            RNAME = second(SOA, 0, "soa.rname", "Responsible authority's mailbox");
    static final Header SOA_TIMES = SOA.behind("Times", (f, at, end) -> behind(f, at, end, 0, 2));
    static final Field SERIAL = SOA_TIMES.u32("soa.serial_number", "Serial Number"),
            REFRESH = SOA_TIMES.u32("soa.refresh_interval", "Refresh Interval").in("seconds"),
            RETRY = SOA_TIMES.u32("soa.retry_interval", "Retry Interval").in("seconds"),
            EXPIRE = SOA_TIMES.u32("soa.expire_limit", "Expire limit").in("seconds"),
            MINIMUM = SOA_TIMES.u32("soa.minimum_ttl", "Minimum TTL").in("seconds");

    static {
        SOA_TIMES.length(20);
        name(7, "mb", "Mailbox");
        name(8, "mg", "Mail group member");
        name(9, "mr", "Mail rename");
        rest(data(10), 0, "null", "Null (data)");
    }

    static final Header WKS = data(DnsTypes.WKS);
    static final Field WKS_ADDRESS = WKS.ipv4("wks.address", "Address"),
            WKS_PROTOCOL = WKS.u8("wks.protocol", "Protocol").names(IpProtocols.NAMES);
    static final Field DOMAIN = name(DnsTypes.PTR, "ptr.domain_name", "Domain Name");

    static final Header HINFO = data(DnsTypes.HINFO);

    static {
        string(HINFO, 0, "hinfo.cpu_length", "CPU Length", "hinfo.cpu", "CPU");
        string(HINFO, 1, "hinfo.os_length", "OS Length", "hinfo.os", "OS");
        Header minfo = data(14);
        DnsName.field(minfo, DATA, "minfo.r", "Responsible Mailbox");
        second(minfo, 0, "minfo.e", "Error Mailbox");
    }

    static final Header MX = data(DnsTypes.MX);
    static final Field MX_PREFERENCE = MX.u16("mx.preference", "Preference"),
            MX_NAME = DnsName.field(MX, DATA + 2, "mx.mail_exchange", "Mail Exchange");

    static final Header TEXT =
            data(DnsTypes.TXT).list("Text", null, (f, at, end) -> 1 + f.u8(at)).untitled();
    static final Field TXT_LENGTH = TEXT.u8("txt.length", "TXT Length"), TXT = text(TEXT, "txt", "TXT");

    static {
        Header rp = data(DnsTypes.RP);
        DnsName.field(rp, DATA, "rp.mailbox", "Mailbox");
        second(rp, 0, "rp.txt_rr", "TXT RR");
        preferred(DnsTypes.AFSDB, "afsdb.subtype", "Subtype", "afsdb.hostname", "Hostname");
        string(data(19), 0, "x25.length", "Length", "x25.psdn_address", "PSDN-Address");
        Header isdn = data(20);
        string(isdn, 0, "idsn.length", "Length", "idsn.address", "ISDN Address");
        string(isdn, 1, "idsn.sa.length", "Length", "idsn.sa.address", "Sub Address");
        preferred(21, "rt.subtype", "Preference", "rt.intermediate_host", "Intermediate Hostname");
        rest(data(22), 0, "nsap.rdata", "NSAP Data");
        name(23, "nsap_ptr.owner", "Owner");
        Header px = data(26);
        px.u16("px.preference", "Preference");
        DnsName.field(px, DATA + 2, "px.map822", "MAP822");
        second(px, 2, "px.map400", "MAPX400");
        Header gpos = data(27);
        string(gpos, 0, "gpos.longitude_length", "Longitude length", "gpos.longitude", "Longitude");
        string(gpos, 1, "gpos.latitude_length", "Latitude length", "gpos.latitude", "Latitude");
        string(gpos, 2, "gpos.altitude_length", "Altitude length", "gpos.altitude", "Altitude");
    }

    static final Field ADDRESS_6 = data(DnsTypes.AAAA).ipv6("aaaa", "AAAA Address");

    static final Header LOC = data(DnsTypes.LOC);
    static final Field LOC_VERSION = LOC.u8("loc.version", "Version"),
            LOC_SIZE = LOC.u8("loc.size", "Size").means(DnsRecords::centimetres),
            LOC_HORIZONTAL =
                    LOC.u8("loc.horizontal_precision", "Horizontal Precision").means(DnsRecords::centimetres),
            LOC_VERTICAL =
                    LOC.u8("loc.vertical_precision", "Vertical Precision").means(DnsRecords::centimetres),
            LATITUDE = LOC.u32("loc.latitude", "Latitude").means((v, out) -> degrees(v, 'N', 'S', out)),
            LONGITUDE = LOC.u32("loc.longitude", "Longitude").means((v, out) -> degrees(v, 'E', 'W', out)),
            ALTITUDE =
                    LOC.u32("loc.altitude", "Altitude")
                            .means((v, out) -> out.dec(v / 100 - 100_000).put(" m"));

    static final Header SRV = data(DnsTypes.SRV);
    static final Field PRIORITY = SRV.u16("srv.priority", "Priority"),
            WEIGHT = SRV.u16("srv.weight", "Weight"),
            PORT = SRV.u16("srv.port", "Port"),
            TARGET = DnsName.field(SRV, DATA + 6, "srv.target", "Target");

    static final Header NAPTR = data(DnsTypes.NAPTR);

    static {
        NAPTR.u16("naptr.order", "Order");
        NAPTR.u16("naptr.preference", "Preference");
        string(NAPTR, 0, "naptr.flags_length", "Flags Length", "naptr.flags", "Flags");
        string(NAPTR, 1, "naptr.service_length", "Service Length", "naptr.service", "Service");
        string(NAPTR, 2, "naptr.regex_length", "Regex Length", "naptr.regex", "Regex");
        Header replacement = nth(NAPTR, 3);
        replacement.derived("naptr.replacement_length", "Replacement Length", Type.UINT, DnsName::characters);
        DnsName.field(replacement, 0, "naptr.replacement", "Replacement");
        preferred(DnsTypes.KX, "kx.preference", "Preference", "kx.key_exchange", "Key Exchange");
        name(DnsTypes.DNAME, "dname", "Dname");
    }

    static final Header A6 = data(38);
    static final Field A6_PREFIX = A6.u8("a6.prefix_len", "Prefix len"),
            A6_SUFFIX =
                    A6.span(
                            "a6.address_suffix",
                            "Address Suffix",
                            Type.BYTES,
                            (f, at, end) -> at + DATA + 1 + suffix(f, at) <= end && suffix(f, at) > 0
                                    ? Field.span(at + DATA + 1, suffix(f, at))
                                    : Field.ABSENT);
    static final Header A6_NAMED =
            A6.behind("Prefix name", (f, at, end) -> A6_PREFIX.get(f, at) > 0 ? at + DATA + 1 + suffix(f, at) : -1);
    static final Field A6_NAME = DnsName.field(A6_NAMED, 0, "a6.prefix_name", "Prefix name");

    static final Header APL =
            data(DnsTypes.APL).list("Address prefix", null, (f, at, end) -> 4 + (f.u8(at + 3) & 0x7f));
    static final Field FAMILY = APL.u16("apl.address_family", "Address Family").names(Names.of(1, "IPv4", 2, "IPv6")),
            CODED_PREFIX = APL.u8("apl.coded_prefix", "Prefix Length"),
            NEGATION = APL.bit("apl.negation", "Negation Flag"),
            AFD_LENGTH = APL.bits(7, "apl.afdlength", "Address Length").in("bytes"),
            AFD_4 =
                    APL.derived(
                                    "apl.afdpart.ipv4",
                                    "Address",
                                    Type.IPV4,
                                    (f, at, end) -> f.u16(at) == 1 ? DnsOptions.prefix4(f, at + 4, end) : Field.ABSENT)
                            .plain(),
            AFD_6 =
                    APL.span(
                            "apl.afdpart.ipv6",
                            "Address",
                            Type.IPV6,
                            (f, at, end) -> f.u16(at) == 2 ? DnsOptions.prefix6(at + 4, end) : Field.ABSENT);

    static {
        rest(data(DnsTypes.DHCID), 0, "dhcid.rdata", "DHCID Data");
        Header spf = data(DnsTypes.SPF)
                .list("Text", null, (f, at, end) -> 1 + f.u8(at))
                .untitled();
        spf.u8("spf.length", "SPF Length");
        text(spf, "spf", "SPF");
        Header nid = data(DnsTypes.NID);
        nid.u16("ilnp.nid.preference", "Preference");
        nid.bytes(8, "ilnp.nid", "NodeID");
        Header l32 = data(DnsTypes.L32);
        l32.u16("ilnp.l32.preference", "Preference");
        l32.ipv4("ilnp.l32", "Locator32");
        Header l64 = data(DnsTypes.L64);
        l64.u16("ilnp.l64.preference", "Preference");
        l64.bytes(8, "ilnp.l64", "Locator64");
        preferred(DnsTypes.LP, "ilnp.lp.preference", "Preference", "ilnp.lp", "Locator FQDN");
        data(DnsTypes.EUI48).mac("eui48", "EUI48 Address");
        data(DnsTypes.EUI64).bytes(8, "eui64", "EUI64 Address").colons();
    }

    static final Header CAA = data(DnsTypes.CAA);
    static final Field CAA_FLAGS = CAA.u8("caa.flags", "CAA Flags").hex(),
            CRITICAL = CAA.split(CAA_FLAGS).bit("caa.flags.issuer_critical", "Issuer Critical");
    static final Field CAA_ISSUE = property("issue", "Issue"),
            CAA_ISSUEWILD = property("issuewild", "Issue Wildcard"),
            CAA_IODEF = property("iodef", "Report URL"),
            CAA_UNKNOWN =
                    CAA.span(
                            "caa.unknown",
                            "Unknown tag",
                            Type.STRING,
                            (f, at, end) -> isTag(f, at, end, "issue")
                                            || isTag(f, at, end, "issuewild")
                                            || isTag(f, at, end, "iodef")
                                    ? Field.ABSENT
                                    : value(f, at, end));
    static final Header TAG = CAA.behind("Tag", (f, at, end) -> at + DATA + 1);
    static final Field TAG_LENGTH = TAG.u8("caa.tag_length", "Tag length"),
            TAG_TEXT = text(TAG, "caa.tag", "Tag"),
            VALUE = TAG.span("caa.value", "Value", Type.STRING, (f, at, end) -> value(f, at - DATA - 1, end));

    static {
        DnsOptions.declare();
        DnsServices.declare();
        DnsSecurity.declare();
    }

    static final Field UNKNOWN = BODY.span(
            "data",
            "Data",
            Type.BYTES,
            (f, at, end) ->
                    isKnown(f.u16(at)) || end <= at + DATA ? Field.ABSENT : Field.span(at + DATA, end - at - DATA));

    private DnsRecords() {}

    /** Loads this class, whose fields then stand in DNS's header. */
    static void declare() {}

    // ---- for declarations

    /** The data of records of a type. */
    static Header data(int type) {
        return BODY.then(DnsTypes.TYPES.get(type), (f, at, end) -> f.u16(at) == type && end > at + DATA);
    }

    /** The data of records of two types of the same form. */
    static Header data(int type, int other) {
        return BODY.then(
                DnsTypes.TYPES.get(type), (f, at, end) -> (f.u16(at) == type || f.u16(at) == other) && end > at + DATA);
    }

    private static Field name(int type, String name, String label) {
        return DnsName.field(data(type), DATA, name, label);
    }

    private static void preferred(int type, String number, String numberLabel, String name, String label) {
        Header h = data(type);
        h.u16(number, numberLabel);
        DnsName.field(h, DATA + 2, name, label);
    }

    /** The name behind another one, which begins {@code from} bytes into the data. */
    private static Field second(Header h, int from, String name, String label) {
        return h.text(name, label, (f, at, end, out) -> {
                    int behind = behind(f, at, end, from, 1);
                    if (behind >= 0) {
                        DnsName.put(f, behind, out);
                    }
                })
                .plain();
    }

    /** One past {@code names} names that begin {@code from} bytes into the data; -1 when they do not fit. */
    private static int behind(Frame f, int at, int end, int from, int names) {
        int next = at + DATA + from;
        for (int i = 0; i < names && next >= 0; i++) {
            next = DnsName.after(f, next, end);
        }
        return next;
    }

    /** Bytes from {@code from} bytes into the data to its end. */
    static Field rest(Header h, int from, String name, String label) {
        return h.span(name, label, Type.BYTES, (f, at, end) -> {
            int first = at + DATA + from;
            return first < end ? Field.span(first, end - first) : Field.ABSENT;
        });
    }

    /** The part behind {@code n} strings that follow a header's fixed fields. */
    private static Header nth(Header h, int n) {
        int fixed = h.bytes();
        return h.behind("String", (f, at, end) -> {
            int next = at + fixed;
            for (int i = 0; i < n && next >= 0; i++) {
                next = next < end ? next + 1 + f.u8(next) : -1;
            }
            return next;
        });
    }

    private static void string(Header h, int n, String number, String numberLabel, String name, String label) {
        Header part = nth(h, n);
        part.u8(number, numberLabel);
        text(part, name, label);
    }

    /** The text behind the length that a part begins with. */
    private static Field text(Header h, String name, String label) {
        return h.span(name, label, Type.STRING, (f, at, end) -> Field.span(at + 1, Math.min(f.u8(at), end - at - 1)));
    }

    private static Field label(Header h, int first, int last, String name, String label) {
        return h.text(name, label, (f, at, end, out) -> DnsName.put(f, at, first, last, out))
                .plain();
    }

    private static Field property(String tag, String label) {
        return CAA.span(
                "caa." + tag,
                label,
                Type.STRING,
                (f, at, end) -> isTag(f, at, end, tag) ? value(f, at, end) : Field.ABSENT);
    }

    // ---- what the bytes say

    private static boolean isOption(Frame f, int at) {
        return f.u16(at) == DnsTypes.OPT;
    }

    private static int service(Frame f, int at, int end) {
        int type = DnsName.after(f, at, end);
        return type >= 0 && f.u16(type) == DnsTypes.SRV ? at : -1;
    }

    /** The name of a record, other than that of SRV, which Wireshark shows in three parts. */
    private static void owner(Frame f, int at, int end, Out out) {
        if (service(f, at, end) < 0) {
            DnsName.put(f, at, out);
        }
    }

    /** Bytes of the address behind a prefix length (RFC 2874, 3.1.1). */
    private static int suffix(Frame f, int at) {
        return Math.max(0, 16 - f.u8(at + DATA) / 8);
    }

    private static boolean isTag(Frame f, int at, int end, String tag) {
        int from = at + DATA + 2;
        if (from + tag.length() > end || f.u8(from - 1) != tag.length()) {
            return false;
        }
        for (int i = 0; i < tag.length(); i++) {
            if (f.u8(from + i) != tag.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static long value(Frame f, int at, int end) {
        int length = at + DATA + 1;
        int from = length < end ? length + 1 + f.u8(length) : end + 1;
        return from > end ? Field.ABSENT : Field.span(from, end - from);
    }

    /** RFC 1876, 2: four bits times ten to the power of four bits, in centimetres. */
    private static void centimetres(long code, Out out) {
        long value = code >> 4;
        for (long i = code & 15; i > 0; i--) {
            value *= 10;
        }
        out.dec(value / 100).put('.').dec(value % 100, 2).put(" m");
    }

    /** Thousandths of a second of arc, from 2^31 at the equator or the prime meridian. */
    private static void degrees(long value, char above, char below, Out out) {
        long arc = Math.abs(value - 0x80000000L);
        out.dec(arc / 3_600_000).put(" deg ").dec(arc / 60_000 % 60).put(" min ");
        out.dec(arc / 1000 % 60).put('.').dec(arc % 1000, 3).put(" sec ");
        out.put(value >= 0x80000000L ? above : below);
    }

    private static boolean isKnown(int type) {
        return type >= 1 && type <= 30
                || type >= DnsTypes.SRV && type <= DnsTypes.TLSA && type != 34 && type != 40
                || type == DnsTypes.SMIMEA
                || type == DnsTypes.HIP
                || type >= DnsTypes.CDS && type <= DnsTypes.HTTPS
                || type == DnsTypes.SPF
                || type >= DnsTypes.NID && type <= DnsTypes.EUI64
                || type == DnsTypes.TKEY
                || type == DnsTypes.TSIG
                || type == DnsTypes.CAA
                || type == DnsTypes.DLV;
    }

    // ---- in a line

    /** Appends what a record says, its type at {@code at}: an address, a name, text. */
    static void row(Frame f, int at, int end, Out out) {
        int data = at + DATA;
        if (data >= end) {
            return;
        }
        switch (f.u16(at)) {
            case DnsTypes.A -> {
                if (data + 4 <= end) {
                    out.put(' ').ipv4(f.i32(data));
                }
            }
            case DnsTypes.AAAA -> {
                if (data + 16 <= end) {
                    out.put(' ').ipv6(f.u64(data), f.u64(data + 8));
                }
            }
            case DnsTypes.NS, DnsTypes.CNAME, DnsTypes.PTR, DnsTypes.DNAME -> DnsName.put(f, data, out.put(" > "));
            case DnsTypes.MX -> {
                if (data + 2 < end) {
                    DnsName.put(f, data + 2, out.put(" > "));
                }
            }
            case DnsTypes.SRV -> {
                if (data + 6 < end) {
                    DnsName.put(f, data + 6, out.put(" > "));
                    out.put(':').dec(f.u16(data + 4));
                }
            }
            case DnsTypes.TXT -> {
                out.put(" \"").safe(f.segment(), f.base() + data + 1, Math.min(f.u8(data), end - data - 1));
                out.put(data + 1 + f.u8(data) < end ? "\" …" : "\"");
            }
            default -> {}
        }
    }
}
