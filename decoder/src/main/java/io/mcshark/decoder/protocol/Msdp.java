package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * Multicast Source Discovery Protocol, over TCP: RFC 3618, section 12 (notifications: the drafts before it). A message is type 1, length 2 (that included), value.
 *
 * <pre>
 * 1  source active    count 1, RP 4, each entry: reserved 3, prefix length 1, group 4, source 4; then a packet or nothing
 * 2  request          reserved 1, group 4
 * 3  response         as 1, without a packet
 * 4  keepalive        nothing
 * 5  notification     O 1 bit, error 7 bits, subcode 1, data by these
 * </pre>
 *
 * The messages of a segment are one layer, as in tshark. Of the packets they carry the first is decoded.
 */
public final class Msdp extends Protocol {
    private static final int PORT = 639, HEAD = 3, ENTRY_BYTES = 12, ENTRIES = HEAD + 5, SHOWN = 4;
    private static final int ACTIVE = 1, REQUEST = 2, RESPONSE = 3, KEEPALIVE = 4, NOTIFICATION = 5;

    private static final Names TYPES = Names.lines("""
            1 IPv4 Source-Active
            2 IPv4 Source-Active Request
            3 IPv4 Source-Active Response
            4 KeepAlive
            5 Notification
            6 MSDP traceroute in progress
            7 MSDP traceroute reply
            """);
    private static final Names ERRORS = Names.lines("""
            1 Message Header Error
            2 SA-Request Error
            3 SA-Message/SA-Response Error
            4 Hold Timer Expired
            5 Finite State Machine Error
            6 Notification
            7 Cease
            """);

    static final Header H = header("msdp", "Multicast Source Discovery Protocol");
    static final Header MESSAGE = message(
            H,
            (f, at, end, previous, index) -> {
                int next = previous < 0 ? at : previous + f.u16(previous + 1);
                return previous < 0 || f.u16(previous + 1) >= HEAD ? next : -1;
            },
            true);
    static final Field TRAILING_JUNK = H.span("trailing_junk", "Trailing junk", Type.BYTES, (f, at, end) -> {
        int after = after(f, at, end);
        return after < end && end - after < HEAD ? Field.span(after, end - after) : Field.ABSENT;
    });

    public Msdp() {
        super(H);
        on(Tcp.DSTPORT, PORT);
    }

    /** The fields of a message; {@code whole}: those of one that a notification quotes, too. */
    private static Header message(Header parent, Header.Locator locator, boolean whole) {
        Header message = parent.parts("Message", locator, (f, at, end) -> Math.max(HEAD, f.u16(at + 1)));
        message.u8("type", "Type").names(TYPES);
        message.u16("length", "Length");
        message.note("tlv_len.too_short", "TLV length too short", (f, at, end) -> f.u16(at + 1) < HEAD);
        Header active = message.then("Source Active", (f, at, end) -> isActive(f.u8(at)));
        Field count = active.u8("sa.entry_count", "Entry Count");
        Header point = active.then("RP", (f, at, end) -> true);
        point.ipv4("sa.rp_addr", "RP Address");
        Header entry = point.list("Entry", count, (f, at, end) -> ENTRY_BYTES);
        entry.u24("sa.reserved", "Reserved").hex();
        entry.u8("sa.sprefix_len", "Sprefix len");
        entry.ipv4("sa.group_addr", "Group Address").group();
        entry.ipv4("sa.src_addr", "Source Address");
        Header request = message.then("Request", (f, at, end) -> f.u8(at) == REQUEST);
        request.u8("sa_req.res", "Reserved").hex();
        request.ipv4("sa_req.group_addr", "Group Address").group();
        Header notification = message.then("Notification", (f, at, end) -> f.u8(at) == NOTIFICATION);
        notification.bits(1, "not.o", "Open-bit").hex(2);
        notification.bits(7, "not.error", "Error Code").names(ERRORS);
        notification.u8("not.error_sub", "Error subcode");
        address(notification, "not.group_address", "Group address", 1);
        address(notification, "not.rp_address", "RP address", 2);
        address(notification, "not.source_address", "Source address", 4);
        error(notification, 3, 1).u8("not.entry_count", "Entry Count").hex(6);
        error(notification, 3, 5).u8("not.sprefix_len", "Sprefix len");
        if (whole) {
            Header.Locator quoted =
                    (f, at, end, previous, index) -> index == 0 && isQuoting(f, at) ? at + HEAD + 2 : -1;
            message(notification, quoted, false);
            notification.span("unknown_data", "Unknown data", Type.BYTES, Msdp::unknown);
        }
        message.span(
                "tlv_contents",
                "TLV contents",
                Type.BYTES,
                (f, at, end) -> (f.u8(at) == 0 || f.u8(at) == KEEPALIVE || f.u8(at) > NOTIFICATION) && end > at + HEAD
                        ? Field.span(at + HEAD, end - at - HEAD)
                        : Field.ABSENT);
        return message;
    }

    private static Header error(Header notification, int error, int subcode) {
        return notification.then("Data", (f, at, end) -> errorOf(f, at) == error && f.u8(at + HEAD + 1) == subcode);
    }

    /** The address in the data of a notification: {@code kind} is the subcode of error 3 that says which. */
    private static void address(Header notification, String name, String label, int kind) {
        Header data = notification.then("Address", (f, at, end) -> addressKind(f, at) == kind);
        data.u24("not.res", "Reserved").hex();
        data.ipv4(name, label);
    }

    private static int addressKind(Frame f, int at) {
        int subcode = f.u8(at + HEAD + 1);
        return switch (errorOf(f, at)) {
            case 2 -> 1;
            case 3 -> subcode == 3 || subcode == 8 ? 1 : subcode == 2 || subcode == 4 ? subcode : 0;
            default -> 0;
        };
    }

    private static int errorOf(Frame f, int at) {
        return f.u8(at + HEAD) & 0x7f;
    }

    /** Whether a notification's data is the message that had the error. */
    private static boolean isQuoting(Frame f, int at) {
        int error = errorOf(f, at);
        return error == 1 || error == 6 || error == 3 && f.u8(at + HEAD + 1) == 6;
    }

    private static long unknown(Frame f, int at, int end) {
        int error = errorOf(f, at);
        int subcode = f.u8(at + HEAD + 1);
        boolean open = error == 0 || error > 7 || error == 3 && (subcode == 7 || subcode > 8);
        return open && end > at + HEAD + 2 ? Field.span(at + HEAD + 2, end - at - HEAD - 2) : Field.ABSENT;
    }

    private static boolean isActive(int type) {
        return type == ACTIVE || type == RESPONSE;
    }

    /** One past the last whole message from {@code at} on. */
    private static int after(Frame f, int at, int end) {
        int next = at;
        while (next + HEAD <= end && f.u16(next + 1) >= HEAD && next + f.u16(next + 1) <= end) {
            next += f.u16(next + 1);
        }
        return next;
    }

    @Override
    public void walk(Frame f, int at, int end) {
        int after = after(f, at, end);
        boolean cut = f.declared() > end;
        boolean bad = after + HEAD <= end && f.u16(after + 1) < HEAD;
        if (after == at && !cut && !bad) {
            f.pending(at);
            return;
        }
        int stop = cut || bad ? end : after;
        int packet = packet(f, at, stop);
        f.push(this, at, packet < 0 ? stop : packet, stop);
        if (bad) {
            f.malformed(after, end);
        } else if (packet >= 0) {
            int message = packetOf(f, at, packet);
            f.next(Ipv4.VERSION.table(), f.u8(packet) >> 4, packet, message + f.u16(message + 1));
        } else if (after < end && !cut) {
            f.pending(after);
        } else if (cut) {
            f.broken(end, end);
        }
    }

    /** Where the first packet begins that a source-active message carries; -1 for none. */
    private static int packet(Frame f, int at, int end) {
        for (int next = at; next + ENTRIES <= end && f.u16(next + 1) >= HEAD; next += f.u16(next + 1)) {
            int packet = next + ENTRIES + ENTRY_BYTES * f.u8(next + HEAD);
            if (f.u8(next) == ACTIVE && packet < Math.min(end, next + f.u16(next + 1))) {
                return packet;
            }
        }
        return -1;
    }

    private static int packetOf(Frame f, int at, int packet) {
        int next = at;
        while (next + f.u16(next + 1) <= packet) {
            next += f.u16(next + 1);
        }
        return next;
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        out.put("msdp");
        int message = -1;
        for (int i = 0; (message = MESSAGE.next(f, at, end, message, i)) >= 0; i++) {
            if (i == SHOWN) {
                out.put(", …");
                return;
            }
            said(f, message, MESSAGE.end(f, message, end), out.put(i == 0 ? " " : ", "));
        }
    }

    private static void said(Frame f, int at, int end, Out out) {
        int type = f.u8(at);
        out.put(
                switch (type) {
                    case ACTIVE -> "source active";
                    case REQUEST -> "request";
                    case RESPONSE -> "response";
                    case KEEPALIVE -> "keepalive";
                    case NOTIFICATION -> "notification";
                    default -> "type ";
                });
        if (type == 0 || type > NOTIFICATION) {
            out.dec(type);
        } else if (isActive(type) && at + ENTRIES <= end) {
            out.put(" of ").ipv4(f.i32(at + HEAD + 1));
            int count = f.u8(at + HEAD);
            for (int i = 0; i < count && at + ENTRIES + ENTRY_BYTES * (i + 1) <= end; i++) {
                if (i == SHOWN) {
                    out.put(" and ").dec(count - i).put(" more");
                    return;
                }
                int entry = at + ENTRIES + ENTRY_BYTES * i;
                out.put(i == 0 ? "  (" : " (")
                        .ipv4(f.i32(entry + 8))
                        .put(',')
                        .ipv4(f.i32(entry + 4))
                        .put(')');
            }
        } else if (type == REQUEST && at + ENTRIES <= end) {
            out.put("  ").ipv4(f.i32(at + HEAD + 1));
        } else if (type == NOTIFICATION && at + HEAD + 2 <= end) {
            String error = ERRORS.get(errorOf(f, at));
            out.put(" ").words(error == null ? "error " : error);
            if (error == null) {
                out.dec(errorOf(f, at));
            }
            out.put(" subcode ").dec(f.u8(at + HEAD + 1));
        }
    }
}
