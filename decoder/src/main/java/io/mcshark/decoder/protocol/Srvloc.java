package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Service Location Protocol, to 239.255.255.253 and ff0x::116, version 1 to 224.0.1.22 and 224.0.1.35: version 2 RFC 2608, 8; IPv6 RFC 3111; version 1
 * RFC 2165.
 *
 * <pre>
 * version 2: 2, function 1, length 3, flags 2, next extension 3, transaction 2, language tag; version 1: 1, function 1, length 2, flags 1, dialect 1,
 * language 2, encoding 2, transaction 2. A string S is its length 2 and its octets, a URL entry U is reserved 1, lifetime 2, S, authentication
 * blocks A; A is a count 1 and blocks: structure 2, length 2 (of it all), time 4, S, authenticator
 * function             version 2                                      version 1
 * 1 service request    responders S, type S, scopes S, predicate S, SPI S    responders S, predicate S
 * 2 service reply      error 2, count 2, U …                          error 2, count 2, U …
 * 3 registration       U, type S, scopes S, attributes S, A           U, attributes S
 * 4 deregistration     scopes S, U, tags S                            URL S, tags S
 * 5 acknowledgement    error 2                                        error 2
 * 6 attribute request  responders S, URL S, scopes S, tags S, SPI S   responders S, URL S, scopes S, attributes S
 * 7 attribute reply    error 2, attributes S, A                       error 2, attributes S
 * 8 DA advertisement   error 2, boot time 4, URL S, scopes S, attributes S, SPI S, A     error 2, URL S, scopes S
 * 9 type request       responders S, authority S (0xffff: all), scopes S     the same
 * 10 type reply        error 2, types S                               error 2, count 2, types S …
 * 11 SA advertisement  URL S, scopes S, attributes S, A               -
 * </pre>
 *
 * Version 1's U is lifetime 2, S and, with flag 0x20, a block. Bodies are declared by {@link SrvlocBody}.
 */
public final class Srvloc extends Protocol {
    private static final int PORT = 427,
            HEAD_2 = 14,
            HEAD_1 = 12,
            OVERFLOW_2 = 0x8000,
            OVERFLOW_1 = 0x80,
            SIGNED_URL = 0x20;
    private static final int UCS_2 = 1000,
            ALL = 0xffff,
            REQUEST = 1,
            REPLY = 2,
            REGISTRATION = 3,
            DEREGISTRATION = 4,
            ACKNOWLEDGED = 5;
    private static final int ATTRIBUTES_ASKED = 6,
            ATTRIBUTES = 7,
            DIRECTORY = 8,
            TYPES_ASKED = 9,
            TYPES = 10,
            AGENT = 11;

    /** What bodies are made of, by version and function: {@code s} S, {@code u} U, {@code a} A, digits numbers; an upper-case letter repeats. */
    private static final String[] BODIES_2 = {
        "", "sssss", "22U", "usssa", "sus", "2", "sssss", "2sa", "24ssssa", "sns", "2s", "sssa"
    };

    private static final String[] BODIES_1 = {"", "ss", "22V", "vs", "ss", "2", "ssss", "2s", "2ss", "sns", "22S"};

    static final Header H = header("srvloc", "Service Location Protocol");
    static final Field VERSION = H.u8("version", "Version"),
            FUNCTION = H.u8("function", "Function").names(Names.lines("""
            1 Service Request
            2 Service Reply
            3 Service Registration
            4 Service Deregister
            5 Service Acknowledge
            6 Attribute Request
            7 Attribute Reply
            8 DA Advertisement
            9 Service Type Request
            10 Service Type Reply
            11 SA Advertisement
            """));

    static final Header TWO = H.then("Version 2", (f, at, end) -> f.u8(at) == 2);
    static final Field LENGTH_2 = TWO.u24("pktlen", "Packet Length"),
            FLAGS_2 = TWO.u16("flags_v2", "Flags").hex(),
            OVERFLOWS_2 = TWO.split(FLAGS_2).bit("flags_v2.overflow", "Overflow"),
            FRESH_2 = TWO.bit("flags_v2.fresh", "Fresh Registration"),
            MULTICAST = TWO.bit("flags_v2.reqmulti", "Multicast requested");

    static {
        TWO.skip(13);
    }

    static final Field EXTENSION = TWO.u24("nextextoff", "Next Extension Offset"),
            XID = TWO.u16("xid", "XID"),
            TAG_LENGTH = TWO.u16("langtaglen", "Lang Tag Len"),
            TAG =
                    TWO.text("langtag", "Lang Tag", (f, at, end, out) -> put(f, at, at + 12, end, out))
                            .plain();
    static final Header ONE = H.then("Version 1", (f, at, end) -> f.u8(at) == 1);
    static final Field LENGTH_1 = ONE.u16("pktlen", "Packet Length"),
            FLAGS_1 = ONE.u8("flags_v1", "Flags").hex(),
            OVERFLOWS_1 = ONE.split(FLAGS_1).bit("flags_v1.overflow", "Overflow"),
            MONOLINGUAL = ONE.bit("flags_v1.monolingual", "Monolingual"),
            URL_SIGNED = ONE.bit("flags_v1.url_auth", "URL Authentication"),
            ATTRIBUTES_SIGNED = ONE.bit("flags_v1.attribute_auth", "Attribute Authentication"),
            FRESH_1 = ONE.bit("flags_v1.fresh", "Fresh Registration");

    static {
        ONE.skip(3);
    }

    static final Field DIALECT = ONE.u8("dialect", "Dialect"),
            LANGUAGE = ONE.skip(16).span("language", "Language", Type.STRING, (f, at, end) -> Field.span(at + 6, 2)),
            ENCODING = ONE.u16("encoding", "Encoding").names(Names.lines("""
            3 US-ASCII
            4 ISO 8859-1
            27 ISO 10646 UTF-1
            28 ISO 646 basic:1983
            30 ISO 646 IRV:1983
            106 UTF-8
            1000 ISO 10646 UCS-2
            1012 UTF-7
            """)),
            TRANSACTION = ONE.u16("transaction_id", "Transaction ID");

    private static final Names ERRORS_2 = Names.lines("""
            0 No Error
            1 Language not supported
            2 Parse error
            3 Invalid registration
            4 Scope not supported
            5 Authentication unknown
            6 Authentication absent
            7 Authentication failed
            9 Version not supported
            10 Internal error
            11 DA busy
            12 Option not understood
            13 Invalid update
            14 Message not supported
            15 Refresh rejected
            """);
    private static final Names ERRORS_1 = Names.lines("""
            0 No Error
            1 Language not supported
            2 Protocol parse error
            3 Invalid registration
            4 Scope not supported
            5 Character set not understood
            6 Authentication absent
            7 Authentication failed
            """);

    static {
        new SrvlocBody(2, REQUEST)
                .string("srvreq.prlistlen", "srvreq.prlist", "Previous Response List")
                .string("srvreq.srvtypelen", "srvreq.srvtypelist", "Service Type List")
                .string("srvreq.scopelistlen", "srvreq.scopelist", "Scope List")
                .string("srvreq.predicatelen", "srvreq.predicate", "Predicate")
                .string("srvreq.slpspilen", "srvreq.slpspi", "SLP SPI");
        new SrvlocBody(2, REPLY)
                .error("errv2", ERRORS_2)
                .number(2, "srvreq.urlcount", "Number of URLs")
                .urls();
        new SrvlocBody(2, REGISTRATION)
                .urls()
                .string("srvreq.srvtypelen", "srvreq.srvtype", "Service Type")
                .string("srvreq.scopelistlen", "srvreq.scopelist", "Scope List")
                .list("srvreq.attrlistlen", "srvreq.attrlist", "Attribute List")
                .signed("srvreq.attrauthcount", "Attr Auths");
        new SrvlocBody(2, DEREGISTRATION)
                .string("srvdereq.scopelistlen", "srvdereq.scopelist", "Scope List")
                .urls()
                .string("srvdereq.taglistlen", "srvdereq.taglist", "Tag List");
        new SrvlocBody(2, ACKNOWLEDGED).error("errv2", ERRORS_2);
        new SrvlocBody(2, ATTRIBUTES_ASKED)
                .string("attrreq.prlistlen", "attrreq.prlist", "Previous Response List")
                .string("attrreq.urllen", "attrreq.url", "Service URL")
                .string("attrreq.scopelistlen", "attrreq.scopelist", "Scope List")
                .string("attrreq.taglistlen", "attrreq.taglist", "Tag List")
                .string("attrreq.slpspilen", "attrreq.slpspi", "SLP SPI");
        new SrvlocBody(2, ATTRIBUTES)
                .error("errv2", ERRORS_2)
                .list("attrrply.attrlistlen", "attrrply.attrlist", "Attribute List")
                .signed("srvreq.attrauthcount", "Attr Auths");
        new SrvlocBody(2, DIRECTORY)
                .error("errv2", ERRORS_2)
                .time("daadvert.timestamp", "DAADVERT Timestamp")
                .string("daadvert.urllen", "daadvert.url", "URL")
                .string("daadvert.scopelistlen", "daadvert.scopelist", "Scope List")
                .string("daadvert.attrlistlen", "daadvert.attrlist", "Attribute List")
                .string("daadvert.slpspilen", "daadvert.slpspi", "SLP SPI")
                .signed("daadvert.authcount", "Auths");
        new SrvlocBody(2, TYPES_ASKED)
                .string("srvtypereq.prlistlen", "srvtypereq.prlist", "Previous Response List")
                .string("srvtypereq.nameauthlistlen", "srvtypereq.nameauthlist", "Naming Authority List")
                .string("srvtypereq.scopelistlen", "srvtypereq.scopelist", "Scope List");
        new SrvlocBody(2, TYPES)
                .error("errv2", ERRORS_2)
                .string("srvtypereq.srvtypelistlen", "srvtyperply.srvtypelist", "Service Type List");
        new SrvlocBody(2, AGENT)
                .string("saadvert.urllen", "saadvert.url", "URL")
                .string("saadvert.scopelistlen", "saadvert.scopelist", "Scope List")
                .string("saadvert.attrlistlen", "saadvert.attrlist", "Attribute List")
                .signed("saadvert.authcount", "Auths");

        new SrvlocBody(1, REQUEST)
                .string("srvreq.prlistlen", "srvreq.prlist", "Previous Response List")
                .string("srvreq.predicatelen", "srvreq.predicate", "Predicate");
        new SrvlocBody(1, REPLY)
                .error("err", ERRORS_1)
                .number(2, "srvreq.urlcount", "Number of URLs")
                .urls();
        new SrvlocBody(1, REGISTRATION).urls().string("srvreq.attrlistlen", "srvreq.attrlist", "Attribute List");
        new SrvlocBody(1, DEREGISTRATION)
                .string("url.urllen", "url.url", "URL")
                .string("srvdereq.taglistlen", "srvdereq.taglist", "Tag List");
        new SrvlocBody(1, ACKNOWLEDGED).error("err", ERRORS_1);
        new SrvlocBody(1, ATTRIBUTES_ASKED)
                .string("attrreq.prlistlen", "attrreq.prlist", "Previous Response List")
                .string("attrreq.urllen", "attrreq.url", "Service URL")
                .string("attrreq.scopelistlen", "attrreq.scopelist", "Scope List")
                .string("attrreq.attrlistlen", "attrreq.attrlist", "Attribute List");
        new SrvlocBody(1, ATTRIBUTES)
                .error("errv2", ERRORS_1)
                .string("attrrply.attrlistlen", "attrrply.attrlist", "Attribute List");
        new SrvlocBody(1, DIRECTORY)
                .error("err", ERRORS_1)
                .string("daadvert.urllen", "daadvert.url", "URL")
                .string("daadvert.scopelistlen", "daadvert.scopelist", "Scope List");
        new SrvlocBody(1, TYPES_ASKED)
                .string("srvtypereq.prlistlen", "srvtypereq.prlist", "Previous Response List")
                .string("srvtypereq.nameauthlistlen", "srvtypereq.nameauthlist", "Naming Authority List")
                .string("srvtypereq.scopelistlen", "srvtypereq.scopelist", "Scope List");
        new SrvlocBody(1, TYPES)
                .error("err", ERRORS_1)
                .number(2, "service_type_count", "Service Type Count")
                .strings("srvtypereq.srvtypelen", "srvtyperply.srvtype", "Service Type");
        H.length(2);
        TWO.length(HEAD_2 - 2);
        ONE.length(HEAD_1 - 2);
    }

    public Srvloc() {
        super(H);
        on(Udp.DSTPORT, PORT);
        on(Tcp.DSTPORT, PORT);
    }

    static String body(int version, int function) {
        String[] bodies = version == 1 ? BODIES_1 : BODIES_2;
        return function < bodies.length ? bodies[function] : "";
    }

    static boolean signs(Frame f, int at) {
        return f.u8(at) == 1 && (f.u8(at + 4) & SIGNED_URL) != 0;
    }

    private static int headBytes(Frame f, int at) {
        return f.u8(at) == 1 ? HEAD_1 : HEAD_2 + f.u16(at + 12);
    }

    /** Where an element of the body begins, whatever comes before it; -1 when that is not all there. */
    static int place(Frame f, int at, int end, int element) {
        if (at + (f.u8(at) == 1 ? HEAD_1 : HEAD_2) > end) {
            return -1;
        }
        String body = body(f.u8(at), f.u8(at + 1));
        int next = at + headBytes(f, at);
        for (int i = 0; i < element && next <= end; i++) {
            next = after(f, at, next, end, body.charAt(i));
        }
        return next > end ? -1 : next;
    }

    /** One past an element; beyond {@code end} when it is cut. */
    private static int after(Frame f, int at, int next, int end, char kind) {
        switch (kind) {
            case '2':
                return next + 2;
            case '4':
                return next + 4;
            case 's':
                return next + 2 > end ? next + 2 : next + 2 + f.u16(next);
            case 'n':
                return next + 2 > end || f.u16(next) == ALL ? next + 2 : next + 2 + f.u16(next);
            case 'a':
                return afterBlocks(f, next, end);
            case 'u', 'v':
                return afterUrl(f, next, end, kind == 'v', signs(f, at));
            default:
                int count = f.u16(next - 2), i = next;
                for (int n = 0; n < count && i <= end; n++) {
                    i = after(f, at, i, end, Character.toLowerCase(kind));
                }
                return i;
        }
    }

    static int afterUrl(Frame f, int at, int end, boolean first, boolean signed) {
        int from = first ? 2 : 3;
        if (at + from + 2 > end) {
            return end + 1;
        }
        int next = at + from + 2 + f.u16(at + from);
        // Version 1's block: time 8, structure 2, length 2 (of what follows).
        return !first
                ? afterBlocks(f, next, end)
                : !signed ? next : next + 12 > end ? end + 1 : next + 12 + f.u16(next + 10);
    }

    private static int afterBlocks(Frame f, int at, int end) {
        if (at >= end) {
            return end + 1;
        }
        int count = f.u8(at), next = at + 1;
        for (int n = 0; n < count && next <= end; n++) {
            next = afterBlock(f, next, end);
        }
        return next;
    }

    /** A block's length counts all of it, so that less than its head is wrong. */
    static int afterBlock(Frame f, int at, int end) {
        return at + 4 > end || f.u16(at + 2) < 10 ? end + 1 : at + f.u16(at + 2);
    }

    static int comma(Frame f, int at, int end) {
        int i = at;
        while (i < end && f.u8(i) != ',') {
            i++;
        }
        return i;
    }

    /** The string whose length stands at {@code length}; version 1 has characters of two octets in one of its encodings. */
    static void put(Frame f, int at, int length, int end, Out out) {
        int bytes = f.u16(length), from = length + 2;
        if (bytes == ALL || from + bytes > end) {
            return;
        }
        int layer = f.inside(H, at), head = layer < 0 ? at : f.at(layer);
        if (layer < 0 || f.u8(head) != 1 || f.u16(head + 8) != UCS_2) {
            out.safe(f.segment(), f.base() + from, bytes);
            return;
        }
        for (int i = from; i + 2 <= from + bytes; i += 2) {
            int unit = f.u16(i);
            if (unit >= ' ' && unit < 0x7f) {
                out.put((char) unit);
            } else {
                out.put("\\u").hex(unit, 4);
            }
        }
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 2 > end) {
            f.broken(at, end);
            return;
        }
        int version = f.u8(at);
        boolean known = version == 1 || version == 2;
        int length = !known || at + 5 > end ? 0 : version == 1 ? f.u16(at + 2) : f.u24(at + 2);
        boolean stream = f.protocol(f.depth() - 1).header() == Tcp.H;
        if (stream && f.declared() == end && (at + 5 > end || known && at + length > end)) {
            f.pending(at);
            return;
        }
        int stop = stream && length >= HEAD_1 ? Math.min(end, at + length) : end;
        f.push(this, at, stop, stop);
        boolean cut = known
                && (at + (version == 1 ? HEAD_1 : HEAD_2) > stop
                        || place(f, at, stop, body(version, f.u8(at + 1)).length()) < 0);
        if (cut && !overflows(f, at, stop)) {
            f.broken(stop, end);
        } else if (stop < end) {
            f.beside(this, stop, end);
        }
    }

    /** Whether the sender says that the rest did not fit into the datagram (RFC 2608, 8). */
    private static boolean overflows(Frame f, int at, int end) {
        return at + 7 <= end && (f.u8(at) == 2 ? (f.u16(at + 5) & OVERFLOW_2) != 0 : (f.u8(at + 4) & OVERFLOW_1) != 0);
    }

    @Override
    public boolean goesOn(Frame f, int layer) {
        return f.protocol(layer - 1) == this;
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer), version = f.u8(at), function = f.u8(at + 1);
        out.put("srvloc v").dec(version).put(' ');
        String name = FUNCTION.names().get(function);
        out.words(name == null ? "function " : name);
        if (name == null) {
            out.dec(function);
        }
        String body = version == 1 || version == 2 ? body(version, function) : "";
        int element =
                switch (function) {
                    case REQUEST, ATTRIBUTES_ASKED -> 1;
                    case DIRECTORY -> version == 1 ? 1 : 2;
                    case TYPES -> version == 1 ? -1 : 1;
                    case AGENT -> 0;
                    default -> -1;
                };
        int error = !body.isEmpty() && body.charAt(0) == '2' ? place(f, at, end, 0) : -1;
        if (error >= 0 && error + 2 <= end && f.u16(error) != 0) {
            String what = (version == 1 ? ERRORS_1 : ERRORS_2).get(f.u16(error));
            out.put(": ").words(what == null ? "error " : what);
            if (what == null) {
                out.dec(f.u16(error));
            }
        } else if (element >= 0 && element < body.length()) {
            int next = place(f, at, end, element);
            if (next >= 0 && next + 2 <= end) {
                out.put(' ');
                put(f, at, next, end, out);
            }
        } else if (function == REPLY && error >= 0 && error + 4 <= end) {
            out.put(", ").dec(f.u16(error + 2)).put(f.u16(error + 2) == 1 ? " url" : " urls");
        } else if (function == REGISTRATION && !body.isEmpty()) {
            int next = place(f, at, end, 0), from = version == 1 ? 2 : 3;
            if (next >= 0 && next + from + 2 <= end) {
                out.put(' ');
                put(f, at, next + from, end, out);
            }
        }
    }
}
