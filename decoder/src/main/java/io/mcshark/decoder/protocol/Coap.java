package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Constrained Application Protocol, to 224.0.1.187 and ff0x::fd: RFC 7252, 3 and 5.10; groups RFC 7390; observation RFC 7641; blocks RFC 7959;
 * OSCORE RFC 8613; hop limit RFC 8768.
 *
 * <pre>
 * version 2 bits, type 2, length of the token 4, code 1, message ID 2, token, options; 0xff, payload
 * option: delta 4 bits, length 4 bits, either 13 (one octet more, 13 added) or 14 (two more, 269 added); value
 * an option's number is the sum of the deltas up to it: odd is critical, bit 1 unsafe to forward
 * </pre>
 */
public final class Coap extends Protocol {
    private static final int PORT = 5683,
            HEADER = 4,
            MARKER = 0xff,
            ONE_MORE = 13,
            TWO_MORE = 14,
            WRONG = 15,
            MAX_TOKEN = 8;

    /** Numbers are sums over all options before, so that there is a limit to how many are looked at; a message has a dozen. */
    private static final int MAX_OPTIONS = 256;

    private static final int IF_MATCH = 1,
            HOST = 3,
            ETAG = 4,
            OBSERVE = 6,
            URI_PORT = 7,
            LOCATION = 8,
            OSCORE = 9,
            PATH = 11,
            FORMAT = 12;
    private static final int MAX_AGE = 14,
            QUERY = 15,
            HOP_LIMIT = 16,
            ACCEPT = 17,
            LOCATION_QUERY = 20,
            BLOCK_2 = 23,
            BLOCK_1 = 27;
    private static final int SIZE_2 = 28,
            PROXY = 35,
            SCHEME = 39,
            SIZE_1 = 60,
            CLIENT_ERROR = 128,
            SERVER_ERROR_END = 192,
            RESPONSE = 64;
    private static final int TEXT = 0, OCTETS = 42, NO_FORMAT = -1;

    static final Header H = header("coap", "Constrained Application Protocol");
    static final Field VERSION = H.bits(2, "version", "Version"),
            TYPE =
                    H.bits(2, "type", "Type")
                            .names(Names.of(0, "Confirmable", 1, "Non-Confirmable", 2, "Acknowledgement", 3, "Reset")),
            TOKEN_LENGTH = H.bits(4, "token_len", "Token Length"),
            CODE = H.u8("code", "Code").names(Names.lines("""
            0 Empty Message
            1 GET
            2 POST
            3 PUT
            4 DELETE
            5 FETCH
            6 PATCH
            7 iPATCH
            65 2.01 Created
            66 2.02 Deleted
            67 2.03 Valid
            68 2.04 Changed
            69 2.05 Content
            95 2.31 Continue
            128 4.00 Bad Request
            129 4.01 Unauthorized
            130 4.02 Bad Option
            131 4.03 Forbidden
            132 4.04 Not Found
            133 4.05 Method Not Allowed
            134 4.06 Not Acceptable
            136 4.08 Request Entity Incomplete
            137 4.09 Conflict
            140 4.12 Precondition Failed
            141 4.13 Request Entity Too Large
            143 4.15 Unsupported Content-Format
            150 4.22 Unprocessable Entity
            157 4.29 Too Many Requests
            160 5.00 Internal Server Error
            161 5.01 Not Implemented
            162 5.02 Bad Gateway
            163 5.03 Service Unavailable
            164 5.04 Gateway Timeout
            165 5.05 Proxying Not Supported
            168 5.08 Hop Limit Reached
            225 7.01 CSM
            226 7.02 Ping
            227 7.03 Pong
            228 7.04 Release
            229 7.05 Abort
            """)),
            MID = H.u16("mid", "Message ID"),
            TOKEN =
                    H.span("token", "Token", Type.BYTES, (f, at, end) -> {
                        int bytes = f.u8(at) & 15;
                        return bytes == 0 || bytes > MAX_TOKEN || at + HEADER + bytes > end
                                ? Field.ABSENT
                                : Field.span(at + HEADER, bytes);
                    });

    static final Header OPTION = H.parts(
            "Option",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? optionsAt(f, at) : previous + bytes(f, previous, end);
                boolean option = index < MAX_OPTIONS && next < end && f.u8(next) != MARKER;
                return option && next + bytes(f, next, end) <= end ? next : -1;
            },
            (f, at, end) -> bytes(f, at, end));
    static final Field NAME = OPTION.text("opt.name", "Opt Name", Coap::name).plain(),
            DESC = OPTION.text("opt.desc", "Opt Desc", Coap::describe).plain(),
            DELTA = OPTION.bits(4, "opt.delta", "Opt Delta"),
            LENGTH = OPTION.bits(4, "opt.length", "Opt Length"),
            DELTA_MORE = more("opt.delta_ext", "Opt Delta extended", true),
            LENGTH_MORE = more("opt.length_ext", "Opt Length extended", false),
            UNKNOWN =
                    OPTION.span("opt.unknown", "Unknown", Type.BYTES, (f, at, end) -> {
                        return CoapNames.OPTIONS.get(number(f, at)) == null ? value(f, at, end) : Field.ABSENT;
                    });

    static {
        span(IF_MATCH, "opt.if_match", "If-Match", Type.BYTES);
        span(HOST, "opt.uri_host", "Uri-Host", Type.STRING);
        span(ETAG, "opt.etag", "Etag", Type.BYTES);
        number(OBSERVE, 3, "opt.observe", "Observe");
        number(URI_PORT, 2, "opt.uri_port", "Uri-Port");
        span(LOCATION, "opt.location_path", "Location-Path", Type.STRING);
        span(PATH, "opt.uri_path", "Uri-Path", Type.STRING);
        format(FORMAT, "opt.ctype", "Content-type");
        number(MAX_AGE, 4, "opt.max_age", "Max-age").in("seconds");
        span(QUERY, "opt.uri_query", "Uri-Query", Type.STRING);
        number(HOP_LIMIT, 1, "opt.hop_limit", "Hop Limit");
        format(ACCEPT, "opt.accept", "Accept");
        span(LOCATION_QUERY, "opt.location_query", "Location-Query", Type.STRING);
        block("opt.block_number", "Block Number", 4, -1);
        block("opt.block_mflag", "More Flag", 3, 1);
        block("opt.block_size", "Encoded Block Size", 0, 7);
        span(PROXY, "opt.proxy_uri", "Proxy-Uri", Type.STRING);
        span(SCHEME, "opt.proxy_scheme", "Proxy-Scheme", Type.STRING);
        number(SIZE_1, 4, "opt.size1", "Size1");
        number(SIZE_2, 4, "coap_size2", "Size2").called("mcast.coap_size2");
    }

    static final Header SECURED = OPTION.parts(
                    "OSCORE",
                    (f, at, end, previous, index) -> {
                        long value = index == 0 && number(f, at) == OSCORE ? value(f, at, end) : Field.ABSENT;
                        return value == Field.ABSENT ? -1 : (int) (value >>> 32);
                    },
                    null)
            .untitled();
    static final Field
            SECURED_RESERVED =
                    SECURED.bits(3, "opt.object_security_reserved", "Reserved").as(Type.BOOL),
            HAS_CONTEXT = SECURED.bit("opt.object_security_kid_context_present", "Key ID Context Present"),
            HAS_KEY = SECURED.bit("opt.object_security_kid_present", "Key ID Present"),
            VECTOR_LENGTH = SECURED.bits(3, "opt.object_security_piv_len", "Partial IV Length"),
            VECTOR =
                    SECURED.span(
                            "opt.object_security_piv",
                            "Partial IV",
                            Type.BYTES,
                            (f, at, end) -> some(at + 1, contextAt(f, at), end)),
            CONTEXT_LENGTH =
                    SECURED.derived(
                                    "opt.object_security_kid_context_len",
                                    "Key ID Context Length",
                                    Type.UINT,
                                    (f, at, end) -> {
                                        int next = contextAt(f, at);
                                        return (f.u8(at) & 0x10) != 0 && next < end ? f.u8(next) : Field.ABSENT;
                                    })
                            .plain(),
            CONTEXT =
                    SECURED.span("opt.object_security_kid_context", "Key ID Context", Type.BYTES, (f, at, end) -> {
                        return (f.u8(at) & 0x10) != 0
                                ? some(contextAt(f, at) + 1, keyAt(f, at, end), end)
                                : Field.ABSENT;
                    }),
            KEY =
                    SECURED.span("opt.object_security_kid", "Key ID", Type.BYTES, (f, at, end) -> {
                        return (f.u8(at) & 8) != 0 ? some(keyAt(f, at, end), end, end) : Field.ABSENT;
                    });
    static final Field
            END =
                    H.behind("Marker", (f, at, end) -> markerAt(f, at, end))
                            .u8("opt.end_marker", "End of options marker"),
            PAYLOAD = H.text("payload", "Payload", Coap::payload).plain(),
            PAYLOAD_DESC = H.text("payload_desc", "Payload Desc", Coap::format),
            PAYLOAD_LENGTH =
                    H.derived("payload_length", "Payload Length", Type.UINT, (f, at, end) -> {
                        return isBlock(f, at, end) ? Field.ABSENT : payloadBytes(f, at, end);
                    }),
            BLOCK =
                    H.span("block_payload", "Block Payload", Type.BYTES, (f, at, end) -> {
                        long bytes = payloadBytes(f, at, end);
                        return bytes > 0 && isBlock(f, at, end)
                                ? Field.span(markerAt(f, at, end) + 1, (int) bytes)
                                : Field.ABSENT;
                    }),
            BLOCK_LENGTH =
                    H.derived("block_length", "Block Length", Type.UINT, (f, at, end) -> {
                        return isBlock(f, at, end) ? payloadBytes(f, at, end) : Field.ABSENT;
                    }),
            URI = H.text("opt.uri_path_recon", "Uri-Path", Coap::uri);
    static final Field BAD_LENGTH =
            H.note("option_length_bad", "Option length bad", (f, at, end) -> stop(f, at, end) > end);

    static {
        H.length(HEADER);
    }

    public Coap() {
        super(H);
        on(Udp.DSTPORT, PORT);
    }

    // ---- where options are

    private static int optionsAt(Frame f, int at) {
        return at + HEADER + (f.u8(at) & 15);
    }

    private static int moreBytes(int nibble) {
        return nibble == ONE_MORE ? 1 : nibble == TWO_MORE ? 2 : 0;
    }

    private static int amount(Frame f, int nibble, int at) {
        return nibble == ONE_MORE ? 13 + f.u8(at) : nibble == TWO_MORE ? 269 + f.u16(at) : nibble;
    }

    /** An option's bytes; beyond {@code end} where it is cut, and where it uses what is reserved. */
    private static int bytes(Frame f, int at, int end) {
        int delta = f.u8(at) >> 4, length = f.u8(at) & 15, head = 1 + moreBytes(delta) + moreBytes(length);
        if (delta == WRONG || length == WRONG || at + head > end) {
            return end + 1 - at;
        }
        return head + amount(f, length, at + 1 + moreBytes(delta));
    }

    private static long value(Frame f, int at, int end) {
        int head = 1 + moreBytes(f.u8(at) >> 4) + moreBytes(f.u8(at) & 15);
        return at + head < end ? Field.span(at + head, end - at - head) : Field.ABSENT;
    }

    private static int delta(Frame f, int at) {
        return amount(f, f.u8(at) >> 4, at + 1);
    }

    private static int number(Frame f, int at) {
        return (int) count(f, at);
    }

    /** Of the option at {@code at}: how many there are up to it &lt;&lt; 32 | its number. */
    private static long count(Frame f, int at) {
        int layer = f.inside(H, at);
        if (layer < 0) {
            return 0;
        }
        int end = f.body(layer), next = optionsAt(f, f.at(layer)), number = 0;
        for (int i = 1; i <= MAX_OPTIONS && next <= at; i++) {
            number += delta(f, next);
            if (next == at) {
                return (long) i << 32 | number & 0xffffffffL;
            }
            next += bytes(f, next, end);
        }
        return 0;
    }

    /** Where the options stop: at the marker, at {@code end}, or beyond it where one is cut. */
    private static int stop(Frame f, int at, int end) {
        int next = optionsAt(f, at);
        while (next < end && f.u8(next) != MARKER) {
            next += bytes(f, next, end);
        }
        return next;
    }

    private static int markerAt(Frame f, int at, int end) {
        int stop = stop(f, at, end);
        return stop < end ? stop : -1;
    }

    private static long payloadBytes(Frame f, int at, int end) {
        int marker = markerAt(f, at, end);
        return marker < 0 || marker + 1 == end ? Field.ABSENT : end - marker - 1;
    }

    /** Where the first option of a number is; -1 for nowhere. */
    private static int find(Frame f, int at, int end, int wanted) {
        int next = optionsAt(f, at), number = 0;
        while (next < end && f.u8(next) != MARKER && next + bytes(f, next, end) <= end) {
            number += delta(f, next);
            if (number >= wanted) {
                return number == wanted ? next : -1;
            }
            next += bytes(f, next, end);
        }
        return -1;
    }

    // ---- what is in them

    private static Field more(String name, String label, boolean delta) {
        return OPTION.derived(name, label, Type.UINT, (f, at, end) -> {
                    int nibble = delta ? f.u8(at) >> 4 : f.u8(at) & 15,
                            from = at + 1 + (delta ? 0 : moreBytes(f.u8(at) >> 4));
                    return nibble == ONE_MORE ? f.u8(from) : nibble == TWO_MORE ? f.u16(from) : Field.ABSENT;
                })
                .plain();
    }

    private static void span(int number, String name, String label, Type type) {
        OPTION.span(name, label, type, (f, at, end) -> number(f, at) == number ? value(f, at, end) : Field.ABSENT);
    }

    private static Field number(int number, int bytes, String name, String label) {
        return OPTION.derived(
                        name,
                        label,
                        Type.UINT,
                        (f, at, end) -> number(f, at) == number ? uint(f, at, end, bytes) : Field.ABSENT)
                .plain();
    }

    /** A number in as few octets as it needs, none for 0 (RFC 7252, 3.2). */
    private static long uint(Frame f, int at, int end, int most) {
        long value = value(f, at, end);
        int bytes = value == Field.ABSENT ? 0 : (int) value;
        return bytes > most ? Field.ABSENT : bytes == 0 ? 0 : f.number((int) (value >>> 32), bytes);
    }

    private static void block(String name, String label, int shift, int mask) {
        OPTION.derived(name, label, Type.UINT, (f, at, end) -> {
                    int number = number(f, at);
                    long value = number == BLOCK_1 || number == BLOCK_2 ? uint(f, at, end, 3) : Field.ABSENT;
                    return value == Field.ABSENT ? value : value >> shift & mask;
                })
                .plain();
    }

    private static void format(int number, String name, String label) {
        OPTION.text(name, label, (f, at, end, out) -> {
                    if (number(f, at) == number) {
                        named(uint(f, at, end, 2), out);
                    }
                })
                .plain();
    }

    private static void named(long format, Out out) {
        String name = format == Field.ABSENT ? null : CoapNames.FORMATS.get(format);
        if (name != null) {
            out.put(name);
        } else if (format != Field.ABSENT) {
            out.put("Unknown Type ").dec(format);
        }
    }

    private static void name(Frame f, int at, int end, Out out) {
        long count = count(f, at);
        String name = CoapNames.OPTIONS.get((int) count);
        out.put('#').dec(count >> 32).put(": ").put(name == null ? "Unknown Option (" : name);
        if (name == null) {
            out.dec((int) count).put(')');
        }
    }

    /** RFC 7252, 5.4.6. */
    private static void describe(Frame f, int at, int end, Out out) {
        int number = number(f, at);
        out.put("Type ").dec(number).put((number & 1) != 0 ? ", Critical" : ", Elective");
        out.put((number & 2) != 0 ? ", Unsafe" : (number & 0x1e) == 0x1c ? ", Safe, NoCacheKey" : ", Safe");
    }

    private static int contextAt(Frame f, int at) {
        return at + 1 + (f.u8(at) & 7);
    }

    private static int keyAt(Frame f, int at, int end) {
        int next = contextAt(f, at);
        return (f.u8(at) & 0x10) == 0 ? next : next < end ? next + 1 + f.u8(next) : end + 1;
    }

    private static long some(int from, int to, int end) {
        return from < to && to <= end ? Field.span(from, to - from) : Field.ABSENT;
    }

    /** One of several messages that a body came in (RFC 7959, 2.2): not the only one. */
    private static boolean isBlock(Frame f, int at, int end) {
        int option = find(f, at, end, CODE.get(f, at) >= RESPONSE ? BLOCK_2 : BLOCK_1);
        long value = option < 0 ? Field.ABSENT : uint(f, option, option + bytes(f, option, end), 3);
        return value != Field.ABSENT && value >> 3 != 0;
    }

    /** What the payload is by the options; in an error text for people (RFC 7252, 5.5.2). */
    private static int format(Frame f, int at, int end) {
        int option = find(f, at, end, FORMAT);
        long value = option < 0 ? Field.ABSENT : uint(f, option, option + bytes(f, option, end), 2);
        return value == Field.ABSENT ? NO_FORMAT : (int) value;
    }

    private static int assumed(Frame f, int at, int end) {
        int format = format(f, at, end), code = f.u8(at + 1);
        return format != NO_FORMAT ? format : code >= CLIENT_ERROR && code < SERVER_ERROR_END ? TEXT : OCTETS;
    }

    private static void format(Frame f, int at, int end, Out out) {
        if (payloadBytes(f, at, end) != Field.ABSENT && !isBlock(f, at, end)) {
            named(assumed(f, at, end), out);
        }
    }

    private static void payload(Frame f, int at, int end, Out out) {
        long bytes = payloadBytes(f, at, end);
        if (bytes != Field.ABSENT && !isBlock(f, at, end)) {
            named(assumed(f, at, end), out.put("Payload Content-Format: "));
            out.put(format(f, at, end) == NO_FORMAT ? " (no Content-Format)" : "")
                    .put(", Length: ")
                    .dec(bytes);
        }
    }

    /** Host, port and path, as far as they are given; in requests only. */
    private static void uri(Frame f, int at, int end, Out out) {
        if (f.u8(at + 1) >= RESPONSE) {
            return;
        }
        int next = optionsAt(f, at), number = 0;
        while (next < end && f.u8(next) != MARKER && next + bytes(f, next, end) <= end) {
            number += delta(f, next);
            int stop = next + bytes(f, next, end);
            long value = value(f, next, stop);
            if (number == HOST || number == PATH) {
                boolean colons =
                        number == HOST && value != Field.ABSENT && Words.behind(f, next + 1, stop, ':') != Field.ABSENT;
                out.put(number == HOST ? "coap://" : "/").put(colons ? "[" : "");
                if (value != Field.ABSENT) {
                    out.safe(f.segment(), f.base() + (int) (value >>> 32), (int) value);
                }
                out.put(colons ? "]" : "");
            } else if (number == URI_PORT && uint(f, next, stop, 2) != Field.ABSENT) {
                out.put(':').dec(uint(f, next, stop, 2));
            }
            next = stop;
        }
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + HEADER > end) {
            f.broken(at, end);
            return;
        }
        int token = f.u8(at) & 15, stop = token > MAX_TOKEN ? end + 1 : stop(f, at, end);
        f.push(this, at, stop < end ? stop + 1 : end, end);
        if (stop > end) {
            f.broken(end, end);
        } else if (stop + 1 < end && !isBlock(f, at, end)) {
            int format = assumed(f, at, end);
            if (format == TEXT) {
                f.next(TextLines.H.protocol(), stop + 1, f.declared());
            } else if (format == OCTETS) {
                f.nextData(stop + 1, f.declared());
            }
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer), end = f.end(layer), code = f.u8(at + 1);
        out.put("coap ")
                .put(
                        switch (f.u8(at) >> 4 & 3) {
                            case 0 -> "con ";
                            case 1 -> "non ";
                            case 2 -> "ack ";
                            default -> "rst ";
                        });
        String name = CODE.names().get(code);
        if (name != null) {
            out.put(code == 0 ? "empty" : name);
        } else {
            out.dec(code >> 5).put('.').dec(code & 31, 2);
        }
        int before = out.size();
        uri(f, at, end, out.put(' '));
        if (out.size() == before + 1) {
            out.size(before);
        }
        int query = find(f, at, end, QUERY);
        if (query >= 0 && code < RESPONSE) {
            long value = value(f, query, query + bytes(f, query, end));
            if (value != Field.ABSENT) {
                out.put('?').safe(f.segment(), f.base() + (int) (value >>> 32), (int) value);
            }
        }
        if (payloadBytes(f, at, end) != Field.ABSENT) {
            out.put(", ").dec(payloadBytes(f, at, end)).put(" bytes");
            if (format(f, at, end) != NO_FORMAT) {
                named(format(f, at, end), out.put(" of "));
            }
        }
    }
}
