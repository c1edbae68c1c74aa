package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Type;

/**
 * The data of records of {@link DnsRecords} that hold keys, signatures and digests, or say that there is nothing.
 *
 * <pre>
 * type              RFC    data
 * RRSIG SIG         4034   type 2, algorithm 1, labels 1, TTL 4, times 4 4, key tag 2, name, signature
 * DNSKEY CDNSKEY    4034   flags 2, protocol 1, algorithm 1, key
 * KEY               2535   the same with other flags
 * DS CDS DLV        4034   key tag 2, algorithm 1, digest type 1, digest
 * NSEC NXT          4034   name, type bit map
 * NSEC3             5155   algorithm 1, flags 1, iterations 2, salt, hash, type bit map
 * SSHFP             4255   algorithm 1, type 1, fingerprint
 * TLSA SMIMEA       6698   usage 1, selector 1, matching type 1, data
 * CERT              4398   type 2, key tag 2, algorithm 1, certificate
 * TSIG              8945   name, time 6, fudge 2, MAC, id 2, error 2, other
 * CSYNC ZONEMD      7477, 8976
 * </pre>
 */
final class DnsSecurity {
    private static final int DATA = DnsRecords.DATA, SIGNER = 18;
    private static final String BASE_32 = "0123456789abcdefghijklmnopqrstuv";

    static final Header RRSIG = DnsRecords.data(DnsTypes.RRSIG, DnsTypes.SIG);
    static final Field COVERED = RRSIG.u16("rrsig.type_covered", "Type Covered").names(DnsTypes.TYPES),
            SIG_ALGORITHM = RRSIG.u8("rrsig.algorithm", "Algorithm").names(DnsTypes.ALGORITHMS),
            SIG_LABELS = RRSIG.u8("rrsig.labels", "Labels"),
            ORIGINAL_TTL = RRSIG.u32("rrsig.original_ttl", "Original TTL").in("seconds"),
            EXPIRATION = time(RRSIG, "rrsig.signature_expiration", "Signature Expiration"),
            INCEPTION = time(RRSIG, "rrsig.signature_inception", "Signature Inception"),
            SIG_TAG = RRSIG.u16("rrsig.key_tag", "Key Tag"),
            SIGNERS_NAME = DnsName.field(RRSIG, DATA + SIGNER, "rrsig.signers_name", "Signer's name"),
            SIGNATURE =
                    RRSIG.span("rrsig.signature", "Signature", Type.BYTES, (f, at, end) -> {
                        int from = DnsName.after(f, at + DATA + SIGNER, end);
                        return from >= 0 && from < end ? Field.span(from, end - from) : Field.ABSENT;
                    });

    static final Header KEY = DnsRecords.data(DnsTypes.KEY);

    static {
        RRSIG.length(SIGNER);
        Field flags = KEY.u16("key.flags", "Flags").hex();
        KEY.split(flags).bit("key.flags.authentication", "Key not allowed for authentication");
        KEY.bit("key.flags.confidentiality", "Key not allowed for confidentiality");
        KEY.bit("key.flags.required", "Key not required");
        KEY.skip(2).bit("key.flags.associated_user", "Key is associated with a user");
        KEY.bit("key.flags.associated_named_entity", "Key is associated with the named entity");
        KEY.skip(1).bit("key.flags.ipsec", "Key use with IPSEC");
        KEY.bit("key.flags.mime", "Key use with MIME security multiparts");
        KEY.skip(2).bits(4, "key.flags.signatory", "Signatory");
        KEY.u8("key.protocol", "Protocol");
        KEY.u8("key.algorithm", "Algorithm").names(DnsTypes.ALGORITHMS);
        KEY.derived("key.key_id", "Key ID", Type.UINT, DnsSecurity::keyTag);
        DnsRecords.rest(KEY, 4, "key.public_key", "Public Key");
    }

    static final Header DNSKEY = DnsRecords.data(DnsTypes.DNSKEY, DnsTypes.CDNSKEY);
    static final Field KEY_FLAGS = DNSKEY.u16("dnskey.flags", "Flags").hex(),
            ZONE_KEY = DNSKEY.split(KEY_FLAGS).skip(7).bit("dnskey.flags.zone_key", "Zone Key"),
            REVOKED = DNSKEY.bit("dnskey.flags.key_revoked", "Key Revoked"),
            ENTRY_POINT = DNSKEY.skip(6).bit("dnskey.flags.secure_entry_point", "Key Signing Key"),
            KEY_RESERVED =
                    DNSKEY.derived(
                                    "dnskey.flags.reserved",
                                    "Reserved",
                                    Type.UINT,
                                    (f, at, end) -> (f.u16(at + DATA) & 0xfe7e) >> 1)
                            .hex(4)
                            .plain(),
            KEY_PROTOCOL = DNSKEY.u8("dnskey.protocol", "Protocol"),
            KEY_ALGORITHM = DNSKEY.u8("dnskey.algorithm", "Algorithm").names(DnsTypes.ALGORITHMS),
            KEY_ID = DNSKEY.derived("dnskey.key_id", "Key id", Type.UINT, DnsSecurity::keyTag),
            PUBLIC_KEY = DnsRecords.rest(DNSKEY, 4, "dnskey.public_key", "Public Key");

    static {
        digest(DnsRecords.data(DnsTypes.DS, DnsTypes.CDS));
        digest(DnsRecords.data(DnsTypes.DLV));

        Header nxt = DnsRecords.data(DnsTypes.NXT);
        DnsName.field(nxt, DATA, "nxt.next_domain_name", "Next Domain Name");
        set(nxt.behind("Bit map", (f, at, end) -> DnsName.after(f, at + DATA, end)), 0, (f, at) -> 0);
        Header nsec = DnsRecords.data(DnsTypes.NSEC);
        DnsName.field(nsec, DATA, "nsec.next_domain_name", "Next Domain Name");
        types(nsec, (f, at, end) -> DnsName.after(f, at + DATA, end));
    }

    static final Header NSEC3 = DnsRecords.data(DnsTypes.NSEC3, DnsTypes.NSEC3PARAM);
    static final Field HASH_ALGORITHM = NSEC3.u8("nsec3.algo", "Hash algorithm").names(Names.of(1, "SHA-1")),
            NSEC3_FLAGS = NSEC3.u8("nsec3.flags", "NSEC3 flags");
    static final Header OPT_OUT = NSEC3.then("Flags", (f, at, end) -> f.u16(at) == DnsTypes.NSEC3);
    static final Field OPTED_OUT = OPT_OUT.split(NSEC3_FLAGS).skip(7).bit("nsec3.flags.opt_out", "NSEC3 Opt-out flag");
    static final Field ITERATIONS = NSEC3.u16("nsec3.iterations", "NSEC3 iterations"),
            SALT_LENGTH = NSEC3.u8("nsec3.salt_length", "Salt length").in("bytes"),
            SALT =
                    NSEC3.span("nsec3.salt_value", "Salt value", Type.BYTES, (f, at, end) -> {
                        int length = (int) SALT_LENGTH.get(f, at);
                        return length > 0 && at + DATA + 5 + length <= end
                                ? Field.span(at + DATA + 5, length)
                                : Field.ABSENT;
                    });
    static final Header HASH = NSEC3.behind(
            "Next hashed owner",
            (f, at, end) -> f.u16(at) == DnsTypes.NSEC3 ? at + DATA + 5 + (int) SALT_LENGTH.get(f, at) : -1);
    static final Field HASH_LENGTH = HASH.u8("nsec3.hash_length", "Hash length").in("bytes"),
            HASH_VALUE = HASH.text("nsec3.hash_value", "Next hashed owner", DnsSecurity::base32);

    static {
        types(HASH, (f, at, end) -> at + 1 + f.u8(at));

        Header sshfp = DnsRecords.data(DnsTypes.SSHFP);
        sshfp.u8("sshfp.algorithm", "Algorithm")
                .names(Names.of(1, "RSA", 2, "DSS", 3, "ECDSA", 4, "Ed25519", 6, "Ed448"));
        sshfp.u8("sshfp.fingerprint.type", "Fingerprint type").names(Names.of(1, "SHA-1", 2, "SHA-256"));
        DnsRecords.rest(sshfp, 2, "sshfp.fingerprint", "Fingerprint");

        Header tlsa = DnsRecords.data(DnsTypes.TLSA, DnsTypes.SMIMEA);
        tlsa.u8("tlsa.certificate_usage", "Certificate Usage")
                .names(Names.of(0, "PKIX-TA", 1, "PKIX-EE", 2, "DANE-TA", 3, "DANE-EE", 255, "Private"));
        tlsa.u8("tlsa.selector", "Selector").names(Names.of(0, "Full certificate", 1, "SubjectPublicKeyInfo"));
        tlsa.u8("tlsa.matching_type", "Matching Type").names(Names.of(0, "Exact", 1, "SHA-256", 2, "SHA-512"));
        DnsRecords.rest(tlsa, 3, "tlsa.certificate_association_data", "Certificate Association Data");

        Header cert = DnsRecords.data(DnsTypes.CERT);
        cert.u16("cert.type", "Type").names(Names.of(1, "PKIX", 2, "SPKI", 3, "PGP", 253, "URI", 254, "OID"));
        cert.u16("cert.key_tag", "Key Tag").hex();
        cert.u8("cert.algorithm", "Algorithm").names(DnsTypes.ALGORITHMS);
        DnsRecords.rest(cert, 5, "cert.certificate", "Certificate (or CRL)");

        Header ipsec = DnsRecords.data(DnsTypes.IPSECKEY);
        ipsec.u8("ipseckey.gateway_precedence", "Gateway Precedence");
        ipsec.u8("ipseckey.gateway_type", "Gateway Type").names(Names.of(0, "None", 1, "IPv4", 2, "IPv6", 3, "Name"));
        ipsec.u8("ipseckey.gateway_algorithm", "Gateway Algorithm").names(Names.of(0, "None", 1, "DSA", 2, "RSA"));
        ipsec.then("Gateway", (f, at, end) -> f.u8(at + DATA + 1) == 1).ipv4("ipseckey.gateway_ipv4", "IPv4 Gateway");
        ipsec.then("Gateway", (f, at, end) -> f.u8(at + DATA + 1) == 2).ipv6("ipseckey.gateway_ipv6", "IPv6 Gateway");
        DnsName.field(
                ipsec.then("Gateway", (f, at, end) -> f.u8(at + DATA + 1) == 3 && at + DATA + 3 < end),
                DATA + 3,
                "ipseckey.gateway_dns",
                "DNS Gateway");
        ipsec.span("ipseckey.public_key", "Public Key", Type.BYTES, (f, at, end) -> {
            int gateway = at + DATA + 3;
            int from =
                    switch (f.u8(at + DATA + 1)) {
                        case 0 -> gateway;
                        case 1 -> gateway + 4;
                        case 2 -> gateway + 16;
                        case 3 -> DnsName.after(f, gateway, end);
                        default -> -1;
                    };
            return from >= 0 && from < end ? Field.span(from, end - from) : Field.ABSENT;
        });

        DnsRecords.data(DnsTypes.OPENPGPKEY)
                .span("openpgpkey", "OpenPGP Key", Type.STRING, (f, at, end) -> Field.span(at + DATA, end - at - DATA));

        Header csync = DnsRecords.data(DnsTypes.CSYNC);
        csync.u32("csync.soa", "SOA");
        Field flags = csync.u16("csync.flags", "Flags").hex();
        csync.split(flags).skip(14).bit("csync.flags.soaminimum", "soaminimum");
        csync.bit("csync.flags.immediate", "immediate");
        DnsRecords.rest(csync, 6, "csync.type_bitmap", "Type Bitmap");
        types(csync, (f, at, end) -> at + DATA + 6);

        Header zonemd = DnsRecords.data(DnsTypes.ZONEMD);
        zonemd.u32("zonemd.serial", "Serial");
        zonemd.u8("zonemd.scheme", "Scheme").names(Names.of(1, "Simple"));
        zonemd.u8("zonemd.hash_algo", "Hash Algorithm").names(Names.of(1, "SHA-384", 2, "SHA-512"));
        DnsRecords.rest(zonemd, 6, "zonemd.digest", "Digest");

        Header hip = DnsRecords.data(DnsTypes.HIP);
        hip.u8("hip.hit.length", "HIT length").in("bytes");
        hip.u8("hip.hit.pk.algo", "PK algorithm").names(Names.of(1, "DSA", 2, "RSA", 3, "ECDSA"));
        hip.u16("hip.pk.length", "PK length").in("bytes");
        hip.span("hip.hit", "Host Identity Tag", Type.BYTES, (f, at, end) -> hip(at, end, 0, f.u8(at + DATA)));
        hip.span(
                "hip.pk",
                "HIP Public Key",
                Type.BYTES,
                (f, at, end) -> hip(at, end, f.u8(at + DATA), f.u16(at + DATA + 2)));
    }

    static final Header TSIG = DnsRecords.data(DnsTypes.TSIG);
    static final Field TSIG_ALGORITHM = DnsName.field(TSIG, DATA, "tsig.algorithm_name", "Algorithm Name");
    static final Header SIGNED = behindName(TSIG, "Signed");
    static final Field TIME_SIGNED = SIGNED.derived(
                    "tsig.time_signed", "Time Signed", Type.ABSOLUTE_TIME, (f, at, end) -> f.u48(at) * 1_000_000_000L)
            .plain()
            .date();
    static final Field FUDGE = SIGNED.skip(48).u16("tsig.fudge", "Fudge").in("seconds"),
            MAC_SIZE = SIGNED.u16("tsig.mac_size", "MAC Size").in("bytes");
    static final Header BEHIND_MAC = SIGNED.behind("Original", (f, at, end) -> at + 10 + f.u16(at + 8));
    static final Field ORIGINAL_ID = BEHIND_MAC.u16("tsig.original_id", "Original Id"),
            TSIG_ERROR = BEHIND_MAC.u16("tsig.error", "Error").names(DnsTypes.RCODES),
            OTHER_LEN = BEHIND_MAC.u16("tsig.other_len", "Other Len").in("bytes"),
            OTHER_DATA =
                    BEHIND_MAC.span(
                            "tsig.other_data",
                            "Other Data",
                            Type.BYTES,
                            (f, at, end) -> end > at + 6 ? Field.span(at + 6, end - at - 6) : Field.ABSENT);

    static final Header TKEY = DnsRecords.data(DnsTypes.TKEY);
    static final Field TKEY_ALGORITHM = DnsName.field(TKEY, DATA, "tkey.algo_name", "Algorithm name");
    static final Header TKEY_BODY = behindName(TKEY, "Key");
    static final Field TKEY_INCEPTION = time(TKEY_BODY, "tkey.signature_inception", "Signature Inception"),
            TKEY_EXPIRATION = time(TKEY_BODY, "tkey.signature_expiration", "Signature Expiration"),
            TKEY_MODE =
                    TKEY_BODY
                            .u16("tkey.mode", "Mode")
                            .names(Names.of(
                                    1,
                                    "Server assigned",
                                    2,
                                    "Diffie-Hellman",
                                    3,
                                    "GSS-API",
                                    4,
                                    "Resolver assigned",
                                    5,
                                    "Delete")),
            TKEY_ERROR = TKEY_BODY.u16("tkey.error", "Error").names(DnsTypes.RCODES),
            KEY_SIZE = TKEY_BODY.u16("tkey.key_size", "Key Size").in("bytes"),
            KEY_DATA =
                    TKEY_BODY.span("tkey.key_data", "Key Data", Type.BYTES, (f, at, end) -> {
                        int length = f.u16(at + 12);
                        return length > 0 && at + 14 + length <= end ? Field.span(at + 14, length) : Field.ABSENT;
                    });

    private DnsSecurity() {}

    /** Loads this class, whose fields then stand in DNS's header. */
    static void declare() {}

    private static Header behindName(Header h, String label) {
        return h.behind(label, (f, at, end) -> DnsName.after(f, at + DATA, end));
    }

    private static void digest(Header h) {
        h.u16("ds.key_id", "Key id").hex();
        h.u8("ds.algorithm", "Algorithm").names(DnsTypes.ALGORITHMS);
        h.u8("ds.digest_type", "Digest Type").names(DnsTypes.DIGESTS);
        DnsRecords.rest(h, 4, "ds.digest", "Digest");
    }

    /** Seconds since 1970 (RFC 4034, 3.1.5, before the serial numbers wrap in 2106). */
    private static Field time(Header h, String name, String label) {
        int from = h.bytes();
        Field time = h.derived(name, label, Type.ABSOLUTE_TIME, (f, at, end) -> f.u32(at + from) * 1_000_000_000L)
                .plain()
                .date();
        h.skip(32);
        return time;
    }

    private static long hip(int at, int end, int from, int length) {
        int first = at + DATA + 4 + from;
        return length > 0 && first + length <= end ? Field.span(first, length) : Field.ABSENT;
    }

    /** RFC 4034, appendix B; algorithm 1 has the tag in the key's last bytes but one. */
    private static long keyTag(Frame f, int at, int end) {
        int from = at + DATA;
        if (f.u8(from + 3) == 1) {
            return end - from >= 8 ? f.u16(end - 3) : Field.ABSENT;
        }
        long sum = 0;
        for (int i = from; i < end; i++) {
            sum += (i - from & 1) == 0 ? f.u8(i) << 8 : f.u8(i);
        }
        return sum + (sum >> 16 & 0xffff) & 0xffff;
    }

    private static void base32(Frame f, int at, int end, Out out) {
        int last = Math.min(end, at + 1 + f.u8(at));
        int bits = 0;
        int held = 0;
        for (int i = at + 1; i < last; i++) {
            held = (held << 8 | f.u8(i)) & 0xfff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                out.put(BASE_32.charAt(held >> bits & 31));
            }
        }
        if (bits > 0) {
            out.put(BASE_32.charAt(held << 5 - bits & 31));
        }
    }

    /** Declares the types that bit maps of 256 types each say there are: number of the map 1, length 1, bits (RFC 4034, 4.1.2). */
    private static void types(Header h, Header.Place place) {
        Header window = h.parts(
                "Bit map",
                (f, at, end, previous, index) ->
                        previous < 0 ? place.of(f, at, end) : previous + 2 + Math.max(1, f.u8(previous + 1)),
                (f, at, end) -> 2 + f.u8(at + 1));
        window.skip(16);
        set(window, 2, (f, at) -> f.u8(at) << 8);
    }

    private interface Base {
        int of(Frame f, int at);
    }

    private static void set(Header map, int from, Base base) {
        map.untitled()
                .entries("Type", (f, at, end, previous, index) -> {
                    int first = base.of(f, at);
                    int bits = Math.min(256, (end - at - from) * 8);
                    for (int i = previous < 0 ? 0 : previous - first + 1; i < bits; i++) {
                        if ((f.u8(at + from + i / 8) << i % 8 & 0x80) != 0) {
                            return first + i;
                        }
                    }
                    return -1;
                })
                .derived("resp.type", "RR type in bit map", Type.UINT, (f, at, end) -> at)
                .plain()
                .names(DnsTypes.TYPES);
    }
}
