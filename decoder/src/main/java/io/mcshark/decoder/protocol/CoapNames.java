package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Names;

/** What {@link Coap}'s numbers are called: IANA's registries "CoAP Option Numbers" and "CoAP Content-Formats". */
final class CoapNames {
    static final Names OPTIONS = Names.lines("""
            1 If-Match
            3 Uri-Host
            4 Etag
            5 If-None-Match
            6 Observe
            7 Uri-Port
            8 Location-Path
            9 OSCORE
            11 Uri-Path
            12 Content-Format
            14 Max-age
            15 Uri-Query
            16 Hop-Limit
            17 Accept
            20 Location-Query
            23 Block2
            27 Block1
            28 Size2
            35 Proxy-Uri
            39 Proxy-Scheme
            60 Size1
            """);

    static final Names FORMATS = Names.lines("""
            0 text/plain; charset=utf-8
            40 application/link-format
            41 application/xml
            42 application/octet-stream
            47 application/exi
            50 application/json
            51 application/json-patch+json
            52 application/merge-patch+json
            60 application/cbor
            61 application/cwt
            62 application/multipart-core
            96 application/cose; cose-type="cose-encrypt"
            97 application/cose; cose-type="cose-mac"
            98 application/cose; cose-type="cose-sign"
            101 application/cose-key
            102 application/cose-key-set
            110 application/senml+json
            111 application/sensml+json
            112 application/senml+cbor
            113 application/sensml+cbor
            114 application/senml-exi
            115 application/sensml-exi
            256 application/coap-group+json
            271 application/dots+cbor
            272 application/missing-blocks+cbor-seq
            280 application/pkcs7-mime; smime-type=server-generated-key
            281 application/pkcs7-mime; smime-type=certs-only
            284 application/pkcs8
            285 application/csrattrs
            286 application/pkcs10
            287 application/pkix-cert
            310 application/senml+xml
            311 application/sensml+xml
            320 application/senml-etch+json
            322 application/senml-etch+cbor
            432 application/td+json
            1542 application/vnd.oma.lwm2m+tlv
            1543 application/vnd.oma.lwm2m+json
            10000 application/vnd.ocf+cbor
            10001 application/oscore
            11542 application/vnd.oma.lwm2m+tlv
            11543 application/vnd.oma.lwm2m+json
            """);

    private CoapNames() {}
}
