package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Cisco Gateway Load Balancing Protocol, to 224.0.0.102 and ff02::66. Never written down: what is called unknown is unknown.
 *
 * <pre>
 * version 1 (1), unknown 1, group 2, unknown 2, owner 6; parts: type 1, length 1 (of all of it), and
 * 1  unknown 1, gateway's state 1, unknown 1, priority 1, unknown 2, hello 4 and hold time 4 (ms), redirect 2, timeout 2,
 *    unknown 2, address type 1, address length 1, address
 * 2  forwarder 1, its state 1, unknown 1, priority 1, weight 1, unknown 7, virtual MAC address 6
 * 3  type 1, length 1, password or digest; with a key chain its index 4 before the digest
 * </pre>
 */
public final class Glbp extends Protocol {
    private static final int PORT = 3222, HEADER = 12, HEAD = 2, HELLO = 1, FORWARDER = 2, AUTH = 3;
    private static final int HELLO_BYTES = 24, FORWARDER_BYTES = 20, AUTH_BYTES = 4;
    private static final int PLAIN = 1, MD5 = 2, MD5_CHAIN = 3, INDEX = 4;

    static final Header H = header("glbp", "Gateway Load Balancing Protocol");
    static final Field VERSION = H.u8("version", "Version?"), UNKNOWN_1 = H.u8("unknown1", "Unknown1");
    static final Header NUMBERED = H.then("Group", (f, at, end) -> true);
    static final Field GROUP = NUMBERED.u16("group", "Group"),
            UNKNOWN_2 = NUMBERED.bytes(2, "unknown2", "Unknown2"),
            OWNER_ID = NUMBERED.mac("ownerid", "Owner ID");
    static final Header TLV = NUMBERED.parts(
            "TLV",
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at + HEADER : previous + f.u8(previous + 1);
                return next + HEAD <= end && f.u8(next + 1) >= HEAD ? next : -1;
            },
            (f, at, end) -> f.u8(at + 1));
    static final Field
            TYPE = TLV.u8("type", "Type").names(Names.of(HELLO, "Hello", FORWARDER, "Request/Response?", AUTH, "Auth")),
            LENGTH = TLV.u8("length", "Length");

    static final Header STATE = TLV.then("Hello", (f, at, end) -> f.u8(at) == HELLO);
    static final Field HELLO_UNKNOWN_0 = STATE.bytes(1, "hello.unknown10", "Unknown1-0"),
            VG_STATE =
                    STATE.u8("hello.vgstate", "VG state?")
                            .names(Names.of(4, "Listen", 8, "Speak", 16, "Standby", 32, "Active")),
            HELLO_UNKNOWN_1 = STATE.bytes(1, "hello.unknown11", "Unknown1-1"),
            PRIORITY = STATE.u8("hello.priority", "Priority"),
            HELLO_UNKNOWN_2 = STATE.bytes(2, "hello.unknown12", "Unknown1-2");
    static final Header TIMES = STATE.then("Times", (f, at, end) -> true);
    static final Field HELLO_INT = TIMES.u32("hello.helloint", "Helloint").in("milliseconds"),
            HOLD_INT = TIMES.u32("hello.holdint", "Holdint").in("milliseconds"),
            REDIRECT = TIMES.u16("hello.redirect", "Redirect").in("seconds"),
            TIMEOUT = TIMES.u16("hello.timeout", "Timeout").in("seconds"),
            HELLO_UNKNOWN_3 = TIMES.bytes(2, "hello.unknown13", "Unknown1-3"),
            ADDR_TYPE = TIMES.u8("hello.addrtype", "Address type").names(Names.of(1, "IPv4", 2, "IPv6")),
            ADDR_LEN = TIMES.u8("hello.addrlen", "Address length"),
            VIRTUAL_UNKNOWN =
                    TIMES.span(
                            "hello.virtualunk",
                            "Virtual Unknown",
                            Type.BYTES,
                            (f, at, end) -> ADDR_TYPE.names().get(f.u8(at + 22)) == null
                                            && f.u8(at + 23) > 0
                                            && at + HELLO_BYTES + f.u8(at + 23) <= end
                                    ? Field.span(at + HELLO_BYTES, f.u8(at + 23))
                                    : Field.ABSENT),
            WRONG_4 =
                    TIMES.note(
                            "ipv4_wrong_length",
                            "Wrong IPv4 address length",
                            (f, at, end) -> f.u8(at + 22) == 1 && f.u8(at + 23) != 4),
            WRONG_6 =
                    TIMES.note(
                            "ipv6_wrong_length",
                            "Wrong IPv6 address length",
                            (f, at, end) -> f.u8(at + 22) == 2 && f.u8(at + 23) != 16);
    static final Header VIRTUAL_4 =
            TIMES.then("Virtual IPv4", (f, at, end) -> f.u8(at + 22) == 1 && f.u8(at + 23) == 4);
    static final Field VIRTUAL_IPV4 = VIRTUAL_4.ipv4("hello.virtualipv4", "Virtual IPv4");
    static final Header VIRTUAL_6 =
            TIMES.then("Virtual IPv6", (f, at, end) -> f.u8(at + 22) == 2 && f.u8(at + 23) == 16);
    static final Field VIRTUAL_IPV6 = VIRTUAL_6.ipv6("hello.virtualipv6", "Virtual IPv6");

    static final Header FORWARD = TLV.then("Forwarder", (f, at, end) -> f.u8(at) == FORWARDER);
    static final Field FORWARDER_ID = FORWARD.u8("reqresp.forwarder", "Forwarder?"),
            VF_STATE = FORWARD.u8("reqresp.vfstate", "VF state?").names(Names.of(4, "Listen", 32, "Active")),
            FORWARD_UNKNOWN_1 = FORWARD.bytes(1, "reqresp.unknown21", "Unknown2-1"),
            FORWARD_PRIORITY = FORWARD.u8("reqresp.priority", "Priority"),
            WEIGHT = FORWARD.u8("reqresp.weight", "Weight");
    static final Header LINK = FORWARD.then("Virtual MAC", (f, at, end) -> true);
    static final Field FORWARD_UNKNOWN_2 = LINK.bytes(7, "reqresp.unknown22", "Unknown2-2"),
            VIRTUAL_MAC = LINK.mac("reqresp.virtualmac", "Virtualmac");

    static final Header SIGNED = TLV.then("Auth", (f, at, end) -> f.u8(at) == AUTH);
    static final Field AUTH_TYPE = SIGNED.u8("auth.authtype", "Authtype").names(Names.lines("""
            0 None
            1 Plain text
            2 MD5 string
            3 MD5 chain
            """)),
            AUTH_LENGTH = SIGNED.u8("auth.authlength", "Authlength"),
            PLAIN_PASS =
                    SIGNED.span("auth.plainpass", "Plain pass", Type.STRING, (f, at, end) -> {
                        long place = secret(f, at, end, PLAIN);
                        int from = at + AUTH_BYTES;
                        return place == Field.ABSENT
                                ? Field.ABSENT
                                : Field.span(from, Vrrp.textBytes(f, from, f.u8(at + 3)));
                    }),
            MD5_HASH =
                    SIGNED.span("auth.md5hash", "MD5-string hash", Type.BYTES, (f, at, end) -> secret(f, at, end, MD5));
    static final Header CHAIN = SIGNED.then("Key chain", (f, at, end) -> f.u8(at + 2) == MD5_CHAIN);
    static final Field MD5_CHAIN_INDEX = CHAIN.u32("auth.md5chainindex", "MD5-chain index"),
            MD5_CHAIN_HASH =
                    CHAIN.span("auth.md5chainhash", "MD5-chain hash", Type.BYTES, (f, at, end) -> {
                        int bytes = f.u8(at + 3) - INDEX;
                        int from = at + AUTH_BYTES + INDEX;
                        return bytes <= 0 || from + bytes > end ? Field.ABSENT : Field.span(from, bytes);
                    });
    static final Field AUTH_UNKNOWN = SIGNED.span(
            "auth.authunknown",
            "Unknown auth value",
            Type.BYTES,
            (f, at, end) ->
                    f.u8(at + 2) == 0 || f.u8(at + 2) > MD5_CHAIN ? secret(f, at, end, f.u8(at + 2)) : Field.ABSENT);
    static final Field UNKNOWN_DATA = TLV.span(
            "unknown.data",
            "Unknown TLV data",
            Type.BYTES,
            (f, at, end) -> TYPE.names().get(f.u8(at)) == null && at + f.u8(at + 1) <= end && f.u8(at + 1) > HEAD
                    ? Field.span(at + HEAD, f.u8(at + 1) - HEAD)
                    : Field.ABSENT);
    static final Field TOO_SMALL = H.note("tlv_length_too_small", "Length too small", (f, at, end) -> {
        int stop = stop(f, at, end);
        return stop + HEAD <= end;
    });

    static {
        H.length(2);
        NUMBERED.length(10);
        TIMES.length(16);
        LINK.length(13);
    }

    public Glbp() {
        super(H);
        on(Udp.DSTPORT, PORT);
    }

    /** Where the parts end: {@code end}, beyond it when the last is not whole, or a part that is less than its own head. */
    private static int stop(Frame f, int at, int end) {
        int next = at + HEADER;
        while (next < end) {
            if (next + HEAD > end) {
                return next + HEAD;
            }
            int length = f.u8(next + 1);
            if (length < HEAD) {
                return next;
            }
            if (needed(f, next, end) > next + length) {
                return end + 1;
            }
            next += length;
        }
        return next;
    }

    /** One past the last byte that a part has to have by its type and what it says in it. */
    private static int needed(Frame f, int at, int end) {
        return switch (f.u8(at)) {
            case HELLO -> at + HELLO_BYTES + (at + HELLO_BYTES > end ? 0 : f.u8(at + HELLO_BYTES - 1));
            case FORWARDER -> at + FORWARDER_BYTES;
            case AUTH -> at + AUTH_BYTES + (at + AUTH_BYTES > end ? 0 : f.u8(at + AUTH_BYTES - 1));
            default -> at + HEAD;
        };
    }

    private static long secret(Frame f, int at, int end, int type) {
        int bytes = f.u8(at + 3);
        return f.u8(at + 2) != type || bytes == 0 || at + AUTH_BYTES + bytes > end
                ? Field.ABSENT
                : Field.span(at + AUTH_BYTES, bytes);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 2 > end && f.declared() > end) {
            f.broken(at, end);
            return;
        }
        // What is not of version 1, or from another port, is someone else's.
        int udp = f.at(f.depth() - 1);
        if (at + 2 > end || f.u8(at) != 1 || f.u8(at + 1) > 4 || Udp.SRCPORT.get(f, udp) != Udp.DSTPORT.get(f, udp)) {
            f.nextData(at, f.declared());
            return;
        }
        f.push(this, at, end, end);
        int stop = stop(f, at, end);
        if (at + HEADER > end || stop > end) {
            f.broken(end, end);
        } else if (stop < end) {
            f.malformed(stop, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        out.put("glbp");
        if (at + HEADER > end) {
            return;
        }
        out.put(" group ").dec(GROUP.get(f, at));
        int part = -1;
        for (int i = 0; (part = TLV.next(f, at, end, part, i)) >= 0; i++) {
            int stop = TLV.end(f, part, end);
            int type = f.u8(part);
            if (type == HELLO && part + HELLO_BYTES <= stop) {
                state(VG_STATE, f.u8(part + 3), out.put(" hello"));
                out.put(", priority ").dec(f.u8(part + 5)).put(", every ");
                GroupRecords.seconds(HELLO_INT.get(f, part), 3, out);
                GroupRecords.seconds(HOLD_INT.get(f, part), 3, out.put(", hold "));
                int address = part + HELLO_BYTES;
                if (f.u8(part + 22) == 1 && f.u8(part + 23) == 4 && address + 4 <= stop) {
                    out.put("  ").ipv4(f.i32(address));
                } else if (f.u8(part + 22) == 2 && f.u8(part + 23) == 16 && address + 16 <= stop) {
                    out.put("  ").ipv6(f.u64(address), f.u64(address + 8));
                }
            } else if (type == FORWARDER && part + FORWARDER_BYTES <= stop) {
                state(VF_STATE, f.u8(part + 3), out.put(", forwarder ").dec(f.u8(part + 2)));
                out.put(' ').mac(VIRTUAL_MAC.get(f, part));
            } else if (type == AUTH) {
                out.put(", authenticated");
            }
        }
    }

    private static void state(Field field, int value, Out out) {
        String name = field.names().get(value);
        out.put(' ').words(name == null ? "state " : name);
        if (name == null) {
            out.dec(value);
        }
    }
}
