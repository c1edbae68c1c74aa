package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Checksum;
import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Virtual Router Redundancy Protocol, to 224.0.0.18 and ff02::12: RFC 2338 and 3768 (version 2), RFC 5798 and 9568 (version 3).
 *
 * <pre>
 * version 4 bits, type 4 bits (1 advertisement), virtual router 1, priority 1, address count 1;
 * version 2: authentication type 1, interval 1 (seconds); version 3: reserved 4 bits, interval 12 bits (centiseconds);
 * checksum 2; addresses 4 or 16 each; version 2: authentication data 8 (16 in Cisco's MD5)
 * </pre>
 *
 * The authentication data of version 2 is there even where there is no authentication (RFC 3768, 5.3.10). A message that ends
 * before it is none of version 2 (7.1): it may be of a protocol that hangs under {@link #ADDR_COUNT}, CARP.
 */
public final class Vrrp extends Protocol {
    private static final int NUMBER = 112, HEADER = 8, AUTH_BYTES = 8, MD5_BYTES = 16, SHOWN = 4;
    private static final int SIMPLE_TEXT = 1, CISCO_MD5 = 254;
    private static final int RESIGNED = 0, DEFAULT = 100, OWNER = 255;

    static final Header H = header("vrrp", "Virtual Router Redundancy Protocol");
    static final Field TYPEVER = H.u8("typever", "VRRP message version and type"),
            VERSION = H.split(TYPEVER).bits(4, "version", "VRRP protocol version"),
            TYPE = H.bits(4, "type", "VRRP packet type").names(Names.of(1, "Advertisement"));
    static final Header ROUTER = H.then("Virtual Router", (f, at, end) -> true);
    static final Field VIRT_RTR_ID = ROUTER.u8("virt_rtr_id", "Virtual Rtr ID");
    static final Header RANK = ROUTER.then("Priority", (f, at, end) -> true);
    static final Field PRIO = RANK.u8("prio", "Priority").means(Vrrp::rank);
    static final Header COUNTED = RANK.then("Addr Count", (f, at, end) -> true);
    static final Field ADDR_COUNT = COUNTED.u8("addr_count", "Addr Count").parent();

    static final Header VERSION_3 = COUNTED.then("Version 3", (f, at, end) -> isVersion3(f, at));
    static final Field RESERVED_MBZ = VERSION_3.bits(4, "reserved_mbz", "Reserved"),
            SHORT_ADVER_INT = VERSION_3.bits(12, "short_adver_int", "Adver Int").in("centiseconds");
    static final Header VERSION_2 = COUNTED.then("Version 2", (f, at, end) -> !isVersion3(f, at));
    static final Field AUTH_TYPE = VERSION_2.u8("auth_type", "Auth Type").names(Names.lines("""
            0 No Authentication
            1 Simple Text Authentication [RFC 2338] / Reserved [RFC 3768]
            2 IP Authentication Header [RFC 2338] / Reserved [RFC 3768]
            254 Cisco VRRP MD5 authentication
            """));
    static final Header TIMED = VERSION_2.then("Adver Int", (f, at, end) -> true);
    static final Field ADVER_INT = TIMED.u8("adver_int", "Adver Int").in("seconds");

    static final Header SUMMED = COUNTED.then("Checksum", (f, at, end) -> true).skip(16);
    static final Field CHECKSUM = SUMMED.u16("checksum", "Checksum").hex(),
            STATUS =
                    SUMMED.derived("checksum.status", "Checksum Status", Type.UINT, Vrrp::status)
                            .names(Checksum.STATUS),
            BAD_CHECKSUM =
                    SUMMED.note(
                            "checksum_bad.expert", "Bad checksum", (f, at, end) -> status(f, at, end) == Checksum.BAD);
    static final Header OF_IPV4 = SUMMED.then("IPv4", (f, at, end) -> addressBytes(f, at) == 4);
    static final Header ADDRESS = OF_IPV4.list("IP Address", ADDR_COUNT, (f, at, end) -> 4);
    static final Field IP_ADDR = ADDRESS.ipv4("ip_addr", "IP Address");
    static final Header OF_IPV6 = SUMMED.then("IPv6", (f, at, end) -> addressBytes(f, at) == 16);
    static final Header ADDRESS_6 = OF_IPV6.list("IPv6 Address", ADDR_COUNT, (f, at, end) -> 16);
    static final Field IPV6_ADDR = ADDRESS_6.ipv6("ipv6_addr", "IPv6 Address");
    static final Field
            AUTH_STRING =
                    SUMMED.span("auth_string", "Authentication String", Type.STRING, (f, at, end) -> {
                        int text = addressesEnd(f, at);
                        return authentication(f, at) != SIMPLE_TEXT || text + AUTH_BYTES > end
                                ? Field.ABSENT
                                : Field.span(text, textBytes(f, text, AUTH_BYTES));
                    }),
            MD5_AUTH_DATA =
                    SUMMED.span("md5_auth_data", "MD5 Authentication Data", Type.BYTES, (f, at, end) -> {
                        int digest = addressesEnd(f, at);
                        return authentication(f, at) != CISCO_MD5 || digest + MD5_BYTES > end
                                ? Field.ABSENT
                                : Field.span(digest, MD5_BYTES);
                    });

    static {
        H.length(1);
        COUNTED.length(1);
        VERSION_3.length(2);
        SUMMED.length(4);
    }

    public Vrrp() {
        super(H);
        on(Ipv4.PROTOCOL, NUMBER);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at == end && f.declared() == end) {
            return; // nothing is carried, which tshark shows no layer for
        }
        if (at == end) {
            f.broken(at, end);
            return;
        }
        Protocol other = isForeign(f, at, end) ? f.child(ADDR_COUNT.table(), f.u8(at + 3)) : null;
        if (other != null) {
            f.next(other, at, f.declared());
            return;
        }
        f.push(this, at, end, end);
        if (needed(f, at, end) > end) {
            f.broken(end, end);
        }
    }

    /** Whether it says that it is of version 2 but ends where the authentication data has to begin. */
    private static boolean isForeign(Frame f, int at, int end) {
        return at + 4 <= end && f.u8(at) == 0x21 && f.declared() == at + HEADER + 4 * f.u8(at + 3);
    }

    /** One past the last byte that the message's own count asks for. */
    private static int needed(Frame f, int at, int end) {
        if (at + HEADER > end) {
            return at + HEADER;
        }
        return addressesEnd(f, at) + (authentication(f, at) == SIMPLE_TEXT ? AUTH_BYTES : 0);
    }

    private static int addressesEnd(Frame f, int at) {
        return at + HEADER + addressBytes(f, at) * f.u8(at + 3);
    }

    private static int addressBytes(Frame f, int at) {
        return Network.version(f, f.layer(H.protocol(), at)) == 6 ? 16 : 4;
    }

    private static boolean isVersion3(Frame f, int at) {
        return f.u8(at) >> 4 == 3;
    }

    private static int authentication(Frame f, int at) {
        return isVersion3(f, at) ? 0 : f.u8(at + 4);
    }

    /** Bytes before the zeros that fill up a text of {@code length}. */
    static int textBytes(Frame f, int at, int length) {
        int i = 0;
        while (i < length && f.u8(at + i) != 0) {
            i++;
        }
        return i;
    }

    /** Version 3 has a pseudo-header in its checksum over either IP (RFC 9568, 5.2.8), version 2 has none. */
    private static long status(Frame f, int at, int end) {
        int layer = f.layer(H.protocol(), at);
        if (f.isQuoted(layer) || Network.isFragment(f, layer)) {
            return Checksum.UNVERIFIED;
        }
        long covered = isVersion3(f, at) ? Network.pseudoHeader(f, layer, NUMBER, f.declared(layer) - at) : 0;
        return covered < 0 ? Checksum.UNVERIFIED : Checksum.ofLayer(f, layer, covered);
    }

    private static void rank(long priority, Out out) {
        out.put(
                priority == RESIGNED
                        ? "Current Master has stopped participating in VRRP"
                        : priority == OWNER
                                ? "This VRRP router owns the virtual router's IP address(es)"
                                : priority == DEFAULT
                                        ? "Default priority for a backup VRRP router"
                                        : "Non-default backup priority");
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        out.put("vrrp v").dec(VERSION.get(f, at));
        if (TYPE.get(f, at) != 1) {
            out.put(" type ").dec(TYPE.get(f, at));
        }
        if (at + HEADER > end) {
            return;
        }
        out.put(" router ").dec(f.u8(at + 1));
        switch (f.u8(at + 2)) {
            case RESIGNED -> out.put(" resigns");
            case OWNER -> out.put(", owner");
            default -> out.put(", priority ").dec(f.u8(at + 2));
        }
        if (isVersion3(f, at)) {
            long centiseconds = SHORT_ADVER_INT.get(f, at);
            out.put(", every ").dec(centiseconds / 100);
            if (centiseconds % 100 != 0) {
                out.put('.').dec(centiseconds % 100, 2);
            }
            out.put(" s");
        } else {
            out.put(", every ").dec(f.u8(at + 5)).put(" s");
        }
        addresses(f, at, end, out);
        if (authentication(f, at) != 0) {
            out.put(", authenticated");
        }
        out.put(status(f, at, end) == Checksum.BAD ? " [bad checksum]" : "");
    }

    private static void addresses(Frame f, int at, int end, Out out) {
        int bytes = addressBytes(f, at);
        int count = f.u8(at + 3);
        int next = at + HEADER;
        for (int i = 0; i < count && next + bytes <= end; i++, next += bytes) {
            if (i == SHOWN) {
                out.put(" and ").dec(count - SHOWN).put(" more");
                return;
            }
            out.put(i == 0 ? "  " : " ");
            if (bytes == 4) {
                out.ipv4(f.i32(next));
            } else {
                out.ipv6(f.u64(next), f.u64(next + 8));
            }
        }
    }
}
