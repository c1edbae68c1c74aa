package io.mcshark.decoder.protocol;

import io.mcshark.decoder.Field;
import io.mcshark.decoder.Frame;
import io.mcshark.decoder.Header;
import io.mcshark.decoder.Names;
import io.mcshark.decoder.Out;
import io.mcshark.decoder.Protocol;
import io.mcshark.decoder.Type;

/**
 * NetBIOS Name Service: RFC 1001, 1002 (4.2). Messages are laid out as those of DNS.
 *
 * <pre>
 * header     12      id 2, flags 2, four counts of 2
 * questions  6 + N   name, type 2, class 2
 * records    12 + N  name, type 2, class 2, TTL 4, length 2, data
 * NB         6 each  flags 2, address 4
 * NBSTAT             count 1, names of 18 each, statistics
 * </pre>
 *
 * A name's 16 bytes are written as 32 letters, four bits each from A on; the last byte says what the name is for.
 */
public final class Nbns extends Protocol {
    private static final int HEADER = 12, QUESTION = 4, RECORD = 10, NB = 32, NBSTAT = 33, LETTERS = 32, NAME = 16;

    private static final Names TYPES = Names.of(1, "A", 2, "NS", 10, "NULL", NB, "NB", NBSTAT, "NBSTAT");
    private static final Names NODES = Names.of(0, "B-node", 1, "P-node", 2, "M-node", 3, "H-node");

    /** What the last byte of a name says, as Wireshark words it. */
    private static final Names PURPOSES = Names.lines("""
            0x00 Workstation/Redirector
            0x01 Browser
            0x02 Workstation/Redirector
            0x03 Messenger service/Main name
            0x05 Forwarded name
            0x06 RAS Server service
            0x1b Domain Master Browser
            0x1c Domain Controllers
            0x1d Local Master Browser
            0x1e Browser Election Service
            0x1f Net DDE Service
            0x20 Server service
            0x21 RAS client service
            """);

    static final Header H = header("nbns", "NetBIOS Name Service");
    static final Field ID = H.u16("id", "Transaction ID").hex(),
            FLAGS = H.u16("flags", "Flags").hex(),
            RESPONSE = H.split(FLAGS).bit("flags.response", "Response"),
            OPCODE =
                    H.bits(4, "flags.opcode", "Opcode")
                            .names(Names.of(
                                    0,
                                    "Name query",
                                    5,
                                    "Registration",
                                    6,
                                    "Release",
                                    7,
                                    "Wait and acknowledge",
                                    8,
                                    "Refresh",
                                    9,
                                    "Refresh (alternate)",
                                    15,
                                    "Multi-homed registration"));
    static final Header ANSWERED = H.then("Response", (f, at, end) -> isResponse(f, at));
    static final Field AUTHORITATIVE = ANSWERED.split(FLAGS).skip(5).bit("flags.authoritative", "Authoritative"),
            RECAVAIL = ANSWERED.skip(2).bit("flags.recavail", "Recursion available"),
            RCODE =
                    ANSWERED.skip(3)
                            .bits(4, "flags.rcode", "Reply code")
                            .names(Names.of(
                                    0,
                                    "No error",
                                    1,
                                    "Format error",
                                    2,
                                    "Server failure",
                                    3,
                                    "Name does not exist",
                                    4,
                                    "Not implemented",
                                    5,
                                    "Refused",
                                    6,
                                    "Name is active",
                                    7,
                                    "Name in conflict"));
    static final Field TRUNCATED = H.skip(1).bit("flags.truncated", "Truncated"),
            RECDESIRED = H.bit("flags.recdesired", "Recursion desired"),
            BROADCAST = H.skip(3).bit("flags.broadcast", "Broadcast");
    static final Header COUNTS = H.skip(4).then("Counts", (f, at, end) -> true);
    static final Field QUERIES = COUNTS.u16("count.queries", "Questions"),
            ANSWERS = COUNTS.u16("count.answers", "Answer RRs"),
            AUTHORITIES = COUNTS.u16("count.auth_rr", "Authority RRs"),
            ADDITIONALS = COUNTS.u16("count.add_rr", "Additional RRs");

    static final Header QUERY =
            COUNTS.parts("Query", Nbns::query, (f, at, end) -> DnsName.after(f, at, end) + QUESTION - at);
    static final Field QUERY_NAME = QUERY.text("name", "Name", Nbns::name).plain();
    static final Header ASKED = QUERY.behind("Type", DnsName::after);
    static final Field QUERY_TYPE = ASKED.u16("type", "Type").names(TYPES),
            QUERY_CLASS = ASKED.u16("class", "Class").names(DnsTypes.CLASSES);

    static final Header ENTRY = COUNTS.parts("Record", Nbns::record, (f, at, end) -> afterRecord(f, at, end) - at);
    static final Field ENTRY_NAME = ENTRY.text("name", "Name", Nbns::owner).plain();
    static final Header BODY = ENTRY.behind("Type", DnsName::after);
    static final Field TYPE = BODY.u16("type", "Type").names(TYPES),
            CLASS = BODY.u16("class", "Class").names(DnsTypes.CLASSES),
            TTL = BODY.u32("ttl", "Time to live").in("seconds"),
            LENGTH = BODY.u16("data_length", "Data length").in("bytes");
    static final Header ADDRESS =
            BODY.then("Address", (f, at, end) -> f.u16(at) == NB).list("Address", null, (f, at, end) -> 6);
    static final Field NB_FLAGS = ADDRESS.u16("nb_flags", "Name flags").hex(),
            GROUP = ADDRESS.split(NB_FLAGS).bit("nb_flags.group", "Name type"),
            ONT = ADDRESS.bits(2, "nb_flags.ont", "ONT").names(NODES),
            ADDR = ADDRESS.skip(13).ipv4("addr", "Addr");
    static final Header STATUS = BODY.then("Status", (f, at, end) -> f.u16(at) == NBSTAT);
    static final Field NUMBER_OF_NAMES = STATUS.u8("number_of_names", "Number of names");
    static final Header NAMED = STATUS.list("Name", NUMBER_OF_NAMES, (f, at, end) -> 18);
    static final Field
            NETBIOS_NAME = NAMED.text("netbios_name", "Name", Nbns::trimmed).plain(),
            NAME_FLAGS = NAMED.skip(NAME * 8).u16("name_flags", "Name flags").hex(),
            NAME_GROUP = NAMED.split(NAME_FLAGS).bit("name_flags.group", "Name type"),
            NAME_ONT = NAMED.bits(2, "name_flags.ont", "ONT").names(NODES),
            DRG = NAMED.bit("name_flags.drg", "Name is being deregistered"),
            CNF = NAMED.bit("name_flags.cnf", "Name is in conflict"),
            ACT = NAMED.bit("name_flags.act", "Name is active"),
            PRM = NAMED.bit("name_flags.prm", "Permanent node name");
    static final Header STATISTICS =
            STATUS.behind("Statistics", (f, at, end) -> at + RECORD + 1 + 18 * (int) NUMBER_OF_NAMES.get(f, at));
    static final Field UNIT_ID = STATISTICS.mac("unit_id", "Unit ID"),
            DATA =
                    BODY.span(
                            "data",
                            "Data",
                            Type.BYTES,
                            (f, at, end) -> f.u16(at) == NB || f.u16(at) == NBSTAT || end <= at + RECORD
                                    ? Field.ABSENT
                                    : Field.span(at + RECORD, end - at - RECORD));

    static {
        NAMED.skip(9).length(18);
        H.length(4);
        COUNTS.length(8);
        BODY.length(RECORD);
        ADDRESS.length(6);
    }

    public Nbns() {
        super(H);
        on(Udp.DSTPORT, 137);
    }

    private static boolean isResponse(Frame f, int at) {
        return f.u8(at + 2) >= 0x80;
    }

    private static int query(Frame f, int at, int end, int previous, int index) {
        if (index >= f.u16(at + 4)) {
            return -1;
        }
        int next = previous < 0 ? at + HEADER : DnsName.after(f, previous, end) + QUESTION;
        int name = DnsName.after(f, next, end);
        return name < 0 || name + QUESTION > end ? -1 : next;
    }

    /** Records of all three sections. */
    private static int record(Frame f, int at, int end, int previous, int index) {
        if (index >= f.u16(at + 6) + f.u16(at + 8) + f.u16(at + 10)) {
            return -1;
        }
        int next = previous < 0 ? behindQueries(f, at, end) : afterRecord(f, previous, end);
        return next >= 0 && afterRecord(f, next, end) >= 0 ? next : -1;
    }

    private static int behindQueries(Frame f, int at, int end) {
        int next = at + HEADER;
        for (int i = f.u16(at + 4); i > 0 && next >= 0; i--) {
            int name = DnsName.after(f, next, end);
            next = name < 0 || name + QUESTION > end ? -1 : name + QUESTION;
        }
        return next;
    }

    private static int afterRecord(Frame f, int at, int end) {
        int name = DnsName.after(f, at, end);
        return name < 0 || name + RECORD > end || name + RECORD + f.u16(name + 8) > end
                ? -1
                : name + RECORD + f.u16(name + 8);
    }

    // ---- names

    /** The first byte of the label that a name in the message begins with; a pointer may lead to it. */
    private static int label(Frame f, int at) {
        int layer = f.inside(H, at);
        if (layer < 0 || f.u8(at) < 0xc0) {
            return at;
        }
        int target = f.at(layer) + (f.u16(at) & 0x3fff);
        return target < f.end(layer) ? target : at;
    }

    private static void name(Frame f, int at, int end, Out out) {
        int layer = f.inside(H, at);
        if (layer >= 0) {
            encoded(f, label(f, at), f.end(layer), out);
        }
    }

    private static void owner(Frame f, int at, int end, Out out) {
        name(f, at, end, out);
        int type = DnsName.after(f, at, end);
        int label = label(f, at);
        if (type >= 0 && f.u16(type) == NB && isEncoded(f, label, end)) {
            String purpose = PURPOSES.get(octet(f, label, NAME - 1));
            out.put(" (").put(purpose == null ? "Unknown" : purpose).put(')');
        }
    }

    private static boolean isEncoded(Frame f, int at, int end) {
        return at + 1 + LETTERS < end && f.u8(at) == LETTERS && f.u8(at + 1) >= 'A' && f.u8(at + 1) <= 'Z';
    }

    private static int octet(Frame f, int at, int i) {
        return f.u8(at + 1 + 2 * i) - 'A' << 4 | f.u8(at + 2 + 2 * i) - 'A' & 15;
    }

    /** Appends a name in its letters: what it stands for without blanks at the end, its last byte, its scope (RFC 1001, 14.1). */
    static void encoded(Frame f, int at, int end, Out out) {
        if (!isEncoded(f, at, end)) {
            out.put("Illegal NetBIOS name");
            return;
        }
        int n = NAME - 1;
        while (n > 0 && octet(f, at, n - 1) == ' ') {
            n--;
        }
        for (int i = 0; i < n; i++) {
            int c = octet(f, at, i) & 255;
            if (c >= 0x20 && c < 0x7f) {
                out.put((char) c);
            } else {
                out.put('<').hex(c, 2).put('>');
            }
        }
        out.put('<').hex(octet(f, at, NAME - 1), 2).put('>');
        for (int i = at + 1 + LETTERS;
                i < end && f.u8(i) > 0 && f.u8(i) < 64 && i + 1 + f.u8(i) <= end;
                i += 1 + f.u8(i)) {
            out.put('.').safe(f.segment(), f.base() + i + 1, f.u8(i));
        }
    }

    private static void trimmed(Frame f, int at, int end, Out out) {
        int n = NAME - 1;
        while (n > 0 && f.u8(at + n - 1) == ' ') {
            n--;
        }
        out.safe(f.segment(), f.base() + at, n);
    }

    @Override
    public void walk(Frame f, int at, int end) {
        if (at + 4 > end) {
            f.broken(at, end);
            return;
        }
        f.push(this, at, end, end);
        int next = at + HEADER > end ? -1 : behindQueries(f, at, end);
        for (int i = next < 0 ? 0 : f.u16(at + 6) + f.u16(at + 8) + f.u16(at + 10); i > 0 && next >= 0; i--) {
            next = afterRecord(f, next, end);
        }
        if (next < 0) {
            f.broken(end, end);
        }
    }

    @Override
    public void row(Frame f, int layer, Out out) {
        int at = f.at(layer);
        int end = f.end(layer);
        String operation = OPCODE.names().get(OPCODE.get(f, at));
        out.put("nbns ").words(operation == null ? "operation" : operation);
        out.put(isResponse(f, at) ? " response" : "");
        if (isResponse(f, at) && RCODE.get(f, at) != 0) {
            String code = RCODE.names().get(RCODE.get(f, at));
            out.put(", ").words(code == null ? "failure" : code);
        }
        if (at + HEADER > end) {
            return;
        }
        int query = query(f, at, end, -1, 0);
        int record = record(f, at, end, -1, 0);
        if (query >= 0) {
            name(f, query, end, out.put("  "));
        } else if (record >= 0) {
            name(f, record, end, out.put("  "));
        }
        if (record >= 0) {
            int type = DnsName.after(f, record, end);
            if (f.u16(type) == NB && f.u16(type + 8) >= 6) {
                out.put(' ').ipv4(f.i32(type + RECORD + 2));
            }
        }
    }
}
