package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Names;

/** What numbers in DNS messages are called: IANA's registries of DNS parameters and DNSSEC algorithm numbers. */
final class DnsTypes {
    static final int A = 1, NS = 2, CNAME = 5, SOA = 6, WKS = 11, PTR = 12, HINFO = 13, MX = 15, TXT = 16, RP = 17;
    static final int AFSDB = 18, SIG = 24, KEY = 25, AAAA = 28, LOC = 29, NXT = 30, SRV = 33, NAPTR = 35, KX = 36;
    static final int CERT = 37,
            DNAME = 39,
            OPT = 41,
            APL = 42,
            DS = 43,
            SSHFP = 44,
            IPSECKEY = 45,
            RRSIG = 46,
            NSEC = 47;
    static final int DNSKEY = 48, DHCID = 49, NSEC3 = 50, NSEC3PARAM = 51, TLSA = 52, SMIMEA = 53, HIP = 55, CDS = 59;
    static final int CDNSKEY = 60, OPENPGPKEY = 61, CSYNC = 62, ZONEMD = 63, SVCB = 64, HTTPS = 65, SPF = 99;
    static final int NID = 104, L32 = 105, L64 = 106, LP = 107, EUI48 = 108, EUI64 = 109, TKEY = 249, TSIG = 250;
    static final int CAA = 257, DLV = 32769;

    static final Names TYPES = Names.lines("""
            1 A
            2 NS
            3 MD
            4 MF
            5 CNAME
            6 SOA
            7 MB
            8 MG
            9 MR
            10 NULL
            11 WKS
            12 PTR
            13 HINFO
            14 MINFO
            15 MX
            16 TXT
            17 RP
            18 AFSDB
            19 X25
            20 ISDN
            21 RT
            22 NSAP
            23 NSAP-PTR
            24 SIG
            25 KEY
            26 PX
            27 GPOS
            28 AAAA
            29 LOC
            30 NXT
            31 EID
            32 NIMLOC
            33 SRV
            34 ATMA
            35 NAPTR
            36 KX
            37 CERT
            38 A6
            39 DNAME
            40 SINK
            41 OPT
            42 APL
            43 DS
            44 SSHFP
            45 IPSECKEY
            46 RRSIG
            47 NSEC
            48 DNSKEY
            49 DHCID
            50 NSEC3
            51 NSEC3PARAM
            52 TLSA
            53 SMIMEA
            55 HIP
            56 NINFO
            57 RKEY
            58 TALINK
            59 CDS
            60 CDNSKEY
            61 OPENPGPKEY
            62 CSYNC
            63 ZONEMD
            64 SVCB
            65 HTTPS
            99 SPF
            100 UINFO
            101 UID
            102 GID
            103 UNSPEC
            104 NID
            105 L32
            106 L64
            107 LP
            108 EUI48
            109 EUI64
            249 TKEY
            250 TSIG
            251 IXFR
            252 AXFR
            253 MAILB
            254 MAILA
            255 ANY
            256 URI
            257 CAA
            258 AVC
            259 DOA
            260 AMTRELAY
            32768 TA
            32769 DLV
            65281 WINS
            65282 WINS-R
            """);

    static final Names CLASSES = Names.of(1, "IN", 2, "CSNET", 3, "CH", 4, "HS", 254, "NONE", 255, "ANY");

    static final Names OPCODES = Names.of(
            0, "Standard query", 1, "Inverse query", 2, "Status", 4, "Notify", 5, "Update", 6, "Stateful operation");

    static final Names RCODES = Names.lines("""
            0 No error
            1 Format error
            2 Server failure
            3 No such name
            4 Not implemented
            5 Refused
            6 Name exists
            7 RRset exists
            8 RRset does not exist
            9 Not authoritative
            10 Name out of zone
            11 DSO-TYPE not implemented
            16 Bad OPT version or TSIG signature
            17 Key not recognized
            18 Signature out of time window
            19 Bad TKEY mode
            20 Duplicate key name
            21 Algorithm not supported
            22 Bad truncation
            23 Bad or missing server cookie
            """);

    static final Names ALGORITHMS = Names.lines("""
            0 Delete DS
            1 RSA/MD5
            2 Diffie-Hellman
            3 DSA/SHA1
            5 RSA/SHA-1
            6 DSA-NSEC3-SHA1
            7 RSASHA1-NSEC3-SHA1
            8 RSA/SHA-256
            10 RSA/SHA-512
            12 GOST R 34.10-2001
            13 ECDSA P-256 with SHA-256
            14 ECDSA P-384 with SHA-384
            15 Ed25519
            16 Ed448
            252 Indirect keys
            253 Private algorithm, by name
            254 Private algorithm, by OID
            """);

    static final Names DIGESTS = Names.of(1, "SHA-1", 2, "SHA-256", 3, "GOST R 34.11-94", 4, "SHA-384");

    private DnsTypes() {}
}
