package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Protocol.Level;
import io.mcshark.decoder.Type;

/**
 * The message that {@link Dns}, {@link Mdns} and {@link Llmnr} share: RFC 1035, 4.1; RFC 2136 (update), 2535 (AD, CD), 6762, 4795.
 *
 * <pre>
 * header       12     id 2, flags 2, four counts of 2
 * questions    5 + N  name, type 2, class 2
 * answers      11 + N name, type 2, class 2, TTL 4, length 2, data: {@link DnsRecords}
 * authorities  as answers
 * additional   as answers
 * </pre>
 *
 * Over TCP two bytes of length come first.
 */
final class DnsMessage {
    private static final int HEADER = 12, QUESTION = 4, RECORD = 10, UPDATE = 5, SECTIONS = 3, SHOWN = 4;

    static final Header H = Dns.H;

    static final Header OVER_TCP = H.then("Length", (f, at, end) -> isOverTcp(f, f.inside(DnsMessage.H, at)));
    static final Field LENGTH = OVER_TCP.u16("length", "Length").in("bytes");

    static final Header MESSAGE = H.behind("Message", (f, at, end) -> start(f, f.inside(DnsMessage.H, at)));
    static final Field ID = MESSAGE.u16("id", "Transaction ID").hex(),
            FLAGS = MESSAGE.u16("flags", "Flags").hex();
    static final Header BITS = MESSAGE.then("Flags", (f, at, end) -> true);
    static final Field RESPONSE = BITS.split(FLAGS).bit("flags.response", "Response"),
            OPCODE = BITS.bits(4, "flags.opcode", "Opcode").names(DnsTypes.OPCODES);
    private static final int AFTER_OPCODE = 5;

    static final Header RESPONSE_BITS = bits("Response", (f, at, end) -> isResponse(f, at) && !isLlmnr(f, at));
    static final Field AUTHORITATIVE = RESPONSE_BITS.bit("flags.authoritative", "Authoritative");
    static final Header LLMNR_BITS = bits("LLMNR", DnsMessage::isLlmnr);
    static final Field CONFLICT = LLMNR_BITS.bit("flags.conflict", "Conflict"),
            TRUNCATED_LLMNR = LLMNR_BITS.bit("flags.truncated", "Truncated"),
            TENTATIVE = LLMNR_BITS.bit("flags.tentative", "Tentative");
    static final Header DNS_BITS = bits("DNS", (f, at, end) -> !isLlmnr(f, at));
    static final Field TRUNCATED = DNS_BITS.skip(1).bit("flags.truncated", "Truncated"),
            RECDESIRED = DNS_BITS.bit("flags.recdesired", "Recursion desired");
    static final Header AVAILABLE = bits("Response", (f, at, end) -> isResponse(f, at) && !isLlmnr(f, at));
    static final Field RECAVAIL = AVAILABLE.skip(3).bit("flags.recavail", "Recursion available");
    static final Header Z_BITS = bits("DNS", (f, at, end) -> !isLlmnr(f, at));
    static final Field Z = Z_BITS.skip(4).bit("flags.z", "Z");
    static final Header AD_BITS = bits(
            "Authenticated", (f, at, end) -> !isLlmnr(f, at) && (isResponse(f, at) || (f.u16(at + 2) & 0x20) != 0));
    static final Field AUTHENTICATED = AD_BITS.skip(5).bit("flags.authenticated", "Answer authenticated");
    static final Header CD_BITS = bits("DNS", (f, at, end) -> !isLlmnr(f, at));
    static final Field CHECKDISABLE = CD_BITS.skip(6).bit("flags.checkdisable", "Non-authenticated data");
    static final Header RCODE_BITS = bits("Reply code", (f, at, end) -> isResponse(f, at));
    static final Field RCODE =
            RCODE_BITS.skip(7).bits(4, "flags.rcode", "Reply code").names(DnsTypes.RCODES);

    static final Header COUNTS = MESSAGE.then("Counts", (f, at, end) -> opcode(f, at) != UPDATE);
    static final Field QUERIES = COUNTS.u16("count.queries", "Questions");
    static final Header COUNT_2 = COUNTS.then("Answers", (f, at, end) -> true);
    static final Field ANSWERS = COUNT_2.u16("count.answers", "Answer RRs");
    static final Header COUNT_3 = COUNT_2.then("Authorities", (f, at, end) -> true);
    static final Field AUTHORITIES = COUNT_3.u16("count.auth_rr", "Authority RRs");
    static final Header COUNT_4 = COUNT_3.then("Additional", (f, at, end) -> true);
    static final Field ADDITIONALS = COUNT_4.u16("count.add_rr", "Additional RRs");
    static final Header UPDATE_COUNTS = MESSAGE.then("Counts", (f, at, end) -> opcode(f, at) == UPDATE);
    static final Field ZONES = UPDATE_COUNTS.u16("count.zones", "Zones"),
            PREREQUISITES = UPDATE_COUNTS.u16("count.prerequisites", "Prerequisites"),
            UPDATES = UPDATE_COUNTS.u16("count.updates", "Updates"),
            UPDATE_ADDITIONALS = UPDATE_COUNTS.u16("count.add_rr", "Additional RRs");

    static final Header QUERY = MESSAGE.parts("Query", DnsMessage::query, DnsMessage::queryBytes);
    static final Field QRY_NAME = DnsName.field(QUERY, 0, "qry.name", "Name"),
            QRY_NAME_LEN = QUERY.derived("qry.name.len", "Name Length", Type.UINT, DnsName::characters),
            LABELS = QUERY.derived("count.labels", "Label Count", Type.UINT, DnsName::labels),
            QRY_BAD_NAME = badName(QUERY);
    static final Header ASKED = QUERY.behind("Type", DnsName::after);
    static final Field QRY_TYPE = ASKED.u16("qry.type", "Type").names(DnsTypes.TYPES);
    static final Header ASKED_CLASS = ASKED.then("Class", (f, at, end) -> !isMdns(f, at));
    static final Field QRY_CLASS = ASKED_CLASS.u16("qry.class", "Class").hex().names(DnsTypes.CLASSES);
    static final Header ASKED_MULTICAST = ASKED.then("Class", (f, at, end) -> isMdns(f, at));
    static final Field QRY_QU = ASKED_MULTICAST.bit("qry.qu", "\"QU\" question"),
            QRY_CLASS_15 = ASKED_MULTICAST.bits(15, "qry.class", "Class").hex().names(DnsTypes.CLASSES);

    static final Header ANSWER = MESSAGE.parts("Answer", section(0), DnsMessage::recordBytes);

    static {
        DnsRecords.declare();
        COUNTS.length(2);
        UPDATE_COUNTS.length(8);
        QUERY.length(0);
        ASKED_MULTICAST.length(2);
    }

    static final Header AUTHORITY = MESSAGE.partsLike(ANSWER, "Authority", section(1)),
            ADDITIONAL = MESSAGE.partsLike(ANSWER, "Additional record", section(2));

    static final Header EXTRANEOUS = MESSAGE.behind("Extraneous data", (f, at, end) -> {
        int behind = behindSection(f, at, end, SECTIONS);
        return behind < end && !DnsStateful.is(f, at, end) ? behind : -1;
    });
    static final Field
            EXTRANEOUS_NOTE = EXTRANEOUS.note("extraneous", "Bytes behind the last record", (f, at, end) -> true),
            EXTRANEOUS_DATA =
                    EXTRANEOUS.span(
                            "extraneous.data",
                            "Extraneous Data Bytes",
                            Type.BYTES,
                            (f, at, end) -> Field.span(at, end - at)),
            EXTRANEOUS_LENGTH =
                    EXTRANEOUS.derived(
                            "extraneous.length", "Extraneous Data Length", Type.INT, (f, at, end) -> end - at);

    static {
        DnsStateful.declare();
    }

    private DnsMessage() {}

    /** Loads this class, whose fields then stand in DNS's header. */
    static void declare() {}

    private static Header bits(String label, Header.Test test) {
        Header h = MESSAGE.then(label, test);
        h.split(FLAGS).skip(AFTER_OPCODE);
        return h;
    }

    /** Declares the remark that a name cannot be read to its end. */
    static Field badName(Header h) {
        return h.note(
                        "bad_name",
                        "Name loops, is too long or leads out of the message (RFC 1035, 4.1.4)",
                        DnsName::isBad)
                .called("mcast.dns_bad_name");
    }

    private static boolean isOverTcp(Frame f, int layer) {
        for (int i = layer - 1; i > 0; i--) {
            if (f.protocol(i).level() == Level.TRANSPORT) {
                return f.protocol(i).header() == Tcp.H;
            }
        }
        return false;
    }

    /** The position of the first byte of the message in a layer. */
    static int start(Frame f, int layer) {
        return f.at(layer) + (isOverTcp(f, layer) ? LENGTH.bytes() : 0);
    }

    static boolean isMdns(Frame f, int at) {
        int layer = f.inside(H, at);
        return layer >= 0 && f.protocol(layer).header() == Mdns.H;
    }

    private static boolean isLlmnr(Frame f, int at, int end) {
        int layer = f.inside(H, at);
        return layer >= 0 && f.protocol(layer).header() == Llmnr.H;
    }

    private static boolean isLlmnr(Frame f, int at) {
        return isLlmnr(f, at, at);
    }

    private static boolean isResponse(Frame f, int at) {
        return f.u8(at + 2) >= 0x80;
    }

    private static int opcode(Frame f, int at) {
        return f.u8(at + 2) >> 3 & 15;
    }

    // ---- boundaries

    private static int query(Frame f, int at, int end, int previous, int index) {
        if (at + HEADER > end || index >= f.u16(at + 4)) {
            return -1;
        }
        int next = previous < 0 ? at + HEADER : previous + queryBytes(f, previous, end);
        return afterQuery(f, next, end) < 0 ? -1 : next;
    }

    private static int queryBytes(Frame f, int at, int end) {
        return afterQuery(f, at, end) - at;
    }

    private static int afterQuery(Frame f, int at, int end) {
        int name = DnsName.after(f, at, end);
        return name < 0 || name + QUESTION > end ? -1 : name + QUESTION;
    }

    /** Finds the records of one section: those behind all that stand before it. */
    private static Header.Locator section(int section) {
        return (f, at, end, previous, index) -> {
            if (at + HEADER > end || index >= f.u16(at + 6 + 2 * section)) {
                return -1;
            }
            int next = previous < 0 ? behindSection(f, at, end, section) : afterRecord(f, previous, end);
            int after = next < 0 ? -1 : afterRecord(f, next, end);
            return after < 0 || after > end ? -1 : next;
        };
    }

    /** One past the questions and the first {@code sections} sections of records; -1 when they do not fit. */
    private static int behindSection(Frame f, int at, int end, int sections) {
        if (at + HEADER > end) {
            return -1;
        }
        int next = at + HEADER;
        for (int i = f.u16(at + 4); i > 0 && next >= 0; i--) {
            next = afterQuery(f, next, end);
        }
        for (int k = 0; k < sections && next >= 0; k++) {
            for (int i = f.u16(at + 6 + 2 * k); i > 0 && next >= 0; i--) {
                next = afterRecord(f, next, end);
                next = next > end ? -1 : next;
            }
        }
        return next;
    }

    /** One past a record as its length declares it; -1 when what stands before its data does not fit. */
    private static int afterRecord(Frame f, int at, int end) {
        int name = DnsName.after(f, at, end);
        return name < 0 || name + RECORD > end ? -1 : name + RECORD + f.u16(name + 8);
    }

    private static int recordBytes(Frame f, int at, int end) {
        return afterRecord(f, at, end) - at;
    }

    static void walk(Protocol p, Frame f, int at, int end) {
        int start = at;
        int stop = end;
        if (isOverTcp(f, f.depth())) {
            if (at + 2 > end || at + 2 + f.u16(at) > f.declared()) {
                f.pending(at);
                return;
            }
            start = at + 2;
            stop = Math.min(end, start + f.u16(at));
        }
        if (start >= stop) {
            f.broken(at, stop);
            return;
        }
        f.push(p, at, stop, stop);
        if (behindSection(f, start, stop, SECTIONS) < 0) {
            f.broken(stop, stop);
        } else if (start > at) {
            f.beside(p, stop, end);
        }
    }

    // ---- in a line

    static void row(Frame f, int layer, Out out) {
        int at = start(f, layer);
        int end = f.end(layer);
        if (at + FLAGS.bytes() + ID.bytes() > end) {
            return;
        }
        boolean response = isResponse(f, at);
        int opcode = opcode(f, at);
        if (opcode != 0) {
            String name = DnsTypes.OPCODES.get(opcode);
            out.put(' ').words(name == null ? "opcode" : name);
        }
        out.put(response ? " response" : " query");
        if (response && RCODE.get(f, at) != 0) {
            String name = DnsTypes.RCODES.get(RCODE.get(f, at));
            out.put(", ").words(name == null ? "failure" : name);
        }
        int queries = list(QUERY, f, at, end, 0, out);
        int shown = list(ANSWER, f, at, end, 0, out);
        shown = list(AUTHORITY, f, at, end, shown, out);
        list(ADDITIONAL, f, at, end, shown, out);
        int more = at + HEADER > end ? 0 : f.u16(at + 6) + f.u16(at + 8) + f.u16(at + 10) - SHOWN;
        if (more > 0) {
            out.put(" and ").dec(more).put(" more");
        }
        if (queries == 0 && at + HEADER <= end && f.u16(at + 4) > 0) {
            out.put(" [cut]");
        }
    }

    private static int list(Header parts, Frame f, int at, int end, int shown, Out out) {
        int part = -1;
        int n = shown;
        for (int i = 0; n < SHOWN && (part = parts.next(f, at, end, part, i)) >= 0; i++, n++) {
            int type = DnsName.after(f, part, end);
            out.put(n == 0 ? "  " : ", ");
            String name = DnsTypes.TYPES.get(f.u16(type));
            if (name == null) {
                out.put("type ").dec(f.u16(type));
            } else {
                out.put(name);
            }
            if (f.u16(type) == DnsTypes.OPT) {
                continue;
            }
            DnsName.put(f, part, out.put(' '));
            if (parts == QUERY) {
                out.put(isMdns(f, part) && QRY_QU.get(f, type) == 1 ? " (QU)" : "");
            } else {
                DnsRecords.row(f, type, Math.min(end, part + recordBytes(f, part, end)), out);
            }
        }
        return n;
    }
}
